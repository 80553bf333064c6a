"""Clock times and parts of the day in a row of tokens."""

from typing import NamedTuple

from dialog.understanding.amounts import number
from dialog.understanding.tokens import Form, Token


class Clock(NamedTuple):
    """A time as a clock shows it. `settled`: morning or afternoon is known. `sure`: it can be nothing but a time."""

    hour: int
    minute: int = 0
    settled: bool = False
    sure: bool = False
    colon: bool = False


class Time(NamedTuple):
    """A time, or a range of times. `bound` is "after" or "before" where only that was said, "or" for one or the other."""

    start: Clock
    end: Clock | None = None
    bound: str = ""


class Part(NamedTuple):
    """A part of the day, in minutes after midnight. `days`: from today, where that was said ("this morning"); `night`: the
    small hours belong to it."""

    start: int
    end: int
    days: int | None = None
    night: bool = False


class _Read(NamedTuple):
    clock: Clock
    stop: int


_OPENERS = frozenset({"about", "from", "between", "not_before", "not_after"})
_YEARS = range(2020, 2030)
_NOT_A_TIME = frozenset("%$€£¥#№°+*")


def read_time(tokens: list[Token], index: int, *, after_day: bool) -> tuple[Time, int] | None:
    """A time or a range at `index`. A bare number is one only beside other words of time: "at 3", "friday 3-4".

    `after_day`: a day stands directly before.
    """
    tags: set[str] = set()
    first = index
    while tokens[index].tags.keys() & (_OPENERS | {"at", "in", "the"}):
        if index - first == 4 or _clock(tokens, index):
            break
        tags |= tokens[index].tags.keys()
        index += 1
    start = _clock(tokens, index, in_range=bool(tags & {"from", "between"}))
    if not start:
        return None
    if _changed_to(tokens, first) or _is_all(tokens, index, start.stop):
        tags.add("changed")
    end = _end_of_range(tokens, start.stop, between="between" in tags)
    if tokens[index - 1].text in _NOT_A_TIME and tokens[index].glued and index > first:
        return None
    if end and not (start.clock.sure or end.clock.sure or _is_time(tokens, end.stop, tags, after_day=after_day)):
        end = None
    if not (end or start.clock.sure or _is_time(tokens, start.stop, tags, after_day=after_day)):
        return None
    if end:
        return Time(start.clock, end.clock, "or" if "or" in tokens[start.stop].tags else ""), end.stop
    bounds = {"from": "", "not_before": "after", "not_after": "before"}
    return Time(start.clock, None, next((bound for tag, bound in bounds.items() if tag in tags), "")), start.stop


def _is_time(tokens: list[Token], stop: int, opened: set[str], *, after_day: bool) -> bool:
    """Whether a bare number before `stop` is a time, by the words around it. `opened` are the tags of those before it."""
    following = tokens[stop]
    if following.text in _NOT_A_TIME or following.tags.keys() & {"seconds", "days", "months", "month"}:
        return False
    if "at" in opened:
        return True
    if "changed" in opened and "stop" in following.tags:
        return True
    if _day_follows(tokens, stop):
        return "the" not in opened and "pronoun" not in tokens[stop - 1].tags
    return "stop" in following.tags and (after_day or bool(opened & _OPENERS))


def _changed_to(tokens: list[Token], index: int) -> bool:
    """Whether what stands at `index` is what something is changed to: "make it", "move the call to"."""
    to = index > 0 and "to" in tokens[index - 1].tags
    before = index - to
    first = before
    while first and before - first < 4 and "moved" in tokens[first - 1].tags:
        first -= 1
    named = first < before and tokens[before - 1].tags["moved"] == 1  # not the "meeting" of "change meeting 2"
    return first > 0 and (to or named) and "changing" in tokens[first - 1].tags


def _is_all(tokens: list[Token], index: int, stop: int) -> bool:
    """Whether nothing is said but a time as "14.30" or "1430": of five minutes, as others are more often something else."""
    token = tokens[index]
    if index or len(token.text) < 4 or token.form not in (Form.DOT, Form.NUMBER):
        return False
    year = token.form is Form.NUMBER and token.parts[0] in _YEARS
    return not year and token.parts[-1] % 5 == 0 and Form.END in (tokens[stop].form, tokens[stop + 1].form)


def _day_follows(tokens: list[Token], index: int) -> bool:
    for _ in range(2):
        index += bool(tokens[index].tags.keys() & {"on", "this", "next"})
    tags = tokens[index].tags
    return ("weekday" in tags and "weak" not in tags) or "day" in tags


def _end_of_range(tokens: list[Token], index: int, *, between: bool) -> _Read | None:
    tags = tokens[index].tags
    if not (
        tags.keys() & {"range", "or"}
        or (between and "and" in tags)
        or (tokens[index].text == "/" and tokens[index].glued)
    ):
        return None
    index += 1
    index += bool(tokens[index].tags.keys() & {"about", "at"})
    return _clock(tokens, index)


def _clock(tokens: list[Token], index: int, *, in_range: bool = False) -> _Read | None:
    """A clock time at `index`, bare numbers included. `in_range`: "15 to 5" is two times, not one."""
    found = _named(tokens, index, in_range=in_range) or _spoken(tokens, index) or _digits(tokens, index)
    if not found:
        return None
    clock, stop = found
    if "oclock" in tokens[stop].tags or (len(tokens[index].text) > 3 and tokens[stop].tags.get("seconds") == 3600):
        clock, stop = clock._replace(sure=True), stop + 1
    tags = tokens[stop].tags
    if "meridiem" in tags and ("glued" not in tags or tokens[stop].glued):
        stop += 1
        if clock.hour > 12 or (clock.hour == 0 and tags["meridiem"]):
            if not tags["meridiem"] or not (clock.minute or tokens[index].form is Form.WORD):
                return None
        else:
            clock = clock._replace(hour=clock.hour % 12 + tags["meridiem"])
        clock = clock._replace(settled=True, sure=True)
    elif not clock.sure and _part_follows(tokens, stop):
        clock = clock._replace(sure=True)
    return _Read(clock, stop)


def _part_follows(tokens: list[Token], index: int) -> bool:
    first = index
    for _ in range(3):
        index += bool(tokens[index].tags.keys() & {"in", "at", "the", "this", "shade"})
    return "part" in tokens[index].tags and (index > first or "day" in tokens[index].tags)


def _named(tokens: list[Token], index: int, *, in_range: bool) -> _Read | None:
    """ "noon", "half past two", "ten past two", "quarter to noon", "20 to 3"."""
    index += "one" in tokens[index].tags and "quarter" in tokens[index + 1].tags
    tags = tokens[index].tags
    if "clock" in tags:
        return _Read(Clock(*divmod(tags["clock"], 60), settled=True, sure=True), index + 1)
    if "half" in tags:
        index += 1 + ("past" in tokens[index + 1].tags)
        hour = _hour(tokens, index)
        return _Read(hour.clock._replace(minute=30, sure=True), hour.stop) if hour else None
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


def _beside_hour(tokens: list[Token], index: int, minutes: int, *, to_hour: bool) -> _Read | None:
    """The "past three" or, if `to_hour`, the "to three" that follows some minutes."""
    tags = tokens[index].tags
    hour = _hour(tokens, index + 1) if "past" in tags or "to" in tags else None
    if hour and "past" in tags:
        return _Read(hour.clock._replace(minute=minutes, sure=True), hour.stop)
    if hour and to_hour:
        cycle = 24 if hour.clock.settled else 12
        before = (hour.clock.hour - 1) % cycle or cycle % 24
        return _Read(hour.clock._replace(hour=before, minute=60 - minutes, sure=True), hour.stop)
    return None


def _hour(tokens: list[Token], index: int) -> _Read | None:
    """A full hour: "three", "3", "noon"."""
    if "clock" in tokens[index].tags:
        return _Read(Clock(tokens[index].tags["clock"] // 60, settled=True), index + 1)
    found = number(tokens, index)
    if not found or found.ordinal or found.value > 24 or (len(tokens[index].text) > 2 and not found.written):
        return None
    if tokens[found.stop].tags.keys() & {"seconds", "days", "months"} and not tokens[found.stop].tags.get("glued"):
        return None
    return _Read(Clock(found.value % 24, settled=found.value > 12), found.stop)


def _spoken(tokens: list[Token], index: int) -> _Read | None:
    """Hour and minutes in words: "two forty five", "ten thirty"; and "3 15" in digits."""
    hour = number(tokens, index)
    if not hour or hour.ordinal or hour.value > 24:
        return None
    minutes = number(tokens, hour.stop + (tokens[hour.stop].text == "-" and hour.written))
    if not minutes or minutes.ordinal or not 10 <= minutes.value < 60 or (hour.written and not minutes.written):
        return None
    if tokens[minutes.stop].tags.keys() & {"days", "months", "month"} or (not hour.written and tokens[index + 1].glued):
        return None
    stop = minutes.stop + ("seconds" in tokens[minutes.stop].tags)
    sure = minutes.written and not hour.written
    return _Read(Clock(hour.value % 24, minutes.value, settled=hour.value > 12, sure=sure), stop)


def _digits(tokens: list[Token], index: int) -> _Read | None:
    """ "15:30", "15h30", "15.30", "1530", "3", and the bare hour in words."""
    token = tokens[index]
    if token.form is Form.CLOCK:
        hour, minute = token.parts
        settled = token.text[0] == "0" or not 0 < hour <= 12 or token.text.count(":") > 1
        return _Read(Clock(hour % 24, minute, settled=settled, sure=True, colon=True), index + 1)
    if token.form is Form.DOT:
        hour, minute = token.parts
        if hour > 24 or minute > 59 or len(token.text) - token.text.index(".") != 3:
            return None
        return _Read(Clock(hour % 24, minute, settled=token.text[0] == "0" or not 0 < hour <= 12), index + 1)
    if token.form is Form.NUMBER and len(token.text) > 2:
        hour, minute = divmod(token.parts[0], 100)
        if hour > 24 or minute > 59:
            return None
        return _Read(Clock(hour % 24, minute, settled=token.text[0] == "0" or hour > 12), index + 1)
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
    if "hour_mark" in mark.tags and mark.glued:
        if "for" in tokens[index - 1].tags:
            return None
        if minutes.form is Form.NUMBER and minutes.glued and len(minutes.text) == 2 and minutes.parts[0] < 60:
            return _Read(clock._replace(minute=minutes.parts[0], sure=True), found.stop + 2)
        return _Read(clock, found.stop + 1)
    return _Read(clock, found.stop)


def _opens(tokens: list[Token], index: int) -> bool:
    """Whether a number without a space before it may still be a time: "(3pm", "3-4", "@5"; not "b2"."""
    return tokens[index - 1].form is Form.MARK


def read_part(tokens: list[Token], index: int, *, beside_day: bool) -> tuple[Part, int] | None:
    """A part of the day: "late afternoon", "this morning", "tonight"; "AM" and "late" only `beside_day`."""
    today = "this" in tokens[index].tags
    index += today
    shade = tokens[index].tags.get("shade")
    if shade is not None:
        index += 1
        index += tokens[index].text == "-"
    tags = tokens[index].tags
    if "part" in tags:
        start, end = _shaded(tags["part"], tags["until"], shade)
        return Part(start, end, 0 if today else tags.get("day"), "night" in tags), index + 1
    if not beside_day or today:
        return None
    if shade:
        return (Part(8 * 60, 10 * 60) if shade < 0 else Part(16 * 60, 21 * 60)), index
    if "meridiem" in tags and "glued" not in tags:
        return (Part(12 * 60, 17 * 60) if tags["meridiem"] else Part(8 * 60, 12 * 60)), index + 1
    return None


def _shaded(start: int, end: int, shade: int | None) -> tuple[int, int]:
    half = (end - start) // 60 // 2 * 60
    if shade is None:
        return start, end
    return ((start, start + half), (start + half, start + half + 60), (start + half, end))[shade + 1]
