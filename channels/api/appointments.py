"""The calls about appointments that carry a host's key."""

from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field

from booking.errors import InvalidInput, NotFound
from booking.model import Appointment, BookingRequest, Invitee, Provider
from channels.api.answers import AppointmentAnswer, AppointmentLine, AppointmentsAnswer, AttendeesAnswer, HistoryAnswer
from channels.api.dates import beginning, show
from channels.api.endpoint import Call, Endpoint
from channels.api.fields import (
    LOCALE,
    MOST_IN_PAGE,
    PROVIDER,
    TIMEZONE,
    TYPE,
    Day,
    Email,
    Flag,
    GivenMoment,
    Id,
    Locale,
    Offset,
    OptionalId,
    PageSize,
    Text,
    Wish,
    Zone,
    zone_of,
)
from channels.api.lines import appointment_answer, appointment_line, attendees_answer, full_appointment

APPOINTMENT = "The appointment's id."


class Named(BaseModel):
    """Somebody to invite."""

    email: Email = Field(description="Their address.")
    name: Text = Field("", description="Their name.")
    phone_number: str = Field("", max_length=100, description="Their telephone number.")


def _people(value: object) -> object:
    if value is None:
        return ()
    if isinstance(value, str):
        value = [part.strip() for part in value.split(",") if part.strip()]
    if not isinstance(value, (list, tuple)):
        return value
    return tuple({"email": each} if isinstance(each, str) else each for each in value)


People = Annotated[tuple[Named, ...], BeforeValidator(_people), Field(max_length=1000)]


class ListWish(Wish):
    """Which appointments to list."""

    page_size: PageSize = 100
    offset: Offset = 0
    provider_id: OptionalId = Field("", description=f"{PROVIDER} It can only be the key's own.")
    appointment_category: str = Field("", max_length=100, description="Accepted for older clients.")
    status: Literal["", "confirmed", "cancelled"] = Field("", description="Only these; without it, all.")
    start_date: Day = Field(None, description="Only what begins on this day or later.")
    end_date: Day = Field(None, description="Only what begins on this day or earlier.")
    timezone: Zone = Field("", description=TIMEZONE)
    load_attendees: Flag = Field(default=True, description="Whether to answer who takes part.")
    load_providers: Flag = Field(default=False, description="Whether to answer the hosts.")
    load_appointment_type: Flag = Field(
        default=True, description="Accepted for older clients: the type is always answered."
    )


class OpenWish(Wish):
    """The appointment to open."""

    provider_id: OptionalId = Field("", description=f"{PROVIDER} It can only be the key's own.")
    appointment_type_id: Id = Field(description=TYPE)
    datetime: GivenMoment = Field(
        description="The start; a day alone means its midnight. Without an offset, in `timezone`."
    )
    timezone: Zone = Field("", description=TIMEZONE)
    locale: Locale = Field("", description=LOCALE)
    title: Text = Field("", description="What the meeting is about.")
    location: Text = Field("", description="The place, if it is not the type's own.")
    contact_type: Text = Field("", description="How the people meet.")
    video_chat_url: Text = Field("", description="The link to meet at, if it is not the type's own.")
    attendees: People = Field(
        (), description="Whom to invite at once; without any, an empty group appointment is opened."
    )


class OneWish(Wish):
    """Which appointment."""

    id: Id = Field(description=APPOINTMENT)
    timezone: Zone = Field("", description=TIMEZONE)


class MoveWish(OneWish):
    """Where to move it."""

    datetime: GivenMoment = Field(description="The new start; without an offset, in `timezone`.")


class EditWish(OneWish):
    """What to change of it; what is not given stays."""

    title: Text | None = Field(None, description="What the meeting is about.")
    location: Text | None = Field(None, description="Where it takes place. Another place asks everybody anew.")
    video_chat_url: Text | None = Field(None, description="The link to meet at.")


class AddWish(OneWish):
    """Whom to add."""

    email: str = Field("", max_length=320, description="The address of one person.")
    name: Text = Field("", description="Their name.")
    phone_number: str = Field("", max_length=100, description="Their telephone number.")
    attendees: People = Field((), description="Several people, instead of `email`.")


class SeatWish(Wish):
    """Whose seat."""

    id: Id = Field(description=APPOINTMENT)
    email: Email = Field(description="The attendee's address.")


class RsvpWish(SeatWish):
    """What they answer."""

    status: Literal["ACCEPTED", "DECLINED", "TENTATIVE", "NEEDS-ACTION"] = Field(description="Their answer (PARTSTAT).")


def list_appointments(call: Call, wish: ListWish) -> AppointmentsAnswer:
    """The host's appointments, by start.

    `appointmentsCount` counts all that fit, not this page alone. Cancelled ones are among them unless `status` says
    otherwise.
    """
    provider = own(call, wish.provider_id)
    zone = zone_of(wish.timezone, provider.timezone)
    found, total = call.booking.appointments(
        provider.id,
        first=beginning(wish.start_date.day_in(zone), zone) if wish.start_date else None,
        until=beginning(wish.end_date.day_in(zone) + timedelta(days=1), zone) if wish.end_date else None,
        status=wish.status or None,
        offset=wish.offset,
        limit=min(wish.page_size, MOST_IN_PAGE),
    )
    lines: list[AppointmentLine] = []
    for each in found:
        line = full_appointment(each, zone) if wish.load_attendees else appointment_line(each, zone)
        if wish.load_providers:
            line["providers"] = [{"id": provider.id, "name": provider.name}]
        lines.append(line)
    return {"data": {"appointments": lines, "appointmentsCount": total}, "errors": []}


def open_appointment(call: Call, wish: OpenWish) -> AppointmentAnswer:
    """Open an empty group appointment, or book one for several people.

    People join it with its id as `appointment_id` in `bookings/complete_booking.json`.
    """
    provider = own(call, wish.provider_id)
    zone = zone_of(wish.timezone, provider.timezone)
    request = BookingRequest(
        provider_id=provider.id,
        type_id=wish.appointment_type_id,
        start=wish.datetime.instant(zone),
        attendees=invitees(wish.attendees),
        timezone=zone.key,
        idempotency_key=call.key,
        title=wish.title,
        location=wish.location,
        contact_type=wish.contact_type,
        video_url=wish.video_chat_url,
        locale=wish.locale,
    )
    made = call.booking.book(request, call.actor) if request.attendees else call.booking.open_group(request, call.actor)
    return appointment_answer(made, zone)


def get_appointment(call: Call, wish: OneWish) -> AppointmentAnswer:
    """One appointment, with those who take part."""
    found, provider = _own_appointment(call, wish.id)
    return appointment_answer(found, zone_of(wish.timezone, provider.timezone))


def reschedule_appointment(call: Call, wish: MoveWish) -> AppointmentAnswer:
    """Move an appointment to another time.

    Everybody is asked again. A time that cannot be had is refused with 409 and the nearest `alternatives`; then nothing is
    moved.
    """
    found, provider = _own_appointment(call, wish.id)
    zone = zone_of(wish.timezone, provider.timezone)
    moved = call.booking.reschedule(found.id, wish.datetime.instant(zone), call.actor, idempotency_key=call.key)
    return appointment_answer(moved, zone)


def cancel_appointment(call: Call, wish: OneWish) -> AppointmentAnswer:
    """Cancel an appointment for all who take part.

    Its time is free again. To cancel it once more changes nothing.
    """
    found, provider = _own_appointment(call, wish.id)
    return appointment_answer(call.booking.cancel(found.id, call.actor), zone_of(wish.timezone, provider.timezone))


def list_attendees(call: Call, wish: OneWish) -> AttendeesAnswer:
    """Who takes part in an appointment."""
    return attendees_answer(_own_appointment(call, wish.id)[0])


def add_attendees(call: Call, wish: AddWish) -> AttendeesAnswer:
    """Invite more people to an appointment.

    Who takes part already is not invited again. If there are fewer seats left than people, nobody is added.
    """
    found, _ = _own_appointment(call, wish.id)
    named = invitees(wish.attendees)
    if wish.email.strip():
        named = (Invitee(wish.email, wish.name, wish.phone_number), *named)
    if not named:
        raise InvalidInput("Please name at least one person: email is missing.")
    return attendees_answer(call.booking.add_attendees(found.id, named, call.actor, idempotency_key=call.key))


def remove_attendee(call: Call, wish: SeatWish) -> AttendeesAnswer:
    """Take one person off an appointment.

    They alone are told. The appointment stands, and the others keep their seats.
    """
    found, _ = _own_appointment(call, wish.id)
    return attendees_answer(call.booking.remove_attendee(found.id, wish.email, call.actor))


def answer_for_attendee(call: Call, wish: RsvpWish) -> AttendeesAnswer:
    """Note what an attendee answers to the invitation."""
    found, _ = _own_appointment(call, wish.id)
    return attendees_answer(call.booking.rsvp(found.id, wish.email, wish.status, call.actor))


def edit_appointment(call: Call, wish: EditWish) -> AppointmentAnswer:
    """Change the title, the place or the link of an appointment.

    All who are in get the invitation anew; their answers stand unless the place has changed.
    """
    found, provider = _own_appointment(call, wish.id)
    edited = call.booking.edit(
        found.id, call.actor, title=wish.title, location=wish.location, video_url=wish.video_chat_url
    )
    return appointment_answer(edited, zone_of(wish.timezone, provider.timezone))


def appointment_history(call: Call, wish: OneWish) -> HistoryAnswer:
    """Who did what to an appointment, when, and through which channel."""
    found, provider = _own_appointment(call, wish.id)
    zone = zone_of(wish.timezone, provider.timezone)
    return {
        "data": {
            "history": [
                {
                    "at": show(each.at, zone),
                    "actor": each.actor,
                    "channel": each.channel,
                    "action": each.action,
                    "attendee": each.attendee,
                    "detail": each.detail,
                }
                for each in call.booking.history(found.id)
            ]
        },
        "errors": [],
    }


def own(call: Call, provider_id: str) -> Provider:
    """The host whose key the call carries. Raises NotFound if it names another."""
    if provider_id not in ("", call.provider_id):
        raise NotFound("There is no such host.")
    return call.booking.provider(call.provider_id)


def invitees(named: tuple[Named, ...]) -> tuple[Invitee, ...]:
    """These people as the booking takes them."""
    return tuple(Invitee(each.email, each.name, each.phone_number) for each in named)


def _own_appointment(call: Call, appointment_id: str) -> tuple[Appointment, Provider]:
    found = call.booking.appointment(appointment_id)
    if found.provider_id != call.provider_id:
        raise NotFound("There is no such appointment.")
    return found, call.booking.provider(call.provider_id)


def _endpoint(
    method: str, path: str, function: Callable[[Call, Any], Any], wish: type[Wish], answer: Any, *refusals: int
) -> Endpoint:
    tag = "Attendees" if "attendees" in path else "Appointments"
    return Endpoint(method, path, function, wish, answer, tag, private=True, refusals=(404, *refusals))


ENDPOINTS = (
    _endpoint("GET", "appointments", list_appointments, ListWish, AppointmentsAnswer),
    _endpoint("POST", "appointments", open_appointment, OpenWish, AppointmentAnswer, 409),
    _endpoint("GET", "appointments/{id}", get_appointment, OneWish, AppointmentAnswer),
    _endpoint("DELETE", "appointments/{id}", cancel_appointment, OneWish, AppointmentAnswer, 409),
    _endpoint("PATCH", "appointments/{id}", edit_appointment, EditWish, AppointmentAnswer, 409),
    _endpoint("POST", "appointments/{id}/reschedule", reschedule_appointment, MoveWish, AppointmentAnswer, 409),
    _endpoint("GET", "appointments/{id}/history", appointment_history, OneWish, HistoryAnswer),
    _endpoint("GET", "appointments/{id}/attendees", list_attendees, OneWish, AttendeesAnswer),
    _endpoint("POST", "appointments/{id}/attendees", add_attendees, AddWish, AttendeesAnswer, 409),
    _endpoint("DELETE", "appointments/{id}/attendees/{email}", remove_attendee, SeatWish, AttendeesAnswer, 409),
    _endpoint("PUT", "appointments/{id}/attendees/{email}/rsvp", answer_for_attendee, RsvpWish, AttendeesAnswer, 409),
)
