"""What a meeting is about: "book a call about the Q3 budget tomorrow", "subject: hiring"."""

import re
from collections.abc import Sequence

from dialog.understanding.addresses import HIDDEN
from dialog.understanding.lexicon import Lexicon

_MOST_CHARACTERS = 200
_END = re.compile(rf"[\n\r\v\f\x85\u2028\u2029<{HIDDEN}]|[.!?;](?=\s|$)|[。！？]")
_QUOTED = re.compile(r"\s*(?:\"([^\"\n]+)\"|“([^”\n]+)”|«([^»\n]+)»|'([^'\n]+)')")


def find_title(text: str, spans: Sequence[tuple[int, int]], lexicon: Lexicon, *, asked: bool) -> str | None:
    """The title in `text`, at most 200 characters; it ends where a day, a time or a length begins (`spans`).

    Words like "about" precede a title only where a meeting is `asked` for.
    """
    source = lexicon.source
    match = source.titles.search(text) or (source.topics.search(text) if asked else None)
    if not match or any(start <= match.start() < end for start, end in spans):
        return None
    begin = match.end()
    if quoted := _QUOTED.match(text, begin):
        title = next(group for group in quoted.groups() if group)
    else:
        end = _END.search(text, begin)
        ends = [start for start, _ in spans if start >= begin]
        title = text[begin : min([*ends, end.start() if end else len(text)])].strip()[: 2 * _MOST_CHARACTERS]
        if title.count('"') % 2:
            title = title.lstrip(' "').partition('"')[0]
        title = source.joints.sub("", title)
    title = title.strip().strip("\"'“”«»")[:_MOST_CHARACTERS].strip()
    return title if title[:1].isalnum() else None
