"""What a TZID means: an IANA zone, the file's own VTIMEZONE, or one of the names that Windows and Outlook write.

Times of the wall clock that a change skips or repeats are read as RFC 5545 section 3.3.5 has it: with the offset before the
change.
"""

import re
from bisect import bisect_right
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Protocol
from zoneinfo import ZoneInfo

from booking.availability import DAY, Span, zone
from booking.busy import recurrence
from booking.busy.lines import Component
from booking.busy.values import FLOATING, UTC, Unclear, times, utc_offset
from booking.errors import InvalidInput

MAX_CHANGES = 2000
_MARGIN = 800 * DAY
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - the wall clock
_LOWEST, _HIGHEST = -60 * 365 * DAY, 8000 * 365 * DAY
_PREFIX = re.compile(r"\((?:UTC|GMT)\s*(?:([+-]?)(\d\d?)[:.]?(\d\d))?\)\s*", re.IGNORECASE)
_REGIONS = {
    "abu dhabi": "Asia/Dubai", "astana": "Asia/Almaty", "baja california": "America/Tijuana", "beijing": "Asia/Shanghai",
    "brasilia": "America/Sao_Paulo", "cape verde is.": "Atlantic/Cape_Verde", "cayenne": "America/Cayenne",
    "chennai": "Asia/Kolkata", "city of buenos aires": "America/Buenos_Aires", "coordinated universal time": "UTC",
    "ekaterinburg": "Asia/Yekaterinburg", "georgetown": "America/La_Paz", "greenwich mean time": "Europe/London",
    "hanoi": "Asia/Bangkok", "indiana": "America/Indianapolis", "international date line west": "Etc/GMT+12",
    "islamabad": "Asia/Karachi", "izhevsk": "Europe/Samara", "krasnoyarsk": "Asia/Krasnoyarsk",
    "marshall is.": "Pacific/Majuro", "midway island": "Pacific/Midway", "nuku'alofa": "Pacific/Tongatapu",
    "petropavlovsk-kamchatsky": "Asia/Kamchatka", "pretoria": "Africa/Johannesburg", "salvador": "America/Bahia",
    "solomon is.": "Pacific/Guadalcanal", "sri jayawardenepura": "Asia/Colombo", "st. petersburg": "Europe/Moscow",
    "ulaan bataar": "Asia/Ulaanbaatar", "west central africa": "Africa/Lagos", "yangon": "Asia/Yangon",
}  # fmt: skip


class WallClock(Protocol):
    """A zone, in whole seconds; `local` ones are those that the wall clock shows, as if it were UTC's."""

    def instant(self, local: int) -> int:
        """The instant at which the wall clock shows that; the first, or as if it had not changed yet."""

    def offset(self, instant: int) -> int:
        """Seconds that the wall clock is ahead of UTC."""


class Named:
    """A zone of the IANA database."""

    def __init__(self, info: ZoneInfo) -> None:
        self._info = info

    def instant(self, local: int) -> int:
        """See WallClock."""
        wall = _EPOCH + timedelta(seconds=min(max(local, _LOWEST), _HIGHEST))
        return local - _seconds(wall.replace(tzinfo=self._info).utcoffset())

    def offset(self, instant: int) -> int:
        """See WallClock."""
        inside = min(max(instant, _LOWEST), _HIGHEST)
        return _seconds(datetime.fromtimestamp(inside, self._info).utcoffset())


class Observed:
    """A zone as a VTIMEZONE has it: at these `changes`, ascending, (local time before it, offset before, offset after)."""

    def __init__(self, changes: list[tuple[int, int, int]]) -> None:
        changes.sort()
        self._offsets = [changes[0][1], *(after for _, _, after in changes)]
        # What a change skips still counts as before it; what it repeats does until it comes.
        self._local = [onset + max(0, after - before) for onset, before, after in changes]
        self._instants = [onset - before for onset, before, _ in changes]

    def instant(self, local: int) -> int:
        """See WallClock."""
        return local - self._offsets[bisect_right(self._local, local)]

    def offset(self, instant: int) -> int:
        """See WallClock."""
        return self._offsets[bisect_right(self._instants, instant)]


class Zones:
    """The zones of one VCALENDAR, for times in `window`. `owner` is the IANA name of its owner's zone."""

    def __init__(self, calendar: Component, owner: str, window: Span) -> None:
        self._window = window
        self._own = {each.value("TZID"): each for each in calendar.parts if each.name == "VTIMEZONE"}
        self.owner: WallClock = Named(zone(owner))
        self._found: dict[str, WallClock | None] = {UTC: Named(zone(UTC))}
        stated = calendar.value("X-WR-TIMEZONE")
        self._floating = (self._resolve(stated) if stated else None) or self.owner

    def of(self, name: str) -> WallClock | None:
        """The zone of a TZID, or of `UTC` or `FLOATING`; None when nobody knows it."""
        if name == FLOATING:
            return self._floating
        if name not in self._found:
            self._found[name] = self._resolve(name)
        return self._found[name]

    def _resolve(self, name: str) -> WallClock | None:
        sure = name if "/" in name and not name.startswith("/") else ""
        if sure and (found := _iana(sure)):
            return found
        if name in self._own:
            try:
                return observed(self._own[name], self._window)
            except (ValueError, OverflowError):
                pass
        return _iana(name) or _windows(name) or _outlook(name, self._window[0]) or _tail(name)


def observed(component: Component, window: Span) -> WallClock:
    """The zone that a VTIMEZONE describes, good for times in `window`. Raises Unclear."""
    low, high = window[0] - _MARGIN, window[1] + _MARGIN
    changes: list[tuple[int, int, int]] = []
    for part in component.parts:
        if part.name not in ("STANDARD", "DAYLIGHT"):
            continue
        before, after = (utc_offset(part.value(each)) for each in ("TZOFFSETFROM", "TZOFFSETTO"))
        start = _only(part)
        onsets = {start}
        for line in part.times("RDATE"):
            onsets.update(each.local for each, _ in times(line))
        for text in part.lines("RRULE"):
            rule = recurrence.parse(text.value)
            last = high
            if rule.until:
                last = min(last, rule.until.local + (before if rule.until.zone == UTC else 0))
            for onset in recurrence.expand(rule, start, min(low, last - _MARGIN), last):
                onsets.add(onset)
                if len(onsets) > MAX_CHANGES:
                    raise Unclear("a zone that changes all the time")
        changes += ((onset, before, after) for onset in onsets)
    if not changes:
        raise Unclear("a zone without offsets")
    return Observed(changes)


def _only(part: Component) -> int:
    found = [each for line in part.times("DTSTART") for each, _ in times(line)]
    if len(found) != 1:
        raise Unclear("a zone without a beginning")
    return found[0].local


def _iana(name: str) -> WallClock | None:
    """The zone of an IANA name, in letters of any case."""
    try:
        return Named(zone(_names().get(name.casefold(), name)))
    except InvalidInput:
        return None


def _windows(name: str) -> WallClock | None:
    """The zone of a name like "W. Europe Standard Time" (Unicode CLDR)."""
    found = _windows_names().get(name.casefold())
    return _iana(found) if found else None


def _outlook(name: str, at: int) -> WallClock | None:
    """The zone of a name like "(UTC-05:00) Eastern Time (US & Canada)": by the first of its places that is known and has
    that offset in winter or summer."""
    match = _PREFIX.match(name)
    offset = None
    if match and match[2]:
        offset = (-1 if match[1] == "-" else 1) * (int(match[2]) * 60 + int(match[3])) * 60
    elif match:
        offset = 0
    places = re.sub(r"\s*\([^)]*\)", "", name[match.end() if match else 0 :]).split(",")
    for place in places:
        plain = place.strip().casefold().removesuffix(" time")
        for candidate in (*filter(None, [_REGIONS.get(plain)]), *_cities().get(plain.replace(" ", "_"), ())):
            found = Named(zone(candidate))
            if offset is None or offset in (found.offset(at), found.offset(at + 182 * DAY)):
                return found
    return None


def _tail(name: str) -> WallClock | None:
    """The zone at the end of a name like "/freeassociation.sourceforge.net/Europe/Berlin"."""
    parts = name.strip("/").split("/")
    for first in range(1, min(len(parts), 10)):
        if found := _iana("/".join(parts[first:])):
            return found
    return None


@cache
def _names() -> dict[str, str]:
    return {name.casefold(): name for name in files("tzdata").joinpath("zones").read_text().split()}


@cache
def _cities() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in _names().values():
        if "/" in name and not name.startswith("Etc/"):
            found.setdefault(name.rpartition("/")[2].casefold(), []).append(name)
    return found


@cache
def _windows_names() -> dict[str, str]:
    from babel.core import get_global

    return {name.casefold(): found for name, found in get_global("windows_zone_mapping").items()}


def _seconds(offset: timedelta | None) -> int:
    return int(offset.total_seconds()) if offset is not None else 0
