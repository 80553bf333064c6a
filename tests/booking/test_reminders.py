"""Reminders: at the right moment, once, to those who want them; moved with the meeting, dropped with it."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select, text

from booking import outbox, telling, wishes
from booking.hosts import NewType
from booking.model import Actor, ChatNotice, Invitation
from booking.services import BookingService
from booking.storage import writing
from booking.tables import appointments
from booking.tables import outbox as outbox_table
from tests.booking.office import Calendar, berlin

BOOKED = "2026-11-25T10:00"
"""Two days and an hour after the clock's first instant."""


def letters(engine: Engine) -> list[Invitation]:
    """The reminders by mail, the first first."""
    with engine.connect() as connection:
        rows = connection.scalars(
            select(outbox_table.c.payload).where(outbox_table.c.kind == "mail").order_by(outbox_table.c.id)
        ).all()
    return [mail for mail in map(outbox.decode, rows) if mail.subject == "reminder"]


def readers(engine: Engine) -> list[str]:
    return sorted(each.reader.email for each in letters(engine))


def in_chats(engine: Engine) -> list[ChatNotice]:
    """The notices to people in chats, the first first."""
    with engine.connect() as connection:
        rows = connection.scalars(
            select(outbox_table.c.payload).where(outbox_table.c.kind == "chat").order_by(outbox_table.c.id)
        ).all()
    return list(map(telling.decode, rows))


def planned(calendar: Calendar, appointment_id: str) -> object:
    with calendar.engine.connect() as connection:
        return connection.scalar(select(appointments.c.next_reminder_at).where(appointments.c.id == appointment_id))


@pytest.fixture
def booker(calendar: Calendar) -> str:
    """The id of somebody who books in a chat."""
    return calendar.service.remember("web", "", "ana", timezone="Asia/Tokyo", address="ana").id


def test_everybody_is_reminded_a_day_and_an_hour_before(calendar: Calendar, booker: str) -> None:
    """Each attendee and the host by mail, whoever booked in their chat; not a second before, and each time once."""
    made = calendar.book(BOOKED, "ana@guests.example", "bo@guests.example", type=calendar.group, booked_by=booker)
    calendar.clock.now = made.start - timedelta(days=1, seconds=1)
    assert calendar.service.remind() == 0
    calendar.clock.move(seconds=1)

    assert [calendar.service.remind(), calendar.service.remind()] == [1, 0]
    assert readers(calendar.engine) == ["ana@guests.example", "bo@guests.example", "hana@host.example"]
    assert [each.to_provider for each in letters(calendar.engine)] == [False, False, True]
    (told,) = in_chats(calendar.engine)
    assert (told.topic, told.person, told.start, told.coming, told.invited) == ("reminder", booker, made.start, 0, 2)
    calendar.clock.now = made.start - timedelta(hours=1)
    assert [calendar.service.remind(), calendar.service.remind()] == [1, 0]
    assert len(letters(calendar.engine)) == 6
    assert planned(calendar, made.id) is None


def test_a_reminder_whose_moment_lay_before_the_booking_is_none(calendar: Calendar) -> None:
    """Who books for this afternoon is not reminded of tomorrow."""
    made = calendar.book("2026-11-23T15:00")

    assert planned(calendar, made.id) == made.start - timedelta(hours=1)
    late = calendar.book("2026-11-23T10:00", "bo@guests.example")
    calendar.clock.move(minutes=45)
    assert calendar.service.remind() == 0
    assert planned(calendar, late.id) is None


def test_late_reminders_are_one_and_none_once_it_has_begun(calendar: Calendar) -> None:
    """After workers were away, the last that is due is sent, not all of them; and nothing after the start."""
    made = calendar.book(BOOKED)
    gone = calendar.book("2026-11-25T09:00", "bo@guests.example")
    calendar.clock.now = made.start - timedelta(minutes=20)

    assert calendar.service.remind() == 1
    assert readers(calendar.engine) == ["ana@guests.example", "hana@host.example"]
    assert planned(calendar, made.id) is None
    assert planned(calendar, gone.id) is None


def test_reminders_move_with_the_meeting_and_drop_with_it(calendar: Calendar) -> None:
    """A meeting that was moved is reminded of where it is now; one called off is not."""
    moved, cancelled = calendar.book(BOOKED), calendar.book("2026-11-25T13:00", "bo@guests.example")
    calendar.service.reschedule(moved.id, berlin("2026-11-27T10:00"))
    calendar.service.cancel(cancelled.id)
    calendar.clock.now = berlin("2026-11-25T12:30")
    assert calendar.service.remind() == 0

    calendar.clock.now = berlin("2026-11-26T10:00")
    assert calendar.service.remind() == 1
    assert readers(calendar.engine) == ["ana@guests.example", "hana@host.example"]
    calendar.service.cancel(moved.id)
    calendar.clock.now = berlin("2026-11-27T09:30")
    assert calendar.service.remind() == 0


def test_who_does_not_come_or_want_it_or_cannot_be_reached_is_not_reminded(calendar: Calendar, booker: str) -> None:
    """Those who declined or left, whose mail came back, who want no reminders; in the chat as by mail."""
    group = calendar.service.add_type(calendar.host.id, NewType("All", 60, capacity=9))
    made = calendar.book(
        BOOKED, *(f"{name}@guests.example" for name in ("ana", "bo", "cy", "di", "ed")), type=group, booked_by=booker
    )
    calendar.service.rsvp(made.id, "bo@guests.example", "DECLINED")
    calendar.service.rsvp(made.id, "ed@guests.example", "TENTATIVE")
    calendar.service.leave(made.id, "cy@guests.example")
    calendar.service.wish(booker, "reminders", unwilling=True)
    with writing(calendar.engine) as connection:
        connection.execute(text("UPDATE attendees SET unreachable = 'gone' WHERE email = 'di@guests.example'"))
        wishes.keep(connection, "hana@host.example", "reminders", calendar.clock.now)
    calendar.clock.now = made.start - timedelta(days=1)
    assert calendar.service.remind() == 1

    assert readers(calendar.engine) == ["ana@guests.example", "ed@guests.example"]
    assert [each.topic for each in in_chats(calendar.engine) if each.topic == "reminder"] == []
    calendar.service.wish(booker, "reminders", unwilling=False)
    calendar.clock.now = made.start - timedelta(hours=1)
    calendar.service.remind()
    assert [each.topic for each in in_chats(calendar.engine) if each.topic == "reminder"] == ["reminder"]


def test_new_reminders_of_a_type_hold_for_what_is_booked(calendar: Calendar) -> None:
    """They are planned anew; those whose moment has passed stay out, and none at all are none."""
    made = calendar.book(BOOKED)
    calendar.service.edit_type(calendar.hour.id, reminders=(3 * 1440, 90, 30))
    assert planned(calendar, made.id) == made.start - timedelta(minutes=90)

    calendar.service.edit_type(calendar.hour.id, reminders=())
    assert planned(calendar, made.id) is None
    assert planned(calendar, calendar.book("2026-11-26T10:00").id) is None


def test_two_workers_remind_once(calendar: Calendar) -> None:
    """However many sweep at the same moment, each appointment is reminded of once."""
    for hour in range(9, 17):
        calendar.book(f"2026-11-25T{hour:02}:00", f"e{hour}@guests.example")
    calendar.clock.now = berlin("2026-11-24T17:00")
    start = threading.Barrier(4)

    def sweep() -> None:
        service = BookingService(
            calendar.engine, clock=calendar.clock, mail_from="bookings@convoke.example", announce=calendar.announce
        )
        start.wait()
        service.remind()

    threads = [threading.Thread(target=sweep) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [each for each in readers(calendar.engine) if each != "hana@host.example"] == sorted(
        f"e{hour}@guests.example" for hour in range(9, 17)
    )
    assert len(letters(calendar.engine)) == 16


def test_a_reminder_is_announced_for_sending(calendar: Calendar) -> None:
    """Its rows are what the worker is asked to send."""
    made = calendar.book(BOOKED)
    calendar.announced.clear()
    calendar.clock.now = made.start - timedelta(hours=1)
    calendar.service.remind()

    assert len(calendar.announced) == 2


def test_who_joined_a_shared_meeting_in_a_chat_is_reminded_there(calendar: Calendar, booker: str) -> None:
    """Each who booked a seat, with a tally of their own guests alone."""
    shared = calendar.service.add_type(calendar.host.id, NewType("Yoga", 60, capacity=5, shared=True))
    other = calendar.service.remember("web", "", "bo", address="bo").id
    made = calendar.book(BOOKED, "ana@guests.example", type=shared, booked_by=booker)
    calendar.book(BOOKED, "bo@guests.example", "cy@guests.example", type=shared, booked_by=other, key="2")
    calendar.service.rsvp(made.id, "bo@guests.example", "ACCEPTED", Actor("bo@guests.example", "mail"))
    calendar.clock.now = made.start - timedelta(hours=1)
    calendar.service.remind()

    told = {each.person: (each.coming, each.invited) for each in in_chats(calendar.engine) if each.topic == "reminder"}
    assert told == {booker: (0, 1), other: (1, 2)}
