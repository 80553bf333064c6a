"""What somebody changes of what was chosen before: another time, a time relative to it, other people."""

from datetime import UTC, datetime

import pytest

from dialog.understanding import Intent, Reading, read

NOW = datetime(2026, 5, 13, 14, 0, tzinfo=UTC)


def reading(text: str) -> Reading:
    return read(text, NOW, "America/New_York", "en_US")


def clock(text: str) -> str | None:
    """The time that the text names, without a day."""
    moment = reading(text).moment
    return format(moment.start, "%H:%M") if moment and moment.has_time and not moment.has_day else None


@pytest.mark.parametrize(
    ("text", "time"),
    {
        "make it 4": "16:00",
        "no, make it 4": "16:00",
        "change the time to 10": "10:00",
        "switch the call to 3 please": "15:00",
        "make it 1430": "14:30",
        "change it to 14.30": "14:30",
    }.items(),
)
def test_a_number_after_a_verb_of_changing_is_a_time(text: str, time: str) -> None:
    """So it is a change of the time."""
    assert clock(text) == time
    assert reading(text).intent is Intent.CHANGE
    assert reading(text).subject == "time"


def test_moving_to_a_number_is_rescheduling() -> None:
    """Both halves of the day are read."""
    found = reading("move it to 12")
    assert found.intent is Intent.RESCHEDULE
    assert found.moment
    assert found.moment.other
    assert {found.moment.start.hour, found.moment.other.hour} == {0, 12}


@pytest.mark.parametrize(
    "text", ["make it 2 people", "make it 30 minutes", "change the day to 20", "change my 3 guests"]
)
def test_a_number_of_something_is_no_time(text: str) -> None:
    """After a verb of changing neither."""
    assert clock(text) is None


@pytest.mark.parametrize(
    ("text", "time"), {"14.30": "14:30", "1430": "14:30", "1600.": "16:00", "0930": "09:30", "at 1430": "14:30"}.items()
)
def test_digits_alone_are_a_time(text: str, time: str) -> None:
    """With and without the mark between hour and minutes."""
    assert clock(text) == time


@pytest.mark.parametrize("text", ["2027", "1234", "3.14", "2575", "1430 people", "the 3 of us", "one of them"])
def test_other_digits_alone_are_no_time(text: str) -> None:
    """A year, a code, a count."""
    assert reading(text).moment is None


SHIFTS = {
    "an hour later": 60,
    "30 minutes earlier": -30,
    "half an hour later": 30,
    "make it an hour later": 60,
    "can we do it 15 minutes sooner?": -15,
    "one day earlier": -1440,
    "in an hour": None,
    "an hour from now": None,
    "an hour": None,
    "anything later": None,
}


@pytest.mark.parametrize(("text", "shift"), SHIFTS.items())
def test_later_and_earlier_count_from_what_was_chosen(text: str, shift: int | None) -> None:
    """So they are no moment of their own, and no length of a meeting."""
    found = reading(text)
    assert found.shift == shift
    if shift:
        assert (found.moment, found.minutes) == (None, None)


@pytest.mark.parametrize(
    ("text", "intent"),
    {
        "an hour later": Intent.NONE,
        "a day earlier": Intent.NONE,
        "make it an hour later": Intent.CHANGE,
        "move it 30 minutes earlier": Intent.RESCHEDULE,
    }.items(),
)
def test_a_shift_asks_for_no_other_offers(text: str, intent: Intent) -> None:
    """ "Later" alone does."""
    assert reading(text).intent is intent
    assert reading("later").intent is Intent.MORE
