"""Whoever booked hears in their chat what others did: gathered, once, with the tally, and nothing that is not theirs."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from booking.hosts import NewType
from booking.model import Actor, Appointment, ChatNotice, Invitee
from tests.booking.office import Calendar, berlin
from tests.booking.test_reminders import in_chats, letters

LINK = Actor("", "link")


@pytest.fixture
def booker(calendar: Calendar) -> str:
    """The id of somebody who books in a chat."""
    return calendar.service.remember("web", "", "ana", address="ana").id


@pytest.fixture
def made(calendar: Calendar, booker: str) -> Appointment:
    """A meeting of three."""
    group = calendar.service.add_type(calendar.host.id, NewType("Team", 60, capacity=9))
    invitees = (
        Invitee("karen@guests.example", "Karen"),
        Invitee("bill@guests.example", "Bill"),
        Invitee("zoe@guests.example"),
    )
    request = calendar.request("2026-11-26T10:00", type=group, booked_by=booker, title="Q3")
    return calendar.service.book(replace(request, attendees=invitees))


def tell(calendar: Calendar) -> list[ChatNotice]:
    """What is told a minute later."""
    before = len(in_chats(calendar.engine))
    calendar.clock.move(seconds=60)
    calendar.service.tell_news()
    return in_chats(calendar.engine)[before:]


def test_answers_of_a_minute_are_one_notice(calendar: Calendar, made: Appointment, booker: str) -> None:
    """Not before the minute is over, all in one, with the tally; once, whoever asks again."""
    calendar.service.rsvp(made.id, "karen@guests.example", "ACCEPTED", LINK)
    calendar.clock.move(seconds=30)
    calendar.service.rsvp(made.id, "bill@guests.example", "DECLINED", LINK)
    calendar.service.rsvp(made.id, "zoe@guests.example", "TENTATIVE", LINK)
    calendar.clock.move(seconds=29)
    assert calendar.service.tell_news() == 0
    calendar.clock.move(seconds=1)

    assert [calendar.service.tell_news(), calendar.service.tell_news()] == [1, 0]
    (told,) = in_chats(calendar.engine)
    assert (told.topic, told.person, told.coming, told.invited) == ("answers", booker, 1, 3)
    assert told.news == (("Karen", "ACCEPTED"), ("Bill", "DECLINED"), ("zoe@guests.example", "TENTATIVE"))
    assert tell(calendar) == []


def test_only_the_last_answer_of_somebody_counts(calendar: Calendar, made: Appointment) -> None:
    """Who changes their mind within the minute is told of once; later, again."""
    for answer in ("ACCEPTED", "DECLINED", "ACCEPTED"):
        calendar.service.rsvp(made.id, "karen@guests.example", answer, LINK)
    (told,) = tell(calendar)
    assert told.news == (("Karen", "ACCEPTED"),)
    calendar.service.rsvp(made.id, "karen@guests.example", "DECLINED", LINK)
    (told,) = tell(calendar)
    assert (told.news, told.coming) == ((("Karen", "DECLINED"),), 0)


def test_what_they_did_themselves_is_no_news(calendar: Calendar, made: Appointment, booker: str) -> None:
    """Acts in the chat where it was booked are not told there, nor the answer of their own address."""
    me = Actor(booker, "web")
    calendar.service.rsvp(made.id, "karen@guests.example", "ACCEPTED", me)
    calendar.service.remove_attendee(made.id, "bill@guests.example", me)
    calendar.service.reschedule(made.id, berlin("2026-11-26T11:00"), me)
    assert tell(calendar) == []
    calendar.service.remember("web", "", "ana", email="zoe@guests.example")
    calendar.service.rsvp(made.id, "zoe@guests.example", "ACCEPTED", LINK)
    assert tell(calendar) == []
    calendar.service.cancel(made.id, me)
    assert tell(calendar) == []


def test_coming_and_going_is_news(calendar: Calendar, made: Appointment) -> None:
    """Who leaves, is taken off or is added by others; who left is out of the tally."""
    calendar.service.leave(made.id, "karen@guests.example", LINK)
    calendar.service.remove_attendee(made.id, "bill@guests.example", Actor("cvk_1", "api"))
    calendar.service.join(made.id, Invitee("new@guests.example", "New"), Actor("cvk_1", "api"))
    (told,) = tell(calendar)

    assert told.news == (("Karen", "left"), ("Bill", "removed"), ("New", "joined"))
    assert (told.coming, told.invited) == (0, 2)


def test_a_mail_that_came_back_is_news(calendar: Calendar, made: Appointment) -> None:
    """Whoever booked may know another address."""
    calendar.service.undelivered(made.id, "bill@guests.example", "no such mailbox")
    (told,) = tell(calendar)

    assert told.news == (("Bill", "unreachable"),)


def test_a_meeting_moved_or_called_off_by_others_is_news(calendar: Calendar, made: Appointment) -> None:
    """With the new time; answers to the old one count no more. Called off, that alone is told."""
    calendar.service.rsvp(made.id, "karen@guests.example", "ACCEPTED", LINK)
    calendar.service.reschedule(made.id, berlin("2026-11-27T11:00"), Actor("cvk_1", "api"))
    (told,) = tell(calendar)
    assert (told.topic, told.start, told.news, told.coming) == ("moved", berlin("2026-11-27T11:00"), (), 0)

    calendar.service.rsvp(made.id, "karen@guests.example", "ACCEPTED", LINK)
    calendar.service.cancel(made.id, Actor("cvk_1", "api"))
    (told,) = tell(calendar)
    assert (told.topic, told.title, told.news) == ("cancelled", "Q3", ())


def test_nobody_hears_of_people_that_others_brought(calendar: Calendar, booker: str) -> None:
    """In a shared type each who booked is told of their own guests only."""
    shared = calendar.service.add_type(calendar.host.id, NewType("Yoga", 60, capacity=5, shared=True))
    other = calendar.service.remember("web", "", "bo", address="bo").id
    when = "2026-11-25T10:00"
    asked = calendar.request(when, "karen@guests.example", type=shared, booked_by=booker)
    first = calendar.service.book(asked, Actor(booker, "web"))
    asked = calendar.request(when, "bill@guests.example", type=shared, booked_by=other)
    calendar.service.book(asked, Actor(other, "web"))
    calendar.clock.move(seconds=60)
    calendar.service.tell_news()
    assert in_chats(calendar.engine) == []
    for address in ("karen@guests.example", "bill@guests.example"):
        calendar.service.rsvp(first.id, address, "ACCEPTED", LINK)

    told = {each.person: (each.news, each.coming, each.invited) for each in tell(calendar)}
    assert told == {
        booker: ((("karen@guests.example", "ACCEPTED"),), 1, 1),
        other: ((("bill@guests.example", "ACCEPTED"),), 1, 1),
    }


def test_many_workers_tell_once(calendar: Calendar, made: Appointment) -> None:
    """However many sweep at the same moment, there is one notice."""
    calendar.service.rsvp(made.id, "karen@guests.example", "ACCEPTED", LINK)
    calendar.clock.move(seconds=60)
    start = threading.Barrier(4)

    def sweep() -> None:
        start.wait()
        calendar.service.tell_news()

    threads = [threading.Thread(target=sweep) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(in_chats(calendar.engine)) == 1


def test_what_was_booked_elsewhere_is_told_nobody(calendar: Calendar) -> None:
    """Without anybody in a chat there is no notice, and nothing stays due."""
    made = calendar.book("2026-11-25T10:00", booked_by="")
    calendar.service.rsvp(made.id, "ana@guests.example", "ACCEPTED", LINK)

    assert tell(calendar) == []
    with calendar.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM appointments WHERE tell_at IS NOT NULL")) == 0


def test_a_notice_that_no_chat_takes_goes_by_mail(calendar: Calendar, made: Appointment) -> None:
    """To the address known as the booker's; without one, nowhere; not twice to who is invited anyway."""
    calendar.clock.now = made.start - timedelta(days=1)
    calendar.service.remind()
    with calendar.engine.connect() as connection:
        row = connection.scalar(text("SELECT max(id) FROM outbox WHERE kind = 'chat'"))
    assert calendar.service.tell_by_mail(row, "words") is False

    before = len(letters(calendar.engine))
    calendar.service.remember("web", "", "ana", email="karen@guests.example")
    assert calendar.service.tell_by_mail(row, "words") is True
    assert len(letters(calendar.engine)) == before
    calendar.service.remember("web", "", "ana", email="ana@own.example")
    assert calendar.service.tell_by_mail(row, "words") is True
    assert letters(calendar.engine)[-1].reader.email == "ana@own.example"
    calendar.clock.now = made.start
    assert calendar.service.tell_by_mail(row, "words") is True
    assert len(letters(calendar.engine)) == before + 1


def test_an_erased_address_is_in_no_notice(calendar: Calendar, made: Appointment) -> None:
    """What chats were told about a meeting goes with the address."""
    calendar.service.rsvp(made.id, "zoe@guests.example", "ACCEPTED", LINK)
    assert len(tell(calendar)) == 1
    calendar.service.remember("web", "", "ana", email="ana@own.example")
    assert [each["payload"]["topic"] for each in calendar.service.export("ana@own.example")["mails"]] == ["answers"]
    calendar.service.erase("zoe@guests.example")

    assert in_chats(calendar.engine) == []
