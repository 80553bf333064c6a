"""Providers and their appointment types: checked, stored, read."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Literal, TypeVar, get_args
from uuid import uuid4

from sqlalchemy import Connection, bindparam, select, update

from booking import hours as working_hours
from booking import lead_times
from booking.addresses import clean_line, clean_name, normalise
from booking.availability import zone
from booking.errors import InvalidInput, NotFound
from booking.model import AppointmentType, Dispatch, Provider, WorkingRange
from booking.tables import appointment_types, providers

MAX_TEXT = 200
MAX_MINUTES = 24 * 60
MAX_CAPACITY = 1000
MAX_HORIZON = 3 * 365
MAX_NOTICE = 365 * 24 * 60
MAX_LIMIT = 1000
_LINK = re.compile(r"https?://[!-~]{1,490}", re.IGNORECASE)
New = TypeVar("New")

TYPE_COLUMNS = tuple(
    appointment_types.c[name]
    for name in (
        *("id", "provider_id", "name", "minutes", "capacity", "buffer_before", "buffer_after"),
        *("contact_types", "location", "video_url", "shared", "reminders"),
    )
)
"""What `appointment_type` builds on, in this order."""
_PROVIDER_COLUMNS = tuple(
    providers.c[name]
    for name in (
        *("id", "name", "email", "timezone", "hours", "step", "notice", "horizon"),
        *("horizon_days", "daily_limit", "weekly_limit", "dispatch"),
    )
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
_EDIT_PROVIDER = update(providers).where(providers.c.id == bindparam("provider"))
_EDIT_TYPE = update(appointment_types).where(appointment_types.c.id == bindparam("type"))
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
    horizon_days: Literal["calendar", "business"] = "calendar"
    daily_limit: int | None = None
    weekly_limit: int | None = None
    dispatch: Dispatch = "each"


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
    video_url: str = ""
    shared: bool = False
    reminders: tuple[int, ...] = (1440, 60)


def add_provider(connection: Connection, new: NewProvider, now: datetime) -> Provider:
    """Store a provider.

    Raises:
        InvalidInput: a value cannot be; the message says which.
    """
    provider = _checked_provider(str(uuid4()), new)
    connection.execute(providers.insert(), _provider_values(provider) | {"id": provider.id, "created_at": now})
    return provider


def edit_provider(connection: Connection, provider_id: str, changes: Mapping[str, Any]) -> Provider:
    """Change the named fields of a provider, leave the others; the fields are those of `NewProvider`.

    Raises:
        NotFound: no such provider.
        InvalidInput: no such field, or a value cannot be; the message says which.
    """
    provider = lock_provider(connection, provider_id)
    edited = _checked_provider(provider.id, _edited(NewProvider, provider, changes))
    connection.execute(_EDIT_PROVIDER, _provider_values(edited) | {"provider": provider.id})
    return edited


def add_type(connection: Connection, provider_id: str, new: NewType) -> AppointmentType:
    """Store an appointment type of a provider.

    Raises:
        NotFound: no such provider.
        InvalidInput: a value cannot be; the message says which.
    """
    type_ = _checked_type(str(uuid4()), read_provider(connection, provider_id).id, new)
    owned = {"id": type_.id, "provider_id": type_.provider_id}
    connection.execute(appointment_types.insert(), _type_values(type_) | owned)
    return type_


def edit_type(connection: Connection, type_id: str, changes: Mapping[str, Any]) -> AppointmentType:
    """Change the named fields of a type, leave the others; the fields are those of `NewType`. What is booked keeps its
    length.

    Raises:
        NotFound: no such type.
        InvalidInput: no such field, or a value cannot be; the message says which.
    """
    lock_provider(connection, read_type(connection, type_id).provider_id)
    type_ = read_type(connection, type_id)
    edited = _checked_type(type_.id, type_.provider_id, _edited(NewType, type_, changes))
    connection.execute(_EDIT_TYPE, _type_values(edited) | {"type": type_.id})
    return edited


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
    *plain, contact_types, location, video_url, shared, reminders = values
    return AppointmentType(
        *(*plain, tuple(json.loads(contact_types)), location, video_url, shared, lead_times.load(reminders))
    )


def link(url: str) -> str:
    """The address of a video meeting, or "".

    Raises:
        InvalidInput: it is no web address.
    """
    url = url.strip()
    if url and not _LINK.fullmatch(url):
        raise InvalidInput("A video link is a web address that begins with https:// or http://.")
    return url


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


def _checked_provider(provider_id: str, new: NewProvider) -> Provider:
    if new.horizon_days not in ("calendar", "business"):
        raise InvalidInput("The horizon is counted in “calendar” or “business” days.")
    if new.dispatch not in get_args(Dispatch):
        raise InvalidInput("Attendees are invited “each” by a mail of their own, or “all” by one.")
    return Provider(
        id=provider_id,
        name=_filled(clean_name(new.name), "A host needs a name."),
        email=normalise(new.email),
        timezone=zone(new.timezone).key,
        hours=working_hours.check(new.hours),
        step=_between(new.step, 1, MAX_MINUTES, "The step between starts, in minutes,"),
        notice=_between(new.notice, 0, MAX_NOTICE, "The notice in minutes"),
        horizon=_between(new.horizon, 0, MAX_HORIZON, "The horizon in days"),
        horizon_days=new.horizon_days,
        daily_limit=_limit(new.daily_limit, "The limit a day"),
        weekly_limit=_limit(new.weekly_limit, "The limit a week"),
        dispatch=new.dispatch,
    )


def _checked_type(type_id: str, provider_id: str, new: NewType) -> AppointmentType:
    return AppointmentType(
        id=type_id,
        provider_id=provider_id,
        name=_filled(clean_line(new.name, MAX_TEXT), "An appointment type needs a name."),
        minutes=_between(new.minutes, 1, MAX_MINUTES, "The length in minutes"),
        capacity=_between(new.capacity, 1, MAX_CAPACITY, "The capacity"),
        buffer_before=_between(new.buffer_before, 0, MAX_MINUTES, "The buffer before, in minutes,"),
        buffer_after=_between(new.buffer_after, 0, MAX_MINUTES, "The buffer after, in minutes,"),
        contact_types=tuple(filter(None, (clean_line(each, MAX_TEXT) for each in new.contact_types))),
        location=clean_line(new.location, MAX_TEXT),
        video_url=link(new.video_url),
        shared=new.shared,
        reminders=lead_times.check(new.reminders),
    )


def _provider_values(provider: Provider) -> dict[str, Any]:
    """What can change; an UPDATE that names an id, even the same, makes SQLite look through all that refers to it."""
    values = asdict(provider) | {"hours": working_hours.format(provider.hours)}
    return {name: value for name, value in values.items() if name != "id"}


def _type_values(type_: AppointmentType) -> dict[str, Any]:
    """Likewise."""
    values = asdict(type_) | {"contact_types": json.dumps(type_.contact_types, ensure_ascii=False)}
    values |= {"reminders": lead_times.dump(type_.reminders)}
    return {name: value for name, value in values.items() if name not in {"id", "provider_id"}}


def _edited(kind: type[New], known: object, changes: Mapping[str, Any]) -> New:
    """What `known` would be made of anew, with the changes."""
    names = [each.name for each in fields(kind)]  # type: ignore[arg-type]
    if unknown := sorted(set(changes) - set(names)):
        raise InvalidInput(f"“{clean_line(unknown[0], 40)}” cannot be changed; {', '.join(names)} can.")
    return kind(**{name: changes[name] if name in changes else getattr(known, name) for name in names})


def _limit(value: int | None, what: str) -> int | None:
    return None if value is None else _between(value, 1, MAX_LIMIT, what)


def _between(value: int, low: int, high: int, what: str) -> int:
    if not low <= value <= high:
        raise InvalidInput(f"{what} is a number from {low} to {high}, not {value}.")
    return value


def _filled(text: str, otherwise: str) -> str:
    if not text:
        raise InvalidInput(otherwise)
    return text
