"""From a start that is wished for to one that is free, or to a question."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from booking.errors import Reason, Refusal
from booking.model import Slot
from dialog import dates, joining, texts
from dialog.machine import fire
from dialog.questions import ask_alternatives, ask_day, ask_which_of, day_of, in_window, keep_offer, slots_of, why_not
from dialog.talk import Offer, Talk
from dialog.zones import at_clock, local_minutes

WAKING = range(7, 22)
"""The hours of which two are both likely: 7, 8 and 9."""
OUT_OF_HOURS: frozenset[Reason] = frozenset({"outside_hours", "past", "too_soon", "too_far"})
"""Why a start cannot be had that was hardly meant."""


def settle(talk: Talk) -> bool:
    """Check the start that is wished for; whether the conversation can go on to the next question.

    When it cannot be had, a start chosen before stays, the reason is said and the nearest free times are offered. Where
    two readings of it are free and as likely, both are offered.
    """
    if talk.conversation.draft.alternatives:
        return _settle_alternatives(talk)
    wishes = _take_wishes(talk)
    if not wishes:
        return True
    free, refusal = _tried(talk, wishes)
    if refusal and free and refusal.reason not in OUT_OF_HOURS and not _waking(talk, free[0]):
        free = []  # three in the afternoon is taken, and nobody meant three in the night
    if len(free) > 1 and all(_waking(talk, wish) for wish in free):
        ask_which_of(talk, sorted(free))
        return False
    if refusal and not free:
        refuse(talk, refusal, wishes[0])
        return False
    take_start(talk, free[0])
    return True


def _settle_alternatives(talk: Talk) -> bool:
    """Of starts of which any will do, those that are free are offered; the only one is taken."""
    draft = talk.conversation.draft
    alternatives, draft.alternatives = draft.alternatives, ()
    free: list[datetime] = []
    refused: list[tuple[Refusal, datetime]] = []
    zone = ZoneInfo(talk.some_zone)
    for readings in alternatives:
        wishes = [at_clock(one.date(), one.hour * 60 + one.minute, talk.some_zone) for one in readings]
        possible, refusal = _tried(talk, wishes)
        if refusal and not (possible and _waking(talk, possible[0])):
            refused.append((refusal, wishes[0]))
        else:
            free.append(possible[0])
    if not free:
        refuse(talk, *refused[0], *refused[1:])
        return False
    for refusal, wish in refused:
        talk.say(why_not(talk, refusal, wish))
    if len(free) > 1:
        draft.alternatives = tuple((one.astimezone(zone).replace(tzinfo=None),) for one in sorted(free))
        ask_alternatives(talk)
        return False
    take_start(talk, free[0])
    return True


def _waking(talk: Talk, start: datetime) -> bool:
    return local_minutes(start, talk.some_zone) // 60 in WAKING


def _take_wishes(talk: Talk) -> list[datetime]:
    """The start that is wished for, and its second reading, taken out of the draft."""
    draft = talk.conversation.draft
    if draft.wish is None and draft.clock is not None and draft.day is not None:
        draft.wish = at_clock(draft.day, draft.clock, talk.some_zone)
        if draft.other_clock is not None:
            draft.other_wish = at_clock(draft.day, draft.other_clock, talk.some_zone)
    if draft.wish is None:
        return []
    wishes = [wish for wish in (draft.wish, draft.other_wish) if wish is not None]
    draft.wish = draft.other_wish = draft.clock = draft.other_clock = None
    return wishes


def _tried(talk: Talk, wishes: Sequence[datetime]) -> tuple[list[datetime], Refusal | None]:
    """Which of these can be had, and why the first cannot."""
    kind = talk.type
    if kind is None:
        raise AssertionError("a wish is settled when the type is known")
    first, *others = wishes
    free = [wish for wish in others if talk.can_have(kind, wish)]
    try:
        talk.check(kind, first)
    except Refusal as refusal:
        return free, refusal
    return [first, *free], None


def take_start(talk: Talk, start: datetime) -> None:
    """A free start was chosen."""
    draft = talk.conversation.draft
    draft.start, draft.day, draft.window = start, day_of(talk, start), None
    draft.wish = draft.other_wish = draft.clock = draft.other_clock = None
    draft.alternatives = ()


def refuse(talk: Talk, refusal: Refusal, wish: datetime, *others: tuple[Refusal, datetime]) -> None:
    """Say why a start cannot be had, and `others`, and offer the nearest; what was chosen before can be kept."""
    draft = talk.conversation.draft
    refused = ((refusal, wish), *others)
    reason = joining.sentences(list(dict.fromkeys(why_not(talk, *one) for one in refused)), talk.locale)
    nearest = [slot for slot in _nearest(talk, refused) if not draft.excludes(day_of(talk, slot.start))]
    offers: list[Offer] = [
        (dates.slot_title(slot.start, talk.some_zone, talk.locale), ["s", int(slot.start.timestamp())])
        for slot in nearest[: max(talk.limit - 2, 1)]
        if slot.start != draft.start
    ]
    if not offers:
        talk.say(reason)
        draft.day = day_of(talk, draft.start) if draft.start else None
        ask_day(talk)
        return
    if draft.start is not None:
        offers.append(keep_offer(talk, draft.start))
    else:
        days = [day_of(talk, slot.start) for slot in nearest]
        draft.day = day_of(talk, wish) if day_of(talk, wish) in days else days[0]
    offers.append(talk.offer(texts.ANOTHER_DAY, "ask", "day"))
    fire(talk.conversation, "ask_slot")
    talk.say(joining.sentences([reason, talk.told(texts.NEAREST)], talk.locale), offers[: talk.limit])


def _nearest(talk: Talk, refused: Sequence[tuple[Refusal, datetime]]) -> Sequence[Slot]:
    """The nearest free times: of several starts that cannot be had, as many to each as can be shown."""
    if len(refused) == 1:
        return refused[0][0].alternatives
    each = max((talk.limit - 2) // len(refused), 1)
    found = {slot.start: slot for refusal, _wish in refused for slot in refusal.alternatives[:each]}
    return [found[start] for start in sorted(found)]


def take_only_slot(talk: Talk) -> None:
    """Where one slot alone fits the wanted part of the day ("from 3 to 4pm"), it is the one meant."""
    draft = talk.conversation.draft
    if draft.start is None and draft.day is not None and draft.window is not None:
        fitting = in_window(talk, slots_of(talk, draft.day))
        if len(fitting) == 1:
            take_start(talk, fitting[0].start)
