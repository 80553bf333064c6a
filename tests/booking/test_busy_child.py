"""Calendars from strangers are read in a process that has little time, little memory and no secret."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from booking.busy import child
from booking.busy.child import read_apart
from booking.busy.lines import Unreadable
from booking.busy.reading import Wish, read

WISH = Wish((1_772_323_200, 1_772_323_200 + 400 * 86400), "Europe/Berlin", ours=frozenset({"ours"}))


def file(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\n{each}\r\nEND:VEVENT\r\n" for each in events)
    return f"BEGIN:VCALENDAR\r\n{body}END:VCALENDAR\r\n".encode()


def test_it_is_the_same_as_at_home() -> None:
    """What is found comes back whole, warnings and all."""
    lines = "DTSTART;TZID=Nowhere:20260310T100000\r\nDURATION:PT1H"
    data = file(f"UID:a\r\n{lines}\r\nRRULE:FREQ=WEEKLY", f"UID:ours\r\n{lines}", "UID:bad\r\nDTSTART:x")
    found = read_apart(data, WISH)

    assert found == read(data, WISH)
    assert (len(found.spans), found.events, found.skipped, len(found.warnings)) == (56, 3, 1, 2)


def test_why_it_cannot_be_read_comes_back() -> None:
    """In words for its owner."""
    with pytest.raises(Unreadable, match="no calendar"):
        read_apart(b"<html>", WISH)


def test_two_calendars_with_one_name_for_two_zones_do_not_meet() -> None:
    """Nothing is left over from one to the next."""
    offsets = "DTSTART:19700101T000000\r\nTZOFFSETFROM:{0}\r\nTZOFFSETTO:{0}"
    zone = f"BEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\n{offsets}\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    event = file("UID:a\r\nDTSTART;TZID=Own:20260310T100000\r\nDURATION:PT1H")
    west, east = (
        read_apart(event.replace(b"BEGIN:VEVENT", zone.format(each).encode() + b"BEGIN:VEVENT"), WISH).spans[0][0]
        for each in ("-0500", "+0500")
    )

    assert west - east == 10 * 3600


ENDLESS = "DTSTART:19700101T000000Z\r\nDURATION:PT1S\r\nRRULE:FREQ=SECONDLY;BYSETPOS=2"
MANY = "DTSTART:20260310T100000Z\r\n" + "RRULE:FREQ=DAILY;BYHOUR=1,2,3\r\n" * 300_000


@pytest.mark.parametrize(
    "data", [file(*(f"UID:{n}\r\n{ENDLESS}" for n in range(20_000))), file(MANY)], ids=["endless rules", "many rules"]
)
def test_hostile_files_are_given_up(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Soon, and with a reason; whoever asked goes on."""
    monkeypatch.setattr(child, "SECONDS", 3.0)
    begun = time.monotonic()
    with pytest.raises(Unreadable, match=r"too (long|large)"):
        read_apart(data, WISH)

    assert time.monotonic() - begun < 10


LIMITS = """
import resource
from booking.busy import child
child._limit()
print(*resource.getrlimit(resource.RLIMIT_CPU), *resource.getrlimit(resource.RLIMIT_AS))
"""


def test_a_child_is_held_to_its_limits(tmp_path: Path) -> None:
    """Processor and memory, from the beginning."""
    done = subprocess.run(
        [sys.executable, "-c", LIMITS],
        env=child._environment(),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    assert [int(each) for each in done.stdout.split()] == [child.CPU_SECONDS] * 2 + [child.MEMORY] * 2


def test_a_child_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither settings nor what else the environment holds."""
    monkeypatch.setenv("SECRET_KEY", "of the tests, long enough")
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:word@db/convoke")

    assert not {"SECRET_KEY", "DATABASE_URL"} & set(child._environment())
