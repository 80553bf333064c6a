"""Answers as the programs of this world send them, shortened but true to their form."""

from base64 import encodebytes
from datetime import UTC, datetime
from textwrap import dedent

from booking.model import Invitation

RULES = """\
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


def stamp(moment: datetime) -> str:
    """A DATE-TIME in UTC."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def event(invitation: Invitation, *lines: str, stamped: datetime, sequence: int | None = None) -> str:
    """A VEVENT about what an invitation is about, with these lines more."""
    counted = invitation.sequence if sequence is None else sequence
    own = ["BEGIN:VEVENT", f"UID:{invitation.uid}", f"DTSTAMP:{stamp(stamped)}", f"SEQUENCE:{counted}"]
    return "\n".join([*own, *lines, "END:VEVENT", ""])


def calendar(method: str, *parts: str) -> str:
    """A calendar of these parts."""
    head = ["BEGIN:VCALENDAR", "PRODID:-//Somebody//Calendar//EN", "VERSION:2.0", f"METHOD:{method}"]
    return "\n".join([*head, ""]) + "".join(parts) + "END:VCALENDAR\n"


def mail(
    invitation: Invitation,
    content: str = "",
    *,
    sender: str = "",
    to: str = "",
    headers: tuple[str, ...] = (),
    text: str = "Accepted",
    part: str = "text/calendar; charset=UTF-8; method=REPLY",
    message_id: str = "<1@guests.example>",
) -> bytes:
    """A mail with a text and a calendar, from the reader of an invitation to its organizer unless told otherwise."""
    lines = [
        f"From: Somebody <{sender or invitation.reader.email}>",
        f"To: {to or invitation.organizer}",
        "Subject: Accepted: a meeting",
        f"Message-ID: {message_id}",
        "MIME-Version: 1.0",
        *headers,
        'Content-Type: multipart/alternative; boundary="b0"',
        "",
        "--b0",
        "Content-Type: text/plain; charset=UTF-8",
        "",
        text,
    ]
    if content:
        wire = content.replace("\n", "\r\n").encode()
        encoded = encodebytes(wire).decode("ascii")
        lines += ["--b0", f"Content-Type: {part}", "Content-Transfer-Encoding: base64", "", encoded]
    return "\r\n".join("\n".join([*lines, "--b0--", ""]).split("\n")).encode()


def attendee(invitation: Invitation, status: str, email: str = "") -> str:
    """An ATTENDEE line."""
    return f"ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT={status};CN=Somebody:mailto:{email or invitation.reader.email}"


def reply(invitation: Invitation, status: str, stamped: datetime, **facts: object) -> bytes:
    """A REPLY as any program might send it; `sequence`, `email` and `more` lines may be given, the rest is `mail`'s."""
    sequence = facts.pop("sequence", None)
    more = facts.pop("more", ())
    line = attendee(invitation, status, str(facts.pop("email", "")))
    assert isinstance(more, tuple)
    assert sequence is None or isinstance(sequence, int)
    content = calendar("REPLY", event(invitation, line, *more, stamped=stamped, sequence=sequence))
    return mail(invitation, content, **facts)  # type: ignore[arg-type]


def google(invitation: Invitation, status: str, stamped: datetime) -> bytes:
    """Google Calendar: From a service address, Reply-To the guest, marked as generated, no DTSTAMP of ours."""
    reader = invitation.reader.email
    facts = f"CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={status};CN={reader};X-NUM-GUESTS=0"
    lines = (
        f"DTSTART:{stamp(invitation.start)}",
        f"DTEND:{stamp(invitation.end)}",
        f"ORGANIZER;CN=Convoke:mailto:{invitation.organizer}",
        f"ATTENDEE;{facts}:mailto:{reader}",
    )
    folded = "\n ".join(["\n".join(lines)[:60], "\n".join(lines)[60:]])
    content = calendar("REPLY", event(invitation, folded, stamped=stamped))
    headers = (f"Reply-To: <{invitation.reader.email}>", "Sender: Google Calendar <calendar-notification@google.com>",
               "Auto-Submitted: auto-generated")  # fmt: skip
    return mail(invitation, content, sender="calendar-notification@google.com", headers=headers)


def outlook_com(invitation: Invitation, status: str, stamped: datetime) -> bytes:
    """Outlook.com: no ORGANIZER, the name in capitals, a Windows zone, the answer's words in a property of its own."""
    start = f"DTSTART;TZID=W. Europe Standard Time:{invitation.start.astimezone():%Y%m%dT%H%M%S}"
    lines = (f"ATTENDEE;PARTSTAT={status};CN=Ana:MAILTO:{invitation.reader.email.upper()}", start, "CLASS:PUBLIC")
    return mail(invitation, calendar("REPLY", RULES, event(invitation, *lines, stamped=stamped)), text="")


def exchange(invitation: Invitation, status: str, stamped: datetime) -> bytes:
    """Exchange: a RECURRENCE-ID in a Windows zone with its VTIMEZONE, a comment, utf-8 in quoted-printable."""
    local = f"{invitation.start:%Y%m%d}T{invitation.start.hour + 1:02}{invitation.start:%M%S}"  # winter
    lines = (f"RECURRENCE-ID;TZID=W. Europe Standard Time:{local}",
             f"ATTENDEE;PARTSTAT={status};CN=Ana:mailto:{invitation.reader.email}",
             "COMMENT;LANGUAGE=de-DE:Ich freue mich\\, bis dann.\\n")  # fmt: skip
    return mail(invitation, calendar("REPLY", RULES, event(invitation, *lines, stamped=stamped)))


def apple(invitation: Invitation, status: str, stamped: datetime) -> bytes:
    """Apple Mail: an attached file without a method in its type."""
    lines = (attendee(invitation, status), f"ORGANIZER:mailto:{invitation.organizer}")
    part = "application/ics; name=iCal-1.ics"
    return mail(invitation, calendar("REPLY", event(invitation, *lines, stamped=stamped)), part=part)


def thunderbird(invitation: Invitation, status: str, stamped: datetime) -> bytes:
    """Thunderbird: bare line feeds, 8-bit, X- properties."""
    lines = (attendee(invitation, status).replace("Somebody", '"Ánà, Jr: x"'), "X-MOZ-RECEIVED-SEQUENCE:0")
    content = calendar("REPLY", event(invitation, *lines, stamped=stamped))
    head = dedent(f"""\
        From: Ana <{invitation.reader.email}>
        To: {invitation.organizer}
        Message-ID: <2@guests.example>
        MIME-Version: 1.0
        Content-Type: text/calendar; method=REPLY; charset=UTF-8
        Content-Transfer-Encoding: 8bit

        """)
    return (head + content).encode()


PROGRAMS = (google, outlook_com, exchange, apple, thunderbird)
