"""The outbox is emptied: mails go to the mail server, notices into mailboxes. Rows are taken a few at a time, sent one by
one, and tried again when it was no use."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy.exc import OperationalError

from booking import outbox
from booking.errors import InvalidInput, MailDelayed, MailError, MailRefused, RecipientRefused
from booking.invitations import compose
from booking.model import Invitation
from booking.outbox import Taken
from booking.storage import writing
from channels import notices

if TYPE_CHECKING:
    from channels.bootstrap import Services

FIRST_RETRY = 0.5
"""Seconds, up to twice as many at random; doubled each time."""
LAST_RETRY = timedelta(hours=1)
MAIL_ATTEMPTS = 36
"""Claims of one mail before it is given up, about a day after the first."""
LEASE = outbox.LEASE_SECONDS
NOTE_SECONDS = 20.0
"""How long it is tried to note that a mail was sent: where that fails, it is sent again."""


class Held:
    """The rows that this process has taken and not sent yet. Their leases are extended as long as it lives: however slow the
    mail server is, nobody else takes them."""

    def __init__(self, services: Services, stopping: threading.Event) -> None:
        """Once it is `stopping`, what was taken and not begun is given back."""
        self._services = services
        self._rows: set[int] = set()
        self._lock = threading.Lock()
        self.stopping = stopping

    @contextmanager
    def holding(self, rows: Sequence[int]) -> Iterator[None]:
        """Hold these rows for the time of the block; `release` may be called earlier for each."""
        with self._lock:
            self._rows.update(rows)
        try:
            yield
        finally:
            self.release(rows)

    def release(self, rows: Sequence[int]) -> None:
        with self._lock:
            self._rows.difference_update(rows)

    def extend_until(self, ended: threading.Event) -> None:
        """Extend the leases of whatever is held, until it has `ended`."""
        while not ended.wait(LEASE / 4):
            with self._lock:
                rows = list(self._rows)
            try:
                if rows:
                    outbox.extend(self._services.engine, rows, self._services.clock(), LEASE)
            except Exception as error:  # noqa: BLE001 - there is time for another try before the leases end
                self._services.log.warning("leases_not_extended", error=type(error).__name__)


def send_rows(services: Services, held: Held, row_ids: Sequence[int]) -> None:
    """Send those of these rows of the outbox that can be sent now; what the pace does not allow is left to the sweep."""
    allowed = services.pace.take(len(row_ids))
    if not allowed:
        return
    taken = outbox.take(services.engine, row_ids[:allowed], services.clock(), LEASE)
    services.pace.give_back(allowed - sum(each.kind == "mail" for each in taken))
    with held.holding([each.id for each in taken]):
        for place, each in enumerate(taken):
            if held.stopping.is_set():
                rest = [one.id for one in taken[place:]]
                outbox.give_back(services.engine, rest, services.clock())
                services.pace.give_back(len(rest))
                return
            try:
                if each.kind == "mail":
                    _send(services, each)
                else:
                    notices.post(services, each)
            except Exception as error:  # noqa: BLE001 - the others go out all the same; its lease ends in a minute
                kind = type(error).__name__  # the message may hold an address
                services.log.error("mail_failed", mail=each.id, attempt=each.attempts, error=kind)  # noqa: TRY400
            held.release([each.id])


def _send(services: Services, taken: Taken) -> None:
    """Send one mail, and note what came of it."""
    log = services.log.bind(mail=taken.id, attempt=taken.attempts)
    if taken.attempts > MAIL_ATTEMPTS:  # it ended the worker each time
        _give_up(services, taken, None, "tried too often")
        return
    try:
        invitation = outbox.decode(taken.payload)
        message = compose(invitation, services.settings.sender)
    except (InvalidInput, ValueError, TypeError, KeyError) as error:
        _give_up(services, taken, None, f"cannot be composed ({type(error).__name__})")
        return
    log = log.bind(method=invitation.method, subject=invitation.subject)
    if invitation.subject == "reminder" and not _in_time(services, taken, invitation):
        log.info("reminder_dropped")
        services.queue.mail(outbox.drop(services.engine, taken.id, services.clock(), "of no use any more"))
        return
    try:
        refused = services.mailer.send(message, invitation.organizer, invitation.recipients)
    except MailDelayed as error:
        if taken.attempts >= MAIL_ATTEMPTS:
            _give_up(services, taken, None, str(error))
            return
        log.warning("mail_delayed", error=str(error))
        _try_later(services, taken, str(error))
    except MailRefused as error:
        theirs = isinstance(error, RecipientRefused) or len(invitation.recipients) == 1
        _give_up(services, taken, invitation if theirs else None, str(error))
    else:
        log.info("mail_sent", **({"refused": len(refused)} if refused else {}))
        _note_sent(services, taken, invitation, refused)


def _in_time(services: Services, taken: Taken, invitation: Invitation) -> bool:
    """Whether a reminder is of use: the meeting stands where it stood, and has not begun."""
    appointment = services.booking.appointment(taken.appointment_id)
    stands = appointment.status == "confirmed" and appointment.start == invitation.start
    return stands and services.clock() < appointment.start


def _note_sent(services: Services, taken: Taken, invitation: Invitation, refused: dict[str, MailError]) -> None:
    """Note that the server has the mail; for each recipient it did not take, what is to be done for them alone."""
    give_up = time.monotonic() + NOTE_SECONDS
    while True:
        try:
            if refused:
                rows = _note_some(services, taken, invitation, refused)
            else:
                rows = outbox.sent(services.engine, taken.id, services.clock())
            break
        except OperationalError as error:
            if time.monotonic() > give_up:
                raise
            services.log.warning("mail_not_noted", mail=taken.id, error=type(error.orig).__name__)
            time.sleep(0.5)
    services.queue.mail(rows)


def _note_some(services: Services, taken: Taken, invitation: Invitation, refused: dict[str, MailError]) -> list[int]:
    """The mail to all has reached some: those who are to get it later get it by a mail of their own."""
    everybody = {each.email: each for each in (invitation.reader, *invitation.others)}
    later = [everybody[email] for email, error in refused.items() if isinstance(error, MailDelayed)]
    domain = invitation.message_id.rpartition("@")[2]
    alone = [
        replace(
            invitation,
            message_id=f"<{uuid4()}@{domain}",
            reader=reader,
            others=tuple(each for each in everybody.values() if each is not reader),
            to_all=False,
        )
        for reader in later
    ]
    now = services.clock()
    with writing(services.engine) as connection:
        rows = outbox.write(connection, taken.appointment_id, alone, now)
        rows += outbox.note_sent(connection, taken.id, now, f"{len(refused)} of {len(everybody)} were refused")
    for email, error in refused.items():
        if isinstance(error, MailRefused):
            services.booking.undelivered(taken.appointment_id, email, str(error))
    return rows


def _give_up(services: Services, taken: Taken, refused: Invitation | None, error: str) -> None:
    """Try no more; with `refused`, because its recipients cannot be reached."""
    services.log.error("mail_given_up", mail=taken.id, attempt=taken.attempts, error=error)
    rows = outbox.failed(services.engine, taken.id, taken.attempts, services.clock(), error)
    services.queue.mail(rows)
    if refused is not None:
        for email in refused.recipients:
            services.booking.undelivered(taken.appointment_id, email, error)


def _try_later(services: Services, taken: Taken, error: str) -> None:
    """Note when the mail can be tried again, and have it tried then."""
    delay = backoff(taken.attempts)
    now = services.clock()
    outbox.failed(services.engine, taken.id, taken.attempts, now, error, retry_at=now + delay)
    services.queue.mail([taken.id], delay)


def backoff(attempts: int) -> timedelta:
    """How long to wait after so many attempts: half a second to one, doubled each time, an hour at most."""
    seconds = FIRST_RETRY * 2 ** min(attempts - 1, 20) * random.uniform(1, 2)  # noqa: S311 - no secret
    return min(timedelta(seconds=seconds), LAST_RETRY)
