"""What people ask and put right of what was said in Spanish. `lexicon.Source.rules` explains the patterns."""

from dialog.understanding.model import Intent

FIRST: tuple[tuple[Intent, str | None, str], ...] = (
    (
        Intent.REPEAT,
        None,
        """^resumen|repite|repita|repetir|repetí$
        ^repite|repita|repítelo|repítemelo eso|la|lo|por|todo
        ^repítelo|repítemelo|repítame
        ^dame|deme|muéstrame|hazme|haz un|el? resumen
        qué|que _ hasta ahora
        cuál era la pregunta""",
    ),
    (
        Intent.COMING,
        "invited",
        """quién|quiénes|quien|quienes está|están|es|son _ invitado|invitados|invitada|invitadas|apuntados
        quién|quiénes|quien|quienes viene|vienen|va|van|asiste|asisten
        a quién|quiénes|quien _ invitado|invité""",
    ),
    (Intent.BOOKED, None, "estoy|estamos _ reservado|reservada|ocupado|ocupada|ocupados|agendado|agendada"),
)
"""What goes before all other wordings."""

LAST: tuple[tuple[Intent, str | None, str], ...] = (
    (
        Intent.CORRECT,
        None,
        """correo|email|mail|dirección|e-mail _ es|era|sería ADDRESS
        es|era|sería ADDRESS
        quise|quería|quisiera decir a? ADDRESS
        me refería a? ADDRESS
        realidad|errata|corrección|equivoqué _ ADDRESS
        ^perdón|perdona|disculpa|no es|era ADDRESS""",
    ),
    (
        Intent.CHANGE,
        None,
        "realidad|perdón|mejor\ndebería|debía|tenía|tendría _ ser|haber\nquise|quería decir\nme refería",
    ),
)
"""What counts where nothing else is said."""
