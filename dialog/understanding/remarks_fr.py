"""What people ask and put right of what was said in French. `lexicon.Source.rules` explains the patterns."""

from dialog.understanding.model import Intent

FIRST: tuple[tuple[Intent, str | None, str], ...] = (
    (
        Intent.REPEAT,
        None,
        """^résumé|récapitulatif|récap|répète|répétez|répéter|résume|résumez$
        ^répète|répétez|répéter ça|la|le|s'|stp|svp
        ^fais|faites|donne|donnez|montre|montrez moi? un|le? résumé|récapitulatif|récap
        jusqu' à présent|maintenant
        jusqu' ici
        quelle était la question""",
    ),
    (
        Intent.COMING,
        "invited",
        """qui est|sont _ invité|invités|invitée|invitées
        qui vient|viennent|viendra|participe|assiste|sera
        qui ai je|j' invité""",
    ),
    (Intent.BOOKED, None, "suis|sommes|ai|avons je|nous _ réservé|pris|prise|occupé|occupée|occupés"),
)
"""What goes before all other wordings."""

LAST: tuple[tuple[Intent, str | None, str], ...] = (
    (
        Intent.CORRECT,
        None,
        """adresse|mail|email|courriel|e-mail _ est|c'|serait|était ADDRESS
        adresse|mail|email|courriel _ est ADDRESS
        est|serait ADDRESS
        voulais|voulait dire ADDRESS
        plutôt|faute|correction|trompé|trompée|coquille _ ADDRESS
        ^pardon|désolé|désolée|non c' est|était ADDRESS""",
    ),
    (Intent.CHANGE, None, "pardon|désolé|désolée|mieux\nvoulais|voulait dire\naurait|aurais|devrait|devait _ être|dû"),
)
"""What counts where nothing else is said."""
