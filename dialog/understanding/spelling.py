"""Words as people spell them: without their accents, written together, with a letter too many, in Chinese numerals."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping

_STRETCHED = re.compile(r"(.)\1{2,}")
_LONGEST = 30
_LONGEST_PART = 14
_LETTERS = str.maketrans({"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l"})
_IN_ASCII = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def unaccented(word: str) -> str:
    """The word in lower case without accents: "fevrier" for "février", "strasse" for "straße"."""
    if word.isascii():
        return word
    return "".join(
        char for char in unicodedata.normalize("NFD", word.translate(_LETTERS)) if not unicodedata.combining(char)
    )


def unstretched(word: str) -> str:
    """The word without letters that are said long: "si" for "siiii"."""
    return _STRETCHED.sub(r"\1", word)


def spellings(words: Iterable[str]) -> dict[str, str]:
    """The words that are not ASCII, by how they are written without accents ("uber" and "ueber" for "über")."""
    found: dict[str, str] = {}
    for word in words:
        if not word.isascii():
            found.setdefault(unaccented(word), word)
            found.setdefault(unaccented(word.translate(_IN_ASCII)), word)
    return found


def shortened(word: str) -> Iterator[str]:
    """The word, and the word without one letter. Two words that share one of these are a slip of the fingers apart."""
    yield word
    for index in range(1, len(word)):
        yield word[:index] + word[index + 1 :]


def parts_of(word: str, known: Collection[str]) -> tuple[str, ...]:
    """The fewest of the `known` words that make up the whole of a word; none where they do not."""
    if len(word) > _LONGEST:
        return ()
    best: list[tuple[str, ...] | None] = [()]
    for end in range(1, len(word) + 1):
        ways = [
            (*before, word[start:end])
            for start in range(max(0, end - _LONGEST_PART), end)
            if (before := best[start]) is not None and word[start:end] in known
        ]
        best.append(min(ways, key=len, default=None))
    return best[-1] or ()


def segments(run: str, known: Collection[str], longest: int, numerals: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """The words of a text without spaces, as [start, end): from left to right the longest known one, or the numeral that
    is longer; what is neither stays together, and so do Latin letters."""
    index = unknown = 0
    while index < len(run):
        ends = range(min(index + longest, len(run)), index, -1) if _parts_words(run, index) else ()
        stop = next((end for end in ends if run[index:end] in known and _parts_words(run, end)), index)
        digits = index
        while digits < len(run) and run[digits] in numerals:
            digits += 1
        stop = max(stop, digits)
        if stop == index:
            index += 1
            continue
        if unknown < index:
            yield unknown, index
        yield index, stop
        index = unknown = stop
    if unknown < index:
        yield unknown, index


def _parts_words(run: str, place: int) -> bool:
    """Whether a word may begin or end at `place`: anywhere but between two Latin letters."""
    return not (0 < place < len(run) and run[place - 1].isascii() and run[place].isascii())


def numeral(run: str, numerals: Mapping[str, int]) -> str:
    """The digits of a numeral such as 二十三 (23), 二零一三 (2013) or 零五 (05); "" for what is none."""
    values = [numerals.get(char, -1) for char in run]
    if not values or min(values) < 0:
        return ""
    if max(values) < 10:
        return "".join(map(str, values))
    total = count = 0
    for value in values:
        if value < 10:
            count = value
        elif value in (10, 100, 1000):
            total += (count or 1) * value
            count = 0
        else:
            total += value
    return str(total + count)
