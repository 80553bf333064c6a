"""A calendar to book in, in a real database."""

import pytest
from sqlalchemy import Engine

from tests.booking.office import Calendar


@pytest.fixture
def calendar(engine: Engine) -> Calendar:
    """A calendar in an empty database, on each engine."""
    return Calendar(engine)
