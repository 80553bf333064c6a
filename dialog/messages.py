"""What passes between a channel and the conversation: plain facts, no network's own objects."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message of one person, as a channel understood it.

    `text` is what they wrote ("" when it was nothing that can be read: a picture, a sticker); `choice` is the id of the
    `Choice` they pressed. `account` is which of our own accounts they wrote to (a page, a number), `sender` who wrote:
    opaque text, unique within (channel, account). `message_id` is the network's own, the same when it delivers again.
    `reply_to` is where the answer goes when that is not `sender`. `timezone` is an IANA name, `locale` like "en_US":
    both only where the network knows them. `provider` is the public id of the host who answers here; None: the oldest.
    `origin` is where somebody comes from whom anybody can become, such as a network address; None on networks with accounts.
    """

    channel: str
    account: str
    sender: str
    message_id: str
    text: str
    received_at: datetime
    choice: str | None = None
    reply_to: str | None = None
    name: str | None = None
    locale: str | None = None
    timezone: str | None = None
    provider: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that a person may press. `id` is opaque and at most 50 bytes; `title` is what they see."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to a person: a text, and the choices under it.

    `id` names a notice that may reach its reader twice, with the answer to a message and by itself; "" for an answer.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can show.

    `text_length`: characters in one message. `max_choices`: choices that can be pressed under one message, 0 where
    there are no buttons (then they become a numbered list). `title_length`: characters of a choice's title. `pulls`:
    nothing can be sent there; what waits in the mailbox is given with the next answer.
    """

    text_length: int
    max_choices: int
    title_length: int
    pulls: bool = False
