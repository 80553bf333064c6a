"""Busy times of other calendars: kept, replaced, and in the way of bookings."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import Engine, select

from booking.busy import keeping
from booking.busy.keeping import Found, OtherCalendar
from booking.busy.reading import Busy
from booking.errors import NotFound, Refusal
from booking.storage import seconds
from booking.tables import busy_times
from tests.booking.office import Calendar, berlin

HOUR = timedelta(hours=1)


def busy(*spans: tuple[str, str]) -> Found:
    """What a reading gives that found these local times in Berlin."""
    found = tuple((seconds(berlin(begin)), seconds(berlin(end))) for begin, end in spans)
    return Found(Busy(found, len(found), 0, ()), etag='"1"', last_modified="Mon, 23 Nov 2026 08:00:00 GMT")


def add(calendar: Calendar, *spans: tuple[str, str]) -> OtherCalendar:
    """One more calendar of the host."""
    now = calendar.clock()
    return keeping.add(
        calendar.engine, calendar.host.id, "ics", "feeds.example", "sealed", busy(*spans), now, now + HOUR
    )


def starts(calendar: Calendar, day: int = 24, **options: str) -> list[str]:
    """The starts of an hour that are offered on a day of November, in UTC."""
    asked = date(2026, 11, day)
    return [
        f"{each.start:%H:%M}"
        for each in calendar.service.slots(calendar.host, calendar.hour, asked, asked, "UTC", **options)
    ]


def test_what_another_calendar_has_is_not_offered(calendar: Calendar) -> None:
    """Neither by the hour nor by the day; other hosts' time stays free."""
    free = starts(calendar)
    add(calendar, ("2026-11-24T10:00", "2026-11-24T16:30"), ("2026-11-25T00:00", "2026-11-26T00:00"))
    other = calendar.new_host("Olga Other", "olga@host.example")

    assert starts(calendar) == ["08:00"]
    assert starts(calendar, 25) == []
    assert calendar.service.days(calendar.host, calendar.hour, date(2026, 11, 24), date(2026, 11, 26), "UTC") == (
        date(2026, 11, 24),
        date(2026, 11, 26),
    )
    first = date(2026, 11, 24)
    assert len(calendar.service.slots(other, calendar.hour, first, first, "UTC")) == len(free)


def test_it_is_refused_as_taken(calendar: Calendar) -> None:
    """Also within the transaction of a booking or a move, with what is free instead."""
    meeting = calendar.book("2026-11-24T09:00")
    add(calendar, ("2026-11-24T10:00", "2026-11-24T11:00"))

    with pytest.raises(Refusal) as booking:
        calendar.book("2026-11-24T10:30", "bea@guests.example")
    with pytest.raises(Refusal) as moving:
        calendar.service.reschedule(meeting.id, berlin("2026-11-24T10:00"))

    assert (booking.value.reason, moving.value.reason) == ("taken", "taken")
    assert booking.value.alternatives
    assert calendar.service.reschedule(meeting.id, berlin("2026-11-24T11:00")).start == berlin("2026-11-24T11:00")


def test_a_holiday_of_weeks_is_busy_on_each_of_its_days(calendar: Calendar) -> None:
    """However far back it began."""
    add(calendar, ("2026-10-01T00:00", "2027-01-11T00:00"))

    with calendar.engine.connect() as connection:
        rows = connection.execute(select(busy_times.c.starts_at, busy_times.c.ends_at)).all()
    assert all(end - begin <= timedelta(days=3) for begin, end in rows)
    assert all(later[0] == earlier[1] for earlier, later in pairwise(rows))
    assert starts(calendar, 24) == starts(calendar, 27) == []


def test_a_new_reading_replaces_the_old_and_a_failed_one_nothing(calendar: Calendar) -> None:
    """What broke is counted, and said, until the calendar is good again."""
    added = add(calendar, ("2026-11-24T09:00", "2026-11-24T17:00"))
    now = calendar.clock()

    claimed = keeping.claim(calendar.engine, added.id, now)
    assert claimed is not None
    assert keeping.failed(calendar.engine, claimed, "It is gone.", now, now + HOUR)
    (shown,) = read(calendar)
    assert (shown.failures, shown.problem, shown.read_at) == (1, "It is gone.", now)
    assert starts(calendar) == []

    again = keeping.claim(calendar.engine, added.id, now)
    assert again is not None
    assert again.failures == 1
    assert keeping.good(calendar.engine, again, busy(("2026-11-24T09:00", "2026-11-24T15:00")), now, now + HOUR)
    (shown,) = read(calendar)
    assert (shown.failures, shown.problem, shown.events) == (0, "", 1)
    assert starts(calendar) == ["14:00", "14:30", "15:00"]


def test_what_is_due_is_claimed_once(calendar: Calendar) -> None:
    """The one that has waited longest first; a lease that ran out goes to somebody else, and the late one is not heard."""
    first, second = add(calendar), add(calendar)
    assert keeping.claim_due(calendar.engine, calendar.clock()) is None

    calendar.clock.move(hours=1)
    now = calendar.clock()
    claims = [keeping.claim_due(calendar.engine, now) for _ in range(3)]
    assert {each.id for each in claims if each} == {first.id, second.id}
    assert claims[2] is None
    assert keeping.claim(calendar.engine, first.id, now) is None

    calendar.clock.move(minutes=3)
    later = keeping.claim_due(calendar.engine, calendar.clock())
    late = next(each for each in claims if each and later and each.id == later.id)
    assert late is not None
    assert later is not None
    assert not keeping.good(calendar.engine, late, busy(("2026-11-24T09:00", "2026-11-24T17:00")), now, now + HOUR)
    assert starts(calendar) != []
    assert keeping.unchanged(calendar.engine, later, now, now + HOUR)


def test_what_is_gone_is_not_asked_for_again(calendar: Calendar) -> None:
    """Without a next time nobody claims it; asked for by name, it is."""
    added = add(calendar)
    claimed = keeping.claim(calendar.engine, added.id, calendar.clock())
    assert claimed is not None
    keeping.failed(calendar.engine, claimed, "It is gone.", calendar.clock(), None)
    calendar.clock.move(hours=1000)

    assert keeping.claim_due(calendar.engine, calendar.clock()) is None
    assert keeping.claim(calendar.engine, added.id, calendar.clock()) is not None


def test_a_calendar_taken_off_frees_its_time(calendar: Calendar) -> None:
    """And whoever was reading it then finds it gone."""
    added = add(calendar, ("2026-11-24T09:00", "2026-11-24T17:00"))
    claimed = keeping.claim(calendar.engine, added.id, calendar.clock())
    assert claimed is not None

    assert keeping.remove(calendar.engine, added.id).host == "feeds.example"
    assert starts(calendar) != []
    assert not keeping.good(calendar.engine, claimed, busy(), calendar.clock(), calendar.clock())
    with pytest.raises(NotFound):
        keeping.remove(calendar.engine, added.id)
    with pytest.raises(NotFound):
        keeping.claim(calendar.engine, "\x00no such", calendar.clock())


def test_our_own_meetings_are_known_by_their_uid(calendar: Calendar) -> None:
    """Those of this host, moved and cancelled ones too, but nobody else's and none that is long over."""
    held = calendar.book("2026-11-24T09:00")
    off = calendar.book("2026-11-24T11:00", "bea@guests.example")
    calendar.service.cancel(off.id)
    olga = calendar.new_host("Olga Other", "olga@host.example")
    with calendar.engine.connect() as connection:
        wish = keeping.wish(connection, calendar.host.id, calendar.clock())
        later = keeping.wish(connection, calendar.host.id, datetime(2026, 12, 1, tzinfo=UTC))
        theirs = keeping.wish(connection, olga.id, calendar.clock())

    assert (wish.zone, wish.email, wish.ours) == ("Europe/Berlin", "hana@host.example", {held.uid, off.uid})
    assert (later.ours, theirs.ours) == (frozenset(), frozenset())


@pytest.mark.parametrize(
    ("days", "kind", "ahead"), [(60, "calendar", 400), (1000, "calendar", 1000), (1000, "business", 1400)]
)
def test_as_far_ahead_is_read_as_can_be_booked(calendar: Calendar, days: int, kind: str, ahead: int) -> None:
    """And a good while further."""
    host = calendar.service.edit_provider(calendar.host.id, horizon=days, horizon_days=kind)
    since, until = keeping.window(host, 0)

    assert since == -86400
    assert ahead * 86400 <= until <= (ahead + 50) * 86400


def read(calendar: Calendar) -> tuple[OtherCalendar, ...]:
    with calendar.engine.connect() as connection:
        return keeping.read_all(connection, calendar.host.id)


def race(engine: Engine, now: datetime) -> Callable[[int], str | None]:
    """What each of many does at the same moment."""

    def claim(_number: int) -> str | None:
        claimed = keeping.claim_due(engine, now)
        return claimed.id if claimed else None

    return claim


def test_of_many_who_claim_at_once_one_gets_it(calendar: Calendar) -> None:
    """Twenty threads, one calendar."""
    added = add(calendar)
    calendar.clock.move(hours=2)
    with ThreadPoolExecutor(20) as pool:
        got = list(pool.map(race(calendar.engine, calendar.clock()), range(20)))

    assert [each for each in got if each] == [added.id]
