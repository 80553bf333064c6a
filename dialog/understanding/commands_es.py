"""Whole messages that mean one thing in Spanish, and words around what is said."""

from dialog.understanding.lexicon import words_of
from dialog.understanding.model import Intent


def _each_as(names: str, intent: Intent) -> dict[str, Intent]:
    return dict.fromkeys(names.split(", "), intent)


COMMANDS: dict[str, Intent] = {
    **{
        name: Intent(name)
        for name in words_of("book reschedule cancel booked days slots yes no more earlier back undo stop help")
    },
    **_each_as("reservar, agendar, reserva, nueva cita, nueva reunión", Intent.BOOK),
    **_each_as("reprogramar, mover, aplazar, posponer, cambiar la cita", Intent.RESCHEDULE),
    **_each_as("cancelar, anular, cancela, anula, cancelar cita, cancelar la cita", Intent.CANCEL),
    **_each_as("mis citas, mis reuniones, mis reservas, citas, reuniones, reservas, agenda, mi agenda", Intent.BOOKED),
    **_each_as("días, fechas, disponibilidad", Intent.DAYS),
    **_each_as("opentimes, horas, horarios, huecos, turnos, horas libres", Intent.SLOTS),
    **_each_as(
        (
            "sí, si, sip, s, sii, siii, claro, vale, dale, ok, okay, okey, k, oki, bueno, correcto, exacto, confirmar, "
            "confirmo, venga, va, por supuesto, de acuerdo, está bien, 👍, ✅, ✔, 👌"
        ),
        Intent.YES,
    ),
    **_each_as("no, n, nop, nel, nanay, 👎, ❌", Intent.NO),
    **_each_as("ayuda, ?, menú, comandos, info, opciones", Intent.HELP),
    **_each_as(
        (
            "hola, buenas, hi, hello, hey, holi, holaa, qué tal, empezar, comenzar, start, inicio, 👋, buenos días, buen "
            "día, buenas tardes, buenas noches"
        ),
        Intent.GREETING,
    ),
    **_each_as("gracias, muchas gracias, mil gracias, gracias!, 🙏", Intent.THANKS),
    **_each_as("adiós, chao, chau, salir, terminar, parar, para, basta, déjalo, olvídalo, fin, abortar", Intent.STOP),
    **_each_as("empezar de nuevo, volver a empezar, reiniciar, desde cero, reset", Intent.START_OVER),
    **_each_as("más, más tarde, siguientes, más opciones, otros, otras", Intent.MORE),
    **_each_as("antes, más temprano, anteriores, más pronto", Intent.EARLIER),
    **_each_as("atrás, volver, regresar, vuelve", Intent.BACK),
    **_each_as("deshacer, deshaz, deshacé", Intent.UNDO),
    **_each_as("listo, hecho, ya está, nadie más, nada más, nada, eso es todo, ya, terminé", Intent.DONE),
}

OPENING_WORDS = frozenset(
    words_of(
        "por favor porfa porfavor plis hola buenas buenos días tardes noches hey oye oiga mira mire bueno pues y ah eh ay "
        "este esto entonces vale ok okay okey perfecto gracias muchas muy amable luego che a ver disculpa disculpe perdón "
        "perdona perdone es que solo sólo ya oh uy mmm claro genial dale"
    )
)
CHOICE_WORDS = frozenset(
    words_of(
        "la el lo opción número numero num nº no n hueco turno cita horario un una por favor porfa quiero quisiera prefiero "
        "elijo escojo tomo cojo dame deme me quedo con va vamos tipo # esa ese escoge pon agarro gustaría yo gracias"
    )
)
LAST_CHOICE = frozenset({"último", "última"})

NEVER_NAMES = frozenset(
    words_of(
        "él ella ellos alguien nadie todos cualquiera a al añade agrega agregar agenda ahora ante antes aquí así asistente "
        "asistentes bien buenas buenos cada cancela cc cita cliente como con contacto copia correo correos cuando de del "
        "desde dirección e el la los las email e-mail emails mail en enviar envía envíalo es esta este favor gracias ha "
        "hasta hay hola hoy incluye invita invitado invitados invitar junto llamada lo lunes martes miércoles jueves "
        "viernes sábado domingo mañana manda mándalo me mi mis mío muy más ni no nombre nos o otra otro para participante "
        "pero persona por pues que quiero quita reserva reservar responde reunión se según ser si sí sin sobre solo son su "
        "sus suma también te tu un una usted y ya yo junta cuenta mensaje es será"
    )
)

# words that wordings share
MEETING = (
    "cita|reunión|junta|llamada|reserva|reservación|sesión|turno|evento|encuentro|videollamada|entrevista|call|meeting"
)
MEETINGS = "citas|reuniones|juntas|llamadas|reservas|reservaciones|sesiones|turnos|eventos|entrevistas|compromisos"
HUMAN = "humano|humana|persona|agente|operador|operadora|asesor|asesora|recepcionista|alguien|empleado|representante"
YES = (
    "sí|sip|sii|claro|vale|dale|ok|okay|okey|oki|bueno|perfecto|perfecta|genial|estupendo|correcto|exacto|exactamente|"
    "seguro|confirmo|confirmado|confirmar|confirma|confirme|confirmá|efectivamente|adelante|venga|listo|excelente|órale|ándale|"
    "sale|simón|obvio|joya|chévere|👍|✅|✔|👌"
)
NO = "no|nop|nones|nunca|jamás|👎|❌"
CHANGE = (
    "cambiar|cambia|cambie|cambiá|cambiamos|cambiemos|cambio|modificar|modifica|modifique|modificá|corregir|corrige|"
    "corrija|editar|edita|actualizar|ajustar"
)
OTHER = "otro|otra|otros|otras|nuevo|nueva|distinto|distinta|diferente"
MOVE = (
    "mover|mueve|mueva|mové|muéveme|moveme|pásame|pasame|cámbiame|pasar|pasa|pase|pasá|pasamos|trasladar|traslada|traslade|aplazar|aplaza|aplace|"
    "adelantar|adelanta|adelante|atrasar|atrasa|atrase|posponer|pospón|postergar|posterga|retrasar|retrasa|correr"
)
MOVE_IT = (
    "muévela|muévelo|muévala|muévalo|movela|movelo|moverla|moverlo|pásala|pásalo|pásela|pasala|pasarla|pasarlo|aplázala|"
    "aplazarla|adelántala|adelantarla|atrásala|atrasarla|retrasarla|posponerla|postergarla|posponla|trasládala"
)
CHANGE_IT = (
    "cámbiala|cámbialo|cámbiela|cambiala|cambiarla|cambiarlo|ponla|ponlo|póngala|ponela|déjala|déjalo|hazla|hazlo"
)
BOOK = (
    "reservar|reserva|reserve|reservá|reservame|resérvame|resérveme|reservemos|reservarme|agendar|agenda|agende|agendá|"
    "agéndame|agendame|agendemos|programar|programa|programe|programá|prográmame|programarme|planificar|planifica|"
    "concertar|concertemos|organizar|organiza|organice|organízame|apartar|apártame|aparta|pedir|solicitar|fijar|fija|"
    "convocar|convoca|calendarizar|cuadrar|coordinar|coordinemos"
)
WANT = (
    "quiero|quisiera|querría|necesito|necesitamos|queremos|quiere|deseo|gustaría|puedo|puedes|podría|podrías|podemos|"
    "podríamos|podés|quería|hagamos|haz|hacer|haga|crear|crea|cree|crea|poner|pon|ponme|ponga|poneme|tener|dame|deme|"
    "hazme|házme|hágame|haceme|arma|armar|armemos|busco|busca|búscame|encuentra|hace|falta"
)
MEET = (
    "reunirme|reunirnos|reunimos|juntarnos|juntamos|quedar|quedamos|vernos|vemos|hablar|hablamos|conversar|charlar|"
    "encontrarnos|platicar|verme|juntarme|verte"
)
CANCEL = (
    "cancelar|cancela|cancele|cancelá|cancelarla|cancelarlo|cancélala|cancélalo|cancelala|cancélela|anular|anula|anule|"
    "anulá|anularla|anúlala|anulación|cancelación|desconvocar|desagendar|cancelo|cancelen"
)
ADD = (
    "añade|añada|añadir|añádele|añadí|agrega|agregue|agregar|agregá|agrégale|incluye|incluya|incluir|incluí|invita|"
    "invite|invitar|invitá|suma|sume|sumar|sumá|súmale|mete|metele"
)
TAKE_OFF = (
    "quita|quite|quitar|quitá|quítale|elimina|elimine|eliminar|eliminá|saca|saque|sacar|sacá|borra|borrar|borre|borrá|"
    "remueve|remover|excluye|excluir|desinvita|desinvitar|retira|retirar"
)
PEOPLE = "asistentes|asistente|invitados|invitado|participantes|participante|gente|personas|correos|correo|emails|email"
