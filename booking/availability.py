"""When a provider can be booked: arithmetic over whole seconds since 1970, with no clock, database or network in it.

The working hours become windows [open, close) of instants. An instant is within the hours exactly when the provider's
wall clock shows a time within them: so nothing is offered that a change of the clocks skips, the hour that it repeats is
there twice, and a range that opens within skipped time opens at its end. Starts are counted in steps of real time from
the opening of each window. An appointment lies within the hours (it may go on into a range that follows without a break);
its buffers need not. What it blocks, buffers included, overlaps nothing else that is blocked: busy time takes starts
away, it does not move them.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from booking.errors import InvalidInput, Reason
from booking.model import AppointmentType, Provider, WorkingRange

HOUR = 3600
DAY = 24 * HOUR
Span = tuple[int, int]
"""Instants from the first (included) to the second (not)."""

_EPOCH = date(1970, 1, 1).toordinal()
_LAST_DAY = date(9000, 1, 1).toordinal() - _EPOCH


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    """The zone of an IANA name.

    Raises:
        InvalidInput: there is no such zone.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise InvalidInput(f"“{name[:60]}” is no time zone; use a name like Europe/Berlin.") from None


def bookable(provider: Provider, now: int) -> Span:
    """From the earliest start that leaves the notice, to the end of the last day of the horizon in the provider's zone.

    Without any notice that is the next second: what begins now has begun.
    """
    local = zone(provider.timezone)
    today = (now + _offset(local, now)) // DAY
    return now + max(provider.notice * 60, 1), _beginning(local, today + provider.horizon + 1)


def blocked(type_: AppointmentType, start: int) -> Span:
    """What an appointment beginning at `start` takes of its provider's time, buffers included."""
    return start - type_.buffer_before * 60, start + (type_.minutes + type_.buffer_after) * 60


def reach(type_: AppointmentType, span: Span) -> Span:
    """What appointments that begin within `span` may block."""
    return blocked(type_, span[0])[0], blocked(type_, span[1])[1]


def starts(provider: Provider, type_: AppointmentType, busy: Iterable[Span], now: int, span: Span) -> list[int]:
    """The instants in `span` at which an appointment of this type can begin, ascending.

    `busy` is what is blocked already within the `reach` of the span, in any order; it may overlap.
    """
    since, until = bookable(provider, now)
    return _starts(provider, type_, busy, (max(span[0], since), min(span[1], until)))


def refusal(provider: Provider, type_: AppointmentType, busy: Iterable[Span], now: int, start: int) -> Reason | None:
    """Why an appointment of this type cannot begin at `start`; None when it can."""
    if start <= now:
        return "past"
    earliest, end = bookable(provider, now)
    if start < earliest:
        return "too_soon"
    if start >= end:
        return "too_far"
    if not _starts(provider, type_, (), (start, start + 1)):
        return "outside_hours"
    if not _starts(provider, type_, busy, (start, start + 1)):
        return "taken"
    return None


def nearest(instants: Sequence[int], wish: int, before: int = 2, after: int = 3) -> list[int]:
    """Of the ascending `instants` so many before `wish` and from then on; where one side has few, more of the other."""
    position = bisect_left(instants, wish)
    later = len(instants) - position
    first = max(position - before - max(after - later, 0), 0)
    return list(instants[first : position + after + max(before - position, 0)])


def days(first: date, last: date, timezone: str) -> Span:
    """The instants from the beginning of day `first` to the end of day `last`, as days are in `timezone`."""
    local = zone(timezone)
    begin, end = (min(max(day.toordinal() - _EPOCH, 0), _LAST_DAY) for day in (first, last))
    return _beginning(local, begin), _beginning(local, end + 1)


def days_with(instants: Sequence[int], timezone: str) -> list[date]:
    """The days in `timezone` within which one of the ascending `instants` lies."""
    local = zone(timezone)
    found = []
    position = 0
    while position < len(instants):
        day = (instants[position] + _offset(local, instants[position])) // DAY
        found.append(date.fromordinal(_EPOCH + day))
        position = bisect_left(instants, _beginning(local, day + 1), position)
    return found


def _starts(provider: Provider, type_: AppointmentType, busy: Iterable[Span], span: Span) -> list[int]:
    since, until = span
    if since >= until:
        return []
    step, length = provider.step * 60, type_.minutes * 60
    # A start s is forbidden while [s - before, s + length + after) overlaps busy time: one interval of starts for each.
    reach, before = length + type_.buffer_after * 60 - 1, type_.buffer_before * 60
    forbidden_from: list[int] = []
    forbidden_until: list[int] = []
    for begin, end in sorted(busy):
        begin, end = begin - reach, end + before
        if forbidden_until and begin <= forbidden_until[-1]:
            if end > forbidden_until[-1]:
                forbidden_until[-1] = end
        else:
            forbidden_from.append(begin)
            forbidden_until.append(end)

    found: list[int] = []
    position, count = 0, len(forbidden_from)
    for opens, closes, open_until in _calendar(provider.hours, provider.timezone).windows(since, until, length):
        end = min(closes, until, open_until - length + 1)
        start = opens if opens >= since else since + (opens - since) % step
        while start < end:
            while position < count and forbidden_until[position] <= start:
                position += 1
            if position == count or forbidden_from[position] >= end:
                found.extend(range(start, end, step))
                break
            found.extend(range(start, forbidden_from[position], step))
            after = forbidden_until[position]
            start = after + (opens - after) % step
    return found


class _Calendar:
    """The working hours of one provider as instants, remembered day by day."""

    def __init__(self, hours: tuple[WorkingRange, ...], timezone: str) -> None:
        self.zone = zone(timezone)
        self._ranges: list[list[Span]] = [[] for _ in range(7)]
        for each in hours:
            self._ranges[each.weekday].append((each.start * 60, each.end * 60))
        self._days: dict[int, list[Span]] = {}

    def windows(self, since: int, until: int, length: int) -> list[tuple[int, int, int]]:
        """(open, close, end of the open time that goes on without a break), ascending, for starts in [since, until)."""
        # The local day is at most one off the day in UTC; a range over midnight belongs to the day before.
        spans: list[Span] = []
        for day in range(since // DAY - 2, (until + length) // DAY + 2):
            found = self._days.get(day)
            spans += self._day(day) if found is None else found
        spans.sort()
        windows = []
        following, open_until = 0, 0
        for opens, closes in reversed(spans):
            if closes != following:
                open_until = closes
            following = opens
            if closes > since and opens < until:
                windows.append((opens, closes, open_until))
        windows.reverse()
        return windows

    def _day(self, day: int) -> list[Span]:
        if len(self._days) > 4000:
            self._days.clear()
        spans: list[Span] = []
        for opens, closes in self._ranges[(day + 3) % 7]:
            spans += _spans(self.zone, day * DAY + opens, day * DAY + closes)
        self._days[day] = spans
        return spans


@lru_cache(maxsize=1024)
def _calendar(hours: tuple[WorkingRange, ...], timezone: str) -> _Calendar:
    return _Calendar(hours, timezone)


@lru_cache(maxsize=100_000)
def _beginning(local: ZoneInfo, day: int) -> int:
    """The first instant of a day, which need not be midnight (clocks may change then), nor exist (then: of the next)."""
    return _spans(local, day * DAY, (day + 2) * DAY)[0][0]


def _spans(local: ZoneInfo, begin: int, end: int) -> list[Span]:
    """The instants at which the wall clock shows a time in [begin, end), both as if the wall clock were UTC's.

    Offsets lie between -12 and +14 hours, and clocks change at most once in a few days: so it is enough to know
    the offsets before and after, and the instant of the change if they differ.
    """
    low, high = begin - 14 * HOUR, end + 12 * HOUR
    before, after = _offset(local, low), _offset(local, high)
    if before == after:
        return [(begin - before, end - before)]
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(local, middle) == before:
            low = middle
        else:
            high = middle
    early, late = (begin - before, min(end - before, high)), (max(begin - after, high), end - after)
    if early[0] < early[1] == late[0] < late[1]:
        return [(early[0], late[1])]
    return [span for span in (early, late) if span[0] < span[1]]


def _offset(local: ZoneInfo, instant: int) -> int:
    """Seconds that the wall clock is ahead of UTC."""
    return int(datetime.fromtimestamp(instant, local).utcoffset().total_seconds())  # type: ignore[union-attr]
