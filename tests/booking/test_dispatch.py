"""One mail to all attendees, where a host wants it so: who gets what, and when a mail of their own."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from booking import outbox
from booking.invitations import compose
from booking.model import Appointment, Invitation, Invitee
from booking.tables import outbox as outbox_table
from tests.booking.office import Calendar, berlin
from tests.booking.test_invitations import SENDER, assert_sound, event, read, text

ANA, BILL, CARL = "ana@guests.example", "bill@guests.example", "carl@guests.example"


@pytest.fixture
def made(calendar: Calendar) -> Appointment:
    """A meeting of two that was booked when the host wanted one mail to all."""
    calendar.service.edit_provider(calendar.host.id, dispatch="all")
    return calendar.book("2026-11-24T10:00", ANA, BILL, type=calendar.group)  # type: ignore[arg-type]


def waiting(calendar: Calendar) -> list[Invitation]:
    """What is still to be sent, in order."""
    rows = (
        select(outbox_table.c.payload).where(outbox_table.c.status == "waiting", outbox_table.c.kind == "mail")
    ).order_by(outbox_table.c.id)
    with calendar.engine.connect() as connection:
        return [outbox.decode(payload) for payload in connection.scalars(rows)]


def send(calendar: Calendar) -> list[Invitation]:
    """Send all that waits."""
    found = []
    while rows := outbox.due(calendar.engine, calendar.clock.now, calendar.clock.now - calendar.clock.now, 10):
        for row in rows:
            if claimed := outbox.claim(calendar.engine, row, calendar.clock.now):
                outbox.sent(calendar.engine, row, calendar.clock.now)
                found.append(claimed.invitation)
    return found


def to(mails: list[Invitation]) -> list[tuple[str, ...]]:
    return [mail.recipients for mail in mails]


def test_all_are_invited_by_one_mail(calendar: Calendar, made: Appointment) -> None:
    """To both, with both lines and one ORGANIZER; no link, which would be of one of them alone. The host has their own."""
    shared, host = send(calendar)
    message = compose(shared, SENDER)

    assert to([shared, host]) == [(ANA, BILL), ("hana@host.example",)]
    assert [address.addr_spec for address in read(message)["To"].addresses] == [ANA, BILL]
    assert [str(line) for line in event(message)["ATTENDEE"]] == [f"mailto:{ANA}", f"mailto:{BILL}"]
    assert shared.link == ""
    assert "rsvp" not in text(message)
    assert f"With: {ANA}, {BILL}" in text(message)
    assert shared.organizer != host.organizer
    assert host.link
    assert_sound(compose(replace(shared, to_all=False), SENDER), shared)


def test_it_is_fixed_when_booked(calendar: Calendar, made: Appointment) -> None:
    """What the host wants later holds for what is booked later."""
    send(calendar)
    calendar.service.edit_provider(calendar.host.id, dispatch="each")
    calendar.service.reschedule(made.id, berlin("2026-11-24T12:00"))
    calendar.book("2026-11-24T15:00", ANA, BILL, type=calendar.group)  # type: ignore[arg-type]

    host = ("hana@host.example",)
    assert sorted(to(send(calendar))) == sorted([(ANA, BILL), host, (ANA,), (BILL,), host])


def test_who_comes_late_is_written_to_alone(calendar: Calendar, made: Appointment) -> None:
    """With the SEQUENCE and the ORGANIZER that all have, all lines, and a link; nobody else gets a mail."""
    shared, _ = send(calendar)
    calendar.service.join(made.id, Invitee(CARL))
    (late,) = send(calendar)

    assert late.recipients == (CARL,)
    assert (late.sequence, late.organizer) == (shared.sequence, shared.organizer)
    assert {str(line) for line in event(compose(late, SENDER))["ATTENDEE"]} == {
        f"mailto:{email}" for email in (ANA, BILL, CARL)
    }
    assert late.link
    calendar.service.reschedule(made.id, berlin("2026-11-24T12:00"))
    moved, _ = send(calendar)
    assert moved.recipients == (ANA, BILL, CARL)
    assert (moved.sequence, moved.organizer) == (1, shared.organizer)
    assert moved.references == (shared.message_id,)
    assert moved.previous_start == shared.start


def test_who_leaves_is_written_to_alone(calendar: Calendar, made: Appointment) -> None:
    """CANCEL with their own line alone, and in the thread of the mail to all; the others see it with the next mail."""
    shared, _ = send(calendar)
    calendar.service.leave(made.id, BILL)
    (gone,) = send(calendar)

    assert (gone.method, gone.recipients, gone.sequence) == ("CANCEL", (BILL,), 1)
    assert (gone.organizer, gone.references) == (shared.organizer, (shared.message_id,))
    assert str(event(compose(gone, SENDER))["ATTENDEE"]) == f"mailto:{BILL}"
    assert "STATUS" not in event(compose(gone, SENDER))
    calendar.service.cancel(made.id)
    assert to(send(calendar)) == [(ANA,), ("hana@host.example",)]


def test_all_are_told_at_once_of_a_cancellation(calendar: Calendar, made: Appointment) -> None:
    """Those who were told of the meeting; who was not gets neither."""
    send(calendar)
    calendar.service.join(made.id, Invitee(CARL))
    calendar.service.cancel(made.id)
    cancelled, _ = send(calendar)

    assert cancelled.recipients == (ANA, BILL)
    assert cancelled.whole
    assert event(compose(cancelled, SENDER))["STATUS"] == "CANCELLED"


def test_what_was_not_sent_is_not_cancelled(calendar: Calendar, made: Appointment) -> None:
    """Neither to all nor to the host."""
    calendar.service.cancel(made.id)

    assert waiting(calendar) == []


def test_mails_to_one_wait_for_the_mail_to_all(calendar: Calendar, made: Appointment) -> None:
    """A CANCEL does not overtake the REQUEST it is about, which the mail server delays; nor the other way round."""
    now = calendar.clock.now
    shared, host = calendar.announced
    assert outbox.claim(calendar.engine, shared, now)
    calendar.service.leave(made.id, BILL)

    assert outbox.claim(calendar.engine, calendar.announced[-1], now) is None
    assert set(outbox.sent(calendar.engine, shared, now)) == {host, calendar.announced[-1]}
    gone = outbox.claim(calendar.engine, calendar.announced[-1], now)
    assert gone
    calendar.service.join(made.id, Invitee(CARL))
    calendar.service.reschedule(made.id, berlin("2026-11-24T12:00"))
    moved = next(row for row in calendar.announced[-2:] if row != host)
    assert outbox.claim(calendar.engine, moved, now) is None
    outbox.sent(calendar.engine, gone.id, now)
    assert outbox.claim(calendar.engine, moved, now)


def test_one_attendee_needs_no_mail_to_all(calendar: Calendar) -> None:
    """They get one of their own, with a link."""
    calendar.service.edit_provider(calendar.host.id, dispatch="all")
    calendar.book("2026-11-24T10:00", ANA)
    alone, _ = send(calendar)

    assert (alone.to_all, alone.recipients) == (False, (ANA,))
    assert alone.link


def test_what_is_held_about_an_address_names_no_other(calendar: Calendar, made: Appointment) -> None:
    """Though it was among the readers of a mail to all."""
    calendar.book("2026-11-24T12:00", BILL, CARL, type=calendar.group)  # type: ignore[arg-type]
    held = calendar.service.export(ANA)

    assert [mail["payload"]["reader"]["email"] for mail in held["mails"]] == [ANA]
    assert BILL not in str(held)


@pytest.mark.parametrize("gone", [ANA, BILL])
def test_an_address_that_is_erased_leaves_the_mail_to_all(calendar: Calendar, made: Appointment, gone: str) -> None:
    """Whether it stood first or not."""
    calendar.service.erase(gone)
    (stays,) = {ANA, BILL} - {gone}

    assert to(waiting(calendar)) == [(stays,), ("hana@host.example",)]
    assert gone not in str(waiting(calendar))
