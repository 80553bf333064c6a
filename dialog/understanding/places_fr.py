"""Places by their French names, beyond those that zones are named after; "heure de" stands before them."""

import re

from dialog.understanding.lexicon import words_of

_PLACES = {
    "Europe/Paris": (
        "france, la france, lyon, marseille, toulouse, nice, nantes, strasbourg, montpellier, bordeaux, lille, rennes, "
        "reims, grenoble, dijon, angers, française, heure française, d'europe centrale, europe centrale"
    ),
    "Europe/Brussels": "bruxelles, belgique, la belgique, anvers, gand, liège, charleroi, namur, belge",
    "Europe/Zurich": "suisse, la suisse, genève, lausanne, berne, bâle, zurich, neuchâtel, fribourg",
    "Europe/Luxembourg": "luxembourg, le luxembourg",
    "Europe/Monaco": "monaco",
    "Europe/London": "londres, angleterre, royaume-uni, royaume uni, grande-bretagne, écosse, édimbourg, manchester",
    "Europe/Dublin": "irlande",
    "Europe/Berlin": "allemagne, munich, hambourg, cologne, francfort, berlin",
    "Europe/Vienna": "vienne, autriche",
    "Europe/Madrid": "espagne, barcelone, séville, valence, madrid",
    "Europe/Lisbon": "lisbonne, portugal, porto",
    "Europe/Rome": "italie, milan, naples, turin, florence, venise, rome",
    "Europe/Amsterdam": "pays-bas, pays bas, hollande, la haye",
    "Europe/Copenhagen": "copenhague, danemark",
    "Europe/Stockholm": "suède",
    "Europe/Oslo": "norvège",
    "Europe/Helsinki": "finlande",
    "Europe/Warsaw": "varsovie, pologne, cracovie",
    "Europe/Prague": "tchéquie, république tchèque",
    "Europe/Budapest": "hongrie",
    "Europe/Bucharest": "bucarest, roumanie",
    "Europe/Sofia": "bulgarie",
    "Europe/Athens": "athènes, grèce",
    "Europe/Istanbul": "turquie, istanboul",
    "Europe/Kiev": "kiev, ukraine",
    "Europe/Moscow": "moscou",
    "Africa/Casablanca": "maroc, le maroc, rabat, marrakech",
    "Africa/Algiers": "alger, algérie",
    "Africa/Tunis": "tunisie",
    "Africa/Dakar": "sénégal",
    "Africa/Abidjan": "côte d'ivoire",
    "Africa/Kinshasa": "congo",
    "Africa/Douala": "cameroun, yaoundé",
    "Africa/Cairo": "le caire, égypte",
    "Africa/Johannesburg": "afrique du sud, le cap",
    "Indian/Reunion": "la réunion, île de la réunion",
    "Indian/Antananarivo": "madagascar, tananarive",
    "Indian/Mauritius": "maurice, île maurice",
    "America/Martinique": "martinique",
    "America/Guadeloupe": "guadeloupe",
    "America/Cayenne": "guyane",
    "Pacific/Noumea": "nouvelle-calédonie, nouméa",
    "Pacific/Tahiti": "polynésie, tahiti",
    "Asia/Beirut": "beyrouth, liban",
    "Asia/Jerusalem": "jérusalem, israël, tel-aviv, tel aviv",
    "Asia/Dubai": "dubaï, émirats, abou dabi",
    "Asia/Kolkata": "inde, bombay, delhi, new delhi",
    "Asia/Shanghai": "chine, pékin",
    "Asia/Hong_Kong": "hong-kong",
    "Asia/Singapore": "singapour",
    "Asia/Tokyo": "japon",
    "Asia/Seoul": "séoul, corée, corée du sud",
    "Asia/Ho_Chi_Minh": "vietnam, hanoï",
    "America/Toronto": "montréal, québec, le québec, ottawa, gatineau, sherbrooke, heure de l'est",
    "America/Halifax": "moncton, nouveau-brunswick",
    "America/Vancouver": "vancouver",
    "America/New_York": "new york, new-york, nyc, boston, washington, miami, côte est",
    "America/Chicago": "texas, houston, dallas, la nouvelle-orléans",
    "America/Los_Angeles": "californie, côte ouest, san francisco, seattle, las vegas",
    "America/Mexico_City": "mexique, mexico",
    "America/Sao_Paulo": "brésil, rio",
    "America/Argentina/Buenos_Aires": "argentine",
    "America/Port-au-Prince": "haïti",
    "Australia/Sydney": "australie, canberra",
    "Pacific/Auckland": "nouvelle-zélande, nouvelle zélande",
}
PLACES = {name.strip(): zone for zone, names in _PLACES.items() for name in names.split(",")}

ZONE_FILLERS = frozenset(
    words_of(
        "je suis à en au aux dans le la les mon ma notre fuseau horaire heure est de du des ici nous on vit vis habite "
        "ville zone c'est moi maintenant actuellement svp pour depuis basé basée l' d'"
    )
)

ZONE_CUES = (
    "horaires à",
    "heures à",
    "je suis à",
    "je suis en",
    "je suis au",
    "je suis aux",
    "je vis à",
    "je vis en",
    "j'habite à",
    "j'habite en",
    "j'habite au",
    "nous sommes à",
    "on est à",
    "basé à",
    "basée à",
    "fuseau horaire",
    "depuis",
)
CLOCK_HERE = re.compile(r"\bici\b|\bchez (?:moi|nous)\b|^\W*il est\b", re.IGNORECASE)
