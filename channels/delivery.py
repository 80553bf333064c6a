"""What leaves Convoke later than the request that caused it: calendar mails from the outbox, replies from mailboxes.

The outbox (SQL) and the mailboxes (Redis) say what must go out and in which order; Dramatiq runs it and is the only
thing that tries again. A job holds nothing but an id, so a job too many does no harm, and one that got lost is made
anew by `sweep`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from threading import Thread
from time import time
from typing import TYPE_CHECKING, cast

import dramatiq
import orjson
import redis
import structlog
from dramatiq import Broker
from dramatiq.brokers.redis import RedisBroker
from dramatiq.middleware import CurrentMessage, Middleware, Retries

from booking import outbox
from booking.mail import Mailer, SmtpMailer
from booking.people import person_id
from booking.pruning import prune
from channels import notices
from channels.base import Recipient
from channels.errors import Permanent, Retryable
from channels.mailing import FIRST_RETRY, Held, send_rows
from dialog.errors import MailboxBusy
from dialog.mailbox import Job, Parcel

if TYPE_CHECKING:
    from channels.bootstrap import Services

MAIL, REPLIES = "mail", "replies"
HEARTBEAT = 5_000
"""Milliseconds after which the jobs of a worker that is not heard of go to others."""
MAIL_TRIES = 5
"""Of a job that could not even look into the outbox; then the sweep does it."""
REPLY_ATTEMPTS = 60
"""Tries of one reply before it is dropped, about half an hour after the first; later where a network asks to wait."""
REPLY_PAUSE = 40_000
"""Milliseconds between tries at most: less than a mailbox is held, so that it stays with the job that waits."""
PROFILE_SECONDS = 7 * 24 * 3600

SHARED_BY, MOST_IN_JOB = 4, 8
"""Mails asked for together are shared by so many jobs, to be sent side by side, but each has no more than so many."""
MAIL_LATE, REPLY_LATE = timedelta(seconds=5), timedelta(seconds=10)
"""How long something waits untouched before `sweep` takes its job for lost."""
TIDY_SECONDS = 3600
"""How often what was kept long enough is looked for."""
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

    def mail(self, row_ids: Sequence[int], delay: timedelta | None = None) -> None:
        """Have these rows of the outbox sent, a few by each job, or all after `delay`."""
        size = min(max(-(-len(row_ids) // SHARED_BY), 1), MOST_IN_JOB)
        jobs = [row_ids[first : first + size] for first in range(0, len(row_ids), size)]
        self._ask(MAIL, jobs, None if delay is None else int(delay.total_seconds() * 1000))

    def replies(self, key: str) -> None:
        """Have the mailbox of this conversation delivered."""
        self._ask(REPLIES, [[key]])

    def job(self, key: str, id_: str) -> Job:
        """What `replies` asks, to be written with the replies themselves: a message as Dramatiq's Redis broker keeps it."""
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

    def _ask(self, actor: str, jobs: Sequence[Sequence[int] | Sequence[str]], delay: int | None = None) -> None:
        try:
            for arguments in jobs:
                message = dramatiq.Message[None](
                    queue_name=actor, actor_name=actor, args=tuple(arguments), kwargs={}, options={}
                )
                self._broker.enqueue(message, delay=delay)
        except redis.RedisError as error:
            structlog.get_logger().warning("job_left_to_sweep", job=actor, error=type(error).__name__)


def register(broker: RedisBroker, services: Services, held: Held) -> None:
    """Make this broker's worker do the jobs; `held` are the mails that it sends."""

    broker.add_middleware(_HangUp(services.mailer))

    @dramatiq.actor(broker=broker, actor_name=MAIL, queue_name=MAIL, max_retries=MAIL_TRIES)
    def mail(*row_ids: int) -> None:
        send_rows(services, held, row_ids)

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


def deliver_replies(services: Services, key: str, job: dramatiq.Message[None]) -> None:
    """Send the replies that wait in a conversation's mailbox, in order, until there are none.

    Raises `dramatiq.Retry` when the first of them has to be tried again; it stays first, and the mailbox with this job.
    """
    try:
        parcel = following = services.mailbox.take(key, job.message_id)
        while following:
            parcel = _first_piece(services, key, following, job.message_id)
            _send(services, key, parcel, tries=job.options.get("retries", 0))
            job.options["retries"] = 0
            following = services.mailbox.next(key, job.message_id, parcel)
    except MailboxBusy:
        return
    except dramatiq.Retry as again:
        if again.delay:
            services.mailbox.hold(key, job.message_id, again.delay / 1000)
        raise
    if parcel:
        _learn_name(services, parcel)


def _first_piece(services: Services, key: str, parcel: Parcel, owner: str) -> Parcel:
    """The first of the pieces that an answer goes in."""
    channel = services.channels.get(parcel.channel)
    pieces = channel.fitted(parcel.reply) if channel and not parcel.notice else []
    return services.mailbox.part(key, owner, parcel, pieces) if len(pieces) > 1 else parcel


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
    """Ask again for everything that has waited so long that its job must have been lost; and see to what is due: reminders,
    news for whoever booked, and what can be forgotten."""
    services.vouch()
    room = services.pace.free(services.queue.room(MAIL))
    lost_mails = outbox.due(services.engine, services.clock(), MAIL_LATE, room)
    services.queue.mail(lost_mails)
    for key in services.mailbox.waiting(REPLY_LATE.total_seconds(), services.queue.room(REPLIES)):
        services.queue.replies(key)
    services.booking.remind()
    services.booking.tell_news()
    if services.redis.set("tidied", 1, nx=True, ex=TIDY_SECONDS):
        services.booking.forget_mail()
        prune(services.engine, services.clock())
