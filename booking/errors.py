"""What can go wrong in booking.

BookingError
├── NotFound          no such provider, type or appointment
│   └── Gone          it was there once
├── InvalidInput      a value that cannot be (an address without a domain, an unknown zone): the message says which
├── Refusal           a slot that cannot be had: `reason` says why, `alternatives` are the nearest that can
├── TooManyAttendees  more people than the type takes
├── TooManyInvitations  more invitations than somebody may cause, or get
└── MailError         a mail was not taken
    ├── MailDelayed   try again later
    └── MailRefused   will never be taken
        └── RecipientRefused   nor will any other mail to this address
"""

from collections.abc import Callable
from typing import Literal

from booking.model import Slot
from booking.translations import marked

Reason = Literal["past", "outside_hours", "taken", "too_soon", "too_far", "limit", "full", "cancelled"]


class BookingError(Exception):
    """Base of all errors of this package; the message is a sentence that a person can read: `sentence`, in English, with
    the `values` of its gaps."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence.format(**values) if values else sentence)
        self.sentence = sentence
        self.values = values

    def told(self, gettext: Callable[[str], str]) -> str:
        """The message in another language."""
        sentence = gettext(self.sentence)
        return sentence.format(**self.values) if self.values else sentence


class NotFound(BookingError):
    """There is no such provider, appointment type or appointment."""


class Gone(NotFound):
    """It was there once, and will not come back."""


class InvalidInput(BookingError):
    """A value cannot be used; nothing was changed."""


class Refusal(BookingError):
    """The slot cannot be booked; nothing was changed."""

    def __init__(self, reason: Reason, message: str, alternatives: tuple[Slot, ...] = ()) -> None:
        super().__init__(message)
        self.reason = reason
        self.alternatives = alternatives


class TooManyAttendees(BookingError):
    """More attendees than the appointment type takes; nothing was changed."""

    def __init__(self, capacity: int, wanted: int) -> None:
        super().__init__(
            marked("This meeting takes at most {capacity} attendees; {wanted} were named."),
            capacity=capacity,
            wanted=wanted,
        )
        self.capacity = capacity
        self.wanted = wanted


class TooManyInvitations(BookingError):
    """More invitations than one person may cause, or one address may get; nothing was changed. It can be tried again after
    `retry_after` seconds."""

    def __init__(self, sentence: str, retry_after: int, **values: object) -> None:
        super().__init__(sentence, **values)
        self.retry_after = retry_after


class MailError(BookingError):
    """A mail server did not take a mail."""


class MailDelayed(MailError):
    """The mail was not taken this time; it may be later."""


class MailRefused(MailError):
    """The mail will never be taken."""


class RecipientRefused(MailRefused):
    """Mail to this address will never be taken."""
