"""Providers and their appointment types: checked, stored, read."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, bindparam, select

from booking import hours as working_hours
from booking.addresses import clean_line, clean_name, normalise
from booking.availability import zone
from booking.errors import InvalidInput, NotFound
from booking.model import AppointmentType, Provider, WorkingRange
from booking.storage import appointment_types, providers

MAX_TEXT = 200
MAX_MINUTES = 24 * 60
MAX_CAPACITY = 1000
MAX_HORIZON = 3 * 365
MAX_NOTICE = 365 * 24 * 60

TYPE_COLUMNS = tuple(
    appointment_types.c[name]
    for name in (
        *("id", "provider_id", "name", "minutes", "capacity", "buffer_before", "buffer_after"),
        *("contact_types", "location"),
    )
)
"""What `appointment_type` builds on, in this order."""
_PROVIDER_COLUMNS = tuple(
    providers.c[name] for name in ("id", "name", "email", "timezone", "hours", "step", "notice", "horizon")
)
_PROVIDERS = select(*_PROVIDER_COLUMNS).order_by(providers.c.number)
_OLDEST = _PROVIDERS.limit(1)
_PROVIDER = select(*_PROVIDER_COLUMNS).where(providers.c.id == bindparam("provider_id"))
_LOCK = _PROVIDER.with_for_update()
_TYPES = (
    select(*TYPE_COLUMNS)
    .where(appointment_types.c.provider_id == bindparam("provider_id"))
    .order_by(appointment_types.c.number)
)
_TYPE = select(*TYPE_COLUMNS).where(appointment_types.c.id == bindparam("type_id"))


@dataclass(frozen=True, slots=True)
class NewProvider:
    """A provider to be made; what the fields mean says `booking.model.Provider`."""

    name: str
    email: str
    timezone: str
    hours: tuple[WorkingRange, ...]
    step: int = 30
    notice: int = 60
    horizon: int = 60


@dataclass(frozen=True, slots=True)
class NewType:
    """An appointment type to be made; what the fields mean says `booking.model.AppointmentType`."""

    name: str
    minutes: int
    capacity: int = 1
    buffer_before: int = 0
    buffer_after: int = 0
    contact_types: tuple[str, ...] = ()
    location: str = ""


def add_provider(connection: Connection, new: NewProvider, now: datetime) -> Provider:
    """Store a provider.

    Raises:
        InvalidInput: a value cannot be; the message says which.
    """
    provider = Provider(
        id=str(uuid4()),
        name=_filled(clean_name(new.name), "A host needs a name."),
        email=normalise(new.email),
        timezone=zone(new.timezone).key,
        hours=working_hours.check(new.hours),
        step=_between(new.step, 1, MAX_MINUTES, "The step between starts, in minutes,"),
        notice=_between(new.notice, 0, MAX_NOTICE, "The notice in minutes"),
        horizon=_between(new.horizon, 0, MAX_HORIZON, "The horizon in days"),
    )
    values = asdict(provider) | {"hours": working_hours.format(provider.hours), "created_at": now}
    connection.execute(providers.insert(), values)
    return provider


def add_type(connection: Connection, provider_id: str, new: NewType) -> AppointmentType:
    """Store an appointment type of a provider.

    Raises:
        NotFound: no such provider.
        InvalidInput: a value cannot be; the message says which.
    """
    type_ = AppointmentType(
        id=str(uuid4()),
        provider_id=read_provider(connection, provider_id).id,
        name=_filled(clean_line(new.name, MAX_TEXT), "An appointment type needs a name."),
        minutes=_between(new.minutes, 1, MAX_MINUTES, "The length in minutes"),
        capacity=_between(new.capacity, 1, MAX_CAPACITY, "The capacity"),
        buffer_before=_between(new.buffer_before, 0, MAX_MINUTES, "The buffer before, in minutes,"),
        buffer_after=_between(new.buffer_after, 0, MAX_MINUTES, "The buffer after, in minutes,"),
        contact_types=tuple(filter(None, (clean_line(each, MAX_TEXT) for each in new.contact_types))),
        location=clean_line(new.location, MAX_TEXT),
    )
    values = asdict(type_) | {"contact_types": json.dumps(type_.contact_types, ensure_ascii=False)}
    connection.execute(appointment_types.insert(), values)
    return type_


def read_providers(connection: Connection) -> tuple[Provider, ...]:
    """All providers, the oldest first."""
    return tuple(_provider(row) for row in connection.execute(_PROVIDERS))


def read_provider(connection: Connection, provider_id: str | None) -> Provider:
    """The provider of that id; None: the oldest.

    Raises:
        NotFound: there is none.
    """
    if provider_id is None:
        row = connection.execute(_OLDEST).first()
    else:
        row = connection.execute(_PROVIDER, {"provider_id": stored_text(provider_id)}).first()
    return _found_provider(row)


def lock_provider(connection: Connection, provider_id: str) -> Provider:
    """The provider, excluding every other transaction that books with them until this one ends.

    Raises:
        NotFound: there is none.
    """
    return _found_provider(connection.execute(_LOCK, {"provider_id": stored_text(provider_id)}).first())


def read_types(connection: Connection, provider_id: str) -> tuple[AppointmentType, ...]:
    """A provider's appointment types in the order they were made."""
    rows = connection.execute(_TYPES, {"provider_id": stored_text(provider_id)})
    return tuple(appointment_type(row) for row in rows)


def read_type(connection: Connection, type_id: str) -> AppointmentType:
    """The appointment type of that id.

    Raises:
        NotFound: there is none.
    """
    row = connection.execute(_TYPE, {"type_id": stored_text(type_id)}).first()
    if row is None:
        raise NotFound("There is no such appointment type.")
    return appointment_type(row)


def appointment_type(values: Sequence[Any]) -> AppointmentType:
    """The appointment type of which these are the `TYPE_COLUMNS`."""
    *plain, contact_types, location = values
    return AppointmentType(*(*plain, tuple(json.loads(contact_types)), location))


def stored_text(value: str) -> str:
    """The value without what no row can hold (PostgreSQL takes no NUL, neither engine a lone surrogate)."""
    return value if value.isascii() and value.isprintable() else clean_line(value, MAX_TEXT)


def _found_provider(values: Sequence[Any] | None) -> Provider:
    if values is None:
        raise NotFound("There is no such host.")
    return _provider(values)


def _provider(values: Sequence[Any]) -> Provider:
    provider_id, name, email, timezone, hours, *numbers = values
    return Provider(provider_id, name, email, timezone, working_hours.parse(hours), *numbers)


def _between(value: int, low: int, high: int, what: str) -> int:
    if not low <= value <= high:
        raise InvalidInput(f"{what} is a number from {low} to {high}, not {value}.")
    return value


def _filled(text: str, otherwise: str) -> str:
    if not text:
        raise InvalidInput(otherwise)
    return text
