"""Dates, times and lengths as iCalendar writes them (RFC 5545 section 3.3), in whole seconds."""

import re
from dataclasses import dataclass
from datetime import date

from booking.availability import DAY, HOUR, day_number
from booking.busy.lines import Line

_TIME = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d))?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?", re.IGNORECASE
)
_LENGTH = re.compile(
    r"([+-]?)P(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?", re.IGNORECASE
)
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)(?::?(\d\d))?")
UTC = "UTC"
FLOATING = ""


class Unclear(ValueError):
    """Something in one event cannot be read."""


@dataclass(frozen=True, slots=True)
class Written:
    """A date or a time as it is written: `local` are seconds since 1970 as if the wall clock were UTC's; `zone` is its
    TZID, `UTC` or `FLOATING`; `whole_day` tells a date."""

    local: int
    zone: str = FLOATING
    whole_day: bool = False

    @property
    def day(self) -> int:
        """Days since 1970 of the date that is written."""
        return self.local // DAY


@dataclass(frozen=True, slots=True)
class Length:
    """Seconds: `nominal` as the wall clock goes, then `exact` ones (RFC 5545 section 3.3.6)."""

    nominal: int
    exact: int = 0

    @property
    def about(self) -> int:
        """Both together."""
        return self.nominal + self.exact


def times(line: Line) -> list[tuple[Written, str]]:
    """The dates and times of a line, each with what follows the slash of a period. Raises Unclear."""
    zone = line.parameters.get("TZID", FLOATING)
    found = []
    for part in line.value.split(","):
        start, _, end = part.strip().partition("/")
        found.append((time(start, zone), end))
    return found


def time(text: str, zone: str = FLOATING) -> Written:
    """One date or time; without a zone of its own it is in `zone`. Raises Unclear."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise Unclear(text)
    year, month, day, hour, minute, second, offset = match.groups()
    try:
        local = day_number(date(int(year), int(month), int(day))) * DAY
    except ValueError as error:
        raise Unclear(text) from error
    if hour is None:
        return Written(local, FLOATING, whole_day=True)
    clock = int(hour), int(minute), min(int(second or 0), 59)  # a leap second is none of ours
    if clock[0] > 24 or clock[1] > 59:
        raise Unclear(text)
    local += clock[0] * HOUR + clock[1] * 60 + clock[2]
    if offset is None:
        return Written(local, zone)
    return Written(local if offset in "Zz" else local - utc_offset(offset), UTC)


def length(text: str) -> Length:
    """A DURATION. Raises Unclear, also for a negative one."""
    match = _LENGTH.fullmatch(text.strip())
    if match is None or not any(match.groups()[1:]):
        raise Unclear(text)
    weeks, days, hours, minutes, seconds = (int(each or 0) for each in match.groups()[1:])
    found = Length((weeks * 7 + days) * DAY, hours * HOUR + minutes * 60 + seconds)
    if match[1] == "-" and found.about:
        raise Unclear(text)
    return found


def utc_offset(text: str) -> int:
    """Seconds that a wall clock is ahead of UTC, from `+0130`. Raises Unclear."""
    match = _OFFSET.fullmatch(text.strip())
    if match is None:
        raise Unclear(text)
    seconds = int(match[2]) * HOUR + int(match[3]) * 60 + int(match[4] or 0)
    if seconds > DAY:
        raise Unclear(text)
    return -seconds if match[1] == "-" else seconds
