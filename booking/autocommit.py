"""Small statements that are a transaction each, over connections that are kept for them.

In nearly every turn a person waits for a read. Taking a connection out of the pool and giving it back takes several times
as long, and on PostgreSQL three more trips to the server: a ping, a BEGIN and a ROLLBACK.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError

Values = Sequence[Any] | Mapping[str, Any]


class Autocommit:
    """The database of `engine`, a statement at a time; shared by all threads. Each sees what is committed.

    What is written survives a crash of Convoke, and reaches SQLite's disk with the next transaction that waits for it: so
    nothing is written here that has been promised. A statement may be run a second time, on a new connection, when the
    first has died. There are as many connections as statements were ever run at the same time; none belongs to a thread,
    for a thread of the web server must have nothing to tidy up when it ends: where C made it, Python code that runs then
    may crash the process. They are closed when the engine is disposed of.
    """

    def __init__(self, engine: Engine) -> None:
        self.dialect = engine.dialect
        self._engine = engine
        self._free: list[Any] = []
        event.listen(engine, "engine_disposed", self._close)

    def rows(self, sql: str, values: Values) -> list[tuple[Any, ...]]:
        """All rows of a statement, as the driver takes it and gives them. Raises SQLAlchemy's DBAPIError."""
        return self._execute(sql, values, fetching=True)

    def run(self, sql: str, values: Values) -> None:
        """Execute a statement that gives no rows, likewise."""
        self._execute(sql, values, fetching=False)

    def _execute(self, sql: str, values: Values, *, fetching: bool) -> list[tuple[Any, ...]]:
        error: type[Exception] = self.dialect.loaded_dbapi.Error
        free = self._free
        try:
            driver = free.pop()
        except IndexError:
            pass
        else:
            try:
                found = _executed(driver, sql, values, fetching=fetching)
            except error:
                driver.close()
            else:
                free.append(driver)
                return found
        driver = _opened(self._engine)
        try:
            found = _executed(driver, sql, values, fetching=fetching)
        except error as problem:
            driver.close()
            raise DBAPIError(sql, None, problem, hide_parameters=True) from problem
        free.append(driver)
        return found

    def _close(self, _engine: Engine) -> None:
        while self._free:
            self._free.pop().close()


def _executed(driver: Any, sql: str, values: Values, *, fetching: bool) -> list[tuple[Any, ...]]:
    cursor = driver.execute(sql, values)
    return cursor.fetchall() if fetching else []


def _opened(engine: Engine) -> Any:
    """A connection, out of the pool for good, that commits by itself and that any thread may use."""
    pooled = engine.raw_connection()
    driver: Any = pooled.driver_connection
    pooled.detach()
    if engine.dialect.name == "sqlite":
        driver.execute("PRAGMA synchronous = NORMAL")
    else:
        driver.autocommit = True
    return driver
