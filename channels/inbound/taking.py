"""What both ways have in common: the mail takes effect, and a line in the log says what became of it."""

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from booking.answering import Outcome

if TYPE_CHECKING:
    from channels.bootstrap import Services

MAX_BYTES = 1_000_000
"""Octets of the largest mail that is taken."""


def take(services: "Services", raw: bytes, recipients: Sequence[str], way: str) -> Outcome:
    """Have a mail take effect, sent to these of our addresses, as far as that is known. It has when this returns.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database is away; the same mail can come again.
    """
    began = time.perf_counter()
    outcome = services.booking.receive(raw, recipients, authserv_id=services.settings.authserv_id or "")
    passed = round((time.perf_counter() - began) * 1000)
    services.log.info("mail_received", way=way, outcome=outcome, size=len(raw), ms=passed)
    return outcome


@contextmanager
def receiving(services: "Services") -> Iterator[None]:
    """Take mail in by the ways that are set up, in threads of this process, while the block runs."""
    with ExitStack() as stack:
        if services.settings.inbound_smtp:
            from channels.inbound.smtp import Listener

            stack.enter_context(Listener(services))
        if services.settings.imap_url:
            from channels.inbound.imap import Poller

            stack.enter_context(Poller(services))
        yield
