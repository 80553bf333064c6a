"""What people ask and put right of what was said in German. `lexicon.Source.rules` explains the patterns."""

from dialog.understanding.model import Intent

FIRST: tuple[tuple[Intent, str | None, str], ...] = (
    (
        Intent.REPEAT,
        None,
        """^zusammenfassung|überblick|zusammengefasst|wiederholen|wiederhole|wiederhol$
        ^wiederhole|wiederholen|wiederhol das|es|die|bitte|sie
        fass|fasse|fassen _ zusammen
        sag|sage|frag|frage|sagen _ nochmal|nochmals|noch
        was|wo _ bisher
        was|wo _ bis jetzt|hierher
        was war die frage""",
    ),
    (
        Intent.COMING,
        "invited",
        """wer kommt|ist|sind|nimmt _ eingeladen|dabei|teil
        wer kommt|kommen
        wen habe|hab|haben ich|wir _ eingeladen""",
    ),
    (Intent.BOOKED, None, "bin|sind|habe|hab|haben ich|wir _ gebucht|verplant|belegt|beschäftigt|frei"),
)
"""What goes before all other wordings."""

LAST: tuple[tuple[Intent, str | None, str], ...] = (
    (
        Intent.CORRECT,
        None,
        """adresse|mailadresse|mail|email|e-mail _ ist|lautet|wäre ADDRESS
        meinte|meine|ist|lautet|heißt ADDRESS
        eigentlich|sondern|tippfehler|korrektur|vertippt|verschrieben _ ADDRESS
        ^sorry|entschuldigung|nein es|das|sie|richtig? ist|heißt|lautet|wäre ADDRESS""",
    ),
    (Intent.CHANGE, None, "eigentlich|sondern|sorry|entschuldigung\nhätte|sollte _ sein|sollen\nich meinte|meine"),
)
"""What counts where nothing else is said."""

STAYING_AWAY = (
    *(f"{can} nicht {come}" for can in ("kann", "wird") for come in ("kommen", "teilnehmen", "dabei sein")),
    *("kommt nicht", "kommt doch nicht", "schafft es nicht", "ist nicht dabei", "ist verhindert"),
    *("ist krank", "fällt aus", "hat abgesagt", "sagt ab", "musste absagen", "muss absagen"),
)
"""What is said behind the name of somebody who does not come."""
