"""The contract between Convoke and one chat network. How to add one: the README's "Adding a channel"."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from channels.errors import OutsideWindow
from channels.render import fit
from dialog.messages import Capabilities, Incoming, Outgoing


@dataclass(frozen=True, slots=True)
class Request:
    """A webhook call as it arrived. `url` is the public one, with its query string; header names are lower case."""

    method: str
    url: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What the webhook call is answered with."""

    status: int = 200
    body: str = ""
    content_type: str = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where a reply goes: `account` is ours, `address` theirs."""

    account: str
    address: str


class Channel(ABC):
    """One chat network. Subclasses hold secrets and plain settings; they keep no state between calls."""

    name: ClassVar[str]
    capabilities: Capabilities
    window: ClassVar[timedelta | None] = None
    """How long after a person's last message the network takes anything for them; None: for ever."""

    @abstractmethod
    def verify(self, request: Request) -> None:
        """Raise `SignatureInvalid` unless the network itself sent this request. There is no way around it."""

    def handshake(self, request: Request) -> Answer | None:
        """The answer to a network's question whether this URL is ours; None when the request is none.

        Called for GET (unsigned, before `verify`) and for POST (after it).
        """
        del request
        return None

    @abstractmethod
    def parse(self, request: Request) -> list[Incoming]:
        """All messages in a verified request; what needs no answer (echoes, receipts, unknown events) gives none.

        Raises `PayloadInvalid` when the body is not what the network sends.
        """

    def answer(self, replies: Sequence[Outgoing]) -> Answer | None:
        """The replies as the HTTP answer, where the network takes them there; None: the worker sends them."""
        del replies
        return None

    def acknowledgement(self) -> Answer:
        """The answer when the replies go another way, or there are none."""
        return Answer()

    def fitted(self, reply: Outgoing) -> list[Outgoing]:
        """The reply as the network takes it, with a call for each piece; a piece is itself fitted."""
        return fit(reply, self.capabilities)

    @abstractmethod
    def send(self, recipient: Recipient, reply: Outgoing) -> None:
        """Send one reply. Raises `Retryable` or `Permanent`; runs in the worker only, which gives long replies to it in
        the pieces of `fitted`, so that none is sent twice when another fails."""

    def notify(self, recipient: Recipient, text: str) -> None:
        """Send a notice to somebody who wrote longer ago than `window`, in the way that the network has for that.

        Raises `Retryable` or `Permanent`, `OutsideWindow` where there is no such way; runs in the worker only.
        """
        del recipient, text
        raise OutsideWindow(f"the person wrote longer ago than {self.name} allows")

    def profile(self, recipient: Recipient) -> str | None:
        """The name under which the network knows this person, None where it tells none; runs in the worker only."""
        del recipient
        return None
