"""Other calendars kept up to date: what is good replaces what was, what is not leaves it; and nobody hears their secrets."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
import structlog
from sqlalchemy import select, text

from booking.busy import keeping
from booking.busy.keeping import OtherCalendar
from booking.errors import Refusal
from booking.hosts import NewType
from booking.model import Appointment
from channels.calendars import sealing
from channels.calendars.reachable import CannotFetch, place
from channels.calendars.refreshing import Looking
from channels.settings import Settings
from channels.worker import working
from tests.booking.office import Calendar, berlin
from tests.fixtures.calendars import EVENT, FeedServer, Radicale, ics
from tests.fixtures.processes import wait_until
from tests.fixtures.services import MakeServices

SETTINGS = Settings(secret_key="of the tests, long enough", calendar_allow_private="127.0.0.1,localhost")
HEADERS = {"ETag": '"1"'}
FREE = (200, {"ETag": '"2"'}, ics())
BUSY = (200, HEADERS, ics(EVENT))


@pytest.fixture
def office(engine: object) -> Calendar:
    """A host in Berlin whose clock stands still."""
    return Calendar(engine)  # type: ignore[arg-type]


@pytest.fixture
def looking(office: Calendar) -> Looking:
    """What looks into calendars, at that clock."""
    return Looking(SETTINGS, office.engine, office.clock)


def add(office: Calendar, looking: Looking, url: str, kind: keeping.Kind = "ics") -> OtherCalendar:
    where = place(url)
    found = looking.look(office.host.id, kind, where)
    assert found is not None
    now = office.clock()
    return keeping.add(
        office.engine, office.host.id, kind, where.host, looking.sealed(where), found, now, looking.next_at(now)
    )


def known(office: Calendar) -> OtherCalendar:
    with office.engine.connect() as connection:
        (found,) = keeping.read_all(connection)
    return found


def free(office: Calendar, day: int = 24) -> int:
    """How many hours begin on a day of November that can be booked."""
    asked = date(2026, 11, day)
    return len(office.service.slots(office.host, office.hour, asked, asked, "UTC"))


def test_nothing_is_asked_before_it_is_due(office: Calendar, looking: Looking, feeds: FeedServer) -> None:
    """Then it is, with the conditions under which nothing need be sent."""
    feeds.pages["/feed.ics"] = BUSY
    add(office, looking, feeds.url())
    assert free(office) == 1

    assert not looking.refresh_due()
    office.clock.move(minutes=20)
    feeds.pages["/feed.ics"] = (304, {}, b"")
    assert looking.refresh_due()
    assert not looking.refresh_due()
    assert [each.headers.get("if-none-match") for each in feeds.asked] == [None, '"1"']
    assert (free(office), known(office).fetched_at, known(office).problem) == (1, office.clock(), "")


def test_a_change_is_taken_over(office: Calendar, looking: Looking, feeds: FeedServer) -> None:
    """All at once."""
    feeds.pages["/feed.ics"] = BUSY
    add(office, looking, feeds.url())
    feeds.pages["/feed.ics"] = FREE
    office.clock.move(minutes=20)
    assert looking.refresh_due()

    assert (free(office), known(office).events) == (15, 0)


def test_once_a_day_all_is_read_anew(office: Calendar, looking: Looking, feeds: FeedServer) -> None:
    """As the window moves on: what a server calls unchanged holds more by then."""
    feeds.pages["/feed.ics"] = (200, HEADERS, ics(f"{EVENT}\r\nRRULE:FREQ=YEARLY"))
    add(office, looking, feeds.url())
    office.clock.move(days=1, minutes=20)
    looking.refresh_due()

    assert "if-none-match" not in feeds.asked[-1].headers


def test_another_zone_of_the_host_makes_it_read_anew(office: Calendar, looking: Looking, feeds: FeedServer) -> None:
    """Whole days are others then, though the file has not changed."""
    feeds.pages["/feed.ics"] = (200, HEADERS, ics("UID:a\r\nDTSTART;VALUE=DATE:20261124"))
    add(office, looking, feeds.url())
    office.clock.move(minutes=1)
    office.service.edit_provider(office.host.id, name="Hana")
    assert not looking.refresh_due()
    office.service.edit_provider(office.host.id, timezone="Asia/Tokyo")
    assert looking.refresh_due()

    assert "if-none-match" not in feeds.asked[-1].headers
    with office.engine.connect() as connection:
        (begin,) = connection.scalars(select(keeping.busy_times.c.starts_at))
    assert begin == datetime(2026, 11, 23, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ((200, {}, b"<html><body>Please sign in</body></html>"), "no calendar"),
        ((200, {}, b""), "no calendar"),
        ((200, {}, ics(EVENT)[:-10]), "cut off"),
        ((500, {}, b""), "500"),
        ((404, {}, b""), "404"),
        ((302, {"Location": "http://10.0.0.1/"}, b""), "https only"),
        ((200, {"Content-Length": "100000"}, ics(EVENT)), "as it should"),
    ],
)
def test_what_breaks_keeps_its_last_good_state(
    office: Calendar, looking: Looking, feeds: FeedServer, page: object, words: str
) -> None:
    """It never becomes all free; the reason is noted, and it is asked for ever less often until it is good again."""
    feeds.pages["/feed.ics"] = BUSY
    add(office, looking, feeds.url())
    read_at = office.clock()
    feeds.pages["/feed.ics"] = page
    pauses = []
    for _ in range(3):
        office.clock.move(hours=2)
        assert looking.refresh_due()
        shown = known(office)
        assert shown.next_at is not None
        pauses.append(shown.next_at - office.clock())
    assert (free(office), shown.failures, shown.read_at) == (1, 3, read_at)
    assert words in shown.problem
    assert pauses[0] < pauses[1] < pauses[2]

    feeds.pages["/feed.ics"] = FREE
    office.clock.move(hours=2)
    assert looking.refresh_due()
    assert (free(office), known(office).failures, known(office).problem) == (15, 0, "")
    assert "if-none-match" not in feeds.asked[-1].headers


def test_what_is_gone_is_asked_for_no_more(office: Calendar, looking: Looking, feeds: FeedServer) -> None:
    """Its busy times still count."""
    feeds.pages["/feed.ics"] = BUSY
    add(office, looking, feeds.url())
    feeds.pages["/feed.ics"] = (410, {}, b"")
    office.clock.move(minutes=20)
    assert looking.refresh_due()
    office.clock.move(days=30)

    assert not looking.refresh_due()
    assert (known(office).next_at, "gone for good" in known(office).problem) == (None, True)


def test_pauses_differ_and_have_an_end(looking: Looking) -> None:
    """So that not all are asked at once, and none is forgotten."""
    now = datetime(2026, 11, 23, tzinfo=UTC)
    first = {looking.next_at(now) - now for _ in range(20)}
    assert len(first) > 1
    assert all(timedelta(minutes=13) < each < timedelta(minutes=17) for each in first)
    assert looking.next_at(now, 500) - now < timedelta(days=1.2)


def mirrored(meeting: Appointment) -> bytes:
    """The host's own calendar, which has taken the invitation in."""
    times = f"DTSTART:{meeting.start:%Y%m%dT%H%M%SZ}\r\nDTEND:{meeting.end:%Y%m%dT%H%M%SZ}"
    return ics(f"UID:{meeting.uid}\r\n{times}")


def test_our_own_meetings_in_it_stand_in_nobodys_way(office: Calendar, looking: Looking, feeds: FeedServer) -> None:
    """A meeting moves within its own time, and a cancelled one frees it, though the calendar still has both."""
    meeting = office.book("2026-11-24T10:00")
    feeds.pages["/feed.ics"] = (200, {}, mirrored(meeting))
    add(office, looking, feeds.url())

    moved = office.service.reschedule(meeting.id, berlin("2026-11-24T10:30"))
    assert moved.start == berlin("2026-11-24T10:30")
    office.service.cancel(meeting.id)
    assert free(office) == 15


def test_somebody_elses_meeting_does(office: Calendar, looking: Looking, feeds: FeedServer) -> None:
    """A meeting of another host of ours that this one is a guest at is busy time like any other."""
    other = office.new_host("Olga Other", "olga@host.example")
    hour = office.service.add_type(other.id, NewType("Hour", 60))
    meeting = office.book("2026-11-24T10:00", "hana@host.example", type=hour)  # type: ignore[arg-type]
    feeds.pages["/feed.ics"] = (200, {}, mirrored(meeting))
    add(office, looking, feeds.url())

    with pytest.raises(Refusal):
        office.book("2026-11-24T10:30")


def test_caldav_is_kept_up_to_date(office: Calendar, looking: Looking, radicale: Radicale) -> None:
    """As a file is, with the password that was given."""
    path = radicale.calendar(f"refreshed-{office.engine.dialect.name}")
    radicale.put(path, "event", EVENT)
    add(office, looking, radicale.url(path), "caldav")
    assert free(office) == 1

    radicale.do("DELETE", f"{path}event.ics")
    office.clock.move(minutes=20)
    assert looking.refresh_due()
    assert free(office) == 15


def test_an_address_is_a_secret(office: Calendar, looking: Looking, feeds: FeedServer) -> None:
    """It stands encrypted in the database, differently each time, and no log has more of it than the host."""
    feeds.pages["/private-0a1b2c.ics"] = BUSY
    url = feeds.url("/private-0a1b2c.ics").replace("://", "://user-of-it:password-of-it@")
    add(office, looking, url)
    feeds.pages["/private-0a1b2c.ics"] = (500, {}, b"")
    office.clock.move(minutes=20)
    with structlog.testing.capture_logs() as logs:
        looking.refresh_due()
    with office.engine.connect() as connection:
        kept = str(connection.execute(text("SELECT * FROM calendars")).all())

    assert [(each["event"], each["host"], each["failures"]) for each in logs] == [("calendar_unread", "127.0.0.1", 1)]
    for secret in ("private-0a1b2c", "user-of-it", "password-of-it"):
        assert secret not in kept + str(logs)
    assert sealing.seal(url, "key") != sealing.seal(url, "key")
    assert sealing.unseal(sealing.seal(url, "key"), "key") == url


def test_an_address_that_was_kept_with_another_key_is_told(
    office: Calendar, looking: Looking, feeds: FeedServer
) -> None:
    """And can be added anew."""
    feeds.pages["/feed.ics"] = BUSY
    add(office, looking, feeds.url())
    office.clock.move(minutes=20)
    other = Looking(SETTINGS.replace(secret_key="another key, long enough"), office.engine, office.clock)
    assert other.refresh_due()

    assert "another SECRET_KEY" in known(office).problem
    with pytest.raises(CannotFetch):
        sealing.unseal("nonsense", "key")


def test_our_own_feed_is_no_other_calendar(office: Calendar, feeds: FeedServer) -> None:
    """A meeting in it would stand in its own way."""
    looking = Looking(SETTINGS.replace(public_url=feeds.url("")), office.engine, office.clock)
    with pytest.raises(CannotFetch, match="known already"):
        looking.look(office.host.id, "ics", place(feeds.url("/feeds/abc.ics")))
    assert feeds.asked == []


@contextmanager
def threads(count: int, work: object) -> Iterator[None]:
    """So many doing the same at once."""
    started = [threading.Thread(target=work) for _ in range(count)]  # type: ignore[arg-type]
    for each in started:
        each.start()
    yield
    for each in started:
        each.join()


def test_many_workers_ask_once(office: Calendar, looking: Looking, feeds: FeedServer) -> None:
    """Whoever comes second finds it taken."""
    feeds.pages["/feed.ics"] = BUSY
    add(office, looking, feeds.url())
    office.clock.move(minutes=20)
    with threads(8, looking.refresh_due):
        pass

    assert len(feeds.asked) == 2


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_worker_does_it_by_itself(make_services: MakeServices, feeds: FeedServer) -> None:
    """A calendar that comes due is read, and what is found is in the way."""
    services = make_services(calendar_allow_private="127.0.0.1")
    office = Calendar(services.engine)
    looking = Looking(services.settings, services.engine, services.clock)
    feeds.pages["/feed.ics"] = FREE
    added = add(office, looking, feeds.url())
    feeds.pages["/feed.ics"] = BUSY
    with services.engine.begin() as connection:
        connection.execute(keeping.calendars.update().values(next_at=services.clock() - timedelta(minutes=1)))
    with working(services):
        wait_until(lambda: known(office).events == 1)

    assert known(office).id == added.id
    with services.engine.connect() as connection:
        assert len(connection.execute(select(keeping.busy_times)).all()) <= 1
