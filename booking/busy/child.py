"""Reads a calendar in a process of its own, which may take only so much time and memory: files come from strangers.

Each is read by a fresh interpreter that knows no setting and no secret, opens no connection, and ends with its parent.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from booking.busy.lines import Unreadable
from booking.busy.reading import Busy, Wish, read

SECONDS = 20.0
"""How long a reading may take in all."""
CPU_SECONDS = 10
MEMORY = 384 * 1024 * 1024
"""Bytes of address space; what is really used is far less."""
_TOO_LONG = "It takes too long to read: something in it repeats without end, or it is far too large."
_TOO_LARGE = "It is too large to be read."
_STRANGE = "It cannot be read: something in it is not as calendars are."


def read_apart(data: bytes, wish: Wish) -> Busy:
    """As `booking.busy.reading.read`, in a child process.

    Raises:
        Unreadable: likewise; also where the file takes too much time or memory.
    """
    question = json.dumps(asdict(wish) | {"ours": sorted(wish.ours)}).encode() + b"\n"
    try:
        done = subprocess.run(
            [sys.executable, "-m", "booking.busy.child"],
            input=question + data,
            capture_output=True,
            timeout=SECONDS,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(_TOO_LONG) from None
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:  # a limit ended it, or a mistake of ours
        raise Unreadable(_TOO_LONG if done.returncode < 0 else _STRANGE) from None
    if "unreadable" in answer:
        raise Unreadable(answer["unreadable"])
    spans = tuple((begin, end) for begin, end in answer["spans"])
    return Busy(spans, answer["events"], answer["skipped"], tuple(answer["warnings"]))


def _environment() -> dict[str, str]:
    """What an interpreter needs to find this package, and nothing that could be secret."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "PYTHONTZPATH", "SYSTEMROOT")}
    return kept | {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONDONTWRITEBYTECODE": "1"}


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not a Unix: the parent's deadline remains
        return
    for what, most in ((resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_AS, MEMORY)):
        hard = resource.getrlimit(what)[1]
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (limit, limit))


def main() -> None:
    """Read the wish and the file from standard input, write what is busy."""
    _limit()
    asked: dict[str, Any] = json.loads(sys.stdin.buffer.readline())
    wish = Wish(tuple(asked["window"]), asked["zone"], asked["email"], frozenset(asked["ours"]))
    answer: dict[str, Any]
    try:
        answer = asdict(read(sys.stdin.buffer.read(), wish))
    except Unreadable as error:
        answer = {"unreadable": str(error)}
    except (MemoryError, RecursionError):
        answer = {"unreadable": _TOO_LARGE}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
