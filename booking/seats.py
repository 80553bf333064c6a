"""The attendees of an appointment as rows: who is in, who has left. Each function works in a transaction under way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Integer, bindparam, func, select, update

from booking.invitations import new_link, new_token
from booking.model import Attendee, PartStat
from booking.tables import attendees

ERASED = "erased.invalid"

_appointment = attendees.c.appointment_id == bindparam("appointment")
_is_in = attendees.c.left_at.is_(None)
_POSITION = select(func.coalesce(func.max(attendees.c.position), -1)).where(_appointment)
_PAST = select(attendees.c.email, attendees.c.sequence).where(_appointment, attendees.c.left_at.is_not(None))
_OF_PERSON = (
    select(*(attendees.c[name] for name in ("email", "name", "status", "phone")))
    .where(_appointment, attendees.c.booked_by == bindparam("person_id"), _is_in)
    .order_by(attendees.c.position)
)
_seat = (_appointment, attendees.c.email == bindparam("address"))
_RETURN = (
    update(attendees)
    .where(*_seat)
    .values(
        **{name: bindparam(f"new_{name}") for name in ("position", "name", "phone", "booked_by", "sequence", "link")},
        status="NEEDS-ACTION",
        left_at=None,
    )
)
_LEAVE = update(attendees).where(*_seat, _is_in).values(left_at=bindparam("now"), sequence=bindparam("told"))
_ANSWER = (
    update(attendees)
    .where(*_seat, _is_in)
    .values(
        status=bindparam("answer"),
        answered_sequence=func.coalesce(bindparam("answered", type_=Integer), attendees.c.sequence),
        answered_at=bindparam("moment"),
        unreachable="",
    )
)
_ANSWERED = select(
    *(attendees.c[name] for name in ("sequence", "answered_sequence", "answered_at", "unreachable"))
).where(*_seat, _is_in)
_UNREACHABLE = (
    update(attendees).where(*_seat, _is_in, attendees.c.unreachable == "").values(unreachable=bindparam("why"))
)
_ASK_AGAIN = update(attendees).where(_appointment, _is_in).values(status="NEEDS-ACTION", sequence=bindparam("told"))


@dataclass(frozen=True, slots=True)
class Answered:
    """`told` is the SEQUENCE that somebody was last asked with; `sequence` and `at` are those of their last answer, None
    before there is one; `unreachable` is why mail to them came back."""

    told: int
    sequence: int | None
    at: datetime | None
    unreachable: str


def is_erased(email: str) -> bool:
    """Whether this stands for somebody whose address was erased: nothing can be sent there (RFC 2606 section 2)."""
    return email.endswith(f"@{ERASED}")


def insert(
    connection: Connection,
    appointment_id: str,
    invited: Sequence[Attendee],
    booked_by: str,
    sequence: int,
    first: int = 0,
) -> None:
    """Give each of these, who were never in, a seat, at the positions from `first` on."""
    rows = [
        {
            "appointment_id": appointment_id,
            "email": each.email,
            "position": position,
            "name": each.name,
            "status": each.status,
            "reply_token": new_token(),
            "link": new_link(),
            "phone": each.phone,
            "booked_by": booked_by,
            "sequence": sequence,
        }
        for position, each in enumerate(invited, first)
    ]
    if rows:
        connection.execute(attendees.insert(), rows)


def add(
    connection: Connection, appointment_id: str, invited: Iterable[Attendee], booked_by: str, sequence: int
) -> None:
    """Give each of these, who are not in, a seat after those of the others; who left once has their old line again, with
    a new link."""
    first = connection.execute(_POSITION, {"appointment": appointment_id}).scalar_one() + 1
    returning = left(connection, appointment_id)
    new = []
    for each in invited:
        if each.email not in returning:
            new.append(each)
            continue
        values = {"position": first, "name": each.name, "phone": each.phone, "booked_by": booked_by}
        values |= {"sequence": sequence, "link": new_link()}
        values = {f"new_{name}": value for name, value in values.items()}
        connection.execute(_RETURN, values | {"appointment": appointment_id, "address": each.email})
        first += 1
    insert(connection, appointment_id, new, booked_by, sequence, first)


def left(connection: Connection, appointment_id: str) -> dict[str, int]:
    """Who has left, and the SEQUENCE of the last mail to each."""
    return {row[0]: row[1] for row in connection.execute(_PAST, {"appointment": appointment_id})}


def leave(connection: Connection, appointment_id: str, email: str, sequence: int, now: datetime) -> None:
    """Free the seat of one attendee; their line stays, as history."""
    values = {"appointment": appointment_id, "address": email, "told": sequence, "now": now}
    connection.execute(_LEAVE, values)


def answer(
    connection: Connection,
    appointment_id: str,
    email: str,
    status: PartStat,
    moment: datetime,
    sequence: int | None = None,
) -> None:
    """Keep an attendee's answer: when it was given, and to which SEQUENCE, if not to that of the last mail to them."""
    values = {"appointment": appointment_id, "address": email, "answer": status, "moment": moment, "answered": sequence}
    connection.execute(_ANSWER, values)


def answered(connection: Connection, appointment_id: str, email: str) -> Answered:
    """To what somebody who is in has answered last."""
    return Answered(*connection.execute(_ANSWERED, {"appointment": appointment_id, "address": email}).one())


def unreachable(connection: Connection, appointment_id: str, email: str, reason: str) -> bool:
    """Note that mail to somebody who is in came back; False when that was known."""
    values = {"appointment": appointment_id, "address": email, "why": reason or "?"}
    return connection.execute(_UNREACHABLE, values).rowcount == 1


def ask_again(connection: Connection, appointment_id: str, sequence: int) -> None:
    """Forget the answers of those who are in, who are told of a new time with this SEQUENCE."""
    connection.execute(_ASK_AGAIN, {"appointment": appointment_id, "told": sequence})


def of_person(connection: Connection, appointment_id: str, person_id: str) -> tuple[Attendee, ...]:
    """The seats that a person booked, theirs and those of others whom they named."""
    rows = connection.execute(_OF_PERSON, {"appointment": appointment_id, "person_id": person_id})
    return tuple(Attendee(*row) for row in rows)
