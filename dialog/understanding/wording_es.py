"""What people write to a booking bot in Spanish, and what they want by it. `lexicon.Source.rules` explains the patterns.

Familiar forms ("reserva", "reservá") and the polite one ("reserve") stand side by side, as do the words of the countries.
"""

from dialog.understanding.commands_es import (
    ADD,
    BOOK,
    CANCEL,
    CHANGE,
    CHANGE_IT,
    HUMAN,
    MEET,
    MEETING,
    MEETINGS,
    MOVE,
    MOVE_IT,
    NO,
    OTHER,
    PEOPLE,
    TAKE_OFF,
    WANT,
    YES,
)
from dialog.understanding.model import Intent

RULES: tuple[tuple[Intent, str | None, str], ...] = (
    (
        Intent.NO,
        None,
        """no _ reserves|reserve|canceles|cancele|confirmes|confirme|envíes|envíe|mandes|mande|agendes|agende|anules
        no quiero|queremos|lo|la _ reservar|cancelar|confirmar|agendar|anular|hagas|haga
        ^aún|todavía no
        ^mejor|ahora no$
        ^para|de nada$""",
    ),
    (
        Intent.YES,
        None,
        """^no hay|tengo|veo problema|inconveniente|objeción|problemas|inconvenientes
        ^sin problema|problemas|inconveniente
        ^sí|vale cancela|cancelar|anula|anular|cancelarla|cancélala|anularla|anúlala|quítala|bórrala$
        ^por|cómo qué? no""",
    ),
    (
        Intent.START_OVER,
        None,
        """empezar|empecemos|empieza|comenzar|comencemos|arrancar|empezamos _ nuevo|cero|principio|nuevamente|inicio|otra
        volver|volvamos|vuelve|volvemos a empezar|comenzar
        desde|de cero
        vuelve|volver|volvamos al principio|inicio|comienzo
        borra|borrar|borre todo
        desde el principio|inicio
        ^reiniciar|reinicia|reinicie|reset""",
    ),
    (Intent.STOP, "this", "da|dá lo mismo\n^no|da importa|igual"),
    (
        Intent.STOP,
        None,
        """^parar|pará|stop|basta|alto|detente|salir|terminar|adiós|chao|chau
        olvídalo|olvidalo|olvídelo|olvidate|olvídate
        olvida|olvide|deja|dejá eso|esto|lo|todo
        déjalo|dejalo|déjelo|dejémoslo ya?$
        ^hasta luego|pronto|mañana$
        cambié|cambiado|cambiamos de idea|opinión|parecer$
        me he? rindo|arrepentí|arrepiento|rendido
        no me|estoy interesa|interesado|interesada
        en otro momento
        quizás|quizá|vez más tarde
        ya no quiero|importa|hace""",
    ),
    (
        Intent.UNDO,
        None,
        """deshacer|deshaz|deshacé|deshaga|deshacerlo|deshazlo
        revertir|revierte
        deja|dejar _ como estaba
        retira|retirar eso|esto|lo
        ^borra|borrar eso|lo último""",
    ),
    (
        Intent.BACK,
        None,
        """atrás
        volver|vuelve|vuelva|volvé|volvamos|regresar|regresa|regrese un|una|a|al? paso|pregunta|anterior|pantalla
        paso|pregunta anterior
        retroceder|retrocede
        ^volver|vuelve|regresar|regresa$""",
    ),
    (
        Intent.HELP,
        None,
        """^ayuda|socorro|auxilio
        necesito|quiero|requiero _ ayuda
        puedes|puede|podrías|podría|podés|me ayudar|ayudarme|ayudas|ayuda
        ayúdame|ayudame|ayúdeme|ayudarme
        qué|que puedo|puedes|puede|podés|sabes|sé|se hacer|decir|decirte|escribir|pedir|pedirte|preguntar
        qué|que haces|hacés
        cómo _ funciona|funcionas|funcionás|uso|usa|usar|utilizar|utilizo
        cómo puedo|hago|se|hacer para? reservar|reservo|reserva|agendar|cancelar|agendo|hace|cambiar
        cuáles son los comandos
        no te? entiendo$
        no entiendo|sé nada|qué|cómo|esto""",
    ),
    (
        Intent.HUMAN,
        None,
        f"""hablar|hablo|habla|conversar|chatear|comunicarme|comunícame|contactar|pásame|páseme|pasame|atienda _ {HUMAN}
        hablar|chatear con un|una|el|la|alguien {HUMAN}|real|encargado|dueño
        {HUMAN} real|verdad|verdadera|verdadero|física
        {HUMAN} de carne|verdad
        quiero|necesito|dame|deme un|una {HUMAN}
        ^un|una? {HUMAN}$
        que me atienda|atiendan
        hay _ humano|persona|alguien ahí|real|humano|humana|del? otro?
        eres|es|sos un|una? bot|robot|máquina|humano|persona
        no _ bot|robot|máquina""",
    ),
    (
        Intent.CHANGE,
        "timezone",
        f"""{CHANGE} _ zona|huso horaria|horario
        {OTHER} zona|huso
        usa|usar|use|pon|ponme|configura _ zona|huso
        mi|la zona|huso horaria|horario? es|está|no""",
    ),
    (Intent.ADD, None, "cambia|cambiar|cambie|cambiá a? ADDRESS por|a ADDRESS"),
    (
        Intent.CHANGE,
        "attendees",
        f"""{CHANGE} _ {PEOPLE}|direcciones|dirección
        {OTHER} {PEOPLE}
        {PEOPLE} _ equivocado|equivocada|equivocados|mal|incorrecto
        ^solo|sólo|solamente|únicamente con? ADDRESS
        ^con solo|sólo|solamente ADDRESS
        ^con? ADDRESS _ nada más$""",
    ),
    (
        Intent.ADD,
        None,
        f"""^y|también|además? {ADD}
        puedes|puede|podrías|podría|podés|quiero|quisiera|me _ {ADD}
        ^también|y|más|además|cc a|con? ADDRESS
        ^con? ADDRESS también
        agrégalo|añádelo|inclúyelo""",
    ),
    (
        Intent.COMING,
        None,
        """quién|quiénes|quien|quienes _ viene|vienen|va|van|asiste|asisten|asistirá|asistirán|acepta|aceptó|aceptaron
        quién|quiénes|quien|quienes _ aceptado|confirmado|respondido|rechazado|contestado|confirmó|confirmaron|respondió
        quién|quiénes|quien|quienes _ ir|venir|asistir|respondieron|rechazó|rechazaron|contestó|faltan|falta
        quién|quiénes está|están|es|son invitado|invitados|apuntado|apuntados|invitada
        ha|han|alguien|todos|ya|cuántos _ aceptado|aceptaron|aceptó|confirmado|confirmaron|confirmó|respondido|respondieron
        vienen|van|asisten|asistirán todos
        todos vienen|van|asisten
        cuántos|cuántas _ vienen|van|asisten|asistirán
        ^confirmaron|aceptaron|respondieron
        hay _ respuestas|confirmaciones
        ^respuestas|confirmaciones|asistentes|asistencia$
        las respuestas|confirmaciones""",
    ),
    (
        Intent.KEEP,
        None,
        """deja|déjala|déjalo|dejala|dejalo|déjela|dejarlo|dejarla|dejar _ como está|estaba|así|igual
        déjala|déjalo|dejala|dejalo|dejar|deja así|igual
        mantén|mantener|mantenla|mantenlo|mantenga|manténgala|mantené|conserva|conservar|consérvala|conservarla
        quédate|quedarme|quédese|quedémonos|quedamos con el|la|lo|ese|esa
        ^como estaba|está|antes
        ^tal como|cual estaba|está
        que|se quede|queda igual|así|como
        ^igual que|como antes""",
    ),
    (
        Intent.CHANGE,
        "day",
        f"""{CHANGE} _ día|fecha|días|fechas
        {OTHER} día|fecha
        equivoqué|equivocado|confundí de día|fecha
        día|fecha equivocado|equivocada|distinto|distinta|diferente|incorrecta""",
    ),
    (
        Intent.CHANGE,
        "type",
        f"""{CHANGE} _ tipo|duración|clase|modalidad
        {OTHER} tipo|duración
        tipo|duración _ equivocado|equivocada|distinto|distinta|diferente""",
    ),
    (Intent.SLOTS, None, "más temprano|pronto posible\ncuáles _ opciones"),
    (
        Intent.MORE,
        None,
        """otro|otra|otros|otras|más|diferentes|distintas|distintos|adicionales horas|horarios|hora|opciones|opción|huecos
        otro|otra|otros|otras|más|diferentes|distintos turnos|turno|hueco|alternativas|posibilidades|citas
        más _ horas|horarios|opciones|huecos|turnos|días|fechas|alternativas
        otros|otras|más días|fechas
        muéstrame|mostrar|muestra|muestre|mostrame|enséñame|ver|dame|deme|quiero más|otros|otras
        qué|hay|tienes|tiene|tenés|algo|alguna|algún|qué|nada más|otra|otro|tarde opción|cosa|hora
        qué|que más _ hay|tienes|tiene
        hay|tienes|tiene|tenés más|otros|otras|otra|otro
        algo|un|poco|hay|tienes|tiene|puede|mejor|podría|sería más tarde|adelante
        ^más tarde _ favor?$
        siguiente|próxima|siguientes página|opciones|horas
        ^más$
        ninguno|ninguna de|me estos|estas|esos|esas|ellos|ellas|los|las|sirve|va|viene
        no me|nos sirve|va|viene|gusta ninguno|ninguna
        ^ninguno|ninguna""",
    ),
    (
        Intent.EARLIER,
        None,
        """algo|un|poco|hay|tienes|tiene|puede|mejor|podría|sería _ antes|temprano|pronto
        más temprano|pronto
        horas|horarios|opciones|días|página anteriores|anterior|previas
        ^antes$
        ^anteriores|anterior""",
    ),
    (
        Intent.CHANGE,
        "time",
        f"""{CHANGE} _ hora|horario|horas|turno
        hora|horario equivocado|equivocada|distinta|diferente|incorrecta
        {OTHER} hora|horario|turno""",
    ),
    (
        Intent.RESCHEDULE,
        None,
        f"""reprogramar|reprograma|reprograme|reprogramá|reagendar|reagenda|reagende|reprogramarla|reprogramación|reubicar
        {MOVE_IT}|{CHANGE_IT} a|al|para|de|un|más|el
        {MOVE_IT}
        {MOVE} _ {MEETING}|{MEETINGS}
        {MOVE} la|lo|el de
        {CHANGE} _ {MEETING}|{MEETINGS}
        {MOVE} _ al|para|a
        la|lo cambiamos|movemos|pasamos|aplazamos|cambias|mueves|movés|cambiás
        no puedo|podré|podemos ir|asistir|llegar _ _ _ mejor|otro|otra|cambiar|cambiamos""",
    ),
    (
        Intent.CANCEL,
        "this",
        """^cancélala|cancélalo|cancelala|cancelalo|cancélela|anúlala|anúlalo|anulala|cancelarla|anularla|cancelarlo
        ^cancela|cancelar|anula|anular eso|esto|esta|esa$""",
    ),
    (
        Intent.CANCEL,
        None,
        f"""{CANCEL}
        quita|quitar|borra|borrar|elimina|eliminar|suspender|suspende _ {MEETING}
        dar|da|dé de baja
        no podré|podremos|voy ir|asistir|llegar|venir|a
        no puedo|podemos ir|asistir|llegar|venir
        ya? no necesito|necesitamos|quiero la|mi|esa|esta|nuestra {MEETING}""",
    ),
    (
        Intent.REMOVE,
        None,
        f"""{TAKE_OFF}
        sin _ ADDRESS
        menos ADDRESS
        ADDRESS ya? no viene|va|asiste|puede|podrá""",
    ),
    (
        Intent.BOOKED,
        None,
        f"""mi|mis|nuestras|nuestra _ {MEETINGS}|calendario|agenda
        cuál|cuáles _ {MEETINGS}
        qué|que {MEETINGS} tengo|tenemos|hay
        qué|que tengo|tenemos _ reservado|agendado|programado|pendiente|apuntado|planeado|hoy|mañana|semana|agenda
        qué|que he|hemos reservado|agendado
        a qué|que hora era|tengo|tenemos
        tengo|tenemos algo|alguna|algún|una|citas|reuniones|nada {MEETING}|reservado|agendado|programado|pendiente?
        tengo|tenemos {MEETINGS}
        cuándo|dónde|cuando|qué _ mi|nuestra próxima|siguiente? {MEETING}
        mi próxima|siguiente {MEETING}
        muéstrame|muestra|mostrar|muestre|mostrame|ver|lista|listar|enséñame|dime _ {MEETINGS}|reservado
        próximas {MEETINGS}
        ^reservado|reservadas|reservas""",
    ),
    (
        Intent.DAYS,
        None,
        """qué|que|cuáles|cuál|cuales _ días|fechas|día|fecha
        muéstrame|mostrar|muestra|mostrame|ver|dime|enséñame _ días|fechas
        días|fechas _ libre|libres|disponible|disponibles|posibles|tienes|tiene|hay
        cuándo _ libre|disponible|hueco|disponibilidad|posible|puedes|puede|podemos|podrías|podría|podrían|podés|pueden
        cuándo _ tienes|tiene|tienen|tenés|hay|atienden|atiende|sería|reunirnos|vernos|puedo
        cuándo|cuando nos? quedamos|juntamos|reunimos
        cuando tienes|tiene|tienen|puedes|puede|podrían|podemos|hay|estás libre?
        disponibilidad
        ^fechas""",
    ),
    (
        Intent.SLOTS,
        None,
        """qué|cuáles|cuales _ horas|horarios|huecos|turnos|citas|espacios|horario|hora
        ^que horas|horarios|huecos|turnos|hora
        te|os|le|les va|viene|queda|parece bien? el|mañana|hoy|a|este|esta|por
        a qué|que hora|horas
        horas|horarios|huecos|turnos|espacios|hueco|cupos|cupo|lugar _ libres|disponibles|libre|disponible|hay|quedan|tienes
        horas|horarios|huecos|turnos el|para|este|mañana|hoy
        tendrías|tendría|tienes|tiene|tienen|tenés|hay|queda|quedan|habría un|una? algo|algún|alguna|hueco|huecos|hora|turno
        tienes|tiene|tienen|tenés|hay|quedan usted? hora|turnos|citas|espacio|lugar|cupo|libre|sitio|tiempo|horarios
        tienes|tiene|tienen|tenés|hay _ libre|disponible|libres|disponibles
        hay|tienes|tiene|tenés|tienen el|por|a|en|para|mañana|hoy|este|esta
        estás|está|están|estáis|sos|está|alguien _ libre|disponible|libres|disponibles
        qué|que _ libre|disponible|disponibles|libres
        qué|que hay|tienes|tiene|tenés|tienen _ el|por|a|en|para|mañana|hoy|este|esta
        puedes|puede|pueden|podés|podrías|podría|podéis el|mañana|hoy|a|este|esta|por
        es|sería posible _ el|mañana|hoy|a|este|esta|por
        ^algo el|para|por|a|después|antes|en|este|esta|mañana|hoy
        ^hay|tienes|tiene _ después|antes|entre
        muéstrame|ver|muestra|mostrar|mostrame _ horas|horarios|huecos|turnos""",
    ),
    (
        Intent.DONE,
        None,
        """^listo|hecho|terminado|terminé|terminamos$
        ^ya está|estamos|estaría$
        ^ya|con eso? es|sería|basta todo?$
        ^eso|esto|ya es|sería todo|suficiente
        ^con eso|esto basta|alcanza|vale
        ^nadie|nada|ninguno|ninguna más
        ^no hay? nadie|nada|ninguno más
        ^no eso|ya|así es|está todo|bien?
        ^no hay|somos|va|viene nadie|más
        ^solo|sólo|solamente ellos|ellas|él|ella|esos|esas|nosotros|yo$
        ^son todos|todas
        ^suficiente
        ^no hace falta nadie?""",
    ),
    (
        Intent.CHANGE,
        None,
        f"""mejor|prefiero|preferiría|preferimos el|a|al|por|mañana|hoy|otro|otra|lunes|martes|miércoles|jueves|viernes
        ^mejor|prefiero
        ^no? mejor|prefiero|sino
        en lugar|vez de|del
        me he? equivocado|equivoqué|confundí|confundido
        {CHANGE_IT} a|al|para|el|por
        {CHANGE}|{MOVE} _ por|a|al|para
        que sea|quede mejor?
        mejor aún?$""",
    ),
    (
        Intent.YES,
        None,
        f"""^sí|vale|ok|okay|bueno|dale|claro {BOOK}|confirma|confirme|hazlo|hágalo|hacelo la|lo|eso|esa|esto|ya?$
        ^sí|vale|ok|dale? reservarla|resérvala|resérvalo|reservala|reservalo|agéndala|agéndalo|agendala|agendalo|resérvelo
        ^reserva|agenda|reservá|agendá la|lo|eso|esa|esto|ese$
        ^hazlo|hágalo|hacelo|hazla|hagámoslo
        ^de acuerdo|una
        ^por|desde|sin|tal supuesto|luego|duda|cual
        ^cómo no
        ^está|esta|estaría|es|suena|parece|queda|me|todo muy|parece|suena? bien|perfecto|correcto|genial|todo|estupendo
        ^muy bien
        ^así está|es bien|perfecto|correcto?
        ^quiero confirmar
        ^me|nos va|viene|vale|queda|sirve|parece|conviene|cuadra|funciona muy|genial|perfecto|bien? bien|perfecto|genial?
        ^esa|ese|eso|esta _ va|viene|queda|sirve|parece|está bien|perfecto|genial
        ^si por|gracias|porfa|claro|correcto|perfecto|está|resérvala|resérvalo|confirmo|confirma|eso|esa|dale|vale|ok|señor?$
        ^me|nos|esa|ese|eso vale|sirve|mismo|misma$
        ^{YES} _ gracias|favor?$""",
    ),
    (
        Intent.BOOK,
        None,
        f"""{BOOK}
        {WANT} _ {MEETING}|hueco|hora|turno|espacio
        {WANT} _ {MEET}
        {MEET} el|mañana|hoy|la|a|este|esta|con|un
        {MEETING} con|para|el|a|sobre|mañana|hoy|de|este|próximo|próxima|la
        ^un|una? nueva|nuevo? {MEETING}
        {OTHER} {MEETING}
        ^me? {MEET}""",
    ),
    (Intent.ADD, None, f"{ADD}\ntambién|además|más|cc|y _ ADDRESS\nADDRESS también"),
    (
        Intent.NO,
        None,
        f"""^{NO}
        ^eso|esto|así no es|está|me|era
        ^esa|ese|eso|así|esta no$
        ^está|es mal|incorrecto|incorrecta|equivocado
        ^mal|incorrecto|equivocado
        ^de ninguna|eso manera|nada
        ^para nada
        no es|está|era eso|esa|ese|así|correcto|bien
        no me|nos va|viene|queda|sirve|conviene|cuadra""",
    ),
    (Intent.YES, None, f"^{YES}"),
    (Intent.THANKS, None, "gracias|agradezco|agradecido|agradecida|thanks|🙏"),
    (
        Intent.GREETING,
        None,
        "^hola|holi|buenas|hey|ey|hello|hi|saludos|👋\n^buenos|buen|buenas día|días|tardes|noches\n^qué|que tal|onda|hubo",
    ),
)
