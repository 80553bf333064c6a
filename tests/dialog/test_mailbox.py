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

    first = mailbox.take(key, "job")
    assert first == Parcel("messenger", "PAGE", "PSID", REPLIES[0])
    assert mailbox.take(key, "job") == first
    second = mailbox.next(key, "job", first)
    assert second == Parcel("messenger", "PAGE", "PSID", REPLIES[1])
    assert mailbox.next(key, "job", second) is None
    assert mailbox.waiting(-1, 10) == []


def test_a_parcel_is_removed_once(redis: redis_py.Redis) -> None:
    """Whoever did not hear that the head is gone says so again, and gets the next one again."""
    key, mailbox = post(redis), Mailbox(redis)
    first = mailbox.take(key, "job")
    assert first is not None
    second = mailbox.next(key, "job", first)

    assert second is not None
    assert mailbox.next(key, "job", first) == second
    assert mailbox.next(key, "job", second) is None


def test_one_courier_at_a_time(redis: redis_py.Redis) -> None:
    """A second courier is turned away until the first has let go; what it held is not lost."""
    key, mailbox = post(redis), Mailbox(redis)
    head = mailbox.take(key, "first")
    assert head is not None

    with pytest.raises(MailboxBusy):
        mailbox.take(key, "second")
    with pytest.raises(MailboxBusy):
        mailbox.next(key, "second", head)

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
    parcel = mailbox.take(key, "job")
    while parcel:
        parcel = mailbox.next(key, "job", parcel)

    assert mailbox.post(key, pack(INCOMING, REPLIES[:1]))
    assert not mailbox.post(key, pack(INCOMING, REPLIES[:1]))
