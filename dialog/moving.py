"""Changing a meeting that is booked: another time, more or fewer people. It is a draft that knows its appointment."""

from datetime import UTC, datetime

from booking.errors import InvalidInput, NotFound, Refusal, TooManyAttendees, TooManyInvitations
from booking.model import Appointment
from booking.translations import marked
from dialog import dates, texts
from dialog.conversation import Draft
from dialog.drafting import ask, change, proceed
from dialog.filling import exclude, fill, fill_day
from dialog.machine import fire
from dialog.questions import ask_attendees, ask_confirmation, ask_day, ask_which_to_move, day_of, how_to_start, start
from dialog.settling import refuse
from dialog.talk import Talk
from dialog.understanding import Reading

NOT_ALONE = marked(
    "Others come to that meeting too, so it stays where it is. Cancel your part of it and book another time."
)


def reschedule(talk: Talk, reading: Reading, text: str) -> None:
    """While a meeting is being put together, another time for it; otherwise one that stands is moved."""
    if talk.conversation.drafting:
        change(talk, reading, text)
        return
    talk.conversation.draft = Draft()
    ahead = talk.meetings
    named = {address.email for address in reading.emails}
    fitting = [one for one in ahead if named and named <= {guest.email for guest in one.attendees}]
    if len(ahead) == 1 or len(fitting) == 1:
        one = (fitting or ahead)[0]
        talk.conversation.draft = _draft_of(talk, one)
        fill(talk, reading, text)
        (ask_day if talk.conversation.draft == _draft_of(talk, one) else proceed)(talk)
    else:
        fill(talk, reading, text)
        ask_which_to_move(talk)


def choose_to_move(talk: Talk, appointment_id: str) -> None:
    """The meeting that shall be moved was picked."""
    edit(talk, talk.own(talk.booking.appointment(appointment_id)))


def edit(talk: Talk, appointment: Appointment) -> None:
    """Make a draft of the appointment, with the time that was asked for; without one, ask for the day."""
    wanted = talk.conversation.draft
    draft = talk.conversation.draft = _draft_of(talk, appointment)
    draft.not_before, draft.not_after, draft.days = wanted.not_before, wanted.not_after, wanted.days
    draft.excluded = wanted.excluded
    draft.window, draft.wish, draft.other_wish = wanted.window, wanted.wish, wanted.other_wish
    draft.alternatives = wanted.alternatives
    draft.clock, draft.other_clock = wanted.clock, wanted.other_clock
    draft.attendees |= wanted.attendees
    draft.title = wanted.title or draft.title
    if wanted.window:
        draft.start = None
    if wanted.day and draft.wish is None and draft.clock is None and draft.window is None:
        fill_day(talk, datetime(wanted.day.year, wanted.day.month, wanted.day.day, tzinfo=UTC))
    elif wanted.day:
        draft.day = wanted.day
    if wanted.empty or wanted.not_before or wanted.excluded:
        ask_day(talk)
    else:
        proceed(talk)


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
