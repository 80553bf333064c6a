"""How pieces of text stand together: with the commas, brackets and spaces of a language, which its catalogue gives."""

from collections.abc import Sequence
from functools import reduce

from booking.translations import marked, translations

THINGS = marked("{one}, {another}")
CLAUSES = marked("{clause}, {another}")
SENTENCES = marked("{sentence} {another}")
DETAIL = marked("{heading}: {detail}")
ASIDE = marked("{text} ({aside})")
DAY_AND_TIME = marked("{day}, {time}")
FROM_TO = marked("{start} – {end} ({zone})")


def listed(things: Sequence[str], locale: str) -> str:
    """Things in a row: "a, b, c"; "" where there are none."""
    return _in_a_row(THINGS, "one", things, locale)


def clauses(said: Sequence[str], locale: str) -> str:
    """Parts of a sentence in a row: "Ann accepted, Bill declined"."""
    return _in_a_row(CLAUSES, "clause", said, locale)


def sentences(said: Sequence[str], locale: str) -> str:
    """Whole sentences, one after the other."""
    return _in_a_row(SENTENCES, "sentence", said, locale)


def put(pattern: str, locale: str, **pieces: str) -> str:
    """One of the patterns above as the language has it, its gaps filled."""
    return translations(locale).gettext(pattern).format(**pieces)


def _in_a_row(pattern: str, gap: str, pieces: Sequence[str], locale: str) -> str:
    sign = translations(locale).gettext(pattern)
    return reduce(lambda before, piece: sign.format(**{gap: before, "another": piece}), pieces) if pieces else ""
