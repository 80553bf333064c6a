"""What is held about one e-mail address: shown, and forgotten."""

import json
import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, or_, select, update

from booking import events, inbox, outbox
from booking.errors import InvalidInput
from booking.invitations import new_link, new_token
from booking.model import Actor
from booking.seats import ERASED
from booking.tables import appointments, attendees, people, proposals, providers, wishes
from booking.tables import events as events_table
from booking.tables import outbox as outbox_table

FORGOTTEN = "(erased)"


def export(connection: Connection, email: str) -> dict[str, Any]:
    """Everything held about an address (normalised), in JSON's types; instants as ISO 8601 in UTC."""
    persons = _rows(connection, select(people).where(people.c.email == email))
    names = [email, *(each["id"] for each in persons)]
    booked = ("id", "starts_at", "ends_at", "status", "title", "location", "contact_type", "video_url", "timezone")
    return {
        "email": email,
        "hosts": _rows(
            connection,
            select(*(providers.c[name] for name in ("id", "name", "timezone"))).where(providers.c.email == email),
        ),
        "people": persons,
        "wishes": _rows(
            connection, select(wishes.c.unwanted, wishes.c.at).where(wishes.c.subject.in_(names)).order_by(wishes.c.at)
        ),
        "appointments": _rows(
            connection,
            select(
                *(appointments.c[name] for name in booked),
                *(attendees.c[name].label(f"your_{name}") for name in ("name", "phone", "status", "left_at")),
            )
            .join_from(attendees, appointments)
            .where(attendees.c.email == email)
            .order_by(appointments.c.starts_at, appointments.c.id),
        ),
        "mails": _mails(connection, email, names),
        "proposals": _rows(
            connection,
            select(
                *(
                    proposals.c[name]
                    for name in ("appointment_id", "starts_at", "ends_at", "words", "status", "created_at")
                )
            )
            .where(proposals.c.email == email)
            .order_by(proposals.c.created_at, proposals.c.id),
        ),
        "history": _rows(
            connection,
            select(*(events_table.c[name] for name in ("appointment_id", "at", "channel", "action", "detail")))
            .where(or_(events_table.c.attendee == email, events_table.c.actor.in_(names)))
            .order_by(events_table.c.id),
        ),
    }


def erase(connection: Connection, email: str, actor: Actor, now: datetime) -> dict[str, int]:
    """Forget an address (normalised); how many rows were changed, by kind.

    Appointments stand. A seat stays taken, without name, number or address, and nothing more is sent there; the line of
    who had left goes. People with that address go, and with them who they are in what they booked.

    Raises:
        InvalidInput: it is a host's.
    """
    if connection.execute(select(providers.c.id).where(providers.c.email == email)).first():
        raise InvalidInput("That is the address of a host: give the host another one first.")
    ids = list(connection.scalars(select(attendees.c.appointment_id).where(attendees.c.email == email)))
    persons = list(connection.scalars(select(people.c.id).where(people.c.email == email)))
    theirs = or_(outbox_table.c.reader.in_([email, *persons]), _in_chats(ids))
    counts = {
        "mails": connection.execute(delete(outbox_table).where(theirs)).rowcount,
        "people": connection.execute(delete(people).where(people.c.email == email)).rowcount,
        "seats": connection.execute(
            delete(attendees).where(attendees.c.email == email, attendees.c.left_at.is_not(None))
        ).rowcount,
        "wishes": connection.execute(delete(wishes).where(wishes.c.subject.in_([email, *persons]))).rowcount,
        "proposals": connection.execute(delete(proposals).where(proposals.c.email == email)).rowcount,
        "appointments": len(ids),
    }
    counts["mails"] += inbox.forget(connection, ids)
    for appointment_id in ids:
        counts["seats"] += _empty_seat(connection, appointment_id, email)
        counts["mails"] += _forget_in_mails(connection, appointment_id, email)
        _forget_in_title(connection, appointment_id, email)
    counts["history"] = _forget_in_history(connection, [email, *persons], email)
    for person in persons:
        counts["mails"] += _forget_booker(connection, person)
        connection.execute(update(appointments).where(appointments.c.booked_by == person).values(booked_by=""))
        connection.execute(update(attendees).where(attendees.c.booked_by == person).values(booked_by=""))
    for appointment_id in ids:
        events.write(connection, appointment_id, now, actor, "erased")
    return counts


def _mails(connection: Connection, email: str, names: list[str]) -> list[dict[str, Any]]:
    """What was written to an address, alone or among others, who are left out here."""
    seats = select(attendees.c.appointment_id).where(attendees.c.email == email)
    to_all = and_(outbox_table.c.reader == outbox.ALL, outbox_table.c.appointment_id.in_(seats))
    found = _rows(
        connection,
        select(*(outbox_table.c[name] for name in ("appointment_id", "status", "touched_at", "reader", "payload")))
        .where(or_(outbox_table.c.reader.in_(names), to_all))
        .order_by(outbox_table.c.id),
    )
    mails = []
    for row in found:
        payload = json.loads(row["payload"])
        if row.pop("reader") == outbox.ALL:
            mine = [each for each in (payload["reader"], *payload["others"]) if each["email"] == email]
            if not mine:
                continue
            payload |= {"reader": mine[0], "others": []}
        mails.append(row | {"payload": payload})
    return mails


def _rows(connection: Connection, statement: Any) -> list[dict[str, Any]]:
    return [
        {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}
        for row in connection.execute(statement).mappings()
    ]


def _in_chats(appointment_ids: list[str]) -> ColumnElement[bool]:
    """What was told in chats about these appointments; it names who came."""
    return and_(outbox_table.c.appointment_id.in_(appointment_ids), outbox_table.c.kind == "chat")


def _empty_seat(connection: Connection, appointment_id: str, email: str) -> int:
    values = {"email": f"{new_token()}@{ERASED}", "name": "", "phone": "", "booked_by": ""}
    values |= {"reply_token": new_token(), "link": new_link(), "unreachable": ""}
    seat = update(attendees).where(attendees.c.appointment_id == appointment_id, attendees.c.email == email)
    return connection.execute(seat.values(**values)).rowcount


def _forget_in_mails(connection: Connection, appointment_id: str, email: str) -> int:
    """Take an address, and what its owner wrote, out of the mails to others."""
    rows = connection.execute(
        select(outbox_table.c.id, outbox_table.c.payload).where(outbox_table.c.appointment_id == appointment_id)
    ).all()
    changed = 0
    for row_id, payload in rows:
        before = invitation = outbox.decode(payload)
        if invitation.to_all and invitation.reader.email == email:
            if not invitation.others:
                connection.execute(delete(outbox_table).where(outbox_table.c.id == row_id))
                continue
            first, *others = invitation.others
            invitation = replace(invitation, reader=first, others=tuple(others))
        theirs = invitation.concerning is not None and invitation.concerning.email == email
        without = replace(
            invitation,
            others=tuple(each for each in invitation.others if each.email != email),
            concerning=None if theirs else invitation.concerning,
            words=FORGOTTEN if theirs else _without(invitation.words, email),
            title=_without(invitation.title, email),
        )
        if without != before:
            values = {"payload": outbox.encode(without)}
            connection.execute(update(outbox_table).where(outbox_table.c.id == row_id).values(**values))
            changed += 1
    return changed


def _forget_booker(connection: Connection, person: str) -> int:
    """Take the name of whoever booked out of the mails to the host."""
    booked = select(appointments.c.id).where(appointments.c.booked_by == person)
    rows = connection.execute(
        select(outbox_table.c.id, outbox_table.c.payload).where(
            outbox_table.c.appointment_id.in_(booked), outbox_table.c.kind == "mail"
        )
    ).all()
    named = [(row_id, invitation) for row_id, payload in rows if (invitation := outbox.decode(payload)).booker]
    for row_id, invitation in named:
        values = {"payload": outbox.encode(replace(invitation, booker=""))}
        connection.execute(update(outbox_table).where(outbox_table.c.id == row_id).values(**values))
    return len(named)


def _forget_in_title(connection: Connection, appointment_id: str, email: str) -> None:
    title = connection.execute(select(appointments.c.title).where(appointments.c.id == appointment_id)).scalar_one()
    if (without := _without(title, email)) != title:
        connection.execute(update(appointments).where(appointments.c.id == appointment_id).values(title=without))


def _forget_in_history(connection: Connection, names: list[str], email: str) -> int:
    concerned = update(events_table).where(events_table.c.attendee == email).values(attendee="")
    done = update(events_table).where(events_table.c.actor.in_(names)).values(actor="")
    return connection.execute(concerned).rowcount + connection.execute(done).rowcount


def _without(text: str, email: str) -> str:
    return re.sub(re.escape(email), FORGOTTEN, text, flags=re.IGNORECASE)
