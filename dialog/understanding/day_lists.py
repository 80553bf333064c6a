"""Days that share what is said of one of them: "May 18 to 20", "dec 21 and 22", "am 21. und 22. Dezember"."""

from dialog.understanding.amounts import number
from dialog.understanding.dates import closes, read_day
from dialog.understanding.days import Day
from dialog.understanding.items import Item
from dialog.understanding.numeric_dates import Writer, is_clock, past_small
from dialog.understanding.tokens import Form, Token

_JOINTS = {"and", "or"}


def through(tokens: list[Token], index: int, items: list[Item], writer: Writer) -> list[Item]:
    """The first and the last day of "May 18 to 20", "vom 18. bis 20. Mai", "between Monday and Wednesday"."""
    if not items or items[-1].stop != index or not isinstance(items[-1].value, Day):
        return []
    before, first = items[-1], items[-1].value
    opened = any("between" in token.tags for token in tokens[max(before.first - 3, 0) : before.first])
    if "range" not in tokens[index].tags and not (opened and "and" in tokens[index].tags):
        return []
    at = index + 1
    while (
        tokens[at].form is Form.WORD
        and tokens[at].tags.keys() & {"the", "on"}
        and not read_day(tokens, at, writer, None)
    ):
        at += 1
    token = tokens[at]
    if found := read_day(tokens, at, writer, None):
        last, stop = found
    elif (
        token.form is Form.NUMBER
        and "at" not in tokens[index].tags
        and first.month
        and first.day
        and first.day < token.parts[0] <= 31
    ):
        if tokens[at + 1].tags.keys() & {"oclock", "meridiem", "hour_mark", "seconds"}:
            return []
        last, stop = first._replace(weekday=None, day=token.parts[0]), at + 1
    else:
        return []
    if last.vague or (last.fixed is None and first.fixed is None and bool(last.day) != bool(first.day)):
        return []
    if first.day and not first.month and last.month:
        before = before._replace(value=first._replace(month=last.month, year=last.year))
    return [before, Item(last, at, stop, beside=True, joined="range")]


def days_after(tokens: list[Token], index: int, items: list[Item]) -> list[Item]:
    """The 22nd and the 23rd of "dec 21, 22 and 23", of which the first was read up to `index`."""
    first = items[-1].value if items and items[-1].stop == index else None
    if not isinstance(first, Day) or not (first.month and first.day):
        return []
    found: list[Item] = []
    joined = False
    last = first.day
    while (tags := tokens[index].tags.keys()) & _JOINTS or tokens[index].text in {",", "、"}:
        joined = joined or bool(tags & _JOINTS)
        at = index + 1
        at += "the" in tokens[at].tags
        day = number(tokens, at)
        if not day or not last < day.value <= 31 or is_clock(tokens, day) or not closes(tokens, day.stop):
            break
        if "month" in tokens[past_small(tokens, day.stop)].tags:
            break
        value = Day(day=day.value, month=first.month, year=first.year)
        found.append(Item(value, at, day.stop, beside=True, joined="or"))
        last, index = day.value, day.stop
    return found if joined else []


def days_before(tokens: list[Token], index: int, value: Day, items: list[Item]) -> list[Item]:
    """The items with the 21st of "21 and 22 December", of which the second, at `index`, is `value`: it is of that month."""
    while index and tokens[index - 1].tags.keys() & {"the", "on"}:
        index -= 1
    joint = index - 1
    if not (value.month and value.day) or joint < 1 or not tokens[joint].tags.keys() & _JOINTS:
        return items
    before = items[-1] if items and items[-1].stop >= joint - 1 else None
    if before and isinstance(before.value, Day) and before.value.day and not before.value.month:
        first_day = before.value._replace(month=value.month, year=value.year)
        return [*items[:-1], before._replace(value=first_day, stop=joint)]
    marked = tokens[joint - 1].text == "." or "suffix" in tokens[joint - 1].tags
    first = joint - 1 - marked
    day = number(tokens, first) if tokens[first].form is Form.NUMBER else None
    if before or not day or not 1 <= day.value < value.day:
        return items
    return [*items, Item(Day(day=day.value, month=value.month, year=value.year), first, joint, beside=False)]
