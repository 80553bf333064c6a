"""The facts of the calendar, frozen. Instants are aware datetimes in UTC; zones are IANA names; lengths are minutes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Clock = Callable[[], datetime]
"""Returns the present instant as an aware datetime in UTC."""

PartStat = Literal["NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE"]
"""An attendee's answer (RFC 5545 section 3.2.12)."""

Dispatch = Literal["each", "all"]
"""How attendees are invited: each by a mail of their own, which names nobody else; or all by one mail that names all."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` in `seconds`; a count of 0 sets no limit."""

    count: int
    seconds: int

    def __str__(self) -> str:
        return f"{self.count}/{'minute' if self.seconds == 60 else 'day'}" if self.count else "0"


NO_LIMIT = Limit(0, 60)


@dataclass(frozen=True, slots=True)
class InviteLimits:
    """How many invitations one `person` may cause, one person with one host (`conversation`), and how many may go to one
    address (`recipient`) that is no host's."""

    person: Limit = NO_LIMIT
    conversation: Limit = NO_LIMIT
    recipient: Limit = NO_LIMIT


NO_LIMITS = InviteLimits()


@dataclass(frozen=True, slots=True, order=True)
class WorkingRange:
    """Open from `start` to `end` on a weekday (Monday is 0), in minutes after local midnight; 1440 is the end of the day."""

    weekday: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Provider:
    """A host: whoever's time is booked. `step` (minutes) is the distance between starts, `notice` (minutes) how long
    before its start a slot can last be booked, `horizon` (days) how far ahead: that many days after today, or, where
    `horizon_days` is "business", that many Mondays to Fridays. `daily_limit` and `weekly_limit` are the most confirmed
    appointments that begin on one day, or in one ISO week, of the provider's zone; None: no limit. `dispatch` is how
    attendees are invited to what is booked from now on."""

    id: str
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


@dataclass(frozen=True, slots=True, order=True)
class Override:
    """Other working hours on one `day` of the provider's calendar: "09:00-12:00,13:00-15:00", or "" for a day off. They
    replace the ranges that begin on that weekday."""

    day: date
    hours: str


@dataclass(frozen=True, slots=True)
class TimeOff:
    """When a provider is away, from `start` (included) to `end` (not)."""

    id: str
    start: datetime
    end: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class AppointmentType:
    """What can be booked with a provider. `capacity` is the most attendees, the provider not counted. Whoever books a
    `shared` type at a start where one of it stands already joins that one, while seats last. `reminders` are how many
    minutes before the start people are reminded, the longest first."""

    id: str
    provider_id: str
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


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A time that can be booked."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody to be invited: an address as it was given, and a name where there is one."""

    email: str
    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody invited to an appointment. `email` is normalised: it compares as it stands."""

    email: str
    name: str = ""
    status: PartStat = "NEEDS-ACTION"
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Appointment:
    """One meeting of a provider with its attendees.

    `uid` and `sequence` are iCalendar's; `updated_at` is its DTSTAMP. `booked_by` is the id of the person who booked, ""
    when nobody known did. `timezone` is the zone in which it was agreed, `locale` that of whoever booked. `attendees` are
    those who are in; there may be none. `dispatch` is its provider's, as it was when this was booked.
    """

    id: str
    uid: str
    sequence: int
    provider_id: str
    type: AppointmentType
    start: datetime
    end: datetime
    status: Literal["confirmed", "cancelled"]
    title: str
    location: str
    booked_by: str
    timezone: str
    attendees: tuple[Attendee, ...]
    created_at: datetime
    updated_at: datetime
    contact_type: str = ""
    video_url: str = ""
    locale: str = "en"
    dispatch: Dispatch = "each"


@dataclass(frozen=True, slots=True)
class BookingRequest:
    """What somebody asks to have booked. The same `idempotency_key` always gives the same appointment. `phone` is the
    number of the first attendee. `locale` is the booker's, such as "pt_BR"."""

    provider_id: str
    type_id: str
    start: datetime
    attendees: tuple[Invitee, ...]
    timezone: str
    idempotency_key: str
    booked_by: str = ""
    title: str = ""
    location: str = ""
    contact_type: str = ""
    video_url: str = ""
    phone: str = ""
    locale: str = "en"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something, and through which channel: a person's id on "messenger", a key's prefix on "api", … `origin` is
    where somebody comes from whom anybody can become, such as a network address; it is kept nowhere."""

    name: str = ""
    channel: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done to an appointment. `attendee` is the address whom it concerned, "" for all or none."""

    at: datetime
    actor: str
    channel: str
    action: str
    detail: str
    attendee: str = ""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """What is known of a key: its `prefix` is the beginning of the secret, to tell keys apart."""

    id: str
    provider_id: str
    name: str
    prefix: str
    created_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes to us on a channel, and what is known of them for good. `address` is where they are written to
    there; it is kept when they book."""

    id: str
    timezone: str | None = None
    locale: str | None = None
    email: str | None = None
    name: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """Where the world reaches us: `mail_from` is the address that mail comes from, `replies` the pattern of the addresses
    that answers come back to, such as "bookings+{token}@example.org", `url` where our pages begin, without a slash at the
    end."""

    mail_from: str
    replies: str
    url: str


Subject = Literal["calendar", "reminder", "words", "proposal", "unreachable", "stranger", "confirm", "news"]
"""What a mail is about: the appointment itself, or something beside it, which needs no calendar part."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """One mail about an appointment to one reader, or to all attendees: all that is needed to compose it again to the byte.

    `organizer` is our own reply address for this (meeting, reader), never the reader's own nor the provider's.
    `message_id` is with angle brackets; `references` are those of the earlier mails to this reader about this meeting.
    `reader` is whom the mail goes to; `to_provider` tells that it is the host. `others` are the attendees that this reader
    may see besides: all for the host and where everybody may see everybody, none else. `booker` is what whoever booked is
    called, for the host, "" where nobody knows. Where `to_all` is set, the mail
    goes to the reader and all of the `others` as one message. `timezone` is the zone the text is written for.
    `previous_start` is the start that the reader was told before, where it has changed. A CANCEL that is not for the
    `whole` meeting takes only this reader off it (RFC 5546 section 3.2.5).
    `link` is the page on which the reader answers. `again` tells that the reader has had the same mail before. A
    DECLINECOUNTER is the host's no to the proposed time, with the host's `words`.
    What is not about the "calendar" is a plain letter: a reminder; the
    `words` that `concerning` wrote back; their proposal of another time (`proposed_start`, `proposed_end`); that mail to
    them came back, for the reason in `words`; that somebody not invited answered; the wish that the reader confirm an
    answer which came by mail; or news for whoever booked in a chat that cannot be reached, in `words`.
    """

    method: Literal["REQUEST", "CANCEL", "DECLINECOUNTER"]
    message_id: str
    references: tuple[str, ...]
    uid: str
    sequence: int
    created_at: datetime
    updated_at: datetime
    start: datetime
    end: datetime
    title: str
    location: str
    provider_name: str
    organizer: str
    reader: Attendee
    to_provider: bool
    others: tuple[Attendee, ...]
    timezone: str
    locale: str = "en"
    booker: str = ""
    video_url: str = ""
    previous_start: datetime | None = None
    whole: bool = True
    to_all: bool = False
    again: bool = False
    link: str = ""
    subject: Subject = "calendar"
    concerning: Attendee | None = None
    words: str = ""
    proposed_start: datetime | None = None
    proposed_end: datetime | None = None

    @property
    def recipients(self) -> tuple[str, ...]:
        """The addresses that the mail goes to, each once."""
        return tuple(dict.fromkeys(each.email for each in (self.reader, *(self.others if self.to_all else ()))))


Topic = Literal["reminder", "answers", "moved", "cancelled"]
"""What a chat is told of: a meeting that is near, what those invited answered, that somebody else moved it or called it
off."""

News = Literal["ACCEPTED", "DECLINED", "TENTATIVE", "proposed", "joined", "left", "removed", "unreachable"]
"""What became of somebody who is invited: their answer, or that they proposed another time, came or went, were taken off, or
that their mail came back."""


@dataclass(frozen=True, slots=True)
class ChatNotice:
    """One notice about an appointment to a person, in the chat where they booked it.

    `person` is their id. `timezone` and `locale` are the appointment's, for whom we know no better. `coming` of `invited`
    have accepted, of those that the person may see. `news` are addresses or names, whatever they are known by, and what
    each of them did since the person was last told.
    """

    topic: Topic
    person: str
    appointment_id: str
    title: str
    kind: str
    start: datetime
    end: datetime
    timezone: str
    locale: str
    location: str = ""
    video_url: str = ""
    coming: int = 0
    invited: int = 0
    news: tuple[tuple[str, News], ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a person can be written to in a chat: `address` on `account` of `channel`; and what is known of them."""

    person: Person
    channel: str
    account: str
    sender: str
