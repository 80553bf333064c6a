"""A calendar file read into the intervals in which its owner is busy."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from booking.availability import DAY, Span
from booking.busy.events import Event, event
from booking.busy.lines import Component, Line, Unreadable, components
from booking.busy.values import length, time
from booking.busy.zones import Zones

MAX_IN_ALL = 100_000
"""How often all events of a calendar together may take place within the window: a busy company's year and more."""
_MARGIN = 2 * DAY
"""More than zones differ, so that nothing is missed that some wall clock has in the window."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a file: busy time in `window`, seconds since 1970, of an owner in the IANA zone `zone` with the
    address `email` ("": not known). Events with a UID of `ours` do not count."""

    window: Span
    zone: str
    email: str = ""
    ours: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Busy:
    """The busy `spans`, ascending, none touching another; how many `events` the file has, how many of them were `skipped`
    as they cannot be read; and `warnings` for the owner, which repeat no text of the file."""

    spans: tuple[Span, ...]
    events: int
    skipped: int
    warnings: tuple[str, ...]


def read(data: bytes, wish: Wish) -> Busy:
    """What is busy according to iCalendar text.

    Raises:
        Unreadable: it is no calendar, cut off, or beyond the limits.
    """
    return _Reading(wish).read(components(data))


class _Reading:
    """One file being read; what is found on the way is counted."""

    def __init__(self, wish: Wish) -> None:
        self._wish = wish
        self._spans: list[Span] = []
        self._events = self._skipped = self._unknown = self._instances = 0

    def read(self, calendars: Iterable[Component]) -> Busy:
        series: dict[str, list[Event]] = defaultdict(list)
        for calendar in calendars:
            zones = Zones(calendar, self._wish.zone, self._wish.window)
            for part in calendar.parts:
                if part.name == "VEVENT":
                    self._events += 1
                    self._gather(part, zones, series)
                elif part.name == "VFREEBUSY":
                    self._free_busy(part)
        for uid, revisions in series.items():
            if uid not in self._wish.ours:
                self._take(revisions)
        return Busy(merged(self._spans, self._wish.window), self._events, self._skipped, tuple(self._warnings()))

    def _gather(self, part: Component, zones: Zones, series: dict[str, list[Event]]) -> None:
        try:
            found = event(part, zones, self._wish.email, f"\0{self._events}")
        except (ValueError, OverflowError):
            self._skipped += 1
            return
        series[found.uid].append(found)

    def _free_busy(self, part: Component) -> None:
        """Periods of a VFREEBUSY, which are in UTC (RFC 5545 section 3.6.4)."""
        for line in part.lines("FREEBUSY"):
            if line.parameters.get("FBTYPE", "BUSY").upper() == "FREE":
                continue
            try:
                self._spans += _periods(line)
            except (ValueError, OverflowError):
                self._skipped += 1

    def _take(self, revisions: list[Event]) -> None:
        """Add what the events of one UID take."""
        newest: dict[object, Event] = {}
        for each in revisions:
            key = each.key(each.replaces) if each.replaces else None
            if key not in newest or newest[key].version <= each.version:
                newest[key] = each
        whole = newest.pop(None, None)
        self._unknown += sum(each.places.unknown for each in (whole, *newest.values()) if each)
        spans = [each.span(each.start.local) for each in newest.values() if not each.free]
        try:
            if whole is not None:
                spans += self._of_series(whole, list(newest.values()))
        except (ValueError, OverflowError):
            self._skipped += 1
        since, until = self._wish.window
        spans = [(begin, end) for begin, end in spans if begin < until and end > since]
        self._instances += len(spans)
        if self._instances > MAX_IN_ALL:
            raise Unreadable(f"It is too large: more than {MAX_IN_ALL:,} events take place in the time that is read.")
        self._spans += spans

    def _of_series(self, whole: Event, changed: list[Event]) -> list[Span]:
        """What an event takes besides the instances that were changed."""
        onwards = sorted(
            ((whole.places.instant(each.replaces), each) for each in changed if each.onwards and each.replaces),
            key=lambda pair: pair[0],
        )
        if whole.free and not onwards:
            return []
        gone = {whole.key(each) for each in whole.excluded}
        gone |= {whole.key(each.replaces) for each in changed if each.replaces}
        shifts = [each.start.local - each.replaces.local for _, each in onwards if each.replaces]
        reach = max([0, *map(abs, shifts)]) + max([whole.length.about, *(each.length.about for _, each in onwards)])
        low, high = self._wish.window[0] - reach - _MARGIN, self._wish.window[1] + reach + _MARGIN
        found = []
        for local, lasts in whole.instances(low, high):
            if gone and not gone.isdisjoint(whole.keys(local)):
                continue
            begin, end = whole.span(local, lasts)
            ruling = next((each for since, each in reversed(onwards) if since <= begin), None)
            if ruling is None and not whole.free:
                found.append((begin, end))
            elif ruling is not None and ruling.replaces and not ruling.free:
                found.append(ruling.span(local + ruling.start.local - ruling.replaces.local))
        return found

    def _warnings(self) -> Iterable[str]:
        if self._skipped:
            yield f"{_count(self._skipped)} cannot be understood and {'was' if self._skipped == 1 else 'were'} left out."
        if self._unknown:
            yield (
                f"{_count(self._unknown)} {'is' if self._unknown == 1 else 'are'} in a time zone that nobody knows, "
                f"and taken to be in {self._wish.zone}."
            )


def merged(spans: Iterable[Span], window: Span) -> tuple[Span, ...]:
    """The spans cut to the window and joined where they touch or overlap, ascending."""
    found: list[Span] = []
    for begin, end in sorted(spans):
        begin, end = max(begin, window[0]), min(end, window[1])
        if begin >= end:
            continue
        if found and begin <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((begin, end))
    return tuple(found)


def _periods(line: Line) -> list[Span]:
    found = []
    for each in filter(None, line.value.split(",")):
        first, _, last = each.partition("/")
        begin = time(first).local
        found.append((begin, begin + length(last).about if last.upper().startswith("P") else time(last).local))
    return found


def _count(number: int) -> str:
    return "1 event" if number == 1 else f"{number:,} events"
