"""What can be done with the calendar. Chat, API and pages all come through here; each act is one short transaction.

What changes an appointment first takes its provider's lock: whoever else changes something of that provider's waits.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Literal, get_args

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from booking import appointments, availability, diary, events, hosts, notices, privacy, seats
from booking.addresses import clean_line, clean_name, normalise
from booking.availability import Span
from booking.errors import InvalidInput, NotFound, Reason, Refusal, TooManyAttendees
from booking.hosting import Hosting
from booking.model import (
    Actor,
    Appointment,
    AppointmentType,
    Attendee,
    BookingRequest,
    Event,
    Invitee,
    PartStat,
    Provider,
    Slot,
)
from booking.storage import NO_OVERLAP, instant, seconds, writing

log = logging.getLogger(__name__)

NOBODY = Actor()
MAX_PAGE = 1000

_SENTENCES: dict[Reason, str] = {
    "past": "That time has passed already.",
    "too_soon": "That is too soon: the host needs more notice.",
    "too_far": "That is further ahead than the host takes bookings.",
    "outside_hours": "The host has no meeting of this length beginning at that time.",
    "taken": "That time is taken.",
    "limit": "The host takes no more meetings on that day or in that week.",
    "full": "That meeting is full.",
    "cancelled": "That meeting was cancelled.",
}


class BookingService(Hosting):
    """The calendar of all providers in one database.

    `announce` is called after each commit that put mails into the outbox, with the ids of their rows. It may fail: the
    booking stands, and whoever sweeps the outbox finds them. Each change is kept in the history of its appointment, with
    the `actor` who made it.
    """

    def slots(
        self,
        provider: Provider,
        type: AppointmentType,  # noqa: A002
        first: date,
        last: date,
        zone: str,
        *,
        held: Sequence[Span] = (),
    ) -> tuple[Slot, ...]:
        """What can be booked now on the days `first` to `last` (inclusive) as days are in `zone`, ascending.

        `held` is more time that counts as busy, in seconds since 1970. Where a shared type stands already and has seats
        left, its start is among them.

        Raises:
            InvalidInput: no such zone.
        """
        found = self._starts(provider, type, availability.days(first, last, zone), held)
        return tuple(_slot(type, start) for start in found)

    def days(
        self,
        provider: Provider,
        type: AppointmentType,  # noqa: A002
        first: date,
        last: date,
        zone: str,
        *,
        held: Sequence[Span] = (),
    ) -> tuple[date, ...]:
        """The days, from `first` to `last` (inclusive) as days are in `zone`, on which `slots` has something.

        Raises:
            InvalidInput: no such zone.
        """
        found = self._starts(provider, type, availability.days(first, last, zone), held)
        return tuple(availability.days_with(found, zone))

    def check(
        self,
        provider: Provider,
        type: AppointmentType,  # noqa: A002
        start: datetime,
        *,
        held: Sequence[Span] = (),
        without: str = "",
    ) -> None:
        """Change nothing; raise the Refusal that `book` would, or `reschedule` of the appointment `without`."""
        wish, now = _whole(start), seconds(self.clock())
        with self._engine.connect() as connection:
            reason = _refusal(connection, provider, type, now, wish, held, without)
        if reason:
            raise self._refused(reason, provider, type, wish, held, without)

    def book(self, request: BookingRequest, actor: Actor = NOBODY) -> Appointment:
        """Make the appointment, once for each idempotency key, and put the invitations into the outbox.

        Where one of a shared type begins then already, join that one.

        Raises:
            NotFound: no such provider, or no such type of theirs.
            InvalidInput: a value cannot be.
            TooManyAttendees: more than the type takes.
            Refusal: that time cannot be had.
        """
        invited = _attendees(request.attendees)
        if not invited:
            raise InvalidInput("Please name at least one person to invite besides the host.")
        if request.phone and not invited[0].phone:
            invited[0] = replace(invited[0], phone=_phone(request.phone))
        return self._make(request, invited, actor)

    def open_group(self, request: BookingRequest, actor: Actor = NOBODY) -> Appointment:
        """Make an appointment that nobody is invited to yet, for others to join; as `book` otherwise."""
        if request.attendees:
            raise InvalidInput("A group appointment is opened without attendees; they join it afterwards.")
        return self._make(request, [], actor)

    def join(
        self, appointment_id: str, invitee: Invitee, actor: Actor = NOBODY, *, idempotency_key: str | None = None
    ) -> Appointment:
        """Give somebody a seat, and invite them; who is in already stays so, and nobody else is told.

        Raises:
            NotFound: no such appointment.
            InvalidInput: not an address that mail can reach, or the host's.
            Refusal: it is full, over or cancelled.
        """
        return self._seat(appointment_id, [invitee], actor, "joined", idempotency_key)

    def add_attendees(
        self,
        appointment_id: str,
        invitees: Iterable[Invitee],
        actor: Actor = NOBODY,
        *,
        idempotency_key: str | None = None,
    ) -> Appointment:
        """Give several people a seat each, all or none; as `join` otherwise. Raises TooManyAttendees."""
        return self._seat(appointment_id, invitees, actor, "added", idempotency_key)

    def leave(self, appointment_id: str, email: str, actor: Actor = NOBODY) -> Appointment:
        """Free one attendee's seat, and tell them and nobody else; the appointment stands.

        Who has left already: nothing more. Raises NotFound when they were never in, Refusal when it is over.
        """
        return self._unseat(appointment_id, email, actor, "left")

    def remove_attendee(self, appointment_id: str, email: str, actor: Actor = NOBODY) -> Appointment:
        """As `leave`, by somebody else."""
        return self._unseat(appointment_id, email, actor, "removed")

    def rsvp(self, appointment_id: str, email: str, status: PartStat, actor: Actor = NOBODY) -> Appointment:
        """Keep an attendee's answer. Raises NotFound when they are not in, InvalidInput for what is no answer."""
        if status not in get_args(PartStat):
            raise InvalidInput(f"An answer is one of {', '.join(get_args(PartStat))}.")
        address = _known_address(email)
        with writing(self._engine) as connection:
            _, appointment = appointments.lock(connection, appointment_id)
            attendee = _attendee(appointment, address)
            if attendee is None:
                raise NotFound("Nobody with that address is invited to that meeting.")
            if attendee.status == status:
                return appointment
            seats.answer(connection, appointment.id, address, status)
            events.write(connection, appointment.id, self.clock(), actor, "answered", attendee=address, detail=status)
            return appointments.read(connection, appointment.id)

    def reschedule(
        self, appointment_id: str, start: datetime, actor: Actor = NOBODY, *, idempotency_key: str | None = None
    ) -> Appointment:
        """Move an appointment to another start, as long as it was, and ask all who are in anew; there already: no change.

        Raises:
            NotFound: no such appointment.
            Refusal: it is over or cancelled, or that time cannot be had; nothing has changed then.
        """
        wish, now = _whole(start), self.clock()
        rows: list[int] = []
        reason: Reason | None = None
        try:
            with writing(self._engine) as connection:
                provider, appointment = appointments.lock(connection, appointment_id)
                if known := appointments.changed_with(connection, "reschedule", idempotency_key):
                    return known
                _still_on(appointment, now)
                type_ = _as_long(appointment)
                moved = appointment
                if wish != seconds(appointment.start):
                    reason = _refusal(connection, provider, type_, seconds(now), wish, (), appointment.id)
                    if reason is None:
                        moved = appointments.move(connection, appointment, wish, now)
                        events.write(connection, moved.id, now, actor, "rescheduled", detail=_move(appointment, moved))
                        rows = notices.write(connection, "REQUEST", moved, provider, self._mail_from)
                if reason is None and idempotency_key is not None:
                    appointments.note_request(connection, moved.id, idempotency_key, now, "reschedule")
        except IntegrityError as error:
            if NO_OVERLAP not in str(error.orig):
                raise
            reason = "taken"
        if reason:
            raise self._refused(reason, provider, type_, wish, without=appointment.id)
        self._tell(rows)
        return moved

    def cancel(self, appointment_id: str, actor: Actor = NOBODY) -> Appointment:
        """Cancel the whole appointment, free its time and put the cancellations into the outbox; again: nothing more.

        Who has not been sent the invitation yet gets neither. Raises NotFound.
        """
        now = self.clock()
        rows: list[int] = []
        with writing(self._engine) as connection:
            provider, cancelled = appointments.lock(connection, appointment_id)
            if appointments.cancel(connection, cancelled.id, now):
                cancelled = appointments.read(connection, cancelled.id)
                events.write(connection, cancelled.id, now, actor, "cancelled")
                rows = notices.write(connection, "CANCEL", cancelled, provider, self._mail_from)
        self._tell(rows)
        return cancelled

    def appointment(self, appointment_id: str) -> Appointment:
        """The appointment of that id. Raises NotFound."""
        with self._engine.connect() as connection:
            return appointments.read(connection, appointment_id)

    def appointments(
        self,
        provider_id: str,
        *,
        first: datetime | None = None,
        until: datetime | None = None,
        status: Literal["confirmed", "cancelled"] | None = None,
        offset: int = 0,
        limit: int = 100,
    ) -> tuple[tuple[Appointment, ...], int]:
        """A provider's appointments that begin from `first` on and before `until`, by start and id: `limit` (at most
        1000) of them after the first `offset`; and how many there are on all pages."""
        if offset < 0 or limit < 0:
            raise InvalidInput("A page begins at 0 or later and has 0 appointments or more.")
        page = min(offset, 2**62), min(limit, MAX_PAGE)
        with self._engine.connect() as connection:
            return appointments.page(connection, provider_id, first, until, status, *page)

    def upcoming(self, person_id: str) -> tuple[Appointment, ...]:
        """The confirmed appointments, not yet over, that a person has booked or booked a seat in, by start."""
        with self._engine.connect() as connection:
            return appointments.upcoming(connection, person_id, self.clock())

    def seats_of(self, appointment_id: str, person_id: str) -> tuple[Attendee, ...]:
        """Those who are in an appointment because this person booked their seat."""
        with self._engine.connect() as connection:
            return seats.of_person(connection, hosts.stored_text(appointment_id), hosts.stored_text(person_id))

    def history(self, appointment_id: str) -> tuple[Event, ...]:
        """What was done to an appointment, the first first. Raises NotFound."""
        with self._engine.connect() as connection:
            return events.read(connection, appointments.read(connection, appointment_id).id)

    def export(self, email: str) -> dict[str, Any]:
        """Everything held about an address, as it goes into JSON. Raises InvalidInput."""
        with self._engine.connect() as connection:
            return privacy.export(connection, normalise(email))

    def erase(self, email: str, actor: Actor = NOBODY) -> dict[str, int]:
        """Forget an address; how many things were changed, by kind. Appointments stand, the seat without a name.

        Raises:
            InvalidInput: not an address, or a host's.
        """
        with writing(self._engine) as connection:
            return privacy.erase(connection, normalise(email), actor, self.clock())

    def _make(self, request: BookingRequest, invited: Sequence[Attendee], actor: Actor) -> Appointment:
        start = _whole(request.start)
        request = _cleaned(request)
        now = self.clock()
        try:
            with writing(self._engine) as connection:
                provider = hosts.lock_provider(connection, request.provider_id)
                if known := appointments.booked_with(connection, request.idempotency_key):
                    return known
                type_ = hosts.read_type(connection, request.type_id)
                if type_.provider_id != provider.id:
                    raise NotFound("There is no such appointment type.")
                guests = _without_host(invited, provider)
                if len(guests) > type_.capacity:
                    raise TooManyAttendees(type_.capacity, len(guests))
                standing = appointments.shared(connection, type_, start) if type_.shared else None
                if standing is None:
                    reason = _refusal(connection, provider, type_, seconds(now), start)
                else:
                    reason = _no_seats(standing, guests) or availability.out_of_time(provider, seconds(now), start)
                if reason is None and standing is None:
                    made = self._insert(connection, request, type_, guests, actor, now)
                    rows = notices.write(connection, "REQUEST", made, provider, self._mail_from)
                elif reason is None and standing is not None:
                    made, rows = self._add(
                        connection, provider, standing, guests, actor, "joined", now, request.booked_by
                    )
                    appointments.note_request(connection, made.id, request.idempotency_key, now)
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

    def _insert(
        self,
        connection: Connection,
        request: BookingRequest,
        type_: AppointmentType,
        guests: Sequence[Attendee],
        actor: Actor,
        now: datetime,
    ) -> Appointment:
        request = replace(
            request,
            location=request.location or type_.location,
            video_url=request.video_url or type_.video_url,
        )
        made = appointments.insert(connection, request, type_, guests, self._mail_from, now)
        events.write(connection, made.id, now, actor, "booked" if guests else "opened")
        return made

    def _seat(
        self, appointment_id: str, invitees: Iterable[Invitee], actor: Actor, act: str, idempotency_key: str | None
    ) -> Appointment:
        invited = _attendees(invitees)
        now = self.clock()
        with writing(self._engine) as connection:
            provider, appointment = appointments.lock(connection, appointment_id)
            if known := appointments.changed_with(connection, act, idempotency_key):
                return known
            guests = _without_host(invited, provider)
            if not guests:
                raise InvalidInput("Please name at least one person to invite besides the host.")
            _still_on(appointment, now)
            if _no_seats(appointment, guests):
                if act == "joined":
                    raise Refusal("full", _SENTENCES["full"])
                raise TooManyAttendees(appointment.type.capacity, len(_in_all(appointment, guests)))
            booked_by = actor.name if act == "joined" else appointment.booked_by
            changed, rows = self._add(connection, provider, appointment, guests, actor, act, now, booked_by)
            if idempotency_key is not None:
                appointments.note_request(connection, changed.id, idempotency_key, now, act)
        self._tell(rows)
        return changed

    def _add(
        self,
        connection: Connection,
        provider: Provider,
        appointment: Appointment,
        guests: Sequence[Attendee],
        actor: Actor,
        act: str,
        now: datetime,
        booked_by: str,
    ) -> tuple[Appointment, list[int]]:
        """Seat those who are not in, and invite them: with the SEQUENCE that all others have, or one above that of a
        CANCEL which one of them has had."""
        new = [each for each in guests if _attendee(appointment, each.email) is None]
        if not new:
            return appointment, []
        gone = seats.left(connection, appointment.id)
        sequence = max([appointment.sequence, *(gone[each.email] + 1 for each in new if each.email in gone)])
        seats.add(connection, appointment.id, new, hosts.stored_text(booked_by), sequence)
        changed = appointments.touch(connection, appointment.id, sequence, now)
        for each in new:
            events.write(connection, changed.id, now, actor, act, attendee=each.email)
        return changed, notices.write(connection, "REQUEST", changed, provider, self._mail_from, new)

    def _unseat(self, appointment_id: str, email: str, actor: Actor, act: str) -> Appointment:
        address = _known_address(email)
        now = self.clock()
        with writing(self._engine) as connection:
            provider, appointment = appointments.lock(connection, appointment_id)
            attendee = _attendee(appointment, address)
            if attendee is None:
                if address in seats.left(connection, appointment.id):
                    return appointment
                raise NotFound("Nobody with that address is invited to that meeting.")
            _still_on(appointment, now)
            sequence = appointment.sequence + 1
            seats.leave(connection, appointment.id, address, sequence, now)
            changed = appointments.touch(connection, appointment.id, sequence, now)
            events.write(connection, changed.id, now, actor, act, attendee=address)
            rows = notices.write(connection, "CANCEL", changed, provider, self._mail_from, [attendee])
        self._tell(rows)
        return changed

    def _starts(
        self,
        provider: Provider,
        type_: AppointmentType,
        span: Span,
        held: Sequence[Span] = (),
        without: str = "",
    ) -> list[int]:
        """The bookable starts in `span`."""
        now = seconds(self.clock())
        since, until = availability.bookable(provider, now)
        span = max(since, span[0]), min(until, span[1])
        if span[0] >= span[1]:
            return []
        with self._engine.connect() as connection:
            known = diary.read(connection, provider, type_, span, held, without)
        found = availability.starts(provider, type_, known.busy, now, span, known.overrides, known.booked)
        return sorted({*found, *known.groups}) if known.groups else found

    def _refused(
        self,
        reason: Reason,
        provider: Provider,
        type_: AppointmentType,
        wish: int,
        held: Sequence[Span] = (),
        without: str = "",
    ) -> Refusal:
        now = seconds(self.clock())
        found = availability.nearest(
            self._starts(provider, type_, availability.bookable(provider, now), held, without), wish
        )
        return Refusal(reason, _SENTENCES[reason], tuple(_slot(type_, start) for start in found))

    def _tell(self, rows: Sequence[int]) -> None:
        if not rows:
            return
        try:
            self._announce(rows)
        except Exception:
            log.exception("outbox rows were not announced; the sweep will find them")


def _refusal(
    connection: Connection,
    provider: Provider,
    type_: AppointmentType,
    now: int,
    start: int,
    held: Sequence[Span] = (),
    without: str = "",
) -> Reason | None:
    if reason := availability.out_of_time(provider, now, start):
        return reason
    known = diary.read(connection, provider, type_, (start, start + 1), held, without)
    if start in known.groups:
        return None
    if type_.shared and not without and appointments.shared(connection, type_, start):
        return "full"
    return availability.refusal(provider, type_, known.busy, now, start, known.overrides, known.booked)


def _still_on(appointment: Appointment, now: datetime) -> None:
    """Raise a Refusal for what is cancelled or has begun."""
    if appointment.status == "cancelled":
        raise Refusal("cancelled", _SENTENCES["cancelled"])
    if appointment.start <= now:
        raise Refusal("past", _SENTENCES["past"])


def _as_long(appointment: Appointment) -> AppointmentType:
    """Its type, with the length that was agreed on."""
    minutes = int((appointment.end - appointment.start).total_seconds()) // 60
    return replace(appointment.type, minutes=minutes)


def _move(before: Appointment, after: Appointment) -> str:
    return f"from {before.start:%Y-%m-%d %H:%M} to {after.start:%Y-%m-%d %H:%M} UTC"


def _attendee(appointment: Appointment, address: str) -> Attendee | None:
    return next((each for each in appointment.attendees if each.email == address), None)


def _in_all(appointment: Appointment, guests: Sequence[Attendee]) -> set[str]:
    return {each.email for each in (*appointment.attendees, *guests)}


def _no_seats(appointment: Appointment, guests: Sequence[Attendee]) -> Reason | None:
    """Why these cannot come too."""
    wanted = _in_all(appointment, guests)
    return "full" if len(wanted) > max(appointment.type.capacity, len(appointment.attendees)) else None


def _without_host(invited: Sequence[Attendee], provider: Provider) -> list[Attendee]:
    guests = [each for each in invited if each.email != provider.email]
    if invited and not guests:
        raise InvalidInput("Please name at least one person to invite besides the host.")
    return guests


def _slot(type_: AppointmentType, start: int) -> Slot:
    return Slot(instant(start), instant(start + type_.minutes * 60))


def _whole(start: datetime) -> int:
    """The instant in whole seconds."""
    if start.tzinfo is None:
        raise InvalidInput("The start has no time zone.")
    return seconds(start)


def _cleaned(request: BookingRequest) -> BookingRequest:
    return replace(
        request,
        timezone=availability.zone(request.timezone).key,
        title=clean_line(request.title, hosts.MAX_TEXT),
        location=clean_line(request.location, hosts.MAX_TEXT),
        contact_type=clean_line(request.contact_type, hosts.MAX_TEXT),
        video_url=hosts.link(request.video_url),
        booked_by=hosts.stored_text(request.booked_by),
    )


def _attendees(invitees: Iterable[Invitee]) -> list[Attendee]:
    """Each address once, as first named; with the first name and number given for it."""
    found: dict[str, Attendee] = {}
    for each in invitees:
        email = normalise(each.email)
        known = found.get(email, Attendee(email))
        found[email] = replace(known, name=known.name or clean_name(each.name), phone=known.phone or _phone(each.phone))
    return list(found.values())


def _phone(number: str) -> str:
    return clean_line(number, 40)


def _known_address(email: str) -> str:
    """The address as it would be kept; of one erased, as it is."""
    return email if seats.is_erased(email) else normalise(email)
