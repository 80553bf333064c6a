"""Calendar mails: what an attendee or the host receives when an appointment is made, changed or cancelled.

An iMIP message (RFC 6047) around an iTIP object (RFC 5546), in the one shape in which all common mail programs offer to
answer: the calendar as the last of the alternatives, and the same bytes again as an attached file. What is no calendar mail
(a reminder, say) has neither: a second REQUEST would show as a second invitation.

    multipart/mixed
    ├─ multipart/alternative
    │  ├─ text/plain
    │  ├─ text/html
    │  └─ text/calendar; method=REQUEST, CANCEL or DECLINECOUNTER
    └─ application/ics, an attachment
"""

import re
import secrets
from base64 import b32encode, encodebytes
from binascii import b2a_qp
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from booking import contentlines, letters
from booking.addresses import clean_line, clean_name
from booking.errors import InvalidInput
from booking.model import Attendee, Invitation

TOKEN_BYTES, LINK_BYTES = 10, 16
MAX_LOCAL_PART = 64
MAX_LINES = 100
"""Of what somebody wrote back."""
POLICY = SMTP.clone(cte_type="7bit", refold_source="none")
"""Mails leave byte for byte as they were composed."""

_BASE64 = ("Content-Transfer-Encoding", "base64")
_QUOTED = ("Content-Transfer-Encoding", "quoted-printable")
_BARE_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+", re.ASCII)  # RFC 5322 section 3.4.1, unquoted
_BARE_ID = re.compile(r"<[!-;=?-~]+>")


def new_token() -> str:
    """An unguessable word of 16 letters and digits (80 bits, base32 in lower case, as some mail programs lower it)."""
    return b32encode(secrets.token_bytes(TOKEN_BYTES)).decode("ascii").lower()


def new_link() -> str:
    """The unguessable word of a link: 26 letters and digits (128 bits)."""
    return b32encode(secrets.token_bytes(LINK_BYTES)).decode("ascii").rstrip("=").lower()


def default_replies(mail_from: str) -> str:
    """The pattern of reply addresses that needs no other mailbox: the token as a subaddress (RFC 5233)."""
    local, _, domain = mail_from.rpartition("@")
    return f"{local}+{{token}}@{domain}"


def reply_address(replies: str, token: str) -> str:
    """The address that answers to one invitation come back to: the pattern `replies` with this token.

    Raises:
        InvalidInput: the local part would pass 64 octets (RFC 5321 section 4.5.3.1.1).
    """
    address = replies.replace("{token}", token)
    if len(address.rpartition("@")[0]) > MAX_LOCAL_PART:
        raise InvalidInput(
            f"“{replies}” makes reply addresses that are too long: at most {MAX_LOCAL_PART} before the @."
        )
    return address


def compose(invitation: Invitation, sender: str) -> EmailMessage:
    """The mail from `sender` (a bare address of ours) to the invitation's reader, or to all. The same input gives the
    same bytes.

    The message is 7-bit throughout. Nothing that a person typed becomes a line or a header of its own.

    Raises:
        InvalidInput: an address is not a bare ASCII one, or a message id is not one; the message repeats neither.
    """
    people = (invitation.reader, *invitation.others)
    addresses = (sender, _answered_to(invitation), invitation.organizer, *(someone.email for someone in people))
    if not all(map(_BARE_ADDRESS.fullmatch, addresses)):
        raise InvalidInput("An address of this invitation is not a bare ASCII one.")
    if not all(map(_BARE_ID.fullmatch, (invitation.message_id, *invitation.references))):
        raise InvalidInput("A message id of this invitation is not one.")

    invitation = _cleaned(invitation)
    letter = letters.write(invitation)
    # "=_" occurs in neither quoted-printable nor base64 (RFC 2045 section 6.7).
    boundary = "=_" + sha256(invitation.message_id.encode("ascii")).hexdigest()[:24]
    alternatives = [
        _entity([("Content-Type", "text/plain; charset=UTF-8"), _QUOTED], _quoted(letter.text)),
        _entity([("Content-Type", "text/html; charset=UTF-8"), _QUOTED], _quoted(letter.html)),
    ]
    headers = list(_headers(invitation, sender, letter.subject))
    alternative = ("Content-Type", f'multipart/alternative; boundary="{boundary}.alternative"')
    if invitation.subject != "calendar":
        return _entity([*headers, alternative], alternatives)

    calendar = _base64(_calendar(invitation, letter.details))
    inline = ("Content-Type", f"text/calendar; charset=UTF-8; method={invitation.method}")
    alternatives.append(_entity([inline, _BASE64], calendar))
    attachment = [
        ("Content-Type", 'application/ics; name="invite.ics"'),
        ("Content-Disposition", 'attachment; filename="invite.ics"'),
        _BASE64,
    ]
    return _entity(
        [*headers, ("Content-Type", f'multipart/mixed; boundary="{boundary}.mixed"')],
        [_entity([alternative], alternatives), _entity(attachment, calendar)],
    )


def _answered_to(invitation: Invitation) -> str:
    """Where answers go: to us, but who answers a guest's own words means that guest."""
    theirs = invitation.concerning if invitation.subject == "words" else None
    return theirs.email if theirs else invitation.organizer


def _cleaned(invitation: Invitation) -> Invitation:
    """The invitation with every text of a person on one line, and each address once."""
    reader = _cleaned_attendee(invitation.reader)
    others = {other.email: _cleaned_attendee(other) for other in invitation.others if other.email != reader.email}
    provider_name = clean_name(invitation.provider_name) or "Your host"
    return replace(
        invitation,
        title=clean_line(invitation.title) or "Meeting",
        location=clean_line(invitation.location),
        video_url=clean_line(invitation.video_url),
        provider_name=provider_name,
        booker=clean_name(invitation.booker),
        reader=reader,
        others=tuple(others.values()),
        concerning=_cleaned_attendee(invitation.concerning) if invitation.concerning else None,
        words="\n".join(map(clean_line, invitation.words.strip().splitlines()[:MAX_LINES])),
    )


def _cleaned_attendee(attendee: Attendee) -> Attendee:
    return replace(
        attendee, email=clean_line(attendee.email), name=clean_name(attendee.name), phone=clean_name(attendee.phone)
    )


def _calendar(invitation: Invitation, description: str) -> bytes:
    """The iTIP object (RFC 5546 sections 3.2.2, 3.2.5 and 3.2.8), its times in UTC."""
    return contentlines.calendar([f"METHOD:{invitation.method}"], [_event(invitation, description)])


def _event(invitation: Invitation, description: str) -> Iterator[str]:
    text, utc = contentlines.text, contentlines.utc
    stands, request = invitation.method != "CANCEL", invitation.method == "REQUEST"
    yield "BEGIN:VEVENT"
    yield f"UID:{text(invitation.uid)}"
    yield f"DTSTAMP:{utc(invitation.updated_at)}"
    yield f"CREATED:{utc(invitation.created_at)}"
    yield f"LAST-MODIFIED:{utc(invitation.updated_at)}"
    yield f"SEQUENCE:{invitation.sequence}"
    yield f"DTSTART:{utc(invitation.start)}"
    yield f"DTEND:{utc(invitation.end)}"
    yield f"SUMMARY:{text(invitation.title)}"
    yield f"DESCRIPTION:{text(description)}"
    if place := invitation.location or invitation.video_url:
        yield f"LOCATION:{text(place)}"
    if stands or invitation.whole:
        yield f"STATUS:{'CONFIRMED' if stands else 'CANCELLED'}"
    yield f"TRANSP:{'OPAQUE' if stands else 'TRANSPARENT'}"
    yield f"ORGANIZER{_common_name(invitation.provider_name)}:mailto:{invitation.organizer}"
    yield _attendee(invitation.reader, request=request, chair=invitation.to_provider)
    for other in invitation.others:
        yield _attendee(other, request=request)
    yield "END:VEVENT"


def _attendee(attendee: Attendee, *, request: bool, chair: bool = False) -> str:
    role = "CHAIR" if chair else "REQ-PARTICIPANT"
    answer = f"PARTSTAT={attendee.status}{';RSVP=TRUE' if request else ''}"
    name = _common_name(attendee.name)
    return f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE={role};{answer}{name}:mailto:{attendee.email}"


def _common_name(name: str) -> str:
    """The parameter CN, quoted where it is more than a word; `clean_name` has left no quote in it (RFC 5545 section 3.2)."""
    if not name:
        return ""
    return f";CN={name}" if name.isalnum() else f';CN="{name}"'


def _headers(invitation: Invitation, sender: str, subject: str) -> Iterable[tuple[str, str]]:
    """The header fields of RFC 5322 section 3.6, folded, in ASCII."""
    yield "From", _mailbox("From", f"{invitation.provider_name} via Convoke", sender)
    yield "Reply-To", _answered_to(invitation)
    readers = (invitation.reader, *(invitation.others if invitation.to_all else ()))
    yield "To", ",\r\n ".join(_mailbox("To", each.name, each.email) for each in readers)
    yield "Subject", _encoded("Subject", subject)
    yield "Date", format_datetime(invitation.updated_at)
    yield "Message-ID", invitation.message_id
    if invitation.references:
        yield "In-Reply-To", invitation.references[-1]
        yield "References", "\r\n ".join(invitation.references)
    yield "Auto-Submitted", "auto-generated"  # RFC 3834 section 5
    yield "X-Auto-Response-Suppress", "OOF, AutoReply"
    if invitation.subject == "reminder" and invitation.link:
        yield "List-Unsubscribe", f"<{invitation.link}/unsubscribe>"  # RFC 8058: one click is enough
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"
    yield "MIME-Version", "1.0"


def _mailbox(header: str, name: str, address: str) -> str:
    """An address with its display name: quoted (RFC 5322 section 3.2.4) or as encoded words (RFC 2047)."""
    if not name:
        return address
    phrase = _encoded(header, name) if _needs_encoding(name) else f'"{name}"'
    return f"{phrase}\r\n <{address}>"


def _encoded(header: str, text: str) -> str:
    return Header(text, "utf-8" if _needs_encoding(text) else "us-ascii", header_name=header).encode(linesep="\r\n")


def _needs_encoding(text: str) -> bool:
    return not text.isascii() or "=?" in text  # what looks like an encoded word would be read as one


def _entity(headers: Iterable[tuple[str, str]], content: str | Sequence[EmailMessage]) -> EmailMessage:
    """A message or a part of one, its headers as they are: the library's own folding loses the quotes of long display
    names (CPython, gh-80222) and decodes what a person typed."""
    entity = EmailMessage(POLICY)
    for name, value in headers:
        entity.set_raw(name, value)
    entity.set_payload(content if isinstance(content, str) else [*content])
    return entity


def _base64(data: bytes) -> str:
    return encodebytes(data).decode("ascii").replace("\n", "\r\n")


def _quoted(text: str) -> str:
    return b2a_qp(text.replace("\n", "\r\n").encode()).decode("ascii")
