"""Many at once: the race is shown without the guards, and gone with each of them."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from multiprocessing.pool import Pool
from threading import Barrier, Event

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from booking import appointments, availability, outbox
from booking.hosts import NewType
from booking.model import Appointment, Attendee
from booking.storage import NO_OVERLAP, seconds, writing
from booking.tables import appointments as appointments_table
from tests.booking.office import Calendar
from tests.booking.racers import PROCESSES, at_once, in_processes, processes, try_to_book

START = "2026-11-24T10:00"
THREADS = 13
REVIVE = text("UPDATE appointments SET status = 'confirmed' WHERE id = :id")


def confirmed(engine: Engine) -> int:
    """How many appointments stand."""
    with engine.connect() as connection:
        return (
            connection.scalar(
                select(func.count()).select_from(appointments_table).where(appointments_table.c.status == "confirmed")
            )
            or 0
        )


def drop_guard(engine: Engine) -> None:
    """Let the database accept anything."""
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"ALTER TABLE appointments DROP CONSTRAINT {NO_OVERLAP}"))
        else:
            connection.execute(text(f"DROP TRIGGER {NO_OVERLAP}_insert"))
            connection.execute(text(f"DROP TRIGGER {NO_OVERLAP}_update"))


def naively(calendar: Calendar, count: int) -> int:
    """Look whether the time is free, then book it, as it is done everywhere, so many at once; how many got it."""
    looked = Barrier(count)

    def book(number: int) -> bool:
        request = calendar.request(START, key=str(number))
        span = availability.blocked(calendar.hour, seconds(request.start))
        with calendar.engine.connect() as connection:
            free = not appointments.busy(connection, calendar.host.id, span)
        looked.wait(30)
        if not free:
            return False
        try:
            with writing(calendar.engine) as connection:
                invited = [Attendee("ana@guests.example")]
                appointments.insert(
                    connection, request, calendar.hour, invited, "b@convoke.example", calendar.clock.now
                )
        except (IntegrityError, OperationalError):  # refused, or chosen to end a deadlock
            return False
        return True

    return sum(at_once(count, book))


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    """Processes that book."""
    with processes() as pool:
        yield pool
        pool.close()
        pool.join()


def test_without_the_guards_one_slot_is_booked_many_times(calendar: Calendar) -> None:
    """The race is real: all who looked before the first wrote have the slot."""
    drop_guard(calendar.engine)

    assert naively(calendar, 8) > 1
    assert confirmed(calendar.engine) > 1


def test_the_database_alone_refuses_the_second_row(calendar: Calendar) -> None:
    """Even those who take no lock cannot both have the slot."""
    assert naively(calendar, 8) == 1
    assert confirmed(calendar.engine) == 1


def test_the_lock_alone_lets_one_through(calendar: Calendar) -> None:
    """Without the database's own guard, bookings of one host still wait for each other."""
    drop_guard(calendar.engine)

    found = at_once(20, lambda number: try_to_book(calendar.service, calendar.request(START, key=str(number))))

    assert found.count("taken") == 19
    assert confirmed(calendar.engine) == 1


def test_fifty_at_once_make_one_appointment(calendar: Calendar) -> None:
    """One has it, 49 are told that it is taken and what is free instead."""
    found = at_once(50, lambda number: try_to_book(calendar.service, calendar.request(START, key=str(number))))

    assert found.count("taken") == 49
    assert confirmed(calendar.engine) == 1


def test_fifty_in_processes_make_one_appointment(calendar: Calendar, database_url: str, pool: Pool) -> None:
    """Likewise when they share no memory."""
    requests = [
        [calendar.request(START, key=f"{process} {thread}") for thread in range(THREADS)]
        for process in range(PROCESSES)
    ]

    found = in_processes(pool, database_url, requests)

    assert found.count("taken") == PROCESSES * THREADS - 1
    assert confirmed(calendar.engine) == 1


def test_overlaps_of_all_kinds_are_kept_apart(calendar: Calendar, database_url: str, pool: Pool) -> None:
    """Meetings of different lengths and buffers, wanted at once: those that are made overlap nowhere."""
    types = [
        calendar.service.add_type(calendar.host.id, NewType(f"{minutes} minutes", minutes, 1, before, after))
        for minutes, before, after in ((30, 0, 0), (45, 10, 0), (60, 0, 15), (90, 20, 20))
    ]
    requests = [
        [
            calendar.request(
                f"2026-11-24T{9 + thread // 2 % 8:02}:{thread % 2 * 30:02}", key=f"{process} {thread}", type=type_
            )
            for thread in range(THREADS)
        ]
        for process, type_ in enumerate(types)
    ]

    found = in_processes(pool, database_url, requests)

    with calendar.engine.connect() as connection:
        busy = appointments.busy(connection, calendar.host.id, (0, 2**40))
    assert len(busy) == len(found) - found.count("taken") >= 3
    assert all(end <= begin for (_, end), (begin, _) in pairwise(busy))


def test_one_key_at_once_makes_one_appointment(calendar: Calendar) -> None:
    """Ten deliveries of the same message: all are told of the same appointment."""
    found = at_once(10, lambda _: try_to_book(calendar.service, calendar.request(START, key="same")))

    assert len(set(map(str, found))) == 1
    assert isinstance(found[0], Appointment)
    assert confirmed(calendar.engine) == 1
    assert len(calendar.announced) == 2


def test_one_key_with_two_hosts_makes_one_appointment(calendar: Calendar) -> None:
    """The lock is a host's, the key is not: the database decides, and everybody is told of the one made."""
    other = calendar.new_host("Omar", "omar@host.example")
    types = [calendar.hour, calendar.service.add_type(other.id, NewType("One hour", 60))]

    for turn in range(5):
        start = f"2026-11-2{4 + turn % 4}T1{turn // 4}:00"
        found = at_once(
            8,
            lambda number: calendar.service.book(calendar.request(start, key=start, type=types[number % 2])),  # noqa: B023
        )

        assert len({each.id for each in found}) == 1


def test_a_row_that_came_past_the_lock_is_refused_by_the_database(calendar: Calendar) -> None:
    """What another changes by hand, and commits while we book, makes our booking a refusal and no error."""
    cancelled = calendar.service.cancel(calendar.book(START).id)
    written = Event()

    def revive() -> None:
        with writing(calendar.engine) as connection:
            connection.execute(REVIVE, {"id": cancelled.id})
            written.set()
            time.sleep(0.3)

    def book() -> Appointment | str:
        written.wait(30)
        return try_to_book(calendar.service, calendar.request(START, key="ours"))

    with ThreadPoolExecutor(2) as pool:
        writer, booker = pool.submit(revive), pool.submit(book)

        assert booker.result() == "taken"
        writer.result()
    assert confirmed(calendar.engine) == 1


def test_moving_or_reviving_a_row_is_guarded_too(calendar: Calendar) -> None:
    """An update can no more make two appointments overlap than an insert can."""
    first = calendar.book(START)
    calendar.service.cancel(first.id)
    calendar.book(START, key="second")
    third = calendar.book("2026-11-24T12:00")
    columns = ("starts_at", "ends_at", "blocked_from", "blocked_until")
    earlier = ", ".join(f"{column} = {column} - :seconds" for column in columns)
    move = text(f"UPDATE appointments SET {earlier} WHERE id = :id")

    with pytest.raises(IntegrityError, match=NO_OVERLAP), writing(calendar.engine) as connection:
        connection.execute(REVIVE, {"id": first.id})
    with pytest.raises(IntegrityError, match=NO_OVERLAP), writing(calendar.engine) as connection:
        connection.execute(move, {"id": third.id, "seconds": 5400})
    with writing(calendar.engine) as connection:  # only its own old time is in the way
        connection.execute(move, {"id": third.id, "seconds": 1800})


def test_cancelling_at_once_tells_everybody_once(calendar: Calendar) -> None:
    """Ten who cancel the same appointment are one."""
    made = calendar.book(START)
    now = calendar.clock.now
    for row in calendar.announced:
        assert outbox.claim(calendar.engine, row, now)
        outbox.sent(calendar.engine, row, now)
    calendar.announced.clear()

    found = at_once(10, lambda _: calendar.service.cancel(made.id))

    assert {each.sequence for each in found} == {1}
    assert len(calendar.announced) == 2


def test_writers_wait_for_each_other(calendar: Calendar) -> None:
    """Many bookings of many slots, by threads: none is lost and none fails for a lock."""
    starts = [f"2026-11-{day}T{hour:02}:00" for day in (24, 25, 26, 27) for hour in range(9, 17)]

    found = at_once(len(starts), lambda number: try_to_book(calendar.service, calendar.request(starts[number])))

    assert all(isinstance(each, Appointment) for each in found)
    assert confirmed(calendar.engine) == len(starts)
