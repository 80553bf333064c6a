"""How much of Redis 100,000 stored sessions and their claims take.

    python -m tests.benchmarks.bench_sessions [--people 100000]

Each person wrote the first messages of a booking: the records stored are those of real conversations.
"""

import argparse
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import redis as redis_py

from booking.demo import make_demo
from booking.services import BookingService
from booking.storage import migrate, open_engine
from channels.embedded import attach
from dialog.mailbox import Mailbox
from dialog.messages import Capabilities, Incoming
from dialog.sessions import Sessions, Taken
from dialog.turn import Conversations

SCRIPT = ("book", "1", "2", "3")
MONDAY = datetime(2026, 5, 11, 13, 0, tzinfo=UTC)


def records(redis: redis_py.Redis, folder: str) -> list[bytes]:
    """The stored record after each message of a booking."""
    engine = open_engine(f"sqlite:///{folder}/convoke.db")
    migrate(engine)
    booking = BookingService(engine, clock=lambda: MONDAY, mail_from="bookings@convoke.example", announce=print)
    make_demo(booking, engine, "UTC")
    conversations = Conversations(Sessions(redis, secret=b"x"), Mailbox(redis), booking, clock=lambda: MONDAY)
    found = []
    for number, text in enumerate(SCRIPT):
        incoming = Incoming("messenger", "PAGE", "model", str(number), text, MONDAY, timezone="UTC")
        turn = conversations.handle(incoming, Capabilities(2000, 13, 20), lambda _replies: True)
        record = redis.get(f"session:{turn.key}")
        if isinstance(record, bytes):
            found.append(record)
    return found


def main() -> None:
    """Fill Redis, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--people", type=int, default=100_000)
    people = parser.parse_args().people
    with tempfile.TemporaryDirectory() as folder:
        server = attach(Path(folder), "benchmark")
        redis = redis_py.Redis.from_url(server.url)
        typical = records(redis, folder)
        redis.flushall()
        sessions = Sessions(redis, secret=b"x")
        empty = redis.info("memory")["used_memory"]
        for person in range(people):
            taken = sessions.take(Incoming("messenger", "PAGE", f"2390915517{person:06}", f"m_{person}", "", MONDAY))
            if isinstance(taken, Taken):
                sessions.save(taken, typical[person % len(typical)])
        used = redis.info("memory")["used_memory"] - empty
        claims = sum(int(redis.memory_usage(key) or 0) for key in redis.scan_iter("claims:*", count=1000))
        print(f"records of {[len(record) for record in typical]} bytes, {people} people with one claim each")
        print(f"sessions {(used - claims) / 1e6:.1f} MB, claims {claims / 1e6:.1f} MB")
        server.close()


if __name__ == "__main__":
    main()
