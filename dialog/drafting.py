"""Putting a meeting together: what is missing is asked for, what is confirmed is booked."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from booking.errors import InvalidInput, Refusal, TooManyAttendees, TooManyInvitations
from booking.model import BookingRequest
from dialog import dates, texts
from dialog.conversation import Draft
from dialog.filling import fill, fill_day
from dialog.inviting import most_people
from dialog.kinds import forget_type
from dialog.machine import fire
from dialog.questions import (
    ask_attendees,
    ask_change,
    ask_confirmation,
    ask_day,
    ask_slot,
    ask_type,
    ask_zone,
    how_to_start,
    possible_types,
    repeat_question,
    start,
)
from dialog.settling import refuse, settle, take_only_slot, take_start
from dialog.talk import Talk
from dialog.understanding import Reading


def proceed(talk: Talk) -> None:
    """Ask for the first thing that is missing: type and zone where they are open, day, slot, attendees, confirmation."""
    draft = talk.conversation.draft
    if len(draft.attendees) > most_people(talk):
        talk.say(texts.too_many(most_people(talk), talk.locale))
        ask_attendees(talk)
        return
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


def start_booking(talk: Talk, reading: Reading, text: str) -> None:
    """Begin a booking, or fill the one that has begun; a wish with a day and people of its own begins another one."""
    draft = talk.conversation.draft
    own_people = {address.email for address in reading.emails} - draft.attendees.keys()
    if draft.attendees and own_people and reading.moment and reading.moment.has_day:
        talk.conversation.draft, talk.conversation.page = Draft(), 0
        talk.tell(texts.STARTED_ANEW)
    fill(talk, reading, text)
    proceed(talk)


def choose_type(talk: Talk, type_id: str) -> None:
    conversation = talk.conversation
    if conversation.draft.type_id != type_id and forget_type(talk):
        conversation.draft.type_id = type_id
    conversation.page = 0
    proceed(talk)


def choose_day(talk: Talk, day: str) -> None:
    talk.conversation.page = 0
    chosen = date.fromisoformat(day)
    fill_day(talk, datetime(chosen.year, chosen.month, chosen.day, tzinfo=UTC))
    proceed(talk)


def choose_slot(talk: Talk, seconds: int) -> None:
    draft = talk.conversation.draft
    draft.wish, draft.other_wish, draft.clock = datetime.fromtimestamp(seconds, UTC), None, None
    draft.alternatives = ()
    proceed(talk)


def keep(talk: Talk) -> None:
    draft = talk.conversation.draft
    if draft.start:
        take_start(talk, draft.start)
    proceed(talk)


def ask(talk: Talk, subject: str) -> None:
    talk.conversation.page = 0
    if subject in ("day", "time", "slot"):
        talk.conversation.draft.alternatives = ()
    if subject == "type":
        talk.conversation.draft.minutes = None
    {
        "day": ask_day,
        "time": ask_slot,
        "slot": ask_slot,
        "type": ask_type,
        "timezone": ask_zone,
        "attendees": ask_attendees,
    }[subject](talk)


def turn_page(step: int) -> Callable[..., None]:
    def turn(talk: Talk, *_ignored: object) -> None:
        conversation = talk.conversation
        if conversation.state in ("naming_attendees", "confirming"):
            ask(talk, "time")
            return
        if conversation.state not in ("choosing_day", "choosing_slot"):
            repeat_question(talk)
            return
        if conversation.draft.alternatives:
            conversation.draft.alternatives, step_taken = (), 0
        elif conversation.page + step < 0:
            talk.tell(texts.NO_MORE)
            step_taken = 0
        else:
            step_taken = step
        conversation.page += step_taken
        repeat_question(talk)

    return turn


def change(talk: Talk, reading: Reading, text: str) -> None:
    """Change something of the draft: at once where the new value is said, else by asking for it."""
    if fill(talk, reading, text):
        proceed(talk)
    elif not talk.conversation.drafting:
        how_to_start(talk)
    elif reading.subject:
        ask(talk, reading.subject)
    else:
        ask_change(talk)


def start_over(talk: Talk, *_ignored: object) -> None:
    """Forget the draft and begin a new one; undo brings the old one back."""
    talk.conversation.draft, talk.conversation.page, talk.conversation.then = Draft(), 0, ""
    proceed(talk)


def stop(talk: Talk, *_ignored: object) -> None:
    """Leave whatever is going on; undo brings a draft back."""
    conversation = talk.conversation
    said = texts.STOPPED if conversation.drafting else texts.STOPPED_IDLE
    said = texts.KEPT if conversation.draft.moving else said
    conversation.draft, conversation.page, conversation.then = Draft(), 0, ""
    fire(conversation, "leave")
    talk.tell(said, start(talk))


def book(talk: Talk) -> None:
    """Book what was confirmed. The same message run again finds the appointment that its first run made."""
    conversation, draft, kind = talk.conversation, talk.conversation.draft, talk.type
    if kind is None or draft.start is None:
        proceed(talk)
        return
    talk.get_to_know()
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
                locale=talk.locale,
            ),
            talk.actor,
        )
    except Refusal as refusal:
        wish, draft.start = draft.start, None
        refuse(talk, refusal, wish)
        return
    except TooManyInvitations as error:
        talk.say(talk.explained(error))
        ask_confirmation(talk)
        return
    except (InvalidInput, TooManyAttendees) as error:
        talk.say(talk.explained(error))
        ask_attendees(talk)
        return
    fire(conversation, "booked")
    conversation.draft, conversation.past = Draft(), []
    conversation.appointment_id, conversation.cancelled_id, conversation.moved_from = appointment.id, "", 0
    talk.tell(
        texts.BOOKED,
        [talk.offer(texts.MY_MEETINGS, "booked"), talk.offer(texts.BOOK_A_MEETING, "book")],
        what=texts.what(appointment, talk.locale),
        when=dates.span(appointment.start, appointment.type.minutes, talk.some_zone, talk.locale),
        people=texts.people(talk.own(appointment).attendees, talk.locale),
    )
