"""The database: its engines and transactions, the same on SQLite and PostgreSQL.

Two confirmed appointments of one provider may not block the same time. `services` checks that under a lock, and the
database refuses the second row by itself: PostgreSQL by an exclusion constraint, SQLite by triggers (see `migrations`).

What is committed survives a loss of power: SQLite in WAL mode with `synchronous=FULL` flushes each commit to the disk, as
PostgreSQL does. A booking has been promised to somebody by then; it is worth the few milliseconds that only writing costs.
What a person told of themselves (their zone) is not: it does not wait for the disk.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, Connection, Dialect, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from booking.errors import InvalidInput

NO_OVERLAP = "appointments_no_overlap"
"""What both engines call the guard when they refuse a row."""
MAX_BLOCKED = 3 * 24 * 3600
"""Seconds that one appointment blocks at most, buffers included: it bounds how far back a look for busy time goes."""
MIGRATION_LOCK, DEMO_LOCK = 0x636F6E766F6B6501, 0x636F6E766F6B6502
LOCK_SECONDS = 30
"""How long SQLite waits for another writer before it fails."""
MIGRATIONS = Path(__file__).with_name("migrations")


class Instant(TypeDecorator[datetime]):
    """An aware datetime in UTC, kept as whole seconds since 1970 on every engine."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        return None if value is None else seconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else instant(value)


def seconds(moment: datetime) -> int:
    """Whole seconds since 1970 of an aware datetime; a fraction is cut off."""
    if moment.tzinfo is None:
        raise ValueError("a datetime without a zone is no instant")
    return int(moment.timestamp() // 1)


def instant(since_1970: int) -> datetime:
    """The aware datetime in UTC, so many seconds after 1970 began."""
    return datetime.fromtimestamp(since_1970, UTC)


def open_engine(url: str) -> Engine:
    """An engine for `sqlite:////path/file.db`, `postgresql://…` or `postgres://…`; nothing connects yet."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = create_engine(parsed, connect_args={"timeout": LOCK_SECONDS})
        event.listen(engine, "connect", _on_sqlite_connect)
        event.listen(engine, "begin", _on_sqlite_begin)
        return engine
    return create_engine(
        parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True, connect_args={"connect_timeout": 10}
    )


def _on_sqlite_connect(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver begins no transaction of its own
    _use_wal(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _use_wal(connection: sqlite3.Connection) -> None:
    # Of several processes that open a new file only one can make this switch, and SQLite lets the others fail at once
    # instead of waiting.
    give_up = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.01)
        else:
            return


def _on_sqlite_begin(connection: Connection) -> None:
    # A transaction that begins by reading and then writes would fail if another wrote in between: writers wait up front.
    # Straight to the driver: SQLAlchemy's way takes four times as long, and every transaction goes through here.
    begin = "BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN"
    driver: Any = connection.connection.driver_connection
    try:
        driver.execute(begin)
    except sqlite3.Error as error:
        raise DBAPIError(begin, None, error) from error


@contextmanager
def writing(engine: Engine, *, flushed: bool = True) -> Iterator[Connection]:
    """A transaction that writes: committed at the end, rolled back on any exception. On SQLite it excludes other writers.

    What is not `flushed` survives a crash of Convoke, and reaches SQLite's disk with the next transaction that is.
    """
    with engine.connect() as connection:
        connection.execution_options(writing=True)
        loose = not flushed and connection.dialect.name == "sqlite"
        if loose:
            _synchronous(connection, "NORMAL")
        try:
            with connection.begin():
                yield connection
        finally:
            if loose:
                _synchronous(connection, "FULL")


def _synchronous(connection: Connection, how: str) -> None:
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA synchronous = {how}")


def lock(connection: Connection, number: int) -> None:
    """Keep out every other transaction that asks for this lock, until ours ends; on SQLite `writing` does so already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


@cache
def revisions() -> tuple[str, ...]:
    """The revisions of the schema, the oldest first."""
    return tuple(sorted(path.name[1:5] for path in (MIGRATIONS / "versions").glob("v*.py")))


def newest_revision() -> str:
    """The revision of the schema that this code works with."""
    return revisions()[-1]


def current_revision(connection: Connection) -> str | None:
    """The revision that the database is at, None when it has no schema yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the schema up, or down, to `revision` ("base" is nothing at all). Safe when several processes do it at once.

    Raises:
        InvalidInput: there is no such revision.
    """
    if revision not in ("head", "base", *revisions()):
        raise InvalidInput(f"There is no revision {revision[:20]}: there are base, {', '.join(revisions())} and head.")
    if revision == "head":
        with engine.connect() as connection:
            if current_revision(connection) == newest_revision():
                return
    from booking.migrations import run

    with writing(engine) as connection:
        lock(connection, MIGRATION_LOCK)
        run(connection, current_revision(connection), revision)
