"""Every look at a table that grows is by an index, and takes no longer as the past gets longer."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, text

from booking import outbox
from booking.storage import writing
from tests.booking.office import Calendar

GROWING = ("appointments", "attendees", "outbox", "people")
ROWS = 6000
FILL = (
    (
        "INSERT INTO appointments SELECT 'a' || n, '{host}', '{type}', 'u' || n, 0, {start}, {start} + 3600, {start},"
        " {start} + 3600, CASE WHEN n % 10 = 0 THEN 'cancelled' ELSE 'confirmed' END, '', '', 'UTC', 'p' || (n % 500),"
        " 'd' || n, 'h' || n, 0, 0, '', '' FROM numbers"
    ),
    (
        "INSERT INTO attendees SELECT 'a' || n, 'e' || n || '@guests.example', 0, '', 'NEEDS-ACTION', 't' || n, '',"
        " 'p' || (n % 500), 0, NULL FROM numbers"
    ),
    "INSERT INTO people SELECT 'p' || n, 'web', '', 's' || n, NULL, NULL, NULL, NULL FROM numbers",
    (
        "INSERT INTO outbox SELECT n, 'a' || n, 'e', 'm' || n, '{{}}',"
        " CASE WHEN n % 1000 = 0 THEN 'waiting' ELSE 'sent' END, 1, NULL, n, '' FROM numbers"
    ),
)


def fill(calendar: Calendar) -> None:
    """Years of history: an hour every other hour, until a day ago."""
    begin = int((calendar.clock.now - timedelta(days=1)).timestamp()) - ROWS * 7200
    with writing(calendar.engine) as connection:
        connection.execute(text("CREATE TABLE numbers (n INTEGER)"))
        connection.execute(text("INSERT INTO numbers VALUES (:n)"), [{"n": n} for n in range(1, ROWS + 1)])
        for statement in FILL:
            values = {"host": calendar.host.id, "type": calendar.hour.id, "start": f"({begin} + n * 7200)"}
            connection.execute(text(statement.format(**values)))
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT setval('outbox_id_seq', {ROWS})"))
            connection.execute(text("ANALYZE"))  # it does so by itself after a while; SQLite does not


@contextmanager
def recorded(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """The statements that run meanwhile."""
    found: list[tuple[str, Any]] = []

    def record(
        _connection: Connection, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool
    ) -> None:
        if statement.startswith(("SELECT", "UPDATE")) and not many:
            found.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", record)
    yield found
    event.remove(engine, "before_cursor_execute", record)


def plan(connection: Connection, statement: str, parameters: Any) -> str:
    """How the database goes about it, on one line."""
    explain = "EXPLAIN" if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    rows = connection.exec_driver_sql(f"{explain} {statement}", parameters)
    return " | ".join(str(row[-1]) for row in rows)


def scanned(plan_: str) -> set[str]:
    """The growing tables that a plan reads from end to end."""
    found = re.findall(r"Seq Scan on (\w+)|SCAN (\w+)(?! USING (?:COVERING )?INDEX)\b", plan_)
    return {name for pair in found for name in pair if name in GROWING}


@pytest.fixture
def full(calendar: Calendar) -> Calendar:
    """A calendar with a long history."""
    fill(calendar)
    return calendar


def test_nothing_that_grows_is_read_from_end_to_end(full: Calendar) -> None:
    """Whatever the service and the outbox ask, the plan for it begins with an index."""
    service, now = full.service, full.clock.now
    with recorded(full.engine) as statements:
        service.slots(full.host, full.hour, date(2026, 11, 24), date(2026, 11, 24), "UTC")
        service.days(full.host, full.hour, date(2026, 11, 24), date(2027, 1, 24), "UTC")
        made = full.book("2026-11-24T10:00", booked_by="p1")
        service.upcoming("p1")
        for row in full.announced[:]:
            outbox.claim(full.engine, row, now)
            outbox.sent(full.engine, row, now)
        service.cancel(made.id)
        service.person("web", "", "x")
        service.remember("web", "", "x", timezone="UTC")
        outbox.due(full.engine, now, timedelta(0), 10)

    assert len(statements) > 20
    with full.engine.connect() as connection:
        plans = {statement: plan(connection, statement, parameters) for statement, parameters in statements}
    assert {statement: found for statement, found in plans.items() if scanned(found)} == {}


def test_busy_time_is_looked_up_within_its_window(full: Calendar) -> None:
    """The index is entered at one end of the window and left at the other."""
    with recorded(full.engine) as statements:
        full.service.slots(full.host, full.hour, date(2026, 11, 24), date(2026, 11, 24), "UTC")
    ((statement, parameters),) = [each for each in statements if "blocked_from" in each[0]]

    with full.engine.connect() as connection:
        found = plan(connection, statement, parameters)

    assert "ix_appointments_busy" in found
    assert re.search(r"blocked_from ?>", found)
    assert re.search(r"blocked_from ?<", found)


def test_a_scan_would_be_noticed(full: Calendar) -> None:
    """This test can see what it looks for."""
    with full.engine.connect() as connection:
        assert scanned(plan(connection, "SELECT * FROM appointments WHERE title = 'x'", ())) == {"appointments"}
