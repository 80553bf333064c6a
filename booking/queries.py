"""Small statements, given to the database's driver itself.

SQLAlchemy writes the SQL of a `Query`, once for each engine, and keeps the connections. What it does around every
execution takes forty times as long as SQLite's answer, and a person waits for a read in nearly every turn.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, SelectBase, TextClause
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from booking.autocommit import Autocommit

Convert = Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A query as a driver takes it: the values that stand in it, and how each value goes in and comes out."""

    sql: str
    constants: Mapping[str, Any]
    binds: tuple[tuple[str, Convert], ...]
    positional: bool
    results: tuple[Convert, ...] | None

    def bound(self, values: Mapping[str, Any]) -> tuple[Any, ...] | dict[str, Any]:
        known = {**self.constants, **values} if self.constants else values
        if self.positional:
            return tuple([known[name] if convert is None else convert(known[name]) for name, convert in self.binds])
        return {name: known[name] if convert is None else convert(known[name]) for name, convert in self.binds}


class Query:
    """A statement with parameters of its own, none of which stands for several values."""

    def __init__(self, statement: SelectBase | TextClause) -> None:
        self._statement = statement
        self._prepared: dict[str, _Prepared] = {}

    def rows(self, source: Connection | Autocommit, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """All rows, as part of the transaction of a connection or on their own. Raises SQLAlchemy's DBAPIError."""
        prepared = self._for(source.dialect)
        if isinstance(source, Autocommit):
            found = source.rows(prepared.sql, prepared.bound(values))
        else:
            found = _executed(source, prepared, values).fetchall()
        return found if prepared.results is None else [_converted(row, prepared.results) for row in found]

    def run(self, source: Connection | Autocommit, values: Mapping[str, Any]) -> None:
        """Execute a statement that gives no rows, likewise."""
        prepared = self._for(source.dialect)
        if isinstance(source, Autocommit):
            source.run(prepared.sql, prepared.bound(values))
        else:
            _executed(source, prepared, values)

    def spelled(self, dialect: Dialect, values: Mapping[str, Any]) -> tuple[str, Sequence[Any] | Mapping[str, Any]]:
        """The SQL of a database, and the values as its driver takes them."""
        prepared = self._for(dialect)
        return prepared.sql, prepared.bound(values)

    def _for(self, dialect: Dialect) -> _Prepared:
        try:
            return self._prepared[dialect.name]
        except KeyError:
            return self._prepared.setdefault(dialect.name, _prepare(self._statement, dialect))


def _executed(connection: Connection, prepared: _Prepared, values: Mapping[str, Any]) -> Any:
    driver: Any = connection.connection.driver_connection
    try:
        return driver.execute(prepared.sql, prepared.bound(values))
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(prepared.sql, None, error, hide_parameters=True) from error


def _converted(row: tuple[Any, ...], converts: tuple[Convert, ...]) -> tuple[Any, ...]:
    return tuple(value if convert is None else convert(value) for value, convert in zip(row, converts, strict=True))


def _prepare(statement: SelectBase | TextClause, dialect: Dialect) -> _Prepared:
    compiled: Any = statement.compile(dialect=dialect)
    types = {name: _type(parameter.type, dialect) for parameter, name in compiled.bind_names.items()}
    columns = statement.selected_columns if isinstance(statement, SelectBase) else ()
    results = tuple(_type(column.type, dialect).result_processor(dialect, None) for column in columns)
    return _Prepared(
        sql=str(compiled),
        constants={name: value for name, value in compiled.params.items() if value is not None},
        binds=tuple((name, types[name].bind_processor(dialect)) for name in compiled.positiontup or types),
        positional=compiled.positional,
        results=results if any(results) else None,
    )


def _type(declared: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return declared.dialect_impl(dialect)
