"""What can be read from a mail that came back. Instants are aware and in UTC; addresses are in small letters."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Method = Literal["REPLY", "COUNTER", "REFRESH"]
"""What an attendee may send (RFC 5546 sections 3.2.3, 3.2.7 and 3.2.6)."""

Kind = Literal["answer", "words", "bounce", "automatic", "nothing"]
"""An iTIP object, a person's own words, a delivery status notification, a mail that no person wrote, nothing of use."""


@dataclass(frozen=True, slots=True)
class Answerer:
    """One ATTENDEE line: the address, its PARTSTAT in capitals ("" where none stands), and DELEGATED-TO."""

    email: str
    status: str = ""
    delegated_to: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One VEVENT. `sequence` and `stamped_at` (DTSTAMP) are None where they are missing; `instance` is RECURRENCE-ID.

    `start` and `end` are those that a COUNTER proposes, None where they cannot be told for sure.
    """

    method: Method
    uid: str
    attendees: tuple[Answerer, ...]
    sequence: int | None = None
    stamped_at: datetime | None = None
    comment: str = ""
    instance: datetime | None = None
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a delivery status notification says (RFC 3464): whose mail came back, why, and whether for good."""

    recipient: str
    reason: str
    final: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """One mail. `addresses` are those it was sent to, the surest first; `sender` and `reply_to` are From and Reply-To.

    `words` is what the sender wrote, without what is quoted; `results` are its Authentication-Results, of any origin.
    `reason` tells why there is nothing in it.
    """

    kind: Kind
    message_id: str = ""
    addresses: tuple[str, ...] = ()
    sender: str = ""
    reply_to: str = ""
    answers: tuple[Answer, ...] = ()
    words: str = ""
    bounce: Bounce | None = None
    results: tuple[str, ...] = ()
    reason: str = ""
