"""Time zones by their names: IANA names, abbreviations, offsets from UTC, places."""

import re
from collections.abc import Sequence
from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dialog.understanding.lexicon import Lexicon, words_of
from dialog.understanding.tokens import Form, Token

_LONGEST_TEXT = 2000
_MOST_WORDS = 10

# Abbreviation: the zone whose clocks it names, and the minutes from UTC where it fixes them ("EDT" does, "ET" does not).
# Where two zones share one, it is the one with more people writing English about it ("IST", "CST", "BST").
_ABBREVIATIONS: dict[str, tuple[str, int | None]] = {
    "utc": ("UTC", None),
    "gmt": ("Etc/GMT", 0),
    "et": ("America/New_York", None),
    "est": ("America/New_York", -300),
    "edt": ("America/New_York", -240),
    "ct": ("America/Chicago", None),
    "cst": ("America/Chicago", -360),
    "cdt": ("America/Chicago", -300),
    "mt": ("America/Denver", None),
    "mst": ("America/Denver", -420),
    "mdt": ("America/Denver", -360),
    "pt": ("America/Los_Angeles", None),
    "pst": ("America/Los_Angeles", -480),
    "pdt": ("America/Los_Angeles", -420),
    "akst": ("America/Anchorage", -540),
    "akdt": ("America/Anchorage", -480),
    "hst": ("Pacific/Honolulu", -600),
    "nst": ("America/St_Johns", -210),
    "brt": ("America/Sao_Paulo", -180),
    "art": ("America/Argentina/Buenos_Aires", -180),
    "bst": ("Europe/London", 60),
    "wet": ("Europe/Lisbon", 0),
    "west": ("Europe/Lisbon", 60),
    "cet": ("Europe/Paris", 60),
    "cest": ("Europe/Paris", 120),
    "mez": ("Europe/Berlin", 60),
    "mesz": ("Europe/Berlin", 120),
    "eet": ("Europe/Athens", 120),
    "eest": ("Europe/Athens", 180),
    "msk": ("Europe/Moscow", 180),
    "trt": ("Europe/Istanbul", 180),
    "sast": ("Africa/Johannesburg", 120),
    "wat": ("Africa/Lagos", 60),
    "eat": ("Africa/Nairobi", 180),
    "gst": ("Asia/Dubai", 240),
    "pkt": ("Asia/Karachi", 300),
    "ist": ("Asia/Kolkata", 330),
    "ict": ("Asia/Bangkok", 420),
    "wib": ("Asia/Jakarta", 420),
    "sgt": ("Asia/Singapore", 480),
    "hkt": ("Asia/Hong_Kong", 480),
    "pht": ("Asia/Manila", 480),
    "awst": ("Australia/Perth", 480),
    "jst": ("Asia/Tokyo", 540),
    "kst": ("Asia/Seoul", 540),
    "acst": ("Australia/Adelaide", 570),
    "acdt": ("Australia/Adelaide", 630),
    "aest": ("Australia/Sydney", 600),
    "aedt": ("Australia/Sydney", 660),
    "nzst": ("Pacific/Auckland", 720),
    "nzdt": ("Pacific/Auckland", 780),
}
_ALSO_WORDS = frozenset(words_of("art eat ist wat west wet"))
_AREAS = words_of("Africa America Antarctica Arctic Asia Atlantic Australia Europe Indian Pacific Etc")
_NO_PLACES = frozenset(
    words_of("act center christmas east easter general lhi north nsw oral regina south stanley virgin wake west")
)
_IANA = re.compile(rf"\b(?:{'|'.join(_AREAS)})/[a-z_+-]{{1,30}}(?:/[a-z_]{{1,20}})?\b\d{{0,2}}", re.IGNORECASE)
_OFFSET = re.compile(r"(?:utc|gmt)?\s?([+\-−])\s?(\d{1,2})(?::?([0-5]\d))?(?:\s?(?:utc|gmt))?", re.IGNORECASE)

# Minutes ahead of UTC that are no whole hours, and a zone whose clocks never change.
_UNEVEN = {
    -570: "Pacific/Marquesas",
    210: "Asia/Tehran",
    270: "Asia/Kabul",
    330: "Asia/Kolkata",
    345: "Asia/Kathmandu",
    390: "Asia/Yangon",
    525: "Australia/Eucla",
    570: "Australia/Darwin",
}


class Zone(NamedTuple):
    """A zone named in a text: an IANA name or "UTC-04:00", its clocks, where it stands, and whose clocks it speaks of."""

    name: str
    clocks: tzinfo
    start: int
    end: int
    place: str | None = None


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    """The zones of the database by their whole names and by the places they are named after, in lower case."""
    from importlib import resources

    names = resources.files("tzdata").joinpath("zones").read_text("utf-8").split()
    places = {}
    for name in sorted(names):
        if name.startswith(_AREAS):
            place = name.rsplit("/", 1)[1].replace("_", " ").lower()
            if place not in _NO_PLACES and len(place) > 2:
                places[place] = name
    return places | {name.lower(): name for name in names if "/" in name}


def place(name: str, lexicon: Lexicon) -> str | None:
    """The IANA zone of a place, an abbreviation or a zone by its name (lower case); None for anything else."""
    known = lexicon.source.places.get(name)
    if known or name in _ALSO_WORDS:
        return known
    abbreviated = _ABBREVIATIONS.get(name)
    return abbreviated[0] if abbreviated else _zones().get(name)


def own_zone(text: str, cut: Sequence[str], lexicon: Lexicon, *, alone: bool) -> str | None:
    """The zone that somebody says is theirs: "I'm in Paris"; where the text says nothing else (`alone`), "Paris" too.

    `cut` are the words of a text without spaces.
    An offset counts where a zone keeps it all the year: "UTC+2" is "Etc/GMT-2".
    """
    source = lexicon.source
    words = [word.strip(".,!?'\"") for word in text[:_LONGEST_TEXT].lower().split()]
    if source.unspaced:
        words = list(cut[:_LONGEST_TEXT])
    if "/" in text and (match := _IANA.search(text)) and (name := _zones().get(match.group().lower())):
        return name
    if (alone or is_offset(text)) and len(words) <= _MOST_WORDS:
        named = " ".join(word for word in words if word not in source.zone_fillers)
        if zone := _offset(named) or place(named, lexicon):
            return zone
    spoken = " ".join(words)
    for cue in source.zone_cues:
        _, found, rest = spoken.partition(cue + " ")
        following = [word for word in rest.split()[:5] if word not in source.zone_fillers] if found else []
        for count in (3, 2, 1):
            if zone := place(" ".join(following[:count]), lexicon) if len(following) >= count else None:
                return zone
    return None


def is_offset(text: str) -> bool:
    """Whether a text is nothing but a distance from UTC: "+05:30", "UTC+2"."""
    return _OFFSET.fullmatch(text.strip(" .")) is not None


def zone_at(minutes: int) -> str | None:
    """The zone that is always so many minutes ahead of UTC: that of "UTC+2" is "Etc/GMT-2", as POSIX turns the sign."""
    hours, rest = divmod(minutes, 60)
    if rest or not -12 <= hours <= 14:
        return _UNEVEN.get(minutes)
    return f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT"


def _offset(text: str) -> str | None:
    match = _OFFSET.fullmatch(text)
    if not match:
        return None
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    return zone_at(minutes if match[1] == "+" else -minutes)


def fixed(minutes: int) -> tuple[str, tzinfo]:
    """The name ("UTC-04:00") and the clocks of an offset from UTC."""
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{hours:02d}:{rest:02d}", timezone(timedelta(minutes=minutes))


def zone_in(text: str, tokens: list[Token], lexicon: Lexicon) -> Zone | None:
    """The zone that a time in `text` is said in: "3pm EDT", "15:00 UTC+2", "10am New York time", "9:00 Europe/Berlin"."""
    if "/" in text and (match := _IANA.search(text)) and (name := _zones().get(match.group().lower())):
        return Zone(name, ZoneInfo(name), *match.span(), name)
    for index, token in enumerate(tokens):
        if (token.text in _ABBREVIATIONS or "zone" in token.tags) and (
            zone := _abbreviated(text, tokens, index, lexicon)
        ):
            return zone
        if token.text in "+-" and token.form is Form.MARK and tokens[index - 1].form is Form.CLOCK and index:
            after = _minutes_after(tokens, index)
            exact = token.text == "+" or not token.glued or (index > 1 and tokens[index - 2].text == "t")
            if after and exact and tokens[index + 1].glued and len(tokens[index + 1].text) >= 4:
                return Zone(*fixed(after[0]), token.start, tokens[after[1] - 1].end)
        if token.text == "z" and token.glued and index and tokens[index - 1].form is Form.CLOCK:
            return Zone("UTC", UTC, token.start, token.end)
        if "time_of" in token.tags and (zone := _of_place_after(tokens, index, lexicon)):
            return zone
        if "place_time" in token.tags and (zone := _of_place(tokens, index, lexicon)):
            return zone
    return None


def _abbreviated(text: str, tokens: list[Token], index: int, lexicon: Lexicon) -> Zone | None:
    """A zone by an abbreviation: in capitals, or beside a time or a day."""
    token = tokens[index]
    if "zone" in token.tags and (longer := place(f"{token.text} {tokens[index + 1].text}", lexicon)):
        stop = index + 1 + ("place_time" in tokens[index + 2].tags)
        return Zone(longer, ZoneInfo(longer), token.start, tokens[stop].end, longer)
    if token.text in ("utc", "gmt"):
        after = _minutes_after(tokens, index + 1)
        if after and after[0]:
            return Zone(*fixed(after[0]), token.start, tokens[after[1] - 1].end)
        return Zone("UTC", UTC, token.start, token.end)
    before = tokens[index - 1] if index else token
    beside = before.form is not Form.WORD or bool(before.tags.keys() & {"meridiem", "oclock", "part", "day", "weekday"})
    also_word = token.text in _ALSO_WORDS or (token.text in lexicon.known and "zone" not in token.tags)
    if index and not beside and (also_word or "zone" in token.tags):
        return None
    shouted = text[token.start : token.end].isupper() and not text.isupper()
    if not shouted and (not index or not beside or also_word):
        return None
    name, minutes = _ABBREVIATIONS.get(token.text) or (lexicon.source.places[token.text], None)
    if minutes is None:
        return Zone(name, ZoneInfo(name), token.start, token.end, name)
    return Zone(*fixed(minutes), token.start, token.end, name)


def _minutes_after(tokens: list[Token], index: int) -> tuple[int, int] | None:
    """The offset in minutes of "+2", "-0430", "+05:30" at `index`, and where it stops."""
    sign, digits = tokens[index : index + 2]
    if sign.text not in ("+", "-", "−") or digits.form not in (Form.NUMBER, Form.CLOCK):
        return None
    hours, minutes = digits.parts if digits.form is Form.CLOCK else (digits.parts[0], 0)
    if len(digits.text) > 2 and digits.form is Form.NUMBER:
        hours, minutes = divmod(digits.parts[0], 100)
    total = hours * 60 + minutes
    if total > 14 * 60:
        return None
    return (-total if sign.text != "+" else total), index + 2


def _of_place(tokens: list[Token], index: int, lexicon: Lexicon) -> Zone | None:
    """ "New York" before "time"; the longest name wins."""
    for count in (3, 2, 1):
        words = tokens[max(index - count, 0) : index]
        if len(words) == count and all(word.form is Form.WORD for word in words):
            name = place(" ".join(word.text for word in words), lexicon)
            if name:
                return Zone(name, ZoneInfo(name), words[0].start, tokens[index].end, name)
    return None


def _of_place_after(tokens: list[Token], index: int, lexicon: Lexicon) -> Zone | None:
    """ "Londres" after "hora de"."""
    first = index + 1
    first += bool(tokens[first].tags.keys() & {"of", "the"})
    for count in (3, 2, 1):
        words = tokens[first : first + count]
        if all(word.form is Form.WORD for word in words):
            name = place(" ".join(word.text for word in words), lexicon)
            if name:
                return Zone(name, ZoneInfo(name), tokens[index].start, words[-1].end, name)
    return None
