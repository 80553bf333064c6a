"""Days of the week in a row of tokens: "friday", "next friday", "mardi prochain", 下周二, "first Tuesday in October"."""

from datetime import date, timedelta

from dialog.understanding.addresses import HIDDEN
from dialog.understanding.amounts import number
from dialog.understanding.days import Day
from dialog.understanding.numeric_dates import Writer, past_small, read_year
from dialog.understanding.tokens import Form, Token

_OF_TIMES = frozenset({"meridiem", "clock", "part", "oclock"})


def read_weekday(tokens: list[Token], index: int, writer: Writer, before: Day | None) -> tuple[Day, int] | None:
    """ "friday", "this friday", "next friday", "friday of next week", "friday after next", "last friday of october"."""
    first = index
    ahead = nth = 0
    coming = this = False
    while index < first + 3 and (
        tokens[index].tags.keys() & {"this", "next", "last", "ordinal", "ordinal_sign"} or _is_nth(tokens, index)
    ):
        tags = tokens[index].tags
        if "ordinal_sign" in tags or tokens[index].form is Form.NUMBER:
            found = number(tokens, index)
            if not found:
                return None
            nth = found.value
            index = found.stop + ("one" in tokens[found.stop].tags)
            continue
        ahead += tags.get("next", 0)
        nth = -1 if "last" in tags else tags.get("ordinal", nth)
        coming = coming or "coming" in tags
        this = this or "this" in tags
        index += 1
    tags = tokens[index].tags
    week = ahead or None
    if "weekend" in tags:
        return Day(weekday=5, week=week), index + 1
    if "weekday" not in tags or ("weak" in tags and index == first and not _meant(tokens, index)):
        return None
    weekday = tags["weekday"]
    if nth > 0 and before and before.week is None and before.vague:
        return Day(weekday=weekday, nth=nth), index + 1
    if nth:
        return _nth(tokens, index + 1, weekday, nth) or ((_last(weekday, writer.today), index + 1) if nth < 0 else None)
    return _followed(tokens, index + 1, writer, Day(weekday=weekday, week=week, coming=coming, this=this))


def _is_nth(tokens: list[Token], index: int) -> bool:
    """Whether it is the "3rd" of "3rd Thursday of December"."""
    found = number(tokens, index) if tokens[index].form is Form.NUMBER else None
    return bool(
        found
        and found.ordinal
        and "weekday" in tokens[found.stop].tags
        and tokens[found.stop + 1].tags.keys() & {"of", "in", "month_from_now"}
    )


def _followed(tokens: list[Token], index: int, writer: Writer, day: Day) -> tuple[Day, int]:
    """A day of the week with what stands after it at `index`: "after next", "of next week", "prochain"."""
    one, two, three = tokens[index : index + 3]
    if "follows" in one.tags and day.weekday is not None:
        if "last" in one.tags:
            return _last(day.weekday, writer.today), index + 1
        return day._replace(week=one.tags.get("next"), coming="coming" in one.tags), index + 1
    if "after" in one.tags and "next" in two.tags:
        return Day(weekday=day.weekday, ahead=1), index + 2
    if "of" in one.tags:
        for stop, later in ((index + 2, two), (index + 3, three)):
            if "week" in later.tags:
                return day._replace(week=later.tags["week"]), stop
    return day, index


def _last(weekday: int, today: date) -> Day:
    """ "last friday" is past."""
    return Day(fixed=today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1))


def _meant(tokens: list[Token], index: int) -> bool:
    """Whether a word such as "sun" is meant as a day here."""
    before, after = tokens[index - 1], tokens[index + 1]
    if index and before.tags.keys() & {"on", "about", "for", "from", "day", "month", "range"}:
        return True
    if index > 1 and "or" in before.tags and "weekday" in tokens[index - 2].tags:
        return True
    if after.form not in (Form.WORD, Form.MARK, Form.END) or after.tags.keys() & {"month", "part", "at", "shade"}:
        return True
    if index == 0 or (before.form is Form.MARK and ("glue" in before.tags or before.text == HIDDEN)):
        return True
    if before.form is Form.CLOCK or before.tags.keys() & _OF_TIMES or after.text == HIDDEN:
        return True
    return after.form is Form.END and not before.tags.keys() & {"the", "stop"}


def _nth(tokens: list[Token], index: int, weekday: int, nth: int) -> tuple[Day, int] | None:
    """The "of October" of "first Tuesday of October"; a part of the day may stand before it."""
    after = index + ("part" in tokens[index].tags)
    if not tokens[after].tags.keys() & {"of", "in", "month_from_now"}:
        return None
    after = past_small(tokens, after + ("month_from_now" not in tokens[after].tags))
    tags = tokens[after].tags
    if "month_from_now" in tags:
        day, stop = Day(weekday=weekday, nth=nth, months_ahead=tags["month_from_now"]), after + 1
    elif "month" in tags:
        year, stop = read_year(tokens, after + 1)
        day = Day(weekday=weekday, nth=nth, month=tags["month"], year=year)
    else:
        return None
    return day, index if "part" in tokens[index].tags else stop


def coming(today: date, weekday: int, day: int) -> bool:
    """Whether one of the next five of these weekdays is that day of its month."""
    first = today + timedelta(days=(weekday - today.weekday()) % 7)
    return any((first + timedelta(weeks=weeks)).day == day for weeks in range(5))
