"""The part of the service about those who come: they join an appointment, leave it, answer."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import get_args

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from booking import appointments, events, hosts, notices, seats, tallies, wishes
from booking.addresses import clean_line, clean_name, normalise
from booking.errors import InvalidInput, NotFound, Reason, Refusal, TooManyAttendees
from booking.model import Actor, Appointment, Attendee, Invitee, PartStat, Provider
from booking.offering import SENTENCES, Offering
from booking.storage import seconds, writing
from booking.translations import marked

log = logging.getLogger(__name__)

NOBODY = Actor()
_NAME_SOMEBODY = marked("Please name at least one person to invite besides the host.")


class Attending(Offering):
    """What `booking.services.BookingService` can do with the attendees of an appointment."""

    def join(
        self, appointment_id: str, invitee: Invitee, actor: Actor = NOBODY, *, idempotency_key: str | None = None
    ) -> Appointment:
        """Give somebody a seat, and invite them; who is in already stays so, and nobody else is told.

        Raises:
            NotFound: no such appointment.
            InvalidInput: not an address that mail can reach, or the host's.
            Refusal: it is full, over or cancelled; with other starts of its type where it is full.
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
        """Keep an attendee's answer.

        Raises:
            NotFound: no such appointment, or they are not in it.
            InvalidInput: what is no answer.
            Refusal: the appointment is over or cancelled, or whoever declined comes back when all seats are taken.
        """
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
            now = self.clock()
            still_on(appointment, now)
            if seat_is_lost(appointment, attendee, status):
                raise Refusal("full", SENTENCES["full"])
            seats.answer(connection, appointment.id, address, status, now)
            events.write(connection, appointment.id, now, actor, "answered", attendee=address, detail=status)
            return appointments.read(connection, appointment.id)

    def _seat(
        self, appointment_id: str, invitees: Iterable[Invitee], actor: Actor, act: str, idempotency_key: str | None
    ) -> Appointment:
        invited = wanted_attendees(invitees)
        now = self.clock()
        try:
            with writing(self._engine) as connection:
                provider, appointment = appointments.lock(connection, appointment_id)
                if known := appointments.changed_with(connection, act, idempotency_key):
                    return known
                guests = without_host(invited, provider)
                if not guests:
                    raise InvalidInput(_NAME_SOMEBODY)
                still_on(appointment, now)
                full = no_seats(appointment, guests)
                if full and act == "added":
                    raise TooManyAttendees(appointment.type.capacity, len(_in_all(appointment, guests)))
                if not full:
                    changed, rows = self._add(connection, provider, appointment, guests, actor, act, now, actor.name)
                    if idempotency_key is not None:
                        appointments.note_request(connection, changed.id, idempotency_key, now, act)
        except IntegrityError:  # the same key at the same moment, for an appointment of another host
            with self._engine.connect() as connection:
                if known := appointments.changed_with(connection, act, idempotency_key):
                    return known
            raise
        if full:
            raise self.refused(full, provider, appointment.type, seconds(appointment.start))
        self._tell(rows)
        return changed

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
            still_on(appointment, now)
            sequence = appointment.sequence + 1
            seats.leave(connection, appointment.id, address, sequence, now)
            changed = appointments.touch(connection, appointment.id, sequence, now)
            events.write(connection, changed.id, now, actor, act, attendee=address)
            rows = notices.write(connection, "CANCEL", changed, provider, self._reach, [attendee])
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
        wishes.respect(connection, (each.email for each in new))
        self._count(connection, provider, new, actor, now)
        gone = seats.left(connection, appointment.id)
        sequence = max([appointment.sequence, *(gone[each.email] + 1 for each in new if each.email in gone)])
        seats.add(connection, appointment.id, new, hosts.stored_text(booked_by), sequence)
        changed = appointments.touch(connection, appointment.id, sequence, now)
        for each in new:
            events.write(connection, changed.id, now, actor, act, attendee=each.email)
        return changed, notices.write(connection, "REQUEST", changed, provider, self._reach, new)

    def _count(
        self, connection: Connection, provider: Provider, guests: Iterable[Attendee], actor: Actor, now: datetime
    ) -> None:
        """Count an invitation to each of these guests. Raises TooManyInvitations."""
        emails = [each.email for each in guests if not seats.is_erased(each.email)]
        tallies.count(connection, now, self._limits, actor, provider.id, emails)

    def _tell(self, rows: Sequence[int]) -> None:
        if not rows:
            return
        try:
            self._announce(rows)
        except Exception:
            log.exception("outbox rows were not announced; the sweep will find them")


def still_on(appointment: Appointment, now: datetime) -> None:
    """Raise a Refusal for what is cancelled or has begun."""
    if appointment.status == "cancelled":
        raise Refusal("cancelled", SENTENCES["cancelled"])
    if appointment.start <= now:
        raise Refusal("past", SENTENCES["past"])


def _attendee(appointment: Appointment, address: str) -> Attendee | None:
    return next((each for each in appointment.attendees if each.email == address), None)


def _in_all(appointment: Appointment, guests: Sequence[Attendee]) -> set[str]:
    return {*_seated(appointment), *(each.email for each in guests)}


def _seated(appointment: Appointment) -> set[str]:
    """Those who take a seat: who declines stays in the list, and frees theirs."""
    return {each.email for each in appointment.attendees if each.status != "DECLINED"}


def no_seats(appointment: Appointment, guests: Sequence[Attendee]) -> Reason | None:
    """Why these cannot come too."""
    wanted = _in_all(appointment, guests)
    return "full" if len(wanted) > max(appointment.type.capacity, len(_seated(appointment))) else None


def seat_is_lost(appointment: Appointment, attendee: Attendee, status: PartStat) -> bool:
    """Whether somebody who declined and now answers otherwise finds their seat taken."""
    back = attendee.status == "DECLINED" and status != "DECLINED"
    return back and no_seats(appointment, [attendee]) is not None


def without_host(invited: Sequence[Attendee], provider: Provider) -> list[Attendee]:
    """Those invited besides the host. Raises InvalidInput when only the host is."""
    guests = [each for each in invited if each.email != provider.email]
    if invited and not guests:
        raise InvalidInput(_NAME_SOMEBODY)
    return guests


def wanted_attendees(invitees: Iterable[Invitee]) -> list[Attendee]:
    """Each address once, as first named; with the first name and number given for it."""
    found: dict[str, Attendee] = {}
    for each in invitees:
        email = normalise(each.email)
        known = found.get(email, Attendee(email))
        found[email] = replace(
            known, name=known.name or clean_name(each.name), phone=known.phone or phone_number(each.phone)
        )
    return list(found.values())


def phone_number(number: str) -> str:
    """The number as one short line; what numbers look like is not asked."""
    return clean_line(number, 40)


def _known_address(email: str) -> str:
    """The address as it would be kept; of one erased, as it is."""
    return email if seats.is_erased(email) else normalise(email)
