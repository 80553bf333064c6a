"""Days of the year by their names, in every language: what is read by somebody in Berlin on Sunday, 29 November 2026."""

from datetime import UTC, datetime

import pytest

from dialog.understanding import read

NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)

DAYS = [
    ("en", "christmas day", "2026-12-25"),
    ("en", "book christmas eve", "2026-12-24"),
    ("en", "on boxing day please", "2026-12-26"),
    ("en", "new year’s eve", "2026-12-31"),
    ("en", "new years day 2028", "2028-01-01"),
    ("en", "valentine's day", "2027-02-14"),
    ("en", "halloween", "2027-10-31"),
    ("de", "an Heiligabend", "2026-12-24"),
    ("de", "am 1. Weihnachtstag", "2026-12-25"),
    ("de", "am zweiten Weihnachtsfeiertag", "2026-12-26"),
    ("de", "Silvester", "2026-12-31"),
    ("es", "en Nochebuena", "2026-12-24"),
    ("es", "el dia de navidad", "2026-12-25"),
    ("es", "año nuevo", "2027-01-01"),
    ("fr", "la veille de Noël", "2026-12-24"),
    ("fr", "le jour de l'an", "2027-01-01"),
    ("fr", "à la Saint-Sylvestre", "2026-12-31"),
    ("pt", "véspera de Natal", "2026-12-24"),
    ("pt", "no natal", "2026-12-25"),
    ("pt", "ano-novo", "2027-01-01"),
    ("zh", "平安夜", "2026-12-24"),
    ("zh", "聖誕節", "2026-12-25"),
    ("zh", "元旦", "2027-01-01"),
]


@pytest.mark.parametrize(("locale", "text", "day"), DAYS)
def test_a_day_may_be_said_by_its_name(locale: str, text: str, day: str) -> None:
    found = read(text, NOW, "Europe/Berlin", locale).moment

    assert found
    assert (found.start.date().isoformat(), found.has_time) == (day, False)


def test_a_time_may_stand_beside_it() -> None:
    found = read("christmas eve at 3pm", NOW, "Europe/Berlin", "en_US").moment

    assert found
    assert found.start.isoformat()[:16] == "2026-12-24T15:00"


def test_the_name_of_a_day_is_a_persons_as_well() -> None:
    (somebody,) = read("avec Valentin valentin@exemple.fr", NOW, "Europe/Berlin", "fr_FR").emails

    assert somebody.name == "Valentin"


def test_a_party_is_no_day() -> None:
    reading = read("book tomorrow at 3pm about the christmas party", NOW, "Europe/Berlin", "en_US")

    assert reading.title == "the christmas party"
    assert reading.moment
    assert reading.moment.start.date().isoformat() == "2026-11-30"
