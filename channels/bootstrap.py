"""The composition root: settings in, services out. Only here are the concrete parts chosen; nothing connects at import."""

import hmac
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from redis import Redis
from redis.backoff import ExponentialWithJitterBackoff
from redis.retry import Retry
from sqlalchemy import Engine

from booking.mail import FolderMailer, Mailer, SmtpMailer
from booking.model import NO_LIMIT, Clock, InviteLimits
from booking.services import BookingService
from booking.storage import open_engine
from channels import registry
from channels.base import Channel
from channels.clock import utc_now
from channels.delivery import Queue, open_broker
from channels.embedded import EmbeddedRedis, attach
from channels.errors import Misconfigured
from channels.pace import Pace
from channels.settings import Settings, database_url
from dialog.mailbox import Mailbox
from dialog.sessions import Sessions
from dialog.turn import Conversations

KEY_IN_USE = "secret-key-in-use"
VOUCHED_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Services:
    """All parts of a running Convoke, shared by the threads of one process."""

    settings: Settings
    data: Path
    clock: Clock
    log: Any
    redis: Redis
    engine: Engine
    booking: BookingService
    sessions: Sessions
    conversations: Conversations
    mailbox: Mailbox
    channels: Mapping[str, Channel]
    mailer: Mailer
    queue: Queue
    pace: Pace
    embedded: EmbeddedRedis | None

    def deliver(self, key: str) -> None:
        """Have the replies in this conversation's mailbox delivered; never fails."""
        self.queue.replies(key)

    def reach(self) -> None:
        """See that Redis and the database are there, for a process that is of no use without; raises their errors."""
        self.redis.ping()
        self.engine.connect().close()

    def vouch(self) -> None:
        """Have others know for some seconds which secret key is in use: what one has signed the others have to read."""
        self.redis.set(KEY_IN_USE, self._fingerprint(), ex=VOUCHED_SECONDS)

    def agreed(self) -> bool:
        """Whether nobody at work on this Redis has another secret key."""
        return self.redis.get(KEY_IN_USE) in (None, self._fingerprint())

    def agree(self) -> None:
        """Raise `Misconfigured` where somebody has."""
        if not self.agreed():
            raise Misconfigured("Others work on this Redis with another SECRET_KEY: give all of them the same.")

    def _fingerprint(self) -> bytes:
        secret = (self.settings.secret_key or "").encode()
        return hmac.digest(secret, KEY_IN_USE.encode(), "sha256").hex()[:16].encode()

    def close(self) -> None:
        """Let go of every connection, and end the embedded Redis if this process keeps it."""
        self.redis.close()
        self.engine.dispose()
        if self.embedded:
            self.embedded.close()


def build(settings: Settings, data: Path, *, clock: Clock = utc_now) -> Services:
    """The services of these settings (as `settings.load` gives them) over the data folder `data`.

    Without REDIS_URL the folder's embedded Redis is joined, or started if nobody keeps it. Raises `Misconfigured` and
    `CannotStart`.
    """
    if settings.secret_key is None:
        raise ValueError("the settings were not loaded with a secret key")
    channels = registry.build(settings, clock)
    embedded = None if settings.redis_url else attach(data, this_command())
    redis = connect(settings.redis_url or (embedded.url if embedded else ""))
    queue = Queue(open_broker(redis, worker=False))
    engine = open_engine(database_url(settings, data))
    booking = BookingService(
        engine,
        clock=clock,
        mail_from=settings.sender,
        announce=queue.mail,
        replies=settings.reply_address or "",
        url=settings.base_url,
        limits=InviteLimits(settings.invite_limit, settings.invite_conversation_limit, settings.invite_recipient_limit),
    )
    limit = settings.chat_rate_limit
    sessions = Sessions(redis, secret=settings.secret_key.encode(), rate=limit.count, window=limit.seconds)
    mailbox = Mailbox(redis, queue.job)
    return Services(
        settings=settings,
        data=data,
        clock=clock,
        log=structlog.get_logger().bind(),
        redis=redis,
        engine=engine,
        booking=booking,
        sessions=sessions,
        conversations=Conversations(sessions, mailbox, booking, clock=clock),
        mailbox=mailbox,
        channels=channels,
        mailer=SmtpMailer(settings.smtp_url) if settings.smtp_url else FolderMailer(data / "mail"),
        queue=queue,
        pace=Pace(redis, settings.smtp_server, settings.smtp_rate_limit if settings.smtp_url else NO_LIMIT),
        embedded=embedded,
    )


def connect(url: str) -> Redis:
    """A client that rides out a restart of Redis of up to half a second, and then fails fast."""
    retry = Retry(ExponentialWithJitterBackoff(base=0.05, cap=0.3), 3)
    return Redis.from_url(url, retry=retry, socket_timeout=5.0, socket_connect_timeout=2.0)


def this_command() -> str:
    """How this process was called, for other processes' messages."""
    return " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])
