"""Conversations as scripts, played against the real conversation and calendar on a clock of their own.

A script is a text, a line each:

    # a remark
    host: America/New_York mon-fri 09:00-17:00     the host's zone and hours (these, if there is no such line)
    type: Board | 90 | 12                          what can be booked, its minutes and capacity; the demo's five otherwise
    now: 2026-05-11T09:00-04:00                    the moment, from here on (Monday, 11 May 2026, 9:00 in New York)
    as: bill                                       who writes, from here on ("ana")
    zone: Europe/Berlin                            their zone; "unknown": nobody knows it (New York)
    locale: de_DE                                  their network's language (en_US)
    > book friday at 3pm with karen@dev.to         what is written
    = Book it                                      the choice that is pressed, by its title
    < Shall I book this?                           words that the answer holds, in this order; choices count as well
    ! karen                                        words that it does not hold
    booked: 2026-05-15 15:00 60 karen@dev.to       each appointment that stands, and no others: start (local to the host),
                                                   minutes, addresses; several divided by ";", "nothing" for none
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from redis import Redis
from sqlalchemy import Engine

from booking import hours
from booking.demo import TYPES
from booking.errors import BookingError
from booking.hosts import NewProvider, NewType
from booking.model import Provider
from booking.services import BookingService
from booking.storage import migrate, open_engine
from channels import embedded
from dialog.mailbox import Mailbox
from dialog.messages import Capabilities, Incoming, Outgoing
from dialog.sessions import Sessions
from dialog.turn import Conversations

ZONE = "America/New_York"
NOW = datetime(2026, 5, 11, 13, 0, tzinfo=UTC)
BUTTONS = Capabilities(text_length=2000, max_choices=13, title_length=20)
_SECRET = b"nobody but this process sees these conversations"


class ScriptError(Exception):
    """A line of a script that cannot be played; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Where a conversation goes another way than its script: the line, what was said before, what was expected there and
    what came instead."""

    line: int
    said: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How a script went: how many messages were sent, and the first mismatch."""

    messages: int
    mismatch: Mismatch | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A calendar and a Redis to play on; each script brings its own host and people."""

    engine: Engine
    redis: Redis
    numbers: "count[int]" = field(default_factory=count)


@contextmanager
def stage() -> Iterator[Stage]:
    """A stage in a temporary folder. Raises `channels.errors.CannotStart` where no Redis can be started."""
    with tempfile.TemporaryDirectory(prefix="convoke-") as folder:
        server = embedded.attach(Path(folder), "convoke test")
        engine = open_engine(f"sqlite:///{folder}/convoke.db")
        redis = Redis.from_url(server.url)
        try:
            migrate(engine)
            yield Stage(engine, redis)
        finally:
            redis.close()
            engine.dispose()
            server.close()


def rehearse(stage: Stage, script: str) -> Rehearsal:
    """Play a script up to its end, or to the first mismatch. Raises ScriptError."""
    play = _Play(stage)
    for number, line in enumerate(script.splitlines(), 1):
        mark, _, rest = line.strip().partition(" ")
        if not mark or mark == "#":
            continue
        act = _ACTS.get(mark)
        if act is None:
            raise ScriptError(f"line {number}: a line cannot begin with “{mark[:20]}”.")
        try:
            missing = act(play, rest.strip())
        except (BookingError, ValueError, LookupError) as error:
            raise ScriptError(f"line {number}: {error}") from error
        if missing is not None:
            return Rehearsal(play.messages, Mismatch(number, play.said, rest.strip(), missing))
    return Rehearsal(play.messages)


class _Play:
    """One script on the stage. What an act returns is what was found instead of what its line says; None if it fits."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.number, self.messages = stage, next(stage.numbers), 0
        self.clock_now = NOW
        self.booking = BookingService(
            stage.engine,
            clock=lambda: self.clock_now,
            mail_from="bookings@convoke.example",
            announce=lambda _rows: None,
        )
        sessions = Sessions(stage.redis, secret=_SECRET)
        self.conversations = Conversations(sessions, Mailbox(stage.redis), self.booking, clock=lambda: self.clock_now)
        self._host: Provider | None = None
        self._types = False
        self.writer, self.zone, self.locale = "ana", ZONE, "en_US"
        self.said = ""
        self.replies: dict[str, tuple[Outgoing, ...]] = {}
        self.shown, self.place = "", 0

    @property
    def host(self) -> Provider:
        """The host of this script; made when first needed."""
        if self._host is None:
            self.set_host(f"{ZONE} mon-fri 09:00-17:00")
        if self._host is None:
            raise AssertionError("a host was just made")
        if not self._types:
            self._types = True
            for kind in TYPES:
                self.booking.add_type(self._host.id, kind)
        return self._host

    def set_host(self, line: str) -> None:
        zone, _, rules = line.partition(" ")
        new = NewProvider("Hana Host", "hana@host.example", zone, hours.parse(rules))
        self._host = self.booking.add_provider(new)

    def add_type(self, line: str) -> None:
        if self._host is None:
            self.set_host(f"{ZONE} mon-fri 09:00-17:00")
        name, minutes, capacity = (part.strip() for part in line.split("|"))
        if self._host is None:
            raise AssertionError("a host was just made")
        self._types = True
        self.booking.add_type(self._host.id, NewType(name, int(minutes), int(capacity)))

    def set_now(self, moment: str) -> None:
        self.clock_now = datetime.fromisoformat(moment).astimezone(UTC)

    def set_writer(self, name: str) -> None:
        self.writer = name

    def set_zone(self, zone: str) -> None:
        self.zone = "" if zone == "unknown" else ZoneInfo(zone).key

    def set_locale(self, locale: str) -> None:
        self.locale = locale

    def say(self, text: str) -> None:
        self._send(text, None)

    def press(self, title: str) -> str | None:
        offered = {choice.title: choice.id for reply in self.replies.get(self.writer, ()) for choice in reply.choices}
        if title not in offered:
            return self.shown
        self._send("", offered[title], shown=title)
        return None

    def _send(self, text: str, choice: str | None, shown: str = "") -> None:
        self.messages += 1
        self.said = f"= {shown}" if choice else f"> {text}"
        incoming = Incoming(
            channel="rehearsal",
            account=str(self.number),
            sender=self.writer,
            message_id=str(self.messages),
            text=text,
            received_at=self.clock_now,
            choice=choice,
            locale=self.locale,
            timezone=self.zone or None,
            provider=self.host.id,
        )
        replies = self.conversations.handle(incoming, BUTTONS, lambda _replies: True).replies
        self.replies[self.writer] = replies
        choices = " | ".join(choice.title for reply in replies for choice in reply.choices)
        self.shown, self.place = "\n".join([*(reply.text for reply in replies), choices]), 0

    def hear(self, words: str) -> str | None:
        found = self.shown.find(words, self.place)
        if found < 0:
            return self.shown
        self.place = found + len(words)
        return None

    def not_hear(self, words: str) -> str | None:
        return self.shown if words in self.shown else None

    def check_booked(self, line: str) -> str | None:
        wanted = [] if line == "nothing" else [one.strip() for one in line.split(";")]
        found, _total = self.booking.appointments(self.host.id, status="confirmed")
        zone = ZoneInfo(self.host.timezone)
        standing = [
            " ".join([
                f"{one.start.astimezone(zone):%Y-%m-%d %H:%M}",
                str(int((one.end - one.start).total_seconds()) // 60),
                *sorted(attendee.email for attendee in one.attendees),
            ])
            for one in found
        ]  # fmt: skip
        return None if standing == wanted else "; ".join(standing) or "nothing"


_ACTS = {
    "host:": _Play.set_host,
    "type:": _Play.add_type,
    "now:": _Play.set_now,
    "as:": _Play.set_writer,
    "zone:": _Play.set_zone,
    "locale:": _Play.set_locale,
    ">": _Play.say,
    "=": _Play.press,
    "<": _Play.hear,
    "!": _Play.not_hear,
    "booked:": _Play.check_booked,
}
