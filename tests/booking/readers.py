"""Three readers of iCalendar that have nothing in common, and what each understands of a calendar mail."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import icalendar
import vobject
from ical.calendar_stream import IcsCalendarStream


@dataclass(frozen=True)
class Facts:
    """What a calendar program goes by. `attendees` are address, PARTSTAT, ROLE, whether an answer is wanted, and CN."""

    method: str
    uid: str
    sequence: int
    stamp: datetime
    start: datetime
    end: datetime
    summary: str
    description: str
    location: str
    status: str
    organizer: tuple[str, str]
    attendees: frozenset[tuple[str, str, str, bool, str]]


def by_icalendar(data: bytes) -> Facts:
    """As icalendar reads it, which wrote it."""
    calendar: Any = icalendar.Calendar.from_ical(data)
    (event,) = calendar.walk("VEVENT")
    lines = event["ATTENDEE"] if isinstance(event["ATTENDEE"], list) else [event["ATTENDEE"]]
    return Facts(
        str(calendar["METHOD"]),
        str(event["UID"]),
        int(event["SEQUENCE"]),
        event["DTSTAMP"].dt,
        event["DTSTART"].dt,
        event["DTEND"].dt,
        str(event["SUMMARY"]),
        str(event["DESCRIPTION"]),
        str(event.get("LOCATION", "")),
        str(event.get("STATUS", "")),
        (str(event["ORGANIZER"]), event["ORGANIZER"].params.get("CN", "")),
        frozenset(
            (
                str(line),
                line.params["PARTSTAT"],
                line.params["ROLE"],
                line.params.get("RSVP") == "TRUE",
                line.params.get("CN", ""),
            )
            for line in lines
        ),
    )


def by_vobject(data: bytes) -> Facts:
    """As vobject reads it."""
    calendar = vobject.readOne(data.decode())
    event = calendar.vevent

    def value(name: str) -> str:
        found = getattr(event, name, None)
        return str(found.value) if found is not None else ""

    def parameter(line: Any, name: str) -> str:
        return str(line.params.get(name, [""])[0])

    return Facts(
        str(calendar.method.value),
        value("uid"),
        int(event.sequence.value),
        event.dtstamp.value,
        event.dtstart.value,
        event.dtend.value,
        value("summary"),
        value("description"),
        value("location"),
        value("status"),
        (event.organizer.value, parameter(event.organizer, "CN")),
        frozenset(
            (
                line.value,
                parameter(line, "PARTSTAT"),
                parameter(line, "ROLE"),
                parameter(line, "RSVP") == "TRUE",
                parameter(line, "CN"),
            )
            for line in event.attendee_list
        ),
    )


def by_ical(data: bytes) -> Facts:
    """As ical reads it."""
    calendar: Any = IcsCalendarStream.calendar_from_ics(data.decode())
    (event,) = calendar.events
    return Facts(
        calendar.method,
        event.uid,
        event.sequence,
        event.dtstamp,
        event.dtstart,
        event.dtend,
        event.summary,
        event.description,
        event.location or "",
        event.status.value if event.status else "",
        (str(event.organizer.uri), event.organizer.common_name or ""),
        frozenset(
            (str(line.uri), line.status, line.role, bool(line.rsvp), line.common_name or "") for line in event.attendees
        ),
    )


def read_by_all(data: bytes) -> Facts:
    """What all three agree on; fails where they do not."""
    facts = by_icalendar(data)
    assert by_vobject(data) == facts
    assert by_ical(data) == facts
    return facts
