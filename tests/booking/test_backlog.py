"""What an operator sees of the outbox, and can do about what was given up."""

import pytest

from booking import backlog, notices, outbox
from booking.errors import InvalidInput, NotFound
from booking.model import Appointment, Reach
from booking.storage import writing
from tests.booking.office import Calendar, berlin
from tests.booking.test_privacy import send_all

ANA, HANA = "ana@guests.example", "hana@host.example"
REACH = Reach("bookings@convoke.example", "bookings+{token}@convoke.example", "http://localhost")
REASON = "The mail server answered 550 5.1.1 to the recipient."


@pytest.fixture
def refused(calendar: Calendar) -> Appointment:
    """A meeting whose invitation Ana's server refused; the host has theirs."""
    made = calendar.book("2026-11-24T10:00")
    row = calendar.announced[0]
    assert outbox.claim(calendar.engine, row, calendar.clock.now)
    outbox.failed(calendar.engine, row, 1, calendar.clock.now, REASON)
    calendar.service.undelivered(made.id, ANA, REASON)
    send_all(calendar)
    send_all(calendar)  # the letter about Ana comes after the invitation
    return made


def dead(calendar: Calendar) -> list[backlog.Entry]:
    return backlog.entries(calendar.engine, ("dead",), 10)


def test_what_has_not_gone_is_listed(calendar: Calendar, refused: Appointment) -> None:
    """What it is, to whom, and why; reasons name nobody."""
    calendar.book("2026-11-25T10:00", "bo@guests.example")

    (given_up,) = dead(calendar)
    assert (given_up.to, given_up.about, given_up.attempts, given_up.error) == (ANA, "REQUEST", 1, REASON)
    assert (given_up.start, given_up.written_at) == (refused.start, refused.created_at)
    assert [each.to for each in backlog.entries(calendar.engine, ("waiting", "dead"), 10)] == [
        ANA, "bo@guests.example", HANA,
    ]  # fmt: skip
    assert len(backlog.entries(calendar.engine, ("waiting", "dead"), 2)) == 2
    assert backlog.reasons(calendar.engine) == [(REASON, 1)]


def test_what_was_given_up_is_tried_again(calendar: Calendar, refused: Appointment) -> None:
    """From the first attempt on; and its reader counts as reachable until the server says otherwise."""
    assert backlog.retry(calendar.engine, dead(calendar)[0].id, calendar.clock.now)

    assert send_all(calendar) == [(ANA, ())]
    with pytest.raises(InvalidInput):
        backlog.retry(calendar.engine, calendar.announced[0], calendar.clock.now)


def test_an_old_invitation_does_not_follow_a_newer_one(calendar: Calendar, refused: Appointment) -> None:
    """It would undo in the reader's calendar what they were told since: it is dropped."""
    calendar.service.reschedule(refused.id, berlin("2026-11-24T11:00"))

    assert backlog.retry_all(calendar.engine, calendar.clock.now) == (0, 1)

    assert sorted(reader for reader, _ in send_all(calendar)) == [ANA, HANA]
    assert dead(calendar) == []


def test_a_letter_after_it_does_not_matter(calendar: Calendar, refused: Appointment) -> None:
    """Only what stands in a calendar can be undone there."""
    with writing(calendar.engine) as connection:
        (letter,) = notices.letter(
            connection, "words", refused, calendar.host, REACH, refused.attendees[0], calendar.clock.now, words="Hello"
        )
    outbox.sent(calendar.engine, letter, calendar.clock.now)

    assert backlog.retry_all(calendar.engine, calendar.clock.now) == (1, 0)


def test_what_is_dropped_never_goes(calendar: Calendar, refused: Appointment) -> None:
    """Neither what waits nor what was given up."""
    calendar.book("2026-11-25T10:00", "bo@guests.example")
    for each in backlog.entries(calendar.engine, ("waiting", "dead"), 10):
        backlog.drop(calendar.engine, each.id, calendar.clock.now)

    assert send_all(calendar) == []
    assert backlog.retry_all(calendar.engine, calendar.clock.now) == (0, 0)


@pytest.mark.parametrize("row", [0, -1, 10**12])
def test_a_mail_that_is_not_there(calendar: Calendar, row: int) -> None:
    """It is said so."""
    with pytest.raises(NotFound):
        backlog.retry(calendar.engine, row, calendar.clock.now)
    with pytest.raises(NotFound):
        backlog.drop(calendar.engine, row, calendar.clock.now)
