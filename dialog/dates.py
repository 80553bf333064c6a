"""How days, times and zones are shown: in the reader's zone, as their locale writes them.

`locale` is a CLDR name ("en_US", "de_DE"); it decides 3:00 PM or 15:00.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from booking.zone_names import is_offset, zone_name
from dialog import joining

LONGEST_TITLE = 20
"""Characters of a choice's title that every network shows."""


@lru_cache(maxsize=4096)
def _format_day(day: date, pattern: str, locale: str) -> str:
    from babel.dates import format_skeleton

    return format_skeleton(pattern, datetime(day.year, day.month, day.day), locale=locale)  # noqa: DTZ001


@lru_cache(maxsize=4096)
def _format_clock(hour: int, minute: int, locale: str) -> str:
    from babel.dates import format_time

    shown = format_time(datetime(2000, 1, 1, hour, minute).time(), "short", locale=locale)  # noqa: DTZ001
    return shown.replace("\u202f", " ")


def day_title(day: date, today: date, locale: str) -> str:
    """A day in short: "Mon, May 18", with the year where it is not this one."""
    return _format_day(day, "MMMEd" if day.year == today.year else "yMMMEd", locale)


@lru_cache(maxsize=4096)
def day_full(day: date, locale: str) -> str:
    """A day in full: "Monday, May 18, 2026"."""
    from babel.dates import format_date

    return format_date(day, "full", locale=locale)


def clock(moment: datetime, zone: str, locale: str) -> str:
    """The time of day of an instant in a zone: "3:00 PM"."""
    local = moment.astimezone(ZoneInfo(zone))
    return _format_clock(local.hour, local.minute, locale)


def slot_title(start: datetime, zone: str, locale: str) -> str:
    """Day and time in 20 characters or less: "Mon May 18 12:30 PM"; where the months' names are long, in digits."""
    local = start.astimezone(ZoneInfo(zone))
    time = _format_clock(local.hour, local.minute, locale)
    title = ""
    for pattern in ("MMMEd", "MEd", "Md"):
        title = f"{_format_day(local.date(), pattern, locale).replace(',', '')} {time}"
        if len(title) <= LONGEST_TITLE:
            break
    return title


def weekday_title(start: datetime, zone: str, locale: str) -> str:
    """Day of the week and time: "Mon 12:30 PM"."""
    return f"{_format_day(start.astimezone(ZoneInfo(zone)).date(), 'E', locale)} {clock(start, zone, locale)}"


def moment_full(start: datetime, zone: str, locale: str) -> str:
    """Day and time in full: "Monday, May 18, 2026, 3:00 PM"."""
    day = day_full(start.astimezone(ZoneInfo(zone)).date(), locale)
    return joining.put(joining.DAY_AND_TIME, locale, day=day, time=clock(start, zone, locale))


def zone_label(zone: str, moment: datetime) -> str:
    """A zone with its abbreviation at that instant: "America/New_York, EDT"; "UTC+2" where it is no more than that."""
    if is_offset(zone):
        return zone_name(zone)
    abbreviation = moment.astimezone(ZoneInfo(zone)).tzname() or ""
    return f"{zone}, {abbreviation}" if abbreviation.isalpha() and abbreviation != zone else zone


def span(start: datetime, minutes: int, zone: str, locale: str) -> str:
    """When a meeting is, in full: day, from, to and zone."""
    begins, ends = moment_full(start, zone, locale), clock(start + timedelta(minutes=minutes), zone, locale)
    return joining.put(joining.FROM_TO, locale, start=begins, end=ends, zone=zone_label(zone, start))
