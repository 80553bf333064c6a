"""Days that are not wanted, in every language: what is read by somebody in Berlin on Monday, 11 May 2026, at 10:00."""

from datetime import UTC, date, datetime

import pytest

from dialog.understanding import Intent, Reading, read

NOW = datetime(2026, 5, 11, 8, 0, tzinfo=UTC)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)


def understood(text: str, locale: str) -> Reading:
    return read(text, NOW, "Europe/Berlin", locale)


NEXT_WEEK = [
    ("en", "next week, but not monday", [MONDAY]),
    ("en", "book next week except friday", [FRIDAY]),
    ("en", "any day next week but tuesday", [TUESDAY]),
    ("en", "next week but not on monday or tuesday", [MONDAY, TUESDAY]),
    ("en", "next week, excluding monday, wednesday and friday", [MONDAY, WEDNESDAY, FRIDAY]),
    ("en", "next week, monday doesn't work", [MONDAY]),
    ("en", "next week, but i can't on thursday", [THURSDAY]),
    ("en", "next week, not on may 20", [date(2026, 5, 20)]),
    ("en", "next week, not from monday to wednesday", [MONDAY, TUESDAY, WEDNESDAY]),
    ("de", "nächste Woche, aber nicht Montag", [MONDAY]),
    ("de", "nächste Woche außer Montag und Dienstag", [MONDAY, TUESDAY]),
    ("de", "nächste Woche, montags kann ich leider nicht", [MONDAY]),
    ("de", "nächste Woche, Montag passt mir nicht", [MONDAY]),
    ("de", "nächste Woche ohne Freitag", [FRIDAY]),
    ("fr", "la semaine prochaine, mais pas le lundi", [MONDAY]),
    ("fr", "la semaine prochaine, sauf lundi et mardi", [MONDAY, TUESDAY]),
    ("fr", "la semaine prochaine, lundi je ne peux pas", [MONDAY]),
    ("es", "la próxima semana, pero no el lunes", [MONDAY]),
    ("es", "la semana que viene salvo lunes y martes", [MONDAY, TUESDAY]),
    ("es", "la próxima semana, el lunes no puedo", [MONDAY]),
    ("pt", "semana que vem, mas não na segunda", [MONDAY]),
    ("pt", "na próxima semana, menos segunda e terça", [MONDAY, TUESDAY]),
    ("pt", "semana que vem, segunda não dá", [MONDAY]),
    ("zh", "下周，但周一不行", [MONDAY]),
    ("zh", "下周除了周一和周二都可以", [MONDAY, TUESDAY]),
    ("zh", "下周，周一除外", [MONDAY]),
]


@pytest.mark.parametrize(("locale", "text", "days"), NEXT_WEEK)
def test_days_of_a_week_are_excluded(locale: str, text: str, days: list[date | int]) -> None:
    """The week is wanted all the same."""
    reading = understood(text, locale)

    assert list(reading.excluded) == days
    assert reading.moment
    assert str(reading.moment.start.date()) == "2026-05-18"
    assert str(reading.moment.end and reading.moment.end.date()) == "2026-05-25"


ANY_DAY = [
    ("en", "any day except friday", [FRIDAY]),
    ("en", "every day but monday", [MONDAY]),
    ("en", "any day but monday, tuesday or friday", [MONDAY, TUESDAY, FRIDAY]),
    ("en", "except the weekend", [SATURDAY, SUNDAY]),
    ("en", "not friday afternoon", [FRIDAY]),
    ("en", "not tomorrow", [date(2026, 5, 12)]),
    ("en", "monday and tuesday don't work", [MONDAY, TUESDAY]),
    ("de", "jeder Tag außer Freitag", [FRIDAY]),
    ("de", "nicht am Montag oder Dienstag", [MONDAY, TUESDAY]),
    ("fr", "n'importe quel jour sauf le vendredi", [FRIDAY]),
    ("fr", "n'importe quel jour à part le lundi", [MONDAY]),
    ("es", "cualquier día menos el viernes", [FRIDAY]),
    ("es", "cualquier día excepto viernes", [FRIDAY]),
    ("pt", "qualquer dia menos sexta", [FRIDAY]),
    ("pt", "qualquer dia exceto sexta-feira", [FRIDAY]),
    ("pt", "qualquer dia fora sexta", [FRIDAY]),
    ("zh", "除了周五哪天都可以", [FRIDAY]),
    ("zh", "下周一以外", [date(2026, 5, 18)]),
]


@pytest.mark.parametrize(("locale", "text", "days"), ANY_DAY)
def test_days_alone_are_excluded(locale: str, text: str, days: list[date | int]) -> None:
    """No day is meant by what is turned away."""
    reading = understood(text, locale)

    assert list(reading.excluded) == days
    assert reading.moment is None


WANTED = [
    ("en", "not tuesday but thursday", "2026-05-14"),
    ("en", "friday is bad but tuesday works", "2026-05-12"),
    ("en", "not monday, thursday", "2026-05-14"),
    ("de", "Montag kann ich leider nicht, lieber Dienstag", "2026-05-12"),
    ("es", "el lunes no, el martes", "2026-05-12"),
    ("fr", "lundi je ne peux pas, mardi ?", "2026-05-12"),
]


@pytest.mark.parametrize(("locale", "text", "day"), WANTED)
def test_what_is_said_besides_is_wanted(locale: str, text: str, day: str) -> None:
    """A comma after a mere "not", or a "but", ends what is turned away."""
    moment = understood(text, locale).moment

    assert moment
    assert str(moment.start.date()) == day


def test_people_are_still_taken_off() -> None:
    """Words that turn away a day take off somebody as well."""
    reading = understood("without bob", "en")

    assert reading.intent is Intent.REMOVE
    assert reading.removed == ("bob",)
    assert understood("geht nicht vor 16 uhr", "de").excluded == ()
