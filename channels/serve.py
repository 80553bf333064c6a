"""`convoke serve`: everything in one process tree.

The main process keeps the embedded Redis, applies the migrations, starts the worker and runs the web server, whose
workers it forks. Each of its children ends by itself when the main process is gone, however that went.
"""

import mmap
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from booking.demo import Demo, make_demo
from booking.storage import migrate
from channels import machine, worker
from channels.app import create_app, settled
from channels.bootstrap import build, this_command
from channels.embedded import EmbeddedRedis, attach, kept
from channels.errors import CannotStart
from channels.registry import CHANNELS, check_providers
from channels.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

WEB_WORKERS = 2
WEB_THREADS = 4
"""Requests that one web worker handles at the same time; more of them would rather wait for each other than be served."""
STOP_SECONDS = 5
"""How long requests and jobs under way may take to end."""
WATCH_SECONDS = 0.5


def serve(settings: Settings, data: Path, say: Callable[[str], None]) -> None:
    """Serve until SIGTERM or Ctrl-C; `say` takes the lines that the operator should see.

    Raises `CannotStart` when the port is taken, or the data folder by another process, and `Misconfigured` when the
    settings do not fit what is in the database.
    """
    _check_port(settings)
    with _redis(settings, data) as redis:
        running = settings.replace(redis_url=settings.redis_url or (redis.url if redis else None))
        demo = _prepare(running, data, shared=redis is None)
        with kept(redis), _worker(data):
            _serve_web(running, data, partial(say, _welcome(running, demo)))


def _check_port(settings: Settings) -> None:
    """The web workers share their port, so that a second server would get half of the first one's requests."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise CannotStart(
            f"Cannot listen on {settings.host}:{settings.port} ({error.strerror}): "
            "give another address with --host or another port with --port."
        ) from None


@contextmanager
def _redis(settings: Settings, data: Path) -> Iterator[EmbeddedRedis | None]:
    if settings.redis_url:
        yield None
        return
    with closing(attach(data, this_command(), exclusive=True)) as embedded:
        yield embedded


def _prepare(settings: Settings, data: Path, *, shared: bool) -> Demo | None:
    """Bring the database up to date and put a host into an empty one. `shared`: others may work on this Redis.

    Raises `Misconfigured` when a channel's provider is not there, or others have another secret key.
    """
    with closing(build(settings, data)) as services:
        services.reach()
        if shared:
            services.agree()
        migrate(services.engine)
        check_providers(settings, services.channels, [each.id for each in services.booking.providers()])
        return make_demo(services.booking, services.engine, machine.timezone() or "UTC")


@contextmanager
def _worker(data: Path) -> Iterator[None]:
    """The worker as a child in a session of its own: Ctrl-C ends it through us, after the web server."""

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "channels.worker", str(data), str(os.getpid())]
        return subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own words

    child = start()

    def keep() -> None:
        nonlocal child
        while not stopping.wait(WATCH_SECONDS):
            if child.poll() is not None:
                structlog.get_logger().error("worker_died", status=child.returncode)
                child = start()

    stopping = threading.Event()
    keeper = threading.Thread(target=keep, name="keeper", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        keeper.join()
        child.terminate()
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _serve_web(settings: Settings, data: Path, when_up: Callable[[], None]) -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    server = Server(
        target="convoke",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=min(WEB_WORKERS, os.cpu_count() or 1),
        blocking_threads=WEB_THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.error,
        log_dictconfig={"handlers": {}, "loggers": {"_granian": {"propagate": True}}},
    )
    stop = _Stop()
    server.on_startup(partial(_listen, server, stop, signal.getsignal(signal.SIGHUP)))
    threading.Thread(target=_tell, args=(settings, when_up), name="welcome", daemon=True).start()
    server.serve(target_loader=partial(_load, settings, data, os.getpid(), stop), wrap_loader=False)


def _tell(settings: Settings, when_up: Callable[[], None]) -> None:
    while True:
        with suppress(OSError), socket.create_connection(_address(settings), timeout=1.0):
            return when_up()
        time.sleep(0.02)


def _address(settings: Settings) -> tuple[str, int]:
    """Where this machine itself reaches the server."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - looked for, not listened on
    return everywhere.get(settings.host, settings.host), settings.port


class _Stop:
    """Tells the web workers to stop, through memory they share: a signal is lost on one that is only just starting."""

    def __init__(self) -> None:
        self._flag = mmap.mmap(-1, 1)

    def tell(self) -> None:
        self._flag[0] = 1

    @property
    def told(self) -> bool:
        return self._flag[0] == 1


def _listen(server: Any, stop: _Stop, hangup: object) -> None:
    """Take the signals to stop, in the main process; a web worker just forked, which does as we do, ends at once.

    The terminal's end (SIGHUP, handled so far by `hangup`) is one of them, except under nohup.
    """
    main = os.getpid()

    def end(*_: object) -> None:
        if os.getpid() != main:
            os._exit(0)
        stop.tell()
        server.signal_handler_interrupt()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    signal.signal(signal.SIGHUP, signal.SIG_IGN if hangup == signal.SIG_IGN else end)


def _load(settings: Settings, data: Path, parent: int, stop: _Stop) -> "WSGIApplication":
    """The application, in a web worker. It is in a session of its own: Ctrl-C reaches it through the main process."""
    os.setsid()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    worker.end_with(parent)
    return _counting(settled(create_app(build(settings, data))), stop)


def _counting(app: "WSGIApplication", stop: _Stop) -> "WSGIApplication":
    """The application, whose process ends when it is told to and no request has been under way for a moment."""
    under_way = 0
    change = threading.Lock()

    def call(environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        nonlocal under_way
        with change:
            under_way += 1
        try:
            return app(environ, start_response)
        finally:
            with change:
                under_way -= 1

    def leave() -> None:
        quiet = 0
        while quiet < 3:
            time.sleep(0.1)
            quiet = quiet + 1 if stop.told and not under_way else 0
        os._exit(0)

    threading.Thread(target=leave, name="stop", daemon=True).start()
    return call


def _welcome(settings: Settings, demo: Demo | None) -> str:
    """What an operator wants to know; the API key is shown this once."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    url = settings.public_url or f"http://{host}:{settings.port}"
    on = [entry for entry in CHANNELS if getattr(settings, entry.secrets[0])]
    off = [entry for entry in CHANNELS if entry not in on]
    lines = []
    if demo:
        lines += [
            "A host to try things with was made; the API key is shown only now:",
            f"  provider  {demo.provider.id}  ({demo.provider.name}, {demo.provider.timezone})",
            f"  API key   {demo.api_key}",
            "",
        ]
    lines += ["Convoke is running:", f"  chat      {url}/", f"  API       {url}/api/v2/docs"]
    lines += [f"  webhook   {url}/webhooks/{entry.name}  ({entry.title})" for entry in on]
    lines += [f"  not set up: {', '.join(entry.title for entry in off)}"] if off else []
    return "\n".join(lines)
