"""From text to tokens: words, numbers, clock times and numeric dates as they are written, and what they may mean."""

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from dialog.understanding.addresses import HIDDEN
from dialog.understanding.lexicon import Lexicon, Tags
from dialog.understanding.spelling import numeral, segments

MOST_TOKENS = 600
"""Of a longer text only the beginning is read."""

_LONGEST_WORD = 40

ADDRESS = "ADDRESS"
"""The word that stands for an address."""


class Form(Enum):
    """How a token is written."""

    WORD = "word"
    NUMBER = "number"  # 1 to 4 digits
    CLOCK = "15:30"
    YMD = "2027-5-18"
    TRIPLE = "5/18/27"
    SLASH = "5/18"
    DOT = "18.5"
    JUNK = "3.141.59"  # digits that are no day and no time
    MARK = "mark"
    END = "end"


class Token(NamedTuple):
    """A piece of text at [start, end). `parts` are the numbers in it; `glued`: no space stands before it."""

    form: Form
    text: str
    start: int
    end: int
    tags: Tags
    glued: bool
    parts: tuple[int, ...] = ()


class Tokens(NamedTuple):
    """`words`: single words and signs, for wording; `tokens`: with phrases joined and closed by ends, for the grammar."""

    words: list[str]
    tokens: list[Token]


_NOTHING: Tags = {}
_DASH: Tags = {"range": 1, "glue": 1, "stop": 1}
_STOP: Tags = {"stop": 1}
_BETWEEN: Tags = {"glue": 1, "stop": 1}
_MARKS: dict[str, Tags] = {
    **dict.fromkeys("-–—~〜～", _DASH),
    **dict.fromkeys(",;.()[]|·•，。/:", _BETWEEN),
    "、": {"or": 1, **_BETWEEN},
    **dict.fromkeys("?!？！\"'", _STOP),
    **{key: {"seconds": 60, "glued": 1, "stop": 1} for key in "'′"},
    "@": {"at": 1, "glue": 1},
    "+": {"plus": 1},
    "°": {"suffix": 1},
    HIDDEN: _STOP,
}
END = (Token(Form.END, "", 0, 0, _STOP, glued=False),) * 4
"""What closes the tokens of a text, so that a rule may look a few tokens ahead."""

_TOKEN = re.compile(
    r"(?P<triple>\d{1,2}\s?\.\s?\d{1,2}(?:\.(?:\d{4}|\d{2})|\s?\.\s?\d{4})(?![:.]?\d))"
    r"|(?P<word>(?i:2(?:mor+ow?|mrw|nite|nyt|night)\b)|[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<run>\d+(?:[-/.:,]\d+)*)"
    rf"|(?P<hidden>{HIDDEN}+)"
    r"|(?P<mark>\S)"
)
_WRITTEN = (
    (Form.NUMBER, re.compile(r"(\d{1,4})")),
    (Form.CLOCK, re.compile(r"([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d(?:[.,]\d{1,9})?)?")),
    (Form.YMD, re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")),
    (Form.TRIPLE, re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})")),
    (Form.SLASH, re.compile(r"(\d{1,2})/(\d{1,2})")),
    (Form.DOT, re.compile(r"(\d{1,2})\.(\d{1,2})")),
    (Form.JUNK, re.compile(r"\d{1,3}(?:,\d{3})+")),
)
_HYPHENS = re.compile("[\u2010\u2011]|(?<=\\d)[\u2012-\u2014](?=[^\\W\\d_])")
"""Hyphens of typographers, and dashes that are none: "15–minute"."""
_JOINTS = (
    (",", frozenset(Form) - {Form.JUNK}, 8),
    ("-", frozenset({Form.NUMBER, Form.CLOCK, Form.DOT, Form.SLASH, Form.TRIPLE}), 2),
    ("/", frozenset({Form.NUMBER, Form.CLOCK, Form.DOT}), 2),
)


def tokenise(text: str, lexicon: Lexicon) -> Tokens:
    """Cuts the beginning of `text` into tokens. Takes time linear in its length."""
    words: list[str] = []
    tokens: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(_plain(text, lexicon)):
        start = match.start()
        glued = start == end and start > 0
        end = match.end()
        kind = match.lastgroup
        if kind == "word":
            for token in _worded(match.group(), start, lexicon, glued=glued):
                words.append(token.text)
                tokens.append(token)
                if len(tokens) > MOST_TOKENS:
                    break
        elif kind == "mark":
            mark = match.group()
            if mark in lexicon.known:
                words.append(mark)
            tokens.append(Token(Form.MARK, mark, start, end, _MARKS.get(mark, _NOTHING), glued))
        elif kind == "hidden":
            words.append(ADDRESS)
            tokens.append(Token(Form.MARK, HIDDEN, start, end, _STOP, glued))
        else:
            words.append(match.group())
            tokens += _numeric(match.group(), start, glued=glued)
        if len(tokens) > MOST_TOKENS:
            break
    joined = join_phrases(tokens, lexicon)
    return Tokens(words, [*joined, *END])


def _plain(text: str, lexicon: Lexicon) -> str:
    """The text, letter for letter, with the letters and the hyphens that are looked up."""
    if text.isascii():
        return text
    return _HYPHENS.sub("-", text.translate(lexicon.letters) if lexicon.letters else text)


def _worded(written: str, start: int, lexicon: Lexicon, *, glued: bool) -> Iterator[Token]:
    """The tokens of letters without a space: one, or those that are known by themselves ("dienstag", "abend")."""
    word, end = written.lower(), start + len(written)
    if lexicon.source.unspaced and not word.isascii():
        for token in _unspaced(word, start, lexicon, glued=glued):
            yield token._replace(start=min(token.start, end - 1), end=min(token.end, end))
        return
    corrected = lexicon.correct(word) if len(word) <= _LONGEST_WORD else word
    parts = () if corrected in lexicon.known or len(word) > _LONGEST_WORD else lexicon.parts(word)
    for part in parts[:-1]:
        stop = min(start + len(part), end)
        yield Token(Form.WORD, part, start, stop, lexicon.words.get(part, _NOTHING), glued)
        start, glued = stop, True
    last = parts[-1] if parts else corrected
    yield Token(Form.WORD, last, start, end, lexicon.words.get(last, _NOTHING), glued)


def _unspaced(run: str, start: int, lexicon: Lexicon, *, glued: bool) -> Iterator[Token]:
    numerals = lexicon.source.numerals
    for first, stop in segments(run, lexicon.known, lexicon.longest, numerals):
        word = run[first:stop]
        digits = "" if word in lexicon.words else numeral(word, numerals)
        span = start + first, start + stop
        if digits:
            form = Form.NUMBER if len(digits) < 5 else Form.JUNK
            yield Token(form, digits, *span, _NOTHING, glued, (int(digits),) if form is Form.NUMBER else ())
        else:
            yield Token(Form.WORD, word, *span, lexicon.words.get(word, _NOTHING), glued)
        glued = True


def _numeric(run: str, start: int, *, glued: bool) -> Iterator[Token]:
    """The tokens of digits with marks between them: one, or those that a joint sets apart ("18,2027", "3:30-6")."""
    for form, pattern in _WRITTEN:
        if match := pattern.fullmatch(run):
            parts = tuple(int(part) for part in match.groups() if part.isdigit())
            yield Token(form, run, start, start + len(run), _NOTHING, glued, parts)
            return
    for joint, forms, most in _JOINTS:
        if joint in run and run.count(joint) < most:
            tokens = [token for part in run.split(joint) for token in _numeric(part, 0, glued=True)]
            if all(token.form in forms for token in tokens) and not (joint == "-" and _uneven(tokens)):
                for token in tokens:
                    yield token._replace(start=start, end=start + len(token.text), glued=glued)
                    start += len(token.text)
                    glued = True
                    if token is not tokens[-1]:
                        yield Token(Form.MARK, joint, start, start + 1, _MARKS[joint], glued=True)
                        start += 1
                return
    yield Token(Form.JUNK, run, start, start + len(run), _NOTHING, glued)


def _uneven(tokens: list[Token]) -> bool:
    """Whether a year or a code stands beside a small number: "2012-14" is no range of times."""
    sizes = {len(token.text) > 2 for token in tokens if token.form is Form.NUMBER}
    return len(sizes) > 1 and not any(token.form in (Form.TRIPLE, Form.YMD, Form.CLOCK) for token in tokens)


def join_phrases(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """The tokens, those that make a phrase as one."""
    joined: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        stop = index + 1
        for rest, tags in lexicon.phrases.get(token.text, ()):
            if last := _matches(tokens, index + 1, rest):
                token = Token(
                    Form.WORD, " ".join((token.text, *rest)), token.start, tokens[last - 1].end, tags, token.glued
                )
                stop = last
                break
        joined.append(token)
        index = stop
    return joined


def _matches(tokens: list[Token], index: int, rest: tuple[str, ...]) -> int:
    """Where the words of `rest` end if they stand at `index`, dots and hyphens between them aside; 0 if they do not."""
    for word in rest:
        while index < len(tokens) and tokens[index].text in ".-" and tokens[index].form is Form.MARK:
            index += 1
        if index == len(tokens) or tokens[index].text != word:
            return 0
        index += 1
    return index
