"""Which of the meetings ahead is spoken of: by its day or time, or by its people."""

from collections.abc import Sequence
from datetime import timedelta

from booking.model import Appointment
from dialog.inviting import known_as, words_beside_addresses
from dialog.understanding import Intent, Moment, Reading, is_common

_OF_A_KIND = frozenset((Intent.ADD, Intent.REMOVE, Intent.CANCEL, Intent.RESCHEDULE))
_ADDING = frozenset((Intent.ADD, Intent.CHANGE, Intent.CORRECT, Intent.NONE))


def fitting(
    ahead: tuple[Appointment, ...], reading: Reading, text: str, locale: str, kind: str | None = None
) -> tuple[Appointment, ...]:
    """Those of some meetings ahead that a message may be about: by the day or time, the kind (its id, or its length) and the
    people that it names; all of them where it names none."""
    ahead = on(ahead, reading.which) if reading.which else ahead
    if reading.intent in _OF_A_KIND:
        ahead = tuple(one for one in ahead if one.type.id == kind or one.type.minutes == reading.minutes) or ahead
    named = {address.email for address in reading.emails} if reading.intent not in _ADDING else set()
    with_all = tuple(one for one in ahead if named and named <= {guest.email for guest in one.attendees})
    added = {word for address in reading.emails for word in address.name.casefold().split()}
    words = [word for word in words_beside_addresses(text) if word not in added and not is_common(word, locale)]
    return with_all or inviting(ahead, words) or ahead


def on(ahead: tuple[Appointment, ...], moment: Moment) -> tuple[Appointment, ...]:
    """Those that begin then: on the day that is named, or else, where it is a day of the week, in any week."""
    then = tuple(one for one in ahead if is_then(one, moment))
    if then or not moment.bare:
        return then
    return tuple(one for one in ahead if is_then(one, moment, weeks=(one.start - moment.start).days // 7))


def inviting(ahead: tuple[Appointment, ...], who: Sequence[str]) -> tuple[Appointment, ...]:
    """Those to which one of these addresses or names is invited."""
    return tuple(
        one
        for one in ahead
        if any(known_as(name, {guest.email: guest.name for guest in one.attendees}) for name in who)
    )


def is_then(appointment: Appointment, moment: Moment, *, weeks: int = 0) -> bool:
    """Whether the appointment begins on the day, at the time or in the stretch of time that was named, or so many weeks
    later."""
    start = appointment.start.astimezone(moment.start.tzinfo) - timedelta(weeks=weeks)
    if moment.has_time and moment.end is None:
        readings = [reading for reading in (moment.start, moment.other) if reading]
        return any(start.time() == reading.time() for reading in readings) and (
            not moment.has_day or start.date() == moment.start.date()
        )
    end = moment.end or moment.start + timedelta(days=1)
    return moment.has_day and moment.start.timestamp() <= start.timestamp() < end.timestamp()
