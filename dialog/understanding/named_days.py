"""Days of the year by their names, those that are on the same date every year: month and day in one number, 1224."""

from dialog.understanding.lexicon import Tags

_NAMES: dict[str, dict[str, int]] = {
    "en": {
        "new year's day, new years day, new year's, new years": 101,
        "valentine's day, valentines day, valentine's, saint valentine's day, st valentine's day": 214,
        "saint patrick's day, st patrick's day, st patricks day": 317,
        "april fool's day, april fools' day, april fools day": 401,
        "independence day": 704,
        "halloween, all hallows' eve": 1031,
        "all saints' day, all saints day": 1101,
        "christmas eve, xmas eve, on christmas eve, on xmas eve": 1224,
        "christmas day, xmas day, on christmas, on christmas day, on xmas, on xmas day": 1225,
        "boxing day": 1226,
        "new year's eve, new years eve, new year eve, nye": 1231,
    },
    "de": {
        "neujahr, neujahrstag": 101,
        "dreikönigstag, heilige drei könige": 106,
        "valentinstag": 214,
        "tag der arbeit": 501,
        "tag der deutschen einheit": 1003,
        "halloween": 1031,
        "allerheiligen": 1101,
        "nikolaustag": 1206,
        "heiligabend, heilig abend, heiliger abend, heiligen abend": 1224,
        "weihnachten, weihnachtstag, erster weihnachtstag, ersten weihnachtstag, 1 weihnachtstag": 1225,
        "erster weihnachtsfeiertag, ersten weihnachtsfeiertag, 1 weihnachtsfeiertag": 1225,
        "zweiter weihnachtstag, zweiten weihnachtstag, 2 weihnachtstag, stephanstag, stefanitag": 1226,
        "zweiter weihnachtsfeiertag, zweiten weihnachtsfeiertag, 2 weihnachtsfeiertag": 1226,
        "silvester, silvesterabend": 1231,
    },
    "es": {
        "año nuevo, día de año nuevo": 101,
        "día de reyes, día de los reyes magos": 106,
        "san valentín, día de san valentín, día de los enamorados": 214,
        "halloween, noche de brujas": 1031,
        "día de todos los santos, todos los santos": 1101,
        "nochebuena, noche buena": 1224,
        "navidad, día de navidad": 1225,
        "nochevieja, noche vieja, víspera de año nuevo": 1231,
    },
    "fr": {
        "jour de l' an, nouvel an, jour du nouvel an": 101,
        "saint valentin, st valentin": 214,
        "fête du travail": 501,
        "fête nationale": 714,
        "halloween": 1031,
        "toussaint": 1101,
        "veille de noël, réveillon de noël": 1224,
        "jour de noël, à noël, pour noël": 1225,
        "lendemain de noël": 1226,
        "saint sylvestre, st sylvestre, veille du jour de l' an, veille du nouvel an, réveillon du nouvel an": 1231,
    },
    "pt": {
        "ano novo, dia de ano novo": 101,
        "são valentim, dia de são valentim": 214,
        "halloween, dia das bruxas": 1031,
        "dia de todos os santos": 1101,
        "véspera de natal": 1224,
        "dia de natal, no natal": 1225,
        "véspera de ano novo, réveillon de ano novo, passagem de ano": 1231,
    },
    "zh": {
        "元旦 元旦节": 101,
        "情人节": 214,
        "劳动节": 501,
        "国庆节": 1001,
        "万圣节 万圣夜 万圣节前夜": 1031,
        "平安夜 圣诞夜 圣诞前夜": 1224,
        "圣诞节 圣诞": 1225,
        "节礼日": 1226,
        "跨年夜 新年前夜": 1231,
    },
}


_AFTER, _BEFORE = "not_before", "not_after"
_BOUNDS: dict[str, dict[str, tuple[int, str]]] = {
    "en": {
        "after christmas": (1225, _AFTER),
        "after xmas": (1225, _AFTER),
        "before christmas": (1224, _BEFORE),
        "before xmas": (1224, _BEFORE),
        "after new year": (101, _AFTER),
        "after new years": (101, _AFTER),
        "after new year's": (101, _AFTER),
        "before new year": (1231, _BEFORE),
    },
    "fr": {"après noël": (1225, _AFTER), "avant noël": (1224, _BEFORE), "après le nouvel an": (101, _AFTER)},
    "pt": {"depois do natal": (1225, _AFTER), "antes do natal": (1224, _BEFORE), "depois do ano novo": (101, _AFTER)},
}
"""Days before or after one that is named, whose name alone is said of more than the day ("the christmas party")."""


def named_days(language: str) -> dict[str, Tags]:
    """The names that a language has for days of the year, as phrases of its lexicon."""
    sign = " " if language == "zh" else ", "
    named = ((name, date) for names, date in _NAMES[language].items() for name in names.split(sign))
    days: dict[str, Tags] = {name: {"yearly": date} for name, date in named}
    return days | {phrase: {"yearly": date, tag: 2} for phrase, (date, tag) in _BOUNDS.get(language, {}).items()}
