"""One message, one turn: take the conversation, understand, move it, answer, save. Two round trips to Redis."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from redis import RedisError
from sqlalchemy.exc import SQLAlchemyError

from booking.model import Clock
from booking.services import BookingService
from dialog import locales, texts
from dialog.acquaintances import Acquaintances
from dialog.catalogue import Catalogue, Host
from dialog.conversation import Conversation, dump, load, remember_change
from dialog.errors import TurnFailed
from dialog.handlers import handle_choice, handle_text, pick_number
from dialog.inquiries import speak
from dialog.mailbox import Mailbox, pack, unpack, useful
from dialog.messages import Capabilities, Incoming, Outgoing
from dialog.questions import how_to_start, repeat_question
from dialog.sessions import Limited, Repeated, Sessions, Span, Taken
from dialog.talk import Talk
from dialog.understanding import Reading, read

IDLE_HOURS = 12
LONGEST_TEXT = 10_000
MOST_CHOICES = 13
NUMBERED_CHOICES = 10
LONGEST_LINE = 200
POISONED_AFTER = 3

Inline = Callable[[Sequence[Outgoing]], bool]
"""Whether these replies go out in the HTTP response (else the worker delivers them)."""


@dataclass(frozen=True, slots=True)
class Turn:
    """How a message was answered. `key` is the conversation's, and names nobody. `replies` are to be given in the response;
    none where they wait in the mailbox.

    `queued`: a delivery job for the mailbox `key` has still to be enqueued. `repeated`: the message had been done before.
    `limited`: the person writes too fast; nothing was done with it. `before` and `after` are states of the machine.
    `reading` is what was read from its words, where it had any.
    """

    key: str
    replies: tuple[Outgoing, ...] = ()
    queued: bool = False
    repeated: bool = False
    limited: bool = False
    wait: int = 0
    before: str = ""
    after: str = ""
    milliseconds: float = 0.0
    reading: Reading | None = None


class Conversations:
    """All conversations, on whatever channel; shared by all threads."""

    def __init__(self, sessions: Sessions, mailbox: Mailbox, booking: BookingService, *, clock: Clock) -> None:
        self._sessions = sessions
        self._mailbox = mailbox
        self._booking = booking
        self._catalogue = Catalogue(booking)
        self._acquaintances = Acquaintances(booking)
        self._clock = clock

    def handle(self, incoming: Incoming, capabilities: Capabilities, inline: Inline) -> Turn:
        """Handle one message; its effect is durable when this returns.

        Raises `TurnFailed` when it could not be handled now: nothing was lost, and the same message may come again.
        `booking.errors.NotFound` when `incoming.provider` names nobody.
        """
        started = time.perf_counter()
        try:
            host = self._catalogue.read(incoming.provider)
            outcome = self._sessions.take(incoming, host.provider.id)
        except SQLAlchemyError as error:
            raise TurnFailed(f"database: {type(error).__name__}") from error
        except RedisError as error:
            raise TurnFailed(f"sessions: {type(error).__name__}") from error
        match outcome:
            case Repeated(key, replies):
                return Turn(key, replies, repeated=True, milliseconds=_since(started))
            case Limited():
                return self._slow_down(incoming, outcome, inline)
        return self._take_turn(incoming, capabilities, inline, outcome, host, started)

    def _take_turn(
        self,
        incoming: Incoming,
        capabilities: Capabilities,
        inline: Inline,
        taken: Taken,
        host: Host,
        started: float,
    ) -> Turn:
        try:
            conversation = load(taken.record)
            before = conversation.state
            talk = self._talk(conversation, incoming, capabilities, taken, host)
            fetched = taken.waiting if capabilities.pulls else ()
            replies = (*useful(fetched, talk.now.timestamp()), *_converse(talk, incoming))
            self._acquaintances.keep(taken.key, talk.person, conversation.learned)
            given = inline(replies) and not _behind(taken)
            queued = self._save(incoming, taken, dump(conversation), replies, _hold(talk), given=given, fetched=fetched)
        except (TurnFailed, RedisError, SQLAlchemyError) as error:
            self._give_back(taken)
            raise TurnFailed(f"turn: {type(error).__name__}") from error
        except Exception as error:
            if self._give_back(taken) < POISONED_AFTER:
                raise TurnFailed(f"turn: {type(error).__name__}") from error
            return self._apologise(incoming, inline, started)
        return Turn(
            taken.key,
            replies if given else (),
            queued=queued,
            before=before,
            after=conversation.state,
            milliseconds=_since(started),
            reading=talk.reading,
        )

    def _save(
        self,
        incoming: Incoming,
        taken: Taken,
        record: bytes,
        replies: tuple[Outgoing, ...],
        hold: Span | None = None,
        *,
        given: bool,
        fetched: Sequence[bytes] = (),
    ) -> bool:
        if given:
            return self._sessions.save(taken, record, answer=replies, fetched=fetched, hold=hold)
        job = self._mailbox.job(taken.key, taken.message.hex())
        return self._sessions.save(taken, record, parcels=pack(incoming, replies), job=job, hold=hold)

    def _give_back(self, taken: Taken) -> int:
        try:
            return self._sessions.give_back(taken)
        except RedisError:
            return 0  # the lease ends by itself

    def _apologise(self, incoming: Incoming, inline: Inline, started: float) -> Turn:
        """A message that fails every time would come back for ever: it is answered as such, and done."""
        outcome = self._sessions.take(incoming)
        if not isinstance(outcome, Taken):
            return Turn(outcome.key, repeated=True, milliseconds=_since(started))
        replies = (Outgoing(texts.told(locales.chosen(incoming.locale), texts.APOLOGY)),)
        record = outcome.record or dump(Conversation())
        given = inline(replies) and not _behind(outcome)
        queued = self._save(incoming, outcome, record, replies, given=given)
        shown = replies if given else ()
        return Turn(outcome.key, shown, queued=queued, before="failed", after="failed", milliseconds=_since(started))

    def _slow_down(self, incoming: Incoming, limited: Limited, inline: Inline) -> Turn:
        said = texts.told(locales.chosen(incoming.locale), texts.SLOW_DOWN, seconds=limited.wait)
        replies = (Outgoing(said),) if limited.first else ()
        if not replies or inline(replies):
            return Turn(limited.key, replies, limited=True, wait=limited.wait)
        queued = self._mailbox.post(limited.key, pack(incoming, replies))
        return Turn(limited.key, queued=queued, limited=True, wait=limited.wait)

    def _talk(
        self,
        conversation: Conversation,
        incoming: Incoming,
        capabilities: Capabilities,
        taken: Taken,
        host: Host,
    ) -> Talk:
        person = self._acquaintances.read(taken.key, incoming, conversation.learned)
        return Talk(
            conversation=conversation,
            booking=self._booking,
            incoming=incoming,
            provider=host.provider,
            types=host.types,
            person=person,
            now=self._clock(),
            limit=min(capabilities.max_choices or NUMBERED_CHOICES, MOST_CHOICES),
            numbered=not capabilities.max_choices,
            title_length=capabilities.title_length if capabilities.max_choices else LONGEST_LINE,
            idempotency_key=taken.message.hex(),
            held=taken.others_hold,
            locale=locales.chosen(conversation.locale, person.locale, incoming.locale),
        )


def _converse(talk: Talk, incoming: Incoming) -> tuple[Outgoing, ...]:
    conversation, now = talk.conversation, talk.now.timestamp()
    past = conversation.past
    if conversation.drafting and now - conversation.touched > IDLE_HOURS * 3600:
        talk.tell(texts.WELCOME_BACK)
    conversation.touched = int(now)
    _respond(talk, incoming)
    if conversation.past is past:
        remember_change(conversation)
    return tuple(talk.replies)


def _behind(taken: Taken) -> bool:
    """Whether answers wait to be delivered that the next may not overtake."""
    return any(not unpack(parcel).notice for parcel in taken.waiting)


def _hold(talk: Talk) -> Span | None:
    """The time that is shown for confirmation, buffers included."""
    start, kind = talk.conversation.draft.start, talk.type
    if talk.conversation.state != "confirming" or start is None or kind is None:
        return None
    begin = int(start.timestamp())
    return begin - kind.buffer_before * 60, begin + (kind.minutes + kind.buffer_after) * 60


def _respond(talk: Talk, incoming: Incoming) -> None:
    if incoming.choice:
        value = _offered(talk.conversation, incoming.choice)
        if value is not None:
            handle_choice(talk, value)
            return
        if _confirmed_before(talk.conversation, incoming.choice):
            talk.tell(texts.ALREADY_BOOKED)
            return
    text = incoming.text[:LONGEST_TEXT]
    if not text.strip() or (incoming.choice and texts.is_deed(text.strip(), talk.locale)):
        talk.tell(texts.STALE_CHOICE if incoming.choice else texts.TEXT_ONLY)
        repeat_question(talk)
        return
    if not talk.types:
        talk.tell(texts.NO_TYPES)
        return
    if pick_number(talk, text):
        return
    talk.reading = reading = read(text, talk.now, talk.some_zone, talk.locale)
    if reading.asked_language:
        speak(talk, reading.asked_language)
        if reading.moment or reading.emails or reading.minutes:
            handle_text(talk, reading, text)
        else:
            repeat_question(talk)
        return
    talk.answer_in(reading.language)
    handle_text(talk, reading, text)
    if not talk.replies:
        how_to_start(talk)


def _offered(conversation: Conversation, choice: str) -> list[object] | None:
    """The value behind a choice, while it is one of those shown last."""
    turn, _, place = choice.partition(".")
    if turn != f"{conversation.serial:x}" or not place.isascii() or not place.isdigit():
        return None
    return conversation.offered[int(place)] if int(place) < len(conversation.offered) else None


def _confirmed_before(conversation: Conversation, choice: str) -> bool:
    """Whether this is a second press on the confirmation that has just been booked."""
    just_booked = conversation.state == "idle" and conversation.appointment_id
    return bool(just_booked) and choice.startswith(f"{conversation.serial - 1:x}.")


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 3)
