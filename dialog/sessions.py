"""Conversations in Redis: taken and saved in one round trip each.

Taking claims the message, takes the conversation's turn and loads its record; saving stores the record, the replies and
"this message is done", and lets the turn go. One person's messages are handled one at a time and in the order in which
they came, whatever process they came to. Every key has a time to live.

Claims stand in a fixed number of sorted sets, small enough each for Redis to keep them packed: some 45 bytes a claim
instead of 150 for a key of its own.
"""

import os
import time
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import orjson
from redis import Redis

from dialog import scripts
from dialog.calls import Calls
from dialog.errors import TurnFailed
from dialog.mailbox import NO_JOB, Job
from dialog.messages import Choice, Incoming, Outgoing

SESSION_LIFE = 30 * 24 * 3600
CLAIM_LIFE = 7 * 24 * 3600 + 3600
ANSWER_LIFE = 3600
FAILURE_LIFE = 24 * 3600
HOLD_LIFE = 5 * 60
LEASE = 10_000
PATIENCE = 60.0
_BUCKETS = 16_384


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn that is ours until it is saved or given back. `record` is the stored conversation, None for a new one.

    `others_hold` are the times (from, until; seconds since 1970) of the calendar `calendar` that other conversations are
    about to confirm; `held` is what this one holds, as it is stored. `waiting` are the parcels in the mailbox.
    """

    key: str
    message: bytes
    token: str
    record: bytes | None
    calendar: str = ""
    others_hold: tuple[Span, ...] = ()
    held: str = ""
    waiting: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Repeated:
    """The message was done before; `replies` are its answer, where one was given in the response within the hour."""

    key: str
    replies: tuple[Outgoing, ...]


@dataclass(frozen=True, slots=True)
class Limited:
    """The person writes faster than the limit; `first` for the first message over it, `wait` seconds until the next."""

    key: str
    first: bool
    wait: int


class Sessions:
    """The conversations of all channels. `secret` keys the digests, so that a key or a log line names nobody.

    `rate` is how many messages one person may have handled in `window` seconds; 0 for no limit.
    """

    def __init__(self, redis: Redis, *, secret: bytes, rate: int = 0, window: int = 60) -> None:
        self._redis = redis
        self._secret = secret[:64]
        self._rate = rate
        self._window = window
        calls = Calls(redis)
        self._take = calls.script(scripts.TAKE)
        self._save = calls.script(scripts.SAVE)
        self._give_back = calls.script(scripts.GIVE_BACK)

    def key(self, channel: str, account: str, sender: str) -> str:
        """The conversation's key: opaque, the same for the same person on the same account of a channel."""
        return urlsafe_b64encode(self._digest(16, channel, account, sender)).decode().rstrip("=")

    def _digest(self, size: int, *parts: str) -> bytes:
        text = "\0".join(parts).encode("utf-8", "surrogatepass")
        return blake2b(text, digest_size=size, key=self._secret).digest()

    def forget(self, channel: str, account: str, sender: str) -> None:
        """Have this person's conversation begin anew with their next message."""
        self._redis.delete(f"session:{self.key(channel, account, sender)}")

    def record(self, key: str) -> bytes | None:
        """The stored conversation of this key."""
        found: bytes | None = self._redis.get(f"session:{key}")  # type: ignore[assignment]
        return found

    def take(self, incoming: Incoming, calendar: str = "") -> Taken | Repeated | Limited:
        """Claim the message and take its conversation's turn, waiting while others hold it.

        `calendar` is the id of the provider whose held times are wanted.

        Raises `TurnFailed` when the turn could not be had within a minute.
        """
        key = self.key(incoming.channel, incoming.account, incoming.sender)
        message = self._digest(12, key, incoming.message_id)
        token = os.urandom(9).hex()
        keys = [f"session:{key}", f"turn:{key}", *_claim_keys(message), f"rate:{key}", f"holds:{calendar}"]
        keys.append(f"mailbox:{key}")
        arguments: list[str | bytes | int] = [token, message[2:], LEASE, self._rate, self._window]
        patience = time.monotonic() + PATIENCE
        pause = 0.004
        while True:
            outcome = self._take(keys, arguments)
            match bytes(outcome[0]):
                case b"taken":
                    others, own = _holds(outcome[2], key)
                    return Taken(key, message, token, outcome[1], calendar, others, own, tuple(outcome[3]))
                case b"repeated":
                    return Repeated(key, _load_replies(outcome[1]))
                case b"limited":
                    return Limited(key, first=int(outcome[1]) == 1, wait=max(int(outcome[2]), 1))
            if time.monotonic() > patience:
                raise TurnFailed("the conversation's turn could not be had")
            time.sleep(pause)
            pause = min(pause * 1.5, 0.05)

    def save(
        self,
        taken: Taken,
        record: bytes,
        *,
        answer: Sequence[Outgoing] | None = None,
        fetched: Sequence[bytes] = (),
        parcels: Sequence[bytes] = (),
        job: Job = NO_JOB,
        hold: Span | None = None,
    ) -> bool:
        """Store the conversation, mark the message done, keep its answer or queue its parcels, let the turn go.

        `fetched` are the parcels of the mailbox that were given with the `answer`.

        `job` has the mailbox delivered; it is enqueued with the parcels, unless one waits already.

        `hold` is the time that this conversation is about to confirm: others are not offered it for five minutes. What
        it held before is let go.
        Returns whether a delivery job for the mailbox has still to be enqueued. Raises `TurnFailed` when the turn was lost
        (its lease ran out): nothing was stored then.
        """
        key = taken.key
        queued = self._save(
            [
                f"session:{key}",
                f"turn:{key}",
                *_claim_keys(taken.message),
                f"mailbox:{key}",
                "mailboxes",
                f"holds:{taken.calendar}",
                job.queue,
                job.bodies,
            ],
            [
                taken.token,
                taken.message[2:],
                key,
                record,
                SESSION_LIFE,
                CLAIM_LIFE,
                ANSWER_LIFE,
                b"" if answer is None else dump_replies(answer),
                HOLD_LIFE,
                f"{key}|{hold[0]}|{hold[1]}" if hold else "",
                taken.held,
                job.id,
                job.body,
                *(parcels if answer is None else fetched),
            ],
        )
        if int(queued) < 0:
            raise TurnFailed("the conversation's turn was lost before it was saved")
        return int(queued) == 1

    def held(self, calendar: str) -> tuple[Span, ...]:
        """The times of a calendar that conversations are about to confirm: from, until; seconds since 1970."""
        stored: Any = self._redis.zrangebyscore(f"holds:{calendar}", int(time.time()), "+inf")
        return _holds(stored, "")[0]

    def give_back(self, taken: Taken) -> int:
        """Let the turn go without having done the message; returns how often that has happened to this message."""
        failures = f"failures:{taken.message.hex()}"
        return int(self._give_back([f"turn:{taken.key}", failures], [taken.token, FAILURE_LIFE]))


def _claim_keys(message: bytes) -> tuple[str, str]:
    bucket = int.from_bytes(message[:2]) % _BUCKETS
    return f"claims:{bucket}", f"answer:{message.hex()}"


def _holds(stored: Sequence[bytes], key: str) -> tuple[tuple[Span, ...], str]:
    """What other conversations hold, and what this one does."""
    others, own, ours = [], "", f"{key}|".encode()
    for hold in stored:
        if hold.startswith(ours):
            own = hold.decode()
        else:
            _holder, since, until = hold.split(b"|")
            others.append((int(since), int(until)))
    return tuple(others), own


def dump_replies(replies: Sequence[Outgoing]) -> bytes:
    """The replies as JSON."""
    return orjson.dumps(
        [[reply.text, [[choice.id, choice.title] for choice in reply.choices], reply.id] for reply in replies]
    )


def _load_replies(stored: bytes | None) -> tuple[Outgoing, ...]:
    if not stored:
        return ()
    return tuple(
        Outgoing(text, tuple(Choice(id_, title) for id_, title in choices), *id_)
        for text, choices, *id_ in orjson.loads(stored)
    )
