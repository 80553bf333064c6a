"""What is answered, as typed dictionaries: checked by the type checker, described in the OpenAPI, free at run time."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

Id = Annotated[str, Field(description="The id.")]
Time = Annotated[
    str,
    Field(
        pattern=r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4}$",
        description="A date-time, `YYYY-MM-DD HH:MM:SS +HHMM`.",
        examples=["2026-05-18 15:00:00 -0400"],
    ),
]
Date = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$", description="A day, `YYYY-MM-DD`.", examples=["2026-05-18"])]
PartStat = Literal["NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE"]
NoErrors = Annotated[
    list[str], Field(max_length=0, description="Always empty: what went wrong comes with its own status.")
]


class FieldProblem(TypedDict):
    """What is wrong with one field."""

    field: Annotated[str, Field(description="The field's name.")]
    message: Annotated[str, Field(description="A sentence for a person.")]


class Problem(TypedDict):
    """Every refusal and failure."""

    message: Annotated[str, Field(description="A sentence that a person can read.")]
    errors: NotRequired[Annotated[list[FieldProblem], Field(description="Which fields are wrong, and how.")]]
    reason: NotRequired[
        Annotated[
            str,
            Field(description="Why a time or a seat cannot be had: `past`, `taken`, `full`, `limit`, …"),
        ]
    ]
    alternatives: NotRequired[Annotated[list[Time], Field(description="The nearest starts that can be had.")]]


class TypeLine(TypedDict):
    """An appointment type as a client that books sees it."""

    id: Id
    name: Annotated[str, Field(description="What it is called.")]
    length: Annotated[int, Field(description="Minutes.")]
    available_contact_types: Annotated[list[str], Field(description="Ways of meeting that the person may choose from.")]
    capacity: Annotated[int, Field(description="The most attendees, the host not counted.")]
    is_group: Annotated[bool, Field(description="Whether more than one can take part.")]
    location: Annotated[str, Field(description="The place, where there is one.")]
    provider_id: Annotated[str, Field(description="Whose type it is.")]


class Step(TypedDict):
    """One step of booking."""

    id: Annotated[str, Field(description="The step's name, as the booking widget knows it.")]
    title: Annotated[str, Field(description="What to call it.")]


class Steps(TypedDict):
    """The steps in which a client asks for what a booking needs."""

    steps: Annotated[list[Step], Field(description="In order.")]


class Days(TypedDict):
    """Days on which something can be booked."""

    days_available: Annotated[list[Date], Field(description="Ascending.")]


class SlotLine(TypedDict):
    """A time that can be booked."""

    date: Time
    provider_id: Annotated[str, Field(description="With whom.")]


class Slots(TypedDict):
    """Times that can be booked."""

    slots_available: Annotated[
        list[SlotLine], Field(description="Ascending; the offsets are those of `timezone` then.")
    ]


class TypeOfAppointment(TypedDict):
    """The type of an appointment."""

    id: Id
    name: Annotated[str, Field(description="What it is called.")]
    length: Annotated[int, Field(description="Minutes.")]


class AttendeeLine(TypedDict):
    """Somebody who takes part."""

    email: Annotated[str, Field(description="Their address, normalised.")]
    name: Annotated[str, Field(description="Their name, where it is known.")]
    status: Annotated[PartStat, Field(description="Their answer to the invitation (RFC 5545, PARTSTAT).")]
    phone_number: Annotated[str, Field(description="Their number, where it is known.")]


class ProviderName(TypedDict):
    """A host by name."""

    id: Id
    name: Annotated[str, Field(description="The host's name.")]


class AppointmentLine(TypedDict):
    """An appointment. Who takes part is shown to the host only."""

    id: Id
    provider_id: Annotated[str, Field(description="Whose it is.")]
    status: Annotated[Literal["confirmed", "cancelled"], Field(description="Whether it stands.")]
    start: Time
    end: Time
    length: Annotated[int, Field(description="Minutes.")]
    timezone: Annotated[str, Field(description="The zone in which it was agreed.")]
    appointment_type: TypeOfAppointment
    contact_type: Annotated[str, Field(description="How the people meet.")]
    location: Annotated[str, Field(description="The place, where there is one.")]
    video_chat_url: Annotated[str, Field(description="The link, where there is one.")]
    title: Annotated[str, Field(description="What it is about.")]
    capacity: Annotated[int, Field(description="The most attendees, the host not counted.")]
    seats_left: Annotated[int, Field(description="How many more can take part.")]
    created_at: Time
    updated_at: Time
    attendees: NotRequired[Annotated[list[AttendeeLine], Field(description="Those who are in.")]]
    providers: NotRequired[Annotated[list[ProviderName], Field(description="The hosts.")]]


class Booked(TypedDict):
    """The appointment that was booked or joined."""

    appointment: AppointmentLine


class AppointmentData(TypedDict):
    """An appointment."""

    appointment: AppointmentLine


class AppointmentAnswer(TypedDict):
    """An appointment."""

    data: AppointmentData
    errors: NoErrors


class AppointmentsData(TypedDict):
    """A page of appointments."""

    appointments: Annotated[list[AppointmentLine], Field(description="By start, then by id.")]
    appointmentsCount: Annotated[int, Field(description="How many there are in all, not on this page alone.")]


class AppointmentsAnswer(TypedDict):
    """A page of appointments."""

    data: AppointmentsData
    errors: NoErrors


class AttendeesData(TypedDict):
    """Who takes part."""

    attendees: Annotated[list[AttendeeLine], Field(description="Those who are in, in the order they came.")]


class AttendeesAnswer(TypedDict):
    """Who takes part."""

    data: AttendeesData
    errors: NoErrors


class EventLine(TypedDict):
    """Something that was done to an appointment."""

    at: Time
    actor: Annotated[str, Field(description="Who did it: a person's id, the beginning of a key, or empty.")]
    channel: Annotated[str, Field(description="Through which channel: `api`, `cli`, `messenger`, …")]
    action: Annotated[str, Field(description="What was done.")]
    attendee: Annotated[str, Field(description="Whom it concerned; empty for all or none.")]
    detail: Annotated[str, Field(description="More about it.")]


class HistoryData(TypedDict):
    """What was done to an appointment."""

    history: Annotated[list[EventLine], Field(description="The oldest first.")]


class HistoryAnswer(TypedDict):
    """What was done to an appointment."""

    data: HistoryData
    errors: NoErrors


class ProviderLine(TypedDict):
    """A host."""

    id: Id
    name: Annotated[str, Field(description="The name.")]
    email: Annotated[str, Field(description="Where the host's own invitations go.")]
    timezone: Annotated[str, Field(description="IANA name of the zone of the working hours.")]
    hours: Annotated[str, Field(description="Working hours of a week, like `mon-fri 09:00-12:00,13:00-17:00`.")]
    step: Annotated[int, Field(description="Minutes between starts.")]
    notice: Annotated[int, Field(description="Minutes before its start that a slot can last be booked.")]
    horizon: Annotated[int, Field(description="How many days ahead can be booked.")]
    horizon_days: Annotated[Literal["calendar", "business"], Field(description="Which days `horizon` counts.")]
    daily_limit: Annotated[int | None, Field(description="The most appointments on one day; null: no limit.")]
    weekly_limit: Annotated[int | None, Field(description="The most appointments in one ISO week; null: no limit.")]
    dispatch: Annotated[Literal["each", "all"], Field(description="A mail to each attendee, or one to all.")]


class ProviderData(TypedDict):
    """A host."""

    provider: ProviderLine


class ProviderAnswer(TypedDict):
    """A host."""

    data: ProviderData
    errors: NoErrors


class ProvidersData(TypedDict):
    """Hosts."""

    providers: Annotated[list[ProviderLine], Field(description="The key's own host.")]


class ProvidersAnswer(TypedDict):
    """Hosts."""

    data: ProvidersData
    errors: NoErrors


class FullType(TypeLine):
    """An appointment type as its host sees it."""

    buffer_before: Annotated[int, Field(description="Minutes kept free before.")]
    buffer_after: Annotated[int, Field(description="Minutes kept free after.")]
    video_chat_url: Annotated[str, Field(description="The link of its meetings, where there is one.")]
    shared: Annotated[bool, Field(description="Whether people who book the same start share one appointment.")]
    reminders: Annotated[list[int], Field(description="How many minutes before the start people are reminded.")]


class TypeData(TypedDict):
    """An appointment type."""

    appointment_type: FullType


class TypeAnswer(TypedDict):
    """An appointment type."""

    data: TypeData
    errors: NoErrors


class TypesData(TypedDict):
    """Appointment types."""

    appointment_types: Annotated[list[FullType], Field(description="In the order they were made.")]


class TypesAnswer(TypedDict):
    """Appointment types."""

    data: TypesData
    errors: NoErrors


class OverrideLine(TypedDict):
    """Other working hours on one day."""

    day: Date
    hours: Annotated[str, Field(description="`09:00-12:00,13:00-15:00`; empty for a day off.")]


class OverridesData(TypedDict):
    """Days with other working hours."""

    overrides: Annotated[list[OverrideLine], Field(description="By day.")]


class OverridesAnswer(TypedDict):
    """Days with other working hours."""

    data: OverridesData
    errors: NoErrors


class TimeOffLine(TypedDict):
    """When the host is away."""

    id: Id
    start: Time
    end: Time
    note: Annotated[str, Field(description="What for; nobody else sees it.")]


class TimeOffData(TypedDict):
    """When the host is away."""

    time_off: Annotated[list[TimeOffLine], Field(description="By start.")]


class TimeOffAnswer(TypedDict):
    """When the host is away."""

    data: TimeOffData
    errors: NoErrors


class KeyLine(TypedDict):
    """What is known of an API key."""

    id: Id
    name: Annotated[str, Field(description="What it is for.")]
    prefix: Annotated[str, Field(description="How the secret begins.")]
    created_at: Time
    revoked_at: Annotated[str | None, Field(description="When it was revoked; null: it is good.")]


class KeysData(TypedDict):
    """API keys."""

    keys: Annotated[list[KeyLine], Field(description="In the order they were made.")]


class KeysAnswer(TypedDict):
    """API keys."""

    data: KeysData
    errors: NoErrors


class NewKeyData(TypedDict):
    """A new key."""

    key: Annotated[str, Field(description="The secret. It is shown only now.")]


class NewKeyAnswer(TypedDict):
    """A new key."""

    data: NewKeyData
    errors: NoErrors


class PersonData(TypedDict):
    """Everything held about one address."""

    email: Annotated[str, Field(description="The address, normalised.")]
    held: Annotated[dict[str, object], Field(description="What is held, by kind.")]


class PersonAnswer(TypedDict):
    """Everything held about one address."""

    data: PersonData
    errors: NoErrors


class ErasedData(TypedDict):
    """What was erased."""

    erased: Annotated[dict[str, int], Field(description="How much of each kind.")]


class ErasedAnswer(TypedDict):
    """What was erased."""

    data: ErasedData
    errors: NoErrors
