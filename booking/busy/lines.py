"""iCalendar text (RFC 5545 section 3.1) cut into components and the few lines of them that say when somebody is busy,
or what they answer.

Tolerant as to form: a byte order mark, LF or CR line ends, Latin-1 bytes, lines never folded, several VCALENDARs, names in
small letters. Strict as to the whole: what is no calendar, is cut off or is too large is refused.
"""

import re
from dataclasses import dataclass, field

MAX_EVENTS = 20_000
MAX_DEPTH = 20
_KEPT = {"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VFREEBUSY"}
_NEWLINES = re.compile(rb"\r+\n|\r")
_WANTED = re.compile(
    rb"^(BEGIN|END|UID|DTSTART|DTEND|DURATION|DTSTAMP|SEQUENCE|STATUS|TRANSP|X-MICROSOFT-CDO-BUSYSTATUS|ATTENDEE"
    rb"|RECURRENCE-ID|RRULE|RDATE|EXDATE|FREEBUSY|TZID|TZOFFSETFROM|TZOFFSETTO|X-WR-TIMEZONE|METHOD|COMMENT"
    rb"|X-RESPONSE-COMMENT)([;:][^\n]*)",
    re.MULTILINE | re.IGNORECASE,
)
_PARAMETER = re.compile(r';([^=;:"]+)=("[^"]*"|[^";:]*(?:"[^"]*"|[^";:])*)')
_OF_TIMES = "0123456789TZPDHMSWtzpdhmsw:,+-/. "
_QUOTED = re.compile(r';\s*([A-Z-]+)\s*=\s*("[^"]*"|[^;]*)', re.IGNORECASE)


class Unreadable(ValueError):
    """The text cannot be used as a calendar; the message says why, in words for its owner."""


@dataclass(frozen=True, slots=True)
class Line:
    """A property: its parameters by their names in capitals, and its value."""

    parameters: dict[str, str]
    value: str


@dataclass(slots=True)
class Component:
    """What stands between BEGIN and END: the wanted lines by name, as they are written after it; and its parts."""

    name: str
    written: dict[str, list[bytes]] = field(default_factory=dict)
    parts: list["Component"] = field(default_factory=list)

    def value(self, name: str) -> str:
        """The first value of that name, "" where there is none."""
        found = self.written.get(name)
        return _line(_text(found[0])).value.strip() if found else ""

    def lines(self, name: str) -> list[Line]:
        """All properties of that name."""
        return [_line(_text(each)) for each in self.written.get(name, ())]

    def times(self, name: str) -> list[Line]:
        """All properties of that name, which hold dates, times or periods: a zone with a colon in its name need not be
        quoted."""
        return [_times(_text(each)) for each in self.written.get(name, ())]


def components(data: bytes) -> list[Component]:
    """The VCALENDARs of a file.

    Raises:
        Unreadable: there is none, it is cut off, holds more than `MAX_EVENTS` or is nested deeper than `MAX_DEPTH`.
    """
    data = _as_ascii_superset(data).replace(b"\r\n", b"\n")
    if b"\r" in data:
        data = _NEWLINES.sub(b"\n", data)
    data = data.replace(b"\n ", b"").replace(b"\n\t", b"")
    found: list[Component] = []
    stack: list[Component] = []
    counts = {True: 0, False: 0}
    for match in _WANTED.finditer(data):
        name, rest = match[1].upper().decode(), match[2]
        if name == "BEGIN":
            _open(_kind(rest), found, stack, counts)
        elif name == "END":
            _close(_kind(rest), stack)
        elif stack:
            stack[-1].written.setdefault(name, []).append(rest)
    if not found:
        raise Unreadable("What came is no calendar (there is no BEGIN:VCALENDAR in it).")
    if stack:
        raise Unreadable("What came is cut off: the calendar in it has no end.")
    return found


def _open(kind: str, found: list[Component], stack: list[Component], counts: dict[bool, int]) -> None:
    """Begin a component; `counts` are those that are kept, events and others."""
    if kind == "VEVENT":
        _close("VEVENT", stack)  # one that was never ended
    if not stack and kind != "VCALENDAR":
        return
    made = Component(kind)
    if kind in _KEPT:
        counts[kind == "VEVENT"] += 1
        (stack[-1].parts if stack else found).append(made)
    stack.append(made)
    if len(stack) > MAX_DEPTH:
        raise Unreadable(f"It is no usual calendar: its parts lie more than {MAX_DEPTH} deep in each other.")
    if max(counts.values()) > MAX_EVENTS:
        raise Unreadable(f"It is too large: {MAX_EVENTS:,} events are the most that are read.")


def _close(kind: str, stack: list[Component]) -> None:
    """End the innermost component of a kind, and what was left open in it."""
    for position in range(len(stack) - 1, -1, -1):
        if stack[position].name == kind:
            del stack[position:]
            return


def _kind(rest: bytes) -> str:
    return rest[1:].strip().upper().decode("ascii", "replace")


def _as_ascii_superset(data: bytes) -> bytes:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").encode()
    return data.removeprefix(b"\xef\xbb\xbf")


def _text(written: bytes) -> str:
    try:
        return written.decode()
    except UnicodeDecodeError:
        return written.decode("latin-1")


def _line(written: str) -> Line:
    """Read `;NAME=parameter:value`."""
    parameters: dict[str, str] = {}
    position = 0
    while match := _PARAMETER.match(written, position):
        parameters[match[1].strip().upper()] = match[2].replace('"', "")
        position = match.end()
    return Line(parameters, written[position:].partition(":")[2])


def _times(written: str) -> Line:
    """Read a line whose value has nothing but times in it: it begins with the first colon that only such follow."""
    end = len(written.rstrip(_OF_TIMES))
    colon = written.find(":", end)
    if colon < 0:
        return Line({}, "?")
    found = _QUOTED.findall(written[:colon])
    return Line({name.upper(): value.strip().strip('"') for name, value in found}, written[colon + 1 :].strip())
