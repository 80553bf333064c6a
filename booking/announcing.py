"""The part of the service that nobody asks for in so many words: reminders, and news for whoever booked."""

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from booking import hosts, people, reminders, telling
from booking.attending import Attending
from booking.model import Contact
from booking.storage import writing

log = logging.getLogger(__name__)

AT_ONCE = 200
"""Appointments that one sweep deals with."""


class Announcing(Attending):
    """What `booking.services.BookingService` does by itself; any number of workers may ask for it at the same time."""

    def remind(self) -> int:
        """Put the reminders that are due into the outbox; of how many appointments."""
        return self._sweep(
            reminders.due, lambda connection, id_, now: reminders.write(connection, id_, now, self._reach)
        )

    def tell_news(self) -> int:
        """Put what others did, and was gathered long enough, into the outbox for whoever booked; of how many
        appointments."""
        return self._sweep(telling.due, telling.gather)

    def contact(self, person_id: str) -> Contact | None:
        """Where somebody who booked can be written to."""
        with self._engine.connect() as connection:
            return next(iter(people.contacts(connection, [hosts.stored_text(person_id)])), None)

    def tell_by_mail(self, row_id: int, words: str) -> bool:
        """Have a notice that cannot be delivered in its chat go out by mail, in these words; False where it cannot."""
        with writing(self._engine) as connection:
            rows = telling.by_mail(connection, row_id, words, self.clock(), self._reach)
        self._tell(rows or [])
        return rows is not None

    def _sweep(
        self,
        due: Callable[[Connection, datetime, int], list[str]],
        write: Callable[[Connection, str, datetime], list[int]],
    ) -> int:
        now, done = self.clock(), 0
        with self._engine.connect() as connection:
            ids = due(connection, now, AT_ONCE)
        for id_ in ids:
            try:
                with writing(self._engine) as connection:
                    rows = write(connection, id_, now)
            except Exception as error:  # noqa: BLE001 - one that fails must not keep the others waiting
                log.error("appointment %s could not be announced: %s", id_, type(error).__name__)  # noqa: TRY400
                continue
            self._tell(rows)
            done += bool(rows)
        return done
