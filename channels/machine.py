"""What this machine tells about itself."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

LOCALTIME = Path("/etc/localtime")
TIMEZONE = Path("/etc/timezone")


def timezone() -> str | None:
    """The machine's zone as an IANA name: from TZ, else from how /etc/localtime is linked, else from /etc/timezone.

    None where that cannot be told for sure, such as with a TZ that holds rules instead of a name.
    """
    if "TZ" in os.environ:
        return _known(os.environ["TZ"].removeprefix(":").rpartition("zoneinfo/")[2])
    linked = _target(LOCALTIME)
    if linked:
        return _known(linked.rpartition("zoneinfo/")[2])
    return _known(_read(TIMEZONE))


def _target(path: Path) -> str:
    return str(path.resolve()) if path.is_symlink() else ""


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8").strip()
    except (OSError, ValueError):
        return ""


def _known(name: str) -> str | None:
    name = name.removeprefix("posix/").removeprefix("right/")
    try:
        return ZoneInfo(name).key if "/" in name or name == "UTC" else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
