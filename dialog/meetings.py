"""Meetings that are booked: showing them, cancelling them, taking a booking or a cancellation back."""

from dataclasses import replace

from booking.errors import NotFound
from booking.model import Appointment
from dialog import dates, joining, texts
from dialog.attendance import answered
from dialog.conversation import Draft, undo
from dialog.drafting import proceed, stop
from dialog.filling import fill
from dialog.kinds import named_type
from dialog.machine import fire
from dialog.moving import move_back
from dialog.questions import ask_cancellation, ask_which_to_cancel, how_to_start, repeat_question
from dialog.spoken_of import fitting, is_then, on
from dialog.talk import Talk
from dialog.understanding import Reading, read


def show_meetings(talk: Talk, reading: Reading | None = None, _text: str = "") -> None:
    """The person's meetings ahead; where a day is named, those of that day."""
    ahead = talk.meetings
    known = {one.id for one in ahead}
    invited = tuple(one for one in talk.booking.invited(talk.person.email or "") if one.id not in known)
    if (ahead or invited) and reading and (reading.which or reading.moment):
        ahead, invited = (_then(meetings, reading) for meetings in (ahead, invited))
        if not ahead and not invited:
            talk.tell(texts.NO_MEETING_THEN)
    elif not ahead and not invited:
        talk.tell(texts.NO_MEETINGS)
    if ahead:
        talk.say("\n".join([talk.told(texts.MEETINGS), *(_line(talk, one) for one in ahead[:10])]))
    if invited:
        talk.say("\n".join([talk.told(texts.INVITED_TO), *(_invited_line(talk, one) for one in invited[:10])]))
    if talk.conversation.state != "idle":
        repeat_question(talk)


def _then(meetings: tuple[Appointment, ...], reading: Reading) -> tuple[Appointment, ...]:
    """Those on the day that is asked about, or on that by which one is called: "my friday meeting"."""
    if reading.which:
        return on(meetings, reading.which)
    moment = reading.moment
    return tuple(one for one in meetings if moment and is_then(one, moment))


def _line(talk: Talk, appointment: Appointment) -> str:
    line = f"• {texts.meeting_line(appointment, talk.some_zone, talk.locale)}"
    coming = answered(appointment.attendees, talk.locale)
    return f"{line}. {coming}" if coming else line


def _invited_line(talk: Talk, appointment: Appointment) -> str:
    """One of the meetings that the person is invited to, without the others who are."""
    minutes = int((appointment.end - appointment.start).total_seconds()) // 60
    when = dates.span(appointment.start, minutes, talk.some_zone, talk.locale)
    return f"• {joining.clauses([texts.what(appointment, talk.locale), when], talk.locale)}"


def ask_to_cancel(talk: Talk, reading: Reading, text: str) -> None:
    """The word alone, or "cancel it", stops what is being put together; otherwise a meeting that stands is meant: by "it"
    the one booked last."""
    if reading.then and _book_instead(talk, reading):
        return
    this = reading.subject == "this" or len(text.split()) == 1
    if talk.conversation.drafting and not (reading.moment or reading.which) and (this or not talk.meetings):
        stop(talk)
        return
    moment = reading.which or reading.moment
    ahead = fitting(talk.meetings, replace(reading, which=None), text, talk.locale, named_type(talk, text))
    named = on(ahead, moment) if moment else ahead
    if reading.subject == "this":
        named = tuple(one for one in ahead if one.id == talk.conversation.appointment_id) or named
    if len(named) == 1:
        talk.conversation.appointment_id = named[0].id
        ask_cancellation(talk)
        return
    if ahead and moment and not named:
        talk.tell(texts.NO_MEETING_THEN)
    ask_which_to_cancel(talk)


def _book_instead(talk: Talk, reading: Reading) -> bool:
    """Another meeting is wished for in place of the one that is cancelled: its wishes go into a new draft. Whether there is
    nothing to be cancelled, so that it is put together at once."""
    talk.conversation.draft = Draft()
    fill(talk, read(reading.then, talk.now, talk.some_zone, talk.locale), reading.then)
    if talk.meetings:
        return False
    talk.tell(texts.NOTHING_TO_CANCEL)
    proceed(talk)
    return True


def choose_appointment(talk: Talk, appointment_id: str) -> None:
    talk.conversation.appointment_id = appointment_id
    ask_cancellation(talk)


def cancel(talk: Talk) -> None:
    """Cancel the appointment in question; where others brought people too, only the seats that this person booked."""
    conversation = talk.conversation
    appointment = talk.booking.appointment(conversation.appointment_id)
    own = talk.own(appointment).attendees
    fire(conversation, "cancelled")
    conversation.cancelled_id, conversation.appointment_id = "", ""
    if len(own) == len(appointment.attendees):
        conversation.cancelled_id = talk.booking.cancel(appointment.id, talk.actor).id
    else:
        for guest in own:
            talk.booking.remove_attendee(appointment.id, guest.email, talk.actor)
    talk.tell(
        texts.CANCELLED,
        what=texts.what(appointment, talk.locale),
        when=dates.span(appointment.start, appointment.type.minutes, talk.some_zone, talk.locale),
    )
    if conversation.draft.empty:
        return
    proceed(talk)


def take_back(talk: Talk, *_ignored: object) -> None:
    """Undo the last change: of the draft, or else the booking or the cancellation itself."""
    conversation = talk.conversation
    if undo(conversation):
        conversation.page = 0
        talk.tell(texts.UNDONE)
        if conversation.draft.empty:
            fire(conversation, "leave")
            how_to_start(talk)
        else:
            proceed(talk)
    elif conversation.moved_from and conversation.state == "idle":
        move_back(talk)
    elif conversation.appointment_id and conversation.state == "idle":
        ask_cancellation(talk)
    elif conversation.cancelled_id:
        _book_again(talk)
    else:
        talk.tell(texts.NOTHING_TO_UNDO)
        repeat_question(talk)


def _book_again(talk: Talk) -> None:
    conversation = talk.conversation
    appointment_id, conversation.cancelled_id = conversation.cancelled_id, ""
    try:
        appointment = talk.own(talk.booking.appointment(appointment_id))
    except NotFound:
        talk.tell(texts.NOTHING_TO_UNDO)
        return
    conversation.draft = Draft(
        type_id=appointment.type.id,
        wish=appointment.start,
        attendees={attendee.email: attendee.name for attendee in appointment.attendees},
        title=appointment.title,
    )
    proceed(talk)
