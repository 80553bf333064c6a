"""Two times, each in its own zone: "dec 17 3pm EST or 4pm PST"."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from dialog.understanding.lexicon import Lexicon
from dialog.understanding.model import Moment
from dialog.understanding.moments import Found, find_moment
from dialog.understanding.tokens import Form, Token
from dialog.understanding.zones import Zone, zone_in

_MOST = 3


def find_zoned(
    text: str, tokens: list[Token], now: datetime, timezone: str, lexicon: Lexicon, *, month_first: bool
) -> Found:
    """As `find_moment`; of two times in two zones either will do, on the day that was said."""
    found = find_moment(text, tokens, now, timezone, lexicon, month_first=month_first)
    moment = found.moment
    if not moment or not (moment.zone and moment.has_day and moment.has_time):
        return found
    zones = _zones(text, tokens, lexicon)
    if len({zone.clocks for zone in zones}) < 2:
        return found
    starts = []
    begin = 0
    for zone in zones:
        ends = [token for token in tokens if token.form is Form.END]
        part = [token for token in tokens if token.form is not Form.END and begin <= token.start < zone.end]
        one = find_moment(text, [*part, *ends], now, timezone, lexicon, month_first=month_first).moment
        if not one or not one.has_time or one.end or not one.zone:
            return found
        starts.append(one)
        begin = zone.end
    return found._replace(moment=_either(moment, starts))


def _zones(text: str, tokens: list[Token], lexicon: Lexicon) -> list[Zone]:
    zones: list[Zone] = []
    rest = tokens
    while len(zones) < _MOST and "/" not in text and (zone := zone_in(text, rest, lexicon)):
        zones.append(zone)
        rest = [token for token in rest if token.form is Form.END or token.start >= zone.end]
    return zones


def _either(moment: Moment, starts: Sequence[Moment]) -> Moment:
    """The first of the starts, and all of them as alternatives where they are not one instant; a start without a day is on
    that of the others."""
    day = next(one for one in (*starts, moment) if one.has_day).start.date()
    dated = [one.start if one.has_day else datetime.combine(day, one.start.timetz()) for one in starts]
    span = min(one.span[0] for one in (*starts, moment)), max(one.span[1] for one in (*starts, moment))
    different = {start.timestamp(): start for start in dated}
    alternatives = tuple((start,) for start in different.values()) if len(different) > 1 else ()
    days = tuple(sorted({start.date() for start in dated})) if alternatives else ()
    return replace(
        moment, start=dated[0], end=None, other=None, has_day=True, span=span, days=days, alternatives=alternatives
    )
