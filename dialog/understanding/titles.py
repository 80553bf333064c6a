"""What a meeting is about: "book a call about the Q3 budget tomorrow", "subject: hiring"."""

import re
from collections.abc import Sequence

from dialog.understanding.addresses import HIDDEN
from dialog.understanding.lexicon import Lexicon

_MOST_CHARACTERS = 200
_DAY_AND_TIME = 2
_END = re.compile(rf"[\n\r\v\f\x85\u2028\u2029{HIDDEN}]|<(?=\s*{HIDDEN})|[.!?;](?=\s|$)|[。！？]")
_QUOTED = re.compile(r"\s*(?:\"([^\"\n]+)\"|“([^”\n]+)”|«([^»\n]+)»|'([^'\n]+)')")


def find_title(
    text: str, spans: Sequence[tuple[int, int]], lexicon: Lexicon, *, asked: bool, meant: tuple[int, int] | None = None
) -> str | None:
    """The title in `text`, at most 200 characters; it ends where a day, a time or a length begins (`spans`).

    Words like "about" precede a title only where a meeting is `asked` for. Where a day and a time were said before, it may
    begin with another ("friday at 3pm about lunch"). Where they are part of a time ("about 10am standup"), that is the
    beginning of the title if the time that is `meant` was said before, else not of it.
    """
    source = lexicon.source
    match = source.titles.search(text) or (source.topics.search(text) if asked else None)
    if not match:
        return None
    begin, after = match.end(), match.end()
    around = next((span for span in spans if span[0] <= match.start() < span[1]), None)
    if around and (around[1] <= begin or not meant):
        return None
    if around and meant:
        after = around[1]
        begin = begin if around[0] >= meant[1] else after
    if quoted := _QUOTED.match(text, begin):
        title = next(group for group in quoted.groups() if group)
    else:
        starts = [start for start, _ in spans if start >= after]
        title = _up_to_its_end(text, begin, starts, lexicon)
        if not title and sum(stop <= match.start() for _, stop in spans) >= _DAY_AND_TIME:
            title = _up_to_its_end(text, begin, starts[1:], lexicon)
    if around and begin == after and any(word in lexicon.known for word in _words(title)):
        return None
    title = title.strip().strip("\"'“”«»")[:_MOST_CHARACTERS].strip()
    return title if title[:1].isalnum() else None


def _up_to_its_end(text: str, begin: int, starts: Sequence[int], lexicon: Lexicon) -> str:
    end = _END.search(text, begin)
    title = text[begin : min([*starts, end.start() if end else len(text)])].strip()[: 2 * _MOST_CHARACTERS]
    if title.count('"') % 2:
        title = title.lstrip(' "').partition('"')[0]
    return lexicon.source.joints.sub("", title)


def _words(title: str) -> list[str]:
    return [word.strip(".,!?'\"") for word in title.lower().split()]
