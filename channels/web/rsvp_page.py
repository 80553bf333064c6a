"""What the page behind a link shows of a meeting, in its reader's language and zone."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from booking.calendar_links import calendar_links
from booking.contentlines import Entry, calendar, event
from booking.links import Linked
from booking.model import PartStat
from booking.proposals import Proposal
from booking.seats import is_erased
from booking.translations import language, marked, translations
from dialog.dates import clock, day_full, moment_full, zone_label
from dialog.joining import DAY_AND_TIME, FROM_TO, put
from dialog.locales import chosen

ANSWERS: dict[str, PartStat] = {"yes": "ACCEPTED", "maybe": "TENTATIVE", "no": "DECLINED"}
LABELS = {"yes": marked("Yes"), "maybe": marked("Maybe"), "no": marked("No")}

_YOURS: dict[PartStat, str] = {
    "ACCEPTED": marked("You are coming."),
    "TENTATIVE": marked("You may be coming."),
    "DECLINED": marked("You are not coming."),
    "NEEDS-ACTION": marked("You have not answered yet."),
}
_THEIRS: dict[PartStat, str] = {
    "ACCEPTED": marked("coming"),
    "TENTATIVE": marked("maybe"),
    "DECLINED": marked("not coming"),
    "NEEDS-ACTION": marked("no answer yet"),
}
_DONE = {
    "leave": marked("You have left the meeting."),
    "cancel": marked("The meeting is cancelled, and everybody who was invited is told."),
    "reminders-off": marked("You will get no more reminders."),
    "reminders-on": marked("You will be reminded again."),
    "invitations-off": marked("You will not be invited any more."),
    "invitations-on": marked("You may be invited again."),
    "accept": marked("The meeting has the time that was proposed, and everybody is told."),
    "decline": marked("The meeting keeps its time, and whoever proposed another one is told."),
}
_NOT_IN_THE_CALENDAR = marked(
    "Your own calendar does not learn of this answer by itself: if the meeting is not there yet, put it in below."
)
_STILL_ON = marked("The meeting takes place all the same. If it should not, cancel it below.")


def done(linked: Linked, deed: str) -> tuple[str, str]:
    """What is said after a deed, as things are now, and what else to know; nothing for what is no deed."""
    _ = translations(linked.locale).gettext
    if deed == "answer" and linked.status != "NEEDS-ACTION":
        host_declined = linked.attendee is None and linked.status == "DECLINED"
        said = _("Your answer is kept: {answer}").format(answer=_(_YOURS[linked.status]))
        return said, _(_STILL_ON if host_declined else _NOT_IN_THE_CALENDAR)
    return said_after(deed, _), ""


def said_after(deed: str, gettext: Callable[[str], str]) -> str:
    """What is said after a deed other than an answer."""
    return gettext(_DONE[deed]) if deed in _DONE else ""


def view(linked: Linked, now: datetime, answer: str, proposals: Iterable[Proposal]) -> dict[str, Any]:
    """What the template takes; `answer` ("yes", "maybe" or "no") is chosen beforehand, where it is one. `proposals` are
    for the host to decide."""
    gettext = translations(linked.locale).gettext
    present = next((name for name, status in ANSWERS.items() if status == linked.status), "")
    return {
        "_": gettext,
        "language": language(linked.locale),
        "host": linked.attendee is None,
        "meeting": _meeting(linked, now, gettext),
        "answers": [(name, gettext(label)) for name, label in LABELS.items()],
        "chosen": answer if answer in ANSWERS else present,
        "guests": _guests(linked, gettext) if linked.attendee is None else [],
        "proposals": [_proposal(linked, each) for each in proposals],
        "unwanted": linked.unwanted,
        "calendars": calendar_links(*_facts(linked)),
    }


def invite(linked: Linked) -> bytes:
    """The meeting as a calendar file: nobody's address is in it, and nothing by which to answer (no METHOD)."""
    appointment = linked.appointment
    title, start, end, place, details = _facts(linked)
    entry = Entry(
        uid=appointment.uid,
        sequence=appointment.sequence,
        created_at=appointment.created_at,
        changed_at=appointment.updated_at,
        start=start,
        end=end,
        summary=title,
        location=place,
        description=details,
    )
    return calendar((), [event(entry)])


def _facts(linked: Linked) -> tuple[str, datetime, datetime, str, str]:
    """Title, start, end, place and details, as they may stand in anybody's calendar."""
    gettext = translations(linked.locale).gettext
    appointment = linked.appointment
    host = f"{gettext('Host')}: {linked.provider.name}"
    video = f"{gettext('Video')}: {appointment.video_url}" if appointment.video_url else ""
    place = appointment.location or appointment.video_url
    title = appointment.title or appointment.type.name
    return title, appointment.start, appointment.end, place, "\n".join(filter(None, (host, video)))


def _meeting(linked: Linked, now: datetime, gettext: Callable[[str], str]) -> dict[str, Any]:
    from babel.dates import format_datetime

    appointment, zone, locale = linked.appointment, linked.timezone, chosen(linked.locale)
    local = appointment.start.astimezone(ZoneInfo(zone))
    cancelled = appointment.status == "cancelled"
    state = ""
    if cancelled:
        state = gettext("Cancelled")
    elif appointment.start <= now:
        state = gettext("Over") if appointment.end <= now else gettext("Under way")
    return {
        "title": appointment.title or appointment.type.name,
        "host": linked.provider.name,
        "date": day_full(local.date(), locale),
        "time": _times(appointment.start, appointment.end, zone, locale),
        **{name: format_datetime(local, code, locale=locale) for name, code in _TILE.items()},
        "place": appointment.location,
        "video": appointment.video_url,
        "answer": linked.status.lower(),
        "answered": gettext(_YOURS[linked.status]),
        "cancelled": cancelled,
        "state": state,
        "open": not cancelled and appointment.start > now,
    }


_TILE = {"month": "MMM", "day": "d", "weekday": "EEE"}


def _guests(linked: Linked, gettext: Callable[[str], str]) -> list[dict[str, str]]:
    return [
        {
            "name": gettext("Somebody whose address was erased") if is_erased(each.email) else each.name,
            "email": "" if is_erased(each.email) else each.email,
            "phone": each.phone,
            "answer": each.status.lower(),
            "answered": gettext(_THEIRS[each.status]),
        }
        for each in linked.appointment.attendees
    ]


def _proposal(linked: Linked, proposal: Proposal) -> dict[str, str]:
    names = {each.email: each.name for each in linked.appointment.attendees}
    locale, zone = chosen(linked.locale), linked.timezone
    day = day_full(proposal.start.astimezone(ZoneInfo(zone)).date(), locale)
    return {
        "id": proposal.id,
        "when": put(DAY_AND_TIME, locale, day=day, time=_times(proposal.start, proposal.end, zone, locale)),
        "who": names.get(proposal.email) or proposal.email,
        "words": proposal.words,
    }


def _times(start: datetime, end: datetime, zone: str, locale: str) -> str:
    """From, to and zone; the last day too, where it is another."""
    days = [each.astimezone(ZoneInfo(zone)).date() for each in (start, end)]
    until = clock(end, zone, locale) if days[0] == days[1] else moment_full(end, zone, locale)
    return put(FROM_TO, locale, start=clock(start, zone, locale), end=until, zone=zone_label(zone, start))
