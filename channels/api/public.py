"""The calls that need no key: what a person does who books."""

from datetime import date, tzinfo
from typing import Self

from pydantic import Field, model_validator

from booking.errors import InvalidInput, NotFound
from booking.model import AppointmentType, BookingRequest, Invitee, Provider
from channels.api.answers import Booked, Days, Slots, Steps, TypeLine
from channels.api.dates import month_of, show
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
    Id,
    Locale,
    Moment,
    Names,
    Offset,
    OptionalId,
    PageSize,
    Text,
    Wish,
    Zone,
    zone_of,
)
from channels.api.lines import appointment_line, type_line

LONGEST_WINDOW = 366
"""Days that can be asked for at once."""


class TypesWish(Wish):
    """Which types to list."""

    provider_id: OptionalId = Field("", description=f"{PROVIDER} Without it, the host who was there first.")
    page_size: PageSize = 100
    offset: Offset = 0
    clients_can_book: Flag = Field(default=True, description="Accepted for older clients: every type can be booked.")


class StepsWish(Wish):
    """Whose steps."""

    provider_id: OptionalId = Field("", description=PROVIDER)


class DaysWish(Wish):
    """Which days."""

    provider_id: Id = Field(description=PROVIDER)
    appointment_type_id: Id = Field(description=TYPE)
    date_from_month: Day = Field(None, description="Any day in the month that is asked for; without it, this month.")
    timezone: Zone = Field("", description=TIMEZONE)
    organization_level: str = Field("", max_length=100, description="Accepted for older clients: a type has one host.")
    org_level: str = Field("", max_length=100, description="As `organization_level`.")


class SlotsWish(DaysWish):
    """Which slots."""

    provider_id: OptionalId = Field("", description=PROVIDER)
    provider_ids: Names = Field((), description="Instead of `provider_id`: several ids, separated by commas.")
    start_date: Day = Field(None, description="The first day; without it, the first of `date_from_month`, else today.")
    end_date: Day = Field(
        None,
        description="The last day, itself included; without it, the last of `date_from_month`, else the first day.",
    )
    contact_type: Text = Field("", description="How the people want to meet; it does not change the slots.")
    appointment_location_id: OptionalId = Field("", description="Accepted for older clients: a type has one place.")

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if not self.provider_id and not self.provider_ids:
            raise ValueError("provider_id is missing.")
        return self


class BookingWish(Wish):
    """What to book."""

    provider_id: Id = Field(description=PROVIDER)
    appointment_type_id: OptionalId = Field("", description=f"{TYPE} Needed unless `appointment_id` is given.")
    date: Moment = Field(
        None,
        description="The start; without an offset, on the clocks of `timezone`. Needed unless `appointment_id` is given.",
    )
    timezone: Zone = Field("", description="IANA name of the person's time zone; without it, the host's.")
    locale: Locale = Field("", description=LOCALE)
    first_name: Text = Field("", description="The person's first name.")
    last_name: Text = Field("", description="The person's last name.")
    email: Email = Field(description="The person's address: the invitation goes there.")
    phone_number: Text = Field("", max_length=100, description="The person's telephone number.")
    contact_type: Text = Field("", description="How the people want to meet.")
    appointment_id: OptionalId = Field("", description="Join this group appointment instead of opening a new one.")
    appointment_location_id: OptionalId = Field("", description="Accepted for older clients: a type has one place.")
    video_chat_url: Text = Field("", description="The link to meet at, if it is not the type's own.")
    title: Text = Field("", description="What the meeting is about.")

    @model_validator(mode="after")
    def _enough(self) -> Self:
        if not self.appointment_id:
            for name in ("appointment_type_id", "date"):
                if not getattr(self, name):
                    raise ValueError(f"{name} is missing.")
        return self


def list_bookable_types(call: Call, wish: TypesWish) -> list[TypeLine]:
    """What can be booked with a host.

    In the order in which the types were made.
    """
    provider = call.booking.provider(wish.provider_id or None)
    types = call.booking.types(provider.id)
    return [type_line(each) for each in types[wish.offset : wish.offset + min(wish.page_size, MOST_IN_PAGE)]]


def booking_steps(call: Call, wish: StepsWish) -> Steps:
    """The steps in which a booking widget asks for what it needs."""
    call.booking.provider(wish.provider_id or None)
    return {
        "steps": [
            {"id": "select_appt_type", "title": "Select Appointment Type"},
            {"id": "select_date_time", "title": "Select Date & Time"},
            {"id": "your_information", "title": "Your Information"},
        ]
    }


def days_available(call: Call, wish: DaysWish) -> Days:
    """The days of a month on which something can be booked."""
    provider, type_ = _bookable(call, (wish.provider_id,), wish.appointment_type_id)
    zone = zone_of(wish.timezone, provider.timezone)
    day = wish.date_from_month.day_in(zone) if wish.date_from_month else call.booking.clock().astimezone(zone).date()
    found = call.booking.days(provider, type_, *month_of(day), zone.key, held=call.held(provider.id))
    return {"days_available": [each.isoformat() for each in found]}


def slots_available(call: Call, wish: SlotsWish) -> Slots:
    """The times at which something can be booked.

    At most 366 days can be asked for at once. What has begun, what is too soon or too far ahead for the host and what is
    taken, or about to be confirmed in a conversation, is not among them.
    """
    provider, type_ = _bookable(call, (wish.provider_id, *wish.provider_ids), wish.appointment_type_id)
    zone = zone_of(wish.timezone, provider.timezone)
    first, last = _window(wish, call.booking.clock().astimezone(zone).date(), zone)
    found = call.booking.slots(provider, type_, first, last, zone.key, held=call.held(provider.id))
    return {"slots_available": [{"date": show(each.start, zone), "provider_id": provider.id} for each in found]}


def complete_booking(call: Call, wish: BookingWish) -> Booked:
    """Book an appointment, or join a group appointment.

    With `appointment_id` the person joins that group appointment; without, a new appointment is made at `date`. A time
    that cannot be had is refused with 409 and the nearest `alternatives`. The invitation goes out by mail.
    """
    provider = call.booking.provider(wish.provider_id)
    zone = zone_of(wish.timezone, provider.timezone)
    name = f"{wish.first_name} {wish.last_name}".strip()
    invitee = Invitee(wish.email, name, wish.phone_number)
    if wish.appointment_id:
        standing = call.booking.appointment(wish.appointment_id)
        other_type = wish.appointment_type_id not in ("", standing.type.id)
        if standing.provider_id != provider.id or standing.type.capacity < 2 or other_type:
            raise NotFound("There is no such group appointment.")
        joined = call.booking.join(standing.id, invitee, call.actor, idempotency_key=call.key)
        return {"appointment": appointment_line(joined, zone)}
    if wish.date is None:
        raise InvalidInput("date is missing.")
    made = call.booking.book(
        BookingRequest(
            provider_id=provider.id,
            type_id=wish.appointment_type_id,
            start=wish.date.instant(zone),
            attendees=(invitee,),
            timezone=zone.key,
            idempotency_key=call.key,
            title=wish.title,
            contact_type=wish.contact_type,
            video_url=wish.video_chat_url,
            phone=wish.phone_number,
            locale=wish.locale,
        ),
        call.actor,
    )
    return {"appointment": appointment_line(made, zone)}


def _bookable(call: Call, provider_ids: tuple[str, ...], type_id: str) -> tuple[Provider, AppointmentType]:
    """The type, if it is one of these hosts', and its host."""
    type_ = call.booking.appointment_type(type_id)
    if type_.provider_id not in provider_ids:
        raise NotFound("There is no such appointment type.")
    return call.booking.provider(type_.provider_id), type_


def _window(wish: SlotsWish, today: date, zone: tzinfo) -> tuple[date, date]:
    """The first and the last day that are asked for."""
    month = month_of(wish.date_from_month.day_in(zone)) if wish.date_from_month else None
    first = wish.start_date.day_in(zone) if wish.start_date else month[0] if month else today
    last = wish.end_date.day_in(zone) if wish.end_date else month[1] if month and not wish.start_date else first
    if last < first:
        raise InvalidInput("end_date is before start_date.")
    if (last - first).days >= LONGEST_WINDOW:
        raise InvalidInput(f"Please ask for at most {LONGEST_WINDOW} days at once.")
    return first, last


ENDPOINTS = (
    Endpoint(
        "GET", "appointment_types.json", list_bookable_types, TypesWish, list[TypeLine], "Booking", refusals=(404,)
    ),
    Endpoint("GET", "bookings/steps.json", booking_steps, StepsWish, Steps, "Booking", refusals=(404,)),
    Endpoint("GET", "bookings/days_available.json", days_available, DaysWish, Days, "Booking", refusals=(404,)),
    Endpoint("GET", "bookings/slots_available.json", slots_available, SlotsWish, Slots, "Booking", refusals=(404,)),
    Endpoint(
        "POST", "bookings/complete_booking.json", complete_booking, BookingWish, Booked, "Booking", refusals=(404, 409)
    ),
)
