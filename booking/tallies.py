"""How many invitations were caused, in windows of the clock: what keeps anybody from using us to flood a mailbox.

Counted in the transaction that writes the invitations, so no number of processes together passes a limit by one. What is
refused is rolled back with it, and is not counted. Addresses and people are kept as digests alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, bindparam, delete, select, text

from booking.errors import TooManyInvitations
from booking.model import Actor, InviteLimits, Limit
from booking.storage import instant, seconds
from booking.tables import providers, tallies
from booking.translations import marked

DAY = 24 * 3600

_HOSTS = select(providers.c.email).where(providers.c.email.in_(bindparam("emails", expanding=True)))
_OVER = (
    select(tallies.c.subject, tallies.c.window_start)
    .where(tallies.c.window_start < bindparam("before"))
    .order_by(tallies.c.window_start)
)


@dataclass(frozen=True, slots=True)
class _Use:
    """So many invitations more for one subject."""

    subject: str
    limit: Limit
    more: int
    email: str = ""


def count(
    connection: Connection, now: datetime, limits: InviteLimits, actor: Actor, provider_id: str, emails: Sequence[str]
) -> None:
    """Count one invitation to each of these guests of a provider, caused by `actor`: for their name, and for where they come
    from, as far as these are known.

    Raises:
        TooManyInvitations: that would pass a limit; the transaction has to be rolled back.
    """
    if not emails:
        return
    uses = [_Use(_subject("recipient", each), limits.recipient, 1, each) for each in emails]
    for sender in filter(None, (actor.name, actor.origin)):
        uses.append(_Use(_subject("person", sender), limits.person, len(emails)))
        uses.append(_Use(_subject("conversation", sender, provider_id), limits.conversation, len(emails)))
    passed = _passed(connection, now, uses)
    if not passed:
        return
    wait = max(each.limit.seconds - seconds(now) % each.limit.seconds for each in passed)
    addresses = ", ".join(each.email for each in passed if each.email)
    if any(not each.email for each in passed):
        raise TooManyInvitations(
            marked("That would be more invitations than one person may send for now. Please try again later."), wait
        )
    raise TooManyInvitations(
        marked("{addresses} cannot be invited now: too many invitations went there lately. Please try again later."),
        wait,
        addresses=addresses,
    )


def letter(connection: Connection, now: datetime, limits: InviteLimits, email: str) -> bool:
    """Count one mail that somebody we do not know made us write to this address; whether it may be written."""
    return not _passed(connection, now, [_Use(_subject("recipient", email), limits.recipient, 1, email)])


def prune(connection: Connection, now: datetime, most: int) -> int:
    """Forget up to so many counts of windows that are over; how many there were."""
    old = connection.execute(_OVER.limit(most), {"before": instant(seconds(now) // DAY * DAY)}).all()
    for subject, window in old:
        connection.execute(delete(tallies).where(tallies.c.subject == subject, tallies.c.window_start == window))
    return len(old)


def _passed(connection: Connection, now: datetime, uses: Iterable[_Use]) -> list[_Use]:
    """Count these; those whose limit is passed now. To hosts as much is written as has to be."""
    counted = {each.subject: each for each in uses if each.limit.count}
    if not counted:
        return []
    # Always in the same order: of two transactions that count the same, one waits for the other, never both.
    ordered = sorted(counted.values(), key=lambda each: each.subject)
    values: dict[str, str | int] = {}
    for place, each in enumerate(ordered):
        window = seconds(now) // each.limit.seconds * each.limit.seconds
        values |= {f"s{place}": each.subject, f"w{place}": window, f"n{place}": each.more}
    rows = ", ".join(f"(:s{place}, :w{place}, :n{place})" for place in range(len(ordered)))
    statement = text(
        f"INSERT INTO tallies (subject, window_start, count) VALUES {rows}"  # noqa: S608 - names of parameters
        " ON CONFLICT (subject, window_start) DO UPDATE SET count = tallies.count + excluded.count"
        " RETURNING subject, count"
    )
    found = connection.execute(statement, values).all()
    passed = [counted[subject] for subject, total in found if total > counted[subject].limit.count]
    emails = [each.email for each in passed if each.email]
    hosts = set(connection.scalars(_HOSTS, {"emails": emails})) if emails else set()
    return [each for each in passed if each.email not in hosts]


def _subject(what: str, *whose: str) -> str:
    digest = sha256("\n".join(whose).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{what}:{digest}"
