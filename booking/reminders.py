"""Reminders: when each is due is kept with its appointment; a sweep claims what is due and puts it into the outbox."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from booking import lead_times
from booking.model import AppointmentType
from booking.tables import appointments

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


def plan_anew(connection: Connection, type_: AppointmentType, now: datetime) -> None:
    """Let what is booked of a type be reminded of as the type says now; what would have been due earlier is left out."""
    found = connection.execute(_AHEAD, {"provider": type_.provider_id, "type": type_.id, "now": now}).all()
    plans = [
        {"appointment": id_, "moment": lead_times.next_moment(start, type_.reminders, now)} for id_, start in found
    ]
    if plans:
        connection.execute(_PLAN, plans)
