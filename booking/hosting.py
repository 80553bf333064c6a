"""The half of the service that is about hosts, their types, hours and keys, and about the people who write to us."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine

from booking import diary, feeds, hosts, keys, people, reminders
from booking.autocommit import Autocommit
from booking.busy import keeping
from booking.feeds import Feed, Published, Shows
from booking.hosts import NewProvider, NewType
from booking.invitations import default_replies
from booking.model import (
    NO_LIMITS,
    ApiKey,
    AppointmentType,
    Clock,
    InviteLimits,
    Override,
    Person,
    Provider,
    Reach,
    TimeOff,
)
from booking.storage import writing


class Hosting:
    """What `booking.services.BookingService` can do besides booking."""

    def __init__(
        self,
        engine: Engine,
        *,
        clock: Clock,
        mail_from: str,
        announce: Callable[[Sequence[int]], None],
        replies: str = "",
        url: str = "http://localhost:8000",
        limits: InviteLimits = NO_LIMITS,
    ) -> None:
        self._engine = engine
        self._alone = Autocommit(engine)
        self.clock = clock
        self._reach = Reach(mail_from, replies or default_replies(mail_from), url)
        self._announce = announce
        self._limits = limits

    def add_provider(self, new: NewProvider) -> Provider:
        """Make a provider. Raises InvalidInput."""
        with writing(self._engine) as connection:
            return hosts.add_provider(connection, new, self.clock())

    def edit_provider(self, provider_id: str, **changes: Any) -> Provider:
        """Change fields of `NewProvider`, only those given. Raises NotFound, InvalidInput."""
        with writing(self._engine) as connection:
            edited = hosts.edit_provider(connection, provider_id, changes)
            if {"timezone", "email", "horizon", "horizon_days"} & set(changes):
                keeping.reread(connection, edited.id, self.clock())
            return edited

    def providers(self) -> tuple[Provider, ...]:
        """All providers, the oldest first."""
        with self._engine.connect() as connection:
            return hosts.read_providers(connection)

    def provider(self, provider_id: str | None) -> Provider:
        """The provider of that id; None: the oldest. Raises NotFound."""
        with self._engine.connect() as connection:
            return hosts.read_provider(connection, provider_id)

    def add_type(self, provider_id: str, new: NewType) -> AppointmentType:
        """Make an appointment type of a provider. Raises NotFound, InvalidInput."""
        with writing(self._engine) as connection:
            return hosts.add_type(connection, provider_id, new)

    def edit_type(self, type_id: str, **changes: Any) -> AppointmentType:
        """Change fields of `NewType`, only those given; what is booked keeps its length, but not its reminders.

        Raises NotFound, InvalidInput.
        """
        with writing(self._engine) as connection:
            edited = hosts.edit_type(connection, type_id, changes)
            if "reminders" in changes:
                reminders.plan_anew(connection, edited, self.clock())
            return edited

    def types(self, provider_id: str) -> tuple[AppointmentType, ...]:
        """A provider's appointment types in the order they were made."""
        with self._engine.connect() as connection:
            return hosts.read_types(connection, provider_id)

    def appointment_type(self, type_id: str) -> AppointmentType:
        """The type of that id. Raises NotFound."""
        with self._engine.connect() as connection:
            return hosts.read_type(connection, type_id)

    def overrides(self, provider_id: str) -> tuple[Override, ...]:
        """The days on which a provider has other hours than the week says, by day."""
        with self._engine.connect() as connection:
            return diary.read_overrides(connection, provider_id)

    def set_override(self, provider_id: str, day: date, hours: str) -> Override:
        """Give a day hours of its own, like "09:00-12:00,13:00-15:00", or "" for a day off. What is booked stands.

        Raises NotFound, InvalidInput.
        """
        with writing(self._engine) as connection:
            return diary.set_override(connection, provider_id, day, hours)

    def clear_override(self, provider_id: str, day: date) -> None:
        """Let the hours of the week hold again on a day; when they do, nothing changes."""
        with writing(self._engine) as connection:
            diary.clear_override(connection, provider_id, day)

    def time_off(self, provider_id: str) -> tuple[TimeOff, ...]:
        """When a provider is away, by start."""
        with self._engine.connect() as connection:
            return diary.read_time_off(connection, provider_id)

    def add_time_off(self, provider_id: str, start: datetime, end: datetime, note: str = "") -> TimeOff:
        """Let nothing more be booked between two instants. What is booked stands. Raises NotFound, InvalidInput."""
        with writing(self._engine) as connection:
            return diary.add_time_off(connection, provider_id, start, end, note)

    def remove_time_off(self, time_off_id: str) -> None:
        """Let that time be booked again. Raises NotFound."""
        with writing(self._engine) as connection:
            diary.remove_time_off(connection, time_off_id)

    def keys(self, provider_id: str) -> tuple[ApiKey, ...]:
        """A provider's API keys, the oldest first, revoked ones among them; `booking.keys.new_key` makes one."""
        with self._engine.connect() as connection:
            return keys.read_keys(connection, provider_id)

    def revoke_key(self, key_id: str) -> ApiKey:
        """Let a key open nothing any more. Raises NotFound."""
        with writing(self._engine) as connection:
            return keys.revoke(connection, key_id, self.clock())

    def add_feed(self, provider_id: str, shows: Shows) -> tuple[Feed, str]:
        """A new calendar feed of a provider, and its address, to be had only now. Raises NotFound."""
        with writing(self._engine) as connection:
            made, secret = feeds.add(connection, provider_id, shows, self.clock())
        return made, f"{self._reach.url}/feeds/{secret}.ics"

    def feeds(self, provider_id: str) -> tuple[Feed, ...]:
        """A provider's calendar feeds, the oldest first, revoked ones among them."""
        with self._engine.connect() as connection:
            return feeds.of_provider(connection, provider_id)

    def revoke_feed(self, feed_id: str) -> Feed:
        """Let the address of a feed lead nowhere any more. Raises NotFound."""
        with writing(self._engine) as connection:
            return feeds.revoke(connection, feed_id, self.clock())

    def published(self, secret: str, *, freebusy: bool = False) -> Published:
        """What stands now under a feed's address. Raises NotFound."""
        with self._engine.connect() as connection:
            return feeds.publish(connection, secret, self.clock(), freebusy=freebusy)

    def person(self, channel: str, account: str, sender: str) -> Person:
        """Who writes, and what is known of them; writes nothing."""
        return people.read(self._alone, channel, account, sender)

    def remember(
        self,
        channel: str,
        account: str,
        sender: str,
        *,
        timezone: str | None = None,
        locale: str | None = None,
        email: str | None = None,
        name: str | None = None,
        address: str | None = None,
    ) -> Person:
        """Keep what is given of a person, leave the rest as it was. Raises InvalidInput."""
        known = people.Known(timezone, locale, email, name, address)
        return people.remember(self._alone, channel, account, sender, known)
