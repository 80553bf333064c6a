"""A conversation: a plain record that the state machine moves, and its stored form.

The draft holds what is known of the meeting to be booked; it keeps every good value until a better one comes. `past` holds,
newest last, what each turn changed, as the values before it: undo puts them back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from typing import Any

import orjson

VERSION = 1
HISTORY = 10


@dataclass(slots=True)
class Draft:
    """What is known of a meeting that is not booked yet; days and clock times are local to the person.

    `not_before` is where the days that are offered begin ("next week"), `days` those of which any will do, `not_after`
    the last of them; `excluded` are days that are not offered: dates, and days of the week (Monday is 0). `wish` is a
    start that was asked for and not checked yet, `other_wish` its second reading; `alternatives` are two or more starts of
    which any will do, by local clocks, each with its readings; `start` is one that was free when it was chosen. `clock`
    (minutes after midnight) is a time of day not yet put together with a day, `other_clock` its second reading, `window`
    (from, to; minutes after midnight) the part of the day that is wanted, `minutes` a wanted length. `attendees` maps
    addresses to names. `moving` is the id of the appointment that is being changed; "" for a new one.
    """

    type_id: str | None = None
    minutes: int | None = None
    day: date | None = None
    not_before: date | None = None
    not_after: date | None = None
    days: tuple[date, ...] = ()
    excluded: tuple[date | int, ...] = ()
    clock: int | None = None
    other_clock: int | None = None
    window: tuple[int, int] | None = None
    wish: datetime | None = None
    other_wish: datetime | None = None
    alternatives: tuple[tuple[datetime, ...], ...] = ()
    start: datetime | None = None
    attendees: dict[str, str] = field(default_factory=dict)
    moving: str = ""
    title: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is known yet."""
        return self == Draft()

    def excludes(self, day: date) -> bool:
        """Whether a day is not wanted."""
        return day in self.excluded or day.weekday() in self.excluded


@dataclass(slots=True)
class Conversation:
    """One person's conversation.

    `offered` are the values behind the choices shown last; `serial` numbers what was offered, so that an old choice is
    known as such. `page` counts the pages of days or times shown; `then` is a question to be answered once the zone is
    known ("days" or "slots"), `said` what shall be done to a meeting that has yet to be picked; `confused` counts turns
    in a row that were not understood. `appointment_id` is the appointment last booked, or in question; `cancelled_id` the
    one cancelled last, as long as it can be booked again by undo; `moved_from` (seconds since 1970) is where the one
    moved last was before. `touched` (likewise) is when they wrote last, `learned` counts what was learned of them for
    good. `locale` is the one that they write in, "" as long as that is the one known of them. `stored` is the draft as it
    was loaded."""

    state: str = "idle"
    draft: Draft = field(default_factory=Draft)
    offered: list[list[Any]] = field(default_factory=list)
    serial: int = 0
    page: int = 0
    then: str = ""
    said: str = ""
    confused: int = 0
    appointment_id: str = ""
    cancelled_id: str = ""
    moved_from: int = 0
    touched: int = 0
    learned: int = 0
    locale: str = ""
    past: list[dict[str, Any]] = field(default_factory=list)
    stored: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def drafting(self) -> bool:
        """Whether a meeting is being put together."""
        return self.state in DRAFTING

    def is_complete(self) -> bool:
        """Whether everything is known that a booking needs."""
        draft = self.draft
        return draft.type_id is not None and draft.start is not None and bool(draft.attendees)

    def has_appointment(self) -> bool:
        """Whether there is an appointment in question."""
        return bool(self.appointment_id)


DRAFTING = frozenset(
    ("choosing_type", "choosing_zone", "choosing_day", "choosing_slot", "naming_attendees", "confirming")
)


def _dump_draft(draft: Draft) -> dict[str, Any]:
    values: dict[str, Any] = {
        "type": draft.type_id,
        "minutes": draft.minutes,
        "day": draft.day and draft.day.isoformat(),
        "after": draft.not_before and draft.not_before.isoformat(),
        "until": draft.not_after and draft.not_after.isoformat(),
        "days": [day.isoformat() for day in draft.days] or None,
        "not": [day if isinstance(day, int) else day.isoformat() for day in draft.excluded] or None,
        "clock": draft.clock,
        "clock2": draft.other_clock,
        "window": draft.window and list(draft.window),
        "wish": draft.wish and int(draft.wish.timestamp()),
        "wish2": draft.other_wish and int(draft.other_wish.timestamp()),
        "either": [[one.isoformat() for one in readings] for readings in draft.alternatives] or None,
        "start": draft.start and int(draft.start.timestamp()),
        "who": dict(draft.attendees) or None,
        "moving": draft.moving or None,
        "title": draft.title or None,
    }
    return {name: value for name, value in values.items() if value is not None}


def _load_draft(values: Mapping[str, Any]) -> Draft:
    def instant(name: str) -> datetime | None:
        return datetime.fromtimestamp(values[name], UTC) if values.get(name) is not None else None

    window = values.get("window")
    return Draft(
        type_id=values.get("type"),
        minutes=values.get("minutes"),
        day=date.fromisoformat(values["day"]) if values.get("day") else None,
        not_before=date.fromisoformat(values["after"]) if values.get("after") else None,
        not_after=date.fromisoformat(values["until"]) if values.get("until") else None,
        days=tuple(map(date.fromisoformat, values.get("days", ()))),
        excluded=tuple(day if isinstance(day, int) else date.fromisoformat(day) for day in values.get("not", ())),
        clock=values.get("clock"),
        other_clock=values.get("clock2"),
        window=(window[0], window[1]) if window else None,
        wish=instant("wish"),
        other_wish=instant("wish2"),
        alternatives=tuple(tuple(map(datetime.fromisoformat, readings)) for readings in values.get("either", ())),
        start=instant("start"),
        attendees=dict(values.get("who") or {}),
        moving=values.get("moving") or "",
        title=values.get("title") or "",
    )


_PLAIN = tuple(item for item in fields(Conversation) if item.name not in ("draft", "stored"))
_BLANK = Conversation()


def dump(conversation: Conversation) -> bytes:
    """The conversation as it is stored: JSON, without what is at its default."""
    record: dict[str, Any] = {"v": VERSION, "draft": _dump_draft(conversation.draft)}
    for item in _PLAIN:
        value = getattr(conversation, item.name)
        if value != getattr(_BLANK, item.name):
            record[item.name] = value
    return orjson.dumps(record)


def load(record: bytes | None) -> Conversation:
    """The stored conversation; a new one where there is none, or one of a schema that this version does not know."""
    if record is None:
        return Conversation()
    values = orjson.loads(record)
    if values.pop("v", None) != VERSION:
        return Conversation()
    stored = values.pop("draft")
    return Conversation(draft=_load_draft(stored), stored=stored, **values)


def remember_change(conversation: Conversation) -> None:
    """Note what has changed in the draft since the conversation was loaded."""
    before, after = conversation.stored, _dump_draft(conversation.draft)
    changed = {name: before.get(name) for name in {*before, *after} if before.get(name) != after.get(name)}
    if changed:
        conversation.past = [*conversation.past, changed][-HISTORY:]


def undo(conversation: Conversation) -> bool:
    """Put back what the last change of the draft replaced; False when there is nothing to take back."""
    if not conversation.past:
        return False
    *conversation.past, changed = conversation.past
    values = {**_dump_draft(conversation.draft), **changed}
    conversation.draft = _load_draft({name: value for name, value in values.items() if value is not None})
    return True
