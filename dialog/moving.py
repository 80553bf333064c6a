"""Changing a meeting that is booked: another time, more or fewer people. It is a draft that knows its appointment."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from booking.errors import InvalidInput, NotFound, Refusal, TooManyAttendees, TooManyInvitations
from booking.model import Appointment
from booking.translations import marked
from dialog import dates, texts
from dialog.conversation import Draft
from dialog.drafting import ask, change, proceed
from dialog.filling import exclude, fill
from dialog.inviting import meant_by, take_off
from dialog.kinds import named_type
from dialog.machine import fire
from dialog.questions import (
    ask_attendees,
    ask_cancellation,
    ask_confirmation,
    ask_day,
    ask_which_to_move,
    day_of,
    how_to_start,
    start,
)
from dialog.settling import refuse
from dialog.spoken_of import fitting
from dialog.talk import Talk
from dialog.understanding import Address, Intent, Reading, read

_LONGEST_SAID = 1000
_OF_ABSENT = frozenset((Intent.NONE, Intent.CANCEL, Intent.STOP, Intent.NO, Intent.REMOVE))

NOT_ALONE = marked(
    "Others come to that meeting too, so it stays where it is. Cancel your part of it and book another time."
)


def reschedule(talk: Talk, reading: Reading, text: str) -> None:
    """While a meeting is being put together, another time for it; otherwise one that stands is moved."""
    if talk.conversation.drafting:
        change(talk, reading, text)
        return
    take_one(talk, reading, text, fitting(talk.meetings, reading, text, talk.locale, named_type(talk, text)))


def take_one(talk: Talk, reading: Reading, text: str, meetings: Sequence[Appointment]) -> None:
    """Do what was said to the one meeting that it may be about; of several it is asked which."""
    conversation = talk.conversation
    conversation.draft = Draft()
    if len(meetings) == 1:
        _take_up(talk, reading, text, meetings[0])
        return
    if reading.which and not meetings and talk.meetings:
        talk.tell(texts.NO_MEETING_THEN)
    conversation.said = text[:_LONGEST_SAID]
    ask_which_to_move(talk, texts.WHICH_TO_MOVE if reading.intent is Intent.RESCHEDULE else texts.WHICH_ONE)


def choose_to_move(talk: Talk, appointment_id: str) -> None:
    """The meeting that shall be changed was picked: what was said of it before is done."""
    said, talk.conversation.said = talk.conversation.said, ""
    reading = read(said, talk.now, talk.some_zone, talk.locale)
    _take_up(talk, reading, said, talk.own(talk.booking.appointment(appointment_id)))


def is_of_absent(reading: Reading) -> bool:
    """Whether somebody is said not to come, and nothing else is wanted than others in their place."""
    instead = bool(_coming(reading)) and not reading.moment
    return bool(reading.absent) and (reading.intent in _OF_ABSENT or instead)


def replace_absent(talk: Talk, reading: Reading, text: str) -> None:
    """Take those off who are said not to come, and say so; take the others in who are named."""
    take_off(talk, reading.absent)
    if others := _coming(reading):
        fill(talk, replace(reading, intent=Intent.ADD, emails=others, removed=(), nameless=()), text)


def _coming(reading: Reading) -> tuple[Address, ...]:
    return tuple(address for address in reading.emails if address.email not in (*reading.absent, *reading.removed))


def _take_up(talk: Talk, reading: Reading, text: str, appointment: Appointment) -> None:
    """Make a draft of the appointment with what was said; where nothing was, ask for the day. A meeting to which nobody
    would be left to come is rather cancelled."""
    conversation = talk.conversation
    conversation.draft = _draft_of(talk, appointment)
    if not is_of_absent(reading):
        fill(talk, reading, text)
        unmoved = reading.intent is Intent.RESCHEDULE and conversation.draft == _draft_of(talk, appointment)
        (ask_day if unmoved else proceed)(talk)
        return
    people = conversation.draft.attendees
    if _coming(reading) or len(people) > len(meant_by(reading.absent, people)):
        replace_absent(talk, reading, text)
        proceed(talk)
    else:
        conversation.draft, conversation.appointment_id = Draft(), appointment.id
        ask_cancellation(talk)


def _draft_of(talk: Talk, appointment: Appointment) -> Draft:
    return Draft(
        type_id=appointment.type.id,
        start=appointment.start,
        day=day_of(talk, appointment.start),
        attendees={attendee.email: attendee.name for attendee in appointment.attendees},
        title=appointment.title,
        moving=appointment.id,
    )


def change_or_edit(talk: Talk, reading: Reading, text: str) -> None:
    """A change of the meeting being put together; with none, of the one booked last ("also bill@x.com", "4pm instead",
    "change the time"), or of the only one."""
    conversation = talk.conversation
    something = reading.moment or reading.shift is not None or reading.emails or reading.removed or reading.title
    ahead = () if conversation.drafting else talk.meetings
    meant = fitting(ahead, reading, text, talk.locale, named_type(talk, text))
    if ahead and (reading.which or len(meant) < len(ahead)):
        take_one(talk, reading, text, meant)
        return
    last = next((one for one in ahead if one.id == conversation.appointment_id or len(ahead) == 1), None)
    if last and (something or reading.subject in ("day", "time", "attendees")):
        conversation.draft = _draft_of(talk, last)
    if last and reading.subject and not something:
        exclude(talk, reading.excluded)
        ask(talk, reading.subject)
    else:
        change(talk, reading, text)


def add_or_remove(talk: Talk, reading: Reading, text: str) -> None:
    """Add people, or take them off; without addresses, ask for them."""
    if reading.emails or reading.removed or reading.title:
        change_or_edit(talk, reading, text)
    elif talk.conversation.drafting:
        ask_attendees(talk)
    else:
        how_to_start(talk)


def confirm(talk: Talk) -> None:
    """Do what was confirmed. Run again by the same message, it finds it done."""
    conversation, draft = talk.conversation, talk.conversation.draft
    try:
        before = talk.own(talk.booking.appointment(draft.moving))
        after = _apply(talk, before)
    except Refusal as refusal:
        wish, draft.start = draft.start or talk.now, None
        refuse(talk, refusal, wish)
        return
    except TooManyInvitations as error:
        talk.say(talk.explained(error))
        ask_confirmation(talk)
        return
    except (InvalidInput, TooManyAttendees, NotFound) as error:
        talk.say(talk.explained(error))
        ask_attendees(talk)
        return
    fire(conversation, "booked")
    conversation.draft, conversation.past = Draft(), []
    conversation.appointment_id, conversation.cancelled_id = after.id, ""
    conversation.moved_from = int(before.start.timestamp()) if before.start != after.start else 0
    talk.tell(
        texts.CHANGED,
        start(talk)[:2],
        what=texts.what(after, talk.locale),
        when=dates.span(after.start, after.type.minutes, talk.some_zone, talk.locale),
        people=texts.people(talk.own(after).attendees, talk.locale),
    )


def _apply(talk: Talk, appointment: Appointment) -> Appointment:
    draft = talk.conversation.draft
    if draft.start is not None and draft.start != appointment.start:
        if len(talk.booking.appointment(appointment.id).attendees) > len(appointment.attendees):
            draft.start = appointment.start
            raise InvalidInput(NOT_ALONE)
        appointment = talk.booking.reschedule(
            draft.moving, draft.start, talk.actor, idempotency_key=talk.idempotency_key
        )
    present = {attendee.email for attendee in appointment.attendees}
    if new := [invitee for invitee in talk.invitees if invitee.email not in present]:
        appointment = talk.booking.add_attendees(draft.moving, new, talk.actor)
    for email in present - draft.attendees.keys():
        appointment = talk.booking.remove_attendee(draft.moving, email, talk.actor)
    if draft.title != appointment.title:
        appointment = talk.booking.edit(draft.moving, talk.actor, title=draft.title)
    return appointment


def move_back(talk: Talk) -> None:
    """Ask whether the meeting moved last shall go back to where it was."""
    conversation = talk.conversation
    start, conversation.moved_from = datetime.fromtimestamp(conversation.moved_from, UTC), 0
    conversation.draft = _draft_of(talk, talk.own(talk.booking.appointment(conversation.appointment_id)))
    conversation.draft.wish = start
    proceed(talk)
