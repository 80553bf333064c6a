"""Which meeting is spoken of, by its day or time, and what is wanted of it."""

from datetime import UTC, datetime

import pytest

from dialog.understanding import Intent, Moment, read

NOW = datetime(2026, 5, 13, 14, 0, tzinfo=UTC)


def when(moment: Moment | None) -> str | None:
    """A moment as "Fri", "14:00" or "Fri 14:00"."""
    if moment is None:
        return None
    return moment.start.strftime(" ".join([*(["%a"] * moment.has_day), *(["%H:%M"] * moment.has_time)]))


@pytest.mark.parametrize(
    ("language", "text", "which", "wish"),
    [
        ("en", "add joe@x.example to the friday meeting", "Fri", None),
        ("en", "cancel the friday one", "Fri", None),
        ("en", "i need to cancel tomorrow's meeting", "Thu", None),
        ("en", "move the friday one to 2pm", "Fri", "14:00"),
        ("en", "move friday's meeting to monday", "Fri", "Mon"),
        ("en", "move the meeting on friday to 2pm", "Fri", "14:00"),
        ("en", "move the 3pm call to 4pm", "15:00", "16:00"),
        ("en", "move my friday 3pm meeting to monday", "Fri 15:00", "Mon"),
        ("en", "remove tom from the one on friday", "Fri", None),
        ("en", "add joe@x.example to the meeting tomorrow", "Thu", None),
        ("en", "reschedule my meeting on friday", None, "Fri"),
        ("en", "move the meeting tomorrow", None, "Thu"),
        ("en", "is my meeting on friday?", "Fri", None),
        ("en", "make it the 3pm one", None, "15:00"),
        ("en", "book a meeting on friday", None, "Fri"),
        ("en", "cancel the second meeting", None, None),
        ("de", "verschiebe das Meeting am Freitag auf 14 Uhr", "Fri", "14:00"),
        ("de", "verschieb den Termin auf Donnerstag um 15 Uhr", None, "Thu 15:00"),
        ("de", "sag den Termin am Freitag ab", "Fri", None),
        ("es", "mueve la reunión del viernes a las 14", "Fri", "14:00"),
        ("es", "añade a joe@x.example a la reunión del viernes", "Fri", None),
        ("fr", "déplace la réunion de vendredi à 14h", "Fri", "14:00"),
        ("fr", "annule celle de vendredi", "Fri", None),
        ("pt", "mova a reunião de sexta para 14h", "Fri", "14:00"),
        ("pt", "adiciona joe@x.example à reunião de sexta", "Fri", None),
        ("zh", "把周五的会议改到下午2点", "Fri", "14:00"),
        ("zh", "取消周五的会议", "Fri", None),
    ],
)
def test_the_meeting_that_is_meant_and_the_time_that_is_wanted(
    language: str, text: str, which: str | None, wish: str | None
) -> None:
    """The day that a meeting is named by is no wish."""
    found = read(text, NOW, "America/New_York", language)
    assert (when(found.which), when(found.moment)) == (which, wish)


def test_a_mention_alone_is_a_moment_as_well() -> None:
    """It may pick a meeting, or a time that is shown."""
    found = read("the friday one", NOW, "America/New_York", "en")
    assert found.intent is Intent.NONE
    assert found.which == found.moment
    assert when(found.which) == "Fri"


@pytest.mark.parametrize(
    ("text", "relative"),
    {
        "friday": "week",
        "friday at 3": "week",
        "next week": "week",
        "monday or tuesday": "week",
        "thursday at 2 or friday at 11": "week",
        "a day later": "day",
        "same time next week": "day",
        "this friday": "",
        "next friday": "",
        "tomorrow": "",
        "in two weeks": "",
        "2 weeks from now": "",
        "may 20": "",
    }.items(),
)
def test_what_may_be_counted_from_what_was_chosen(text: str, relative: str) -> None:
    """From its week, from its day, or not at all."""
    moment = read(text, NOW, "America/New_York", "en").moment
    assert moment
    assert moment.relative == relative


@pytest.mark.parametrize(
    "text",
    [
        "actually 4pm",
        "sorry, 4pm",
        "thursday would be better",
        "not 3pm, 4pm",
        "it should have been thursday",
        "a day later",
    ],
)
def test_what_puts_right_what_was_said_is_a_change(text: str) -> None:
    """And begins nothing."""
    assert read(text, NOW, "America/New_York", "en").intent is Intent.CHANGE
