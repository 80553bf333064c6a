"""Groups of words of time in Portuguese, and slips of the fingers."""

from dialog.understanding.lexicon import Tags, words_of

WEEKDAYS = ("segunda", "terça", "quarta", "quinta", "sexta")
_ALSO_CHOICES = {"segunda": 2, "quarta": 4, "quinta": 5, "sexta": 6}


def _same(phrases: str, **tags: int) -> dict[str, Tags]:
    return dict.fromkeys(phrases.split(", "), tags)


def _each_as(slips: str, meant: str) -> dict[str, str]:
    return dict.fromkeys(slips.split(", "), meant)


_PARTS: dict[str, Tags] = {
    "madrugada": {"part": 0, "until": 6 * 60, "adverb": 1},
    "manhã": {"part": 8 * 60, "until": 12 * 60, "adverb": 1},
    "manhãzinha": {"part": 8 * 60, "until": 10 * 60, "adverb": 1},
    "tarde": {"part": 12 * 60, "until": 18 * 60, "adverb": 1},
    "tardinha": {"part": 16 * 60, "until": 18 * 60, "adverb": 1},
    "noite": {"part": 18 * 60, "until": 24 * 60, "night": 1, "adverb": 1},
    "noitinha": {"part": 18 * 60, "until": 21 * 60, "adverb": 1},
}
_REFUSALS = (
    *(f"não {verb}" for verb in words_of("posso podemos poderei pode podem poderia estou consigo quero rola serve")),
    *(
        f"{no} {suits}"
        for no in ("não", "n")
        for suits in ("dá", "vai dar", "me serve", "fica bem", "é possível", "tenho")
    ),
    *(
        "não tenho tempo",
        "não estou livre",
        "não estou disponível",
        "não dá pra mim",
        "não dá para mim",
        "não vou poder",
    ),
    *("estou ocupado", "estou ocupada", "impossível", "n posso", "fica ruim", "fica difícil", "é ruim", "não tá bom"),
)

PHRASES: dict[str, Tags] = {
    "a m": {"meridiem": 0},
    "p m": {"meridiem": 12},
    # days of the week
    **{f"{day} feira": {"weekday": index} for index, day in enumerate(WEEKDAYS)},
    **{f"{day} f": {"weekday": index} for index, day in enumerate(WEEKDAYS)},
    **{
        form.format(index + 2): {"weekday": index}
        for index in range(5)
        for form in ("{} ª feira", "{} a feira", "{} ª", "{} ªf", "{} a f", "na {} a", "próxima {} a", "{} º feira")
    },
    **{
        f"{day} {noun}": {"choice": place}
        for day, place in _ALSO_CHOICES.items()
        for noun in ("opção", "alternativa", "sugestão", "da lista", "hora", "data")
    },
    # parts of the day
    **{
        f"{before} {name}": tags
        for name, tags in _PARTS.items()
        for before in words_of("da de à a pela na durante")
        if f"{before} {name}" != "a manhã"
    },
    **_same("cedo da manhã, bem cedo, de manhã cedo, manhã cedo, logo cedo", part=8 * 60, until=10 * 60, adverb=1),
    **_same("fim da tarde, final da tarde, fim de tarde, final de tarde", part=16 * 60, until=19 * 60, adverb=1),
    **_same(
        "no fim da tarde, no final da tarde, no fim do dia, no final do dia", part=16 * 60, until=19 * 60, adverb=1
    ),
    **_same("começo da tarde, início da tarde, no começo da tarde, no início da tarde", part=12 * 60, until=15 * 60),
    **_same("começo da manhã, início da manhã, no começo da manhã, no início da manhã", part=8 * 60, until=10 * 60),
    **_same("fim da manhã, final da manhã, no fim da manhã, no final da manhã", part=10 * 60, until=12 * 60, adverb=1),
    **_same("meio da tarde, no meio da tarde", part=14 * 60, until=16 * 60, adverb=1),
    **_same("meio da manhã, no meio da manhã", part=9 * 60, until=11 * 60, adverb=1),
    **_same("hora do almoço, na hora do almoço, no almoço", part=12 * 60, until=14 * 60, adverb=1),
    "depois do expediente": {"part": 18 * 60, "until": 21 * 60, "adverb": 1},
    **_same("depois do almoço, após o almoço", part=13 * 60, until=16 * 60, adverb=1),
    **{
        f"{before}{hour}{of}": {"part": first * 60, "until": last * 60, "adverb": 1}
        for before in ("", "à ", "na ", "nas ")
        for hour in ("primeira hora", "primeiras horas")
        for of, first, last in (("", 8, 10), (" da manhã", 8, 10), (" da tarde", 13, 15), (" da noite", 18, 20))
    },
    **_same("12 da manhã, meio dia, ao meio dia, 12 do meio dia, doze do meio dia, 12 do dia, doze do dia", clock=720),
    **_same("meia noite, à meia noite, a meia noite, 12 da noite, doze da noite, ao meia noite", clock=0),
    # hours and what stands before them
    **_same(
        "para as, para às, pra as, pra às, para o, para a, pra a, pro",
        **{"to": 1, "for": 1, "onto": 1},
        about=1,
        stop=1,
    ),
    **_same("até as, até às, até à, até a, até o, até ao", range=1, not_after=1),
    **_same(
        "a partir das, a partir de, a partir da, a partir do, a partir, a contar de", not_before=1, after=1, glue=1
    ),
    **_same("depois das, depois da, depois de, depois do, após as, após às", not_before=2, after=1, past=1),
    **_same("a seguir a, a seguir à", after=1),
    **_same("antes das, antes da, antes de, antes do", not_after=2),
    **_same("no máximo às, no máximo até às, o mais tardar às, até no máximo", not_after=1),
    **_same("não antes das, não antes de, não antes do, no mínimo às", not_before=1),
    "mais tarde que as": {"not_before": 2},
    **_same("segunda metade, segunda quinzena", half_of=1),
    **{f"{day} semana {of}": {"nth_week": nth} for day, nth in _ALSO_CHOICES.items() for of in ("de", "do")},
    **_same("próximos dias, dias que vêm, próximos poucos dias", days_left=5),
    **_same(
        "por volta das, por volta da, por volta de, por volta do, perto das, em torno das, em torno de", at=1, about=1
    ),
    **_same(
        "cerca das, cerca de, lá pelas, mais ou menos às, mais ou menos as, tipo às, tipo as, aí pelas", at=1, about=1
    ),
    **_same("em ponto", oclock=1),
    **_same("e pouco, e pouquinho", stop=1),
    **_same("ou mais tarde, ou depois, em diante, pra frente, para frente, ou mais", bound=1, stop=1),
    **_same("ou antes, ou mais cedo, no máximo", bound=-1, stop=1),
    "e as": {"and": 1, "stop": 1, "glue": 1},
    "e às": {"and": 1, "at": 1, "stop": 1, "glue": 1},
    "ou as": {"or": 1, "stop": 1},
    "ou às": {"or": 1, "stop": 1, "at": 1},
    # lengths
    **_same("meia hora, meia horinha, 1/2 hora", whole=1800),
    **_same("hora e meia, uma hora e meia, 1 hora e meia", whole=5400),
    **_same("quarto de hora, um quarto de hora", whole=900),
    **_same("três quartos de hora, 3 quartos de hora", whole=2700),
    **_same("um par de, par de", number=2),
    **_same("uns poucos, umas poucas", number=3),
    "do dia": {"of": 1, "the": 1, "glue": 1, "dated": 1, "stop": 1},
    # days
    **_same("depois de amanhã, dps de amanhã", day=2),
    **_same("dia seguinte, no dia seguinte", days_later=1),
    **_same("próximo dia, no próximo dia", day=1, dated=1),
    **_same("dia de hoje, no dia de hoje, hoje mesmo, ainda hoje", day=0),
    **_same("dia de amanhã, amanhã mesmo", day=1),
    **_same("agora mesmo, neste momento, nesse momento", now=1),
    **_same(
        "semana que vem, próxima semana, semana próxima, semana seguinte, outra semana, sem que vem, semana q vem",
        week=1,
    ),
    **_same("esta semana, essa semana, nesta semana, nessa semana, desta semana, dessa semana, semana atual", week=0),
    **_same(
        "semana passada, mês passado, do mês passado, ano passado, na semana passada, no mês passado, no ano passado"
    ),
    **_same("mês que vem, próximo mês, mês seguinte, mês próximo, do mês que vem, do mês seguinte", month_from_now=1),
    **_same("este mês, esse mês, neste mês, nesse mês, deste mês, desse mês, do mês", month_from_now=0),
    **_same("ano que vem, próximo ano, ano seguinte", year_from_now=1),
    **_same("este ano, esse ano, deste ano, desse ano, neste ano", year_from_now=0),
    **_same("que vem, q vem", next=1, follows=1),
    **_same("fim de semana, final de semana, fins de semana, finais de semana", weekend=1),
    **_same("daqui a, daqui, dentro de, em uns, em umas, daki a", **{"in": 1}),
    **_same("a partir de agora, a partir de hoje, a contar de hoje, de agora em diante", later=1),
    **_same("mais tarde, mais pra frente, mais para frente", later=1, moves=1, stop=1),
    **_same("mais cedo", moves=-1, stop=1),
    **_same(
        "em vez da, em vez do, em vez de, ao invés da, ao invés de, ao invés do, no lugar da, no lugar de", **{"not": 1}
    ),
    **_same("menos na, menos no, exceto na, exceto no, a não ser, com exceção de", **{"not": 2}),
    **_same("nem na, nem no, nem", **{"not": 1}),
    **{
        f"{day} {noun}": {}
        for day in WEEKDAYS
        for noun in words_of(
            "vez parte via mão fase etapa versão rodada turma pessoa temporada edição tentativa pergunta reunião "
            "linha posição coluna página lista"
        )
    },
    **_same("por favor", stop=1),
    **_same("não pode vir, não vai poder vir, não poderá vir, não vem, não vem mais, não virá, não vai vir", absent=1),
    **_same(
        "não vai poder, não consegue vir, está doente, tá doente, cancelou, teve que cancelar, precisa cancelar",
        absent=1,
    ),
    **{
        f"mesmo horário {week}": {"days_later": 7}
        for week in ("na semana que vem", "semana que vem", "na próxima semana")
    },
    **_same(
        "na semana que vem no mesmo horário, semana que vem no mesmo horário, mesma hora na semana que vem",
        days_later=7,
    ),
    **_same("esquece o, esquece a, esqueça o, esqueça a", dropping=1),
    **_same("que não seja, não na, não no, não a, não o", **{"not": 1}),
    **{
        f"{phrase}{day}": {"not": 1, "unfit": 1, "stop": 1, "absent": 1}
        for phrase in _REFUSALS
        for day in ("", " na", " no", " essa")
    },
    **_same("horário do leste, hora do leste", zone=1),
    # no days and no times
    **_same("bom dia, boa tarde, boa noite, boas tardes, boas noites, 24/7, bom diaa"),
    **_same("é tarde, muito tarde, tarde demais, tão tarde, antes tarde, um pouco tarde"),
    **_same("por que não, pelo menos, mais ou menos, ao menos, de nada, nem sei, nem sempre, às vezes, as vezes"),
    **_same("ter uma, ter um, ter essa, ter que, ter de, ter a, ter o, ter os, um momento, um segundo, um minutinho"),
    **_same("cada um, cada uma, um dos, uma das, um de, uma de, que horas, como antes, em segundo lugar"),
}

MISSPELT = {
    "d": "de",
    **_each_as("amnh, amh, amn, amnhã, amanhaa, amnha, amanhâ, amanhan, amanham, ammanhã", "amanhã"),
    **_each_as("hj, oje, hoj", "hoje"),
    **_each_as("dps, depos", "depois"),
    **_each_as("seguda, segnda, sgunda", "segunda"),
    **_each_as("terca, teça, tersa", "terça"),
    **_each_as("qarta, qurta", "quarta"),
    **_each_as("qinta, quita", "quinta"),
    **_each_as("sesta, sxta", "sexta"),
    **_each_as("savado, sabdo", "sábado"),
    **_each_as("prox, próx, proxma", "próxima"),
    **_each_as("pf, pfv, pfvr, porfavor, fav, pff", "favor"),
    **_each_as("tb, tbm, tmb, tambem", "também"),
    **_each_as("q, k", "que"),
    **_each_as("vc, voce, vce", "você"),
    **_each_as("vcs, voces", "vocês"),
    **_each_as("ñ, naum, num, nn", "não"),
    **_each_as("kero, qro, qero", "quero"),
    **_each_as("obg, obgd, obgda, brigado, brigada, brigadão, obrigadão", "obrigado"),
    **_each_as("vlw, valew, vlww", "valeu"),
    **_each_as("blz, bele, belê", "beleza"),
    **_each_as("marka, marcr", "marcar"),
    **_each_as("ajendar, agendr", "agendar"),
    **_each_as("canselar, cancelr", "cancelar"),
    **_each_as("reuniao, runião, reunao", "reunião"),
}
