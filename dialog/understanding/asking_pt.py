"""What people ask about a kind of meeting in Portuguese, and what they wish for that a booking has no room for.

`lexicon.Source.rules` explains the patterns; they begin a clause. The subject "kind" counts only where a kind is named.
"""

import re

from dialog.understanding.model import Intent

ASKING: tuple[tuple[Intent, str | None, str], ...] = (
    (
        Intent.ABOUT,
        "price",
        """^quanto custa|custam|custaria|é|fica|sai|vale|cobram|cobra|tenho|preciso|devo|se|pago
        ^quanto$
        ^preço|preços|valor|valores$
        ^qual|quais é|são? o|a|os|as? _ preço|preços|valor|valores|custo|custos|taxa
        ^qual|que preço|valor|custo
        ^é|são|será o|a|os|as? _ grátis|gratuito|gratuita|gratuitos|pago|paga|pagos|graça
        ^tem|há|existe algum? custo|taxa|que
        ^o|a|os|as _ é|são grátis|gratuito|gratuita|pago|paga
        ^precisa|preciso|tem|tenho que? pagar""",
    ),
    (
        Intent.ABOUT,
        "length",
        """^quanto tempo|dura|duram|demora|leva
        ^quantos|quantas minutos|horas
        ^qual é? a? _ duração
        ^dura|demora quanto|quantos|quantas
        ^por quanto tempo""",
    ),
    (
        Intent.ABOUT,
        "size",
        """^quantas|quantos pessoas|participantes|convidados|lugares|vagas podem|cabem|pode|cabe|são|tem|há|podemos
        ^quantas|quantos podem|cabem|podemos
        ^para|pra quantas|quantos
        ^qual é? o|a? _ capacidade|limite|máximo""",
    ),
    (
        Intent.ABOUT,
        "place",
        """^onde é|vai|será|fica|acontece|ocorre o|a|ser|acontece|esse|essa?
        ^é|vai|será|são o|a|ser|os|as? _ online|virtual|presencial|remoto|remota""",
    ),
    (
        Intent.ABOUT,
        "info",
        """^do|de que|quê se? trata|fala
        ^sobre o que|quê
        ^o que|quê inclui|cobre|abrange|acontece
        ^quem dá|apresenta|conduz|organiza|ministra|faz
        ^me? conta|fala|fale|conte|diga|explica|explique|fale-me|conte-me me|nos|mais? _ sobre|do|da
        ^mais informações|detalhes|info|informação""",
    ),
    (
        Intent.ABOUT,
        "kind",
        """^é|são|tem|há|está|por o|a|os|as|um|uma|que
        ^o que|quê é|são o|a|um|uma""",
    ),
)

REPEATING = re.compile(
    r"\b(?:cada|todos? os?|todas? as?|todo|toda) "
    r"(?:segunda|ter[cç]a|quarta|quinta|sexta|s[aá]bado|domingo|semana|m[eê]s)"
    r"|\b(?:semanal|quinzenal|mensal)(?:mente)?\b|\bdiariamente\b|\b(?:todos os dias|todo dia) [àa]s?\b",
    re.IGNORECASE,
)
VENUES = re.compile(
    r"\b(?:no|na|em|num|numa) (?:(?:meu|minha|nosso|nossa|seu|sua|um|uma) )?(?:escrit[oó]rio|casa|caf[eé]|restaurante|"
    r"hotel|bar|biblioteca|sala de reuni(?:ões|oes|ão|ao))\b",
    re.IGNORECASE,
)
