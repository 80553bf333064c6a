"""What can go wrong at the edge.

ChannelError
├── SignatureInvalid   the request does not come from the network: 401
├── PayloadInvalid     signed, but not what the network sends: 400
├── Retryable          a send failed for now; `delay` seconds before the next try, None for the usual back-off
├── Permanent          a send will never succeed
│   └── OutsideWindow  the network takes nothing for somebody who has not written for so long
├── Misconfigured      a setting is missing, wrong or contradicts another; the message says which and how to mend it
└── CannotStart        something else that a process needs cannot be had; the message says what to do
"""


class ChannelError(Exception):
    """Base of the errors of this package; the message holds no secret and no person's text."""


class SignatureInvalid(ChannelError):
    """The request's signature is missing or wrong."""


class PayloadInvalid(ChannelError):
    """The body is not what the network sends."""


class Retryable(ChannelError):
    """The network did not take the message this time."""

    def __init__(self, message: str, delay: float | None = None) -> None:
        super().__init__(message)
        self.delay = delay


class Permanent(ChannelError):
    """The network will never take this message."""


class OutsideWindow(Permanent):
    """The person wrote too long ago for the network to take what they did not ask for."""


class Misconfigured(ChannelError):
    """A setting is missing, wrong or contradicts another."""


class CannotStart(ChannelError):
    """Something that a process needs to start cannot be had."""
