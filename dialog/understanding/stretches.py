"""Parts of months and weeks, and weeks by their number, in a row of tokens: "end of", "first half of", "second week of"."""

from datetime import date, timedelta
from typing import NamedTuple

from dialog.understanding.amounts import Number, number
from dialog.understanding.tokens import Form, Token

Days = tuple[int, int]
"""The first and the last day, counted from 0, or below 0 from the end."""

_HALVES = ((0, 14), (15, -1)), ((0, 2), (2, -1))
_THIRDS = ((0, 9), (10, 19), (20, -1)), ((0, 1), (1, 3), (3, -1))
_WEEKS = ((0, 6), (7, 13), (14, 20), (21, 27), (28, -1))


class Stretch(NamedTuple):
    """A part that was named in the tokens up to `stop`, of a month or, where weeks have such parts, of a week."""

    of_month: Days
    of_week: Days | None
    stop: int


def read_stretch(tokens: list[Token], index: int) -> Stretch | None:
    """ "end of", "mid-", "first half", "2nd week", "last week": what part it is, of whatever follows."""
    third = tokens[index].tags.get("third")
    if third is not None:
        return Stretch(_THIRDS[0][third], _THIRDS[1][third], index + 1)
    half = tokens[index].tags.get("half_of")
    if half is not None:
        return Stretch(_HALVES[0][half], _HALVES[1][half], index + 1)
    if week := tokens[index].tags.get("nth_week"):
        return Stretch(_WEEKS[week - 1], None, index + 1) if week <= len(_WEEKS) else None
    nth, stop = _ordinal(tokens, index)
    stop += "more" in tokens[stop].tags
    unit = tokens[stop].tags if nth else {}
    if "halves" in unit and nth in (1, 2, -1):
        half = 0 if nth == 1 else 1
        return Stretch(_HALVES[0][half], _HALVES[1][half], stop + 1)
    if unit.get("days") == 7 and nth <= len(_WEEKS):
        return Stretch(_WEEKS[nth - 1] if nth > 0 else (-7, -1), None, stop + 1)
    return None


def _ordinal(tokens: list[Token], index: int) -> tuple[int, int]:
    """1 for "first", -1 for "last", and where it stops; 0 for anything else."""
    token = tokens[index]
    if "last" in token.tags:
        one = number(tokens, index + 1)
        return -1, one.stop if one and one.value == 1 else index + 1
    if token.form is not Form.NUMBER and not token.tags.keys() & {"ordinal", "ordinal_sign"}:
        return 0, index
    found = number(tokens, index)
    return (found.value, found.stop) if found and found.ordinal else (0, index)


def calendar_week(tokens: list[Token], index: int, today: date) -> tuple[int, int] | None:
    """The week that has a number ("KW 21", 第21周; ISO 8601), counted from this one, and where it stops: the next one."""
    found = _week_number(tokens, index)
    if not found:
        return None
    for year in (today.isocalendar().year, today.isocalendar().year + 1):
        try:
            monday = date.fromisocalendar(year, found.value, 1)
        except ValueError:
            continue
        if monday + timedelta(days=6) >= today:
            return week_of(monday, today), found.stop
    return None


def _week_number(tokens: list[Token], index: int) -> Number | None:
    tags = tokens[index].tags
    found = number(tokens, index + 1) if tags.keys() & {"calendar_week", "ordinal_sign"} else None
    if not found or found.written:
        return None
    following = tokens[found.stop].tags
    if "ordinal_sign" in tags:
        rather = found.value > len(_WEEKS)  # the first five are rather those of a month
        return found._replace(stop=found.stop + 1) if rather and following.get("days") == 7 else None
    return None if following.keys() & {"seconds", "days", "meridiem"} else found


def week_of(day: date, today: date) -> int:
    """How many weeks after that of `today` the week of `day` is."""
    return ((day - timedelta(days=day.weekday())) - (today - timedelta(days=today.weekday()))).days // 7
