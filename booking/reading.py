"""Small reads that are part of no transaction, over a connection that each thread keeps for them.

A person waits for such a read in nearly every turn. Taking a connection out of the pool and giving it back takes several
times as long, and on PostgreSQL three more trips to the server: a ping, a BEGIN and a ROLLBACK.
"""

from collections.abc import Mapping, Sequence
from threading import local
from typing import Any
from weakref import WeakSet

from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError


class Reader:
    """Reads from the database of `engine`; shared by all threads. Each statement stands alone and sees what is committed.

    A thread's connection is closed when the thread ends, or the engine is disposed of.
    """

    def __init__(self, engine: Engine) -> None:
        self.dialect = engine.dialect
        self._engine = engine
        self._own = local()
        self._all: WeakSet[_Kept] = WeakSet()
        event.listen(engine, "engine_disposed", self._close)

    def fetch(self, sql: str, values: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """All rows of a statement, as the driver takes it and gives them. A connection that has died is replaced once.

        Raises SQLAlchemy's DBAPIError.
        """
        error: type[Exception] = self.dialect.loaded_dbapi.Error
        kept: _Kept | None = getattr(self._own, "kept", None)
        if kept is not None:
            try:
                return kept.driver.execute(sql, values).fetchall()  # type: ignore[no-any-return]
            except error:
                del self._own.kept
        try:
            self._own.kept = kept = _Kept(_opened(self._engine))
            self._all.add(kept)
            return kept.driver.execute(sql, values).fetchall()  # type: ignore[no-any-return]
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


def _opened(engine: Engine) -> Any:
    """A connection, out of the pool for good, on which every statement is a transaction of its own."""
    pooled = engine.raw_connection()
    driver: Any = pooled.driver_connection
    pooled.detach()
    if engine.dialect.name == "postgresql":
        driver.autocommit = True
    return driver
