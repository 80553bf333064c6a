"""How fast one worker empties the outbox: 1,000 invitations through a local SMTP server.

    python -m tests.benchmarks.bench_outbox

The worker is `convoke worker` with its defaults, over SQLite that flushes to the disk and a Redis of its own; the SMTP
server is a process too. 200 meetings of four guests are booked as the service books them; the time runs from the first mail
that the server takes to the last. The baseline, measured in the same run and alternating with the worker, is `smtplib` alone
sending the same mails, composed before, over one connection. All share the machine's cores.
"""

import multiprocessing
import os
import shutil
import smtplib
import statistics
import subprocess
import sys
import tempfile
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic, sleep

import psutil
from sqlalchemy import text

from booking import outbox
from booking.demo import make_demo
from booking.invitations import compose
from booking.mail import wire
from booking.model import BookingRequest, Invitee, InviteLimits
from booking.storage import migrate
from channels import embedded
from channels.bootstrap import Services, build
from channels.settings import Settings
from tests.fixtures.processes import CONVOKE, environment
from tests.fixtures.smtp import Received, SmtpServer

ROUNDS = int(os.environ.get("ROUNDS", "3"))
MEETINGS = 200
GUESTS = 4
MAILS = MEETINGS * (GUESTS + 1)
AGAIN = text("UPDATE outbox SET status = 'waiting', attempts = 0, leased_until = NULL WHERE status = 'sent'")


class Counting(SmtpServer):
    """Keeps when each mail came, not the mails."""

    def __init__(self) -> None:
        super().__init__()
        self.times: list[float] = []
        self.received = self  # type: ignore[assignment]

    def append(self, _mail: Received) -> None:
        self.times.append(monotonic())


def main() -> None:
    """Print what was measured, the median over the rounds."""
    parent, child = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(child,))
    server.start()
    url = parent.recv()
    folder = Path(tempfile.mkdtemp(prefix="convoke-bench-"))
    redis = embedded.attach(folder, "bench_outbox")
    settings = Settings(
        secret_key="of the benchmark, long enough", redis_url=redis.url, smtp_url=f"{url}?tls=none",
        database_url=f"sqlite:///{folder / 'convoke.db'}", mail_from="bookings@ours.example",
    )  # fmt: skip
    services = build(settings, folder)
    try:
        migrate(services.engine)
        fill(services)
        measure(services, url, parent)
    finally:
        services.close()
        redis.close()
        parent.send("stop")
        server.join()
        shutil.rmtree(folder, ignore_errors=True)


def fill(services: Services) -> None:
    """Book the meetings; their mails wait."""
    booking = services.booking
    booking._announce, booking._limits = (lambda _rows: None), InviteLimits()
    demo = make_demo(booking, services.engine, "UTC")
    assert demo is not None
    kind = demo.types[4]
    starts = [each.start for each in booking.slots(demo.provider, kind, date(2000, 1, 1), date(2100, 1, 1), "UTC")]
    for number, start in enumerate(starts[:MEETINGS]):
        guests = tuple(Invitee(f"guest{number}.{each}@acme.example", f"Guest {each}") for each in range(GUESTS))
        booking.book(
            BookingRequest(demo.provider.id, kind.id, start, guests, "Europe/Berlin", str(number), title="Überblick Q3")
        )
    assert outbox.counts(services.engine)["waiting"] == MAILS


def measure(services: Services, url: str, parent: Connection) -> None:
    """Let smtplib and the worker send everything, by turns."""
    rows = outbox.due(services.engine, services.clock(), -services.clock().resolution * 10**7, MAILS)
    mails = [claimed for row in rows if (claimed := outbox.claim(services.engine, row, services.clock()))]
    ready = [(each.invitation.reader.email, wire(compose(each.invitation, "b@ours.example"))) for each in mails]
    for row in rows:
        outbox.sent(services.engine, row, services.clock())
    rates = []
    for _ in range(ROUNDS):
        alone = bare(url, ready, parent)
        with services.engine.begin() as connection:
            connection.execute(AGAIN)
        services.queue.mail(rows)
        ours, seconds = worker(services, parent)
        rates.append((ours / alone, ours, alone, seconds))
        print(
            f"  worker {ours:4.0f} mails/s, {1000 * seconds / MAILS:.2f} ms of CPU each; smtplib alone {alone:4.0f} mails/s"
        )
    ratios = sorted(each[0] for each in rates)
    print(f"worker    {statistics.median(each[1] for each in rates):6.0f} mails/s")
    print(f"smtplib   {statistics.median(each[2] for each in rates):6.0f} mails/s")
    print(f"ratio     {statistics.median(ratios):6.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})")


def bare(url: str, ready: list[tuple[str, bytes]], parent: Connection) -> float:
    host, _, port = url.removeprefix("smtp://").partition(":")
    with smtplib.SMTP(host, int(port)) as connection:
        for reader, mail in ready:
            connection.sendmail("b@ours.example", [reader], mail)
    return rate(parent)


def worker(services: Services, parent: Connection) -> tuple[float, float]:
    """Mails a second, and seconds of CPU that the worker's process took, its start left out."""
    names = ("redis_url", "smtp_url", "database_url", "mail_from", "secret_key")
    values = {name.upper(): str(getattr(services.settings, name)) for name in names}
    process = subprocess.Popen(
        [*CONVOKE, "worker", "--data", str(services.data)], env=environment(**values, LOG_LEVEL="warning"),
        stdout=sys.stderr,
    )  # fmt: skip
    try:
        began = 0.0
        while outbox.counts(services.engine)["waiting"]:
            sleep(0.05)
            parent.send("count")
            if parent.recv() and not began:
                began = cpu(process.pid)
        used = cpu(process.pid) - began
    finally:
        process.terminate()
        process.wait(30)
    return rate(parent), used


def cpu(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def rate(parent: Connection) -> float:
    """Mails a second since the last time this was asked."""
    parent.send("times")
    times = parent.recv()
    assert len(times) == MAILS
    return (len(times) - 1) / (times[-1] - times[0])


def serve(pipe: Connection) -> None:
    """The SMTP server's process."""
    server = Counting()
    server.start()
    pipe.send(server.url)
    while (asked := pipe.recv()) != "stop":
        pipe.send(len(server.times) if asked == "count" else server.times)
        if asked == "times":
            server.times = []
    server.stop()


if __name__ == "__main__":
    main()
