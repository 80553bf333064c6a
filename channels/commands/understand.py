"""`convoke understand`: what the bot reads in a sentence, for operators and for measuring."""

import json
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from channels.commands.common import Misused

if TYPE_CHECKING:
    from dialog.understanding import Moment, Reading

_FIELDS = {"text", "now", "timezone", "locale"}


class _Unclear(Exception):
    """A line that cannot be read; the message says why."""


@click.command()
def understand() -> None:
    """Read JSON lines, and say what the bot understands: one line in, one line out. Needs no data folder.

    A line in is an object with "text", and, where they matter, "now" (ISO 8601), "timezone" (UTC if there is none) and
    "locale". A line out has "start" (an instant with its offset, a date, or null), "end" where there is one, "has_time",
    "emails", "intent", and "us", the microseconds it took. "or" is a second reading, "days" are those of which any will
    do, or of which it is unclear which is meant ("disagreeing"), "alternatives" several starts of which any will do, "not"
    the days that are not wanted: dates, or days of the week (Monday is 0), "nonexistent" those that there are none of.
    "of" is the day or time of the meeting that is spoken of ("move the friday one to 2pm"), "removed" who is to be taken
    off, "then" the text that books another meeting once one is cancelled.

    \b
    Examples:
      echo '{"text": "friday at 3pm with karen@dev.to"}' | convoke understand
      echo '{"text": "mañana a las 15", "timezone": "Europe/Madrid", "locale": "es_ES"}' | convoke understand
    """
    if sys.stdin.isatty():
        raise Misused(
            """Give JSON lines on standard input, like: echo '{"text": "friday at 3pm"}' | convoke understand"""
        )
    for line in sys.stdin.buffer:
        if line.strip():
            click.echo(json.dumps(_answer(line), ensure_ascii=False))
            sys.stdout.flush()


def _answer(line: bytes) -> dict[str, Any]:
    try:
        text, now, zone, locale = _question(line)
    except _Unclear as error:
        return {"error": str(error)}
    from dialog.understanding import read

    before = time.perf_counter()
    reading = read(text, now, zone, locale)
    spent = time.perf_counter() - before
    return explain(reading, now) | {"us": round(spent * 1e6)}


def _question(line: bytes) -> tuple[str, datetime, str, str]:
    """Text, moment, zone and locale of a line. Raises _Unclear with what is wrong about it."""
    from dialog.zones import is_zone

    try:
        asked = json.loads(line)
    except ValueError:
        raise _Unclear("This line is no JSON.") from None
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        raise _Unclear('A line is an object with a "text".')
    if unknown := sorted(asked.keys() - _FIELDS):
        raise _Unclear(f'"{unknown[0][:40]}" is not among {", ".join(sorted(_FIELDS))}.')
    zone, locale, now = (
        asked.get(name) or default for name, default in (("timezone", "UTC"), ("locale", "en"), ("now", ""))
    )
    if not isinstance(zone, str) or not is_zone(zone):
        raise _Unclear('"timezone" is no time zone; give one like "Europe/Berlin".')
    if not isinstance(locale, str) or not isinstance(now, str):
        raise _Unclear('"locale" is a text like "en_US", "now" one like "2027-05-18T09:00:00+02:00".')
    try:
        moment = datetime.fromisoformat(now) if now else datetime.now(UTC)
    except ValueError:
        raise _Unclear('"now" is no moment; give one like "2027-05-18T09:00:00+02:00".') from None
    return asked["text"], moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone)), zone, locale


def explain(reading: "Reading", now: datetime) -> dict[str, Any]:
    """What was read, as plain values; what counts from a time chosen before is counted from `now`."""
    found: dict[str, Any] = {"start": None, "has_time": False}
    if moment := reading.moment or reading.which:
        found = _moment(moment)
    elif reading.shift is not None:
        found = {"start": (now + timedelta(minutes=reading.shift)).isoformat(), "has_time": True}
    found |= {"emails": [address.email for address in reading.emails], "intent": str(reading.intent)}
    names = {address.email: address.name for address in reading.emails if address.name}
    beside = {
        "names": names,
        "subject": reading.subject,
        "title": reading.title,
        "minutes": reading.minutes,
        "number": reading.number,
        "in_timezone": reading.timezone,
        "not": [day if isinstance(day, int) else day.isoformat() for day in reading.excluded],
        "of": _moment(reading.which)["start"] if reading.which else None,
        "removed": [*reading.removed, *reading.absent],
        "nonexistent": list(reading.nonexistent),
        "repeating": reading.repeating,
        "venue": reading.venue,
        "then": reading.then,
        "about": reading.asks_about if reading.intent == "about" else None,
        "language": reading.language,
    }
    return found | {name: value for name, value in beside.items() if value}


def _moment(moment: "Moment") -> dict[str, Any]:
    def shown(value: datetime) -> str:
        return value.isoformat() if moment.has_time else value.date().isoformat()

    found: dict[str, Any] = {"start": shown(moment.start), "has_time": moment.has_time}
    if moment.end:
        found["end"] = shown(moment.end)
    if moment.other:
        found["or"] = shown(moment.other)
    if moment.days:
        found["days"] = [day.isoformat() for day in moment.days]
    if moment.alternatives:
        found["alternatives"] = [shown(readings[0]) for readings in moment.alternatives]
    if moment.disagreeing:
        found["disagreeing"] = True
    return found
