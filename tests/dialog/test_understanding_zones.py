"""Time zones in every language, and what a clock shows: said in New York on Sunday, 29 November 2026, at 10:00."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from dialog.understanding import Intent, read

ZONE = "America/New_York"
NOW = datetime(2026, 11, 29, 10, 0, tzinfo=ZoneInfo(ZONE))

OWN = [
    ("de_DE", "mitteleuropäische Zeit", "Europe/Berlin"),
    ("de_DE", "zeig die Zeiten in London", "Europe/London"),
    ("es_ES", "hora central europea", "Europe/Paris"),
    ("fr_FR", "heure d'Europe centrale", "Europe/Paris"),
    ("pt_BR", "hora da Europa Central", "Europe/Paris"),
    ("zh_CN", "中欧时间", "Europe/Paris"),
]

CLOCKS = [
    ("en_US", "9:15 am here", True),
    ("en_US", "it is 3pm here now", True),
    ("en_US", "tomorrow at 3pm", False),
    ("de_DE", "hier ist es 15 Uhr", True),
    ("es_ES", "aquí son las 15:00", True),
    ("fr_FR", "il est 15h ici", True),
    ("pt_BR", "aqui são 15h", True),
    ("zh_CN", "我这里现在是下午3点", True),
]

BOTH = [
    ("book dec 17 3pm EST or 4pm PST", ["17 20:00", "18 00:00"]),
    ("3pm EST or 4pm PST on dec 17", ["17 20:00", "18 00:00"]),
    ("dec 17 at 3pm london time or 4pm new york time", ["17 15:00", "17 21:00"]),
    ("dec 17 3pm EST / 12pm PST", []),
    ("dec 17 3pm EST", []),
]


@pytest.mark.parametrize(("locale", "text", "zone"), OWN)
def test_a_zone_has_names_in_every_language(locale: str, text: str, zone: str) -> None:
    assert read(text, NOW, ZONE, locale).timezone == zone


def test_times_elsewhere_are_a_change_of_the_zone() -> None:
    reading = read("show me the free times in london", NOW, ZONE, "en_US")

    assert (reading.timezone, reading.intent, reading.subject) == ("Europe/London", Intent.CHANGE, "timezone")


@pytest.mark.parametrize(("locale", "text", "here"), CLOCKS)
def test_a_time_may_be_what_the_clock_shows(locale: str, text: str, here: bool) -> None:
    assert read(text, NOW, ZONE, locale).clock_here == here


def test_a_zone_of_several_words_is_not_its_first() -> None:
    found = read("3pm central european time tomorrow", NOW, ZONE, "en_US").moment

    assert found
    assert found.zone == "Europe/Paris"


@pytest.mark.parametrize(("text", "starts"), BOTH)
def test_of_two_times_each_is_in_its_own_zone(text: str, starts: list[str]) -> None:
    """Where they are one instant, there is nothing to choose."""
    found = read(text, NOW, ZONE, "en_US").moment

    assert found
    alternatives = [one.astimezone(ZoneInfo("UTC")) for (one,) in found.alternatives]
    assert [f"{one:%d %H:%M}" for one in alternatives] == starts
