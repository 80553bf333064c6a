"""How long a calendar of 10,000 events takes to import, how much memory, and how soon its busy time is known then.

    python -m tests.benchmarks.bench_busy

The feed holds single events of six years, a thousand series of six kinds and five hundred changed dates, in three zones.
The import is all of it: over HTTP from this machine, read in a child process, kept in SQLite. Beside it, in a process of
its own, what icalendar and recurring-ical-events take to read and expand the same file over the same window. The targets:
5 s and 200 MB for the import, 5 ms for the busy time of 60 days. Hostile feeds follow, until they are given up.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from booking import diary, hours
from booking.availability import Span
from booking.busy import keeping
from booking.busy.child import read_apart
from booking.busy.lines import Unreadable
from booking.busy.reading import Wish, merged
from booking.hosts import NewProvider, NewType
from booking.services import BookingService
from booking.storage import instant, migrate, open_engine, seconds
from channels.calendars.reachable import place
from channels.calendars.refreshing import Looking
from channels.settings import Settings
from tests.fixtures.calendars import _serve, ics

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
EVENTS = 10_000
ZONES = ("Europe/Berlin", "America/New_York", "W. Europe Standard Time")
RULES = (
    "FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=DAILY;COUNT=60", "FREQ=YEARLY", "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=WEEKLY;INTERVAL=2;UNTIL=20271231T000000Z",
)  # fmt: skip
AROUND = """DTSTAMP:20260101T000000Z
CREATED:20260101T000000Z
LAST-MODIFIED:20260101T000000Z
SUMMARY:Something to talk about
DESCRIPTION:A text of some length about what it is that people meet for\\, w
 ith commas\\nand line breaks.
LOCATION:Room 4
STATUS:CONFIRMED
ORGANIZER;CN=Somebody:mailto:somebody@feed.example
ATTENDEE;CN=Ana;PARTSTAT=ACCEPTED;RSVP=TRUE:mailto:ana@feed.example
ATTENDEE;CN=Bea;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bea@feed.example
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT10M
DESCRIPTION:Soon
END:VALARM""".replace("\n", "\r\n")
OTHERS = """
import json, sys, time, icalendar, recurring_ical_events
from datetime import datetime
data = open(sys.argv[1], "rb").read()
since, until = map(datetime.fromisoformat, sys.argv[2:])
begun = time.perf_counter()
found = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between(since, until)
took = time.perf_counter() - begun
print(json.dumps([took, [[each.start.timestamp(), each.end.timestamp()] for each in found]]))
"""


def feed() -> bytes:
    """The same file each time."""
    drawn = random.Random(1)
    events: list[str] = []
    while len(events) < EVENTS:
        number = len(events)
        start = datetime(2021, 1, 4, 6) + timedelta(minutes=30 * drawn.randrange(2 * 24 * 365 * 6))  # noqa: DTZ001
        zone = drawn.choice(ZONES)

        def times(begin: datetime, zone: str = zone) -> str:
            end = begin + timedelta(hours=1)
            return f"DTSTART;TZID={zone}:{begin:%Y%m%dT%H%M%S}\r\nDTEND;TZID={zone}:{end:%Y%m%dT%H%M%S}"

        head = f"UID:{number}@feed.example\r\n{AROUND}\r\n"
        rule = f"\r\nRRULE:{drawn.choice(RULES)}" if number % 10 == 0 else ""
        events.append(f"{head}SEQUENCE:1\r\n{times(start)}{rule}")
        if number % 20 == 0:
            name = f"RECURRENCE-ID;TZID={zone}:{start:%Y%m%dT%H%M%S}"
            events.append(f"{head}SEQUENCE:2\r\n{name}\r\n{times(start + timedelta(hours=2))}")
    return ics(*events)


def memory() -> int:
    """The most, in MB, that any child of this process has used so far."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // (1024 if sys.platform == "linux" else 2**20)


def imported(data: bytes, folder: Path) -> None:
    """Import the feed, and ask for its busy time."""
    engine = open_engine(f"sqlite:///{folder / 'convoke.db'}")
    migrate(engine)
    service = BookingService(engine, clock=lambda: NOW, mail_from="b@convoke.example", announce=lambda _: None)
    host = service.add_provider(
        NewProvider("Hana", "hana@host.example", "Europe/Berlin", hours.parse("mon-fri 09:00-17:00"))
    )
    type_ = service.add_type(host.id, NewType("Hour", 60))
    settings = Settings(secret_key="of the benchmark, long", calendar_allow_private="127.0.0.1")
    looking = Looking(settings, engine, lambda: NOW)
    with contextmanager(_serve)("http") as server:
        server.pages["/feed.ics"] = (200, {}, data)
        begun = time.perf_counter()
        where = place(server.url())
        found = looking.look(host.id, "ics", where)
        assert found is not None
        keeping.add(engine, host.id, "ics", where.host, looking.sealed(where), found, NOW, NOW)
        took = time.perf_counter() - begun
    busy = found.busy
    print(f"import: {took:.2f} s, {memory()} MB in the child; {busy.events:,} events, {len(busy.spans):,} busy times")
    assert not busy.skipped

    span = seconds(NOW), seconds(NOW + timedelta(days=60))
    with engine.connect() as connection:
        known = diary.read(connection, host, type_, span)
        best = min(_timed(lambda: diary.read(connection, host, type_, span)) for _ in range(50))
    print(f"busy time of 60 days from the database: {best * 1000:.2f} ms, {len(known.busy)} busy times")
    engine.dispose()


def beside(data: bytes, wish: Wish, folder: Path) -> tuple[float, tuple[Span, ...]]:
    """What two libraries take to do the same, in seconds, and what they find."""
    (folder / "feed.ics").write_bytes(data)
    window = [instant(each).isoformat() for each in wish.window]
    arguments = [sys.executable, "-c", OTHERS, str(folder / "feed.ics"), *window]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True)
    took, found = json.loads(done.stdout)
    print(f"icalendar and recurring-ical-events: {took:.2f} s, {memory()} MB, {len(found):,} instances")
    return took, merged(((int(begin), int(end)) for begin, end in found), wish.window)


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def hostile() -> None:
    """Feeds that want to stall the worker."""
    wish = Wish((seconds(NOW), seconds(NOW + timedelta(days=400))), "Europe/Berlin")
    old = "DTSTART:19700101T000000Z\r\nDURATION:PT1S\r\nRRULE:"
    for title, data in (
        ("every second without end", ics(f"UID:a\r\n{old}FREQ=SECONDLY")),
        ("a date that never comes", ics(f"UID:a\r\n{old}FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30")),
        ("a thousand million times", ics(f"UID:a\r\n{old}FREQ=SECONDLY;COUNT=1000000000;BYDAY=MO")),
        ("20,000 endless rules", ics(*(f"UID:{n}\r\n{old}FREQ=SECONDLY;BYSETPOS=2" for n in range(20_000)))),
        ("300,000 rules in one", ics("DTSTART:20260310T100000Z\r\n" + "RRULE:FREQ=DAILY;BYHOUR=1,2\r\n" * 300_000)),
        ("a million components", ics("BEGIN:X\r\nEND:X\r\n" * 700_000)),
    ):
        begun = time.perf_counter()
        try:
            found = read_apart(data, wish)
            what = f"read, {found.skipped} of {found.events} left out"
        except Unreadable as error:
            what = str(error)
        print(f"{title}: {time.perf_counter() - begun:.2f} s, {what}")


def main() -> None:
    """Print one line a figure."""
    data = feed()
    print(f"{EVENTS:,} events, {len(data) / 1e6:.1f} MB")
    with tempfile.TemporaryDirectory() as folder:
        imported(data, Path(folder))
        wish = Wish((seconds(NOW) - keeping.BEFORE, seconds(NOW) + keeping.AHEAD), "Europe/Berlin")
        begun = time.perf_counter()
        found = read_apart(data, wish)
        ours = time.perf_counter() - begun
        theirs, same = beside(data, wish, Path(folder))
        assert found.spans == same
        print(f"reading in a child takes {ours:.2f} s: {theirs / ours:.1f} times as fast, and both find the same")
    hostile()


if __name__ == "__main__":
    main()
