"""Dates and times as clients send them, and as they are answered."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from booking.errors import InvalidInput

FIRST_YEAR, LAST_YEAR = 1970, 2999
LONGEST = 120
"""Characters of a text that may be a date."""
HOW = "write it like 2026-05-18, or 2026-05-18 15:00:00 -0400"

_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
# A plus sign may have been lost: in a query it stands for a blank.
_OFFSET = r"(?P<utc>Z|UTC|GMT(?![ +-]?\d))|(?:GMT|UTC)?(?P<sign>[+-]?)(?P<hours>\d{2})(?::?(?P<minutes>\d{2}))?"
_NUMBERS = re.compile(
    rf"(?P<year>\d{{4}})([-/])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}})(?:[T\s]\s*{_CLOCK}\s*(?:{_OFFSET})?)?",
    re.ASCII | re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# ECMAScript, Date.prototype.toString and toDateString: `Mon May 18 2026 15:00:00 GMT-0400 (Eastern Daylight Time)`.
_JAVASCRIPT = re.compile(
    rf"(?:sun|mon|tue|wed|thu|fri|sat)\s(?P<name>{'|'.join(_MONTHS)})\s(?P<day>\d{{1,2}})\s(?P<year>\d{{4}})"
    r"(?:\s(?P<hour>\d{2}):(?P<minute>\d{2}):(?P<second>\d{2})"
    r"(?:\s(?:(?P<utc>GMT|UTC)(?![ +-]?\d)|GMT\s?(?P<sign>[+-]?)(?P<hours>\d{2}):?(?P<minutes>\d{2})))?(?:\s\([^()]*\)?)?)?",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Written:
    """A date, perhaps with a time of day, perhaps with an offset from UTC, as it was written.

    `universal` tells that it was written in UTC (`Z`) rather than on somebody's clock.
    """

    day: date
    clock: time | None = None
    offset: timedelta | None = None
    universal: bool = False

    def instant(self, zone: ZoneInfo) -> datetime:
        """The instant in UTC; without an offset on the clocks of `zone`, without a time at midnight.

        Raises:
            InvalidInput: the clocks of `zone` skip that time.
        """
        local = datetime.combine(self.day, self.clock or time())
        if self.offset is not None:
            return local.replace(tzinfo=timezone(self.offset)).astimezone(UTC)
        found = local.replace(tzinfo=zone).astimezone(UTC)
        if self.clock and found.astimezone(zone).replace(tzinfo=None) != local:
            raise InvalidInput(f"The clocks skip {local:%H:%M} on {local:%Y-%m-%d} in {zone.key}.")
        return found

    def day_in(self, zone: tzinfo) -> date:
        """The day that is meant: as written, but an instant in UTC is the day it falls on in `zone`.

        Midnight in UTC is what JavaScript makes of a date without a time, so it is the day as written too.
        """
        if not self.universal or not self.clock or self.clock == time():
            return self.day
        return datetime.combine(self.day, self.clock, UTC).astimezone(zone).date()


def parse(text: str) -> Written:
    """What a client wrote.

    Taken are `2026-05-18`, `2026/05/18`, `2026-5-3`, each also with a time (`16:00`, `16:00:00`, `16:00:00.000`) after a
    blank or `T`, and then with an offset (`Z`, `-0400`, `+02:00`, or ` 0200` where the plus was lost); and what JavaScript's
    `Date.prototype.toString()` gives.

    Raises:
        ValueError: it is none of these, or no such day or time exists; the message is a sentence.
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise ValueError(f"This is too long to be a date; {HOW}.")
    found = _NUMBERS.fullmatch(text) or _JAVASCRIPT.fullmatch(text)
    if not found:
        raise ValueError(f"This is not a date; {HOW}.")
    part = found.groupdict()
    try:
        month = _MONTHS.index(part["name"].lower()) + 1 if part.get("name") else int(part["month"])
        day = date(int(part["year"]), month, int(part["day"]))
        clock = time(int(part["hour"]), int(part["minute"]), int(part["second"] or 0)) if part["hour"] else None
        offset = _offset(part)
    except ValueError:
        raise ValueError(f"There is no such day or time; {HOW}.") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"The year must be between {FIRST_YEAR} and {LAST_YEAR}.")
    return Written(day, clock, offset, bool(part["utc"]))


def _offset(part: dict[str, str | None]) -> timedelta | None:
    if part["utc"]:
        return timedelta(0)
    if not part["hours"]:
        return None
    hours, minutes = int(part["hours"]), int(part["minutes"] or 0)
    if hours > 14 or minutes > 59:
        raise ValueError
    found = timedelta(hours=hours, minutes=minutes)
    return -found if part["sign"] == "-" else found


def show(instant: datetime, zone: tzinfo) -> str:
    """The instant on the clocks of `zone`, as `YYYY-MM-DD HH:MM:SS +HHMM`."""
    text = instant.astimezone(zone).isoformat(" ", "seconds")  # a month of slots: strftime takes four times as long
    return f"{text[:19]} {text[19:22]}{text[23:25]}"


def beginning(day: date, zone: tzinfo) -> datetime:
    """The instant at which the clocks of `zone` show the day's midnight."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of the month that `day` is in."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
