"""What people ask and put right of what was said in Portuguese. `lexicon.Source.rules` explains the patterns."""

from dialog.understanding.model import Intent

FIRST: tuple[tuple[Intent, str | None, str], ...] = (
    (
        Intent.REPEAT,
        None,
        """^resumo|repete|repita|repetir|resume|resuma$
        ^repete|repita|repetir isso|a|o|por|tudo
        ^me? dá|dê|mostra|mostre|faz|faça um|o? resumo
        o? que _ até agora
        qual era a pergunta""",
    ),
    (
        Intent.COMING,
        "invited",
        """quem está|estão|é|são|foi _ convidado|convidados|convidada|convidadas
        quem vem|vêm|vai|vão|participa|participam
        quem eu? convidei""",
    ),
    (Intent.BOOKED, None, "estou|estamos|tô _ reservado|reservada|ocupado|ocupada|ocupados|agendado|agendada"),
)
"""What goes before all other wordings."""

LAST: tuple[tuple[Intent, str | None, str], ...] = (
    (
        Intent.CORRECT,
        None,
        """email|e-mail|mail|endereço|correio _ é|era|seria ADDRESS
        é|era|seria ADDRESS
        quis|queria dizer ADDRESS
        me referia a|ao? ADDRESS
        verdade|correção|errei|digitação _ ADDRESS
        ^desculpa|desculpe|perdão|não é|era ADDRESS""",
    ),
    (
        Intent.CHANGE,
        None,
        "verdade|desculpa|desculpe|melhor\ndeveria|devia|tinha|era _ ser\nquis|queria dizer\nme referia",
    ),
)
"""What counts where nothing else is said."""
