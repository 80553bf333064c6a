"""What whoever booked is told in their chat: notices, put into the outbox beside the mails.

An act of somebody else sets when its appointment is due to be told of; a sweep claims what is due and gathers all that
happened since into one notice. Who booked sees those whom they invited; in a shared type, nobody else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import orjson
from sqlalchemy import Connection, Row, bindparam, select, update

from booking import appointments, notices, people, wishes
from booking.events import TOLD
from booking.model import Appointment, Attendee, ChatNotice, Contact, News, Reach, Subject, Topic
from booking.storage import instant, seconds
from booking.tables import appointments as appointments_table
from booking.tables import attendees, events
from booking.tables import outbox as outbox_table

_ANSWERS: dict[str, News] = {"ACCEPTED": "ACCEPTED", "DECLINED": "DECLINED", "TENTATIVE": "TENTATIVE"}
_GONE: dict[str, News] = {"left": "left", "removed": "removed"}
_BESIDE: dict[str, News] = {"proposed": "proposed", "unreachable": "unreachable"}
_DUE = (
    select(appointments_table.c.id)
    .where(appointments_table.c.tell_at <= bindparam("now"))
    .order_by(appointments_table.c.tell_at)
    .limit(bindparam("count"))
)
_STATE = select(*(appointments_table.c[name] for name in ("tell_at", "told_event", "host_status"))).where(
    appointments_table.c.id == bindparam("id")
)
_TOLD = (
    update(appointments_table)
    .where(appointments_table.c.id == bindparam("appointment"))
    .values(tell_at=None, told_event=bindparam("last"))
)
_SINCE = (
    select(events.c.id, events.c.actor, events.c.action, events.c.attendee)
    .where(events.c.appointment_id == bindparam("id"), events.c.id > bindparam("told"))
    .order_by(events.c.id)
)
_PAYLOAD = select(outbox_table.c.payload).where(outbox_table.c.id == bindparam("row"), outbox_table.c.kind == "chat")
_SEATS = select(*(attendees.c[name] for name in ("email", "name", "status", "booked_by", "left_at"))).where(
    attendees.c.appointment_id == bindparam("id")
)


def due(connection: Connection, now: datetime, limit: int) -> list[str]:
    """Appointments of which there is something to tell, the longest waiting first."""
    return list(connection.scalars(_DUE, {"now": now, "count": limit}))


def gather(connection: Connection, appointment_id: str, now: datetime) -> list[int]:
    """Claim what there is to tell of an appointment, and put it into the outbox; the ids of its rows.

    Whoever claims it first has it: the others find nothing due.
    """
    provider, appointment = appointments.lock(connection, appointment_id)
    tell_at, told, host_status = connection.execute(_STATE, {"id": appointment.id}).one()
    if tell_at is None or tell_at > now:
        return []
    since = connection.execute(_SINCE, {"id": appointment.id, "told": told}).all()
    connection.execute(_TOLD, {"appointment": appointment.id, "last": max([told, *(each.id for each in since)])})
    acts = [each for each in since if each.action in TOLD]
    seats = seats_of(connection, appointment)
    host = Attendee(provider.email, provider.name, host_status)
    found = (_of_others(acts, each, appointment, host, seats) for each in bookers(connection, appointment, seats))
    return write(connection, filter(None, found), now)


def bookers(connection: Connection, appointment: Appointment, seats: Sequence[Row[Any]]) -> tuple[Contact, ...]:
    """Everybody who booked the appointment, or a seat in it, in a chat where they can be written to."""
    return people.contacts(connection, {appointment.booked_by, *(seat.booked_by for seat in seats)})


def seats_of(connection: Connection, appointment: Appointment) -> Sequence[Row[Any]]:
    """All who are in, or were: `email`, `name`, `status`, `booked_by`, `left_at`."""
    return connection.execute(_SEATS, {"id": appointment.id}).all()


def notice(topic: Topic, contact: Contact, appointment: Appointment, seats: Sequence[Row[Any]]) -> ChatNotice:
    """A notice to somebody who booked, without news."""
    invited = [seat for seat in _visible(appointment, contact, seats) if seat.left_at is None]
    return ChatNotice(
        topic=topic,
        person=contact.person.id,
        appointment_id=appointment.id,
        title=appointment.title,
        kind=appointment.type.name,
        start=appointment.start,
        end=appointment.end,
        timezone=appointment.timezone,
        locale=appointment.locale,
        location=appointment.location,
        video_url=appointment.video_url,
        coming=sum(seat.status == "ACCEPTED" for seat in invited),
        invited=len(invited),
    )


def write(connection: Connection, found: Iterable[ChatNotice], now: datetime) -> list[int]:
    """Put notices into the outbox, in the transaction under way; the ids of their rows."""
    rows = [
        {
            "appointment_id": each.appointment_id,
            "reader": each.person,
            "message_id": f"chat:{uuid4()}",
            "payload": orjson.dumps(each, default=seconds, option=orjson.OPT_PASSTHROUGH_DATETIME).decode(),
            "kind": "chat",
            "status": "waiting",
            "attempts": 0,
            "touched_at": now,
            "error": "",
        }
        for each in found
    ]
    if not rows:
        return []
    return list(
        connection.scalars(outbox_table.insert().returning(outbox_table.c.id, sort_by_parameter_order=True), rows)
    )


def decode(payload: str) -> ChatNotice:
    """The notice that `write` wrote."""
    fields: dict[str, Any] = orjson.loads(payload)
    fields |= {"start": instant(fields["start"]), "end": instant(fields["end"])}
    fields["news"] = tuple((who, what) for who, what in fields["news"])
    return ChatNotice(**fields)


def holds(notice: ChatNotice, appointment: Appointment, now: datetime) -> bool:
    """Whether a notice is still of use: a reminder, while the meeting stands where it stood and has not begun."""
    if notice.topic != "reminder":
        return now < notice.end + timedelta(days=1)
    return appointment.status == "confirmed" and appointment.start == notice.start and now < notice.start


def _visible(appointment: Appointment, contact: Contact, seats: Sequence[Row[Any]]) -> list[Row[Any]]:
    """Those whom somebody who booked may know of: all whom they invited; in a shared type, none that others brought."""
    if contact.person.id == appointment.booked_by and not appointment.type.shared:
        return list(seats)
    return [seat for seat in seats if seat.booked_by == contact.person.id]


def _of_others(
    acts: Iterable[Any], contact: Contact, appointment: Appointment, host: Attendee, seats: Sequence[Row[Any]]
) -> ChatNotice | None:
    """What others did, for one who booked; None for nothing."""
    acts = [act for act in acts if act.actor != contact.person.id]
    actions = {act.action for act in acts}
    if appointment.status == "cancelled":
        return notice("cancelled", contact, appointment, seats) if "cancelled" in actions else None
    known = {seat.email: seat for seat in _visible(appointment, contact, seats) if seat.email != contact.person.email}
    news: dict[str, tuple[str, News]] = {}
    for act in acts:
        seat = known.get(act.attendee)
        news.pop(act.attendee, None)
        if seat is not None and (what := _what_they_did(act.action, seat)):
            news[seat.email] = seat.name or seat.email, what
        elif act.attendee == host.email and act.action == "answered" and (answer := _ANSWERS.get(host.status)):
            news[host.email] = host.name, answer
    if "rescheduled" not in actions and not news:
        return None
    about = notice("moved" if "rescheduled" in actions else "answers", contact, appointment, seats)
    return replace(about, news=tuple(news.values()))


def _what_they_did(action: str, seat: Row[Any]) -> News | None:
    """What became of a seat by an act; None where a later one, or a new time, undid it."""
    if seat.left_at is not None:
        return _GONE.get(action)
    if beside := _BESIDE.get(action):
        return beside
    return _ANSWERS.get(seat.status) or ("joined" if action in ("joined", "added") else None)


def by_mail(connection: Connection, row_id: int, words: str, now: datetime, reach: Reach) -> list[int] | None:
    """Put a notice that cannot be delivered in its chat into the outbox as a letter to that person: `words`, or a
    reminder; the ids of its row, none where they have a mail about it anyway.

    None where no address of theirs is known, or they want no such letter.
    """
    payload = connection.scalar(_PAYLOAD, {"row": row_id})
    if payload is None:
        return None
    about = decode(payload)
    contact = next(iter(people.contacts(connection, [about.person])), None)
    email = contact.person.email if contact else None
    unwanted = "reminders" if about.topic == "reminder" else "invitations"
    if contact is None or email is None or unwanted in wishes.of(connection, email):
        return None
    provider, appointment = appointments.lock(connection, about.appointment_id)
    if not holds(about, appointment, now):
        return []
    if about.topic != "answers" and email in {provider.email, *(each.email for each in appointment.attendees)}:
        return []
    reader = Attendee(email, contact.person.name or "")
    subject: Subject = "reminder" if about.topic == "reminder" else "news"
    return notices.letter(connection, subject, appointment, provider, reach, reader, now, words=words)
