"""What was done to an appointment, by whom, when, through which channel; written in the transaction that does it."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, or_, select, update

from booking.hosts import MAX_TEXT, stored_text
from booking.model import Actor, Event
from booking.tables import appointments, events

TOLD = frozenset(
    {"answered", "proposed", "joined", "added", "left", "removed", "unreachable", "rescheduled", "cancelled"}
)
"""What whoever booked hears of in their chat, unless they did it themselves; `booking.telling` does so."""
GATHERED = timedelta(minutes=1)
"""How long what happens is gathered, to be told at once."""
_OF_APPOINTMENT = (
    select(*(events.c[name] for name in ("at", "actor", "channel", "action", "detail", "attendee")))
    .where(events.c.appointment_id == bindparam("appointment_id"))
    .order_by(events.c.id)
)
_WHEN = (
    select(events.c.at)
    .where(
        events.c.appointment_id == bindparam("appointment_id"),
        events.c.action == bindparam("action"),
        events.c.attendee == bindparam("attendee"),
    )
    .order_by(events.c.id.desc())
    .limit(bindparam("count"))
)
_TELL = (
    update(appointments)
    .where(
        appointments.c.id == bindparam("appointment"),
        appointments.c.tell_at.is_(None),
        or_(appointments.c.booked_by != bindparam("who"), bindparam("who") == ""),
    )
    .values(tell_at=bindparam("moment"))
)


def write(
    connection: Connection,
    appointment_id: str,
    now: datetime,
    actor: Actor,
    action: str,
    *,
    attendee: str = "",
    detail: str = "",
) -> None:
    """Note that `actor` did `action`; `detail` holds no address, that is what `attendee` is for."""
    values = {
        "appointment_id": appointment_id,
        "at": now,
        "actor": stored_text(actor.name),
        "channel": stored_text(actor.channel),
        "action": action,
        "attendee": attendee,
        "detail": detail[:MAX_TEXT],
    }
    connection.execute(events.insert(), values)
    if action in TOLD:
        connection.execute(_TELL, {"appointment": appointment_id, "who": values["actor"], "moment": now + GATHERED})


def read(connection: Connection, appointment_id: str) -> tuple[Event, ...]:
    """The events of an appointment, the first first."""
    return tuple(Event(*row) for row in connection.execute(_OF_APPOINTMENT, {"appointment_id": appointment_id}))


def latest(
    connection: Connection, appointment_id: str, action: str, *, attendee: str = "", count: int = 1
) -> list[datetime]:
    """When that was done to an appointment, the last first, at most so many times."""
    values = {"appointment_id": appointment_id, "action": action, "attendee": attendee, "count": count}
    return list(connection.scalars(_WHEN, values))
