"""What people write in French."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from dialog.understanding import Intent, Reading, read

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 5, 11, 9, 0, tzinfo=PARIS)
"""A Monday."""


def reading(text: str) -> Reading:
    return read(text, NOW, "Europe/Paris", "fr_FR")


@pytest.mark.parametrize(
    ("text", "start"),
    {
        "demain à 15h": "2026-05-12 15:00",
        "mardi prochain à 15 h 30": "2026-05-19 15:30",
        "après-demain à huit heures et demie": "2026-05-13 08:30",
        "mercredi à midi et quart": "2026-05-13 12:15",
        "jeudi à neuf heures moins le quart": "2026-05-14 08:45",
        "vendredi à 9 heures moins dix": "2026-05-15 08:50",
        "le 18 mai à 14h": "2026-05-18 14:00",
        "lundi 18 mai 2026 à 14:00": "2026-05-18 14:00",
        "le 1er juin à 10h": "2026-06-01 10:00",
        "le 18/05 à 9h30": "2026-05-18 09:30",
        "18 fevrier 2027 a 9h": "2027-02-18 09:00",
        "mardi en huit à 10h": "2026-05-19 10:00",
        "lundi de la semaine prochaine à 10h": "2026-05-18 10:00",
        "ce soir à 8h": "2026-05-11 20:00",
        "dans deux heures": "2026-05-11 11:00",
        "d'ici une heure": "2026-05-11 10:00",
        "vendredi à sept heures du soir": "2026-05-15 19:00",
        "vendrdi à 16h": "2026-05-15 16:00",
        "aujourd'hui à 17h": "2026-05-11 17:00",
        "demain à 15h heure de Londres": "2026-05-12 16:00",
    }.items(),
)
def test_instants(text: str, start: str) -> None:
    """Hours in figures and in words, days by every name."""
    moment = reading(text).moment
    assert moment
    assert moment.has_time
    assert f"{moment.start.astimezone(PARIS):%Y-%m-%d %H:%M}" == start


@pytest.mark.parametrize(
    ("text", "ends"),
    {
        "jeudi entre 14h et 16h": ("2026-05-14 14:00", "2026-05-14 16:00"),
        "jeudi de 14h à 16h": ("2026-05-14 14:00", "2026-05-14 16:00"),
        "demain après-midi": ("2026-05-12 12:00", "2026-05-12 18:00"),
        "mercredi matin": ("2026-05-13 08:00", "2026-05-13 12:00"),
        "vendredi après 15h": ("2026-05-15 15:00", "2026-05-16 00:00"),
        "vendredi avant midi": ("2026-05-15 00:00", "2026-05-15 12:00"),
        "demain en fin d'après-midi": ("2026-05-12 15:00", "2026-05-12 18:00"),
        "la semaine prochaine": ("2026-05-18 00:00", "2026-05-25 00:00"),
    }.items(),
)
def test_ranges_and_parts_of_days(text: str, ends: tuple[str, str]) -> None:
    """They have a beginning and an end."""
    moment = reading(text).moment
    assert moment
    assert moment.end
    assert (f"{moment.start:%Y-%m-%d %H:%M}", f"{moment.end:%Y-%m-%d %H:%M}") == ends


def test_one_of_several_days() -> None:
    """ "Ou" leaves the choice."""
    moment = reading("mardi ou jeudi après 15h").moment
    assert moment
    assert [day.isoformat() for day in moment.days] == ["2026-05-12", "2026-05-14"]


@pytest.mark.parametrize(
    "text",
    ["c'est moi qui vous remercie", "pas de souci", "nous sommes 3", "un instant", "à plus"],
)
def test_what_names_no_day_and_no_time_is_left_alone(text: str) -> None:
    """Small words and numbers are no times."""
    assert reading(text).moment is None


@pytest.mark.parametrize(
    ("text", "intent"),
    {
        "je voudrais prendre rendez-vous": Intent.BOOK,
        "réservez lundi à 15h avec karen@dev.to": Intent.BOOK,
        "déplace le rdv à vendredi": Intent.RESCHEDULE,
        "je dois annuler ma réunion": Intent.CANCEL,
        "je ne peux pas venir": Intent.CANCEL,
        "qui vient ?": Intent.COMING,
        "mes rendez-vous": Intent.BOOKED,
        "quels jours sont libres ?": Intent.DAYS,
        "quels créneaux vendredi ?": Intent.SLOTS,
        "c'est bon": Intent.YES,
        "ça marche": Intent.YES,
        "oui merci": Intent.YES,
        "non": Intent.NO,
        "ça ne va pas": Intent.NO,
        "montre-moi d'autres horaires": Intent.MORE,
        "plus tôt": Intent.EARLIER,
        "retour": Intent.BACK,
        "défais ça": Intent.UNDO,
        "recommençons à zéro": Intent.START_OVER,
        "laisse tomber": Intent.STOP,
        "aide": Intent.HELP,
        "je veux parler à un humain": Intent.HUMAN,
        "bonjour": Intent.GREETING,
        "merci beaucoup": Intent.THANKS,
        "ajoute bill@acme.io": Intent.ADD,
        "enlève bill@acme.io": Intent.REMOVE,
        "change le fuseau horaire": Intent.CHANGE,
        "jeudi plutôt": Intent.CHANGE,
        "c'est tout": Intent.DONE,
        "garde-le": Intent.KEEP,
    }.items(),
)
def test_intents(text: str, intent: Intent) -> None:
    """What is wanted, however it is put."""
    assert reading(text).intent is intent


def test_people_titles_places_and_moves() -> None:
    """The rest of what a sentence may hold."""
    assert [str(person.name) for person in reading("avec Marie Dupont <m@x.fr> et p@x.fr").emails] == [
        "Marie Dupont",
        "",
    ]
    assert reading("réserver demain à 9h au sujet du budget").title == "budget"
    assert reading("je suis à Montréal").timezone == "America/Toronto"
    assert reading("une heure plus tard").shift == 60
    assert reading("le deuxième").number == 2
    assert reading("enlève bob").removed == ("bob",)
    assert reading("auf Deutsch bitte").asked_language == "de"
