"""What goes into the outbox: whose language and zone, which links, and how letters and invitations get along."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from booking import appointments, notices, outbox
from booking.invitations import compose
from booking.model import Appointment, Attendee, Invitation, Invitee, Reach
from booking.storage import writing
from booking.tables import attendees
from booking.tables import outbox as outbox_table
from tests.booking.office import Calendar, berlin

ANA, BILL = "ana@guests.example", "bill@guests.example"
REACH = Reach("bookings@convoke.example", "bookings+{token}@convoke.example", "https://meet.example")


def mails(calendar: Calendar, status: str = "waiting") -> list[Invitation]:
    """What the outbox holds in that state, in order."""
    rows = select(outbox_table.c.payload).where(outbox_table.c.status == status, outbox_table.c.kind == "mail")
    with calendar.engine.connect() as connection:
        return [outbox.decode(payload) for payload in connection.scalars(rows.order_by(outbox_table.c.id))]


def of(found: list[Invitation], email: str) -> list[Invitation]:
    return [mail for mail in found if mail.reader.email == email]


def send(calendar: Calendar) -> list[Invitation]:
    """Send all that waits."""

    def rows() -> Iterator[int]:
        while found := outbox.due(calendar.engine, calendar.clock.now, timedelta(0), 10):
            yield from found

    claims = (outbox.claim(calendar.engine, row, calendar.clock.now) for row in rows())
    found = []
    for claimed in filter(None, claims):
        outbox.sent(calendar.engine, claimed.id, calendar.clock.now)
        found.append(claimed.invitation)
    return found


def write(calendar: Calendar, made: Appointment, what: Any, *begin: Any, **more: Any) -> list[int]:
    """Call a function of `notices` about an appointment as it is now, to Ana."""
    with writing(calendar.engine) as connection:
        provider, present = appointments.lock(connection, made.id)
        reader = more.pop("reader", None) or next(each for each in present.attendees if each.email == ANA)
        found: list[int] = what(connection, *begin, present, provider, REACH, reader, calendar.clock.now, **more)
        return found


def test_each_guest_is_written_to_in_their_own_language_and_zone(calendar: Calendar) -> None:
    """Where somebody is known by that address; others as whoever booked speaks, and in the zone that was agreed."""
    calendar.service.remember("web", "", "ana", email=ANA, locale="pt_BR", timezone="America/Sao_Paulo")
    calendar.service.remember("web", "", "hana", email="hana@host.example", locale="fr")
    calendar.book("2026-11-24T10:00", ANA, BILL, type=calendar.group, locale="de_AT")  # type: ignore[arg-type]
    ana, bill, host = mails(calendar)

    assert (ana.locale, ana.timezone) == ("pt_BR", "America/Sao_Paulo")
    assert (bill.locale, bill.timezone) == ("de_AT", "Europe/Berlin")
    assert (host.locale, host.timezone) == ("fr", "Europe/Berlin")


def test_the_host_is_told_who_booked(calendar: Calendar) -> None:
    """By the name that their network tells; nobody else is."""
    me = calendar.service.remember("messenger", "page", "ana", name="Ana Example").id
    calendar.book("2026-11-24T10:00", BILL, type=calendar.group, booked_by=me)
    bill, host = mails(calendar)

    assert "Ana Example booked a meeting with you." in letters_text(host)
    assert "Ana Example" not in letters_text(bill)


def letters_text(mail: Invitation) -> str:
    """The words of a mail."""
    part = compose(mail, sender=REACH.mail_from).get_body(("plain",))
    assert part
    return str(part.get_content())


def test_who_is_brought_to_a_shared_meeting_reads_as_who_brought_them(calendar: Calendar) -> None:
    """Not as the stranger who made it; nor are that one's guests written to in another way."""
    shared = calendar.service.edit_type(calendar.group.id, shared=True)
    bob = calendar.service.remember("web", "", "bob", locale="es", timezone="Europe/Madrid")
    calendar.book("2026-11-24T10:00", ANA, type=shared, locale="de_AT")  # type: ignore[arg-type]
    calendar.book("2026-11-24T10:00", BILL, type=shared, locale="es", booked_by=bob.id)  # type: ignore[arg-type]
    found = {mail.reader.email: (mail.locale, mail.timezone) for mail in mails(calendar)}
    assert (found[ANA], found[BILL]) == (("de_AT", "Europe/Berlin"), ("es", "Europe/Madrid"))

    with calendar.engine.connect() as connection:
        link = connection.scalar(select(attendees.c.link).where(attendees.c.email == BILL)) or ""
    assert calendar.service.by_link(link).locale == "es"


def test_what_somebody_told_on_two_channels_is_put_together(calendar: Calendar) -> None:
    """A zone here, a language there."""
    calendar.service.remember("web", "", "ana", email=ANA, timezone="Asia/Tokyo")
    calendar.service.remember("messenger", "", "ana", email=ANA, locale="es")
    calendar.book("2026-11-24T10:00", ANA)

    assert [(mail.locale, mail.timezone) for mail in of(mails(calendar), ANA)] == [("es", "Asia/Tokyo")]


def test_everybody_has_a_link_of_their_own(calendar: Calendar) -> None:
    """128 bits in 26 letters and digits, the same in every mail; who comes back has a new one."""
    made = calendar.book("2026-11-24T10:00", ANA, BILL, type=calendar.group)  # type: ignore[arg-type]
    first = send(calendar)
    links = {mail.reader.email: mail.link for mail in first}
    assert len(set(links.values())) == 3
    assert all(len(link.removeprefix("http://localhost:8000/rsvp/")) == 26 for link in links.values())

    calendar.service.reschedule(made.id, berlin("2026-11-24T12:00"))
    assert {mail.reader.email: mail.link for mail in send(calendar)} == links

    calendar.service.leave(made.id, ANA)
    (gone,) = send(calendar)
    calendar.service.join(made.id, Invitee(ANA))
    (back,) = send(calendar)
    assert (gone.method, back.method) == ("CANCEL", "REQUEST")
    assert back.link not in links.values()
    assert back.organizer == gone.organizer


def test_a_letter_stands_in_the_thread(calendar: Calendar) -> None:
    """It takes nothing back, and is not what the next mail compares itself with."""
    made = calendar.book("2026-11-24T10:00", ANA)
    invited, _ = send(calendar)
    write(calendar, made, notices.letter, "reminder")
    (reminder,) = send(calendar)
    calendar.service.reschedule(made.id, berlin("2026-11-24T12:00"))
    moved = of(send(calendar), ANA)[0]

    assert reminder.references == (invited.message_id,)
    assert (reminder.subject, reminder.link, reminder.others) == (
        "reminder",
        f"https://meet.example/rsvp/{word(invited)}",
        (),
    )
    assert moved.references == (invited.message_id, reminder.message_id)
    assert moved.previous_start == made.start


def word(mail: Invitation) -> str:
    return mail.link.rpartition("/")[2]


@pytest.mark.parametrize(("subject", "stays"), [("reminder", False), ("words", True), ("confirm", True)])
def test_what_a_new_mail_makes_pointless(calendar: Calendar, subject: str, stays: bool) -> None:
    """A reminder of a time that does not hold any more is not sent; what somebody said still is."""
    made = calendar.book("2026-11-24T10:00", ANA)
    send(calendar)
    write(calendar, made, notices.letter, subject)
    calendar.service.reschedule(made.id, berlin("2026-11-24T12:00"))

    assert [mail.subject for mail in of(mails(calendar), ANA)] == [*([subject] if stays else []), "calendar"]


def test_who_only_had_letters_is_sent_no_cancellation(calendar: Calendar) -> None:
    """Their calendar does not hold the meeting (RFC 5546 section 3.2.5)."""
    made = calendar.book("2026-11-24T10:00", ANA)
    write(calendar, made, notices.letter, "words")
    calendar.service.cancel(made.id)

    assert [(mail.method, mail.subject) for mail in send(calendar)] == [("REQUEST", "words")]


def test_an_invitation_once_more(calendar: Calendar) -> None:
    """As it stands, with the SEQUENCE that it has, a newer DTSTAMP, and the answer that was given."""
    made = calendar.book("2026-11-24T10:00", ANA)
    first, _ = send(calendar)
    calendar.service.rsvp(made.id, ANA, "TENTATIVE")
    calendar.clock.move(hours=1)
    write(calendar, made, notices.again)
    (again,) = send(calendar)

    assert (again.method, again.sequence, again.again) == ("REQUEST", first.sequence, True)
    assert again.updated_at == calendar.clock.now > first.updated_at
    assert again.reader.status == "TENTATIVE"
    assert again.references == (first.message_id,)
    assert again.previous_start is None


def test_once_more_replaces_what_was_not_sent(calendar: Calendar) -> None:
    """Nobody gets two."""
    made = calendar.book("2026-11-24T10:00", ANA)
    write(calendar, made, notices.again)

    assert len(of(mails(calendar), ANA)) == 1
    assert len(of(mails(calendar, "superseded"), ANA)) == 1


def test_a_proposal_is_declined(calendar: Calendar) -> None:
    """With the SEQUENCE of the COUNTER; it changes nothing about what the guest was told."""
    made = calendar.book("2026-11-24T10:00", ANA)
    send(calendar)
    write(calendar, made, notices.decline_counter, sequence=0, words="Sorry.")
    (declined,) = send(calendar)
    calendar.service.cancel(made.id)

    assert (declined.method, declined.sequence, declined.words) == ("DECLINECOUNTER", 0, "Sorry.")
    assert [mail.method for mail in of(send(calendar), ANA)] == ["CANCEL"]


def test_whoever_is_erased_is_not_written_to(calendar: Calendar) -> None:
    """Neither is what they wrote kept in mails to others."""
    made = calendar.book("2026-11-24T10:00", ANA, BILL, type=calendar.group)  # type: ignore[arg-type]
    host = Attendee("hana@host.example", "Hana Host")
    concerning = Attendee(ANA, "Ana")
    about = {"reader": host, "to_provider": True, "concerning": concerning, "words": "My secret"}
    write(calendar, made, notices.letter, "words", **about)
    calendar.service.erase(ANA)
    (kept,) = [mail for mail in mails(calendar) if mail.subject == "words"]

    assert (kept.concerning, kept.words) == (None, "(erased)")
    gone = next(each for each in calendar.service.appointment(made.id).attendees if each.email != BILL)
    assert write(calendar, made, notices.letter, "reminder", reader=gone) == []
