"""What was said of a day, and the date that is meant by it."""

from datetime import date, timedelta
from typing import NamedTuple

from dialog.understanding.amounts import add_months


class Day(NamedTuple):
    """What was said of a day: `resolve` makes a date of it.

    `fixed` is set where it is settled already, with `week` where it was said in weeks. `week`: counted from this one, 0.
    `ahead`: weeks to add. `coming`: today is not meant. `nth`: 2 for "the second Tuesday of", -1 for the last.
    `months_ahead`: counted from this month. `numeric`: written as "2027-5-18" or "18.5.", by people whose clocks show 24
    hours.
    Without anything it is a day that does not exist, such as 13/31/2018.
    """

    fixed: date | None = None
    weekday: int | None = None
    week: int | None = None
    ahead: int = 0
    coming: bool = False
    nth: int | None = None
    day: int | None = None
    month: int | None = None
    months_ahead: int | None = None
    year: int | None = None
    """Below 100: counted from this one."""
    numeric: bool = False
    until: int | None = None
    """The last of several days of that month: "May 18 to 20"."""
    stretch: tuple[int, int] | None = None
    """The first and the last day of the month or week that are meant: counted from 0, or below 0 from its end."""
    last: date | None = None
    """The last of several days from the `fixed` one."""
    this: bool = False
    """Whether it was said as "this" one."""
    later: bool = False
    """Whether the `fixed` one is so much "later" than now, or than what was chosen."""

    @property
    def vague(self) -> bool:
        """Whether it names no day but a week or a month."""
        return not self.complete and self.weekday is None

    @property
    def bare(self) -> bool:
        """Whether it is a day of the week alone."""
        in_month = self.month is not None or self.months_ahead is not None
        return self.weekday is not None and self.week is None and not (self.complete or in_month)

    @property
    def relative(self) -> str:
        """What it may be counted from beside today, where something was chosen: from its "week" ("Friday", "next week"), its
        "month" ("the 21st"), or its "day" ("a day later"); "" for none."""
        if self.later:
            return "day"
        if self.day and self.month is None and self.months_ahead is None and self.year is None:
            return "month"
        week = self.bare and not (self.ahead or self.coming or self.this)
        return "week" if week or (self.vague and self.week is not None and self.week > 0) else ""

    @property
    def complete(self) -> bool:
        """Whether it says more than a day of the week."""
        return self.fixed is not None or self.day is not None or self.nth is not None


def merge(first: Day, second: Day) -> Day | None:
    """One day of two things said of it ("Tuesday", "the 19th"); None where they are two days."""
    if first.fixed and second.fixed:
        return first if first == second else None
    if first.fixed and first.week is not None and second.bare:
        return second._replace(week=first.week)
    if first.fixed or second.fixed:
        return first if first.fixed else second
    values = {}
    for name in ("weekday", "week", "nth", "day", "month", "months_ahead", "year", "stretch"):
        one, other = getattr(first, name), getattr(second, name)
        if one is not None and other is not None and one != other:
            return None
        values[name] = other if one is None else one
    either = {name: getattr(first, name) or getattr(second, name) for name in ("numeric", "coming", "this")}
    return first._replace(**values, **either)


def resolve(day: Day, today: date) -> date | None:
    """The date that is meant: the next one not before `today`; of a week or a month, the first. None where there is none."""
    if day.year is not None and day.year < 100:
        day = day._replace(year=today.year + day.year)
    try:
        if day.stretch and day.vague:
            return _first_of_stretch(day, day.stretch, today)
        return _resolve(day, today)
    except (ValueError, OverflowError):
        return None


def last_of(day: Day, first: date) -> date | None:
    """The last day of a week, a month or a stretch of one, of which `first` is the first left; None for a single day."""
    try:
        if day.last:
            return day.last
        if day.week is not None and day.vague:
            return _stretched(first - timedelta(days=first.weekday()), 7, day.stretch)[1]
        if (day.month or day.months_ahead is not None) and day.vague:
            return _stretched(first.replace(day=1), _days_in_month(first), day.stretch)[1]
    except OverflowError:
        pass
    return None


def _resolve(day: Day, today: date) -> date | None:
    if day.fixed:
        return day.fixed
    if day.nth is not None and day.weekday is not None:
        return _nth_weekday(day, day.nth, day.weekday, today)
    if day.day is None:
        return _without_number(day, today)
    if day.months_ahead is not None:
        return add_months(today.replace(day=1), day.months_ahead).replace(day=day.day)
    if day.year is not None and day.month is not None:
        return date(day.year, day.month, day.day)
    if day.month is not None:
        months = [date(year, day.month, 1) for year in range(today.year, today.year + 9)]
    else:
        months = [add_months(today.replace(day=1), ahead) for ahead in range(24)]
    possible = [found for month in months if (found := _within(month, day.day)) and found >= today]
    near = [found for found in possible if found.weekday() == day.weekday and found < today + timedelta(days=730)]
    return next(iter(near or possible), None)


def _without_number(day: Day, today: date) -> date | None:
    """A week, a month, or a day of the week."""
    in_month = day.month is not None or day.months_ahead is not None
    if day.week is not None:
        monday = _monday(today, day.week)
        return monday + timedelta(days=day.weekday) if day.weekday is not None else max(monday, today)
    if day.weekday is not None and in_month:
        return _weekday_of_month(day, day.weekday, today)
    if day.weekday is not None:
        return today + timedelta(days=(day.weekday - today.weekday() - day.coming) % 7 + day.coming + 7 * day.ahead)
    if day.months_ahead is not None:
        return max(add_months(today.replace(day=1), day.months_ahead), today)
    return _first_of_month(day, today)


def _weekday_of_month(day: Day, weekday: int, today: date) -> date | None:
    """The first such day that is left of the month, or of the part of it: "a Friday in June", "Friday at the end of May"."""
    first = resolve(day._replace(weekday=None), today)
    last = last_of(day._replace(weekday=None), first) if first else None
    found = first + timedelta(days=(weekday - first.weekday()) % 7) if first else None
    return found if found and last and found <= last else None


def _within(month: date, day: int) -> date | None:
    try:
        return month.replace(day=day)
    except ValueError:
        return None


def _first_of_month(day: Day, today: date) -> date | None:
    if day.month is None:
        return None
    year = day.year or today.year + (day.month < today.month)
    return max(date(year, day.month, 1), today) if (year, day.month) >= (today.year, today.month) else None


def _first_of_stretch(day: Day, stretch: tuple[int, int], today: date) -> date | None:
    """The first day that is left of the next such stretch: at the end of a month its beginning is that of the next."""
    if day.week is not None:
        begins = [(_monday(today, day.week + more), 7) for more in (0, 1)]
    else:
        if day.months_ahead is not None:
            ahead = [day.months_ahead] if day.months_ahead else [0, 1]
            months = [add_months(today.replace(day=1), more) for more in ahead]
        else:
            years = [day.year] if day.year else [today.year, today.year + 1]
            months = [date(year, day.month or 1, 1) for year in years]
        begins = [(month, _days_in_month(month)) for month in months]
    stretches = (_stretched(begin, length, stretch) for begin, length in begins)
    return next((max(first, today) for first, last in stretches if last >= today), None)


def _stretched(begin: date, length: int, stretch: tuple[int, int] | None) -> tuple[date, date]:
    """The first and the last day of a stretch of the `length` days from `begin`."""
    first, last = (place % length for place in stretch or (0, -1))
    return begin + timedelta(days=first), begin + timedelta(days=last)


def _monday(today: date, week: int) -> date:
    return today + timedelta(days=7 * week - today.weekday())


def _days_in_month(day: date) -> int:
    return (add_months(day.replace(day=1), 1) - timedelta(days=1)).day


def _nth_weekday(day: Day, nth: int, weekday: int, today: date) -> date | None:
    if day.months_ahead is not None:
        firsts = [add_months(today.replace(day=1), day.months_ahead)]
    else:
        firsts = [date(year, day.month or 1, 1) for year in ([day.year] if day.year else [today.year, today.year + 1])]
    for first in firsts:
        if nth > 0:
            found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
        else:
            last = add_months(first, 1) - timedelta(days=1)
            found = last - timedelta(days=(last.weekday() - weekday) % 7)
        if found.month == first.month and (found >= today or day.year or day.months_ahead is not None):
            return found
    return None
