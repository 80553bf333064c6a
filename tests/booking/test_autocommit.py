"""Small statements over connections that are kept."""

from concurrent.futures import ThreadPoolExecutor
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
    """The drivers' connections that wait for the next statement."""
    return alone._free


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


def test_a_thread_leaves_its_connection_to_others(engine: Engine) -> None:
    """Nothing is left to be closed when it ends."""
    alone = Autocommit(engine)
    for _ in range(3):
        thread = Thread(target=alone.rows, args=(COUNT, ()))
        thread.start()
        thread.join()

    assert len(kept(alone)) == 1


def test_statements_at_the_same_time_have_a_connection_each(engine: Engine) -> None:
    """As many as ever ran side by side; all are closed with the engine, which can go on after that."""
    alone = Autocommit(engine)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: alone.rows(COUNT, ()), range(200)))

    assert found == [[(0,)]] * 200
    assert 1 <= len(kept(alone)) <= 4

    engine.dispose()

    assert kept(alone) == []
    assert alone.rows(COUNT, ()) == [(0,)]
