"""Small statements that are a transaction each, over a connection that every thread keeps for them.

In nearly every turn a person waits for a read. Taking a connection out of the pool and giving it back takes several times
as long, and on PostgreSQL three more trips to the server: a ping, a BEGIN and a ROLLBACK.
"""

from collections.abc import Mapping, Sequence
from threading import local
from typing import Any
from weakref import WeakSet

from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError

Values = Sequence[Any] | Mapping[str, Any]


class Autocommit:
    """The database of `engine`, a statement at a time; shared by all threads. Each sees what is committed.

    What is written survives a crash of Convoke, and reaches SQLite's disk with the next transaction that waits for it: so
    nothing is written here that has been promised. A statement may be run a second time, on a new connection, when the
    first has died. A thread's connection is closed when the thread ends, or the engine is disposed of.
    """

    def __init__(self, engine: Engine) -> None:
        self.dialect = engine.dialect
        self._engine = engine
        self._own = local()
        self._all: WeakSet[_Kept] = WeakSet()
        event.listen(engine, "engine_disposed", self._close)

    def rows(self, sql: str, values: Values) -> list[tuple[Any, ...]]:
        """All rows of a statement, as the driver takes it and gives them. Raises SQLAlchemy's DBAPIError."""
        return self._execute(sql, values, fetching=True)

    def run(self, sql: str, values: Values) -> None:
        """Execute a statement that gives no rows, likewise."""
        self._execute(sql, values, fetching=False)

    def _execute(self, sql: str, values: Values, *, fetching: bool) -> list[tuple[Any, ...]]:
        error: type[Exception] = self.dialect.loaded_dbapi.Error
        kept: _Kept | None = getattr(self._own, "kept", None)
        if kept is not None:
            try:
                return kept.execute(sql, values, fetching=fetching)
            except error:
                del self._own.kept
        try:
            self._own.kept = kept = _Kept(_opened(self._engine))
            self._all.add(kept)
            return kept.execute(sql, values, fetching=fetching)
        except error as problem:
            raise DBAPIError(sql, None, problem, hide_parameters=True) from problem

    def _close(self, _engine: Engine) -> None:
        self._own = local()
        while self._all:
            self._all.pop().driver.close()


class _Kept:
    """A connection of the database's driver."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def __del__(self) -> None:
        self.driver.close()

    def execute(self, sql: str, values: Values, *, fetching: bool) -> list[tuple[Any, ...]]:
        cursor = self.driver.execute(sql, values)
        return cursor.fetchall() if fetching else []


def _opened(engine: Engine) -> Any:
    """A connection, out of the pool for good, that commits by itself."""
    pooled = engine.raw_connection()
    driver: Any = pooled.driver_connection
    pooled.detach()
    if engine.dialect.name == "sqlite":
        driver.execute("PRAGMA synchronous = NORMAL")
    else:
        driver.autocommit = True
    return driver
