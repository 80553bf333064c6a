"""Other calendars of a provider, and the busy times last found in them.

What was found good stays until something good replaces it: a calendar that cannot be read keeps its times, and the reason is
noted. Each is claimed by one process at a time, for `LEASE`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import uuid4

from sqlalchemy import Connection, Engine, bindparam, delete, or_, select, update

from booking.availability import DAY, Span
from booking.busy.reading import Busy, Wish
from booking.errors import InvalidInput, NotFound
from booking.hosts import lock_provider, read_provider, stored_text
from booking.model import Provider
from booking.storage import MAX_BLOCKED, instant, seconds, writing
from booking.tables import appointments, busy_times, calendars

Kind = Literal["ics", "caldav"]
LEASE = timedelta(minutes=2)
MAX_CALENDARS = 50
BEFORE, AHEAD = DAY, 400 * DAY
"""Seconds before and after the present that are read, more where the provider can be booked further ahead."""
_FIELDS = (
    *("id", "provider_id", "kind", "host", "created_at", "fetched_at", "read_at", "next_at"),
    *("failures", "problem", "warning", "events"),
)
_SHOWN = select(*(calendars.c[name] for name in _FIELDS)).order_by(calendars.c.created_at, calendars.c.id)
_CLAIMED = ("id", "provider_id", "kind", "host", "url", "etag", "last_modified", "read_at", "failures")
_free = or_(calendars.c.leased_until.is_(None), calendars.c.leased_until <= bindparam("now"))
_DUE = (
    select(calendars.c.id).where(calendars.c.next_at <= bindparam("now"), _free).order_by(calendars.c.next_at).limit(1)
)
_CLAIM = update(calendars).where(calendars.c.id == bindparam("calendar"), _free).values(leased_until=bindparam("lease"))
_CLEAR = delete(busy_times).where(busy_times.c.calendar_id == bindparam("calendar"))
_OURS = select(appointments.c.uid).where(
    appointments.c.provider_id == bindparam("provider_id"), appointments.c.ends_at > bindparam("since")
)


@dataclass(frozen=True, slots=True)
class OtherCalendar:
    """What may be shown of another calendar: `host` is that of its URL, which is a secret. `read_at` is when it was last
    found good, `failures` how often it was not since, with the `problem`. Without `next_at` it is not read any more."""

    id: str
    provider_id: str
    kind: Kind
    host: str
    created_at: datetime
    fetched_at: datetime | None
    read_at: datetime | None
    next_at: datetime | None
    failures: int
    problem: str
    warning: str
    events: int


@dataclass(frozen=True, slots=True)
class Claimed:
    """A calendar that is this process's to read until `lease`; `url` is sealed. `etag` and `last_modified` are those of
    what was last found good."""

    id: str
    provider_id: str
    kind: Kind
    host: str
    url: str
    etag: str
    last_modified: str
    read_at: datetime | None
    failures: int
    lease: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """What a reading gave, and by which validators the next one can ask whether it still holds."""

    busy: Busy
    etag: str = ""
    last_modified: str = ""


def add(
    engine: Engine,
    provider_id: str,
    kind: Kind,
    host: str,
    url: str,
    found: Found | None,
    now: datetime,
    next_at: datetime,
) -> OtherCalendar:
    """Keep one more calendar of a provider, with what was found in it, if anybody has looked; `url` is sealed.

    Raises:
        NotFound: no such provider.
        InvalidInput: they have `MAX_CALENDARS` already.
    """
    made = str(uuid4())
    with writing(engine) as connection:
        provider = lock_provider(connection, provider_id)
        if len(read_all(connection, provider.id)) >= MAX_CALENDARS:
            raise InvalidInput(f"A host can have {MAX_CALENDARS} other calendars at most.")
        values = {"id": made, "provider_id": provider.id, "kind": kind, "host": host, "url": url, "created_at": now}
        connection.execute(calendars.insert(), values | (_good(found, now, next_at) if found else {"next_at": next_at}))
        _replace(connection, made, provider.id, found.busy.spans if found else ())
        return _read(connection, made)


def read_all(connection: Connection, provider_id: str | None = None) -> tuple[OtherCalendar, ...]:
    """The calendars of a provider, or of all, by when they were added."""
    chosen = _SHOWN if provider_id is None else _SHOWN.where(calendars.c.provider_id == stored_text(provider_id))
    return tuple(OtherCalendar(*row) for row in connection.execute(chosen))


def remove(engine: Engine, calendar_id: str) -> OtherCalendar:
    """Forget a calendar and its busy times. Raises NotFound."""
    with writing(engine) as connection:
        found = _read(connection, calendar_id)
        # Its row first: whoever has just read it then waits, and finds it gone.
        connection.execute(update(calendars).where(calendars.c.id == found.id).values(leased_until=None))
        connection.execute(_CLEAR, {"calendar": found.id})
        connection.execute(delete(calendars).where(calendars.c.id == found.id))
        return found


def hasten(engine: Engine, calendar_id: str, now: datetime) -> None:
    """Have a calendar looked into as soon as somebody can. Raises NotFound."""
    with writing(engine) as connection:
        found = _read(connection, calendar_id)
        connection.execute(update(calendars).where(calendars.c.id == found.id).values(next_at=now))


def reread(connection: Connection, provider_id: str, now: datetime) -> None:
    """Have all calendars of a provider read anew, whatever their servers say: they mean something else than before."""
    own = update(calendars).where(calendars.c.provider_id == provider_id)
    connection.execute(own.values(etag="", last_modified=""))
    connection.execute(own.where(calendars.c.next_at > now).values(next_at=now))


def claim_due(engine: Engine, now: datetime) -> Claimed | None:
    """The calendar that has been due for the longest time and that nobody reads now; None when there is none."""
    with engine.connect() as connection:
        if connection.scalar(_DUE, {"now": now}) is None:
            return None
    with writing(engine) as connection:
        found = connection.scalar(_DUE, {"now": now})
        return _claim(connection, found, now) if found else None


def claim(engine: Engine, calendar_id: str, now: datetime) -> Claimed | None:
    """That calendar, due or not; None when somebody reads it now. Raises NotFound."""
    with writing(engine) as connection:
        return _claim(connection, _read(connection, calendar_id).id, now)


def good(engine: Engine, claimed: Claimed, found: Found, now: datetime, next_at: datetime) -> bool:
    """Replace what was known of a calendar; whether it was still this process's to do so."""
    with writing(engine) as connection:
        if not _let_go(connection, claimed, _good(found, now, next_at)):
            return False
        _replace(connection, claimed.id, claimed.provider_id, found.busy.spans)
        return True


def unchanged(engine: Engine, claimed: Claimed, now: datetime, next_at: datetime) -> bool:
    """Note that what is known of a calendar still holds; whether it was still this process's to do so."""
    values = {"fetched_at": now, "next_at": next_at, "failures": 0, "problem": ""}
    with writing(engine) as connection:
        return _let_go(connection, claimed, values)


def failed(engine: Engine, claimed: Claimed, problem: str, now: datetime, next_at: datetime | None) -> bool:
    """Note why a calendar cannot be read, and keep what is known of it; without `next_at` it is not asked for again."""
    values = {"fetched_at": now, "next_at": next_at, "failures": claimed.failures + 1, "problem": problem}
    with writing(engine) as connection:
        return _let_go(connection, claimed, values)


def wish(connection: Connection, provider_id: str, now: datetime) -> Wish:
    """What to look for in a calendar of a provider. Raises NotFound."""
    provider = read_provider(connection, provider_id)
    since, until = window(provider, seconds(now))
    # Whatever their state: what mirrors one of our own meetings never stands in its way.
    ours = connection.scalars(_OURS, {"provider_id": provider.id, "since": instant(since)})
    return Wish((since, until), provider.timezone, provider.email, frozenset(ours))


def window(provider: Provider, now: int) -> Span:
    """From a day before `now` to well beyond the last day that can be booked."""
    days = provider.horizon * (7 if provider.horizon_days == "business" else 5) // 5 + 40
    return now - BEFORE, now + max(AHEAD, days * DAY)


def _read(connection: Connection, calendar_id: str) -> OtherCalendar:
    row = connection.execute(_SHOWN.where(calendars.c.id == stored_text(calendar_id))).first()
    if row is None:
        raise NotFound("There is no such calendar: `convoke busy list` shows them.")
    return OtherCalendar(*row)


def _claim(connection: Connection, calendar_id: str, now: datetime) -> Claimed | None:
    lease = instant(seconds(now + LEASE))
    if not connection.execute(_CLAIM, {"calendar": calendar_id, "now": now, "lease": lease}).rowcount:
        return None
    columns = (calendars.c[name] for name in _CLAIMED)
    row = connection.execute(select(*columns).where(calendars.c.id == calendar_id)).mappings().one()
    return Claimed(**row, lease=lease)


def _let_go(connection: Connection, claimed: Claimed, values: dict[str, Any]) -> bool:
    own = update(calendars).where(calendars.c.id == claimed.id, calendars.c.leased_until == claimed.lease)
    return bool(connection.execute(own.values(**values, leased_until=None)).rowcount)


def _good(found: Found, now: datetime, next_at: datetime) -> dict[str, Any]:
    return {
        "etag": stored_text(found.etag),
        "last_modified": stored_text(found.last_modified),
        "fetched_at": now,
        "read_at": now,
        "next_at": next_at,
        "failures": 0,
        "problem": "",
        "warning": " ".join(found.busy.warnings),
        "events": found.busy.events,
    }


def _replace(connection: Connection, calendar_id: str, provider_id: str, spans: Iterable[Span]) -> None:
    connection.execute(_CLEAR, {"calendar": calendar_id})
    rows = [
        {"calendar_id": calendar_id, "provider_id": provider_id, "starts_at": instant(begin), "ends_at": instant(end)}
        for span in spans
        for begin, end in _cut(span)
    ]
    if rows:
        connection.execute(busy_times.insert(), rows)


def _cut(span: Span) -> Iterable[Span]:
    """The span in pieces as short as the look for busy time goes back."""
    for begin in range(*span, MAX_BLOCKED):
        yield begin, min(begin + MAX_BLOCKED, span[1])
