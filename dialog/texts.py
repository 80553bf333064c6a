"""Every sentence the conversation says, in English; catalogues hold the other languages (`booking.translations`).

`locale` is a CLDR name ("en_US", "de_DE"), whose language is the one that is said.
"""

from collections.abc import Sequence
from datetime import date, datetime

from booking.errors import Reason
from booking.model import Appointment, AppointmentType, Attendee, Invitee, Provider
from booking.translations import marked, translations
from dialog import joining
from dialog.dates import day_full, day_title, moment_full, span, zone_label

# Choices

BOOK_A_MEETING = marked("Book a meeting")
MY_MEETINGS = marked("My meetings")
HELP_TITLE = marked("Help")
MORE_DAYS = marked("More days")
MORE_TIMES = marked("More times")
EARLIER = marked("Earlier")
ANOTHER_DAY = marked("Another day")
BOOK_IT = marked("Book it")
CHANGE_IT = marked("Change it")
CHANGE_DAY = marked("Change day")
CHANGE_TIME = marked("Change time")
CHANGE_PEOPLE = marked("Change people")
CHANGE_TYPE = marked("Change type")
STOP = marked("Stop")
START_OVER = marked("Start over")
YES_CANCEL = marked("Yes, cancel it")
KEEP_IT = marked("No, keep it")
KEEP_START = marked("Keep {when}")
DEEDS = frozenset((BOOK_IT, CHANGE_IT, YES_CANCEL))
"""Choices that do something for good: an old one of these must not be taken for an answer to another question."""


# Sentences

WELCOME = marked(
    "Hello! I am the booking bot of {provider}. I find a free time, book one appointment for your whole group "
    "and send everybody a calendar invitation."
)
HOW_TO_START = marked('Say "book", or all at once: "book {example} with karen@example.com, bill@example.com".')
HELP = marked("""Here is what you can say at any time:
• book – book a meeting, step by step or in one sentence: "book {example} with karen@example.com"
• days, slots friday – which days and times are free
• booked – your meetings; reschedule – move one; cancel – call one off
• back, undo, start over, stop
• "Thursday instead", "also bill@example.com", "remove bill@example.com", "change time zone" – while booking""")
ASK_TYPE = marked("What kind of meeting shall it be?")
ASK_ZONE = marked("Which time zone are you in? A city will do: Berlin, New York, Singapore.")
ASK_DAY = marked("Which day suits you?")
ASK_ATTENDEES = marked("Who shall be invited? Send me their e-mail addresses, separated by commas.")
ASK_MORE_ATTENDEES = marked('Invited so far: {people}. Send more addresses, "remove …", or "done".')
ASK_CHANGE = marked("What shall I change?")
BOOKED = marked("Booked! {what}, {when}.\nInvitations are on their way to {people}.")
STOPPED = marked("Stopped. Nothing was booked.")
STOPPED_IDLE = marked('All right. Say "book" when you need me.')
UNDONE = marked("Taken back.")
NOTHING_TO_UNDO = marked("There is nothing to take back.")
THANKS = marked("You are welcome!")
HUMAN = marked("I am only a bot. {provider} reads what is written back to an invitation.")
NO_MEETINGS = marked('You have no meetings ahead. Say "book" to make one.')
NOTHING_TO_CANCEL = marked("You have no meetings ahead that could be cancelled.")
MEETINGS = marked("Your meetings:")
INVITED_TO = marked("You are invited to:")
WHICH_TO_CANCEL = marked("Which meeting shall be cancelled?")
CONFIRM_CANCEL = marked("Cancel {what}, {when}, with {people}? Everybody is told by e-mail.")
CANCELLED = marked('Cancelled: {what}, {when}. Everybody invited is told by e-mail. "undo" books it again.')
KEPT = marked("It stays as it is.")
TEXT_ONLY = marked("I can only read text. Please write it to me.")
STALE_CHOICE = marked("That choice is no longer open; here is where we are.")
ALREADY_BOOKED = marked('That meeting is booked already. Say "booked" to see it.')
WELCOME_BACK = marked("Welcome back! You were putting a meeting together; I kept it. Say “start over” for a new one.")
SLOW_DOWN = marked("That was a lot of messages at once. Please wait {seconds} seconds and go on.")
APOLOGY = marked(
    "Sorry, something went wrong on my side with that message. Nothing was changed; please say it another way."
)
NO_TYPES = marked("Nothing can be booked here yet: the host has set up no kind of meeting.")
NO_SUCH_TIME = marked("There is no {time}.")
NO_REPEATING = marked("Repeating meetings cannot be booked here: this is about the first one.")
PLACE_IS_THE_HOSTS = marked("Where the meeting takes place is for {provider} to say.")
TITLE_STAYS = marked("Others may come to that meeting too, so it keeps its title.")
SEVERAL_KINDS = marked("There are {count} of that kind: which one?")
KIND_FIRST = marked("First the kind of meeting, please: the free times depend on it.")
NO_SUCH_CHOICE = marked("{number} is none of the choices: they are 1 to {last}.")
NO_MORE = marked("There is nothing further in that direction.")
LANGUAGE_SET = marked("All right, in English.")
ZONE_SET = marked("Times are now shown for {zone}.")
NO_SUCH_LENGTH = marked("There is no {minutes}-minute meeting here.")
HOST_COMES_ANYWAY = marked("{email} is the host, who comes anyway.")
WHICH_OF_THEM = marked("Which {name} do you mean: {people}? Please say the address.")
WHOSE_ADDRESS = marked("I need an e-mail address to invite {people}: please send it.")
TAKEN_OFF = marked("Taken off the list: {people}.")
NOBODY_YET = marked("Nobody is invited yet.")
WITH = marked("With {people}")
NO_MEETING_THEN = marked("You have no meeting then.")
STARTED_ANEW = marked("A new meeting, then. Say “undo” to go back to the one before.")
NOT_INVITED = marked("{email} was not on the list.")
KIND_STAYS = marked("A meeting that is booked stays of its kind and length: cancel it and book a new one.")
WHICH_ONE = marked("Which meeting do you mean?")
WHICH_TO_MOVE = marked("Which meeting shall be moved?")
CHANGED = marked("Changed: {what}, {when}, with {people}. Everybody concerned is told by e-mail.")

KNOWN_OF_KIND = marked("What I know: {kinds}.")
FOR_THE_HOST = marked("That is a question for {provider}, who reads what is written back to an invitation.")
PLACE = marked("Place: {place}")
QUOTED = marked("“{words}”")
UNREADABLE = marked("I could not read {pieces} as an e-mail address.")
WHICH_TIME = marked("{day}: which time? ({zone})")
NONE_ON_DAY = marked("There is no free time on {day}.")
NONE_THEN = marked("Nothing is free then; these are the next free days.")
DAYS_DISAGREE = marked("That date is another day of the week.")
NONE_IN_WINDOW = marked("Nothing is free at that time on {day}; these are the free times of the day.")
DAY_PAST = marked("{day} has passed.")
NEXT_FREE_DAY = marked("The next free day is {day}.")
DAY_TOO_FAR = marked("{day} is too far ahead: I can book up to {last}.")
IS_FREE = marked("{when} is free.")
WHICH_OF_TWO = marked("Which of these do you mean?")
WHICH_ALTERNATIVE = marked("These are free: which one shall it be?")
NEAREST = marked("The nearest free times are these:")
MEETING_LINE = marked("{what}: {when}, with {people}")
EXAMPLE_TOMORROW = marked("tomorrow at 3pm")
EXAMPLE_TUESDAY = marked("Tuesday at 3pm")
REFUSED: dict[Reason, str] = {
    "past": marked("{when} has passed."),
    "outside_hours": marked("{when} is not a time at which meetings begin: they begin every {step} minutes."),
    "taken": marked("{when} is taken."),
    "too_soon": marked("{when} is too soon to be booked: the host wants {notice} minutes' notice."),
    "too_far": marked("{when} is too far ahead to be booked: {days} days at most."),
    "limit": marked("{when} is on a day or in a week with no more room."),
    "full": marked("{when} is full."),
    "cancelled": marked("{when} was cancelled."),
}

CONFUSED = {
    "choosing_type": marked('Please pick one of the kinds of meeting, by its number or name, for example "1".'),
    "choosing_zone": marked('Please name a city or a time zone, for example "Berlin" or "America/New_York".'),
    "choosing_day": marked('Please name a day, for example "tomorrow", "Friday" or "May 18".'),
    "choosing_slot": marked('Please name a time, for example "3pm" or "14:30", or another day.'),
    "naming_attendees": marked('Please send e-mail addresses, for example "karen@example.com, bill@example.com".'),
    "confirming": marked('Please say "yes" to book it, or what to change, for example "4pm instead".'),
    "choosing_move": marked('Please pick the meeting by its number, for example "1", or say "stop".'),
    "choosing_cancellation": marked('Please pick the meeting by its number, for example "1", or say "stop".'),
    "confirming_cancellation": marked('Please say "yes" to cancel it or "no" to keep it.'),
}
CONFUSED_IDLE = marked("I did not understand that.")
OR_HELP = marked('Or say "help" to see all that I understand.')


def told(locale: str, text: str, **values: object) -> str:
    """One of the texts above in the language of `locale`, its gaps filled with `values`."""
    sentence = translations(locale).gettext(text)
    return sentence.format(**values) if values else sentence


def quoted(text: str, locale: str) -> str:
    """Somebody's own words, between the quotation marks of the language."""
    return told(locale, QUOTED, words=text)


def is_deed(text: str, locale: str) -> bool:
    """Whether a text is the title of a choice that does something for good."""
    return text in DEEDS or text in {told(locale, deed) for deed in DEEDS}


def people(attendees: Sequence[Attendee | Invitee], locale: str, limit: int = 30) -> str:
    """Names and addresses in a row."""
    shown = [f"{person.name} <{person.email}>" if person.name else person.email for person in attendees[:limit]]
    if len(attendees) > limit:
        more = len(attendees) - limit
        shown.append(translations(locale).ngettext("and {count} more", "and {count} more", more).format(count=more))
    return joining.listed(shown, locale)


def type_line(kind: AppointmentType, locale: str) -> str:
    """A type with its length and how many people it takes."""
    text = translations(locale)
    size = text.gettext("one person")
    if kind.capacity > 1:
        size = text.ngettext("up to {count} person", "up to {count} people", kind.capacity).format(count=kind.capacity)
    return text.gettext("{name} ({minutes} min, {size})").format(name=kind.name, minutes=kind.minutes, size=size)


def no_days(minutes: int, days: int, locale: str) -> str:
    """No free time at all."""
    sentence = translations(locale).ngettext(
        "There is no free time for a {minutes}-minute meeting in the next {days} day.",
        "There is no free time for a {minutes}-minute meeting in the next {days} days.",
        days,
    )
    return sentence.format(minutes=minutes, days=days)


def too_many(capacity: int, locale: str) -> str:
    """More people than any type takes."""
    sentence = translations(locale).ngettext(
        "Those are too many people: the largest meeting here takes {count}. Please name just one.",
        "Those are too many people: the largest meeting here takes {count}. Please name fewer.",
        capacity,
    )
    return sentence.format(count=capacity)


def too_many_for(kind: AppointmentType, wanted: int, fitting: Sequence[AppointmentType], locale: str) -> str:
    """More people than the chosen type takes, and what they do fit into."""
    _ = translations(locale).gettext
    said = _("{wanted} people do not fit into “{kind}”, which takes {count}.").format(
        wanted=wanted, kind=kind.name, count=kind.capacity
    )
    names = joining.listed([quoted(other.name, locale) for other in fitting], locale)
    fit = [_("They do fit into {names}.").format(names=names)] if names else []
    return joining.sentences([said, *fit], locale)


def nonexistent(times: Sequence[str], locale: str) -> str:
    """Days and times that there are none of."""
    return joining.sentences([told(locale, NO_SUCH_TIME, time=quoted(time[:40], locale)) for time in times[:3]], locale)


def unreadable(pieces: Sequence[str], locale: str) -> str:
    """Words that look like addresses and are none."""
    shown = joining.listed([quoted(piece[:60], locale) for piece in pieces[:3]], locale)
    return told(locale, UNREADABLE, pieces=shown)


def ask_slot(day: date, zone: str, at: datetime, locale: str) -> str:
    """The question for a time on a day."""
    return told(locale, WHICH_TIME, day=day_full(day, locale), zone=zone_label(zone, at))


def on_day(text: str, day: date, today: date, locale: str) -> str:
    """One of the texts above, about a day."""
    return told(locale, text, day=day_title(day, today, locale))


def day_too_far(day: date, last: date, today: date, locale: str) -> str:
    """A day beyond the horizon."""
    return told(locale, DAY_TOO_FAR, day=day_title(day, today, locale), last=day_title(last, today, locale))


def refused(reason: Reason, start: datetime, zone: str, provider: Provider, locale: str) -> str:
    """Why a start cannot be had."""
    return told(
        locale,
        REFUSED[reason],
        when=moment_full(start, zone, locale),
        step=provider.step,
        notice=provider.notice,
        days=provider.horizon,
    )


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
    text = translations(locale)
    length = text.ngettext("{kind}, {minutes} minute", "{kind}, {minutes} minutes", kind.minutes)
    lines = [
        length.format(kind=kind.name, minutes=kind.minutes),
        span(start, kind.minutes, zone, locale),
        text.gettext(WITH).format(people=people(attendees, locale)),
    ]
    if title:
        lines.insert(0, quoted(title, locale))
    if kind.location:
        lines.append(text.gettext(PLACE).format(place=kind.location))
    question = text.gettext("Shall I book this?") if new else text.gettext("Shall I change the meeting to this?")
    return "\n".join([question, *lines])


def meeting_line(appointment: Appointment, zone: str, locale: str) -> str:
    """One of my meetings, in a line."""
    when = span(appointment.start, appointment.type.minutes, zone, locale)
    with_whom = people(appointment.attendees, locale, 5)
    return told(locale, MEETING_LINE, what=what(appointment, locale), when=when, people=with_whom)


def what(appointment: Appointment, locale: str) -> str:
    """What a meeting is called."""
    return quoted(appointment.title, locale) if appointment.title else appointment.type.name
