"""How long the engine takes for the slots of a day and of sixty, beside the way it is usually written.

    python -m tests.benchmarks.bench_availability

Also with other hours on some days, time off, and a limit a day and a week; the target is 30 µs for a day and 500 µs for
sixty. The usual way tries one start after the other and compares it with each booking, in datetimes. Both find the same.
CPU time, the best of several rounds; the engine includes making `Slot`s where that is said.
"""

import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from booking import availability, hours
from booking.model import AppointmentType, Provider, Slot
from booking.storage import instant

ZONE = "America/New_York"
HOST = Provider("p", "Host", "h@convoke.example", ZONE, hours.parse("mon-fri 09:00-12:00,13:00-17:00"), 15, 60, 60)
TYPE = AppointmentType("t", "p", "Meeting", 30, 1, 5, 5)
NOW = int(datetime(2026, 10, 1, 13, tzinfo=UTC).timestamp())
FIRST = date(2026, 10, 2)
LIMITED = replace(HOST, daily_limit=10, weekly_limit=40, horizon_days="business", horizon=60)
OVERRIDES = {
    availability.day_number(FIRST + timedelta(days=n)): hours.parse_day("" if n % 2 else "10:00-14:00,15:00-19:00")
    for n in range(0, 60, 5)
}


def bookings(count: int, last: date) -> list[tuple[int, int]]:
    """So many meetings of a quarter of an hour somewhere in the hours up to a day, none over another."""
    span = availability.days(FIRST, last, ZONE)
    quarter = AppointmentType("q", "p", "Call", 15)
    free = availability.starts(HOST, quarter, [], NOW, span)
    return sorted((start, start + 900) for start in random.Random(1).sample(free, count))


def usual(busy: list[tuple[int, int]], first: date, last: date) -> list[Slot]:
    """Try every start of every range against every booking."""
    local = ZoneInfo(ZONE)
    booked = [(datetime.fromtimestamp(begin, UTC), datetime.fromtimestamp(end, UTC)) for begin, end in busy]
    length, step = timedelta(minutes=TYPE.minutes), timedelta(minutes=HOST.step)
    before, after = timedelta(minutes=TYPE.buffer_before), timedelta(minutes=TYPE.buffer_after)
    found = []
    day = first
    while day <= last:
        for each in HOST.hours:
            if each.weekday == day.weekday():
                midnight = datetime(day.year, day.month, day.day, tzinfo=local)
                start = (midnight + timedelta(minutes=each.start)).astimezone(UTC)
                closes = (midnight + timedelta(minutes=each.end)).astimezone(UTC)
                while start + length <= closes:
                    if not any(begin < start + length + after and end > start - before for begin, end in booked):
                        found.append(Slot(start, start + length))
                    start += step
        day += timedelta(days=1)
    return found


def engine(busy: list[tuple[int, int]], first: date, last: date) -> list[int]:
    """The starts, as numbers."""
    return availability.starts(HOST, TYPE, busy, NOW, availability.days(first, last, ZONE))


def whole(busy: list[tuple[int, int]], first: date, last: date) -> list[int]:
    """Likewise, with other hours on every fifth day, a week off, and limits; what is booked is what is busy."""
    span = availability.days(first, last, ZONE)
    away = [*busy, (span[0] + 20 * 86400, span[0] + 27 * 86400)]
    booked = [begin for begin, _ in busy]
    return availability.starts(LIMITED, TYPE, away, NOW, span, OVERRIDES, booked)


def slots(busy: list[tuple[int, int]], first: date, last: date) -> list[Slot]:
    """The same as `Slot`s."""
    return [Slot(instant(start), instant(start + 1800)) for start in engine(busy, first, last)]


def microseconds(work: Callable[[], object], rounds: int) -> float:
    """CPU time of one call, the best of seven times `rounds`."""
    best = float("inf")
    for _ in range(7):
        begun = time.process_time_ns()
        for _ in range(rounds):
            work()
        best = min(best, (time.process_time_ns() - begun) / rounds / 1000)
    return best


def main() -> None:
    """Print one line a case."""
    for title, days, count, rounds in (("1 day, 5 bookings", 1, 5, 2000), ("60 days, 500 bookings", 60, 500, 100)):
        last = FIRST + timedelta(days=days - 1)
        busy = bookings(count, last)
        assert slots(busy, FIRST, last) == usual(busy, FIRST, last)
        plain = microseconds(lambda: engine(busy, FIRST, last), rounds)  # noqa: B023
        shown = microseconds(lambda: slots(busy, FIRST, last), rounds)  # noqa: B023
        more = microseconds(lambda: whole(busy, FIRST, last), rounds)  # noqa: B023
        slow = microseconds(lambda: usual(busy, FIRST, last), max(rounds // 100, 1))  # noqa: B023
        print(
            f"{title}: {plain:.1f} µs (as Slots {shown:.1f} µs), {len(engine(busy, FIRST, last))} found;"
            f" with overrides, time off and limits {more:.1f} µs;"
            f" the usual way {slow:.0f} µs, {slow / plain:.0f} times as long"
        )


if __name__ == "__main__":
    main()
