"""Questions about a kind of meeting, in every language, and what only looks like one."""

from datetime import UTC, datetime

import pytest

from dialog.understanding import Intent, Reading, read

NOW = datetime(2026, 5, 11, 8, 0, tzinfo=UTC)

QUESTIONS = {
    "en": {
        "what does the webinar cost?": "price",
        "hi, how much is the webinar?": "price",
        "what does the webinar cost on friday?": "price",
        "is there a fee for cancelling?": "price",
        "how long is the webinar?": "length",
        "how many people can join the webinar?": "size",
        "where does the webinar take place?": "place",
        "what is the webinar about?": "info",
        "tell me more about the webinar": "info",
    },
    "de": {
        "was kostet das Webinar?": "price",
        "ist das Webinar kostenlos?": "price",
        "wie lange dauert das Webinar?": "length",
        "wie viele Personen passen ins Webinar?": "size",
        "wo findet das Webinar statt?": "place",
        "worum geht es im Webinar?": "info",
    },
    "fr": {
        "combien coûte le webinar ?": "price",
        "le webinar est-il gratuit ?": "price",
        "combien de temps dure le webinar ?": "length",
        "combien de personnes peuvent participer au webinar ?": "size",
        "de quoi parle le webinar ?": "info",
    },
    "es": {
        "¿cuánto cuesta el webinar?": "price",
        "¿el webinar es gratis?": "price",
        "¿cuánto dura el webinar?": "length",
        "¿cuántas personas caben en el webinar?": "size",
        "¿de qué trata el webinar?": "info",
    },
    "pt": {
        "quanto custa o webinar?": "price",
        "o webinar é pago?": "price",
        "quanto tempo dura o webinar?": "length",
        "quantas pessoas cabem no webinar?": "size",
        "sobre o que é o webinar?": "info",
    },
    "zh": {
        "研讨会多少钱？": "price",
        "研讨会要多久？": "length",
        "研讨会最多几个人？": "size",
        "研讨会讲什么？": "info",
    },
}


def understood(text: str, locale: str) -> Reading:
    return read(text, NOW, "Europe/Berlin", locale)


@pytest.mark.parametrize(
    ("locale", "text", "subject"), [(locale, *item) for locale, texts in QUESTIONS.items() for item in texts.items()]
)
def test_what_is_asked_about_a_kind_is_told(locale: str, text: str, subject: str) -> None:
    """It is no wish to book, whatever day is named in it."""
    reading = understood(text, locale)

    assert reading.intent is Intent.ABOUT
    assert reading.asks_about == subject


WISHES = {
    "what times are free on friday?": Intent.SLOTS,
    "is friday at 3 free?": Intent.SLOTS,
    "how many people are coming?": Intent.COMING,
    "where is my meeting?": Intent.BOOKED,
    "book a call about what it costs tomorrow": Intent.BOOK,
    "how long is the webinar? book it for friday": Intent.BOOK,
    "what about the webinar?": Intent.NONE,
    "is the webinar recorded?": Intent.NONE,
}


@pytest.mark.parametrize(("text", "intent"), WISHES.items())
def test_other_questions_and_wishes_stay_what_they_are(text: str, intent: Intent) -> None:
    """And a question that only the name of a kind would make one is for the conversation to tell."""
    assert understood(text, "en").intent is intent


def test_a_question_beside_a_wish_is_told_as_well() -> None:
    """The wish comes first."""
    assert understood("how long is the webinar? book it for friday", "en").asks_about == "length"
    assert understood("is the webinar recorded?", "en").asks_about == "kind"
