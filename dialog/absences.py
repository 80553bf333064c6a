"""Who is said not to come: taken off the draft, or off a meeting that stands."""

from dialog.choosing import inviting, on
from dialog.drafting import proceed
from dialog.inviting import known_as, take_off
from dialog.moving import is_of_absent, take_one
from dialog.questions import ask_change
from dialog.talk import Talk
from dialog.understanding import Reading


def take_absent(talk: Talk, reading: Reading, text: str) -> bool:
    """Take those off who are said not to come ("tom can't make it", "cancel tom"); False where nobody who is invited is
    meant. For a day alone nobody is taken off the draft: it is asked what shall be changed."""
    if not is_of_absent(reading):
        return False
    if talk.conversation.drafting:
        people = talk.conversation.draft.attendees
        if not any(known_as(who, people) for who in reading.absent):
            return False
        if reading.moment:
            ask_change(talk)
        else:
            take_off(talk, reading.absent)
            proceed(talk)
        return True
    meetings = inviting(talk.meetings, reading.absent)
    if reading.moment:
        meetings = on(meetings, reading.moment) or meetings
    last = tuple(one for one in meetings if one.id == talk.conversation.appointment_id)
    if meetings:
        take_one(talk, reading, text, last or meetings)
    return bool(meetings)
