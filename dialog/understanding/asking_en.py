"""What people ask about a kind of meeting in English, and what they wish for that a booking has no room for.

`lexicon.Source.rules` explains the patterns; they begin a clause. The subject "kind" counts only where a kind is named.
"""

import re

from dialog.understanding.model import Intent

ASKING: tuple[tuple[Intent, str | None, str], ...] = (
    (
        Intent.ABOUT,
        "price",
        """^how much is|are|does|do|did|will|would|for|to|money|it
        ^how much$
        ^price|prices|pricing|costs|fee|fees$
        ^how expensive
        ^what|what's|whats|which _ cost|costs|price|prices|charge|fee|fees
        ^is|are|do|does|will|must|should there|i|we|it|the|this|that|a|they _ pay|paid|fee|fees|charge|cost|costs|charged
        ^is|are _ free of charge|cost
        ^is|are _ for free$""",
    ),
    (
        Intent.ABOUT,
        "length",
        """^how long is|are|does|do|did|will|would|should|can|it|the|a
        ^how long$
        ^how many minutes|hours
        ^how much time
        ^for how long
        ^what|what's|whats is? the? _ length|duration""",
    ),
    (
        Intent.ABOUT,
        "size",
        """^how many people|persons|guests|attendees|participants|seats|places can|could|may|fit|fits|does|do|allowed
        ^how many of us|them|you can|could|may|fit
        ^how many can|could|fit|fits|may|does
        ^what|what's|whats is? the? _ capacity|limit|maximum
        ^how big|large
        ^for how many""",
    ),
    (
        Intent.ABOUT,
        "place",
        """^where is|will|does|do the|this|that|it|a|we _
        ^is|are|will|does the|this|that|it|a _ online|virtual|remote|onsite|zoom|teams|face|person""",
    ),
    (
        Intent.ABOUT,
        "info",
        """^what|what's|whats is|are|does|do|will|would? the|this|that|it|a _ about|cover|covers|like
        ^what does|do|will|would the|this|that|it|a _ include|involve
        ^what happens
        ^who hosts|host|runs|run|gives|leads|teaches|presents|holds|speaks
        ^can|could|would you? tell|explain|describe _ about|the
        ^tell|say me|us? _ about
        ^more information|info|details about|on|of""",
    ),
    (
        Intent.ABOUT,
        "kind",
        """^is|are|does|has|have|was|why|who the|this|that|a|an|your|there?
        ^what's|whats|what is|are|does? the|this|that|a|an""",
    ),
)

REPEATING = re.compile(
    r"\b(?:every|each) (?:other |second |2nd |single )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weeks?|months?)\b"
    r"|\b(?:weekly|bi-?weekly|fortnightly|daily|monthly)\b(?= (?:on|at|from|meetings?|calls?)\b|\W*$)"
    r"|\b(?:recurring|repeating)\b|\bevery (?:single )?day at\b",
    re.IGNORECASE,
)
VENUES = re.compile(
    r"\b(?:at|in|to) (?:my|our|your|his|her|their) (?:office|home|place|house|flat|apartment|hotel|desk)s?\b"
    r"|\b(?:at|in) (?:(?:a|an|the) )?(?:[\w']+ ){0,2}(?:cafe|café|coffee shop|restaurant|hotel|bar|pub|lobby|library|"
    r"meeting room|conference room|headquarters|hq|starbucks|campus)\b(?: [A-Z]\w*)*",
    re.IGNORECASE,
)
