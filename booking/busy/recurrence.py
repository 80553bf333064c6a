"""Recurrence rules (RFC 5545 section 3.3.10) spread out in whole seconds of the wall clock.

A rule without COUNT is begun just before the time that is asked for, however old it is, and none goes on past it: so a rule
that never comes true ends, and one that would take too many steps is given up.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from booking.availability import DAY, HOUR, day_number
from booking.busy.values import Unclear, Written, time

MAX_STEPS = 200_000
"""How many days or instants of one rule are looked at."""
_FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY")
_UNITS = {"HOURLY": HOUR, "MINUTELY": 60, "SECONDLY": 1}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_RANGES = {
    "BYSECOND": (0, 60), "BYMINUTE": (0, 59), "BYHOUR": (0, 23), "BYMONTHDAY": (-31, 31), "BYYEARDAY": (-366, 366),
    "BYWEEKNO": (-53, 53), "BYMONTH": (1, 12), "BYSETPOS": (-366, 366),
}  # fmt: skip
_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_FIRST_DAY, _LAST_DAY = day_number(date.min), day_number(date.max)
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; `by` has the BY… parts that are numbers, `weekdays` are (how many-th or 0, Monday is 0)."""

    frequency: str
    interval: int
    count: int | None
    until: Written | None
    week_start: int
    weekdays: tuple[tuple[int, int], ...]
    by: dict[str, tuple[int, ...]]


def parse(text: str) -> Rule:
    """Read the value of an RRULE. Raises Unclear."""
    parts: dict[str, str] = {}
    for part in text.strip().strip(";").upper().split(";"):
        name, _, value = part.partition("=")
        parts[name.strip()] = value.strip()
    frequency = parts.get("FREQ", "")
    if frequency not in _FREQUENCIES or parts.get("RSCALE", "GREGORIAN") != "GREGORIAN":
        raise Unclear(text)
    until = time(parts["UNTIL"]) if "UNTIL" in parts else None
    weekdays = []
    for each in filter(None, parts.get("BYDAY", "").split(",")):
        match = _BYDAY.fullmatch(each.strip())
        if match is None:
            raise Unclear(text)
        weekdays.append((int(match[1] or 0), _WEEKDAYS.index(match[2])))
    if parts.get("WKST", "MO") not in _WEEKDAYS:
        raise Unclear(text)
    return Rule(
        frequency=frequency,
        interval=_number(parts.get("INTERVAL", "1"), 1, 10**9),
        count=_number(parts["COUNT"], 1, 10**12) if "COUNT" in parts else None,
        until=until,
        week_start=_WEEKDAYS.index(parts.get("WKST", "MO")),
        weekdays=tuple(weekdays),
        by={name: _numbers(parts[name], *_RANGES[name]) for name in _RANGES if parts.get(name)},
    )


def expand(rule: Rule, start: int, low: int, high: int, *, whole_day: bool = False) -> Iterator[int]:
    """The instances in [low, high], ascending, of a rule that begins at `start`: itself always the first of them.

    All are seconds of the wall clock. UNTIL is left to the caller, who knows the zone.

    Raises:
        Unclear: it takes too many steps.
    """
    if low <= start <= high:
        yield start
    count = rule.count
    if count is not None:
        count -= 1  # the start is one of them
    if not rule.by and not rule.weekdays and rule.frequency in ("WEEKLY", "DAILY", *_UNITS):
        yield from _evenly(start, _step(rule), count, low, high)
        return
    for found in _instances(rule, start, low if count is None else start, high, whole_day=whole_day):
        if found <= start:
            continue
        if found > high or (count is not None and count <= 0):
            return
        if count is not None:
            count -= 1
        if found >= low:
            yield found


def _step(rule: Rule) -> int:
    return rule.interval * {"WEEKLY": 7 * DAY, "DAILY": DAY, **_UNITS}[rule.frequency]


def _evenly(start: int, step: int, count: int | None, low: int, high: int) -> Iterator[int]:
    first = max(1, -((start - low) // step))
    last = (high - start) // step
    if count is not None:
        last = min(last, count)
    for number in range(first, last + 1):
        yield start + number * step


def _instances(rule: Rule, start: int, low: int, high: int, *, whole_day: bool) -> Iterator[int]:
    """The instances of a rule with BY… parts, or of months and years, from about `low` on; some lie before."""
    if rule.frequency in _UNITS:
        yield from _within_days(rule, start, low, high)
        return
    times = [start % DAY]
    if not whole_day:
        times = _times(rule, start, "BYHOUR", "BYMINUTE", "BYSECOND")
    positions = rule.by.get("BYSETPOS")
    steps = 0
    for days in _periods(rule, start // DAY, low // DAY, high // DAY):
        steps += 1 + len(days) * len(times)
        if steps > MAX_STEPS:
            raise Unclear("a rule with too many steps")
        found = [day * DAY + clock for day in days for clock in times]
        yield from _chosen(found, positions) if positions else found


def _times(rule: Rule, start: int, *names: str) -> list[int]:
    """Seconds after midnight (after the hour, where only minutes and seconds are asked for), ascending."""
    clock = start % DAY
    own = {"BYHOUR": clock // HOUR, "BYMINUTE": clock // 60 % 60, "BYSECOND": clock % 60}
    units = {"BYHOUR": HOUR, "BYMINUTE": 60, "BYSECOND": 1}
    choices = [[each * units[name] for each in rule.by.get(name, (own[name],))] for name in names]
    return sorted({sum(each) for each in product(*choices)})


def _chosen(found: list[int], positions: tuple[int, ...]) -> list[int]:
    kept = (found[each - 1 if each > 0 else each] for each in positions if 0 < abs(each) <= len(found))
    return sorted(set(kept))


def _within_days(rule: Rule, start: int, low: int, high: int) -> Iterator[int]:
    """HOURLY, MINUTELY and SECONDLY rules with BY… parts."""
    unit = _UNITS[rule.frequency]
    step = unit * rule.interval
    finer = {"HOURLY": ("BYMINUTE", "BYSECOND"), "MINUTELY": ("BYSECOND",), "SECONDLY": ()}[rule.frequency]
    offsets = _times(rule, start, *finer)
    units = (("BYHOUR", HOUR, 24), ("BYMINUTE", 60, 60), ("BYSECOND", 1, 60))
    limits = [(size, cycle, rule.by[name]) for name, size, cycle in units if name in rule.by and name not in finer]
    passes = _filter(rule)
    position = start - start % unit
    position += max(0, (low - position) // step) * step
    steps = 0
    while position <= high:
        steps += 1
        if steps > MAX_STEPS:
            raise Unclear("a rule with too many steps")
        if not passes(position // DAY):
            position += -((position % DAY - DAY) // step) * step  # to the next day
            continue
        if all(position // size % cycle in wanted for size, cycle, wanted in limits):
            found = [position + each for each in offsets]
            yield from _chosen(found, rule.by["BYSETPOS"]) if "BYSETPOS" in rule.by else found
        position += step


def _periods(rule: Rule, start: int, low: int, high: int) -> Iterator[list[int]]:
    """The days that fit, ascending, of each year, month, week or day that the rule comes to, from about `low` on."""
    interval = rule.interval
    passes = _filter(rule, start)
    if rule.frequency == "DAILY":
        first = start + max(0, (low - start) // interval) * interval
        for day in range(first, min(high, _LAST_DAY) + 1, interval):
            yield [day] if passes(day) else []
    elif rule.frequency == "WEEKLY":
        monday = start - (start + 3 - rule.week_start) % 7
        monday += max(0, (low - monday) // (7 * interval)) * 7 * interval
        for first in range(monday, min(high, _LAST_DAY - 7) + 1, 7 * interval):
            yield [day for day in range(first, first + 7) if passes(day)]
    else:
        size = 12 if rule.frequency == "YEARLY" else 1
        begin = _month(start) // size * size
        begin += max(0, (_month(max(low, _FIRST_DAY)) - begin) // (size * interval)) * size * interval
        for first in range(begin, _month(min(high, _LAST_DAY)) + 1, size * interval):
            yield [day for day in _candidates(rule, start, first, size) if passes(day)]


def _candidates(rule: Rule, start: int, first: int, size: int) -> list[int]:
    """Days of the months from `first` on, ascending: those of BYMONTHDAY, or of the start where nothing else says."""
    by, own = rule.by, _date(start)
    monthdays = by.get("BYMONTHDAY")
    months = by.get("BYMONTH")
    if not (monthdays or rule.weekdays or "BYYEARDAY" in by or "BYWEEKNO" in by):
        monthdays = (own.day,)
        if size == 12 and not months:
            months = (own.month,)
    found: set[int] = set()
    for month in range(first, first + size):
        year, number = divmod(month, 12)
        if months and number + 1 not in months:
            continue
        begins, last = day_number(date(year, number + 1, 1)), monthrange(year, number + 1)[1]
        if monthdays is None:
            found.update(range(begins, begins + last))
        else:
            days = (each if each > 0 else last + 1 + each for each in monthdays)
            found.update(begins + each - 1 for each in days if 1 <= each <= last)
    return sorted(found)


def _filter(rule: Rule, start: int | None = None) -> Callable[[int], bool]:
    """Whether a day fits the BY… parts that are about days."""
    by = rule.by
    weekdays = rule.weekdays
    if not weekdays and start is not None and (rule.frequency == "WEEKLY" or "BYWEEKNO" in by):
        weekdays = ((0, (start + 3) % 7),)
    plain = {weekday for nth, weekday in weekdays if not nth or rule.frequency not in ("MONTHLY", "YEARLY")}
    counted = [each for each in weekdays if each[0] and rule.frequency in ("MONTHLY", "YEARLY")]
    in_year = rule.frequency == "YEARLY" and "BYMONTH" not in by
    months, monthdays, yeardays, weeks = (by.get(n) for n in ("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"))

    def passes(number: int) -> bool:
        weekday = (number + 3) % 7
        if weekdays and weekday not in plain and not any(
            each == weekday and _nth(_date(number), nth, in_year=in_year) for nth, each in counted
        ):  # fmt: skip
            return False
        if not (months or monthdays or yeardays or weeks):
            return True
        day = _date(number)
        if months and day.month not in months:
            return False
        if monthdays and not {day.day, day.day - monthrange(day.year, day.month)[1] - 1} & set(monthdays):
            return False
        if yeardays:
            of_year = number - day_number(date(day.year, 1, 1)) + 1
            if not {of_year, of_year - _days_in(day.year) - 1} & set(yeardays):
                return False
        return not weeks or _in_weeks(number, day.year, rule.week_start, weeks)

    return passes


def _nth(day: date, nth: int, *, in_year: bool) -> bool:
    """Whether a day is the nth of its weekday in its month or year, from the end for a negative one."""
    if in_year:
        position, total = day.timetuple().tm_yday, _days_in(day.year)
    else:
        position, total = day.day, monthrange(day.year, day.month)[1]
    return (position - 1) // 7 + 1 == nth if nth > 0 else (total - position) // 7 + 1 == -nth


def _in_weeks(number: int, year: int, week_start: int, wanted: tuple[int, ...]) -> bool:
    """Whether a day lies in one of these weeks of the year they are counted in, which need not be its own."""
    if number < _first_week(year, week_start):
        year -= 1
    elif number >= _first_week(year + 1, week_start):
        year += 1
    first = _first_week(year, week_start)
    total = (_first_week(year + 1, week_start) - first) // 7
    week = (number - first) // 7 + 1
    return week in wanted or week - total - 1 in wanted


def _first_week(year: int, week_start: int) -> int:
    # The first week has at least four days of its year (RFC 5545, WKST).
    fourth = day_number(date(year, 1, 4))
    return fourth - (fourth + 3 - week_start) % 7


def _days_in(year: int) -> int:
    return 365 + (monthrange(year, 2)[1] == 29)


def _month(day: int) -> int:
    found = _date(day)
    return found.year * 12 + found.month - 1


def _date(day: int) -> date:
    return date.fromordinal(day + _EPOCH)


def _number(text: str, low: int, high: int) -> int:
    if not text.lstrip("+-").isascii() or not text.lstrip("+-").isdigit() or len(text) > 20:
        raise Unclear(text)
    found = int(text)
    if not low <= found <= high:
        raise Unclear(text)
    return found


def _numbers(text: str, low: int, high: int) -> tuple[int, ...]:
    found = {_number(each.strip(), low, high) for each in text.split(",") if each.strip()}
    if low < 0 and 0 in found:
        raise Unclear(text)
    return tuple(sorted(found))
