"""Answers to invitations, by chat: whoever sends the link of their invitation has shown that its mail is theirs. And whether
somebody is reminded here."""

import re

from booking.errors import BookingError
from booking.model import Appointment, PartStat
from booking.translations import marked
from dialog import dates, texts
from dialog.questions import repeat_question, start
from dialog.talk import Offer, Talk
from dialog.understanding import Intent

ACCEPT = marked("Accept")
DECLINE = marked("Decline")
MAYBE = marked("Maybe")
NO_REMINDERS = marked("no reminders")
REMINDERS_ON = marked("reminders on")
WILL_YOU_COME = marked("You are invited: {what}, {when}. Will you come?")
HOW_TO_ANSWER = marked("Send me the link from your invitation, and you can answer here.")
NOTHING_TO_ANSWER = marked("You are not invited to anything ahead.")
HOSTS_LINK = marked("That is the host's own link: please open it in a browser.")
REMINDERS_OFF = marked("All right: no more reminders here. Say “reminders on” to have them again.")
REMINDED = marked("You will be reminded here.")
NOTED: dict[PartStat, str] = {
    "ACCEPTED": marked("You accepted: {what}, {when}."),
    "DECLINED": marked("You declined: {what}, {when}."),
    "TENTATIVE": marked("Noted, you may come: {what}, {when}."),
}

_LINK = re.compile(r"/rsvp/([a-z2-7]{26})(?![a-z0-9])", re.IGNORECASE)
_ANSWERS: dict[str, PartStat] = {ACCEPT: "ACCEPTED", DECLINE: "DECLINED", MAYBE: "TENTATIVE"}
_PLAINLY: dict[Intent, PartStat] = {Intent.YES: "ACCEPTED", Intent.NO: "DECLINED"}


def answer(talk: Talk, text: str) -> bool:
    """Deal with an answer to an invitation, or a wish about reminders; False where the text is neither. An answer is about
    the invitation shown just before, where there is one."""
    if link := _LINK.search(text):
        show_invitation(talk, link[1])
        return True
    said = " ".join(text.split()).strip("!./ ").casefold()
    for wish, wanted in ((NO_REMINDERS, False), (REMINDERS_ON, True)):
        if said in _ways(talk, wish):
            want_reminders(talk, wanted=wanted)
            return True
    if talk.conversation.state != "idle":
        return False
    shown = _shown(talk)
    for command, status in _ANSWERS.items():
        if said in _ways(talk, command):
            keep_answer(talk, shown, status) if shown else answer_next(talk, status)
            return True
    if shown and talk.reading and (plain := _PLAINLY.get(talk.reading.intent)):
        keep_answer(talk, shown, plain)
        return True
    return False


def show_invitation(talk: Talk, word: str) -> None:
    """What the link with this word leads to, to be answered; the address is known to be theirs from now on, and mail to
    it is written in the language and the zone of this chat."""
    try:
        linked = talk.booking.by_link(word)
    except BookingError as error:
        talk.say(talk.explained(error))
        return
    if linked.attendee is None:
        talk.tell(HOSTS_LINK)
        return
    _get_to_know(talk, linked.email)
    talk.say(_about(talk, WILL_YOU_COME, linked.appointment), _offers(talk, linked.appointment))


def answer_next(talk: Talk, status: PartStat) -> None:
    """Take an answer for the one meeting ahead, or ask for which."""
    if talk.person.email is None:
        talk.tell(HOW_TO_ANSWER)
        return
    ahead = talk.booking.invited(talk.person.email)
    if not ahead:
        talk.tell(NOTHING_TO_ANSWER)
    elif len(ahead) == 1:
        keep_answer(talk, ahead[0].id, status)
    else:
        entries = [
            (dates.slot_title(one.start, talk.some_zone, talk.locale), _about(talk, "{what}, {when}", one), one.id)
            for one in ahead
        ]
        talk.say_list(
            talk.told(texts.WHICH_ONE), [(title, line, ["rsvp", id_, status]) for title, line, id_ in entries]
        )


def keep_answer(talk: Talk, appointment_id: str, status: PartStat) -> None:
    """Keep the answer of the address that is known to be theirs."""
    try:
        appointment = talk.booking.rsvp(appointment_id, talk.person.email or "", status, talk.actor)
    except BookingError as error:
        talk.say(talk.explained(error))
        return
    talk.say(_about(talk, NOTED[status], appointment), start(talk))


def want_reminders(talk: Talk, *, wanted: bool) -> None:
    """Let them be reminded in this chat, or not; the pending question is asked again."""
    talk.booking.wish(talk.person.id, "reminders", unwilling=not wanted)
    talk.tell(REMINDED if wanted else REMINDERS_OFF)
    if talk.conversation.state != "idle":
        repeat_question(talk)


def _get_to_know(talk: Talk, email: str) -> None:
    person = talk.person
    locale = talk.locale if talk.conversation.locale or talk.incoming.locale else person.locale
    if (email, locale, talk.zone) != (person.email, person.locale, person.timezone):
        talk.learn(email=email, locale=locale, timezone=talk.zone)


def _shown(talk: Talk) -> str:
    """The id of the appointment whose invitation was shown last and can be answered still; "" for none."""
    about = {str(value[1]) for value in talk.conversation.offered if value[:1] == ["rsvp"]}
    return about.pop() if len(about) == 1 else ""


def _offers(talk: Talk, appointment: Appointment) -> list[Offer]:
    return [talk.offer(title, "rsvp", appointment.id, status) for title, status in _ANSWERS.items()]


def _about(talk: Talk, text: str, appointment: Appointment) -> str:
    minutes = int((appointment.end - appointment.start).total_seconds()) // 60
    when = dates.span(appointment.start, minutes, talk.some_zone, talk.locale)
    return talk.told(text, what=texts.what(appointment, talk.locale), when=when)


def _ways(talk: Talk, command: str) -> set[str]:
    """How a command is said: in English, and in the person's language."""
    return {command.casefold(), talk.told(command).casefold()}
