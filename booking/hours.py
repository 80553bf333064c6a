"""Working hours as people write them: `mon-fri 09:00-12:00,13:00-17:00; sat 10:00-24:00`."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from booking.errors import InvalidInput
from booking.model import WorkingRange

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = 24 * 60
MAX_TEXT = 2000
_EXAMPLE = "write them like “mon-fri 09:00-12:00,13:00-17:00; sat 10:00-24:00”"
_RULE = re.compile(r"(?P<days>[a-z]+(?:\s*[-,]\s*[a-z]+)*)\s+(?P<times>[0-9].*)")
_TIMES = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")


@lru_cache(maxsize=1024)
def parse(text: str) -> tuple[WorkingRange, ...]:
    """The ranges of a week, sorted by weekday and start.

    Rules are separated by `;`. A rule is days (`mon-fri`, `sat,sun`, names may be written out) and times. `24:00` is the
    end of the day; a range that ends before it starts (`22:00-02:00`) goes on over midnight, and its end is then more
    than 1440 minutes.

    Raises:
        InvalidInput: it cannot be read, or two ranges overlap; the message says which.
    """
    if len(text) > MAX_TEXT:
        raise InvalidInput(f"These working hours are too long to read; {_EXAMPLE}.")
    ranges: list[WorkingRange] = []
    for rule in text.lower().replace("–", "-").split(";"):
        if rule.strip():
            ranges += _rule(rule.strip())
    return check(ranges)


@lru_cache(maxsize=1024)
def parse_day(text: str) -> tuple[tuple[int, int], ...]:
    """The ranges of one day, written like `09:00-12:00,13:00-15:00`, in minutes after midnight; "" is none.

    Raises:
        InvalidInput: it cannot be read, or two ranges overlap; the message says which.
    """
    if len(text) > MAX_TEXT:
        raise InvalidInput("These hours are too long to read; write them like “09:00-12:00,13:00-15:00”.")
    if not text.strip():
        return ()
    found = sorted(_range(each.strip()) for each in text.replace("–", "-").split(","))
    for (_, end), (start, _) in pairwise(found):
        if end > start:
            raise InvalidInput(f"The hours “{text.strip()[:60]}” overlap; please give each hour once.")
    if found[-1][1] > found[0][0] + DAY:
        raise InvalidInput(f"The hours “{text.strip()[:60]}” go on for more than a day.")
    return tuple(found)


def format_day(ranges: Iterable[tuple[int, int]]) -> str:
    """The text that `parse_day` reads back to the same ranges."""
    return ",".join(_times(WorkingRange(0, start, end)) for start, end in ranges)


def check(ranges: Iterable[WorkingRange]) -> tuple[WorkingRange, ...]:
    """The ranges sorted, if they can be a week's working hours.

    Raises:
        InvalidInput: there is none, one is empty or a day long (but for 00:00-24:00), or two overlap.
    """
    found = tuple(sorted(ranges))
    if not found:
        raise InvalidInput(f"Working hours are missing; {_EXAMPLE}.")
    for one in found:
        begins, ends = 0 <= one.start < DAY, one.start < one.end < one.start + DAY or (one.start, one.end) == (0, DAY)
        if not (0 <= one.weekday < 7 and begins and ends):
            raise InvalidInput(f"“{_days([one.weekday % 7])} {_times(one)}” is no range of hours; {_EXAMPLE}.")
    first = found[0]
    for one, following in zip(found, (*found[1:], replace(first, weekday=first.weekday + 7)), strict=True):
        if one.weekday * DAY + one.end > following.weekday * DAY + following.start:
            raise InvalidInput(
                f"“{_days([one.weekday])} {_times(one)}” and “{_days([following.weekday % 7])} {_times(following)}”"
                " overlap; please give each hour once."
            )
    return found


def format(ranges: Iterable[WorkingRange]) -> str:  # noqa: A001 - the pair of `parse`
    """The text that `parse` reads back to the same ranges; days with the same times share a rule."""
    times: dict[int, list[str]] = {}
    for one in sorted(ranges):
        times.setdefault(one.weekday, []).append(_times(one))
    days: dict[str, list[int]] = {}
    for weekday, each in times.items():
        days.setdefault(",".join(each), []).append(weekday)
    return "; ".join(f"{_days(weekdays)} {text}" for text, weekdays in days.items())


def _rule(rule: str) -> list[WorkingRange]:
    parts = _RULE.fullmatch(rule)
    if not parts:
        raise InvalidInput(f"The working hours “{rule[:60]}” cannot be read; {_EXAMPLE}.")
    weekdays: list[int] = []
    for days in parts["days"].split(","):
        first, _, last = days.partition("-")
        begin, end = _weekday(first), _weekday(last or first)
        weekdays += [(begin + i) % 7 for i in range((end - begin) % 7 + 1)]
    times = [_range(text.strip()) for text in parts["times"].split(",")]
    return [WorkingRange(weekday, start, end) for weekday in dict.fromkeys(weekdays) for start, end in times]


def _weekday(name: str) -> int:
    name = name.strip()
    for number, weekday in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")):
        if len(name) >= 3 and weekday.startswith(name):
            return number
    raise InvalidInput(f"“{name[:20]}” is no day of the week; use {', '.join(WEEKDAYS)}.")


def _range(text: str) -> tuple[int, int]:
    parts = _TIMES.fullmatch(text)
    if not parts:
        raise InvalidInput(f"“{text[:40]}” is no range of hours; write it like 09:00-17:00.")
    hours = [int(number) for number in parts.groups()]
    start, end = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
    if hours[1] > 59 or hours[3] > 59 or start >= DAY or end > DAY:
        raise InvalidInput(f"“{text}” is no range of hours: a day goes from 00:00 to 24:00.")
    if start == end:
        raise InvalidInput(f"“{text}” is empty; for a whole day write 00:00-24:00.")
    return start, end if end > start else end + DAY


def _days(weekdays: list[int]) -> str:
    """`mon-wed,sat`: neighbours joined."""
    runs: list[list[int]] = []
    for weekday in weekdays:
        if runs and weekday == runs[-1][-1] + 1:
            runs[-1].append(weekday)
        else:
            runs.append([weekday])
    return ",".join("-".join(WEEKDAYS[day] for day in sorted({run[0], run[-1]})) for run in runs)


def _times(one: WorkingRange) -> str:
    end = one.end if one.end <= DAY else one.end - DAY
    return f"{one.start // 60:02}:{one.start % 60:02}-{end // 60:02}:{end % 60:02}"
