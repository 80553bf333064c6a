"""What people ask and put right of what was said in English. `lexicon.Source.rules` explains the patterns."""

from dialog.understanding.model import Intent

FIRST: tuple[tuple[Intent, str | None, str], ...] = (
    (
        Intent.REPEAT,
        None,
        """^summary|recap|overview|repeat$
        ^repeat that|it|the|your|please
        ^give|show|tell|send me? a|the? summary|recap
        say|tell|ask _ again$
        ^come again
        what|where _ so far
        what was the question""",
    ),
    (
        Intent.COMING,
        "invited",
        """who|who's _ invited|coming|going|attending|joining|in
        who|whom have|did i|we _ invite|invited""",
    ),
    (Intent.BOOKED, None, "am|are i|we _ booked|scheduled|busy"),
)
"""What goes before all other wordings."""

LAST: tuple[tuple[Intent, str | None, str], ...] = (
    (
        Intent.CORRECT,
        None,
        """email|mail|address is|was|should|must|to be? ADDRESS
        meant|mean ADDRESS
        actually|rather|typo|correction _ ADDRESS
        ^sorry|oops|wait|no it's|its|that's|is|should be? ADDRESS""",
    ),
    (Intent.CHANGE, None, "actually|rather|oops\nshould|supposed _ be|been\ni meant|mean"),
)
"""What counts where nothing else is said."""
