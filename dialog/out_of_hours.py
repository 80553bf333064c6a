"""Why no meeting can begin at a time of the host's calendar: there are no hours then, or it is between two starts."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from booking.errors import Refusal
from booking.model import AppointmentType
from booking.translations import marked
from dialog import dates, joining, texts
from dialog.talk import Talk

NO_HOURS = marked("{provider} takes no meetings on {day}.")
OUTSIDE = marked("{when} is outside the host's hours, which are {hours} on that day ({zone}).")
BEYOND = marked(
    "{minutes} minutes from {when} on would end after the host's hours, which are {hours} on that day ({zone})."
)
BETWEEN = marked("{when} is not a time at which meetings begin: the nearest is {nearest}.")


def why_no_hours(talk: Talk, kind: AppointmentType, day: date) -> str | None:
    """What is told of a day on which the host has no hours; None of any other."""
    return None if talk.booking.hours(talk.provider, kind, day, talk.some_zone) else _no_hours(talk, day)


def _no_hours(talk: Talk, day: date) -> str:
    return talk.told(NO_HOURS, provider=talk.provider.name, day=dates.day_title(day, talk.today, talk.locale))


def why_out_of_hours(talk: Talk, kind: AppointmentType, refusal: Refusal, wish: datetime) -> str:
    """What is told of a start that the host's hours do not have."""
    zone, locale = talk.some_zone, talk.locale
    day = wish.astimezone(ZoneInfo(zone)).date()
    hours = talk.booking.hours(talk.provider, kind, day, zone)
    if not hours:
        return _no_hours(talk, day)
    when = dates.moment_full(wish, zone, locale)
    around = next((each for each in hours if each.start <= wish < each.end), None)
    if around and wish + timedelta(minutes=kind.minutes) <= around.end:
        nearest = min((slot.start for slot in refusal.alternatives), key=lambda start: abs(start - wish), default=None)
        if nearest is None:
            return texts.refused(refusal.reason, wish, zone, talk.provider, locale)
        return talk.told(BETWEEN, when=when, nearest=dates.slot_title(nearest, zone, locale))
    spans = [f"{dates.clock(each.start, zone, locale)} – {dates.clock(each.end, zone, locale)}" for each in hours]
    return talk.told(
        BEYOND if around else OUTSIDE,
        when=when,
        minutes=kind.minutes,
        hours=joining.listed(spans, locale),
        zone=dates.zone_label(zone, wish),
    )
