"""Calendars on CalDAV servers: a real Radicale, and answers that no good server gives."""

from dataclasses import replace
from itertools import count

import pytest

from booking.busy.reading import Wish, read
from channels.calendars import caldav
from channels.calendars.feed import Fetched
from channels.calendars.reachable import CannotFetch, Reachable, place
from tests.fixtures.calendars import FeedServer, Radicale

HERE = Reachable.of("127.0.0.1", "443")
MARCH = 1_772_323_200, 1_775_001_600
NUMBERS = count()
MONDAYS = "UID:series\r\nDTSTART;TZID=Europe/Berlin:20260105T100000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY"


@pytest.fixture
def path(radicale: Radicale) -> str:
    """A new calendar of ada's."""
    return radicale.calendar(f"calendar{next(NUMBERS)}")


def busy(fetched: Fetched) -> list[tuple[int, int]]:
    assert fetched.data is not None
    return list(read(fetched.data, Wish(MARCH, "Europe/Berlin")).spans)


def test_what_lies_in_the_window_is_found(radicale: Radicale, path: str) -> None:
    """Series that began before it with their changed dates, single events, and those of a whole day."""
    moved = (
        "UID:series\r\nRECURRENCE-ID;TZID=Europe/Berlin:20260309T100000\r\nDTSTART:20260310T120000Z\r\nDURATION:PT1H"
    )
    radicale.put(path, "series", f"{MONDAYS}\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n{moved}")
    radicale.put(path, "day", "UID:day\r\nDTSTART;VALUE=DATE:20260320")
    radicale.put(path, "past", "UID:past\r\nDTSTART:20250320T100000Z\r\nDURATION:PT1H")
    found = caldav.fetch(place(radicale.url(path)), HERE, MARCH)

    assert len(busy(found)) == 6
    assert (1_772_442_000, 1_772_445_600) in busy(found)
    assert b"UID:past" not in (found.data or b"")


def test_what_has_not_changed_is_not_read_again(radicale: Radicale, path: str) -> None:
    """One short question; any change makes it read anew."""
    where = place(radicale.url(path))
    radicale.put(path, "series", MONDAYS)
    first = caldav.fetch(where, HERE, MARCH)
    assert first.validators.etag

    assert caldav.fetch(where, HERE, MARCH, first.validators).data is None
    radicale.do("DELETE", f"{path}series.ics")
    second = caldav.fetch(where, HERE, MARCH, first.validators)
    assert busy(second) == []
    assert second.validators != first.validators


def test_an_empty_calendar_is_a_good_one(radicale: Radicale, path: str) -> None:
    """All free."""
    assert busy(caldav.fetch(place(radicale.url(path)), HERE, MARCH)) == []


def test_calendars_are_found_from_where_somebody_signs_in(radicale: Radicale, path: str) -> None:
    """From the server's root, from what belongs to them, and from the calendar itself."""
    for start in ("/", "/ada/"):
        assert path in [each.path for each in caldav.find(place(radicale.url(start)), HERE)]
    (found,) = caldav.find(place(radicale.url(path)), HERE)
    assert (found.path, found.user, found.password) == (path, "ada", "word")


def test_a_wrong_password_is_told(radicale: Radicale, path: str) -> None:
    """And where there is no calendar."""
    with pytest.raises(CannotFetch, match="check user and password"):
        caldav.fetch(place(radicale.url(path, password="wrong")), HERE, MARCH)
    with pytest.raises(CannotFetch, match="404"):
        caldav.fetch(place(radicale.url("/ada/nothing/")), HERE, MARCH)
    with pytest.raises(CannotFetch, match="no CalDAV calendar"):
        caldav.fetch(place(radicale.url("/ada/")), HERE, MARCH)


def multistatus(*responses: str, before: str = "") -> tuple[int, dict[str, str], bytes]:
    names = 'xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:s="http://calendarserver.org/ns/"'
    return 207, {}, f'<?xml version="1.0"?>{before}<multistatus {names}>{"".join(responses)}</multistatus>'.encode()


def response(properties: str, href: str = "/c/") -> str:
    status = "<status>HTTP/1.1 200 OK</status>"
    return f"<response><href>{href}</href><propstat><prop>{properties}</prop>{status}</propstat></response>"


CALENDAR = "<resourcetype><collection/><c:calendar/></resourcetype>"


@pytest.mark.parametrize(
    "answer",
    [
        (207, {}, b"<html>"),
        (207, {}, b""),
        (207, {}, b"\xff\xfe\x00"),
        multistatus(response(CALENDAR), before='<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'),
        multistatus(response(CALENDAR), before='<!DOCTYPE x SYSTEM "http://127.0.0.1/x">'),
        multistatus(response(f"{CALENDAR}<s:getctag>&a;</s:getctag>")),
        multistatus(response("<x>" * 100 + "</x>" * 100)),
        (207, {}, multistatus(response(CALENDAR), before="<!DOCTYPE x>")[2].decode().encode("utf-16")),
    ],
    ids=["html", "empty", "bytes", "entities", "outside", "unknown entity", "deep", "utf-16"],
)
def test_answers_that_no_good_server_gives(feeds: FeedServer, answer: object) -> None:
    """Document types and entities above all; nothing outside is asked for."""
    feeds.pages["/c/"] = answer
    with pytest.raises(CannotFetch):
        caldav.fetch(place(feeds.url("/c/")), HERE, MARCH)
    assert len(feeds.asked) == 1


def test_an_answer_without_end_is_refused(feeds: FeedServer) -> None:
    """More responses than a calendar may have events."""
    feeds.pages["/c/"] = multistatus(response(CALENDAR), "<response/>" * (caldav.MAX_RESPONSES + 1))
    with pytest.raises(CannotFetch):
        caldav.fetch(place(feeds.url("/c/")), HERE, MARCH)


def test_links_to_another_server_are_not_followed(feeds: FeedServer) -> None:
    """Its name is told instead; the password stays where it belongs."""
    home = "<c:calendar-home-set><href>http://evil.example/ada/</href></c:calendar-home-set>"
    feeds.pages["/c/"] = multistatus(response(home))
    with pytest.raises(CannotFetch, match=r"on evil\.example"):
        caldav.find(replace(place(feeds.url("/c/")), user="ada", password="word"), HERE)
    feeds.pages["/c/"] = multistatus(response(CALENDAR, "http://evil.example/c/"))
    with pytest.raises(CannotFetch, match="tells nothing"):
        caldav.fetch(place(feeds.url("/c/")), HERE, MARCH)


def test_a_server_without_a_word_for_its_state_is_read_each_time(feeds: FeedServer) -> None:
    """Rather than never."""
    data = "<c:calendar-data>BEGIN:VCALENDAR&#13;\nEND:VCALENDAR</c:calendar-data>"
    feeds.pages["/c/"] = lambda asked, handler: answer(
        handler, multistatus(response(CALENDAR if asked.method == "PROPFIND" else data))
    )

    def answer(handler: object, page: tuple[int, dict[str, str], bytes]) -> None:
        handler.send_response(page[0])  # type: ignore[attr-defined]
        handler.send_header("Content-Length", str(len(page[2])))  # type: ignore[attr-defined]
        handler.end_headers()  # type: ignore[attr-defined]
        handler.wfile.write(page[2])  # type: ignore[attr-defined]

    first = caldav.fetch(place(feeds.url("/c/")), HERE, MARCH)
    assert (busy(first), first.validators.etag) == ([], "")
    assert caldav.fetch(place(feeds.url("/c/")), HERE, MARCH, first.validators).data is not None
