"""What must be mailed: written, claimed, retried."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from booking import outbox
from booking.model import Attendee, Invitation
from booking.storage import writing
from tests.booking.office import Calendar
from tests.booking.racers import at_once

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
INVITATION = Invitation(
    method="REQUEST",
    message_id="<1@convoke.example>",
    references=("<0@convoke.example>",),
    uid="u@convoke.example",
    sequence=0,
    created_at=NOW,
    updated_at=NOW,
    start=NOW + timedelta(days=1),
    end=NOW + timedelta(days=1, hours=1),
    title="Überblick “Q3” \u2028 🙂",
    location="",
    provider_name="Hana",
    organizer="bookings+abc@convoke.example",
    reader=Attendee("ana@guests.example", "Ana"),
    to_provider=False,
    others=(Attendee("bo@guests.example", "", "ACCEPTED"),),
    timezone="Europe/Berlin",
)


def write(calendar: Calendar, *notices: Invitation) -> list[int]:
    """Put mails about one appointment into the outbox."""
    appointment = calendar.book("2026-11-24T10:00")
    with writing(calendar.engine) as connection:
        outbox.supersede(connection, appointment.id, ["ana@guests.example", "hana@host.example"], NOW)
        return outbox.write(connection, appointment.id, notices, NOW)


def notices(*readers: str) -> Iterable[Invitation]:
    """A mail to each reader, in order."""
    for number, reader in enumerate(readers):
        yield replace(INVITATION, message_id=f"<{number}@convoke.example>", reader=Attendee(reader))


def due(engine: Engine, now: datetime = NOW, older_than: timedelta = timedelta(0)) -> list[int]:
    """What a sweep finds."""
    return outbox.due(engine, now, older_than, 100)


def test_an_invitation_reads_back_as_it_was_written() -> None:
    """To the last sign: a mail composed from it again is the same to the byte."""
    assert outbox.decode(outbox.encode(INVITATION)) == INVITATION


def test_a_mail_is_claimed_sent_and_done(calendar: Calendar) -> None:
    """It can be had once."""
    (row,) = write(calendar, INVITATION)

    assert due(calendar.engine) == [row]

    claimed = outbox.claim(calendar.engine, row, NOW)

    assert claimed == outbox.Claimed(row, INVITATION, 1)
    assert outbox.claim(calendar.engine, row, NOW) is None
    assert due(calendar.engine) == []

    outbox.sent(calendar.engine, row, NOW)

    assert outbox.claim(calendar.engine, row, NOW + timedelta(days=1)) is None
    assert due(calendar.engine, NOW + timedelta(days=1)) == []
    assert outbox.counts(calendar.engine) == {"waiting": 0, "sent": 1, "dead": 0}


def test_a_lease_that_ran_out_can_be_taken_over(calendar: Calendar) -> None:
    """A worker that died holds its mail for as long as the lease, no longer."""
    (row,) = write(calendar, INVITATION)
    outbox.claim(calendar.engine, row, NOW, lease_seconds=60)

    assert outbox.claim(calendar.engine, row, NOW + timedelta(seconds=59)) is None
    assert due(calendar.engine, NOW + timedelta(seconds=59)) == []
    assert due(calendar.engine, NOW + timedelta(seconds=60)) == [row]

    again = outbox.claim(calendar.engine, row, NOW + timedelta(seconds=60))

    assert again is not None
    assert again.attempts == 2


def test_a_failure_can_be_tried_again_at_once(calendar: Calendar) -> None:
    """Attempts are counted over all claims."""
    (row,) = write(calendar, INVITATION)
    outbox.claim(calendar.engine, row, NOW)

    outbox.failed(calendar.engine, row, 1, NOW, "451 try later" * 1000, retry_at=NOW)
    again = outbox.claim(calendar.engine, row, NOW)

    assert again is not None
    assert again.attempts == 2


def test_a_final_failure_is_dead(calendar: Calendar) -> None:
    """It is kept, counted and never tried again."""
    (row,) = write(calendar, INVITATION)
    outbox.claim(calendar.engine, row, NOW)

    outbox.failed(calendar.engine, row, 1, NOW, "550 no such user")

    assert outbox.claim(calendar.engine, row, NOW + timedelta(days=1)) is None
    assert outbox.counts(calendar.engine) == {"waiting": 0, "sent": 0, "dead": 1}


def test_what_is_sent_stays_sent(calendar: Calendar) -> None:
    """A slow worker that gives up after another has sent the mail does not bring it back."""
    (row,) = write(calendar, INVITATION)
    outbox.claim(calendar.engine, row, NOW)
    outbox.sent(calendar.engine, row, NOW)

    outbox.failed(calendar.engine, row, 1, NOW, "timed out", retry_at=NOW)

    assert outbox.claim(calendar.engine, row, NOW + timedelta(days=1)) is None


def test_what_another_has_taken_over_is_not_given_away(calendar: Calendar) -> None:
    """A worker that was thought dead and fails late changes nothing for the one that sends by now."""
    (row,) = write(calendar, INVITATION)
    outbox.claim(calendar.engine, row, NOW, lease_seconds=60)
    later = NOW + timedelta(seconds=61)
    assert outbox.claim(calendar.engine, row, later)

    outbox.failed(calendar.engine, row, 1, later, "timed out", retry_at=later)
    outbox.failed(calendar.engine, row, 1, later, "550")

    assert outbox.claim(calendar.engine, row, later) is None
    assert outbox.counts(calendar.engine)["waiting"] == 1


def test_a_lease_is_extended_as_long_as_it_is_held(calendar: Calendar) -> None:
    """A slow mail server keeps a mail with its worker; one that is lost is not held again."""
    held, lost, done = write(calendar, *notices("ana@guests.example", "bo@guests.example", "cy@guests.example"))
    outbox.take(calendar.engine, [held, done], NOW, lease_seconds=60)
    outbox.take(calendar.engine, [lost], NOW, lease_seconds=10)
    outbox.sent(calendar.engine, done, NOW)
    later = NOW + timedelta(seconds=50)

    outbox.extend(calendar.engine, [held, lost, done], later, lease_seconds=60)

    assert outbox.claim(calendar.engine, held, NOW + timedelta(seconds=109)) is None
    assert outbox.claim(calendar.engine, lost, later)
    assert outbox.claim(calendar.engine, held, NOW + timedelta(seconds=110))
    assert outbox.claim(calendar.engine, done, NOW + timedelta(days=1)) is None


def test_what_is_given_back_was_no_attempt(calendar: Calendar) -> None:
    """It can be taken at once."""
    (row,) = write(calendar, INVITATION)
    outbox.take(calendar.engine, [row], NOW)

    outbox.give_back(calendar.engine, [row], NOW)

    assert [each.attempts for each in outbox.take(calendar.engine, [row], NOW)] == [1]


def test_several_are_taken_at_once(calendar: Calendar) -> None:
    """In the order in which they were written, without what comes after one of them for the same reader."""
    first, other, second = write(calendar, *notices("ana@guests.example", "bo@guests.example", "ana@guests.example"))

    taken = outbox.take(calendar.engine, [second, other, 10**12, first], NOW)

    assert [each.id for each in taken] == [first, other]
    assert [outbox.decode(each.payload).reader.email for each in taken] == ["ana@guests.example", "bo@guests.example"]
    assert {(each.kind, each.attempts) for each in taken} == {("mail", 1)}


def test_a_lease_of_a_clock_that_was_wrong_does_not_last(calendar: Calendar) -> None:
    """A worker whose clock ran years ahead holds nothing for years."""
    (row,) = write(calendar, INVITATION)
    outbox.claim(calendar.engine, row, NOW + timedelta(days=3 * 365))

    assert outbox.claim(calendar.engine, row, NOW)


def test_mails_to_one_reader_leave_in_order(calendar: Calendar) -> None:
    """A later mail waits until the earlier is sent or dead; other readers wait for nobody."""
    first, other, second, third = write(
        calendar, *notices("ana@guests.example", "bo@guests.example", "ana@guests.example", "ana@guests.example")
    )

    assert due(calendar.engine) == [first, other]
    assert outbox.claim(calendar.engine, second, NOW) is None
    assert outbox.claim(calendar.engine, other, NOW)

    outbox.claim(calendar.engine, first, NOW)
    assert outbox.claim(calendar.engine, second, NOW) is None

    outbox.sent(calendar.engine, first, NOW)
    assert outbox.claim(calendar.engine, third, NOW) is None
    assert outbox.claim(calendar.engine, second, NOW)

    outbox.failed(calendar.engine, second, 1, NOW, "550")
    assert outbox.claim(calendar.engine, third, NOW)


def test_a_sweep_leaves_alone_what_was_touched_lately(calendar: Calendar) -> None:
    """Written, claimed or given back: only what rested for a while has lost its job."""
    (row,) = write(calendar, INVITATION)
    minute, later = timedelta(minutes=1), NOW + timedelta(seconds=90)

    assert due(calendar.engine, NOW + timedelta(seconds=59), minute) == []
    assert due(calendar.engine, NOW + minute, minute) == [row]

    outbox.claim(calendar.engine, row, later)
    outbox.failed(calendar.engine, row, 1, later, "451", retry_at=later)

    assert due(calendar.engine, later + timedelta(seconds=59), minute) == []
    assert due(calendar.engine, later + minute, minute) == [row]


def test_a_sweep_takes_no_more_than_asked(calendar: Calendar) -> None:
    """The longest untouched come first."""
    rows = write(calendar, *notices(*(f"guest{number}@guests.example" for number in range(5))))
    outbox.claim(calendar.engine, rows[0], NOW)
    outbox.failed(calendar.engine, rows[0], 1, NOW + timedelta(seconds=1), "451", retry_at=NOW)

    assert outbox.due(calendar.engine, NOW + timedelta(minutes=1), timedelta(0), 4) == rows[1:]


def test_one_of_many_workers_gets_the_mail(calendar: Calendar) -> None:
    """Twenty try for each of five mails: each is claimed once."""
    rows = write(calendar, *notices(*(f"guest{number}@guests.example" for number in range(5))))

    found = at_once(20, lambda _: [outbox.claim(calendar.engine, row, NOW) for row in rows])

    for each in zip(*found, strict=True):
        assert sum(claimed is not None for claimed in each) == 1


def test_takers_of_the_same_rows_do_not_block_each_other(calendar: Calendar) -> None:
    """Twenty take the same five in every order: each row is taken once, and nobody waits for ever."""
    rows = write(calendar, *notices(*(f"guest{number}@guests.example" for number in range(5))))

    found = at_once(20, lambda number: outbox.take(calendar.engine, rows[number % 5 :] + rows[: number % 5], NOW))

    assert sorted(taken.id for each in found for taken in each) == rows


@pytest.mark.parametrize("row", [0, -1, 10**12])
def test_a_row_that_is_not_there(calendar: Calendar, row: int) -> None:
    """A job for it does nothing."""
    assert outbox.claim(calendar.engine, row, NOW) is None
    outbox.sent(calendar.engine, row, NOW)
    outbox.failed(calendar.engine, row, 1, NOW, "451")

    assert outbox.counts(calendar.engine) == {"waiting": 0, "sent": 0, "dead": 0}
