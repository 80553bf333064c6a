"""Replies on their way to a network that takes them by a call of its own: one ordered mailbox a conversation. Notices that
nobody asked for go the same way; where nothing can be sent, they wait there for the next message, or to be fetched.

One worker at a time delivers a mailbox, head first. Its hold is named after its job, so that a job that is run again
after a crash takes its own hold over at once.
"""

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

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
    """One reply and where it goes: `account` is ours, `address` theirs; and how it is stored.

    `notice` is the row of the outbox where a notice comes from, 0 for an answer; it is of use `until` then (seconds since
    1970).
    """

    channel: str
    account: str
    address: str
    reply: Outgoing
    notice: int = 0
    until: int = 0
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
    head = (incoming.channel, incoming.account, incoming.reply_to or incoming.sender)
    return [_packed(*head, reply) for reply in replies]


def _packed(channel: str, account: str, address: str, reply: Outgoing) -> bytes:
    choices = [[choice.id, choice.title] for choice in reply.choices]
    return orjson.dumps([channel, account, address, reply.text, choices])


def unpack(stored: bytes) -> Parcel:
    """The parcel that was queued."""
    channel, account, address, text, choices, *rest = orjson.loads(stored)
    notice, until = rest or (0, 0)
    reply = Outgoing(text, tuple(Choice(id_, title) for id_, title in choices), str(notice) if notice else "")
    return Parcel(channel, account, address, reply, notice, until, stored)


def useful(stored: Sequence[bytes], now: float) -> tuple[Outgoing, ...]:
    """The notices among these parcels that are still of use."""
    return tuple(parcel.reply for parcel in map(unpack, stored) if now < parcel.until)


class Mailbox:
    """The mailboxes of all conversations, for the worker.

    `job` makes what asks a worker to deliver the mailbox of a key, to be saved with the replies; the second argument is
    its id.
    """

    def __init__(self, redis: Redis, job: Callable[[str, str], Job] = lambda _key, _id: NO_JOB) -> None:
        self.job = job
        self._redis = redis
        calls = Calls(redis)
        self._head = calls.script(scripts.HEAD)
        self._next = calls.script(scripts.NEXT)
        self._part = calls.script(scripts.PART)
        self._hold = calls.script(scripts.HOLD)
        self._release = redis.register_script(scripts.RELEASE)
        self._leave = redis.register_script(scripts.LEAVE)

    def post(self, key: str, parcels: Sequence[bytes]) -> bool:
        """Queue parcels outside a turn; returns whether a delivery job for the mailbox has to be enqueued."""
        with self._redis.pipeline() as pipeline:
            pipeline.rpush(f"mailbox:{key}", *parcels)
            pipeline.expire(f"mailbox:{key}", LIFE)
            pipeline.zadd("mailboxes", {key: time.time()}, nx=True)
            return bool(pipeline.execute()[-1])

    def leave(self, key: str, parcel: Parcel, *, pulled: bool) -> bool:
        """Queue a notice, once, however often it is left; returns whether a delivery job has to be enqueued. What is
        `pulled` waits to be fetched."""
        head = [parcel.channel, parcel.account, parcel.address, parcel.reply.text, [], parcel.notice, parcel.until]
        keys = [f"mailbox:{key}", "mailboxes", f"told:{parcel.notice}"]
        return bool(self._leave(keys=keys, args=[orjson.dumps(head), LIFE, int(time.time()), "" if pulled else key]))

    def fetch(self, key: str, seen: Collection[str], now: float) -> tuple[Outgoing, ...]:
        """The notices that wait in a mailbox that is pulled; those `seen`, by their ids, are removed."""
        stored: Any = self._redis.lrange(f"mailbox:{key}", 0, -1)
        gone = [each for each in stored if unpack(each).reply.id in seen]
        if gone:
            with self._redis.pipeline(transaction=False) as pipeline:
                for each in gone:
                    pipeline.lrem(f"mailbox:{key}", 1, each)
                pipeline.execute()
        return useful([each for each in stored if each not in gone], now)

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

    def part(self, key: str, owner: str, parcel: Parcel, pieces: Sequence[Outgoing]) -> Parcel:
        """Have an answer at the head go in pieces, each of which is done for itself; returns the first.

        Raises `MailboxBusy` as `next` does.
        """
        stored = [_packed(parcel.channel, parcel.account, parcel.address, piece) for piece in pieces]
        if not self._part([f"mailbox:{key}", f"courier:{key}"], [owner, parcel.stored, *stored]):
            raise MailboxBusy("another worker delivers this mailbox")
        return unpack(stored[0])

    def hold(self, key: str, owner: str, seconds: float) -> None:
        """Keep the mailbox for `owner`, who goes on with it in so many seconds."""
        lease, due = int(seconds * 1000) + LEASE, int(time.time() + seconds)
        self._hold([f"courier:{key}", "mailboxes"], [owner, key, lease, due])

    def _taken(self, script: Call, key: str, owner: str, *done: bytes) -> Parcel | None:
        outcome = script([f"mailbox:{key}", f"courier:{key}", "mailboxes"], [owner, key, LEASE, *done])
        match bytes(outcome[0]):
            case b"busy":
                raise MailboxBusy("another worker delivers this mailbox")
            case b"empty":
                return None
        return unpack(outcome[1])

    def release(self, key: str, owner: str) -> None:
        """Let others deliver this mailbox; its head stays."""
        self._release(keys=[f"courier:{key}"], args=[owner])

    def waiting(self, older_than: float, limit: int) -> list[str]:
        """Conversations whose replies have waited for more than `older_than` seconds, oldest first."""
        keys = self._redis.zrangebyscore("mailboxes", "-inf", time.time() - older_than, start=0, num=limit)
        return [key.decode() for key in keys if isinstance(key, bytes)]
