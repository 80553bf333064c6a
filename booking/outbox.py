"""What must be mailed: rows written in the transaction that makes it true, then claimed, sent and retried.

Each row is one `Invitation` to one reader, or to all attendees. The rows of one reader about one appointment leave in the
order they were written. A claim is a lease, extended while the mail is being sent: if the worker that holds it dies, the row
can be claimed again when the lease has run out.
So a mail is sent at least once, and again only after a crash between sending and writing so; it is then the same to the
byte, with the same Message-ID.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    FromClause,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    update,
)

from booking.model import Attendee, Invitation
from booking.storage import instant, seconds, writing
from booking.tables import outbox

ALL = ""
"""The reader of a mail to all attendees."""
MAX_ERROR = 500
LEASE_SECONDS = 60
LONGEST_LEASE = timedelta(hours=2)
"""More than anything is held, or waits to be tried again."""

_earlier = outbox.alias("earlier")


def _in_one_queue(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    """Whether two rows have a reader in common: to all attendees is to each of them."""
    shared = or_(one.c.reader == other.c.reader, one.c.reader == ALL, other.c.reader == ALL)
    return and_(one.c.appointment_id == other.c.appointment_id, one.c.kind == other.c.kind, shared)


_first_in_line = ~exists().where(
    _in_one_queue(_earlier, outbox), _earlier.c.id < outbox.c.id, _earlier.c.status == "waiting"
)
_free = or_(
    outbox.c.leased_until.is_(None),
    outbox.c.leased_until <= bindparam("now"),
    outbox.c.leased_until > bindparam("beyond"),  # nobody leases for so long: their clock was wrong
)
_rows = outbox.c.id.in_(bindparam("rows", expanding=True))
_wanted = outbox.alias("wanted")
_locked = (
    select(_wanted.c.id)
    .where(_wanted.c.id.in_(bindparam("rows", expanding=True)))
    .order_by(_wanted.c.id)
    .with_for_update(skip_locked=True)  # what another takes at this moment is theirs; SQLite has one writer at a time
)
_TAKE = (
    update(outbox)
    .where(outbox.c.id.in_(_locked), outbox.c.status == "waiting", _free, _first_in_line)
    .values(leased_until=bindparam("until"), touched_at=bindparam("now"), attempts=outbox.c.attempts + 1)
    .returning(outbox.c.id, outbox.c.kind, outbox.c.appointment_id, outbox.c.payload, outbox.c.attempts)
)
_GIVE_BACK = (
    update(outbox)
    .where(_rows, outbox.c.status == "waiting")
    .values(leased_until=None, touched_at=bindparam("now"), attempts=outbox.c.attempts - 1)
)
_EXTEND = (
    update(outbox)
    .where(_rows, outbox.c.status == "waiting", outbox.c.leased_until > bindparam("now"))
    .values(leased_until=bindparam("until"))
)
_finished: dict[str, Any] = {
    "status": bindparam("new_status"),
    "error": bindparam("why"),
    "leased_until": bindparam("until"),
    "touched_at": bindparam("now"),
}
_SENT = update(outbox).where(outbox.c.id == bindparam("row"), outbox.c.status == "waiting").values(_finished)
_FAILED = _SENT.where(outbox.c.attempts == bindparam("attempt"))
_DROP = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(status="superseded", error=bindparam("why"), leased_until=None, touched_at=bindparam("now"))
)
_DUE = (
    select(outbox.c.id)
    .where(outbox.c.status == "waiting", outbox.c.touched_at <= bindparam("before"), _free, _first_in_line)
    .order_by(outbox.c.touched_at)
    .limit(bindparam("count"))
)
_this = outbox.alias("this")
_NEXT_IN_LINE = (
    select(outbox.c.id)
    .join(_this, _in_one_queue(_this, outbox))
    .where(_this.c.id == bindparam("row"), outbox.c.status == "waiting", _first_in_line)
)
_COUNTS = select(outbox.c.status, func.count()).group_by(outbox.c.status)
_to_these = (
    outbox.c.appointment_id == bindparam("appointment_id"),
    outbox.c.reader.in_(bindparam("readers", expanding=True)),
)
_HISTORY = (
    select(outbox.c.reader, outbox.c.message_id, outbox.c.payload)
    .where(*_to_these, outbox.c.status != "superseded")
    .order_by(outbox.c.id)
)
_untried = (outbox.c.status == "waiting", outbox.c.attempts == 0)
_UNTRIED = select(outbox.c.id, outbox.c.payload).where(*_to_these, *_untried)
_SUPERSEDE = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("rows", expanding=True)), *_untried)
    .values(status="superseded", touched_at=bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A row that is the taker's to send: `payload` is what its `kind` says. `attempts` counts how often it was taken, this
    time included."""

    id: int
    kind: str
    appointment_id: str
    payload: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Claimed:
    """A mail that is the claimer's to send. `attempts` counts the claims, this one included."""

    id: int
    invitation: Invitation
    attempts: int


@dataclass(frozen=True, slots=True)
class Told:
    """What a reader has been told about an appointment: the Message-IDs of all mails, the oldest first, and the last
    REQUEST or CANCEL, None when there were only letters."""

    message_ids: tuple[str, ...]
    last: Invitation | None


def write(connection: Connection, appointment_id: str, invitations: Iterable[Invitation], now: datetime) -> list[int]:
    """Put mails about one appointment into the outbox, in the transaction under way; the ids of their rows."""
    rows = [
        {
            "appointment_id": appointment_id,
            "reader": ALL if each.to_all else each.reader.email,
            "message_id": each.message_id,
            "payload": encode(each),
            "status": "waiting",
            "attempts": 0,
            "touched_at": now,
            "error": "",
        }
        for each in invitations
    ]
    if not rows:
        return []
    return list(connection.scalars(outbox.insert().returning(outbox.c.id, sort_by_parameter_order=True), rows))


def supersede(connection: Connection, appointment_id: str, readers: Sequence[str], now: datetime) -> None:
    """Let the calendar mails and reminders to these readers that nobody has tried to send yet never be sent."""
    waiting = connection.execute(_UNTRIED, {"appointment_id": appointment_id, "readers": readers})
    if rows := [row.id for row in waiting if decode(row.payload).subject in ("calendar", "reminder")]:
        connection.execute(_SUPERSEDE, {"rows": rows, "now": now})


def history(connection: Connection, appointment_id: str, readers: Sequence[str]) -> dict[str, Told]:
    """What mails about an appointment went out to these readers, to each alone or to all, or may yet. `ALL` among them
    stands for what went to all."""
    found: dict[str, Told] = {}
    asked = {"appointment_id": appointment_id, "readers": [*readers, ALL]}
    for reader, message_id, payload in connection.execute(_HISTORY, asked):
        mail = decode(payload)
        counts = mail.subject == "calendar" and mail.method != "DECLINECOUNTER"
        for each in {ALL, *mail.recipients} if mail.to_all else {reader}:
            told = found.get(each, Told((), None))
            found[each] = Told((*told.message_ids, message_id), mail if counts else told.last)
    return found


def take(engine: Engine, row_ids: Sequence[int], now: datetime, lease_seconds: int = LEASE_SECONDS) -> list[Taken]:
    """Take those of these rows that can be sent now, for `lease_seconds`, in the order in which they were written.

    Left out is what is sent, dead, superseded or held by another, and what comes after something that is still to be sent
    to the same reader about the same appointment. A taking that a loss of power undoes has done nothing: it does not wait
    for the disk.
    """
    until = now + timedelta(seconds=lease_seconds)
    with writing(engine, flushed=False) as connection:
        found = connection.execute(_TAKE, {"rows": row_ids, "until": until, **_at(now)}).all()
    return sorted((Taken(*row) for row in found), key=lambda each: each.id)


def claim(engine: Engine, row_id: int, now: datetime, lease_seconds: int = LEASE_SECONDS) -> Claimed | None:
    """Take one mail, as `take` does; None when it cannot be sent now."""
    for taken in take(engine, [row_id], now, lease_seconds):
        return Claimed(taken.id, decode(taken.payload), taken.attempts)
    return None


def extend(engine: Engine, row_ids: Sequence[int], now: datetime, lease_seconds: int = LEASE_SECONDS) -> None:
    """Hold these rows, which were taken and are still being sent, for `lease_seconds` more."""
    with writing(engine, flushed=False) as connection:
        until = now + timedelta(seconds=lease_seconds)
        connection.execute(_EXTEND, {"rows": row_ids, "now": now, "until": until})


def give_back(engine: Engine, row_ids: Sequence[int], now: datetime) -> None:
    """Let others take these rows, which were taken and not tried."""
    with writing(engine, flushed=False) as connection:
        connection.execute(_GIVE_BACK, {"rows": row_ids, "now": now})


def sent(engine: Engine, row_id: int, now: datetime) -> list[int]:
    """Note that a mail has been taken by the mail server; returns the mail that waited for it, if there is one."""
    with writing(engine) as connection:
        return note_sent(connection, row_id, now)


def note_sent(connection: Connection, row_id: int, now: datetime, error: str = "") -> list[int]:
    """As `sent`, in the transaction under way; `error` is why some did not get it."""
    values = {"row": row_id, "new_status": "sent", "why": error[:MAX_ERROR], "now": now, "until": None}
    connection.execute(_SENT, values)
    return list(connection.scalars(_NEXT_IN_LINE, {"row": row_id}))


def failed(
    engine: Engine, row_id: int, attempt: int, now: datetime, error: str, *, retry_at: datetime | None = None
) -> list[int]:
    """Note why the mail that was claimed as this `attempt` was not taken (`error` holds no address).

    With `retry_at` it can be claimed again from then on; without, it is dead. Nothing is noted where another has claimed it
    since. Returns the mail that is now first in line for this reader, if there is one.
    """
    status = "dead" if retry_at is None else "waiting"
    values = {"row": row_id, "attempt": attempt, "new_status": status, "why": error[:MAX_ERROR]}
    with writing(engine) as connection:
        connection.execute(_FAILED, values | {"now": now, "until": retry_at})
        return list(connection.scalars(_NEXT_IN_LINE, {"row": row_id}))


def drop(engine: Engine, row_id: int, now: datetime, why: str) -> list[int]:
    """Note that a row is of no use any more, or never reached its reader (`why` holds no address); returns the row that
    waited for it, if there is one."""
    with writing(engine) as connection:
        connection.execute(_DROP, {"row": row_id, "why": why[:MAX_ERROR], "now": now})
        return list(connection.scalars(_NEXT_IN_LINE, {"row": row_id}))


def due(engine: Engine, now: datetime, older_than: timedelta, limit: int) -> list[int]:
    """Mails to send that nobody holds nor has touched for `older_than`, the longest untouched first."""
    with engine.connect() as connection:
        return list(connection.scalars(_DUE, {"before": now - older_than, "count": limit, **_at(now)}))


def counts(engine: Engine) -> dict[str, int]:
    """How many mails are `waiting`, `sent` and `dead`."""
    with engine.connect() as connection:
        found = {row[0]: int(row[1]) for row in connection.execute(_COUNTS)}
    return {status: found.get(status, 0) for status in ("waiting", "sent", "dead")}


def encode(invitation: Invitation) -> str:
    """The invitation as JSON, instants as whole seconds since 1970."""
    return orjson.dumps(invitation, default=seconds, option=orjson.OPT_PASSTHROUGH_DATETIME).decode()


def decode(payload: str) -> Invitation:
    """The invitation that `encode` wrote."""
    fields: dict[str, Any] = orjson.loads(payload)
    for name in ("created_at", "updated_at", "start", "end", "previous_start", "proposed_start", "proposed_end"):
        if fields.get(name) is not None:
            fields[name] = instant(fields[name])
    fields["references"] = tuple(fields["references"])
    fields["reader"] = Attendee(**fields["reader"])
    if fields.get("concerning") is not None:
        fields["concerning"] = Attendee(**fields["concerning"])
    fields["others"] = tuple(Attendee(**each) for each in fields["others"])
    return Invitation(**fields)


def _at(now: datetime) -> dict[str, datetime]:
    return {"now": now, "beyond": now + LONGEST_LEASE}
