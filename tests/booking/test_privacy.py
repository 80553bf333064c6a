"""What is held about one address: all of it shown, none of it left."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from booking import inbox, outbox, wishes
from booking.errors import InvalidInput
from booking.model import Actor, Appointment, Invitee
from booking.storage import writing
from booking.tables import metadata, proposals
from tests.booking.office import Calendar, berlin

START = "2026-11-24T10:00"
ANA, BO = "ana@guests.example", "bo@guests.example"


def send_all(calendar: Calendar) -> list[tuple[str, tuple[str, ...]]]:
    """Be the worker; who got a mail, and whom it shows."""
    found = []
    for row in outbox.due(calendar.engine, calendar.clock.now, timedelta(0), 100):
        if claimed := outbox.claim(calendar.engine, row, calendar.clock.now):
            outbox.sent(calendar.engine, row, calendar.clock.now)
            invitation = claimed.invitation
            found.append((invitation.reader.email, tuple(each.email for each in invitation.others)))
    return found


def everything(calendar: Calendar) -> str:
    """All that is in the database."""
    with calendar.engine.connect() as connection:
        rows = [connection.execute(table.select()).all() for table in metadata.sorted_tables]
    return str(rows)


@pytest.fixture
def busy(calendar: Calendar) -> tuple[Calendar, Appointment, Appointment]:
    """Ana, who writes on Messenger, has booked one meeting, sits in it with Bo, and has left another."""
    me = calendar.service.remember("messenger", "page", "ana", email=ANA, name="Ana Example").id
    request = calendar.request(START, type=calendar.group, title="Lunch with Ana@guests.example", booked_by=me)
    guests = (Invitee(ANA, "Ana Example", "+49 30 1234"), Invitee(BO, "Bo"))
    actor = Actor(me, "messenger")
    mine = calendar.service.book(replace(request, attendees=guests), actor)
    other = calendar.book("2026-11-25T10:00", BO, ANA, type=calendar.group)
    calendar.service.leave(other.id, ANA, Actor(ANA, "mail"))
    calendar.service.rsvp(mine.id, ANA, "ACCEPTED", Actor(ANA, "mail"))
    return calendar, mine, other


def test_all_that_is_held_is_shown(busy: tuple[Calendar, Appointment, Appointment]) -> None:
    """It fits into JSON, and holds nothing of the others."""
    calendar, mine, other = busy

    found = calendar.service.export(" ANA@guests.example")

    assert json.loads(json.dumps(found)) == found
    assert BO not in str(found)
    assert [each["id"] for each in found["appointments"]] == [mine.id, other.id]
    assert [each["your_left_at"] is None for each in found["appointments"]] == [True, False]
    assert found["appointments"][0]["your_phone"] == "+49 30 1234"
    assert found["people"][0]["name"] == "Ana Example"
    assert [each["action"] for each in found["history"]] == ["booked", "left", "answered"]
    assert found["mails"]


def test_nobody_holds_nothing(calendar: Calendar) -> None:
    """The same shape, empty."""
    found: dict[str, Any] = calendar.service.export("nobody@guests.example")

    assert found.pop("email") == "nobody@guests.example"
    assert set(map(len, found.values())) == {0}
    assert set(calendar.service.erase("nobody@guests.example").values()) == {0}


@pytest.mark.parametrize("sent", [True, False])
def test_nothing_is_left_of_what_is_erased(busy: tuple[Calendar, Appointment, Appointment], sent: bool) -> None:
    """Neither in rows nor in mails, sent or waiting; the appointment stands, with a seat that nobody knows."""
    calendar, mine, other = busy
    if sent:
        send_all(calendar)
    before = calendar.service.appointment(mine.id)

    counts = calendar.service.erase(ANA, Actor("operator", "cli"))

    left = everything(calendar).lower()
    assert all(
        each not in left
        for each in (ANA, "ana example", "1234", calendar.service.person("messenger", "page", "ana").id)
    )
    assert counts["seats"] == 2
    assert counts["appointments"] == 2
    assert counts["people"] == 1
    after = calendar.service.appointment(mine.id)
    assert (after.status, after.start, len(after.attendees)) == ("confirmed", before.start, 2)
    assert after.title == "Lunch with (erased)"
    assert after.attendees[0].email.endswith("@erased.invalid")
    assert after.attendees[1].email == BO
    assert calendar.service.history(mine.id)[-1].action == "erased"
    assert calendar.service.appointment(other.id).attendees[0].email == BO
    found = calendar.service.export(ANA)
    assert found.pop("email") == ANA
    assert not any(found.values())


def test_nothing_is_sent_to_who_was_erased(busy: tuple[Calendar, Appointment, Appointment]) -> None:
    """Also when the appointment is moved or cancelled later; the host is not shown the empty seat."""
    calendar, mine, _ = busy
    calendar.service.erase(ANA)
    send_all(calendar)

    calendar.service.reschedule(mine.id, berlin("2026-11-26T10:00"))
    assert send_all(calendar) == [(BO, ()), ("hana@host.example", (BO,))]

    calendar.service.cancel(mine.id)
    assert send_all(calendar) == [(BO, ()), ("hana@host.example", (BO,))]


def test_an_empty_seat_can_be_freed(busy: tuple[Calendar, Appointment, Appointment]) -> None:
    """By the address that stands for it; nobody can come by such an address."""
    calendar, mine, _ = busy
    calendar.service.erase(ANA)
    seat = calendar.service.appointment(mine.id).attendees[0].email
    send_all(calendar)

    with pytest.raises(InvalidInput):
        calendar.service.join(mine.id, Invitee(seat))
    assert [each.email for each in calendar.service.remove_attendee(mine.id, seat).attendees] == [BO]
    assert send_all(calendar) == []


def test_a_host_is_not_erased(calendar: Calendar) -> None:
    """Their address is how the calendar reaches them."""
    with pytest.raises(InvalidInput, match="host"):
        calendar.service.erase("hana@host.example")


def test_a_mail_that_is_gone_is_not_sent(busy: tuple[Calendar, Appointment, Appointment]) -> None:
    """Nor is it an error for the worker that had claimed it."""
    calendar, _, _ = busy
    now = calendar.clock.now
    with calendar.engine.connect() as connection:
        row = connection.scalar(text("SELECT min(id) FROM outbox WHERE reader = :reader"), {"reader": ANA})
    assert row
    assert outbox.claim(calendar.engine, row, now)

    calendar.service.erase(ANA)

    assert outbox.sent(calendar.engine, row, now) == []
    assert outbox.claim(calendar.engine, row, now) is None


def test_what_came_back_and_what_was_told_goes_too(busy: tuple[Calendar, Appointment, Appointment]) -> None:
    """Wishes, proposals, mails that came in, and notices in the chat: shown first, and nothing is left of them."""
    calendar, mine, _ = busy
    now, me = calendar.clock.now, calendar.service.person("messenger", "page", "ana").id
    notice = {"topic": "news", "person": me, "words": f"{ANA} comes"}
    row = {"appointment_id": mine.id, "status": "sent", "attempts": 1, "touched_at": now, "error": "", "kind": "chat"}
    proposal = {"appointment_id": mine.id, "email": ANA, "sequence": 0, "starts_at": mine.start, "ends_at": mine.end}
    with writing(calendar.engine) as connection:
        wishes.keep(connection, ANA, "reminders", now)
        wishes.keep(connection, me, "reminders", now)
        connection.execute(
            proposals.insert(), proposal | {"id": "p", "words": f"{ANA} asks", "status": "open", "created_at": now}
        )
        assert inbox.is_new(connection, "digest", mine.id, f"From: {ANA}".encode(), now)
        connection.execute(
            metadata.tables["outbox"].insert(), row | {"reader": me, "message_id": "c", "payload": json.dumps(notice)}
        )

    found = calendar.service.export(ANA)
    assert [each["unwanted"] for each in found["wishes"]] == ["reminders", "reminders"]
    assert [each["words"] for each in found["proposals"]] == [f"{ANA} asks"]
    assert notice in [each["payload"] for each in found["mails"]]

    calendar.service.erase(ANA)

    left = everything(calendar).lower()
    assert ANA not in left
    assert me not in left
