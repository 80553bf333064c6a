"""Several days in a row, as each language says it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from dialog.understanding import read

NOW = datetime(2026, 5, 13, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
"""A Wednesday."""

SPANS = {
    "en": ("may 18 to 20", "18th to 20th of may", "from may 18 to may 20", "between the 18th and the 20th"),
    "de": ("vom 18. bis 20. Mai", "18. Mai bis 20. Mai", "18.-20. Mai", "zwischen Montag und Mittwoch"),
    "fr": ("du 18 au 20 mai", "du lundi au mercredi", "entre lundi et mercredi"),
    "es": ("del 18 al 20 de mayo", "de lunes a miércoles", "entre el lunes y el miércoles"),
}
TIMES = {
    "en": ("may 18 until 8pm",),
    "de": ("am 18. Mai bis 20 Uhr", "Montag bis 20 Uhr"),
    "fr": ("le 18 mai à 20h", "le 18 mai à 20"),
    "es": ("el 18 de mayo a las 20",),
}


@pytest.mark.parametrize(("locale", "text"), [(locale, text) for locale, texts in SPANS.items() for text in texts])
def test_the_first_and_the_last_of_several_days(locale: str, text: str) -> None:
    """The end is the end of the last."""
    moment = read(text, NOW, "Europe/Berlin", locale).moment
    assert moment
    assert not moment.has_time
    assert (str(moment.start.date()), str(moment.end and moment.end.date())) == ("2026-05-18", "2026-05-21")


@pytest.mark.parametrize(("locale", "text"), [(locale, text) for locale, texts in TIMES.items() for text in texts])
def test_an_hour_is_no_day(locale: str, text: str) -> None:
    """What stands after the day may be the time as well."""
    moment = read(text, NOW, "Europe/Berlin", locale).moment
    assert moment
    assert moment.has_time
    assert "2026-05-18 20:00" in (f"{moment.start:%Y-%m-%d %H:%M}", moment.end and f"{moment.end:%Y-%m-%d %H:%M}")
