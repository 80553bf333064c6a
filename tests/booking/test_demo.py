"""The host of a first start."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, text

from booking import hours, keys
from booking.demo import Demo, make_demo
from booking.errors import InvalidInput
from booking.services import BookingService
from tests.booking.racers import at_once


@pytest.fixture
def service(engine: Engine) -> BookingService:
    """A calendar with nobody in it."""
    return BookingService(
        engine,
        clock=lambda: datetime(2026, 11, 23, 8, tzinfo=UTC),
        mail_from="bookings@convoke.example",
        announce=lambda _: None,
    )


def test_the_demo_host_is_ready_to_book(service: BookingService, engine: Engine) -> None:
    """Open from nine to five, with five types of which the first takes an hour and the fourth a group."""
    demo = make_demo(service, engine, "Asia/Kathmandu")

    assert demo is not None
    assert service.provider(None) == demo.provider
    assert service.types(demo.provider.id) == demo.types
    assert (demo.provider.email, demo.provider.timezone) == ("host@convoke.example", "Asia/Kathmandu")
    assert hours.format(demo.provider.hours) == "mon-fri 09:00-17:00"
    assert [(each.minutes, each.capacity) for each in demo.types] == [(60, 1), (30, 1), (15, 1), (60, 10), (30, 25)]
    for each in demo.types:
        found = service.slots(demo.provider, each, date(2026, 11, 23), date(2026, 11, 24), "Asia/Kathmandu")
        assert len(found) >= 10
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT digest FROM api_keys")) == keys.digest(demo.api_key)


def test_where_there_is_a_host_none_is_made(service: BookingService, engine: Engine) -> None:
    """The second start keeps everything."""
    demo = make_demo(service, engine, "UTC")

    assert demo is not None
    assert make_demo(service, engine, "UTC") is None
    assert service.providers() == (demo.provider,)


def test_two_first_starts_make_one_host(service: BookingService, engine: Engine) -> None:
    """Of several at the same moment one makes the host."""
    found = at_once(4, lambda _: make_demo(service, engine, "UTC"))

    assert sum(isinstance(each, Demo) for each in found) == 1
    assert len(service.providers()) == 1


def test_an_unknown_zone_makes_nothing(service: BookingService, engine: Engine) -> None:
    """A sentence, and the next start can try again."""
    with pytest.raises(InvalidInput, match="time zone"):
        make_demo(service, engine, "Mars/Olympus")

    assert service.providers() == ()
