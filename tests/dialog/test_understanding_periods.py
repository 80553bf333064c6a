"""Weeks, months and parts of them, in every language: said in Berlin on Monday, 11 May 2026, at 10:00."""

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


THIS_WEEK_FROM_THURSDAY = ("05-14", "05-17")
EARLY_NEXT_WEEK = ("05-18", "05-19")
MID_NEXT_WEEK = ("05-19", "05-21")
LATE_NEXT_WEEK = ("05-21", "05-24")
FIRST_OF_JUNE = ("06-01", "06-07")
SECOND_OF_JUNE = ("06-08", "06-14")
LAST_OF_MAY = ("05-25", "05-31")
HALVES_OF_JUNE = ("06-01", "06-15"), ("06-16", "06-30")
WEEK_OF_JUNE_3 = ("06-01", "06-07")
WEEK_25 = ("06-15", "06-21")
BEFORE_THURSDAY = ("05-11", "05-13")
BY_THURSDAY = ("05-11", "05-14")
FROM_THURSDAY = ("05-14", "05-28")
AFTER_THE_20TH = ("05-21", "06-04")
TWO_WEEKS = ("05-11", "05-25")
TEN_DAYS = ("05-11", "05-21")
DAYS_LEFT = ("05-11", "05-16")

SPANS = {
    "en": {
        "early next week": EARLY_NEXT_WEEK,
        "the beginning of next week": EARLY_NEXT_WEEK,
        "in the middle of next week": MID_NEXT_WEEK,
        "late next week": LATE_NEXT_WEEK,
        "by the end of next week": ("05-11", "05-24"),
        "end of the week": THIS_WEEK_FROM_THURSDAY,
        "eow": THIS_WEEK_FROM_THURSDAY,
        "midweek": ("05-12", "05-14"),
        "second half of next week": ("05-20", "05-24"),
        "the first week of june": FIRST_OF_JUNE,
        "2nd week in june": SECOND_OF_JUNE,
        "june second week": SECOND_OF_JUNE,
        "in june, the second week": SECOND_OF_JUNE,
        "last week of the month": LAST_OF_MAY,
        "the first half of june": HALVES_OF_JUNE[0],
        "second half of june": HALVES_OF_JUNE[1],
        "the week of june 3rd": WEEK_OF_JUNE_3,
        "week starting the 3rd": WEEK_OF_JUNE_3,
        "calendar week 25": WEEK_25,
        "before thursday": BEFORE_THURSDAY,
        "by thursday": BY_THURSDAY,
        "until thursday": BY_THURSDAY,
        "thursday at the latest": BY_THURSDAY,
        "not before thursday": FROM_THURSDAY,
        "thursday or later": FROM_THURSDAY,
        "from thursday onwards": FROM_THURSDAY,
        "after the 20th": AFTER_THE_20TH,
        "in the next two weeks": TWO_WEEKS,
        "within 10 days": TEN_DAYS,
        "in the next days": DAYS_LEFT,
        "kw 25": WEEK_25,
        "in week 25": WEEK_25,
        "after christmas": ("12-26", "01-09"),
        "before christmas": ("05-11", "12-23"),
        "between the 5th and 9th of june": ("06-05", "06-09"),
    },
    "de": {
        "Anfang nächster Woche": EARLY_NEXT_WEEK,
        "zu Beginn der nächsten Woche": EARLY_NEXT_WEEK,
        "Mitte nächster Woche": MID_NEXT_WEEK,
        "Ende nächster Woche": LATE_NEXT_WEEK,
        "Ende der Woche": THIS_WEEK_FROM_THURSDAY,
        "in der Wochenmitte": ("05-12", "05-14"),
        "erste Juniwoche": FIRST_OF_JUNE,
        "zweite Woche im Juni": SECOND_OF_JUNE,
        "in der letzten Maiwoche": LAST_OF_MAY,
        "erste Junihälfte": HALVES_OF_JUNE[0],
        "in der zweiten Hälfte des Juni": HALVES_OF_JUNE[1],
        "in der Woche vom 3. Juni": WEEK_OF_JUNE_3,
        "in KW 25": WEEK_25,
        "Kalenderwoche 25": WEEK_25,
        "vor Donnerstag": BEFORE_THURSDAY,
        "bis Donnerstag": BY_THURSDAY,
        "spätestens am Donnerstag": BY_THURSDAY,
        "Donnerstag spätestens": BY_THURSDAY,
        "ab Donnerstag": FROM_THURSDAY,
        "frühestens am Donnerstag": FROM_THURSDAY,
        "nach dem 20. Mai": AFTER_THE_20TH,
        "nach dem 20.": AFTER_THE_20TH,
        "in den nächsten zwei Wochen": TWO_WEEKS,
        "innerhalb von 10 Tagen": TEN_DAYS,
        "in den nächsten Tagen": DAYS_LEFT,
        "zwischen dem 5. und 9. Juni": ("06-05", "06-09"),
    },
    "fr": {
        "en début de semaine prochaine": EARLY_NEXT_WEEK,
        "au milieu de la semaine prochaine": MID_NEXT_WEEK,
        "en fin de semaine prochaine": LATE_NEXT_WEEK,
        "en fin de semaine": THIS_WEEK_FROM_THURSDAY,
        "la première semaine de juin": FIRST_OF_JUNE,
        "la dernière semaine de mai": LAST_OF_MAY,
        "la première quinzaine de juin": HALVES_OF_JUNE[0],
        "la deuxième moitié de juin": HALVES_OF_JUNE[1],
        "la semaine du 3 juin": WEEK_OF_JUNE_3,
        "semaine 25": WEEK_25,
        "avant jeudi": BEFORE_THURSDAY,
        "d'ici jeudi": BY_THURSDAY,
        "jeudi au plus tard": BY_THURSDAY,
        "à partir de jeudi": FROM_THURSDAY,
        "après le 20 mai": AFTER_THE_20TH,
        "dans les deux prochaines semaines": TWO_WEEKS,
        "d'ici dix jours": TEN_DAYS,
        "dans les prochains jours": DAYS_LEFT,
        "après Noël": ("12-26", "01-09"),
    },
    "es": {
        "a principios de la semana que viene": EARLY_NEXT_WEEK,
        "a mediados de la próxima semana": MID_NEXT_WEEK,
        "a finales de la próxima semana": LATE_NEXT_WEEK,
        "a mitad de semana": ("05-12", "05-14"),
        "la primera semana de junio": FIRST_OF_JUNE,
        "la última semana de mayo": LAST_OF_MAY,
        "la primera quincena de junio": HALVES_OF_JUNE[0],
        "la segunda mitad de junio": HALVES_OF_JUNE[1],
        "la semana del 3 de junio": WEEK_OF_JUNE_3,
        "la semana 25": WEEK_25,
        "antes del jueves": BEFORE_THURSDAY,
        "hasta el jueves": BY_THURSDAY,
        "a partir del jueves": FROM_THURSDAY,
        "no antes del jueves": FROM_THURSDAY,
        "después del 20 de mayo": AFTER_THE_20TH,
        "en las próximas dos semanas": TWO_WEEKS,
        "en los próximos días": DAYS_LEFT,
    },
    "pt": {
        "no começo da semana que vem": EARLY_NEXT_WEEK,
        "no meio da próxima semana": MID_NEXT_WEEK,
        "no fim da semana que vem": LATE_NEXT_WEEK,
        "a primeira semana de junho": FIRST_OF_JUNE,
        "a segunda semana de junho": SECOND_OF_JUNE,
        "a última semana de maio": LAST_OF_MAY,
        "na primeira quinzena de junho": HALVES_OF_JUNE[0],
        "na segunda metade de junho": HALVES_OF_JUNE[1],
        "na semana do dia 3 de junho": WEEK_OF_JUNE_3,
        "na semana 25": WEEK_25,
        "antes de quinta": BEFORE_THURSDAY,
        "até quinta": BY_THURSDAY,
        "a partir de quinta": FROM_THURSDAY,
        "depois do dia 20": AFTER_THE_20TH,
        "nas próximas duas semanas": TWO_WEEKS,
        "nos próximos dias": DAYS_LEFT,
        "entre 5 e 9 de junho": ("06-05", "06-09"),
        "depois do Natal": ("12-26", "01-09"),
    },
    "zh": {
        "下周初": EARLY_NEXT_WEEK,
        "下周中": MID_NEXT_WEEK,
        "下周后半周": ("05-20", "05-24"),
        "6月第一周": FIRST_OF_JUNE,
        "六月的第二个星期": SECOND_OF_JUNE,
        "5月最后一周": LAST_OF_MAY,
        "6月上半月": HALVES_OF_JUNE[0],
        "6月3日那周": WEEK_OF_JUNE_3,
        "第25周": WEEK_25,
        "接下来两周": TWO_WEEKS,
        "10天之内": TEN_DAYS,
        "未来几天": DAYS_LEFT,
    },
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


@pytest.mark.parametrize(
    ("locale", "text", "days"), [(locale, *item) for locale, texts in SPANS.items() for item in texts.items()]
)
def test_a_stretch_of_days(locale: str, text: str, days: tuple[str, str]) -> None:
    """Any of them will do: a part of a week, a week of a month, those before or after a day."""
    found = moment(text, locale)

    assert found.end
    assert (f"{found.start:%m-%d}", f"{found.end - timedelta(days=1):%m-%d}") == days
    assert found.has_day
    assert not found.has_time


@pytest.mark.parametrize(
    ("now", "text", "days"),
    [
        ("2026-05-15", "the beginning of the week", ("2026-05-18", "2026-05-19")),
        ("2026-05-13", "early this week", ("2026-05-18", "2026-05-19")),
        ("2026-05-20", "the second half of the month", ("2026-05-20", "2026-05-31")),
        ("2026-05-30", "the first half of the month", ("2026-06-01", "2026-06-15")),
        ("2026-05-11", "last week of february", ("2027-02-22", "2027-02-28")),
        ("2028-02-01", "fifth week of february", ("2028-02-29", "2028-02-29")),
        ("2026-05-11", "calendar week 2", ("2027-01-11", "2027-01-17")),
        ("2026-12-29", "calendar week 53", ("2026-12-29", "2027-01-03")),
        ("2026-05-11", "week of may 12", ("2026-05-11", "2026-05-17")),
        ("2026-05-11", "the 10th to the 12th", ("2026-06-10", "2026-06-12")),
        ("2026-05-11", "the 28th to the 2nd", ("2026-05-28", "2026-06-02")),
    ],
)
def test_the_next_such_stretch_and_what_is_left_of_it(now: str, text: str, days: tuple[str, str]) -> None:
    """Also beyond the year."""
    found = read(text, datetime.fromisoformat(f"{now}T08:00Z"), "Europe/Berlin", "en").moment

    assert found
    last = (found.end or found.start) - timedelta(days=bool(found.end))
    assert (f"{found.start:%Y-%m-%d}", f"{last:%Y-%m-%d}") == days


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("friday week at 3pm", "05-22T15:00"),
        ("tomorrow week at 3pm", "05-19T15:00"),
        ("tuesday in calendar week 25 at 3pm", "06-16T15:00"),
        ("by friday at 3pm", "05-15T15:00"),
        ("before noon on friday", "05-15T00:00"),
        ("after 3pm on friday", "05-15T15:00"),
        ("after lunch on friday", "05-15T13:00"),
        ("in two weeks at 3pm", "05-25T15:00"),
        ("friday at ten thirty w/ bob@x.org", "05-15T10:30"),
        ("3rd thursday of december at 2pm", "12-17T14:00"),
        ("2nd tuesday in june at 2pm", "06-09T14:00"),
        ("late in the afternoon on friday", "05-15T14:00"),
        ("the 30-minute webinar tuesday at 3pm", "05-12T15:00"),
        ("the 15-min call on thursday at 11am", "05-14T11:00"),
    ],
)
def test_one_day_beside_such_words(text: str, start: str) -> None:
    """A time, or a word that counts weeks, makes one day of it."""
    assert f"{moment(text, 'en').start:%m-%dT%H:%M}" == start


@pytest.mark.parametrize(
    ("locale", "text", "minutes"),
    [
        ("en", "the 15-minute call", 15),
        ("en", "the 2-hour workshop", 120),
        ("de", "das 15-Minuten-Gespräch", 15),
        ("fr", "le 30-minutes", 30),
    ],
)
def test_a_length_is_no_day(locale: str, text: str, minutes: int) -> None:
    """Though an article stands before its number."""
    found = read(text, NOW, "Europe/Berlin", locale)

    assert (found.moment, found.minutes) == (None, minutes)


@pytest.mark.parametrize(
    ("locale", "text", "part"),
    [
        ("en", "tuesday, not in the morning", ("12:00", "21:00")),
        ("en", "tuesday but not in the afternoon", ("08:00", "12:00")),
        ("en", "tuesday but not early in the morning", ("10:00", "21:00")),
        ("en", "tuesday, mornings don't work", ("12:00", "21:00")),
        ("en", "tuesday, the morning doesn't work, what about the evening?", ("17:00", "21:00")),
        ("de", "Dienstag, aber nicht vormittags", ("12:00", "21:00")),
        ("fr", "mardi mais pas l'après-midi", ("08:00", "12:00")),
        ("es", "el martes, por la mañana no puedo", ("12:00", "21:00")),
        ("pt", "terça, mas não à tarde", ("08:00", "12:00")),
        ("zh", "周二,但不要下午", ("08:00", "12:00")),
    ],
)
def test_an_unwanted_part_of_the_day_leaves_the_rest(locale: str, text: str, part: tuple[str, str]) -> None:
    """Unless another part is named."""
    found = moment(text, locale)

    assert found.end
    assert (f"{found.start:%d %H:%M}", f"{found.end:%H:%M}") == (f"12 {part[0]}", part[1])


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
