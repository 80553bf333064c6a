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
        what|what's|whats|where _ so far
        read _ back
        where are|were we
        what time|day was|is it|that _ again
        what's|whats the plan
        show|give|tell me? the details
        what was the question""",
    ),
    (
        Intent.COMING,
        "invited",
        """who|who's _ invited|coming|going|attending|joining|in
        who|whom have|did|am|are i|we _ invite|invited|inviting
        who|who's is? _ list""",
    ),
    (Intent.RESCHEDULE, None, "make my|the|our _ _ earlier|later|sooner"),
    (
        Intent.BOOKED,
        None,
        """am|are i|we _ booked|scheduled|busy|free
        do i|we have anything|something on|at|in|tomorrow|today|this|next|booked|scheduled|planned
        when|when's is? my|our _ meeting|appointment|call|session
        is my|our _ meeting|appointment|call|session""",
    ),
)
"""What goes before all other wordings."""

LAST: tuple[tuple[Intent, str | None, str], ...] = (
    (
        Intent.CORRECT,
        None,
        """email|mail|address _ is|was|be|to|it's|its? ADDRESS
        is|its|it's|that's|meant|mean|oops ADDRESS
        actually|rather|typo|correction|should|wrong _ ADDRESS""",
    ),
    (Intent.CHANGE, None, "actually|rather|oops|sorry|better\nshould|supposed _ be|been\ni meant|mean"),
)
"""What counts where nothing else is said."""
