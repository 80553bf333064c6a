"""VEVENTs as they matter for busy time: when they are, how they repeat, and whether they take time at all."""

from collections.abc import Iterable
from dataclasses import dataclass

from booking.availability import DAY
from booking.busy import recurrence
from booking.busy.lines import Component
from booking.busy.recurrence import Rule
from booking.busy.values import FLOATING, Length, Unclear, Written, length, time, times
from booking.busy.zones import WallClock, Zones

MAX_LENGTH = 10 * 366 * DAY
"""Seconds; what lasts longer is a mistake, such as an end in the year 9999."""
MAX_INSTANCES = 10_000
"""How often one event may take place within the window."""
_FREE = {"FREE", "WORKINGELSEWHERE"}


class Places:
    """Where an event's times are: its zones, and how many of them nobody knows."""

    def __init__(self, zones: Zones) -> None:
        self._zones = zones
        self.unknown = False

    def clock(self, written: Written) -> WallClock:
        """The wall clock by which a time is written; dates are in the owner's zone."""
        if written.whole_day:
            return self._zones.owner
        found = self._zones.of(written.zone)
        if found is None:
            self.unknown = True
        return found or self._zones.owner

    def instant(self, written: Written) -> int:
        """The instant that is written."""
        return self.clock(written).instant(written.local)


@dataclass(slots=True)
class Event:
    """One VEVENT. `replaces` is its RECURRENCE-ID; with `onwards` (RANGE=THISANDFUTURE) it is about all later ones too."""

    uid: str
    version: tuple[int, str]
    free: bool
    start: Written
    clock: WallClock
    length: Length
    rules: list[Rule]
    added: list[tuple[Written, Length]]
    excluded: list[Written]
    replaces: Written | None
    onwards: bool
    places: Places

    def span(self, local: int, length: Length | None = None) -> tuple[int, int]:
        """The instants that it takes when it begins at this time of its wall clock."""
        lasts = length or self.length
        return self.clock.instant(local), self.clock.instant(local + lasts.nominal) + lasts.exact

    def key(self, written: Written) -> tuple[str, int]:
        """What a time names among the instances of this event: a day where one of both is a date, else an instant."""
        if self.start.whole_day or written.whole_day:
            return "day", written.day
        return "instant", self.places.instant(written)

    def keys(self, local: int) -> set[tuple[str, int]]:
        """By which names its instance at this time of its wall clock is known."""
        day = "day", local // DAY
        return {day} if self.start.whole_day else {day, ("instant", self.clock.instant(local))}

    def instances(self, low: int, high: int) -> Iterable[tuple[int, Length]]:
        """Where it takes place between two times of its wall clock, what is excluded not left out. Raises Unclear."""
        found = {local: lasts for each, lasts in self.added if low <= (local := self._own(each)) <= high}
        if len(found) > MAX_INSTANCES:
            raise Unclear("an event with too many times of its own")
        if not self.rules and low <= self.start.local <= high:
            found[self.start.local] = self.length
        for rule in self.rules:
            last = None if rule.until is None else self._last(rule.until)
            until = high if last is None else min(high, last + self.clock.offset(last) + DAY)
            for local in recurrence.expand(rule, self.start.local, low, until, whole_day=self.start.whole_day):
                if last is not None and self.clock.instant(local) > last:  # the start, too, where it ends before
                    break
                found.setdefault(local, self.length)
                if len(found) > MAX_INSTANCES:
                    raise Unclear("an event that repeats too often")
        return found.items()

    def _own(self, written: Written) -> int:
        """A time as this event's own wall clock shows it."""
        if written.whole_day:
            return written.local + (0 if self.start.whole_day else self.start.local % DAY)
        if self.start.whole_day:
            return written.day * DAY
        if written.zone == self.start.zone:
            return written.local
        instant = self.places.instant(written)
        return instant + self.clock.offset(instant)

    def _last(self, until: Written) -> int:
        """The last instant at which an instance may begin."""
        if until.whole_day:
            return self.clock.instant(until.local + DAY - 1)
        if self.start.whole_day:
            return self.clock.instant(until.day * DAY)
        # Beside a start in a zone it is in UTC (RFC 5545 section 3.3.10), also where its Z was forgotten.
        floating = self.start.zone == until.zone == FLOATING
        return self.clock.instant(until.local) if floating else until.local


def event(component: Component, zones: Zones, owner: str, otherwise: str) -> Event:
    """Read a VEVENT of the person with the address `owner`; `otherwise` is its UID when it has none.

    Raises:
        ValueError: something in it that matters cannot be read.
    """
    places = Places(zones)
    begins = [each for line in component.times("DTSTART") for each, _ in times(line)]
    if len(begins) != 1:
        raise Unclear("an event without a start")
    start = begins[0]
    replaces = component.times("RECURRENCE-ID")
    lasts = _length(component, start, places)
    return Event(
        uid=component.value("UID") or otherwise,
        version=(_sequence(component.value("SEQUENCE")), component.value("DTSTAMP")),
        free=_takes_no_time(component, owner),
        start=start,
        clock=places.clock(start),
        length=lasts,
        rules=[recurrence.parse(line.value) for line in component.lines("RRULE")],
        added=[
            (each, _period(each, end, lasts, places)) for line in component.times("RDATE") for each, end in times(line)
        ],
        excluded=[each for line in component.times("EXDATE") if line.value for each, _ in times(line)],
        replaces=times(replaces[0])[0][0] if replaces else None,
        onwards=bool(replaces) and replaces[0].parameters.get("RANGE", "").upper() == "THISANDFUTURE",
        places=places,
    )


def _takes_no_time(component: Component, owner: str) -> bool:
    if component.value("STATUS").upper() == "CANCELLED":
        return True
    if owner and any(_declined(line.parameters, line.value, owner) for line in component.lines("ATTENDEE")):
        return True
    if status := component.value("X-MICROSOFT-CDO-BUSYSTATUS").upper():  # MS-OXCICAL 2.1.3.1.1.20.31: before TRANSP
        return status in _FREE
    return component.value("TRANSP").upper() == "TRANSPARENT"


def _declined(parameters: dict[str, str], value: str, owner: str) -> bool:
    if parameters.get("PARTSTAT", "").upper() != "DECLINED":
        return False
    address = value.strip().casefold().removeprefix("mailto:")
    return owner.casefold() in (address, parameters.get("EMAIL", "").casefold())


def _length(component: Component, start: Written, places: Places) -> Length:
    """How long it lasts: a day for a date without an end, no time for a time without one. Raises Unclear."""
    least = Length(DAY if start.whole_day else 0)
    if ends := component.times("DTEND"):
        end = times(ends[0])[0][0]
        found = _between(start, end, places)
    elif text := component.value("DURATION"):
        found = length(text)
    else:
        found = least
    if not 0 <= found.about <= MAX_LENGTH:
        raise Unclear("an end before the start, or long after it")
    return found if found.about else least


def _period(start: Written, end: str, usual: Length, places: Places) -> Length:
    """How long an instance lasts that RDATE gives as a period, or only as a start. Raises Unclear."""
    if not end:
        return usual
    found = length(end) if end.lstrip("+-").upper().startswith("P") else _between(start, time(end, start.zone), places)
    if not 0 <= found.about <= MAX_LENGTH:
        raise Unclear("a period that ends before it begins, or long after")
    return found


def _between(start: Written, end: Written, places: Places) -> Length:
    """As long as the wall clock says where both are by the same one, else as long as it really is."""
    if start.whole_day == end.whole_day and start.zone == end.zone:
        return Length(end.local - start.local)
    return Length(0, places.instant(end) - places.instant(start))


def _sequence(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0
