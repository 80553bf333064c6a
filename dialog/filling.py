"""From what was understood to the draft. A good value stays until a better one comes; what cannot be is said."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from booking.addresses import modest
from booking.model import Slot
from dialog import texts
from dialog.conversation import Draft
from dialog.inviting import fill_attendees
from dialog.kinds import fill_length, fill_type
from dialog.questions import day_of, in_window, last_day, refuse_day, with_next_day
from dialog.talk import Talk
from dialog.understanding import Intent, Moment, Reading, read
from dialog.zones import at_clock, local_minutes


def fill(talk: Talk, reading: Reading, text: str) -> bool:
    """Take everything into the draft that the reading holds; whether there was anything."""
    draft = talk.conversation.draft
    taken = False
    if reading.minutes and reading.intent is not Intent.REMOVE:
        taken = fill_length(talk, reading.minutes) or taken
    taken = fill_type(talk, text) or taken
    if reading.title:
        taken = _fill_title(talk, modest(reading.title))
    moment = counted_from_draft(talk, reading.moment, text) if reading.moment else None
    if moment:
        _fill_moment(talk, moment)
        taken = True
    if reading.shift and not (moment and moment.has_time) and (known := draft.wish or draft.start):
        draft.wish, draft.other_wish, taken = known + timedelta(minutes=reading.shift), None, True
    if reading.excluded and not (reading.moment and _is_one_day(reading.moment)):
        exclude(talk, reading.excluded)
        taken = True
    return fill_attendees(talk, reading, text) or taken


def counted_from_draft(talk: Talk, moment: Moment, text: str) -> Moment:
    """A day of the week and "next week" count from the week of what was chosen before, where that is more than a week ahead;
    "the 21st" from the days that are shown, else from its month; "a day later" from its day."""
    draft = talk.conversation.draft
    chosen = draft.wish or draft.start
    day = day_of(talk, chosen) if chosen else draft.day or draft.not_before
    shown = _shown_as(talk, moment)
    if moment.relative == "month":
        day = shown or draft.not_before or (day and max(day.replace(day=1), talk.today))
    if not day or not moment.relative or (moment.relative == "week" and day - talk.today <= timedelta(days=7)):
        return moment
    base = day - timedelta(days=day.weekday()) if moment.relative == "week" else day
    clock = local_minutes(chosen, talk.some_zone) if chosen and moment.relative == "day" else 0
    return read(text, at_clock(base, clock, talk.some_zone), talk.some_zone, talk.locale).moment or moment


def _shown_as(talk: Talk, moment: Moment) -> date | None:
    """Of the days that are shown, the one with the number that was said."""
    days = [date.fromisoformat(value[1]) for value in talk.conversation.offered if value[0] == "d"]
    return next((day for day in days if day.day == moment.start.day), None)


def _fill_title(talk: Talk, title: str) -> bool:
    """Take what the meeting is about; a meeting that others booked too keeps its title, which is said."""
    draft = talk.conversation.draft
    if draft.moving and talk.booking.appointment(draft.moving).type.shared:
        talk.tell(texts.TITLE_STAYS)
    else:
        draft.title = title
    return True


def exclude(talk: Talk, days: Sequence[date | int]) -> None:
    """Days that are not wanted: they are offered no more, and of a start on one of them the time alone is left."""
    draft = talk.conversation.draft
    talk.conversation.page = 0
    draft.excluded = tuple(dict.fromkeys((*draft.excluded, *days)))
    start = draft.wish or draft.start
    day = day_of(talk, start) if start else draft.day
    if day and draft.excludes(day):
        if start:
            draft.clock = local_minutes(start, talk.some_zone)
        draft.day = draft.start = draft.wish = draft.other_wish = None
    draft.alternatives = tuple(one for one in draft.alternatives if not draft.excludes(one[0].date()))


def _is_one_day(moment: Moment) -> bool:
    return moment.has_day and not moment.days and (moment.has_time or moment.end is None)


def _want(draft: Draft, day: date) -> None:
    """A day that is named is wanted, whatever was said of it before."""
    draft.excluded = tuple(one for one in draft.excluded if one not in (day, day.weekday()))


def _fill_moment(talk: Talk, moment: Moment) -> None:
    draft = talk.conversation.draft
    talk.conversation.page = 0
    if moment.place and talk.zone is None:
        talk.learn(timezone=moment.place)
    moment = _in_period(draft, moment)
    draft.alternatives = ()
    if moment.alternatives:
        _fill_alternatives(talk, moment)
    elif moment.end is not None and not moment.has_time:
        _fill_period(talk, moment, moment.start.date(), moment.end.date() - timedelta(days=1))
    elif moment.days:
        _fill_days(talk, moment)
    elif not moment.has_time:
        fill_day(talk, moment.start, bare=moment.bare)
    else:
        _fill_time(talk, moment)


def _fill_alternatives(talk: Talk, moment: Moment) -> None:
    """Starts of which any will do, as the clocks show them where the person is."""
    draft = talk.conversation.draft
    zone = ZoneInfo(talk.some_zone)
    within_reach = [readings for readings in moment.alternatives if not _refused_at_once(talk, *readings)]
    if not within_reach:
        return
    draft.alternatives = tuple(
        tuple(one.astimezone(zone).replace(tzinfo=None) for one in readings) for readings in within_reach
    )
    draft.wish = draft.other_wish = draft.clock = draft.other_clock = draft.window = None
    for readings in draft.alternatives:
        _want(draft, readings[0].date())


def _refused_at_once(talk: Talk, *readings: datetime) -> bool:
    """Whether a start is past or beyond the horizon by all its readings; that is said at once, while the kind of meeting or
    the zone has yet to be asked for. Otherwise it is checked, and the nearest free times are offered."""
    if talk.type and talk.zone:
        return False
    day = day_of(talk, readings[0])
    if not talk.today <= day <= last_day(talk):
        refuse_day(talk, day)
    elif talk.zone and max(readings) <= talk.now:
        reason = texts.refused("past", readings[0], talk.some_zone, talk.provider, talk.locale)
        talk.say(with_next_day(talk, reason))
    else:
        return False
    return True


def _fill_time(talk: Talk, moment: Moment) -> None:
    draft = talk.conversation.draft
    if moment.has_day:
        if moment.end is None and _refused_at_once(talk, moment.start, *([moment.other] if moment.other else [])):
            return
        _want(draft, moment.start.date())
    if moment.has_day and moment.end is None and (moment.zone or talk.zone):
        draft.wish = moment.start.astimezone(UTC)
        draft.other_wish = moment.other.astimezone(UTC) if moment.other else None
        draft.clock = draft.other_clock = draft.window = None
        return
    if moment.has_day:
        draft.day = moment.start.date()
    if moment.end is not None:
        _fill_clock(draft, moment)
        _keep_if_fitting(talk, moment)
        return
    if moment.zone and talk.zone and (draft.day or draft.start):
        day = draft.day or draft.start.astimezone(moment.start.tzinfo).date()  # type: ignore[union-attr]
        draft.wish = datetime.combine(day, moment.start.timetz()).astimezone(UTC)
        return
    _fill_clock(draft, moment)


def _fill_days(talk: Talk, moment: Moment) -> None:
    """Several days of which any will do, or of which one is meant."""
    if moment.disagreeing:
        talk.tell(texts.DAYS_DISAGREE)
    _fill_period(talk, moment, moment.days[0], moment.days[-1])
    if moment.has_time:
        _fill_clock(talk.conversation.draft, moment)


def _fill_clock(draft: Draft, moment: Moment) -> None:
    """A time of day, or a part of it, whatever the day."""
    draft.window, draft.clock, draft.other_clock = window_of(moment), None, None
    if moment.end is None:
        draft.clock = moment.start.hour * 60 + moment.start.minute
        draft.other_clock = moment.other.hour * 60 + moment.other.minute if moment.other else None


def _in_period(draft: Draft, moment: Moment) -> Moment:
    """Of a week that was wished for, the day of the week that was said."""
    if not moment.bare or draft.not_before is None or moment.start.date() >= draft.not_before:
        return moment
    later = timedelta(days=-(-(draft.not_before - moment.start.date()).days // 7) * 7)
    if draft.not_after and moment.start.date() + later > draft.not_after:
        return moment
    return replace(
        moment,
        start=moment.start + later,
        end=moment.end and moment.end + later,
        other=moment.other and moment.other + later,
        days=tuple(day + later for day in moment.days),
        alternatives=tuple(tuple(one + later for one in readings) for readings in moment.alternatives),
    )


def window_of(moment: Moment) -> tuple[int, int] | None:
    """From when until when a moment lasts, in minutes after midnight of its day; None for a mere instant."""
    if moment.end is None:
        return None
    minutes = moment.start.hour * 60 + moment.start.minute
    return minutes, minutes + int((moment.end - moment.start).total_seconds() // 60)


def _fits(talk: Talk, start: datetime | None) -> bool:
    kind = talk.type
    if start is None or kind is None:
        return False
    return bool(in_window(talk, [Slot(start, start + timedelta(minutes=kind.minutes))]))


def _keep_if_fitting(talk: Talk, moment: Moment) -> None:
    """Of the start chosen before what lies in the part of the day that is wanted now: on another day the same time."""
    draft = talk.conversation.draft
    start, draft.start = draft.start, None
    if start is None or not _fits(talk, start):
        return
    if moment.has_day and day_of(talk, start) != moment.start.date():
        draft.wish = at_clock(moment.start.date(), local_minutes(start, talk.some_zone), talk.some_zone)
    else:
        draft.start = start


def _fill_period(talk: Talk, moment: Moment, first: date, last: date) -> None:
    """A week, a month or several days: they are offered; a time chosen before is wished for on the day that is picked."""
    draft = talk.conversation.draft
    if first > last_day(talk) or last < talk.today:
        refuse_day(talk, min(first, last))
        return
    if draft.start is not None:
        draft.clock = local_minutes(draft.start, talk.some_zone)
    draft.not_before, draft.not_after, draft.day = first, last, None
    draft.days = () if moment.between else moment.days
    draft.excluded = ()
    draft.start = draft.wish = None


def fill_day(talk: Talk, moment: datetime, *, bare: bool = False) -> None:
    """Another day: with a time chosen before, the same time of that day is wished for; where it is over on a `bare`
    Monday, that of the next one."""
    draft = talk.conversation.draft
    draft.alternatives = ()
    day = moment.date()
    known = draft.wish or draft.start
    if known is not None:
        clock = local_minutes(known, talk.some_zone)
        if bare and at_clock(day, clock, talk.some_zone) <= talk.now:
            day += timedelta(days=7)
        draft.wish, draft.other_wish = at_clock(day, clock, talk.some_zone), None
    elif not talk.today <= day <= last_day(talk):
        refuse_day(talk, day)
        return
    if not (draft.not_before or day) <= day <= (draft.not_after or day):
        draft.not_before = draft.not_after = None
        draft.days = draft.excluded = ()
    _want(draft, day)
    draft.day = day
