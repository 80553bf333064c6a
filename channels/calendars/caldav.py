"""CalDAV (RFC 4791): is a collection as it was, and all events of it that bear on some time, in one question each."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from xml.parsers import expat

from booking.availability import Span
from booking.storage import instant
from channels.calendars import http
from channels.calendars.feed import NOTHING_SEEN, Fetched, Validators, refused
from channels.calendars.reachable import CannotFetch, Place, Reachable

MAX_RESPONSES = 20_000
MAX_DEPTH = 50
_DAV, _CALDAV, _SERVER = "DAV:|", "urn:ietf:params:xml:ns:caldav|", "http://calendarserver.org/ns/|"
_CALENDAR = f"{_CALDAV}calendar"
_TEXTS = {f"{_CALDAV}calendar-data", f"{_SERVER}getctag", f"{_DAV}sync-token", f"{_DAV}displayname"}
_LINKS = {f"{_DAV}response", f"{_DAV}current-user-principal", f"{_CALDAV}calendar-home-set"}
_ASKED = b"""<?xml version="1.0" encoding="utf-8"?>
<d:propfind xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:s="http://calendarserver.org/ns/"><d:prop>
<d:resourcetype/><d:displayname/><s:getctag/><d:sync-token/><d:current-user-principal/><c:calendar-home-set/>
</d:prop></d:propfind>"""
_QUERY = """<?xml version="1.0" encoding="utf-8"?>
<c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop><c:calendar-data/></d:prop><c:filter>
<c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"><c:time-range start="{start}" end="{end}"/></c:comp-filter>
</c:comp-filter></c:filter></c:calendar-query>"""


@dataclass(slots=True)
class Response:
    """One resource of a multistatus answer: the wanted texts and links by the name of their element, and what it is."""

    texts: dict[str, str] = field(default_factory=dict)
    types: set[str] = field(default_factory=set)

    @property
    def state(self) -> str:
        """A word that changes with whatever is in the collection, "" where the server has none."""
        return self.texts.get(f"{_SERVER}getctag") or self.texts.get(f"{_DAV}sync-token", "")


def find(where: Place, reachable: Reachable) -> list[Place]:
    """The calendars at an address: itself if it is one, else those of whom it belongs to. Raises CannotFetch."""
    here = _properties(where, reachable)
    if _CALENDAR in here.types:
        return [where]
    home = here.texts.get(f"{_CALDAV}calendar-home-set")
    if not home and (principal := here.texts.get(f"{_DAV}current-user-principal")):
        home = _properties(_inside(where, principal), reachable).texts.get(f"{_CALDAV}calendar-home-set")
    inside = _propfind(_inside(where, home or where.path), reachable, "1")
    found = [each.texts.get(f"{_DAV}response", "") for each in inside if _CALENDAR in each.types]
    return [_inside(where, each) for each in found if each]


def fetch(where: Place, reachable: Reachable, window: Span, seen: Validators = NOTHING_SEEN) -> Fetched:
    """All events of a calendar that lie in the window or repeat into it. Raises CannotFetch."""
    here = _properties(where, reachable)
    if _CALENDAR not in here.types:
        raise CannotFetch(f"There is no CalDAV calendar at that address of {where.host}: copy it anew.")
    if here.state and here.state == seen.etag:
        return Fetched(None, seen)
    start, end = (f"{_whole(instant(each)):%Y%m%dT%H%M%SZ}" for each in window)
    found = _multistatus(where, reachable, "REPORT", _QUERY.format(start=start, end=end).encode(), "1")
    # Also where there is none: an empty calendar is a good answer.
    texts = [text for each in found if (text := each.texts.get(f"{_CALDAV}calendar-data"))]
    data = "\r\n".join(texts) or "BEGIN:VCALENDAR\r\nEND:VCALENDAR"
    return Fetched(data.encode(), Validators(etag=here.state))


def _whole(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def _inside(where: Place, link: str) -> Place:
    """Where a link leads, with the same credentials. Raises CannotFetch when that is another server."""
    found = where.joined(link)
    if found.origin != where.origin:
        raise CannotFetch(f"{where.host} says that the calendars are on {found.host}: add one by its address there.")
    return replace(found, user=where.user, password=where.password)


def _properties(where: Place, reachable: Reachable) -> Response:
    found = _propfind(where, reachable, "0")
    if not found:
        raise CannotFetch(f"{where.host} tells nothing of a calendar at that address: copy it anew.")
    return found[0]


def _propfind(where: Place, reachable: Reachable, depth: str) -> list[Response]:
    return list(_multistatus(where, reachable, "PROPFIND", _ASKED, depth))


def _multistatus(where: Place, reachable: Reachable, method: str, body: bytes, depth: str) -> Iterator[Response]:
    headers = {"Depth": depth, "Content-Type": "application/xml; charset=utf-8", "Accept": "application/xml, text/xml"}
    request = http.Request(method, headers, body, where.user, where.password)
    answer = http.ask(where, request, reachable)
    if answer.status != 207:
        raise refused(answer)
    for each in _Multistatus(where.host).read(answer.body):
        link = each.texts.get(f"{_DAV}response", "")
        if link and where.joined(link).host != answer.place.host:
            continue  # what lies on another server is not this one's to tell
        yield each


class _Multistatus:
    """Reads a multistatus answer (RFC 4918 section 13) piece by piece; a document type or an entity ends it."""

    def __init__(self, host: str) -> None:
        self._host = host
        self._path: list[str] = []
        self._found: list[Response] = []
        self._text: list[str] | None = None

    def read(self, body: bytes) -> list[Response]:
        parser = expat.ParserCreate(namespace_separator="|")
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._hear
        try:
            parser.Parse(body, True)  # noqa: FBT003 - the last piece
        except expat.ExpatError:
            self._refuse()
        return self._found

    def _refuse(self, *_: Any) -> None:
        raise CannotFetch(f"{self._host} does not answer as a CalDAV server should: check the address.")

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        if len(self._path) >= MAX_DEPTH or len(self._found) > MAX_RESPONSES:
            self._refuse()
        if name == f"{_DAV}response":
            self._found.append(Response())
        if self._found and self._path and self._path[-1] == f"{_DAV}resourcetype":
            self._found[-1].types.add(name)
        self._path.append(name)
        if name in _TEXTS or (name == f"{_DAV}href" and len(self._path) > 1 and self._path[-2] in _LINKS):
            self._text = []

    def _end(self, name: str) -> None:
        self._path.pop()
        if self._text is not None and self._found:
            kept = self._path[-1] if name == f"{_DAV}href" else name
            self._found[-1].texts.setdefault(kept, "".join(self._text).strip())
        self._text = None

    def _hear(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)
