"""Days written in digits: "5/18/27", "18.5.", "2027-05-18", "24 12 2027"."""

from datetime import date
from typing import NamedTuple

from dialog.understanding.amounts import Number, number
from dialog.understanding.days import Day
from dialog.understanding.tokens import Form, Token

_MARKS = frozenset(".,/-()[]")
_AFTER_DAY = frozenset({"weekday", "about", "at", "from", "between", "part"})
NO_DAY_BEFORE = frozenset("%/:")


class Writer(NamedTuple):
    """The day on which somebody writes, and whether 5/8 is the 8th of May to them, and 5.8 and
    5-8 rather days than times."""

    today: date
    month_first: bool
    dotted_days: bool = False
    dashed_days: bool = False


def spaced(tokens: list[Token], index: int, writer: Writer) -> tuple[Day, int] | None:
    """ "24 12 2027", "2027 12 24"."""
    three = tokens[index : index + 3]
    lengths = [len(token.text) for token in three]
    if any(token.form is not Form.NUMBER for token in three) or sorted(lengths)[1] > 2 or max(lengths) != 4:
        return None
    (first,), (second,), (third,) = (token.parts for token in three)
    if lengths[0] == 4:
        year, month, day = first, second, third
    elif lengths[2] == 4:
        day, month, year = (second, first, third) if writer.month_first else (first, second, third)
    else:
        return None
    if not (1990 <= year <= 2099 and possible(day, month)) or is_clock(tokens, Number(third, index + 3)):
        return None
    return Day(day=day, month=month, year=year), index + 3


def dashed(tokens: list[Token], index: int, writer: Writer) -> tuple[Day, int] | None:
    """ "18-5" and "18·5" where days are written so."""
    one, dash, two, after = tokens[index : index + 4]
    if not writer.dashed_days or dash.text not in ("-", "·") or not two.glued or {one.form, two.form} != {Form.NUMBER}:
        return None
    opened = index and tokens[index - 1].tags.keys() & {"at", "about", "between", "from", "weekday", "part"}
    day, month = one.parts[0], two.parts[0]
    if writer.month_first or month > 12:
        day, month = month, day
    timed = after.tags.keys() & {"oclock", "hour_mark", "meridiem", "seconds", "days", "months"}
    if opened or timed or not possible(day, month):
        return None
    return Day(day=day, month=month), index + 3


def in_full(token: Token, writer: Writer) -> Day:
    if token.form is Form.YMD:
        year, month, day = token.parts
    else:
        day, month, year = token.parts
        if "." not in token.text and writer.month_first:
            day, month = month, day
        if year < 100:
            year = min((2000 + year, 1900 + year), key=lambda full: abs(full - writer.today.year))
    if month > 12:
        day, month = month, day
    try:
        return Day(fixed=date(year, month, day), numeric="/" not in token.text or token.form is Form.YMD)
    except ValueError:
        return Day()


def slashed(tokens: list[Token], index: int, writer: Writer) -> tuple[Day, int] | None:
    if "seconds" in tokens[index + 1].tags:
        return None
    day, month = tokens[index].parts
    if writer.month_first:
        day, month = month, day
    if month > 12:
        day, month = month, day
    if not possible(day, month):
        return None
    year, stop = read_year(tokens, index + 1)
    return Day(day=day, month=month, year=year), stop


def dotted(tokens: list[Token], index: int, writer: Writer, before: Day | None) -> tuple[Day, int] | None:
    """ "11.9." is a day only beside other words of time, unless days are written so: it may be a number or a time."""
    day, month = tokens[index].parts
    if writer.dotted_days and writer.month_first:
        day, month = month, day
    stop = index + 1
    stop += tokens[stop].text == "." and tokens[stop].glued
    following = tokens[stop]
    previous = tokens[index - 1]
    if month > 12 and index and previous.tags.keys() & {"the", "on"} and "at" not in previous.tags:
        day, month = month, day
    if (before and before.complete) or not possible(day, month) or "meridiem" in following.tags:
        return None
    if writer.dotted_days:
        timed = following.tags.keys() & {"oclock", "hour_mark"}
        opened = index and previous.tags.keys() & {"at", "about", "between", "not_before", "not_after", "from"}
        counted = following.tags.keys() & {"seconds", "months"} or following.text in NO_DAY_BEFORE
        if not timed and not counted and (not opened or stop > index + 1):
            year, stop = read_year(tokens, stop)
            return Day(day=day, month=month, year=year, numeric=True), stop
        return None
    announced = before is not None or index == 0 or previous.form is Form.CLOCK or "on" in previous.tags
    followed = following.form is Form.CLOCK or (following.tags.keys() & _AFTER_DAY and "of" not in following.tags)
    if not followed and not (announced and ("stop" in following.tags or following.form is not Form.WORD)):
        return None
    return Day(day=day, month=month, numeric=True), stop


def possible(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31


def read_year(tokens: list[Token], index: int) -> tuple[int | None, int]:
    after = past_small(tokens, index)
    token = tokens[after]
    if token.form is Form.NUMBER and 1990 <= token.parts[0] <= 2099 and "meridiem" not in tokens[after + 1].tags:
        return token.parts[0], after + 1 + ("year_sign" in tokens[after + 1].tags)
    if "year_from_now" in token.tags:
        return token.tags["year_from_now"], after + 1
    found = number(tokens, after) if "number" in token.tags else None
    if found and found.written and 1990 <= found.value <= 2099:
        return found.value, found.stop
    return None, index


def past_small(tokens: list[Token], index: int) -> int:
    """After the marks and small words that may stand between the parts of a date."""
    for _ in range(3):
        if tokens[index].text not in _MARKS and not tokens[index].tags.keys() & {"of", "the"}:
            break
        index += 1
    return index


def is_clock(tokens: list[Token], found: Number) -> bool:
    tags = tokens[found.stop].tags
    return "meridiem" in tags or "oclock" in tags or ("hour_mark" in tags and tokens[found.stop].glued)
