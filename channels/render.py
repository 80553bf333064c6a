"""Fits a reply to what a network can show; pure.

Lengths are UTF-16 code units, the strictest of the countings that networks use: what fits so fits by code points too.
"""

from unicodedata import combining

from dialog.messages import Capabilities, Choice, Outgoing

_ELLIPSIS = "…"
_JOINERS = "\u200d\ufe0e\ufe0f"


def width(text: str) -> int:
    """The length of a text as networks count it: in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def fit(reply: Outgoing, capabilities: Capabilities) -> list[Outgoing]:
    """The reply as messages that the network can show, in order; the choices are under the last.

    Titles too long end in "…" and stay distinct. Choices that cannot be pressed, or are more than can, become a
    numbered list in the text, all of them. A long text is parted between paragraphs, else lines, else words.
    """
    if len(reply.choices) > capabilities.max_choices:
        reply = numbered(reply)
    *others, last = _pieces(reply.text, capabilities.text_length)
    choices = _with_short_titles(reply.choices, capabilities.title_length)
    return [*map(Outgoing, others), Outgoing(last, choices)]


def numbered(reply: Outgoing) -> Outgoing:
    """The reply with its choices as a numbered list, one a line, at the end of the text."""
    if not reply.choices:
        return reply
    lines = [f"{number}. {' '.join(choice.title.split())}" for number, choice in enumerate(reply.choices, 1)]
    return Outgoing("\n\n".join(filter(None, [reply.text, "\n".join(lines)])))


def _with_short_titles(choices: tuple[Choice, ...], length: int) -> tuple[Choice, ...]:
    titles = [choice.title for choice in choices]
    if all(width(title) <= length for title in titles):
        return choices
    for shorten in (shortened, _both_ends):
        short = [title if width(title) <= length else shorten(title, length) for title in titles]
        if len(set(short)) == len(set(titles)):
            break
    else:
        short = [shortened(f"{number}. {title}", length) for number, title in enumerate(titles, 1)]
    return tuple(Choice(choice.id, title) for choice, title in zip(choices, short, strict=True))


def _both_ends(title: str, length: int) -> str:
    """As much of the beginning and of the end of a title that is too long as fits around "…"."""
    end = title[-(length // 2) :]
    end = end.partition(" ")[2] or end
    while end and (width(end) > length // 2 or _joins(end[0])):
        end = end[1:]
    return shortened(title, length - width(end)) + end


def shortened(text: str, length: int) -> str:
    """The text if it fits, else its beginning and "…", ended after a word where that costs at most a third of it."""
    if width(text) <= length:
        return text
    end = _reach(text, 0, length - 1)
    space = text.rfind(" ", end * 2 // 3, end + 1)
    return text[: space if space > 0 else _whole(text, end)].rstrip(" ,;:-–(") + _ELLIPSIS


def _pieces(text: str, length: int) -> list[str]:
    pieces = []
    start = 0
    while width(text[start : start + length + 1]) > length:
        end = _break(text, start, _reach(text, start, length))
        pieces.append(text[start:end].rstrip())
        start = end
        while text[start : start + 1].isspace():
            start += 1
    pieces.append(text[start:])
    return list(filter(None, pieces)) or [text[:length]]


def _break(text: str, start: int, end: int) -> int:
    """Where to part text[start:end]: the last boundary of the best kind that leaves the piece a third full."""
    least = start + (end - start) // 3
    for boundary in ("\n\n", "\n", " "):
        found = text.rfind(boundary, least, end + len(boundary))
        if found > start:
            return found
    return max(_whole(text, end), start + 1)


def _reach(text: str, start: int, length: int) -> int:
    """The largest end for which text[start:end] is at most `length` wide."""
    end = min(start + length, len(text))
    excess = width(text[start:end]) - length
    while excess > 0:
        end -= 1
        excess -= width(text[end])
    return end


def _whole(text: str, end: int) -> int:
    """The nearest end before which no character is parted from the marks that belong to it, up to eight back."""
    for place in range(end, max(end - 8, 0), -1):
        if place >= len(text) or not (_joins(text[place]) or text[place - 1] == "\u200d"):
            return place
    return end


def _joins(character: str) -> bool:
    return character in _JOINERS or combining(character) != 0 or "\U0001f3fb" <= character <= "\U0001f3ff"
