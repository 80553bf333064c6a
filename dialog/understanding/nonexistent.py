"""Days and times that are written like any other, and that there are none of: "feb 30", "dec 32", "25:00", "13am"."""

import re
from datetime import date

from dialog.understanding.amounts import Number, number
from dialog.understanding.dates import closes
from dialog.understanding.days import Day, resolve
from dialog.understanding.items import Item
from dialog.understanding.numeric_dates import past_small, read_year
from dialog.understanding.spoken import read_clock
from dialog.understanding.tokens import Form, Token

_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_BEYOND = frozenset((0, *range(32, 100)))
_HOURS = range(25, 100)
NONE = Day()


def read_nonexistent(tokens: list[Token], index: int) -> tuple[Day, int] | None:
    """What stands at `index` like a day or a time and is none, as a day that does not exist, and where it stops."""
    token = tokens[index]
    stop = None
    if token.form is Form.JUNK:
        stop = _clock(tokens, index)
    elif "month" in token.tags and "number" not in token.tags:
        stop = _after_month(tokens, index)
    elif token.form is Form.NUMBER and len(token.text) < 3 and (found := number(tokens, index)):
        stop = _before_month(tokens, found) or _hour(tokens, index, found)
    return (NONE, stop) if stop else None


def without_nonexistent(items: list[Item], today: date) -> tuple[list[Item], list[Item]]:
    """The items that may be meant, and the days that do not exist."""
    gone = [item for item in items if isinstance(item.value, Day) and not exists(item.value, today)]
    return [item for item in items if item not in gone], gone


def exists(day: Day, today: date) -> bool:
    """Whether there is such a day; a month or a week that is past is another matter."""
    return not (day == NONE or day.day or day.nth) or resolve(day, today) is not None


def _clock(tokens: list[Token], index: int) -> int | None:
    if not _CLOCK.fullmatch(tokens[index].text) or "seconds" in tokens[index + 1].tags:
        return None
    return index + 1 + bool(tokens[index + 1].tags.keys() & {"meridiem", "oclock"})


def _after_month(tokens: list[Token], index: int) -> int | None:
    """ "dec 32"."""
    found = number(tokens, past_small(tokens, index + 1))
    if not found or found.written or found.value not in _BEYOND:
        return None
    _year, stop = read_year(tokens, found.stop)
    return stop if closes(tokens, stop) else None


def _before_month(tokens: list[Token], found: Number) -> int | None:
    """ "32 December", "el 32 de diciembre", 12月32日."""
    tags = tokens[found.stop].tags
    if "month_sign" in tags:
        day = number(tokens, found.stop + 1)
        beyond = day and day.value in _BEYOND and "day_sign" in tokens[day.stop].tags
        return day.stop + 1 if day and beyond else None
    month = past_small(tokens, found.stop)
    if found.value not in _BEYOND or "month" not in tokens[month].tags:
        return None
    year, stop = read_year(tokens, month + 1)
    dated = year is None and tokens[stop].form is Form.NUMBER
    return stop if closes(tokens, stop) and not dated else None


def _hour(tokens: list[Token], index: int, found: Number) -> int | None:
    """ "25 o'clock", "à 25h", "13am"."""
    mark = tokens[found.stop]
    if "oclock" in mark.tags and found.value in _HOURS:
        sure = "seconds" not in mark.tags or (index and "at" in tokens[index - 1].tags)
        return found.stop + 1 if sure else None
    if "meridiem" in mark.tags and mark.glued and not read_clock(tokens, index):
        return found.stop + 1
    return None
