"""The hours of a provider on a day of somebody's calendar, whatever is booked in them."""

from datetime import UTC, date, datetime

import pytest

from booking import availability, hours
from tests.booking.calendars import provider

HOURS = [
    ("UTC", "mon 09:00-12:00,13:00-17:00", "2026-11-23", "UTC", ["09:00-12:00", "13:00-17:00"]),
    ("UTC", "mon 09:00-12:00,12:00-17:00", "2026-11-23", "UTC", ["09:00-17:00"]),
    ("UTC", "mon 09:00-17:00", "2026-11-24", "UTC", []),
    ("America/New_York", "mon 09:00-17:00", "2026-11-23", "Europe/Berlin", ["14:00-22:00"]),
    ("America/New_York", "mon 09:00-17:00", "2026-11-24", "Asia/Tokyo", ["15:00-22:00"]),
]


@pytest.mark.parametrize(("zone", "working", "day", "viewer", "shown"), HOURS)
def test_hours_are_those_within_the_viewers_day(
    zone: str, working: str, day: str, viewer: str, shown: list[str]
) -> None:
    """What goes on without a break is one; of hours over midnight the part of that day."""
    span = availability.days(date.fromisoformat(day), date.fromisoformat(day), viewer)
    found = availability.hours(provider(zone, hours.parse(working), 30), span)

    instants = [tuple(datetime.fromtimestamp(each, UTC) for each in one) for one in found]
    assert [f"{begin:%H:%M}-{end:%H:%M}" for begin, end in instants] == shown
