"""What leaves Convoke later than the request that caused it: calendar mails from the outbox, replies from mailboxes.

The outbox (SQL) and the mailboxes (Redis) say what must go out and in which order; Dramatiq runs it and is the only
thing that tries again. A job holds nothing but an id, so a job too many does no harm, and one that got lost is made
anew by `sweep`.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from threading import Thread
from time import time
from typing import TYPE_CHECKING, cast
from uuid import uuid4

import dramatiq
import orjson
import redis
import structlog
from dramatiq import Broker
from dramatiq.brokers.redis import RedisBroker
from dramatiq.middleware import CurrentMessage, Middleware, Retries

from booking import outbox
from booking.errors import MailDelayed, MailRefused
from booking.invitations import compose
from booking.mail import Mailer, SmtpMailer
from booking.people import person_id
from channels import notices
from channels.base import Recipient
from channels.errors import Permanent, Retryable
from dialog.errors import MailboxBusy
from dialog.mailbox import Job, Parcel

if TYPE_CHECKING:
    from channels.bootstrap import Services

MAIL, REPLIES = "mail", "replies"
HEARTBEAT = 5_000
"""Milliseconds after which the jobs of a worker that is not heard of go to others."""
FIRST_RETRY = 0.5
"""Seconds, up to twice as many at random; doubled each time."""
LAST_RETRY = timedelta(hours=1)
MAIL_ATTEMPTS = 36
"""Claims of one mail before it is given up, about a day after the first."""
REPLY_ATTEMPTS = 60
"""Tries of one reply before it is dropped, about half an hour after the first."""
REPLY_PAUSE = 40_000
"""Milliseconds between tries at most: less than a mailbox is held, so that it stays with the job that waits."""
PROFILE_SECONDS = 7 * 24 * 3600

MAIL_LATE, REPLY_LATE = timedelta(seconds=5), timedelta(seconds=10)
"""How long something waits untouched before `sweep` takes its job for lost."""
SWEPT = 500
"""Jobs that may wait in a queue for `sweep` to add to it."""


def open_broker(client: redis.Redis, *, worker: bool) -> RedisBroker:
    """The broker over this Redis; nothing connects yet. Only a worker's gathers up what dead workers left behind."""
    broker = RedisBroker(  # type: ignore[no-untyped-call]
        client=client,
        middleware=[Retries(min_backoff=int(FIRST_RETRY * 1000), max_backoff=REPLY_PAUSE), CurrentMessage()],
        heartbeat_timeout=HEARTBEAT,
        maintenance_chance=1_000_000 if worker else 0,
    )
    if not worker:
        broker.broker_id = "senders"  # one heartbeat for all that never consume
    return broker


class Queue:
    """Asks the workers to do things. A request that Redis does not take is logged and left to `sweep`."""

    def __init__(self, broker: RedisBroker) -> None:
        self._broker = broker

    def mail(self, row_ids: Sequence[int]) -> None:
        """Have these rows of the outbox sent."""
        self._ask(MAIL, row_ids)

    def replies(self, key: str) -> None:
        """Have the mailbox of this conversation delivered."""
        self._ask(REPLIES, [key])

    def job(self, key: str) -> Job:
        """What `replies` asks, to be written with the replies themselves: a message as Dramatiq's Redis broker keeps it."""
        id_ = str(uuid4())
        message = {
            "queue_name": REPLIES,
            "actor_name": REPLIES,
            "args": [key],
            "kwargs": {},
            "options": {"redis_message_id": id_},
            "message_id": id_,
            "message_timestamp": int(time() * 1000),
        }
        queue = f"{self._broker.namespace}:{REPLIES}"
        return Job(queue, f"{queue}.msgs", id_, orjson.dumps(message))

    def room(self, actor: str) -> int:
        """How many jobs `sweep` may add to those that wait for this actor now."""
        return max(0, SWEPT - int(self._broker.client.llen(f"{self._broker.namespace}:{actor}")))

    def _ask(self, actor: str, arguments: Sequence[int | str]) -> None:
        try:
            for argument in arguments:
                message = dramatiq.Message[None](
                    queue_name=actor, actor_name=actor, args=(argument,), kwargs={}, options={}
                )
                self._broker.enqueue(message)
        except redis.RedisError as error:
            structlog.get_logger().warning("job_left_to_sweep", job=actor, error=type(error).__name__)


def register(broker: RedisBroker, services: Services) -> None:
    """Make this broker's worker do the jobs."""

    broker.add_middleware(_HangUp(services.mailer))

    @dramatiq.actor(broker=broker, actor_name=MAIL, queue_name=MAIL, max_retries=MAIL_ATTEMPTS)
    def mail(row_id: int) -> None:
        send_mail(services, row_id)

    @dramatiq.actor(broker=broker, actor_name=REPLIES, queue_name=REPLIES, max_retries=None)
    def replies(key: str) -> None:
        deliver_replies(services, key, cast("dramatiq.Message[None]", CurrentMessage.get_current_message()))


class _HangUp(Middleware):
    """Closes a thread's connection to the mail server when the thread ends."""

    def __init__(self, mailer: Mailer) -> None:
        self._mailer = mailer

    def before_worker_thread_shutdown(self, _broker: Broker, _thread: Thread) -> None:
        if isinstance(self._mailer, SmtpMailer):
            self._mailer.close()


def send_mail(services: Services, row_id: int) -> None:
    """Send one row of the outbox, if it is there to be sent; what is for a chat is put into its mailbox.

    Raises `dramatiq.Retry` when it has to be tried again.
    """
    claimed = outbox.claim(services.engine, row_id, services.clock())
    if claimed is None:
        notices.post(services, row_id)
        return
    log = services.log.bind(mail=row_id, method=claimed.invitation.method, attempt=claimed.attempts)
    if claimed.attempts > MAIL_ATTEMPTS:  # it ended the worker each time
        _give_up(services, claimed, "tried too often")
        return
    try:
        message = compose(claimed.invitation, services.settings.sender)
        services.mailer.send(message, claimed.invitation.organizer, claimed.invitation.recipients)
    except MailDelayed as error:
        if claimed.attempts < MAIL_ATTEMPTS:
            log.warning("mail_delayed", error=str(error))
            raise dramatiq.Retry(delay=_try_later(services, claimed, error)) from None
        _give_up(services, claimed, str(error))
    except MailRefused as error:
        _give_up(services, claimed, str(error))
    else:
        log.info("mail_sent")
        services.queue.mail(outbox.sent(services.engine, row_id, services.clock()))


def _give_up(services: Services, claimed: outbox.Claimed, error: str) -> None:
    services.log.error("mail_given_up", mail=claimed.id, attempt=claimed.attempts, error=error)
    services.queue.mail(outbox.failed(services.engine, claimed.id, services.clock(), error, final=True))


def _try_later(services: Services, claimed: outbox.Claimed, error: MailDelayed) -> int:
    """Note when the mail can be tried again; the milliseconds until then."""
    delay = backoff(claimed.attempts)
    now = services.clock()
    outbox.failed(services.engine, claimed.id, now, str(error), final=False, retry_at=now + delay)
    return int(delay.total_seconds() * 1000)


def backoff(attempts: int) -> timedelta:
    """How long to wait after so many attempts: half a second to one, doubled each time, an hour at most."""
    seconds = FIRST_RETRY * 2 ** min(attempts - 1, 20) * random.uniform(1, 2)  # noqa: S311 - no secret
    return min(timedelta(seconds=seconds), LAST_RETRY)


def deliver_replies(services: Services, key: str, job: dramatiq.Message[None]) -> None:
    """Send the replies that wait in a conversation's mailbox, in order, until there are none.

    Raises `dramatiq.Retry` when the first of them has to be tried again; it stays first, and the mailbox with this job.
    """
    try:
        parcel = following = services.mailbox.take(key, job.message_id)
        while following:
            parcel = following
            _send(services, key, parcel, tries=job.options.get("retries", 0))
            job.options["retries"] = 0
            following = services.mailbox.next(key, job.message_id, parcel)
    except MailboxBusy:
        return
    if parcel:
        _learn_name(services, parcel)


def _send(services: Services, key: str, parcel: Parcel, tries: int) -> None:
    """Send one reply, or drop it when that is hopeless."""
    log = partial(services.log.bind, channel=parcel.channel, conversation=key)
    channel = services.channels.get(parcel.channel)
    if channel is None or tries >= REPLY_ATTEMPTS:
        why = "tried too often" if channel else "the channel is not set up any more"
        log().error("reply_given_up", reason=why)
        if parcel.notice:
            notices.send_by_mail(services, parcel, why)
        return
    try:
        if parcel.notice:
            notices.send(services, key, channel, parcel)
        else:
            channel.send(Recipient(parcel.account, parcel.address), parcel.reply)
    except Retryable as error:
        log().warning("reply_delayed", error=str(error))
        raise dramatiq.Retry(delay=None if error.delay is None else int(error.delay * 1000)) from None
    except Permanent as error:
        log().error("reply_refused", error=str(error))


def _learn_name(services: Services, parcel: Parcel) -> None:
    """Ask the network, once a week, what somebody is called whom we have answered."""
    channel, who = services.channels.get(parcel.channel), (parcel.channel, parcel.account, parcel.address)
    asked = f"named:{person_id(*who)}"
    if channel is None or not services.redis.set(asked, 1, nx=True, ex=PROFILE_SECONDS):
        return
    if services.booking.person(*who).name:
        return
    try:
        name = channel.profile(Recipient(parcel.account, parcel.address))
    except (Retryable, Permanent) as error:
        services.log.info("name_unknown", channel=parcel.channel, error=str(error))
        return
    if name:
        services.booking.remember(*who, name=name)


def sweep(services: Services) -> None:
    """See to what is due: reminders, and news for whoever booked; and ask again for everything that has waited so long that
    its job must have been lost."""
    services.booking.remind()
    services.booking.tell_news()
    lost_mails = outbox.due(services.engine, services.clock(), MAIL_LATE, services.queue.room(MAIL))
    services.queue.mail(lost_mails)
    for key in services.mailbox.waiting(REPLY_LATE.total_seconds(), services.queue.room(REPLIES)):
        services.queue.replies(key)
