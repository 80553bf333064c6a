"""What people ask about a kind of meeting in Spanish, and what they wish for that a booking has no room for.

`lexicon.Source.rules` explains the patterns; they begin a clause. The subject "kind" counts only where a kind is named.
"""

import re

from dialog.understanding.model import Intent

ASKING: tuple[tuple[Intent, str | None, str], ...] = (
    (
        Intent.ABOUT,
        "price",
        """^cuánto cuesta|cuestan|costaría|vale|valen|sale|cobran|cobra|es|hay|se|tengo|debo|por
        ^cuánto$
        ^precio|precios|coste|costo|tarifas$
        ^qué precio|precios|coste|costo|tarifa|vale|cuesta|valor
        ^cuál|cuáles es|son el|la|los|las _ precio|precios|coste|costo|tarifa|tarifas|valor
        ^es|son|sale|está el|la|los|las? _ gratis|gratuito|gratuita|gratuitos|pago|pagado|pagada
        ^el|la|los|las _ es|son|cuesta gratis|gratuito|gratuita|pago|pagado|algo|dinero
        ^hay|tengo|tenemos que pagar
        ^cuesta|tiene algo|dinero|costo|coste""",
    ),
    (
        Intent.ABOUT,
        "length",
        """^cuánto dura|duran|tiempo|tarda|demora|durará
        ^cuántos|cuántas minutos|horas
        ^qué duración|dura
        ^cuál es la _ duración
        ^de|por cuánto tiempo|dura""",
    ),
    (
        Intent.ABOUT,
        "size",
        """^cuántas|cuántos personas|plazas|participantes|invitados|asistentes|lugares pueden|caben|admite|entran|hay|podemos
        ^cuántas|cuántos pueden|caben|admite|entran|podemos
        ^cuánta gente puede|cabe|admite|entra
        ^para cuántas|cuántos
        ^qué capacidad|tamaño
        ^cuál es la|el _ capacidad|máximo|límite""",
    ),
    (
        Intent.ABOUT,
        "place",
        """^dónde es|se|será|tiene|queda|hacen|hace el|la|hace|lugar|celebra|una|un?
        ^es|será|son el|la|los|las? _ online|virtual|presencial|línea|remoto|remota""",
    ),
    (
        Intent.ABOUT,
        "info",
        """^de qué trata|va|se|tratan
        ^en qué consiste
        ^qué incluye|cubre|abarca
        ^quién da|dirige|imparte|presenta|organiza|dicta
        ^cuéntame|háblame|dime|explícame|cuénteme|hábleme|dígame _ sobre|del|de|acerca|el|la
        ^más información|detalles|info|datos""",
    ),
    (
        Intent.ABOUT,
        "kind",
        """^es|son|tiene|tienen|hay|está|por el|la|los|las|un|una|qué
        ^qué es|son el|la|los|las|un|una""",
    ),
)

REPEATING = re.compile(
    r"\b(?:cada|todos los|todas las) "
    r"(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?|domingos?|semanas?|mes(?:es)?)\b"
    r"|\b(?:semanal|quincenal|mensual)(?:mente)?\b|\bdiariamente\b|\b(?:cada d[ií]a|todos los d[ií]as) a las?\b",
    re.IGNORECASE,
)
VENUES = re.compile(
    r"\ben (?:mi|tu|su|nuestra|nuestro|la|el|un|una) (?:\w+ )?(?:oficina|despacho|casa|caf[eé]|cafeter[ií]a|restaurante|"
    r"hotel|bar|biblioteca|sala de reuniones|vest[ií]bulo)\b",
    re.IGNORECASE,
)
