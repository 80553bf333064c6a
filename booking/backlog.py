"""What is in the outbox and has not gone, for the eyes and hands of an operator."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, func, select, update

from booking import outbox as box
from booking.errors import InvalidInput, NotFound
from booking.storage import instant, writing
from booking.tables import appointments, attendees, outbox

REASONS = 5
DROPPED = "dropped by an operator"

_COLUMNS = [
    outbox.c[name] for name in ("id", "kind", "status", "reader", "attempts", "leased_until", "error", "payload")
]
_LIST = (
    select(*_COLUMNS, outbox.c.touched_at, outbox.c.appointment_id, appointments.c.starts_at)
    .join(appointments, appointments.c.id == outbox.c.appointment_id)
    .where(outbox.c.status.in_(bindparam("statuses", expanding=True)))
    .order_by(outbox.c.id)
    .limit(bindparam("count"))
)
_REASONS = (
    select(outbox.c.error, func.count().label("times"))
    .where(outbox.c.status == "dead")
    .group_by(outbox.c.error)
    .order_by(func.count().desc(), outbox.c.error)
    .limit(REASONS)
)
_ROW = select(outbox).where(outbox.c.id == bindparam("row"))
_DEAD = select(outbox).where(outbox.c.status == "dead").order_by(outbox.c.id)
_LATER = select(outbox.c.kind, outbox.c.payload).where(
    outbox.c.appointment_id == bindparam("appointment"),
    outbox.c.reader.in_(bindparam("readers", expanding=True)),
    outbox.c.id > bindparam("row"),
    outbox.c.status.in_(("sent", "waiting")),
)
_ANEW = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.status == "dead")
    .values(status="waiting", attempts=0, leased_until=None, touched_at=bindparam("now"))
)
_DROP = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.status.in_(("waiting", "dead")))
    .values(status="superseded", error=bindparam("why"), leased_until=None, touched_at=bindparam("now"))
)
_REACHABLE = (
    update(attendees)
    .where(
        attendees.c.appointment_id == bindparam("appointment"),
        attendees.c.email.in_(bindparam("readers", expanding=True)),
        attendees.c.unreachable != "",
    )
    .values(unreachable="")
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row that has not gone: `to` is an address, a person's id, or "" for all attendees; `about` what it is, such as
    "REQUEST" or "reminder"; `written_at` when it came into the outbox, `next_at` when it is tried again, None for now or
    never."""

    id: int
    to: str
    about: str
    status: str
    start: datetime
    written_at: datetime
    attempts: int
    next_at: datetime | None
    error: str


def entries(engine: Engine, statuses: tuple[str, ...], most: int) -> list[Entry]:
    """Rows of these statuses ("waiting", "dead"), the oldest first."""
    with engine.connect() as connection:
        return [_entry(row) for row in connection.execute(_LIST, {"statuses": statuses, "count": most})]


def reasons(engine: Engine) -> list[tuple[str, int]]:
    """Why mails were given up, the most frequent reasons first, and how many for each; they name nobody."""
    with engine.connect() as connection:
        return [(row.error, row.times) for row in connection.execute(_REASONS)]


def retry(engine: Engine, row_id: int, now: datetime) -> bool:
    """Have a mail that was given up tried again; False where that would be wrong by now, and it was dropped instead.

    Raises:
        NotFound: there is none of that id.
        InvalidInput: it was not given up.
    """
    with writing(engine) as connection:
        row = connection.execute(_ROW, {"row": row_id}).first()
        if row is None:
            raise NotFound("There is no such mail.")
        if row.status != "dead":
            raise InvalidInput("That mail was not given up: there is nothing to retry.")
        return _retry(connection, row, now)


def retry_all(engine: Engine, now: datetime) -> tuple[int, int]:
    """Retry whatever was given up; how many are tried again, and how many were dropped."""
    with writing(engine) as connection:
        found = [_retry(connection, row, now) for row in connection.execute(_DEAD).all()]
    return sum(found), len(found) - sum(found)


def drop(engine: Engine, row_id: int, now: datetime) -> None:
    """Have a mail that waits, or was given up, never be sent. Raises NotFound."""
    with writing(engine) as connection:
        if not connection.execute(_DROP, {"row": row_id, "why": DROPPED, "now": now}).rowcount:
            raise NotFound("There is no such mail that has not gone.")


def _retry(connection: Connection, row: Any, now: datetime) -> bool:
    """A calendar mail is not sent after a later one to the same reader: it would undo it in their calendar."""
    values = {"appointment": row.appointment_id, "readers": [row.reader, ""], "row": row.id}
    later = connection.execute(_LATER, values).all()
    if row.kind == "mail" and any(each.kind == "mail" and _is_calendar(each.payload) for each in later):
        connection.execute(_DROP, {"row": row.id, "why": "a later mail went out", "now": now})
        return False
    connection.execute(_ANEW, {"row": row.id, "now": now})
    if row.kind == "mail":
        readers = box.decode(row.payload).recipients
        connection.execute(_REACHABLE, {"appointment": row.appointment_id, "readers": readers})
    return True


def _is_calendar(payload: str) -> bool:
    subject: str = json.loads(payload).get("subject", "calendar")
    return subject == "calendar"


def _entry(row: Any) -> Entry:
    payload = json.loads(row.payload)
    subject = payload.get("subject", payload.get("topic", "calendar"))
    about = payload.get("method", "") if subject == "calendar" else subject
    written = instant(payload["updated_at"]) if "updated_at" in payload else row.touched_at
    return Entry(
        row.id, row.reader, about, row.status, row.starts_at, written, row.attempts, row.leased_until, row.error
    )
