"""Every sentence the conversation says, and how it shows days, times and zones.

Times are always shown in the reader's zone. `locale` is a CLDR name ("en_US", "en_GB"); it decides 3:00 PM or 15:00.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from booking.errors import Reason
from booking.model import Appointment, AppointmentType, Attendee, Invitee, Provider


@lru_cache(maxsize=4096)
def _format_day(day: date, pattern: str, locale: str) -> str:
    from babel.dates import format_skeleton

    return format_skeleton(pattern, datetime(day.year, day.month, day.day), locale=locale)  # noqa: DTZ001


@lru_cache(maxsize=4096)
def _format_clock(hour: int, minute: int, locale: str) -> str:
    from babel.dates import format_time

    shown = format_time(datetime(2000, 1, 1, hour, minute).time(), "short", locale=locale)  # noqa: DTZ001
    return shown.replace("\u202f", " ")


def day_title(day: date, today: date, locale: str) -> str:
    """A day in short: "Mon, May 18", with the year where it is not this one."""
    return _format_day(day, "MMMEd" if day.year == today.year else "yMMMEd", locale)


@lru_cache(maxsize=4096)
def day_full(day: date, locale: str) -> str:
    """A day in full: "Monday, May 18, 2026"."""
    from babel.dates import format_date

    return format_date(day, "full", locale=locale)


def clock(moment: datetime, zone: str, locale: str) -> str:
    """The time of day of an instant in a zone: "3:00 PM"."""
    local = moment.astimezone(ZoneInfo(zone))
    return _format_clock(local.hour, local.minute, locale)


def slot_title(start: datetime, zone: str, locale: str) -> str:
    """Day and time in 20 characters or less: "Mon May 18 12:30 PM"."""
    local = start.astimezone(ZoneInfo(zone))
    return f"{_format_day(local.date(), 'MMMEd', locale).replace(',', '')} {_format_clock(local.hour, local.minute, locale)}"


def zone_label(zone: str, moment: datetime) -> str:
    """A zone with its abbreviation at that instant: "America/New_York, EDT"."""
    abbreviation = moment.astimezone(ZoneInfo(zone)).tzname() or ""
    return f"{zone}, {abbreviation}" if abbreviation.isalpha() and abbreviation != zone else zone


def span(start: datetime, minutes: int, zone: str, locale: str) -> str:
    """When a meeting is, in full: day, from, to and zone."""
    end = start + timedelta(minutes=minutes)
    day = day_full(start.astimezone(ZoneInfo(zone)).date(), locale)
    return f"{day}, {clock(start, zone, locale)} – {clock(end, zone, locale)} ({zone_label(zone, start)})"


def people(attendees: Sequence[Attendee | Invitee], limit: int = 30) -> str:
    """Names and addresses in a row."""
    shown = [f"{person.name} <{person.email}>" if person.name else person.email for person in attendees[:limit]]
    if len(attendees) > limit:
        shown.append(f"and {len(attendees) - limit} more")
    return ", ".join(shown)


def type_line(kind: AppointmentType) -> str:
    """A type with its length and how many people it takes."""
    size = "one person" if kind.capacity == 1 else f"up to {kind.capacity} people"
    return f"{kind.name} ({kind.minutes} min, {size})"


# Choices

BOOK_A_MEETING = "Book a meeting"
MY_MEETINGS = "My meetings"
HELP_TITLE = "Help"
MORE_DAYS = "More days"
MORE_TIMES = "More times"
EARLIER = "Earlier"
ANOTHER_DAY = "Another day"
BOOK_IT = "Book it"
CHANGE_IT = "Change it"
CHANGE_DAY = "Change day"
CHANGE_TIME = "Change time"
CHANGE_PEOPLE = "Change people"
CHANGE_TYPE = "Change type"
STOP = "Stop"
START_OVER = "Start over"
YES_CANCEL = "Yes, cancel it"
KEEP_IT = "No, keep it"
DEEDS = frozenset((BOOK_IT, CHANGE_IT, YES_CANCEL))
"""Choices that do something for good: an old one of these must not be taken for an answer to another question."""


def keep_start(start: datetime, zone: str, locale: str) -> str:
    """The choice that stays with the time chosen before."""
    return f"Keep {slot_title(start, zone, locale)}"


# Sentences

WELCOME = (
    "Hello! I am the booking bot of {provider}. I find a free time, book one appointment for your whole group "
    "and send everybody a calendar invitation."
)
HOW_TO_START = 'Say "book", or all at once: "book {example} with karen@example.com, bill@example.com".'
HELP = """Here is what you can say at any time:
• book – book a meeting, step by step or in one sentence: "book {example} with karen@example.com"
• days, slots friday – which days and times are free
• booked – your meetings; reschedule – move one; cancel – call one off
• back, undo, start over, stop
• "Thursday instead", "also bill@example.com", "remove bill@example.com", "change time zone" – while booking"""
ASK_TYPE = "What kind of meeting shall it be?"
ASK_ZONE = "Which time zone are you in? A city will do: Berlin, New York, Singapore."
ASK_DAY = "Which day suits you?"
ASK_ATTENDEES = "Who shall be invited? Send me their e-mail addresses, separated by commas."
ASK_MORE_ATTENDEES = 'Invited so far: {people}. Send more addresses, "remove …", or "done".'
ASK_CHANGE = "What shall I change?"
BOOKED = "Booked! {what}, {when}.\nInvitations are on their way to {people}."
STOPPED = "Stopped. Nothing was booked."
STOPPED_IDLE = 'All right. Say "book" when you need me.'
UNDONE = "Taken back."
NOTHING_TO_UNDO = "There is nothing to take back."
THANKS = "You are welcome!"
HUMAN = "I am only a bot. {provider} reads what is written back to an invitation."
NO_MEETINGS = 'You have no meetings ahead. Say "book" to make one.'
MEETINGS = "Your meetings:"
WHICH_TO_CANCEL = "Which meeting shall be cancelled?"
CONFIRM_CANCEL = "Cancel {what}, {when}, with {people}? Everybody is told by e-mail."
CANCELLED = 'Cancelled: {what}, {when}. Everybody invited is told by e-mail. "undo" books it again.'
KEPT = "It stays as it is."
TEXT_ONLY = "I can only read text. Please write it to me."
STALE_CHOICE = "That choice is no longer open; here is where we are."
ALREADY_BOOKED = 'That meeting is booked already. Say "booked" to see it.'
WELCOME_BACK = "Welcome back! You were putting a meeting together; I kept it. Say “start over” for a new one."
SLOW_DOWN = "That was a lot of messages at once. Please wait {seconds} seconds and go on."
APOLOGY = "Sorry, something went wrong on my side with that message. Nothing was changed; please say it another way."
NO_DAYS = "There is no free time for a {minutes}-minute meeting in the next {days} days."
NO_TYPES = "Nothing can be booked here yet: the host has set up no kind of meeting."
NO_MORE = "There is nothing further in that direction."
ZONE_SET = "Times are now shown for {zone}."
NO_SUCH_LENGTH = "There is no {minutes}-minute meeting here."
HOST_COMES_ANYWAY = "{email} is the host, who comes anyway."
NOT_INVITED = "{email} was not on the list."
KIND_STAYS = "A meeting that is booked stays of its kind and length: cancel it and book a new one."
WHICH_TO_MOVE = "Which meeting shall be moved?"
CHANGED = "Changed: {what}, {when}, with {people}. Everybody concerned is told by e-mail."

CONFUSED = {
    "choosing_type": 'Please pick one of the kinds of meeting, by its number or name, for example "1".',
    "choosing_zone": 'Please name a city or a time zone, for example "Berlin" or "America/New_York".',
    "choosing_day": 'Please name a day, for example "tomorrow", "Friday" or "May 18".',
    "choosing_slot": 'Please name a time, for example "3pm" or "14:30", or another day.',
    "naming_attendees": 'Please send e-mail addresses, for example "karen@example.com, bill@example.com".',
    "confirming": 'Please say "yes" to book it, or what to change, for example "4pm instead".',
    "choosing_move": 'Please pick the meeting by its number, for example "1", or say "stop".',
    "choosing_cancellation": 'Please pick the meeting by its number, for example "1", or say "stop".',
    "confirming_cancellation": 'Please say "yes" to cancel it or "no" to keep it.',
}
CONFUSED_IDLE = "I did not understand that."
OR_HELP = 'Or say "help" to see all that I understand.'


def too_many(capacity: int) -> str:
    """More people than any type takes."""
    return f"Those are too many people: the largest meeting here takes {capacity}. Please name fewer."


def too_many_for(kind: AppointmentType, wanted: int, fitting: Sequence[AppointmentType]) -> str:
    """More people than the chosen type takes, and what they do fit into."""
    said = f"{wanted} people do not fit into “{kind.name}”, which takes {kind.capacity}."
    names = ", ".join(f"“{other.name}”" for other in fitting)
    return f"{said} They do fit into {names}." if names else said


def unreadable(pieces: Sequence[str]) -> str:
    """Words that look like addresses and are none."""
    return f"I could not read {', '.join(f'“{piece[:60]}”' for piece in pieces[:3])} as an e-mail address."


def ask_slot(day: date, zone: str, at: datetime, locale: str) -> str:
    """The question for a time on a day."""
    return f"{day_full(day, locale)}: which time? ({zone_label(zone, at)})"


def none_on(day: date, today: date, locale: str) -> str:
    """A day without free times."""
    return f"There is no free time on {day_title(day, today, locale)}."


def none_in_window(day: date, today: date, locale: str) -> str:
    """A part of a day without free times."""
    return f"Nothing is free at that time on {day_title(day, today, locale)}; these are the free times of the day."


def day_past(day: date, today: date, locale: str) -> str:
    """A day that is over."""
    return f"{day_title(day, today, locale)} has passed."


def day_too_far(day: date, last: date, today: date, locale: str) -> str:
    """A day beyond the horizon."""
    return f"{day_title(day, today, locale)} is too far ahead: I can book up to {day_title(last, today, locale)}."


def refused(reason: Reason, start: datetime, zone: str, provider: Provider, locale: str) -> str:
    """Why a start cannot be had."""
    reasons = {
        "past": "has passed",
        "outside_hours": f"is not a time that can be booked: they begin every {provider.step} minutes in the host's hours",
        "taken": "is taken",
        "too_soon": f"is too soon to be booked: the host wants {provider.notice} minutes' notice",
        "too_far": f"is too far ahead to be booked: {provider.horizon} days at most",
        "limit": "is on a day or in a week with no more room",
        "full": "is full",
        "cancelled": "was cancelled",
    }
    return f"{slot_title(start, zone, locale)} {reasons[reason]}."


def free(start: datetime, zone: str, locale: str) -> str:
    """A start that can be had."""
    return f"{slot_title(start, zone, locale)} is free."


def nearest(alternatives: bool) -> str:  # noqa: FBT001
    """What follows a refusal."""
    return "The nearest free times are these:" if alternatives else "Please choose another day."


def confirmation(
    kind: AppointmentType,
    start: datetime,
    zone: str,
    attendees: Sequence[Invitee],
    title: str,
    locale: str,
    *,
    new: bool,
) -> str:
    """The summary before booking, or before changing what is booked: day, time, zone, length, attendees."""
    lines = [
        f"{kind.name}, {kind.minutes} minutes",
        span(start, kind.minutes, zone, locale),
        f"With {people(attendees)}",
    ]
    if title:
        lines.insert(0, f"“{title}”")
    if kind.location:
        lines.append(f"Place: {kind.location}")
    return "\n".join(["Shall I book this?" if new else "Shall I change the meeting to this?", *lines])


def meeting_line(appointment: Appointment, zone: str, locale: str) -> str:
    """One of my meetings, in a line."""
    when = span(appointment.start, appointment.type.minutes, zone, locale)
    return f"{what(appointment)}: {when}, with {people(appointment.attendees, 5)}"


def what(appointment: Appointment) -> str:
    """What a meeting is called."""
    return f"“{appointment.title}”" if appointment.title else appointment.type.name
