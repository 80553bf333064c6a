"""German."""

import re

from dialog.understanding.asking_de import ASKING, REPEATING, VENUES
from dialog.understanding.lexicon import Source, Tags, words_of
from dialog.understanding.named_days import named_days
from dialog.understanding.phrases_de import MISSPELT, PHRASES
from dialog.understanding.places_de import CLOCK_HERE, PLACES, ZONE_CUES, ZONE_FILLERS
from dialog.understanding.remarks_de import FIRST, LAST
from dialog.understanding.wording_de import CHOICE_WORDS, COMMANDS, LAST_CHOICE, NEVER_NAMES, OPENING_WORDS, RULES

_NUMBERS = words_of(
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn"
)
_ORDINALS = words_of(
    "erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte elfte zwölfte dreizehnte vierzehnte "
    "fünfzehnte sechzehnte siebzehnte achtzehnte neunzehnte"
)
_TENS = ("zwanzig", "dreißig", "vierzig", "fünfzig")
_WEEKDAYS = (
    "montag montags",
    "dienstag dienstags",
    "mittwoch mittwochs",
    "donnerstag donnerstags",
    "freitag freitags",
    "samstag samstags sonnabend sonnabends",
    "sonntag sonntags",
)
_SHORT_WEEKDAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
_MONTHS = (
    "januar jänner jan jän",
    "februar feber feb",
    "märz mär mrz",
    "april apr",
    "mai",
    "juni juno jun",
    "juli jul",
    "august aug",
    "september sept sep",
    "oktober okt oct",
    "november nov",
    "dezember dez dec",
)
_LONG_MONTHS = {words_of(names)[0]: number for number, names in enumerate(_MONTHS, 1)}
_PARTS: dict[str, Tags] = {
    "morgens": {"part": 8 * 60, "until": 12 * 60, "adverb": 1},
    "früh": {"part": 8 * 60, "until": 10 * 60, "adverb": 1},
    "vormittag": {"part": 8 * 60, "until": 12 * 60},
    "mittag": {"part": 12 * 60, "until": 14 * 60},
    "nachmittag": {"part": 12 * 60, "until": 17 * 60},
    "abend": {"part": 17 * 60, "until": 21 * 60},
    "nacht": {"part": 20 * 60, "until": 24 * 60, "night": 1},
}


def _each(words: str, **tags: int) -> dict[str, Tags]:
    return dict.fromkeys(words_of(words), tags)


def _inflected(stem: str, **tags: int) -> dict[str, Tags]:
    return dict.fromkeys((stem + ending for ending in ("e", "er", "en", "em", "es")), tags)


_WORDS: dict[str, Tags] = {
    # may follow a bare number that is a time
    **_each(
        "bitte danke ist sind wäre wären passt passen geht ginge klappt dann also ok okay auch wir ich du ihr sie kann "
        "können könnte könnten soll sollte hast habt haben frei verfügbar gut super wann wo wer weil dass wieder "
        "zusammen statt stattdessen ja nein lieber besser und wenn für treffen sprechen telefonieren einen",
        stop=1,
    ),
    **{word: {"number": value} for value, word in enumerate(_NUMBERS)},
    **_each("ein eins", number=1),
    **_each("zwo zwei", number=2),
    **{word: {"number": 10 * tens, "units_first": 1} for tens, word in enumerate(_TENS, 2)},
    **{
        stem + ending: {"ordinal": value}
        for value, word in enumerate(_ORDINALS, 1)
        for stem in [word]
        for ending in ("", "r", "n", "s", "m")
    },
    **{
        f"{word}ste{ending}": {"ordinal": 10 * tens, "units_first": 1}
        for tens, word in enumerate(_TENS[:2], 2)
        for ending in ("", "r", "n", "s", "m")
    },
    **_inflected("siebent", ordinal=7),
    "hundert": {"number": 100, "times": 100},
    "tausend": {"number": 1000, "times": 1000},
    **_each("te ten ter tes tem ste sten ster", suffix=1),
    **{word: {"weekday": day} for day, words in enumerate(_WEEKDAYS) for word in words_of(words)},
    **{word: {"weekday": day, "weak": 1} for day, word in enumerate(_SHORT_WEEKDAYS)},
    **{word: {"month": month} for month, words in enumerate(_MONTHS, 1) for word in words_of(words)},
    **_each("sekunde sekunden sek", seconds=1),
    **_each("minute minuten min mins minütig minütiges minütigen minütiger minütige", seconds=60),
    **_each("stunde stunden std stdn stündig stündiges stündigen stündiger stündige", seconds=3600),
    "h": {"seconds": 3600, "hour_mark": 1, "oclock": 1},
    "m": {"seconds": 60, "glued": 1},
    **_each("tag tage tagen tages tg tagn", days=1),
    **_each("woche wochen wo", days=7),
    **_each("monat monate monaten monats", months=1),
    **_each("jahr jahre jahren jahres", months=12),
    **_each("eine einer einem eines", one=1),
    "einen": {"one": 1, "stop": 1},
    **_each("halbe halben halbes halber", half=1),
    **_each("hälfte", halves=1),
    **{f"{month}woche": {"month": number, "days": 7} for month, number in _LONG_MONTHS.items()},
    **{f"{month}hälfte": {"month": number, "halves": 1} for month, number in _LONG_MONTHS.items()},
    **_each("kw kalenderwoche", calendar_week=1),
    **_each("beginnend startend", week_from=1),
    "halb": {"before_hour": 30},
    "viertel": {"quarter": 1, "before_hour": 45},
    "dreiviertel": {"before_hour": 15, "quarter": 3},
    "anderthalb": {"number": 1, "and_half": 1},
    **_each("paar", number=3),
    **_each("mehrere mehreren", number=7),
    **_each("weitere weiteren", more=1),
    **_each("jetzt nun", now=1),
    "heute": {"day": 0},
    "morgen": {"day": 1, "part": 8 * 60, "until": 12 * 60, "either": 1},
    "übermorgen": {"day": 2},
    "überübermorgen": {"day": 3},
    "gestern": {"day": -1},
    "vorgestern": {"day": -2},
    **_inflected("dies", this=1),
    **_inflected("kommend", this=1),
    **_inflected("nächst", next=1),
    **_inflected("folgend", next=1),
    **_inflected("übernächst", next=2),
    **_inflected("letzt", last=1),
    **_inflected("vorig", last=1),
    **_inflected("vergangen", last=1),
    **_each("wochenende wochenendes", weekend=1),
    **_each("anfang beginn", third=0),
    "mitte": {"third": 1},
    "ende": {"third": 2},
    "wochenanfang": {"week": 0, "third": 0},
    "wochenmitte": {"week": 0, "third": 1},
    "monatsanfang": {"month_from_now": 0, "third": 0},
    "monatsmitte": {"month_from_now": 0, "third": 1},
    "monatsende": {"month_from_now": 0, "third": 2},
    "pm": {"meridiem": 12},
    **_each("mitternacht mitternachts", clock=0),
    "uhr": {"oclock": 1},
    "vor": {"to": 1, "not_after": 2, "back": 1},
    "nach": {"past": 1, "after": 1, "not_before": 2, "onto": 1},
    **_PARTS,
    **_each("vormittags", part=8 * 60, until=12 * 60, adverb=1),
    **_each("mittags mittagszeit", part=12 * 60, until=14 * 60, adverb=1),
    **_each("nachmittags", part=12 * 60, until=17 * 60, adverb=1),
    **_each("abends", part=17 * 60, until=21 * 60, adverb=1),
    **_each("nachts", part=20 * 60, until=24 * 60, night=1, adverb=1),
    **_each("frühmorgens frühs", part=8 * 60, until=12 * 60, adverb=1),
    **_each("feierabend", part=17 * 60, until=21 * 60),
    **_each("frühen zeitig zeitigen", shade=-1),
    "früher": {"shade": -1, "moves": -1},
    **_each("spät späten spätem", shade=1),
    "um": {"at": 1, "glue": 1, "moving": 1},
    "@": {"at": 1, "glue": 1},
    "am": {"on": 1, "the": 1, "glue": 1, "meridiem": 0, "glued": 1},
    "an": {"on": 1, "glue": 1},
    "zum": {"on": 1, "the": 1, "glue": 1, "onto": 1},
    "zu": {"glue": 1, "onto": 1},
    **_each("in im", **{"in": 1, "glue": 1, "of": 1}),
    **_each("binnen innerhalb", **{"in": 1, "up_to": 1}),
    **_each("der den dem das des", the=1, glue=1),
    "von": {"from": 1, "of": 1, "glue": 1},
    "vom": {"of": 1, "the": 1, "glue": 1, "on": 1},
    "ab": {"not_before": 1, "after": 1, "glue": 1},
    "für": {"for": 1, "glue": 1, "stop": 1},
    "zwischen": {"between": 1, "glue": 1},
    "und": {"and": 1, "stop": 1, "joins": 1},
    **_each("oder bzw", **{"or": 1, "stop": 1}),
    "bis": {"range": 1, "not_after": 1},
    "auf": {"onto": 1, "glue": 1, "on": 1},
    **_each("gegen ca circa zirka ungefähr etwa rund so", about=1, glue=1),
    "später": {"later": 1, "moves": 1},
    **_each("eher vorher vorziehen vorverlegen vorverschieben", moves=-1),
    **_each("nicht kein keinen keine", **{"not": 1}),
    **_each("außer ausgenommen ausser", **{"not": 2}),
    **_each("während lang dauer", lasting=1),
    **_each("zeit ortszeit uhrzeit", place_time=1),
    **_each("zeitzone", place_time=1),
    # people and changes
    "mit": {"stop": 1, "giving": 1},
    **_each("hinzufügen hinzu dazu ergänze ergänzen einladen lade cc plus sowie", giving=1),
    **_each("aber", stop=1, giving=1, any_but=1),
    **_each("entferne entfernen lösche löschen streiche streichen ausladen minus", taking=1),
    "ohne": {"taking": 1, "not": 2},
    **_each("ersetze ersetzen tausche tauschen", taking=1, exchanging=1),
    "durch": {"for": 1},
    **_each("nimm nehmen lass", lifting=1),
    **_each("raus heraus weg aus", off=1, stop=1),
    **_each("sag sage storniere vergiss vergesst", dropping=1),
    **_each("verschiebe verschieben verleg verlege verlegen verschieb setze leg lege mach mache", changing=1),
    **_each("ändere ändern", changing=1, exchanging=1),
    **_each("es ihn das dies", moved=1, the=1),
    **_each("termin meeting treffen gespräch anruf call besprechung buchung", moved=2, stop=1, meeting=1),
    **_each("mein meinen unser unseren", moved=1),
}
_WORDS |= {
    "so": {"weekday": 6, "weak": 1, "about": 1, "glue": 1},
    "das": {"the": 1, "glue": 1, "moved": 1},
    "die": {"the": 1, "glue": 1},
    "den": {"the": 1, "glue": 1, "moved": 1},
    "für": {"for": 1, "glue": 1, "stop": 1},
    "treffen": {"moved": 2, "stop": 1, "meeting": 1},
    "einen": {"one": 1, "stop": 1},
}

_OFTEN_MISSPELT = frozenset(
    words_of(
        "montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend januar februar september oktober november "
        "dezember morgen übermorgen vormittag nachmittag abends minuten stunden nächste nächsten nächster verschieben "
        "absagen stornieren termin termine verfügbar zeitzone teilnehmer danke zwischen buchen"
    )
)

_JOINABLE = frozenset(
    {
        *_NUMBERS,
        *_TENS,
        *(word for word, tags in _WORDS.items() if "ordinal" in tags),
        *(word for words in _WEEKDAYS for word in words_of(words) if len(word) > 3),
        *(word for word, tags in _WORDS.items() if "part" in tags),
        *words_of(
            "ein und tausend hundert stunde stunden stündig stündiges stündiger minuten minütig minütiges minütiger"
        ),
        *words_of("minütigen stündigen uhr viertel halb halbe"),
    }
)

SOURCE = Source(
    words=_WORDS,
    phrases={**PHRASES, **named_days("de")},
    misspelt=MISSPELT,
    often_misspelt=_OFTEN_MISSPELT,
    commands=COMMANDS,
    rules=(*FIRST, *RULES, *ASKING, *LAST),
    never_names=NEVER_NAMES,
    before_names=frozenset(words_of("und mit einladen cc plus sowie & für lade von ergänze")),
    opening_words=OPENING_WORDS,
    agreeing=frozenset(
        words_of(
            "am dabei deal dir euch für gesagt halt hier hiermit ihnen jetzt mich mir nur schon schön sehr termin "
            "treffen uns vielen von wunderbar wäre zeit zu"
        )
    ),
    choice_words=CHOICE_WORDS,
    last_choice=LAST_CHOICE,
    one="eins",
    places=PLACES,
    zone_fillers=ZONE_FILLERS,
    zone_cues=ZONE_CUES,
    earliest=re.compile(
        r"\b(?:so (?:bald|schnell|früh|frueh) wie möglich|schnellstmöglich|baldmöglichst|asap|nächst(?:e|er|en|es) "
        r"(?:freie|freier|freien|mögliche|möglicher|möglichen|verfügbare|verfügbarer|verfügbaren)|frühest(?:e|er|en|es)?"
        r"(?:möglich(?:e|er|en|es)?)?|frühestmöglich(?:e|er|en)?|ehestmöglich)\b|"
        r"^\W*(?:(?:das )?ist (?:mir )?egal|(?:mir )?egal|beides?(?: geht| gehen| passt| passen| ist (?:mir )?recht)?)\W*$",
        re.IGNORECASE,
    ),
    repeating=REPEATING,
    venues=VENUES,
    clock_here=CLOCK_HERE,
    titles=re.compile(
        r"\b(?:(?:betreff|titel|thema|betr)\s?:|mit dem titel\b|namens\b|(?:be)?nenn(?:e|en sie)? (?:es|ihn|den termin|"
        r"das meeting)(?: in)?\b|(?:(?:ä|ae|a)nder[en]?|setzen?)(?: sie)? den titel (?:in|auf|zu)\b)\s?:?",
        re.IGNORECASE,
    ),
    topics=re.compile(
        r"(?i)\b(?:über|ueber|bezüglich|wegen|zum thema|bzgl\.?)\s(?!(?:das|es|mich|dich|uns|mittag|morgen)\b(?=\s*$))"
        r"|\bum (?=[^?.!]{3,60} zu (?:besprechen|diskutieren))",
    ),
    joints=re.compile(
        r"(?:[\s,;:–-]|\b(?:am|um|mit|für|und|bis|in|im|von|vom|zu|zum|bitte|diesen|nächsten|den|der|die|das|gegen|zu "
        r"besprechen)\b)+$",
        re.IGNORECASE,
    ),
    joinable=_JOINABLE,
    morning_from=7,
    dotted_days=True,
)
