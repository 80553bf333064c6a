"""Days and times in English: what is meant by somebody in New York on Wednesday, 13 May 2026, at 10:00."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from dialog.understanding import Moment, read

NOW = datetime(2026, 5, 13, 14, 0, tzinfo=UTC)
ZONE = "America/New_York"

DAYS = {
    "today": "2026-05-13",
    "tomorrow": "2026-05-14",
    "tommorow": "2026-05-14",
    "the day after tomorrow": "2026-05-15",
    "friday": "2026-05-15",
    "Fri": "2026-05-15",
    "book with a@x.org b@x.org sat": "2026-05-16",
    "book a call wed": "2026-05-13",
    "wed with kim@x.org": "2026-05-13",
    "the one on friday": "2026-05-15",
    "one on monday": "2026-05-18",
    "nxt week": "2026-05-18",
    "2morrow": "2026-05-14",
    "wensday": "2026-05-13",
    "thrusday": "2026-05-14",
    "this friday": "2026-05-15",
    "next friday": "2026-05-22",
    "next tuesday": "2026-05-19",
    "tuesday next week": "2026-05-19",
    "friday of next week": "2026-05-22",
    "first monday of june": "2026-06-01",
    "last friday in may": "2026-05-29",
    "May 18": "2026-05-18",
    "18 May 2027": "2027-05-18",
    "May 12": "2027-05-12",
    "the 18th of may": "2026-05-18",
    "may the eighteenth": "2026-05-18",
    "Oct-2": "2026-10-02",
    "2026-Dec-31": "2026-12-31",
    "the 22nd": "2026-05-22",
    "the 5th": "2026-06-05",
    "on 15": "2026-05-15",
    "Tuesday the 19th": "2026-05-19",
    "20th of next month": "2026-06-20",
    "5/18": "2026-05-18",
    "18/5": "2026-05-18",
    "5/18/27": "2027-05-18",
    "2026-05-18": "2026-05-18",
    "2026/05/18": "2026-05-18",
    "18.05.2026": "2026-05-18",
    "in 2 days": "2026-05-15",
    "in a fortnight": "2026-05-27",
    "3 weeks from now": "2026-06-03",
    "a week from tuesday": "2026-05-26",
    "2 days before friday": "2026-05-13",
    "+2 months, 5 days": "2026-07-18",
    "next week": "2026-05-18",
    "in June": "2026-06-01",
    "last friday": "2026-05-08",
    "not monday but tuesday": "2026-05-19",
    "anything but friday, say monday": "2026-05-18",
}

TIMES = {
    "tomorrow 3pm": "2026-05-14T15:00",
    "3 p.m. tomorrow": "2026-05-14T15:00",
    "tomorrow at 15:30": "2026-05-14T15:30",
    "tomorrow at 1530": "2026-05-14T15:30",
    "tomorrow 15h30": "2026-05-14T15:30",
    "tomorrow 3.30 pm": "2026-05-14T15:30",
    "at 9am": "2026-05-14T09:00",
    "at 11am": "2026-05-13T11:00",
    "half past two": "2026-05-13T14:30",
    "quarter to 3": "2026-05-13T14:45",
    "ten past eight tonight": "2026-05-13T20:10",
    "20 minutes past 3pm": "2026-05-13T15:20",
    "noon on friday": "2026-05-15T12:00",
    "friday at midnight": "2026-05-15T00:00",
    "midnight": "2026-05-14T00:00",
    "friday night at 1am": "2026-05-16T01:00",
    "in an hour": "2026-05-13T11:00",
    "in half an hour": "2026-05-13T10:30",
    "in 1.5 hours": "2026-05-13T11:30",
    "thursday evening at 7": "2026-05-14T19:00",
    "thursday morning at 7": "2026-05-14T07:00",
    "wednesday at 9am": "2026-05-20T09:00",
    "2026-5-30 16:00": "2026-05-30T16:00",
    "12:15 on the 20th": "2026-05-20T12:15",
    "at 0900 hours on friday": "2026-05-15T09:00",
    "five thirty pm": "2026-05-13T17:30",
    "Mon, May 18 · 3:00 PM": "2026-05-18T15:00",
    "Mon May 18 12:30 PM": "2026-05-18T12:30",
    "１５：３０": "2026-05-13T15:30",
}

RANGES = {
    "friday afternoon": ("2026-05-15T12:00", "2026-05-15T17:00"),
    "friday in the evening": ("2026-05-15T17:00", "2026-05-15T21:00"),
    "tomorrow morning": ("2026-05-14T08:00", "2026-05-14T12:00"),
    "friday late afternoon": ("2026-05-15T14:00", "2026-05-15T17:00"),
    "in the afternoon": ("2026-05-13T12:00", "2026-05-13T17:00"),
    "tonight": ("2026-05-13T18:00", "2026-05-14T00:00"),
    "friday between 2 and 4": ("2026-05-15T14:00", "2026-05-15T16:00"),
    "friday from 3 to 4pm": ("2026-05-15T15:00", "2026-05-15T16:00"),
    "friday 3-4p": ("2026-05-15T15:00", "2026-05-15T16:00"),
    "friday 11:30am to 1": ("2026-05-15T11:30", "2026-05-15T13:00"),
    "friday 9 to 5": ("2026-05-15T09:00", "2026-05-15T17:00"),
    "friday 10pm to 2am": ("2026-05-15T22:00", "2026-05-16T02:00"),
    "15 to 17 friday": ("2026-05-15T15:00", "2026-05-15T17:00"),
    "friday after 3pm": ("2026-05-15T15:00", "2026-05-16T00:00"),
    "friday before noon": ("2026-05-15T00:00", "2026-05-15T12:00"),
    "friday after 1pm but before 4pm": ("2026-05-15T13:00", "2026-05-15T16:00"),
    "next week": ("2026-05-18T00:00", "2026-05-25T00:00"),
}

SEVERAL = {
    "tomorrow at 3": ("2026-05-14T15:00", "2026-05-14T03:00"),
    "tomorrow at 9:30": ("2026-05-14T09:30", "2026-05-14T21:30"),
    "at 3": ("2026-05-13T15:00", "2026-05-14T03:00"),
    "today at 9": ("2026-05-13T21:00", None),
    "tomorrow at 09:30": ("2026-05-14T09:30", None),
    "tomorrow at 3 or 4pm": ("2026-05-14T15:00", "2026-05-14T16:00"),
}

NO_MOMENT = [
    "help",
    "may I book?",
    "I sat in the sun and wed",
    "we are 3",
    "room 5 for 3 people",
    "two three",
    "version 2.1 is out",
    "call 650-650-6500",
    "it costs $5 or 5%",
    "24/7",
    "at 101,194 points",
    "June 31",
    "13/31/2026",
    "25:12",
    "14PM",
    "last",
    "a 30 minute call",
    "good morning",
    "not friday",
    "in 9000 years",
    "see https://cal.com/2026-05-18",
    "karen.may18@dev.to",
]

ZONES = {
    "May 18 at 3pm EDT": ("2026-05-18T15:00-04:00", "UTC-04:00"),
    "May 18 at 3pm ET": ("2026-05-18T15:00-04:00", "America/New_York"),
    "January 18 at 3pm et": ("2027-01-18T15:00-05:00", "America/New_York"),
    "3pm (PST) on friday": ("2026-05-15T15:00-08:00", "UTC-08:00"),
    "friday 3pm pacific": ("2026-05-15T15:00-07:00", "America/Los_Angeles"),
    "friday 10am London time": ("2026-05-15T10:00+01:00", "Europe/London"),
    "10am new york time on friday": ("2026-05-15T10:00-04:00", "America/New_York"),
    "friday 15:00 Europe/Berlin": ("2026-05-15T15:00+02:00", "Europe/Berlin"),
    "friday 15:00 UTC+2": ("2026-05-15T15:00+02:00", "UTC+02:00"),
    "friday 15:00 GMT-03:30": ("2026-05-15T15:00-03:30", "UTC-03:30"),
    "friday 15:00 UTC": ("2026-05-15T15:00+00:00", "UTC"),
    "2026-05-18T15:00:00Z": ("2026-05-18T15:00+00:00", "UTC"),
    "2026-05-18T15:00:00-04:00": ("2026-05-18T15:00-04:00", "UTC-04:00"),
    "Fri, 15 May 2026 15:00:00 +0100": ("2026-05-15T15:00+01:00", "UTC+01:00"),
}


def moment(text: str, locale: str = "en_US") -> Moment:
    found = read(text, NOW, ZONE, locale).moment
    assert found is not None
    return found


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))


@pytest.mark.parametrize(("text", "day"), DAYS.items())
def test_a_day_is_the_next_one_meant(text: str, day: str) -> None:
    """Local midnight of that day; no time is claimed."""
    found = moment(text)

    assert (found.start, found.has_day, found.has_time) == (local(f"{day}T00:00"), True, False)


@pytest.mark.parametrize(("text", "start"), TIMES.items())
def test_a_time_is_the_next_one_meant(text: str, start: str) -> None:
    """Without a day it is the next time that clocks show it."""
    found = moment(text)

    assert (found.start, found.end, found.has_time) == (local(start), None, True)


@pytest.mark.parametrize(("text", "span"), RANGES.items())
def test_a_range_has_an_end(text: str, span: tuple[str, str]) -> None:
    """Of times, of a part of the day, of a week; half open."""
    found = moment(text)

    assert (found.start, found.end) == tuple(local(edge) for edge in span)


@pytest.mark.parametrize(("text", "readings"), SEVERAL.items())
def test_two_readings_are_both_told_the_likelier_first(text: str, readings: tuple[str, str | None]) -> None:
    """Within working hours before outside them; what is past already is none."""
    found = moment(text)

    assert (found.start, found.other) == tuple(reading and local(reading) for reading in readings)


@pytest.mark.parametrize("text", NO_MOMENT)
def test_what_names_no_day_and_no_time_is_left_alone(text: str) -> None:
    """Nor does a day that does not exist count, nor anything in an address or a URL."""
    assert read(text, NOW, ZONE, "en_US").moment is None


@pytest.mark.parametrize(("text", "meant"), ZONES.items())
def test_a_zone_in_the_text_is_the_zone_of_its_times(text: str, meant: tuple[str, str]) -> None:
    """An abbreviation that fixes an offset keeps it, whatever the season."""
    start, zone = meant
    found = moment(text)

    assert (found.start, found.start.utcoffset(), found.zone) == (
        datetime.fromisoformat(start),
        datetime.fromisoformat(start).utcoffset(),
        zone,
    )


def test_a_relative_day_is_that_of_the_writer_not_of_the_zone_named() -> None:
    """It is Thursday already in Tokyo when somebody in New York writes on Wednesday."""
    late = datetime(2026, 5, 13, 23, 0, tzinfo=ZoneInfo(ZONE))

    found = read("tomorrow 9am JST", late, ZONE).moment

    assert found is not None
    assert found.start == datetime.fromisoformat("2026-05-14T09:00+09:00")


@pytest.mark.parametrize(("locale", "month"), [("en_US", 5), ("en", 5), ("en_GB", 8), ("de_DE", 8)])
def test_the_country_decides_the_order_of_day_and_month(locale: str, month: int) -> None:
    """5/8 is the 8th of May in the United States and the 5th of August nearly everywhere else."""
    assert moment("5/8", locale).start.month == (month if month == 8 else 5)
    assert moment("5/8/2027", locale).start.month == month


def test_a_time_without_a_day_says_so() -> None:
    """The dialog may have a day already."""
    assert (moment("3pm").has_day, moment("today 3pm").has_day, moment("this afternoon").has_day) == (False, True, True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("book tomorrow at 3pm with kim@x.org", "tomorrow at 3pm"),
        ("can we say\u200b Friday\u200b 3pm?", "Friday\u200b 3pm"),
        ("👍🏽 friday", "friday"),
        ("3pm EDT works", "3pm EDT"),
    ],
)
def test_the_span_covers_the_words_of_the_moment(text: str, words: str) -> None:
    """In the text as it was written, invisible characters included."""
    start, end = moment(text).span

    assert text[start:end] == words


def test_of_a_move_the_new_time_is_read() -> None:
    """ "From Monday to Thursday" means Thursday."""
    assert moment("move my monday meeting to thursday at 3pm").start == local("2026-05-14T15:00")


PERIODS = {
    "tomorrow or tuesday": ("2026-05-14", "2026-05-20"),
    "monday to wednesday": ("2026-05-18", "2026-05-21"),
    "tuesday or friday": ("2026-05-15", "2026-05-20"),
    "any day after the 20th": ("2026-05-21", None),
}


@pytest.mark.parametrize(("text", "days"), PERIODS.items())
def test_several_days_are_a_period(text: str, days: tuple[str, str | None]) -> None:
    """From the first to the end of the last."""
    moment = read(text, NOW, ZONE).moment
    assert moment
    assert not moment.has_time
    assert (str(moment.start.date()), moment.end and str(moment.end.date())) == days


TIMES_OF_SEVERAL_DAYS = {
    "next week in the morning": ("08:00", "12:00", ["2026-05-18", "2026-05-24"], True),
    "any afternoon next week": ("12:00", "17:00", ["2026-05-18", "2026-05-24"], True),
    "tuesday or thursday after 3pm": ("15:00", "00:00", ["2026-05-14", "2026-05-19"], False),
    "monday, wednesday or friday morning": ("08:00", "12:00", ["2026-05-13", "2026-05-15", "2026-05-18"], False),
    "tuesday to thursday after 3pm": ("15:00", "00:00", ["2026-05-19", "2026-05-21"], True),
}


@pytest.mark.parametrize(("text", "expected"), TIMES_OF_SEVERAL_DAYS.items())
def test_a_time_may_be_one_of_several_days(text: str, expected: tuple[str, str, list[str], bool]) -> None:
    """Any of the days named will do, or any from the first to the last."""
    moment = read(text, NOW, ZONE).moment
    assert moment
    assert moment.end
    ends = f"{moment.start:%H:%M}", f"{moment.end:%H:%M}"
    assert (*ends, [day.isoformat() for day in moment.days], moment.between) == expected


@pytest.mark.parametrize(
    "text", ["tuesday doesn't work, how about thursday?", "I can't do tuesday. thursday?", "not tuesday but thursday"]
)
def test_a_day_that_is_turned_away_is_not_meant(text: str) -> None:
    """What is said after it is."""
    moment = read(text, NOW, ZONE).moment
    assert moment
    assert f"{moment.start:%A}" == "Thursday"


def test_a_time_on_one_of_two_days_is_on_the_first() -> None:
    """A period has no time."""
    moment = read("monday or wednesday at 3pm", NOW, ZONE).moment
    assert moment
    assert f"{moment.start:%A %H:%M}" == "Monday 15:00"
