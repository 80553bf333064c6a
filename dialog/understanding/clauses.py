"""What is wanted and what is asked in one message: "move it to monday, add bob@x.example and tell me who accepted"."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dialog.understanding.addresses import HIDDEN
from dialog.understanding.intents import find_rule
from dialog.understanding.items import PAUSES
from dialog.understanding.lexicon import Lexicon, Rule
from dialog.understanding.model import Intent
from dialog.understanding.tokens import ADDRESS, Form, Token, Tokens, tokenise

_DEEDS = frozenset((Intent.RESCHEDULE, Intent.CHANGE, Intent.ADD, Intent.REMOVE))
_QUESTION = frozenset((Intent.COMING,))
_ABOUT = frozenset((Intent.ABOUT,))
_CANCELLING = frozenset((Intent.CANCEL,))
_BOOKING = frozenset((Intent.BOOK,))


def deed_besides(text: str, read: Tokens, lexicon: Lexicon) -> Rule | None:
    """The rule of a change that one part of the text is for, while another asks who is coming; else None."""
    if not find_rule(read.words, lexicon, _QUESTION):
        return None
    rules = [find_rule(tokenise(clause, lexicon).words, lexicon) for _start, clause in _clauses(text, read.tokens)]
    if not any(rule and rule.intent in _QUESTION for rule in rules):
        return None
    return next((rule for rule in rules if rule and rule.intent in _DEEDS), None)


class Asked(NamedTuple):
    """What is asked about a kind of meeting, where it stands, and what is wanted in the rest of the text."""

    subject: str
    span: tuple[int, int]
    besides: Rule | None


def asked_about(read: Tokens, lexicon: Lexicon) -> Asked | None:
    """What the first clause that asks about a kind of meeting wants to know."""
    if lexicon.asking.isdisjoint(read.words):
        return None
    asked: tuple[str, tuple[int, int]] | None = None
    rest: list[str] = []
    words: list[str] = []
    start = 0
    for token in read.tokens:
        ends = token.form is Form.END or token.text in PAUSES or "and" in token.tags
        if not ends:
            start = start if words else token.start
            if token.text == HIDDEN:
                words.append(ADDRESS)
            elif token.form is not Form.MARK or token.text in lexicon.known:
                words += token.text.split()
            continue
        rule = find_rule(words, lexicon, _ABOUT) if words and not asked else None
        if rule and rule.subject:
            asked = rule.subject, (start, read.tokens[-5].end if token.form is Form.END else token.start)
        elif words:
            rest += words
        words = []
    if not asked:
        return None
    return Asked(*asked, find_rule(rest, lexicon, _DEEDS | {Intent.BOOK}))


def booking_after(text: str, read: Tokens, lexicon: Lexicon) -> int | None:
    """Where the clause begins that books another meeting once one is cancelled: "cancel it and book a new one"."""
    if not find_rule(read.words, lexicon, _CANCELLING) or not find_rule(read.words, lexicon, _BOOKING):
        return None
    cancelled = False
    for start, clause in _clauses(text, read.tokens):
        rule = find_rule(tokenise(clause, lexicon).words, lexicon)
        if cancelled and rule and rule.intent in _BOOKING:
            return start
        cancelled = cancelled or (rule is not None and rule.intent in _CANCELLING)
    return None


def _clauses(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """The parts of the text between its commas, full stops and words like "and", and where they begin."""
    start = 0
    for token in tokens:
        if token.text in PAUSES or "and" in token.tags:
            yield start, text[start : token.start]
            start = token.start if "and" in token.tags else token.end
    yield start, text[start:]
