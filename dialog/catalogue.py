"""Who can be booked, and for what: read for every message, changed once a month, so kept for a second.

A booking itself never relies on this: it reads what holds inside its own transaction.
"""

import time
from typing import NamedTuple

from booking.model import AppointmentType, Provider
from booking.services import BookingService

SECONDS = 1.0


class Host(NamedTuple):
    """A provider, and what can be booked with them in the order it was made."""

    provider: Provider
    types: tuple[AppointmentType, ...]


class Catalogue:
    """Providers and their types, as they were at most a second ago; shared by all threads of a process."""

    def __init__(self, booking: BookingService) -> None:
        self._booking = booking
        self._kept: dict[str | None, tuple[float, Host]] = {}

    def read(self, provider_id: str | None) -> Host:
        """The provider of that id (None: the oldest). Raises `NotFound`."""
        now = time.monotonic()
        kept = self._kept.get(provider_id)
        if kept is None or now - kept[0] > SECONDS:
            provider = self._booking.provider(provider_id)
            kept = now, Host(provider, self._booking.types(provider.id))
            self._kept[provider_id] = kept
        return kept[1]
