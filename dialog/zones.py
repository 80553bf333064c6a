"""IANA time zones and local clock times."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_FARTHEST = 13 * 60 + 15
_SLACK = 10
"""Minutes that a clock may be wrong, or somebody slow."""


@lru_cache(maxsize=1024)
def is_zone(name: str) -> bool:
    """Whether this names a zone that the zone database knows."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
        return False
    except KeyError:
        return False
    return True


def at_clock(day: date, minutes: int, zone: str) -> datetime:
    """The instant (UTC) at which clocks in `zone` show `minutes` after midnight of `day`; the earlier one of two.

    A clock time that a change of the clocks leaves out is taken with the offset from before the change (RFC 5545
    section 3.3.5).
    """
    days, rest = divmod(minutes, 1440)
    local = datetime(day.year, day.month, day.day, rest // 60, rest % 60, tzinfo=ZoneInfo(zone)) + timedelta(days=days)
    return local.astimezone(UTC)


def local_minutes(moment: datetime, zone: str) -> int:
    """What clocks in `zone` show at an instant, in minutes after midnight."""
    local = moment.astimezone(ZoneInfo(zone))
    return local.hour * 60 + local.minute


def offset_of(clock: int, now: datetime) -> int | None:
    """The minutes ahead of UTC of clocks that show `clock` (minutes after midnight) now; None where none go so."""
    apart = (clock - now.hour * 60 - now.minute) % 1440
    ahead = apart - 1440 if apart > _FARTHEST else apart
    offset = round(ahead / 30) * 30
    return offset if abs(ahead - offset) <= _SLACK else None
