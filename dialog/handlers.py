"""What each thing that a person can say or press does to the conversation."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from booking.errors import NotFound, Refusal
from booking.model import BookingRequest
from dialog import texts
from dialog.conversation import Draft, undo
from dialog.filling import (
    best_type,
    fill,
    fill_day,
    forget_type,
    refuse,
    settle,
    take_only_slot,
    take_start,
)
from dialog.machine import fire
from dialog.questions import (
    QUESTIONS,
    ask_attendees,
    ask_cancellation,
    ask_change,
    ask_confirmation,
    ask_day,
    ask_slot,
    ask_type,
    ask_which_to_cancel,
    ask_zone,
    free_days,
    in_window,
    listed_type,
    possible_types,
    slots_of,
)
from dialog.talk import Offer, Talk
from dialog.understanding import Intent, Reading


def proceed(talk: Talk) -> None:
    """Ask for the first thing that is missing: type and zone where they are open, day, slot, attendees, confirmation."""
    draft = talk.conversation.draft
    if talk.type is None:
        kinds = possible_types(talk)
        if len(kinds) != 1:
            ask_type(talk)
            return
        draft.type_id = kinds[0].id
    if talk.zone is None:
        ask_zone(talk)
        return
    if not settle(talk):
        return
    take_only_slot(talk)
    if draft.start is None:
        (ask_slot if draft.day else ask_day)(talk)
    elif not draft.attendees:
        ask_attendees(talk)
    else:
        ask_confirmation(talk)


def repeat_question(talk: Talk) -> None:
    """Ask the pending question again; with none, say how to start."""
    question = QUESTIONS.get(talk.conversation.state)
    if question:
        question(talk)
    else:
        how_to_start(talk)


def how_to_start(talk: Talk) -> None:
    """What can be done from here."""
    talk.say(texts.HOW_TO_START.format(example=_example(talk)), _START)


_START: list[Offer] = [
    (texts.BOOK_A_MEETING, ["book"]),
    (texts.MY_MEETINGS, ["booked"]),
    (texts.HELP_TITLE, ["help"]),
]


def _example(talk: Talk) -> str:
    return "tomorrow at 3pm" if talk.today.weekday() < 3 or talk.today.weekday() == 6 else "Tuesday at 3pm"


def handle_text(talk: Talk, reading: Reading, text: str) -> None:
    """A message in words."""
    conversation = talk.conversation
    if reading.number is not None and _pick_number(talk, reading.number):
        return
    if _answer_to_state(talk, reading, text):
        return
    action = _INTENTS.get(reading.intent)
    if action is not None:
        conversation.confused = 0
        action(talk, reading, text)
    elif fill(talk, reading, text):
        conversation.confused = 0
        proceed(talk)
    else:
        confused(talk)


def _pick_number(talk: Talk, number: int) -> bool:
    offered = talk.conversation.offered
    place = len(offered) - 1 if number == -1 else number - 1
    if not 0 <= place < len(offered):
        return False
    handle_choice(talk, offered[place])
    return True


def _answer_to_state(talk: Talk, reading: Reading, text: str) -> bool:
    """An answer that only the pending question gives its meaning."""
    conversation = talk.conversation
    asks_for_zone = reading.intent is Intent.CHANGE and reading.subject == "timezone"
    if reading.timezone and (conversation.state == "choosing_zone" or asks_for_zone):
        _set_zone(talk, reading.timezone)
        return True
    if conversation.state == "choosing_type" and reading.intent in (Intent.NONE, Intent.YES, Intent.BOOK):
        kind = best_type(talk, text) if not reading.moment and not reading.emails else None
        if kind is None and reading.intent is Intent.YES:
            kind = next((value[1] for value in conversation.offered if value[0] == "t"), None)
        if kind:
            handle_choice(talk, ["t", kind])
            return True
    if conversation.state == "naming_attendees" and conversation.draft.attendees and not reading.emails:
        done = reading.intent in (Intent.YES, Intent.NO) or text.strip(" .!").casefold() in _DONE
        if done:
            proceed(talk)
            return True
    if conversation.state == "choosing_slot" and not reading.moment and text.strip(" .!").casefold() in _ANY:
        first = next((value for value in conversation.offered if value[0] == "s"), None)
        if first:
            handle_choice(talk, first)
            return True
    return False


_DONE = frozenset(
    ("done", "that's all", "that is all", "thats all", "nobody else", "no one else", "enough", "finished")
)
_ANY = frozenset(
    ("any", "any time", "anytime", "first", "the first", "earliest", "the earliest", "first one", "whatever")
)


def _set_zone(talk: Talk, zone: str) -> None:
    conversation = talk.conversation
    talk.set_zone(zone)
    talk.say(texts.ZONE_SET.format(zone=texts.zone_label(zone, talk.now)))
    then, conversation.then = conversation.then, ""
    if then:
        fire(conversation, "leave")
        (show_days if then == "days" else show_slots)(talk, None)
    elif conversation.drafting:
        proceed(talk)


def confused(talk: Talk) -> None:
    """Say what is expected now, with an example; after two such turns, the choices again and the way to help."""
    conversation = talk.conversation
    conversation.confused += 1
    if conversation.state == "idle":
        talk.say(texts.CONFUSED_IDLE)
        how_to_start(talk)
        return
    talk.say(texts.CONFUSED[conversation.state])
    if conversation.confused >= 2:
        repeat_question(talk)
        talk.say(texts.OR_HELP)


def handle_choice(talk: Talk, value: list[Any]) -> None:
    """A choice that was pressed, or picked by its number."""
    talk.conversation.confused = 0
    kind, *rest = value
    _CHOICES[kind](talk, *rest)


def _choose_type(talk: Talk, type_id: str) -> None:
    conversation = talk.conversation
    if conversation.draft.type_id != type_id:
        forget_type(talk)
        conversation.draft.type_id = type_id
    conversation.page = 0
    proceed(talk)


def _choose_day(talk: Talk, day: str) -> None:
    talk.conversation.page = 0
    chosen = date.fromisoformat(day)
    talk.conversation.draft.window = None
    fill_day(talk, datetime(chosen.year, chosen.month, chosen.day, tzinfo=UTC))
    proceed(talk)


def _choose_slot(talk: Talk, seconds: int) -> None:
    draft = talk.conversation.draft
    draft.wish, draft.other_wish, draft.clock = datetime.fromtimestamp(seconds, UTC), None, None
    proceed(talk)


def _keep(talk: Talk) -> None:
    draft = talk.conversation.draft
    if draft.start:
        take_start(talk, draft.start)
    proceed(talk)


def _ask(talk: Talk, subject: str) -> None:
    talk.conversation.page = 0
    {
        "day": ask_day,
        "time": ask_slot,
        "slot": ask_slot,
        "type": ask_type,
        "timezone": ask_zone,
        "attendees": ask_attendees,
    }[subject](talk)


def _turn_page(step: int) -> Callable[..., None]:
    def turn(talk: Talk, *_ignored: object) -> None:
        conversation = talk.conversation
        if conversation.state not in ("choosing_day", "choosing_slot"):
            repeat_question(talk)
            return
        if conversation.page + step < 0:
            talk.say(texts.NO_MORE)
            step_taken = 0
        else:
            step_taken = step
        conversation.page += step_taken
        repeat_question(talk)

    return turn


def start_booking(talk: Talk, reading: Reading, text: str) -> None:
    """Begin a booking, or fill the one that has begun."""
    fill(talk, reading, text)
    proceed(talk)


def say_yes(talk: Talk, reading: Reading | None = None, text: str = "") -> None:
    """Yes to the pending question."""
    conversation = talk.conversation
    if reading and (reading.moment or reading.emails) and conversation.state != "confirming_cancellation":
        start_booking(talk, reading, text)
    elif conversation.state == "confirming":
        book(talk)
    elif conversation.state == "confirming_cancellation":
        cancel(talk)
    else:
        repeat_question(talk)


def say_no(talk: Talk, reading: Reading | None = None, text: str = "") -> None:
    """No to the pending question, or a correction."""
    conversation = talk.conversation
    if conversation.state in ("choosing_cancellation", "confirming_cancellation"):
        fire(conversation, "leave")
        talk.say(texts.KEPT, _START)
    elif reading and fill(talk, reading, text):
        proceed(talk)
    elif conversation.state == "confirming":
        ask_change(talk)
    elif conversation.state == "choosing_slot" and conversation.draft.start:
        _keep(talk)
    else:
        repeat_question(talk)


def book(talk: Talk) -> None:
    """Book what was confirmed. The same message run again finds the appointment that its first run made."""
    conversation, draft, kind = talk.conversation, talk.conversation.draft, talk.type
    if kind is None or draft.start is None:
        proceed(talk)
        return
    try:
        appointment = talk.booking.book(
            BookingRequest(
                provider_id=talk.provider.id,
                type_id=kind.id,
                start=draft.start,
                attendees=talk.invitees,
                timezone=talk.some_zone,
                idempotency_key=talk.idempotency_key,
                booked_by=talk.person.id,
                title=draft.title,
            )
        )
    except Refusal as refusal:
        wish, draft.start = draft.start, None
        refuse(talk, refusal, wish)
        return
    fire(conversation, "booked")
    conversation.draft, conversation.past = Draft(), []
    conversation.appointment_id, conversation.cancelled_id = appointment.id, ""
    talk.say(
        texts.BOOKED.format(
            what=texts.what(appointment),
            when=texts.span(appointment.start, appointment.type.minutes, talk.some_zone, talk.locale),
            people=texts.people(appointment.attendees),
        ),
        [(texts.MY_MEETINGS, ["booked"]), (texts.BOOK_A_MEETING, ["book"])],
    )


def cancel(talk: Talk) -> None:
    """Cancel the appointment in question."""
    conversation = talk.conversation
    appointment = talk.booking.cancel(conversation.appointment_id)
    fire(conversation, "cancelled")
    conversation.cancelled_id, conversation.appointment_id = appointment.id, ""
    talk.say(
        texts.CANCELLED.format(
            what=texts.what(appointment),
            when=texts.span(appointment.start, appointment.type.minutes, talk.some_zone, talk.locale),
        )
    )
    if conversation.draft.empty:
        return
    proceed(talk)


def ask_to_cancel(talk: Talk, reading: Reading, text: str) -> None:
    """The word alone stops a booking that is being put together; otherwise one that stands is meant."""
    if talk.conversation.drafting and not reading.moment and len(text.split()) == 1:
        stop(talk)
    else:
        ask_which_to_cancel(talk)


def _choose_appointment(talk: Talk, appointment_id: str) -> None:
    talk.conversation.appointment_id = appointment_id
    ask_cancellation(talk)


def show_meetings(talk: Talk, *_ignored: object) -> None:
    """The person's meetings ahead."""
    ahead = talk.booking.upcoming(talk.person.id)
    if not ahead:
        talk.say(texts.NO_MEETINGS)
    else:
        lines = [f"• {texts.meeting_line(one, talk.some_zone, talk.locale)}" for one in ahead[:10]]
        talk.say("\n".join([texts.MEETINGS, *lines]))
    if talk.conversation.state != "idle":
        repeat_question(talk)


def show_days(talk: Talk, reading: Reading | None, _text: str = "") -> None:
    """Which days are free; the one pressed begins, or goes into, a booking."""
    conversation = talk.conversation
    if talk.zone is None:
        conversation.then = "days"
        ask_zone(talk)
        return
    conversation.page = 0
    moment = reading.moment if reading else None
    ask_day(talk, moment.start.date() if moment else None)


def show_slots(talk: Talk, reading: Reading | None, _text: str = "") -> None:
    """Which times are free on a day; while later questions are pending, they are asked again."""
    conversation, draft = talk.conversation, talk.conversation.draft
    moment = reading.moment if reading else None
    if talk.zone is None:
        if moment:
            draft.day = moment.start.date()
        conversation.then = "slots"
        ask_zone(talk)
        return
    day = moment.start.date() if moment and moment.has_day else draft.day or _next_free_day(talk)
    if conversation.state in ("naming_attendees", "confirming"):
        free = in_window(talk, slots_of(talk, day))
        titles = [texts.clock(slot.start, talk.some_zone, talk.locale) for slot in free[:40]]
        heading = texts.ask_slot(day, talk.some_zone, free[0].start, talk.locale) if free else ""
        talk.say(f"{heading}\n{', '.join(titles)}" if free else texts.none_on(day, talk.today, talk.locale))
        repeat_question(talk)
        return
    draft.day, conversation.page = day, 0
    if moment and moment.has_time and moment.end:
        fill(talk, reading, "") if reading else None
    ask_slot(talk)


def _next_free_day(talk: Talk) -> date:
    days = free_days(talk, listed_type(talk), talk.today, 1)
    return days[0] if days else talk.today


def change(talk: Talk, reading: Reading, text: str) -> None:
    """Change something of the draft: at once where the new value is said, else by asking for it."""
    if fill(talk, reading, text):
        proceed(talk)
    elif not talk.conversation.drafting:
        how_to_start(talk)
    elif reading.subject:
        _ask(talk, reading.subject)
    else:
        ask_change(talk)


def add_or_remove(talk: Talk, reading: Reading, text: str) -> None:
    """Add people, or take them off; without addresses, ask for them."""
    if fill(talk, reading, text):
        proceed(talk)
    elif talk.conversation.drafting:
        ask_attendees(talk)
    else:
        how_to_start(talk)


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
    if conversation.state == "confirming_cancellation" and len(talk.booking.upcoming(talk.person.id)) == 1:
        say_no(talk)
        return
    previous = _BEFORE.get(conversation.state)
    if previous is None:
        stop(talk)
    else:
        previous(talk)


def take_back(talk: Talk, *_ignored: object) -> None:
    """Undo the last change: of the draft, or else the booking or the cancellation itself."""
    conversation = talk.conversation
    if undo(conversation):
        conversation.page = 0
        talk.say(texts.UNDONE)
        if conversation.draft.empty:
            fire(conversation, "leave")
            how_to_start(talk)
        else:
            proceed(talk)
    elif conversation.appointment_id and conversation.state == "idle":
        ask_cancellation(talk)
    elif conversation.cancelled_id:
        _book_again(talk)
    else:
        talk.say(texts.NOTHING_TO_UNDO)
        repeat_question(talk)


def _book_again(talk: Talk) -> None:
    conversation = talk.conversation
    appointment_id, conversation.cancelled_id = conversation.cancelled_id, ""
    try:
        appointment = talk.booking.appointment(appointment_id)
    except NotFound:
        talk.say(texts.NOTHING_TO_UNDO)
        return
    conversation.draft = Draft(
        type_id=appointment.type.id,
        wish=appointment.start,
        attendees={attendee.email: attendee.name for attendee in appointment.attendees},
        title=appointment.title,
    )
    proceed(talk)


def start_over(talk: Talk, *_ignored: object) -> None:
    """Forget the draft and begin a new one; undo brings the old one back."""
    talk.conversation.draft, talk.conversation.page, talk.conversation.then = Draft(), 0, ""
    proceed(talk)


def stop(talk: Talk, *_ignored: object) -> None:
    """Leave whatever is going on; undo brings a draft back."""
    conversation = talk.conversation
    was_drafting = conversation.drafting
    conversation.draft, conversation.page, conversation.then = Draft(), 0, ""
    fire(conversation, "leave")
    talk.say(texts.STOPPED if was_drafting else texts.STOPPED_IDLE, _START)


def help_out(talk: Talk, *_ignored: object) -> None:
    """What can be said; the pending question is asked again."""
    talk.say(texts.HELP.format(example=_example(talk)))
    if talk.conversation.state != "idle":
        repeat_question(talk)


def greet(talk: Talk, reading: Reading, text: str) -> None:
    """Hello; with something to book in the same breath, straight on to that."""
    if fill(talk, reading, text):
        proceed(talk)
        return
    talk.say(texts.WELCOME.format(provider=talk.provider.name))
    repeat_question(talk)


def thank(talk: Talk, *_ignored: object) -> None:
    """You are welcome; the pending question is asked again."""
    talk.say(texts.THANKS)
    if talk.conversation.state != "idle":
        repeat_question(talk)


def reschedule(talk: Talk, reading: Reading, text: str) -> None:
    """While a booking is being put together, another time for it; otherwise how to move one that stands."""
    if talk.conversation.drafting:
        change(talk, reading, text)
    else:
        talk.say(texts.MOVE_BY_REBOOKING)
        show_meetings(talk)


_INTENTS: dict[Intent, Callable[[Talk, Reading, str], None]] = {
    Intent.BOOK: start_booking,
    Intent.RESCHEDULE: reschedule,
    Intent.CANCEL: ask_to_cancel,
    Intent.BOOKED: show_meetings,
    Intent.DAYS: show_days,
    Intent.SLOTS: show_slots,
    Intent.YES: say_yes,
    Intent.NO: say_no,
    Intent.MORE: _turn_page(1),
    Intent.EARLIER: _turn_page(-1),
    Intent.BACK: go_back,
    Intent.UNDO: take_back,
    Intent.START_OVER: start_over,
    Intent.STOP: stop,
    Intent.HELP: help_out,
    Intent.GREETING: greet,
    Intent.THANKS: thank,
    Intent.ADD: add_or_remove,
    Intent.REMOVE: add_or_remove,
    Intent.CHANGE: change,
}

_CHOICES: dict[str, Callable[..., None]] = {
    "t": _choose_type,
    "z": _set_zone,
    "d": _choose_day,
    "s": _choose_slot,
    "a": _choose_appointment,
    "keep": _keep,
    "ask": _ask,
    "more": _turn_page(1),
    "earlier": _turn_page(-1),
    "yes": say_yes,
    "no": say_no,
    "stop": stop,
    "help": help_out,
    "booked": show_meetings,
    "book": proceed,
}
