"""Keys to the API."""

from uuid import UUID

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


def test_keys_of_one_second_are_listed_as_they_were_made(calendar: Calendar) -> None:
    """The oldest is the first, though the clock stands still."""
    names = [f"key {number}" for number in range(8)]
    for name in names:
        keys.new_key(calendar.engine, calendar.host.id, calendar.clock, name)
    listed = calendar.service.keys(calendar.host.id)

    assert [each.name for each in listed] == names
    assert {UUID(each.id).version for each in listed} == {7}


def test_no_key_for_nobody(calendar: Calendar) -> None:
    """A key belongs to a host."""
    with pytest.raises(NotFound):
        keys.new_key(calendar.engine, "nobody", calendar.clock)
