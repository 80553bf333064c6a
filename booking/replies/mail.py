"""A mail that came back, whatever its bytes are: what it is, for which of our addresses, and what it says.

Nothing in it is believed for being there. The calendar part is looked for in the mail itself, never in a message that is
attached to it. The work is bounded by limits on size, lines and parts, since the mail may have been made to harm.
"""

import codecs
import re
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses

from booking.replies import bounces, calendar, words
from booking.replies.model import Reply

MAX_BYTES = 1_000_000
MAX_LINES = 50_000
MAX_PARTS = 100
MAX_BOUNDARIES = 50
MAX_ADDRESSES = 50
_BOUNDARY = re.compile(rb"boundary\s*\*?[\d*]*\s*=|message/rfc822", re.IGNORECASE)
_ENDLESS = re.compile(rb"^content-[a-z]+:(?:[^\n]|\n[ \t]){3000}", re.IGNORECASE | re.MULTILINE)
_CHARSET = re.compile(
    r"ascii|utf-(8|16|16-le|16-be|7)|iso8859-\d{1,2}|cp\d{3,4}|koi8-[rtu]|gb2312|gbk|gb18030|big5(hkscs)?|shift_jis"
    r"|euc_(jp|kr)|iso2022_(jp|kr)|mac-\w+"
)
_ENCODED = re.compile(r"=\?[^?\s]*\?[^?\s]*\?[^?\s]*\?=|[\r\n]+")
_SENT_TO = ("Delivered-To", "X-Original-To", "X-Envelope-To", "Envelope-To", "To", "Cc")


def read(raw: bytes) -> Reply:
    """What there is in a mail. Never raises, and takes a time that grows with the size alone."""
    if (
        len(raw) > MAX_BYTES
        or raw.count(b"\n") > MAX_LINES
        or len(_BOUNDARY.findall(raw)) > MAX_BOUNDARIES
        or _ENDLESS.search(raw)
    ):
        return Reply("nothing", reason="too large")
    try:
        return _read(message_from_bytes(raw))
    except Exception as error:  # noqa: BLE001 - what the library stumbles over is no more use to us than to it
        return Reply("nothing", reason=f"unreadable ({type(error).__name__})")


def _read(mail: Message) -> Reply:
    parts = list(_own_parts(mail))
    facts = Reply(
        "nothing",
        message_id=_header(mail, "Message-ID").strip()[:500],
        addresses=_addresses(mail, *_SENT_TO),
        sender=next(iter(_addresses(mail, "From")), ""),
        reply_to=next(iter(_addresses(mail, "Reply-To")), ""),
        results=tuple(str(each) for each in mail.get_all("Authentication-Results", [])[:20]),
    )
    if len(parts) > MAX_PARTS:
        return replace(facts, reason="too many parts")
    if mail.get_content_type() == "multipart/report":
        bounce = bounces.read(mail)
        return replace(facts, kind="bounce" if bounce else "automatic", bounce=bounce)
    for part in parts:
        if _is_calendar(part) and (answers := calendar.read(_content(part))):
            return replace(facts, kind="answer", answers=answers)
    if _is_automatic(mail):
        return replace(facts, kind="automatic")
    if said := words.own(_text(parts)):
        return replace(facts, kind="words", words=said)
    return replace(facts, reason="empty")


def _own_parts(mail: Message) -> list[Message]:
    """The leaves, without those of attached messages."""
    found: list[Message] = []
    waiting = [mail]
    while waiting and len(found) <= MAX_PARTS:
        part = waiting.pop()
        inside = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inside, list):
            waiting += [each for each in reversed(inside) if isinstance(each, Message)]
        elif not isinstance(inside, list):
            found.append(part)
    return found


def _is_calendar(part: Message) -> bool:
    if part.get_content_type() in ("text/calendar", "application/ics", "text/x-vcalendar"):
        return True
    return str(part.get_filename() or "").lower().endswith((".ics", ".vcs"))


def _is_automatic(mail: Message) -> bool:
    """An absence notice, a list, a bounce in no known form (RFC 3834 sections 2 and 5)."""
    submitted = _header(mail, "Auto-Submitted").partition(";")[0].strip().lower()
    precedence = _header(mail, "Precedence").strip().lower()
    return (
        submitted not in ("", "no")
        or precedence in ("bulk", "list", "junk", "auto_reply")
        or _header(mail, "Return-Path").strip() == "<>"
        or any(name in mail for name in ("X-Autoreply", "X-Autorespond", "X-Failed-Recipients", "List-Id"))
    )


def _text(parts: list[Message]) -> str:
    shown = [part for part in parts if part.get_content_disposition() != "attachment"]
    plain = next((part for part in shown if part.get_content_type() == "text/plain"), None)
    if plain is not None:
        return _decoded(plain)
    page = next((part for part in shown if part.get_content_type() == "text/html"), None)
    return words.of_html(_decoded(page)) if page is not None else ""


def _content(part: Message) -> bytes:
    """A calendar part in UTF-8, or as it is where it does not say what it is in."""
    data = _bytes(part)
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return data
    charset = _charset(part)
    return data if charset in ("utf-8", "ascii") else data.decode(charset, "replace").encode()


def _decoded(part: Message) -> str:
    return _bytes(part).decode(_charset(part), "replace")


def _bytes(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _charset(part: Message) -> str:
    """The charset that is stated, where it is one for text."""
    try:
        name = codecs.lookup(part.get_content_charset("utf-8")).name
    except (LookupError, ValueError):
        return "utf-8"
    return name if _CHARSET.fullmatch(name) else "utf-8"


def _header(mail: Message, name: str) -> str:
    return str(mail.get(name, ""))


def _addresses(mail: Message, *names: str) -> tuple[str, ...]:
    """The bare addresses in these headers, each once."""
    written = [_plain(str(value)) for name in names for value in mail.get_all(name, [])[:MAX_ADDRESSES]]
    found = [address.strip().lower() for _, address in getaddresses(written)]
    return tuple(dict.fromkeys(each for each in found if "@" in each))[:MAX_ADDRESSES]


def _plain(value: str) -> str:
    """The header without encoded words (RFC 2047), which are never part of an address."""
    return _ENCODED.sub(" ", value[:10_000])
