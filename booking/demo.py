"""A host to try things with."""

from dataclasses import dataclass

from sqlalchemy import Engine

from booking import hosts, hours, keys
from booking.model import AppointmentType, Provider
from booking.services import BookingService
from booking.storage import DEMO_LOCK, lock, writing

TYPES = (
    hosts.NewType("60-minute meeting", 60),
    hosts.NewType("30-minute meeting", 30),
    hosts.NewType("15-minute call", 15),
    hosts.NewType("60-minute group session", 60, capacity=10),
    hosts.NewType("30-minute group webinar", 30, capacity=25),
)


@dataclass(frozen=True, slots=True)
class Demo:
    """The host made, what can be booked with them, and their API key, which is shown only now."""

    provider: Provider
    types: tuple[AppointmentType, ...]
    api_key: str


def make_demo(service: BookingService, engine: Engine, timezone: str) -> Demo | None:
    """Make a host, open Monday to Friday from nine to five in `timezone`; None, and nothing made, if there is a host.

    Raises:
        InvalidInput: no such zone.
    """
    host = hosts.NewProvider("Demo Host", "host@convoke.example", timezone, hours.parse("mon-fri 09:00-17:00"))
    with writing(engine) as connection:
        lock(connection, DEMO_LOCK)
        if hosts.read_providers(connection):
            return None
        provider = hosts.add_provider(connection, host, service.clock())
        types = tuple(hosts.add_type(connection, provider.id, each) for each in TYPES)
        return Demo(provider, types, keys.add_key(connection, provider.id, service.clock()))
