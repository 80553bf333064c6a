"""Other calendars are looked into: fetched, read in a child process, and what is busy kept."""

import random
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Engine

from booking.busy import child, keeping
from booking.busy.keeping import Claimed, Found, Kind
from booking.busy.lines import Unreadable
from booking.model import Clock
from channels.calendars import caldav, feed, sealing
from channels.calendars.feed import NOTHING_SEEN, Validators
from channels.calendars.reachable import CannotFetch, Place, Reachable, place
from channels.settings import Settings

WHOLE = timedelta(days=1)
"""How long we take a server's word that nothing has changed. Then all is read anew: the window has moved on, and the text of
people's calendars is not kept to be read again."""
LONGEST_PAUSE = timedelta(days=1)


class Looking:
    """Looks into calendars as the settings allow."""

    def __init__(self, settings: Settings, engine: Engine, clock: Clock) -> None:
        self._settings = settings
        self._engine = engine
        self._clock = clock
        self._reachable = Reachable.of(settings.calendar_allow_private or "", settings.calendar_ports)
        self._secret = settings.secret_key or ""

    def calendars(self, url: str) -> list[Place]:
        """The calendars that a CalDAV address leads to. Raises CannotFetch."""
        return caldav.find(place(url), self._reachable)

    def look(self, provider_id: str, kind: Kind, where: Place, seen: Validators = NOTHING_SEEN) -> Found | None:
        """What is busy in a calendar; None where it is what was `seen`.

        Raises:
            CannotFetch: it cannot be had.
            Unreadable: what came cannot be used.
            NotFound: no such provider.
        """
        ours = self._settings.public_url
        if ours and where.path.startswith("/feeds/") and where.host == place(ours).host:
            raise CannotFetch("That is a feed of Convoke's own: what is booked here is known already.")
        with self._engine.connect() as connection:
            window = keeping.wish(connection, provider_id, self._clock()).window
        if kind == "caldav":
            fetched = caldav.fetch(where, self._reachable, window, seen)
        else:
            fetched = feed.fetch(where, self._reachable, seen)
        if fetched.data is None:
            return None
        with self._engine.connect() as connection:  # now: what was booked meanwhile may be in it
            wish = keeping.wish(connection, provider_id, self._clock())
        busy = child.read_apart(fetched.data, wish)
        return Found(busy, fetched.validators.etag, fetched.validators.last_modified)

    def sealed(self, where: Place) -> str:
        """The address as it is kept: encrypted, user and password with it."""
        return sealing.seal(where.whole_url, self._secret)

    def refresh(self, claimed: Claimed, *, anew: bool = False) -> str:
        """Look into a claimed calendar, `anew` whatever was seen before, and keep what is found; or note, and return, why
        nothing is."""
        now = self._clock()
        fresh = not anew and not claimed.failures and claimed.read_at is not None and now - claimed.read_at < WHOLE
        seen = Validators(claimed.etag, claimed.last_modified) if fresh else NOTHING_SEEN
        try:
            where = place(sealing.unseal(claimed.url, self._secret))
            found = self.look(claimed.provider_id, claimed.kind, where, seen)
        except (CannotFetch, Unreadable) as error:
            now = self._clock()
            gone = isinstance(error, CannotFetch) and error.gone
            next_at = None if gone else self.next_at(now, claimed.failures)
            keeping.failed(self._engine, claimed, str(error), now, next_at)
            return str(error)
        now = self._clock()
        if found is None:
            keeping.unchanged(self._engine, claimed, now, self.next_at(now))
        else:
            keeping.good(self._engine, claimed, found, now, self.next_at(now))
        return ""

    def refresh_due(self) -> bool:
        """Look into the calendar that has been due for the longest; whether there was one."""
        claimed = keeping.claim_due(self._engine, self._clock())
        if claimed is None:
            return False
        log = structlog.get_logger().bind(calendar=claimed.id, host=claimed.host)
        if problem := self.refresh(claimed):
            log.warning("calendar_unread", failures=claimed.failures + 1, problem=problem)
        else:
            log.info("calendar_read")
        return True

    def next_at(self, now: datetime, failures: int = 0) -> datetime:
        """When a calendar is due again: a little earlier or later than the others, and later the more often it failed."""
        usual = timedelta(minutes=self._settings.calendar_refresh_minutes)
        pause: timedelta = min(usual * 2 ** min(failures, 10), max(LONGEST_PAUSE, usual))
        return now + pause * random.uniform(0.9, 1.1)  # noqa: S311 - no secret
