"""Booking and cancelling, on each engine."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from booking import outbox
from booking.errors import InvalidInput, NotFound, Refusal, TooManyAttendees
from booking.hosts import NewProvider, NewType
from booking.model import Invitation, Invitee
from booking.services import BookingService
from booking.tables import outbox as outbox_table
from tests.booking.office import Calendar, berlin

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
ODD_IDS = ("", "nobody", "\x00", "\ud800", "x" * 10_000, "'; DROP TABLE appointments; --")


def mails(calendar: Calendar) -> list[tuple[str, Invitation]]:
    """What is in the outbox: state and invitation."""
    with calendar.engine.connect() as connection:
        rows = connection.execute(select(outbox_table.c.status, outbox_table.c.payload).order_by(outbox_table.c.id))
        return [(status, outbox.decode(payload)) for status, payload in rows]


def send_all(calendar: Calendar) -> None:
    """Be the worker."""
    for row in outbox.due(calendar.engine, calendar.clock.now, timedelta(0), 100):
        if outbox.claim(calendar.engine, row, calendar.clock.now):
            outbox.sent(calendar.engine, row, calendar.clock.now)


def test_a_booking_is_kept(calendar: Calendar) -> None:
    """What was asked for is there, whoever reads it later."""
    made = calendar.book("2026-11-24T10:00", "Ana@Guests.example", "bo@guests.example", type=calendar.group, title="Q3")

    assert (made.start, made.end) == (berlin("2026-11-24T10:00"), berlin("2026-11-24T11:00"))
    assert (made.status, made.sequence, made.title, made.location) == ("confirmed", 0, "Q3", "Room 1")
    assert [each.email for each in made.attendees] == ["ana@guests.example", "bo@guests.example"]
    assert {each.status for each in made.attendees} == {"NEEDS-ACTION"}
    assert made.uid.endswith("@convoke.example")
    assert made.created_at == made.updated_at == calendar.clock.now
    assert calendar.service.appointment(made.id) == made


def test_the_place_asked_for_is_taken_before_that_of_the_type(calendar: Calendar) -> None:
    """The type's place is what holds when none is given."""
    made = calendar.book("2026-11-24T10:00", type=calendar.group, location="https://video.example/1")

    assert made.location == "https://video.example/1"


def test_a_booked_slot_is_gone_and_comes_back_when_cancelled(calendar: Calendar) -> None:
    """The hour and what would overlap it are not offered while the appointment stands."""

    def offered() -> list[datetime]:
        found = calendar.service.slots(calendar.host, calendar.hour, TUESDAY, TUESDAY, "Europe/Berlin")
        return [slot.start for slot in found]

    before = offered()
    made = calendar.book("2026-11-24T10:00")
    gone = [berlin(f"2026-11-24T{time}") for time in ("09:30", "10:00", "10:30")]

    assert offered() == [start for start in before if start not in gone]

    calendar.service.cancel(made.id)

    assert offered() == before


def test_another_host_is_not_touched(calendar: Calendar) -> None:
    """Each host has their own time."""
    other = calendar.new_host("Omar", "omar@host.example")
    type_ = calendar.service.add_type(other.id, NewType("One hour", 60))
    calendar.book("2026-11-24T10:00")

    assert calendar.book("2026-11-24T10:00", type=type_, key="other").provider_id == other.id


def test_slots_and_days_are_those_of_the_viewer(calendar: Calendar) -> None:
    """What the host offers on Tuesday is partly Wednesday in Auckland."""
    found = calendar.service.slots(calendar.host, calendar.hour, MONDAY, TUESDAY, "Pacific/Auckland")

    assert (found[0].start, found[-1].start) == (berlin("2026-11-23T10:00"), berlin("2026-11-24T11:30"))
    assert calendar.service.days(calendar.host, calendar.hour, MONDAY, date(2026, 11, 30), "Pacific/Auckland") == (
        *(date(2026, 11, day) for day in range(23, 29)),
        date(2026, 11, 30),
    )


def test_asking_for_all_time_gives_the_horizon(calendar: Calendar) -> None:
    """From the notice on to the last day that the host takes bookings for."""
    found = calendar.service.days(calendar.host, calendar.hour, date.min, date.max, "Europe/Berlin")

    assert (found[0], found[-1]) == (MONDAY, date(2027, 1, 22))
    assert calendar.service.slots(calendar.host, calendar.hour, date.max, date.max, "UTC") == ()
    assert calendar.service.slots(calendar.host, calendar.hour, TUESDAY, MONDAY, "UTC") == ()


def test_an_unknown_zone_is_refused(calendar: Calendar) -> None:
    """In each place where a zone is given."""
    with pytest.raises(InvalidInput, match="time zone"):
        calendar.service.slots(calendar.host, calendar.hour, MONDAY, MONDAY, "Mars/Olympus")
    with pytest.raises(InvalidInput, match="time zone"):
        calendar.service.days(calendar.host, calendar.hour, MONDAY, MONDAY, "Mars/Olympus")
    with pytest.raises(InvalidInput, match="time zone"):
        calendar.service.book(replace(calendar.request("2026-11-24T10:00"), timezone="Mars/Olympus"))


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        ("2026-11-20T10:00", "past"),
        ("2026-11-23T09:30", "too_soon"),
        ("2027-11-23T10:00", "too_far"),
        ("9999-12-31T10:00", "too_far"),
        ("0001-01-02T10:00", "past"),
        ("2026-11-24T18:00", "outside_hours"),
        ("2026-11-24T16:30", "outside_hours"),
        ("2026-11-24T13:10", "outside_hours"),
        ("2026-11-24T10:00", "taken"),
        ("2026-11-24T09:30", "taken"),
    ],
)
def test_a_refusal_has_a_reason_and_what_else_is_free(calendar: Calendar, start: str, reason: str) -> None:
    """Nothing is written, `check` says the same, and the alternatives can be booked."""
    calendar.book("2026-11-24T10:00")
    mailed = len(mails(calendar))

    with pytest.raises(Refusal) as refused:
        calendar.book(start, key="wish")
    with pytest.raises(Refusal) as checked:
        calendar.service.check(calendar.host, calendar.hour, berlin(start))

    assert refused.value.reason == checked.value.reason == reason
    assert str(refused.value).endswith(".")
    assert refused.value.alternatives == checked.value.alternatives
    assert len(refused.value.alternatives) == 5
    assert len(mails(calendar)) == mailed
    for slot in refused.value.alternatives:
        calendar.service.check(calendar.host, calendar.hour, slot.start)


def test_alternatives_lie_on_both_sides(calendar: Calendar) -> None:
    """The two before and the three after, in order."""
    calendar.book("2026-11-24T12:00")

    with pytest.raises(Refusal) as refused:
        calendar.book("2026-11-24T12:00", key="wish")

    assert [slot.start for slot in refused.value.alternatives] == [
        berlin(f"2026-11-24T{time}") for time in ("10:30", "11:00", "13:00", "13:30", "14:00")
    ]
    assert all(slot.end - slot.start == timedelta(hours=1) for slot in refused.value.alternatives)


def test_a_free_slot_passes_the_check(calendar: Calendar) -> None:
    """What can be booked is not refused."""
    calendar.service.check(calendar.host, calendar.hour, berlin("2026-11-24T10:00"))


def test_buffers_are_kept_free(calendar: Calendar) -> None:
    """The buffers of two neighbours add up, and they are those of the type at the time of booking."""
    buffered = calendar.service.add_type(calendar.host.id, NewType("Buffered", 30, buffer_before=15, buffer_after=15))
    calendar.book("2026-11-24T10:00", type=buffered)

    with pytest.raises(Refusal):
        calendar.book("2026-11-24T10:30", type=buffered, key="next")
    with pytest.raises(Refusal):
        calendar.book("2026-11-24T09:00", key="before")

    calendar.book("2026-11-24T11:00", type=buffered, key="later")


def test_a_booking_needs_a_zone_in_its_start(calendar: Calendar) -> None:
    """A time without a zone is no instant."""
    request = replace(calendar.request("2026-11-24T10:00"), start=datetime(2026, 11, 24, 10))  # noqa: DTZ001

    with pytest.raises(InvalidInput, match="no time zone"):
        calendar.service.book(request)


def test_the_same_key_gives_the_same_appointment(calendar: Calendar) -> None:
    """Asking again changes nothing and mails nobody, even when asked for something else, even once it is cancelled."""
    made = calendar.book("2026-11-24T10:00", key="k")
    again = calendar.book("2026-11-25T15:00", "other@guests.example", key="k")

    assert again == made
    assert len(mails(calendar)) == len(calendar.announced) == 2

    cancelled = calendar.service.cancel(made.id)

    assert calendar.book("2026-11-24T10:00", key="k") == cancelled


@pytest.mark.parametrize("key", ["", "k" * 100_000, "\x00", "\ud800", "a\nb"])
def test_a_key_may_be_any_text(calendar: Calendar, key: str) -> None:
    """Networks name their messages as they like."""
    request = replace(calendar.request("2026-11-24T10:00"), idempotency_key=key)

    assert calendar.service.book(request) == calendar.service.book(request)


def test_an_address_counts_once_and_the_host_not_at_all(calendar: Calendar) -> None:
    """However it is written; the first name given for it is kept."""
    request = calendar.request("2026-11-24T10:00", type=calendar.group)
    invitees = (
        Invitee("ana@guests.example"),
        Invitee(" ANA@guests.example", "Ana\r\nBcc: all@guests.example"),
        Invitee("Hana@Host.example", "The host"),
        Invitee("bo@bücher.example"),
        Invitee("bo@xn--bcher-kva.example", "Bo"),
    )

    made = calendar.service.book(replace(request, attendees=invitees))

    assert [(each.email, each.name) for each in made.attendees] == [
        ("ana@guests.example", "Ana Bcc: all@guests.example"),
        ("bo@xn--bcher-kva.example", "Bo"),
    ]
    assert sorted(invitation.reader.email for _, invitation in mails(calendar)) == [
        "ana@guests.example",
        "bo@xn--bcher-kva.example",
        "hana@host.example",
    ]


@pytest.mark.parametrize("emails", [["hana@host.example"], []])
def test_nobody_to_invite(calendar: Calendar, emails: list[str]) -> None:
    """The host alone is no meeting."""
    request = replace(calendar.request("2026-11-24T10:00"), attendees=tuple(map(Invitee, emails)))

    with pytest.raises(InvalidInput, match="at least one"):
        calendar.service.book(request)


def test_an_address_that_cannot_be_is_refused(calendar: Calendar) -> None:
    """Nobody is invited then."""
    with pytest.raises(InvalidInput, match="nonsense"):
        calendar.book("2026-11-24T10:00", "ana@guests.example", "nonsense")

    assert mails(calendar) == []


def test_more_people_than_places(calendar: Calendar) -> None:
    """As many as the type takes can come, the host not counted."""
    emails = [f"guest{number}@guests.example" for number in range(4)]

    with pytest.raises(TooManyAttendees) as refused:
        calendar.book("2026-11-24T10:00", *emails, type=calendar.group)

    assert (refused.value.capacity, refused.value.wanted) == (3, 4)
    assert len(calendar.book("2026-11-24T10:00", *emails[:3], "hana@host.example", type=calendar.group).attendees) == 3


def test_titles_and_places_become_one_line(calendar: Calendar) -> None:
    """Line breaks and controls are taken out, and what is too long is cut."""
    request = calendar.request("2026-11-24T10:00")

    made = calendar.service.book(
        replace(request, title="Q3\r\nBcc: x@y.example\x00\ud800", location="Room\t1" + "!" * 1000)
    )

    assert made.title == "Q3 Bcc: x@y.example"
    assert made.location.startswith("Room 1!!!")
    assert len(made.location) == 200


@pytest.mark.parametrize("odd", ODD_IDS)
def test_an_id_that_is_none_is_not_found(calendar: Calendar, odd: str) -> None:
    """Whatever comes as an id: a sentence."""
    request = calendar.request("2026-11-24T10:00")
    with pytest.raises(NotFound):
        calendar.service.provider(odd)
    with pytest.raises(NotFound):
        calendar.service.appointment(odd)
    with pytest.raises(NotFound):
        calendar.service.cancel(odd)
    with pytest.raises(NotFound):
        calendar.service.add_type(odd, NewType("One hour", 60))
    with pytest.raises(NotFound):
        calendar.service.book(replace(request, provider_id=odd))
    with pytest.raises(NotFound):
        calendar.service.book(replace(request, type_id=odd))

    assert calendar.service.types(odd) == ()
    assert calendar.service.upcoming(odd) == ()


def test_a_type_of_another_host_is_not_found(calendar: Calendar) -> None:
    """A type belongs to its host."""
    other = calendar.new_host()

    with pytest.raises(NotFound):
        calendar.service.book(replace(calendar.request("2026-11-24T10:00"), provider_id=other.id))


def test_each_reader_has_a_mail_of_their_own(calendar: Calendar) -> None:
    """Attendees see nobody else and read in the zone agreed on, the host sees all and reads in their own."""
    calendar.book("2026-11-24T10:00", "ana@guests.example", "bo@guests.example", type=calendar.group)
    found = [invitation for _, invitation in mails(calendar)]

    assert [each.reader.email for each in found] == ["ana@guests.example", "bo@guests.example", "hana@host.example"]
    assert [each.to_provider for each in found] == [False, False, True]
    assert [len(each.others) for each in found] == [0, 0, 2]
    assert {each.method for each in found} == {"REQUEST"}
    assert {each.title for each in found} == {"Group"}
    assert len({each.uid for each in found}) == 1
    assert len({each.message_id for each in found}) == len({each.organizer for each in found}) == 3
    assert all(each.organizer.startswith("bookings+") for each in found)
    assert all(each.message_id.endswith("@convoke.example>") for each in found)
    assert calendar.announced == [1, 2, 3]


def test_zones_of_the_readers(calendar: Calendar) -> None:
    """The zone in which it was agreed for the attendee, the host's own for the host."""
    calendar.service.book(replace(calendar.request("2026-11-24T10:00"), timezone="Asia/Kathmandu"))

    assert [each.timezone for _, each in mails(calendar)] == ["Asia/Kathmandu", "Europe/Berlin"]


def test_a_failing_announcement_harms_no_booking(calendar: Calendar, caplog: pytest.LogCaptureFixture) -> None:
    """The rows are there for the sweep, and no address is in the log."""

    def announce(rows: object) -> None:
        raise ConnectionError("no queue")

    service = BookingService(calendar.engine, clock=calendar.clock, mail_from="b@convoke.example", announce=announce)

    made = service.book(calendar.request("2026-11-24T10:00"))

    assert made.status == "confirmed"
    assert len(outbox.due(calendar.engine, calendar.clock.now, timedelta(0), 10)) == 2
    assert "announced" in caplog.text
    assert "@" not in caplog.text


def test_cancelling_tells_everybody_who_was_told(calendar: Calendar) -> None:
    """Each invited reader gets a CANCEL with the next sequence, as an answer to the invitation."""
    made = calendar.book("2026-11-24T10:00", "ana@guests.example", "bo@guests.example", type=calendar.group)
    send_all(calendar)
    calendar.clock.move(hours=1)

    cancelled = calendar.service.cancel(made.id)

    requests, cancels = [[each for _, each in mails(calendar)][span] for span in (slice(3), slice(3, 6))]
    assert (cancelled.status, cancelled.sequence, cancelled.uid) == ("cancelled", 1, made.uid)
    assert (cancelled.created_at, cancelled.updated_at) == (made.created_at, calendar.clock.now)
    for request, cancel in zip(requests, cancels, strict=True):
        assert cancel == replace(
            request,
            method="CANCEL",
            sequence=1,
            updated_at=calendar.clock.now,
            message_id=cancel.message_id,
            references=(request.message_id,),
        )
    assert calendar.announced == [1, 2, 3, 4, 5, 6]


def test_cancelling_again_changes_nothing(calendar: Calendar) -> None:
    """Once cancelled, cancelled."""
    made = calendar.book("2026-11-24T10:00")
    send_all(calendar)
    cancelled = calendar.service.cancel(made.id)
    calendar.clock.move(hours=1)

    assert calendar.service.cancel(made.id) == cancelled
    assert len(mails(calendar)) == 4


def test_what_was_never_sent_need_not_be_taken_back(calendar: Calendar) -> None:
    """Who has had no invitation yet gets neither it nor a cancellation; who may have had it gets both, in this order."""
    made = calendar.book("2026-11-24T10:00", "ana@guests.example", "bo@guests.example", type=calendar.group)
    now = calendar.clock.now
    assert outbox.claim(calendar.engine, 1, now)  # Ana's is being sent

    calendar.service.cancel(made.id)

    assert [(status, each.method, each.reader.name or each.reader.email) for status, each in mails(calendar)] == [
        ("waiting", "REQUEST", "ana@guests.example"),
        ("superseded", "REQUEST", "bo@guests.example"),
        ("superseded", "REQUEST", "Hana Host"),
        ("waiting", "CANCEL", "ana@guests.example"),
    ]
    assert outbox.claim(calendar.engine, 4, now) is None
    outbox.sent(calendar.engine, 1, now)
    assert outbox.claim(calendar.engine, 4, now)


def test_upcoming_are_a_persons_own_and_not_over(calendar: Calendar) -> None:
    """By start; neither cancelled ones nor those of others."""
    me = calendar.service.person("messenger", "page", "me").id
    later = calendar.book("2026-11-25T10:00", booked_by=me)
    sooner = calendar.book(
        "2026-11-24T10:00", "ana@guests.example", "bo@guests.example", type=calendar.group, booked_by=me
    )
    calendar.service.cancel(calendar.book("2026-11-26T10:00", booked_by=me).id)
    calendar.book("2026-11-27T10:00")

    assert calendar.service.upcoming(me) == (sooner, later)

    calendar.clock.now = berlin("2026-11-24T10:59")
    assert calendar.service.upcoming(me) == (sooner, later)

    calendar.clock.now = berlin("2026-11-24T11:00")
    assert calendar.service.upcoming(me) == (later,)


def test_hosts_and_types_keep_their_order(calendar: Calendar) -> None:
    """The oldest host is the one who answers where none is named; types are listed as they were made."""
    other = calendar.new_host("Omar", "omar@host.example")
    short = calendar.service.add_type(calendar.host.id, NewType("A short one", 15, contact_types=("Phone Call", "")))

    assert calendar.service.providers() == (calendar.host, other)
    assert calendar.service.provider(None) == calendar.host
    assert calendar.service.provider(other.id) == other
    assert calendar.service.types(calendar.host.id) == (calendar.hour, calendar.group, short)
    assert short.contact_types == ("Phone Call",)
    assert calendar.service.types(other.id) == ()


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"name": " \n"}, "needs a name"),
        ({"email": "nobody"}, "nobody"),
        ({"timezone": "CET/CEST"}, "no time zone"),
        ({"hours": ()}, "missing"),
        ({"step": 0}, "step.* from 1 to 1440, not 0"),
        ({"notice": -1}, "notice"),
        ({"horizon": 10**9}, "horizon"),
    ],
)
def test_a_host_that_cannot_be(calendar: Calendar, changes: dict[str, object], complaint: str) -> None:
    """A sentence names the value, and nothing is stored."""
    good = NewProvider("Omar", "omar@host.example", "UTC", calendar.host.hours)

    with pytest.raises(InvalidInput, match=complaint):
        calendar.service.add_provider(replace(good, **changes))  # type: ignore[arg-type]

    assert calendar.service.providers() == (calendar.host,)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"name": ""}, "needs a name"),
        ({"minutes": 0}, "length .* from 1 to 1440, not 0"),
        ({"minutes": 1441}, "length"),
        ({"capacity": 0}, "capacity"),
        ({"buffer_before": -5}, "buffer before"),
        ({"buffer_after": 10**6}, "buffer after"),
    ],
)
def test_a_type_that_cannot_be(calendar: Calendar, changes: dict[str, object], complaint: str) -> None:
    """A sentence names the value, and nothing is stored."""
    with pytest.raises(InvalidInput, match=complaint):
        calendar.service.add_type(calendar.host.id, replace(NewType("One hour", 60), **changes))  # type: ignore[arg-type]

    assert len(calendar.service.types(calendar.host.id)) == 2


def test_a_database_without_a_host(calendar: Calendar) -> None:
    """There is nobody to book with: a sentence says so."""
    with calendar.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM appointment_types")
        connection.exec_driver_sql("DELETE FROM providers")

    with pytest.raises(NotFound, match="no such host"):
        calendar.service.provider(None)
