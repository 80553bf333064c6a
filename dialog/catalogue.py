"""Who can be booked, and for what: read for every message, changed once a month, so kept for a second.

A booking itself never relies on this: it reads what holds inside its own transaction.
"""

import time

from booking.model import AppointmentType, Provider
from booking.services import BookingService

SECONDS = 1.0


class Catalogue:
    """Providers and their types, as they were at most a second ago; shared by all threads of a process."""

    def __init__(self, booking: BookingService) -> None:
        self._booking = booking
        self._kept: dict[str | None, tuple[float, Provider, tuple[AppointmentType, ...]]] = {}

    def read(self, provider_id: str | None) -> tuple[Provider, tuple[AppointmentType, ...]]:
        """The provider (None: the oldest) and their types in the order they were made. Raises `NotFound`."""
        now = time.monotonic()
        kept = self._kept.get(provider_id)
        if kept is None or now - kept[0] > SECONDS:
            provider = self._booking.provider(provider_id)
            kept = now, provider, self._booking.types(provider.id)
            self._kept[provider_id] = kept
        return kept[1], kept[2]
