"""Portuguese, of Brazil and of Portugal."""

import re

from dialog.understanding.asking_pt import ASKING, REPEATING, VENUES
from dialog.understanding.commands_pt import CHOICE_WORDS, COMMANDS, LAST_CHOICE, NEVER_NAMES, OPENING_WORDS
from dialog.understanding.lexicon import Source, Tags, words_of
from dialog.understanding.named_days import named_days
from dialog.understanding.phrases_pt import MISSPELT, PHRASES, WEEKDAYS
from dialog.understanding.places_pt import CLOCK_HERE, PLACES, ZONE_CUES, ZONE_FILLERS
from dialog.understanding.remarks_pt import FIRST, LAST
from dialog.understanding.wording_pt import RULES

_NUMBERS = words_of(
    "zero um dois três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete dezoito "
    "dezenove"
)
_TENS = ("vinte", "trinta", "quarenta", "cinquenta")
_ORDINALS = (
    "primeiro primeira",
    "segundo",
    "terceiro terceira",
    "quarto",
    "quinto",
    "sexto",
    "sétimo sétima",
    "oitavo oitava",
    "nono nona",
    "décimo décima",
)
_SHORT_WEEKDAYS = ("seg", "ter", "qua", "qui", "sex", "sáb", "dom")
_MONTHS = (
    "janeiro jan",
    "fevereiro fev",
    "março mar",
    "abril abr",
    "maio mai",
    "junho jun",
    "julho jul",
    "agosto ago",
    "setembro set",
    "outubro out",
    "novembro nov",
    "dezembro",
)


def _each(words: str, **tags: int) -> dict[str, Tags]:
    return dict.fromkeys(words_of(words), tags)


_WORDS: dict[str, Tags] = {
    # may follow a bare number that is a time
    **_each(
        "favor obrigado obrigada valeu e ou mas se sim que é está tá tô fica seria ficaria ok okay beleza bom boa ótimo "
        "perfeito então também melhor me te nos lhe você vocês vc eu ele ela nós gente posso pode podes podemos podem "
        "poderia poderíamos consegue consegues dá daria tenho tem temos há livre livres disponível disponíveis quero "
        "queria queremos quando onde quem porque como em de por serve rola nos juntos falar conversar aí lá pronto",
        stop=1,
    ),
    "com": {"stop": 1, "giving": 1},
    **_each(
        "adiciona adicione adicionar acrescenta acrescente acrescentar inclui inclua incluir convida convide convidar "
        "adicionem coloca coloque põe cc chama chame bota junta",
        giving=1,
    ),
    **_each("mais além", giving=1),
    **_each(
        "tira tire tirar remove remova remover retira retire retirar exclui exclua excluir elimina eliminar sem apaga "
        "apagar desconvida",
        taking=1,
    ),
    **_each("cancela cancelar cancele anula anular esquece esqueça", dropping=1),
    **_each("substitui substitua substituir", taking=1, exchanging=1),
    **_each("troca troque trocar", changing=1, exchanging=1),
    **_each(
        "reunião consulta chamada call ligação conversa sessão reserva agendamento encontro compromisso",
        moved=2,
        meeting=1,
    ),
    **_each("meu minha nossa nosso isso isto", moved=1),
    **_each(
        "muda mude mudar move mova mover passa passe passar adia adie adiar adianta adiante antecipa antecipe antecipar "
        "remarca remarque remarcar reagenda reagende reagendar transfere transfira altera altere alterar joga deixa bota",
        changing=1,
    ),
    **{word: {"number": value} for value, word in enumerate(_NUMBERS)},
    **_each("um uma", number=1, one=1),
    "duas": {"number": 2},
    "dez": {"number": 10, "month": 12},
    "catorze": {"number": 14},
    "dezasseis": {"number": 16},
    "dezassete": {"number": 17},
    "dezanove": {"number": 19},
    **{word: {"number": 10 * tens, "tens": 9} for tens, word in enumerate(_TENS, 2)},
    "cinqüenta": {"number": 50, "tens": 9},
    "mil": {"number": 1000, "times": 1000},
    **{word: {"ordinal": value} for value, words in enumerate(_ORDINALS, 1) for word in words_of(words)},
    "quarto": {"minutes": 15, "quarter": 1, "ordinal": 4},
    "quartos": {"quarter": 1},
    **_each("vigésimo vigésima", ordinal=20, tens=9),
    **_each("trigésimo trigésima", ordinal=30, tens=9),
    **_each("º ª", suffix=1),
    **{word: {"weekday": day} for day, word in enumerate(WEEKDAYS)},
    **_each("sábado sábados", weekday=5),
    **_each("domingo domingos", weekday=6),
    **{f"{word}s": {"weekday": day} for day, word in enumerate(WEEKDAYS)},
    **{word: {"weekday": day, "weak": 1} for day, word in enumerate(_SHORT_WEEKDAYS)},
    **{word: {"month": month} for month, words in enumerate(_MONTHS, 1) for word in words_of(words)},
    **_each("segundos segs", seconds=1),
    "segundo": {"ordinal": 2, "seconds": 1},
    **_each("minuto minutos min mins minutinhos", seconds=60),
    "hora": {"seconds": 3600, "oclock": 1, "time_of": 1},
    **_each("horas hrs hs hr", seconds=3600, oclock=1),
    "horário": {"time_of": 1},
    "horinha": {"seconds": 3600},
    "h": {"seconds": 3600, "oclock": 1, "hour_mark": 1},
    "m": {"seconds": 60, "glued": 1},
    "dia": {"days": 1, "dated": 1, "glue": 1, "on": 1},
    "dias": {"days": 1, "dated": 1},
    "semana": {"days": 7, "calendar_week": 1},
    "semanas": {"days": 7},
    "quinzena": {"days": 15, "halves": 1},
    "metade": {"halves": 1, "third": 1},
    **_each("mês meses", months=1),
    **_each("ano anos", months=12),
    "meia": {"minutes": 30, "half": 1},
    "meio": {"half": 1, "third": 1},
    **_each("começo início princípio comecinho", third=0),
    "meados": {"third": 1},
    **_each("fim final fins finzinho", third=2),
    **_each("vários várias", number=7),
    **_each("poucos poucas", number=3),
    "agora": {"now": 1},
    "hoje": {"day": 0, "stop": 1},
    "amanhã": {"day": 1, "stop": 1},
    "ontem": {"day": -1},
    "anteontem": {"day": -2},
    **_each("esta este essa esse estas estes nesta neste nessa nesse desta deste dessa desse", this=1),
    "este": {"this": 1, "moved": 1},
    **_each("próxima próximo próximas próximos", this=1, coming=1, follows=1),
    **_each("seguinte seguintes", next=1, follows=1),
    **_each("passada passado retrasada anterior", last=1, follows=1),
    **_each("última último", last=1),
    **_each("fds finde", weekend=1),
    "am": {"meridiem": 0},
    "pm": {"meridiem": 12},
    **_each("meiodia", clock=12 * 60),
    **_each("meianoite", clock=0),
    **_each("madrugada", part=0, until=6 * 60),
    **_each("manhã manhãs", part=8 * 60, until=12 * 60),
    **_each("tarde tardes tardinha", part=12 * 60, until=18 * 60),
    **_each("noite noites", part=18 * 60, until=24 * 60, night=1),
    **_each("cedo cedinho", shade=-1),
    "e": {"and": 1, "joins": 1, "stop": 1},
    "ou": {"or": 1, "stop": 1},
    "menos": {"minus": 1, "stop": 1, "not": 2},
    **_each("exceto salvo tirando", **{"not": 2, "stop": 1}),
    "fora": {"any_but": 1, "stop": 1},
    **_each("qualquer todo todos cada", any=1),
    "para": {"to": 1, "for": 1, "stop": 1, "glue": 1, "onto": 1},
    **_each("pra pro pras pros", **{"to": 1, "for": 1, "stop": 1, "glue": 1, "onto": 1, "about": 1}),
    "por": {"for": 1, "stop": 1, "glue": 1, "onto": 1},
    "o": {"the": 1, "on": 1, "named": 1, "glue": 1, "moved": 1, "suffix": 1},
    "os": {"glue": 1},
    "a": {"range": 1, "onto": 1, "named": 1, "glue": 1, "suffix": 1, "moved": 1},
    "as": {"about": 1, "glue": 1},
    **_each("às ás", at=1, range=1, glue=1),
    "à": {"at": 1, "range": 1, "glue": 1},
    **_each("ao aos", range=1, the=1, onto=1, glue=1),
    **_each("da dos", of=1, glue=1),
    "do": {"of": 1, "the": 1, "of_month": 1, "glue": 1},
    "de": {"of": 1, "from": 1, "glue": 1},
    "das": {"of": 1, "from": 1, "about": 1, "glue": 1},
    **_each("no", on=1, the=1, glue=1),
    **_each("na nas nos", on=1, glue=1),
    "em": {"in": 1, "on": 1, "glue": 1, "stop": 1},
    **_each("pela pelo", on=1, glue=1),
    "pelas": {"at": 1, "about": 1, "glue": 1},
    "umas": {"about": 1, "glue": 1},
    "desde": {"from": 1, "glue": 1, "not_before": 1},
    "até": {"range": 1, "not_after": 1},
    "entre": {"between": 1, "glue": 1},
    **_each("tipo aproximadamente aprox", about=1, glue=1),
    "são": {"about": 1, "stop": 1},
    "mas": {"stop": 1, "any_but": 1},
    "após": {"not_before": 2, "after": 1},
    "depois": {"later": 1, "moves": 1, "stop": 1},
    "antes": {"moves": -1, "stop": 1},
    "logo": {"stop": 1},
    **_each("não", **{"not": 1, "unfit": 1, "stop": 1}),
    **_each("durante dura duração", lasting=1),
    "há": {"back": 1},
    "atrás": {"ago": 1},
    **_each("fuso", place_time=1),
}

SOURCE = Source(
    words=_WORDS,
    phrases={**PHRASES, **named_days("pt")},
    misspelt=MISSPELT,
    often_misspelt=frozenset(
        words_of(
            "segunda terça quarta quinta sexta sábado domingo janeiro fevereiro março agosto setembro outubro novembro "
            "dezembro amanhã minutos próxima próximo semana marcar agendar cancelar desmarcar remarcar reagendar mudar "
            "disponível disponíveis disponibilidade horários reunião reuniões obrigado obrigada depois convidados"
        )
    ),
    commands=COMMANDS,
    rules=(*FIRST, *RULES, *ASKING, *LAST),
    never_names=NEVER_NAMES,
    before_names=frozenset(
        words_of("e com adiciona adicione inclui inclua convida convide chama cc mais & para também")
    ),
    opening_words=OPENING_WORDS,
    agreeing=frozenset(
        words_of(
            "a agora alterar alterá-la com eu gosto hora horário la lo logo mim minha na no nós o obrigadão os "
            "para pra reunião tempo você"
        )
    ),
    choice_words=CHOICE_WORDS,
    last_choice=LAST_CHOICE,
    one="um",
    places=PLACES,
    zone_fillers=ZONE_FILLERS,
    zone_cues=ZONE_CUES,
    earliest=re.compile(
        r"\b(?:o quanto antes|quanto antes|assim que (?:poss[ií]vel|puder(?:em)?|der)|o mais (?:cedo|r[aá]pido) poss[ií]vel|"
        r"o mais breve poss[ií]vel|asap|(?:primeir[ao]|pr[oó]xim[ao]) (?:hor[aá]rio|vaga|data|dia|hora)? ?"
        r"(?:livre|dispon[ií]vel|poss[ií]vel|que tiver|vag[ao])|primeir[ao] (?:hor[aá]rio|vaga)|mais cedo poss[ií]vel|"
        r"(?:em |a )?qualquer (?:hora|hor[aá]rio|momento)|tanto faz|qualquer um[a]?|quando (?:der|puder|quiser))\b"
        r"|^\W*[oa] (?:primeir[oa]|mais cedo)\W*$",
        re.IGNORECASE,
    ),
    repeating=REPEATING,
    venues=VENUES,
    clock_here=CLOCK_HERE,
    titles=re.compile(
        r"\b(?:(?:assunto|t[ií]tulo|tema|motivo|pauta)(?:\s?:| (?:é|ser[aá])\s)|intitulad[ao]\b|com o t[ií]tulo\b|"
        r"chamad[ao] (?=[\"“«'])|cham[ea](?:-[oa])? de\b|renome(?:ie|ia|ar)(?:-[oa])?(?: para| como)?\b|"
        r"(?:mud[ae]r?|alter[ae]r?|troc(?:ar|a|que)) o (?:t[ií]tulo|nome|assunto) para\b)\s?:?",
        re.IGNORECASE,
    ),
    topics=re.compile(
        r"\b(?:sobre|a respeito d[aeo]s?|acerca d[aeo]s?|referente a[os]?|relativ[ao] a[os]?|"
        r"(?:para|pra) (?:falar|conversar|discutir|tratar|revisar|ver|rever|alinhar|debater)"
        r"(?: (?:sobre|d[aeo]s?|acerca d[aeo]s?))?)\s"
        r"(?!(?:isso|isto|ela|ele|tudo|mim|com|as \d|que)\b)",
        re.IGNORECASE,
    ),
    joints=re.compile(
        r"(?:[\s,;:–-]|\b(?:o|a|os|as|às|à|ao|com|para|pra|por|e|em|de|da|do|na|no|desde|esta|este|essa|esse|nesta|neste|"
        r"pr[oó]xim[oa]|sobre|favor|dia|pela|pelo)\b)+$",
        re.IGNORECASE,
    ),
    morning_from=8,
    dashed_days=True,
)
