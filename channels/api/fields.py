"""The kinds of value that requests and answers are made of: each checks itself and describes itself in the OpenAPI."""

from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)

from booking import availability
from booking.errors import InvalidInput
from channels.api.dates import Written, parse

MOST_IN_PAGE = 1000
NOTHING = frozenset({"null", "undefined"})
"""What JavaScript writes into a query or a form for a value that it does not have."""


class Wish(BaseModel):
    """A request: its path, query and body as one. What it does not know it does not look at."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True, coerce_numbers_to_str=True)


def _zone(value: str) -> str:
    if not value:
        return value
    try:
        return availability.zone(value).key
    except InvalidInput as error:
        raise ValueError(str(error)) from None


def _date(value: object) -> object:
    if isinstance(value, str):
        return parse(value) if value.strip() else None
    if value is None or isinstance(value, Written):
        return value
    raise ValueError("This is not a date; write it as text, like 2026-05-18.")


def _flag(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _split(value: object) -> object:
    """Several values as one text (`a,b`) are several values; so is a form's single one."""
    if value is None:
        return ()
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


_DATE = {"type": "string", "maxLength": 120}

Id = Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]
OptionalId = Annotated[str, StringConstraints(max_length=100, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(max_length=500)]
Locale = Annotated[str, StringConstraints(max_length=35, strip_whitespace=True)]
Email = Annotated[str, StringConstraints(min_length=3, max_length=320, strip_whitespace=True)]
Zone = Annotated[str, StringConstraints(max_length=100, strip_whitespace=True), AfterValidator(_zone)]
Day = Annotated[Written | None, BeforeValidator(_date), WithJsonSchema(_DATE)]
"""A day, in any of the forms that clients send."""
Moment = Annotated[Written | None, BeforeValidator(_date), WithJsonSchema(_DATE)]
"""An instant, in any of the forms that clients send."""
GivenDay = Annotated[Written, BeforeValidator(_date), WithJsonSchema(_DATE)]
GivenMoment = Annotated[Written, BeforeValidator(_date), WithJsonSchema(_DATE)]
Flag = Annotated[bool, BeforeValidator(_flag)]
PageSize = Annotated[int, Field(ge=1, description=f"How many at most; more than {MOST_IN_PAGE} counts as that.")]
Offset = Annotated[int, Field(ge=0, le=1_000_000_000, description="How many to leave out at the beginning.")]
Minutes = Annotated[int, Field(ge=0, le=10_000_000)]
Leads = Annotated[tuple[Minutes, ...], BeforeValidator(_split), Field(max_length=20)]
Names = Annotated[tuple[Annotated[str, Field(max_length=500)], ...], BeforeValidator(_split), Field(max_length=100)]

TIMEZONE = "IANA name of the time zone in which days are cut and times are answered; without it, the host's."
LOCALE = (
    "The language of whoever books, like `pt-BR`: invitations are in it, unless their reader is known to have another."
)
PROVIDER = "The host's id."
TYPE = "The appointment type's id."


def zone_of(name: str, otherwise: str) -> ZoneInfo:
    """The zone of that name, of the other where it is empty."""
    return availability.zone(name or otherwise)
