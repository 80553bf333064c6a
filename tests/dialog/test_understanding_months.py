"""Parts of a month, in every language: said in Berlin on Monday, 11 May 2026, at 10:00."""

from datetime import UTC, datetime, timedelta

import pytest

from dialog.understanding import Moment, read

NOW = datetime(2026, 5, 11, 8, 0, tzinfo=UTC)
END_OF_MAY = ("05-21", "05-31")
EARLY_JUNE = ("06-01", "06-10")
MID_JUNE = ("06-11", "06-20")
END_OF_JUNE = ("06-21", "06-30")

PARTS = {
    "en": {
        "at the end of may": END_OF_MAY,
        "late may": END_OF_MAY,
        "end of the month": END_OF_MAY,
        "early june": EARLY_JUNE,
        "early in june": EARLY_JUNE,
        "the beginning of next month": EARLY_JUNE,
        "mid-june": MID_JUNE,
        "in the middle of june": MID_JUNE,
        "end of next month": END_OF_JUNE,
    },
    "de": {
        "Ende Mai": END_OF_MAY,
        "gegen Ende des Monats": END_OF_MAY,
        "am Monatsende": END_OF_MAY,
        "Anfang Juni": EARLY_JUNE,
        "Mitte Juni": MID_JUNE,
        "Ende nächsten Monats": END_OF_JUNE,
    },
    "fr": {
        "fin mai": END_OF_MAY,
        "à la fin du mois de mai": END_OF_MAY,
        "début juin": EARLY_JUNE,
        "au début du mois prochain": EARLY_JUNE,
        "à la mi-juin": MID_JUNE,
    },
    "es": {
        "a finales de mayo": END_OF_MAY,
        "al final de mayo": END_OF_MAY,
        "a fin de mes": END_OF_MAY,
        "a principios de junio": EARLY_JUNE,
        "a comienzos del mes que viene": EARLY_JUNE,
        "a mediados de junio": MID_JUNE,
    },
    "pt": {
        "no fim de maio": END_OF_MAY,
        "no final do mês": END_OF_MAY,
        "início de junho": EARLY_JUNE,
        "no começo do mês que vem": EARLY_JUNE,
        "em meados de junho": MID_JUNE,
    },
    "zh": {"5月底": END_OF_MAY, "月底": END_OF_MAY, "6月初": EARLY_JUNE, "6月中旬": MID_JUNE, "下月底": END_OF_JUNE},
}


def moment(text: str, locale: str) -> Moment:
    found = read(text, NOW, "Europe/Berlin", locale).moment
    assert found
    return found


@pytest.mark.parametrize(
    ("locale", "text", "days"), [(locale, *item) for locale, texts in PARTS.items() for item in texts.items()]
)
def test_a_part_of_a_month_is_its_days(locale: str, text: str, days: tuple[str, str]) -> None:
    """A third of it: those that are left."""
    found = moment(text, locale)

    assert found.end
    assert (f"{found.start:%m-%d}", f"{found.end - timedelta(days=1):%m-%d}") == days


DATES = [
    ("en", "early june 5", "06-05"),
    ("en", "friday in june", "06-05"),
    ("en", "friday at the end of june", "06-26"),
    ("de", "Freitag im Juni", "06-05"),
    ("fr", "un vendredi en juin", "06-05"),
    ("pt", "uma sexta em junho", "06-05"),
]


@pytest.mark.parametrize(("locale", "text", "day"), DATES)
def test_a_day_of_a_month_is_one_day(locale: str, text: str, day: str) -> None:
    """The first that fits, and no time is read into the article before it."""
    found = moment(text, locale)

    assert f"{found.start:%m-%d}" == day
    assert not found.has_time
