"""Which of our addresses a mail was sent to, and which mails have come already. Works in a transaction under way."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal

from sqlalchemy import BindParameter, Connection, bindparam, delete, func, literal, select, update

from booking.tables import appointments, attendees, received

KEPT = timedelta(days=7)
"""How long the mail itself is kept, as evidence."""
KNOWN = timedelta(days=90)
"""How long it is known that it came."""
MAX_KEPT_BYTES = 64 * 1024
MAX_KEPT = 200
"""Mails of a day about one appointment that are kept as evidence."""
MAX_TOKENS = 20

_TOKEN = re.compile(r"(?<![a-z0-9])[a-z2-7]{16}(?![a-z0-9])")
_tokens: BindParameter[list[str]] = bindparam("tokens", expanding=True)
_PLACES = (
    select(attendees.c.reply_token, attendees.c.appointment_id, literal("guest"), attendees.c.email)
    .where(attendees.c.reply_token.in_(_tokens))
    .union_all(
        select(appointments.c.host_token, appointments.c.id, literal("host"), literal("")).where(
            appointments.c.host_token.in_(_tokens)
        ),
        select(appointments.c.guests_token, appointments.c.id, literal("guests"), literal("")).where(
            appointments.c.guests_token.in_(_tokens)
        ),
    )
)
_TODAY = select(func.count()).where(
    received.c.appointment_id == bindparam("appointment_id"), received.c.received_at > bindparam("since")
)
_KNOWN = select(received.c.digest).where(received.c.digest == bindparam("digest"))
_OUTCOME = update(received).where(received.c.digest == bindparam("of_digest")).values(outcome=bindparam("what"))
_OLD_RAW = select(received.c.digest).where(received.c.received_at < bindparam("before"), received.c.raw != b"")
_OLD = select(received.c.digest).where(received.c.received_at < bindparam("before"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mail belongs: to the seat of one guest (`email`), to the host, or to all guests of an appointment."""

    token: str
    appointment_id: str
    role: Literal["guest", "host", "guests"]
    email: str


def tokens(addresses: Iterable[str]) -> list[str]:
    """The words in these addresses that may be tokens of ours, each once."""
    found = (word for address in addresses for word in _TOKEN.findall(address.lower().rpartition("@")[0][:64]))
    return list(dict.fromkeys(found))[:MAX_TOKENS]


def place(connection: Connection, addresses: Iterable[str]) -> Place | None:
    """Where a mail to these addresses belongs, by the first of them that is ours."""
    asked = tokens(addresses)
    if not asked:
        return None
    found = {row[0]: Place(*row) for row in connection.execute(_PLACES, {"tokens": asked})}
    return next((found[token] for token in asked if token in found), None)


def digest(token: str, message_id: str, raw: bytes) -> str:
    """What a mail is known by: the headers that servers put in front on the way do not matter."""
    head, break_, body = raw.partition(b"\r\n\r\n" if b"\r\n\r\n" in raw else b"\n\n")
    content = body if message_id and break_ else head + body
    return sha256(b"\0".join((token.encode(), message_id.encode("utf-8", "surrogatepass"), content))).hexdigest()


def is_new(connection: Connection, key: str, appointment_id: str, raw: bytes, now: datetime) -> bool:
    """Note that a mail has come, which `digest` gave this key; False when it had before.

    Raises:
        sqlalchemy.exc.IntegrityError: it comes a second time at this very moment.
    """
    if connection.execute(_KNOWN, {"digest": key}).first():
        return False
    today = {"appointment_id": appointment_id, "since": now - timedelta(days=1)}
    evidence = raw[:MAX_KEPT_BYTES] if connection.execute(_TODAY, today).scalar_one() < MAX_KEPT else b""
    values = {"digest": key, "received_at": now, "appointment_id": appointment_id, "outcome": ""}
    connection.execute(received.insert(), values | {"raw": evidence})
    return True


def became(connection: Connection, key: str, outcome: str) -> None:
    """Note what became of a mail."""
    connection.execute(_OUTCOME, {"of_digest": key, "what": outcome})


def forget(connection: Connection, appointment_ids: Iterable[str]) -> int:
    """Drop the mails kept about these appointments; how many there were."""
    mails = update(received).where(received.c.appointment_id.in_(list(appointment_ids)), received.c.raw != b"")
    return connection.execute(mails.values(raw=b"")).rowcount


def prune(connection: Connection, now: datetime, most: int) -> int:
    """Drop up to so many mails that were kept long enough; how many there were."""
    raw = list(connection.scalars(_OLD_RAW.limit(most), {"before": now - KEPT}))
    if raw:
        connection.execute(update(received).where(received.c.digest.in_(raw)).values(raw=b""))
    old = list(connection.scalars(_OLD.limit(most), {"before": now - KNOWN}))
    if old:
        connection.execute(delete(received).where(received.c.digest.in_(old)))
    return len(raw) + len(old)
