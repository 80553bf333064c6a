"""Many who want the last seat, the same session or the same time: the race is shown without the lock, and gone with it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from threading import Barrier

from sqlalchemy import func, select

from booking import outbox, seats
from booking.errors import Refusal
from booking.hosts import NewType
from booking.model import Appointment, Attendee, Invitee
from booking.storage import writing
from booking.tables import appointments as appointments_table
from booking.tables import attendees
from tests.booking.office import Calendar, berlin
from tests.booking.racers import at_once, try_to_book

START = "2026-11-24T10:00"


def opened(calendar: Calendar) -> Appointment:
    """An empty group appointment for three."""
    request = replace(calendar.request(START, key="open", type=calendar.group), attendees=())
    return calendar.service.open_group(request)


def seated(calendar: Calendar, appointment: Appointment) -> int:
    """How many are in."""
    with calendar.engine.connect() as connection:
        count = select(func.count()).where(attendees.c.appointment_id == appointment.id, attendees.c.left_at.is_(None))
        return connection.execute(count).scalar_one()


def attempt(act: Callable[[], Appointment]) -> Appointment | str:
    """The appointment, or why not."""
    try:
        return act()
    except Refusal as refused:
        return refused.reason


def guest(number: int) -> str:
    """An address."""
    return f"guest{number}@guests.example"


def test_without_the_lock_the_last_seat_is_taken_twice(calendar: Calendar) -> None:
    """The race is real: all who looked before the first wrote have a seat."""
    made = opened(calendar)
    calendar.service.add_attendees(made.id, [Invitee(guest(90)), Invitee(guest(91))])
    looked = Barrier(4)

    def join(number: int) -> None:
        free = seated(calendar, made) < calendar.group.capacity
        looked.wait(30)
        if free:
            with writing(calendar.engine) as connection:
                seats.add(connection, made.id, [Attendee(guest(number))], "", 0)

    at_once(4, join)

    assert seated(calendar, made) > calendar.group.capacity


def test_the_last_seat_goes_to_one(calendar: Calendar) -> None:
    """Twenty want it: one has it and one invitation leaves, the others are told that it is full."""
    made = opened(calendar)
    calendar.service.add_attendees(made.id, [Invitee(guest(90)), Invitee(guest(91))])
    calendar.announced.clear()
    at_once(
        20, lambda _: calendar.service.appointment(made.id)
    )  # let none be first just by having a connection already

    found = at_once(20, lambda number: attempt(lambda: calendar.service.join(made.id, Invitee(guest(number)))))

    assert found.count("full") == 19
    assert seated(calendar, made) == 3
    assert len(calendar.announced) == 1


def test_joining_twice_at_once_takes_one_seat(calendar: Calendar) -> None:
    """Ten deliveries of the same wish are one attendee and one invitation."""
    made = opened(calendar)
    calendar.announced.clear()

    found = at_once(10, lambda _: attempt(lambda: calendar.service.join(made.id, Invitee(guest(1)))))

    assert all(isinstance(each, Appointment) for each in found)
    assert seated(calendar, made) == 1
    assert len(calendar.announced) == 1


def test_leaving_and_joining_at_once_never_passes_the_capacity(calendar: Calendar) -> None:
    """Seats that come free are taken by as many as there are."""
    made = opened(calendar)
    calendar.service.add_attendees(made.id, [Invitee(guest(number)) for number in (90, 91, 92)])

    def act(number: int) -> Appointment | str:
        if number < 2:
            return calendar.service.leave(made.id, guest(90 + number))
        return attempt(lambda: calendar.service.join(made.id, Invitee(guest(number))))

    at_once(12, act)

    assert seated(calendar, made) <= 3
    for number in range(20, 23):
        attempt(lambda: calendar.service.join(made.id, Invitee(guest(number))))  # noqa: B023
    assert seated(calendar, made) == 3


def test_who_open_a_shared_session_at_once_share_it(calendar: Calendar) -> None:
    """Ten book the same start: one appointment, so many seats as it has, each with one invitation."""
    shared = calendar.service.add_type(calendar.host.id, NewType("Webinar", 60, capacity=6, shared=True))

    found = at_once(
        10,
        lambda number: try_to_book(
            calendar.service, calendar.request(START, guest(number), key=f"{number}", type=shared)
        ),
    )

    made = [each for each in found if isinstance(each, Appointment)]
    assert (len(made), found.count("full")) == (6, 4)
    assert len({each.id for each in made}) == 1
    assert seated(calendar, made[0]) == 6
    assert len(calendar.announced) == 7  # and the host's


def test_one_key_on_a_shared_session_takes_one_seat(calendar: Calendar) -> None:
    """Deliveries of the same message, of which the later would join what the first has opened."""
    shared = calendar.service.add_type(calendar.host.id, NewType("Webinar", 60, capacity=6, shared=True))
    calendar.book(START, guest(1), type=shared, key="first")

    found = at_once(8, lambda number: calendar.service.book(calendar.request(START, guest(2), key="same", type=shared)))

    assert {each.id for each in found} == {found[0].id}
    assert seated(calendar, found[0]) == 2


def test_one_key_with_two_hosts_serves_one_of_them(calendar: Calendar) -> None:
    """The lock is a host's, the key is not: whoever comes second is told of what the first did."""
    other = calendar.new_host("Omar", "omar@host.example")
    types = [calendar.group, calendar.service.add_type(other.id, NewType("Group", 60, capacity=3))]
    groups = [
        calendar.service.open_group(replace(calendar.request(START, key=type_.id, type=type_), attendees=()))
        for type_ in types
    ]
    hours = [berlin(f"2026-11-24T{hour}:00") for hour in range(12, 15)]

    def join(number: int, turn: int) -> Appointment:
        return calendar.service.join(groups[number % 2].id, Invitee(guest(turn)), idempotency_key=f"{turn}")

    def move(number: int, turn: int) -> Appointment:
        return calendar.service.reschedule(groups[number % 2].id, hours[turn], idempotency_key=f"{turn}")

    for turn in range(len(hours)):
        for act in (join, move):
            assert len({each.id for each in at_once(4, partial(act, turn=turn))}) == 1


def test_moving_to_the_same_time_at_once(calendar: Calendar) -> None:
    """One has it; the others stay where they were."""
    days = ("24", "25", "26", "27")
    made = [calendar.book(f"2026-11-{day}T{hour}:00") for day in days for hour in ("09", "15")]
    wish = berlin("2026-11-25T12:00")

    found = at_once(len(made), lambda number: attempt(lambda: calendar.service.reschedule(made[number].id, wish)))

    assert found.count("taken") == len(made) - 1
    now = [calendar.service.appointment(each.id) for each in made]
    assert sum(each.start == wish for each in now) == 1
    assert sum(each == before for each, before in zip(now, made, strict=True)) == len(made) - 1


def test_the_same_move_at_once_is_one(calendar: Calendar) -> None:
    """Each reader is told once."""
    made = calendar.book(START)
    for row in calendar.announced:
        assert outbox.claim(calendar.engine, row, calendar.clock.now)
        outbox.sent(calendar.engine, row, calendar.clock.now)
    calendar.announced.clear()
    wish = berlin("2026-11-25T12:00")

    found = at_once(10, lambda _: calendar.service.reschedule(made.id, wish, idempotency_key="k"))

    assert {each.sequence for each in found} == {1}
    assert len(calendar.announced) == 2


def test_nobody_joins_what_is_being_cancelled(calendar: Calendar) -> None:
    """Whoever is in when it is cancelled is told; nobody comes after."""
    made = opened(calendar)

    def act(number: int) -> Appointment | str:
        if number == 0:
            return calendar.service.cancel(made.id)
        return attempt(lambda: calendar.service.join(made.id, Invitee(guest(number))))

    found = at_once(4, act)

    joined = sum(isinstance(each, Appointment) for each in found[1:])
    assert joined + found.count("cancelled") == 3
    assert seated(calendar, made) == joined
    with calendar.engine.connect() as connection:
        assert connection.scalar(select(appointments_table.c.status)) == "cancelled"
