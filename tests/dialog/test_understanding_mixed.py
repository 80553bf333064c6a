"""Two languages in one sentence: said in Berlin on Monday, 11 May 2026, at 10:00."""

from datetime import UTC, datetime

import pytest

from dialog.understanding import Intent, Reading, read

NOW = datetime(2026, 5, 11, 8, 0, tzinfo=UTC)

TEXTS = [
    ("en", "book mañana a las 3", Intent.BOOK, "Tue 15:00"),
    ("en", "book demain à 15h", Intent.BOOK, "Tue 15:00"),
    ("en", "book morgen um 15 Uhr", Intent.BOOK, "Tue 15:00"),
    ("en", "book amanhã às 15h", Intent.BOOK, "Tue 15:00"),
    ("en", "please book a meeting 明天下午三点 with karen@dev.to", Intent.BOOK, "Tue 15:00"),
    ("en", "cancel my meeting on viernes at 3pm", Intent.CANCEL, "Fri 15:00"),
    ("en", "reservar friday 3pm", Intent.NONE, "Fri 15:00"),
    ("de", "termin tomorrow at 3pm", Intent.BOOK, "Tue 15:00"),
    ("de", "buche friday um 15 Uhr", Intent.BOOK, "Fri 15:00"),
    ("fr", "réserver friday 3pm", Intent.BOOK, "Fri 15:00"),
    ("fr", "réserver friday à 15h", Intent.BOOK, "Fri 15:00"),
    ("es", "reservar tomorrow at 3pm con a@b.de", Intent.BOOK, "Tue 15:00"),
    ("es", "mover mi reunión to friday at 3pm", Intent.RESCHEDULE, "Fri 15:00"),
    ("es", "cita next friday at 3pm", Intent.BOOK, "Fri 15:00"),
    ("pt", "marcar friday 3pm", Intent.BOOK, "Fri 15:00"),
    ("pt", "marcar mañana a las 3", Intent.BOOK, "Tue 15:00"),
    ("zh", "预约 friday 3pm", Intent.BOOK, "Fri 15:00"),
    ("zh", "约 tomorrow at 3pm", Intent.BOOK, "Tue 15:00"),
]


def understood(text: str, locale: str) -> Reading:
    return read(text, NOW, "Europe/Berlin", locale)


@pytest.mark.parametrize(("locale", "text", "intent", "start"), TEXTS)
def test_the_day_may_be_in_another_language(locale: str, text: str, intent: Intent, start: str) -> None:
    """And so may the command."""
    reading = understood(text, locale)

    assert reading.intent is intent
    assert reading.moment
    assert f"{reading.moment.start:%a %H:%M}" == start


def test_the_language_is_that_of_the_command() -> None:
    """Not that of the day; but the commands in English are those of all languages."""
    assert understood("réserver mañana a las 10", "fr_FR").language == "fr"
    assert understood("quiero reservar una cita mañana a las 10", "pt_BR").language == "es"
    assert understood("book mañana a las 10", "en_US").language == "es"


@pytest.mark.parametrize(
    ("locale", "text"),
    [("es", "la segunda"), ("fr", "mes rendez-vous"), ("en", "invite may@x.org"), ("es", "la quinta")],
)
def test_a_word_of_the_own_language_is_no_foreign_day(locale: str, text: str) -> None:
    """Whatever it would be in the other."""
    assert understood(text, locale).moment is None
