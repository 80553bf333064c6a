"""Which kind of meeting is meant: by its name, by words of it, by its length."""

import re
from collections.abc import Sequence
from functools import lru_cache

from booking.model import AppointmentType
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
    if not named:
        found = _by_words(talk, text, talk.types, telling=True)
        return found[0].id if len(found) == 1 else None
    return max(named, key=lambda kind: len(kind.name)).id


def fill_type(talk: Talk, text: str) -> bool:
    """Take the type that the text names."""
    type_id = named_type(talk, text)
    if type_id is None:
        return False
    if type_id != talk.conversation.draft.type_id and forget_type(talk):
        talk.conversation.draft.type_id = type_id
    return True


def best_types(talk: Talk, text: str, minutes: int | None) -> list[AppointmentType]:
    """The types that an answer to "what kind?" may mean, by any words of their names or their length: of those shown, else
    of all. Several only where a length or a word tells them from the others: "a meeting" may be anything."""
    shown = [kind for kind in talk.types if ["t", kind.id] in talk.conversation.offered]
    found = _by_words(talk, text, shown, minutes=minutes) or _by_words(talk, text, talk.types, minutes=minutes)
    if len(found) < 2 or minutes or any(str(kind.minutes) in _words(text) for kind in found):
        return found
    return _by_words(talk, text, found, telling=True)


def _by_words(
    talk: Talk, text: str, kinds: Sequence[AppointmentType], *, telling: bool = False, minutes: int | None = None
) -> list[AppointmentType]:
    """The types with the most words of the text in their names; `telling`: words that any meeting may have do not do."""
    words = _words(_CLOCK.sub(" ", text))
    scores: dict[int, list[AppointmentType]] = {}
    for kind in kinds:
        shared = words & _words_of_name(kind.name)
        alone = {word for word in shared if not word.isdigit() and not is_common(word, talk.locale)}
        length = kind.minutes == minutes or str(kind.minutes) in words
        fits = kind.capacity >= len(talk.conversation.draft.attendees)
        if fits and (alone or not telling):
            scores.setdefault(len(shared | alone) + length, []).append(kind)
    best = max(scores, default=0)
    return scores[best] if best else []


def _words(text: str) -> frozenset[str]:
    """The words of a text, casefolded; Chinese characters, which stand without spaces, two by two."""
    words: set[str] = set()
    for piece in _PIECE.findall(text.casefold()):
        unspaced = "\u3400" <= piece[0] <= "\u9fff"
        words |= {piece[place : place + 2] for place in range(max(len(piece) - 1, 1))} if unspaced else {piece}
    return frozenset(words)


_words_of_name = lru_cache(maxsize=512)(_words)
