"""Nobody can make the service flood a mailbox: how many invitations one person may cause, and one address may get."""

from multiprocessing import get_context

import pytest
from sqlalchemy import select

from booking import outbox, tallies
from booking.addresses import modest
from booking.errors import TooManyInvitations
from booking.hosts import NewType
from booking.model import Actor, BookingRequest, Invitee, InviteLimits, Limit
from booking.services import BookingService
from booking.storage import open_engine, writing
from booking.tables import tallies as table
from tests.booking.office import Calendar, StoppedClock, berlin
from tests.booking.racers import at_once

DAY = 24 * 3600
ME, OTHER = Actor("me", "messenger"), Actor("other", "messenger")
START = "2026-11-24T{:02}:00"


def limited(calendar: Calendar, **limits: int) -> BookingService:
    """The calendar's service, with so many invitations a day."""
    named = {name: Limit(count, DAY) for name, count in limits.items()}
    return BookingService(
        calendar.engine,
        clock=calendar.clock,
        mail_from="bookings@convoke.example",
        announce=calendar.announce,
        limits=InviteLimits(**named),
    )


def mails(calendar: Calendar) -> int:
    return outbox.counts(calendar.engine)["waiting"]


def rows(calendar: Calendar) -> list[tuple[str, int]]:
    with calendar.engine.connect() as connection:
        return [(row[0], row[1]) for row in connection.execute(select(table.c.subject, table.c.count))]


def test_one_person_causes_no_more_than_allowed(calendar: Calendar) -> None:
    """What would pass the limit is refused whole: nothing is booked, written or counted. Others are not concerned."""
    service = limited(calendar, person=3)
    service.book(calendar.request(START.format(9), "a@x.example", "b@x.example", type=calendar.group), ME)
    before = mails(calendar), rows(calendar)

    with pytest.raises(TooManyInvitations, match="one person") as refused:
        service.book(calendar.request(START.format(10), "c@x.example", "d@x.example", type=calendar.group), ME)

    assert (mails(calendar), rows(calendar)) == before
    assert service.appointments(calendar.host.id)[1] == 1
    assert refused.value.retry_after == 16 * 3600
    service.book(calendar.request(START.format(10), "c@x.example"), ME)
    service.book(calendar.request(START.format(11), "c@x.example", "d@x.example", type=calendar.group), OTHER)


def test_a_day_later_more_may_go(calendar: Calendar) -> None:
    """The count is of a day of the clock."""
    service = limited(calendar, person=1)
    service.book(calendar.request(START.format(9)), ME)
    calendar.clock.move(seconds=16 * 3600 - 1)
    with pytest.raises(TooManyInvitations):
        service.book(calendar.request(START.format(15)), ME)

    calendar.clock.move(seconds=1)

    service.book(calendar.request(START.format(15)), ME)


def test_every_request_counts(calendar: Calendar) -> None:
    """Joining, adding and moving write invitations too; cancellations always go out."""
    service = limited(calendar, person=6)
    made = service.book(calendar.request(START.format(9), "a@x.example", type=calendar.group), ME)
    service.join(made.id, Invitee("b@x.example"), ME)
    service.add_attendees(made.id, [Invitee("c@x.example")], ME)
    service.reschedule(made.id, berlin(START.format(10)), ME)
    before = mails(calendar)

    with pytest.raises(TooManyInvitations):
        service.reschedule(made.id, berlin(START.format(11)), ME)
    assert service.appointment(made.id).start == berlin(START.format(10))
    service.remove_attendee(made.id, "c@x.example", ME)
    with pytest.raises(TooManyInvitations):
        service.join(made.id, Invitee("d@x.example"), ME)

    service.cancel(made.id, ME)
    assert service.appointment(made.id).status == "cancelled"
    assert mails(calendar) <= before


def test_one_address_gets_no_more_than_allowed(calendar: Calendar) -> None:
    """Whoever asks; the refusal names it. A host always gets what concerns them."""
    service = limited(calendar, recipient=2)
    guest = calendar.new_host("Gerd", "gerd@host.example").email
    for hour in (9, 10):
        service.book(calendar.request(START.format(hour), "a@x.example", guest, type=calendar.group), ME)

    with pytest.raises(TooManyInvitations, match=r"a@x\.example cannot") as refused:
        service.book(calendar.request(START.format(11), "a@x.example", guest, type=calendar.group), OTHER)

    assert guest not in str(refused.value)
    service.book(calendar.request(START.format(11), guest), OTHER)


def test_one_conversation_causes_no_more_than_allowed(calendar: Calendar) -> None:
    """A person with one host; with another host they may go on."""
    service = limited(calendar, conversation=1)
    other = calendar.new_host("Gerd", "gerd@host.example")
    kind = service.add_type(other.id, NewType("One hour", 60))
    service.book(calendar.request(START.format(9)), ME)
    with pytest.raises(TooManyInvitations):
        service.book(calendar.request(START.format(10)), ME)

    service.book(calendar.request(START.format(10), type=kind), ME)


def test_who_has_no_name_counts_by_where_they_come_from(calendar: Calendar) -> None:
    """Calls without a key are told apart by their network address; it is kept as a digest, as all are."""
    service = limited(calendar, person=1, recipient=5)
    service.book(calendar.request(START.format(9)), Actor("", "api", "192.0.2.1"))
    with pytest.raises(TooManyInvitations):
        service.book(calendar.request(START.format(10)), Actor("", "api", "192.0.2.1"))

    service.book(calendar.request(START.format(10)), Actor("", "api", "192.0.2.2"))
    assert not any("192.0.2" in subject or "@" in subject for subject, _ in rows(calendar))


def test_many_names_from_one_place_count_together(calendar: Calendar) -> None:
    """Whoever opens a new conversation on the web for each invitation comes no further."""
    service = limited(calendar, person=2)
    for number, hour in enumerate((9, 10)):
        service.book(calendar.request(START.format(hour)), Actor(f"visitor{number}", "web", "192.0.2.1"))

    with pytest.raises(TooManyInvitations):
        service.book(calendar.request(START.format(11)), Actor("visitor3", "web", "192.0.2.1"))

    service.book(calendar.request(START.format(11)), Actor("visitor3", "web", "192.0.2.2"))


def test_the_same_request_counts_once(calendar: Calendar) -> None:
    """Repeated safely, it makes no second invitation."""
    service = limited(calendar, person=1)

    assert len({service.book(calendar.request(START.format(9)), ME).id for _ in range(3)}) == 1


def test_letters_that_strangers_cause_are_counted(calendar: Calendar) -> None:
    """They share the recipient's limit, and are left unwritten past it."""
    limits = InviteLimits(recipient=Limit(3, DAY))
    limited(calendar, recipient=3).book(calendar.request(START.format(9), "a@x.example"), ME)
    found = []
    for _ in range(4):
        with writing(calendar.engine) as connection:
            found.append(tallies.letter(connection, calendar.clock.now, limits, "a@x.example"))

    assert found == [True, True, False, False]


def test_old_windows_are_forgotten(calendar: Calendar) -> None:
    """As many as asked for at a time; the day under way stays."""
    service = limited(calendar, person=9, recipient=9)
    service.book(calendar.request(START.format(9)), ME)
    calendar.clock.move(days=1)
    service.book(calendar.request(START.format(15)), OTHER)
    found = []
    for _ in range(3):
        with writing(calendar.engine) as connection:
            found.append(tallies.prune(connection, calendar.clock.now, 1))

    assert found == [1, 1, 0]
    assert len(rows(calendar)) == 2


CAP, HOSTS, TRIES = 10, 4, 4


def race(url: str, requests: list[BookingRequest]) -> int:
    """Book all of these at once, for one person; how many were booked."""
    engine = open_engine(url)
    limits = InviteLimits(person=Limit(2 * CAP, DAY), recipient=Limit(1000, DAY))
    service = BookingService(
        engine, clock=StoppedClock(), mail_from="b@convoke.example", announce=lambda _: None, limits=limits
    )

    def book(number: int) -> bool:
        try:
            service.book(requests[number], ME)
        except TooManyInvitations:
            return False
        return True

    try:
        return sum(at_once(len(requests), book))
    finally:
        engine.dispose()


def test_many_at_once_reach_the_limit_to_the_unit(calendar: Calendar, database_url: str) -> None:
    """Threads of several processes book with several hosts: exactly as many as allowed, and none waits for another that
    waits for it, though they count the same people in every order."""
    kinds = [
        calendar.service.add_type(calendar.new_host(f"H{number}", f"h{number}@host.example").id, NewType("Two", 60, 2))
        for number in range(HOSTS)
    ]
    pair = ("a@x.example", "b@x.example")
    lists = [
        [
            calendar.request(
                f"2026-11-{24 + try_}T{9 + process:02}:00", *pair[:: 1 - 2 * (try_ % 2)], type=kind, key=key
            )
            for try_ in range(TRIES)
            for kind in kinds
            for key in [f"{process} {try_} {kind.id}"]
        ]
        for process in range(2)
    ]
    with get_context("spawn").Pool(2) as pool:
        booked = pool.starmap(race, [(database_url, each) for each in lists], chunksize=1)

    assert sum(booked) == CAP
    assert {count for _, count in rows(calendar)} == {CAP, 2 * CAP}


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Überblick “Q3”", "Überblick “Q3”"),
        ("Q3 OKR KPI", "Q3 OKR KPI"),
        ("Node.js and convoke.py", "Node.js and convoke.py"),
        ("Lunch with ana@guests.com", "Lunch with ana@guests.com"),
        ("WIN BIG MONEY NOW!!!!", "Win big money now!"),
        ("see https://evil.example/x?y=1 now", "see now"),
        ("see evil.com/path or www.evil.example", "see or"),
        ("HTTPS://EVIL.EXAMPLE", ""),
    ],
)
def test_titles_of_strangers_are_modest(title: str, kept: str) -> None:
    """They hold no links, and do not shout: they are mailed to whomever somebody names."""
    assert modest(title) == kept


def test_a_strangers_title_goes_out_modest_and_a_hosts_as_it_is(calendar: Calendar) -> None:
    """Who has a host's key may link."""
    title = "See https://a.example"
    by_person = calendar.service.book(calendar.request(START.format(9), title=title, booked_by="me"), ME)
    by_nobody = calendar.service.book(calendar.request(START.format(10), title=title), Actor("", "api", "192.0.2.1"))
    by_host = calendar.service.book(calendar.request(START.format(11), title=title), Actor("ck_1", "api"))

    assert [each.title for each in (by_person, by_nobody, by_host)] == ["See", "See", title]
