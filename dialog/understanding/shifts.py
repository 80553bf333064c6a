"""Days and instants counted from another: "in 2 hours", "3 weeks from now", "the day after tomorrow", "+1h"."""

from datetime import datetime
from typing import NamedTuple

from dialog.understanding.amounts import Length, length, number
from dialog.understanding.dates import read_day
from dialog.understanding.days import Day, resolve
from dialog.understanding.numeric_dates import Writer
from dialog.understanding.tokens import Form, Token

_MOST_HOURS = 4 * 3600
"""Of what may be a time as well, in seconds: "après 2 heures" is a length, "après 15 heures" a time."""


_TO_COME = frozenset({"next", "this", "coming"})


class Move(NamedTuple):
    """So many minutes after a time that was chosen before, negative for before it."""

    minutes: int


class Shift(NamedTuple):
    """A day (`Day`) or an instant (`datetime`, in the zone of now) up to the token `stop`; a move; or a length alone."""

    value: Day | datetime | Length | Move
    stop: int


def read_shift(tokens: list[Token], index: int, now: datetime, writer: Writer) -> Shift | None:
    """What is counted from another day or from `now` (local) at `index`, or else a length: "30 minutes"."""
    return (
        _back(tokens, index, now)
        or _moved(tokens, index)
        or _same_time(tokens, index, now)
        or _next_days(tokens, index, now)
        or _counted(tokens, index, now, writer)
    )


def _counted(tokens: list[Token], index: int, now: datetime, writer: Writer) -> Shift | None:
    announced, first = _announced(tokens, index)
    found = length(tokens, first) or _one(tokens, first)
    if not found:
        return _minutes(tokens, first, now) if "in" in tokens[index].tags else None
    if "not_before" in tokens[index].tags and found.seconds > _MOST_HOURS and _may_be_time(tokens, first, found.stop):
        return None
    bare = found.stop == first + 1 and "whole" not in tokens[first].tags
    following = tokens[found.stop].tags
    if following.keys() & {"after", "not_after"} and not found.seconds:
        first = found.stop + 1
        base = read_day(tokens, first, writer, None)
        if not base and "the" in tokens[first].tags:
            base = read_day(tokens, first + 1, writer, None)
        day = resolve(base[0], writer.today) if base else None
        if base and day:
            counted = found.backwards() if "not_after" in following else found
            moved = counted.after(datetime(day.year, day.month, day.day, tzinfo=now.tzinfo))
            return Shift(Day(fixed=moved.date()) if moved else Day(), base[1])
    if bare and not (announced and found.seconds):
        return None
    if "moves" in following and not (announced or found.months) and (found.seconds or following["moves"] < 0):
        minutes = found.days * 24 * 60 + found.seconds // 60
        return Shift(Move(minutes * following["moves"]), found.stop + 1)
    if "later" in following:
        return _later(_from(now, found, found.stop + 1), moved=not announced and "moves" in following)
    if announced:
        return _from(now, found, found.stop)
    return _from(now, found.backwards(), found.stop + 1) if "ago" in following else Shift(found, found.stop)


def _back(tokens: list[Token], index: int, now: datetime) -> Shift | None:
    """ "hace dos semanas", "vor 3 Tagen"; "vor 15h" is a time."""
    found = length(tokens, index + 1) if "back" in tokens[index].tags else None
    if not found or _may_be_time(tokens, index + 1, found.stop):
        return None
    return _from(now, found.backwards(), found.stop + ("ago" in tokens[found.stop].tags))


def _later(shift: Shift, *, moved: bool) -> Shift:
    """The shift, and whether it may be counted from what was chosen as well: "a day later" may, "a day from now" not."""
    return shift._replace(value=shift.value._replace(later=moved)) if isinstance(shift.value, Day) else shift


def _same_time(tokens: list[Token], index: int, now: datetime) -> Shift | None:
    """ "same time next week"."""
    days = tokens[index].tags.get("days_later")
    return _later(_from(now, Length(0, days, 0, index), index + 1), moved=True) if days else None


def _next_days(tokens: list[Token], index: int, now: datetime) -> Shift | None:
    """ "the next two weeks", "les deux prochaines semaines", "within 10 days": any day from today on. A bare "next 2 weeks"
    is a day in two weeks."""
    tags = tokens[index].tags
    if "up_to" in tags:
        found = length(tokens, index + 1)
    elif index and tokens[index - 1].tags.keys() & {"the", "glue"}:
        found = length(tokens, index + 1) if tags.keys() & _TO_COME else _next_between(tokens, index)
    else:
        found = length(tokens, index)
        found = found._replace(stop=found.stop + 1) if found and "up_to" in tokens[found.stop].tags else None
    if not found or found.seconds or not (found.days or found.months):
        return None
    last = found.after(now)
    return Shift(Day(fixed=now.date(), last=last.date()) if last else Day(), found.stop)


def _next_between(tokens: list[Token], index: int) -> Length | None:
    """ "deux prochaines semaines"."""
    amount = number(tokens, index)
    unit = amount and tokens[amount.stop].tags.keys() & _TO_COME and _one(tokens, amount.stop + 1)
    return unit._replace(days=unit.days * amount.value) if amount and unit else None


def _moved(tokens: list[Token], index: int) -> Shift | None:
    """ "push it back an hour", "um eine Stunde vorziehen"; "um 14h" is a time."""
    tags = tokens[index].tags
    found = length(tokens, index + 1) if "moving" in tags else None
    if not found or found.months or ("at" in tags and tokens[found.stop - 1].glued):
        return None
    minutes = found.days * 24 * 60 + found.seconds // 60
    following = tokens[found.stop].tags
    if "moves" in following:
        return Shift(Move(minutes * following["moves"]), found.stop + 1)
    return Shift(Move(minutes * tags["moving"]), found.stop)


def _may_be_time(tokens: list[Token], first: int, stop: int) -> bool:
    """Whether a length says the time as well: "15h", "15 heures"."""
    return any("oclock" in token.tags for token in tokens[first:stop])


def _announced(tokens: list[Token], index: int) -> tuple[bool, int]:
    """Whether a word here says that what follows is counted from now, and where that begins."""
    tags = tokens[index].tags
    if "now" in tags and tokens[index + 1].text == "+":
        return True, index + 2
    if tags.keys() & {"in", "not_before"} or tokens[index].text == "+":
        return True, index + 1
    counted = number(tokens, index + 1) or "seconds" in tokens[index + 1].tags
    if tags.keys() & {"next", "this"} and counted:
        return "next" in tags or "seconds" not in tokens[index + 1].tags, index + 1
    return False, index


def _one(tokens: list[Token], index: int) -> Length | None:
    """A unit without a number: the "day" of "the day after tomorrow"."""
    tags = tokens[index].tags
    if "glued" in tags or tokens[index].form is not Form.WORD or not tags.keys() & {"seconds", "days", "months"}:
        return None
    return Length(tags.get("months", 0), tags.get("days", 0), tags.get("seconds", 0), index + 1)


def _minutes(tokens: list[Token], index: int, now: datetime) -> Shift | None:
    """ "in 15" at the end of a text."""
    found = number(tokens, index)
    if not found or found.ordinal or not 5 <= found.value <= 90 or tokens[found.stop].form is not Form.END:
        return None
    return _from(now, Length(0, 0, found.value * 60, found.stop), found.stop)


def _from(now: datetime, shift: Length, stop: int) -> Shift:
    moment = shift.after(now)
    if moment is None:
        return Shift(Day(), stop)
    weeks = shift.days // 7 if shift.days and not (shift.months or shift.days % 7) else None
    return Shift(moment if shift.seconds else Day(fixed=moment.date(), week=weeks), stop)
