"""What people wish for that a booking has no room for: a meeting that comes again, a place of their choice."""

from datetime import UTC, datetime

import pytest

from dialog.understanding import read

NOW = datetime(2026, 5, 11, 8, 0, tzinfo=UTC)

REPEATING = [
    ("en", "every monday at 3pm", "every monday"),
    ("en", "weekly on monday", "weekly"),
    ("en", "every day at 3pm", "every day at"),
    ("en", "every day but friday", ""),
    ("en", "any day", ""),
    ("en", "book tomorrow about the weekly sync", ""),
    ("de", "jeden Montag um 15 Uhr", "jeden montag"),
    ("de", "wöchentlich am Montag", "wöchentlich"),
    ("es", "todos los lunes a las 15h", "todos los lunes"),
    ("fr", "tous les lundis à 15h", "tous les lundis"),
    ("pt", "toda segunda às 15h", "toda segunda"),
    ("zh", "每周一下午3点", "每周"),
    ("zh", "每天下午3点", "每天"),
    ("zh", "每天都可以", ""),
]

VENUES = [
    ("en", "can we meet at my office?", "at my office"),
    ("en", "at Cafe Central", "at cafe central"),
    ("en", "at noon in may", ""),
    ("de", "morgen um 15 Uhr in meinem Büro", "in meinem büro"),
    ("es", "mañana a las 15h en mi oficina", "en mi oficina"),
    ("fr", "demain à 15h dans mon bureau", "dans mon bureau"),
    ("pt", "amanhã às 15h no meu escritório", "no meu escritório"),
    ("zh", "明天下午3点在我办公室", "在我办公室"),
]


@pytest.mark.parametrize(("locale", "text", "words"), REPEATING)
def test_a_wish_to_repeat_is_known_by_its_words(locale: str, text: str, words: str) -> None:
    assert read(text, NOW, "Europe/Berlin", locale).repeating == words


@pytest.mark.parametrize(("locale", "text", "words"), VENUES)
def test_a_wish_for_a_place_is_known_by_its_words(locale: str, text: str, words: str) -> None:
    assert read(text, NOW, "Europe/Berlin", locale).venue == words
