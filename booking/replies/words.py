"""What a person wrote themselves in an answer, without what they quote."""

import re
from html.parser import HTMLParser

from booking.addresses import clean_line

MAX_WORDS = 4000
_MAX_LINES = 1000
_WROTE = re.compile(
    r"(On|Am|Le|El|Em|At|在|于) .{4,200}(wrote|schrieb|a écrit|escribió|escreveu|写道).{0,80}[:：]|.{4,200}写道[:：]",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"_{10,}|-{2,}\s*(Original|Ursprüngliche|Forwarded|Weitergeleitete|Message d'origine|Mensaje original|Mensagem"
    r" original|原始邮件).*|(From|Von|De|发件人)\s?[:：] .{0,200}@.*",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"\n{3,}")


def own(text: str) -> str:
    """The sender's own words, at most 4000 characters; "" where all is quoted."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n", _MAX_LINES)[:_MAX_LINES]
    kept: list[str] = []
    for number, line in enumerate(lines):
        bare = line.strip()[:300]
        if bare == "--" or _ORIGINAL.fullmatch(bare) or _WROTE.fullmatch(_with_next(bare, lines, number)):
            break
        if not bare.startswith(">"):
            kept.append(line)
    return clean("\n".join(kept))


def clean(text: str) -> str:
    """The text, at most 4000 characters, without controls but line feeds."""
    lines = "\n".join(clean_line(line, MAX_WORDS) for line in text.split("\n", _MAX_LINES)[:_MAX_LINES])
    return _BLANKS.sub("\n\n", lines).strip()[:MAX_WORDS].rstrip()


def of_html(source: str) -> str:
    """The text of an HTML document, quoted blocks left out."""
    reader = _Text()
    reader.feed(source)
    return re.sub(r"[ \t\xa0]+", " ", "".join(reader.found))


def _with_next(bare: str, lines: list[str], number: int) -> str:
    """A line that tells who wrote what follows may be broken once."""
    if bare.endswith((":", "：")) or number + 1 == len(lines):
        return bare
    following = lines[number + 1].strip()[:300]
    return f"{bare} {following}" if following.endswith((":", "：")) else bare


class _Text(HTMLParser):
    """Gathers what is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See HTMLParser."""
        quoted = tag == "div" and any(name == "class" and "gmail_quote" in (value or "") for name, value in attrs)
        if tag in ("script", "style", "head", "title", "blockquote") or (self._hidden and tag == "div") or quoted:
            self._hidden += 1
        elif tag in ("br", "p", "div", "tr", "li"):
            self._add("\n")

    def handle_endtag(self, tag: str) -> None:
        """See HTMLParser."""
        if self._hidden and tag in ("script", "style", "head", "title", "blockquote", "div"):
            self._hidden -= 1

    def handle_data(self, data: str) -> None:
        """See HTMLParser."""
        self._add(re.sub(r"\s+", " ", data))

    def _add(self, text: str) -> None:
        if not self._hidden:
            self.found.append(text)
