"""Group appointments: opened, joined, left, filled, moved; each reader told what concerns them and nobody else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from booking import outbox
from booking.errors import InvalidInput, NotFound, Refusal, TooManyAttendees
from booking.hosts import NewType
from booking.model import Actor, Appointment, Invitation, Invitee
from tests.booking.office import Calendar, berlin

START = "2026-11-24T10:00"
ANA, BO, CY, DEE = (f"{name}@guests.example" for name in ("ana", "bo", "cy", "dee"))
CHAT = Actor("p1", "messenger")


def opened(calendar: Calendar, start: str = START) -> Appointment:
    """An empty group appointment for three, its host told."""
    request = replace(calendar.request(start, key=f"open {start}", type=calendar.group), attendees=())
    made = calendar.service.open_group(request, Actor("host", "api"))
    sent(calendar)
    return made


def sent(calendar: Calendar) -> list[Invitation]:
    """What the worker sends now."""
    found = []
    for row in outbox.due(calendar.engine, calendar.clock.now, timedelta(0), 100):
        claimed = outbox.claim(calendar.engine, row, calendar.clock.now)
        assert claimed
        outbox.sent(calendar.engine, row, calendar.clock.now)
        found.append(claimed.invitation)
    return found


def readers(mails: list[Invitation]) -> list[str]:
    """Whom mails go to."""
    return [each.reader.email for each in mails]


def test_an_empty_group_is_opened_and_joined(calendar: Calendar) -> None:
    """The host is told of it; each who joins is invited, and nobody else is told then."""
    request = replace(calendar.request(START, key="open", type=calendar.group), attendees=())
    made = calendar.service.open_group(request)

    assert made.attendees == ()
    assert readers(sent(calendar)) == ["hana@host.example"]

    for number, email in enumerate((ANA, BO), 1):
        joined = calendar.service.join(made.id, Invitee(email.upper(), "Guest"), CHAT)

        assert [each.email for each in joined.attendees] == [ANA, BO][:number]
        (mail,) = sent(calendar)
        assert (mail.method, mail.reader.email, mail.sequence, mail.others) == ("REQUEST", email, 0, ())

    assert calendar.service.join(made.id, Invitee(ANA), CHAT) == joined
    assert sent(calendar) == []


def test_a_host_opens_a_group_at_any_free_time(calendar: Calendar) -> None:
    """Midnight is outside the hours for others, not for the host; what is past or taken stays so."""
    made = opened(calendar, "2026-11-25T00:00")

    assert made.start == berlin("2026-11-25T00:00")
    for start, reason in (("2026-11-25T00:30", "taken"), ("2026-11-22T00:00", "past")):
        with pytest.raises(Refusal) as refused:
            opened(calendar, start)
        assert refused.value.reason == reason
    with pytest.raises(Refusal):
        calendar.book("2026-11-26T00:00", type=calendar.group)


def test_a_full_group_takes_nobody_more(calendar: Calendar) -> None:
    """Until somebody leaves."""
    made = opened(calendar)
    calendar.service.add_attendees(made.id, [Invitee(ANA), Invitee(BO)])

    with pytest.raises(TooManyAttendees) as refused:
        calendar.service.add_attendees(made.id, [Invitee(BO), Invitee(CY), Invitee(DEE)])
    assert (refused.value.capacity, refused.value.wanted) == (3, 4)

    full = calendar.service.join(made.id, Invitee(CY))
    with pytest.raises(Refusal) as late:
        calendar.service.join(made.id, Invitee(DEE))
    assert late.value.reason == "full"
    assert len(late.value.alternatives) == 5
    assert calendar.service.appointment(made.id) == full

    calendar.service.leave(made.id, BO)
    assert [each.email for each in calendar.service.join(made.id, Invitee(DEE)).attendees] == [ANA, CY, DEE]


def test_who_leaves_takes_their_own_seat_only(calendar: Calendar) -> None:
    """They get a CANCEL for themselves with the next sequence; the meeting and the others are as before."""
    made = opened(calendar)
    before = calendar.service.add_attendees(made.id, [Invitee(ANA), Invitee(BO)])
    sent(calendar)
    calendar.clock.move(minutes=5)

    after = calendar.service.leave(made.id, "ANA@guests.example", CHAT)

    (mail,) = sent(calendar)
    assert (mail.method, mail.reader.email, mail.sequence, mail.whole) == ("CANCEL", ANA, 1, False)
    assert len(mail.references) == 1
    assert after == replace(before, attendees=before.attendees[1:], sequence=1, updated_at=calendar.clock.now)
    assert calendar.service.leave(made.id, ANA) == after
    assert sent(calendar) == []


def test_who_comes_back_is_invited_above_their_cancellation(calendar: Calendar) -> None:
    """A calendar would ignore an invitation that is not newer than the cancellation it has seen (RFC 5546 section 2.1.5)."""
    made = opened(calendar)
    calendar.service.add_attendees(made.id, [Invitee(ANA), Invitee(BO)])
    sent(calendar)
    calendar.service.leave(made.id, ANA)
    sent(calendar)

    back = calendar.service.join(made.id, Invitee(ANA))

    (mail,) = sent(calendar)
    assert (mail.method, mail.sequence, mail.references) == ("REQUEST", 2, ())
    assert [each.email for each in back.attendees] == [BO, ANA]


def test_two_who_open_the_same_shared_session_share_it(calendar: Calendar) -> None:
    """The second joins what the first opened, while there are seats; the start stays on offer until then."""
    shared = calendar.service.add_type(calendar.host.id, NewType("Webinar", 60, capacity=2, shared=True))
    first = calendar.book(START, ANA, type=shared, key="a")
    day = berlin(START).date()

    def offered() -> bool:
        found = calendar.service.slots(calendar.host, shared, day, day, "Europe/Berlin")
        return berlin(START) in [slot.start for slot in found]

    assert offered()
    second = calendar.book(START, BO, type=shared, key="b")
    assert second.id == first.id
    assert [each.email for each in second.attendees] == [ANA, BO]
    assert calendar.book(START, BO, type=shared, key="b") == second
    assert not offered()

    with pytest.raises(Refusal) as refused:
        calendar.book(START, CY, type=shared, key="c")
    assert refused.value.reason == "full"
    assert refused.value.alternatives


def test_moving_asks_everybody_again(calendar: Calendar) -> None:
    """One REQUEST each, the sequence raised, the answers forgotten, the old time free, the new one taken."""
    made = calendar.book(START, ANA, BO, type=calendar.group)
    calendar.service.rsvp(made.id, ANA, "ACCEPTED")
    sent(calendar)

    moved = calendar.service.reschedule(made.id, berlin("2026-11-24T14:00"), CHAT)

    assert (moved.start, moved.end) == (berlin("2026-11-24T14:00"), berlin("2026-11-24T15:00"))
    assert (moved.sequence, {each.status for each in moved.attendees}) == (1, {"NEEDS-ACTION"})
    mails = sent(calendar)
    assert readers(mails) == [ANA, BO, "hana@host.example"]
    assert {(each.method, each.sequence, each.previous_start, each.start) for each in mails} == {
        ("REQUEST", 1, made.start, moved.start)
    }
    calendar.book(START, key="another")
    with pytest.raises(Refusal):
        calendar.book("2026-11-24T14:30", key="yet another")


def test_an_appointment_is_not_in_its_own_way(calendar: Calendar) -> None:
    """It may move by less than its length; and not onto another."""
    made = calendar.book(START)
    calendar.book("2026-11-24T12:00", key="other")

    calendar.service.check(calendar.host, calendar.hour, berlin("2026-11-24T10:30"), without=made.id)
    assert calendar.service.reschedule(made.id, berlin("2026-11-24T10:30")).start == berlin("2026-11-24T10:30")
    with pytest.raises(Refusal) as refused:
        calendar.service.reschedule(made.id, berlin("2026-11-24T11:30"))
    assert refused.value.reason == "taken"
    assert refused.value.alternatives
    assert calendar.service.appointment(made.id).start == berlin("2026-11-24T10:30")


def test_a_repeated_request_changes_nothing_more(calendar: Calendar) -> None:
    """The same key moves once and seats once, whatever has happened since."""
    made = opened(calendar)
    calendar.service.join(made.id, Invitee(ANA), idempotency_key="j")
    calendar.service.reschedule(made.id, berlin("2026-11-24T14:00"), idempotency_key="r")
    calendar.service.leave(made.id, ANA)
    last = calendar.service.reschedule(made.id, berlin("2026-11-24T15:00"))

    assert calendar.service.join(made.id, Invitee(ANA), idempotency_key="j") == last
    assert calendar.service.reschedule(made.id, berlin("2026-11-24T14:00"), idempotency_key="r") == last


def test_what_is_over_or_cancelled_cannot_be_changed(calendar: Calendar) -> None:
    """A sentence says which."""
    made = opened(calendar)
    calendar.service.join(made.id, Invitee(ANA))
    calendar.clock.now = made.start
    for change in (
        lambda: calendar.service.join(made.id, Invitee(BO)),
        lambda: calendar.service.leave(made.id, ANA),
        lambda: calendar.service.reschedule(made.id, berlin("2026-11-25T10:00")),
    ):
        with pytest.raises(Refusal, match="passed"):
            change()

    calendar.service.cancel(made.id)
    with pytest.raises(Refusal, match="cancelled"):
        calendar.service.join(made.id, Invitee(BO))


def test_who_was_never_in_cannot_leave_or_answer(calendar: Calendar) -> None:
    """And the host cannot join their own meeting."""
    made = opened(calendar)

    with pytest.raises(NotFound):
        calendar.service.leave(made.id, ANA)
    with pytest.raises(NotFound):
        calendar.service.rsvp(made.id, ANA, "ACCEPTED")
    with pytest.raises(InvalidInput):
        calendar.service.rsvp(made.id, ANA, "MAYBE")  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="besides the host"):
        calendar.service.join(made.id, Invitee("hana@host.example"))


def test_history_tells_who_did_what(calendar: Calendar) -> None:
    """In order, with the channel."""
    made = opened(calendar)
    calendar.service.join(made.id, Invitee(ANA), CHAT)
    calendar.service.rsvp(made.id, ANA, "TENTATIVE", Actor("ana", "mail"))
    calendar.service.reschedule(made.id, berlin("2026-11-24T14:00"), CHAT)
    calendar.service.remove_attendee(made.id, ANA, Actor("operator", "cli"))
    calendar.service.cancel(made.id, CHAT)

    found = calendar.service.history(made.id)

    assert [(each.actor, each.channel, each.action, each.attendee, each.detail) for each in found] == [
        ("host", "api", "opened", "", ""),
        ("p1", "messenger", "joined", ANA, ""),
        ("ana", "mail", "answered", ANA, "TENTATIVE"),
        ("p1", "messenger", "rescheduled", "", "from 2026-11-24 09:00 to 2026-11-24 13:00 UTC"),
        ("operator", "cli", "removed", ANA, ""),
        ("p1", "messenger", "cancelled", "", ""),
    ]


def test_opening_a_group_again_opens_no_other(calendar: Calendar) -> None:
    """The same key never does; and where the type is shared, nobody does at the same start."""
    first = opened(calendar)
    assert opened(calendar) == first

    shared = calendar.service.add_type(calendar.host.id, NewType("Webinar", 60, capacity=2, shared=True))
    request = replace(calendar.request("2026-11-25T10:00", type=shared), attendees=())
    made = [calendar.service.open_group(replace(request, idempotency_key=key)) for key in ("a", "b", "a")]

    assert made[0] == made[1] == made[2]
    assert readers(sent(calendar)) == ["hana@host.example"]


def test_a_host_opens_a_group_outside_their_hours(calendar: Calendar) -> None:
    """Whatever the rules for others say; but neither in the past nor over something else."""
    evening = replace(calendar.request("2026-11-24T20:00", key="evening", type=calendar.group), attendees=())
    made = calendar.service.open_group(evening)

    assert calendar.service.join(made.id, Invitee(ANA)).start == berlin("2026-11-24T20:00")
    for start, reason in (("2026-11-24T20:30", "taken"), ("2026-11-20T20:00", "past")):
        with pytest.raises(Refusal) as refused:
            calendar.service.open_group(replace(evening, start=berlin(start), idempotency_key=start))
        assert refused.value.reason == reason


def test_a_mail_not_sent_yet_is_replaced_by_the_next(calendar: Calendar) -> None:
    """Who was never told of the first time is invited to the second, not told of a change."""
    made = calendar.book(START, ANA, type=calendar.group)
    calendar.service.reschedule(made.id, berlin("2026-11-24T14:00"))

    mails = sent(calendar)

    assert readers(mails) == [ANA, "hana@host.example"]
    assert {(each.references, each.previous_start, each.start) for each in mails} == {
        ((), None, berlin("2026-11-24T14:00"))
    }


def test_who_leaves_before_being_told_is_told_nothing(calendar: Calendar) -> None:
    """Neither of the meeting nor of its loss; the others get theirs."""
    made = calendar.book(START, ANA, BO, type=calendar.group)
    calendar.service.leave(made.id, ANA)

    assert readers(sent(calendar)) == [BO, "hana@host.example"]


def test_a_person_finds_what_they_have_a_seat_in(calendar: Calendar) -> None:
    """Also where somebody else opened it; which seats are theirs is known, and gone when they leave."""
    shared = calendar.service.add_type(calendar.host.id, NewType("Webinar", 60, capacity=4, shared=True))
    calendar.book(START, ANA, type=shared, booked_by="p1")
    made = calendar.book(START, BO, CY, type=shared, booked_by="p2")

    assert calendar.service.upcoming("p1") == calendar.service.upcoming("p2") == (made,)
    assert [each.email for each in calendar.service.seats_of(made.id, "p2")] == [BO, CY]
    calendar.service.leave(made.id, BO)
    assert [each.email for each in calendar.service.seats_of(made.id, "p2")] == [CY]
    calendar.service.leave(made.id, CY)
    assert calendar.service.upcoming("p2") == ()


def test_numbers_are_kept_with_the_seat(calendar: Calendar) -> None:
    """That of who books with the first attendee; others bring their own."""
    made = calendar.book(START, ANA, BO, type=calendar.group, phone="+49 30 1\r\n2")
    joined = calendar.service.join(made.id, Invitee(CY, "Cy", "+1 555"))

    assert [each.phone for each in joined.attendees] == ["+49 30 1 2", "", "+1 555"]
