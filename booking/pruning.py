"""What is forgotten by itself once it is of no use any more, a little at a time."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Delete, Engine, Select, bindparam, delete, select

from booking import tallies
from booking.storage import writing
from booking.tables import appointments, outbox, requests

REPEATS = timedelta(days=30)
"""How long the same request is known to have been served."""
MAILS = timedelta(days=90)
"""How long after a meeting it is kept what was mailed about it."""

_REQUESTS = (
    select(requests.c.digest)
    .where(requests.c.created_at < bindparam("before"))
    .order_by(requests.c.created_at)
    .limit(bindparam("count"))
)
_MAILS = (
    select(outbox.c.id)
    .join(appointments, appointments.c.id == outbox.c.appointment_id)
    .where(
        outbox.c.status == bindparam("status"),
        outbox.c.touched_at < bindparam("before"),
        appointments.c.ends_at < bindparam("before"),
    )
    .order_by(outbox.c.touched_at)
    .limit(bindparam("count"))
)
_FORGET_REQUESTS = delete(requests).where(requests.c.digest.in_(bindparam("old", expanding=True)))
_FORGET_MAILS = delete(outbox).where(outbox.c.id.in_(bindparam("old", expanding=True)))


def prune(engine: Engine, now: datetime, most: int = 500) -> int:
    """Forget up to so many things of each kind, each kind in a short transaction; how many there were.

    Served requests (then their keys may be used anew), what was mailed or told about meetings long over, and counts of
    invitations of days gone by.
    """
    over = {"before": now - MAILS, "count": most}
    found = _forget(engine, _REQUESTS, _FORGET_REQUESTS, {"before": now - REPEATS, "count": most})
    for status in ("sent", "superseded", "dead"):
        found += _forget(engine, _MAILS, _FORGET_MAILS, over | {"status": status})
    with writing(engine, flushed=False) as connection:
        return found + tallies.prune(connection, now, most)


def _forget(engine: Engine, which: Select[Any], forget: Delete, values: dict[str, Any]) -> int:
    with engine.connect() as connection:
        old = list(connection.scalars(which, values))
    if old:
        with writing(engine, flushed=False) as connection:
            connection.execute(forget, {"old": old})
    return len(old)
