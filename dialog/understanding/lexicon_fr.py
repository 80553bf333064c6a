"""French."""

import re

from dialog.understanding.asking_fr import ASKING, REPEATING, VENUES
from dialog.understanding.lexicon import Source, Tags, words_of
from dialog.understanding.named_days import named_days
from dialog.understanding.places_fr import CLOCK_HERE, PLACES, ZONE_CUES, ZONE_FILLERS
from dialog.understanding.remarks_fr import FIRST, LAST
from dialog.understanding.wording_fr import CHOICE_WORDS, COMMANDS, LAST_CHOICE, NEVER_NAMES, OPENING_WORDS, RULES

_NUMBERS = words_of("zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize")
_ORDINALS = words_of(
    "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième treizième "
    "quatorzième quinzième seizième dix-septième dix-huitième dix-neuvième vingtième"
)
_WEEKDAYS = (
    "lundi lundis lun",
    "mardi mardis",
    "mercredi mercredis mer",
    "jeudi jeudis jeu",
    "vendredi vendredis ven vend",
    "samedi samedis sam",
    "dimanche dimanches dim",
)
_MONTHS = (
    "janvier janv jan",
    "février févr fév fevr",
    "mars",
    "avril avr",
    "mai",
    "juin",
    "juillet juil juill",
    "août",
    "septembre sept",
    "octobre oct",
    "novembre nov",
    "décembre déc",
)


def _each(words: str, **tags: int) -> dict[str, Tags]:
    return dict.fromkeys(words_of(words), tags)


def _same(*phrases: str, **tags: int) -> dict[str, Tags]:
    return dict.fromkeys(phrases, tags)


def _of_the_day(name: str, **tags: int) -> dict[str, Tags]:
    """A part of the day with what may stand before it: "le matin", "du matin", "en matinée"."""
    before = ("le", "la", "l'", "du", "de la", "de l'", "au", "dans la", "dans l'", "en", "en fin de", "en début de")
    return {f"{words} {name}": {**tags, "adverb": 1} for words in before[:-2]}


_WORDS: dict[str, Tags] = {
    # may follow a bare number that is a time
    **_each(
        "svp stp merci est serait convient conviendrait va irait marche fonctionne alors sinon aussi ok d'accord je tu "
        "nous vous on il elle peux peut pouvez pourriez pourrait pouvons libre dispo disponible disponibles bien parfait "
        "quand où qui parce car comme ensemble possible si pas chez pile précises précise environ maximum avec mais",
        stop=1,
    ),
    "avec": {"stop": 1, "giving": 1},
    **{word: {"number": value} for value, word in enumerate(_NUMBERS)},
    "une": {"number": 1, "one": 1},
    "un": {"number": 1, "one": 1},
    "dix": {"number": 10, "tens": 9},
    "vingt": {"number": 20, "tens": 9},
    "trente": {"number": 30, "tens": 9},
    "quarante": {"number": 40, "tens": 9},
    "cinquante": {"number": 50, "tens": 9},
    "soixante": {"number": 60, "tens": 19},
    **_each("septante", number=70, tens=9),
    **_each("nonante", number=90, tens=9),
    "cent": {"number": 100, "times": 100},
    "mille": {"number": 1000, "times": 1000},
    **{word: {"ordinal": value} for value, word in enumerate(_ORDINALS, 1) if "-" not in word},
    **_each("première premiers", ordinal=1),
    **_each("second seconde", ordinal=2),
    **_each("er ère re e ème eme ième nd nde", suffix=1),
    **{word: {"weekday": day} for day, words in enumerate(_WEEKDAYS) for word in words_of(words)},
    "mar": {"weekday": 1, "weak": 1},
    "mer": {"weekday": 2, "weak": 1},
    "sam": {"weekday": 5, "weak": 1},
    **{word: {"month": month} for month, words in enumerate(_MONTHS, 1) for word in words_of(words)},
    "sept": {"number": 7, "month": 9},
    **_each("seconde secondes sec", seconds=1),
    **_each("minute minutes min mn mins", seconds=60),
    **_each("heure heures hr hrs", seconds=3600, oclock=1),
    "h": {"seconds": 3600, "oclock": 1, "hour_mark": 1},
    "m": {"seconds": 60, "glued": 1},
    **_each("jour jours journée journées", days=1),
    **_each("j", days=1, glued=1),
    "semaine": {"days": 7, "calendar_week": 1},
    **_each("semaines sem", days=7),
    **_each("moitié quinzaine", halves=1),
    **_each("commençant débutant", week_from=1),
    **_each("mois", months=1),
    **_each("an ans année années", months=12),
    **_each("demi", minutes=30, half=1),
    **_each("demie", minutes=30, half=1),
    **_each("quart", minutes=15, quarter=1),
    "moins": {"minus": 1},
    **_each("quelques", number=3),
    **_each("plusieurs", number=7),
    **_each("supplémentaires supplémentaire", more=1),
    "maintenant": {"now": 1},
    "aujourd'hui": {"day": 0},
    **_each("ajd auj", day=0),
    "demain": {"day": 1},
    "dem": {"day": 1},
    "hier": {"day": -1},
    **_each("ce cet cette ces", this=1),
    **_each("prochain prochaine prochains prochaines", next=1, follows=1),
    **_each("suivant suivante suivants suivantes", next=1, follows=1),
    **_each("dernier dernière derniers dernières", last=1, follows=1),
    **_each("passé passée", last=1, follows=1),
    **_each("week-end weekend week-ends we", weekend=1),
    "début": {"third": 0},
    **_each("mi milieu", third=1),
    "fin": {"third": 2},
    "midi": {"clock": 12 * 60},
    "minuit": {"clock": 0},
    "pm": {"meridiem": 12},
    "am": {"meridiem": 0},
    "avant": {"not_after": 2, "to": 1},
    "après": {"after": 1, "not_before": 2},
    "dès": {"not_before": 1, "from": 1},
    **_each("matin matins matinée", part=8 * 60, until=12 * 60),
    "aprèm": {"part": 12 * 60, "until": 18 * 60},
    **_each("aprem aprèms", part=12 * 60, until=18 * 60),
    **_each("soir soirs soirée", part=18 * 60, until=22 * 60),
    **_each("nuit", part=20 * 60, until=24 * 60, night=1),
    **_each("midis déjeuner", part=12 * 60, until=14 * 60),
    **_each("tôt", shade=-1),
    **_each("tard", shade=1),
    "à": {"at": 1, "range": 1, "glue": 1, "onto": 1},
    "a": {"at": 1, "range": 1, "glue": 1, "onto": 1},
    "@": {"at": 1, "glue": 1},
    **_each("le", the=1, on=1, glue=1, moved=1),
    **_each("la", the=1, glue=1, moved=1),
    **_each("les l'", the=1, glue=1),
    **_each("au aux", the=1, on=1, glue=1, range=1, onto=1),
    "de": {"of": 1, "from": 1, "glue": 1},
    "d'": {"of": 1, "from": 1, "glue": 1},
    "du": {"of": 1, "from": 1, "the": 1, "glue": 1},
    "des": {"of": 1, "from": 1, "the": 1, "glue": 1, "not_before": 1},
    "en": {"in": 1, "on": 1, "glue": 1},
    "dans": {"in": 1, "glue": 1},
    "mais": {"stop": 1, "any_but": 1},
    "sous": {"in": 1, "glue": 1, "up_to": 1},
    **_each("vers environ", about=1, glue=1, stop=1),
    **_each("autour", about=1, glue=1),
    "pour": {"for": 1, "glue": 1, "stop": 1, "onto": 1},
    "entre": {"between": 1, "glue": 1},
    "et": {"and": 1, "stop": 1, "joins": 1},
    **_each("ou soit", **{"or": 1, "stop": 1}),
    "jusqu'": {"range": 1, "not_after": 1},
    "jusque": {"range": 1, "not_after": 1},
    **_each("pas ni", **{"not": 1, "stop": 1}),
    **_each("ne n'", unfit=1, stop=1),
    **_each("sauf excepté hormis", **{"not": 2}),
    **_each("pendant durant durée", lasting=1),
    # people and changes
    **_each("ajoute ajouter ajoutez invite inviter invitez plus cc", giving=1),
    **_each("enlève enlever enlevez retire retirer retirez supprime supprimer supprimez ôte", taking=1),
    "sans": {"taking": 1, "not": 2},
    **_each("annule annuler annulez oublie oubliez", dropping=1),
    **_each("remplace remplacer remplacez échange échanger", taking=1, exchanging=1),
    "par": {"for": 1},
    **_each(
        "déplace déplacer déplacez décale décaler décalez change changer changez mets mettre mettez reporte reporter "
        "reportez modifie modifier modifiez avance avancer",
        changing=1,
    ),
    **_each("ça cela", moved=1, stop=1),
    **_each(
        "rdv réunion rendez-vous appel entretien meeting point réservation séance call visio",
        moved=2,
        stop=1,
        meeting=1,
    ),
    **_each("celle celui", meeting=1),
    **_each("mon ma notre", moved=1),
}

_PHRASES: dict[str, Tags] = {
    "p m": {"meridiem": 12},
    "une quinzaine de": {"number": 15},
    **_same("midi trente", "midi et demi", "midi et demie", "midi 30", clock=12 * 60 + 30),
    **_same("midi quinze", "midi et quart", "midi 15", clock=12 * 60 + 15),
    **_same("minuit trente", "minuit et demi", "minuit 30", clock=30),
    "a m": {"meridiem": 0},
    "il y a": {"back": 1},
    **_same("après demain", "surlendemain", day=2),
    **_same("lendemain", "le lendemain", "au lendemain", days_later=1),
    **_same("avant hier", day=-2),
    **_same("aujourd hui", "aujourd' hui", day=0),
    **_same("après midi", "après midis", "aprés midi", part=12 * 60, until=18 * 60),
    **_same("cet après midi", "cet aprem", "cette après midi", "cet aprèm", part=12 * 60, until=18 * 60, day=0),
    **_same("ce soir", "cette nuit", part=18 * 60, until=24 * 60, day=0, night=1, adverb=1),
    **_same("ce matin", part=8 * 60, until=12 * 60, day=0, adverb=1),
    **_same("ce midi", part=12 * 60, until=14 * 60, day=0),
    **_same("demain soir", part=18 * 60, until=22 * 60, day=1),
    **_of_the_day("matin", part=8 * 60, until=12 * 60),
    **_of_the_day("matinée", part=8 * 60, until=12 * 60),
    **_of_the_day("après midi", part=12 * 60, until=18 * 60),
    **_of_the_day("aprem", part=12 * 60, until=18 * 60),
    **_of_the_day("soir", part=18 * 60, until=22 * 60),
    **_of_the_day("soirée", part=18 * 60, until=22 * 60),
    **_of_the_day("nuit", part=20 * 60, until=24 * 60, night=1),
    **_same("tôt le matin", "tôt dans la matinée", "de bon matin", part=6 * 60, until=10 * 60, adverb=1),
    **_same("en fin de matinée", "en fin de la matinée", "fin de matinée", part=10 * 60, until=12 * 60, adverb=1),
    **_same("en début de matinée", "début de matinée", part=8 * 60, until=10 * 60, adverb=1),
    **_same("en début d' après midi", "début d' après midi", part=12 * 60, until=15 * 60, adverb=1),
    **_same("en fin d' après midi", "fin d' après midi", part=15 * 60, until=18 * 60, adverb=1),
    **_same("en fin de journée", "fin de journée", part=16 * 60, until=19 * 60, adverb=1),
    **_same("en début de soirée", "début de soirée", part=18 * 60, until=20 * 60, adverb=1),
    **_same("à l' heure du déjeuner", "à midi pile", "sur l' heure du midi", clock=12 * 60),
    **_same("entre midi et deux", "entre midi et 2", "pause déjeuner", part=12 * 60, until=14 * 60, adverb=1),
    **_same("12 heures pile", "douze heures pile", clock=12 * 60),
    **_same("zéro heure", "0 heure", clock=0),
    **_same("la semaine prochaine", "semaine prochaine", "la semaine suivante", "la semaine qui vient", week=1),
    **_same("semaine pro", "la semaine pro", "sem prochaine", week=1),
    **_same("cette semaine", "de cette semaine", week=0),
    **_same("dans deux semaines exactement", week=2),
    **_same("le mois prochain", "mois prochain", "du mois prochain", "le mois suivant", month_from_now=1),
    **_same("ce mois ci", "ce mois", "de ce mois", "du mois en cours", month_from_now=0),
    **_same("l' année prochaine", "l' an prochain", "an prochain", "année prochaine", year_from_now=1),
    **_same("cette année", "de cette année", year_from_now=0),
    **_same("ce week end", "week end", "we", "ce we", weekend=1),
    **_same("qui vient", "à venir", this=1, follows=1),
    **_same("d' après", next=1, follows=1),
    **_same("en huit", "en 8", ahead=7),
    **_same("en quinze", "en 15", ahead=14),
    **_same("la semaine d' après", "semaine d' après", "la semaine suivante", week=1),
    **_same("dans la journée", "en journée", day=0),
    **_same("milieu d' après midi", "en milieu d' après midi", part=14 * 60, until=16 * 60, adverb=1),
    **_same("milieu de matinée", "en milieu de matinée", part=9 * 60 + 30, until=11 * 60, adverb=1),
    **_same("quinze jours", "une quinzaine", days=14, one=1),
    **_same("huit jours", days=7, one=1),
    **_same("une demi heure", "demi heure", "une demie heure", "demie heure", "1/2 heure", whole=1800),
    **_same("un quart d' heure", "quart d' heure", whole=900),
    **_same("trois quarts d' heure", "3/4 d' heure", whole=2700),
    **_same("une heure et demie", "1 heure et demie", "une heure trente", whole=5400),
    **_same("dix sept", number=17),
    **_same("dix huit", number=18),
    **_same("dix neuf", number=19),
    **_same("vingt et un", number=21),
    **_same("trente et un", number=31),
    **_same("vingt et unième", ordinal=21),
    **_same("quatre vingt", "quatre vingts", number=80, tens=19),
    **_same("trois quarts", minutes=45),
    **_same("du soir", part=18 * 60, until=22 * 60, adverb=1),
    **_same("du matin", part=5 * 60, until=12 * 60, adverb=1),
    **_same("de l' aprem", part=12 * 60, until=18 * 60, adverb=1),
    **_same("jusqu' à", "jusqu' au", "jusqu' aux", range=1, not_after=1),
    **_same("à partir de", "à partir du", "à compter de", "pas avant", not_before=1),
    "plus tard que": {"not_before": 2},
    **_same("pas après", "au plus tard à", "pas plus tard que", not_after=1),
    "au plus tard": {"not_after": 1, "bound": -1},
    "au plus tôt": {"not_before": 1, "bound": 1},
    "avant d'": {"not_after": 2},
    **_same("d' ici", **{"in": 1, "glue": 1, "up_to": 1, "not_after": 1}),
    **_same("d' ici à", "d' ici au", **{"in": 1, "glue": 1, "not_after": 1}),
    **_same("prochains jours", "jours qui viennent", "jours à venir", "quelques prochains jours", days_left=5),
    **_same("après le déjeuner", "après déjeuner", part=13 * 60, until=17 * 60, adverb=1),
    **_same("ou plus tard", "ou après", "ou plus", bound=1),
    **_same("ou plus tôt", "ou avant", bound=-1),
    **_same("plus tard", later=1, moves=1),
    **_same("plus tôt", "plus tot", moves=-1),
    **_same("décale d'", "décale de", "décaler d'", "décaler de", "repousse d'", "repousse de", "retarde de", moving=1),
    **_same("décale le d'", "décale le de", "repousse le d'", "repousse le de", "repousser de", moving=1),
    **_same("avance d'", "avance de", "avance le d'", "avance le de", "avancer d'", "avancer de", moving=-1),
    **_same("aux alentours de", "aux environs de", "autour de", "à peu près à", about=1, glue=1, at=1),
    **_same("aux alentours du", "aux environs du", about=1, glue=1),
    **_same(
        *(f"{no} pas {come}" for no in ("ne peut", "ne pourra") for come in ("venir", "participer", "être là")),
        absent=1,
    ),
    **_same("peut pas venir", "ne vient pas", "ne vient plus", "ne viendra pas", "vient pas", "vient plus", absent=1),
    **_same("ne peut pas", "peut pas", absent=1, unfit=1, stop=1),
    **_same("est malade", "est absent", "est absente", "est empêché", "est empêchée", "s' est désisté", absent=1),
    **_same("a annulé", "doit annuler", "a dû annuler", absent=1),
    **_same("laisse tomber", "laissez tomber", dropping=1),
    **_same("même heure la semaine prochaine", "même jour la semaine prochaine", days_later=7),
    **_same("la semaine prochaine à la même heure", "la semaine prochaine même heure", days_later=7),
    **_same("plutôt que", "au lieu de", "au lieu du", "pas le", "pas à", **{"not": 1}),
    **_same("à l' exception de", "à l' exception du", "à part", "en dehors de", "en dehors du", **{"not": 2}),
    **_same("je ne", "je n'", "on ne", "on n'", "nous ne", "nous n'", "ça ne", "ça n'", unfit=1, stop=1),
    **_same("je peux pas", "je suis pas", "on peut pas", "ça va pas", "ça marche pas", "pas possible", unfit=1, stop=1),
    **_same("c' est pas possible", "c' est impossible", "est impossible", "pas dispo", "pas libre", unfit=1, stop=1),
    **_same("heure de", time_of=1),
    **_same("fuseau horaire", "heure locale", place_time=1),
    **_same("sept jours sur sept", "24/7", "24h/24", "tout à l' heure", "à l' heure", "de bonne heure", "par heure"),
    **_same("bon matin", "bonne journée", "bonne soirée", "bonne nuit", "bon après midi", "bon week end"),
    **_same("à la fois", "un peu", "un autre", "une autre", "un moment", "à un", "un instant", "une fois"),
    **_same("s' il vous plaît", "s' il te plaît", "s' il vous plait", "s' il te plait", stop=1),
}

_MISSPELT = {
    "aujourdhui": "aujourd'hui",
    "ojourdhui": "aujourd'hui",
    "aujourdui": "aujourd'hui",
    "aujourd'hhui": "aujourd'hui",
    "demin": "demain",
    "demian": "demain",
    "mercredie": "mercredi",
    "prochin": "prochain",
    "reunion": "réunion",
    "svpp": "svp",
    "mrecredi": "mercredi",
}

_OFTEN_MISSPELT = frozenset(
    words_of(
        "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février juillet septembre octobre novembre décembre "
        "demain prochain prochaine semaine minutes heures matinée réserver annuler déplacer reporter réunion disponible "
        "disponibilités participants merci après"
    )
)

SOURCE = Source(
    words=_WORDS,
    phrases={**_PHRASES, **named_days("fr")},
    misspelt=_MISSPELT,
    often_misspelt=_OFTEN_MISSPELT,
    commands=COMMANDS,
    rules=(*FIRST, *RULES, *ASKING, *LAST),
    never_names=NEVER_NAMES,
    before_names=frozenset(words_of("et avec invite inviter invitez cc plus & pour ajoute ajouter ajoutez à")),
    opening_words=OPENING_WORDS,
    agreeing=frozenset(
        words_of(
            "a au beaucoup ce cool elle en impeccable j' l' les maintenant moi on pour rdv rendez réunion top tu "
            "un vous"
        )
    ),
    choice_words=CHOICE_WORDS,
    last_choice=LAST_CHOICE,
    one="un",
    places=PLACES,
    zone_fillers=ZONE_FILLERS,
    zone_cues=ZONE_CUES,
    earliest=re.compile(
        r"\b(?:d[eè]s que possible|au plus vite|au plus t[oô]t|le plus t[oô]t possible|le plus rapidement possible|asap|"
        r"(?:premi[eè]re?|prochaine?) (?:cr[eé]neau|disponibilit[eé]|dispo|possible|libre|disponible)|n'importe (?:quand|"
        r"quelle heure)|peu importe)\b|^\W*(?:le|la) premi(?:er|[eè]re)\W*$"
        r"|^\W*(?:l'un(?:e)? ou l'autre|les deux(?: me)?(?: vont| conviennent)?|n'importe(?: le)?quel(?:le)?)\W*$",
        re.IGNORECASE,
    ),
    repeating=REPEATING,
    venues=VENUES,
    clock_here=CLOCK_HERE,
    titles=re.compile(
        r"\b(?:(?:objet|sujet|titre|th[eè]me)\s?:|intitul[eé]e?\b|"
        r"(?:appel(?:le|ez)|(?:re)?nomm(?:e|ez))[- ]l[ae](?: en)?\b|"
        r"(?:chang|modifi)(?:e|ez|er) le (?:titre|nom|sujet) (?:en|à|par)\b|mets le titre\b)\s?:?",
        re.IGNORECASE,
    ),
    topics=re.compile(
        r"\b(?:au sujet d(?:e la|e l['’]|u|es|e|['’])|[aà] propos d(?:e la|e l['’]|u|es|e|['’])|concernant|sur le sujet "
        r"d(?:u|es|e)|pour (?:discuter|parler) d(?:e la|e l['’]|u|es|e|['’]))\s?",
        re.IGNORECASE,
    ),
    joints=re.compile(
        r"(?:[\s,;:–-]|\b(?:le|la|à|a|avec|pour|et|de|du|au|en|dans|jusqu'à|ce|cet|cette|vers|svp|s'il vous plaît)\b)+$",
        re.IGNORECASE,
    ),
    elisions=frozenset(words_of("l' d' j' c' n' s' m' t' qu' jusqu' lorsqu' puisqu'")),
    morning_from=7,
)
