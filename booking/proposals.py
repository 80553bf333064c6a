"""Other times that attendees proposed (COUNTER), for the host to decide. Each function works in a transaction under way."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import uuid4

from sqlalchemy import Connection, bindparam, delete, select, update

from booking.errors import NotFound
from booking.hosts import stored_text
from booking.tables import proposals
from booking.translations import marked

_COLUMNS = ("id", "appointment_id", "email", "sequence", "starts_at", "ends_at", "words", "status", "created_at")
_READ = select(*(proposals.c[name] for name in _COLUMNS))
_BY_ID = _READ.where(proposals.c.id == bindparam("id"))
_OPEN = _READ.where(proposals.c.appointment_id == bindparam("appointment_id"), proposals.c.status == "open").order_by(
    proposals.c.created_at, proposals.c.id
)
_FORGET = delete(proposals).where(
    proposals.c.appointment_id == bindparam("appointment"),
    proposals.c.email == bindparam("address"),
    proposals.c.status == "open",
)
_DECIDE = (
    update(proposals)
    .where(proposals.c.id == bindparam("proposal"), proposals.c.status == "open")
    .values(status=bindparam("decision"))
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Another time for an appointment. `email` is whose it is, `sequence` that of the COUNTER."""

    id: str
    appointment_id: str
    email: str
    sequence: int
    start: datetime
    end: datetime
    words: str
    status: Literal["open", "accepted", "declined"]
    created_at: datetime


def write(
    connection: Connection,
    appointment_id: str,
    email: str,
    sequence: int,
    start: datetime,
    end: datetime,
    words: str,
    now: datetime,
) -> None:
    """Keep a proposal, in place of one of the same person that is still open."""
    connection.execute(_FORGET, {"appointment": appointment_id, "address": email})
    made = Proposal(str(uuid4()), appointment_id, email, sequence, start, end, words, "open", now)
    facts = zip(_COLUMNS, (getattr(made, name) for name in Proposal.__dataclass_fields__), strict=True)
    connection.execute(proposals.insert(), dict(facts))


def read(connection: Connection, proposal_id: str) -> Proposal:
    """The proposal of that id. Raises NotFound."""
    row = connection.execute(_BY_ID, {"id": stored_text(proposal_id)}).first()
    if row is None:
        raise NotFound(marked("There is no such proposal."))
    return Proposal(*row)


def still_open(connection: Connection, appointment_id: str) -> tuple[Proposal, ...]:
    """The proposals for an appointment that nobody has decided, the oldest first."""
    return tuple(Proposal(*row) for row in connection.execute(_OPEN, {"appointment_id": appointment_id}))


def decide(connection: Connection, proposal_id: str, decision: Literal["accepted", "declined"]) -> bool:
    """Note how the host decided; False when that had been decided."""
    return connection.execute(_DECIDE, {"proposal": proposal_id, "decision": decision}).rowcount == 1
