"""What must be mailed: rows written in the transaction that makes it true, then claimed, sent and retried.

Each row is one `Invitation` to one reader. The rows of one reader about one appointment leave in the order they were
written. A claim is a lease: if the worker that holds it dies, the row can be claimed again when the lease has run out.
So a mail is sent at least once, and again only after a crash between sending and writing so; it is then the same to the
byte, with the same Message-ID.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Engine, bindparam, exists, func, or_, select, update

from booking.model import Attendee, Invitation
from booking.storage import instant, seconds, writing
from booking.tables import outbox

MAX_ERROR = 500

_earlier = outbox.alias("earlier")
_first_in_line = ~exists().where(
    _earlier.c.appointment_id == outbox.c.appointment_id,
    _earlier.c.reader == outbox.c.reader,
    _earlier.c.id < outbox.c.id,
    _earlier.c.status == "waiting",
)
_free = or_(outbox.c.leased_until.is_(None), outbox.c.leased_until <= bindparam("now"))
_CLAIM = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("row"),
        outbox.c.status == "waiting",
        outbox.c.kind == bindparam("what"),
        _free,
        _first_in_line,
    )
    .values(leased_until=bindparam("until"), touched_at=bindparam("now"), attempts=outbox.c.attempts + 1)
    .returning(outbox.c.payload, outbox.c.attempts)
)
_FINISH = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.status == "waiting")
    .values(
        status=bindparam("new_status"),
        error=bindparam("why"),
        leased_until=bindparam("until"),
        touched_at=bindparam("now"),
    )
)
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
    .join(_this, (_this.c.appointment_id == outbox.c.appointment_id) & (_this.c.reader == outbox.c.reader))
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
            "reader": each.reader.email,
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
    """What mails about an appointment went out to these readers, or may yet."""
    found: dict[str, Told] = {}
    for reader, message_id, payload in connection.execute(
        _HISTORY, {"appointment_id": appointment_id, "readers": readers}
    ):
        told, mail = found.get(reader, Told((), None)), decode(payload)
        counts = mail.subject == "calendar" and mail.method != "DECLINECOUNTER"
        found[reader] = Told((*told.message_ids, message_id), mail if counts else told.last)
    return found


def claim(engine: Engine, row_id: int, now: datetime, lease_seconds: int = 60) -> Claimed | None:
    """Take a mail to send it, for `lease_seconds`.

    None when it is sent, dead, superseded or held by another, or when an earlier one to the same reader about the same
    appointment is still to be sent.
    """
    found = take(engine, row_id, "mail", now, lease_seconds)
    return None if found is None else Claimed(row_id, decode(found[0]), found[1])


def take(
    engine: Engine, row_id: int, kind: Literal["mail", "chat"], now: datetime, lease_seconds: int = 60
) -> tuple[str, int] | None:
    """Take a row of either kind as `claim` takes a mail: its payload, and how often it has been taken."""
    values = {"row": row_id, "what": kind, "now": now, "until": now + timedelta(seconds=lease_seconds)}
    with writing(engine) as connection:
        row = connection.execute(_CLAIM, values).first()
    return None if row is None else (row.payload, row.attempts)


def sent(engine: Engine, row_id: int, now: datetime) -> list[int]:
    """Note that a mail has been taken by the mail server; returns the mail that waited for it, if there is one."""
    return _finish(engine, row_id, now, "sent", "")


def failed(
    engine: Engine, row_id: int, now: datetime, error: str, *, final: bool, retry_at: datetime | None = None
) -> list[int]:
    """Note why a mail was not taken (`error` holds no address).

    It can be claimed again, not before `retry_at`, unless that is `final`. Returns the mail that is now first in line
    for this reader, if there is one.
    """
    return _finish(engine, row_id, now, "dead" if final else "waiting", error, until=retry_at)


def drop(engine: Engine, row_id: int, now: datetime, why: str) -> list[int]:
    """Note that a row is of no use any more, or never reached its reader (`why` holds no address); returns the row that
    waited for it, if there is one."""
    with writing(engine) as connection:
        connection.execute(_DROP, {"row": row_id, "why": why[:MAX_ERROR], "now": now})
        return list(connection.scalars(_NEXT_IN_LINE, {"row": row_id}))


def due(engine: Engine, now: datetime, older_than: timedelta, limit: int) -> list[int]:
    """Mails to send that nobody holds nor has touched for `older_than`, the longest untouched first."""
    with engine.connect() as connection:
        return list(connection.scalars(_DUE, {"now": now, "before": now - older_than, "count": limit}))


def counts(engine: Engine) -> dict[str, int]:
    """How many mails are `waiting`, `sent` and `dead`."""
    with engine.connect() as connection:
        found = {row[0]: int(row[1]) for row in connection.execute(_COUNTS)}
    return {status: found.get(status, 0) for status in ("waiting", "sent", "dead")}


def encode(invitation: Invitation) -> str:
    """The invitation as JSON, instants as whole seconds since 1970."""
    return json.dumps(asdict(invitation), ensure_ascii=False, default=seconds)


def decode(payload: str) -> Invitation:
    """The invitation that `encode` wrote."""
    fields: dict[str, Any] = json.loads(payload)
    for name in ("created_at", "updated_at", "start", "end", "previous_start", "proposed_start", "proposed_end"):
        if fields.get(name) is not None:
            fields[name] = instant(fields[name])
    fields["references"] = tuple(fields["references"])
    fields["reader"] = Attendee(**fields["reader"])
    if fields.get("concerning") is not None:
        fields["concerning"] = Attendee(**fields["concerning"])
    fields["others"] = tuple(Attendee(**each) for each in fields["others"])
    return Invitation(**fields)


def _finish(
    engine: Engine, row_id: int, now: datetime, status: str, error: str, *, until: datetime | None = None
) -> list[int]:
    values = {"row": row_id, "new_status": status, "why": error[:MAX_ERROR], "now": now, "until": until}
    with writing(engine) as connection:
        connection.execute(_FINISH, values)
        return list(connection.scalars(_NEXT_IN_LINE, {"row": row_id}))
