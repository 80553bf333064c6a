"""What the engine knows of a language. The words themselves are data, five modules a language: `lexicon_en` (words of
time), `wording_en` (what people want), `asking_en` (what they ask about a kind of meeting, and what they wish for in vain),
`remarks_en` (what they ask about what was said, and put right) and `places_en`. Nothing else in the engine knows a word, but
for the telling ones of `languages` and for `named_days`.

How to write a language, here Italian, "it":

    1. Copy `lexicon_de.py` (or `lexicon_zh.py` for a language without spaces), `wording_de.py`, `asking_de.py`,
       `remarks_de.py` and `places_de.py` to `..._it.py`, and put Italian into them: `lexicon_it.SOURCE` is a `Source`.
       Write what the grammar of the language allows (every number word, weekday, month, their short forms and
       inflections), not sentences that somebody wrote. All words in lower case and with their accents; that they may be
       left out is known (`spelling.spellings`).
    2. Give each word its tags, below. A word that means two things has both ("second"). A fixed group of words, with
       blanks between them, goes to `phrases`; hyphens and dots between them are skipped ("après-demain", "p. m."). The
       longest phrase wins, and its own tags count, not those of its words. A phrase with no tags hides its words.
    3. Write the rules of `wording_it` in the order in which they are to be tried. They see single words, corrected
       (`Lexicon.correct`), with contractions cut ("l'" and "heure") and compounds cut where they are `joinable`.
    4. Write the days that have names into `named_days`. Add "it" to `languages.LANGUAGES`, and its telling words and names
       to `languages._WORDS`, `_DATES` and `_NAMES`.
       The patterns of a `Source` ("earliest", "titles"...) see the text as it was written: write them for words with
       and without accents, and in both kinds of Chinese characters.
    5. Measure, and read what is wrong; write rules for what the grammar misses, not for single cases:
           python -m tests.benchmarks.bench_understanding dates.jsonl --lang it --wrong
       and write `tests/dialog/test_understanding_it.py` like that of German.

    Mind: in a pattern a first word with "?" lets the whole rule begin with the second. `the` before a bare number makes a
    day of it, `at` a time; an article that stands before both ("las 3", "el 3") is part of the phrase "a las". A word that
    may follow a bare time needs `stop`. A word of the language that is an abbreviation of a zone in English ("et", "est",
    "art") is one only in capitals.

Tags. A word may be several things: its tags map each to a value. The grammar asks for tags only, never for words:

  Numbers
    number            its value: "three"; also every irregular one ("twenty-one" where that is one word)
    tens              twenty, thirty...: the most that may be added to it by the next word: 9, or 19 for "soixante";
                      `joins` may stand between ("treinta y uno", "vingt et un")
    units_first       twenty, thirty... which follow their units: "einundzwanzig", cut into three words as `joinable`
    times             hundred, thousand after another number: 100, 1000 ("dos mil veinte")
    joins             the "and" inside a number or between an hour and its minutes ("las tres y cuarto"), beside `and`
    ordinal, suffix   "third"; what follows the digits of "3rd", "1er", "1º"
    ordinal_sign      what precedes a number to make it an ordinal: 第
    choice            of a phrase: the number that it chooses ("segunda opção", where the word alone is a Monday)
    one, half, quarter, more           quantities: "an hour", "half an hour", "a quarter", "2 more minutes", 两个小时;
                      `quarter` is 3 for three of them
    and_half          adds a half to the number it is or follows: "anderthalb", "zwei einhalb Stunden"
  Lengths
    seconds, days, months              a unit of time, by its size
    whole             a length by itself, in seconds: 半小时
    glued             is this only directly after digits ("3p", "1h")
    lasting           "during", "lasting": what follows is a length and no time, where one word is both ("2 heures")
  Days
    weekday, weak     Monday is 0; a word that is more often something else ("sun", "mar", "do")
    month, day        1-12; days from today
    yearly            a day of the year by its name, month and day in one number (`named_days`): "Christmas Eve" is 1224
    either            beside `day` and `part`: the day, but the part after another day or beside "this": German "morgen"
    ahead             days from the day before it: "de mañana en ocho" is 7
    week, month_from_now, year_from_now, weekend      "next week" is 1, "this month" 0; `week` with `weekday`: 下周二
    this, next, last  before a weekday, a month or a length; `next` counts weeks, 2 is "übernächsten". Where people mean
                      the coming one by their word for next, it is `this` ("kommenden")
    numbered          a number directly after it is a day of the week: 周3, 下周3
    coming            beside `this`: never today, though today is that day ("el próximo martes")
    follows           beside these three: it may stand after its noun as well ("mardi prochain", "martes que viene")
    third             beside `month_sign`, `month_from_now`, `week`: its beginning is 0, its end 2: 5月底, "Wochenmitte";
                      alone before a month or a week: "end of May", "Anfang Juni", "mi-juin", "early next week"
    halves            after "first" or "second": "half", "quinzaine"; with `month`: "Junihälfte"
    half_of, nth_week the same in one word: 上半月 is 0, "segunda metade" 1; "segunda semana de" 2
    calendar_week     a number after it is a week of the year: "KW 21", "semaine 21"
    week_from         after a week: a day of it follows: "the week starting May 18"; so does one after `of`
    its_week          after a day: its whole week: 5月18日那周
    days_later        the same day so many days after the one that was chosen: "same time next week"
    days_left         any of so many days from today on: "the next days", 这几天
    up_to             any day until then: "within two weeks", 两周内
    month_sign, day_sign, year_sign    what follows the digits of a date: 5月18日
    dated             a number after it is a day of the month: Spanish "día", Portuguese "dia"
    of_month          "18 of 5": joins a day and the number of its month: "el 17 del 11", "der 5. im 6."
    the, on, of, in   small words in dates; "am 15." is both `on` and `the`
  Times
    clock             a time that has a name, in minutes after midnight
    part, until       a part of the day, in minutes after midnight; with `night` it reaches past midnight; with `day` it is
                      the part of that day ("tonight", 明早); with `adverb` a bare number before it is a time ("3 abends")
    shade             of a part of the day: -1 early, 0 middle, 1 late
    meridiem          0 or 12
    oclock, hour_mark what makes a number a time: "Uhr", 点; the h of "15h30". Where the unit of a length says the time as
                      well ("15 heures", "8 horas", the h of "15h"), it has `seconds` and `oclock` (and `hour_mark`): up to
                      four of them are a length unless words of time stand before
    minutes           after an hour, so many of them: "y media" and 半 30, "et quart" and 一刻 15; `joins` may stand before
    minus             after an hour, minutes to be taken off: "menos cuarto", "moins dix"; before them too: 差五分三点
    before_hour       before an hour, so many minutes to be taken off it: "halb drei" 30, "viertel drei" 45
    past, to          "ten past two", "quarter to three", "viertel vor drei"
    at, about         a number after `at` is a time; after `about` only where a word with `stop` or an end follows
    bound             after a time or a day: 1 "or later", 三点以后; -1 "or before", 周五之前
    not_before, not_after              before a time: "after 3pm", "before noon"; before a day, 2 where that day itself is
                      not meant: "after the 5th", "before Friday", but "from Friday", "by Friday"
  Joints
    for, from, between, and, or, range     what introduces and joins times and days
    glue              may stand between the parts of one day or time ("Tuesday, the 19th", "mardi à la fin")
    after, later, now                  "2 days after tomorrow", "2 weeks later", "now + 2 hours"
    moves             "2 hours later", "earlier": counted from the time that was chosen, 1 or -1
    moving            the same before a length: 提前半小时
    stop              may follow a bare number that is a time ("friday at 3 please")
    not               turns away what follows, 2 where commas go on ("except monday, friday")
    ago, back         after a length, and before one: so long ago ("2 weeks ago", "hace dos semanas")
    any_but, any      as `not`, but only some words after an `any`: "any day next week but friday"
    unfit             after a day or a time: turns it away ("el lunes no puedo")
  People and changes
    taking, lifting, off               "remove"; "take" and the "off" that belongs to it
    exchanging, giving                 "swap", which takes what follows, beside `taking`; alone, only an address that follows
                      ("cambia a@x.org por b@x.org"); what brings somebody: "add", "with"
    changing, moved   a verb of changing, and what may stand after it: "move the call to 4"; 1 for "make it 4"
    meeting           what a meeting is called: "the friday call", "the one on friday"
    dropping          names after it may be those of people who shall not come: "cancel tom", "forget about tom"
    absent            likewise the names before it: "tom can't make it"
    named             may stand before a name: "quita a Luis", "tira o Luis"
    onto              what a thing is changed to stands after it: "from Monday to Tuesday", "swap a to b"
    pronoun           a number word that may stand for a thing: "the one on Friday"
  Zones
    zone, place_time  stands for a time zone; follows a place that does ("New York time", 伦敦时间)
    time_of           a place follows it: "hora de Londres"
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple

from dialog.understanding.languages import LANGUAGES
from dialog.understanding.model import Intent
from dialog.understanding.spelling import parts_of, shortened, spellings, unaccented, unstretched

Tags = Mapping[str, int]


_AGREEMENT = frozenset((Intent.YES, Intent.THANKS))


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
    stands for an address. The first that fits counts. The subject of a CHANGE is "day", "time", "type", "timezone" or
    "attendees"; a CANCEL of "this" means what is being talked about, a STOP of "this" too, where nothing else is
    said."""
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
    clock_here: re.Pattern[str]
    """What says that a time is what the writer's clock shows now: "it is 3pm here"."""
    titles: re.Pattern[str]
    """What precedes the title of a meeting and can mean nothing else: "subject:"."""
    topics: re.Pattern[str]
    """What precedes the title where a meeting is asked for: "about"."""
    earliest: re.Pattern[str]
    """What asks for the first time that is free."""
    repeating: re.Pattern[str]
    """What asks for a meeting that comes again: "every Monday", "weekly"."""
    venues: re.Pattern[str]
    """What says where a meeting shall be: "at my office"."""
    joints: re.Pattern[str]
    """What may be left at the end of a title when the day or the people after it are cut off: " with"."""
    agreeing: frozenset[str] = frozenset()
    """Words that may stand in a yes and take nothing of it back: "for me", "now". Not "but" and not "wait"."""
    elisions: frozenset[str] = frozenset()
    """What is written together with the next word: "l'", "jusqu'". They are words of their own."""
    joinable: frozenset[str] = frozenset()
    """Words that may be written together: "dienstag" and "nachmittag", "ein", "und" and "zwanzig"."""
    unspaced: bool = False
    """Whether words are written without spaces: the longest word that is known anywhere in the lexicon is cut off first."""
    letters: Mapping[str, str] = field(default_factory=dict)
    """Letters that are read as others, one for one: Chinese ones of the tradition as simplified ones."""
    numerals: Mapping[str, int] = field(default_factory=dict)
    """Numerals other than digits: 一 is 1, 十 10, 百 100, 廿 20."""
    surnames: frozenset[str] = frozenset()
    """What names begin with where words are written without spaces: 王, 欧阳."""
    name_links: re.Pattern[str] = re.compile(r"[\s<(（＜]*\Z")
    """What may stand between such a name and an address: 张伟的邮箱是 a@b.cn."""
    morning_from: int = 8
    """Of two hours that a bare "7" may mean, the one from this to twelve hours later is the likelier."""
    dotted_days: bool = False
    """Whether "18.5" is rather the 18th of May than half past six."""
    dashed_days: bool = False
    """Whether "18-5" is rather the 18th of May than from six to five."""
    month_first: bool = False
    """Whether 5/8 is the 8th of May in every country."""


@dataclass(frozen=True)
class Lexicon:
    """A language, ready to be looked up."""

    source: Source
    words: Mapping[str, Tags]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Tags], ...]]
    rules: Mapping[str, tuple[Rule, ...]]
    commands: Mapping[str, Intent]
    known: frozenset[str]
    no_names: frozenset[str]
    agreeing: frozenset[str]
    """Words that say no more than yes and thank you."""
    asking: frozenset[str]
    """Words with which a question about a kind of meeting may begin."""
    longest: int
    """The characters of the longest word."""
    letters: Mapping[int, str]
    _spellings: Mapping[str, str] = field(repr=False)
    _near: Mapping[str, str] = field(repr=False)
    _joinable: frozenset[str] = field(repr=False)
    correct: Callable[[str], str] = field(init=False, repr=False)
    parts: Callable[[str], tuple[str, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "correct", lru_cache(maxsize=8192)(self._correct))
        object.__setattr__(self, "parts", lru_cache(maxsize=2048)(self._parts))

    def _correct(self, word: str) -> str:
        """The known word that was meant by `word`, which is in lower case; `word` itself where none was."""
        word = word.replace("’", "'")
        if word in self.known:
            return word
        if word.endswith("'s") and word[:-2] in self.known:
            return word[:-2]
        if meant := self.source.misspelt.get(word):
            return meant
        plain = unaccented(word)
        if meant := self._spellings.get(plain):
            return meant
        if (short := unstretched(plain)) != plain and (short in self.known or short in self._spellings):
            return self._spellings.get(short, short)
        if 5 <= len(plain) <= 13:
            for shorter in shortened(plain):
                known = self._near.get(shorter)
                if known and _alike(plain, unaccented(known)):
                    return known
        return word

    def _parts(self, word: str) -> tuple[str, ...]:
        """The known words that an unknown one in lower case is made of: "l'" and "heure", "dienstag" and "abend"."""
        if "'" in word:
            first, _, rest = word.partition("'")
            if first + "'" in self.source.elisions:
                rest = self.correct(rest)
                return (first + "'", *((rest,) if rest in self.known else self._parts(rest) or (rest,)))
        if self.source.joinable:
            return tuple(map(self.correct, parts_of(word, self._joinable)))
        return ()


def _alike(word: str, known: str) -> bool:
    """Whether two words a slip of the fingers apart begin alike, and end alike or have the same letters."""
    return known[0] == word[0] and (known[-1] == word[-1] or sorted(known) == sorted(word))


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
    named = {word for phrase, tags in source.phrases.items() if "yearly" in tags for word in phrase.split()}
    known = {word for phrase, tags in source.phrases.items() if "yearly" not in tags for word in phrase.split()}
    known |= source.words.keys() | source.elisions
    for rank, (intent, subject, pattern) in enumerate(_patterns(source)):
        rule = _rule(rank, intent, subject, pattern)
        for step in rule.steps:
            for word in step.words:
                rules.setdefault(word, []).append(rule)
            if not step.optional:
                break
        known.update(word for step in rule.steps for word in step.words)
    agreeing = {word for name, intent in source.commands.items() if intent in _AGREEMENT for word in name.split()}
    for found in rules.values():
        agreeing.update(
            word for rule in found if rule.intent in _AGREEMENT for step in rule.steps for word in step.words
        )
    if source.unspaced:
        known |= source.choice_words | source.opening_words | source.before_names | source.zone_fillers
        known |= {*source.places, *source.zone_cues, *source.commands}
    no_names = frozenset(known) | source.never_names | frozenset(source.commands)
    known |= named  # Valentin is somebody's name as well
    return Lexicon(
        source=source,
        words=source.words,
        phrases={first: tuple(sorted(found, key=lambda entry: -len(entry[0]))) for first, found in phrases.items()},
        rules={word: tuple(found) for word, found in rules.items()},
        commands={unaccented(name): intent for name, intent in source.commands.items()} | dict(source.commands),
        known=frozenset(known),
        asking=frozenset(word for word, found in rules.items() if any(rule.intent is Intent.ABOUT for rule in found)),
        longest=max(map(len, known)),
        letters=str.maketrans(dict(source.letters)),
        no_names=no_names,
        agreeing=frozenset(agreeing | source.opening_words | source.agreeing),
        _spellings={plain: word for plain, word in spellings(known).items() if plain not in known},
        _joinable=source.joinable | spellings(source.joinable).keys(),
        _near={shorter: word for word in source.often_misspelt for shorter in shortened(unaccented(word))},
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
    return _language(written_language(locale))


@lru_cache(maxsize=256)
def written_language(locale: str) -> str:
    """The language of a locale such as "en_US" if there is a lexicon for it, else "en"."""
    language = locale[:2].lower()
    written = language in LANGUAGES and find_spec(f"dialog.understanding.lexicon_{language}")
    return language if written else "en"


@lru_cache(maxsize=len(LANGUAGES))
def _language(language: str) -> Lexicon:
    source: Source = import_module(f"dialog.understanding.lexicon_{language}").SOURCE
    return build(source)
