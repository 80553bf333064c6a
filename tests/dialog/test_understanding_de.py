"""German: what is meant by somebody in Berlin on Wednesday, 13 May 2026, at 10:00."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from dialog.understanding import Intent, read

NOW = datetime(2026, 5, 13, 8, 0, tzinfo=UTC)
ZONE = "Europe/Berlin"

MOMENTS = {
    "heute": "2026-05-13",
    "morgen": "2026-05-14",
    "übermorgen": "2026-05-15",
    "uebermorgen": "2026-05-15",
    "am Freitag": "2026-05-15",
    "kommenden Freitag": "2026-05-15",
    "nächsten Freitag": "2026-05-22",
    "naechsten Freitag": "2026-05-22",
    "Dienstag nächster Woche": "2026-05-19",
    "Dienstag übernächster Woche": "2026-05-26",
    "heute in einer Woche": "2026-05-20",
    "Freitag in zwei Wochen": "2026-05-29",
    "in 14 Tagen": "2026-05-27",
    "am 18.": "2026-05-18",
    "18.5.": "2026-05-18",
    "18.5": "2026-05-18",
    "am 18. Mai": "2026-05-18",
    "den 18.05.2027": "2027-05-18",
    "am achtzehnten Mai": "2026-05-18",
    "am einundzwanzigsten": "2026-05-21",
    "am siebten sechsten": "2026-06-07",
    "5/8": "2026-08-05",
    "erster Montag im Juni": "2026-06-01",
    "18. Mai nächsten Jahres": "2027-05-18",
    "dritter Mai zweitausendsiebenundzwanzig": "2027-05-03",
    "morgen um halb drei": "2026-05-14T14:30",
    "morgen Viertel nach drei": "2026-05-14T15:15",
    "morgen viertel vor drei": "2026-05-14T14:45",
    "morgen viertel drei": "2026-05-14T14:15",
    "morgen drei viertel drei": "2026-05-14T14:45",
    "morgen fünf vor halb drei": "2026-05-14T14:25",
    "morgen um zehn nach drei": "2026-05-14T15:10",
    "morgen 14 Uhr 30": "2026-05-14T14:30",
    "morgen um 14.30 Uhr": "2026-05-14T14:30",
    "morgen um 14h": "2026-05-14T14:00",
    "morgen um drei Uhr fünfzehn": "2026-05-14T15:15",
    "Montag, 18. Mai, 15 Uhr": "2026-05-18T15:00",
    "15 Uhr am 18. Mai": "2026-05-18T15:00",
    "um 15 Uhr 18. Mai": "2026-05-18T15:00",
    "8 Uhr abends": "2026-05-13T20:00",
    "Freitag um 3 nachmittags": "2026-05-15T15:00",
    "morgen früh um 9": "2026-05-14T09:00",
    "in anderthalb Stunden": "2026-05-13T11:30",
    "in einer Viertelstunde": "2026-05-13T10:15",
    "nicht Montag, sondern Dienstag um 15 Uhr": "2026-05-19T15:00",
}

RANGES = {
    "Freitag morgen": ("2026-05-15T08:00", "2026-05-15T12:00"),
    "morgen Vormittag": ("2026-05-14T08:00", "2026-05-14T12:00"),
    "Dienstagnachmittag": ("2026-05-19T12:00", "2026-05-19T17:00"),
    "heute Abend": ("2026-05-13T17:00", "2026-05-13T21:00"),
    "morgen zwischen 2 und 4": ("2026-05-14T14:00", "2026-05-14T16:00"),
    "morgen von 14 bis 16 Uhr": ("2026-05-14T14:00", "2026-05-14T16:00"),
    "morgen 14-16 Uhr": ("2026-05-14T14:00", "2026-05-14T16:00"),
    "morgen ab 15 Uhr": ("2026-05-14T15:00", "2026-05-15T00:00"),
    "morgen vor 12 Uhr": ("2026-05-14T00:00", "2026-05-14T12:00"),
    "nächste Woche": ("2026-05-18T00:00", "2026-05-25T00:00"),
}

NO_MOMENT = [
    "hallo",
    "die Art ändern",
    "so ein Mist",
    "wir sind zu dritt",
    "wir kommen mit 3 Personen",
    "guten Morgen",
    "guten Abend zusammen",
    "Termin 2 bitte",
    "es kostet 3,50 €",
    "nicht am Freitag",
]

LENGTHS = {
    "30 Minuten": 30,
    "eine halbe Stunde": 30,
    "eine Stunde": 60,
    "anderthalb Stunden": 90,
    "zweieinhalb Stunden": 150,
    "eine Dreiviertelstunde": 45,
    "ein 45-minütiges Gespräch": 45,
}

WORDINGS = {
    Intent.BOOK: """buchen
        ich möchte einen Termin
        ich brauche einen Termin nächsten Dienstag
        können wir uns am Freitag treffen?
        Termin mit kim@x.org morgen um 15 Uhr
        bitte einen Termin vereinbaren""",
    Intent.RESCHEDULE: """verschieben
        kann ich den Termin verschieben?
        verschieb meinen Termin auf Freitag
        bitte umbuchen""",
    Intent.CANCEL: """absagen
        sag den Termin bitte ab
        ich muss leider absagen
        bitte stornieren
        lösche meinen Termin""",
    Intent.BOOKED: """meine Termine
        was habe ich gebucht?
        wann ist mein nächster Termin?""",
    Intent.DAYS: """welche Tage sind frei?
        wann habt ihr Zeit?
        wann geht es?""",
    Intent.SLOTS: """welche Zeiten am Freitag?
        was ist am Freitag frei?
        hast du am Freitag Zeit?""",
    Intent.YES: """ja
        ja bitte
        passt
        genau
        buch es
        in Ordnung
        👍""",
    Intent.NO: """nein
        nö
        nein danke
        das passt nicht""",
    Intent.MORE: """mehr
        andere Zeiten
        gibt es noch weitere?
        etwas später""",
    Intent.EARLIER: "früher\ngeht es auch früher?",
    Intent.BACK: "zurück\nzurueck",
    Intent.UNDO: "rückgängig\nmach das rückgängig",
    Intent.START_OVER: "von vorne\nneu anfangen",
    Intent.STOP: "abbrechen\nvergiss es",
    Intent.HELP: "hilfe\nwie funktioniert das?\nwas kannst du?",
    Intent.HUMAN: "ich möchte mit einem Menschen sprechen\nMitarbeiter",
    Intent.GREETING: "hallo\nguten Morgen\nmoin",
    Intent.THANKS: "danke\nvielen Dank!",
    Intent.ADD: "auch bill@x.com\nlade bill@x.com ein",
    Intent.REMOVE: "entferne bill@x.com\nohne bill@x.com",
    Intent.NONE: "Banane\nmorgen um 15 Uhr\nmit bill@x.com\ndie zweite Option",
}

ZONES = {
    "ich bin in Wien": "Europe/Vienna",
    "München": "Europe/Berlin",
    "meine Zeitzone ist London": "Europe/London",
}

TITLES = {
    "buche einen Termin über das Q3-Budget morgen um 15 Uhr": "das Q3-Budget",
    "Betreff: Einstellung": "Einstellung",
    "Termin um 15 Uhr": None,
}


@pytest.mark.parametrize(("text", "start"), MOMENTS.items())
def test_a_day_or_a_time(text: str, start: str) -> None:
    """The next one, in working hours where nothing else settles it."""
    reading = read(text, NOW, ZONE, "de_DE")

    assert reading.moment is not None
    zone = ZoneInfo(ZONE)
    assert reading.moment.start == datetime.fromisoformat(start).replace(tzinfo=zone)
    assert reading.moment.has_time == ("T" in start)


@pytest.mark.parametrize(("text", "ends"), RANGES.items())
def test_a_range(text: str, ends: tuple[str, str]) -> None:
    """Its start and its end."""
    moment = read(text, NOW, ZONE, "de_DE").moment

    assert moment is not None
    assert moment.end is not None
    assert (moment.start.isoformat()[:16], moment.end.isoformat()[:16]) == ends


@pytest.mark.parametrize("text", NO_MOMENT)
def test_no_day_and_no_time(text: str) -> None:
    """Small words and numbers are none by themselves."""
    assert read(text, NOW, ZONE, "de_DE").moment is None


@pytest.mark.parametrize(("text", "minutes"), LENGTHS.items())
def test_a_length(text: str, minutes: int) -> None:
    """In minutes, also where words are written together."""
    assert read(text, NOW, ZONE, "de_DE").minutes == minutes


@pytest.mark.parametrize(
    ("intent", "text"), [(intent, text.strip()) for intent, texts in WORDINGS.items() for text in texts.splitlines()]
)
def test_wording_shows_what_is_wanted(intent: Intent, text: str) -> None:
    """In commands and in free words."""
    assert read(text, NOW, ZONE, "de_DE").intent is intent


@pytest.mark.parametrize(("text", "zone"), ZONES.items())
def test_a_place_is_the_zone_of_the_writer(text: str, zone: str) -> None:
    """By its German name."""
    assert read(text, NOW, "UTC", "de_DE").timezone == zone


@pytest.mark.parametrize(("text", "title"), TITLES.items())
def test_a_title_ends_where_the_rest_begins(text: str, title: str | None) -> None:
    """As in English."""
    assert read(text, NOW, ZONE, "de_DE").title == title


def test_a_time_in_another_place_is_an_instant() -> None:
    """ "New Yorker Zeit"."""
    moment = read("morgen um 15 Uhr New Yorker Zeit", NOW, ZONE, "de_DE").moment

    assert moment is not None
    assert moment.start == datetime(2026, 5, 14, 19, 0, tzinfo=UTC)


def test_the_day_a_meeting_is_moved_to_counts() -> None:
    """ "von Montag auf Dienstag"."""
    moment = read("verschieb den Termin von Montag auf Dienstag um 15 Uhr", NOW, ZONE, "de_DE").moment

    assert moment is not None
    assert moment.start.isoformat()[:16] == "2026-05-19T15:00"
