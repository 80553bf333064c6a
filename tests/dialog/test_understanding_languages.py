"""The language that a text is in, and the one that is asked for."""

from datetime import UTC, datetime

import pytest

from dialog.understanding import read

NOW = datetime(2026, 5, 13, 8, 0, tzinfo=UTC)

IN_ANOTHER = {
    "ich möchte einen Termin am Freitag": "de",
    "kann ich morgen um drei kommen?": "de",
    "明天下午三点": "zh",
    "i need an appointment on friday": "en",
    "Hallo": "de",
}
IN_THE_SAME = [
    "tomorrow at 3 with Kim Lee <kim@x.org>",
    "book a call with Jan and Juan",
    "um 3",
    "2",
    "Facebook",
    "karl@die-firma.de",
    "Uma Lee uma@x.org",
]
ASKED = {
    "auf Deutsch bitte": "de",
    "Deutsch": "de",
    "English please": "en",
    "can we speak English?": "en",
    "en español por favor": "es",
    "parlez-vous français ?": "fr",
    "em português": "pt",
    "用中文说": "zh",
    "中文": "zh",
    "a call about German grammar tomorrow": None,
    "book a meeting": None,
    "English or German?": None,
}


@pytest.mark.parametrize(("text", "language"), IN_ANOTHER.items())
def test_a_text_surely_in_another_language_is_read_in_it(text: str, language: str) -> None:
    """Whatever the locale."""
    locale = "de_DE" if language == "en" else "en_US"

    assert read(text, NOW, "Europe/Berlin", locale).language == language


@pytest.mark.parametrize("text", IN_THE_SAME)
def test_names_and_single_words_do_not_change_the_language(text: str) -> None:
    """The locale's stands unless the words say surely that it is another."""
    assert read(text, NOW, "Europe/Berlin", "en_US").language == "en"


@pytest.mark.parametrize(("text", "language"), ASKED.items())
def test_another_language_is_asked_for(text: str, language: str | None) -> None:
    """In any of the six, where a text says nothing else."""
    assert read(text, NOW, "Europe/Berlin", "en_US").asked_language == language


def test_what_is_read_in_another_language_is_read_whole() -> None:
    """Day, time and intent."""
    reading = read("ich brauche einen Termin nächsten Dienstag um halb drei", NOW, "Europe/Berlin", "en_US")

    assert reading.intent == "book"
    assert reading.moment is not None
    assert reading.moment.start.isoformat()[:16] == "2026-05-19T14:30"
