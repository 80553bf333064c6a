"""Calendars made up at random mean to us what they mean to icalendar with recurring-ical-events, which shares no code."""

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events

from booking.availability import Span
from booking.busy.reading import Wish, merged, read

OWNER = ZoneInfo("Europe/Berlin")
WINDOW = datetime(2026, 2, 20, 7, 30, tzinfo=UTC), datetime(2026, 4, 20, 19, tzinfo=UTC)
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Kolkata", "Eastern Standard Time")
RULES = (
    "FREQ=DAILY;COUNT=20", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;COUNT=9", "FREQ=MONTHLY",
    "FREQ=DAILY;UNTIL=20260325T120000Z", "FREQ=WEEKLY;UNTIL=20260401T000000Z", "FREQ=YEARLY",
)  # fmt: skip


def made_up(drawn: random.Random) -> str:
    """Forty events and series with changed, cancelled and excluded dates."""
    return "".join(one(drawn, f"{number}@feed.example") for number in range(40))


def one(drawn: random.Random, uid: str) -> str:
    day = datetime(2026, 1, 1) + timedelta(days=drawn.randrange(100))  # noqa: DTZ001
    if day.day > 28:
        day -= timedelta(days=5)
    start = day + timedelta(minutes=15 * drawn.randrange(96))
    state = drawn.choice(["", "", "", "TRANSP:TRANSPARENT\r\n", "STATUS:TENTATIVE\r\n", "STATUS:CANCELLED\r\n"])
    if drawn.random() < 0.2:
        days = (
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}\r\nDTEND;VALUE=DATE:{day + timedelta(days=drawn.randrange(1, 4)):%Y%m%d}"
        )
        return event(uid, f"{state}{days}")
    zone = drawn.choice(ZONES)
    length = timedelta(minutes=drawn.choice([0, 15, 60, 600]))
    if drawn.random() < 0.4:
        return event(uid, state + times(start, length, zone))
    rule = drawn.choice(RULES)
    excluded = f"\r\nEXDATE;TZID={zone}:{start + timedelta(days=42):%Y%m%dT%H%M%S}" if drawn.random() < 0.5 else ""
    found = event(uid, f"{state}{times(start, length, zone)}\r\nRRULE:{rule}{excluded}")
    if drawn.random() < 0.5 and not state and "MONTHLY" not in rule and "YEARLY" not in rule:
        name = f"RECURRENCE-ID;TZID={zone}:{start + timedelta(days=6 if 'INTERVAL=3' in rule else 14):%Y%m%dT%H%M%S}"
        moved = times(start + timedelta(days=15, hours=1), timedelta(hours=2), drawn.choice(ZONES))
        free = drawn.choice(["", "STATUS:CANCELLED\r\n", "TRANSP:TRANSPARENT\r\n"])
        found += event(uid, f"SEQUENCE:1\r\n{free}{name}\r\n{moved}")
    return found


def times(start: datetime, length: timedelta, zone: str) -> str:
    return f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}\r\nDTEND;TZID={zone}:{start + length:%Y%m%dT%H%M%S}"


def event(uid: str, lines: str) -> str:
    return f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20260101T000000Z\r\n{lines}\r\nEND:VEVENT\r\n"


def otherwise(data: bytes) -> tuple[Span, ...]:
    """What the other reader finds."""
    calendar = icalendar.Calendar.from_ical(data)
    since, until = (each.astimezone(OWNER) for each in WINDOW)
    found = recurring_ical_events.of(calendar).between(since - timedelta(days=5), until + timedelta(days=5))
    taken = [
        (instant(each.start), instant(each.end))
        for each in found
        if each.get("STATUS") != "CANCELLED" and each.get("TRANSP") != "TRANSPARENT"
    ]
    return merged(taken, (instant(WINDOW[0]), instant(WINDOW[1])))


def instant(moment: date) -> int:
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=OWNER)
    return int(moment.timestamp())


@pytest.mark.parametrize("seed", range(12))
def test_both_find_the_same(seed: int) -> None:
    """To the second."""
    data = (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//EN\r\n{made_up(random.Random(seed))}END:VCALENDAR\r\n".encode()
    )
    found = read(data, Wish((instant(WINDOW[0]), instant(WINDOW[1])), OWNER.key))

    assert found.skipped == 0
    assert found.spans == otherwise(data)
    assert len(found.spans) > 15
