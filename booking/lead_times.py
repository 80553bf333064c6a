"""How long before a meeting people are reminded of it: minutes, the longest first; written like "1d,1h"."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from booking.errors import InvalidInput

MOST = 5
LONGEST = 30 * 24 * 60
_UNITS = {"d": 24 * 60, "h": 60, "m": 1}
_WRITTEN = re.compile(r"(\d{1,6})\s*([dhm])", re.IGNORECASE)


def parse(text: str) -> tuple[int, ...]:
    """Read "1d,1h" or "90m"; "" is never. Raises InvalidInput."""
    minutes = []
    for piece in filter(None, (piece.strip() for piece in text.split(","))):
        match = _WRITTEN.fullmatch(piece)
        if not match:
            raise InvalidInput(
                "Reminders are written like “1d,1h”: days (d), hours (h) or minutes (m) before the start."
            )
        minutes.append(int(match[1]) * _UNITS[match[2].lower()])
    return check(minutes)


def check(minutes: Iterable[int]) -> tuple[int, ...]:
    """Each once, the longest first. Raises InvalidInput."""
    found = tuple(sorted(set(minutes), reverse=True))
    if len(found) > MOST or any(not 0 < each <= LONGEST for each in found):
        raise InvalidInput(
            f"There are at most {MOST} reminders, from a minute to {LONGEST // 1440} days before the start."
        )
    return found


def write(minutes: Iterable[int]) -> str:
    """As `parse` reads it."""
    return ",".join(_write(each) for each in minutes)


def dump(minutes: Iterable[int]) -> str:
    """As it is stored."""
    return ",".join(map(str, minutes))


def load(stored: str) -> tuple[int, ...]:
    """What `dump` wrote."""
    return tuple(map(int, filter(None, stored.split(","))))


def next_moment(start: datetime, minutes: Iterable[int], after: datetime) -> datetime | None:
    """The first reminder of a meeting at `start` that comes later than `after`."""
    return min((moment for each in minutes if (moment := start - timedelta(minutes=each)) > after), default=None)


def _write(minutes: int) -> str:
    unit = next(name for name, size in _UNITS.items() if minutes % size == 0)
    return f"{minutes // _UNITS[unit]}{unit}"
