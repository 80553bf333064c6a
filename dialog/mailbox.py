"""Replies on their way to a network that takes them by a call of its own: one ordered mailbox a conversation.

One worker at a time delivers a mailbox, head first. Its hold is named after its job, so that a job that is run again
after a crash takes its own hold over at once.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import orjson
from redis import Redis

from dialog import scripts
from dialog.calls import Call, Calls
from dialog.errors import MailboxBusy
from dialog.messages import Choice, Incoming, Outgoing

LEASE = 60_000
LIFE = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Parcel:
    """One reply and where it goes: `account` is ours, `address` theirs; and how it is stored."""

    channel: str
    account: str
    address: str
    reply: Outgoing
    stored: bytes = field(default=b"", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Job:
    """What asks a worker to deliver a mailbox, as the workers' broker keeps it in Redis: `body` stands under `id` in the
    hash `bodies`, and `id` at the end of the list `queue`."""

    queue: str
    bodies: str
    id: str
    body: bytes


NO_JOB = Job("", "", "", b"")


def pack(incoming: Incoming, replies: Sequence[Outgoing]) -> list[bytes]:
    """The replies to a message, as parcels to be queued."""
    head = [incoming.channel, incoming.account, incoming.reply_to or incoming.sender]
    return [
        orjson.dumps([*head, reply.text, [[choice.id, choice.title] for choice in reply.choices]]) for reply in replies
    ]


def _unpack(stored: bytes) -> Parcel:
    channel, account, address, text, choices = orjson.loads(stored)
    return Parcel(
        channel, account, address, Outgoing(text, tuple(Choice(id_, title) for id_, title in choices)), stored
    )


class Mailbox:
    """The mailboxes of all conversations, for the worker.

    `job` makes what asks a worker to deliver the mailbox of a key, to be saved with the replies.
    """

    def __init__(self, redis: Redis, job: Callable[[str], Job] = lambda _key: NO_JOB) -> None:
        self.job = job
        self._redis = redis
        calls = Calls(redis)
        self._head = calls.script(scripts.HEAD)
        self._next = calls.script(scripts.NEXT)
        self._release = redis.register_script(scripts.RELEASE)

    def post(self, key: str, parcels: Sequence[bytes]) -> bool:
        """Queue parcels outside a turn; returns whether a delivery job for the mailbox has to be enqueued."""
        with self._redis.pipeline() as pipeline:
            pipeline.rpush(f"mailbox:{key}", *parcels)
            pipeline.expire(f"mailbox:{key}", LIFE)
            pipeline.zadd("mailboxes", {key: time.time()}, nx=True)
            return bool(pipeline.execute()[-1])

    def take(self, key: str, owner: str) -> Parcel | None:
        """The next parcel of this conversation, held for `owner` for a minute; None when there is none left.

        Raises `MailboxBusy` while another owner holds it.
        """
        return self._taken(self._head, key, owner)

    def next(self, key: str, owner: str, done: Parcel) -> Parcel | None:
        """Remove the head `done`, which was delivered or never can be, and take the next one as `take` does.

        Raises `MailboxBusy` when `owner` no longer held the mailbox: nothing is removed then.
        """
        return self._taken(self._next, key, owner, done.stored)

    def _taken(self, script: Call, key: str, owner: str, *done: bytes) -> Parcel | None:
        outcome = script([f"mailbox:{key}", f"courier:{key}", "mailboxes"], [owner, key, LEASE, *done])
        match bytes(outcome[0]):
            case b"busy":
                raise MailboxBusy("another worker delivers this mailbox")
            case b"empty":
                return None
        return _unpack(outcome[1])

    def release(self, key: str, owner: str) -> None:
        """Let others deliver this mailbox; its head stays."""
        self._release(keys=[f"courier:{key}"], args=[owner])

    def waiting(self, older_than: float, limit: int) -> list[str]:
        """Conversations whose replies have waited for more than `older_than` seconds, oldest first."""
        keys = self._redis.zrangebyscore("mailboxes", "-inf", time.time() - older_than, start=0, num=limit)
        return [key.decode() for key in keys if isinstance(key, bytes)]
