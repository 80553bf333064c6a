"""Appointments as rows: written, read, cancelled. Each function works in a transaction under way."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import groupby
from typing import Any
from uuid import uuid4

from sqlalchemy import BigInteger, Connection, bindparam, func, literal, select, type_coerce, update

from booking import lead_times, seats
from booking.autocommit import Autocommit
from booking.availability import Span, blocked
from booking.errors import NotFound
from booking.hosts import TYPE_COLUMNS, appointment_type, lock_provider, stored_text
from booking.invitations import new_link, new_token
from booking.model import Appointment, AppointmentType, Attendee, BookingRequest, Dispatch, PartStat, Provider
from booking.queries import Query
from booking.storage import MAX_BLOCKED, instant, seconds
from booking.tables import appointment_types, appointments, attendees, requests

_from = type_coerce(appointments.c.blocked_from, BigInteger)
_until = type_coerce(appointments.c.blocked_until, BigInteger)
BUSY = select(_from, _until).where(
    appointments.c.provider_id == bindparam("provider_id"),
    appointments.c.status == "confirmed",
    _from > bindparam("lowest"),
    _from < bindparam("until"),
    _until > bindparam("since"),
    appointments.c.id != bindparam("without"),
)
"""What appointments block of a provider's time; `within` has its parameters."""
_COLUMNS = (
    *("id", "uid", "sequence", "provider_id", "starts_at", "ends_at", "status", "title", "location", "booked_by"),
    *("timezone", "created_at", "updated_at", "contact_type", "video_url", "locale", "dispatch"),
)
_READ = (
    select(
        *(appointments.c[name] for name in _COLUMNS),
        *(attendees.c[name] for name in ("email", "name", "status", "phone")),
        *TYPE_COLUMNS,
    )
    .join_from(appointments, appointment_types, appointments.c.type_id == appointment_types.c.id)
    .outerjoin(attendees, (attendees.c.appointment_id == appointments.c.id) & attendees.c.left_at.is_(None))
    .order_by(appointments.c.starts_at, appointments.c.id, attendees.c.position)
)
_BY_ID = _READ.where(appointments.c.id == bindparam("id"))
_BY_KEY = _READ.where(
    appointments.c.id.in_(
        select(appointments.c.id)
        .where(appointments.c.idempotency_digest == bindparam("digest"))
        .union_all(select(requests.c.appointment_id).where(requests.c.digest == bindparam("digest")))
    )
)
_UPCOMING = _READ.where(
    appointments.c.id.in_(
        select(appointments.c.id)
        .where(appointments.c.booked_by == bindparam("person_id"), appointments.c.ends_at > bindparam("now"))
        .union(
            select(attendees.c.appointment_id).where(
                attendees.c.booked_by == bindparam("person_id"), attendees.c.left_at.is_(None)
            )
        )
    ),
    appointments.c.ends_at > bindparam("now"),
    appointments.c.status == "confirmed",
)
_INVITED = _READ.where(
    appointments.c.id.in_(
        select(attendees.c.appointment_id).where(attendees.c.email == bindparam("email"), attendees.c.left_at.is_(None))
    ),
    appointments.c.starts_at > bindparam("now"),
    appointments.c.status == "confirmed",
)
_SHARED = Query(
    select(appointments.c.id)
    .where(
        appointments.c.provider_id == bindparam("provider_id"),
        appointments.c.starts_at == bindparam("start"),
        appointments.c.type_id == bindparam("type_id"),
        appointments.c.status == "confirmed",
    )
    .limit(1)
)
_CANCEL = (
    update(appointments)
    .where(appointments.c.id == bindparam("appointment"), appointments.c.status == "confirmed")
    .values(
        status="cancelled", sequence=appointments.c.sequence + 1, updated_at=bindparam("now"), next_reminder_at=None
    )
)
_TOUCH = (
    update(appointments)
    .where(appointments.c.id == bindparam("appointment"))
    .values(sequence=bindparam("new_sequence"), updated_at=bindparam("now"))
)
_EDIT = (
    update(appointments)
    .where(appointments.c.id == bindparam("appointment"))
    .values({name: bindparam(f"new_{name}") for name in ("title", "location", "video_url", "sequence", "updated_at")})
)
_MOVE = (
    update(appointments)
    .where(appointments.c.id == bindparam("appointment"))
    .values(
        **{name: bindparam(f"new_{name}") for name in ("starts_at", "ends_at", "blocked_from", "blocked_until")},
        next_reminder_at=bindparam("new_reminder"),
        sequence=appointments.c.sequence + 1,
        updated_at=bindparam("now"),
    )
)
_WORDS = (
    select(attendees.c.email, attendees.c.reply_token, attendees.c.link)
    .where(attendees.c.appointment_id == bindparam("id"))
    .union_all(
        select(literal(""), appointments.c.host_token, appointments.c.host_link).where(
            appointments.c.id == bindparam("id")
        )
    )
)
_HOST_STATUS = select(appointments.c.host_status).where(appointments.c.id == bindparam("id"))
_HOST_ANSWERS = (
    update(appointments)
    .where(appointments.c.id == bindparam("appointment"), appointments.c.host_status != bindparam("answer"))
    .values(host_status=bindparam("answer"))
)
_GUESTS_TOKEN = select(appointments.c.guests_token).where(appointments.c.id == bindparam("id"))
_PROVIDER_OF = select(appointments.c.provider_id).where(appointments.c.id == bindparam("id"))


def within(provider_id: str, span: Span, without: str = "") -> dict[str, Any]:
    """The parameters of `BUSY`: what lies within `span`, but for the appointment of the id `without`."""
    since, until = span
    place = {"provider_id": provider_id, "without": without}
    return place | {"lowest": since - MAX_BLOCKED, "since": since, "until": until}


def busy(connection: Connection, provider_id: str, span: Span) -> list[Span]:
    """What appointments block of a provider's time within `span`, ascending."""
    return sorted((begin, end) for begin, end in connection.execute(BUSY, within(provider_id, span)))


def insert(
    connection: Connection,
    request: BookingRequest,
    type_: AppointmentType,
    invited: Iterable[Attendee],
    mail_from: str,
    now: datetime,
    dispatch: Dispatch = "each",
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
        contact_type=request.contact_type,
        video_url=request.video_url,
        locale=request.locale,
        dispatch=dispatch,
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
            "host_link": new_link(),
            "locale": appointment.locale,
            "dispatch": dispatch,
            "guests_token": new_token() if dispatch == "all" else None,
            "created_at": now,
            "updated_at": now,
            "contact_type": appointment.contact_type,
            "video_url": appointment.video_url,
            "next_reminder_at": lead_times.next_moment(appointment.start, type_.reminders, now),
        },
    )
    seats.insert(connection, appointment.id, appointment.attendees, request.booked_by, appointment.sequence)
    return appointment


def cancel(connection: Connection, appointment_id: str, now: datetime) -> bool:
    """Cancel a confirmed appointment, which frees its time; False if there is none of that id."""
    found = connection.execute(_CANCEL, {"appointment": stored_text(appointment_id), "now": now})
    return found.rowcount == 1


def move(connection: Connection, appointment: Appointment, start: int, now: datetime) -> Appointment:
    """Let a confirmed appointment begin at `start`, as long as it was, and ask everybody anew whether they come.

    Raises:
        sqlalchemy.exc.IntegrityError: its new time is blocked.
    """
    minutes = int((appointment.end - appointment.start).total_seconds()) // 60
    blocked_from, blocked_until = blocked(replace(appointment.type, minutes=minutes), start)
    values = {
        "appointment": appointment.id,
        "new_starts_at": instant(start),
        "new_ends_at": instant(start + minutes * 60),
        "new_blocked_from": instant(blocked_from),
        "new_blocked_until": instant(blocked_until),
        "new_reminder": lead_times.next_moment(instant(start), appointment.type.reminders, now),
        "now": now,
    }
    connection.execute(_MOVE, values)
    seats.ask_again(connection, appointment.id, appointment.sequence + 1)
    return read(connection, appointment.id)


def edit(
    connection: Connection, appointment: Appointment, title: str, location: str, video_url: str, now: datetime
) -> Appointment:
    """Give an appointment another title, place or link. Another place asks everybody anew whether they come, and raises
    SEQUENCE (RFC 5546 section 2.1.4); else the later DTSTAMP alone tells that something has changed."""
    elsewhere = location != appointment.location
    sequence = appointment.sequence + elsewhere
    values = {"new_title": title, "new_location": location, "new_video_url": video_url, "new_sequence": sequence}
    updated = max(now, appointment.updated_at + timedelta(seconds=1))
    connection.execute(_EDIT, values | {"appointment": appointment.id, "new_updated_at": updated})
    if elsewhere:
        seats.ask_again(connection, appointment.id, sequence)
    return read(connection, appointment.id)


def touch(connection: Connection, appointment_id: str, sequence: int, now: datetime) -> Appointment:
    """Note that an appointment has changed, and its SEQUENCE; what it is then."""
    connection.execute(_TOUCH, {"appointment": appointment_id, "new_sequence": sequence, "now": now})
    return read(connection, appointment_id)


def lock(connection: Connection, appointment_id: str) -> tuple[Provider, Appointment]:
    """The appointment and its provider, excluding every other transaction that changes something of that provider's.

    Raises:
        NotFound: there is none of that id.
    """
    provider_id = connection.scalar(_PROVIDER_OF, {"id": stored_text(appointment_id)})
    if provider_id is None:
        raise NotFound("There is no such appointment.")
    return lock_provider(connection, provider_id), read(connection, appointment_id)


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
    """The appointment that was booked, or joined in booking, with this idempotency key."""
    found = _appointments(connection.execute(_BY_KEY, {"digest": _digest(idempotency_key)}))
    return found[0] if found else None


def changed_with(connection: Connection, act: str, idempotency_key: str | None) -> Appointment | None:
    """The appointment that such an act with this idempotency key has changed, as it is now."""
    return None if idempotency_key is None else booked_with(connection, f"{act}:{idempotency_key}")


def note_request(
    connection: Connection, appointment_id: str, idempotency_key: str, now: datetime, act: str = ""
) -> None:
    """Keep that a request with this key has been served by changing an appointment.

    Raises:
        sqlalchemy.exc.IntegrityError: another has been, with the same key.
    """
    key = f"{act}:{idempotency_key}" if act else idempotency_key
    connection.execute(requests.insert(), {"digest": _digest(key), "appointment_id": appointment_id, "created_at": now})


def shared(connection: Connection, type_: AppointmentType, start: int) -> Appointment | None:
    """The confirmed appointment of a type that begins at `start`."""
    found = shared_id(connection, type_, start)
    return None if found is None else read(connection, found)


def shared_id(source: Connection | Autocommit, type_: AppointmentType, start: int) -> str | None:
    """The id of that appointment."""
    rows = _SHARED.rows(source, {"provider_id": type_.provider_id, "type_id": type_.id, "start": instant(start)})
    return rows[0][0] if rows else None


def page(
    connection: Connection,
    provider_id: str,
    first: datetime | None,
    until: datetime | None,
    status: str | None,
    offset: int,
    limit: int,
) -> tuple[tuple[Appointment, ...], int]:
    """A provider's appointments by start and id, `limit` of them from number `offset` on, and how many there are."""
    wanted = [appointments.c.provider_id == stored_text(provider_id)]
    wanted += [appointments.c.starts_at >= first] if first else []
    wanted += [appointments.c.starts_at < until] if until else []
    wanted += [appointments.c.status == status] if status else []
    total = connection.scalar(select(func.count()).select_from(appointments).where(*wanted)) or 0
    ids = (
        select(appointments.c.id)
        .where(*wanted)
        .order_by(appointments.c.starts_at, appointments.c.id)
        .offset(offset)
        .limit(limit)
    )
    return _appointments(connection.execute(_READ.where(appointments.c.id.in_(ids)))), total


def upcoming(connection: Connection, person_id: str, now: datetime) -> tuple[Appointment, ...]:
    """The confirmed appointments, not yet over, that a person has booked, by start."""
    return _appointments(connection.execute(_UPCOMING, {"person_id": stored_text(person_id), "now": now}))


def invited(connection: Connection, email: str, now: datetime) -> tuple[Appointment, ...]:
    """The confirmed appointments ahead that an address is invited to, by start."""
    return _appointments(connection.execute(_INVITED, {"email": email, "now": now}))


def words(connection: Connection, appointment_id: str) -> dict[str, tuple[str, str]]:
    """By attendee's address, the token to which their answers come back, and the word of their link; the host's are those
    of ""."""
    return {row[0]: (row[1], row[2]) for row in connection.execute(_WORDS, {"id": appointment_id})}


def host_status(connection: Connection, appointment_id: str) -> PartStat:
    """The host's own answer."""
    found: PartStat = connection.execute(_HOST_STATUS, {"id": appointment_id}).scalar_one()
    return found


def host_answers(connection: Connection, appointment_id: str, status: PartStat) -> bool:
    """Keep the host's own answer; False when it was that already."""
    return connection.execute(_HOST_ANSWERS, {"appointment": appointment_id, "answer": status}).rowcount == 1


def guests_token(connection: Connection, appointment_id: str) -> str | None:
    """The token that all attendees share, where they are invited by one mail."""
    found: str | None = connection.scalar(_GUESTS_TOKEN, {"id": appointment_id})
    return found


def _appointments(rows: Iterable[Any]) -> tuple[Appointment, ...]:
    found = []
    width = len(_COLUMNS)
    for _, group in groupby(rows, key=lambda row: row[0]):
        invited = []
        for row in group:
            columns, attendee, type_ = row[:width], row[width : width + 4], row[width + 4 :]
            if attendee[0] is not None:
                invited.append(Attendee(*attendee))
        facts = dict(zip(_COLUMNS, columns, strict=True))
        facts |= {"start": facts.pop("starts_at"), "end": facts.pop("ends_at")}
        found.append(Appointment(type=appointment_type(type_), attendees=tuple(invited), **facts))
    return tuple(found)


def _digest(idempotency_key: str) -> str:
    """What is kept of a key: it may be of any length and hold anything."""
    return sha256(idempotency_key.encode("utf-8", "surrogatepass")).hexdigest()
