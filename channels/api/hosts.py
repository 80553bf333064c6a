"""The calls about the host, the types, working hours and keys; each carries the host's key."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import Field

from booking import hours as working_hours
from booking import keys
from booking.errors import NotFound
from booking.hosts import NewType
from booking.model import AppointmentType
from channels.api.answers import (
    KeysAnswer,
    NewKeyAnswer,
    OverridesAnswer,
    ProviderAnswer,
    ProvidersAnswer,
    TimeOffAnswer,
    TypeAnswer,
    TypesAnswer,
)
from channels.api.dates import show
from channels.api.endpoint import Call, Endpoint
from channels.api.fields import TIMEZONE, GivenDay, GivenMoment, Id, Leads, Minutes, Names, Text, Wish, Zone, zone_of
from channels.api.lines import full_type, provider_line

HOURS = "Working hours of a week, like `mon-fri 09:00-12:00,13:00-17:00; sat 10:00-24:00`."
NO_LIMIT = "0 or null: no limit."
Limit = Annotated[int, Field(ge=0, le=100_000)] | None


class NoWish(Wish):
    """Nothing is asked."""


class ProviderWish(Wish):
    """Which host."""

    id: Id = Field(description="The host's id; it can only be the key's own.")


class EditProviderWish(ProviderWish):
    """What to change; what is left out stays as it is."""

    name: Text = Field("", description="The name.")
    email: str = Field("", max_length=320, description="Where the host's own invitations go.")
    timezone: Zone = Field("", description="IANA name of the zone of the working hours.")
    hours: str = Field("", max_length=2000, description=HOURS)
    step: Minutes = Field(0, description="Minutes between starts.")
    notice: Minutes = Field(0, description="Minutes before its start that a slot can last be booked.")
    horizon: int = Field(0, ge=0, le=100_000, description="How many days ahead can be booked.")
    horizon_days: Literal["calendar", "business"] = Field("calendar", description="Which days `horizon` counts.")
    daily_limit: Limit = Field(0, description=f"The most appointments on one day. {NO_LIMIT}")
    weekly_limit: Limit = Field(0, description=f"The most appointments in one ISO week. {NO_LIMIT}")
    dispatch: Literal["each", "all"] = Field("each", description="A mail to each attendee, or one to all.")


class TypeWish(Wish):
    """Which type."""

    id: Id = Field(description="The appointment type's id.")


class _TypeFields(Wish):
    """What an appointment type is made of."""

    capacity: int = Field(1, ge=1, le=100_000, description="The most attendees, the host not counted.")
    buffer_before: Minutes = Field(0, description="Minutes kept free before.")
    buffer_after: Minutes = Field(0, description="Minutes kept free after.")
    available_contact_types: Names = Field((), description="Ways of meeting that the person may choose from.")
    location: Text = Field("", description="The place.")
    video_chat_url: Text = Field("", description="The link of its meetings.")
    shared: bool = Field(default=False, description="Whether people who book the same start share one appointment.")
    reminders: Leads = Field((1440, 60), description="How many minutes before the start people are reminded.")


class NewTypeWish(_TypeFields):
    """The type to make."""

    name: str = Field(min_length=1, max_length=500, description="What it is called.")
    length: Minutes = Field(description="Minutes.")


class EditTypeWish(_TypeFields):
    """What to change; what is left out stays as it is."""

    id: Id = Field(description="The appointment type's id.")
    name: Text = Field("", description="What it is called.")
    length: Minutes = Field(0, description="Minutes.")


class DayWish(Wish):
    """Which day."""

    day: GivenDay = Field(description="The day, like `2026-05-18`.")


class OverrideWish(DayWish):
    """The hours of that day."""

    hours: str = Field("", max_length=2000, description="`09:00-12:00,13:00-15:00`; empty or left out: a day off.")


class TimeOffWish(Wish):
    """When the host is away."""

    start: GivenMoment = Field(
        description="The beginning; a day alone means midnight. Without an offset, in `timezone`."
    )
    end: GivenMoment = Field(description="The end, itself not included.")
    timezone: Zone = Field("", description=TIMEZONE)
    note: Text = Field("", description="What for; nobody else sees it.")


class IdWish(Wish):
    """Which one."""

    id: Id = Field(description="Its id.")


class NewKeyWish(Wish):
    """The key to make."""

    name: Text = Field("", description="What it is for.")


_PROVIDER_NAMES = {name: name for name in EditProviderWish.model_fields if name != "id"}
_TYPE_NAMES = {name: name for name in EditTypeWish.model_fields if name != "id"} | {
    "length": "minutes",
    "available_contact_types": "contact_types",
    "video_chat_url": "video_url",
}


def list_providers(call: Call, _wish: NoWish) -> ProvidersAnswer:
    """The host whose key it is."""
    return {"data": {"providers": [provider_line(call.booking.provider(call.provider_id))]}, "errors": []}


def get_provider(call: Call, wish: ProviderWish) -> ProviderAnswer:
    """One host: name, working hours and the other rules of availability."""
    _own(call, wish.id)
    return {"data": {"provider": provider_line(call.booking.provider(wish.id))}, "errors": []}


def edit_provider(call: Call, wish: EditProviderWish) -> ProviderAnswer:
    """Change a host's name, working hours or other rules of availability.

    What is left out stays as it is. What is booked already stays booked.
    """
    _own(call, wish.id)
    changes = _changes(wish, _PROVIDER_NAMES)
    if "hours" in changes:
        changes["hours"] = working_hours.parse(wish.hours)
    for limit in ("daily_limit", "weekly_limit"):
        if limit in changes:
            changes[limit] = changes[limit] or None
    return {"data": {"provider": provider_line(call.booking.edit_provider(wish.id, **changes))}, "errors": []}


def list_types(call: Call, _wish: NoWish) -> TypesAnswer:
    """The host's appointment types, in the order they were made."""
    return {
        "data": {"appointment_types": [full_type(each) for each in call.booking.types(call.provider_id)]},
        "errors": [],
    }


def add_type(call: Call, wish: NewTypeWish) -> TypeAnswer:
    """Make an appointment type."""
    new = NewType(
        wish.name,
        wish.length,
        capacity=wish.capacity,
        buffer_before=wish.buffer_before,
        buffer_after=wish.buffer_after,
        contact_types=wish.available_contact_types,
        location=wish.location,
        video_url=wish.video_chat_url,
        shared=wish.shared,
        reminders=wish.reminders,
    )
    return _type_answer(call.booking.add_type(call.provider_id, new))


def get_type(call: Call, wish: TypeWish) -> TypeAnswer:
    """One appointment type, with all that its host may set."""
    return _type_answer(_own_type(call, wish.id))


def edit_type(call: Call, wish: EditTypeWish) -> TypeAnswer:
    """Change an appointment type.

    What is left out stays as it is. What is booked already keeps its length.
    """
    found = _own_type(call, wish.id)
    return _type_answer(call.booking.edit_type(found.id, **_changes(wish, _TYPE_NAMES)))


def list_overrides(call: Call, _wish: NoWish) -> OverridesAnswer:
    """The days on which the host has other working hours."""
    found = call.booking.overrides(call.provider_id)
    return {"data": {"overrides": [{"day": each.day.isoformat(), "hours": each.hours} for each in found]}, "errors": []}


def set_override(call: Call, wish: OverrideWish) -> OverridesAnswer:
    """Give one day other working hours, or none.

    They stand in place of that weekday's own.
    """
    call.booking.set_override(call.provider_id, wish.day.day, wish.hours)
    return list_overrides(call, NoWish())


def clear_override(call: Call, wish: DayWish) -> OverridesAnswer:
    """Give one day the working hours of its weekday again."""
    call.booking.clear_override(call.provider_id, wish.day.day)
    return list_overrides(call, NoWish())


def list_time_off(call: Call, _wish: NoWish) -> TimeOffAnswer:
    """When the host is away."""
    provider = call.booking.provider(call.provider_id)
    zone = zone_of("", provider.timezone)
    return {
        "data": {
            "time_off": [
                {"id": each.id, "start": show(each.start, zone), "end": show(each.end, zone), "note": each.note}
                for each in call.booking.time_off(provider.id)
            ]
        },
        "errors": [],
    }


def add_time_off(call: Call, wish: TimeOffWish) -> TimeOffAnswer:
    """Note when the host is away.

    Nothing can be booked then. What is booked already stays booked.
    """
    provider = call.booking.provider(call.provider_id)
    zone = zone_of(wish.timezone, provider.timezone)
    call.booking.add_time_off(provider.id, wish.start.instant(zone), wish.end.instant(zone), wish.note)
    return list_time_off(call, NoWish())


def remove_time_off(call: Call, wish: IdWish) -> TimeOffAnswer:
    """Strike out a time at which the host was to be away."""
    if wish.id not in (each.id for each in call.booking.time_off(call.provider_id)):
        raise NotFound("There is no such time off.")
    call.booking.remove_time_off(wish.id)
    return list_time_off(call, NoWish())


def list_keys(call: Call, _wish: NoWish) -> KeysAnswer:
    """The host's API keys: what they begin with, never the secrets."""
    zone = zone_of("", call.booking.provider(call.provider_id).timezone)
    return {
        "data": {
            "keys": [
                {
                    "id": each.id,
                    "name": each.name,
                    "prefix": each.prefix,
                    "created_at": show(each.created_at, zone),
                    "revoked_at": show(each.revoked_at, zone) if each.revoked_at else None,
                }
                for each in call.booking.keys(call.provider_id)
            ]
        },
        "errors": [],
    }


def add_key(call: Call, wish: NewKeyWish) -> NewKeyAnswer:
    """Make one more API key of the host.

    The secret is shown only now.
    """
    secret = keys.new_key(call.engine, call.provider_id, call.booking.clock, wish.name)
    return {"data": {"key": secret}, "errors": []}


def revoke_key(call: Call, wish: IdWish) -> KeysAnswer:
    """Revoke an API key: it opens nothing from now on.

    A key may revoke itself.
    """
    if wish.id not in (each.id for each in call.booking.keys(call.provider_id)):
        raise NotFound("There is no such key.")
    call.booking.revoke_key(wish.id)
    return list_keys(call, NoWish())


def _changes(wish: Wish, names: dict[str, str]) -> dict[str, object]:
    """What was given, under the names that the booking has for it."""
    return {ours: getattr(wish, name) for name, ours in names.items() if name in wish.model_fields_set}


def _own(call: Call, provider_id: str) -> None:
    if provider_id != call.provider_id:
        raise NotFound("There is no such host.")


def _own_type(call: Call, type_id: str) -> AppointmentType:
    found = call.booking.appointment_type(type_id)
    if found.provider_id != call.provider_id:
        raise NotFound("There is no such appointment type.")
    return found


def _type_answer(found: AppointmentType) -> TypeAnswer:
    return {"data": {"appointment_type": full_type(found)}, "errors": []}


def _endpoint(
    method: str,
    path: str,
    function: Callable[[Call, Any], Any],
    wish: type[Wish],
    answer: Any,
    tag: str,
    *refusals: int,
) -> Endpoint:
    return Endpoint(method, path, function, wish, answer, tag, private=True, refusals=refusals)


ENDPOINTS = (
    _endpoint("GET", "providers", list_providers, NoWish, ProvidersAnswer, "Hosts"),
    _endpoint("GET", "providers/{id}", get_provider, ProviderWish, ProviderAnswer, "Hosts", 404),
    _endpoint("PATCH", "providers/{id}", edit_provider, EditProviderWish, ProviderAnswer, "Hosts", 404),
    _endpoint("GET", "appointment_types", list_types, NoWish, TypesAnswer, "Appointment types"),
    _endpoint("POST", "appointment_types", add_type, NewTypeWish, TypeAnswer, "Appointment types"),
    _endpoint("GET", "appointment_types/{id}", get_type, TypeWish, TypeAnswer, "Appointment types", 404),
    _endpoint("PATCH", "appointment_types/{id}", edit_type, EditTypeWish, TypeAnswer, "Appointment types", 404),
    _endpoint("GET", "overrides", list_overrides, NoWish, OverridesAnswer, "Availability"),
    _endpoint("PUT", "overrides/{day}", set_override, OverrideWish, OverridesAnswer, "Availability"),
    _endpoint("DELETE", "overrides/{day}", clear_override, DayWish, OverridesAnswer, "Availability"),
    _endpoint("GET", "time_off", list_time_off, NoWish, TimeOffAnswer, "Availability"),
    _endpoint("POST", "time_off", add_time_off, TimeOffWish, TimeOffAnswer, "Availability"),
    _endpoint("DELETE", "time_off/{id}", remove_time_off, IdWish, TimeOffAnswer, "Availability", 404),
    _endpoint("GET", "keys", list_keys, NoWish, KeysAnswer, "Keys"),
    Endpoint("POST", "keys", add_key, NewKeyWish, NewKeyAnswer, "Keys", private=True, kept=False),
    _endpoint("DELETE", "keys/{id}", revoke_key, IdWish, KeysAnswer, "Keys", 404),
)
