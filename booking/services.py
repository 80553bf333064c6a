"""What can be done with the calendar. Chat, API and pages all come through here; each act is one short transaction."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from booking import appointments, availability, hosts, notices, people
from booking.addresses import clean_line, clean_name, normalise
from booking.availability import Span
from booking.errors import InvalidInput, NotFound, Reason, Refusal, TooManyAttendees
from booking.hosts import NewProvider, NewType
from booking.model import (
    Appointment,
    AppointmentType,
    Attendee,
    BookingRequest,
    Clock,
    Invitee,
    Person,
    Provider,
    Slot,
)
from booking.storage import NO_OVERLAP, instant, seconds, writing

log = logging.getLogger(__name__)

_SENTENCES: dict[Reason, str] = {
    "past": "That time has passed already.",
    "too_soon": "That is too soon: the host needs more notice.",
    "too_far": "That is further ahead than the host takes bookings.",
    "outside_hours": "The host has no meeting of this length beginning at that time.",
    "taken": "That time is taken.",
}


class BookingService:
    """The calendar of all providers in one database.

    `announce` is called after each commit that put mails into the outbox, with the ids of their rows. It may fail: the
    booking stands, and whoever sweeps the outbox finds them.
    """

    def __init__(
        self, engine: Engine, *, clock: Clock, mail_from: str, announce: Callable[[Sequence[int]], None]
    ) -> None:
        self._engine = engine
        self.clock = clock
        self._mail_from = mail_from
        self._announce = announce

    def add_provider(self, new: NewProvider) -> Provider:
        """Make a provider. Raises InvalidInput."""
        with writing(self._engine) as connection:
            return hosts.add_provider(connection, new, self.clock())

    def providers(self) -> tuple[Provider, ...]:
        """All providers, the oldest first."""
        with self._engine.connect() as connection:
            return hosts.read_providers(connection)

    def provider(self, provider_id: str | None) -> Provider:
        """The provider of that id; None: the oldest. Raises NotFound."""
        with self._engine.connect() as connection:
            return hosts.read_provider(connection, provider_id)

    def add_type(self, provider_id: str, new: NewType) -> AppointmentType:
        """Make an appointment type of a provider. Raises NotFound, InvalidInput."""
        with writing(self._engine) as connection:
            return hosts.add_type(connection, provider_id, new)

    def types(self, provider_id: str) -> tuple[AppointmentType, ...]:
        """A provider's appointment types in the order they were made."""
        with self._engine.connect() as connection:
            return hosts.read_types(connection, provider_id)

    def slots(
        self,
        provider: Provider,
        type: AppointmentType,  # noqa: A002
        first: date,
        last: date,
        zone: str,
    ) -> tuple[Slot, ...]:
        """What can be booked now on the days `first` to `last` (inclusive) as days are in `zone`, ascending.

        Raises:
            InvalidInput: no such zone.
        """
        found = self._starts(provider, type, availability.days(first, last, zone))
        return tuple(_slot(type, start) for start in found)

    def days(
        self,
        provider: Provider,
        type: AppointmentType,  # noqa: A002
        first: date,
        last: date,
        zone: str,
    ) -> tuple[date, ...]:
        """The days, from `first` to `last` (inclusive) as days are in `zone`, on which something can be booked now.

        Raises:
            InvalidInput: no such zone.
        """
        found = self._starts(provider, type, availability.days(first, last, zone))
        return tuple(availability.days_with(found, zone))

    def check(self, provider: Provider, type: AppointmentType, start: datetime) -> None:  # noqa: A002
        """Change nothing; raise the Refusal that `book` would."""
        wish, now = _whole(start), seconds(self.clock())
        with self._engine.connect() as connection:
            reason = _refusal(connection, provider, type, now, wish)
        if reason:
            raise self._refused(reason, provider, type, wish)

    def book(self, request: BookingRequest) -> Appointment:
        """Make the appointment, once for each idempotency key, and put the invitations into the outbox.

        Raises:
            NotFound: no such provider, or no such type of theirs.
            InvalidInput: a value cannot be.
            TooManyAttendees: more than the type takes.
            Refusal: that time cannot be had.
        """
        start = _whole(request.start)
        request = replace(
            request,
            timezone=availability.zone(request.timezone).key,
            title=clean_line(request.title, hosts.MAX_TEXT),
            location=clean_line(request.location, hosts.MAX_TEXT),
            booked_by=hosts.stored_text(request.booked_by),
        )
        invited = _attendees(request.attendees)
        now = self.clock()
        try:
            with writing(self._engine) as connection:
                provider = hosts.lock_provider(connection, request.provider_id)
                if known := appointments.booked_with(connection, request.idempotency_key):
                    return known
                type_ = hosts.read_type(connection, request.type_id)
                if type_.provider_id != provider.id:
                    raise NotFound("There is no such appointment type.")
                invited = [each for each in invited if each.email != provider.email]
                if not invited:
                    raise InvalidInput("Please name at least one person to invite besides the host.")
                if len(invited) > type_.capacity:
                    raise TooManyAttendees(type_.capacity, len(invited))
                reason = _refusal(connection, provider, type_, seconds(now), start)
                if reason is None:
                    request = replace(request, location=request.location or type_.location)
                    made = appointments.insert(connection, request, type_, invited, self._mail_from, now)
                    rows = notices.write(connection, "REQUEST", made, provider, self._mail_from)
        except IntegrityError as error:
            # Past the lock comes only what took none: the same key with another provider, or a row written by hand.
            with self._engine.connect() as connection:
                if known := appointments.booked_with(connection, request.idempotency_key):
                    return known
                if NO_OVERLAP not in str(error.orig):
                    raise
                provider = hosts.read_provider(connection, request.provider_id)
                type_ = hosts.read_type(connection, request.type_id)
            reason = "taken"
        if reason:
            raise self._refused(reason, provider, type_, start)
        self._tell(rows)
        return made

    def cancel(self, appointment_id: str) -> Appointment:
        """Cancel the whole appointment, free its time and put the cancellations into the outbox; again: nothing more.

        Who has not been sent the invitation yet gets neither. Raises NotFound.
        """
        now = self.clock()
        with writing(self._engine) as connection:
            changed = appointments.cancel(connection, appointment_id, now)
            cancelled = appointments.read(connection, appointment_id)
            rows = []
            if changed:
                provider = hosts.read_provider(connection, cancelled.provider_id)
                rows = notices.write(connection, "CANCEL", cancelled, provider, self._mail_from)
        self._tell(rows)
        return cancelled

    def appointment(self, appointment_id: str) -> Appointment:
        """The appointment of that id. Raises NotFound."""
        with self._engine.connect() as connection:
            return appointments.read(connection, appointment_id)

    def upcoming(self, person_id: str) -> tuple[Appointment, ...]:
        """The confirmed appointments, not yet over, that a person has booked, by start."""
        with self._engine.connect() as connection:
            return appointments.upcoming(connection, person_id, self.clock())

    def person(self, channel: str, account: str, sender: str) -> Person:
        """Who writes, and what is known of them; writes nothing."""
        with self._engine.connect() as connection:
            return people.read(connection, channel, account, sender)

    def remember(
        self,
        channel: str,
        account: str,
        sender: str,
        *,
        timezone: str | None = None,
        locale: str | None = None,
        email: str | None = None,
        name: str | None = None,
    ) -> Person:
        """Keep what is given of a person, leave the rest as it was. Raises InvalidInput."""
        known = people.Known(timezone, locale, email, name)
        with writing(self._engine) as connection:
            return people.remember(connection, channel, account, sender, known)

    def _starts(self, provider: Provider, type_: AppointmentType, span: Span) -> list[int]:
        """The bookable starts in `span`."""
        now = seconds(self.clock())
        since, until = availability.bookable(provider, now)
        span = max(since, span[0]), min(until, span[1])
        if span[0] >= span[1]:
            return []
        with self._engine.connect() as connection:
            busy = appointments.busy(connection, provider.id, availability.reach(type_, span))
        return availability.starts(provider, type_, busy, now, span)

    def _refused(self, reason: Reason, provider: Provider, type_: AppointmentType, wish: int) -> Refusal:
        now = seconds(self.clock())
        found = availability.nearest(self._starts(provider, type_, availability.bookable(provider, now)), wish)
        return Refusal(reason, _SENTENCES[reason], tuple(_slot(type_, start) for start in found))

    def _tell(self, rows: Sequence[int]) -> None:
        if not rows:
            return
        try:
            self._announce(rows)
        except Exception:
            log.exception("outbox rows were not announced; the sweep will find them")


def _refusal(connection: Connection, provider: Provider, type_: AppointmentType, now: int, start: int) -> Reason | None:
    busy = appointments.busy(connection, provider.id, availability.reach(type_, (start, start)))
    return availability.refusal(provider, type_, busy, now, start)


def _slot(type_: AppointmentType, start: int) -> Slot:
    return Slot(instant(start), instant(start + type_.minutes * 60))


def _whole(start: datetime) -> int:
    """The instant in whole seconds."""
    if start.tzinfo is None:
        raise InvalidInput("The start has no time zone.")
    return seconds(start)


def _attendees(invitees: Iterable[Invitee]) -> list[Attendee]:
    """Each address once, as first named; with the first name given for it."""
    names: dict[str, str] = {}
    for each in invitees:
        email = normalise(each.email)
        names[email] = names.get(email) or clean_name(each.name)
    return [Attendee(email, name) for email, name in names.items()]
