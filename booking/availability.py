"""When a provider can be booked: arithmetic over whole seconds since 1970, with no clock, database or network in it.

The working hours become windows [open, close) of instants. An instant is within the hours exactly when the provider's
wall clock shows a time within them: so nothing is offered that a change of the clocks skips, the hour that it repeats is
there twice, and a range that opens within skipped time opens at its end. Starts are counted in steps of real time from
the opening of each window. An appointment lies within the hours (it may go on into a range that follows without a break);
its buffers need not. What it blocks, buffers included, overlaps nothing else that is blocked: busy time takes starts
away, it does not move them.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from booking.errors import InvalidInput, Reason
from booking.model import AppointmentType, Provider, WorkingRange

HOUR = 3600
DAY = 24 * HOUR
Span = tuple[int, int]
"""Instants from the first (included) to the second (not)."""

Overrides = Mapping[int, tuple[Span, ...]]
"""By `day_number`, the ranges of a day in minutes after its midnight."""
NO_OVERRIDES: Overrides = MappingProxyType({})

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
    last = _business_day(today, provider.horizon) if provider.horizon_days == "business" else today + provider.horizon
    return now + max(provider.notice * 60, 1), _beginning(local, last + 1)


def blocked(type_: AppointmentType, start: int) -> Span:
    """What an appointment beginning at `start` takes of its provider's time, buffers included."""
    return start - type_.buffer_before * 60, start + (type_.minutes + type_.buffer_after) * 60


def reach(type_: AppointmentType, span: Span) -> Span:
    """What appointments that begin within `span` may block."""
    return blocked(type_, span[0])[0], blocked(type_, span[1])[1]


def starts(
    provider: Provider,
    type_: AppointmentType,
    busy: Iterable[Span],
    now: int,
    span: Span,
    overrides: Overrides = NO_OVERRIDES,
    booked: Sequence[int] = (),
) -> list[int]:
    """The instants in `span` at which an appointment of this type can begin, ascending.

    `busy` is what is blocked already within the `reach` of the span, in any order; it may overlap. `overrides` are the
    ranges of the `override_days` that have others than their weekday. `booked` are, ascending, the starts of what stands
    in the `weeks` of the span; only a provider with a limit needs them.
    """
    since, until = bookable(provider, now)
    span = max(span[0], since), min(span[1], until)
    return _starts(provider, type_, busy, span, overrides, _full(provider, booked))


def refusal(
    provider: Provider,
    type_: AppointmentType,
    busy: Iterable[Span],
    now: int,
    start: int,
    overrides: Overrides = NO_OVERRIDES,
    booked: Sequence[int] = (),
) -> Reason | None:
    """Why an appointment of this type cannot begin at `start`; None when it can. The arguments are those of `starts`."""
    if reason := out_of_time(provider, now, start):
        return reason
    if not _starts(provider, type_, (), (start, start + 1), overrides):
        return "outside_hours"
    if any(begin <= start < end for begin, end in _full(provider, booked)):
        return "limit"
    begin, end = blocked(type_, start)
    return "taken" if any(since < end and until > begin for since, until in busy) else None


def hours(provider: Provider, span: Span, overrides: Overrides = NO_OVERRIDES) -> list[Span]:
    """The provider's hours within `span`, ascending; what goes on without a break is one."""
    found: list[Span] = []
    for opens, closes, _ in _calendar(provider.hours, provider.timezone).windows(*span, 0, overrides):
        begin, end = max(opens, span[0]), min(closes, span[1])
        if found and found[-1][1] >= begin:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((begin, end))
    return found


def out_of_time(provider: Provider, now: int, start: int) -> Reason | None:
    """Why nothing of a provider's that begins at `start` can be booked any more, or yet; None when it can."""
    if start <= now:
        return "past"
    earliest, end = bookable(provider, now)
    if start < earliest:
        return "too_soon"
    return "too_far" if start >= end else None


def override_days(span: Span, type_: AppointmentType) -> tuple[date, date]:
    """The first and the last day whose hours bear on appointments of this type that begin within `span`."""
    first, last = _window_days(span[0], span[1], type_.minutes * 60)
    return date.fromordinal(first + _EPOCH), date.fromordinal(last + 1 + _EPOCH)


def weeks(span: Span, timezone: str) -> Span:
    """The ISO weeks, as weeks are in `timezone`, that `span` touches."""
    local = zone(timezone)
    first, last = ((instant + _offset(local, instant)) // DAY for instant in (span[0], max(span[1] - 1, span[0])))
    return _beginning(local, _monday(first)), _beginning(local, _monday(last) + 7)


def day_number(day: date) -> int:
    """Days since 1970 began."""
    return day.toordinal() - _EPOCH


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


def _starts(
    provider: Provider,
    type_: AppointmentType,
    busy: Iterable[Span],
    span: Span,
    overrides: Overrides = NO_OVERRIDES,
    full: Sequence[Span] = (),
) -> list[int]:
    since, until = span
    if since >= until:
        return []
    step, length = provider.step * 60, type_.minutes * 60
    # A start s is forbidden while [s - before, s + length + after) overlaps busy time: one interval of starts for each.
    reach, before = length + type_.buffer_after * 60 - 1, type_.buffer_before * 60
    forbidden_from: list[int] = []
    forbidden_until: list[int] = []
    # Starts within what is full are forbidden as they stand, written as the busy time that would forbid them.
    for begin, end in sorted([*busy, *((begin + reach, end - before) for begin, end in full)]):
        begin, end = begin - reach, end + before
        if forbidden_until and begin <= forbidden_until[-1]:
            if end > forbidden_until[-1]:
                forbidden_until[-1] = end
        else:
            forbidden_from.append(begin)
            forbidden_until.append(end)

    found: list[int] = []
    position, count = 0, len(forbidden_from)
    for opens, closes, open_until in _calendar(provider.hours, provider.timezone).windows(
        since, until, length, overrides
    ):
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

    def windows(self, since: int, until: int, length: int, overrides: Overrides) -> list[tuple[int, int, int]]:
        """(open, close, end of the open time that goes on without a break), ascending, for starts in [since, until)."""
        first, last = _window_days(since, until, length)
        spans: list[Span] = []
        for day in range(first, last + 1):
            if overrides and (day in overrides or day + 1 in overrides):
                spans += self._overridden(day, overrides)
            else:
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

    def _overridden(self, day: int, overrides: Overrides) -> list[Span]:
        """As `_day`; what goes on over midnight ends where a range of the next day opens."""
        ranges, following = (self._ranges_of(each, overrides) for each in (day, day + 1))
        ends = DAY + min((opens for opens, _ in following), default=DAY)
        return [span for opens, closes in ranges for span in _on(self.zone, day, opens, min(closes, ends))]

    def _ranges_of(self, day: int, overrides: Overrides) -> Sequence[Span]:
        if day in overrides:
            return [(opens * 60, closes * 60) for opens, closes in overrides[day]]
        return self._ranges[(day + 3) % 7]

    def _day(self, day: int) -> list[Span]:
        if len(self._days) > 4000:
            self._days.clear()
        spans: list[Span] = []
        for opens, closes in self._ranges[(day + 3) % 7]:
            spans += _spans(self.zone, day * DAY + opens, day * DAY + closes)
        self._days[day] = spans
        return spans


def _window_days(since: int, until: int, length: int) -> tuple[int, int]:
    # The local day is at most one off the day in UTC; a range over midnight belongs to the day before.
    return since // DAY - 2, (until + length) // DAY + 1


def _full(provider: Provider, booked: Sequence[int]) -> list[Span]:
    """The days and weeks in which no more appointments may begin."""
    if not booked or provider.daily_limit is provider.weekly_limit is None:
        return []
    local = zone(provider.timezone)
    found: list[Span] = []
    by_week: dict[int, int] = {}
    position = 0
    while position < len(booked):
        day = (booked[position] + _offset(local, booked[position])) // DAY
        following = bisect_left(booked, _beginning(local, day + 1), position)
        count = following - position
        if provider.daily_limit is not None and count >= provider.daily_limit:
            found.append(_days(local, day, 1))
        by_week[_monday(day)] = by_week.get(_monday(day), 0) + count
        position = following
    if provider.weekly_limit is not None:
        found += [_days(local, monday, 7) for monday, count in by_week.items() if count >= provider.weekly_limit]
    return found


def _days(local: ZoneInfo, first: int, count: int) -> Span:
    return _beginning(local, first), _beginning(local, first + count)


def _monday(day: int) -> int:
    return day - (day + 3) % 7


def _business_day(today: int, count: int) -> int:
    """The Monday to Friday that is so many after today; today itself for none."""
    weekday = (today + 3) % 7
    working = today - max(weekday - 4, 0)  # from a weekend one counts as from the Friday before
    weeks_, rest = divmod(count, 5)
    over = 2 if (working + 3) % 7 + rest > 4 else 0
    return max(today, working + weeks_ * 7 + rest + over)


@lru_cache(maxsize=10_000)
def _on(local: ZoneInfo, day: int, opens: int, closes: int) -> list[Span]:
    return _spans(local, day * DAY + opens, day * DAY + closes)


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
