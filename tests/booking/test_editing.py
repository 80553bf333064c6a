"""Another title, place or link of what is booked: what changes for those who come."""

from datetime import timedelta

import pytest

from booking.errors import InvalidInput, NotFound, Refusal
from booking.model import Actor
from tests.booking.office import Calendar
from tests.booking.test_dispatch import ANA, BILL, send


def statuses(calendar: Calendar, appointment_id: str) -> dict[str, str]:
    return {each.email: each.status for each in calendar.service.appointment(appointment_id).attendees}


def test_another_title_keeps_the_answers(calendar: Calendar) -> None:
    """The same SEQUENCE, a later DTSTAMP, to everybody (RFC 5546 section 2.1.4)."""
    made = calendar.book("2026-11-24T10:00", ANA)
    send(calendar)
    calendar.service.rsvp(made.id, ANA, "ACCEPTED")
    calendar.clock.move(minutes=1)

    edited = calendar.service.edit(
        made.id, Actor("me", "api"), title="  Budget\r\nX: y ", video_url="https://v.example/1"
    )
    mails = send(calendar)

    assert (edited.title, edited.video_url, edited.location) == ("Budget X: y", "https://v.example/1", made.location)
    assert (edited.sequence, edited.updated_at > made.updated_at) == (made.sequence, True)
    assert statuses(calendar, made.id) == {ANA: "ACCEPTED"}
    assert [(each.method, each.title, each.sequence, bool(each.references)) for each in mails] == 2 * [
        ("REQUEST", "Budget X: y", 0, True)
    ]
    assert [each.action for each in calendar.service.history(made.id)] == ["booked", "answered", "edited"]


def test_another_place_asks_anew(calendar: Calendar) -> None:
    """It endangers the answers, so SEQUENCE rises and they are forgotten."""
    made = calendar.book("2026-11-24T10:00", ANA, BILL, type=calendar.group)  # type: ignore[arg-type]
    calendar.service.rsvp(made.id, ANA, "ACCEPTED")

    edited = calendar.service.edit(made.id, location="Room 5")

    assert edited.sequence == made.sequence + 1
    assert statuses(calendar, made.id) == {ANA: "NEEDS-ACTION", BILL: "NEEDS-ACTION"}


def test_two_edits_in_a_second_have_two_moments(calendar: Calendar) -> None:
    """No two contents under one UID, SEQUENCE and DTSTAMP."""
    made = calendar.book("2026-11-24T10:00", ANA)

    first = calendar.service.edit(made.id, title="One")
    second = calendar.service.edit(made.id, title="Two")

    assert made.updated_at < first.updated_at < second.updated_at


def test_nothing_new_changes_nothing(calendar: Calendar) -> None:
    """No mail goes out for it."""
    made = calendar.book("2026-11-24T10:00", ANA, title="One")
    send(calendar)

    assert calendar.service.edit(made.id, title="One") == made
    assert calendar.service.edit(made.id) == made
    assert send(calendar) == []


def test_what_cannot_be_edited_is_refused(calendar: Calendar) -> None:
    """Nothing is changed then."""
    made = calendar.book("2026-11-24T10:00", ANA)
    with pytest.raises(InvalidInput, match="link"):
        calendar.service.edit(made.id, title="New", video_url="javascript:alert(1)")
    with pytest.raises(NotFound):
        calendar.service.edit("nothing", title="New")
    assert calendar.service.appointment(made.id) == made

    calendar.service.cancel(made.id)
    with pytest.raises(Refusal, match="cancelled"):
        calendar.service.edit(made.id, title="New")
    over = calendar.book("2026-11-24T11:00", ANA)
    calendar.clock.now = over.start + timedelta(seconds=1)
    with pytest.raises(Refusal, match="passed"):
        calendar.service.edit(over.id, title="New")
