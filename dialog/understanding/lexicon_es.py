"""Spanish."""

import re

from dialog.understanding.asking_es import ASKING, REPEATING, VENUES
from dialog.understanding.commands_es import CHOICE_WORDS, COMMANDS, LAST_CHOICE, NEVER_NAMES, OPENING_WORDS
from dialog.understanding.lexicon import Source, Tags, words_of
from dialog.understanding.named_days import named_days
from dialog.understanding.phrases_es import MISSPELT, PHRASES
from dialog.understanding.places_es import CLOCK_HERE, PLACES, ZONE_CUES, ZONE_FILLERS
from dialog.understanding.remarks_es import FIRST, LAST
from dialog.understanding.wording_es import RULES

_NUMBERS = words_of(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve"
)
_TENS = ("treinta", "cuarenta", "cincuenta")
_ORDINALS = (
    "primero primer primera",
    "segundo segunda",
    "tercero tercer tercera",
    "cuarto cuarta",
    "quinto quinta",
    "sexto sexta",
    "séptimo séptima",
    "octavo octava",
    "noveno novena",
    "décimo décima",
)
_WEEKDAYS = (
    "lunes lun",
    "martes",
    "miércoles mié",
    "jueves jue",
    "viernes vie",
    "sábado sábados sáb",
    "domingo domingos dom",
)
_SHORT_WEEKDAYS = ("lu", "ma", "mx", "ju", "", "sa", "")
_MONTHS = (
    "enero ene",
    "febrero feb",
    "marzo",
    "abril abr",
    "mayo may",
    "junio jun",
    "julio jul",
    "agosto ago agos",
    "septiembre setiembre sept sep set",
    "octubre oct",
    "noviembre nov",
    "diciembre dic",
)


def _each(words: str, **tags: int) -> dict[str, Tags]:
    return dict.fromkeys(words_of(words), tags)


_WORDS: dict[str, Tags] = {
    # may follow a bare number that is a time
    **_each(
        "favor porfa porfavor plis gracias y o u pero si sí que qué es son está están sería estaría va vale ok okay okey "
        "bien bueno genial perfecto perfecta entonces también además mejor para te me nos le les se tú usted yo él ella "
        "puedo puedes puede podemos podéis pueden podría podrías podríamos tengo tienes tiene tenemos hay libre libres "
        "disponible disponibles quiero queremos cuando cuándo donde dónde quién quien porque como cómo en de a al por "
        "si no nada menos reunirnos vernos hablar juntos ahí allí dale listo lista nomás hoy queda viene conviene sirve",
        stop=1,
    ),
    "con": {"stop": 1, "giving": 1},
    **_each(
        "añade añada añadir añádele agrega agregue agregar agregá incluye incluya incluir incluí invita invite invitar "
        "invitá suma sume sumar sumale súmale mete meter cc pon ponga",
        giving=1,
    ),
    **_each("más además", giving=1),
    **_each(
        "quita quite quitar quitá quítale elimina elimine eliminar eliminá borra borre borrar borrá sin excepto remueve "
        "remover saca saque sacar sacá excluye excluir",
        taking=1,
    ),
    **_each("cancela cancelar cancele cancelá anula anular anule olvida", dropping=1),
    **_each("sustituye sustituir sustituya reemplaza reemplazar reemplace", taking=1, exchanging=1),
    **_each("la lo", moved=2),
    **_each("reunión cita llamada junta evento sesión reserva turno", moved=2, meeting=1),
    **_each("mi nuestra nuestro", moved=1),
    **_each(
        "mueve mover mueva mové pasa pasar pase pasá aplaza aplazar atrasa atrasar "
        "adelanta adelantar pospón posponer reprograma reprogramar traslada trasladar deja dejar pon poner haz corre",
        changing=1,
    ),
    **_each("cambia cambiar cambie cambiá", changing=1, exchanging=1),
    **{word: {"number": value} for value, word in enumerate(_NUMBERS)},
    **_each("zero", number=0),
    **_each("un una", number=1, one=1),
    "uno": {"number": 1, "pronoun": 1},
    **_each("veintiún veintiuna", number=21),
    **{word: {"number": 10 * tens, "tens": 9} for tens, word in enumerate(_TENS, 3)},
    "mil": {"number": 1000, "times": 1000},
    **{word: {"ordinal": value} for value, words in enumerate(_ORDINALS, 1) for word in words_of(words)},
    "cuarto": {"minutes": 15, "quarter": 1, "ordinal": 4},
    "cuartos": {"quarter": 1},
    **_each("undécimo onceavo", ordinal=11),
    **_each("duodécimo doceavo", ordinal=12),
    **_each("vigésimo vigésima", ordinal=20, tens=9),
    **_each("trigésimo trigésima", ordinal=30, tens=9),
    **_each("º ª ro er do da to ta mo vo", suffix=1),
    **{word: {"weekday": day} for day, words in enumerate(_WEEKDAYS) for word in words_of(words)},
    **{word: {"weekday": day, "weak": 1} for day, word in enumerate(_SHORT_WEEKDAYS) if word},
    **{word: {"month": month} for month, words in enumerate(_MONTHS, 1) for word in words_of(words)},
    **_each("segundos seg segs", seconds=1),
    "segundo": {"ordinal": 2, "seconds": 1},
    **_each("minuto minutos min mins minutitos minutito", seconds=60),
    "hora": {"seconds": 3600, "oclock": 1, "time_of": 1},
    **_each("horas hs hrs hr", seconds=3600, oclock=1),
    "horita": {"seconds": 3600},
    "h": {"seconds": 3600, "oclock": 1, "hour_mark": 1},
    "m": {"seconds": 60, "glued": 1},
    "día": {"days": 1, "dated": 1, "on": 1},
    "días": {"days": 1, "dated": 1},
    "semana": {"days": 7, "calendar_week": 1},
    **_each("semanas sem", days=7),
    "quincena": {"days": 15, "halves": 1},
    "mitad": {"halves": 1, "third": 1},
    **_each("mes meses", months=1),
    **_each("año años", months=12),
    "media": {"minutes": 30, "half": 1},
    "medio": {"half": 1},
    **_each("varios varias", number=7),
    **_each("pocos pocas", number=3),
    **_each("ahora ahorita", now=1),
    "hoy": {"day": 0, "stop": 1},
    "mañana": {"day": 1, "part": 8 * 60, "until": 12 * 60, "either": 1},
    "ayer": {"day": -1},
    "anteayer": {"day": -2},
    "anoche": {"day": -1},
    "este": {"this": 1, "moved": 1},
    **_each("esta estos estas ese esa", this=1),
    **_each("próximo próxima próximos próximas", this=1, coming=1, follows=1),
    **_each("siguiente siguientes entrante", next=1, follows=1),
    **_each("pasada anterior", last=1, follows=1),
    "pasado": {"day": 2, "last": 1, "follows": 1},
    **_each("último última", last=1),
    **_each("finde", weekend=1),
    **_each("principio principios comienzo comienzos inicio inicios", third=0),
    **_each("mediados", third=1),
    **_each("fin fines final finales", third=2),
    "am": {"meridiem": 0},
    "pm": {"meridiem": 12},
    **_each("mediodía", clock=12 * 60),
    "medianoche": {"clock": 0},
    **_each("madrugada", part=0, until=6 * 60),
    **_each("mañanas mañanita", part=8 * 60, until=12 * 60),
    **_each("tarde tardes tardecita", part=12 * 60, until=20 * 60),
    **_each("noche noches nochecita", part=19 * 60, until=24 * 60, night=1),
    **_each("temprano tempranito tempranillo", shade=-1),
    "y": {"and": 1, "joins": 1, "stop": 1},
    **_each("o u", **{"or": 1, "stop": 1}),
    "ó": {"or": 1, "stop": 1},
    "menos": {"minus": 1, "stop": 1, "not": 2},
    "pasadas": {"past": 1},
    "para": {"to": 1, "for": 1, "stop": 1, "glue": 1, "onto": 1},
    "pa": {"for": 1, "stop": 1, "glue": 1, "onto": 1},
    "por": {"for": 1, "stop": 1, "glue": 1, "onto": 1},
    "el": {"the": 1, "on": 1, "glue": 1, "moved": 1},
    "los": {"glue": 1},
    "las": {"about": 1, "glue": 1},
    "la": {"glue": 1, "moved": 2},
    "lo": {"glue": 1, "moved": 2},
    "de": {"of": 1, "from": 1, "glue": 1},
    "del": {"of": 1, "the": 1, "of_month": 1, "glue": 1},
    "a": {"range": 1, "onto": 1, "named": 1, "glue": 1},
    "al": {"range": 1, "the": 1, "onto": 1, "glue": 1},
    "en": {"in": 1, "on": 1, "glue": 1, "stop": 1},
    "desde": {"from": 1, "glue": 1, "not_before": 1},
    "hasta": {"range": 1, "not_after": 1},
    "entre": {"between": 1, "glue": 1},
    **_each("sobre hacia aprox aproximadamente tipo cerca", about=1, glue=1),
    "pero": {"stop": 1, "any_but": 1},
    "tras": {"not_before": 2},
    "después": {"later": 1, "moves": 1, "stop": 1},
    "antes": {"moves": -1, "stop": 1},
    **_each("luego", stop=1),
    **_each("salvo", **{"not": 2, "stop": 1}),
    "no": {"not": 1, "unfit": 1, "stop": 1, "suffix": 1},
    **_each("durante dura duración", lasting=1),
    "hace": {"back": 1},
}
_WORDS |= {
    "mar": {"weekday": 1, "weak": 1, "month": 3},
    "excepto": {"taking": 1, "not": 2},
}

_OFTEN_MISSPELT = frozenset(
    words_of(
        "lunes martes miércoles jueves viernes sábado domingo enero febrero agosto septiembre octubre noviembre diciembre "
        "mañana mediodía medianoche minutos próximo próxima semana reservar agendar cancelar anular cambiar reprogramar "
        "disponible disponibles disponibilidad horarios reunión reuniones gracias después invitados"
    )
)

SOURCE = Source(
    words=_WORDS,
    phrases={**PHRASES, **named_days("es")},
    misspelt=MISSPELT,
    often_misspelt=_OFTEN_MISSPELT,
    commands=COMMANDS,
    rules=(*FIRST, *RULES, *ASKING, *LAST),
    never_names=NEVER_NAMES,
    before_names=frozenset(words_of("y e con a añade agrega invita incluye suma cc más & para también")),
    opening_words=OPENING_WORDS,
    agreeing=frozenset(
        words_of(
            "a ahora cambiarla cambiarlo cita con el gusto hora las los mi misma muchas mucho mí nosotros para "
            "perfectamente que reunión sería te tiempo"
        )
    ),
    choice_words=CHOICE_WORDS,
    last_choice=LAST_CHOICE,
    one="uno",
    places=PLACES,
    zone_fillers=ZONE_FILLERS,
    zone_cues=ZONE_CUES,
    earliest=re.compile(
        r"\b(?:cuanto antes|lo antes posible|lo m[aá]s (?:pronto|temprano|r[aá]pido) posible|"
        r"tan pronto como (?:sea posible|puedas?)|a la brevedad|asap|"
        r"lo m[aá]s (?:temprano|pronto) que (?:se pueda|haya|puedas?|tengas?)|"
        r"(?:primer|primera|pr[oó]xim[oa]|siguiente) (?:hueco|hora|cita|horario|turno|momento|espacio|d[ií]a) "
        r"(?:libre|disponible|posible|que (?:haya|tengas?|tengan))|primer[oa]? (?:hueco|disponible|libre)|"
        r"(?:el|la) (?:m[aá]s )?(?:temprano|temprana|pr[oó]xim[oa]) (?:disponible|posible|libre)|"
        r"lo primero que (?:haya|tengas?)|cualquier (?:hora|horario|momento)|a cualquier hora|cualquiera|"
        r"cuando (?:sea|quieras?|puedas?)|me da igual)\b"
        r"|^\W*(?:el|la) (?:primer[oa]|m[aá]s temprano)(?: que (?:haya|tengas?|tengan|puedas?))?\W*$",
        re.IGNORECASE,
    ),
    repeating=REPEATING,
    venues=VENUES,
    clock_here=CLOCK_HERE,
    titles=re.compile(
        r"\b(?:(?:asunto|t[ií]tulo|tema|motivo)(?:\s?:| (?:es|será)\b)|titulad[ao]\b|con el t[ií]tulo\b|"
        r"llamad[ao] (?=[\"“«'])|ll[aá]m[ae]l[ao]\b|ren[oó]mbr[ae]l[ao](?: (?:a|como))?\b|"
        r"(?:cambi[ae]r?|pon(?:er|ga)?) el (?:t[ií]tulo|nombre|asunto) (?:a|por|de)\b|ponle (?:de )?t[ií]tulo\b)\s?:?",
        re.IGNORECASE,
    ),
    topics=re.compile(
        r"\b(?:sobre|acerca de|respecto a|relativ[ao] a|referente a|a prop[oó]sito de|"
        r"para (?:hablar|conversar|discutir|tratar|"
        r"revisar|ver|platicar|comentar|repasar)(?: (?:del?|sobre|acerca del?))?)\s"
        r"(?!(?:las?|el|los)? ?(?:\d|(?:una?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)\b)"
        r"|(?:eso|esto|ello|todo|ti|m[ií]|nosotros|qu[eé]|con)\b)",
        re.IGNORECASE,
    ),
    joints=re.compile(
        r"(?:[\s,;:–-]|\b(?:el|la|los|las|a|al|con|para|por|y|en|de|del|desde|este|esta|pr[oó]ximo|pr[oó]xima|sobre|"
        r"favor|porfa|hacia)\b)+$",
        re.IGNORECASE,
    ),
    morning_from=8,
    dashed_days=True,
)
