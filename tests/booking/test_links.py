"""What the holder of a link sees and may do."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import text

from booking import wishes
from booking.errors import Gone, InvalidInput, NotFound, Refusal
from booking.links import Linked
from booking.model import Appointment, Invitee, PartStat
from booking.storage import writing
from tests.booking.office import Calendar, berlin


def word_of(calendar: Calendar, appointment: Appointment, email: str = "") -> str:
    """The word in the link of somebody, "" for the host."""
    query = "SELECT link FROM attendees WHERE appointment_id = :id AND email = :email"
    if not email:
        query = "SELECT host_link FROM appointments WHERE id = :id"
    with calendar.engine.connect() as connection:
        return str(connection.scalar(text(query), {"id": appointment.id, "email": email}))


def look(calendar: Calendar, appointment: Appointment, email: str = "") -> Linked:
    return calendar.service.by_link(word_of(calendar, appointment, email))


def test_a_guest_s_link(calendar: Calendar) -> None:
    """It leads to their seat, in the zone and language of whoever booked, or in their own where those are known."""
    made = calendar.book(
        "2026-11-24T10:00", "ana@guests.example", "bo@guests.example", type=calendar.group, locale="fr_FR"
    )
    calendar.service.remember("web", "", "bo", email="bo@guests.example", timezone="Asia/Tokyo", locale="de_AT")
    ana, bo = look(calendar, made, "ana@guests.example"), look(calendar, made, "bo@guests.example")

    assert (ana.appointment, ana.provider, ana.attendee) == (made, calendar.host, made.attendees[0])
    assert (ana.timezone, ana.locale, ana.status, ana.email) == (
        "Europe/Berlin",
        "fr_FR",
        "NEEDS-ACTION",
        "ana@guests.example",
    )
    assert (bo.timezone, bo.locale, bo.attendee) == ("Asia/Tokyo", "de_AT", made.attendees[1])
    assert word_of(calendar, made, "ana@guests.example") != word_of(calendar, made, "bo@guests.example")


def test_the_host_s_link(calendar: Calendar) -> None:
    """It is nobody's seat, and in the host's zone."""
    made = calendar.book("2026-11-24T10:00", locale="fr_FR")
    calendar.service.edit_provider(calendar.host.id, timezone="Asia/Tokyo")
    found = look(calendar, made)

    assert (found.attendee, found.email, found.status) == (None, "hana@host.example", "NEEDS-ACTION")
    assert (found.timezone, found.locale) == ("Asia/Tokyo", "en")
    assert calendar.service.reader_of(word_of(calendar, made)) == "hana@host.example"


def test_a_link_survives_a_move_and_dies_with_the_seat(calendar: Calendar) -> None:
    """Who comes back has a new one."""
    made = calendar.book("2026-11-24T10:00", "ana@guests.example", "bo@guests.example", type=calendar.group)
    word = word_of(calendar, made, "ana@guests.example")
    moved = calendar.service.reschedule(made.id, berlin("2026-11-25T10:00"))
    assert calendar.service.by_link(word).appointment == moved
    calendar.service.leave(made.id, "ana@guests.example")

    with pytest.raises(Gone):
        calendar.service.by_link(word)
    assert calendar.service.reader_of(word) == "ana@guests.example"
    calendar.service.join(made.id, Invitee("ana@guests.example"))
    with pytest.raises(NotFound):
        calendar.service.by_link(word)
    assert look(calendar, made, "ana@guests.example").email == "ana@guests.example"
    calendar.service.erase("ana@guests.example")
    with pytest.raises(NotFound):
        calendar.service.by_link(word)


def test_a_link_dies_some_days_after_the_end(calendar: Calendar) -> None:
    """Two weeks; cancelled or not, the state can be seen until then."""
    made = calendar.book("2026-11-24T10:00")
    calendar.service.cancel(made.id)
    words = [word_of(calendar, made), word_of(calendar, made, "ana@guests.example")]
    calendar.clock.now = made.end + timedelta(days=14)

    assert [calendar.service.by_link(word).appointment.status for word in words] == ["cancelled", "cancelled"]
    calendar.clock.move(seconds=1)
    for word in words:
        with pytest.raises(Gone):
            calendar.service.by_link(word)


@pytest.mark.parametrize(
    "word", ["", "a" * 25, "a" * 26, "a" * 27, "A1" * 13, "ª" * 26, "\0" * 26, "x' OR '1'='1", "\udcff"]
)
def test_other_words_lead_nowhere(calendar: Calendar, word: str) -> None:
    """Nor does a reply token."""
    calendar.book("2026-11-24T10:00")

    with pytest.raises(NotFound) as refused:
        calendar.service.by_link(word)
    assert not isinstance(refused.value, Gone)


def test_the_host_s_own_answer(calendar: Calendar) -> None:
    """It is kept, once in the history, and cancels nothing."""
    made = calendar.book("2026-11-24T10:00")
    actor = look(calendar, made).actor
    for _ in range(2):
        calendar.service.answer_as_host(made.id, "DECLINED", actor)

    assert look(calendar, made).status == "DECLINED"
    assert calendar.service.appointment(made.id).status == "confirmed"
    assert [(each.action, each.channel, each.detail) for each in calendar.service.history(made.id)][1:] == [
        ("answered", "link", "DECLINED")
    ]
    with pytest.raises(InvalidInput):
        calendar.service.answer_as_host(made.id, "NEEDS-ACTION")
    calendar.service.cancel(made.id)
    with pytest.raises(Refusal):
        calendar.service.answer_as_host(made.id, "ACCEPTED")


def test_who_does_not_want_to_be_invited_is_not(calendar: Calendar) -> None:
    """By nobody: the refusal names them and changes nothing. The seats they have stay, and the wish can be taken back."""
    calendar.service.wish("ana@guests.example", "invitations", unwilling=True)
    with pytest.raises(InvalidInput, match=r"^ana@guests\.example asked not to be invited"):
        calendar.book("2026-11-24T10:00", "bo@guests.example", "Ana@guests.example", type=calendar.group)
    made = calendar.book("2026-11-24T10:00", "bo@guests.example", type=calendar.group)
    with pytest.raises(InvalidInput):
        calendar.service.join(made.id, Invitee("ana@guests.example"))
    calendar.service.wish("bo@guests.example", "invitations", unwilling=True)
    calendar.service.join(made.id, Invitee("bo@guests.example"))
    assert look(calendar, made, "bo@guests.example").unwanted == {"invitations"}

    assert [each.email for each in calendar.service.appointment(made.id).attendees] == ["bo@guests.example"]
    calendar.service.wish("ana@guests.example", "invitations", unwilling=False)
    assert len(calendar.service.join(made.id, Invitee("ana@guests.example")).attendees) == 2


def test_wishes_are_part_of_what_is_held_about_somebody(calendar: Calendar) -> None:
    """They are shown, and forgotten with the address."""
    calendar.service.wish("ana@guests.example", "reminders", unwilling=True)
    assert [each["unwanted"] for each in calendar.service.export("ana@guests.example")["wishes"]] == ["reminders"]
    calendar.service.erase("ana@guests.example")

    with writing(calendar.engine) as connection:
        assert wishes.of(connection, "ana@guests.example") == frozenset()


def test_two_answers_at_once(calendar: Calendar) -> None:
    """One is the last, and the history has each that changed something, in that order."""
    made = calendar.book("2026-11-24T10:00")
    linked = look(calendar, made, "ana@guests.example")
    answers: list[PartStat] = ["ACCEPTED", "DECLINED", "TENTATIVE", "ACCEPTED", "DECLINED", "TENTATIVE"]

    def answer(status: PartStat) -> None:
        calendar.service.rsvp(made.id, linked.email, status, linked.actor)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(answer, answers))
    told = [each.detail for each in calendar.service.history(made.id) if each.action == "answered"]
    assert told[-1] == look(calendar, made, "ana@guests.example").status
    assert all(earlier != later for earlier, later in pairwise(told))
    assert set(told) == {"ACCEPTED", "DECLINED", "TENTATIVE"}
