"""What can be done with the calendar. Chat, API and pages all come through here; each act is one short transaction.

What changes an appointment first takes its provider's lock: whoever else changes something of that provider's waits.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from booking import appointments, availability, events, hosts, notices, privacy, proposals, seats, wishes
from booking.addresses import clean_line, modest, normalise
from booking.announcing import Announcing
from booking.answering import came_back
from booking.attending import NOBODY, no_seats, phone_number, still_on, wanted_attendees, without_host
from booking.errors import InvalidInput, NotFound, Reason, TooManyAttendees
from booking.model import Actor, Appointment, AppointmentType, Attendee, BookingRequest, Event, Provider
from booking.offering import refusal, whole
from booking.receiving import Receiving
from booking.storage import NO_OVERLAP, seconds, writing
from booking.translations import marked

MAX_PAGE = 1000
MAX_LOCALE = 35


_HOSTS_OWN: frozenset[Reason] = frozenset({"too_soon", "too_far", "outside_hours", "limit"})
"""What a host may disregard who opens a group; what else is taken then, the database refuses."""


class BookingService(Receiving, Announcing):
    """The calendar of all providers in one database.

    `announce` is called after each commit that put mails into the outbox, with the ids of their rows. It may fail: the
    booking stands, and whoever sweeps the outbox finds them. Each change is kept in the history of its appointment, with
    the `actor` who made it.
    """

    def book(self, request: BookingRequest, actor: Actor = NOBODY) -> Appointment:
        """Make the appointment, once for each idempotency key, and put the invitations into the outbox.

        Where one of a shared type begins then already, join that one.

        Raises:
            NotFound: no such provider, or no such type of theirs.
            InvalidInput: a value cannot be.
            TooManyAttendees: more than the type takes.
            Refusal: that time cannot be had.
        """
        invited = wanted_attendees(request.attendees)
        if not invited:
            raise InvalidInput("Please name at least one person to invite besides the host.")
        if request.phone and not invited[0].phone:
            invited[0] = replace(invited[0], phone=phone_number(request.phone))
        return self._make(request, invited, actor)

    def open_group(self, request: BookingRequest, actor: Actor = NOBODY) -> Appointment:
        """Make an appointment that nobody is invited to yet, for others to join; as `book` otherwise.

        It is the host who does so: at any time to come that is not taken, whatever their own hours and limits say.
        """
        if request.attendees:
            raise InvalidInput("A group appointment is opened without attendees; they join it afterwards.")
        return self._make(request, [], actor)

    def reschedule(
        self, appointment_id: str, start: datetime, actor: Actor = NOBODY, *, idempotency_key: str | None = None
    ) -> Appointment:
        """Move an appointment to another start, as long as it was, and ask all who are in anew; there already: no change.

        Raises:
            NotFound: no such appointment.
            Refusal: it is over or cancelled, or that time cannot be had; nothing has changed then.
        """
        wish, now = whole(start), self.clock()
        rows: list[int] = []
        reason: Reason | None = None
        try:
            with writing(self._engine) as connection:
                provider, appointment = appointments.lock(connection, appointment_id)
                if known := appointments.changed_with(connection, "reschedule", idempotency_key):
                    return known
                still_on(appointment, now)
                type_ = _as_long(appointment)
                moved = appointment
                if wish != seconds(appointment.start):
                    reason = refusal(connection, provider, type_, seconds(now), wish, (), appointment.id)
                    if reason is None:
                        self._count(connection, provider, appointment.attendees, actor, now)
                        moved = appointments.move(connection, appointment, wish, now)
                        events.write(
                            connection, moved.id, now, actor, "rescheduled", detail=_from_to(appointment, moved)
                        )
                        rows = notices.write(connection, "REQUEST", moved, provider, self._reach)
                if reason is None and idempotency_key is not None:
                    appointments.note_request(connection, moved.id, idempotency_key, now, "reschedule")
        except IntegrityError as error:
            with self._engine.connect() as connection:
                if known := appointments.changed_with(connection, "reschedule", idempotency_key):
                    return known
            if NO_OVERLAP not in str(error.orig):
                raise
            reason = "taken"
        if reason:
            raise self.refused(reason, provider, type_, wish, without=appointment.id)
        self._tell(rows)
        return moved

    def edit(
        self,
        appointment_id: str,
        actor: Actor = NOBODY,
        *,
        title: str | None = None,
        location: str | None = None,
        video_url: str | None = None,
    ) -> Appointment:
        """Give an appointment another title, place or video link, those that are given, and tell all who are in; where
        it takes place somewhere else, ask them anew. Nothing new: no change.

        Raises:
            NotFound: no such appointment.
            InvalidInput: what is no link.
            Refusal: it is over or cancelled.
        """
        now = self.clock()
        rows: list[int] = []
        with writing(self._engine) as connection:
            provider, before = appointments.lock(connection, appointment_id)
            still_on(before, now)
            known = before.title, before.location, before.video_url
            wanted = (
                known[0] if title is None else clean_line(title, hosts.MAX_TEXT),
                known[1] if location is None else clean_line(location, hosts.MAX_TEXT),
                known[2] if video_url is None else hosts.link(video_url),
            )
            if wanted == known:
                return before
            self._count(connection, provider, before.attendees, actor, now)
            edited = appointments.edit(connection, before, *wanted, now)
            events.write(connection, edited.id, now, actor, "edited")
            rows = notices.write(connection, "REQUEST", edited, provider, self._reach)
        self._tell(rows)
        return edited

    def accept_proposal(self, proposal_id: str, actor: Actor = NOBODY) -> Appointment:
        """Move an appointment to the start that an attendee proposed, as long as it was; accepted already: no change.

        Raises:
            NotFound: no such proposal.
            InvalidInput: it was declined, or is about the length alone.
            Refusal: it is over or cancelled, or that time cannot be had; the proposal stays open then.
        """
        with self._engine.connect() as connection:
            proposal = proposals.read(connection, proposal_id)
            before = appointments.read(connection, proposal.appointment_id)
        if proposal.status == "declined":
            raise InvalidInput(marked("That proposal was declined already."))
        if proposal.status == "accepted":
            return before
        if proposal.start == before.start:
            raise InvalidInput(marked("That proposal changes the length only; meetings keep theirs."))
        moved = self.reschedule(before.id, proposal.start, actor, idempotency_key=f"proposal:{proposal.id}")
        with writing(self._engine) as connection:
            proposals.decide(connection, proposal.id, "accepted")
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
                rows = notices.write(connection, "CANCEL", cancelled, provider, self._reach)
        self._tell(rows)
        return cancelled

    def undelivered(self, appointment_id: str, email: str, reason: str) -> None:
        """Note that the mail server will never take mail to this attendee, and tell the host, once.

        Who is not in, or was meant to come to what is cancelled, is left as they are. `reason` holds no address.
        """
        with writing(self._engine) as connection:
            provider, appointment = appointments.lock(connection, appointment_id)
            guest = next((each for each in appointment.attendees if each.email == email), None)
            if guest is None or appointment.status == "cancelled":
                return
            rows = came_back(connection, appointment, provider, self._reach, guest, reason, self.clock())
        self._tell(rows)

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

    def invited(self, email: str) -> tuple[Appointment, ...]:
        """The confirmed appointments ahead that an address (as it is stored) is invited to, by start."""
        with self._engine.connect() as connection:
            return appointments.invited(connection, hosts.stored_text(email), self.clock())

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
        start = whole(request.start)
        request = _cleaned(request)
        if request.booked_by or actor.origin:  # else it is a host, or somebody who has a host's key
            request = replace(request, title=modest(request.title))
        try:
            with writing(self._engine) as connection:
                provider = hosts.lock_provider(connection, request.provider_id)
                if known := appointments.booked_with(connection, request.idempotency_key):
                    return known
                type_ = _type_of(connection, provider, request.type_id)
                guests = without_host(invited, provider)
                if len(guests) > type_.capacity:
                    raise TooManyAttendees(type_.capacity, len(guests))
                reason, made, rows = self._place(connection, provider, type_, request, guests, actor)
        except IntegrityError as error:
            # Past the lock comes only what took none: the same key with another provider, or a row written by hand.
            with self._engine.connect() as connection:
                if known := appointments.booked_with(connection, request.idempotency_key):
                    return known
                if NO_OVERLAP not in str(error.orig):
                    raise
                provider = hosts.read_provider(connection, request.provider_id)
                type_ = hosts.read_type(connection, request.type_id)
            reason, made = "taken", None
        if made is None:
            raise self.refused(reason or "taken", provider, type_, start)
        self._tell(rows)
        return made

    def _place(
        self,
        connection: Connection,
        provider: Provider,
        type_: AppointmentType,
        request: BookingRequest,
        guests: Sequence[Attendee],
        actor: Actor,
    ) -> tuple[Reason | None, Appointment | None, list[int]]:
        """Make the appointment, or join the shared one that stands there; or say why not."""
        now, start = self.clock(), whole(request.start)
        standing = appointments.shared(connection, type_, start) if type_.shared else None
        if standing:
            reason = availability.out_of_time(provider, seconds(now), start) or no_seats(standing, guests)
            if reason:
                return reason, None, []
            made, rows = self._add(connection, provider, standing, guests, actor, "joined", now, request.booked_by)
            appointments.note_request(connection, made.id, request.idempotency_key, now)
            return None, made, rows
        reason = refusal(connection, provider, type_, seconds(now), start)
        if reason and (guests or reason not in _HOSTS_OWN):
            return reason, None, []
        request = replace(
            request, location=request.location or type_.location, video_url=request.video_url or type_.video_url
        )
        wishes.respect(connection, (each.email for each in guests))
        self._count(connection, provider, guests, actor, now)
        made = appointments.insert(connection, request, type_, guests, self._reach.mail_from, now, provider.dispatch)
        events.write(connection, made.id, now, actor, "booked" if guests else "opened")
        return None, made, notices.write(connection, "REQUEST", made, provider, self._reach)


def _type_of(connection: Connection, provider: Provider, type_id: str) -> AppointmentType:
    type_ = hosts.read_type(connection, type_id)
    if type_.provider_id != provider.id:
        raise NotFound("There is no such appointment type.")
    return type_


def _as_long(appointment: Appointment) -> AppointmentType:
    """Its type, with the length that was agreed on."""
    minutes = int((appointment.end - appointment.start).total_seconds()) // 60
    return replace(appointment.type, minutes=minutes)


def _from_to(before: Appointment, after: Appointment) -> str:
    return f"from {before.start:%Y-%m-%d %H:%M} to {after.start:%Y-%m-%d %H:%M} UTC"


def _cleaned(request: BookingRequest) -> BookingRequest:
    return replace(
        request,
        timezone=availability.zone(request.timezone).key,
        title=clean_line(request.title, hosts.MAX_TEXT),
        location=clean_line(request.location, hosts.MAX_TEXT),
        contact_type=clean_line(request.contact_type, hosts.MAX_TEXT),
        video_url=hosts.link(request.video_url),
        booked_by=hosts.stored_text(request.booked_by),
        locale=clean_line(request.locale, MAX_LOCALE) or "en",
    )
