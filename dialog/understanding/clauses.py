"""What is wanted and what is asked in one message: "move it to monday, add bob@x.example and tell me who accepted"."""

from collections.abc import Iterator, Sequence

from dialog.understanding.intents import find_rule
from dialog.understanding.items import PAUSES
from dialog.understanding.lexicon import Lexicon, Rule
from dialog.understanding.model import Intent
from dialog.understanding.tokens import Token, Tokens, tokenise

_DEEDS = frozenset((Intent.RESCHEDULE, Intent.CHANGE, Intent.ADD, Intent.REMOVE))
_QUESTION = frozenset((Intent.COMING,))


def deed_besides(text: str, read: Tokens, lexicon: Lexicon) -> Rule | None:
    """The rule of a change that one part of the text is for, while another asks who is coming; else None."""
    if not find_rule(read.words, lexicon, _QUESTION):
        return None
    rules = [find_rule(tokenise(clause, lexicon).words, lexicon) for clause in _clauses(text, read.tokens)]
    if not any(rule and rule.intent in _QUESTION for rule in rules):
        return None
    return next((rule for rule in rules if rule and rule.intent in _DEEDS), None)


def _clauses(text: str, tokens: Sequence[Token]) -> Iterator[str]:
    """The parts of the text between its commas, full stops and words like "and"."""
    start = 0
    for token in tokens:
        if token.text in PAUSES or "and" in token.tags:
            yield text[start : token.start]
            start = token.start if "and" in token.tags else token.end
    yield text[start:]
