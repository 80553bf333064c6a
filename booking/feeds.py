"""Calendar feeds: a host's meetings under an address that only those know who were given it.

A feed shows the details of the meetings, or only that the host is busy. What is written depends on what is stored alone: the
same meetings give the same bytes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from gettext import NullTranslations
from hashlib import sha256
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, func, select, update

from booking import people
from booking.contentlines import Entry, calendar, event, text, utc
from booking.errors import NotFound
from booking.hosts import read_provider, stored_text
from booking.invitations import new_link
from booking.keys import digest, rising_id
from booking.model import Provider
from booking.tables import appointment_types, appointments, attendees, feeds
from booking.translations import marked, translations

Shows = Literal["details", "busy"]
BACK, AHEAD = timedelta(days=30), timedelta(days=366)
"""How far a feed reaches, in whole days of UTC."""
REFRESH = "PT1H"
"""How often programs may ask again (RFC 7986 section 5.7)."""

_COLUMNS = tuple(feeds.c[name] for name in ("id", "provider_id", "shows", "created_at", "revoked_at"))
_BY_DIGEST = select(*_COLUMNS).where(feeds.c.digest == bindparam("digest"), feeds.c.revoked_at.is_(None))
_BY_ID = select(*_COLUMNS).where(feeds.c.id == bindparam("id"))
_OF_PROVIDER = (
    select(*_COLUMNS).where(feeds.c.provider_id == bindparam("provider_id")).order_by(feeds.c.created_at, feeds.c.id)
)
_REVOKE = (
    update(feeds)
    .where(feeds.c.id == bindparam("feed"), feeds.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("now"))
)
_in_order = (
    select(attendees.c.name)
    .where(attendees.c.appointment_id == appointments.c.id, attendees.c.left_at.is_(None))
    .order_by(attendees.c.position)
    .correlate(appointments)
    .subquery()
)
_MEETINGS = (
    select(
        *(appointments.c[name] for name in ("uid", "sequence", "status", "created_at", "updated_at", "starts_at")),
        *(appointments.c[name] for name in ("ends_at", "title", "location", "video_url")),
        appointment_types.c.name,
    )
    .join_from(appointments, appointment_types, appointments.c.type_id == appointment_types.c.id)
    .where(
        appointments.c.provider_id == bindparam("provider_id"),
        appointments.c.starts_at >= bindparam("since"),
        appointments.c.starts_at < bindparam("until"),
    )
    .order_by(appointments.c.starts_at, appointments.c.uid)
)
_DETAILED = _MEETINGS.add_columns(
    select(func.aggregate_strings(_in_order.c.name, "\n")).scalar_subquery().label("names")
)
"""Names hold no line feed."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What is known of a feed; its secret is kept nowhere."""

    id: str
    provider_id: str
    shows: Shows
    created_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """A feed as it is at this moment: its bytes, and when what is in it last changed."""

    data: bytes
    changed_at: datetime


def add(connection: Connection, provider_id: str, shows: Shows, now: datetime) -> tuple[Feed, str]:
    """A new feed of a provider, and its secret (128 bits), to be had only now. Raises NotFound."""
    provider = read_provider(connection, provider_id)
    made, secret = Feed(rising_id(), provider.id, shows, now), new_link()
    values = {"digest": digest(secret), "id": made.id, "provider_id": provider.id, "shows": shows, "created_at": now}
    connection.execute(feeds.insert(), values)
    return made, secret


def of_provider(connection: Connection, provider_id: str) -> tuple[Feed, ...]:
    """A provider's feeds, the oldest first, the revoked ones among them."""
    return tuple(Feed(*row) for row in connection.execute(_OF_PROVIDER, {"provider_id": stored_text(provider_id)}))


def revoke(connection: Connection, feed_id: str, now: datetime) -> Feed:
    """Let the address of a feed lead nowhere any more; again: nothing more. Raises NotFound."""
    connection.execute(_REVOKE, {"feed": stored_text(feed_id), "now": now})
    row = connection.execute(_BY_ID, {"id": stored_text(feed_id)}).first()
    if row is None:
        raise NotFound(marked("There is no such feed."))
    return Feed(*row)


def publish(connection: Connection, secret: str, now: datetime, *, freebusy: bool = False) -> Published:
    """What stands now under a feed's address: the meetings from 30 days ago to a year ahead, as events, or as one
    VFREEBUSY, which never tells more than the times.

    Raises:
        NotFound: the secret is no feed's, or its feed was revoked.
    """
    row = connection.execute(_BY_DIGEST, {"digest": digest(secret)}).first()
    if row is None:
        raise NotFound(marked("There is no such feed."))
    feed = Feed(*row)
    provider = read_provider(connection, feed.provider_id)
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    span = today - BACK, today + AHEAD
    window = {"provider_id": provider.id, "since": span[0], "until": span[1]}
    detailed = feed.shows == "details" and not freebusy
    rows = connection.execute(_DETAILED if detailed else _MEETINGS, window).all()
    # What was cancelled is gone, and what is a year ahead appears with the day.
    changed_at = max([today, feed.created_at, *(each.updated_at for each in rows)])
    meetings = [each for each in rows if each.status == "confirmed"]
    if freebusy:
        last = max([feed.created_at, *(each.updated_at for each in rows)])
        times = [(each.starts_at, each.ends_at) for each in meetings]
        return Published(_freebusy(feed, provider, times, span, last), changed_at)
    texts = translations(people.tastes(connection, [provider.email]).get(provider.email, (None, None))[0] or "en")
    if detailed:
        return Published(_events(provider.name, (_detailed(each, texts) for each in meetings)), changed_at)
    busy = texts.gettext("Busy")
    return Published(_events(f"{provider.name}: {busy}", (_busy(each, busy) for each in meetings)), changed_at)


def _events(name: str, entries: Iterable[Entry]) -> bytes:
    """Some programs know the older names of the first properties, some the newer (RFC 7986 sections 5.1 and 5.7)."""
    properties = (
        f"NAME:{text(name)}",
        f"X-WR-CALNAME:{text(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    )
    return calendar(properties, map(event, entries))


def _busy(meeting: Any, summary: str) -> Entry:
    """That the host is busy, and nothing else: the UID of the invitation would tell its guests which meeting this is."""
    return Entry(
        uid=sha256(f"busy:{meeting.uid}".encode()).hexdigest()[:32],
        sequence=meeting.sequence,
        created_at=meeting.created_at,
        changed_at=meeting.updated_at,
        start=meeting.starts_at,
        end=meeting.ends_at,
        summary=summary,
    )


def _detailed(meeting: Any, texts: NullTranslations) -> Entry:
    """What the host wants to see of a meeting. People are there by name only: calendars are shown around."""
    names = [] if meeting.names is None else meeting.names.split("\n")
    count = texts.ngettext("{count} attendee", "{count} attendees", len(names)).format(count=len(names))
    known = ", ".join(filter(None, names))
    return Entry(
        uid=meeting.uid,
        sequence=meeting.sequence,
        created_at=meeting.created_at,
        changed_at=meeting.updated_at,
        start=meeting.starts_at,
        end=meeting.ends_at,
        summary=meeting.title or meeting.name,
        location=meeting.location or meeting.video_url,
        description="\n".join(filter(None, [f"{count}: {known}" if known else count, meeting.video_url])),
    )


def _freebusy(
    feed: Feed,
    provider: Provider,
    times: Sequence[tuple[datetime, datetime]],
    span: tuple[datetime, datetime],
    changed_at: datetime,
) -> bytes:
    """The busy time as RFC 5546 section 3.3.1 wants it published: merged, ascending, in UTC."""

    def component() -> Iterator[str]:
        yield "BEGIN:VFREEBUSY"
        yield f"UID:{feed.id}"
        yield f"DTSTAMP:{utc(changed_at)}"
        yield f"ORGANIZER:mailto:{provider.email}"
        yield f"DTSTART:{utc(span[0])}"
        yield f"DTEND:{utc(span[1])}"
        for begin, end in merged(times):
            yield f"FREEBUSY;FBTYPE=BUSY:{utc(begin)}/{utc(end)}"
        yield "END:VFREEBUSY"

    return calendar(["METHOD:PUBLISH"], [component()])


def merged(times: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """The same time, ascending, in spans that neither overlap nor touch."""
    found: list[tuple[datetime, datetime]] = []
    for begin, end in sorted(times):
        if found and begin <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((begin, end))
    return found
