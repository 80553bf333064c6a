"""E-mail addresses in chat text.

An address here has a local part of at most 64 characters without a dot at either end or two in a row (RFC 5321 section
4.5.3.1.1, RFC 5322 section 3.4.1), and a domain of at least two labels, the last of at least two letters (RFC 1123
section 2.1; internationalised ones by RFC 5890 and RFC 6531). What breaks these rules is no address, and no part of it.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from dialog.understanding.model import Address
from dialog.understanding.names import bare_name, name_beside, unspaced_name

HIDDEN = "\ufffc"
"""Stands in the masked text for every character of an address, of a name beside it, and of a URL."""

_WORTH_A_LOOK = re.compile(r"[@＠]|://|[a-z]/|%40|www\.", re.IGNORECASE)
_URL = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]{1,20}://|\bwww\.)[!#-;=?-Z\\^-{}~]+"  # with a scheme, or beginning like one
    r"|(?<![\w@.+-])(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}/[!#-;=?-Z\\^-{}~]*"  # example.com/@user
    r"|(?<![\w.])@[\w.-]{1,64}/[!#-;=?-Z\\^-{}~]+",  # @scope/package@version
    re.IGNORECASE,
)
_MAILTO = re.compile(r"\bmailto:/{0,2}([^\s<>\"|()\[\]{}，。；：、！？）】」』》]+)", re.IGNORECASE)
_RECIPIENTS = re.compile(r"[?&;](?:to|cc|bcc)=([^&;]*)", re.IGNORECASE)
FROM_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

_PIECE = re.compile(rf"[^\s<>()\[\]{{}}\",;:|\\=/!?{HIDDEN}]+")
_SECURE_COPY = re.compile(r":[\w.~-]{0,80}(?:/|\.git\b)")
_LEADING_MARKS = "*`~'+#&-$%^"
_ATOM = r"[\w!#$%&'*+/=?^`{|}~-]{1,64}"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM}){{0,32}}")
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
_VERSION = re.compile(r"\d+\.\d+\.")
# Scripts written without spaces, or with endings that cling to foreign words: Han, Kana, Hangul, Thai, Lao, Khmer.
_CLINGING = (
    "\u0e00-\u0eff\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fff\u3005-\u3007\u3040-\u31ff\u3400-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_BEFORE_CLINGING = re.compile(rf"[^{_CLINGING}]*")
_AFTER_CLINGING = re.compile(rf"[^{_CLINGING}]*\Z")


class Found(NamedTuple):
    """Addresses in order of first appearance, each once; the text with them and all URLs hidden, as long as before; and
    where in it each stands, as often as it does."""

    addresses: tuple[Address, ...]
    masked: str
    places: tuple[tuple[int, str], ...] = ()


class _Hit(NamedTuple):
    start: int
    end: int
    email: str


_LINKS = re.compile(r"[\s<(（＜]*\Z")


def find(
    text: str,
    never_names: Collection[str] = (),
    words: Collection[str] = (),
    openings: Collection[str] = (),
    surnames: Collection[str] = (),
    name_links: re.Pattern[str] = _LINKS,
) -> Found:
    """Finds the addresses in `text`. `never_names`: words in lower case that stand before addresses but name nobody; what
    is in `words` is no name without brackets, and such a name may follow `openings`. `surnames` and `name_links`: see
    `lexicon.Source`."""
    if not _WORTH_A_LOOK.search(text):
        return Found((), text)
    links = list(_MAILTO.finditer(text))
    masked = _hide(text, (link.span() for link in links))
    masked = _hide(masked, (url.span() for url in _URL.finditer(masked)))
    hits = [_Hit(*link.span(), email) for link in links for email in _recipients(link.group(1))]
    hits += _scan(masked)
    hits.sort(key=lambda hit: hit.start)
    names: dict[str, str] = {}
    spans = []
    since = 0
    for hit in hits:
        name, span = unspaced_name(text, hit.start, since, words, surnames, name_links) if surnames else ("", (0, 0))
        if not name:
            name, span = name_beside(text, hit.start, hit.end, since, hit.email, never_names)
        if not name and openings:
            name, span = bare_name(text, hit.start, since, hit.email, words, openings)
        names[hit.email] = names.get(hit.email) or name
        spans += [(hit.start, hit.end), span]
        since = max(hit.end, span[1])
    return Found(
        tuple(Address(email, name) for email, name in names.items()),
        _hide(masked, spans),
        tuple((hit.start, hit.email) for hit in hits),
    )


def _hide(text: str, spans: Iterable[tuple[int, int]]) -> str:
    parts = []
    shown = 0
    for start, end in sorted(spans):
        if end > shown:
            start = max(start, shown)
            parts += [text[shown:start], HIDDEN * (end - start)]
            shown = end
    return "".join([*parts, text[shown:]])


def _recipients(link: str) -> Iterator[str]:
    """The addresses of a mailto link (RFC 6068 section 2): its path, and the header fields to, cc and bcc."""
    path, mark, query = link.partition("?")
    for part in (path, *_RECIPIENTS.findall(mark + query)):
        yield from (hit.email for hit in _scan(unquote(part)))


def _scan(text: str) -> Iterator[_Hit]:
    text = text.translate(FROM_FULL_WIDTH)
    for piece in _PIECE.finditer(text):
        if "@" in piece.group():
            yield from _in_piece(text, *piece.span())


def _in_piece(text: str, start: int, stop: int) -> list[_Hit]:
    """The addresses in a piece without spaces: mostly one; "a@b.com&c@d.com" holds two, "a@@b.com" and "a@b@c.com" none."""
    hits = []
    while (at := text.find("@", start, stop)) >= 0:
        end = at + 1
        while end < stop and _in_domain(text[end]):
            end += 1
        if text[end : end + 1] == "@" and (before := _BEFORE_CLINGING.match(text, at + 1, end)):
            end = before.end() if before.end() < end else at + 1
        if end == at + 1:
            return []
        hit = _around(text, start, at, end)
        if hit and not _SECURE_COPY.match(text, hit.end):
            hits.append(hit)
        start = end
    return hits


def _around(text: str, start: int, at: int, end: int) -> _Hit | None:
    """The address around the "@" at `at` within [start, end), without the marks around it."""
    start = max(start, _last_boundary(text, start, at))
    while start < at and text[start] in _LEADING_MARKS:
        start += 1
    if text[end : end + 1] == "_":
        if text[end : end + 3].strip("_")[:1].isalnum():
            return None
        while start < at and text[start] == "_":
            start += 1
    ellipsis = text.find("...", at, end)
    end = ellipsis if ellipsis > 0 else end
    after = _AFTER_CLINGING.search(text, start, at)
    before = _BEFORE_CLINGING.match(text, at + 1, end)
    for first, last in ((after.start() if after else at, before.end() if before else end), (start, end)):
        domain = text[at + 1 : last].rstrip(".-")
        if _valid(text[first:at], domain):
            return _Hit(first, at + 1 + len(domain), f"{text[first:at]}@{domain}".lower())
    return None


def _in_domain(char: str) -> bool:
    return char.isalnum() or char in ".-" or (char > "\x7f" and unicodedata.category(char)[0] == "M")


def _last_boundary(text: str, start: int, at: int) -> int:
    """Where the last character before `at` ends that is in no local part: punctuation or a symbol beyond ASCII."""
    for index in range(at - 1, max(start, at - 130) - 1, -1):
        char = text[index]
        if char > "\x7f" and not char.isalnum() and unicodedata.category(char)[0] != "M":
            return index + 1
    return start


def _valid(local: str, domain: str) -> bool:
    if not local or len(local) > 64 or len(domain) > 253 or _VERSION.match(domain):
        return False
    labels = [_without_marks(label) for label in domain.split(".")]
    last = labels[-1].lower()
    return (
        _LOCAL.fullmatch(_without_marks(local)) is not None
        and len(labels) > 1
        and all(_LABEL.fullmatch(label) for label in labels)
        and len(last) > 1
        and (last.isalpha() or last.startswith("xn--"))
    )


def _without_marks(text: str) -> str:
    """Combining marks are fine in a label, but regular expressions have no class for them."""
    if text.isascii():
        return text
    return "".join(char for char in text if unicodedata.category(char)[0] != "M")
