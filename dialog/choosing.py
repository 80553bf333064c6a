"""Which of the choices that were shown last is meant, by its number, its title, its hour or its day."""

from datetime import UTC, date, datetime
from typing import Any

from dialog import texts
from dialog.questions import day_of
from dialog.talk import Talk
from dialog.understanding import Reading
from dialog.zones import local_minutes

_RATHER_A_DAY = 5

_TITLES: tuple[tuple[str, list[Any]], ...] = (
    (texts.KEEP_IT, ["no"]),
    (texts.CHANGE_DAY, ["ask", "day"]),
    (texts.CHANGE_TIME, ["ask", "slot"]),
    (texts.CHANGE_PEOPLE, ["ask", "attendees"]),
    (texts.CHANGE_TYPE, ["ask", "type"]),
    (texts.ANOTHER_DAY, ["ask", "day"]),
    (texts.MORE_DAYS, ["more"]),
    (texts.MORE_TIMES, ["more"]),
    (texts.EARLIER, ["earlier"]),
)


def titled(talk: Talk, text: str) -> list[Any] | None:
    """The choice whose title was typed instead of pressed, while it is offered."""
    said = text.strip(" .!¡").casefold()
    agreeing = texts.YES_CANCEL
    if talk.conversation.state == "confirming":
        agreeing = texts.CHANGE_IT if talk.conversation.draft.moving else texts.BOOK_IT
    return next(
        (
            value
            for title, value in ((agreeing, ["yes"]), *_TITLES)
            if value in talk.conversation.offered and said in (title.casefold(), talk.told(title).casefold())
        ),
        None,
    )


def counted(talk: Talk, number: int) -> list[Any] | None:
    """The choice with this number; -1 is the last."""
    offered = talk.conversation.offered
    place = len(offered) - 1 if number == -1 else number - 1
    return offered[place] if 0 <= place < len(offered) else None


def numbered(talk: Talk, reading: Reading) -> list[Any] | None:
    """The choice that a number in words means: of days that are shown "the 9th" is rather the 9th of the month."""
    if reading.number is None or _corrects_day(talk, reading):
        return None
    return _day_of_month(talk, reading) or meant_among(talk, reading) or counted(talk, reading.number)


def _corrects_day(talk: Talk, reading: Reading) -> bool:
    """Whether "the 6th", where times are shown, is rather another day."""
    day = reading.moment and reading.moment.has_day and not reading.moment.has_time
    return talk.conversation.state == "choosing_slot" and bool(day) and (reading.number or 0) >= _RATHER_A_DAY


def _day_of_month(talk: Talk, reading: Reading) -> list[Any] | None:
    if not reading.moment or not reading.moment.has_day:
        return None
    said = reading.moment.start.day
    days = [value for value in talk.conversation.offered if value[0] == "d"]
    return next((value for value in days if date.fromisoformat(value[1]).day == said), None)


def at_hour(talk: Talk, hour: int) -> list[Any] | None:
    """Of times shown without numbers, "10" is the one at ten; the first few numbers rather count."""
    if hour < 8 or talk.numbered or talk.conversation.state != "choosing_slot":
        return None
    slots = [value for value in talk.conversation.offered if value[0] == "s"]
    clocks = [local_minutes(datetime.fromtimestamp(value[1], UTC), talk.some_zone) for value in slots]
    fitting = [value for value, clock in zip(slots, clocks, strict=True) if clock in (hour * 60, hour * 60 + 720)]
    return fitting[0] if len(fitting) == 1 else None


def meant_among(talk: Talk, reading: Reading) -> list[Any] | None:
    """Of times shown on a day each, the one that a day or a time alone means: "friday", "the one at 11"."""
    moment = reading.moment
    slots = [value for value in talk.conversation.offered if value[0] == "s"]
    starts = [datetime.fromtimestamp(value[1], UTC) for value in slots]
    days = [day_of(talk, start) for start in starts]
    if talk.conversation.state != "choosing_slot" or len(slots) < 2 or len(set(days)) < len(days) or not moment:
        return None
    if moment.end or moment.days or reading.emails or moment.has_day == moment.has_time:
        return None
    wanted = moment.start.date()
    clocks = {one.hour * 60 + one.minute for one in (moment.start, moment.other) if one}
    fitting = [
        value
        for value, start, day in zip(slots, starts, days, strict=True)
        if (
            day == wanted or (moment.bare and day.weekday() == wanted.weekday())
            if moment.has_day
            else local_minutes(start, talk.some_zone) in clocks
        )
    ]
    return fitting[0] if len(fitting) == 1 else None
