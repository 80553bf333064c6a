"""Reading a message: wording, moment, addresses and the rest, put together."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import dropwhile
from typing import NamedTuple

from dialog.understanding import addresses
from dialog.understanding.addresses import FROM_FULL_WIDTH
from dialog.understanding.clauses import Asked, asked_about, booking_after, deed_besides
from dialog.understanding.intents import find_choice, find_rule
from dialog.understanding.items import PAUSES
from dialog.understanding.languages import asked_language, language_of
from dialog.understanding.lexicon import Lexicon, for_locale, written_language
from dialog.understanding.mentions import Reader, find_mention
from dialog.understanding.mixed import find_foreign, find_foreign_command
from dialog.understanding.model import Intent, Moment, Reading
from dialog.understanding.moments import Found, find_moment
from dialog.understanding.people import People, find_unreadable
from dialog.understanding.spelling import unaccented
from dialog.understanding.titles import find_title
from dialog.understanding.tokens import Tokens, tokenise
from dialog.understanding.two_zones import find_zoned
from dialog.understanding.zones import is_offset, own_zone

MOST_CHARACTERS = 100_000
"""Of a longer text only the beginning is read."""

_LONGEST_COMMAND = 24
_MONTH_FIRST = frozenset({"AS", "GU", "PH", "PR", "US", "VI"})
# Zero-width and directional marks, variation selectors, soft hyphens, keycaps, tones of skin.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\u20e3\ufe00-\ufe0f\ufeff\U0001f3fb-\U0001f3ff]"
)
_COMMAND = re.compile(r"\s*[!./]\s?([^\W\d_]+)")


_CORRECTION = frozenset((Intent.CORRECT,))
_CORRECTING = frozenset((Intent.NONE, Intent.YES, Intent.NO, Intent.CHANGE, Intent.THANKS, Intent.GREETING))
_ASKED_BETTER = frozenset((Intent.BOOKED, Intent.COMING))
_ASKED_FIRST = frozenset(Intent) - {Intent.NONE, Intent.BOOK, Intent.GREETING, Intent.THANKS, Intent.HELP, Intent.YES}


class _Wanted(NamedTuple):
    intent: Intent
    subject: str | None = None


_TIMES_ELSEWHERE = (_Wanted(Intent.CHANGE, "time"), _Wanted(Intent.SLOTS), _Wanted(Intent.DAYS))
"""What "change the time to Berlin" and "show me times in London" say beside the zone."""
_ADDRESSES = re.compile(r"\S{1,100}@\S{1,255}")


def read(text: str, now: datetime, timezone: str = "UTC", locale: str = "en") -> Reading:
    """Reads `text`, written at `now` (aware) by somebody in `timezone` (IANA) who writes like `locale` ("en_US").

    Never raises, whatever the text, and takes time linear in its length; of more than 100,000 characters only the
    beginning is read. A text that is surely in another language than the locale's is read in that one, and the seed
    commands ("book") in all; the country decides whether 5/8 is the 8th of May.
    """
    language = written_language(locale)
    lexicon = for_locale(language)
    written, text = text, _visible(text[:MOST_CHARACTERS])
    if len(text) <= _LONGEST_COMMAND and (intent := _command(text, lexicon)):
        return Reading(intent, language=language)
    words = _ADDRESSES.sub(" ", text) if "@" in text else text
    if (other := language_of(words, language, lexicon.known)) != language and written_language(other) == other:
        language, lexicon = other, for_locale(other)
    visible = text
    found, text, places = addresses.find(
        text,
        lexicon.source.never_names,
        lexicon.no_names,
        lexicon.source.before_names,
        lexicon.source.surnames,
        lexicon.source.name_links,
    )
    tokens = tokenise(text if text.isascii() else text.translate(FROM_FULL_WIDTH), lexicon)
    if then := booking_after(text, tokens, lexicon):
        return replace(read(visible[:then], now, timezone, locale), then=visible[then:])
    month_first = lexicon.source.month_first or _month_first(locale)

    moments = find_zoned(text, tokens.tokens, now, timezone, lexicon, month_first=month_first)
    number = find_choice(tokens, lexicon)
    wanted = _wanted(text, tokens.words, lexicon)
    if deed := deed_besides(text, tokens, lexicon):
        wanted = _Wanted(deed.intent, deed.subject)
    reader = Reader(text, now, timezone, lexicon, month_first)
    which, tokens, moments = _without_mention(tokens, moments, wanted.intent, reader)
    if wanted.intent in (Intent.RESCHEDULE, Intent.CHANGE):
        moments = _new_moment(text, tokens, moments, now, timezone, lexicon, month_first=month_first)
    moments = find_foreign(text, moments, now, timezone, language, month_first=month_first)
    moment = moments.moment
    home = written_language(locale)
    if moment and language != home and (command := find_foreign_command(text, moment, home)):
        wanted = _Wanted(command.intent, command.subject) if wanted.intent is Intent.NONE else wanted
        language = language if home == "en" else home  # "book" is said in every language
    people = People(tokens.tokens, places, lexicon)
    removed, added = people.removed()
    wanted = _with_people(wanted, removed, added, tokens.words, lexicon, sure=_is_sure(tokens))
    wanted = _refined(wanted, moments, emails=bool(found), chosen=number is not None)
    asked = asked_about(tokens, lexicon)
    if asked:
        wanted = _asking(asked, wanted, moments, emails=bool(found))
    zone = own_zone(text, tokens.words, lexicon, alone=moment is None and number is None)
    if is_offset(text):
        moment = None
    asked_for = wanted.intent is Intent.BOOK or bool(moment or found)
    title = find_title(text, moments.spans, lexicon, asked=asked_for, meant=moment.span if moment else None)
    if not (moment or found):
        named = title is not None and lexicon.source.titles.match(text.strip()) is not None
        wanted = _without_moment(wanted, zoned=zone is not None, named=named)
    return Reading(
        intent=wanted.intent,
        language=language,
        asked_language=asked_language(text),
        moment=moment and replace(moment, span=_span_in(written, moment.span)),
        emails=tuple(person for person in found if person.email not in removed) if removed and added else found,
        number=number,
        minutes=moments.minutes,
        timezone=zone,
        subject=wanted.subject,
        shift=moments.shift,
        excluded=moments.excluded,
        nonexistent=moments.nonexistent,
        removed=removed,
        which=which,
        absent=people.absent(),
        nameless=people.nameless(),
        unreadable=find_unreadable(text),
        earliest=number is None and lexicon.source.earliest.search(text) is not None,
        repeating=_outside(title, lexicon.source.repeating.search(text)),
        clock_here=lexicon.source.clock_here.search(text) is not None,
        venue=_outside(title, lexicon.source.venues.search(text)),
        reserved=_is_reserved(wanted, tokens.words, moments, lexicon),
        asks_who=deed is not None,
        asks_about=asked and asked.subject,
        book_it=wanted.intent is Intent.YES and _names_booking(tokens.words, lexicon),
        title=title,
    )


def _without_mention(
    tokens: Tokens, moments: Found, intent: Intent, reader: Reader
) -> tuple[Moment | None, Tokens, Found]:
    """By what a meeting that stands is spoken of ("the friday one"), and what is left to be read when that is taken out."""
    mention = find_mention(tokens.tokens, intent, reader)
    if not mention:
        return None, tokens, moments
    moments = find_zoned(
        reader.text, mention.rest, reader.now, reader.timezone, reader.lexicon, month_first=reader.month_first
    )
    if intent is Intent.NONE:
        moments = moments._replace(moment=mention.moment)
    return mention.moment, tokens._replace(tokens=mention.rest), moments


def is_common(word: str, locale: str) -> bool:
    """Whether a word, in lower case, is one that the language of a locale has for days, times, meetings and the like."""
    return word in for_locale(locale).known


def _visible(text: str) -> str:
    return text if text.isascii() else _INVISIBLE.sub("", text)


def _span_in(written: str, span: tuple[int, int]) -> tuple[int, int]:
    """Where a span of the visible text stands in the text as it was written."""
    if written.isascii() or not _INVISIBLE.search(written):
        return span
    places = [index for index, char in enumerate(written[:MOST_CHARACTERS]) if not _INVISIBLE.match(char)]
    return places[span[0]], places[span[1] - 1] + 1


def _month_first(locale: str) -> bool:
    language, _, country = locale.replace("-", "_").partition("_")
    country = country.rpartition("_")[2].upper()
    return country in _MONTH_FIRST or (language.lower() == "en" and not country)


def _command(text: str, lexicon: Lexicon) -> Intent | None:
    commands = lexicon.commands
    name = text.strip().lower()
    return commands.get(name) or commands.get(name.strip(" !./?,¡¿！？。，、")) or commands.get(unaccented(name))


def _wanted(text: str, words: list[str], lexicon: Lexicon) -> _Wanted:
    """What the wording alone says. A command with a sign before it ("!book") is nothing else."""
    command = _COMMAND.match(text)
    if command and (intent := lexicon.commands.get(command[1].lower())):
        return _Wanted(intent)
    rule = find_rule(words, lexicon)
    return _Wanted(rule.intent, rule.subject) if rule else _Wanted(Intent.NONE)


def _with_people(
    wanted: _Wanted, removed: Sequence[str], added: Sequence[str], words: Sequence[str], lexicon: Lexicon, *, sure: bool
) -> _Wanted:
    """What is wanted where people are taken off: others may come in their place. Who is in a "not bob" is not `sure`."""
    if len(added) == 1 and not removed and wanted.intent in _CORRECTING and find_rule(words, lexicon, _CORRECTION):
        return _Wanted(Intent.CORRECT)
    if not sure and not added and not any("@" in who for who in removed):
        return wanted
    swapped = removed and added and wanted == _Wanted(Intent.CHANGE)
    if swapped or (removed and wanted.intent in (Intent.NONE, Intent.REMOVE, Intent.NO)):
        return _Wanted(Intent.ADD if added else Intent.REMOVE)
    return wanted


def _is_sure(read: Tokens) -> bool:
    tags = read.tokens[0].tags
    return "not" not in tags or "taking" in tags


def _refined(wanted: _Wanted, moments: Found, *, emails: bool, chosen: bool) -> _Wanted:
    """What is wanted in the light of what else was said."""
    intent, moment = wanted.intent, moments.moment
    if counted := _counting(wanted, moments):
        return counted
    if chosen:
        return _Wanted(Intent.NONE)
    if moments.refused and not emails and intent in (Intent.NONE, Intent.NO):
        return _Wanted(Intent.CHANGE, moments.refused)
    if intent in (Intent.GREETING, Intent.THANKS) and (moment or emails):
        return _Wanted(Intent.NONE)
    if moment and intent is Intent.HUMAN:
        return _Wanted(Intent.BOOK)
    if moment and (intent in (Intent.MORE, Intent.EARLIER) or (intent is Intent.DAYS and _one_day(moment))):
        return _Wanted(Intent.SLOTS)
    if moment and intent is Intent.SLOTS and not (moment.has_time or _one_day(moment)):
        return _Wanted(Intent.DAYS)
    corrected = intent is Intent.NO or (intent is Intent.NONE and moments.turned)
    if (intent is Intent.CHANGE and not wanted.subject) or (corrected and moment):
        subject = "day" if moment and moment.has_day else "time" if moment else "attendees" if emails else None
        return _Wanted(Intent.CHANGE, subject)
    return wanted


def _without_moment(wanted: _Wanted, *, zoned: bool, named: bool) -> _Wanted:
    """What is wanted by a text without a day or a time that tells a zone, or has but a name: "call it Weekly planning"."""
    if zoned and wanted in _TIMES_ELSEWHERE:
        return _Wanted(Intent.CHANGE, "timezone")
    return _Wanted(Intent.NONE) if named and wanted.intent is Intent.BOOK else wanted


def _counting(wanted: _Wanted, moments: Found) -> _Wanted | None:
    """What is wanted where something is counted from what was chosen: "an hour earlier", "a day later"."""
    intent, moment = wanted.intent, moments.moment
    if moment:
        later = moment.relative == "day" and intent in (Intent.MORE, Intent.EARLIER, Intent.NONE)
        return _Wanted(Intent.CHANGE, "day") if later else None
    if moments.shift is None:
        return None
    if intent in (Intent.MORE, Intent.EARLIER, Intent.SLOTS):
        return _Wanted(Intent.NONE)
    return _Wanted(intent, "time" if intent is Intent.CHANGE else wanted.subject)


def _asking(asked: Asked, wanted: _Wanted, moments: Found, *, emails: bool) -> _Wanted:
    """What is wanted where something is asked about a kind of meeting: that alone, or what the rest of the text is for."""
    start, end = asked.span
    if asked.subject == "kind" or wanted.intent in (_ASKED_FIRST if asked.subject == "info" else _ASKED_BETTER):
        return wanted
    if asked.besides:
        return _Wanted(asked.besides.intent, asked.besides.subject)
    elsewhere = moments.moment and not start <= moments.moment.span[0] < end
    return wanted if emails or elsewhere else _Wanted(Intent.ABOUT)


def _names_booking(words: Sequence[str], lexicon: Lexicon) -> bool:
    return any(lexicon.source.commands.get(word) is Intent.BOOK for word in words)


def _says_more(words: Sequence[str], lexicon: Lexicon) -> bool:
    return any(word not in lexicon.agreeing and any(map(str.isalpha, word)) for word in words)


def _outside(title: str | None, found: re.Match[str] | None) -> str:
    """Words that were found, in lower case, unless the title of the meeting has them."""
    return "" if not found or (title and found.group() in title) else found.group().lower()


def _is_reserved(wanted: _Wanted, words: Sequence[str], moments: Found, lexicon: Lexicon) -> bool:
    """See `Reading.reserved`."""
    if wanted == _Wanted(Intent.STOP, "this"):
        return bool(moments.moment or moments.excluded or moments.shift is not None)
    if wanted.intent is not Intent.YES:
        return False
    commands = lexicon.source.commands
    rest = list(dropwhile(lambda word: commands.get(word) is Intent.YES, words))
    rule = find_rule(rest, lexicon)
    return _says_more(words, lexicon) or (rule is not None and rule.intent is Intent.NO)


def _one_day(moment: Moment) -> bool:
    return moment.has_day and (moment.end is None or moment.end - moment.start <= timedelta(days=1))


def _is_its_time(time: Moment | None, whole: Moment | None) -> bool:
    """Whether a time is the one that is read already with a day before it: the "à 10h" of "lundi à 10h"."""
    if not time or not whole or time.has_day or not (whole.has_day and whole.has_time):
        return False
    return time.start.time() == whole.start.time()


def _new_moment(
    text: str, read: Tokens, moments: Found, now: datetime, timezone: str, lexicon: Lexicon, *, month_first: bool
) -> Found:
    """Of "from Monday to Tuesday at 3" what follows the "to", of "I can't on Monday, how about Tuesday?" the second day."""
    for index, token in enumerate(read.tokens):
        if "onto" not in token.tags and token.text not in PAUSES:
            continue
        if len({start >= token.start for start, _ in moments.spans}) < 2:
            continue
        first = index + (token.start not in dict(moments.spans))
        after = find_moment(text, read.tokens[first:], now, timezone, lexicon, month_first=month_first)
        if _is_its_time(after.moment, moments.moment):
            continue
        if "onto" in token.tags or (after.moment and after.moment.has_day):
            return after._replace(excluded=moments.excluded)
    return moments
