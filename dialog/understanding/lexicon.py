"""What the engine knows of a language. The words themselves are data, one module a language: `lexicon_en`.

A word may be several things ("second" is an ordinal and a unit): its tags map each to a value. The grammar asks for tags
only, never for words:

    number, tens      a number word; twenty, thirty..., which another may follow ("twenty two")
    ordinal, suffix   "third"; what follows the digits of "3rd"
    one, half, quarter, more           quantities: "an hour", "half an hour", "a quarter", "2 more minutes"
    seconds, days, months              a unit of time, by its size
    glued             is this only directly after digits ("3p", "1h")
    weekday, weak     Monday is 0; a word that is more often something else ("sun")
    month, day        1-12; days from today
    week, month_from_now, weekend      "next week" is 1, "this month" 0
    this, next, last  before a weekday, a month or a length
    clock             a time that has a name, in minutes after midnight
    part, until       a part of the day, in minutes after midnight; with `night` it reaches past midnight
    shade             of a part of the day: -1 early, 0 middle, 1 late
    meridiem, oclock, hour_mark        0 or 12; "o'clock"; the h of "15h30"
    past, to          "ten past two", "quarter to three"
    at, about, on, in, the, of, for, from, between, and, or, range     what introduces and joins times and days
    glue              may stand between the parts of one day ("Tuesday, the 19th")
    not_before, not_after              "after 3pm", "before noon"
    after, later, now                  "2 days after tomorrow", "2 weeks later", "now + 2 hours"
    moves             "2 hours later", "earlier": counted from the time that was chosen, 1 or -1
    stop              may follow a bare number that is a time ("friday at 3 please")
    taking, lifting, off               "remove"; "take" and the "off" that belongs to it
    exchanging, giving                 "swap", which takes what follows; what brings somebody: "add", "with"
    changing, moved   a verb of changing, and what may stand after it: "move the call to 4"; 1 for "make it 4"
    pronoun           a number word that may stand for a thing: "the one on Friday"
    not, ago          turns away what follows; tells that what went before is past
    zone, place_time  stands for a time zone; follows a place that does ("New York time")
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from typing import NamedTuple

from dialog.understanding.model import Intent

Tags = Mapping[str, int]

_LANGUAGES = ("en",)


class Step(NamedTuple):
    """One of some words, which may be missing where it is `optional`; or a gap of up to three words."""

    words: frozenset[str]
    optional: bool = False
    gap: bool = False


class Rule(NamedTuple):
    """A wording that shows an intent. Of the rules that fit, the one with the lowest `rank` counts."""

    rank: int
    intent: Intent
    subject: str | None
    steps: tuple[Step, ...]
    from_start: bool
    to_end: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A language as it is written down in its module."""

    words: Mapping[str, Tags]
    phrases: Mapping[str, Tags]
    misspelt: Mapping[str, str]
    often_misspelt: frozenset[str]
    """Words for which one slip of the fingers is forgiven."""
    commands: Mapping[str, Intent]
    """Whole messages that mean one thing."""
    rules: Iterable[tuple[Intent, str | None, str]]
    """Wordings, the most telling first: an intent, its subject, and patterns, one a line. In a pattern `a|b` is one of two
    words, `a?` may be missing, `_` is a gap of up to three words, `^` the beginning and `$` the end of the message; ADDRESS
    stands for an address. The first that fits counts."""
    opening_words: frozenset[str]
    """Words that may stand before the beginning, and after the end, of what is said: "please"."""
    never_names: frozenset[str]
    """Words that stand before an address but name nobody."""
    before_names: frozenset[str]
    """Words that a name and an address may follow."""
    choice_words: frozenset[str]
    """Words around a number that chooses from a list: "option 2"."""
    last_choice: frozenset[str]
    one: str
    """The number word that is among the `choice_words` as well: "the second one"."""
    places: Mapping[str, str]
    """Places by their names in this language, in lower case, and their IANA zones."""
    zone_fillers: frozenset[str]
    zone_cues: tuple[str, ...]
    """What precedes a place that is where the writer is: "i'm in"."""
    titles: re.Pattern[str]
    """What precedes the title of a meeting and can mean nothing else: "subject:"."""
    topics: re.Pattern[str]
    """What precedes the title where a meeting is asked for: "about"."""
    earliest: re.Pattern[str]
    """What asks for the first time that is free."""
    joints: re.Pattern[str]
    """What may be left at the end of a title when the day or the people after it are cut off: " with"."""


@dataclass(frozen=True)
class Lexicon:
    """A language, ready to be looked up."""

    source: Source
    words: Mapping[str, Tags]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Tags], ...]]
    rules: Mapping[str, tuple[Rule, ...]]
    known: frozenset[str]
    no_names: frozenset[str]
    _near: Mapping[str, str] = field(repr=False)
    correct: Callable[[str], str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "correct", lru_cache(maxsize=8192)(self._correct))

    def _correct(self, word: str) -> str:
        """The known word that was meant by `word`, which is in lower case; `word` itself where none was."""
        word = word.replace("’", "'")
        if word in self.known:
            return word
        if word.endswith("'s") and word[:-2] in self.known:
            return word[:-2]
        if meant := self.source.misspelt.get(word):
            return meant
        if 5 <= len(word) <= 13:
            for shorter in _shortened(word):
                known = self._near.get(shorter)
                if known and known[0] == word[0] and (known[-1] == word[-1] or sorted(known) == sorted(word)):
                    return known
        return word


def _shortened(word: str) -> Iterator[str]:
    """The word, and the word without one letter. Two words that share one of these are a slip of the fingers apart."""
    yield word
    for index in range(1, len(word)):
        yield word[:index] + word[index + 1 :]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a list that is written down like a text."""
    return tuple(text.split())


def build(source: Source) -> Lexicon:
    """Makes a language ready."""
    phrases: dict[str, list[tuple[tuple[str, ...], Tags]]] = {}
    for phrase, tags in source.phrases.items():
        first, *rest = phrase.split()
        phrases.setdefault(first, []).append((tuple(rest), tags))
    rules: dict[str, list[Rule]] = {}
    known = set(source.words) | {word for phrase in source.phrases for word in phrase.split()}
    for rank, (intent, subject, pattern) in enumerate(_patterns(source)):
        rule = _rule(rank, intent, subject, pattern)
        for step in rule.steps:
            for word in step.words:
                rules.setdefault(word, []).append(rule)
            if not step.optional:
                break
        known.update(word for step in rule.steps for word in step.words)
    return Lexicon(
        source=source,
        words=source.words,
        phrases={first: tuple(sorted(found, key=lambda entry: -len(entry[0]))) for first, found in phrases.items()},
        rules={word: tuple(found) for word, found in rules.items()},
        known=frozenset(known),
        no_names=frozenset(known) | source.never_names | frozenset(source.commands),
        _near={shorter: word for word in source.often_misspelt for shorter in _shortened(word)},
    )


def _patterns(source: Source) -> Iterator[tuple[Intent, str | None, str]]:
    for intent, subject, lines in source.rules:
        for line in lines.strip().splitlines():
            yield intent, subject, line.strip()


def _rule(rank: int, intent: Intent, subject: str | None, pattern: str) -> Rule:
    from_start, to_end = pattern.startswith("^"), pattern.endswith("$")
    steps = tuple(
        Step(frozenset(), gap=True)
        if word == "_"
        else Step(frozenset(word.removesuffix("?").split("|")), optional=word.endswith("?"))
        for word in pattern.removeprefix("^").removesuffix("$").split()
    )
    return Rule(rank, intent, subject, steps, from_start, to_end)


def for_locale(locale: str) -> Lexicon:
    """The lexicon for a locale such as "en_US"; English where its language has none."""
    language = locale[:2].lower()
    return _language(language if language in _LANGUAGES else "en")


@lru_cache(maxsize=len(_LANGUAGES))
def _language(language: str) -> Lexicon:
    source: Source = import_module(f"dialog.understanding.lexicon_{language}").SOURCE
    return build(source)
