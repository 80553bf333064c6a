"""What is so long ago, in every language: said in Berlin on Sunday, 29 November 2026, at 10:00."""

from datetime import UTC, datetime

import pytest

from dialog.understanding import Intent, read

NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)

AGO = [
    ("en", "two weeks ago at 3pm", "11-15 15:00"),
    ("en", "3 days ago", "11-26 00:00"),
    ("en", "an hour ago", "11-29 09:00"),
    ("de", "vor zwei Wochen um 15 Uhr", "11-15 15:00"),
    ("es", "hace dos semanas a las 15h", "11-15 15:00"),
    ("fr", "il y a deux semaines à 15h", "11-15 15:00"),
    ("pt", "há duas semanas às 15h", "11-15 15:00"),
    ("pt", "duas semanas atrás", "11-15 00:00"),
    ("zh", "两周前下午3点", "11-15 15:00"),
]

STORIES = ("I asked two weeks ago, is monday at 3 free?", "last friday i wrote, book monday at 3")


@pytest.mark.parametrize(("locale", "text", "start"), AGO)
def test_so_long_ago_is_past(locale: str, text: str, start: str) -> None:
    found = read(text, NOW, "Europe/Berlin", locale).moment

    assert found
    assert f"{found.start:%m-%d %H:%M}" == start


@pytest.mark.parametrize("text", STORIES)
def test_beside_another_day_it_is_a_story(text: str) -> None:
    found = read(text, NOW, "Europe/Berlin", "en_US").moment

    assert found
    assert found.start.date().isoformat() == "2026-11-30"


def test_before_a_time_is_not_ago() -> None:
    found = read("am Montag vor 15 Uhr", NOW, "Europe/Berlin", "de_DE").moment

    assert found
    assert found.end
    assert found.end.hour == 15


def test_what_is_booked_after_a_cancellation_is_read_by_itself() -> None:
    reading = read(
        "cancel my monday call and book one on tuesday at 10am with b@x.example", NOW, "Europe/Berlin", "en_US"
    )

    assert reading.intent is Intent.CANCEL
    assert reading.which
    assert reading.which.start.date().isoformat() == "2026-11-30"
    assert reading.emails == ()
    assert reading.then == "and book one on tuesday at 10am with b@x.example"
