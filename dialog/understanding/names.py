"""The name written beside an e-mail address: `Kim Lee <address>`, `kim (address)`, `address (Kim Lee)`, a link's text."""

import re
from collections.abc import Collection

_WORD = r"[^\W\d_][\w'’.-]{0,39}"
_QUOTED = re.compile(r"\"([^\"\n]{1,80})\"[ \t]{0,2}\Z")
_IS_WORD = re.compile(_WORD)
_MOST_WORDS = 5
_BRACKETED = re.compile(r"\[([^\[\]\n]{1,80})\]\Z")
_PIPED = re.compile(r"\|([^|>\n]{1,80})>")
_AFTER = re.compile(rf"[ \t]?[(（]((?:{_WORD} ){{0,3}}{_WORD})[)）]")
_HAN = r"\u3400-\u9fff"
_HAN_AT_END = re.compile(rf"[{_HAN}·]{{2,30}}\Z")
_AFTER_HAN = re.compile(rf"[^{_HAN}]+\Z")
_OPENING = "<(（＜"
_PARTICLES = frozenset(
    {
        "al",
        "bin",
        "da",
        "dal",
        "de",
        "del",
        "della",
        "den",
        "der",
        "des",
        "di",
        "dos",
        "du",
        "el",
        "la",
        "le",
        "ten",
        "ter",
        "van",
        "von",
        "zu",
    }
)

_MOST_BARE = 3
_LONGEST_BARE = 120

_NONE = ("", (0, 0))


def name_beside(
    text: str, start: int, end: int, since: int, email: str, never: Collection[str]
) -> tuple[str, tuple[int, int]]:
    """The name for the address `email` at [start, end) and where it stands, not before `since`; ("", (0, 0)) for none.

    A word is taken for part of a name when it is written with a capital or found in the address, unless it is in `never`.
    """
    label = _PIPED.match(text, end, end + 90)
    if label:
        return _name_in(label.group(1), label.start(1), email, never)
    if start > since and text[start - 1] in _OPENING:
        offset = max(since, start - 121)
        before = text[offset : start - 1]
        if text[start - 1] == "(" and (label := _BRACKETED.search(before)):
            return _name_in(label.group(1), offset + label.start(1), email, never)
        if quoted := _QUOTED.search(before):
            return quoted.group(1).strip(), (offset + quoted.start(1), offset + quoted.end(1))
        if words := _last_words(before):
            return _name_in(words, offset + before.rindex(words), email, never)
    after = _AFTER.match(text, end)
    if after:
        name, span = _name_in(after.group(1), after.start(1), email, never)
        return (name, span) if span == after.span(1) else _NONE
    return _NONE


def bare_name(
    text: str, start: int, since: int, email: str, words: Collection[str], openings: Collection[str]
) -> tuple[str, tuple[int, int]]:
    """The name that stands before the address at `start` without brackets: "Kim Lee kim@x.org", and where.

    It is one to three words, none of them in `words`, from the beginning of the text or of the line, a comma, the address
    before (`since`) or one of the words `openings`; one of its words is found in the address, or two have capitals.
    """
    if text[start - 1 : start] != " ":
        return _NONE
    *cut, line = re.split(r"[\n\r,;:，；：、]", text[max(since, start - _LONGEST_BARE) : start - 1])
    unspaced = ""
    if latin := _AFTER_HAN.search(line):
        unspaced, line = line[: latin.start()], latin.group()
    offset = start - 1 - len(line)
    found = list(re.finditer(r"\S+", line))
    names: list[re.Match[str]] = []
    while found and len(names) <= _MOST_BARE and _may_be_named(found[-1].group(), words):
        names.insert(0, found.pop())
    opened = found[-1].group().lower() in openings if found else bool(cut) or start - since <= _LONGEST_BARE
    if unspaced and not found:
        opened = unspaced.endswith(tuple(openings))
    if not opened or not 0 < len(names) <= _MOST_BARE:
        return _NONE
    local = email.partition("@")[0]
    capitals = all(name.group()[0].isupper() for name in names)
    if not (capitals and len(names) > 1) and not any(_shared(name.group().lower(), local) for name in names):
        return _NONE
    span = offset + names[0].start(), offset + names[-1].end()
    return text[span[0] : span[1]], span


def unspaced_name(
    text: str, start: int, since: int, words: Collection[str], surnames: Collection[str], links: re.Pattern[str]
) -> tuple[str, tuple[int, int]]:
    """The name that stands before the address at `start` in Chinese characters, with or without a space, and where: the
    longest of two to four that begins with one of the `surnames`. Nothing but `links` stands between."""
    offset = max(since, start - _LONGEST_BARE)
    before = text[offset:start]
    link = links.search(before)
    run = _HAN_AT_END.search(before, 0, link.start() if link else len(before))
    if not run:
        return _NONE
    end = run.end()
    for first in range(max(run.start(), end - 4), end - 1):
        name = before[first:end]
        named = name[:2] in surnames if len(name) > 2 else False
        named = named or (name[0] in surnames and len(name) < 4)
        if named and name not in words and name[:2] not in words:
            return name, (offset + first, offset + end)
    return _NONE


def _may_be_named(word: str, words: Collection[str]) -> bool:
    return _IS_WORD.fullmatch(word) is not None and word.lower() not in words


def _shared(word: str, local: str) -> bool:
    return len(word) > 1 and (
        word in local or any(len(part) > 2 and part in word for part in re.split(r"\W|\d", local))
    )


def _last_words(text: str) -> str:
    """The words with single spaces between them at the end of `text`."""
    count = 0
    words = text.rstrip(" ").split(" ")
    while count < min(len(words), _MOST_WORDS) and _IS_WORD.fullmatch(words[-count - 1]):
        count += 1
    return " ".join(words[len(words) - count :])


def _name_in(words: str, offset: int, email: str, never: Collection[str]) -> tuple[str, tuple[int, int]]:
    """The last words of `words`, which stand at `offset`, that make a name."""
    local = email.partition("@")[0]
    if (latin := _AFTER_HAN.search(words)) and latin.start():
        words, offset = latin.group(), offset + latin.start()
    found = list(re.finditer(r"\S+", words))
    first = len(found)
    while first and _of_a_name(found[first - 1].group(), local, never):
        first -= 1
    while first < len(found) and found[first].group() in _PARTICLES:
        first += 1
    if first == len(found):
        return _NONE
    start = found[first].start()
    end = found[-1].end()
    return words[start:end], (offset + start, offset + end)


def _of_a_name(word: str, local: str, never: Collection[str]) -> bool:
    lower = word.lower()
    if "@" in word or lower in never or not word[0].isalpha():
        return False
    if word.islower():
        return lower in local or lower in _PARTICLES
    return word[0].isupper() or len(word) < 4
