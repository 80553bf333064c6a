"""From wording to intent: the rules of the lexicon over the words of a text."""

from collections.abc import Container, Sequence

from dialog.understanding.lexicon import Lexicon, Rule, Step
from dialog.understanding.model import Intent
from dialog.understanding.tokens import Tokens

_LONGEST_GAP = 3
_MOST_WORDS_OF_A_CHOICE = 8
_MINUS = frozenset("-−")
_APART = frozenset((Intent.ABOUT, Intent.CORRECT))
_OF_AMOUNTS = frozenset("%$€£¥+*=<>/")


def find_rule(words: Sequence[str], lexicon: Lexicon, among: Container[Intent] | None = None) -> Rule | None:
    """The rule of the lowest rank that the words meet; `among`: of those for these intents, else of all but ABOUT and
    CORRECT."""
    best: Rule | None = None
    opening = lexicon.source.opening_words
    at_start = True
    for index, word in enumerate(words):
        for rule in lexicon.rules.get(word, ()):
            if best and best.rank <= rule.rank:
                break
            if rule.intent not in among if among is not None else rule.intent in _APART:
                continue
            if (at_start or not rule.from_start) and _meets(words, index, rule, opening):
                best = rule
                break
        at_start = at_start and word in opening
    return best


def _meets(words: Sequence[str], index: int, rule: Rule, closing: frozenset[str]) -> bool:
    end = _follow(words, index, rule.steps)
    return end > 0 and (not rule.to_end or all(word in closing for word in words[end:]))


def _follow(words: Sequence[str], index: int, steps: Sequence[Step]) -> int:
    """Where the steps end that begin at `index`; 0 if the words do not follow them."""
    if not steps:
        return index
    step, *rest = steps
    if step.gap:
        return next((end for skip in range(_LONGEST_GAP + 1) if (end := _follow(words, index + skip, rest))), 0)
    if index < len(words) and words[index] in step.words and (end := _follow(words, index + 1, rest)):
        return end
    return _follow(words, index, rest) if step.optional else 0


def find_choice(read: Tokens, lexicon: Lexicon) -> int | None:
    """The number that is all the words say: "2", "option 2", "the second one"; -1 for "the last one"."""
    if len(read.words) > _MOST_WORDS_OF_A_CHOICE or any(token.text in _OF_AMOUNTS for token in read.tokens):
        return None
    if read.tokens[0].text in _MINUS and read.tokens[1].glued:
        return None
    source = lexicon.source
    chosen = [token for token in read.tokens if "choice" in token.tags]
    numbers = [token.tags["choice"] for token in chosen]
    skipped = {word for token in chosen for word in token.text.split()}
    for word in read.words:
        if word in skipped:
            continue
        tags = source.words.get(word, {})
        if word in source.last_choice:
            numbers.append(-1)
        elif word.isdecimal():
            numbers.append(int(word) if len(word) < 3 else 0)
        elif word in source.choice_words or "suffix" in tags:
            continue
        elif "number" in tags or "ordinal" in tags:
            value = tags.get("ordinal") or tags["number"]
            numbers.append(value if value < 100 else 0)
        else:
            return None
    if not numbers and read.words == [source.one]:
        return 1
    return numbers[0] if len(numbers) == 1 and numbers[0] else None
