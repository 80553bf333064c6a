"""Groups of words of time in German, and slips of the fingers."""

from dialog.understanding.lexicon import Tags
from dialog.understanding.remarks_de import STAYING_AWAY


def _same(*phrases: str, **tags: int) -> dict[str, Tags]:
    return dict.fromkeys(phrases, tags)


def _refusals() -> dict[str, Tags]:
    """ "Montag passt mir leider nicht"; "geht nicht vor 16 Uhr" is a time."""
    verbs = [f"{verb}{whom}" for verb in ("geht", "passt", "klappt", "ginge") for whom in ("", " es", " mir", " uns")]
    verbs += ["kann ich", "können wir", "bin ich", "sind wir", "geht's", "geht es mir", "geht es bei mir"]
    phrases: dict[str, Tags] = {}
    for verb in verbs:
        for adverb in ("", " leider", " auch", " leider auch", " gar", " schon"):
            phrases |= _same(f"{verb}{adverb} nicht", unfit=1, stop=1)
            phrases |= _same(f"{verb}{adverb} nicht vor", f"{verb}{adverb} nicht früher als", not_before=1)
            phrases |= _same(f"{verb}{adverb} nicht nach", f"{verb}{adverb} nicht später als", not_after=1)
            phrases |= _same(f"{verb}{adverb} nicht am", f"{verb}{adverb} nicht um", **{"not": 1})
    phrases |= _same("habe ich keine zeit", "habe ich leider keine zeit", "haben wir keine zeit", unfit=1, stop=1)
    return phrases | _same("ist schlecht", "ist ungünstig", "ist nicht möglich", "ist unmöglich", unfit=1, stop=1)


PHRASES: dict[str, Tags] = {
    "p m": {"meridiem": 12},
    "a m": {"meridiem": 0},
    **_same("nach hinten", moves=1),
    **_same("nach hinten um", moving=1),
    **_same("nach vorn", "nach vorne", moves=-1),
    **_same("nach vorn um", "nach vorne um", moving=-1),
    **_same("12 uhr mittags", "zwölf uhr mittags", "12 uhr am mittag", clock=12 * 60),
    **_same(
        "12 uhr nachts",
        "zwölf uhr nachts",
        "12 nachts",
        "zwölf nachts",
        "null uhr",
        "24 uhr",
        "um mitternacht",
        clock=0,
    ),
    **_same("am mittag", "zu mittag", "über mittag", "zur mittagszeit", part=12 * 60, until=14 * 60, adverb=1),
    **_same("am morgen", "in der früh", "am vormittag", "in der frühe", part=8 * 60, until=12 * 60, adverb=1),
    **_same(
        "früh morgens", "früh am morgen", "am frühen morgen", "in aller früh", part=8 * 60, until=10 * 60, adverb=1
    ),
    **_same("heute früh", "heute morgen", part=8 * 60, until=12 * 60, day=0),
    **_same("am nachmittag", "des nachmittags", part=12 * 60, until=17 * 60, adverb=1),
    **_same("am abend", "des abends", part=17 * 60, until=21 * 60, adverb=1),
    **_same("in der nacht", "bei nacht", part=20 * 60, until=24 * 60, night=1, adverb=1),
    **_same("drei viertel", "3 viertel", before_hour=15, quarter=3),
    **_same(
        "kurz nach",
        "kurz vor",
        "so gegen",
        "so um",
        "in etwa",
        "so etwa",
        "so ca",
        "so circa",
        "so ungefähr",
        about=1,
        glue=1,
    ),
    **_same("nächste woche", "nächster woche", "nächsten woche", "kommende woche", "kommender woche", week=1),
    **_same("kommenden woche", "folgende woche", "folgenden woche", week=1),
    **_same("diese woche", "dieser woche", "laufende woche", "laufenden woche", week=0),
    **_same("übernächste woche", "übernächster woche", "übernächsten woche", week=2),
    **_same(
        "nächsten monat", "nächsten monats", "nächster monat", "kommenden monat", "kommenden monats", month_from_now=1
    ),
    **_same("nächstem monat", "folgenden monat", "folgenden monats", month_from_now=1),
    **_same("diesen monat", "dieses monats", "diesem monat", "dieser monat", month_from_now=0),
    **_same("übernächsten monat", "übernächsten monats", month_from_now=2),
    **_same("nächstes jahr", "nächsten jahres", "nächstem jahr", "kommenden jahres", year_from_now=1),
    **_same("dieses jahr", "diesem jahr", "dieses jahres", year_from_now=0),
    **_same("am nächsten tag", "am folgenden tag", "am tag danach", "den tag danach", days_later=1),
    **_same("am wochenende", weekend=1),
    **_same("nach dem nächsten", "nach nächstem", ahead=7),
    **_same("nicht vor", "frühestens um", "nicht früher als", "ab spätestens", "frühestens ab", not_before=1),
    **_same("nicht nach", "spätestens um", "nicht später als", "bis spätestens", not_after=1),
    "frühestens": {"not_before": 1, "bound": 1},
    "spätestens": {"not_after": 1, "bound": -1},
    "später als": {"not_before": 2},
    "früher als": {"not_after": 2},
    "innerhalb von": {"in": 1, "up_to": 1},
    **_same("nächsten tage", "nächsten tagen", "kommenden tage", "kommenden tagen", days_left=5),
    **_same("nächsten paar tage", "nächsten paar tagen", days_left=5),
    **_same("nach dem mittagessen", "nach der mittagspause", part=13 * 60, until=17 * 60, adverb=1),
    **_same("bis um", "bis gegen", "bis ca", "bis zu", range=1, not_after=1),
    "bis zum": {"range": 1, "not_after": 1, "the": 1},
    **_same("oder später", "oder danach", bound=1),
    **_same("oder früher", "oder davor", bound=-1),
    **_same("ab jetzt", "von jetzt an", "ab heute", "von heute an", later=1),
    **_same(*STAYING_AWAY, absent=1),
    **_same("kann nicht mehr", "kann nicht", "kann leider nicht", absent=1, **{"not": 1}),
    **_same(*(f"{same} nächste woche" for same in ("gleiche zeit", "selbe zeit", "gleicher tag")), days_later=7),
    **_same(
        *(f"nächste woche {same} zeit" for same in ("zur gleichen", "zur selben", "gleiche", "selbe")), days_later=7
    ),
    **_same("anstatt", "anstelle von", "statt am", "nicht am", "nicht um", **{"not": 1}),
    **_same("außer am", "alles außer", "mit ausnahme von", "bis auf", **{"not": 2}),
    **_refusals(),
    **_same("am besten", "um so", "umso", "24/7", "zu dritt", "zum ersten", "zum zweiten"),
    **_same("guten morgen", "guten tag", "guten abend", "gute nacht", "schönen tag", "schönen abend", "moin moin"),
    **_same("mal sehen", "erst mal", "noch ein", "noch einen", "noch eine"),
    **_same("so lassen", "so früh", "so ein", "so eine", "so einen", "so viel", "so weit", "so dass"),
    "ein halb": {"and_half": 1},
    **_same("ein paar", number=3),
}

MISSPELT = {
    "mogen": "morgen",
    "morgn": "morgen",
    "heut": "heute",
    "übermorge": "übermorgen",
    "mittwoche": "mittwoch",
    "samtag": "samstag",
    "nächte": "nächste",
    "nächsen": "nächsten",
    "nachmitag": "nachmittag",
    "termn": "termin",
    "stornier": "storniere",
    "bidde": "bitte",
}
