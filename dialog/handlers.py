"""What each thing that a person can say or press leads to."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dialog import answering, choosing, moving, texts
from dialog.absences import take_absent
from dialog.attendance import show_attendance, tell_attendance
from dialog.drafting import (
    ask,
    book,
    choose_day,
    choose_slot,
    choose_type,
    keep,
    proceed,
    start_booking,
    start_over,
    stop,
    turn_page,
)
from dialog.filling import fill
from dialog.inquiries import (
    answer_besides,
    greet,
    help_out,
    set_zone,
    show_days,
    show_slots,
    tell_about,
    tell_who_is_human,
    thank,
)
from dialog.kinds import best_types, named_type
from dialog.machine import fire
from dialog.meetings import ask_to_cancel, cancel, choose_appointment, show_meetings, take_back
from dialog.questions import (
    ask_attendees,
    ask_change,
    ask_day,
    ask_slot,
    ask_type,
    ask_which_to_cancel,
    ask_which_type,
    how_to_start,
    repeat_question,
    start,
)
from dialog.remarks import remark
from dialog.spoken_of import on
from dialog.talk import Talk
from dialog.understanding import Intent, Moment, Reading, zone_at
from dialog.zones import offset_of


def handle_text(talk: Talk, reading: Reading, text: str) -> None:
    """A message in words."""
    conversation = talk.conversation
    if answering.answer(talk, text):
        conversation.confused = 0
        return
    if value := choosing.titled(talk, text) or choosing.numbered(talk, reading):
        handle_choice(talk, value)
        return
    remarked = remark(talk, reading)
    if answer_besides(talk, reading, text) or take_absent(talk, reading, text) or _answer_to_state(talk, reading, text):
        return
    action = _INTENTS.get(reading.intent)
    changed = reading.intent is Intent.NONE and not conversation.drafting and _changes(reading)
    if changed or (reading.intent is Intent.STOP and reading.reserved and conversation.drafting):
        action = moving.change_or_edit
    if reading.asks_who and talk.meetings:
        tell_attendance(talk)
    if action is not None:
        conversation.confused = 0
        action(talk, reading, text)
    elif fill(talk, reading, text):
        conversation.confused = 0
        proceed(talk)
    elif remarked:
        repeat_question(talk)
    else:
        confused(talk)


def pick_number(talk: Talk, text: str) -> bool:
    """Take a bare number for the choice that it counts, or for a time; False where the text is none, or neither fits."""
    written = text.strip(" .#")
    digits = written.lstrip("-−")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 4):
        return False
    number = int(digits)
    if talk.conversation.state == "choosing_zone" and written != digits:
        return False
    if (written != digits or not number) and talk.conversation.offered:
        talk.tell(texts.NO_SUCH_CHOICE, number=written, last=len(talk.conversation.offered))
        return True
    if value := choosing.at_hour(talk, number) or choosing.counted(talk, number):
        handle_choice(talk, value)
        return True
    return _take_hour(talk, number)


def _take_hour(talk: Talk, hour: int) -> bool:
    """Where a time is asked for or shown, a number that counts no choice is one: "15"."""
    draft = talk.conversation.draft
    if talk.conversation.state not in ("choosing_slot", "confirming") or draft.day is None or hour > 24:
        return False
    draft.clock, draft.other_clock = hour % 24 * 60, None
    if hour <= 12:
        late, early = hour % 12 * 60 + 720, hour % 12 * 60
        draft.clock, draft.other_clock = (early, late) if early >= 480 else (late, early)
    proceed(talk)
    return True


def _changes(reading: Reading) -> bool:
    """Whether what is said is said of a meeting that stands already: "an hour later", "call it Sync"."""
    return bool(reading.shift) or (bool(reading.title) and not (reading.moment or reading.emails))


def _answer_to_state(talk: Talk, reading: Reading, text: str) -> bool:
    """An answer that only the pending question gives its meaning."""
    conversation = talk.conversation
    asks_for_zone = reading.intent is Intent.CHANGE and reading.subject == "timezone"
    alone = not (reading.moment or reading.emails) and reading.intent is Intent.NONE
    if reading.timezone and (conversation.state == "choosing_zone" or asks_for_zone or alone):
        set_zone(talk, reading.timezone)
        return True
    if conversation.state == "choosing_zone" and reading.clock_here and reading.moment:
        _take_clock(talk, reading.moment)
        return True
    if conversation.state == "choosing_type" and _answer_to_kind(talk, reading, text):
        return True
    enough = reading.intent in (Intent.YES, Intent.NO, Intent.DONE, Intent.KEEP) and not reading.emails
    if conversation.state == "naming_attendees" and conversation.draft.attendees and enough:
        proceed(talk)
        return True
    if value := choosing.meant_among(talk, reading) or _meeting_among(talk, reading):
        handle_choice(talk, value)
        return True
    asked = {"choosing_slot": "s", "choosing_day": "d"}.get(conversation.state)
    if asked and not reading.moment and not reading.emails and reading.earliest:
        first = next((value for value in conversation.offered if value[0] == asked), None)
        if first:
            handle_choice(talk, first)
            return True
    return False


def _answer_to_kind(talk: Talk, reading: Reading, text: str) -> bool:
    """An answer to "what kind of meeting?"; where several fit, they are shown; a mere yes, or a question for times, is none,
    which is said."""
    if reading.moment or reading.emails:
        return False
    if reading.intent in (Intent.YES, Intent.MORE, Intent.EARLIER) and named_type(talk, text) is None:
        talk.tell(texts.KIND_FIRST)
        ask_type(talk)
        return True
    if reading.intent not in (Intent.NONE, Intent.BOOK):
        return False
    kinds = best_types(talk, text, reading.minutes)
    if len(kinds) == 1:
        handle_choice(talk, ["t", kinds[0].id])
    elif kinds and len(kinds) < len(talk.types):
        ask_which_type(talk, talk.told(texts.SEVERAL_KINDS, count=len(kinds)), kinds)
    else:
        return False
    return True


def _take_clock(talk: Talk, moment: Moment) -> None:
    """What somebody's clock shows now tells how far ahead of UTC they are; where it does not, a place is asked for."""
    known = moment.has_time and not (moment.has_day or moment.end or moment.other)
    offset = offset_of(moment.start.hour * 60 + moment.start.minute, talk.now) if known else None
    zone = zone_at(offset) if offset is not None else None
    if zone:
        set_zone(talk, zone)
    else:
        confused(talk)


def _meeting_among(talk: Talk, reading: Reading) -> list[Any] | None:
    """Of meetings that are shown to be picked from, the one that a day or a time means: "the friday one"."""
    kind = {"choosing_move": "m", "choosing_cancellation": "a"}.get(talk.conversation.state)
    moment = reading.which or reading.moment
    meant = on(talk.meetings, moment) if kind and moment else ()
    return [kind, meant[0].id] if len(meant) == 1 else None


def confused(talk: Talk) -> None:
    """Say what is expected now, with an example; after two such turns, the choices again and the way to help."""
    conversation = talk.conversation
    conversation.confused += 1
    if conversation.state == "idle":
        talk.tell(texts.CONFUSED_IDLE)
        how_to_start(talk)
        return
    talk.tell(texts.CONFUSED[conversation.state])
    if conversation.confused >= 2:
        repeat_question(talk)
        talk.tell(texts.OR_HELP)


def handle_choice(talk: Talk, value: list[Any]) -> None:
    """A choice that was pressed, or picked by its number."""
    talk.conversation.confused = 0
    kind, *rest = value
    _CHOICES[kind](talk, *rest)


def say_yes(talk: Talk, reading: Reading | None = None, text: str = "") -> None:
    """Yes to the pending question."""
    conversation = talk.conversation
    known = replace(conversation.draft)
    if (
        reading
        and conversation.state != "confirming_cancellation"
        and fill(talk, reading, text)
        and (conversation.draft != known)
    ):
        proceed(talk)
    elif reading and reading.reserved and conversation.state.startswith("confirming"):
        repeat_question(talk)
    elif conversation.state == "confirming" and ["yes"] in conversation.offered:
        (moving.confirm if conversation.draft.moving else book)(talk)
    elif conversation.state == "confirming_cancellation" and not (reading and reading.book_it):
        cancel(talk)
    elif conversation.state == "choosing_slot" and ["keep"] in conversation.offered:
        keep(talk)
    elif conversation.state == "choosing_zone" and len(conversation.offered) == 1:
        handle_choice(talk, conversation.offered[0])
    else:
        repeat_question(talk)


def say_no(talk: Talk, reading: Reading | None = None, text: str = "") -> None:
    """No to the pending question, or a correction."""
    conversation = talk.conversation
    if conversation.state in ("choosing_move", "choosing_cancellation", "confirming_cancellation"):
        fire(conversation, "leave")
        talk.tell(texts.KEPT, start(talk))
        if not conversation.draft.empty:
            proceed(talk)
    elif reading and fill(talk, reading, text):
        proceed(talk)
    elif conversation.state == "confirming":
        ask_change(talk)
    elif conversation.state == "choosing_slot" and conversation.draft.start:
        keep(talk)
    else:
        repeat_question(talk)


def stay(talk: Talk, *_ignored: object) -> None:
    """All shall be as it was: the time chosen before, or the meeting that is asked about."""
    if ["keep"] in talk.conversation.offered and talk.conversation.state == "choosing_slot":
        keep(talk)
    elif talk.conversation.draft.moving and talk.conversation.state in _BEFORE:
        stop(talk)
    elif talk.conversation.state == "confirming":
        repeat_question(talk)
    else:
        say_no(talk)


def repeat(talk: Talk, *_ignored: object) -> None:
    """The pending question once more, with what is known; with none, the meetings ahead."""
    (show_meetings if talk.conversation.state == "idle" else repeat_question)(talk)


_BEFORE = {
    "choosing_zone": ask_type,
    "choosing_day": ask_type,
    "choosing_slot": ask_day,
    "naming_attendees": ask_slot,
    "confirming": ask_attendees,
    "confirming_cancellation": ask_which_to_cancel,
}


def go_back(talk: Talk, *_ignored: object) -> None:
    """Ask the question before this one again; what is known stays known."""
    conversation = talk.conversation
    conversation.page = 0
    if conversation.state == "confirming_cancellation" and len(talk.meetings) == 1:
        say_no(talk)
        return
    previous = _BEFORE.get(conversation.state)
    if previous is None:
        stop(talk)
    else:
        previous(talk)


_INTENTS: dict[Intent, Callable[[Talk, Reading, str], None]] = {
    Intent.BOOK: start_booking,
    Intent.RESCHEDULE: moving.reschedule,
    Intent.CANCEL: ask_to_cancel,
    Intent.BOOKED: show_meetings,
    Intent.COMING: show_attendance,
    Intent.ABOUT: tell_about,
    Intent.DAYS: show_days,
    Intent.SLOTS: show_slots,
    Intent.YES: say_yes,
    Intent.NO: say_no,
    Intent.DONE: lambda talk, _reading, _text: repeat_question(talk),
    Intent.KEEP: stay,
    Intent.MORE: turn_page(1),
    Intent.EARLIER: turn_page(-1),
    Intent.BACK: go_back,
    Intent.UNDO: take_back,
    Intent.START_OVER: start_over,
    Intent.STOP: stop,
    Intent.HELP: help_out,
    Intent.REPEAT: repeat,
    Intent.GREETING: greet,
    Intent.THANKS: thank,
    Intent.HUMAN: tell_who_is_human,
    Intent.ADD: moving.add_or_remove,
    Intent.REMOVE: moving.add_or_remove,
    Intent.CHANGE: moving.change_or_edit,
    Intent.CORRECT: moving.change_or_edit,
}


_CHOICES: dict[str, Callable[..., None]] = {
    "t": choose_type,
    "z": set_zone,
    "d": choose_day,
    "s": choose_slot,
    "a": choose_appointment,
    "m": moving.choose_to_move,
    "rsvp": answering.keep_answer,
    "keep": keep,
    "ask": ask,
    "more": turn_page(1),
    "earlier": turn_page(-1),
    "yes": say_yes,
    "no": say_no,
    "stop": stop,
    "help": help_out,
    "booked": show_meetings,
    "book": proceed,
}
