"""One ordered mailbox a conversation; one courier at a time."""

from datetime import UTC, datetime

import pytest
import redis as redis_py

from dialog.errors import MailboxBusy
from dialog.mailbox import Mailbox, Parcel, pack
from dialog.messages import Choice, Incoming, Outgoing
from dialog.sessions import Sessions, Taken

INCOMING = Incoming("messenger", "PAGE", "PSID", "m1", "hi", datetime.now(UTC))
REPLIES = (Outgoing("one"), Outgoing("two", (Choice("1.0", "Mon"),)))


def post(redis: redis_py.Redis, message_id: str = "m1") -> str:
    sessions = Sessions(redis, secret=b"secret")
    incoming = Incoming("messenger", "PAGE", "PSID", message_id, "hi", datetime.now(UTC))
    taken = sessions.take(incoming)
    assert isinstance(taken, Taken)
    sessions.save(taken, b"", parcels=pack(incoming, REPLIES))
    return taken.key


def test_parcels_come_out_in_order_and_once(redis: redis_py.Redis) -> None:
    """The head stays until it is done."""
    key, mailbox = post(redis), Mailbox(redis)

    assert mailbox.take(key, "job") == Parcel("messenger", "PAGE", "PSID", REPLIES[0])
    assert mailbox.take(key, "job") == Parcel("messenger", "PAGE", "PSID", REPLIES[0])
    assert mailbox.done(key, "job")
    assert mailbox.take(key, "job") == Parcel("messenger", "PAGE", "PSID", REPLIES[1])
    assert mailbox.done(key, "job")
    assert mailbox.take(key, "job") is None
    assert mailbox.waiting(-1, 10) == []


def test_one_courier_at_a_time(redis: redis_py.Redis) -> None:
    """A second courier is turned away until the first has let go; what it held is not lost."""
    key, mailbox = post(redis), Mailbox(redis)
    mailbox.take(key, "first")

    with pytest.raises(MailboxBusy):
        mailbox.take(key, "second")
    assert not mailbox.done(key, "second")

    mailbox.release(key, "first")
    parcel = mailbox.take(key, "second")
    assert parcel is not None
    assert parcel.reply == REPLIES[0]


def test_waiting_mailboxes_are_found_until_they_are_empty(redis: redis_py.Redis) -> None:
    """The sweep sees mailboxes whose job got lost."""
    key, mailbox = post(redis), Mailbox(redis)

    assert mailbox.waiting(-1, 10) == [key]
    assert mailbox.waiting(60, 10) == []


def test_after_the_last_parcel_a_new_one_needs_a_new_job(redis: redis_py.Redis) -> None:
    """The courier's leaving and the next reply's arrival cannot miss each other."""
    key, mailbox = post(redis), Mailbox(redis)
    for _ in REPLIES:
        mailbox.take(key, "job")
        mailbox.done(key, "job")
    assert mailbox.take(key, "job") is None

    assert mailbox.post(key, pack(INCOMING, REPLIES[:1]))
    assert not mailbox.post(key, pack(INCOMING, REPLIES[:1]))
