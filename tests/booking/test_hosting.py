"""Hosts, types, exceptions to the hours, and keys, as the API and the command line change them."""

from datetime import date, timedelta
from typing import Any

import pytest

from booking import keys
from booking.errors import InvalidInput, NotFound, Refusal
from booking.hosts import NewProvider, NewType
from tests.booking.office import Calendar, berlin

TUESDAY = date(2026, 11, 24)
ODD_IDS = ("", "nobody", "\x00", "\ud800", "x" * 10_000)


def offered(calendar: Calendar, day: date = TUESDAY) -> list[str]:
    """Starts of an hour on a day, as Berlin's clocks show them."""
    host = calendar.service.provider(calendar.host.id)
    found = calendar.service.slots(host, calendar.hour, day, day, "Europe/Berlin")
    return [f"{slot.start + timedelta(hours=1):%H:%M}" for slot in found]


def test_only_what_is_given_is_changed(calendar: Calendar) -> None:
    """Of a host, and of a type."""
    host = calendar.service.edit_provider(calendar.host.id, name="Hanna", daily_limit=3, horizon_days="business")

    assert (host.name, host.daily_limit, host.horizon_days) == ("Hanna", 3, "business")
    assert (host.email, host.hours, host.id) == (calendar.host.email, calendar.host.hours, calendar.host.id)
    assert calendar.service.provider(host.id) == host
    assert calendar.service.edit_provider(host.id, daily_limit=None).daily_limit is None

    type_ = calendar.service.edit_type(calendar.group.id, capacity=5, video_url="https://video.example/1", shared=True)

    assert (type_.capacity, type_.video_url, type_.shared) == (5, "https://video.example/1", True)
    assert (type_.name, type_.location, type_.minutes) == ("Group", "Room 1", 60)
    assert calendar.service.appointment_type(type_.id) == type_
    assert calendar.service.types(calendar.host.id)[1] == type_


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "x"},
        {"created_at": None},
        {"name": ""},
        {"email": "x"},
        {"daily_limit": 0},
        {"horizon_days": "lunar"},
        {"dispatch": "some"},
    ],
)
def test_a_host_is_not_changed_into_what_cannot_be(calendar: Calendar, changes: dict[str, Any]) -> None:
    """A sentence says what; nothing has changed."""
    with pytest.raises(InvalidInput):
        calendar.service.edit_provider(calendar.host.id, **changes)

    assert calendar.service.provider(calendar.host.id) == calendar.host


@pytest.mark.parametrize(
    "changes",
    [{"provider_id": "x"}, {"minutes": 0}, {"video_url": "javascript:alert(1)"}, {"video_url": "https://a b"}],
)
def test_a_type_is_not_changed_into_what_cannot_be(calendar: Calendar, changes: dict[str, Any]) -> None:
    """A sentence says what; nothing has changed."""
    with pytest.raises(InvalidInput):
        calendar.service.edit_type(calendar.group.id, **changes)

    assert calendar.service.appointment_type(calendar.group.id) == calendar.group


def test_what_is_booked_keeps_its_length(calendar: Calendar) -> None:
    """Also when it is moved after its type has become longer."""
    made = calendar.book("2026-11-24T10:00")
    calendar.service.edit_type(calendar.hour.id, minutes=120)

    assert calendar.service.appointment(made.id).end == berlin("2026-11-24T11:00")
    assert calendar.service.reschedule(made.id, berlin("2026-11-24T16:00")).end == berlin("2026-11-24T17:00")


def test_days_with_other_hours(calendar: Calendar) -> None:
    """Set, set again, a day off, cleared."""
    plain = offered(calendar)

    assert calendar.service.set_override(calendar.host.id, TUESDAY, " 20:00-22:00 ").hours == "20:00-22:00"
    assert offered(calendar) == ["20:00", "20:30", "21:00"]
    calendar.service.set_override(calendar.host.id, TUESDAY, "")
    assert offered(calendar) == []
    with pytest.raises(Refusal) as refused:
        calendar.book("2026-11-24T10:00")
    assert refused.value.reason == "outside_hours"
    assert [(each.day, each.hours) for each in calendar.service.overrides(calendar.host.id)] == [(TUESDAY, "")]

    calendar.service.clear_override(calendar.host.id, TUESDAY)
    calendar.service.clear_override(calendar.host.id, TUESDAY)
    assert offered(calendar) == plain

    with pytest.raises(InvalidInput):
        calendar.service.set_override(calendar.host.id, TUESDAY, "nine to five")
    assert calendar.service.overrides(calendar.host.id) == ()


@pytest.mark.parametrize("day", [date.min, date(1969, 12, 31), date.max])
def test_any_day_there_is_can_have_other_hours(calendar: Calendar, day: date) -> None:
    """However far off, it harms nothing."""
    calendar.service.set_override(calendar.host.id, day, "09:00-10:00")

    assert calendar.service.overrides(calendar.host.id)[0].day == day
    assert offered(calendar)


def test_time_off(calendar: Calendar) -> None:
    """Nothing is offered that overlaps it; what is booked stands."""
    made = calendar.book("2026-11-24T12:00")
    plain = offered(calendar)
    off = calendar.service.add_time_off(
        calendar.host.id, berlin("2026-11-24T11:30"), berlin("2026-11-24T16:00"), "Dentist\r\nX"
    )

    assert off.note == "Dentist X"
    assert calendar.service.time_off(calendar.host.id) == (off,)
    assert offered(calendar) == ["09:00", "09:30", "10:00", "10:30", "16:00"]
    assert calendar.service.appointment(made.id).status == "confirmed"

    calendar.service.remove_time_off(off.id)
    assert offered(calendar) == plain
    with pytest.raises(NotFound):
        calendar.service.remove_time_off(off.id)


def test_time_off_that_cannot_be(calendar: Calendar) -> None:
    """It has a beginning, an end and a zone."""
    noon = berlin("2026-11-24T12:00")
    for start, end in ((noon, noon), (noon, noon - timedelta(hours=1)), (noon.replace(tzinfo=None), noon)):
        with pytest.raises(InvalidInput):
            calendar.service.add_time_off(calendar.host.id, start, end)

    assert calendar.service.time_off(calendar.host.id) == ()


def test_limits_count_what_is_confirmed(calendar: Calendar) -> None:
    """A day that is full is not offered until something is cancelled; what is on it can still move within it."""
    calendar.service.edit_provider(calendar.host.id, daily_limit=2, weekly_limit=3)
    first = calendar.book("2026-11-24T09:00")
    calendar.book("2026-11-24T12:00")

    assert offered(calendar) == []
    with pytest.raises(Refusal) as refused:
        calendar.book("2026-11-24T15:00")
    assert refused.value.reason == "limit"
    assert refused.value.alternatives
    assert calendar.service.reschedule(first.id, berlin("2026-11-24T10:00")).sequence == 1

    calendar.book("2026-11-25T09:00")
    with pytest.raises(Refusal) as refused:
        calendar.book("2026-11-26T15:00")
    assert refused.value.reason == "limit"

    calendar.service.cancel(first.id)
    assert calendar.book("2026-11-24T15:00").status == "confirmed"


def test_time_held_by_others_is_not_offered(calendar: Calendar) -> None:
    """The caller says what; it binds nobody who books."""
    ten, eleven = (int(berlin(f"2026-11-24T{hour}:00").timestamp()) for hour in (10, 11))
    held = [(ten, eleven)]
    slots = calendar.service.slots(calendar.host, calendar.hour, TUESDAY, TUESDAY, "Europe/Berlin", held=held)

    assert berlin("2026-11-24T10:30") not in [slot.start for slot in slots]
    assert berlin("2026-11-24T11:00") in [slot.start for slot in slots]
    with pytest.raises(Refusal) as refused:
        calendar.service.check(calendar.host, calendar.hour, berlin("2026-11-24T10:00"), held=held)
    assert berlin("2026-11-24T10:00") not in [slot.start for slot in refused.value.alternatives]
    whole = [(ten - 86400, ten + 86400)]
    assert calendar.service.days(calendar.host, calendar.hour, TUESDAY, TUESDAY, "Europe/Berlin", held=whole) == ()
    assert calendar.book("2026-11-24T10:00").status == "confirmed"


def test_keys_are_several_named_and_revocable(calendar: Calendar) -> None:
    """Each opens its host until it is revoked; the others go on."""
    first, second = (keys.new_key(calendar.engine, calendar.host.id, calendar.clock, name) for name in ("Site", "CRM"))
    listed = calendar.service.keys(calendar.host.id)

    assert [(each.name, each.revoked_at) for each in listed] == [("Site", None), ("CRM", None)]
    assert {first.startswith(each.prefix) for each in listed if each.name == "Site"} == {True}
    assert keys.provider_of_key(calendar.engine, first) == calendar.host.id

    (crm,) = [each for each in listed if each.name == "CRM"]
    revoked = calendar.service.revoke_key(crm.id)
    calendar.clock.move(hours=1)

    assert revoked.revoked_at is not None
    assert calendar.service.revoke_key(crm.id) == revoked
    assert keys.provider_of_key(calendar.engine, second) is None
    assert keys.provider_of_key(calendar.engine, first) == calendar.host.id
    with pytest.raises(NotFound):
        calendar.service.revoke_key("none")


@pytest.mark.parametrize("odd", [*ODD_IDS, "convoke_" + "é" * 43])
def test_what_is_no_key_opens_nothing(calendar: Calendar, odd: str) -> None:
    """Whatever comes as a key."""
    assert keys.provider_of_key(calendar.engine, odd) is None


@pytest.mark.parametrize("odd", ODD_IDS)
def test_what_is_no_id_is_not_found(calendar: Calendar, odd: str) -> None:
    """Whatever comes as an id."""
    service, noon = calendar.service, berlin("2026-11-24T12:00")
    for attempt in (
        lambda: service.edit_provider(odd, name="x"),
        lambda: service.edit_type(odd, name="x"),
        lambda: service.appointment_type(odd),
        lambda: service.set_override(odd, TUESDAY, ""),
        lambda: service.add_time_off(odd, noon, noon + timedelta(hours=1)),
        lambda: service.remove_time_off(odd),
        lambda: service.reschedule(odd, noon),
        lambda: service.leave(odd, "a@guests.example"),
        lambda: service.rsvp(odd, "a@guests.example", "ACCEPTED"),
        lambda: service.history(odd),
        lambda: service.revoke_key(odd),
    ):
        with pytest.raises(NotFound):
            attempt()
    service.clear_override(odd, TUESDAY)
    assert service.overrides(odd) == service.time_off(odd) == service.keys(odd) == service.seats_of(odd, odd) == ()
    assert service.appointments(odd) == ((), 0)


def test_pages_of_appointments_have_a_stable_order(calendar: Calendar) -> None:
    """By start; every one is on one page, and the total counts all of them."""
    made = [calendar.book(f"2026-11-2{day}T{hour}:00") for day in (5, 4) for hour in (14, 10, 12)]
    by_start = tuple(sorted(made, key=lambda each: each.start))
    calendar.service.cancel(by_start[0].id)

    found = [calendar.service.appointments(calendar.host.id, offset=offset, limit=4) for offset in (0, 4, 8)]

    assert [each.id for page, _ in found for each in page] == [each.id for each in by_start]
    assert {total for _, total in found} == {6}
    day = berlin("2026-11-25T00:00")
    assert calendar.service.appointments(calendar.host.id, first=day) == (by_start[3:], 3)
    assert calendar.service.appointments(calendar.host.id, until=day, status="confirmed") == (by_start[1:3], 2)
    assert calendar.service.appointments(calendar.host.id, limit=0) == ((), 6)
    assert calendar.service.appointments(calendar.host.id, offset=10**30, limit=10**30) == ((), 6)
    with pytest.raises(InvalidInput):
        calendar.service.appointments(calendar.host.id, offset=-1)


def test_limits_and_links_of_a_new_host_and_type(calendar: Calendar) -> None:
    """They are kept, and what is booked has the type's link unless it is given one."""
    host = calendar.service.add_provider(
        NewProvider(
            "O", "o@host.example", "UTC", calendar.host.hours, daily_limit=1, weekly_limit=2, horizon_days="business"
        )
    )
    assert calendar.service.provider(host.id) == host

    type_ = calendar.service.add_type(calendar.host.id, NewType("Call", 30, video_url="https://video.example/x"))
    made = calendar.book("2026-11-24T10:00", type=type_, contact_type="Phone Call")
    other = calendar.book("2026-11-24T11:00", type=type_, video_url="https://video.example/y")

    assert (made.video_url, made.contact_type) == ("https://video.example/x", "Phone Call")
    assert calendar.service.appointment(other.id).video_url == "https://video.example/y"
    with pytest.raises(InvalidInput, match="web address"):
        calendar.book("2026-11-24T12:00", video_url="javascript:alert(1)")
