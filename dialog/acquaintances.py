"""What is known of people: kept in the database, remembered here for a minute, so that not every message has to ask.

A conversation's record counts how often something new was learned of its person (`Conversation.learned`). What another
process remembers from before is known by that count to be out of date.
"""

import time
from collections import OrderedDict
from threading import Lock

from booking.model import Person
from booking.services import BookingService
from dialog.messages import Incoming

SECONDS = 60.0
MOST = 10_000


class Acquaintances:
    """The people who wrote lately; shared by all threads of a process."""

    def __init__(self, booking: BookingService) -> None:
        self._booking = booking
        self._kept: OrderedDict[str, tuple[float, int, Person]] = OrderedDict()
        self._lock = Lock()

    def read(self, key: str, incoming: Incoming, learned: int) -> Person:
        """Who writes in the conversation `key`, of whom so much was learned."""
        now = time.monotonic()
        kept = self._kept.get(key)
        if kept is not None and kept[1] == learned and now - kept[0] < SECONDS:
            return kept[2]
        person = self._booking.person(incoming.channel, incoming.account, incoming.sender)
        self.keep(key, person, learned)
        return person

    def keep(self, key: str, person: Person, learned: int) -> None:
        """Remember what was just read, or just learned."""
        kept = self._kept.get(key)
        if kept is not None and kept[2] is person and kept[1] == learned:
            return
        with self._lock:
            self._kept[key] = time.monotonic(), learned, person
            self._kept.move_to_end(key)
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
