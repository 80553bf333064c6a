"""Reminders: when each is due is kept with its appointment; a sweep claims what is due and puts it into the outbox."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from booking import appointments as bookings
from booking import lead_times, notices, telling, wishes
from booking.model import AppointmentType, Attendee, Reach
from booking.tables import appointments, attendees

_AHEAD = select(appointments.c.id, appointments.c.starts_at).where(
    appointments.c.provider_id == bindparam("provider"),
    appointments.c.starts_at > bindparam("now"),
    appointments.c.type_id == bindparam("type"),
    appointments.c.status == "confirmed",
)
_PLAN = (
    update(appointments)
    .where(appointments.c.id == bindparam("appointment"))
    .values(next_reminder_at=bindparam("moment"))
)
_DUE = (
    select(appointments.c.id)
    .where(appointments.c.next_reminder_at <= bindparam("now"))
    .order_by(appointments.c.next_reminder_at)
    .limit(bindparam("count"))
)
_STATE = select(appointments.c.next_reminder_at, appointments.c.host_status).where(appointments.c.id == bindparam("id"))
_UNREACHABLE = select(attendees.c.email).where(
    attendees.c.appointment_id == bindparam("id"), attendees.c.unreachable != ""
)


def due(connection: Connection, now: datetime, limit: int) -> list[str]:
    """Appointments of which somebody is to be reminded, the longest waiting first."""
    return list(connection.scalars(_DUE, {"now": now, "count": limit}))


def write(connection: Connection, appointment_id: str, now: datetime, reach: Reach) -> list[int]:
    """Claim the reminder of an appointment that is due, and put it into the outbox; the ids of its rows.

    Each attendee who may come has a letter, and the host; whoever booked in a chat is told there; but for those who want
    no reminders. Of several that are late, all but the last are left out; once the meeting has begun, all are. Whoever
    claims it first has it: the others find nothing due.
    """
    provider, appointment = bookings.lock(connection, appointment_id)
    moment, host_status = connection.execute(_STATE, {"id": appointment.id}).one()
    if moment is None or moment > now:
        return []
    following = lead_times.next_moment(appointment.start, appointment.type.reminders, now)
    connection.execute(_PLAN, {"appointment": appointment.id, "moment": following})
    if appointment.status != "confirmed" or appointment.start <= now or not appointment.attendees:
        return []
    seats = telling.seats_of(connection, appointment)
    bookers = telling.bookers(connection, appointment, seats)
    host = Attendee(provider.email, provider.name, host_status)
    subjects = [*(each.email for each in (*appointment.attendees, host)), *(each.person.id for each in bookers)]
    without = wishes.who(connection, subjects, "reminders")
    without |= frozenset(connection.scalars(_UNREACHABLE, {"id": appointment.id}))
    guests = [each for each in appointment.attendees if _may_come(each, without)]
    to_host = host if _may_come(host, without) else None
    rows = notices.reminders(connection, appointment, provider, reach, guests, to_host, now)
    told = [telling.notice("reminder", each, appointment, seats) for each in bookers if each.person.id not in without]
    return [*rows, *telling.write(connection, told, now)]


def _may_come(reader: Attendee, without: frozenset[str]) -> bool:
    return reader.status != "DECLINED" and reader.email not in without


def plan_anew(connection: Connection, type_: AppointmentType, now: datetime) -> None:
    """Let what is booked of a type be reminded of as the type says now; what would have been due earlier is left out."""
    found = connection.execute(_AHEAD, {"provider": type_.provider_id, "type": type_.id, "now": now}).all()
    plans = [
        {"appointment": id_, "moment": lead_times.next_moment(start, type_.reminders, now)} for id_, start in found
    ]
    if plans:
        connection.execute(_PLAN, plans)
