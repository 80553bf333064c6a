"""Portuguese: what is meant by somebody in São Paulo on Wednesday, 13 May 2026, at 10:00."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from dialog.understanding import Intent, read

NOW = datetime(2026, 5, 13, 13, 0, tzinfo=UTC)
ZONE = "America/Sao_Paulo"

MOMENTS = {
    "hoje": "2026-05-13",
    "amanhã": "2026-05-14",
    "AMANHÃ ÀS 3": "2026-05-14T15:00",
    "sexta": "2026-05-15",
    "sexta feira às 10": "2026-05-15T10:00",
    "na 6ª às 10": "2026-05-15T10:00",
    "sexta que vem": "2026-05-22",
    "na segunda às 9h": "2026-05-18T09:00",
    "dia 18 às 10": "2026-05-18T10:00",
    "18-5 às 14h": "2026-05-18T14:00",
    "18/05/2027": "2027-05-18",
    "amanhã às 4 e 20": "2026-05-14T16:20",
    "amanhã 16h": "2026-05-14T16:00",
    "amanhã 14:30hs": "2026-05-14T14:30",
    "amanhã ao meio dia e meia": "2026-05-14T12:30",
    "uma da tarde": "2026-05-13T13:00",
    "às 8 da noite": "2026-05-13T20:00",
    "hoje à noite às 9": "2026-05-13T21:00",
    "em duas horas": "2026-05-13T12:00",
    "daqui 2 semanas": "2026-05-27",
    "em 3 dias": "2026-05-16",
    "última sexta de maio": "2026-05-29",
    "1o de junho": "2026-06-01",
    "fim de semana": "2026-05-16",
    "quinze pras 3": "2026-05-13T14:45",
    "não, quinta": "2026-05-14",
    "segunda não dá, que tal terça às 4?": "2026-05-19T16:00",
    "passa para sexta às 11": "2026-05-15T11:00",
    "lá pelas 5": "2026-05-13T17:00",
    "por volta das 14h": "2026-05-13T14:00",
    "sex 15 10h": "2026-05-15T10:00",
    "10 de dez às 10": "2026-12-10T10:00",
    "reunião de 30 minutos sexta às 11": "2026-05-15T11:00",
    "reunião de uma hora amanhã às 9": "2026-05-14T09:00",
    "20 do 6": "2026-06-20",
    "domingo ao meio dia": "2026-05-17T12:00",
    "voltarei no dia 22 de abril às 8 da noite": "2027-04-22T20:00",
    "são quatro e meia da manhã": "2026-05-14T04:30",
    "vinte para as 4": "2026-05-13T15:40",
    "às 15:45:30": "2026-05-13T15:45",
    "esta manhã às 9": "2026-05-13T09:00",
    "1 de janeiro às 6 am": "2027-01-01T06:00",
    "quinta, 4 de junho": "2026-06-04",
    "quinze de dezembro do ano que vem": "2027-12-15",
    "3 de nov. de 2028 18:00": "2028-11-03T18:00",
    "em cinco minutos": "2026-05-13T10:05",
    "a partir de amanhã": "2026-05-14",
    "dia 20 do mês que vem": "2026-06-20",
    "5 dias a partir de hoje": "2026-05-18",
    "o último domingo deste mês": "2026-05-31",
    "19:00 horas": "2026-05-13T19:00",
    "19h30min": "2026-05-13T19:30",
    "às três menos um quarto": "2026-05-13T14:45",
    "vinte e duas horas": "2026-05-13T22:00",
    "às 22h": "2026-05-13T22:00",
    "uma e quinze": "2026-05-13T13:15",
    "2 semanas depois": "2026-05-27",
    "segunda da semana que vem": "2026-05-18",
    "próxima segunda-feira às 9": "2026-05-18T09:00",
    "25/12": "2026-12-25",
    "25 dez 2026": "2026-12-25",
    "2026/12/25": "2026-12-25",
    "quinta-feira, 25 de junho de 2026, 15:00": "2026-06-25T15:00",
    "daqui a um par de dias": "2026-05-15",
    "daqui uma semana": "2026-05-20",
    "quero o das 10:30": "2026-05-13T10:30",
    "a das 4": "2026-05-13T16:00",
    "ontem": "2026-05-12",
    "amanhã lá pras 3": "2026-05-14T15:00",
    "terça que vem": "2026-05-19",
    "quarta dia 20": "2026-05-20",
    "2ª feira 9h": "2026-05-18T09:00",
    "hoje ainda": "2026-05-13",
    "às 14:00hs": "2026-05-13T14:00",
    "meio dia e quinze": "2026-05-13T12:15",
    "8 e 30": "2026-05-14T08:30",
    "às dez": "2026-05-14T10:00",
    "em dez minutos": "2026-05-13T10:10",
    "às três e dez": "2026-05-13T15:10",
    "dez horas": "2026-05-14T10:00",
}

RANGES = {
    "essa sexta à tarde": ("2026-05-15T12:00", "2026-05-15T18:00"),
    "amanhã das 14 às 16": ("2026-05-14T14:00", "2026-05-14T16:00"),
    "amanhã entre 10 e 12": ("2026-05-14T10:00", "2026-05-14T12:00"),
    "amanhã entre as 2 e as 4": ("2026-05-14T14:00", "2026-05-14T16:00"),
    "amanhã de 2 a 4": ("2026-05-14T14:00", "2026-05-14T16:00"),
    "amanhã a partir das 15h": ("2026-05-14T15:00", "2026-05-15T00:00"),
    "amanhã depois das 3": ("2026-05-14T15:00", "2026-05-15T00:00"),
    "amanhã antes do meio-dia": ("2026-05-14T00:00", "2026-05-14T12:00"),
    "amanhã até as 12": ("2026-05-14T00:00", "2026-05-14T12:00"),
    "amanhã de manhã": ("2026-05-14T08:00", "2026-05-14T12:00"),
    "amanhã cedo": ("2026-05-14T08:00", "2026-05-14T10:00"),
    "amanhã à tarde": ("2026-05-14T12:00", "2026-05-14T18:00"),
    "amanhã no fim da tarde": ("2026-05-14T16:00", "2026-05-14T19:00"),
    "hoje à noite": ("2026-05-13T18:00", "2026-05-14T00:00"),
    "segunda ou terça": ("2026-05-18T00:00", "2026-05-20T00:00"),
    "terça e quinta à tarde": ("2026-05-19T12:00", "2026-05-19T18:00"),
    "semana que vem": ("2026-05-18T00:00", "2026-05-25T00:00"),
    "próxima semana": ("2026-05-18T00:00", "2026-05-25T00:00"),
    "essa semana": ("2026-05-13T00:00", "2026-05-18T00:00"),
    "mês que vem": ("2026-06-01T00:00", "2026-07-01T00:00"),
    "de dez a onze da manhã": ("2026-05-14T10:00", "2026-05-14T11:00"),
    "terça-feira de manhã": ("2026-05-19T08:00", "2026-05-19T12:00"),
    "segunda de manhã cedo": ("2026-05-18T08:00", "2026-05-18T10:00"),
    "segunda logo cedo": ("2026-05-18T08:00", "2026-05-18T10:00"),
    "de noite": ("2026-05-13T18:00", "2026-05-14T00:00"),
    "10 - 22 agosto": ("2026-08-10T00:00", "2026-08-23T00:00"),
    "de 6:30 a 7:30 da noite": ("2026-05-13T18:30", "2026-05-13T19:30"),
    "das 10 até as 11 da manhã": ("2026-05-14T10:00", "2026-05-14T11:00"),
    "18h-19h": ("2026-05-13T18:00", "2026-05-13T19:00"),
    "18h às 19h": ("2026-05-13T18:00", "2026-05-13T19:00"),
    "sábado à noite": ("2026-05-16T18:00", "2026-05-17T00:00"),
    "sábado ou domingo": ("2026-05-16T00:00", "2026-05-18T00:00"),
    "entre segunda e quarta": ("2026-05-18T00:00", "2026-05-21T00:00"),
    "de segunda a quarta": ("2026-05-18T00:00", "2026-05-21T00:00"),
    "de 18 a 20 de maio": ("2026-05-18T00:00", "2026-05-21T00:00"),
    "entre 9h30 e 10h15 na quinta": ("2026-05-14T09:30", "2026-05-14T10:15"),
    "quinta entre as nove e meia e as dez e quinze": ("2026-05-14T09:30", "2026-05-14T10:15"),
    "qualquer dia da semana que vem à tarde": ("2026-05-18T12:00", "2026-05-18T18:00"),
    "a tarde de quinta": ("2026-05-14T12:00", "2026-05-14T18:00"),
    "quinta à tarde depois das 4": ("2026-05-14T16:00", "2026-05-14T18:00"),
    "amanhã ao final da tarde": ("2026-05-14T16:00", "2026-05-14T19:00"),
    "no começo da tarde de quinta": ("2026-05-14T12:00", "2026-05-14T15:00"),
    "depois do almoço na sexta": ("2026-05-15T13:00", "2026-05-15T16:00"),
    "na hora do almoço de sexta": ("2026-05-15T12:00", "2026-05-15T14:00"),
    "amanhã de tardinha": ("2026-05-14T16:00", "2026-05-14T18:00"),
    "amanhã a tarde": ("2026-05-14T12:00", "2026-05-14T18:00"),
    "amanha a noite": ("2026-05-14T18:00", "2026-05-15T00:00"),
}

NO_MOMENT = [
    "quero ter uma reunião",
    "boa tarde",
    "bom dia",
    "a segunda opção",
    "o segundo",
    "às vezes",
    "somos 3 pessoas",
    "são 3 pessoas",
    "as 2 pessoas",
    "custa 3,50",
    "um momento",
    "na segunda não posso",
    "segunda não dá",
    "um",
    "tanto faz",
    "é tarde",
    "o orçamento de 2027",
]

LENGTHS = {
    "uma hora e meia": 90,
    "uma hora": 60,
    "45 min": 45,
    "duas horas e meia": 150,
    "três quartos de hora": 45,
    "um quarto de hora": 15,
    "meia hora": 30,
    "uma reunião de 90 minutos": 90,
}

WORDINGS = {
    Intent.BOOK: """marcar
        quero marcar uma reunião
        quero uma consulta para terça
        preciso de uma reunião com ana@x.pt na quinta às 10
        podemos nos encontrar na sexta?
        gostaria de agendar uma chamada
        marca uma reunião amanhã às 4
        agenda pra mim uma reunião com luis@x.br amanhã
        você pode me encaixar na segunda?
        vamos conversar na quinta?
        queria marcar um horário
        marque uma call sobre o orçamento na terça às 9
        book
        pode fazer reserva para sexta?""",
    Intent.RESCHEDULE: """quero mudar minha reunião
        muda minha reunião para sexta
        dá pra passar pra quinta?
        remarcar
        quero reagendar
        muda a consulta de segunda para terça
        não vou conseguir ir, dá pra remarcar?
        adia a reunião""",
    Intent.CANCEL: """cancelar
        cancela minha consulta
        desmarca a reunião de terça
        não vou poder ir
        não posso mais ir
        cancela ela
        quero cancelar
        preciso desmarcar""",
    Intent.BOOKED: """minhas reuniões
        quais reuniões eu tenho?
        quando é minha próxima reunião?
        tenho algo amanhã?
        mostra minhas reuniões
        que reuniões tenho esta semana?""",
    Intent.COMING: """quem vem?
        quem confirmou?
        todos responderam?
        quem vai participar?
        quantos vêm?""",
    Intent.DAYS: """que dias estão livres?
        quando você tem disponibilidade?
        quando você pode?""",
    Intent.SLOTS: """que horários tem na sexta?
        o que tem livre na sexta?
        tem algo na quinta à tarde?
        que horas você pode na terça?
        está livre amanhã às 3?
        horários disponíveis
        tem vaga amanhã?
        o mais cedo possível
        o mais cedo possível""",
    Intent.YES: """sim
        s
        claro que sim
        beleza
        pode ser
        pode marcar
        fechado
        perfeito
        por mim tudo bem
        tá bom
        tá ótimo
        sim, por favor
        confirmo
        isso""",
    Intent.NO: """não
        nao
        não obrigado
        não, assim não
        não dá pra mim
        ainda não
        não quero cancelar
        não cancela
        não dá pra mim""",
    Intent.DONE: """pronto
        mais ninguém
        só isso
        é só isso
        nada mais
        não, mais ninguém
        não, mais ninguém""",
    Intent.KEEP: """deixa como está
        deixa assim
        mantém
        deixa assim""",
    Intent.MORE: """mais
        mais opções
        outros horários
        algo mais tarde?
        nenhum serve
        outro horário""",
    Intent.EARLIER: """antes
        algo mais cedo?
        mais cedo""",
    Intent.BACK: """voltar
        volta""",
    Intent.UNDO: """desfazer
        desfaz isso
        undo""",
    Intent.START_OVER: """começar de novo
        vamos recomeçar
        do zero""",
    Intent.STOP: """parar
        deixa pra lá
        esquece
        stop
        adeus
        até logo""",
    Intent.HELP: """ajuda
        o que você pode fazer?
        o que você faz?
        como funciona?
        preciso de ajuda
        help""",
    Intent.HUMAN: """quero falar com uma pessoa
        quero falar com um atendente
        você é um robô?""",
    Intent.GREETING: """oi
        olá
        bom dia
        oi, boa tarde""",
    Intent.THANKS: """obrigado
        valeu""",
    Intent.ADD: """também ana@x.pt
        adiciona ana@x.pt
        convida também luis@x.br
        e luis@x.br
        troca luis@x.br por ana@x.pt
        substitui luis@x.br por ana@x.pt
        Ana Lopes ana@x.pt e Luis <luis@x.br>""",
    Intent.REMOVE: """tira o luis
        remove luis@x.br
        sem luis@x.br
        tira o luis
        tira o luis e a ana""",
    Intent.CHANGE: """na segunda não dá
        tem outro dia?
        só com ana@x.pt
        mudar o dia
        outro dia
        muda a data
        mudar a hora
        quero trocar o horário
        mudar o tipo
        outra duração
        mudar o fuso horário
        meu fuso horário é Manaus
        não, melhor na quinta
        não, quinta
        melhor às 5""",
}

ZONES = {
    "estou em Lisboa": "Europe/Lisbon",
    "meu fuso horário é Manaus": "America/Manaus",
    "moro em Recife": "America/Recife",
    "hora de Londres": "Europe/London",
    "Brasília": "America/Sao_Paulo",
    "sao paulo": "America/Sao_Paulo",
}

TITLES = {
    "marque uma call sobre o orçamento na terça às 9": "o orçamento",
    "assunto: Orçamento 2027": "Orçamento 2027",
    'o título é "revisão"': "revisão",
    "quero uma reunião amanhã para falar do contrato": "contrato",
}

PEOPLE = {
    "tira o luis": (["luis"], []),
    "troca luis@x.br por ana@x.pt": (["luis@x.br"], ["ana@x.pt"]),
    "substitui luis@x.br por ana@x.pt": (["luis@x.br"], ["ana@x.pt"]),
    "tira o luis e a ana": (["luis", "ana"], []),
    "sem luis@x.br": (["luis@x.br"], ["luis@x.br"]),
    "também ana@x.pt": ([], ["ana@x.pt"]),
}


@pytest.mark.parametrize(("text", "start"), MOMENTS.items())
def test_a_day_or_a_time(text: str, start: str) -> None:
    """The next one, in working hours where nothing else settles it."""
    reading = read(text, NOW, ZONE, "pt_BR")

    assert reading.moment is not None
    assert reading.moment.start == datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(ZONE))
    assert reading.moment.has_time == ("T" in start)


@pytest.mark.parametrize(("text", "ends"), RANGES.items())
def test_a_range(text: str, ends: tuple[str, str]) -> None:
    """Its start and its end."""
    moment = read(text, NOW, ZONE, "pt_BR").moment

    assert moment is not None
    assert moment.end is not None
    assert (moment.start.isoformat()[:16], moment.end.isoformat()[:16]) == ends


@pytest.mark.parametrize("text", NO_MOMENT)
def test_no_day_and_no_time(text: str) -> None:
    """Small words and numbers are none by themselves, nor is a day that does not suit."""
    assert read(text, NOW, ZONE, "pt_BR").moment is None


@pytest.mark.parametrize(("text", "minutes"), LENGTHS.items())
def test_a_length(text: str, minutes: int) -> None:
    """In minutes."""
    assert read(text, NOW, ZONE, "pt_BR").minutes == minutes


@pytest.mark.parametrize(
    ("intent", "text"), [(intent, text.strip()) for intent, texts in WORDINGS.items() for text in texts.splitlines()]
)
def test_wording_shows_what_is_wanted(intent: Intent, text: str) -> None:
    """In commands and in free words, polite and familiar."""
    assert read(text, NOW, ZONE, "pt_BR").intent is intent


@pytest.mark.parametrize(("text", "zone"), ZONES.items())
def test_a_place_is_the_zone_of_the_writer(text: str, zone: str) -> None:
    """By its Portuguese name."""
    assert read(text, NOW, "UTC", "pt_BR").timezone == zone


@pytest.mark.parametrize(("text", "title"), TITLES.items())
def test_a_title_ends_where_the_rest_begins(text: str, title: str | None) -> None:
    """As in English."""
    assert read(text, NOW, ZONE, "pt_BR").title == title


@pytest.mark.parametrize(("text", "people"), PEOPLE.items())
def test_who_is_taken_off_and_who_comes(text: str, people: tuple[list[str], list[str]]) -> None:
    """By address or by name, with a preposition or an article before it."""
    reading = read(text, NOW, ZONE, "pt_BR")

    assert (list(reading.removed), [person.email for person in reading.emails]) == people
