"""Numbers and lengths of time in a row of tokens. Each function reads what begins at an index and says where it stops."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from dialog.understanding.tokens import Form, Token

_MOST_UNITS = 4


class Number(NamedTuple):
    """A whole number up to the token `stop`; `ordinal`: "3rd", "third"; `written`: in words."""

    value: int
    stop: int
    ordinal: bool = False
    written: bool = False


class Length(NamedTuple):
    """A length of time up to the token `stop`; months and days are the calendar's."""

    months: int
    days: int
    seconds: int
    stop: int

    @property
    def minutes(self) -> int:
        """Its minutes, 0 for one of days, of months or of less than a minute."""
        return 0 if self.months or self.days or self.seconds > 86400 else self.seconds // 60

    def backwards(self) -> "Length":
        return Length(-self.months, -self.days, -self.seconds, self.stop)

    def after(self, moment: datetime) -> datetime | None:
        """The local moment so much later; None where the calendar ends."""
        try:
            day = add_months(moment.date(), self.months) + timedelta(days=self.days)
            return datetime.combine(day, moment.timetz()) + timedelta(seconds=self.seconds)
        except (OverflowError, ValueError):
            return None


def add_months(day: date, months: int) -> date:
    """The same day some months later; of a month that is too short, the last. Raises ValueError beyond the calendar."""
    years, month = divmod(day.month - 1 + months, 12)
    for last in (31, 30, 29):
        try:
            return date(day.year + years, month + 1, min(day.day, last))
        except ValueError:
            continue
    return date(day.year + years, month + 1, min(day.day, 28))


def number(tokens: list[Token], index: int) -> Number | None:
    """A whole number of up to four digits, or in words: "18", "3rd", "twenty second", "fifteen", "einundzwanzig"."""
    token = tokens[index]
    if token.form is Form.NUMBER:
        suffixed = "suffix" in tokens[index + 1].tags and tokens[index + 1].glued
        return Number(token.parts[0], index + 1 + suffixed, ordinal=suffixed)
    if "ordinal_sign" in token.tags:
        found = number(tokens, index + 1) if "ordinal_sign" not in tokens[index + 1].tags else None
        return found._replace(ordinal=True) if found else None
    found = _below_hundred(tokens, index)
    scale = tokens[found.stop].tags.get("times") if found and not found.ordinal else None
    if not found or not scale:
        return found
    stop = found.stop + 1
    stop += "joins" in tokens[stop].tags
    more = _below_hundred(tokens, stop)
    if more and more.value < scale and not more.ordinal:
        return Number(found.value * scale + more.value, more.stop, written=True)
    return Number(found.value * scale, found.stop + 1, written=True)


def _below_hundred(tokens: list[Token], index: int) -> Number | None:
    """A number in words, of tens and units in the order of the language."""
    tags = tokens[index].tags
    kind = "number" if "number" in tags else "ordinal"
    value = tags.get(kind)
    if value is None:
        return None
    if value < 10 and "joins" in tokens[index + 1].tags and "units_first" in tokens[index + 2].tags:
        tens = tokens[index + 2].tags
        whole = "number" in tens
        return Number(value + tens["number" if whole else "ordinal"], index + 3, ordinal=not whole, written=True)
    if most := tags.get("tens"):
        after = index + 1
        while tokens[after].text == "-" or ("joins" in tokens[after].tags and after < index + 4):
            after += 1
        for more in ("number", "ordinal") if kind == "number" else ("ordinal",):
            if 1 <= tokens[after].tags.get(more, 0) <= most:
                value += tokens[after].tags[more]
                return Number(value, after + 1, ordinal=more == "ordinal", written=True)
    return Number(value, index + 1, ordinal=kind == "ordinal", written=True)


def length(tokens: list[Token], index: int) -> Length | None:
    """A length of time: "30 minutes", "half an hour", "1.5 hours", "8 weeks and 2 days", "1h30"."""
    total = _one_length(tokens, index)
    for _ in range(_MOST_UNITS):
        if total is None:
            break
        following = total.stop
        following += tokens[following].text == ","
        following += "and" in tokens[following].tags
        more = _one_length(tokens, following)
        if not more:
            break
        total = Length(total.months + more.months, total.days + more.days, total.seconds + more.seconds, more.stop)
    return total


def _one_length(tokens: list[Token], index: int) -> Length | None:
    index += "about" in tokens[index].tags
    if "whole" in tokens[index].tags:
        return Length(0, *divmod(tokens[index].tags["whole"], 86400), index + 1)
    amount, stop = _amount(tokens, index)
    unit = tokens[stop].tags
    if stop == index or ("glued" in unit and not tokens[stop].glued):
        return None
    stop += 1
    minutes = tokens[stop]
    if "oclock" in unit and "minus" in minutes.tags:
        return None
    if "hour_mark" in unit and minutes.form is Form.NUMBER and minutes.glued and len(minutes.text) == 2:
        return Length(0, 0, int(amount * 3600) + minutes.parts[0] * 60, stop + 1)
    amount, stop = _and_a_half(tokens, amount, stop)
    if "seconds" in unit:
        rest, stop = _and_minutes(tokens, stop) if unit["seconds"] == 3600 else (0, stop)
        return Length(0, 0, int(amount * unit["seconds"]) + 60 * rest, stop)
    if "days" in unit:
        days = amount * unit["days"]
        return Length(0, int(days), int(days % 1 * 86400), stop)
    if "months" in unit:
        return Length(int(amount * unit["months"]), 0, 0, stop)
    return None


def _amount(tokens: list[Token], index: int) -> tuple[float, int]:
    """How many there are of the unit at the returned index; that is `index` itself where nothing was found."""
    token = tokens[index]
    if token.form is Form.DOT:
        return float(token.text), index + 1
    if token.form is Form.SLASH and token.parts[1]:
        return token.parts[0] / token.parts[1], index + 1
    if fraction := _fraction(tokens, index):
        return fraction[0], _past_of(tokens, fraction[1])
    found = number(tokens, index)
    if "one" in token.tags:
        found = Number(1, index + 1)
    if not found or found.ordinal:
        return 0, index
    amount, stop = float(found.value), found.stop
    sign, decimals = tokens[stop : stop + 2]
    if sign.text == "," and sign.glued and decimals.form is Form.NUMBER and decimals.glued:
        return float(f"{found.value}.{decimals.text}"), stop + 2
    if "and_half" in token.tags or "and_half" in tokens[stop].tags:
        return amount + 0.5, stop + ("and_half" not in token.tags)
    stop += tokens[stop].text == "-"
    if "quarter" in tokens[stop].tags:
        return amount / 4, _past_of(tokens, stop + 1)
    stop += "more" in tokens[stop].tags
    return _and_a_half(tokens, amount, stop)


def _fraction(tokens: list[Token], index: int) -> tuple[float, int] | None:
    """ "half", "a half", "a quarter", and where it stops."""
    index += "one" in tokens[index].tags
    for kind, amount in (("half", 0.5), ("quarter", 0.25)):
        if kind in tokens[index].tags:
            return amount * tokens[index].tags[kind], index + 1
    return None


def _past_of(tokens: list[Token], index: int) -> int:
    """After the "of an" of "a quarter of an hour"."""
    index += "of" in tokens[index].tags
    return index + ("one" in tokens[index].tags)


def _and_minutes(tokens: list[Token], stop: int) -> tuple[int, int]:
    """The bare "e quinze" of "uma hora e quinze"."""
    found = number(tokens, stop + 1) if "joins" in tokens[stop].tags else None
    if not found or found.ordinal or not 4 < found.value < 60 or "stop" not in tokens[found.stop].tags:
        return 0, stop
    return found.value, found.stop


def _and_a_half(tokens: list[Token], amount: float, stop: int) -> tuple[float, int]:
    if "and" in tokens[stop].tags and (fraction := _fraction(tokens, stop + 1)):
        return amount + fraction[0], fraction[1]
    return amount, stop
