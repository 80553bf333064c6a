"""Whole messages that mean one thing in Portuguese, and words around what is said."""

from dialog.understanding.lexicon import words_of
from dialog.understanding.model import Intent


def _each_as(names: str, intent: Intent) -> dict[str, Intent]:
    return dict.fromkeys(names.split(", "), intent)


COMMANDS: dict[str, Intent] = {
    **{
        name: Intent(name)
        for name in words_of("book reschedule cancel booked days slots yes no more earlier back undo stop help")
    },
    **_each_as("marcar, agendar, reservar, nova reunião, novo agendamento, nova consulta", Intent.BOOK),
    **_each_as("remarcar, reagendar, adiar, mudar a reunião", Intent.RESCHEDULE),
    **_each_as("cancelar, desmarcar, cancela, cancelar reunião, cancelar a reunião", Intent.CANCEL),
    **_each_as(
        "minhas reuniões, meus agendamentos, meus compromissos, minhas consultas, agendamentos, reuniões, minha agenda, "
        "agenda",
        Intent.BOOKED,
    ),
    **_each_as("dias, datas, disponibilidade", Intent.DAYS),
    **_each_as("opentimes, horários, horas, vagas, horários livres, horários disponíveis", Intent.SLOTS),
    **_each_as(
        "sim, s, ss, sim sim, claro, ok, okay, okey, k, beleza, blz, isso, isso mesmo, certo, correto, exato, confirmo, "
        "confirmar, fechado, combinado, bora, uhum, aham, com certeza, pode ser, por favor, tá bom, ta bom, tá, está bem, "
        "👍, ✅, ✔, 👌",
        Intent.YES,
    ),
    **_each_as("não, nao, n, nn, nope, negativo, 👎, ❌", Intent.NO),
    **_each_as("ajuda, socorro, ?, menu, comandos, info, opções", Intent.HELP),
    **_each_as(
        "oi, oie, oii, olá, ola, opa, e aí, eaí, hi, hello, hey, começar, iniciar, start, bom dia, boa tarde, boa noite, 👋",
        Intent.GREETING,
    ),
    **_each_as("obrigado, obrigada, muito obrigado, muito obrigada, valeu, vlw, obg, agradeço, 🙏", Intent.THANKS),
    **_each_as(
        "tchau, adeus, sair, parar, pare, para, chega, deixa pra lá, deixa, esquece, esqueça, fim, encerrar, até logo",
        Intent.STOP,
    ),
    **_each_as("recomeçar, começar de novo, reiniciar, do zero, reset, começar do zero", Intent.START_OVER),
    **_each_as("mais, mais tarde, próximos, mais opções, outros, outras", Intent.MORE),
    **_each_as("antes, mais cedo, anteriores, anterior", Intent.EARLIER),
    **_each_as("voltar, volta, volte, atrás, pra trás", Intent.BACK),
    **_each_as("desfazer, desfaz, desfaça", Intent.UNDO),
    **_each_as(
        "pronto, feito, terminei, acabou, só isso, é só, mais ninguém, mais nada, nada mais, ninguém mais", Intent.DONE
    ),
    **_each_as("nada, já está, é isso, só", Intent.DONE),
}

OPENING_WORDS = frozenset(
    words_of(
        "por favor oi olá opa tudo bom dia boa tarde noite ei olha olhe bem então e ah eh ai este isto ok okay perfeito "
        "obrigado obrigada muito valeu desculpa desculpe é que só já oh hum claro legal beleza na verdade pois "
        "aí gente tá"
    )
)
CHOICE_WORDS = frozenset(
    words_of(
        "a o as os opção opcao número numero num nº vaga horário um uma por favor quero queria prefiro escolho pego fico "
        "com vamos vou essa esse aquela aquele pode ser gostaria eu obrigado obrigada # item da lista me dá"
    )
)
LAST_CHOICE = frozenset({"último", "última"})

NEVER_NAMES = frozenset(
    words_of(
        "ele ela eles alguém ninguém todos qualquer a ao à adiciona adicionar agenda agora antes aqui assim participante "
        "participantes bem boa bom cada cancela cc consulta cliente como com contato contacto cópia e-mail email emails "
        "mail de da do das dos desde endereço é em na no nas nos enviar envia envie esta este favor obrigado obrigada até "
        "há hoje olá oi inclui convida convidado convidados convidar junto ligação segunda terça quarta quinta sexta "
        "feira sábado domingo amanhã manda mande me meu minha mim muito mais nem não nome o os ou outra outro para pra "
        "pro participante mas pessoa por pois que quero tira marca marcar reserva responde reunião se segundo ser sim sem "
        "sobre só são seu sua também te tu um uma você vocês e já eu as conta mensagem será meus nossa nosso gente"
    )
)

# words that wordings share
MEETING = (
    "reunião|consulta|chamada|call|ligação|conversa|reserva|sessão|agendamento|encontro|evento|compromisso|"
    "videochamada|videoconferência|entrevista|bate|papo|meeting|visita|atendimento"
)
MEETINGS = (
    "reuniões|consultas|chamadas|calls|ligações|conversas|reservas|sessões|agendamentos|encontros|eventos|compromissos|"
    "entrevistas"
)
HUMAN = (
    "humano|humana|pessoa|atendente|agente|operador|operadora|representante|recepcionista|alguém|funcionário|secretária"
)
YES = (
    "sim|claro|ok|okay|okey|beleza|perfeito|perfeita|ótimo|excelente|certo|correto|exato|exatamente|isso|confirmo|"
    "confirmado|confirmar|confirma|confirme|fechado|combinado|bora|uhum|aham|tá|legal|maravilha|show|positivo|certeza|👍|✅|✔|👌"
)
NO = "não|nope|negativo|nunca|jamais|👎|❌"
CHANGE = (
    "mudar|muda|mude|mudamos|alterar|altera|altere|trocar|troca|troque|trocamos|modificar|modifica|corrigir|corrige|corrija|"
    "editar|edita|edite|atualizar|ajustar|ajusta|mudança"
)
OTHER = "outro|outra|outros|outras|novo|nova|diferente"
MOVE = (
    "mover|move|mova|passar|passa|passe|adiar|adia|adie|adiantar|adianta|adiante|antecipar|antecipa|antecipe|postergar|"
    "posterga|atrasar|atrasa|transferir|transfere|transfira|jogar|joga|jogue|empurrar|empurra"
)
BOOK = (
    "marcar|marca|marque|marcamos|marquemos|agendar|agenda|agende|agendamos|agendemos|reservar|reserva|reserve|reservamos|"
    "programar|programa|programe|combinar|combinamos|organizar|organiza|organize|planejar|planeja|planear|solicitar|"
    "encaixar|encaixa|encaixe|pré-agendar"
)
WANT = (
    "quero|queria|gostaria|preciso|precisamos|queremos|quer|desejo|posso|pode|podes|poderia|podemos|poderíamos|consegue|"
    "consigo|vamos|faz|fazer|faça|criar|cria|crie|colocar|coloca|coloque|põe|bota|ter|me|arruma|arranja|arranje|busco|acha|"
    "encontra|precisava|tem|há"
)
MEET = "encontrar|encontrarmos|reunir|reunirmos|conversar|conversarmos|falar|falarmos|ver|vermos|bater|sentar"
CANCEL = (
    "cancelar|cancela|cancele|cancelo|cancelem|cancelamento|desmarcar|desmarca|desmarque|desmarco|anular|anula|anule"
)
ADD = (
    "adiciona|adicione|adicionar|acrescenta|acrescente|acrescentar|inclui|inclua|incluir|convida|convide|convidar|chama|chame|"
    "chamar|bota|junta"
)
TAKE_OFF = (
    "tira|tire|tirar|remove|remova|remover|retira|retire|retirar|exclui|exclua|excluir|elimina|elimine|eliminar|apaga|apague|"
    "apagar|desconvida|desconvidar"
)
PEOPLE = "participantes|participante|convidados|convidado|pessoas|gente|e-mails|email|emails|convidada"
