"""What people write to a booking bot in Portuguese, and what they want by it. `lexicon.Source.rules` explains the patterns.

The forms of "você" and of "tu" stand side by side, as do the words of Brazil and of Portugal.
"""

from dialog.understanding.commands_pt import (
    ADD,
    BOOK,
    CANCEL,
    CHANGE,
    HUMAN,
    MEET,
    MEETING,
    MEETINGS,
    MOVE,
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
        """não _ reserve|reserva|marque|marca|cancele|cancela|confirme|confirma|envie|mande|agende|desmarque|desmarca
        não quero|queremos|faça|faz _ reservar|marcar|cancelar|confirmar|agendar|desmarcar|isso|isto
        ^ainda não
        ^melhor|agora não$
        ^acho que não
        não dá|serve|rola|funciona pra|para|pro mim|nós|gente
        não dá|vai|serve|rola|funciona dar?$
        ^de|nem jeito|pensar nenhum?""",
    ),
    (
        Intent.YES,
        None,
        """^não há|tem|tenho|vejo problema|inconveniente|problemas|objeção
        ^sem problema|problemas
        ^sim|pode cancelar|cancela|cancele|desmarcar|desmarca|desmarque ela|isso?$
        ^por|como que? não""",
    ),
    (
        Intent.START_OVER,
        None,
        """recomeçar|recomeça|recomece|recomecemos
        apaga|apague|apagar tudo
        começar|comece|começa|começamos|comecemos _ novo|zero|início|começo|novamente
        voltar|volta|vamos ao|do|pro início|começo
        do zero
        desde o início|começo
        ^reiniciar|reinicia|reinicie|reset""",
    ),
    (Intent.STOP, "this", "não importa\ndeixa|deixe|deixar pra|para lá"),
    (
        Intent.STOP,
        None,
        """^parar|pare|stop|chega|sair|encerrar|encerra|tchau|adeus|xau
        ^para|pára já|com|tudo$
        esquece|esqueça|esquecer
        deixa|deixe quieto|estar|disso
        ^deixa|deixe isso?$
        ^até logo|mais|breve|amanhã$
        mudei|mudamos de ideia$
        desisto|desisti|desistir|desistimos
        não me interessa
        não estou interessado|interessada
        em outro|outra momento|hora|ocasião
        fica pra|para a|outro|outra? próxima|dia|hora|vez
        talvez|quem sabe mais tarde|depois|outro
        não quero mais|nada""",
    ),
    (
        Intent.UNDO,
        None,
        """desfazer|desfaz|desfaça|desfazê-lo
        reverter|reverte|reverta
        volta|volte|voltar como estava
        volta|volte atrás nisso?
        ^apaga|apague isso""",
    ),
    (
        Intent.BACK,
        None,
        """^voltar|volta|volte$
        voltar|volta|volte|voltamos|retornar um|uma|à|a|ao|para|pra? passo|pergunta|etapa|anterior|trás|tela
        passo|pergunta|etapa|tela anterior
        retroceder|retrocede
        pra|para trás""",
    ),
    (
        Intent.HELP,
        None,
        """^ajuda|socorro
        preciso|quero|precisava _ ajuda
        pode|podes|poderia|consegue me ajudar|ajuda
        me ajuda|ajude
        ajuda-me|ajude-me|ajudar
        o? que você|vc|tu|eu|posso|pode|consegue|sabe _ fazer|faz|dizer|escrever|pedir|perguntar|faço
        o? que posso|pode|consegue|sabes|podes fazer|dizer|escrever|pedir|perguntar
        não entendi|entendo$
        como _ funciona|uso|usar|usa|utilizo
        como posso|faço|eu|se para|pra? marcar|reservar|agendar|cancelar|marco|agendo|faço|faz
        quais são? os comandos
        não entendi|entendo|sei nada|como|isso""",
    ),
    (
        Intent.HUMAN,
        None,
        f"""falar|conversar|falo|contatar|contactar|passa|chama|transfere|transfira|atenda _ {HUMAN}
        {HUMAN} real|verdade|verdadeira|verdadeiro|física
        {HUMAN} de verdade|carne
        quero|preciso|gostaria|queria|chama um|uma|de|do|o? um|uma? atendente|humano|humana
        ^um|uma? {HUMAN}$
        tem|há|existe _ humano|atendente|pessoa|alguém aí|real|humana|disponível?
        é|você|vc|és um|uma? bot|robô|máquina|robo
        não _ bot|robô|máquina""",
    ),
    (
        Intent.CHANGE,
        "timezone",
        f"""{CHANGE} _ fuso
        {CHANGE}|{OTHER} zona|fuso horária|horário?
        usa|usar|use|põe|coloca|configura _ fuso
        meu|o fuso é|está|horário""",
    ),
    (Intent.ADD, None, "troca|trocar|troque|muda|mudar o|a? ADDRESS por|pelo|pela o|a? ADDRESS"),
    (
        Intent.CHANGE,
        "attendees",
        f"""{CHANGE} _ {PEOPLE}|endereço|endereços
        {OTHER} {PEOPLE}
        {PEOPLE} _ errado|errada|errados|incorreto
        ^só|somente|apenas com? o|a? ADDRESS
        ^com só|apenas|somente ADDRESS
        ^com? ADDRESS _ só|apenas|sozinho$""",
    ),
    (
        Intent.ADD,
        None,
        f"""^e|também|além? {ADD}
        pode|podes|poderia|consegue|quero|queria|gostaria _ {ADD}
        ^também|e|mais|além|cc o|a|com? ADDRESS
        ^com? ADDRESS também""",
    ),
    (
        Intent.COMING,
        None,
        """quem _ vem|vêm|vai|vão|vir|virá|participa|participam|aceitou|aceitaram|confirmou|confirmaram|recusou
        quem _ respondeu|responderam|falta|comparece|ir|participar|confirmado|aceito|recusaram|comparecer
        quem está|estão|é|são _ convidado|convidados|participantes|convidada|confirmado|confirmados
        todos|alguém|todo|já|quantos|quantas _ aceitou|aceitaram|confirmou|confirmaram|respondeu|responderam|vêm|vem|vão
        todos|todo mundo? vêm|vem|vão|vai|participam
        quantos|quantas _ vêm|vem|vão|vai|participam|confirmados
        ^confirmaram|aceitaram|responderam
        há|tem _ respostas|confirmações
        ^respostas|confirmações|participantes$
        as respostas|confirmações""",
    ),
    (
        Intent.KEEP,
        None,
        """deixa|deixe|deixar|deixamos _ como está|estava|assim|igual
        deixa|deixe|deixar assim
        manter|mantém|mantenha|mantenho|mantemos|mantê-la
        fica|ficar|ficamos como|com está|o|a|esse|essa|este
        que|fica fique|como igual|assim|está
        ^como estava|está|antes
        ^tal como|qual estava|está
        ^igual antes|está|a""",
    ),
    (
        Intent.CHANGE,
        "day",
        f"""{CHANGE} _ dia|data|dias|datas
        {OTHER} dia|data
        errei|enganei|confundi _ dia|data
        dia|data errado|errada|diferente|incorreta""",
    ),
    (
        Intent.CHANGE,
        "type",
        f"""{CHANGE} _ tipo|duração|modalidade
        {OTHER} tipo|duração
        tipo|duração _ errado|errada|diferente""",
    ),
    (Intent.SLOTS, None, "mais cedo|rápido possível\nquais _ opções"),
    (Intent.DONE, None, "não há|tem|vem|vai mais ninguém|nada"),
    (
        Intent.MORE,
        None,
        """outro|outra|outros|outras|mais|diferentes|adicionais horas|horários|hora|opções|opção|vagas|horário|vaga
        outro|outra|outros|outras|mais|diferentes alternativas|possibilidades|sugestões|encaixe
        mais _ horas|horários|opções|vagas|dias|datas|alternativas
        outros|outras|mais dias|datas
        mostra|mostre|mostrar|ver|dá|quero|me mais|outros|outras
        que|tem|há|existe|algo|alguma|algum|o? mais|outra|outro|tarde opção|hora|horário|coisa
        tem|há|existe mais|outros|outras|outra|outro
        algo|um|pouco|tem|há|pode|melhor|poderia|seria|nada mais tarde|adiante
        ^mais tarde _ favor?$
        como|ser|seja mais tarde
        próxima|próximos|próximas página|opções|horários|horas
        ^mais$
        nenhum|nenhuma dos|das|desses|dessas|destes|destas|deles|delas|serve|dá|me
        ^nenhum|nenhuma""",
    ),
    (
        Intent.EARLIER,
        None,
        """algo|um|pouco|tem|há|pode|melhor|poderia|seria|nada _ antes|cedo
        mais cedo
        horas|horários|opções|dias|página anteriores|anterior
        ^antes$
        ^anteriores|anterior""",
    ),
    (
        Intent.CHANGE,
        "time",
        f"""{CHANGE} _ hora|horário|horas
        hora|horário errado|errada|diferente|incorreta
        {OTHER} hora|horário""",
    ),
    (
        Intent.RESCHEDULE,
        None,
        f"""remarcar|remarca|remarque|remarcá-la|remarcamos|reagendar|reagenda|reagende|reagendamento|remarcação|reprogramar
        {MOVE} _ {MEETING}|{MEETINGS}
        {CHANGE} _ {MEETING}|{MEETINGS}
        muda|mude|mudar|troca|passa a|o de|das|da
        {MOVE}|muda|mude|mudar _ _ pra|para|pro segunda|terça|quarta|quinta|sexta|amanhã|hoje
        {MOVE} _ pra|para|pro
        adiar|adia|adie|antecipar|antecipa|antecipe
        não posso|consigo|podemos|vou ir|comparecer|poder|conseguir _ _ _ melhor|outro|outra|mudar|remarcar""",
    ),
    (
        Intent.CANCEL,
        "this",
        """^cancela|cancele|cancelar|desmarca|desmarque|desmarcar ela|isso|essa|esta|esse$
        ^cancelá-la|desmarcá-la|cancela-a""",
    ),
    (
        Intent.CANCEL,
        None,
        f"""{CANCEL}
        tira|tirar|apaga|apagar|remove|remover|exclui|excluir minha|meu|a|o|essa|esse|nossa {MEETING}
        não vou|irei poder|conseguir|mais? ir|comparecer|participar|mais
        não posso|podemos|consigo mais? ir|comparecer|participar
        não preciso|precisamos|quero mais? _ {MEETING}""",
    ),
    (
        Intent.REMOVE,
        None,
        f"""{TAKE_OFF}
        sem _ ADDRESS
        menos o|a? ADDRESS
        ADDRESS já? não vem|vai|participa|pode|poderá""",
    ),
    (
        Intent.BOOKED,
        None,
        f"""minha|minhas|meus|meu|nossas|nossos _ {MEETINGS}|calendário|agenda
        quais|qual _ {MEETINGS} tenho|temos|marcadas|marcados|minhas|meus
        quais|que {MEETINGS} tenho|temos|eu|estão
        a? que horas era|tenho|temos
        o? que tenho|temos|eu _ marcado|agendado|reservado|pendente|hoje|amanhã|semana|agenda
        tenho|temos algo|alguma|algum|uma|um|nada {MEETING}|marcado|agendado|reservado|pendente?
        tenho|temos {MEETINGS}
        quando|onde|que _ minha|meu|nossa|nosso próxima|próximo? {MEETING}
        minha|meu próxima|próximo {MEETING}
        mostra|mostre|mostrar|ver|lista|liste|listar _ minhas|meus {MEETINGS}
        mostra|mostre|mostrar|ver|lista|liste|listar _ reuniões|agendamentos|consultas|compromissos|marcado|agendado
        próximas|próximos reuniões|consultas|compromissos|agendamentos
        ^marcadas|marcados""",
    ),
    (
        Intent.DAYS,
        None,
        """que|quais|qual _ dias|datas|dia|data
        mostra|mostre|mostrar|ver|diz|diga _ dias|datas
        dias|datas _ livre|livres|disponível|disponíveis|possíveis|tem|há
        quando _ livre|disponível|vaga|disponibilidade|possível|pode|podes|podemos|poderia|consegue|dá|podem
        quando _ tem|têm|há|atende|atendem|seria|posso|vermos|reunir
        disponibilidade
        ^datas""",
    ),
    (
        Intent.SLOTS,
        None,
        """quais|qual _ horas|horários|vagas|horário|hora
        que horas|horários|vagas|horário
        a que horas|hora
        horas|horários|vagas|vaga|horário|espaço|encaixe _ livres|livre|disponíveis|disponível|há|tem|restam
        horários|vagas|horas na|no|para|pra|de|nesta|neste|amanhã|hoje
        tem|têm|há|existe|sobrou|haveria|teria|tens um|uma? algo|algum|alguma|vaga|vagas|hora|horas|horário|horários
        tem|têm|há|existe|tens _ livre|livres|disponível|disponíveis
        tem|têm|há|tens na|no|pela|à|de|em|para|pra|amanhã|hoje|nesta|neste|essa|esse|nessa|nesse
        está|estás|estão|tá|tão|alguém _ livre|disponível|livres|disponíveis
        o? que _ livre|disponível|disponíveis|livres
        o? que tem|há _ na|no|pela|à|em|para|pra|amanhã|hoje|nesta|neste
        pode|podes|podem|consegue|poderia|dá na|no|amanhã|hoje|às|as|pra|nesta|neste|essa|esse|de
        é|seria possível _ na|no|amanhã|hoje|às|nesta|neste
        ^algo na|no|para|pra|pela|à|de|depois|antes|em|nesta|neste|amanhã|hoje
        ^há|tem depois|antes|entre
        mostra|mostre|mostrar|ver _ horas|horários|vagas""",
    ),
    (
        Intent.DONE,
        None,
        """^pronto|feito|terminei|terminamos|acabou|acabei$
        ^já está|chega$
        ^é|era|seria só|isso$
        ^só isso|esses|essas|eles|elas|ele|ela|nós|eu|esse|essa mesmo?$
        ^isso é tudo
        ^mais ninguém|nada|nenhum
        ^não mais|só ninguém|nada|isso
        ^não é? só isso
        ^não ninguém|nada mais?
        ^ninguém|nada|nenhum mais?$
        ^não há|tem|vem mais? ninguém|mais
        ^apenas|somente eles|elas|ele|ela|isso|esses|nós|eu$
        ^são todos|todas|esses
        ^está|tá completo|completa
        ^não precisa _ ninguém|mais$""",
    ),
    (
        Intent.CHANGE,
        None,
        f"""melhor|prefiro|preferiria|preferimos na|no|às|as|a|pela|amanhã|hoje|outro|outra|segunda|terça|quarta|quinta|sexta
        ^melhor|prefiro|preferia
        ^não melhor|prefiro|sim
        em|ao vez|invés|lugar de|da|do
        errei|enganei
        me enganei|confundi
        no lugar da|do|de
        {CHANGE}|{MOVE} _ por|pra|para|pro
        que seja|fique
        coloca|põe|bota|deixa|faz _ pra|para|às|na|no""",
    ),
    (
        Intent.YES,
        None,
        f"""^sim|ok|okay|beleza|claro|tá|pode {BOOK}|confirma|confirme|confirmar|fazer ela|ele|isso|esse|essa|já|aí?$
        ^sim|ok|beleza|claro pode {BOOK}|confirmar|fazer ela|ele|isso|esse|essa|já|aí?$
        ^pode ser|sim sim?$
        ^faz|faça isso
        ^marca|agenda|marque|agende|reserve|reserva ela|ele|isso|esse|essa|este|esta|aí$
        ^de acordo
        ^com certeza
        ^claro que sim
        ^está|tá|ficou|fica|parece|me|seria|é muito|tudo|ótimo|perfeito|bem|bom|bem|certo|perfeito|ótimo|combinado
        ^muito bem|bom
        ^assim está|tá bem|bom|ótimo
        ^me|pra|para|por mim? serve|tudo|está|tá|ok|beleza bem|bom|ótimo?
        ^essa|esse|isso|este|esta _ serve|dá|fica|está|tá|pode|bom|ótimo|aí
        ^serve|funciona|rola|dá certo|bem|sim?
        ^sem dúvida
        ^tudo bem|certo|ok$
        ^quero|queria|pode confirmar
        ^vai|vamos|manda nessa|ver|bala|fundo
        ^esse|essa|isso mesmo|mesma|aí
        ^acho bom|ótimo|bem
        ^vai$
        ^{YES} _ obrigado|obrigada|favor?$""",
    ),
    (
        Intent.BOOK,
        None,
        f"""{BOOK}
        {WANT} _ {MEETING}|vaga|encaixe
        {WANT} _ {MEET}
        vamos|podemos _ nos? {MEET}
        {MEETING} com|para|pra|na|no|às|sobre|amanhã|hoje|de|essa|nessa|nesta|próxima|próximo
        ^uma|um? nova|novo? {MEETING}
        {OTHER} {MEETING}""",
    ),
    (Intent.ADD, None, f"{ADD}\ntambém|além|mais|cc|e _ ADDRESS\nADDRESS também"),
    (
        Intent.NO,
        None,
        f"""^{NO}
        ^isso|isto|assim? não é|está|tá|era
        ^está|tá|é errado|errada|incorreto|mal
        ^errado|errada|incorreto
        ^nada disso
        ^essa|esse|assim|esta|este não$
        não me|pra|dá|fica|serve|rola""",
    ),
    (Intent.YES, None, f"^{YES}"),
    (Intent.THANKS, None, "obrigado|obrigada|valeu|agradeço|grato|grata|thanks|🙏"),
    (
        Intent.GREETING,
        None,
        "^oi|oie|olá|opa|hey|ei|hello|hi|salve|eai|👋\n^bom|boa|boas dia|tarde|noite|tardes|noites\n^tudo bem|bom\n^e aí",
    ),
)
