"""iCalendar text written line by line (RFC 5545 section 3.1), for calendars without people: feeds, and files to keep.

Times are in UTC, and the same facts give the same bytes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from booking.addresses import clean_line

MAX_OCTETS = 75
PRODUCT = "-//Convoke//Convoke//EN"

_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One meeting in a calendar. `changed_at` is when it last changed; lines of `description` end in a line feed."""

    uid: str
    sequence: int
    created_at: datetime
    changed_at: datetime
    start: datetime
    end: datetime
    summary: str
    location: str = ""
    description: str = ""


def calendar(properties: Iterable[str], components: Iterable[Iterable[str]]) -> bytes:
    """A calendar with these properties of its own, given as lines not yet folded, and these components."""
    lines = ["BEGIN:VCALENDAR", f"PRODID:{PRODUCT}", "VERSION:2.0", "CALSCALE:GREGORIAN", *properties]
    for component in components:
        lines += component
    lines.append("END:VCALENDAR")
    return b"".join(map(_folded, lines))


def event(entry: Entry) -> Iterator[str]:
    """The lines of an entry that takes its time. In what is published DTSTAMP is the last change (RFC 5545 section
    3.8.7.2)."""
    yield "BEGIN:VEVENT"
    yield f"UID:{text(entry.uid)}"
    yield f"DTSTAMP:{utc(entry.changed_at)}"
    yield f"CREATED:{utc(entry.created_at)}"
    yield f"LAST-MODIFIED:{utc(entry.changed_at)}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"DTSTART:{utc(entry.start)}"
    yield f"DTEND:{utc(entry.end)}"
    yield f"SUMMARY:{text(clean_line(entry.summary))}"
    if entry.location:
        yield f"LOCATION:{text(clean_line(entry.location))}"
    if entry.description:
        yield f"DESCRIPTION:{text(entry.description)}"
    yield "STATUS:CONFIRMED"
    yield "TRANSP:OPAQUE"
    yield "END:VEVENT"


def utc(moment: datetime) -> str:
    """An instant, known to be in UTC, as a DATE-TIME (RFC 5545 section 3.3.5)."""
    return f"{moment:%Y%m%dT%H%M%SZ}"


def text(value: str) -> str:
    """A value of the type TEXT (RFC 5545 section 3.3.11): nothing in it ends the line."""
    return _CONTROLS.sub("", value).translate(_ESCAPED)


def _folded(line: str) -> bytes:
    """The line in UTF-8, cut where it passes 75 octets, and never within a character."""
    data = line.encode()
    if len(data) <= MAX_OCTETS:
        return data + b"\r\n"
    pieces, begin, room = [], 0, MAX_OCTETS
    while len(data) - begin > room:
        cut = begin + room
        while data[cut] & 0xC0 == 0x80:
            cut -= 1
        pieces.append(data[begin:cut])
        begin, room = cut, MAX_OCTETS - 1
    return b"\r\n ".join([*pieces, data[begin:]]) + b"\r\n"
