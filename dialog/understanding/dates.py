"""Days in a row of tokens: "tomorrow", "next friday", "May 18", "18.5.2027", "the 22nd", "first Tuesday in October"."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from dialog.understanding.addresses import HIDDEN
from dialog.understanding.amounts import Length, Number, length, number
from dialog.understanding.days import Day, resolve
from dialog.understanding.tokens import Form, Token

_MARKS = frozenset(".,/-()[]")
_AFTER_DAY = frozenset({"weekday", "about", "at", "from", "between", "part"})
_OF_TIMES = frozenset({"meridiem", "clock", "part", "oclock"})
_NO_DAY_BEFORE = frozenset("%/:")


class Writer(NamedTuple):
    """The day on which somebody writes, and whether 5/8 is the 8th of May to them, and 5.8 and
    5-8 rather days than times."""

    today: date
    month_first: bool
    dotted_days: bool = False
    dashed_days: bool = False


def read_day(tokens: list[Token], index: int, writer: Writer, before: Day | None) -> tuple[Day, int] | None:
    """A day at `index`, and what is counted from it ("friday in two weeks"). `before` is the day that stands directly
    before, if any."""
    read = _day(tokens, index, writer, before)
    if not read or not (read[0].fixed or read[0].bare):
        return read
    day, stop = read
    tags = tokens[stop].tags
    days = Length(0, tags["ahead"], 0, stop + 1) if "ahead" in tags else None
    if "in" in tags and not days:
        days = length(tokens, stop + 1)
    counted = resolve(day, writer.today)
    if not days or days.seconds or not counted:
        return read
    moved = days.after(datetime(counted.year, counted.month, counted.day))
    return (Day(fixed=moved.date()) if moved else Day()), days.stop


def _day(tokens: list[Token], index: int, writer: Writer, before: Day | None) -> tuple[Day, int] | None:
    token = tokens[index]
    tags = token.tags
    if "next" in tags and tokens[index + 1].form in (Form.SLASH, Form.NUMBER):
        index += 1
        token = tokens[index]
    if token.form is Form.YMD or token.form is Form.TRIPLE:
        return _in_full(token, writer), index + 1
    if token.form is Form.SLASH:
        return _slashed(tokens, index, writer)
    if token.form is Form.DOT:
        return _dotted(tokens, index, writer, before)
    if "day" in tags and ("part" not in tags or ("either" in tags and not _part_of_day(tokens, index, before))):
        return Day(fixed=writer.today + timedelta(days=tags["day"])), index + 1
    if "week" in tags:
        return Day(week=tags["week"], weekday=tags.get("weekday")), index + 1
    if "month_from_now" in tags:
        return Day(months_ahead=tags["month_from_now"]), index + 1
    return (
        _spaced(tokens, index, writer)
        or _dashed(tokens, index, writer)
        or _of_month(tokens, index)
        or _month(tokens, index)
        or _weekday(tokens, index, writer, before)
        or _alone(tokens, index, writer, before)
    )


def _part_of_day(tokens: list[Token], index: int, before: Day | None) -> bool:
    """Whether "morgen" is the morning here, of the day directly before it or of this one."""
    previous = tokens[index - 1].tags if index else {}
    return "this" in previous or (before is not None and tokens[index - 1].text != ",")


def _spaced(tokens: list[Token], index: int, writer: Writer) -> tuple[Day, int] | None:
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
    if not (1990 <= year <= 2099 and _possible(day, month)) or _is_clock(tokens, Number(third, index + 3)):
        return None
    return Day(day=day, month=month, year=year), index + 3


def _dashed(tokens: list[Token], index: int, writer: Writer) -> tuple[Day, int] | None:
    """ "18-5" where days are written so."""
    one, dash, two, after = tokens[index : index + 4]
    if not writer.dashed_days or dash.text != "-" or not two.glued or {one.form, two.form} != {Form.NUMBER}:
        return None
    opened = index and tokens[index - 1].tags.keys() & {"at", "about", "between", "from", "weekday", "part"}
    day, month = one.parts[0], two.parts[0]
    if writer.month_first or month > 12:
        day, month = month, day
    timed = after.tags.keys() & {"oclock", "hour_mark", "meridiem", "seconds", "days", "months"}
    if opened or timed or not _possible(day, month):
        return None
    return Day(day=day, month=month), index + 3


def _in_full(token: Token, writer: Writer) -> Day:
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


def _slashed(tokens: list[Token], index: int, writer: Writer) -> tuple[Day, int] | None:
    if "seconds" in tokens[index + 1].tags:
        return None
    day, month = tokens[index].parts
    if writer.month_first:
        day, month = month, day
    if month > 12:
        day, month = month, day
    if not _possible(day, month):
        return None
    year, stop = _year(tokens, index + 1)
    return Day(day=day, month=month, year=year), stop


def _dotted(tokens: list[Token], index: int, writer: Writer, before: Day | None) -> tuple[Day, int] | None:
    """ "11.9." is a day only beside other words of time, unless days are written so: it may be a number or a time."""
    day, month = tokens[index].parts
    stop = index + 1
    stop += tokens[stop].text == "." and tokens[stop].glued
    following = tokens[stop]
    previous = tokens[index - 1]
    if (before and before.complete) or not _possible(day, month) or "meridiem" in following.tags:
        return None
    if writer.dotted_days:
        timed = following.tags.keys() & {"oclock", "hour_mark"}
        opened = index and previous.tags.keys() & {"at", "about", "between", "not_before", "not_after", "from"}
        counted = following.tags.keys() & {"seconds", "months"} or following.text in _NO_DAY_BEFORE
        if not timed and not counted and (not opened or stop > index + 1):
            year, stop = _year(tokens, stop)
            return Day(day=day, month=month, year=year, numeric=True), stop
        return None
    announced = before is not None or index == 0 or previous.form is Form.CLOCK or "on" in previous.tags
    followed = following.form is Form.CLOCK or following.tags.keys() & _AFTER_DAY
    if not followed and not (announced and ("stop" in following.tags or following.form is not Form.WORD)):
        return None
    return Day(day=day, month=month, numeric=True), stop


def _possible(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31


def _of_month(tokens: list[Token], index: int) -> tuple[Day, int] | None:
    """ "May 18", "18 May 2027", "2027-May-18", "the third of march", "Oct-2", "22-23 Feb", "20th of next month"."""
    if signed := _signed(tokens, index):
        return signed
    if "month" in tokens[index].tags:
        month = tokens[index].tags["month"]
        found = number(tokens, _past(tokens, index + 1))
        if not found or not 1 <= found.value <= 31 or (tokens[found.stop].glued and _is_clock(tokens, found)):
            return None
        year, stop = _year(tokens, _past_range(tokens, found))
        return Day(day=found.value, month=month, year=year), stop
    if "year_from_now" in tokens[index].tags:
        return _with_year(_of_month(tokens, _past(tokens, index + 1)), tokens[index].tags["year_from_now"])
    found = number(tokens, index)
    if found and 1990 <= found.value <= 2099:
        start = found.stop + ("year_sign" in tokens[found.stop].tags)
        return _with_year(_of_month(tokens, _past(tokens, start)), found.value)
    if not found or not 1 <= found.value <= 31:
        return None
    stop = _past_range(tokens, found)
    stop += "days" in tokens[stop].tags
    slashed = found.written and tokens[stop].text == "/"
    numbered = slashed or "of_month" in tokens[stop].tags or (found.ordinal and found.written)
    stop = _past(tokens, stop)
    if "month_from_now" in tokens[stop].tags:
        return Day(day=found.value, months_ahead=tokens[stop].tags["month_from_now"]), stop + 1
    if "month" in tokens[stop].tags:
        year, after = _year(tokens, stop + 1)
        return Day(day=found.value, month=tokens[stop].tags["month"], year=year), after
    month_number = number(tokens, stop) if numbered and stop > index else None
    if not month_number or not 1 <= month_number.value <= 12 or _is_clock(tokens, month_number):
        return None
    if found.written and found.ordinal and not (month_number.ordinal or slashed):
        return None
    year, after = _year(tokens, month_number.stop)
    return Day(day=found.value, month=month_number.value, year=year), after


def _with_year(read: tuple[Day, int] | None, year: int) -> tuple[Day, int] | None:
    return (read[0]._replace(year=year), read[1]) if read and read[0].month else None


def _signed(tokens: list[Token], index: int) -> tuple[Day, int] | None:
    """5月18日, 5月, 18号; with the year before them by `_of_month`."""
    ordinal = "ordinal_sign" in tokens[index].tags
    found = number(tokens, index + ordinal)
    if not found:
        return None
    tags = tokens[found.stop].tags
    if "day_sign" in tags and 1 <= found.value <= 31 and not ordinal:
        return Day(day=found.value), found.stop + 1
    if "month_sign" not in tags or not 1 <= found.value <= 12:
        return None
    stop = _past(tokens, found.stop + 1)
    day = number(tokens, stop)
    if day and 1 <= day.value <= 31 and not day.ordinal and not _is_clock(tokens, day):
        return Day(day=day.value, month=found.value), day.stop + ("day_sign" in tokens[day.stop].tags)
    return Day(month=found.value), found.stop + 1


def _past_range(tokens: list[Token], first: Number) -> int:
    """After the "-5" of "May 3-5", of which only the first day is read."""
    if "range" in tokens[first.stop].tags:
        last = number(tokens, first.stop + 1)
        if last and first.value < last.value <= 31 and not _is_clock(tokens, last):
            return last.stop
    return first.stop


def _month(tokens: list[Token], index: int) -> tuple[Day, int] | None:
    """ "in June", "May 2027"."""
    if "month" not in tokens[index].tags:
        return None
    year, stop = _year(tokens, index + 1)
    if year is None and not (index and "in" in tokens[index - 1].tags):
        return None
    return Day(month=tokens[index].tags["month"], year=year), stop


def _past(tokens: list[Token], index: int) -> int:
    """After the marks and small words that may stand between the parts of a date."""
    for _ in range(3):
        if tokens[index].text not in _MARKS and not tokens[index].tags.keys() & {"of", "the"}:
            break
        index += 1
    return index


def _year(tokens: list[Token], index: int) -> tuple[int | None, int]:
    after = _past(tokens, index)
    token = tokens[after]
    if token.form is Form.NUMBER and 1990 <= token.parts[0] <= 2099 and "meridiem" not in tokens[after + 1].tags:
        return token.parts[0], after + 1 + ("year_sign" in tokens[after + 1].tags)
    if "year_from_now" in token.tags:
        return token.tags["year_from_now"], after + 1
    found = number(tokens, after) if "number" in token.tags else None
    if found and found.written and 1990 <= found.value <= 2099:
        return found.value, found.stop
    return None, index


def _is_clock(tokens: list[Token], found: Number) -> bool:
    tags = tokens[found.stop].tags
    return "meridiem" in tags or "oclock" in tags or ("hour_mark" in tags and tokens[found.stop].glued)


def _weekday(tokens: list[Token], index: int, writer: Writer, before: Day | None) -> tuple[Day, int] | None:
    """ "friday", "this friday", "next friday", "friday of next week", "friday after next", "last friday of october"."""
    first = index
    ahead = nth = 0
    while index < first + 3 and tokens[index].tags.keys() & {"this", "next", "last", "ordinal", "ordinal_sign"}:
        tags = tokens[index].tags
        if "ordinal_sign" in tags:
            found = number(tokens, index)
            if not found:
                return None
            nth = found.value
            index = found.stop + ("one" in tokens[found.stop].tags)
            continue
        ahead += tags.get("next", 0)
        nth = -1 if "last" in tags else tags.get("ordinal", nth)
        index += 1
    tags = tokens[index].tags
    week = ahead or None
    if "weekend" in tags:
        return Day(weekday=5, week=week), index + 1
    if "weekday" not in tags or ("weak" in tags and index == first and not _meant(tokens, index)):
        return None
    weekday = tags["weekday"]
    if nth > 0 and before and before.month and before.vague:
        return Day(weekday=weekday, nth=nth), index + 1
    if nth:
        return _nth(tokens, index + 1, weekday, nth) or ((_last(weekday, writer.today), index + 1) if nth < 0 else None)
    if "follows" in tokens[index + 1].tags:
        following = tokens[index + 1].tags
        if "last" in following:
            return _last(weekday, writer.today), index + 2
        return Day(weekday=weekday, week=following.get("next")), index + 2
    one, two, three = tokens[index + 1 : index + 4]
    if "after" in one.tags and "next" in two.tags:
        return Day(weekday=weekday, ahead=1), index + 3
    if "of" in one.tags:
        for stop, later in ((index + 3, two), (index + 4, three)):
            if "week" in later.tags:
                return Day(weekday=weekday, week=later.tags["week"]), stop
    return Day(weekday=weekday, week=week), index + 1


def _last(weekday: int, today: date) -> Day:
    """ "last friday" is past."""
    return Day(fixed=today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1))


def _meant(tokens: list[Token], index: int) -> bool:
    """Whether a word such as "sun" is meant as a day here."""
    before, after = tokens[index - 1], tokens[index + 1]
    if index and before.tags.keys() & {"on", "about", "for", "from", "day", "month", "range"}:
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
    if not tokens[after].tags.keys() & {"of", "in"}:
        return None
    after = _past(tokens, after + 1)
    tags = tokens[after].tags
    if "month_from_now" in tags:
        day, stop = Day(weekday=weekday, nth=nth, months_ahead=tags["month_from_now"]), after + 1
    elif "month" in tags:
        year, stop = _year(tokens, after + 1)
        day = Day(weekday=weekday, nth=nth, month=tags["month"], year=year)
    else:
        return None
    return day, index if "part" in tokens[index].tags else stop


def _alone(tokens: list[Token], index: int, writer: Writer, before: Day | None) -> tuple[Day, int] | None:
    """A day of the month by its number alone: "the 22nd", "25th", "on 15", "Sunday 31"."""
    found = number(tokens, index)
    if not found or not 1 <= found.value <= 31 or (len(tokens[index].text) == 4 and not found.written):
        return None
    following = tokens[found.stop]
    before_it = tokens[index - 1].tags if index else {}
    if _is_clock(tokens, found) or not _closes(following):
        return None
    if "range" in following.tags and number(tokens, found.stop + 1) and not found.ordinal:
        return None
    if found.ordinal and not found.written:
        return Day(day=found.value), found.stop
    if before and before.weekday is not None and not before.complete:
        if found.value > 12 or found.ordinal or _coming(writer.today, before.weekday, found.value):
            return Day(day=found.value), found.stop
        return None
    if "the" in before_it and "of" not in following.tags and (found.value > 12 or not found.written):
        return Day(day=found.value), found.stop
    if "dated" in before_it or ("on" in before_it and not found.written):
        return Day(day=found.value), found.stop
    return None


def _closes(token: Token) -> bool:
    """Whether a number before `token` may be a day: no word that it could count stands there."""
    if token.form is not Form.WORD:
        return token.text not in _NO_DAY_BEFORE
    return bool(token.tags.keys() - {"seconds", "days", "months", "suffix", "number", "last", "moved"})


def _coming(today: date, weekday: int, day: int) -> bool:
    """Whether one of the next five of these weekdays is that day of its month."""
    first = today + timedelta(days=(weekday - today.weekday()) % 7)
    return any((first + timedelta(weeks=weeks)).day == day for weeks in range(5))
