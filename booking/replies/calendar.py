"""The calendar part of an answer, read in a time that grows with its size alone: it may have been made to harm."""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import chain, islice

from booking.busy.lines import Component, Line, Unreadable, components
from booking.busy.values import UTC, Unclear, Written, times
from booking.busy.zones import Zones
from booking.replies import words
from booking.replies.model import Answer, Answerer, Method
from booking.storage import instant

MAX_EVENTS = 20
MAX_LINES = 1000
MAX_ZONE = 200
METHODS: tuple[Method, ...] = ("REPLY", "COUNTER", "REFRESH")
_YEAR = 366 * 24 * 3600
_PLAIN_RULE = re.compile(r"FREQ=YEARLY(;(BYMONTH|BYDAY|INTERVAL=1|WKST|UNTIL)[^;]*)*", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_MAX_SEQUENCE = 2**31 - 1


def read(data: bytes) -> tuple[Answer, ...]:
    """The answers in a calendar, in their order; none where its METHOD is not an attendee's, or it cannot be read."""
    try:
        found = components(data)
    except Unreadable:
        return ()
    return tuple(islice(chain.from_iterable(map(_of_calendar, found)), MAX_EVENTS))


def _of_calendar(calendar: Component) -> Iterator[Answer]:
    method = next((each for each in METHODS if each == calendar.value("METHOD").upper()), None)
    if method is None:
        return
    for event in [part for part in calendar.parts if part.name == "VEVENT"][:MAX_EVENTS]:
        yield Answer(
            method=method,
            uid=_unescaped(event.value("UID")).strip(),
            attendees=tuple(map(_answerer, event.lines("ATTENDEE")[:MAX_LINES])),
            sequence=_sequence(event.value("SEQUENCE")),
            stamped_at=_instant(calendar, event, "DTSTAMP"),
            comment=_comment(event),
            instance=_instant(calendar, event, "RECURRENCE-ID"),
            start=_instant(calendar, event, "DTSTART"),
            end=_instant(calendar, event, "DTEND"),
        )


def _answerer(line: Line) -> Answerer:
    status = line.parameters.get("PARTSTAT", "").strip().upper()
    return Answerer(_address(line.value), status, _address(line.parameters.get("DELEGATED-TO", "").partition(",")[0]))


def _address(value: str) -> str:
    """The address in `mailto:` (in letters of any case) or by itself, "" where it is none."""
    bare = value.lower().rpartition("mailto:")[2].strip().strip("<>")
    return bare if "@" in bare and len(bare) <= 254 else ""  # RFC 5321 section 4.5.3.1.3


def _sequence(text: str) -> int | None:
    return min(int(text), _MAX_SEQUENCE) if re.fullmatch(r"[0-9]{1,18}", text) else None


def _comment(event: Component) -> str:
    """What the attendee wrote beside the answer; Outlook writes it under a name of its own."""
    found = [line.value for name in ("COMMENT", "X-RESPONSE-COMMENT") for line in event.lines(name)[:10]]
    return words.clean("\n".join(dict.fromkeys(filter(None, (_unescaped(each).strip() for each in found)))))


def _unescaped(value: str) -> str:
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def _instant(calendar: Component, event: Component, name: str) -> datetime | None:
    """The instant of a property; None where it is missing, a date, floating, or in a zone that nobody knows."""
    try:
        found = [each for line in event.times(name)[:1] for each, _ in times(line)]
        if len(found) != 1 or found[0].whole_day or not found[0].zone:
            return None
        return instant(_seconds(calendar, found[0]))
    except (Unclear, ValueError, OverflowError):
        return None


def _seconds(calendar: Component, written: Written) -> int:
    if len(written.zone) > MAX_ZONE:
        raise Unclear("a zone with an endless name")
    window = (written.local - _YEAR, written.local + _YEAR)
    plain = [part for part in calendar.parts if part.name == "VTIMEZONE" and _changes_yearly(part)]
    clock = Zones(Component("VCALENDAR", {}, plain), UTC, window).of(written.zone)
    if clock is None:
        raise Unclear(written.zone)
    return clock.instant(written.local)


def _changes_yearly(zone: Component) -> bool:
    """Whether its rules are of the usual kind, and few: others can take for ever."""
    rules = [line.value.strip() for part in zone.parts for line in part.lines("RRULE")]
    return len(zone.parts) <= 50 and len(rules) <= 50 and all(_PLAIN_RULE.fullmatch(rule) for rule in rules)
