"""Groups of words of time in Spanish, and slips of the fingers."""

from dialog.understanding.lexicon import Tags, words_of


def _same(phrases: str, **tags: int) -> dict[str, Tags]:
    return dict.fromkeys(phrases.split(", "), tags)


def _each_as(slips: str, meant: str) -> dict[str, str]:
    return dict.fromkeys(slips.split(", "), meant)


_HOURS = (*map(str, range(2, 13)), *words_of("dos tres cuatro cinco seis siete ocho nueve diez once doce"))
_DAYPARTS: dict[str, Tags] = {
    "madrugada": {"part": 0, "until": 6 * 60, "adverb": 1},
    "mañana": {"part": 8 * 60, "until": 12 * 60, "adverb": 1},
    "mañanita": {"part": 8 * 60, "until": 12 * 60, "adverb": 1},
    "tarde": {"part": 12 * 60, "until": 20 * 60, "adverb": 1},
    "tardecita": {"part": 12 * 60, "until": 20 * 60, "adverb": 1},
    "noche": {"part": 19 * 60, "until": 24 * 60, "night": 1, "adverb": 1},
    "mañanas": {"part": 8 * 60, "until": 12 * 60, "adverb": 1},
    "tardes": {"part": 12 * 60, "until": 20 * 60, "adverb": 1},
    "noches": {"part": 19 * 60, "until": 24 * 60, "night": 1, "adverb": 1},
}

_REFUSALS = (
    *(f"no {verb}" for verb in ["puedo", "podemos", "podré", "puede", "pueden", "podría", "estoy", "llego", "quiero"]),
    *(f"no {who} {verb}{well}" for who in ("me", "nos") for verb in ("viene", "va", "queda") for well in ("", " bien")),
    *(f"no me {verb}" for verb in ("cuadra", "sirve", "conviene")),
    *("no estoy libre", "no estoy disponible", "no es posible", "imposible", "me es imposible"),
    *("estoy ocupado", "estoy ocupada", "no tengo tiempo", "no tengo hueco"),
)

PHRASES: dict[str, Tags] = {
    "a m": {"meridiem": 0},
    "p m": {"meridiem": 12},
    **{
        f"{before} {name}": tags
        for name, tags in _DAYPARTS.items()
        for before in (
            ("por las", "en las", "de las")
            if name.endswith("s")
            else ("de la", "por la", "en la", "a la", "x la", "d la")
        )
    },
    **_same("del mediodía, del medio día", part=12 * 60, until=16 * 60, adverb=1),
    **_same("del día, de el día", part=8 * 60, until=19 * 60, adverb=1),
    **_same("del día de", glue=1, of=1),
    **_same("del día de hoy, en el día de hoy, día de hoy, el día de hoy", day=0),
    **_same("día de mañana, el día de mañana", day=1),
    **_same(
        (
            "a la hora de comer, a la hora de la comida, a la hora del almuerzo, hora de comer, hora del almuerzo, hora "
            "de almuerzo"
        ),
        part=12 * 60,
        until=15 * 60,
        adverb=1,
    ),
    **_same("después de comer, después del almuerzo, después de almorzar", part=14 * 60, until=17 * 60, adverb=1),
    "muy temprano": {"shade": -1},
    "al final": {"shade": 1, "third": 2},
    **{
        f"{hour}{of}": {"part": first * 60, "until": last * 60, "adverb": 1}
        for hours, spans in (
            ("a primera hora, a primeras horas, primera hora, primeras horas", ((8, 10), (8, 10), (13, 15), (19, 21))),
            ("a última hora, a últimas horas, última hora, últimas horas", ((16, 19), (10, 12), (17, 20), (22, 24))),
        )
        for hour in hours.split(", ")
        for of, (first, last) in zip(("", " de la mañana", " de la tarde", " de la noche"), spans, strict=True)
    },
    **_same("a media mañana, media mañana", part=10 * 60, until=12 * 60, adverb=1),
    **_same("a media tarde, media tarde", part=16 * 60, until=18 * 60, adverb=1),
    **_same("al final de la tarde, al caer la tarde", part=17 * 60, until=20 * 60, adverb=1),
    **{
        f"{twelve} {of}": {"clock": minutes}
        for twelve in ("12", "doce")
        for minutes, names in (
            (720, "de la mañana, de mediodía, del mediodía, del medio día, del día"),
            (0, "de la noche, de medianoche, en punto de la noche"),
        )
        for of in names.split(", ")
    },
    **_same("al mediodía, a mediodía, al medio día, a medio día, medio día", clock=12 * 60),
    **_same("a medianoche, a la medianoche, a media noche, a la media noche, media noche", clock=0),
    # hours and what stands before them
    **_same("a las, alas", at=1, range=1, glue=1),
    **_same("a la", at=1, range=1, glue=1),
    **_same("a los", range=1, glue=1),
    **_same("y las, y la", **{"and": 1, "stop": 1, "glue": 1}),
    **_same("o las, o la", **{"or": 1, "stop": 1}),
    **_same("o a las, o a la", **{"or": 1, "stop": 1, "at": 1}),
    "de las": {"of": 1, "from": 1, "about": 1, "glue": 1},
    **_same("la una, la 1", number=1),
    **_same("desde las, desde la", **{"from": 1, "glue": 1, "not_before": 1}),
    **_same("hasta las, hasta la", range=1, not_after=1),
    **_same("entre las, entre la", between=1, glue=1),
    **_same("sobre la, hacia la, tipo la", about=1, glue=1),
    **_same("a partir de las, a partir de la, a partir de, a partir del, a contar de", not_before=1, after=1, glue=1),
    **_same("después de las, después de la, después de, después del, luego de, luego de las", not_before=2, after=1),
    **_same("pasadas las, pasada la", past=1, not_before=2),
    **_same("más tarde de las, más tarde de", not_before=2),
    **_same("no antes de, no antes de las, no antes del", not_before=1),
    **_same("de las que, de la que"),
    **_same("antes de las, antes de la, antes de, antes del", not_after=2),
    **_same("no más tarde de, no más tarde de las, no más tarde del", not_after=1),
    **_same("próximos días, siguientes días, próximos pocos días, días que vienen", days_left=5),
    **_same("como muy tarde a, como muy tarde a las, como máximo a las, a más tardar a las", not_after=1),
    **_same("como pronto a las, como muy pronto a las, lo más pronto a las", not_before=1),
    **_same(
        (
            "a eso de, a eso de las, a eso de la, alrededor de, alrededor de las, alrededor de la, cerca de las, cerca "
            "de la, como a las, como a la, más o menos a las, más o menos a la, tipo las, sobre las, hacia las, por "
            "las, aproximadamente a las"
        ),
        about=1,
        glue=1,
        at=1,
    ),
    **_same("para las, para la, pa las, pa la", **{"to": 1, "for": 1, "stop": 1, "glue": 1, "onto": 1, "about": 1}),
    **_same("pasadas de las, pasadas de la, pasadas de", past=1),
    **_same("en punto, en puntito", oclock=1),
    **_same("y pico, y algo", stop=1),
    **_same("o más tarde, o después, en adelante, para adelante, o más, hacia adelante, y después", bound=1, stop=1),
    **_same("o antes, para atrás, como mucho, como máximo, a más tardar", bound=-1, stop=1),
    **{f"la {number}": {} for number in _HOURS},
    # lengths
    **_same("media hora, media horita, 1/2 hora", whole=1800),
    **_same("hora y media, una hora y media, 1 hora y media, hora y 1/2", whole=5400),
    **_same("hora y cuarto, una hora y cuarto", whole=4500),
    **_same("cuarto de hora, un cuarto de hora", whole=900),
    **_same("tres cuartos de hora, 3 cuartos de hora, 3/4 de hora", whole=2700),
    **_same("un par de, par de, un par", number=2),
    **_same("unos cuantos, unas cuantas, unos pocos", number=3),
    # days
    **_same("pasado mañana, pasadomañana, el día después de mañana", day=2),
    **_same("mañana mismo, mañana sin falta", day=1),
    **_same("hoy mismo", day=0),
    **_same("ahora mismo, ya mismo, este momento", now=1),
    **_same("hoy en ocho, de hoy en ocho, hoy en 8, de hoy en 8", day=7),
    **_same("hoy en quince, de hoy en quince", day=14),
    **_same("mañana en ocho, de mañana en ocho", day=8),
    **_same("al día siguiente, el día siguiente, día siguiente", days_later=1),
    **_same("el próximo día, próximo día", day=1, dated=1),
    **_same("antes de ayer, antier", day=-2),
    **_same(
        (
            "semana que viene, próxima semana, semana próxima, semana siguiente, siguiente semana, semana entrante, "
            "semana que entra, semana que sigue, otra semana, sem que viene, próximo semana"
        ),
        week=1,
    ),
    **_same("esta semana, esta misma semana, semana actual, semana en curso, la presente semana", week=0),
    **_same("semana que viene no la otra, semana siguiente a la próxima, semana después de la próxima", week=2),
    **_same("semana pasada, mes pasado, del mes pasado, año pasado, la semana pasada, el mes pasado, el año pasado"),
    **_same(
        "mes que viene, del mes que viene, del mes próximo, del mes siguiente, próximo mes, mes próximo, mes siguiente, "
        "siguiente mes, mes entrante, mes que entra",
        month_from_now=1,
    ),
    **_same("este mes, del mes, mes en curso, mes actual, presente mes", month_from_now=0),
    **_same("año que viene, próximo año, año próximo, año siguiente, año entrante", year_from_now=1),
    **_same("este año, año en curso", year_from_now=0),
    **_same("que viene, que entra, que sigue, más próximo", this=1, coming=1, follows=1),
    **_same("fin de semana, fines de semana", weekend=1),
    **_same("dentro de, en cosa de, de aquí a, de acá a, al cabo de, en unos, en unas", **{"in": 1}),
    **_same(
        "a partir de ahora, a partir de hoy, desde ahora, desde hoy, a contar de hoy, a partir de este momento", later=1
    ),
    **_same("más tarde, más adelante", later=1, moves=1, stop=1),
    **_same("más temprano, más pronto", moves=-1, stop=1),
    **_same("en lugar del, en lugar de, en vez del, en vez de, no el, no los, ni el, ni", **{"not": 1}),
    **_same("menos el, menos los, excepto el, salvo el, que no sea el, que no sea, quitando el", **{"not": 2}),
    **_same("no puede venir, no podrá venir, no podrá asistir, no puede asistir, no puede ir, no podrá ir", absent=1),
    **_same("no viene, no va a venir, no vendrá, no asistirá, no va a poder, ya no viene", absent=1),
    **_same("está enfermo, está enferma, no puede estar, canceló, tuvo que cancelar, tiene que cancelar", absent=1),
    **{
        f"misma hora {week}": {"days_later": 7}
        for week in ("la semana que viene", "la próxima semana", "la semana próxima")
    },
    **_same("la próxima semana a la misma hora, la semana que viene a la misma hora", days_later=7),
    **_same("olvídate de, olvidate de, olvida a", dropping=1),
    **{
        f"{phrase}{day}": {"not": 1, "unfit": 1, "stop": 1, "absent": 1}
        for phrase in _REFUSALS
        for day in ("", " el", " este")
    },
    **_same("hora del este, hora del pacífico, hora de la montaña, hora del centro", zone=1),
    # short days that are words as well
    "el mi": {"weekday": 2},
    "el vi": {"weekday": 4},
    "el do": {"weekday": 6},
    "el mar": {"weekday": 1},
    "este mar": {"weekday": 1},
    # no days and no times
    **_same("buenos días, buen día, buenas tardes, buenas noches, buena tarde, buena noche, 24/7"),
    **_same("es tarde, muy tarde, demasiado tarde, llego tarde, tan tarde, tarde o temprano, se hace tarde"),
    **{f"pasado {day}": {} for day in words_of("lunes martes miércoles jueves viernes sábado domingo")},
    **_same("por favor, por fa", stop=1),
    **_same(
        "ha pasado, qué ha pasado, he pasado, han pasado, había pasado, por qué no, cómo no, a ver, ante todo, al menos"
    ),
    **_same("por lo menos, más o menos, a lo mejor, sobre todo, de nada, ni idea, a menos, ya no"),
    **_same("un momento, un segundo, un segundito, un minuto por favor, por segunda, segunda mano"),
    **_same("cada uno, cada una, uno de los, una de las, unos a otros, la una y otra"),
    **_same("hora es, horas es, de antes, lo de antes, igual que antes, como antes"),
}
MISSPELT = {
    "d": "de",
    **_each_as("mñn, mñna, mñana, mnn, mna, maniana, manhana, mañna, mañan, mannana", "mañana"),
    **_each_as("reunin, reunio", "reunión"),
    **_each_as("miercole, mierc, miér, miercols", "miércoles"),
    **_each_as("biernes, viernez, vierns", "viernes"),
    **_each_as("juebes, juevez", "jueves"),
    "lune": "lunes",
    **_each_as("savado, sabdo, zabado", "sábado"),
    "marte": "martes",
    **_each_as("prox, proxim, próx", "próximo"),
    **_each_as("xfa, xfavor, porfis, xf, pf", "porfa"),
    **_each_as("tb, tbn, tmb, tambn, tambien", "también"),
    **_each_as("q, k, ke", "que"),
    **_each_as("kiero, qiero, kero", "quiero"),
    **_each_as("bale, valee", "vale"),
    **_each_as("recervar, reserbar, resevar, rezervar", "reservar"),
    **_each_as("canselar, cansela, canclar", "cancelar"),
    **_each_as("reu, reunon, reunió, runion", "reunión"),
    **_each_as("ajendar, agendr", "agendar"),
    **_each_as("grax, grasias, gracia, grcs, grx", "gracias"),
    **_each_as("septienbre, septimbre", "septiembre"),
    **_each_as("diziembre, disiembre", "diciembre"),
    **_each_as("noviemvre, novienbre", "noviembre"),
    **_each_as("octuvre", "octubre"),
    **_each_as("febreo, frebrero, febrebro", "febrero"),
    "ttarde": "tarde",
}
