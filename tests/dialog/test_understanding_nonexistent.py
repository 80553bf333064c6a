"""Days and times that are written like any other, and that there are none of."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from dialog.understanding import read

ZONE = "America/New_York"
NOW = datetime(2026, 11, 29, 10, 0, tzinfo=ZoneInfo(ZONE))

NONE = {
    ("en_US", "feb 30"): ("feb 30",),
    ("en_US", "dec 32"): ("dec 32",),
    ("en_US", "the 32nd of december please"): ("32nd of december",),
    ("en_US", "31/02/2027"): ("31/02/2027",),
    ("en_US", "in february, the 30th"): ("february, the 30th",),
    ("en_US", "feb 28 to 30"): ("feb 28 to 30",),
    ("en_US", "monday at 25:00"): ("25:00",),
    ("en_US", "25 o'clock"): ("25 o'clock",),
    ("en_US", "monday at 13am"): ("13am",),
    ("en_US", "june 31 or july 1"): ("june 31",),
    ("de_DE", "am 30. Februar um 15 Uhr"): ("30. Februar",),
    ("de_DE", "32. Dezember"): ("32. Dezember",),
    ("de_DE", "montag um 25 Uhr"): ("25 Uhr",),
    ("es_ES", "el 30 de febrero a las 15h"): ("30 de febrero",),
    ("es_ES", "el lunes a las 25h"): ("25h",),
    ("fr_FR", "le 32 décembre"): ("32 décembre",),
    ("fr_FR", "lundi à 25h"): ("25h",),
    ("pt_BR", "30 de fevereiro às 15h"): ("30 de fevereiro",),
    ("pt_BR", "segunda às 25h"): ("25h",),
    ("zh_CN", "2月30日下午3点"): ("2月30日",),
    ("zh_CN", "12月32日"): ("12月32日",),
    ("zh_CN", "周一25点"): ("25点",),
}

ANYTHING_ELSE = (
    "dec 32 people",
    "I live at 45 may street",
    "we are 40, may 3 works",
    "room 45 may 3",
    "a 45:30 min video",
    "feb 29",
    "december 45 minutes",
)

HOURS = {"14h": 14, "15h": 15, "at 9h30": 9}


@pytest.mark.parametrize(("written", "meant"), NONE.items())
def test_what_there_is_none_of_is_told_as_it_was_written(written: tuple[str, str], meant: tuple[str, ...]) -> None:
    locale, text = written

    assert read(text, NOW, ZONE, locale).nonexistent == meant


@pytest.mark.parametrize("text", ANYTHING_ELSE)
def test_numbers_beside_words_are_no_such_days(text: str) -> None:
    assert read(text, NOW, ZONE, "en_US").nonexistent == ()


def test_the_rest_of_what_is_said_counts() -> None:
    found = read("book feb 30 at 3pm with a@x.example", NOW, ZONE, "en_US").moment

    assert found
    assert (found.has_day, found.has_time, found.start.hour) == (False, True, 15)


@pytest.mark.parametrize(("text", "hour"), HOURS.items())
def test_hours_in_english_may_be_written_with_an_h(text: str, hour: int) -> None:
    reading = read(text, NOW, ZONE, "en_US")

    assert reading.minutes is None
    assert reading.moment
    assert reading.moment.start.hour == hour


@pytest.mark.parametrize(("text", "minutes"), {"2h": 120, "a 2h meeting": 120, "an 8h workshop": 480}.items())
def test_hours_that_last_are_a_length(text: str, minutes: int) -> None:
    assert read(text, NOW, ZONE, "en_US").minutes == minutes
