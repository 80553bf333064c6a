"""Who is said not to come: taken off the draft, or off a meeting that stands."""

from collections.abc import Sequence

from dialog import texts
from dialog.drafting import proceed
from dialog.inviting import known_as
from dialog.moving import is_of_absent, replace_absent, take_one
from dialog.questions import ask_change, repeat_question
from dialog.spoken_of import inviting, on
from dialog.talk import Talk
from dialog.understanding import Intent, Reading

_STOPPING = frozenset((Intent.CANCEL, Intent.STOP))


def take_absent(talk: Talk, reading: Reading, text: str) -> bool:
    """Take those off who are said not to come ("tom can't make it", "cancel tom"); False where nobody who is invited is
    meant. For a day alone nobody is taken off the draft: it is asked what shall be changed. "Cancel" and "forget" stop
    nothing where they are about somebody, be that person invited or not."""
    if not is_of_absent(reading):
        return False
    if talk.conversation.drafting:
        return _take_off_draft(talk, reading, text)
    meetings = inviting(talk.meetings, reading.absent)
    if moment := reading.which or reading.moment:
        meetings = on(meetings, moment) or meetings
    last = tuple(one for one in meetings if one.id == talk.conversation.appointment_id)
    if meetings:
        take_one(talk, reading, text, last or meetings)
        return True
    return bool(talk.meetings) and _is_nobody(talk, reading)


def _is_nobody(talk: Talk, reading: Reading) -> bool:
    """Say who is invited to nothing, where that is what shall be cancelled; whether it is."""
    if reading.intent not in _STOPPING or _is_of_meetings(talk, reading.absent):
        return False
    for who in reading.absent:
        talk.tell(texts.NOT_INVITED, email=who)
    return True


def _is_of_meetings(talk: Talk, names: Sequence[str]) -> bool:
    """Whether what looks like names is rather what a meeting is called: "cancel yoga"."""
    called = (*(kind.name for kind in talk.types), *(one.title for one in talk.meetings))
    titles = " ".join((talk.conversation.draft.title, *called)).casefold()
    return any(word in titles for name in names for word in name.split())


def _take_off_draft(talk: Talk, reading: Reading, text: str) -> bool:
    draft = talk.conversation.draft
    known = any(known_as(who, draft.attendees) for who in reading.absent)
    if not known and (reading.intent not in _STOPPING or _is_of_meetings(talk, reading.absent)):
        return False
    if reading.moment:
        ask_change(talk)
    elif known:
        replace_absent(talk, reading, text)
        proceed(talk)
    else:
        for who in reading.absent:
            talk.tell(texts.NOT_INVITED, email=who)
        repeat_question(talk)
    return True
