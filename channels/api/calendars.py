"""The calls about the host's other calendars; each carries the host's key. Only the worker asks those for anything."""

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from booking.busy import keeping
from booking.errors import InvalidInput, NotFound
from channels.api.answers import Id, NoErrors, Time
from channels.api.dates import show
from channels.api.endpoint import Call, Endpoint
from channels.api.fields import Wish, zone_of
from channels.api.hosts import IdWish, NoWish
from channels.calendars.reachable import CannotFetch, place

Kind = Literal["ics", "caldav"]


class NewCalendarWish(Wish):
    """The calendar to look into."""

    url: str = Field(
        min_length=1, max_length=2000, description="An address of an ICS file, or of one calendar on a CalDAV server."
    )
    kind: Kind = Field("ics", description="What is at that address.")


class CalendarLine(TypedDict):
    """What is known of another calendar."""

    id: Id
    kind: Annotated[Kind, Field(description="What is at its address.")]
    host: Annotated[str, Field(description="The server; the address is a secret and not shown.")]
    events: Annotated[int, Field(description="How many events it had when it was last read.")]
    created_at: Time
    read_at: Annotated[str | None, Field(description="When it was last read; null: not yet.")]
    problem: Annotated[
        str, Field(description="Why it cannot be read now, empty when it can; what is known still counts.")
    ]
    warning: Annotated[str, Field(description="What in it could not be understood.")]


class CalendarsData(TypedDict):
    """Other calendars."""

    calendars: Annotated[list[CalendarLine], Field(description="In the order they were added.")]


class CalendarsAnswer(TypedDict):
    """Other calendars."""

    data: CalendarsData
    errors: NoErrors


def list_calendars(call: Call, _wish: NoWish) -> CalendarsAnswer:
    """The host's other calendars, never their addresses."""
    zone = zone_of("", call.booking.provider(call.provider_id).timezone)
    lines: list[CalendarLine] = [
        {
            "id": each.id,
            "kind": each.kind,
            "host": each.host,
            "events": each.events,
            "created_at": show(each.created_at, zone),
            "read_at": show(each.read_at, zone) if each.read_at else None,
            "problem": each.problem,
            "warning": each.warning,
        }
        for each in _own(call)
    ]
    return {"data": {"calendars": lines}, "errors": []}


def add_calendar(call: Call, wish: NewCalendarWish) -> CalendarsAnswer:
    """Add another calendar of the host: when they are busy there, nothing can be booked.

    It is looked into within seconds, and then again and again; `read_at` and `problem` tell how that went. User and
    password may stand in the address, which is kept encrypted.
    """
    try:
        where = place(wish.url)
    except CannotFetch as error:
        raise InvalidInput(str(error)) from None
    now = call.booking.clock()
    keeping.add(call.engine, call.provider_id, wish.kind, where.host, call.seal(where.whole_url), None, now, now)
    return list_calendars(call, NoWish())


def refresh_calendar(call: Call, wish: IdWish) -> CalendarsAnswer:
    """Have another calendar looked into within seconds."""
    _check_own(call, wish)
    keeping.hasten(call.engine, wish.id, call.booking.clock())
    return list_calendars(call, NoWish())


def remove_calendar(call: Call, wish: IdWish) -> CalendarsAnswer:
    """Forget another calendar, its address and its busy time."""
    _check_own(call, wish)
    keeping.remove(call.engine, wish.id)
    return list_calendars(call, NoWish())


def _own(call: Call) -> tuple[keeping.OtherCalendar, ...]:
    with call.engine.connect() as connection:
        return keeping.read_all(connection, call.provider_id)


def _check_own(call: Call, wish: IdWish) -> None:
    if wish.id not in (each.id for each in _own(call)):
        raise NotFound("There is no such calendar.")


ENDPOINTS = (
    Endpoint("GET", "calendars", list_calendars, NoWish, CalendarsAnswer, "Calendars", private=True),
    Endpoint("POST", "calendars", add_calendar, NewCalendarWish, CalendarsAnswer, "Calendars", private=True),
    Endpoint(
        "POST",
        "calendars/{id}/refresh",
        refresh_calendar,
        IdWish,
        CalendarsAnswer,
        "Calendars",
        private=True,
        refusals=(404,),
    ),
    Endpoint(
        "DELETE", "calendars/{id}", remove_calendar, IdWish, CalendarsAnswer, "Calendars", private=True, refusals=(404,)
    ),
)
