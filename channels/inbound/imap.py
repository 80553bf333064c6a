"""A mailbox that answers come back to, read over IMAP at intervals.

Mail for us is marked as read once it has taken effect; what else lies in the mailbox stays as it is. Each mail is looked at
once: how far we came is kept in Redis, and where that is lost, mail not read yet is looked at again, to no effect. Of any
number of workers one reads at a time.
"""

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Self

from imap_tools import (
    BaseMailBox,
    ImapToolsError,
    MailBox,
    MailBoxStartTls,
    MailBoxUnencrypted,
    MailMessageFlags,
)
from redis.exceptions import LockError, RedisError
from sqlalchemy.exc import SQLAlchemyError

from channels.inbound.taking import MAX_BYTES, take
from channels.inbound.urls import Mailbox, parse_url

if TYPE_CHECKING:
    from channels.bootstrap import Services

TIMEOUT = 30.0
"""Seconds that the server may take for one answer."""
LOCK_SECONDS = 120
NOT_FOR_US = frozenset({"not ours", "automatic", "unreadable"})


class Unreachable(Exception):
    """The mailbox cannot be read; the message says why, and holds no secret."""


@contextmanager
def opened(mailbox: Mailbox) -> Iterator[BaseMailBox]:
    """The mailbox with its folder, while the block runs.

    Raises:
        Unreachable: also for what goes wrong in the block with the server or the connection.
    """
    where = f"The IMAP server {mailbox.host}:{mailbox.port}"
    box: BaseMailBox | None = None
    try:
        box = _connected(mailbox)
        box.login_utf8(mailbox.user, mailbox.password, initial_folder=None)
    except (ImapToolsError, imaplib.IMAP4.error):
        _close(box)
        raise Unreachable(f"{where} did not take the user name and password, or offers no encryption.") from None
    except (OSError, UnicodeError) as error:
        _close(box)
        raise Unreachable(f"{where} cannot be reached ({_reason(error)}).") from None
    try:
        box.folder.set(mailbox.folder)
    except (ImapToolsError, imaplib.IMAP4.error):
        _close(box)
        raise Unreachable(f"{where} has no folder {mailbox.folder} to be read.") from None
    try:
        yield box
    except (ImapToolsError, imaplib.IMAP4.error, OSError) as error:
        raise Unreachable(f"{where} broke off ({_reason(error)}).") from None
    finally:
        _close(box)


def check(url: str) -> None:
    """Sign in, look at the folder and leave again; raises Unreachable."""
    with opened(parse_url(url)):
        pass


class Poller:
    """Reads the mailbox of the settings at intervals while the block runs."""

    def __init__(self, services: "Services") -> None:
        self._services = services
        self._mailbox = parse_url(services.settings.imap_url or "")
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="inbound-imap", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._thread.join(2)  # a slow server is not waited for: what is not marked as read is looked at again

    def poll(self) -> int:
        """Look at all new mail now, unless another worker does; how much took effect.

        Raises:
            Unreachable: of the server.
            SQLAlchemyError: the database is away; the mail is looked at again.
            RedisError: Redis is.
        """
        lock = self._services.redis.lock(f"imap:{self._mailbox.key}:lock", timeout=LOCK_SECONDS)
        if not lock.acquire(blocking=False):
            return 0
        taken = 0
        try:
            with opened(self._mailbox) as box:
                seen = self._seen(box)
                for uid in self._new(box, seen):
                    if self._stopping.is_set():
                        break
                    lock.reacquire()
                    taken += self._look(box, uid)
                    self._services.redis.set(seen, uid)
        finally:
            with suppress(LockError):  # it took so long that another has it
                lock.release()
        return taken

    def _run(self) -> None:
        seconds = self._services.settings.imap_poll_seconds
        failing = False
        turn = f"imap:{self._mailbox.key}:turn"
        while not self._stopping.wait(min(1.0, seconds / 2)):
            try:
                if not self._services.redis.set(turn, 1, nx=True, px=seconds * 1000):
                    continue
                self.poll()
                failing = False
            except Unreachable as error:
                if not failing:
                    self._services.log.warning("imap_unreachable", error=str(error))
                failing = True
            except Exception as error:  # noqa: BLE001 - whatever it is, the next look is still due
                self._services.log.warning("imap_failed", error=type(error).__name__)

    def _seen(self, box: BaseMailBox) -> str:
        """The key of the last mail looked at; a new one when the server counts anew (RFC 9051 section 2.3.1.1)."""
        _, validity = box.client.response("UIDVALIDITY")
        epoch = validity[0].decode() if validity and validity[0] else ""
        return f"imap:{self._mailbox.key}:{epoch}"

    def _new(self, box: BaseMailBox, seen: str) -> list[int]:
        """The mails after those looked at so far."""
        known = self._services.redis.get(seen)
        after = int(known) if known else 0
        found = [int(uid) for uid in box.uids(f"UID {after + 1}:*" if known else "UNSEEN")]
        return sorted(uid for uid in found if uid > after)  # "n:*" always holds the last one

    def _look(self, box: BaseMailBox, uid: int) -> bool:
        """Deal with one mail; whether it was for us. One that we fail at does not keep the others waiting."""
        try:
            raw = _raw(box, uid)
            outcome = take(self._services, raw, (), "imap") if raw else "unreadable"
        except (SQLAlchemyError, RedisError, OSError, imaplib.IMAP4.error, ImapToolsError):
            raise
        except Exception as error:  # noqa: BLE001 - a mail that nobody foresaw
            self._services.log.error("mail_failed", way="imap", error=type(error).__name__)  # noqa: TRY400 - it may quote
            outcome = "unreadable"
        ours = outcome not in NOT_FOR_US
        if ours:
            box.flag(str(uid), MailMessageFlags.SEEN, value=True)
        return ours


def _raw(box: BaseMailBox, uid: int) -> bytes:
    """The bytes of a mail; none where it is too large or gone."""
    _, sizes = box.client.uid("FETCH", str(uid), "(RFC822.SIZE)")
    size = str(sizes[0]).upper().partition("RFC822.SIZE ")[2] if sizes else ""
    digits = size[: len(size) - len(size.lstrip("0123456789"))]
    if digits and int(digits) > MAX_BYTES:
        return b""
    _, parts = box.client.uid("FETCH", str(uid), "(BODY.PEEK[])")
    return next((part[1] for part in parts if isinstance(part, tuple)), b"")


def _connected(mailbox: Mailbox) -> BaseMailBox:
    where = (mailbox.host, mailbox.port, TIMEOUT)
    if mailbox.tls == "implicit":
        return MailBox(*where, ssl_context=ssl.create_default_context())
    if mailbox.tls == "starttls":
        return MailBoxStartTls(*where, ssl_context=ssl.create_default_context())
    return MailBoxUnencrypted(*where)


def _close(box: BaseMailBox | None) -> None:
    if box is not None:
        with suppress(ImapToolsError, imaplib.IMAP4.error, OSError):
            box.logout()


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted here: {error.verify_message}"
    return getattr(error, "strerror", None) or "no answer in time"
