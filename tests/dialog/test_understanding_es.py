"""Spanish: what is meant by somebody in Madrid on Wednesday, 13 May 2026, at 10:00."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from dialog.understanding import Intent, read

NOW = datetime(2026, 5, 13, 8, 0, tzinfo=UTC)
ZONE = "Europe/Madrid"

MOMENTS = {
    "mar, 19 may": "2026-05-19",
    "mar 19 a las 10": "2026-05-19T10:00",
    "3 mar": "2027-03-03",
    "a las3": "2026-05-13T15:00",
    "el martes no puedo, el jueves sí": "2026-05-14",
    "hoy": "2026-05-13",
    "manana a las 3": "2026-05-14T15:00",
    "pasado mañana": "2026-05-15",
    "el próximo viernes": "2026-05-15",
    "el próximo miércoles": "2026-05-20",
    "el lunes 18 a las 10": "2026-05-18T10:00",
    "el 15 a las 8:00": "2026-05-15T08:00",
    "el 15 a las 8": "2026-05-15T08:00",
    "18-5": "2026-05-18",
    "el 18 de mayo de 2027": "2027-05-18",
    "mañana a las cuatro menos cuarto": "2026-05-14T15:45",
    "mañana a las 4 y 20": "2026-05-14T16:20",
    "mañana a las 16h30": "2026-05-14T16:30",
    "mañana a las 16 horas": "2026-05-14T16:00",
    "a la una y media": "2026-05-13T13:30",
    "a las ocho y diez pm": "2026-05-13T20:10",
    "esta noche a las 9": "2026-05-13T21:00",
    "el jueves tipo 15": "2026-05-14T15:00",
    "el jueves como a las 5": "2026-05-14T17:00",
    "dentro de media hora": "2026-05-13T10:30",
    "en 3 días": "2026-05-16",
    "de mañana en ocho": "2026-05-21",
    "el último viernes de mayo": "2026-05-29",
    "el 1° de junio": "2026-06-01",
    "el primero de junio": "2026-06-01",
    "este finde": "2026-05-16",
    "cuarto para las 3": "2026-05-13T14:45",
    "el lunes no puedo, mejor el martes": "2026-05-19",
    "no, el jueves mejor": "2026-05-14",
    "cambia la reunión del lunes al martes a las 4": "2026-05-19T16:00",
    "muévela a las 5": "2026-05-13T17:00",
    "para el viernes a las 17.30": "2026-05-15T17:30",
    "vie 15 10am": "2026-05-15T10:00",
    "12 del mediodía de mañana": "2026-05-14T12:00",
    "el día 20": "2026-05-20",
    "31/5/26": "2026-05-31",
    "a las 7 de la mañana del lunes": "2026-05-18T07:00",
    "una cita de una hora mañana a las 9": "2026-05-14T09:00",
    "Volveré el 22 de abril a las 8 pm": "2027-04-22T20:00",
    "Son las cuatro y media de la mañana": "2026-05-14T04:30",
    "ocho menos veinte de la tarde": "2026-05-13T19:40",
    "hoy a las 7 de la noche": "2026-05-13T19:00",
    "el día 14 a las 3pm": "2026-05-14T15:00",
    "a la medianoche de mañana": "2026-05-14T00:00",
    "1 de enero a las 6 am": "2027-01-01T06:00",
    "el jueves 4 de junio": "2026-06-04",
    "quince de diciembre del año que viene": "2027-12-15",
    "3 de nov. de 2028 18:00": "2028-11-03T18:00",
    "en cinco minutos": "2026-05-13T10:05",
    "en hora y media": "2026-05-13T11:30",
    "el 20 de este mes": "2026-05-20",
    "el 12 del próximo mes": "2026-06-12",
    "5 días a partir de hoy": "2026-05-18",
    "un mes a partir de ahora": "2026-06-13",
    "05/23/2026": "2026-05-23",
    "a las 19 h 30": "2026-05-13T19:30",
    "10 de agosto de 2027 a las 10 y media": "2027-08-10T10:30",
    "a las tres menos cuarto de la tarde del viernes": "2026-05-15T14:45",
    "11 y 20": "2026-05-13T11:20",
    "a las veinte treinta": "2026-05-13T20:30",
    "dos y media de la tarde": "2026-05-13T14:30",
    "a la una en punto": "2026-05-13T13:00",
    "3 días más tarde": "2026-05-16",
    "lunes próximo": "2026-05-18",
    "el sábado por la noche a las 10 y media": "2026-05-16T22:30",
    "25/12": "2026-12-25",
    "25 dic 2026": "2026-12-25",
    "2026/12/25": "2026-12-25",
    "jueves, 25 de junio de 2026, 15:00": "2026-06-25T15:00",
    "en un par de horas": "2026-05-13T12:00",
    "en tres cuartos de hora": "2026-05-13T10:45",
    "el fin de semana que viene": "2026-05-16",
    "quiero la de las 10:30": "2026-05-13T10:30",
    "el de las 4": "2026-05-13T16:00",
    "ayer": "2026-05-12",
}

RANGES = {
    "este viernes por la tarde": ("2026-05-15T12:00", "2026-05-15T20:00"),
    "mañana entre las 10 y 12": ("2026-05-14T10:00", "2026-05-14T12:00"),
    "mañana entre las 10 y las 12": ("2026-05-14T10:00", "2026-05-14T12:00"),
    "mañana entre las dos y cuatro": ("2026-05-14T14:00", "2026-05-14T16:00"),
    "mañana entre las 2 y las 4": ("2026-05-14T14:00", "2026-05-14T16:00"),
    "mañana de 2 a 4": ("2026-05-14T14:00", "2026-05-14T16:00"),
    "mañana de 14 a 16": ("2026-05-14T14:00", "2026-05-14T16:00"),
    "mañana de 14:00 a 16:00": ("2026-05-14T14:00", "2026-05-14T16:00"),
    "mañana a partir de las 15": ("2026-05-14T15:00", "2026-05-15T00:00"),
    "mañana después de las 3": ("2026-05-14T15:00", "2026-05-15T00:00"),
    "mañana antes de las 12": ("2026-05-14T00:00", "2026-05-14T12:00"),
    "mañana antes del mediodía": ("2026-05-14T00:00", "2026-05-14T12:00"),
    "mañana por la mañana": ("2026-05-14T08:00", "2026-05-14T12:00"),
    "mañana en la mañana": ("2026-05-14T08:00", "2026-05-14T12:00"),
    "mañana temprano": ("2026-05-14T08:00", "2026-05-14T10:00"),
    "mañana a primera hora": ("2026-05-14T08:00", "2026-05-14T10:00"),
    "mañana a última hora de la tarde": ("2026-05-14T17:00", "2026-05-14T20:00"),
    "el martes a la noche": ("2026-05-19T19:00", "2026-05-20T00:00"),
    "el lunes o el martes": ("2026-05-18T00:00", "2026-05-20T00:00"),
    "lunes o martes después de las 3": ("2026-05-18T15:00", "2026-05-19T00:00"),
    "martes y jueves por la tarde": ("2026-05-19T12:00", "2026-05-19T20:00"),
    "cualquier tarde de la semana que viene": ("2026-05-18T12:00", "2026-05-18T20:00"),
    "la semana que viene": ("2026-05-18T00:00", "2026-05-25T00:00"),
    "la próxima semana": ("2026-05-18T00:00", "2026-05-25T00:00"),
    "esta semana": ("2026-05-13T00:00", "2026-05-18T00:00"),
    "el mes que viene": ("2026-06-01T00:00", "2026-07-01T00:00"),
    "viernes 10-11": ("2026-05-15T10:00", "2026-05-15T11:00"),
    "lunes a viernes de 9 a 11": ("2026-05-18T09:00", "2026-05-18T11:00"),
    "hoy o mañana": ("2026-05-13T00:00", "2026-05-15T00:00"),
    "desde las 3 hasta las 5": ("2026-05-13T15:00", "2026-05-13T17:00"),
    "viernes tarde": ("2026-05-15T12:00", "2026-05-15T20:00"),
    "mañana tarde": ("2026-05-14T12:00", "2026-05-14T20:00"),
    "lunes por las mañanas": ("2026-05-18T08:00", "2026-05-18T12:00"),
    "el lunes a primera hora de la mañana": ("2026-05-18T08:00", "2026-05-18T10:00"),
    "por la noche": ("2026-05-13T19:00", "2026-05-14T00:00"),
    "10 - 22 agosto": ("2026-08-10T00:00", "2026-08-23T00:00"),
    "de 6:30 a 7:30 de la tarde": ("2026-05-13T18:30", "2026-05-13T19:30"),
    "desde las 10 hasta las 11 de la mañana": ("2026-05-14T10:00", "2026-05-14T11:00"),
    "18h-19h": ("2026-05-13T18:00", "2026-05-13T19:00"),
    "8:10 am - 12.32 pm": ("2026-05-14T08:10", "2026-05-14T12:32"),
    "sabado noche": ("2026-05-16T19:00", "2026-05-17T00:00"),
    "este sábado o domingo": ("2026-05-16T00:00", "2026-05-18T00:00"),
    "entre el lunes y el miércoles": ("2026-05-18T00:00", "2026-05-21T00:00"),
    "del lunes al miércoles": ("2026-05-18T00:00", "2026-05-21T00:00"),
    "del 18 al 20 de mayo": ("2026-05-18T00:00", "2026-05-21T00:00"),
    "entre las 9:30 y las 10:15 del jueves": ("2026-05-14T09:30", "2026-05-14T10:15"),
    "el jueves entre las nueve y media y las diez y cuarto": ("2026-05-14T09:30", "2026-05-14T10:15"),
    "cualquier día de la semana que viene por la tarde": ("2026-05-18T12:00", "2026-05-18T20:00"),
    "la tarde del jueves": ("2026-05-14T12:00", "2026-05-14T20:00"),
    "el jueves en la tarde después de las 4": ("2026-05-14T16:00", "2026-05-14T20:00"),
}

NO_MOMENT = [
    "mi reunión es importante",
    "somos 3 personas",
    "las dos personas",
    "para las 2 personas",
    "no sé qué ha pasado",
    "es tarde",
    "buenas tardes",
    "buenos días",
    "un momento",
    "el segundo",
    "opción 3",
    "vi la invitación",
    "a lo mejor",
    "cuesta 3,50 €",
    "sala 4 piso 2",
    "tengo una cita",
    "te llamo luego",
    "el lunes no puedo",
    "no, el lunes no",
    "mañana no",
    "la segunda",
    "uno",
    "el presupuesto de 2027",
]

LENGTHS = {
    "hora y media": 90,
    "una hora": 60,
    "1h": 60,
    "45 min": 45,
    "dos horas y media": 150,
    "tres cuartos de hora": 45,
    "un cuarto de hora": 15,
    "media hora": 30,
    "una reunión de 90 minutos": 90,
}

WORDINGS = {
    Intent.BOOK: """reservar
        quiero reservar una cita
        quiero una cita para el martes
        necesito una reunión con ana@x.es el jueves a las 10
        ¿podemos vernos el viernes?
        me gustaría agendar una llamada
        agéndame una reunión mañana a las 4
        ponme una reunión con luis@x.es mañana
        ¿me puedes dar cita?
        hazme un hueco el lunes
        quedamos el jueves?
        quisiera pedir hora
        reservame un turno para el lunes
        programa una videollamada sobre el presupuesto el martes a las 9""",
    Intent.RESCHEDULE: """quiero cambiar mi cita
        mueve mi reunión al viernes
        ¿podemos pasarla al jueves?
        reprogramar la cita
        quiero reagendar
        cambia la cita del lunes al martes
        no puedo ir, ¿la cambiamos?
        aplaza la reunión
        no puedo ir, ¿la cambiamos?""",
    Intent.CANCEL: """cancelar
        cancela mi cita
        anula la reunión del martes
        no voy a poder ir
        ya no puedo asistir
        cancélala
        quiero cancelar""",
    Intent.BOOKED: """mis citas
        ¿qué citas tengo?
        ¿cuándo es mi próxima reunión?
        ¿tengo algo mañana?
        muéstrame mis reuniones
        ¿qué reuniones tengo esta semana?""",
    Intent.COMING: """¿quién viene?
        ¿quiénes han aceptado?
        ¿han respondido todos?
        ¿quién va a venir?
        ¿cuántos vienen?""",
    Intent.DAYS: """¿qué días hay libres?
        ¿cuándo tienes disponibilidad?
        ¿cuándo puedes?""",
    Intent.SLOTS: """¿qué horas hay el viernes?
        ¿qué hay libre el viernes?
        ¿tienes algo el jueves por la tarde?
        ¿a qué hora puedes el martes?
        ¿estás libre mañana a las 3?
        horarios disponibles
        ¿hay hueco mañana?
        lo más temprano posible""",
    Intent.YES: """siiii
        vaaaale
        sí
        si
        claro que sí
        vale
        vale, resérvala
        dale
        perfecto
        me viene bien
        está bien
        ok perfecto
        sí, por favor
        de acuerdo
        confirmo
        así está bien""",
    Intent.NO: """no
        no gracias
        no, así no
        no me viene bien
        todavía no
        no quiero cancelar
        no la canceles
        nop""",
    Intent.DONE: """listo
        nadie más
        eso es todo
        nada más
        ya está
        no, nadie más
        nada
        no, eso es todo""",
    Intent.KEEP: """déjala como está
        déjalo así
        mantenla""",
    Intent.MORE: """más
        más opciones
        otras horas
        ¿algo más tarde?
        ninguna me va
        otra hora""",
    Intent.EARLIER: """antes
        ¿algo más temprano?
        más temprano""",
    Intent.BACK: """atrás
        volver
        volver atrás""",
    Intent.UNDO: """deshacer
        deshaz eso
        undo""",
    Intent.START_OVER: """empezar de nuevo
        empecemos otra vez
        desde cero""",
    Intent.STOP: """parar
        déjalo
        olvídalo
        stop
        salir
        adiós
        hasta luego""",
    Intent.HELP: """ayuda
        ¿qué puedes hacer?
        ¿cómo funciona?
        necesito ayuda
        help""",
    Intent.HUMAN: """quiero hablar con una persona
        pásame con un humano
        ¿eres un bot?""",
    Intent.GREETING: """hola
        buenas
        buenos días
        hola, buenas tardes""",
    Intent.THANKS: """gracias
        muchas gracias""",
    Intent.ADD: """también ana@x.es
        añade a ana@x.es
        invita también a luis@x.es
        y luis@x.es
        cambia luis@x.es por ana@x.es
        sustituye a luis@x.es por ana@x.es
        Ana López ana@x.es y Luis <luis@x.es>
        cambia luis@x.es por ana@x.es
        cambia a luis@x.es por ana@x.es
        sustituye a luis@x.es por ana@x.es""",
    Intent.REMOVE: """quita a luis
        elimina a luis@x.es
        sin luis@x.es
        quita a luis
        quita a luis y a ana
        quita a luis y a ana""",
    Intent.CHANGE: """¿hay otro día?
        solo con ana@x.es
        cambiar el día
        otro día
        cambia la fecha
        cambiar la hora
        quiero cambiar la hora
        cambiar el tipo
        otra duración
        cambiar la zona horaria
        mi zona horaria es Madrid
        no, mejor el jueves
        no, el jueves
        mejor a las 5""",
}

ZONES = {
    "estoy en México": "America/Mexico_City",
    "mi zona horaria es Madrid": "Europe/Madrid",
    "estoy en Buenos Aires": "America/Argentina/Buenos_Aires",
    "hora de Londres": "Europe/London",
    "Bogotá": "America/Bogota",
    "mexico": "America/Mexico_City",
}

TITLES = {
    "programa una videollamada sobre el presupuesto el martes a las 9": "el presupuesto",
    "asunto: Presupuesto 2027": "Presupuesto 2027",
    'el título es "revisión"': "revisión",
    "reunión sobre las 3 de la tarde": None,
    "quiero una cita mañana para hablar del contrato": "contrato",
}

PEOPLE = {
    "quita a luis": (["luis"], []),
    "cambia luis@x.es por ana@x.es": (["luis@x.es"], ["ana@x.es"]),
    "sustituye a luis@x.es por ana@x.es": (["luis@x.es"], ["ana@x.es"]),
    "quita a luis y a ana": (["luis", "ana"], []),
    "sin luis@x.es": (["luis@x.es"], ["luis@x.es"]),
    "también ana@x.es": ([], ["ana@x.es"]),
}


@pytest.mark.parametrize(("text", "start"), MOMENTS.items())
def test_a_day_or_a_time(text: str, start: str) -> None:
    """The next one, in working hours where nothing else settles it."""
    reading = read(text, NOW, ZONE, "es_ES")

    assert reading.moment is not None
    assert reading.moment.start == datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(ZONE))
    assert reading.moment.has_time == ("T" in start)


@pytest.mark.parametrize(("text", "ends"), RANGES.items())
def test_a_range(text: str, ends: tuple[str, str]) -> None:
    """Its start and its end."""
    moment = read(text, NOW, ZONE, "es_ES").moment

    assert moment is not None
    assert moment.end is not None
    assert (moment.start.isoformat()[:16], moment.end.isoformat()[:16]) == ends


@pytest.mark.parametrize("text", NO_MOMENT)
def test_no_day_and_no_time(text: str) -> None:
    """Small words and numbers are none by themselves, nor is a day that does not suit."""
    assert read(text, NOW, ZONE, "es_ES").moment is None


@pytest.mark.parametrize(("text", "minutes"), LENGTHS.items())
def test_a_length(text: str, minutes: int) -> None:
    """In minutes."""
    assert read(text, NOW, ZONE, "es_ES").minutes == minutes


@pytest.mark.parametrize(
    ("intent", "text"), [(intent, text.strip()) for intent, texts in WORDINGS.items() for text in texts.splitlines()]
)
def test_wording_shows_what_is_wanted(intent: Intent, text: str) -> None:
    """In commands and in free words, polite and familiar."""
    assert read(text, NOW, ZONE, "es_ES").intent is intent


@pytest.mark.parametrize(("text", "zone"), ZONES.items())
def test_a_place_is_the_zone_of_the_writer(text: str, zone: str) -> None:
    """By its Spanish name."""
    assert read(text, NOW, "UTC", "es_ES").timezone == zone


@pytest.mark.parametrize(("text", "title"), TITLES.items())
def test_a_title_ends_where_the_rest_begins(text: str, title: str | None) -> None:
    """As in English."""
    assert read(text, NOW, ZONE, "es_ES").title == title


@pytest.mark.parametrize(("text", "people"), PEOPLE.items())
def test_who_is_taken_off_and_who_comes(text: str, people: tuple[list[str], list[str]]) -> None:
    """By address or by name, with a preposition or an article before it."""
    reading = read(text, NOW, ZONE, "es_ES")

    assert (list(reading.removed), [person.email for person in reading.emails]) == people
