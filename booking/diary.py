"""What stands in a provider's diary: what is booked, time off, what other calendars have, and days with other hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import BigInteger, Connection, bindparam, delete, func, select, type_coerce

from booking import appointments, availability, hours
from booking.addresses import clean_line
from booking.autocommit import Autocommit
from booking.availability import Span
from booking.errors import InvalidInput, NotFound
from booking.hosts import MAX_TEXT, lock_provider, stored_text
from booking.model import AppointmentType, Override, Provider, TimeOff
from booking.queries import Query
from booking.storage import seconds
from booking.tables import appointments as appointments_table
from booking.tables import attendees, busy_times, date_overrides, time_off

_OVERRIDES = Query(
    select(date_overrides.c.day, date_overrides.c.hours)
    .where(
        date_overrides.c.provider_id == bindparam("provider_id"),
        date_overrides.c.day >= bindparam("first"),
        date_overrides.c.day <= bindparam("last"),
    )
    .order_by(date_overrides.c.day)
)
_CLEAR = delete(date_overrides).where(
    date_overrides.c.provider_id == bindparam("provider_id"), date_overrides.c.day == bindparam("day")
)
_TIME_OFF = (
    select(*(time_off.c[name] for name in ("id", "starts_at", "ends_at", "note")))
    .where(time_off.c.provider_id == bindparam("provider_id"))
    .order_by(time_off.c.starts_at, time_off.c.id)
)
_REMOVE = delete(time_off).where(time_off.c.id == bindparam("id"))
_off_from, _off_until = (type_coerce(time_off.c[name], BigInteger) for name in ("starts_at", "ends_at"))
_else_from, _else_until = (type_coerce(busy_times.c[name], BigInteger) for name in ("starts_at", "ends_at"))
_BUSY = Query(
    appointments.BUSY.union_all(
        select(_off_from, _off_until).where(
            time_off.c.provider_id == bindparam("provider_id"),
            _off_until > bindparam("since"),
            _off_from < bindparam("until"),
        ),
        select(_else_from, _else_until).where(
            busy_times.c.provider_id == bindparam("provider_id"),
            _else_from > bindparam("lowest"),
            _else_from < bindparam("until"),
            _else_until > bindparam("since"),
        ),
    )
)
_start = type_coerce(appointments_table.c.starts_at, BigInteger)
_within = (
    appointments_table.c.provider_id == bindparam("provider_id"),
    appointments_table.c.status == "confirmed",
    _start >= bindparam("since"),
    _start < bindparam("until"),
)
_BOOKED = Query(select(_start).where(*_within, appointments_table.c.id != bindparam("without")).order_by(_start))
_seats = (
    select(func.count())
    .where(
        attendees.c.appointment_id == appointments_table.c.id,
        attendees.c.left_at.is_(None),
        attendees.c.status != "DECLINED",
    )
    .scalar_subquery()
)
_GROUPS = Query(
    select(_start)
    .where(*_within, appointments_table.c.type_id == bindparam("type_id"), _seats < bindparam("capacity"))
    .order_by(_start)
)


@dataclass(frozen=True, slots=True)
class Diary:
    """What `availability` asks for about some time; `groups` are the starts at which a shared session can be joined."""

    busy: list[Span]
    overrides: dict[int, tuple[Span, ...]]
    booked: list[int]
    groups: list[int]


def read(
    source: Connection | Autocommit,
    provider: Provider,
    type_: AppointmentType,
    span: Span,
    held: Sequence[Span] = (),
    without: str = "",
) -> Diary:
    """What bears on appointments of a type that begin within `span`, the appointment `without` left out."""
    place = {"provider_id": provider.id}
    taken = _BUSY.rows(source, appointments.within(provider.id, availability.reach(type_, span), without))
    busy = [*((begin, end) for begin, end in taken), *held]
    first, last = availability.override_days(span, type_)
    found = _OVERRIDES.rows(source, place | {"first": first, "last": last})
    overrides = {availability.day_number(day): hours.parse_day(text) for day, text in found}
    booked: list[int] = []
    if provider.daily_limit is not None or provider.weekly_limit is not None:
        since, until = availability.weeks(span, provider.timezone)
        counted = place | {"since": since, "until": until, "without": without}
        booked = [start for (start,) in _BOOKED.rows(source, counted)]
    groups: list[int] = []
    if type_.shared and not without:
        open_ = place | {"since": span[0], "until": span[1], "type_id": type_.id, "capacity": type_.capacity}
        groups = [start for (start,) in _GROUPS.rows(source, open_)]
    return Diary(busy, overrides, booked, groups)


def read_overrides(connection: Connection, provider_id: str) -> tuple[Override, ...]:
    """A provider's days with other hours, by day."""
    values = {"provider_id": stored_text(provider_id), "first": date.min, "last": date.max}
    return tuple(Override(*row) for row in _OVERRIDES.rows(connection, values))


def set_override(connection: Connection, provider_id: str, day: date, text: str) -> Override:
    """Give a day other hours ("" for a day off) in place of those it had.

    Raises:
        NotFound: no such provider.
        InvalidInput: the hours cannot be read.
    """
    provider = lock_provider(connection, provider_id)
    override = Override(day, hours.format_day(hours.parse_day(text)))
    clear_override(connection, provider.id, day)
    values = {"provider_id": provider.id, "day": day, "hours": override.hours}
    connection.execute(date_overrides.insert(), values)
    return override


def clear_override(connection: Connection, provider_id: str, day: date) -> None:
    """Let the hours of the week hold again on that day."""
    connection.execute(_CLEAR, {"provider_id": stored_text(provider_id), "day": day})


def read_time_off(connection: Connection, provider_id: str) -> tuple[TimeOff, ...]:
    """When a provider is away, by start."""
    return tuple(TimeOff(*row) for row in connection.execute(_TIME_OFF, {"provider_id": stored_text(provider_id)}))


def add_time_off(connection: Connection, provider_id: str, start: datetime, end: datetime, note: str) -> TimeOff:
    """Keep a provider's time free from `start` to `end`; what is booked there already stands.

    Raises:
        NotFound: no such provider.
        InvalidInput: it ends before it begins, or a time has no zone.
    """
    provider = lock_provider(connection, provider_id)
    if start.tzinfo is None or end.tzinfo is None:
        raise InvalidInput("Time off needs a time zone in its start and its end.")
    if seconds(start) >= seconds(end):
        raise InvalidInput("Time off ends after it begins.")
    off = TimeOff(str(uuid4()), start, end, clean_line(note, MAX_TEXT))
    values = {"id": off.id, "provider_id": provider.id, "starts_at": start, "ends_at": end, "note": off.note}
    connection.execute(time_off.insert(), values)
    return off


def remove_time_off(connection: Connection, time_off_id: str) -> None:
    """Forget some time off.

    Raises:
        NotFound: there is none of that id.
    """
    if not connection.execute(_REMOVE, {"id": stored_text(time_off_id)}).rowcount:
        raise NotFound("There is no such time off.")
