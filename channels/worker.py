"""The worker: sends what the outbox and the mailboxes hold. `convoke worker`, a child of `convoke serve`, or threads."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from channels.bootstrap import Services, build, connect
from channels.delivery import open_broker, register, sweep
from channels.inbound.taking import receiving
from channels.mailing import Held

THREADS = 4
POLL = 200
"""Milliseconds: how long an idle worker sleeps at most before it asks Redis for jobs again."""
SWEEP_SECONDS = 3.0
STOP_SECONDS = 15.0
"""How long jobs under way may take to end; what is cut off then comes back to another worker."""
PARENT_SECONDS = 0.3
NICENESS = 5
"""A network waits seconds for its webhook's answer; what the worker sends can wait a little longer on a busy machine."""


@contextmanager
def working(services: Services, threads: int = THREADS) -> Iterator[None]:
    """Do jobs in threads of this process while the block runs; at its end those under way are finished."""
    from dramatiq.worker import Worker

    url = services.settings.redis_url or (services.embedded.url if services.embedded else "")
    client = connect(url)
    broker = open_broker(client, worker=True)
    stopping, ended = threading.Event(), threading.Event()
    held = Held(services, stopping)
    register(broker, services, held)
    worker = Worker(broker, worker_threads=threads, worker_timeout=POLL)
    sweeper = threading.Thread(target=_sweep_until, args=(services, stopping), name="sweep", daemon=True)
    holder = threading.Thread(target=held.extend_until, args=(ended,), name="leases", daemon=True)
    reader = threading.Thread(target=_read_calendars_until, args=(services, stopping), name="calendars", daemon=True)
    worker.start()
    sweeper.start()
    holder.start()
    reader.start()
    try:
        with receiving(services):
            yield
    finally:
        stopping.set()
        worker.stop(timeout=int(STOP_SECONDS * 1000))
        ended.set()
        sweeper.join(STOP_SECONDS)
        holder.join(STOP_SECONDS)
        reader.join(1)  # a slow server is not waited for: what it would have said is asked for again
        client.close()


def run(services: Services) -> None:
    """Work until SIGTERM or Ctrl-C; then finish what is under way."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    _give_way()
    with working(services):
        services.log.info("worker_started")
        stop.wait()
    services.log.info("worker_stopped")


def _give_way() -> None:
    os.nice(NICENESS)
    if os.getsid(0) == os.getpid():  # Linux weighs sessions against each other, and only within one its processes
        with suppress(OSError):
            Path("/proc/self/autogroup").write_text(str(NICENESS))


def end_with(parent: int) -> None:
    """Have this process end, at once, when its parent does: that one's own end may have left it no time to say so."""

    def watch() -> None:
        while os.getppid() == parent:
            pause.wait(PARENT_SECONDS)
        os._exit(1)

    pause = threading.Event()
    threading.Thread(target=watch, name="parent", daemon=True).start()


def _sweep_until(services: Services, stopping: threading.Event) -> None:
    while not stopping.wait(SWEEP_SECONDS):
        try:
            sweep(services)
        except Exception as error:  # noqa: BLE001 - whatever it is, the next sweep is still due
            services.log.warning("sweep_failed", error=type(error).__name__)


def _read_calendars_until(services: Services, stopping: threading.Event) -> None:
    """Look into other calendars as they come due, in a thread of their own: a slow server keeps no mail waiting."""
    from channels.calendars.refreshing import Looking

    looking = Looking(services.settings, services.engine, services.clock)
    while not stopping.wait(SWEEP_SECONDS):
        try:
            while looking.refresh_due() and not stopping.is_set():
                pass
        except Exception as error:  # noqa: BLE001 - whatever it is, the next calendar is still due
            services.log.warning("calendars_failed", error=type(error).__name__)


def main(data: Path, parent: int) -> None:
    """The child of `convoke serve` (process `parent`) over its data folder."""
    from channels import logs, settings

    end_with(parent)
    loaded = settings.load(data)
    logs.configure(loaded.log_level)
    services = build(loaded, data)
    try:
        run(services)
    finally:
        services.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
