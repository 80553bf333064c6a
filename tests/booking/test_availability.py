"""When a provider can be booked."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booking import availability, hours
from booking.availability import DAY, HOUR
from booking.errors import InvalidInput
from tests.booking import calendars
from tests.booking.calendars import GRAIN, provider, type_of


def at(text: str, zone: str = "UTC") -> int:
    """The instant of a local time; its first, where the clocks go back."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


def shown(starts: list[int], zone: str) -> list[str]:
    """Starts as a wall clock shows them."""
    return [f"{datetime.fromtimestamp(start, ZoneInfo(zone)):%H:%M%z}" for start in starts]


def offered(
    zone: str,
    working: str,
    day: str,
    *,
    minutes: int = 30,
    step: int = 30,
    busy: list[tuple[int, int]] | None = None,
    viewer: str | None = None,
) -> list[str]:
    """What a provider offers on a day of the viewer, as the provider's wall clock shows it."""
    span = availability.days(date.fromisoformat(day), date.fromisoformat(day), viewer or zone)
    host = provider(zone, hours.parse(working), step)
    return shown(availability.starts(host, type_of(minutes), busy or [], span[0] - DAY, span), zone)


def test_starts_step_on_from_the_opening_of_each_range() -> None:
    """Each range has starts of its own, and none that would end after it closes."""
    found = offered("UTC", "mon 09:05-10:30,13:00-14:00", "2026-11-23")

    assert found == ["09:05+0000", "09:35+0000", "13:00+0000", "13:30+0000"]


def test_busy_time_takes_starts_away_and_moves_none() -> None:
    """After a meeting that ends at ten past, the next start is still on the half hour."""
    busy = [(at("2026-11-23T09:20"), at("2026-11-23T10:10"))]

    found = offered("UTC", "mon 09:00-12:00", "2026-11-23", busy=busy)

    assert found == ["10:30+0000", "11:00+0000", "11:30+0000"]


def test_neighbours_touch_but_do_not_overlap() -> None:
    """A meeting may begin the second another ends, and end the second another begins."""
    busy = [(at("2026-11-23T09:30"), at("2026-11-23T10:00")), (at("2026-11-23T10:30"), at("2026-11-23T11:00"))]

    found = offered("UTC", "mon 09:00-11:30", "2026-11-23", busy=busy)

    assert found == ["09:00+0000", "10:00+0000", "11:00+0000"]


def test_a_second_of_busy_time_counts() -> None:
    """What is blocked for one second within a slot takes the slot away."""
    busy = [(at("2026-11-23T09:59:59"), at("2026-11-23T10:00"))]

    found = offered("UTC", "mon 09:00-11:00", "2026-11-23", busy=busy)

    assert found == ["09:00+0000", "10:00+0000", "10:30+0000"]


def test_buffers_of_neighbours_add_up() -> None:
    """Between two meetings lie the buffer after the one and the buffer before the other."""
    host, type_ = provider("UTC", hours.parse("mon 09:00-12:00"), step=5), type_of(30, before=10, after=20)
    first = availability.blocked(type_, at("2026-11-23T10:00"))

    span = at("2026-11-23T00:00"), at("2026-11-24T00:00")

    found = availability.starts(host, type_, [first], span[0], span)

    assert shown(found, "UTC")[0] == "09:00+0000"  # blocked until 09:50, where the other's buffer begins
    assert shown(found, "UTC")[1] == "11:00+0000"  # the other is blocked until 10:50
    assert shown(found, "UTC")[-1] == "11:30+0000"  # buffers may lie outside the hours


def test_a_slot_may_go_on_into_the_next_range() -> None:
    """Ranges without a break between them are open throughout; each still has starts of its own."""
    found = offered("UTC", "sat 22:30-24:00; sun 00:00-01:15", "2026-11-28", minutes=60, viewer="America/New_York")

    assert found == ["22:30+0000", "23:00+0000", "23:30+0000", "00:00+0000"]


def test_a_range_over_midnight_is_one_range() -> None:
    """Its starts go on after midnight in the steps begun before it."""
    found = offered("UTC", "sat 22:10-01:30", "2026-11-29", minutes=45, step=45)

    assert found == ["00:25+0000"]


def test_a_range_that_began_two_days_ago_in_utc() -> None:
    """Tuesday in UTC begins on Monday evening in New York, where Sunday's range is not over."""
    found = offered("America/New_York", "sun 20:00-19:30", "2026-11-24", viewer="UTC")

    assert found == ["19:00-0500"]


def test_a_slot_that_the_clocks_skip_is_not_offered() -> None:
    """On the night of the change forward, three o'clock follows two o'clock."""
    found = offered("Europe/Berlin", "sun 00:30-04:30", "2026-03-29", minutes=60, step=60)

    assert found == ["00:30+0100", "01:30+0100", "03:30+0200"]


def test_a_range_that_opens_in_a_gap_opens_at_its_end() -> None:
    """There is no half past two that night: the host is there from three on."""
    found = offered("Europe/Berlin", "sun 02:30-05:00", "2026-03-29", minutes=60, step=60)

    assert found == ["03:00+0200", "04:00+0200"]


def test_a_range_within_a_gap_is_not_there_at_all() -> None:
    """Nobody works in an hour that does not happen."""
    assert offered("Europe/Berlin", "sun 02:00-03:00", "2026-03-29") == []


def test_the_hour_that_happens_twice_is_offered_twice() -> None:
    """On the night of the change back, each instant is there once, so its wall time twice."""
    found = offered("Europe/Berlin", "sun 01:00-04:00", "2026-10-25", minutes=60, step=60)

    assert found == ["01:00+0200", "02:00+0200", "02:00+0100", "03:00+0100"]


def test_a_range_that_closes_in_the_repeated_hour_is_open_in_both() -> None:
    """Open until half past two is open until then whichever half past two it is, but not in between."""
    found = offered("Europe/Berlin", "sun 01:30-02:30", "2026-10-25")

    assert found == ["01:30+0200", "02:00+0200", "02:00+0100"]


def test_ranges_that_happen_twice_are_in_order() -> None:
    """Both ranges of the repeated hour come round before the first comes again, and a slot may go on into the next."""
    found = offered("Europe/Berlin", "sun 02:00-02:20,02:20-02:40", "2026-10-25", minutes=20, step=20)

    assert found == ["02:00+0200", "02:20+0200", "02:00+0100", "02:20+0100"]

    found = offered("Europe/Berlin", "sun 02:00-02:20,02:20-02:40", "2026-10-25", minutes=40, step=20)

    assert found == ["02:00+0200", "02:00+0100"]


def test_clocks_that_change_by_half_an_hour() -> None:
    """Lord Howe puts its clocks back by thirty minutes."""
    found = offered("Australia/Lord_Howe", "sun 01:00-03:00", "2026-04-05", minutes=30)

    assert found == ["01:00+1100", "01:30+1100", "01:30+1030", "02:00+1030", "02:30+1030"]


def test_days_are_those_of_the_viewer() -> None:
    """Kathmandu's Monday begins at a quarter past six in the evening of the Sunday in UTC."""
    found = offered("UTC", "sun-mon 17:45-19:15", "2026-11-23", viewer="Asia/Kathmandu")

    assert found == ["18:15+0000", "18:45+0000", "17:45+0000"]


def test_a_day_that_begins_at_one_o_clock() -> None:
    """Where the clocks change at midnight, the day still has all its slots and none of its neighbour's."""
    found = offered("Africa/Cairo", "mon-sun 00:00-24:00", "2026-04-24", step=60)

    assert found == [f"{hour:02}:00+0300" for hour in range(1, 24)]


def test_notice_is_kept_to_the_second() -> None:
    """A start just the notice ahead can be booked, one second less cannot."""
    host, type_ = provider("UTC", hours.parse("mon 09:00-17:00"), notice=90), type_of(30)
    start = at("2026-11-23T12:00")

    assert availability.refusal(host, type_, [], start - 90 * 60, start) is None
    assert availability.refusal(host, type_, [], start - 90 * 60 + 1, start) == "too_soon"


def test_the_horizon_ends_with_a_day_of_the_host() -> None:
    """One day ahead is all of tomorrow, where the host lives, whatever time it is now."""
    host, type_ = provider("Pacific/Auckland", hours.parse("mon-sun 00:00-24:00"), step=60, horizon=1), type_of(60)
    now = at("2026-11-23T23:30", "Pacific/Auckland")

    found = availability.starts(host, type_, [], now, availability.bookable(host, now))

    assert shown(found[-1:], "Pacific/Auckland") == ["23:00+1300"]
    assert calendars.local_day(found[-1], "Pacific/Auckland") == date(2026, 11, 24)
    assert availability.refusal(host, type_, [], now, found[-1] + HOUR) == "too_far"


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        ("2026-11-22T11:59", "past"),
        ("2026-11-22T12:00", "past"),
        ("2026-11-22T12:30", "too_soon"),
        ("2026-11-23T08:30", "outside_hours"),
        ("2026-11-23T09:10", "outside_hours"),
        ("2026-11-23T09:00:01", "outside_hours"),
        ("2026-11-23T16:30", "outside_hours"),
        ("2026-11-23T11:00", "taken"),
        ("2026-11-23T10:30", "taken"),
        ("2026-11-23T12:00", None),
        ("2027-01-25T12:00", "too_far"),
    ],
)
def test_a_refusal_says_why(start: str, reason: str | None) -> None:
    """The first reason that holds: past, too soon, too far, outside the hours (or no start there), taken."""
    host, type_ = provider("UTC", hours.parse("mon-fri 09:00-17:00"), notice=60), type_of(60)
    busy = [(at("2026-11-23T11:00"), at("2026-11-23T12:00"))]

    assert availability.refusal(host, type_, busy, at("2026-11-22T12:00"), at(start)) == reason


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        (50, [30, 40, 50, 60, 70]),
        (55, [40, 50, 60, 70, 80]),
        (0, [10, 20, 30, 40, 50]),
        (20, [10, 20, 30, 40, 50]),
        (1000, [50, 60, 70, 80, 90]),
        (85, [50, 60, 70, 80, 90]),
    ],
)
def test_the_nearest_are_on_both_sides(wish: int, found: list[int]) -> None:
    """Two before and three from then on; where one side has fewer, more of the other."""
    assert availability.nearest(range(10, 100, 10), wish) == found


def test_the_nearest_of_few_are_all() -> None:
    """Nothing is made up."""
    assert availability.nearest([10, 20], 15) == [10, 20]
    assert availability.nearest([], 15) == []


@pytest.mark.parametrize(
    "name", ["", "Mars/Olympus", "../../etc/passwd", "Europe", "a\0b", "x" * 5000, "Europe/Berlin\n"]
)
def test_an_unknown_zone_is_refused(name: str) -> None:
    """Whatever is asked for, the answer is a sentence."""
    with pytest.raises(InvalidInput, match="no time zone"):
        availability.zone(name)


def test_days_may_be_asked_for_to_the_end_of_time() -> None:
    """The first and the last date there are do no harm."""
    begin, end = availability.days(date.min, date.max, "Pacific/Kiritimati")

    assert begin < at("1971-01-01T00:00") < at("3000-01-01T00:00") < end


def test_a_day_that_never_was() -> None:
    """Samoa had no 30 December 2011: it is empty."""
    begin, end = availability.days(date(2011, 12, 30), date(2011, 12, 30), "Pacific/Apia")

    assert begin == end == at("2011-12-31T00:00", "Pacific/Apia")


def test_a_day_may_have_other_hours_or_none() -> None:
    """They replace those of its weekday; the days around keep theirs."""
    host, type_ = provider("UTC", hours.parse("mon-wed 09:00-10:00"), step=60), type_of(60)
    span = at("2026-11-23T00:00"), at("2026-11-26T00:00")
    other = {date(2026, 11, 23): [], date(2026, 11, 24): [(14 * 60, 16 * 60)]}

    found = availability.starts(host, type_, [], span[0] - DAY, span, calendars.numbered(other))

    assert found == [at("2026-11-24T14:00"), at("2026-11-24T15:00"), at("2026-11-25T09:00")]


def test_hours_over_midnight_end_where_those_of_the_next_day_begin() -> None:
    """Also when an override brings those: the starts from then on are the next day's."""
    host, type_ = provider("UTC", hours.parse("mon 22:00-04:00"), step=60), type_of(30)
    span = at("2026-11-23T00:00"), at("2026-11-25T00:00")
    other = calendars.numbered({date(2026, 11, 24): [(105, 180)]})

    found = availability.starts(host, type_, [], span[0] - DAY, span, other)

    assert shown(found, "UTC") == [f"{time}+0000" for time in ("22:00", "23:00", "00:00", "01:00", "01:45")]


@pytest.mark.parametrize(
    ("today", "horizon", "last"),
    [
        ("2026-11-23", 0, "2026-11-23"),
        ("2026-11-23", 4, "2026-11-27"),
        ("2026-11-23", 5, "2026-11-30"),
        ("2026-11-27", 1, "2026-11-30"),
        ("2026-11-28", 0, "2026-11-28"),
        ("2026-11-28", 1, "2026-11-30"),
        ("2026-11-29", 10, "2026-12-11"),
    ],
)
def test_a_horizon_of_business_days(today: str, horizon: int, last: str) -> None:
    """So many Mondays to Fridays after today; weekends on the way do not count, but can be booked."""
    host = provider("Europe/Berlin", hours.parse("mon-sun 09:00-17:00"), horizon=horizon, horizon_days="business")

    _, end = availability.bookable(host, at(f"{today}T12:00", "Europe/Berlin"))

    assert calendars.local_day(end - 1, "Europe/Berlin") == date.fromisoformat(last)


def test_a_day_has_room_for_so_many_appointments() -> None:
    """Days are the host's: what begins on Monday evening in New York is not Tuesday's, whatever the day in UTC."""
    host = provider("America/New_York", hours.parse("mon-tue 20:00-23:00"), step=60, daily_limit=2)
    span = at("2026-11-23T00:00", "America/New_York"), at("2026-11-25T00:00", "America/New_York")
    booked = [at("2026-11-23T20:00", "America/New_York"), at("2026-11-23T21:00", "America/New_York")]
    start = at("2026-11-23T22:00", "America/New_York")

    found = availability.starts(host, type_of(60), [], span[0] - DAY, span, booked=booked)

    assert {calendars.local_day(each, "America/New_York") for each in found} == {date(2026, 11, 24)}
    assert availability.refusal(host, type_of(60), [], span[0] - DAY, start, booked=booked) == "limit"


def test_a_week_has_room_for_so_many_appointments() -> None:
    """An ISO week begins on Monday, also over the turn of the year."""
    host = provider("UTC", hours.parse("mon-sun 09:00-10:00"), step=60, weekly_limit=1)
    span = at("2026-12-27T00:00"), at("2027-01-05T00:00")
    booked = [at("2026-12-31T09:00")]

    found = availability.starts(host, type_of(60), [], span[0] - DAY, span, booked=booked)

    assert found == [at("2026-12-27T09:00"), at("2027-01-04T09:00")]
    assert availability.weeks(span, "UTC") == (at("2026-12-21T00:00"), at("2027-01-11T00:00"))


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_the_starts_are_those_of_the_oracle(data: st.DataObject) -> None:
    """For any hours, overrides, zone, busy time, notice, horizon and limits: what a look at every moment finds,
    ascending, each once."""
    zone = data.draw(st.sampled_from(calendars.ZONES))
    day = data.draw(calendars.days(zone))
    host = provider(
        zone,
        data.draw(calendars.hours()),
        step=data.draw(st.sampled_from([5, 15, 20, 30, 45, 60, 90, 1440])),
        notice=data.draw(st.sampled_from([0, 60, 1500])),
        horizon=data.draw(st.sampled_from([0, 1, 2, 5, 60])),
        horizon_days=data.draw(st.sampled_from(["calendar", "business"])),
        daily_limit=data.draw(st.none() | st.integers(1, 3)),
        weekly_limit=data.draw(st.none() | st.integers(1, 6)),
    )
    others = data.draw(calendars.overrides(day))
    buffers = st.sampled_from([0, 5, 15, 60])
    type_ = type_of(data.draw(st.sampled_from([5, 15, 30, 60, 95, 1440])), data.draw(buffers), data.draw(buffers))
    span = availability.days(
        day, day + timedelta(days=data.draw(st.integers(0, 1))), data.draw(st.sampled_from(calendars.ZONES))
    )
    moments = st.integers(span[0] // GRAIN - 600, span[1] // GRAIN + 600)
    busy = [
        (begin * GRAIN, (begin + length) * GRAIN)
        for begin, length in data.draw(st.lists(st.tuples(moments, st.integers(1, 60)), max_size=12))
    ]
    booked = sorted(each * GRAIN for each in data.draw(st.lists(moments, max_size=8)))
    now = data.draw(st.integers(-600, 300)) * GRAIN + span[0]
    more = calendars.numbered(others), booked

    found = availability.starts(host, type_, busy, now, span, *more)

    assert found == calendars.slow_starts(host, type_, busy, now, span, others, booked)
    assert all(availability.refusal(host, type_, busy, now, start, *more) is None for start in found[:3])


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_other_hours_are_those_of_the_oracle(data: st.DataObject) -> None:
    """Above all where hours that go on over midnight meet those of the next day, on nights when the clocks change."""
    zone = data.draw(st.sampled_from(calendars.ZONES))
    day = data.draw(calendars.days(zone))
    host = provider(
        zone, hours.parse(data.draw(st.sampled_from(["mon-sun 21:00-03:00", "mon-sun 00:30-00:15"]))), step=15
    )
    type_ = type_of(data.draw(st.sampled_from([15, 60])))
    span = availability.days(day, day + timedelta(days=1), zone)
    others = data.draw(calendars.overrides(day))

    found = availability.starts(host, type_, [], span[0] - DAY, span, calendars.numbered(others))

    assert found == calendars.slow_starts(host, type_, [], span[0] - DAY, span, others)


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_each_instant_lies_in_its_day(data: st.DataObject) -> None:
    """Days cut the time line without a gap, as the wall calendar of the zone does."""
    zone = data.draw(st.sampled_from(calendars.ZONES))
    day = data.draw(calendars.days(zone))
    begin, end = availability.days(day, day, zone)

    assert calendars.local_day(begin, zone) == calendars.local_day(end - 1, zone) == day
    assert calendars.local_day(begin - 1, zone) == day - timedelta(days=1)
    assert calendars.local_day(end, zone) == day + timedelta(days=1)

    instants = sorted(data.draw(st.lists(st.integers(begin - 3 * DAY, end + 3 * DAY), max_size=20)))

    assert availability.days_with(instants, zone) == sorted({calendars.local_day(each, zone) for each in instants})
