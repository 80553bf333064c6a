"""Small statements over connections that threads keep."""

import gc
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from booking.autocommit import Autocommit
from booking.storage import writing
from booking.tables import people

COUNT = "SELECT count(*) FROM people"


def meet(engine: Engine, id_: str) -> None:
    """Have one more person known, as another process would."""
    with writing(engine) as connection:
        connection.execute(people.insert(), {"id": id_, "channel": "web", "account": "", "sender": id_})


def kept(alone: Autocommit) -> list[Any]:
    """The drivers' connections that are open."""
    gc.collect()
    return [each.driver for each in alone._all]


def test_each_read_sees_what_was_committed_before_it(engine: Engine) -> None:
    """The connection is kept, a view of the past is not."""
    alone = Autocommit(engine)

    assert alone.rows(COUNT, ()) == [(0,)]

    meet(engine, "a")

    assert alone.rows(COUNT, ()) == [(1,)]
    assert len(kept(alone)) == 1


def test_it_keeps_no_writer_waiting(engine: Engine) -> None:
    """Nor does it take a connection from the pool."""
    alone = Autocommit(engine)
    alone.rows(COUNT, ())
    with writing(engine) as connection:
        connection.execute(text("DELETE FROM people"))

        assert alone.rows(COUNT, ()) == [(0,)]
        assert engine.pool.checkedout() == 1  # type: ignore[attr-defined]


def test_a_connection_that_died_is_replaced(engine: Engine) -> None:
    """A server that was started anew costs nobody their turn."""
    alone = Autocommit(engine)
    alone.rows(COUNT, ())
    kept(alone)[0].close()

    assert alone.rows(COUNT, ()) == [(0,)]
    assert len(kept(alone)) == 1


def test_what_fails_twice_is_told(engine: Engine) -> None:
    """As SQLAlchemy's error, without the values; and the next read works."""
    alone = Autocommit(engine)
    with pytest.raises(DBAPIError) as raised:
        alone.rows("SELECT 1 FROM nowhere WHERE 'secret' = 'secret'", ())

    assert raised.value.params is None
    assert alone.rows(COUNT, ()) == [(0,)]


def test_threads_have_connections_of_their_own_until_they_end(engine: Engine) -> None:
    """And all are closed with the engine; it can go on after that."""
    alone = Autocommit(engine)
    alone.rows(COUNT, ())
    found: list[int] = []

    def read() -> None:
        alone.rows(COUNT, ())
        found.append(len(kept(alone)))

    thread = Thread(target=read)
    thread.start()
    thread.join()

    assert found == [2]
    assert len(kept(alone)) == 1

    engine.dispose()

    assert kept(alone) == []
    assert alone.rows(COUNT, ()) == [(0,)]
