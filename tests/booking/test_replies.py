"""Mail that came back, read: hostile bytes too."""

import time
from base64 import encodebytes
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.replies import words
from booking.replies.mail import read
from booking.replies.proof import vouched

HEAD = b"From: Ana <ana@guests.example>\r\nTo: x+abcdefghijklmnop@meet.example\r\n"
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:one@meet.example\r\nSEQUENCE:2\r\n"
    "DTSTAMP:20270301T090000Z\r\nATTENDEE;PARTSTAT=ACCEPTED;CN=Ána:MAILTO:Ana@Guests.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def part(content_type: str, data: bytes, *headers: bytes) -> bytes:
    """A mail of one part."""
    return b"\r\n".join([HEAD + b"Content-Type: " + content_type.encode(), *headers, b"", data])


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "iso-8859-1", "windows-1252", "no-such-charset", "zip"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_a_calendar_is_read_in_any_charset_with_any_line_end(charset: str, newline: str) -> None:
    """What cannot be a charset of text counts as UTF-8."""
    written = "utf-8" if charset in ("no-such-charset", "zip") else charset
    data = CALENDAR.replace("\r\n", newline).encode(written)
    reply = read(part(f"text/calendar; charset={charset}", encodebytes(data), b"Content-Transfer-Encoding: base64"))

    assert reply.kind == "answer"
    [answer] = reply.answers
    assert (answer.method, answer.uid, answer.sequence) == ("REPLY", "one@meet.example", 2)
    assert answer.stamped_at == datetime(2027, 3, 1, 9, tzinfo=UTC)
    assert [(line.email, line.status) for line in answer.attendees] == [("ana@guests.example", "ACCEPTED")]


@pytest.mark.parametrize(
    ("content_type", "method", "kind"),
    [
        ("text/calendar", "REPLY", "answer"),
        ("text/calendar; method=REQUEST", "REPLY", "answer"),
        ("application/ics; name=a.ics", "COUNTER", "answer"),
        ("application/octet-stream; name=invite.ics", "REFRESH", "answer"),
        ("text/calendar; method=REPLY", "REQUEST", "nothing"),
        ("text/calendar; method=REPLY", "", "nothing"),
    ],
)
def test_the_method_inside_counts(content_type: str, method: str, kind: str) -> None:
    """Whatever the Content-Type says; without one it is no answer."""
    data = CALENDAR.replace("METHOD:REPLY\r\n", f"METHOD:{method}\r\n" if method else "")

    assert read(part(content_type, data.encode())).kind == kind


def test_an_attached_message_is_not_looked_into() -> None:
    """The answer in a mail that somebody passes on is not theirs."""
    inner = part("text/calendar", CALENDAR.encode())

    assert read(part("message/rfc822", inner)).kind == "nothing"


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("TZID=Europe/Berlin:20270310T150000", 14),
        ('TZID="W. Europe Standard Time":20270310T150000', 14),
        ("TZID=(UTC+01:00) Amsterdam, Berlin, Rome:20270310T150000", 14),
        ("VALUE=DATE-TIME:20270310T140000Z", 14),
        ("TZID=Nowhere/At/All:20270310T150000", None),
        ("VALUE=DATE:20270310", None),
        ("X=1:20270310T150000", None),
        ("X=1:99999999T999999Z", None),
        (f"TZID={'(x' * 5000}:20270310T150000", None),
    ],
)
def test_a_time_is_an_instant_or_unknown(zone: str, expected: int | None) -> None:
    """A zone may have a name of Windows; nothing is guessed."""
    data = CALENDAR.replace("UID:", f"DTSTART;{zone}\r\nUID:")

    [answer] = read(part("text/calendar", data.encode())).answers
    assert answer.start == (None if expected is None else datetime(2027, 3, 10, expected, tzinfo=UTC))


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ((b"Auto-Submitted: auto-replied",), "automatic"),
        ((b"Auto-Submitted: no",), "words"),
        ((b"Precedence: bulk",), "automatic"),
        ((b"Return-Path: <>",), "automatic"),
        ((b"List-Id: <all.example>",), "automatic"),
        ((), "words"),
    ],
)
def test_what_no_person_wrote_is_no_words(headers: tuple[bytes, ...], kind: str) -> None:
    """Absence notices and lists are dropped; an answer marked as generated is one all the same."""
    assert read(part("text/plain", b"I am away.", *headers)).kind == kind
    assert read(part("text/calendar", CALENDAR.encode(), *headers)).kind == "answer"


@pytest.mark.parametrize(
    ("action", "status", "final"),
    [("failed", "5.1.1", True), ("failed", "4.4.7", False), ("delayed", "4.4.1", False), ("delivered", "2.0.0", False)],
)
def test_a_bounce_says_whether_it_is_for_good(action: str, status: str, final: bool) -> None:
    """As RFC 3464 has it."""
    body = (
        "--x\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; ANA@guests.example\r\n"
        f"Action: {action}\r\nStatus: {status}\r\nDiagnostic-Code: smtp; 550 no such\r\n user\r\n\r\n--x--\r\n"
    )
    reply = read(part("multipart/report; report-type=delivery-status; boundary=x", body.encode()))

    assert reply.kind == "bounce"
    assert reply.bounce
    assert (reply.bounce.recipient, reply.bounce.final) == ("ana@guests.example", final)
    assert reply.bounce.reason.startswith(status)
    assert "no such user" in reply.bounce.reason


@pytest.mark.parametrize(
    ("text", "own"),
    [
        (
            "I come later.\n\nOn Mon, Mar 1, 2027 at 9:00 AM Convoke\n<rsvp@meet.example> wrote:\n> Hello",
            "I come later.",
        ),
        ("Gern!\nAm 1.3.2027 um 09:00 schrieb Convoke:\n> Hallo", "Gern!"),
        ("D’accord\n\nLe lun. 1 mars 2027 à 09:00, Convoke a écrit :\n> Bonjour", "D’accord"),
        ("好的\n\n在 2027年3月1日 写道：\n> 你好", "好的"),
        ("> Are you there?\nYes.", "Yes."),
        ("Fine\n\n-----Original Message-----\nFrom: x", "Fine"),
        ("Fine\n________________________________\nFrom: x@y", "Fine"),
        ("Fine\nFrom: Convoke <x@y>\nSent: today", "Fine"),
        ("On time I am not, he wrote", "On time I am not, he wrote"),
        ("> all\n> quoted", ""),
        ("-- \nAna\nSales", ""),
        ("a\x00b\x1b[0m\tc", "a b [0m c"),
    ],
)
def test_own_words_are_told_from_the_quoted(text: str, own: str) -> None:
    """In the languages that we speak."""
    assert words.own(text) == own


def test_words_in_html_lose_what_is_quoted_and_never_shown() -> None:
    """As mail programs write it that send no plain text."""
    page = (
        b"<style>p{}</style><p>See <b>you</b><div class='gmail_quote x'><div>On Mon wrote</div>secret</div><p>there</p>"
    )

    assert read(part("text/html", page)).words == "See you\nthere"


@pytest.mark.parametrize(
    ("result", "trusted"),
    [
        ("mx.meet.example; dmarc=pass header.from=guests.example", True),
        ("MX.meet.example 1; spf=pass (x; y); dmarc=pass (p=none) header.from=Guests.example", True),
        ("mx.other.example; dmarc=pass header.from=guests.example", False),
        ("mx.meet.example; dmarc=pass header.from=other.example", False),
        ("mx.meet.example; dmarc=fail header.from=guests.example", False),
        ("mx.meet.example; spf=pass smtp.mailfrom=guests.example; x=dmarc=pass", False),
        ("mx.meet.example (; dmarc=pass header.from=guests.example)", False),
    ],
)
def test_only_our_own_server_vouches_for_a_sender(result: str, trusted: bool) -> None:
    """By a DMARC pass for the domain in From."""
    reply = read(part("text/calendar", CALENDAR.encode(), b"Authentication-Results: " + result.encode()))

    assert vouched(reply, "mx.meet.example") == ("ana@guests.example" if trusted else "")
    assert vouched(reply, "") == ""


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading(data: bytes) -> None:
    """Bare, as a calendar, and as a report."""
    for kind in ("text/calendar", "text/html", "multipart/report; boundary=x", "multipart/mixed; boundary=x"):
        read(data)
        read(part(kind, data))
        read(part(kind, b"--x\r\n" + data))


@given(st.lists(st.sampled_from(CALENDAR.split("\r\n")), max_size=30), st.integers(0, 400))
def test_no_mixture_of_lines_breaks_the_reading(lines: list[str], cut: int) -> None:
    """Lines lost, doubled, out of order, and cut off."""
    read(part("text/calendar", "\r\n".join(lines).encode()[:cut]))


HOSTILE = {
    "nested": b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(2000)),
    "nested and long": b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(49))
    + b"a\n" * 49_000,
    "many parts": part("multipart/mixed; boundary=x", b"--x\n\n\n" * 9000),
    "many lines": b"\n" * 999_999,
    "too many bytes": b"a" * 1_000_001,
    "recipients": b"To: " + b"a@b," * 249_000 + b"\n\nx",
    "comments": b"To: " + b"(" * 900_000 + b"\n\nx",
    "parameters": b"Content-Type: text/plain; " + b"a=b;" * 200_000 + b"\n\nx",
    "attendees": part("text/calendar", CALENDAR.replace("SEQ", "ATTENDEE:mailto:a@b\r\n" * 40_000 + "SEQ").encode()),
    "zone": part("text/calendar", CALENDAR.replace("SEQ", f"DTSTART;TZID={'(x' * 400_000}:20270101T1\r\nSEQ").encode()),
    "rule": part(
        "text/calendar",
        CALENDAR.replace(
            "BEGIN:VEVENT",
            "BEGIN:VTIMEZONE\r\nTZID:N\r\nBEGIN:STANDARD\r\nDTSTART:00010101T000000\r\nTZOFFSETFROM:+0000\r\n"
            "TZOFFSETTO:+0100\r\nRRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
            "BEGIN:VEVENT\r\nDTSTART;TZID=N:20270101T000000",
        ).encode(),
    ),
    "events": part("text/calendar", CALENDAR.replace("END:VCAL", "BEGIN:VEVENT\r\n" * 40_000 + "END:VCAL").encode()),
    "tags": part("text/html", b"<div " * 190_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_made_to_harm_takes_no_long_time(name: str) -> None:
    """A megabyte of the worst takes a moment."""
    began = time.process_time()
    read(HOSTILE[name])

    assert time.process_time() - began < 5
