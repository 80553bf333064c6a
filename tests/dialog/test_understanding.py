"""What is wanted in English, and the rest of a reading."""

from datetime import UTC, datetime

import pytest

from dialog.understanding import Intent, read

NOW = datetime(2026, 5, 13, 14, 0, tzinfo=UTC)

WORDINGS = {
    Intent.HUMAN: """can i talk to a human
        human
        speak to an agent please
        can I speak with a real person?""",
    Intent.BOOK: """book
        !book tomorrow 10am with june@dev.to
        schedule a meeting
        shedule a meeting tommorow
        set up a call
        i'd like an appointment
        I need an appointment next tuesday
        can we meet on tuesday?
        book it for friday
        book a call with an agent
        can I speak to an agent tomorrow?
        ok book tomorrow at 3
        hi, can I book a call?""",
    Intent.RESCHEDULE: """reschedule
        /reschedule
        move my meeting to friday
        can we push it to 4pm?
        change my appointment""",
    Intent.CANCEL: """cancel
        cancle
        .cancel
        cancel my appointment
        please cancel tuesday
        delete my meeting on friday
        I can't make it""",
    Intent.BOOKED: """booked
        my meetings
        what have I booked?
        show my appointments
        what did i book
        when is my next appointment?""",
    Intent.DAYS: """days
        !days
        which days are free
        what days do you have next week?
        when are you free?""",
    Intent.SLOTS: """slots
        opentimes
        !opentimes friday
        what times on Friday?
        are you free friday afternoon?
        when are you free on friday?
        anything on friday?
        anything later than 3pm?
        other times on friday""",
    Intent.YES: """yes
        Yes please!
        yep
        ok
        sure
        confirm
        book it
        go ahead
        looks good
        👍
        👍🏽""",
    Intent.NO: """no
        nope
        no thanks
        not that
        I don't want to cancel""",
    Intent.MORE: """more
        show me more times
        other times
        later ones
        anything else?""",
    Intent.EARLIER: """earlier
        previous
        anything earlier?""",
    Intent.BACK: """back
        go back
        /back""",
    Intent.UNDO: "undo\n!undo",
    Intent.START_OVER: """start over
        restart
        let's start again""",
    Intent.STOP: """stop
        quit
        never mind
        i give up
        forget it
        please stop""",
    Intent.HELP: """help
        /help
        ?
        what can you do?
        how does this work?""",
    Intent.GREETING: """hi
        hello there
        good morning
        /start""",
    Intent.THANKS: """thanks
        thank you so much!""",
    Intent.ADD: """also bill@x.com
        add bill@x.com
        invite bill@x.com
        can you add bill@x.com please""",
    Intent.REMOVE: """remove bill@x.com
        without bill@x.com
        take bill@x.com off""",
    Intent.NONE: """facebook
        tomorrow at 3
        with bill@x.com
        hi, tomorrow at 3pm
        the second one
        3pm new york time
        what about friday?
        banana""",
}

SUBJECTS = {
    "change the day": "day",
    "another day": "day",
    "no, thursday instead": "day",
    "make it friday": "day",
    "change the time": "time",
    "no, 4pm": "time",
    "change the type": "type",
    "change my time zone to Berlin": "timezone",
    "change the attendees": "attendees",
}

NUMBERS = {
    "2": 2,
    "2.": 2,
    "#2": 2,
    "2️⃣": 2,
    "option 2": 2,
    "number two": 2,
    "the second": 2,
    "second one please": 2,
    "the 2nd one": 2,
    "one": 1,
    "the last one": -1,
    "3pm": None,
    "2 3": None,
    "2 hours": None,
    "5%": None,
    "2027": None,
    "the one with karen": None,
}

LENGTHS = {
    "30 min": 30,
    "a 45-minute call": 45,
    "half an hour": 30,
    "an hour": 60,
    "an hour and a half": 90,
    "1h": 60,
    "for 1h30": 90,
    "1.5 hours": 90,
    "90 minutes tomorrow at 3pm": 90,
    "tomorrow 3pm for one hour": 60,
    "in 30 minutes": None,
    "in an hour": None,
    "3 days": None,
}

ZONES = {
    "i'm in berlin and want to book": "Europe/Berlin",
    "Paris": "Europe/Paris",
    "I'm in New York": "America/New_York",
    "we are based in san francisco": "America/Los_Angeles",
    "NYC": "America/New_York",
    "time zone Berlin": "Europe/Berlin",
    "use europe/berlin please": "Europe/Berlin",
    "America/Argentina/Buenos_Aires": "America/Argentina/Buenos_Aires",
    "Germany": "Europe/Berlin",
    "Eastern": "America/New_York",
    "pacific time": "America/Los_Angeles",
    "EST": "America/New_York",
    "utc": "UTC",
    "GMT": "Etc/GMT",
    "UTC+2": "Etc/GMT-2",
    "GMT -05:00": "Etc/GMT+5",
    "UTC+5:30": "Asia/Kolkata",
    "+05:30": "Asia/Kolkata",
    "+0530": "Asia/Kolkata",
    "UTC+10:30": None,
    "central european time": "Europe/Paris",
    "eastern european time": "Europe/Athens",
    "show times in london time": "Europe/London",
    "UTC+19": None,
    "may": None,
    "karen": None,
    "tomorrow at 3pm": None,
    "I like Paris in the spring": None,
    "book with Paris <paris@x.org>": None,
}

TITLES = {
    "book a call about the Q3 budget tomorrow at 3pm": "the Q3 budget",
    "book friday 2pm about hiring with karen@dev.to": "hiring",
    "meeting with bill@acme.io to discuss the launch, 30 minutes": "the launch",
    'schedule a meeting about "Plans for Friday"': "Plans for Friday",
    "book a call about foo\r\nBcc: kim@x.org": "foo",
    'book a call about "foo': "foo",
    "book a call about foo <b>bar</b>": "foo <b>bar</b>",
    "book friday 2pm titled Budget review. Thanks!": "Budget review",
    "subject: Hiring": "Hiring",
    "how about friday?": None,
    "book something about 3pm tomorrow": None,
    "I have a question about prices": None,
    f"subject: {'x' * 300}": "x" * 200,
}


@pytest.mark.parametrize(
    ("intent", "text"),
    [(intent, text.strip()) for intent, texts in WORDINGS.items() for text in texts.splitlines()],
)
def test_wording_shows_what_is_wanted(intent: Intent, text: str) -> None:
    """As a command with or without a sign before it, in free words, and with a slip of the fingers."""
    assert read(text, NOW, "America/New_York", "en_US").intent is intent


@pytest.mark.parametrize(("text", "subject"), SUBJECTS.items())
def test_a_change_says_what_it_is_about(text: str, subject: str) -> None:
    """A correction with a day or a time in it is about that."""
    reading = read(text, NOW)

    assert (reading.intent, reading.subject) == (Intent.CHANGE, subject)


@pytest.mark.parametrize(("text", "number"), NUMBERS.items())
def test_a_number_alone_chooses_from_a_list(text: str, number: int | None) -> None:
    """Only where it is all that was said."""
    assert read(text, NOW).number == number


@pytest.mark.parametrize(("text", "minutes"), LENGTHS.items())
def test_a_length_is_read_in_minutes(text: str, minutes: int | None) -> None:
    """Not where it counts from now."""
    assert read(text, NOW).minutes == minutes


@pytest.mark.parametrize(("text", "zone"), ZONES.items())
def test_a_zone_is_read_where_the_text_names_it_as_the_writers(text: str, zone: str | None) -> None:
    """By city, country, abbreviation, offset or IANA name; an offset never becomes a place."""
    assert read(text, NOW).timezone == zone


@pytest.mark.parametrize(("text", "title"), TITLES.items())
def test_a_title_ends_where_the_rest_begins(text: str, title: str | None) -> None:
    """At most 200 characters."""
    assert read(text, NOW).title == title


def test_a_whole_request_is_read_in_one_sentence() -> None:
    """Intent, moment, length, title, addresses and names."""
    text = "book a 30-minute call about the Q3 budget May 18 at 3pm EDT with Karen Smith <karen@dev.to>, bill@acme.io"

    reading = read(text, NOW, "Europe/Berlin", "en_US")

    assert reading.intent is Intent.BOOK
    assert reading.moment is not None
    assert reading.moment.start == datetime(2026, 5, 18, 19, 0, tzinfo=UTC)
    assert (reading.minutes, reading.title) == (30, "the Q3 budget")
    assert [(address.email, address.name) for address in reading.emails] == [
        ("karen@dev.to", "Karen Smith"),
        ("bill@acme.io", ""),
    ]
