"""One turn's working set: the conversation, who writes, who is booked, and the replies so far."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from booking.errors import BookingError, InvalidInput
from booking.model import Actor, Appointment, AppointmentType, Invitee, Person, Provider
from booking.services import BookingService
from booking.translations import translations
from dialog import locales, texts
from dialog.conversation import Conversation
from dialog.messages import Choice, Incoming, Outgoing
from dialog.sessions import Span
from dialog.understanding import Reading
from dialog.zones import is_zone

Offer = tuple[str, list[Any]]
"""A choice to be shown: its title, and the value behind it (a kind and what it stands for)."""


@dataclass(slots=True)
class Talk:
    """What a turn works on. `limit` is how many choices one message can show, `title_length` how many characters
    their titles; `now` is the instant of the turn (UTC); `numbered` whether choices are shown with their numbers; `held`
    the times that others are about to confirm, `reading` what was read from the message."""

    conversation: Conversation
    booking: BookingService
    incoming: Incoming
    provider: Provider
    types: tuple[AppointmentType, ...]
    person: Person
    now: datetime
    limit: int
    title_length: int
    idempotency_key: str
    numbered: bool = False
    held: tuple[Span, ...] = ()
    locale: str = "en_US"
    reading: Reading | None = None
    replies: list[Outgoing] = field(default_factory=list)

    @property
    def zone(self) -> str | None:
        """The person's zone: the one they told, else the one their network knows."""
        if self.person.timezone:
            return self.person.timezone
        known = self.incoming.timezone
        return known if known and is_zone(known) else None

    @property
    def some_zone(self) -> str:
        """The person's zone, or for want of it the host's."""
        return self.zone or self.provider.timezone

    @property
    def today(self) -> date:
        """Today, where the person is."""
        return self.now.astimezone(ZoneInfo(self.some_zone)).date()

    @property
    def type(self) -> AppointmentType | None:
        """The type chosen, while the host still has it."""
        return next((kind for kind in self.types if kind.id == self.conversation.draft.type_id), None)

    @property
    def actor(self) -> Actor:
        """Who does what is done in this turn, for the appointment's history."""
        return Actor(self.person.id, self.incoming.channel, self.incoming.origin or "")

    @property
    def meetings(self) -> tuple[Appointment, ...]:
        """The person's meetings ahead, by start, as `own` has them."""
        return tuple(map(self.own, self.booking.upcoming(self.person.id)))

    def own(self, appointment: Appointment) -> Appointment:
        """An appointment with those attendees alone whom the person may know of: of a shared type, those they brought."""
        if appointment.booked_by == self.person.id and not appointment.type.shared:
            return appointment
        return replace(appointment, attendees=self.booking.seats_of(appointment.id, self.person.id))

    def check(self, kind: AppointmentType, start: datetime) -> None:
        """Raise `Refusal` where a start cannot be had by this person now."""
        self.booking.check(self.provider, kind, start, held=self.held, without=self.conversation.draft.moving)

    def can_have(self, kind: AppointmentType, start: datetime) -> bool:
        """Whether `check` would let it pass."""
        moving = self.conversation.draft.moving
        return self.booking.why_not(self.provider, kind, start, held=self.held, without=moving) is None

    @property
    def invitees(self) -> tuple[Invitee, ...]:
        """The people of the draft."""
        return tuple(Invitee(email, name) for email, name in self.conversation.draft.attendees.items())

    def told(self, text: str, **values: object) -> str:
        """One of the `texts` in the person's language, its gaps filled with `values`."""
        return texts.told(self.locale, text, **values)

    def offer(self, title: str, *value: Any) -> Offer:
        """A choice whose title is one of the `texts`."""
        return texts.told(self.locale, title), list(value)

    def tell(self, text: str, offers: Sequence[Offer] = (), **values: object) -> None:
        """Say one of the `texts`, its gaps filled with `values`."""
        self.say(self.told(text, **values), offers)

    def explained(self, error: BookingError) -> str:
        """What went wrong, in the person's language."""
        return error.told(translations(self.locale).gettext)

    def say(self, text: str, offers: Sequence[Offer] = ()) -> None:
        """Add a reply; its choices replace those offered before."""
        if not offers:
            self.replies.append(Outgoing(text))
            return
        self.conversation.offered = [value for _title, value in offers]
        self.conversation.serial += 1
        serial = f"{self.conversation.serial:x}"
        self.replies.append(
            Outgoing(text, tuple(Choice(f"{serial}.{place}", title) for place, (title, _value) in enumerate(offers)))
        )

    def say_list(self, text: str, entries: Sequence[tuple[str, str, list[Any]]]) -> None:
        """Offer entries (a short title, all there is to say, and the value); the long form stands in the text where it is
        too long for a choice."""
        entries = entries[: self.limit]
        if all(len(line) <= self.title_length for _title, line, _value in entries):
            self.say(text, [(line, value) for _title, line, value in entries])
        else:
            lines = [f"• {line}" for _title, line, _value in entries]
            self.say("\n".join([text, *lines]), [(title, value) for title, _line, value in entries])

    def answer_in(self, locale: str) -> None:
        """Go on in the language of this locale, as it is written where the person is at home, if that is known."""
        if locales.same_language(locale, self.locale):
            return
        known = (self.person.locale, self.incoming.locale)
        spoken = locales.chosen(*(one for one in known if one and locales.same_language(one, locale)), locale)
        self.locale = self.conversation.locale = spoken

    def get_to_know(self) -> None:
        """Remember who is about to book: where they are written to, how, and what they are called."""
        incoming, person = self.incoming, self.person
        address, name = incoming.reply_to or incoming.sender, incoming.name or person.name
        if (address, name, self.locale) != (person.address, person.name, person.locale):
            with suppress(InvalidInput):  # what cannot be kept cannot be written to either
                self.learn(name=name, locale=self.locale, address=address)

    def learn(self, **known: str | None) -> None:
        """Remember something of the person for good; `known` as `BookingService.remember` takes it."""
        incoming = self.incoming
        self.person = self.booking.remember(incoming.channel, incoming.account, incoming.sender, **known)
        self.conversation.learned += 1
