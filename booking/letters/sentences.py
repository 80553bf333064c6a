"""What letters say beside the facts, in the reader's language."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from booking.calendar_links import calendar_links
from booking.letters.reading import Reading
from booking.model import Attendee, Invitation
from booking.translations import marked

ANSWERS = (("yes", marked("Yes")), ("maybe", marked("Maybe")), ("no", marked("No")))
_SAID = {
    "ACCEPTED": ("yes", marked("Yes, I come")),
    "TENTATIVE": ("maybe", marked("Maybe")),
    "DECLINED": ("no", marked("No, I do not come")),
}


@dataclass(frozen=True, slots=True)
class Words:
    """A letter's sentences: its `heading` of a word or two, what happened (`intro`), what somebody wrote (`quoted`), what
    to do about it (`closing`). `buttons` and `footer` are links by what they are called."""

    heading: str
    intro: str
    closing: str = ""
    quoted: str = ""
    buttons: tuple[tuple[str, str], ...] = ()
    footer: tuple[tuple[str, str], ...] = ()


def words(invitation: Invitation, reader: Reading) -> Words:
    """What to say. Raises KeyError for a subject that there is not."""
    return _ABOUT[invitation.subject](invitation, reader)


def saving(invitation: Invitation, reader: Reading, details: str) -> tuple[tuple[str, str], ...]:
    """Links that put the meeting into a calendar, by name: for an invitation alone."""
    if invitation.subject != "calendar" or invitation.method != "REQUEST":
        return ()
    place = invitation.location or invitation.video_url
    found = calendar_links(invitation.title, invitation.start, invitation.end, place, details)
    own = {reader.texts.gettext("Calendar file (.ics)"): f"{invitation.link}/invite.ics"} if invitation.link else {}
    return tuple((found | own).items())


def person(attendee: Attendee) -> str:
    """Somebody, in a row of facts: with address and number."""
    named = f"{attendee.name} <{attendee.email}>" if attendee.name else attendee.email
    return f"{named}, {attendee.phone}" if attendee.phone else named


def _calendar(invitation: Invitation, reader: Reading) -> Words:
    _ = reader.texts.gettext
    match invitation.method:
        case "CANCEL":
            return _cancelled(invitation, reader)
        case "DECLINECOUNTER":
            intro = _("{host} cannot take up the time that you proposed. The meeting stays as it is.")
            return Words(
                _("Time unchanged"),
                intro.format(host=invitation.provider_name),
                _("Your answer counts for this time."),
                invitation.words,
                _answers(invitation, reader),
            )
    heading = _("Updated") if invitation.references and not invitation.again else _("Invitation")
    if not invitation.link:
        closing = _("Answer with the buttons of your mail program, or open the attached invite.ics in your calendar.")
        return Words(heading, _requested(invitation, reader), closing)
    if invitation.to_provider:
        closing = _("Answer with the buttons of your mail program, so that the meeting stands in your calendar.")
        return Words(heading, _requested(invitation, reader), closing, buttons=_page(invitation, reader))
    return Words(
        heading,
        _requested(invitation, reader),
        _("Answer here, or with the buttons of your mail program."),
        buttons=_answers(invitation, reader),
        footer=((_("Leave this meeting, or receive no more invitations"), invitation.link),),
    )


def _requested(invitation: Invitation, reader: Reading) -> str:
    """What is new about a meeting that takes place."""
    _ = reader.texts.gettext
    host, to_host = invitation.provider_name, invitation.to_provider
    if invitation.again:
        if to_host:
            return _("Here is this meeting once more, as it stands now.")
        return _("Here is this meeting with {host} once more, as it stands now.").format(host=host)
    if invitation.previous_start:
        when = reader.moment(invitation.previous_start)
        if to_host:
            return _("This meeting has a new time. It was {when}.").format(when=when)
        return _("This meeting with {host} has a new time. It was {when}.").format(host=host, when=when)
    if invitation.references:
        if to_host:
            return _("This meeting has changed.")
        return _("This meeting with {host} has changed.").format(host=host)
    if to_host and invitation.booker:
        return _("{booker} booked a meeting with you.").format(booker=invitation.booker)
    if to_host:
        return _("A meeting was booked with you.")
    return _("You are invited to a meeting with {host}.").format(host=host)


def _cancelled(invitation: Invitation, reader: Reading) -> Words:
    _ = reader.texts.gettext
    host = invitation.provider_name
    closing = _("Your calendar takes it out when you open this mail there.")
    if not invitation.whole:
        intro = _("You are no longer invited to this meeting with {host}.").format(host=host)
        return Words(_("No longer invited"), intro, closing)
    if invitation.to_provider:
        return Words(_("Cancelled"), _("This meeting will not take place."), closing)
    return Words(_("Cancelled"), _("This meeting with {host} will not take place.").format(host=host), closing)


def _reminder(invitation: Invitation, reader: Reading) -> Words:
    _ = reader.texts.gettext
    soon = reader.soon(invitation.start - invitation.updated_at)
    fewer = ((_("No more reminders"), f"{invitation.link}/unsubscribe"),) if invitation.link else ()
    if invitation.to_provider:
        coming = sum(each.status == "ACCEPTED" for each in invitation.others)
        tally = reader.texts.ngettext(
            "{count} of {total} has accepted.", "{count} of {total} have accepted.", coming
        ).format(count=coming, total=len(invitation.others))
        intro = _("Your meeting begins {soon}.").format(soon=soon)
        return Words(_("Reminder"), f"{intro} {tally}", buttons=_page(invitation, reader), footer=fewer)
    intro = _("Your meeting with {host} begins {soon}.").format(host=invitation.provider_name, soon=soon)
    closing = _("If anything has changed for you, please answer anew.") if invitation.link else ""
    return Words(_("Reminder"), intro, closing, buttons=_answers(invitation, reader), footer=fewer)


def _words(invitation: Invitation, reader: Reading) -> Words:
    _ = reader.texts.gettext
    intro = _("{guest} wrote back about this meeting:").format(guest=_guest(invitation, reader))
    closing = ""
    if invitation.concerning:
        closing = _("Your answer to this mail goes to {address}, and to nobody else.").format(
            address=invitation.concerning.email
        )
    return Words(_("Message"), intro, closing, invitation.words)


def _proposal(invitation: Invitation, reader: Reading) -> Words:
    _ = reader.texts.gettext
    intro = _("{guest} proposes another time for this meeting.").format(guest=_guest(invitation, reader))
    closing = _("The meeting stays as it is until you decide.")
    buttons = ((_("Accept or decline"), invitation.link),) if invitation.link else ()
    return Words(_("Another time proposed"), intro, closing, invitation.words, buttons)


def _unreachable(invitation: Invitation, reader: Reading) -> Words:
    _ = reader.texts.gettext
    intro = _("Our mail to {guest} came back. They may not know of this meeting, or of its latest change.")
    closing = _("Please check the address, or tell them in another way.")
    return Words(_("Not delivered"), intro.format(guest=_guest(invitation, reader)), closing, invitation.words)


def _stranger(invitation: Invitation, reader: Reading) -> Words:
    _ = reader.texts.gettext
    intro = _("{guest} answered to this meeting without being invited. Nothing has changed.")
    closing = _("If you know who that is, you can invite them.")
    return Words(
        _("Not invited"),
        intro.format(guest=_guest(invitation, reader)),
        closing,
        invitation.words,
        _page(invitation, reader),
    )


def _confirm(invitation: Invitation, reader: Reading) -> Words:
    _ = reader.texts.gettext
    if invitation.to_provider:
        return _host_declined(invitation, reader)
    choice, answer = _SAID.get(invitation.words, ("yes", ""))
    intro = _("A mail came with your answer to this meeting: {answer}. We cannot be sure that you sent it.")
    return Words(
        _("Please confirm"),
        intro.format(answer=_(answer) if answer else "?"),
        _("If you did not send it, you need not do anything: nothing has changed."),
        buttons=((_("Confirm"), f"{invitation.link}?answer={choice}"),),
    )


def _host_declined(invitation: Invitation, reader: Reading) -> Words:
    _ = reader.texts.gettext
    return Words(
        _("Your answer"),
        _("Your answer is kept: {answer}").format(answer=_("You are not coming.")),
        _("The meeting takes place all the same. If it should not, cancel it below."),
        buttons=((_("Cancel the meeting"), invitation.link),),
    )


def _news(invitation: Invitation, reader: Reading) -> Words:
    _ = reader.texts.gettext
    return Words(_("News"), _("There is news of this meeting that you booked:"), quoted=invitation.words)


def _guest(invitation: Invitation, reader: Reading) -> str:
    """Whom a letter is about; forgotten ones have no name any more."""
    if invitation.concerning is None:
        return reader.texts.gettext("Somebody")
    return person(replace(invitation.concerning, phone=""))


def _answers(invitation: Invitation, reader: Reading) -> tuple[tuple[str, str], ...]:
    """The links by which a guest answers; a page there asks once more, as programs follow links, too."""
    if not invitation.link:
        return ()
    return tuple((reader.texts.gettext(name), f"{invitation.link}?answer={choice}") for choice, name in ANSWERS)


def _page(invitation: Invitation, reader: Reading) -> tuple[tuple[str, str], ...]:
    return ((reader.texts.gettext("Open the meeting"), invitation.link),) if invitation.link else ()


_ABOUT: dict[str, Callable[[Invitation, Reading], Words]] = {
    "calendar": _calendar,
    "reminder": _reminder,
    "words": _words,
    "proposal": _proposal,
    "unreachable": _unreachable,
    "stranger": _stranger,
    "confirm": _confirm,
    "news": _news,
}
