"""Random working hours, days near changes of the clocks, and slow, obviously right answers to when a slot is free."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from booking.model import AppointmentType, Provider, WorkingRange

MINUTE, DAY = 60, 24 * 3600
GRAIN = 5 * MINUTE
"""Everything random here lies on a multiple of this."""
ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "America/Havana",  # back at 1:00, to midnight
    "Africa/Cairo",  # forward at midnight: those days begin at 1:00
    "Asia/Beirut",
    "Africa/Casablanca",  # standard time in Ramadan only
    "Asia/Kathmandu",
    "Australia/Lord_Howe",  # by half an hour
    "Pacific/Chatham",
    "Antarctica/Troll",  # by two hours
)


def changes(zone: str) -> list[date]:
    """The days (in UTC) of 2025 to 2028 on which the clocks of a zone change."""
    local = ZoneInfo(zone)
    noon = [datetime(2025, 1, 1, 12, tzinfo=UTC) + timedelta(days=n) for n in range(4 * 365)]
    offsets = [moment.astimezone(local).utcoffset() for moment in noon]
    return [noon[n].date() for n in range(1, len(noon)) if offsets[n] != offsets[n - 1]]


CHANGES = {zone: changes(zone) for zone in ZONES}


@st.composite
def days(draw: st.DrawFn, zone: str) -> date:
    """Mostly a day around a change of the clocks."""
    if CHANGES[zone] and draw(st.integers(0, 3)):
        return draw(st.sampled_from(CHANGES[zone])) + timedelta(days=draw(st.integers(-2, 1)))
    return draw(st.dates(date(2025, 1, 1), date(2028, 12, 31)))


@st.composite
def hours(draw: st.DrawFn) -> tuple[WorkingRange, ...]:
    """Ranges of a week that do not overlap; some touch, some go over midnight, some are a whole day."""
    marks = draw(st.lists(st.integers(0, 7 * 24 * 4 - 1), min_size=2, max_size=24, unique=True).map(sorted))
    closed = draw(st.sets(st.integers(0, len(marks))))
    ranges = []
    for n, begin in enumerate(marks):
        end = marks[n + 1] if n + 1 < len(marks) else marks[0] + 7 * 24 * 4
        if n not in closed:
            weekday, start = divmod(begin * 15, 1440)
            ranges.append(WorkingRange(weekday, start, min(start + (end - begin) * 15, start + 1425)))
    return tuple(sorted(ranges)) or tuple(WorkingRange(day, 0, 1440) for day in range(7))


@st.composite
def overrides(draw: st.DrawFn, around: date) -> dict[date, list[tuple[int, int]]]:
    """Other hours for some days: a few ranges that do not overlap, the last perhaps over midnight; or none, a day off."""
    found = {}
    for day in draw(st.sets(st.integers(-3, 3), max_size=4)):
        marks = draw(st.lists(st.integers(0, 30 * 4), max_size=6, unique=True).map(sorted))
        ranges = [(begin * 15, end * 15) for begin, end in zip(marks[::2], marks[1::2], strict=False)]
        found[around + timedelta(days=day)] = [(begin, end) for begin, end in ranges if begin < 1440]
    return found


def numbered(days_: dict[date, list[tuple[int, int]]]) -> dict[int, tuple[tuple[int, int], ...]]:
    """Overrides as the engine takes them."""
    return {(day - date(1970, 1, 1)).days: tuple(ranges) for day, ranges in days_.items()}


def provider(
    zone: str, ranges: tuple[WorkingRange, ...], step: int = 30, notice: int = 0, horizon: int = 60, **more: Any
) -> Provider:
    """A provider with what matters here."""
    return Provider("p", "Host", "host@convoke.example", zone, ranges, step, notice, horizon, **more)


def type_of(minutes: int, before: int = 0, after: int = 0) -> AppointmentType:
    """A type with what matters here."""
    return AppointmentType("t", "p", "Meeting", minutes, 1, before, after)


def range_open(
    host: Provider, instant: int, others: dict[date, list[tuple[int, int]]]
) -> tuple[date, tuple[int, int]] | None:
    """Which range, of which day, the provider's wall clock shows at an instant."""
    wall = datetime.fromtimestamp(instant, ZoneInfo(host.timezone)).replace(tzinfo=None)
    today, minute = wall.date(), wall.hour * 60 + wall.minute
    for start, end in ranges_of(host, today, others):
        if start <= minute < end:
            return today, (start, end)
    if any(start <= minute for start, _ in ranges_of(host, today, others)):
        return None  # today's first range has ended what goes on from yesterday
    yesterday = today - timedelta(days=1)
    for start, end in ranges_of(host, yesterday, others):
        if start <= minute + 1440 < end:
            return yesterday, (start, end)
    return None


def ranges_of(host: Provider, day: date, others: dict[date, list[tuple[int, int]]]) -> list[tuple[int, int]]:
    """The ranges that begin on a day, in minutes after midnight."""
    if day in others:
        return others[day]
    return [(each.start, each.end) for each in host.hours if each.weekday == day.weekday()]


def last_bookable_day(host: Provider, today: date) -> date:
    """The end of the horizon, counted day by day."""
    day, counted = today, 0
    while counted < host.horizon:
        day += timedelta(days=1)
        counted += host.horizon_days == "calendar" or day.weekday() < 5
    return day


def in_full_time(host: Provider, booked: list[int], start: int) -> bool:
    """Whether the day or the week of a start has as many appointments as the provider takes."""
    day = local_day(start, host.timezone)
    days_ = [local_day(each, host.timezone) for each in booked]
    full_day = host.daily_limit is not None and days_.count(day) >= host.daily_limit
    same_week = [each for each in days_ if each.isocalendar()[:2] == day.isocalendar()[:2]]
    return full_day or (host.weekly_limit is not None and len(same_week) >= host.weekly_limit)


def slow_starts(
    host: Provider,
    type_: AppointmentType,
    busy: list[tuple[int, int]],
    now: int,
    span: tuple[int, int],
    others: dict[date, list[tuple[int, int]]] | None = None,
    booked: list[int] | None = None,
) -> list[int]:
    """What `availability.starts` finds, looking at every five minutes."""
    minutes = range(span[0] - 2 * DAY, span[1] + 2 * DAY, GRAIN)
    opened = {instant: range_open(host, instant, others or {}) for instant in minutes}
    last_day = last_bookable_day(host, local_day(now, host.timezone))

    def fits(start: int) -> bool:
        end = start + type_.minutes * MINUTE
        return (
            span[0] <= start < span[1]
            and start > now
            and start >= now + host.notice * MINUTE
            and local_day(start, host.timezone) <= last_day
            and not in_full_time(host, booked or [], start)
            and all(opened[instant] for instant in range(start, end, GRAIN))
            and not any(
                begin < end + type_.buffer_after * MINUTE and finish > start - type_.buffer_before * MINUTE
                for begin, finish in busy
            )
        )

    found = []
    anchor = 0
    for instant in minutes[1:]:
        if opened[instant] != opened[instant - GRAIN]:
            anchor = instant
        if opened[instant] and (instant - anchor) % (host.step * MINUTE) == 0 and fits(instant):
            found.append(instant)
    return found


def local_day(instant: int, zone: str) -> date:
    """The day on a zone's wall calendar."""
    return datetime.fromtimestamp(instant, ZoneInfo(zone)).date()
