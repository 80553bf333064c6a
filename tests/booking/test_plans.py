"""Every look at a table that grows is by an index, and takes no longer as the past gets longer."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, text

from booking import appointments, keys, outbox
from booking.model import Actor, Invitee
from booking.pruning import prune
from booking.queries import Query
from booking.storage import writing
from tests.booking.office import Calendar, berlin

GROWING = (
    "appointments",
    "attendees",
    "outbox",
    "people",
    "events",
    "requests",
    "tallies",
    "date_overrides",
    "time_off",
    "api_keys",
    "busy_times",
)
ROWS = 6000
FILL = (
    (
        "INSERT INTO appointments SELECT 'a' || n, '{host}', '{type}', 'u' || n, 0, {start}, {start} + 3600, {start},"
        " {start} + 3600, CASE WHEN n % 10 = 0 THEN 'cancelled' ELSE 'confirmed' END, '', '', 'UTC', 'p' || (n % 500),"
        " 'd' || n, 'h' || n, 0, 0, '', '', 'en', 'each', NULL, 'l' || n, 'NEEDS-ACTION',"
        " CASE WHEN n % 10 = 1 THEN {start} - 3600 END, CASE WHEN n % 1000 = 1 THEN {start} END, 0 FROM numbers"
    ),
    (
        "INSERT INTO attendees SELECT 'a' || n, 'e' || n || '@guests.example', 0, '', 'NEEDS-ACTION', 't' || n, '',"
        " 'p' || (n % 500), 0, NULL, 'l' || n, NULL, NULL, '' FROM numbers"
    ),
    (
        "INSERT INTO people SELECT 'p' || n, 'web', '', 's' || n, NULL, NULL, 'e' || n || '@guests.example', NULL, NULL"
        " FROM numbers"
    ),
    "INSERT INTO events SELECT n, 'a' || n, 0, 'p' || n, 'web', 'booked', 'e' || n || '@guests.example', '' FROM numbers",
    "INSERT INTO tallies SELECT 'person:' || n, 1790000000 - n * 86400, 1 FROM numbers",
    "INSERT INTO requests SELECT 'r' || n, 'a' || n, 0 FROM numbers",
    "INSERT INTO time_off SELECT 'o' || n, '{host}', {start} + 3600, {start} + 7200, '' FROM numbers",
    "INSERT INTO calendars VALUES ('c', '{host}', 'ics', '', '', '', '', 0, 0, 0, 0, NULL, 0, '', '', 0)",
    "INSERT INTO busy_times SELECT n, 'c', '{host}', {start}, {start} + 3600 FROM numbers",
    "INSERT INTO date_overrides SELECT '{other}', {day}, '' FROM numbers",
    "INSERT INTO api_keys SELECT 'd' || n, '{other}', 0, 'k' || n, '', '', NULL FROM numbers",
    (
        "INSERT INTO outbox SELECT n, 'a' || n, 'e', 'm' || n, '{{}}',"
        " CASE WHEN n % 1000 = 0 THEN 'waiting' ELSE 'sent' END, 1, NULL, n, '', 'mail' FROM numbers"
    ),
)


def fill(calendar: Calendar) -> None:
    """Years of history: an hour every other hour, until a day ago."""
    other = calendar.new_host()
    begin = int((calendar.clock.now - timedelta(days=1)).timestamp()) - ROWS * 7200
    with writing(calendar.engine) as connection:
        connection.execute(text("CREATE TABLE numbers (n INTEGER)"))
        connection.execute(text("INSERT INTO numbers VALUES (:n)"), [{"n": n} for n in range(1, ROWS + 1)])
        for statement in FILL:
            values = {"host": calendar.host.id, "other": other.id, "type": calendar.hour.id}
            values["day"] = (
                "date '2000-01-01' + n"
                if connection.dialect.name == "postgresql"
                else "date('2000-01-01', n || ' days')"
            )
            values["start"] = f"({begin} + n * 7200)"
            connection.execute(text(statement.format(**values)))
        if connection.dialect.name == "postgresql":
            for table in ("outbox", "events"):
                connection.execute(text(f"SELECT setval('{table}_id_seq', {ROWS})"))
            connection.execute(text("ANALYZE"))  # it does so by itself after a while; SQLite does not


@contextmanager
def recorded(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, Any]]]:
    """The statements that run meanwhile."""
    found: list[tuple[str, Any]] = []

    def record(
        _connection: Connection, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool
    ) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")) and not many:
            found.append((statement, parameters))

    rows = Query.rows

    def asked(query: Query, connection: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        found.append(query.spelled(connection.dialect, values))
        return rows(query, connection, values)

    event.listen(engine, "before_cursor_execute", record)
    with monkeypatch.context() as patched:
        patched.setattr(Query, "rows", asked)
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


def everything_else(full: Calendar) -> None:
    """Groups, moves, exceptions, keys, history, pages, export and erasure."""
    service, host = full.service, full.host.id
    service.edit_provider(host, daily_limit=5, weekly_limit=20)
    limited = service.provider(host)
    shared = service.edit_type(full.group.id, shared=True)
    service.slots(limited, shared, date(2026, 11, 24), date(2026, 11, 24), "UTC")
    opened = full.book("2026-11-24T12:00", "e5@guests.example", type=shared, booked_by="p5")
    full.book("2026-11-24T12:00", "x@guests.example", type=shared, booked_by="p6")
    service.join(opened.id, Invitee("y@guests.example"), Actor("p7", "web"), idempotency_key="j")
    service.rsvp(opened.id, "y@guests.example", "ACCEPTED")
    service.reschedule(opened.id, berlin("2026-11-25T12:00"), idempotency_key="r")
    service.leave(opened.id, "y@guests.example")
    service.join(opened.id, Invitee("y@guests.example"))
    service.seats_of(opened.id, "p7")
    service.history(opened.id)
    service.appointments(service.providers()[1].id, limit=10, offset=20)
    service.appointments(host, first=full.clock.now, status="confirmed", limit=10)
    service.set_override(host, date(2026, 12, 1), "")
    service.overrides(host)
    service.clear_override(host, date(2026, 12, 1))
    off = service.add_time_off(host, berlin("2026-12-02T12:00"), berlin("2026-12-02T13:00"))
    service.remove_time_off(off.id)
    secret = keys.new_key(full.engine, host, full.clock)
    assert keys.provider_of_key(full.engine, secret) == host
    service.revoke_key(service.keys(host)[0].id)
    for shows in ("details", "busy"):
        url = service.add_feed(host, shows)[1]
        service.published(url[-30:-4])
    service.revoke_feed(service.feeds(host)[0].id)
    with full.engine.connect() as connection:
        words = appointments.words(connection, opened.id)
    for _, word in words.values():
        service.by_link(word)
    service.edit_type(full.group.id, reminders=(2880, 60))
    service.tell_news()
    full.clock.move(minutes=61)
    service.remind()
    service.tell_news()
    person = service.remember("web", "", "y", email="y@guests.example", address="y")
    service.contact(person.id)
    service.invited("e5@guests.example")
    service.wish(person.id, "reminders", unwilling=True)
    service.forget_mail()
    prune(full.engine, full.clock.now, 50)
    service.export("y@guests.example")
    assert service.erase("y@guests.example")["people"] == 1


def test_nothing_that_grows_is_read_from_end_to_end(full: Calendar, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the service and the outbox ask, the plan for it begins with an index."""
    service, now = full.service, full.clock.now
    with recorded(full.engine, monkeypatch) as statements:
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
        everything_else(full)

    assert len(statements) > 100
    with full.engine.connect() as connection:
        plans = {statement: plan(connection, statement, parameters) for statement, parameters in statements}
    assert [(found, statement) for statement, found in plans.items() if scanned(found)] == []


def test_busy_time_is_looked_up_within_its_window(full: Calendar, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index is entered at one end of the window and left at the other."""
    with recorded(full.engine, monkeypatch) as statements:
        full.service.slots(full.host, full.hour, date(2026, 11, 24), date(2026, 11, 24), "UTC")
    ((statement, parameters),) = [each for each in statements if "blocked_from" in each[0]]

    with full.engine.connect() as connection:
        found = plan(connection, statement, parameters)

    assert "ix_appointments_busy" in found
    assert re.search(r"blocked_from ?>", found)
    assert re.search(r"blocked_from ?<", found)
    assert re.search(r"ix_busy_times_provider.*starts_at ?>.*starts_at ?<", found)


def test_a_scan_would_be_noticed(full: Calendar) -> None:
    """This test can see what it looks for."""
    with full.engine.connect() as connection:
        assert scanned(plan(connection, "SELECT * FROM appointments WHERE title = 'x'", ())) == {"appointments"}
