"""Clock times and parts of the day in a row of tokens."""

from typing import NamedTuple

from dialog.understanding.spoken import Clock, Read, read_clock
from dialog.understanding.tokens import Form, Token


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


_OPENERS = frozenset({"about", "from", "between", "not_before", "not_after"})
_COUNTED = frozenset({"seconds", "days", "months", "month", "month_sign", "day_sign", "year_sign"})
_YEARS = range(2020, 2030)
_NOT_A_TIME = frozenset("%$€£¥#№°+*")


def read_time(tokens: list[Token], index: int, *, after_day: bool) -> tuple[Time, int] | None:
    """A time or a range at `index`. A bare number is one only beside other words of time: "at 3", "friday 3-4".

    `after_day`: a day stands directly before.
    """
    first = index
    tags, index = _opened(tokens, index)
    start = read_clock(tokens, index, in_range=bool(tags & {"from", "between"}), between="between" in tags)
    if not start or ("the" in tags and not start.clock.sure and _is_day(tokens, start.stop, tags)):
        return None
    if _changed_to(tokens, first) or _is_all(tokens, index, start.stop):
        tags.add("changed")
    end = _end_of_range(tokens, start.stop, tags - {"the"} if start.clock.settled and start.clock.sure else tags)
    if tokens[index - 1].text in _NOT_A_TIME and tokens[index].glued and index > first:
        return None
    if end and not (
        start.clock.sure or end.clock.sure or _is_time(tokens, end.stop, tags - {"of"}, after_day=after_day)
    ):
        if tags & {"from", "between"}:
            return None
        end = None
    if not (end or start.clock.sure or _is_time(tokens, start.stop, tags, after_day=after_day)):
        return None
    if end:
        return Time(start.clock, end.clock, "or" if "or" in tokens[start.stop].tags else ""), end.stop
    if bound := tokens[start.stop].tags.get("bound"):
        return Time(start.clock, None, "after" if bound > 0 else "before"), start.stop + 1
    bounds = {"from": "", "not_before": "after", "not_after": "before"}
    return Time(start.clock, None, next((bound for tag, bound in bounds.items() if tag in tags), "")), start.stop


def _is_day(tokens: list[Token], stop: int, opened: set[str]) -> bool:
    """Whether "the" makes a day of the number that ends at `stop`: "entre el 18 y el 22", "nach dem 5."."""
    return "between" in opened or (tokens[stop].text == "." and tokens[stop].glued)


def _opened(tokens: list[Token], index: int) -> tuple[set[str], int]:
    """The tags of the words at `index` that may stand before a time, and where it begins."""
    tags: set[str] = set()
    first = index
    while tokens[index].tags.keys() & (_OPENERS | {"at", "in", "the"}):
        if index - first == 4 or read_clock(tokens, index):
            break
        tags |= tokens[index].tags.keys()
        index += 1
    return tags, index


def _is_time(tokens: list[Token], stop: int, opened: set[str], *, after_day: bool) -> bool:
    """Whether a bare number before `stop` is a time, by the words around it. `opened` are the tags of those before it."""
    following = tokens[stop]
    counted = following.glued or "glued" not in following.tags
    if following.text in _NOT_A_TIME or (counted and following.tags.keys() & _COUNTED):
        return False
    if tokens[stop - 1].form is Form.NUMBER and tokens[stop - 1].parts[0] in _YEARS and "at" not in opened:
        return False
    if (
        "the" in opened
        and not opened & (_OPENERS | {"at"})
        and following.text == "."
        and tokens[stop - 1].form is not Form.WORD
    ):
        return False
    if "the" in opened and tokens[stop - 1].form is Form.DOT and "at" not in opened:
        return False
    if "at" in opened:
        return True
    if "changed" in opened and "stop" in following.tags:
        return True
    if _day_follows(tokens, stop):
        return "the" not in opened and not tokens[stop - 1].tags.keys() & {"pronoun", "one"}  # "un vendredi"
    opening = opened & _OPENERS - ({"from"} if "of" in opened else set())  # "un equipo de 12"
    return "stop" in following.tags and (after_day or bool(opening))


def _changed_to(tokens: list[Token], index: int) -> bool:
    """Whether what stands at `index` is what something is changed to: "make it", "move the call to"."""
    to = index > 0 and "onto" in tokens[index - 1].tags
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


def _end_of_range(tokens: list[Token], index: int, opened: set[str]) -> Read | None:
    tags = tokens[index].tags
    if "at" in tags and "the" in opened and not opened & (_OPENERS | {"at"}):
        return None  # "el 15 a las 8" is a day and a time
    if not (
        tags.keys() & {"range", "or"}
        or ("between" in opened and "and" in tags)
        or (tokens[index].text == "/" and tokens[index].glued)
    ):
        return None
    index += 1
    for _ in range(3):
        if read_clock(tokens, index):
            break
        index += bool(tokens[index].tags.keys() & {"about", "at", "the", "of"})
    part = tokens[index].tags
    index += "part" in part and "day" not in part
    return read_clock(tokens, index)


def read_part(tokens: list[Token], index: int, *, beside_day: bool) -> tuple[Part, int] | None:
    """A part of the day: "late afternoon", "this morning", "tonight"; "AM" and "late" only `beside_day`."""
    today = "this" in tokens[index].tags
    index += today
    shade = tokens[index].tags.get("shade")
    if shade is not None:
        index += 1
        after = index
        while tokens[after].text == "-" or tokens[after].tags.keys() & {"of", "in", "the"}:
            after += 1
        index = after if "part" in tokens[after].tags else index
    tags = tokens[index].tags
    if "part" in tags and ("either" not in tags or today or beside_day):
        start, end = _shaded(tags["part"], tags["until"], shade)
        return Part(
            start, end, 0 if today else None if "either" in tags else tags.get("day"), "night" in tags
        ), index + 1
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
