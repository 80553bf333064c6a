"""Who writes to us, and what is known of them for good."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection, bindparam, select, text

from booking.addresses import clean_line, clean_name, normalise
from booking.autocommit import Autocommit
from booking.availability import zone
from booking.errors import InvalidInput
from booking.model import Appointment, Contact, Person
from booking.queries import Query
from booking.tables import attendees, people

MAX_PART = 500
_LOCALE = re.compile(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*")
_READ = Query(
    select(*(people.c[name] for name in ("id", "timezone", "locale", "email", "name", "address"))).where(
        people.c.id == bindparam("id")
    )
)
_CONTACTS = select(
    *(people.c[name] for name in ("channel", "account", "sender")),
    *(people.c[name] for name in ("id", "timezone", "locale", "email", "name", "address")),
).where(people.c.id.in_(bindparam("ids", expanding=True)), people.c.address.is_not(None))
_NAME = select(people.c.name).where(people.c.id == bindparam("id"))
_TASTES = (
    select(people.c.email, people.c.locale, people.c.timezone)
    .where(people.c.email.in_(bindparam("emails", expanding=True)))
    .order_by(people.c.id)
)
_BROUGHT_BY = (
    select(attendees.c.email, people.c.locale, people.c.timezone)
    .join(people, people.c.id == attendees.c.booked_by)
    .where(
        attendees.c.appointment_id == bindparam("appointment"),
        attendees.c.booked_by != bindparam("booker"),
        attendees.c.email.in_(bindparam("emails", expanding=True)),
    )
)
_UPSERT = Query(
    text(
        "INSERT INTO people (id, channel, account, sender, timezone, locale, email, name, address)"
        " VALUES (:id, :channel, :account, :sender, :timezone, :locale, :email, :name, :address)"
        " ON CONFLICT (id) DO UPDATE SET timezone = coalesce(excluded.timezone, people.timezone),"
        " locale = coalesce(excluded.locale, people.locale), email = coalesce(excluded.email, people.email),"
        " name = coalesce(excluded.name, people.name), address = coalesce(excluded.address, people.address)"
    )
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a person has told: `timezone` an IANA name, `locale` like "pt_BR"; and `address`, where their network takes
    what is for them. None: not this time."""

    timezone: str | None = None
    locale: str | None = None
    email: str | None = None
    name: str | None = None
    address: str | None = None


def person_id(channel: str, account: str, sender: str) -> str:
    """The id of whoever `sender` is on `account` of `channel`: a digest, the same always and everywhere."""
    parts = "".join(f"{len(part)}:{part}" for part in (channel, account, sender))
    return sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def read(source: Connection | Autocommit, channel: str, account: str, sender: str) -> Person:
    """What is known of a person; with nothing known, just their id. Writes nothing."""
    key = person_id(channel, account, sender)
    rows = _READ.rows(source, {"id": key})
    return Person(*rows[0]) if rows else Person(key)


def contacts(connection: Connection, ids: Iterable[str]) -> tuple[Contact, ...]:
    """Those among the people of these ids who can be written to in a chat."""
    rows = connection.execute(_CONTACTS, {"ids": sorted(filter(None, ids))})
    return tuple(Contact(Person(*who), channel, account, sender) for channel, account, sender, *who in rows)


def name_of(connection: Connection, id_: str) -> str:
    """What the person of this id is called, "" where that is not known."""
    return connection.scalar(_NAME, {"id": id_}) or ""


def tastes(connection: Connection, emails: Sequence[str]) -> dict[str, tuple[str | None, str | None]]:
    """The locale and the zone of people known by these addresses (normalised), as far as they told them."""
    found: dict[str, tuple[str | None, str | None]] = {}
    for email, locale, timezone in connection.execute(_TASTES, {"emails": emails}):
        known = found.get(email, (None, None))
        found[email] = (known[0] or locale, known[1] or timezone)
    return found


def guests_tastes(
    connection: Connection, appointment: Appointment, emails: Sequence[str]
) -> dict[str, tuple[str | None, str | None]]:
    """The same for people in an appointment; where strangers share it, those of whoever brought them count, too,
    unless it is who made it."""
    found = tastes(connection, emails)
    if appointment.type.shared:
        about = {"appointment": appointment.id, "booker": appointment.booked_by, "emails": emails}
        for email, locale, timezone in connection.execute(_BROUGHT_BY, about):
            known = found.get(email, (None, None))
            found[email] = (known[0] or locale, known[1] or timezone)
    return found


def remember(source: Connection | Autocommit, channel: str, account: str, sender: str, known: Known) -> Person:
    """Keep what is known of a person, and leave the rest as it was.

    Raises:
        InvalidInput: an unknown zone, an address that no mail reaches, no locale, or a sender that is no text.
    """
    for part in (channel, account, sender, known.address or ""):
        if part != clean_line(part, MAX_PART):
            raise InvalidInput("The sender of this message cannot be remembered.")
    if known.locale is not None and not _LOCALE.fullmatch(known.locale):
        raise InvalidInput(f"“{clean_line(known.locale, 40)}” is no locale; use one like en or pt_BR.")
    values = {
        "id": person_id(channel, account, sender),
        "channel": channel,
        "account": account,
        "sender": sender,
        "timezone": None if known.timezone is None else zone(known.timezone).key,
        "locale": known.locale,
        "email": None if known.email is None else normalise(known.email),
        "name": None if known.name is None else clean_name(known.name) or None,
        "address": known.address,
    }
    _UPSERT.run(source, values)
    return read(source, channel, account, sender)
