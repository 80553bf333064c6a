"""What is of no use any more goes, a little at a time; what is needed stays."""

from datetime import timedelta

from sqlalchemy import func, select

from booking import outbox
from booking.model import Actor
from booking.pruning import prune
from booking.storage import writing
from booking.tables import outbox as outbox_table
from booking.tables import requests
from tests.booking.office import Calendar, berlin
from tests.booking.test_privacy import send_all


def count(calendar: Calendar, table: object) -> int:
    with calendar.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0  # type: ignore[arg-type]


def test_mails_are_kept_for_ninety_days_after_the_meeting(calendar: Calendar) -> None:
    """Not after they were sent: until then a change refers to them. What waits is never forgotten."""
    calendar.book("2026-11-24T10:00")
    calendar.book("2026-12-24T10:00", "bo@guests.example")
    send_all(calendar)
    calendar.book("2026-11-24T11:00", "cy@guests.example")
    calendar.clock.now = berlin("2027-02-22T10:59")
    assert prune(calendar.engine, calendar.clock.now) == 0

    calendar.clock.now = berlin("2027-02-22T12:01")
    assert [prune(calendar.engine, calendar.clock.now, 1) for _ in range(3)] == [1, 1, 0]

    assert outbox.counts(calendar.engine) == {"waiting": 2, "sent": 2, "dead": 0}


def test_superseded_and_dead_mails_go_too(calendar: Calendar) -> None:
    """They hold addresses as well."""
    made = calendar.book("2026-11-24T10:00")
    host = calendar.announced[1]
    claimed = outbox.claim(calendar.engine, host, calendar.clock.now)
    assert claimed
    outbox.failed(calendar.engine, host, 1, calendar.clock.now, "550")
    with writing(calendar.engine) as connection:
        outbox.supersede(connection, made.id, ["ana@guests.example"], calendar.clock.now)
    calendar.clock.move(days=100)

    assert prune(calendar.engine, calendar.clock.now) == 2
    assert count(calendar, outbox_table) == 0


def test_a_served_request_is_known_for_thirty_days(calendar: Calendar) -> None:
    """Then its key is free again."""
    made = calendar.book("2026-12-30T10:00", type=calendar.group)
    calendar.service.reschedule(made.id, berlin("2026-12-30T11:00"), Actor("me", "web"), idempotency_key="k")
    before = count(calendar, requests)
    calendar.clock.move(days=30)
    prune(calendar.engine, calendar.clock.now)
    assert count(calendar, requests) == before

    calendar.clock.move(seconds=1)
    prune(calendar.engine, calendar.clock.now)

    assert count(calendar, requests) == 0


def test_nothing_to_forget(calendar: Calendar) -> None:
    """A young calendar loses nothing."""
    calendar.book("2026-11-24T10:00")

    assert prune(calendar.engine, calendar.clock.now + timedelta(days=1)) == 0
