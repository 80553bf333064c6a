"""Places by their German names, beyond those that zones are named after; "New Yorker" stands before "Zeit"."""

import re

from dialog.understanding.lexicon import words_of

_PLACES = {
    "Europe/Berlin": (
        "deutschland, münchen, hamburg, köln, frankfurt, stuttgart, düsseldorf, leipzig, dresden, hannover, nürnberg, "
        "bremen, essen, dortmund, bonn, mannheim, karlsruhe, freiburg, mainz, kiel, rostock, mitteleuropa, "
        "mitteleuropäische, mitteleuropäischer, deutsche, deutscher"
    ),
    "Europe/Vienna": "wien, österreich, graz, linz, salzburg, innsbruck",
    "Europe/Zurich": "zürich, schweiz, die schweiz, der schweiz, bern, basel, genf, luzern, lausanne",
    "Europe/London": "england, großbritannien, vereinigtes königreich, schottland, manchester, edinburgh, birmingham",
    "Europe/Dublin": "irland",
    "Europe/Paris": "frankreich, lyon, marseille, straßburg, nizza, toulouse",
    "Europe/Madrid": "spanien, barcelona, mallorca, sevilla, valencia",
    "Atlantic/Canary": "kanaren, teneriffa, gran canaria",
    "Europe/Lisbon": "lissabon, portugal, porto",
    "Europe/Rome": "rom, italien, mailand, neapel, turin, florenz, venedig, südtirol",
    "Europe/Brussels": "brüssel, belgien, antwerpen",
    "Europe/Amsterdam": "niederlande, holland, rotterdam, den haag",
    "Europe/Luxembourg": "luxemburg",
    "Europe/Copenhagen": "kopenhagen, dänemark",
    "Europe/Stockholm": "schweden, göteborg",
    "Europe/Oslo": "norwegen",
    "Europe/Helsinki": "finnland",
    "Europe/Warsaw": "warschau, polen, krakau, danzig, breslau",
    "Europe/Prague": "prag, tschechien, brünn",
    "Europe/Bratislava": "slowakei",
    "Europe/Budapest": "ungarn",
    "Europe/Bucharest": "bukarest, rumänien",
    "Europe/Sofia": "bulgarien",
    "Europe/Belgrade": "belgrad, serbien",
    "Europe/Zagreb": "kroatien",
    "Europe/Athens": "athen, griechenland",
    "Europe/Istanbul": "türkei, ankara",
    "Europe/Kiev": "kiew, ukraine, kyjiw",
    "Europe/Moscow": "moskau",
    "Asia/Jerusalem": "israel, tel aviv",
    "Africa/Cairo": "kairo, ägypten",
    "Africa/Johannesburg": "südafrika, kapstadt",
    "Asia/Dubai": "vereinigte arabische emirate, abu dhabi",
    "Asia/Kolkata": "indien, neu-delhi, neu delhi, delhi, mumbai, bangalore",
    "Asia/Shanghai": "china, peking, schanghai",
    "Asia/Hong_Kong": "hongkong",
    "Asia/Singapore": "singapur",
    "Asia/Tokyo": "tokio, japan",
    "Asia/Seoul": "südkorea, korea",
    "Asia/Bangkok": "thailand",
    "America/New_York": "new york, nyc, ostküste, boston, washington, miami",
    "America/Chicago": "texas, houston, dallas",
    "America/Los_Angeles": "kalifornien, westküste, san francisco, seattle, las vegas",
    "America/Toronto": "toronto, montreal",
    "America/Mexico_City": "mexiko, mexiko-stadt",
    "America/Sao_Paulo": "brasilien",
    "America/Argentina/Buenos_Aires": "argentinien",
    "Australia/Sydney": "sydney, canberra",
    "Pacific/Auckland": "neuseeland",
}
_OF_CITIES = words_of(
    "berlin:Europe/Berlin wien:Europe/Vienna london:Europe/London paris:Europe/Paris tokio:Asia/Tokyo "
    "moskau:Europe/Moscow zürich:Europe/Zurich"
)

PLACES = {
    **{name: zone for zone, names in _PLACES.items() for name in names.split(", ")},
    **{f"{city}er": zone for city, _, zone in (entry.partition(":") for entry in _OF_CITIES)},
    "new yorker": "America/New_York",
    "zürcher": "Europe/Zurich",
    "pekinger": "Asia/Shanghai",
}

ZONE_FILLERS = frozenset(
    words_of(
        "ich bin in meine mein zeitzone ist die der das wir sind aus von hier ort bitte jetzt gerade zeit ortszeit wohne "
        "lebe sitze nutze nimm verwende stell setze auf ändern ändere zur zu zum nach es unsere uhrzeit im"
    )
)

ZONE_CUES = (
    "zeiten in",
    "zeiten für",
    "ich bin in",
    "ich wohne in",
    "ich lebe in",
    "wir sind in",
    "bin gerade in",
    "zeitzone",
    "sitze in",
)
CLOCK_HERE = re.compile(r"\bhier\b|\bbei (?:mir|uns)\b|^\W*(?:es ist|jetzt|gerade)\b", re.IGNORECASE)
