"""Questions in between, and courtesies: they change nothing that is known."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date

from booking.errors import Refusal
from dialog import dates, joining, texts
from dialog.conversation import Draft
from dialog.drafting import proceed
from dialog.filling import counted_from_draft, fill, window_of
from dialog.kinds import named_type
from dialog.machine import fire
from dialog.questions import (
    ask_day,
    ask_slot,
    ask_zone,
    example,
    free_days,
    in_window,
    listed_type,
    repeat_question,
    slots_of,
    start,
    why_not,
    why_not_day,
)
from dialog.talk import Offer, Talk
from dialog.understanding import Intent, Moment, Reading

_LATER = ("naming_attendees", "confirming", "confirming_cancellation", "choosing_cancellation", "choosing_move")
"""Where an answer about free times changes nothing, and the pending question is asked again."""


def show_days(talk: Talk, reading: Reading | None, text: str = "") -> None:
    """Which days are free; the one pressed begins, or goes into, a booking."""
    conversation = talk.conversation
    _take_besides(talk, reading, text)
    if talk.zone is None:
        conversation.then = "days"
        ask_zone(talk)
        return
    conversation.page = 0
    moment = reading.moment if reading else None
    if reading and moment and moment.days:
        fill(talk, reading, "")
    ask_day(talk, moment.start.date() if moment else None)


def show_slots(talk: Talk, reading: Reading | None, text: str = "") -> None:
    """Which times are free on a day; while later questions are pending, they are asked again."""
    conversation, draft = talk.conversation, talk.conversation.draft
    taken = _take_besides(talk, reading, text)
    moment = counted_from_draft(talk, reading.moment, text) if reading and reading.moment else None
    if talk.zone is None:
        if moment:
            draft.day = moment.start.date()
        conversation.then = "slots"
        ask_zone(talk)
        return
    if reading and moment and moment.has_time and not moment.end:
        _answer_whether_free(talk, reading, moment)
        return
    day = moment.start.date() if moment and moment.has_day else draft.day or _next_free_day(talk)
    if conversation.state in _LATER:
        part = window_of(moment) if moment and moment.has_time else None
        free = in_window(talk, slots_of(talk, day), part)
        titles = [dates.clock(slot.start, talk.some_zone, talk.locale) for slot in free[:40]]
        heading = texts.ask_slot(day, talk.some_zone, free[0].start, talk.locale) if free else ""
        times = joining.listed(titles, talk.locale)
        talk.say(f"{heading}\n{times}" if free else why_not_day(talk, day))
        (proceed if taken else repeat_question)(talk)
        return
    draft.day, conversation.page = day, 0
    if moment and moment.has_time and moment.end:
        fill(talk, reading, "") if reading else None
    ask_slot(talk)


def _take_besides(talk: Talk, reading: Reading | None, text: str) -> bool:
    """Whatever a question says beside the day it asks about: who comes, how long, what for; whether there was anything."""
    return reading is not None and fill(talk, replace(reading, moment=None), text)


def _answer_whether_free(talk: Talk, reading: Reading, moment: Moment) -> None:
    """Whether a certain time is free: it goes into the booking at hand, or is told where later questions are pending."""
    if talk.conversation.state not in _LATER or not moment.has_day or moment.alternatives:
        fill(talk, reading, "")
        proceed(talk)
        return
    start = moment.start.astimezone(UTC)
    try:
        talk.check(listed_type(talk), start)
    except Refusal as refusal:
        talk.say(why_not(talk, refusal, start))
    else:
        talk.tell(texts.IS_FREE, when=dates.moment_full(start, talk.some_zone, talk.locale))
    repeat_question(talk)


def _next_free_day(talk: Talk) -> date:
    """The next free day that is not unwanted."""
    draft, kind = talk.conversation.draft, listed_type(talk)
    days = free_days(talk, kind, talk.today, 1, Draft(excluded=draft.excluded)) or free_days(talk, kind, talk.today, 1)
    return days[0] if days else talk.today


def tell_about(talk: Talk, reading: Reading, text: str) -> None:
    """What is known of a kind of meeting: its length, its size, its place. All else is a question for the host. The draft
    stays as it was, and the pending question is asked again."""
    idle = talk.conversation.state == "idle"
    say_about(talk, reading, text, start(talk) if idle else ())
    if not idle:
        repeat_question(talk)


def say_about(talk: Talk, reading: Reading, text: str, offers: Sequence[Offer] = ()) -> None:
    """The answer to what is asked about a kind of meeting; of the one that is named or chosen, else of all."""
    named = named_type(talk, text) or (talk.type.id if talk.type else None)
    kinds = [kind for kind in talk.types if kind.id == named] or talk.types
    lines = [texts.type_line(kind, talk.locale) for kind in kinds]
    places = [talk.told(texts.PLACE, place=kind.location) for kind in kinds if kind.location and len(kinds) == 1]
    known = talk.told(texts.KNOWN_OF_KIND, kinds=joining.listed(lines, talk.locale))
    answered = reading.asks_about in ("length", "size") or (reading.asks_about == "place" and places)
    host = [] if answered else [talk.told(texts.FOR_THE_HOST, provider=talk.provider.name)]
    talk.say("\n".join([joining.sentences([*host, known], talk.locale), *places]), offers)


def answer_besides(talk: Talk, reading: Reading, text: str) -> bool:
    """Answer what is asked about a kind of meeting beside something else; whether it was all that the text says: a
    question that names a kind and nothing else is no wish for it."""
    if reading.asks_about == "kind":
        facts = reading.moment or reading.emails or reading.minutes or reading.excluded or reading.timezone
        if reading.intent is not Intent.NONE or facts or named_type(talk, text) is None:
            return False
        tell_about(talk, reading, text)
        return True
    if reading.asks_about and reading.intent is not Intent.ABOUT:
        say_about(talk, reading, text)
    return False


def help_out(talk: Talk, *_ignored: object) -> None:
    """What can be said; the pending question is asked again."""
    talk.tell(texts.HELP, example=example(talk))
    if talk.conversation.state != "idle":
        repeat_question(talk)


def greet(talk: Talk, reading: Reading, text: str) -> None:
    """Hello; with something to book in the same breath, straight on to that."""
    if fill(talk, reading, text):
        proceed(talk)
        return
    talk.tell(texts.WELCOME, provider=talk.provider.name)
    repeat_question(talk)


def thank(talk: Talk, *_ignored: object) -> None:
    """You are welcome; the pending question is asked again."""
    talk.tell(texts.THANKS)
    if talk.conversation.state != "idle":
        repeat_question(talk)


def tell_who_is_human(talk: Talk, *_ignored: object) -> None:
    """Where a person can be reached; the pending question is asked again."""
    talk.tell(texts.HUMAN, provider=talk.provider.name)
    if talk.conversation.state != "idle":
        repeat_question(talk)


def speak(talk: Talk, language: str) -> None:
    """Another language was asked for: it is kept for good."""
    talk.answer_in(language)
    talk.learn(locale=talk.locale)
    talk.tell(texts.LANGUAGE_SET)


def set_zone(talk: Talk, zone: str) -> None:
    conversation = talk.conversation
    talk.learn(timezone=zone)
    talk.tell(texts.ZONE_SET, zone=dates.zone_label(zone, talk.now))
    then, conversation.then = conversation.then, ""
    if then:
        fire(conversation, "leave")
        (show_days if then == "days" else show_slots)(talk, None)
    elif conversation.drafting:
        proceed(talk)
