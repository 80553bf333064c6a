"""Workers killed with SIGKILL while they empty the outbox: nothing is lost, next to nothing comes twice, all in order."""

import multiprocessing
import random
import time
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import timedelta
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from booking import outbox
from booking.demo import make_demo
from booking.model import Attendee, BookingRequest
from booking.storage import writing
from channels import delivery, mailing, worker
from channels.bootstrap import Services, build
from channels.settings import Settings
from tests.booking.test_outbox import INVITATION
from tests.fixtures.services import MakeServices
from tests.fixtures.smtp import SmtpServer

KILLS = 12
MEETINGS = 40
GUESTS = 4
MAILS = 2 * MEETINGS * GUESTS
LEASE = 3
SECONDS = 0.02
"""How long the mail server takes for a mail."""


def work(settings: dict[str, Any], data: Path) -> None:
    """A worker of its own process, that does not wait for minutes for what another has left behind."""
    from channels import logs

    logs.configure("error")
    mailing.LEASE = LEASE
    worker.SWEEP_SECONDS, delivery.MAIL_LATE = 0.1, timedelta(0)
    worker.run(build(Settings(**settings), data))


class Workers:
    """Workers that begin within a moment: forked from a process that has imported everything."""

    def __init__(self, settings: dict[str, Any], data: Path) -> None:
        self._settings, self._data = settings, data
        self._context: ForkServerContext = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["dramatiq.worker", "channels.worker", "icalendar", "babel.dates"])

    def start(self) -> "multiprocessing.context.ForkServerProcess":
        process = self._context.Process(target=work, args=(self._settings, self._data))
        process.start()
        return process


@pytest.fixture
def posted(make_services: MakeServices, smtp_server: SmtpServer, database_url: str) -> Services:
    """Two mails to each guest of some meetings, written and not sent: an invitation, and a cancellation after it."""
    services = make_services(smtp_url=f"{smtp_server.url}?tls=none", mail_from="bookings@ours.example")
    demo = make_demo(services.booking, services.engine, "UTC")
    assert demo is not None
    kind, now = demo.types[4], services.clock()
    slots = services.booking.slots(demo.provider, kind, now.date(), (now + timedelta(days=50)).date(), "UTC")
    guests = [Attendee(f"guest{number}@acme.io") for number in range(GUESTS)]
    for number, slot in enumerate(slots[:MEETINGS]):
        appointment = services.booking.open_group(
            BookingRequest(demo.provider.id, kind.id, slot.start, (), "UTC", str(number))
        )
        mails = [
            replace(
                INVITATION, method=method, message_id=f"<{number}.{guest.email[:6]}.{method}@x.example>", reader=guest
            )
            for method in ("REQUEST", "CANCEL")
            for guest in guests
        ]
        with writing(services.engine) as connection:
            connection.execute(text("DELETE FROM outbox WHERE reader = 'host@convoke.example'"))
            services.queue.mail(outbox.write(connection, appointment.id, mails, now))
    return services


def ids(services: Services, status: str) -> set[str]:
    with services.engine.connect() as connection:
        return set(connection.scalars(text("SELECT message_id FROM outbox WHERE status = :status"), {"status": status}))


def arrived(server: SmtpServer) -> list[str]:
    return [str(mail.message["Message-ID"]) for mail in list(server.received)]


def test_nothing_is_lost_when_workers_are_killed(posted: Services, smtp_server: SmtpServer, tmp_path: Path) -> None:
    """Every mail arrives; twice at most those that were under way when a worker was killed, and then the same to the byte;
    what comes to one reader about one meeting comes in the order in which it was written."""
    smtp_server.delay = SECONDS
    names = ("redis_url", "database_url", "smtp_url", "mail_from", "secret_key")
    workers = Workers({name: str(getattr(posted.settings, name)) for name in names}, tmp_path)
    chance = random.Random(7)
    under_way: set[str] = set()
    most = 0
    for _ in range(KILLS):
        process, before = workers.start(), len(smtp_server.received)
        deadline = time.monotonic() + 10
        while len(smtp_server.received) == before and time.monotonic() < deadline:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.1))
        process.kill()
        process.join()
        time.sleep(SECONDS * 5)  # the server may have had the whole mail by then
        cut_off = set(arrived(smtp_server)) - ids(posted, "sent") - under_way
        most, under_way = max(most, len(cut_off)), under_way | cut_off
    smtp_server.delay = 0
    process = workers.start()
    deadline = time.monotonic() + 30
    while ids(posted, "waiting"):
        assert time.monotonic() < deadline, "the last worker did not finish"
        time.sleep(0.02)
    process.terminate()
    process.join()

    received = Counter(arrived(smtp_server))
    assert set(received) == ids(posted, "sent")
    assert len(received) == MAILS
    assert 0 < most <= worker.THREADS
    assert {each for each, times in received.items() if times > 1} <= under_way
    versions, methods = defaultdict(set), defaultdict(list)
    for mail in smtp_server.received:
        about, reader, method = str(mail.message["Message-ID"])[1:].partition("@")[0].split(".")
        versions[about, reader, method].add(mail.data)
        methods[about, reader].append(method)
    assert {len(each) for each in versions.values()} == {1}
    assert all(each == sorted(each, reverse=True) for each in methods.values())
