"""Two languages in one sentence: "book mañana a las 3", "termin tomorrow at 3pm", "reservar friday 3pm"."""

from dataclasses import replace
from datetime import datetime

from dialog.understanding.addresses import FROM_FULL_WIDTH
from dialog.understanding.intents import find_rule
from dialog.understanding.languages import date_languages, language_of
from dialog.understanding.lexicon import Rule, for_locale, written_language
from dialog.understanding.model import Intent, Moment
from dialog.understanding.moments import Found, find_moment
from dialog.understanding.tokens import tokenise

_LONGEST_TEXT = 1000
_COMMANDS = frozenset(
    (Intent.BOOK, Intent.RESCHEDULE, Intent.CANCEL, Intent.BOOKED, Intent.DAYS, Intent.SLOTS, Intent.ADD, Intent.CHANGE)
)


def find_foreign(text: str, found: Found, now: datetime, timezone: str, language: str, *, month_first: bool) -> Found:
    """The day that `text`, which is in `language`, names in another one; `found` where it names one in its own, or none.

    No lexicon is loaded but for a language of which a word for a day stands in the text; long texts are in one language.
    """
    if len(text) > _LONGEST_TEXT or found.nonexistent or (found.moment and found.moment.has_day):
        return found
    for other in date_languages(text, language, for_locale(language).known):
        lexicon = for_locale(other)
        if written_language(other) != other:
            continue
        theirs = find_moment(
            text,
            tokenise(text if text.isascii() else text.translate(FROM_FULL_WIDTH), lexicon).tokens,
            now,
            timezone,
            lexicon,
            month_first=month_first or lexicon.source.month_first,
        )
        if theirs.moment and theirs.moment.has_day:
            return _together(found, theirs, theirs.moment)
        if theirs.excluded:
            return theirs
    return found


def _together(found: Found, theirs: Found, day: Moment) -> Found:
    """Their day; with the time in the text's own language where they read none ("friday à 15h")."""
    own = found.moment
    if day.has_time or day.end or not own or not own.has_time:
        return theirs._replace(minutes=theirs.minutes if day.has_time else theirs.minutes or found.minutes)
    later = day.start.date() - own.start.date()
    span = min(day.span[0], own.span[0]), max(day.span[1], own.span[1])
    moment = replace(
        own,
        start=own.start + later,
        end=own.end and own.end + later,
        other=own.other and datetime.combine(day.start.date(), own.other.timetz()),
        has_day=True,
        bare=day.bare,
        span=span,
    )
    return found._replace(moment=moment, excluded=theirs.excluded)


def find_foreign_command(text: str, moment: Moment, home: str) -> Rule | None:
    """The command that a text gives in the writer's own language, `home`, where all but the day is in that."""
    if len(text) > _LONGEST_TEXT:
        return None
    start, end = moment.span
    rest = f"{text[:start]} {text[end:]}"
    lexicon = for_locale(home)
    if language_of(rest, home, lexicon.known) != home:
        return None
    return find_rule(tokenise(rest, lexicon).words, lexicon, _COMMANDS)
