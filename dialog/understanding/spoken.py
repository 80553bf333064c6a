"""A clock time in a row of tokens: "half past two", "halb drei", "tres y media", "15h30", 三点一刻, and the bare hour."""

from typing import NamedTuple

from dialog.understanding.amounts import Number, number
from dialog.understanding.lexicon import Tags
from dialog.understanding.tokens import Form, Token

_DAY = 24 * 60
_FIRST_OF_HAN = "\u2e80"
_MOST_OF_A_LENGTH = 4
_SMALL = frozenset({"in", "at", "the", "of", "this", "shade"})
_BEFORE_A_TIME = frozenset(
    {"at", "about", "from", "between", "range", "not_before", "not_after", "weekday", "day", "month", "part", "week"}
)
_UNITS = frozenset({"seconds", "days", "months"})


class Clock(NamedTuple):
    """A time as a clock shows it. `settled`: morning or afternoon is known. `sure`: it can be nothing but a time."""

    hour: int
    minute: int = 0
    settled: bool = False
    sure: bool = False
    colon: bool = False

    def plus(self, minutes: int) -> "Clock":
        """The time so many minutes later, or earlier; of the same half of the day where it is not settled."""
        cycle = _DAY if self.settled else _DAY // 2
        hour, minute = divmod((self.hour * 60 + self.minute + minutes) % cycle, 60)
        return self._replace(hour=hour or cycle // 60 % 24, minute=minute, sure=True)


class Read(NamedTuple):
    """A time up to the token `stop`."""

    clock: Clock
    stop: int


def read_clock(tokens: list[Token], index: int, *, in_range: bool = False, between: bool = False) -> Read | None:
    """A clock time at `index`, bare numbers included. `in_range`: "15 to 5" is two times, not one; `between`: so is "10
    and 12"."""
    found = _named(tokens, index, in_range=in_range) or _spoken(tokens, index) or _digits(tokens, index)
    if not found:
        return None
    clock, stop = found
    marked = "oclock" in tokens[stop].tags or (
        len(tokens[index].text) > 3 and tokens[stop].tags.get("seconds") == 3600 and tokens[index].form is Form.NUMBER
    )
    if marked:
        if _lasts(tokens, index, stop, clock):
            return None
        clock, stop = clock._replace(sure=True), stop + 1
    named = "clock" in tokens[index].tags
    more = _with_minutes(tokens, clock, stop, marked=marked or named, between=between)
    if more and (not named or marked or "stop" in tokens[more.stop].tags):
        clock, stop = more
        stop += "oclock" in tokens[stop].tags
    tags = tokens[stop].tags
    if "meridiem" in tags and ("glued" not in tags or tokens[stop].glued):
        stop += 1
        if clock.hour > 12 or (clock.hour == 0 and tags["meridiem"]):
            if not tags["meridiem"] or not (clock.minute or tokens[index].form is Form.WORD):
                return None
        else:
            clock = clock._replace(hour=clock.hour % 12 + tags["meridiem"])
        clock = clock._replace(settled=True, sure=True)
        if more := _with_minutes(tokens, clock, stop, marked=False):
            clock, stop = more
    elif not clock.sure and _part_follows(tokens, stop):
        clock = clock._replace(sure=True)
    return Read(clock, stop)


def _lasts(tokens: list[Token], index: int, stop: int, clock: Clock) -> bool:
    """Whether "2 heures" before `stop` is a length."""
    if "seconds" not in tokens[stop].tags:
        return False
    before = tokens[index - 1].tags if index else {}
    if before.keys() & {"lasting", "one"} or _is_for(before):
        return True
    if not 0 < clock.hour <= _MOST_OF_A_LENGTH or clock.minute or "meridiem" in tokens[stop + 1].tags:
        return False
    if _part_follows(tokens, stop + 1) or (tokens[stop + 1].form is Form.NUMBER and tokens[stop + 1].glued):
        return False
    if "of" in before:
        return "range" not in tokens[stop + 1].tags
    return not before.keys() & _BEFORE_A_TIME


def _with_minutes(tokens: list[Token], clock: Clock, stop: int, *, marked: bool, between: bool = False) -> Read | None:
    """What may follow an hour: "y media", "moins le quart", "et quart", 差五分; after a mark of the hour, "Uhr 30"."""
    if clock.minute or clock.colon:
        return None
    minus = "minus" in tokens[stop].tags
    joined = minus or "joins" in tokens[stop].tags
    index = stop + joined
    index += bool(tokens[index].tags.keys() & {"the", "one"})
    if minutes := tokens[index].tags.get("minutes"):
        return None if _counts(tokens, index + 1) else Read(clock.plus(-minutes if minus else minutes), index + 1)
    found = number(tokens, index) if marked or joined else None
    if not found or found.ordinal or not 0 < found.value < 60:
        return None
    after = found.stop
    named = tokens[after].tags.get("seconds") == 60 and (tokens[after].glued or minus)
    after += named
    long = found.written or len(tokens[index].text) > 1 or tokens[index].glued
    last = between and joined and not minus and "and" not in tokens[after].tags
    timed = joined and "meridiem" in tokens[found.stop].tags
    if not (named or long) or (_counts(tokens, after) and not named) or last or (_is_day(tokens, found) and not timed):
        return None
    return Read(clock.plus(-found.value if minus else found.value), after)


def _counts(tokens: list[Token], index: int) -> bool:
    """Whether a unit stands here, which is counted by what is before it."""
    tags = tokens[index].tags
    return bool(tags.keys() & _UNITS) and not tags.keys() & {"minutes", "oclock"} and "ordinal" not in tags


def _is_day(tokens: list[Token], found: Number) -> bool:
    """Whether a number begins a date ("18. Mai", "3 mars", 5号) or the next time ("30 Uhr")."""
    index = found.stop + (tokens[found.stop].text in {".", "/", "-"})
    index += "of" in tokens[index].tags
    tags = tokens[index].tags
    if "meridiem" in tags:
        return found.value <= 12
    return bool(tags.keys() & {"month", "month_sign", "day_sign", "oclock", "hour_mark"})


def _part_follows(tokens: list[Token], index: int) -> bool:
    first = index
    for _ in range(3):
        index += bool(tokens[index].tags.keys() & _SMALL)
    tags = tokens[index].tags
    own = bool(tags.keys() & {"day", "adverb"}) and "either" not in tags
    return "part" in tags and (index > first or own)


def _named(tokens: list[Token], index: int, *, in_range: bool) -> Read | None:
    """ "noon", "half past two", "ten past two", "quarter to noon", "20 to 3"."""
    index += "one" in tokens[index].tags and "quarter" in tokens[index + 1].tags
    tags = tokens[index].tags
    if "clock" in tags:
        return Read(Clock(*divmod(tags["clock"], 60), settled=True, sure=True), index + 1)
    if "minus" in tags:
        return _less(tokens, index + 1)
    if "before_hour" in tags and (hour := _hour(tokens, index)):
        return Read(hour.clock._replace(sure=True), hour.stop)
    if "half" in tags:
        index += 1 + ("past" in tokens[index + 1].tags)
        hour = _hour(tokens, index)
        return Read(hour.clock._replace(minute=30, sure=True), hour.stop) if hour else None
    if "quarter" in tags:
        return _beside_hour(tokens, index + 1, 15, to_hour=True)
    found = number(tokens, index)
    if not found or found.ordinal or not 0 < found.value < 60:
        return None
    if tokens[found.stop].tags.get("seconds") == 60:
        return _beside_hour(tokens, found.stop + 1, found.value, to_hour=True)
    # "20 to 3" and "ten to four" are one time, "5 to 7" and "20 to 22" are two
    last = number(tokens, found.stop + 1)
    spoken = found.written and (not last or last.written) and found.value in (5, 10, 20, 25)
    counted = found.value in (15, 20, 25) and (not last or last.value <= 12)
    return _beside_hour(tokens, found.stop, found.value, to_hour=not in_range and (spoken or counted))


def _less(tokens: list[Token], index: int) -> Read | None:
    """The 五分三点 of 差五分三点."""
    found = number(tokens, index)
    minutes, stop = (found.value, found.stop) if found else (tokens[index].tags.get("minutes", 0), index + 1)
    stop += bool(found) and tokens[stop].tags.get("seconds") == 60
    hour = _hour(tokens, stop)
    return Read(hour.clock.plus(-minutes), hour.stop) if hour and 0 < minutes < 60 else None


def _beside_hour(tokens: list[Token], index: int, minutes: int, *, to_hour: bool) -> Read | None:
    """The "past three" or, if `to_hour`, the "to three" that follows some minutes."""
    tags = tokens[index].tags
    hour = _hour(tokens, index + 1) if "past" in tags or "to" in tags else None
    if hour and "past" in tags:
        return Read(hour.clock.plus(minutes), hour.stop)
    return Read(hour.clock.plus(-minutes), hour.stop) if hour and to_hour else None


def _hour(tokens: list[Token], index: int) -> Read | None:
    """A full hour: "three", "3", "noon", "las tres"; "halb drei"."""
    for _ in range(2):
        index += bool(tokens[index].tags.keys() & {"the", "of"})
    tags = tokens[index].tags
    if "clock" in tags:
        return Read(Clock(tags["clock"] // 60, settled=True), index + 1)
    back = tags.get("before_hour", 0)
    index += bool(back)
    found = number(tokens, index)
    if not found or found.ordinal or found.value > 24 or (len(tokens[index].text) > 2 and not found.written):
        return None
    unit = tokens[found.stop].tags
    if unit.keys() & _UNITS and not unit.keys() & {"glued", "oclock"}:
        return None
    clock = Clock(found.value % 24, settled=found.value > 12)
    return Read(clock.plus(-back) if back else clock, found.stop)


def _spoken(tokens: list[Token], index: int) -> Read | None:
    """Hour and minutes in words: "two forty five", "ten thirty"; and "3 15" in digits."""
    hour = number(tokens, index)
    if not hour or hour.ordinal or hour.value > 24:
        return None
    index_of = hour.stop + (tokens[hour.stop].text == "-" and hour.written)
    minutes = number(tokens, index_of)
    if minutes and minutes.written and minutes.value == 0 and hour.written:
        minutes = number(tokens, minutes.stop)
    elif minutes and minutes.value < 10:
        return None
    if not minutes or minutes.ordinal or not 0 < minutes.value < 60 or (hour.written and not minutes.written):
        return None
    unit = tokens[minutes.stop]
    counted = unit.glued or "glued" not in unit.tags  # not the w of "ten thirty w/ bob"
    if (counted and unit.tags.keys() & {"days", "months", "month", "month_sign", "day_sign"}) or (
        not hour.written and tokens[index + 1].glued
    ):
        return None
    stop = minutes.stop + ("seconds" in tokens[minutes.stop].tags)
    sure = minutes.written and not hour.written
    return Read(Clock(hour.value % 24, minutes.value, settled=hour.value > 12, sure=sure), stop)


def _digits(tokens: list[Token], index: int) -> Read | None:
    """ "15:30", "15h30", "15.30", "1530", "3", and the bare hour in words."""
    token = tokens[index]
    if token.form is Form.CLOCK:
        hour, minute = token.parts
        settled = token.text[0] == "0" or not 0 < hour <= 12 or token.text.count(":") > 1
        stop = index + 1 + ("hour_mark" in tokens[index + 1].tags)
        return Read(Clock(hour % 24, minute, settled=settled, sure=True, colon=True), stop)
    if token.form is Form.DOT:
        hour, minute = token.parts
        if hour > 24 or minute > 59 or len(token.text) - token.text.index(".") != 3:
            return None
        clock = Clock(hour % 24, minute, settled=token.text[0] == "0" or not 0 < hour <= 12)
        marked = "hour_mark" in tokens[index + 1].tags
        return Read(clock._replace(sure=marked), index + 1 + marked)
    if token.form is Form.NUMBER and len(token.text) > 2:
        hour, minute = divmod(token.parts[0], 100)
        if hour > 24 or minute > 59:
            return None
        return Read(Clock(hour % 24, minute, settled=token.text[0] == "0" or hour > 12), index + 1)
    found = number(tokens, index)
    if (
        not found
        or found.ordinal
        or found.value > 24
        or (token.form is Form.NUMBER and token.glued and not _opens(tokens, index))
    ):
        return None
    clock = Clock(found.value % 24, settled=found.value > 12 or token.text[0] == "0")
    mark, minutes = tokens[found.stop : found.stop + 2]
    if "hour_mark" in mark.tags and (mark.glued or (index and tokens[index - 1].tags.keys() & _BEFORE_A_TIME)):
        if _is_for(tokens[index - 1].tags) or ("oclock" in mark.tags and _lasts(tokens, index, found.stop, clock)):
            return None
        apart = "oclock" in mark.tags and len(minutes.text) == 2 and not _is_day(tokens, Number(0, found.stop + 2))
        if minutes.form is Form.NUMBER and (minutes.glued or apart) and minutes.parts[0] < 60:
            stop = found.stop + 2
            stop += tokens[stop].tags.get("seconds") == 60 and tokens[stop].glued
            return Read(clock._replace(minute=minutes.parts[0], sure=True), stop)
        return Read(clock._replace(sure="oclock" in mark.tags), found.stop + 1)
    return Read(clock, found.stop)


def _is_for(tags: Tags) -> bool:
    """Whether it is a "for" that a length follows, and not the "para" of "mova para 14h"."""
    return "for" in tags and "onto" not in tags


def _opens(tokens: list[Token], index: int) -> bool:
    """Whether a number without a space before it may still be a time: "(3pm", "3-4", "@5", 下午3点; not "b2"."""
    previous = tokens[index - 1]
    return previous.form is Form.MARK or previous.text[-1:] >= _FIRST_OF_HAN or "at" in previous.tags
