"""Which kind of meeting is meant: by its name, by words of it, by its length."""

import re
from functools import lru_cache

from dialog import texts
from dialog.talk import Talk
from dialog.understanding import is_common

_PIECE = re.compile(r"[\u3400-\u9fff]+|[^\W\u3400-\u9fff]+")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d")


def fill_length(talk: Talk, minutes: int) -> bool:
    """Take a wanted length; False, and a word about it, where no type has it."""
    draft = talk.conversation.draft
    if all(kind.minutes != minutes for kind in talk.types):
        talk.tell(texts.NO_SUCH_LENGTH, minutes=minutes)
        return False
    if talk.type and talk.type.minutes != minutes and not forget_type(talk):
        return True
    draft.minutes = minutes
    return True


def forget_type(talk: Talk) -> bool:
    """Another type is wanted: a start that was free for the old one has to be checked again.

    False where that cannot be: a meeting that is booked stays of its kind.
    """
    draft = talk.conversation.draft
    if draft.moving:
        talk.tell(texts.KIND_STAYS)
        return False
    draft.type_id = None
    if draft.start is not None:
        draft.wish, draft.start = draft.start, None
    return True


def named_type(talk: Talk, text: str) -> str | None:
    """The type that the text names: the whole name, or words that only this type has ("the webinar")."""
    folded = text.casefold()
    named = [kind for kind in talk.types if kind.name.casefold() in folded]
    return max(named, key=lambda kind: len(kind.name)).id if named else _by_words(talk, text, telling=True)


def fill_type(talk: Talk, text: str) -> bool:
    """Take the type that the text names."""
    type_id = named_type(talk, text)
    if type_id is None:
        return False
    if type_id != talk.conversation.draft.type_id and forget_type(talk):
        talk.conversation.draft.type_id = type_id
    return True


def best_type(talk: Talk, text: str, minutes: int | None) -> str | None:
    """The type that an answer to "what kind?" means, by any words of its name or its length; None when none stands out."""
    return _by_words(talk, text, telling=False, minutes=minutes)


def _by_words(talk: Talk, text: str, *, telling: bool, minutes: int | None = None) -> str | None:
    """The one type with the most words of the text in its name; `telling`: words that any meeting may have do not do."""
    words = _words(_CLOCK.sub(" ", text))
    scores = []
    for kind in talk.types:
        shared = words & _words_of_name(kind.name)
        alone = {word for word in shared if not word.isdigit() and not is_common(word, talk.locale)}
        length = kind.minutes == minutes or str(kind.minutes) in words
        fits = kind.capacity >= len(talk.conversation.draft.attendees)
        if fits and (alone or not telling):
            scores.append((len(shared | alone) + length, kind.id))
    scores.sort(reverse=True)
    if not scores or scores[0][0] == 0 or (len(scores) > 1 and scores[0][0] == scores[1][0]):
        return None
    return scores[0][1]


def _words(text: str) -> frozenset[str]:
    """The words of a text, casefolded; Chinese characters, which stand without spaces, two by two."""
    words: set[str] = set()
    for piece in _PIECE.findall(text.casefold()):
        unspaced = "\u3400" <= piece[0] <= "\u9fff"
        words |= {piece[place : place + 2] for place in range(max(len(piece) - 1, 1))} if unspaced else {piece}
    return frozenset(words)


_words_of_name = lru_cache(maxsize=512)(_words)
