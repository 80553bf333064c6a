"""The part of the service that says what can be booked, and why something cannot."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from booking import appointments, availability, diary
from booking.autocommit import Autocommit
from booking.availability import Span
from booking.errors import InvalidInput, Reason, Refusal
from booking.hosting import Hosting
from booking.model import AppointmentType, Provider, Slot
from booking.storage import instant, seconds

SENTENCES: dict[Reason, str] = {
    "past": "That time has passed already.",
    "too_soon": "That is too soon: the host needs more notice.",
    "too_far": "That is further ahead than the host takes bookings.",
    "outside_hours": "The host has no meeting of this length beginning at that time.",
    "taken": "That time is taken.",
    "limit": "The host takes no more meetings on that day or in that week.",
    "full": "That meeting is full.",
    "cancelled": "That meeting was cancelled.",
}


class Offering(Hosting):
    """What `booking.services.BookingService` can say before anything is booked."""

    def slots(
        self,
        provider: Provider,
        type: AppointmentType,  # noqa: A002
        first: date,
        last: date,
        zone: str,
        *,
        held: Sequence[Span] = (),
        without: str = "",
    ) -> tuple[Slot, ...]:
        """What can be booked now on the days `first` to `last` (inclusive) as days are in `zone`, ascending.

        `held` is more time that counts as busy, in seconds since 1970; the appointment of the id `without` does not count.
        Where a shared type stands already and has seats left, its start is among them.

        Raises:
            InvalidInput: no such zone.
        """
        found = self._starts(provider, type, availability.days(first, last, zone), held, without)
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
        without: str = "",
    ) -> tuple[date, ...]:
        """The days, from `first` to `last` (inclusive) as days are in `zone`, on which `slots` has something.

        Raises:
            InvalidInput: no such zone.
        """
        found = self._starts(provider, type, availability.days(first, last, zone), held, without)
        return tuple(availability.days_with(found, zone))

    def hours(
        self,
        provider: Provider,
        type: AppointmentType,  # noqa: A002
        day: date,
        zone: str,
    ) -> tuple[Slot, ...]:
        """The host's hours on a day as days are in `zone`, whatever is booked in them.

        Raises:
            InvalidInput: no such zone.
        """
        span = availability.days(day, day, zone)
        overrides = diary.read(self._alone, provider, type, span).overrides
        return tuple(Slot(*map(instant, each)) for each in availability.hours(provider, span, overrides))

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
        reason = self.why_not(provider, type, start, held=held, without=without)
        if reason:
            raise self.refused(reason, provider, type, whole(start), held, without)

    def why_not(
        self,
        provider: Provider,
        type: AppointmentType,  # noqa: A002
        start: datetime,
        *,
        held: Sequence[Span] = (),
        without: str = "",
    ) -> Reason | None:
        """The reason for which `check` would refuse, without looking for what else is free; None where it would not."""
        return refusal(self._alone, provider, type, seconds(self.clock()), whole(start), held, without)

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
        known = diary.read(self._alone, provider, type_, span, held, without)
        found = availability.starts(provider, type_, known.busy, now, span, known.overrides, known.booked)
        return sorted({*found, *known.groups}) if known.groups else found

    def refused(
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
        return Refusal(reason, SENTENCES[reason], tuple(_slot(type_, start) for start in found))


def refusal(
    source: Connection | Autocommit,
    provider: Provider,
    type_: AppointmentType,
    now: int,
    start: int,
    held: Sequence[Span] = (),
    without: str = "",
) -> Reason | None:
    if reason := availability.out_of_time(provider, now, start):
        return reason
    known = diary.read(source, provider, type_, (start, start + 1), held, without)
    if start in known.groups:
        return None
    if type_.shared and not without and appointments.shared_id(source, type_, start):
        return "full"
    return availability.refusal(provider, type_, known.busy, now, start, known.overrides, known.booked)


def _slot(type_: AppointmentType, start: int) -> Slot:
    return Slot(instant(start), instant(start + type_.minutes * 60))


def whole(start: datetime) -> int:
    """The instant in whole seconds."""
    if start.tzinfo is None:
        raise InvalidInput("The start has no time zone.")
    return seconds(start)
