"""Who is to be taken off ("remove bob", "swap a@x.org for b@x.org"), and what looks like an address and is none."""

import re
from collections.abc import Sequence

from dialog.understanding.addresses import HIDDEN
from dialog.understanding.lexicon import Lexicon
from dialog.understanding.tokens import Form, Token

_MOST_UNREADABLE = 5
_AS_FAR_AS_OFF = 5

_AT = r"\s?[\[({<]\s?at\s?[\])}>]\s?"
_DOT = r"(?:\s?[\[({<]\s?dot\s?[\])}>]\s?|\.)"
_LABEL = r"[^\W_][\w-]{0,62}"
_UNREADABLE = re.compile(
    rf"(?<![\w.@])[\w.+-]{{1,64}}(?:{_AT}|\sat\s(?=[\w-]{{1,63}}\sdot\s)|\sarroba\s){_LABEL}(?:(?:{_DOT}|\s(?:dot|punto|ponto)\s)"
    rf"{_LABEL}){{0,4}}"
    rf"|(?<![\w.@])[^\W_][\w.+-]{{0,63}}@(?:(?!\d)[^\s,;<>()\[\]{HIDDEN}]{{0,100}}(?:,[^\W\d_]{{2,24}}\b)?|(?=\s|$))",
    re.IGNORECASE,
)


def find_unreadable(masked: str) -> tuple[str, ...]:
    """At most 5 pieces that look like e-mail addresses, in a text in which those that are some are hidden."""
    pieces = (match.group().strip(" .,!?:'\"*`~") for match in _UNREADABLE.finditer(masked))
    return tuple(dict.fromkeys(piece for piece in pieces if piece))[:_MOST_UNREADABLE]


def find_removed(
    tokens: Sequence[Token], places: Sequence[tuple[int, str]], lexicon: Lexicon
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The addresses and the words (in lower case, unknown to the lexicon) after a verb of removing, and the addresses
    that stand elsewhere. `places` says which address stands where in the text."""
    removed: list[str] = []
    others: list[str] = []
    shown = 0
    taking = exchanging = listing = False
    for index, token in enumerate(tokens):
        tags = token.tags
        if token.text == HIDDEN:
            while shown < len(places) and places[shown][0] < token.end:
                (removed if taking else others).append(places[shown][1])
                shown += 1
            listing = taking
        elif _takes(tokens, index):
            taking = listing = True
            exchanging = "exchanging" in tags
        elif "giving" in tags or (exchanging and removed and tags.keys() & {"for", "onto"}):
            taking = listing = exchanging = False
        elif token.form is Form.WORD and not tags.keys() & {"and", "or"} and not (listing and "named" in tags):
            named = listing and token.text not in lexicon.no_names and " " not in token.text
            if named:
                removed.append(token.text)
            listing = False
        elif taking and not exchanging and token.form is not Form.END and tags.keys() & {"and", "or"}:
            listing = True
    return tuple(dict.fromkeys(removed)), tuple(others)


def _takes(tokens: Sequence[Token], index: int) -> bool:
    """Whether a verb of removing stands here, or one of changing before an address."""
    tags = tokens[index].tags
    if "exchanging" in tags and "taking" not in tags:
        return tokens[index + 1 + ("named" in tokens[index + 1].tags)].text == HIDDEN
    lifted = "lifting" in tags and _off_follows(tokens, index)
    return "taking" in tags or lifted or _turned_away(tokens, index)


def _off_follows(tokens: Sequence[Token], index: int) -> bool:
    """Whether it is "take ... off"."""
    return any("off" in token.tags for token in tokens[index + 1 : index + _AS_FAR_AS_OFF])


def _turned_away(tokens: Sequence[Token], index: int) -> bool:
    """Whether it is the "not" before an address, or of "not bob", which is all that is said."""
    if "not" in tokens[index].tags and tokens[index + 1].text == HIDDEN:
        return True
    return index == 0 and "not" in tokens[0].tags and Form.END in (tokens[2].form, tokens[3].form)
