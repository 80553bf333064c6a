"""What people do not want from us any more: invitations, or reminders. Each function works in a transaction under way.

Whose wish it is, `subject`, is a normalised address, or the id of a person.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, bindparam, delete, select, text

from booking.errors import InvalidInput
from booking.tables import wishes
from booking.translations import marked

Unwanted = Literal["invitations", "reminders"]

_KEEP = text(
    "INSERT INTO wishes (subject, unwanted, at) VALUES (:subject, :unwanted, :at) ON CONFLICT (subject, unwanted) DO NOTHING"
)
_FORGET = delete(wishes).where(wishes.c.subject == bindparam("whose"), wishes.c.unwanted == bindparam("what"))
_OF = select(wishes.c.unwanted).where(wishes.c.subject == bindparam("subject"))
_WHO = select(wishes.c.subject).where(
    wishes.c.subject.in_(bindparam("subjects", expanding=True)), wishes.c.unwanted == bindparam("unwanted")
)


def keep(connection: Connection, subject: str, unwanted: Unwanted, now: datetime) -> None:
    """Note that somebody does not want that any more; again: nothing more."""
    connection.execute(_KEEP, {"subject": subject, "unwanted": unwanted, "at": int(now.timestamp())})


def forget(connection: Connection, subject: str, unwanted: Unwanted) -> None:
    """Note that somebody wants that after all."""
    connection.execute(_FORGET, {"whose": subject, "what": unwanted})


def of(connection: Connection, subject: str) -> frozenset[str]:
    """What somebody does not want."""
    return frozenset(connection.scalars(_OF, {"subject": subject}))


def who(connection: Connection, subjects: Iterable[str], unwanted: Unwanted) -> frozenset[str]:
    """Those among these who do not want that."""
    asked = list(subjects)
    return frozenset(connection.scalars(_WHO, {"subjects": asked, "unwanted": unwanted})) if asked else frozenset()


def respect(connection: Connection, emails: Iterable[str]) -> None:
    """Raise InvalidInput, which names them, where one of these addresses does not want to be invited."""
    if unwilling := sorted(who(connection, emails, "invitations")):
        raise InvalidInput(
            marked("{addresses} asked not to be invited from here any more."), addresses=", ".join(unwilling)
        )
