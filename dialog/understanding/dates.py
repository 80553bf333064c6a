"""Days in a row of tokens: "tomorrow", "next friday", "May 18", "18.5.2027", "the 22nd", "first Tuesday in October"."""

from datetime import UTC, datetime, timedelta

from dialog.understanding.amounts import Length, Number, length, number
from dialog.understanding.days import Day, resolve
from dialog.understanding.numeric_dates import (
    NO_DAY_BEFORE,
    Writer,
    dashed,
    dotted,
    in_full,
    is_clock,
    past_small,
    read_year,
    slashed,
    spaced,
)
from dialog.understanding.stretches import calendar_week, read_stretch, week_of
from dialog.understanding.tokens import Form, Token
from dialog.understanding.weekdays import coming, read_weekday


def read_day(tokens: list[Token], index: int, writer: Writer, before: Day | None) -> tuple[Day, int] | None:
    """A day at `index`, and what is counted from it ("friday in two weeks"). `before` is the day that stands directly
    before, if any."""
    read = _day(tokens, index, writer, before)
    if not read or read[0].vague or read[0].last:
        return read
    day, stop = read
    tags = tokens[stop].tags
    if "its_week" in tags and (within := resolve(day, writer.today)):
        return Day(week=week_of(within, writer.today)), stop + 1
    days = Length(0, tags["ahead"], 0, stop + 1) if "ahead" in tags else None
    if "in" in tags and not days:
        days = length(tokens, stop + 1)
    counted = resolve(day, writer.today)
    if not days or days.seconds or not counted or not (day.fixed or day.bare):
        return read
    moved = days.after(datetime(counted.year, counted.month, counted.day, tzinfo=UTC))
    return (Day(fixed=moved.date()) if moved else Day()), days.stop


def _day(tokens: list[Token], index: int, writer: Writer, before: Day | None) -> tuple[Day, int] | None:
    token = tokens[index]
    tags = token.tags
    if "next" in tags and tokens[index + 1].form in (Form.SLASH, Form.NUMBER):
        index += 1
        token = tokens[index]
    if token.form is Form.YMD or token.form is Form.TRIPLE:
        return in_full(token, writer), index + 1
    if token.form is Form.SLASH:
        return slashed(tokens, index, writer)
    if token.form is Form.DOT:
        return dotted(tokens, index, writer, before)
    if (
        read := _from_now(tokens, index, writer, before)
        or _period(tokens, index, before)
        or _week(tokens, index, writer)
    ):
        return read
    if {"weekday", "month"} <= tags.keys() and _rather_weekday(tokens, index, writer):
        return Day(weekday=tags["weekday"]), index + 1
    return (
        spaced(tokens, index, writer)
        or dashed(tokens, index, writer)
        or _of_month(tokens, index)
        or _month(tokens, index)
        or read_weekday(tokens, index, writer, before)
        or _alone(tokens, index, writer, before)
    )


def _from_now(tokens: list[Token], index: int, writer: Writer, before: Day | None) -> tuple[Day, int] | None:
    """What one word says, of today or of the year: "tomorrow", "this week", 下周三, "the next days", "christmas eve"."""
    tags = tokens[index].tags
    dated = "dated" in tags and tokens[index + 1].form is Form.NUMBER  # "el próximo día 20"
    if (
        "day" in tags
        and not dated
        and ("part" not in tags or ("either" in tags and not _part_of_day(tokens, index, before)))
    ):
        return Day(fixed=writer.today + timedelta(days=tags["day"])), index + 1
    if "yearly" in tags:
        month, day = divmod(tags["yearly"], 100)
        year, stop = read_year(tokens, index + 1)
        return Day(day=day, month=month, year=year), stop
    if "numbered" in tags and (weekday := _weekday_number(tokens, index + 1)):
        return Day(week=tags.get("week"), weekday=weekday - 1), index + 2
    if "week" in tags:
        third = read_stretch(tokens, index)
        return Day(week=tags["week"], weekday=tags.get("weekday"), stretch=third and third.of_week), index + 1
    if "days_left" in tags:
        return Day(fixed=writer.today, last=writer.today + timedelta(days=tags["days_left"])), index + 1
    return None


def _period(tokens: list[Token], index: int, before: Day | None) -> tuple[Day, int] | None:
    """A month or a week, or a part of one: "next month", "end of May", "mid-June 2027", "Ende des Monats", "fin du mois de
    mai", "early next week", "second week of June"; "early June 5" is a day."""
    tags = tokens[index].tags
    if "month_from_now" in tags:
        third = read_stretch(tokens, index)
        return Day(months_ahead=tags["month_from_now"], stretch=third and third.of_month), index + 1
    found = read_stretch(tokens, index)
    if not found:
        return _month_and_stretch(tokens, index) if "month" in tags else None
    within = "month" in tokens[found.stop - 1].tags  # "Juniwoche"
    at = found.stop - 1 if within else _past_joints(tokens, found.stop)
    if tokens[at].tags.get("months") == 1:
        named = _past_joints(tokens, at + 1)
        if "month" not in tokens[named].tags:
            return Day(months_ahead=0, stretch=found.of_month), at + 1
        at = named
    tags = tokens[at].tags
    if "month_from_now" in tags:
        return Day(months_ahead=tags["month_from_now"], stretch=found.of_month), at + 1
    if found.of_week and "weekday" not in tags and ("week" in tags or tags.get("days") == 7):
        return Day(week=tags.get("week", 0), stretch=found.of_week), at + 1
    if before and before.vague and not before.stretch and "third" not in tokens[index].tags:
        # "in June, the first week", 6月第一周
        return Day(stretch=found.of_month if before.week is None else found.of_week), found.stop
    if "month" not in tags or (_of_month(tokens, at) and not within):
        return None
    year, stop = read_year(tokens, at + 1)
    return Day(month=tags["month"], year=year, stretch=found.of_month), stop


def _month_and_stretch(tokens: list[Token], index: int) -> tuple[Day, int] | None:
    """ "June, second week"."""
    after = past_small(tokens, index + 1)
    found = read_stretch(tokens, after) if "third" not in tokens[after].tags else None
    return (Day(month=tokens[index].tags["month"], stretch=found.of_month), found.stop) if found else None


def _week(tokens: list[Token], index: int, writer: Writer) -> tuple[Day, int] | None:
    """ "KW 21", and the week that a day lies in: "the week of May 18", "the week starting the 18th"."""
    if numbered := calendar_week(tokens, index, writer.today):
        return Day(week=numbered[0]), numbered[1]
    if tokens[index].tags.get("days") != 7 or not tokens[index + 1].tags.keys() & {"of", "week_from"}:
        return None
    at = index + 1
    while tokens[at].tags.keys() & {"of", "week_from", "the", "on"} and not number(tokens, at):
        at += 1
    read = _of_month(tokens, at) or _alone(tokens, at, writer, None)
    day = resolve(read[0], writer.today) if read and read[0].complete else None
    return (Day(week=week_of(day, writer.today)), read[1]) if read and day else None


def _past_joints(tokens: list[Token], index: int) -> int:
    while (tags := tokens[index].tags.keys()) & {"of", "the", "in"} or "glue" in tags or tokens[index].text == "-":
        index += 1
    return index


def _weekday_number(tokens: list[Token], index: int) -> int:
    """The number of a day of the week at `index`, directly after 周 or 下周; 0 for none."""
    found = tokens[index]
    if found.form is not Form.NUMBER or not found.glued or not 1 <= found.parts[0] <= 7:
        return 0
    return 0 if _counted(tokens, index + 1) else found.parts[0]


def _counted(tokens: list[Token], index: int) -> bool:
    tags = tokens[index].tags.keys()
    return bool(
        tags & {"seconds", "days", "months", "month_sign", "day_sign", "year_sign", "oclock", "meridiem", "one"}
    )


def _rather_weekday(tokens: list[Token], index: int, writer: Writer) -> bool:
    """Whether "mar" is Tuesday here and not March: "mar, 12 may", and "mar 19" where that is one soon."""
    found = number(tokens, past_small(tokens, index + 1))
    if not found:
        return False
    dated = "month" in tokens[past_small(tokens, found.stop)].tags
    return dated or coming(writer.today, tokens[index].tags["weekday"], found.value)


def _part_of_day(tokens: list[Token], index: int, before: Day | None) -> bool:
    """Whether "morgen" is the morning here, of the day directly before it or of this one."""
    previous = tokens[index - 1].tags if index else {}
    return "this" in previous or (before is not None and tokens[index - 1].text != ",")


def _of_month(tokens: list[Token], index: int) -> tuple[Day, int] | None:
    """ "May 18", "18 May 2027", "2027-May-18", "the third of march", "Oct-2", "22-23 Feb", "20th of next month"."""
    if signed := _signed(tokens, index):
        return signed
    if "month" in tokens[index].tags:
        month = tokens[index].tags["month"]
        found = number(tokens, past_small(tokens, index + 1))
        if found and 1 <= found.value <= 31 and not (tokens[found.stop].glued and is_clock(tokens, found)):
            after, until = _past_range(tokens, found)
            year, stop = read_year(tokens, after)
            return Day(day=found.value, month=month, year=year, until=until), stop
        if "number" not in tokens[index].tags:  # as in "dez", which is ten as well
            return None
    if "year_from_now" in tokens[index].tags:
        return _with_year(_of_month(tokens, past_small(tokens, index + 1)), tokens[index].tags["year_from_now"])
    found = number(tokens, index)
    if found and 1990 <= found.value <= 2099:
        start = found.stop + ("year_sign" in tokens[found.stop].tags)
        return _with_year(_of_month(tokens, past_small(tokens, start)), found.value)
    if not found or not 1 <= found.value <= 31:
        return None
    stop, until = _past_range(tokens, found)
    stop += tokens[stop].tags.get("days") == 1
    by_slash = found.written and tokens[stop].text == "/"
    numbered = by_slash or "of_month" in tokens[stop].tags or (found.ordinal and found.written)
    stop = past_small(tokens, stop)
    if "month_from_now" in tokens[stop].tags:
        return Day(day=found.value, months_ahead=tokens[stop].tags["month_from_now"]), stop + 1
    if "month" in tokens[stop].tags:
        year, after = read_year(tokens, stop + 1)
        return Day(day=found.value, month=tokens[stop].tags["month"], year=year, until=until), after
    return _numbered(tokens, stop, found, by_slash=by_slash) if numbered else None


def _numbered(tokens: list[Token], stop: int, found: Number, *, by_slash: bool) -> tuple[Day, int] | None:
    """A day of a month by its number: "17 del 11", "siebten vierten", "dritter/11"."""
    month_number = number(tokens, stop)
    if not month_number or not 1 <= month_number.value <= 12 or is_clock(tokens, month_number):
        return None
    if found.written and found.ordinal and not (month_number.ordinal or by_slash):
        return None
    year, after = read_year(tokens, month_number.stop)
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
    if third := read_stretch(tokens, found.stop):
        return Day(month=found.value, stretch=third.of_month), found.stop + 1
    stop = past_small(tokens, found.stop + 1)
    day = number(tokens, stop)
    if day and 1 <= day.value <= 31 and not day.ordinal and not is_clock(tokens, day):
        return Day(day=day.value, month=found.value), day.stop + ("day_sign" in tokens[day.stop].tags)
    return Day(month=found.value), found.stop + 1


def _past_range(tokens: list[Token], first: Number) -> tuple[int, int | None]:
    """Where "22-23" ends of which the `first` number was read, and the second; "18. bis zum 20." as well."""
    stop = first.stop + (tokens[first.stop].text == ".")
    if "range" in tokens[stop].tags:
        last = number(tokens, past_small(tokens, stop + 1))
        if last and first.value < last.value <= 31 and not is_clock(tokens, last):
            return last.stop, last.value
    return first.stop, None


def _month(tokens: list[Token], index: int) -> tuple[Day, int] | None:
    """ "in June", "May 2027"."""
    if "month" not in tokens[index].tags:
        return None
    year, stop = read_year(tokens, index + 1)
    if year is None and not (index and "in" in tokens[index - 1].tags):
        return None
    return Day(month=tokens[index].tags["month"], year=year), stop


def _alone(tokens: list[Token], index: int, writer: Writer, before: Day | None) -> tuple[Day, int] | None:
    """A day of the month by its number alone: "the 22nd", "25th", "on 15", "Sunday 31"."""
    found = number(tokens, index)
    if not found or not 1 <= found.value <= 31 or (len(tokens[index].text) == 4 and not found.written):
        return None
    if "ordinal_sign" in tokens[index].tags:
        return None
    following = tokens[found.stop]
    before_it = tokens[index - 1].tags if index else {}
    if is_clock(tokens, found) or not closes(tokens, found.stop):
        return None
    to = "range" in following.tags and "at" not in following.tags
    if to and number(tokens, found.stop + 1) and not found.ordinal:
        return None
    if found.ordinal and not found.written:
        return Day(day=found.value), found.stop
    if before and before.weekday is not None and not before.complete:
        if found.value > 12 or found.ordinal or coming(writer.today, before.weekday, found.value):
            return Day(day=found.value), found.stop
        return None
    if "the" in before_it and "of" not in following.tags and (found.value > 12 or not found.written):
        return Day(day=found.value), found.stop
    if "dated" in before_it or ("on" in before_it and not found.written):
        return Day(day=found.value), found.stop
    return None


def closes(tokens: list[Token], stop: int) -> bool:
    """Whether a number before `stop` may be a day: no word that it could count stands there ("the 30-minute call")."""
    counted = tokens[stop + 1] if tokens[stop].text == "-" else tokens[stop]
    return _counts_nothing(tokens[stop]) and _counts_nothing(counted)


def _counts_nothing(token: Token) -> bool:
    if token.form is not Form.WORD:
        return token.text not in NO_DAY_BEFORE
    return bool(token.tags.keys() - {"seconds", "days", "months", "suffix", "number", "last", "moved"})
