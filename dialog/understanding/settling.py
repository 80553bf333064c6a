"""From what was said to the instants that are meant: the next ones, within working hours where nothing else settles it."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from dialog.understanding.clocks import Part, Time
from dialog.understanding.days import Day, last_of, resolve
from dialog.understanding.spoken import Clock

_YEARS = range(1900, 3000)
_DAWN = 5 * 60
_NOON = 12 * 60
_OPEN = 14
_EXCLUDED = 2
_MIDNIGHT = 24 * 60
_NEAR_PAST, _NEAR_FUTURE = timedelta(days=-7), timedelta(days=300)


class Said(NamedTuple):
    """What a text says of a moment: a day, a time, a part of the day, or an instant counted from now. `last` is the other
    end of days from which one may be chosen ("monday to wednesday"), `others` are those that will do as well ("or").
    `bound`: 1 for the day "or later", 2 for "after" it; -1 for "or before", -2 for "before" it."""

    day: Day | None = None
    last: Day | None = None
    others: tuple[Day, ...] = ()
    time: Time | None = None
    part: Part | None = None
    instant: datetime | None = None
    bound: int = 0
    morning_from: int = 8


def opened(said: Said, today: date) -> Said:
    """With the days from which one is wanted where only one end of them was said: up to it, or the two weeks from it."""
    found = resolve(said.day, today) if said.day and said.bound and not said.last else None
    if not said.day or not found or found.year not in _YEARS or said.time:
        return said
    last = last_of(said.day, found) or found
    if said.bound > 0:
        first = last + timedelta(days=1) if said.bound == _EXCLUDED else found
        return said._replace(day=Day(fixed=first), last=Day(fixed=first + timedelta(days=_OPEN)))
    last = found - timedelta(days=1) if said.bound == -_EXCLUDED else last
    return said._replace(day=Day(fixed=today), last=Day(fixed=last)) if last > today else said


class Settled(NamedTuple):
    """See `model.Moment`."""

    start: datetime
    end: datetime | None
    has_day: bool
    has_time: bool
    other: datetime | None = None


def settle(said: Said, now: datetime, today: date) -> Settled | None:
    """The moment that is meant by somebody whose calendar shows `today`; None where it does not exist (June 31) or lies
    beyond the years 1900 to 2999.

    Of the two hours that a time may name, the one within the twelve from `said.morning_from` comes first.
    `now` is in the zone that the times are in, which may be another than the writer's own.
    """
    if said.instant:
        if said.instant.year not in _YEARS:
            return None
        return Settled(said.instant.replace(second=0, microsecond=0), None, has_day=True, has_time=True)
    day = said.day
    if day is None and said.part and said.part.days is not None:
        day = Day(fixed=today + timedelta(days=said.part.days))
    found = resolve(day, today) if day else None
    if day and (not found or found.year not in _YEARS):
        return None
    if said.others and not (said.time or said.part) and (any_of := days_of(said, today)):
        return Settled(_clock(any_of[0], 0, now), _clock(any_of[-1], _MIDNIGHT, now), has_day=True, has_time=False)
    if day and found and said.last and not (said.time or said.part):
        return _days(found, said.last, now, today)
    if said.time:
        return _at(said.time, said.part, day, found, now, said.morning_from)
    if said.part:
        return _during(said.part, day, found, now)
    return _all_day(day, found, now) if day and found else None


def days_of(said: Said, today: date) -> tuple[date, ...]:
    """The days that were named with an "or", or with a "to" and a time, or that "Friday, May 14" may mean where that is a
    Thursday: ascending, at least two; else none."""
    if said.day and not (said.last or said.others) and (either := disagreeing(said.day, today)):
        return either
    timed = said.time or said.part
    more = said.others or ((said.last,) if said.last and timed else ())
    if said.day and said.day.vague and timed and not more:
        first = resolve(said.day, today)
        last = last_of(said.day, first) if first else None
        return (first, last) if first and last else ()
    first = resolve(said.day, today) if said.day and more else None
    if not first:
        return ()
    found = {first}
    for day in more:
        other = resolve(day, today)
        if other and other.year in _YEARS:
            found.add(other + timedelta(days=7) if other < first and day.bare and not said.others else other)
    return tuple(sorted(found)) if len(found) > 1 else ()


def disagreeing(day: Day, today: date) -> tuple[date, ...]:
    """The date, and the day of the week beside it, where these do not go together; else none."""
    if day.weekday is None or day.day is None:
        return ()
    named = resolve(day._replace(weekday=None), today)
    if not named or named.weekday() == day.weekday or not _NEAR_PAST <= named - today <= _NEAR_FUTURE:
        return ()
    meant = named + timedelta(days=(day.weekday - named.weekday() + 3) % 7 - 3)
    either = {named, meant + timedelta(days=7) if meant < today <= named else meant}
    if day.month is None and (other := resolve(day, today)):
        either.add(other)
    return tuple(sorted(either))


def _all_day(day: Day, found: date, now: datetime) -> Settled:
    last = last_of(day, found)
    end = _clock(last, _MIDNIGHT, now) if last else None
    return Settled(_clock(found, 0, now), end, has_day=True, has_time=False)


def _days(first: date, last: Day, now: datetime, today: date) -> Settled | None:
    """From the first to the last of the days, either of which may be named first."""
    other = resolve(last, today)
    if not other or other.year not in _YEARS:
        return None
    if other < first and last.bare:
        other += timedelta(days=7)
    elif other < first and last == Day(day=last.day):
        other = resolve(last, first) or other
    first, other = sorted((first, last_of(last, other) or other))
    return Settled(_clock(first, 0, now), _clock(other, _MIDNIGHT, now), has_day=True, has_time=False)


def _during(part: Part, day: Day | None, found: date | None, now: datetime) -> Settled:
    date = found or now.date()
    over = _clock(date, part.end - 60, now).timestamp() <= now.timestamp()
    if over and (day is None or day.bare):
        date += timedelta(days=7 if found else 1)
    return Settled(_clock(date, part.start, now), _clock(date, part.end, now), has_day=day is not None, has_time=True)


def _at(
    time: Time, part: Part | None, day: Day | None, found: date | None, now: datetime, morning_from: int
) -> Settled:
    if day and day.numeric and time.start.colon:
        time = time._replace(start=time.start._replace(settled=True))
    minutes = _readings(time.start, part, morning_from)
    if len(minutes) > 1 and time.end and (time.end.settled or part):
        last = _readings(time.end, part)[0]
        minutes = [max((minute for minute in minutes if minute < last), default=max(minutes))]
    starts = [_on(minute, part, found, now) for minute in minutes]
    if found == now.date():
        ahead = [start for start in starts if start.timestamp() > now.timestamp()]
        if not (day and day.bare):
            starts = ahead or starts
        elif starts[0] not in ahead:  # "monday at 10", said on a Monday at noon
            starts = [start + timedelta(days=7) for start in starts]
    start = starts[0]
    if time.bound == "or":
        return Settled(start, None, has_day=day is not None, has_time=True, other=_end(time, start))
    other = starts[1] if len(starts) > 1 else None
    if time.bound == "before":
        return Settled(_clock(start.date(), 0, now), start, has_day=day is not None, has_time=True)
    end = _end(time, start)
    if time.bound == "after" and part and part.end > start.hour * 60 + start.minute:
        end = _clock(start.date(), part.end, start)
    return Settled(start, end, has_day=day is not None, has_time=True, other=other)


def _end(time: Time, start: datetime) -> datetime | None:
    """The end of a range that begins at `start`: the next time the clock shows it."""
    if time.bound == "after":
        return _clock(start.date(), _MIDNIGHT, start)
    if time.end is None:
        return None
    first = start.hour * 60 + start.minute
    ends = [minute + days for days in (0, _MIDNIGHT) for minute in sorted(_readings(time.end, None))]
    return _clock(start.date(), next(minute for minute in ends if minute > first), start)


def _readings(clock: Clock, part: Part | None, morning_from: int = 8) -> list[int]:
    """The minutes after midnight that a clock may mean, the likelier first."""
    if clock.settled and not (part and _of_afternoon(clock, part)):
        return [clock.hour * 60 + clock.minute]
    early = clock.hour % 12 * 60 + clock.minute
    both = [early, early + _NOON]
    if part and part.end <= _NOON:
        return [early]
    if part:
        return [min(both, key=lambda minute: _distance(minute, part))]
    return sorted(both, key=lambda minute: minute // 60 not in range(morning_from, morning_from + 12))


def _of_afternoon(clock: Clock, part: Part) -> bool:
    """Whether it is the 03:30 of 下午 03:30; the small hours belong to a night."""
    return (5 if part.night else 1) <= clock.hour < 12 and part.start >= _NOON


def _distance(minute: int, part: Part) -> int:
    """How far a clock time lies outside a part of the day, around the clock."""
    if part.start <= minute < part.end:
        return 0
    return min((part.start - minute) % _MIDNIGHT, (minute - part.end) % _MIDNIGHT)


def _on(minute: int, part: Part | None, found: date | None, now: datetime) -> datetime:
    """The instant at which clocks show `minute` on that day; without a day, the next time they do."""
    if found is None:
        start = _clock(now.date(), minute, now)
        return start if start.timestamp() > now.timestamp() else _clock(now.date() + timedelta(days=1), minute, now)
    start = _clock(found, minute, now)
    at_night = part is not None and part.night
    if minute < _DAWN and (minute == 0 or at_night):
        # the small hours of friday night, of tonight, the midnight that ends today
        passed = start.timestamp() <= now.timestamp()
        if passed if found == now.date() else at_night:
            return _clock(found + timedelta(days=1), minute, now)
    return start


def _clock(date: date, minutes: int, like: datetime) -> datetime:
    """Local time `minutes` after midnight, in the zone of `like`."""
    return datetime(date.year, date.month, date.day, tzinfo=like.tzinfo) + timedelta(minutes=minutes)
