"""How each question is asked: its sentence and the choices under it. Asking moves the machine into the question's state."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from booking.errors import Refusal
from booking.model import Appointment, AppointmentType, Slot
from booking.zone_names import zone_name
from dialog import dates, joining, texts
from dialog.conversation import Draft
from dialog.machine import fire
from dialog.out_of_hours import why_no_hours, why_out_of_hours
from dialog.talk import Offer, Talk
from dialog.zones import at_clock, local_minutes


def possible_types(talk: Talk) -> tuple[AppointmentType, ...]:
    """The types that fit what is known: enough places, the wanted length; one person alone is not a group."""
    draft = talk.conversation.draft
    wanted = len(draft.attendees)
    fitting = [kind for kind in talk.types if kind.capacity >= wanted]
    if draft.minutes and any(kind.minutes == draft.minutes for kind in fitting):
        fitting = [kind for kind in fitting if kind.minutes == draft.minutes]
    if wanted == 1 and any(kind.capacity == 1 for kind in fitting):
        fitting = [kind for kind in fitting if kind.capacity == 1]
    return tuple(fitting)


def ask_type(talk: Talk) -> None:
    """What kind of meeting? Only those that fit are offered."""
    ask_which_type(talk, talk.told(texts.ASK_TYPE), possible_types(talk) or talk.types)


def ask_which_type(talk: Talk, question: str, kinds: Sequence[AppointmentType]) -> None:
    """Which of these kinds of meeting?"""
    fire(talk.conversation, "ask_type")
    talk.say_list(
        question,
        [(kind.name, texts.type_line(kind, talk.locale), ["t", kind.id]) for kind in kinds],
    )


def ask_zone(talk: Talk) -> None:
    """Which time zone? The host's is offered."""
    fire(talk.conversation, "ask_zone")
    talk.tell(texts.ASK_ZONE, [(zone_name(talk.provider.timezone), ["z", talk.provider.timezone])])


def last_day(talk: Talk) -> date:
    """The last day that can be booked, as far as the horizon goes."""
    return talk.today + timedelta(days=talk.provider.horizon)


def free_days(talk: Talk, kind: AppointmentType, first: date, count: int, wished: Draft | None = None) -> list[date]:
    """The next days with free time for this type, from `first` on, `count` at most; `wished`: those that fit its wishes."""
    days: list[date] = []
    end = last_day(talk) + timedelta(days=1)
    if wished and wished.not_after:
        end = min(end, wished.not_after)
    stride = timedelta(days=count * 7 // 5 + 2)  # a week has five working days, as a rule
    while first <= end and len(days) < count:
        last = min(first + stride, end)
        days += _days_between(talk, kind, first, last, wished)
        first = last + timedelta(days=1)
    return days[:count]


def _days_between(talk: Talk, kind: AppointmentType, first: date, last: date, wished: Draft | None) -> list[date]:
    moving = talk.conversation.draft.moving
    where = (talk.provider, kind, first, last, talk.some_zone)
    if not (wished and (wished.window or wished.days)):
        free = talk.booking.days(*where, held=talk.held, without=moving)
        return [day for day in free if not (wished and wished.excludes(day))]
    slots = in_window(talk, talk.booking.slots(*where, held=talk.held, without=moving), wished.window)
    zone = ZoneInfo(talk.some_zone)
    days = dict.fromkeys(slot.start.astimezone(zone).date() for slot in slots)
    return [day for day in days if (not wished.days or day in wished.days) and not wished.excludes(day)]


def listed_type(talk: Talk) -> AppointmentType:
    """The type whose times are shown: the chosen one, else the first that fits."""
    return talk.type or (possible_types(talk) or talk.types)[0]


def _paged(talk: Talk, total: int, extras: int) -> tuple[int, int, bool]:
    """Where the page begins and ends, and whether more follow; all on one page where they fit."""
    if total <= talk.limit - extras and talk.conversation.page == 0:
        return 0, total, False
    size = max(talk.limit - extras - 2, 1)
    first = talk.conversation.page * size
    return first, first + size, total > first + size


def ask_day(talk: Talk, around: date | None = None) -> None:
    """Which day? The next free days, a page at a time; from `around` on where a day was wished for."""
    conversation = talk.conversation
    kind = listed_type(talk)
    around = around or conversation.draft.not_before
    size = max(talk.limit - 2, 1)
    needed = (conversation.page + 1) * size + 3
    draft = conversation.draft
    days = free_days(talk, kind, max(around or talk.today, talk.today), needed, draft)
    if not days and (around is not None or draft.window or draft.excluded):
        if draft.not_before or draft.window or draft.excluded:
            talk.tell(texts.NONE_THEN)
        draft.not_before = draft.not_after = draft.window = None
        draft.days = draft.excluded = ()
        days = free_days(talk, kind, talk.today, needed)
    fire(conversation, "ask_day")
    if not days:
        talk.say(texts.no_days(kind.minutes, talk.provider.horizon, talk.locale))
        return
    first, end, more = _paged(talk, len(days), 0)
    if first >= len(days):
        conversation.page -= 1
        talk.tell(texts.NO_MORE)
        first, end, more = _paged(talk, len(days), 0)
    offers: list[Offer] = [
        (dates.day_title(day, talk.today, talk.locale), ["d", day.isoformat()]) for day in days[first:end]
    ]
    talk.tell(texts.ASK_DAY, offers + _page_offers(talk, texts.MORE_DAYS if more else ""))


def _page_offers(talk: Talk, more: str) -> list[Offer]:
    offers = [talk.offer(more, "more")] if more else []
    return [*offers, talk.offer(texts.EARLIER, "earlier")] if talk.conversation.page else offers


def slots_of(talk: Talk, day: date) -> tuple[Slot, ...]:
    """The free slots of a day in the person's zone."""
    kind, moving = listed_type(talk), talk.conversation.draft.moving
    return talk.booking.slots(talk.provider, kind, day, day, talk.some_zone, held=talk.held, without=moving)


def in_window(talk: Talk, slots: Sequence[Slot], part: tuple[int, int] | None = None) -> tuple[Slot, ...]:
    """Those of the slots that lie in `part` of the day (minutes after midnight), or else in the wanted one."""
    window = part or talk.conversation.draft.window
    if window is None:
        return tuple(slots)
    first, last = window
    inside = []
    for slot in slots:
        start = local_minutes(slot.start, talk.some_zone)
        length = (slot.end - slot.start).total_seconds() / 60
        if first <= start and start + length <= last:
            inside.append(slot)
    return tuple(inside)


def ask_slot(talk: Talk) -> None:
    """Which time on the chosen day? A day without any leads back to the days."""
    conversation = talk.conversation
    day = conversation.draft.day or talk.today
    slots = slots_of(talk, day)
    if not slots:
        talk.say(why_not_day(talk, day))
        conversation.draft.day, conversation.page = None, 0
        ask_day(talk, day)
        return
    wanted = in_window(talk, slots)
    if not wanted:
        talk.say(texts.on_day(texts.NONE_IN_WINDOW, day, talk.today, talk.locale))
        wanted, conversation.draft.window = slots, None
    first, end, more = _paged(talk, len(wanted), 1)
    if first >= len(wanted):
        conversation.page -= 1
        talk.tell(texts.NO_MORE)
        first, end, more = _paged(talk, len(wanted), 1)
    fire(conversation, "ask_slot")
    offers: list[Offer] = [
        (dates.clock(slot.start, talk.some_zone, talk.locale), ["s", int(slot.start.timestamp())])
        for slot in wanted[first:end]
    ]
    offers += _page_offers(talk, texts.MORE_TIMES if more else "")
    offers.append(talk.offer(texts.ANOTHER_DAY, "ask", "day"))
    talk.say(texts.ask_slot(day, talk.some_zone, wanted[0].start, talk.locale), offers)


def ask_which_of(talk: Talk, starts: Sequence[datetime], question: str = texts.WHICH_OF_TWO) -> None:
    """Two readings of what was said are free ("at 7"), or two starts of which any will do: which one?"""
    talk.conversation.draft.day = day_of(talk, starts[0])
    offers: list[Offer] = [
        (dates.slot_title(start, talk.some_zone, talk.locale), ["s", int(start.timestamp())]) for start in starts
    ]
    fire(talk.conversation, "ask_slot")
    shown = offers[: max(talk.limit - 1, 1)]
    talk.tell(question, [*shown, talk.offer(texts.ANOTHER_DAY, "ask", "day")][: talk.limit])


def ask_alternatives(talk: Talk) -> None:
    """Several starts were wished for, and are free: which one?"""
    alternatives = [readings[0] for readings in talk.conversation.draft.alternatives]
    starts = [at_clock(one.date(), one.hour * 60 + one.minute, talk.some_zone) for one in alternatives]
    ask_which_of(talk, starts, texts.WHICH_ALTERNATIVE)


def day_of(talk: Talk, moment: datetime) -> date:
    """The day of an instant, where the person is."""
    return moment.astimezone(ZoneInfo(talk.some_zone)).date()


def keep_offer(talk: Talk, start: datetime) -> Offer:
    """To keep the start that was chosen; in fewer words where a title can only be short."""
    whens = (write(start, talk.some_zone, talk.locale) for write in (dates.slot_title, dates.weekday_title))
    long, short = (talk.told(texts.KEEP_START, when=when) for when in whens)
    return (long if len(long) <= talk.title_length else short), ["keep"]


def why_not(talk: Talk, refusal: Refusal, wish: datetime) -> str:
    """Why a start cannot be had; a day far off or long ago with its year."""
    zone, locale = talk.some_zone, talk.locale
    day = wish.astimezone(ZoneInfo(zone)).date()
    if refusal.reason in ("past", "too_far") and not talk.today <= day <= last_day(talk):
        return why_not_day(talk, day)
    if refusal.reason == "outside_hours":
        return why_out_of_hours(talk, listed_type(talk), refusal, wish)
    return texts.refused(refusal.reason, wish, zone, talk.provider, locale)


def why_not_day(talk: Talk, day: date) -> str:
    """Why nothing can be booked on a day."""
    if day < talk.today:
        return texts.on_day(texts.DAY_PAST, day, talk.today, talk.locale)
    if day > last_day(talk):
        return texts.day_too_far(day, last_day(talk), talk.today, talk.locale)
    none = texts.on_day(texts.NONE_ON_DAY, day, talk.today, talk.locale)
    return why_no_hours(talk, listed_type(talk), day) or none


def refuse_day(talk: Talk, day: date) -> None:
    """Say why nothing can be booked on a day that is past or too far ahead, and what can be had."""
    reason = why_not_day(talk, day)
    talk.say(with_next_day(talk, reason) if day < talk.today else reason)


def with_next_day(talk: Talk, reason: str) -> str:
    """A reason, and the next free day where no kind of meeting is chosen whose days will be offered."""
    days = [] if talk.type else free_days(talk, listed_type(talk), talk.today, 1)
    next_day = [texts.on_day(texts.NEXT_FREE_DAY, day, talk.today, talk.locale) for day in days]
    return joining.sentences([reason, *next_day], talk.locale)


def ask_attendees(talk: Talk) -> None:
    """Who shall be invited?"""
    fire(talk.conversation, "ask_attendees")
    talk.conversation.offered = []
    if talk.invitees:
        talk.tell(texts.ASK_MORE_ATTENDEES, people=texts.people(talk.invitees, talk.locale))
    else:
        talk.tell(texts.ASK_ATTENDEES)


def ask_confirmation(talk: Talk) -> None:
    """Shall it be booked? Repeats day, time, zone, length and attendees."""
    draft, kind = talk.conversation.draft, talk.type
    fire(talk.conversation, "ask_confirmation")
    if kind is None or draft.start is None:
        raise AssertionError("a complete draft has a type and a start")
    new = not draft.moving
    talk.say(
        texts.confirmation(kind, draft.start, talk.some_zone, talk.invitees, draft.title, talk.locale, new=new),
        [
            talk.offer(texts.BOOK_IT if new else texts.CHANGE_IT, "yes"),
            talk.offer(texts.CHANGE_DAY, "ask", "day"),
            talk.offer(texts.CHANGE_TIME, "ask", "slot"),
            talk.offer(texts.CHANGE_PEOPLE, "ask", "attendees"),
            talk.offer(texts.STOP, "stop"),
        ][: talk.limit],
    )


def ask_change(talk: Talk) -> None:
    """What shall be changed? The state stays what it is."""
    offers: list[Offer] = [
        talk.offer(texts.CHANGE_DAY, "ask", "day"),
        talk.offer(texts.CHANGE_TIME, "ask", "slot"),
        talk.offer(texts.CHANGE_PEOPLE, "ask", "attendees"),
        talk.offer(texts.CHANGE_TYPE, "ask", "type"),
        talk.offer(texts.STOP, "stop"),
    ]
    talk.tell(texts.ASK_CHANGE, offers[: talk.limit])


def ask_cancellation(talk: Talk) -> None:
    """Shall the appointment in question be cancelled?"""
    fire(talk.conversation, "ask_cancellation")
    appointment = talk.own(talk.booking.appointment(talk.conversation.appointment_id))
    talk.tell(
        texts.CONFIRM_CANCEL,
        [talk.offer(texts.YES_CANCEL, "yes"), talk.offer(texts.KEEP_IT, "no")],
        what=texts.what(appointment, talk.locale),
        when=dates.span(appointment.start, appointment.type.minutes, talk.some_zone, talk.locale),
        people=texts.people(appointment.attendees, talk.locale),
    )


def ask_which_to_cancel(talk: Talk) -> None:
    """Which of the person's meetings shall be cancelled? With one alone there is no question."""
    ahead = talk.meetings
    if not ahead:
        fire(talk.conversation, "leave")
        talk.tell(texts.NO_MEETINGS, [talk.offer(texts.BOOK_A_MEETING, "book")])
        return
    if len(ahead) == 1:
        talk.conversation.appointment_id = ahead[0].id
        ask_cancellation(talk)
        return
    _ask_which(talk, ahead, "ask_which_to_cancel", texts.WHICH_TO_CANCEL, "a")


def ask_which_to_move(talk: Talk, question: str = texts.WHICH_TO_MOVE) -> None:
    """Which of the person's meetings shall be moved, or changed otherwise?"""
    ahead = talk.meetings
    if not ahead:
        fire(talk.conversation, "leave")
        talk.tell(texts.NO_MEETINGS, [talk.offer(texts.BOOK_A_MEETING, "book")])
        return
    _ask_which(talk, ahead, "ask_which_to_move", question, "m")


def _ask_which(talk: Talk, ahead: Sequence[Appointment], trigger: str, question: str, kind: str) -> None:
    fire(talk.conversation, trigger)
    zone, locale = talk.some_zone, talk.locale
    talk.say_list(
        talk.told(question),
        [
            (dates.slot_title(one.start, zone, locale), texts.meeting_line(one, zone, locale), [kind, one.id])
            for one in ahead
        ],
    )


QUESTIONS: dict[str, Callable[[Talk], None]] = {
    "choosing_type": ask_type,
    "choosing_zone": ask_zone,
    "choosing_day": ask_day,
    "choosing_slot": lambda talk: (ask_alternatives if talk.conversation.draft.alternatives else ask_slot)(talk),
    "naming_attendees": ask_attendees,
    "confirming": ask_confirmation,
    "choosing_move": ask_which_to_move,
    "choosing_cancellation": ask_which_to_cancel,
    "confirming_cancellation": ask_cancellation,
}
"""How the question of each state is asked (again)."""


def start(talk: Talk) -> list[Offer]:
    """What can be done when nothing is pending."""
    return [
        talk.offer(texts.BOOK_A_MEETING, "book"),
        talk.offer(texts.MY_MEETINGS, "booked"),
        talk.offer(texts.HELP_TITLE, "help"),
    ]


def repeat_question(talk: Talk) -> None:
    """Ask the pending question again; with none, say how to start."""
    question = QUESTIONS.get(talk.conversation.state)
    if question:
        question(talk)
    else:
        how_to_start(talk)


def how_to_start(talk: Talk) -> None:
    """What can be done from here."""
    talk.tell(texts.HOW_TO_START, start(talk), example=example(talk))


def example(talk: Talk) -> str:
    """A day and a time to show in an example."""
    soon = talk.today.weekday() < 3 or talk.today.weekday() == 6
    return talk.told(texts.EXAMPLE_TOMORROW if soon else texts.EXAMPLE_TUESDAY)
