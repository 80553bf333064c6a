"""Keys to the API."""

import pytest
from sqlalchemy import text

from booking import keys
from booking.errors import NotFound
from tests.booking.office import Calendar


def test_a_key_is_kept_as_a_digest_only(calendar: Calendar) -> None:
    """Who reads the database cannot use what is in it."""
    key = keys.new_key(calendar.engine, calendar.host.id, calendar.clock)
    with calendar.engine.connect() as connection:
        (row,) = connection.execute(text("SELECT * FROM api_keys"))

    assert row.digest == keys.digest(key)
    assert row.provider_id == calendar.host.id
    assert key not in str(row)


def test_keys_are_many_and_long(calendar: Calendar) -> None:
    """A host may have several; none can be guessed."""
    found = {keys.new_key(calendar.engine, calendar.host.id, calendar.clock) for _ in range(5)}

    assert len(found) == 5
    assert min(map(len, found)) > 40


def test_no_key_for_nobody(calendar: Calendar) -> None:
    """A key belongs to a host."""
    with pytest.raises(NotFound):
        keys.new_key(calendar.engine, "nobody", calendar.clock)
