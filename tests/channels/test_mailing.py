"""Mails on their way to the mail server: some recipients refused, a pace kept, slow servers, workers that end."""

import shutil
import threading
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import redis as redis_py
from sqlalchemy import text

from booking import outbox
from booking.demo import Demo, make_demo
from booking.mail import SmtpMailer
from booking.model import Attendee, Limit
from booking.storage import writing
from channels import delivery, mailing
from channels.bootstrap import Services
from channels.mailing import Held, send_rows
from channels.pace import Pace
from channels.worker import working
from tests.booking.test_outbox import INVITATION
from tests.channels.test_delivery import book, counts, readers, wait_until
from tests.fixtures.services import MakeServices
from tests.fixtures.smtp import SmtpServer

GUESTS = [Attendee(f"guest{number}@acme.io") for number in range(4)]


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """One engine is enough here."""
    shutil.copyfile(sqlite_template, tmp_path / "convoke.db")
    return f"sqlite:///{tmp_path / 'convoke.db'}"


def posting(make_services: MakeServices, server: SmtpServer, **settings: object) -> tuple[Services, Demo]:
    services = make_services(smtp_url=f"{server.url}?tls=none", mail_from="bookings@ours.example", **settings)
    demo = make_demo(services.booking, services.engine, "UTC")
    assert demo is not None
    return services, demo


def work(services: Services, *rows: int) -> None:
    """Be the worker that has this job."""
    send_rows(services, Held(services, threading.Event()), rows)
    hang_up(services)


def hang_up(services: Services) -> None:
    assert isinstance(services.mailer, SmtpMailer)
    services.mailer.close()


def waiting(services: Services) -> list[int]:
    return outbox.due(services.engine, services.clock() + timedelta(hours=1), timedelta(0), 100)


def to_all(services: Services, demo: Demo) -> tuple[str, int]:
    """One mail to all four guests of an appointment; the appointment's id, and the mail's."""
    appointment = book(services, demo, *(each.email for each in GUESTS))
    mail = replace(
        INVITATION, message_id="<all@ours.example>", uid=appointment.uid, reader=GUESTS[0], others=tuple(GUESTS[1:]),
        to_all=True,
    )  # fmt: skip
    with writing(services.engine) as connection:
        connection.execute(text("DELETE FROM outbox"))
        (row,) = outbox.write(connection, appointment.id, [mail], services.clock())
    return appointment.id, row


def test_a_mail_to_all_that_some_do_not_get(make_services: MakeServices, smtp_server: SmtpServer) -> None:
    """Who was refused for now gets a mail of their own, with the same calendar; who never will is told of to the host; the
    others have theirs, once."""
    services, demo = posting(make_services, smtp_server)
    appointment_id, row = to_all(services, demo)
    smtp_server.answer("RCPT", "451 later", "550 5.1.1 no such user")

    work(services, row)

    (alone, told) = waiting(services)
    work(services, alone, told)
    first, second, third = smtp_server.received
    assert counts(services) == (0, 3, 0)
    assert first.recipients == ("guest2@acme.io", "guest3@acme.io")
    assert second.recipients == ("guest0@acme.io",)
    assert [each.addr_spec for each in second.message["To"].addresses] == ["guest0@acme.io"]
    assert second.message["Message-ID"] != first.message["Message-ID"]
    calendars = [each.message.get_body(("calendar",)).get_content() for each in (first, second)]  # type: ignore[union-attr]
    assert all(f"mailto:{guest.email}" in "".join(each.split("\r\n ")) for each in calendars for guest in GUESTS)
    assert third.recipients == ("host@convoke.example",)
    with services.engine.connect() as connection:
        found = connection.execute(text("SELECT email FROM attendees WHERE unreachable <> ''")).scalars().all()
        error = connection.execute(text("SELECT error FROM outbox WHERE id = :row"), {"row": row}).scalar_one()
    assert found == ["guest1@acme.io"]
    assert error == "2 of 4 were refused"
    assert services.booking.history(appointment_id)[-1].attendee == "guest1@acme.io"


def test_a_mail_to_all_that_is_refused_as_such(make_services: MakeServices, smtp_server: SmtpServer) -> None:
    """Nobody is unreachable for what was not theirs; where all are refused, all are."""
    services, demo = posting(make_services, smtp_server)
    _, row = to_all(services, demo)
    smtp_server.answer("DATA", "552 5.3.4 too big")
    work(services, row)
    assert counts(services) == (0, 0, 1)

    with services.engine.begin() as connection:
        connection.execute(text("UPDATE outbox SET status = 'waiting', leased_until = NULL"))
    smtp_server.answer("RCPT", *["550 5.1.1 no such user"] * 4)
    work(services, row)

    assert counts(services) == (4, 0, 1)
    with services.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM attendees WHERE unreachable <> ''")).scalar_one() == 4


def test_no_more_mails_than_the_pace_allows(
    make_services: MakeServices, smtp_server: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What comes too fast waits, untouched and unattempted, and goes out when there is room again; all workers share it."""
    monkeypatch.setattr(delivery, "MAIL_LATE", timedelta(0))
    services, demo = posting(make_services, smtp_server, smtp_rate_limit=Limit(3, 60))
    book(services, demo, *(each.email for each in GUESTS))
    rows, asked = waiting(services), services.redis.llen("dramatiq:mail")

    work(services, *rows[:2])
    work(services, *rows[2:])
    for _ in range(3):
        delivery.sweep(services)

    assert counts(services) == (2, 3, 0)
    assert services.redis.llen("dramatiq:mail") == asked  # by the booking, none by the sweep
    with services.engine.connect() as connection:
        assert set(connection.execute(text("SELECT attempts FROM outbox WHERE status = 'waiting'")).scalars()) == {0}
    services.redis.delete(*services.redis.keys("pace:*"))  # as if the minute were over
    work(services, *rows[3:])
    assert counts(services) == (0, 5, 0)


def test_the_pace_is_of_any_stretch_of_time(redis: redis_py.Redis) -> None:
    """Not of the clock's minutes: what was taken at the end of one counts at the beginning of the next."""
    pace, same, other = (Pace(redis, name, Limit(10, 1)) for name in ("a", "a", "b"))

    assert (pace.take(4), same.free(100)) == (4, 6)
    began = time.monotonic()
    time.sleep(0.6)
    assert (same.take(100), pace.take(1), pace.free(5)) == (6, 0, 0)
    pace.give_back(2)
    assert (pace.take(9), other.take(9)) == (2, 9)
    wait_until(lambda: pace.free(100))
    assert time.monotonic() - began >= 0.9
    assert pace.free(100) == 4
    assert 0 < redis.pttl("pace:a") <= 1000


def test_without_a_limit_nothing_is_counted(redis: redis_py.Redis) -> None:
    """It costs no trip to Redis."""
    pace = Pace(redis, "a", Limit(0, 60))

    assert (pace.take(7), pace.free(9)) == (7, 9)
    pace.give_back(3)
    assert redis.keys("pace:*") == []


def test_a_slow_server_does_not_lose_the_lease(
    make_services: MakeServices, smtp_server: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long one mail takes, no other worker sends it meanwhile."""
    monkeypatch.setattr(mailing, "LEASE", 2)
    monkeypatch.setattr("channels.worker.SWEEP_SECONDS", 0.2)
    monkeypatch.setattr(delivery, "MAIL_LATE", timedelta(0))
    services, demo = posting(make_services, smtp_server)
    smtp_server.delay = 4.0
    with working(services), working(services):
        book(services, demo, "karen@dev.to")
        wait_until(lambda: counts(services) == (0, 2, 0))

    assert readers(smtp_server) == ["host@convoke.example", "karen@dev.to"]


def test_a_worker_that_stops_gives_back_what_it_has_not_begun(
    make_services: MakeServices, smtp_server: SmtpServer
) -> None:
    """Another can send it at once, and it was no attempt."""
    services, demo = posting(make_services, smtp_server)
    book(services, demo, *(each.email for each in GUESTS))
    rows = waiting(services)
    stopping = threading.Event()
    smtp_server.on_mail = stopping.set

    send_rows(services, Held(services, stopping), rows)
    hang_up(services)

    assert counts(services) == (4, 1, 0)
    assert [each.attempts for each in outbox.take(services.engine, rows, services.clock())] == [1] * 4


def test_what_cannot_be_composed_is_dead(make_services: MakeServices, smtp_server: SmtpServer) -> None:
    """It holds up nobody else, and says what it was."""
    services, demo = posting(make_services, smtp_server)
    book(services, demo, "karen@dev.to", "bill@acme.io")
    with services.engine.begin() as connection:
        connection.execute(text("UPDATE outbox SET payload = '{}' WHERE reader LIKE 'karen%'"))

    work(services, *waiting(services))

    assert counts(services) == (0, 2, 1)
