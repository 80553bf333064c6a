"""Calendar feeds, read back by other programs."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest
import vobject
from sqlalchemy import text

from booking.errors import NotFound
from booking.feeds import Published, merged
from booking.hosts import NewType
from booking.model import Invitee
from booking.storage import writing
from tests.booking.office import Calendar, berlin


def secret_of(url: str) -> str:
    """The secret in the address of a feed."""
    found = re.fullmatch(r"http://localhost:8000/feeds/([a-z2-7]{26})\.ics", url)
    assert found
    return found[1]


@pytest.fixture
def details(calendar: Calendar) -> str:
    """The secret of a feed that shows everything."""
    return secret_of(calendar.service.add_feed(calendar.host.id, "details")[1])


@pytest.fixture
def busy(calendar: Calendar) -> str:
    """The secret of a feed that shows busy time alone."""
    return secret_of(calendar.service.add_feed(calendar.host.id, "busy")[1])


def events(published: Published) -> list[Any]:
    """The events, as two programs read them alike."""
    ours = icalendar.Calendar.from_ical(published.data)
    theirs = vobject.readOne(published.data.decode())
    found = list(ours.walk("VEVENT"))
    seen = [
        (str(each.uid.value), each.dtstart.value, each.dtend.value, each.summary.value)
        for each in theirs.contents.get("vevent", [])
    ]

    assert [(str(e["UID"]), e.decoded("DTSTART"), e.decoded("DTEND"), str(e["SUMMARY"])) for e in found] == seen
    return found


def test_a_feed_shows_the_meetings(calendar: Calendar, details: str) -> None:
    """With title, place and who comes, by name; nobody's address, and nothing that asks for an answer."""
    made = calendar.book(
        "2026-11-24T10:00",
        "ana@guests.example",
        type=calendar.group,
        title="Kick-off",
        video_url="https://video.example/42",
    )
    calendar.service.join(made.id, Invitee("karen@dev.example", "Karen, the 1st"))
    published = calendar.service.published(details)

    (event,) = events(published)
    assert str(event["UID"]) == made.uid
    assert event.decoded("DTSTART") == datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert event.decoded("DTEND") == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == ("Kick-off", "Room 1")
    assert str(event["DESCRIPTION"]) == "2 attendees: Karen, the 1st\nhttps://video.example/42"
    for never in (b"@guests.example", b"@dev.example", b"ATTENDEE", b"ORGANIZER", b"METHOD", b"VALARM", b"/rsvp/"):
        assert never not in published.data
    lines = published.data.split(b"\r\n")
    for property_ in (
        b"NAME:Hana Host",
        b"X-WR-CALNAME:Hana Host",
        b"REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        b"X-PUBLISHED-TTL:PT1H",
    ):
        assert lines.count(property_) == 1


def test_a_busy_feed_shows_no_more_than_times(calendar: Calendar, busy: str) -> None:
    """Not even the UID, by which a guest would know the meeting."""
    made = calendar.book("2026-11-24T10:00", "ana@guests.example", type=calendar.group, title="Kick-off")
    published = calendar.service.published(busy)

    (event,) = events(published)
    assert str(event["SUMMARY"]) == "Busy"
    assert {"LOCATION", "DESCRIPTION", "ATTENDEE", "ORGANIZER", "URL"}.isdisjoint(event)
    for never in ("Kick-off", "Room 1", "guests", "Group", *made.uid.split("@")):
        assert never.encode() not in published.data
    assert events(calendar.service.published(busy))[0]["UID"] == event["UID"]


def test_the_same_meetings_give_the_same_bytes(calendar: Calendar, details: str) -> None:
    """An hour later too; another title, another guest, a move and a cancellation each change them."""
    made = calendar.book("2026-11-24T10:00", type=calendar.group)
    calendar.book("2026-11-25T10:00", "zoe@guests.example")
    seen = [calendar.service.published(details)]
    calendar.clock.move(hours=1)

    assert calendar.service.published(details) == seen[0]
    for change in (
        lambda: calendar.service.join(made.id, Invitee("x@guests.example", "Xi")),
        lambda: calendar.service.reschedule(made.id, berlin("2026-11-24T13:00")),
        lambda: calendar.service.cancel(made.id),
    ):
        calendar.clock.move(seconds=5)
        change()
        seen.append(calendar.service.published(details))
        assert seen[-1].changed_at == calendar.clock.now
    assert len({each.data for each in seen}) == 4


def test_dtstamp_is_the_last_change(calendar: Calendar, details: str) -> None:
    """Not the moment of asking."""
    calendar.book("2026-11-24T10:00")
    at = calendar.clock.now
    calendar.clock.move(hours=30)

    (event,) = events(calendar.service.published(details))
    assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED") == event.decoded("CREATED") == at


def test_cancelled_meetings_disappear(calendar: Calendar, details: str, busy: str) -> None:
    """A calendar without any is one all the same."""
    made = calendar.book("2026-11-24T10:00")
    calendar.service.cancel(made.id)

    assert events(calendar.service.published(details)) == []
    assert events(calendar.service.published(busy)) == []


def test_only_the_host_s_own(calendar: Calendar, details: str) -> None:
    """Another host's meetings are in another feed."""
    other = calendar.new_host("Otto", "otto@host.example")
    kind = calendar.service.add_type(other.id, NewType("Hour", 60))
    calendar.book("2026-11-24T10:00", type=kind)
    secret = secret_of(calendar.service.add_feed(other.id, "details")[1])

    assert events(calendar.service.published(details)) == []
    assert len(events(calendar.service.published(secret))) == 1


def test_the_horizon(calendar: Calendar, details: str) -> None:
    """Thirty days back and a year ahead, cut at midnight."""
    calendar.service.edit_provider(calendar.host.id, horizon=1000)
    calendar.book("2026-11-24T10:00")
    calendar.book("2027-11-23T10:00", "next@guests.example")
    calendar.book("2027-11-24T10:00", "far@guests.example")

    assert len(events(calendar.service.published(details))) == 2
    calendar.clock.now = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
    published = calendar.service.published(details)
    assert len(events(published)) == 3
    assert published.changed_at == calendar.clock.now
    calendar.clock.now = datetime(2026, 12, 24, 23, 59, tzinfo=UTC)
    assert len(events(calendar.service.published(details))) == 3
    calendar.clock.now = datetime(2026, 12, 25, 0, 0, tzinfo=UTC)
    assert len(events(calendar.service.published(details))) == 2


HOSTILE = 'Ünï 会議; a,b\\n "q"\r\nEND:VEVENT\r\nATTENDEE:mailto:x@evil.example ' + "会議" * 100


def test_what_people_typed_stays_text(calendar: Calendar, details: str) -> None:
    """Lines are folded at 75 octets, never within a character, and none is made up by a title, a place or a name."""
    made = calendar.book("2026-11-24T10:00", title=HOSTILE, location=HOSTILE, type=calendar.group)
    calendar.service.join(made.id, Invitee("x@guests.example", HOSTILE))
    with writing(calendar.engine) as connection:  # as an older version, or a hand, might have written it
        connection.execute(
            text("UPDATE attendees SET name = :name WHERE name <> ''"), {"name": "a\r\nEND:VEVENT\u2028b\x00"[:-1]}
        )
    published = calendar.service.published(details)

    (event,) = events(published)
    assert str(event["SUMMARY"]) == made.title
    assert str(event["LOCATION"]) == made.location
    assert "ATTENDEE" not in event
    assert published.data.count(b"\r\nEND:VEVENT\r\n") == 1
    assert not re.search(rb"[^\r]\n|\r[^\n]", published.data)
    for line in published.data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


def test_a_revoked_feed_leads_nowhere(calendar: Calendar, details: str, busy: str) -> None:
    """Nor does what never was one; the other feed of the host goes on."""
    known = {each.shows: each for each in calendar.service.feeds(calendar.host.id)}
    assert details not in str(known)
    revoked = calendar.service.revoke_feed(known["details"].id)

    assert revoked.revoked_at == calendar.clock.now
    for secret in (details, "", "x" * 26, busy.upper(), known["busy"].id, "\0", "\udcff"):
        with pytest.raises(NotFound):
            calendar.service.published(secret)
    assert events(calendar.service.published(busy)) == []
    calendar.clock.move(hours=1)
    assert calendar.service.revoke_feed(revoked.id) == revoked
    with pytest.raises(NotFound):
        calendar.service.revoke_feed("nothing")
    with pytest.raises(NotFound):
        calendar.service.add_feed("nobody", "busy")


def test_secrets_are_not_kept(calendar: Calendar, details: str) -> None:
    """128 bits, of which the database has a digest."""
    with calendar.engine.connect() as connection:
        assert details not in str(connection.execute(text("SELECT * FROM feeds")).all())


def test_feeds_are_in_the_host_s_language(calendar: Calendar, details: str, busy: str) -> None:
    """Where it is known."""
    calendar.book("2026-11-24T10:00")
    calendar.service.remember("web", "", "hana", email="hana@host.example", locale="de_AT")

    assert str(events(calendar.service.published(details))[0]["DESCRIPTION"]) == "1 Person nimmt teil"
    assert str(events(calendar.service.published(busy))[0]["SUMMARY"]) == "Belegt"


def test_free_busy(calendar: Calendar, busy: str, details: str) -> None:
    """Meetings that touch are one busy time; from either feed no more than times."""
    for hour in (10, 11, 14):
        calendar.book(f"2026-11-24T{hour}:00", f"a{hour}@guests.example", title="Kick-off")
    for secret in (busy, details):
        published = calendar.service.published(secret, freebusy=True)
        (component,) = icalendar.Calendar.from_ical(published.data).walk("VFREEBUSY")

        assert b"METHOD:PUBLISH\r\n" in published.data
        assert b"Kick-off" not in published.data
        assert b"guests.example" not in published.data
        day = datetime(2026, 11, 24, tzinfo=UTC)
        periods = component["FREEBUSY"]
        assert [each.params["FBTYPE"] for each in periods] == ["BUSY", "BUSY"]
        assert [each.dts[0].dt if hasattr(each, "dts") else each.dt for each in periods] == [
            (day + timedelta(hours=9), day + timedelta(hours=11)),
            (day + timedelta(hours=13), day + timedelta(hours=14)),
        ]
        assert str(component["ORGANIZER"]) == "mailto:hana@host.example"
        assert component.decoded("DTSTART") == datetime(2026, 10, 24, tzinfo=UTC)
    assert len(vobject.readOne(published.data.decode()).vfreebusy.contents["freebusy"]) == 2


def test_merged() -> None:
    """What lies within another vanishes, what overlaps or touches grows together, gaps stay."""
    at = [datetime(2026, 11, 24, hour, tzinfo=UTC) for hour in range(10)]

    assert merged([(at[5], at[6]), (at[0], at[4]), (at[1], at[2]), (at[4], at[5]), (at[8], at[9])]) == [
        (at[0], at[6]),
        (at[8], at[9]),
    ]
    assert merged([]) == []
