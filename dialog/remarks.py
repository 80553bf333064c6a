"""What is said first about a message: what it names that there is not, or that nobody here can do. The rest of it counts."""

from dialog import joining, texts
from dialog.talk import Talk
from dialog.understanding import Intent, Reading

_NOTHING_NEW = frozenset(
    (Intent.DAYS, Intent.SLOTS, Intent.BOOKED, Intent.COMING, Intent.ABOUT, Intent.CANCEL, Intent.MORE, Intent.EARLIER)
)


def remark(talk: Talk, reading: Reading) -> bool:
    """Say it; whether there was anything to be said."""
    said = []
    if reading.nonexistent:
        said.append(texts.nonexistent(reading.nonexistent, talk.locale))
    if reading.intent not in _NOTHING_NEW and reading.asks_about in (None, "kind"):
        if _is_wish(talk, reading.repeating) and not reading.excluded:
            said.append(talk.told(texts.NO_REPEATING))
        if _is_wish(talk, reading.venue):
            said.append(talk.told(texts.PLACE_IS_THE_HOSTS, provider=talk.provider.name))
    if said:
        talk.say(joining.sentences(said, talk.locale))
    return bool(said)


def _is_wish(talk: Talk, words: str) -> bool:
    """Whether words are more than what a kind of meeting is called by."""
    return bool(words) and not any(words in kind.name.casefold() for kind in talk.types)
