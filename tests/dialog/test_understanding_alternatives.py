"""Two starts of which either will do, in every language: said in Berlin on Monday, 11 May 2026, at 10:00."""

from datetime import UTC, datetime

import pytest

from dialog.understanding import Moment, read

NOW = datetime(2026, 5, 11, 8, 0, tzinfo=UTC)
BOTH = ["Thu 14 14:00", "Fri 15 11:00"]

TEXTS = [
    ("en", "thursday at 2 or friday at 11", BOTH),
    ("en", "3pm thursday or 11am friday", ["Thu 14 15:00", "Fri 15 11:00"]),
    ("en", "may 14 at 2pm, or may 15 at 11am", BOTH),
    ("en", "next thursday at 2 or friday at 11", ["Thu 21 14:00", "Fri 22 11:00"]),
    ("en", "thursday at 2, friday at 11 or monday at 9", [*BOTH, "Mon 18 09:00"]),
    ("en", "friday, may 15, at 3pm or monday at 9am for 30 minutes", ["Fri 15 15:00", "Mon 18 09:00"]),
    ("de", "am Donnerstag um 14 Uhr oder am Freitag um 11", BOTH),
    ("de", "entweder morgen um 10 oder übermorgen um 15 Uhr", ["Tue 12 10:00", "Wed 13 15:00"]),
    ("fr", "jeudi à 14h ou bien vendredi à 11h", BOTH),
    ("fr", "soit jeudi à 14h, soit vendredi à 11h", BOTH),
    ("es", "el jueves a las 2 o el viernes a las 11", BOTH),
    ("pt", "na quinta às 14h ou na sexta às 11h", BOTH),
    ("zh", "周四下午两点或者周五上午十一点", BOTH),
    ("zh", "要么周四下午2点，要么周五上午11点", BOTH),
    ("en", "thursday at 2 and friday at 11", BOTH),
    ("de", "Donnerstag um 14 Uhr und Freitag um 11 Uhr", BOTH),
]

DAYS = [
    ("en", "wednesday or monday", [13, 11]),
    ("en", "monday and tuesday", [11, 12]),
    ("en", "tuesday and wednesday at 3pm", [12, 13]),
    ("en", "may 21 and 22 at 3pm", [21, 22]),
    ("en", "may 21 or 22", [21, 22]),
    ("en", "may 21, 22 and 25 at 3pm", [21, 22, 25]),
    ("en", "the 21st and 22nd of may", [21, 22]),
    ("en", "21 and 22 may at 3pm", [21, 22]),
    ("de", "am 21. und 22. Mai um 15 Uhr", [21, 22]),
    ("de", "Dienstag und Mittwoch", [12, 13]),
    ("es", "el 21 y 22 de mayo a las 15h", [21, 22]),
    ("es", "martes y miércoles", [12, 13]),
    ("fr", "les 21 et 22 mai à 15h", [21, 22]),
    ("fr", "mardi et mercredi", [12, 13]),
    ("pt", "dia 21 e 22 de maio às 15h", [21, 22]),
    ("pt", "terça e quarta", [12, 13]),
    ("zh", "5月21日和22日下午3点", [21, 22]),
    ("zh", "周二和周三", [12, 13]),
]

ONE_DAY = ("may 21 and 2 people", "may 21 and invite 22 people", "may 21, 3pm", "at 3 and 21 may", "may 21 and 22pm")


def moment(text: str, locale: str) -> Moment:
    found = read(text, NOW, "Europe/Berlin", locale).moment
    assert found
    return found


@pytest.mark.parametrize(("locale", "text", "starts"), TEXTS)
def test_each_day_keeps_its_own_time(locale: str, text: str, starts: list[str]) -> None:
    """The likelier reading of each comes first."""
    found = moment(text, locale)

    assert [f"{readings[0]:%a %d %H:%M}" for readings in found.alternatives] == starts
    assert found.start == found.alternatives[0][0]


@pytest.mark.parametrize(
    "text",
    ["thursday at 2 or 3", "thursday or friday at 2", "thursday at 2 or friday", "thursday morning or friday at 2pm"],
)
def test_one_time_for_all_is_no_alternative(text: str) -> None:
    """Nor is a second time of the same day, or a day without a time."""
    assert moment(text, "en").alternatives == ()


@pytest.mark.parametrize(("locale", "text", "days"), DAYS)
def test_of_days_joined_by_and_or_or_any_will_do(locale: str, text: str, days: list[int]) -> None:
    """There is one meeting; and the days are all within its stretch."""
    found = moment(text, locale)

    assert [day.day for day in found.days] == sorted(days)
    assert found.has_time or found.end
    assert found.start.day == min(days) or found.has_time
    assert not found.between


@pytest.mark.parametrize("text", ONE_DAY)
def test_a_number_that_is_something_else_is_no_second_day(text: str) -> None:
    assert moment(text, "en").days == ()
