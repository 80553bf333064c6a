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
    "text", ["make it 2 people", "make it 30 minutes", "change the day to 20", "change my 3 guests", "move meeting 2"]
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


REMOVALS: dict[str, tuple[Intent, tuple[str, ...], tuple[str, ...]]] = {
    "remove b@x.org, add c@x.org": (Intent.ADD, ("b@x.org",), ("c@x.org",)),
    "swap a@x.org for d@x.org": (Intent.ADD, ("a@x.org",), ("d@x.org",)),
    "replace bob with d@x.org": (Intent.ADD, ("bob",), ("d@x.org",)),
    "drop c@x.org": (Intent.REMOVE, ("c@x.org",), ("c@x.org",)),
    "remove a@x.org and Kim <b@x.org>": (Intent.REMOVE, ("a@x.org", "b@x.org"), ("a@x.org", "b@x.org")),
    "remove bob and Karen please": (Intent.REMOVE, ("bob", "karen"), ()),
    "take bob off": (Intent.REMOVE, ("bob",), ()),
    "without bob": (Intent.REMOVE, ("bob",), ()),
    "not bob@y.org but bob@x.org": (Intent.ADD, ("bob@y.org",), ("bob@x.org",)),
    "remove him": (Intent.REMOVE, (), ()),
    "not karen": (Intent.NONE, ("karen",), ()),
    "remove the meeting": (Intent.CANCEL, (), ()),
    "drop it": (Intent.NONE, (), ()),
    "not that": (Intent.NO, (), ()),
    "not friday": (Intent.CHANGE, (), ()),
    "cancel the meeting with a@x.org": (Intent.CANCEL, (), ("a@x.org",)),
}


@pytest.mark.parametrize(("text", "expected"), REMOVALS.items())
def test_people_are_taken_off(text: str, expected: tuple[Intent, tuple[str, ...], tuple[str, ...]]) -> None:
    """By address or by a word that no rule knows; those who come in their place are no part of that."""
    found = reading(text)
    assert (found.intent, found.removed, tuple(person.email for person in found.emails)) == expected


def test_a_change_of_the_time_may_take_somebody_off() -> None:
    """Both are read."""
    found = reading("make it tuesday at noon and drop c")
    assert found.intent is Intent.CHANGE
    assert found.removed == ("c",)
    assert found.moment
    assert f"{found.moment.start:%A %H:%M}" == "Tuesday 12:00"


@pytest.mark.parametrize("text", ["with karen@dev.to only", "just karen@dev.to", "only karen@dev.to please"])
def test_only_means_nobody_else(text: str) -> None:
    """So the attendees change."""
    found = reading(text)
    assert (found.intent, found.subject) == (Intent.CHANGE, "attendees")


UNREADABLE: dict[str, tuple[str, ...]] = {
    "bill(at)acme.io": ("bill(at)acme.io",),
    "book it with bill [at] acme [dot] io tomorrow": ("bill [at] acme [dot] io",),
    "bill at acme dot io": ("bill at acme dot io",),
    "foo@bar, karen@ and bill@acme,io": ("foo@bar", "karen@", "bill@acme,io"),
    "a@ b@ c@ d@ e@ f@": ("a@", "b@", "c@", "d@", "e@"),
    "kim@x.org, lee@x.org": (),
    "meet at acme friday@3": (),
    "https://example.com/@kim": (),
}


@pytest.mark.parametrize(("text", "pieces"), UNREADABLE.items())
def test_what_only_looks_like_an_address_is_told_apart(text: str, pieces: tuple[str, ...]) -> None:
    """At most five pieces; none of them is an address."""
    found = reading(text)
    assert found.unreadable == pieces
    assert pieces == () or found.emails == ()


@pytest.mark.parametrize(
    "text", ["asap", "first available", "first thing tomorrow", "the earliest", "as soon as possible"]
)
def test_the_first_free_time_is_asked_for(text: str) -> None:
    """Besides what else is said."""
    found = reading(text)
    assert found.earliest
    assert found.intent is Intent.NONE


@pytest.mark.parametrize("text", ["earlier", "no earlier than 3pm", "the first one", "the first of June"])
def test_what_comes_first_is_not_always_the_earliest(text: str) -> None:
    """It may be a choice, a day, a bound."""
    assert not reading(text).earliest


@pytest.mark.parametrize(
    ("text", "named"), {"book it": True, "yes, book that": True, "yes": False, "do it": False}.items()
)
def test_agreeing_may_name_the_booking(text: str, named: bool) -> None:
    """So it is no yes to another question."""
    found = reading(text)
    assert found.intent is Intent.YES
    assert found.book_it is named
