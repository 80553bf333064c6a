"""Which of several meetings is spoken of: "the friday meeting", "tomorrow's call", "the one at 3pm"."""

from datetime import datetime
from itertools import islice
from typing import NamedTuple

from dialog.understanding.lexicon import Lexicon
from dialog.understanding.model import Intent, Moment
from dialog.understanding.moments import find_moment
from dialog.understanding.tokens import END, Form, Token, join_phrases

_LONGEST = 5
_MOST = 4
_JOINTS = frozenset({"on", "of", "at", "from", "day", "weekday"})
_MOVING = frozenset((Intent.RESCHEDULE, Intent.CHANGE))
_MENTIONING = _MOVING | {Intent.CANCEL, Intent.ADD, Intent.REMOVE, Intent.BOOKED, Intent.NONE}


class Mention(NamedTuple):
    """A meeting's day or time, and the tokens without it."""

    moment: Moment
    rest: list[Token]


class Reader(NamedTuple):
    """How a moment is found in tokens of `text`."""

    text: str
    now: datetime
    timezone: str
    lexicon: Lexicon
    month_first: bool

    def moment(self, tokens: list[Token], *, skipped: int = 0) -> Moment | None:
        """What the tokens say, where it is a day or a time from the first (or the one after those `skipped`) to the last."""
        if tokens[0].tags.keys() >= {"ordinal"} and len(tokens) == 1:
            return None
        found = find_moment(
            self.text, [*tokens, *END], self.now, self.timezone, self.lexicon, month_first=self.month_first
        )
        whole = found.spans and found.spans[-1][1] == tokens[-1].end and found.spans[0][0] <= tokens[skipped].start
        return found.moment if whole else None

    def says_when(self, tokens: list[Token]) -> bool:
        """Whether the tokens say a day, a time, or how much earlier or later."""
        found = find_moment(self.text, tokens, self.now, self.timezone, self.lexicon, month_first=self.month_first)
        return found.moment is not None or found.shift is not None


def find_mention(tokens: list[Token], intent: Intent, reader: Reader) -> Mention | None:
    """The meeting that the tokens speak of, where something is wanted of one that stands, or nothing else is said."""
    if intent not in _MENTIONING:
        return None
    named = (index for index, token in enumerate(tokens) if "meeting" in token.tags)
    for index in islice(named, _MOST):
        for first, stop, moment in (*_before(tokens, index, reader), *_after(tokens, index, reader)):
            rest = [*tokens[:first], *tokens[stop:]]
            onto = first > 0 and "onto" in tokens[first - 1].tags
            needy = intent is Intent.CHANGE or (intent is Intent.RESCHEDULE and stop > index + 1)
            alone = intent is not Intent.NONE or rest[0].form is Form.END
            if alone and not (onto and intent in _MOVING) and not (needy and not reader.says_when(rest)):
                return Mention(moment, [*join_phrases(rest[: -len(END)], reader.lexicon), *END])
    return None


def _before(tokens: list[Token], index: int, reader: Reader) -> list[tuple[int, int, Moment]]:
    """ "the friday 3pm meeting", "friday's call"."""
    last = index - ("of" in tokens[index - 1].tags) if index else index
    for first in range(max(last - _LONGEST, 0), last):
        opened = first > 0 and _is_definite(tokens[first - 1])
        owned = "'" in reader.text[tokens[last - 1].start : tokens[last - 1].end].replace("’", "'")
        if not (opened or owned or reader.lexicon.source.unspaced):
            continue
        if moment := reader.moment(tokens[first:last]):
            return [(first - opened, index + 1, moment)]
    return []


def _after(tokens: list[Token], index: int, reader: Reader) -> list[tuple[int, int, Moment]]:
    """ "the meeting on friday", "the one at 3pm"."""
    definite = index > 0 and _is_definite(tokens[index - 1])
    pronoun = not tokens[index].tags.keys() & {"moved", "number"}
    joint = tokens[index + 1].tags.keys()
    if not (definite or pronoun) or not joint & _JOINTS or "onto" in joint:
        return []
    stop = index + 2
    while stop - index <= _LONGEST and tokens[stop].form is not Form.END and "onto" not in tokens[stop].tags:
        stop += 1
    for end in range(stop, index + 1, -1):
        moment = reader.moment(tokens[index + 1 : end], skipped=min(2, end - index - 2))
        if moment and moment.has_day != moment.has_time:
            return [(index - definite, end, moment)]
    return []


def _is_definite(token: Token) -> bool:
    return bool(token.tags.keys() & {"the", "moved", "onto", "range"})
