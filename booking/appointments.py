"""Appointments as rows: written, read, cancelled. Each function works in a transaction under way."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from typing import Any
from uuid import uuid4

from sqlalchemy import BigInteger, Connection, bindparam, select, type_coerce, update

from booking.availability import Span, blocked
from booking.errors import NotFound
from booking.hosts import TYPE_COLUMNS, appointment_type, stored_text
from booking.invitations import new_token
from booking.model import Appointment, AppointmentType, Attendee, BookingRequest
from booking.storage import MAX_BLOCKED, appointment_types, appointments, attendees, instant, seconds

_from = type_coerce(appointments.c.blocked_from, BigInteger)
_until = type_coerce(appointments.c.blocked_until, BigInteger)
_BUSY = (
    select(_from, _until)
    .where(
        appointments.c.provider_id == bindparam("provider_id"),
        appointments.c.status == "confirmed",
        _from > bindparam("lowest"),
        _from < bindparam("until"),
        _until > bindparam("since"),
    )
    .order_by(_from)
)
_COLUMNS = ("id", "uid", "sequence", "provider_id", "starts_at", "ends_at", "status", "title", "location", "booked_by")
_READ = (
    select(
        *(appointments.c[name] for name in (*_COLUMNS, "timezone", "created_at", "updated_at")),
        *(attendees.c[name] for name in ("email", "name", "status")),
        *TYPE_COLUMNS,
    )
    .join_from(appointments, appointment_types, appointments.c.type_id == appointment_types.c.id)
    .outerjoin(attendees, attendees.c.appointment_id == appointments.c.id)
    .order_by(appointments.c.starts_at, appointments.c.id, attendees.c.position)
)
_BY_ID = _READ.where(appointments.c.id == bindparam("id"))
_BY_KEY = _READ.where(appointments.c.idempotency_digest == bindparam("digest"))
_UPCOMING = _READ.where(
    appointments.c.booked_by == bindparam("person_id"),
    appointments.c.ends_at > bindparam("now"),
    appointments.c.status == "confirmed",
)
_CANCEL = (
    update(appointments)
    .where(appointments.c.id == bindparam("appointment"), appointments.c.status == "confirmed")
    .values(status="cancelled", sequence=appointments.c.sequence + 1, updated_at=bindparam("now"))
)
_HOST_TOKEN = select(appointments.c.host_token).where(appointments.c.id == bindparam("id"))
_TOKENS = select(attendees.c.email, attendees.c.reply_token).where(attendees.c.appointment_id == bindparam("id"))


def busy(connection: Connection, provider_id: str, span: Span) -> list[Span]:
    """What is blocked of a provider's time within `span`, ascending."""
    since, until = span
    parameters = {"provider_id": provider_id, "lowest": since - MAX_BLOCKED, "since": since, "until": until}
    return [(begin, end) for begin, end in connection.execute(_BUSY, parameters)]


def insert(
    connection: Connection,
    request: BookingRequest,
    type_: AppointmentType,
    invited: Iterable[Attendee],
    mail_from: str,
    now: datetime,
) -> Appointment:
    """Write a confirmed appointment with its attendees; the values are right already.

    Raises:
        sqlalchemy.exc.IntegrityError: its time is blocked, or its idempotency key used.
    """
    start = seconds(request.start)
    blocked_from, blocked_until = blocked(type_, start)
    appointment = Appointment(
        id=str(uuid4()),
        uid=f"{uuid4()}@{mail_from.rpartition('@')[2]}",
        sequence=0,
        provider_id=request.provider_id,
        type=type_,
        start=instant(start),
        end=instant(start + type_.minutes * 60),
        status="confirmed",
        title=request.title,
        location=request.location,
        booked_by=request.booked_by,
        timezone=request.timezone,
        attendees=tuple(invited),
        created_at=instant(seconds(now)),
        updated_at=instant(seconds(now)),
    )
    values = {name: getattr(appointment, name) for name in ("id", "uid", "sequence", "provider_id", "status", "title")}
    connection.execute(
        appointments.insert(),
        values
        | {
            "type_id": type_.id,
            "starts_at": appointment.start,
            "ends_at": appointment.end,
            "blocked_from": instant(blocked_from),
            "blocked_until": instant(blocked_until),
            "location": appointment.location,
            "timezone": appointment.timezone,
            "booked_by": appointment.booked_by,
            "idempotency_digest": _digest(request.idempotency_key),
            "host_token": new_token(),
            "created_at": now,
            "updated_at": now,
        },
    )
    connection.execute(
        attendees.insert(),
        [
            {
                "appointment_id": appointment.id,
                "email": each.email,
                "position": position,
                "name": each.name,
                "status": each.status,
                "reply_token": new_token(),
            }
            for position, each in enumerate(appointment.attendees)
        ],
    )
    return appointment


def cancel(connection: Connection, appointment_id: str, now: datetime) -> bool:
    """Cancel a confirmed appointment, which frees its time; False if there is none of that id."""
    found = connection.execute(_CANCEL, {"appointment": stored_text(appointment_id), "now": now})
    return found.rowcount == 1


def read(connection: Connection, appointment_id: str) -> Appointment:
    """The appointment of that id.

    Raises:
        NotFound: there is none.
    """
    found = _appointments(connection.execute(_BY_ID, {"id": stored_text(appointment_id)}))
    if not found:
        raise NotFound("There is no such appointment.")
    return found[0]


def booked_with(connection: Connection, idempotency_key: str) -> Appointment | None:
    """The appointment that was booked with this idempotency key."""
    found = _appointments(connection.execute(_BY_KEY, {"digest": _digest(idempotency_key)}))
    return found[0] if found else None


def upcoming(connection: Connection, person_id: str, now: datetime) -> tuple[Appointment, ...]:
    """The confirmed appointments, not yet over, that a person has booked, by start."""
    return _appointments(connection.execute(_UPCOMING, {"person_id": stored_text(person_id), "now": now}))


def reply_tokens(connection: Connection, appointment_id: str) -> tuple[str, dict[str, str]]:
    """The tokens to which answers come back: the host's, and those of the attendees by address."""
    host_token: str = connection.execute(_HOST_TOKEN, {"id": appointment_id}).scalar_one()
    return host_token, {row[0]: row[1] for row in connection.execute(_TOKENS, {"id": appointment_id})}


def _appointments(rows: Iterable[Any]) -> tuple[Appointment, ...]:
    found = []
    for _, group in groupby(rows, key=lambda row: row[0]):
        invited = []
        for row in group:
            columns, (email, name, status), type_ = row[:13], row[13:16], row[16:]
            if email is not None:
                invited.append(Attendee(email, name, status))
        id_, uid, sequence, provider_id, *rest = columns
        start, end, state, title, location, booked_by, timezone, created_at, updated_at = rest
        found.append(
            Appointment(
                id=id_,
                uid=uid,
                sequence=sequence,
                provider_id=provider_id,
                type=appointment_type(type_),
                start=start,
                end=end,
                status=state,
                title=title,
                location=location,
                booked_by=booked_by,
                timezone=timezone,
                attendees=tuple(invited),
                created_at=created_at,
                updated_at=updated_at,
            )
        )
    return tuple(found)


def _digest(idempotency_key: str) -> str:
    """What is kept of a key: it may be of any length and hold anything."""
    return sha256(idempotency_key.encode("utf-8", "surrogatepass")).hexdigest()
