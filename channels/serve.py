"""`convoke serve`: everything in one process tree.

The main process keeps the embedded Redis, applies the migrations, starts the worker and runs the web server, whose
workers it forks. Each of its children ends by itself when the main process is gone, however that went.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from flask import Flask

from booking.demo import Demo, make_demo
from booking.storage import migrate
from channels import machine, worker
from channels.app import create_app
from channels.bootstrap import build, this_command
from channels.embedded import EmbeddedRedis, attach
from channels.errors import CannotStart
from channels.registry import CHANNELS
from channels.settings import Settings

WEB_WORKERS = 2
WEB_THREADS = 8
"""Requests that one web worker handles at the same time."""
STOP_SECONDS = 10
"""How long requests and jobs under way may take to end."""
WATCH_SECONDS = 0.5


def serve(settings: Settings, data: Path, say: Callable[[str], None]) -> None:
    """Serve until SIGTERM or Ctrl-C; `say` takes the lines that the operator should see.

    Raises `CannotStart` when the port is taken, or the data folder by another process.
    """
    signal.signal(signal.SIGTERM, _leave)  # until the web server brings its own
    _check_port(settings)
    with _redis(settings, data) as redis:
        running = settings.replace(redis_url=settings.redis_url or (redis.url if redis else None))
        demo = _prepare(running, data)
        with _worker(data, redis):
            say(_welcome(running, demo))
            _serve_web(running, data)


def _leave(*_: object) -> None:
    raise SystemExit(0)


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


def _prepare(settings: Settings, data: Path) -> Demo | None:
    """Bring the database up to date and put a host into an empty one."""
    with closing(build(settings, data)) as services:
        migrate(services.engine)
        return make_demo(services.booking, services.engine, machine.timezone() or "UTC")


@contextmanager
def _worker(data: Path, redis: EmbeddedRedis | None) -> Iterator[None]:
    """The worker as a child in a session of its own: Ctrl-C ends it through us, after the web server."""

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "channels.worker", str(data), str(os.getpid())]
        return subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own words

    child = start()

    def keep() -> None:
        nonlocal child
        while not stopping.wait(WATCH_SECONDS):
            if redis and not redis.alive():
                log.error("redis_died")
                redis.start()
            if child.poll() is not None:
                log.error("worker_died", status=child.returncode)
                child = start()

    log = structlog.get_logger()
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


def _serve_web(settings: Settings, data: Path) -> None:
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
        log_level=LogLevels.warning,
        log_dictconfig={"handlers": {}, "loggers": {"_granian": {"propagate": True}}},
    )
    server.on_startup(partial(_insist, server))
    server.serve(target_loader=partial(_load, settings, data, os.getpid()), wrap_loader=False)


def _load(settings: Settings, data: Path, parent: int) -> Flask:
    """The application, in a web worker. What the main process would do at a signal is nothing for its child."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    worker.end_with(parent)
    return create_app(build(settings, data))


def _insist(server: Any) -> None:
    """Repeat the signal to stop: a web worker that is only just starting does not hear it the first time."""

    def stop(*_: object) -> None:
        server.signal_handler_interrupt()
        threading.Thread(target=repeat, daemon=True).start()

    def repeat() -> None:
        while not done.wait(0.1):
            for each in list(server.wrks):
                if each.is_alive():
                    each.terminate()

    done = threading.Event()
    server.on_shutdown(done.set)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)


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
    lines += ["Convoke is running:", f"  chat      {url}/", f"  API       {url}/chat/messages"]
    lines += [f"  webhook   {url}/webhooks/{entry.name}  ({entry.title})" for entry in on]
    lines += [f"  not set up: {', '.join(entry.title for entry in off)}"] if off else []
    return "\n".join(lines)
