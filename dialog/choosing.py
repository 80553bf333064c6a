"""Which of the meetings ahead is spoken of: by its day or time, or by its people."""

from datetime import timedelta

from booking.model import Appointment
from dialog.inviting import known_as
from dialog.talk import Talk
from dialog.understanding import Moment, Reading


def fitting(talk: Talk, reading: Reading) -> tuple[Appointment, ...]:
    """Those of the person's meetings ahead that a message may be about; all of them where it names none."""
    ahead = talk.meetings
    if reading.which:
        return on(ahead, reading.which)
    named = {address.email for address in reading.emails}
    return tuple(one for one in ahead if named and named <= {guest.email for guest in one.attendees}) or ahead


def on(ahead: tuple[Appointment, ...], moment: Moment) -> tuple[Appointment, ...]:
    """Those that begin then: on the day that is named, or else, where it is a day of the week, in any week."""
    then = tuple(one for one in ahead if is_then(one, moment))
    if then or not moment.bare:
        return then
    return tuple(one for one in ahead if is_then(one, moment, weeks=(one.start - moment.start).days // 7))


def inviting(ahead: tuple[Appointment, ...], who: tuple[str, ...]) -> tuple[Appointment, ...]:
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
