"""What is turned away: "not monday", "any day except friday or the 20th", "monday doesn't work"."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dialog.understanding.clocks import Part, Time
from dialog.understanding.days import Day, last_of, merge, resolve
from dialog.understanding.items import PAUSES, Item, Value
from dialog.understanding.tokens import Token

_SMALL = frozenset({"the", "on", "in", "at", "glue", "not"})
_FIRMLY = 2
_MORNING, _NOON, _LATE, _EVENING = 8 * 60, 12 * 60, 17 * 60, 21 * 60


class Refused(NamedTuple):
    """What was turned away in the tokens up to `stop`. `joined`: "beside" what was turned away before it, or the "range"
    from that; `firmly`: by a word after which a comma goes on ("except monday, tuesday")."""

    value: Value
    stop: int
    joined: str = ""
    firmly: bool = False
    weekend: bool = False


def refusal(
    tokens: list[Token], first: int, stop: int, value: Value, before: Refused | None, spent: int
) -> Refused | None:
    """What is read at [first, stop) as something turned away: by the "not" before it, or along with what was turned away
    `before`; None where it is wanted. `spent` is where a "not" stands that turned away what went before it."""
    firmness = _turned_away(tokens, first, spent)
    joined = _goes_on(tokens, first, value, before) if before and not firmness else ""
    if not (firmness or joined):
        return None
    weekend = any("weekend" in token.tags for token in tokens[first:stop])
    firmly = firmness == _FIRMLY or (not firmness and before is not None and before.firmly)
    return Refused(value, stop, joined, firmly, weekend)


def _turned_away(tokens: list[Token], index: int, spent: int) -> int:
    """The value of the "not" that stands before `index`, but for "the", "a", "on" and "from"; 0 for none."""
    for before in range(index - 1, max(index - 4, -1), -1):
        tags = tokens[before].tags
        if before == spent:
            return 0
        if "not" in tags:
            return tags["not"]
        if "any_but" in tags:
            return _FIRMLY * any("any" in token.tags for token in tokens[max(before - 6, 0) : before])
        if not tags.keys() & {"the", "one", "on", "from", "in"}:
            return 0
    return 0


def _goes_on(tokens: list[Token], first: int, value: Value, before: Refused) -> str:
    """How a value is joined to what was turned away before it: "beside", "list" or "range"; "" where it is not."""
    if not isinstance(before.value, Day) or not isinstance(value, (Day, Time, Part)):
        return ""
    between = tokens[before.stop : first]
    tags = between[0].tags.keys() if between else ()
    listed = any(token.tags.keys() & {"and", "or"} or (before.firmly and token.text in PAUSES) for token in between)
    if not all(token.tags.keys() & _SMALL or token.tags.keys() & {"and", "or", "range"} for token in between):
        return ""
    if not isinstance(value, Day):
        return "" if listed or any(token.text in PAUSES for token in between) else "beside"
    if value.vague:
        return ""
    if listed or "range" in tags:
        return "list" if listed else "range"
    beside = merge(before.value, value) and not any(token.text in PAUSES for token in between)
    return "beside" if beside else ""


def turn_back(tokens: list[Token], items: list[Item]) -> tuple[list[Item], list[Refused]]:
    """The items that are left, and those that a "doesn't work" behind them turns away: the last of them, what is said of
    the same day or time, and the days that "and" and "or" join to it."""
    first = _first_turned(tokens, items)
    back = [
        Refused(item.value, item.stop, "beside" if item.beside and place else "", weekend=_weekend(tokens, item))
        for place, item in enumerate(items[first:])
    ]
    return items[:first], back


def other_part(refused: Refused) -> Part | None:
    """What is left of the day for whoever does not want this part of it, where that is one stretch."""
    part = refused.value
    if refused.joined == "beside" or not isinstance(part, Part) or part.days is not None:
        return None
    if part.start < _NOON:
        return Part(part.end, _EVENING)
    return Part(_MORNING, part.start) if part.end >= _LATE else None


def _weekend(tokens: list[Token], item: Item) -> bool:
    return any("weekend" in token.tags for token in tokens[item.first : item.stop])


def subject(refusals: Sequence[Refused]) -> str | None:
    """Whether what was turned away is a "day" or a "time"."""
    if any(isinstance(one.value, Day) for one in refusals):
        return "day"
    return "time" if any(isinstance(one.value, (Time, Part)) for one in refusals) else None


def _first_turned(tokens: list[Token], items: Sequence[Item]) -> int:
    index = len(items) - 1
    while index:
        between = tokens[items[index - 1].stop : items[index].first]
        if any(token.text in PAUSES and "or" not in token.tags for token in between):
            break
        before, value = items[index - 1].value, items[index].value
        listed = any(token.tags.keys() & {"and", "or"} for token in between)
        if not items[index].beside and not (listed and isinstance(before, Day) and len(between) < 3):
            break
        if listed and isinstance(before, Day) and isinstance(value, Day) and before.vague:
            break
        index -= 1
    return index


def excluded(refusals: Sequence[Refused], today: date) -> tuple[date | int, ...]:
    """The days that were turned away: dates, and days of the week (Monday is 0) where any such day is."""
    ranges: list[tuple[Day, Day | None, bool]] = []
    for one in refusals:
        if not isinstance(one.value, Day):
            continue
        if one.joined == "range" and ranges:
            ranges[-1] = (ranges[-1][0], one.value, False)
        elif one.joined == "beside" and ranges and (merged := merge(ranges[-1][0], one.value)):
            ranges[-1] = (merged, None, ranges[-1][2])
        else:
            ranges.append((one.value, None, one.weekend))
    found: dict[date | int, None] = {}
    for first, last, weekend in ranges:
        days = _between(first, last, today) if last else _days_of(first, today, weekend=weekend)
        found |= dict.fromkeys(days)
    return tuple(found)


def _days_of(day: Day, today: date, *, weekend: bool) -> Iterator[date | int]:
    if day.bare and not (day.ahead or day.coming) and day.weekday is not None:
        yield from (5, 6) if weekend else (day.weekday,)
    elif first := resolve(day, today):
        yield from _through(first, last_of(day, first) or first + timedelta(days=weekend))


def _between(first: Day, last: Day, today: date) -> Iterator[date | int]:
    if first.bare and last.bare and first.weekday is not None and last.weekday is not None:
        yield from ((first.weekday + more) % 7 for more in range((last.weekday - first.weekday) % 7 + 1))
    elif (begin := resolve(first, today)) and (end := resolve(last, today)):
        yield from _through(begin, end + timedelta(days=7) if end < begin and last.bare else end)


def _through(first: date, last: date) -> Iterator[date]:
    for more in range(min((last - first).days, 366) + 1):
        yield first + timedelta(days=more)
