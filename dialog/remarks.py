"""What is said first about a message: what it names that there is not, or that nobody here can do. The rest of it counts."""

from dialog import texts
from dialog.talk import Talk
from dialog.understanding import Reading


def remark(talk: Talk, reading: Reading) -> bool:
    """Say it; whether there was anything to be said."""
    if reading.nonexistent:
        talk.say(texts.nonexistent(reading.nonexistent, talk.locale))
    return bool(reading.nonexistent)
