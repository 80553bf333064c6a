"""Who is coming to what somebody booked: as many as they may know of."""

from collections.abc import Sequence

from booking.model import Attendee, PartStat
from booking.translations import marked
from dialog import dates, joining, texts
from dialog.notices import tally
from dialog.questions import repeat_question
from dialog.talk import Talk
from dialog.understanding import Reading

ACCEPTED = marked("Accepted: {people}")
TENTATIVE = marked("May come: {people}")
DECLINED = marked("Declined: {people}")
NO_ANSWER = marked("No answer yet: {people}")

_BY_ANSWER: dict[PartStat, str] = {
    "ACCEPTED": ACCEPTED,
    "TENTATIVE": TENTATIVE,
    "DECLINED": DECLINED,
    "NEEDS-ACTION": NO_ANSWER,
}
_MOST = 5
_TELLING = ("confirming", "naming_attendees")
"""Where the question itself tells who is invited."""


def answered(guests: Sequence[Attendee], locale: str) -> str:
    """How many come, once somebody has answered; "" before that."""
    if all(each.status == "NEEDS-ACTION" for each in guests):
        return ""
    return tally(sum(each.status == "ACCEPTED" for each in guests), len(guests), locale)


def show_attendance(talk: Talk, reading: Reading, _text: str) -> None:
    """Who accepted, who did not, who has not answered, for each meeting ahead; while one is being put together, who is
    invited to that. The pending question is asked again."""
    conversation = talk.conversation
    invited = conversation.drafting and not conversation.draft.moving and reading.subject == "invited"
    if not invited:
        tell_attendance(talk)
    elif not talk.invitees:
        talk.tell(texts.NOBODY_YET)
    elif conversation.state not in _TELLING:
        talk.tell(texts.WITH, people=texts.people(talk.invitees, talk.locale))
    if conversation.state != "idle":
        repeat_question(talk)


def tell_attendance(talk: Talk) -> None:
    """The same, and nothing else."""
    ahead = talk.meetings
    if not ahead:
        talk.tell(texts.NO_MEETINGS)
    for one in ahead[:_MOST]:
        when = dates.slot_title(one.start, talk.some_zone, talk.locale)
        coming = tally(sum(each.status == "ACCEPTED" for each in one.attendees), len(one.attendees), talk.locale)
        heading = joining.clauses([texts.what(one, talk.locale), when], talk.locale)
        told = joining.put(joining.DETAIL, talk.locale, heading=heading, detail=coming)
        lines = [told if one.attendees else heading]
        for status, text in _BY_ANSWER.items():
            people = [each for each in one.attendees if each.status == status]
            if people:
                lines.append(talk.told(text, people=texts.people(people, talk.locale)))
        talk.say("\n".join(lines))
