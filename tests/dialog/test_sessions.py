"""Sessions in Redis: one turn at a time, in order, once; against a real server."""

import threading
import time
from datetime import UTC, datetime

import pytest
import redis as redis_py

from dialog import sessions as module
from dialog.errors import TurnFailed
from dialog.messages import Choice, Incoming, Outgoing
from dialog.sessions import Limited, Repeated, Sessions, Taken


def message(message_id: str, sender: str = "ana", text: str = "hi") -> Incoming:
    return Incoming("test", "page", sender, message_id, text, datetime.now(UTC))


@pytest.fixture
def sessions(redis: redis_py.Redis) -> Sessions:
    return Sessions(redis, secret=b"secret")


def take(sessions: Sessions, incoming: Incoming) -> Taken:
    taken = sessions.take(incoming)
    assert isinstance(taken, Taken)
    return taken


def test_what_is_saved_is_loaded_at_the_next_turn(sessions: Sessions) -> None:
    """A record survives from turn to turn."""
    first = take(sessions, message("1"))
    assert first.record is None
    sessions.save(first, b"state", answer=())

    assert take(sessions, message("2")).record == b"state"


def test_a_done_message_has_no_second_turn_and_the_same_answer(sessions: Sessions) -> None:
    """Redelivery finds the answer that was given."""
    replies = (Outgoing("Which day?", (Choice("1.0", "Mon"), Choice("1.1", "Tue"))), Outgoing("So?"))
    sessions.save(take(sessions, message("1")), b"state", answer=replies)

    again = sessions.take(message("1"))

    assert isinstance(again, Repeated)
    assert again.replies == replies


def test_message_ids_of_different_people_are_different_messages(sessions: Sessions) -> None:
    """The sender's own ids need only be unique for that sender."""
    sessions.save(take(sessions, message("1", "ana")), b"ana", answer=())

    assert isinstance(sessions.take(message("1", "bob")), Taken)


def test_a_message_given_back_can_be_taken_again(sessions: Sessions) -> None:
    """A failed turn is not a done one; its failures are counted."""
    incoming = message("1")

    assert sessions.give_back(take(sessions, incoming)) == 1
    assert sessions.give_back(take(sessions, incoming)) == 2


def test_messages_of_one_person_wait_their_turn_in_order(sessions: Sessions) -> None:
    """Twenty messages that arrive while one is being handled run one at a time, in the order in which they came."""
    first = take(sessions, message("first"))
    order: list[str] = []
    inside = 0
    most = 0

    def run(name: str) -> None:
        nonlocal inside, most
        taken = take(sessions, message(name))
        inside += 1
        most = max(most, inside)
        time.sleep(0.002)
        order.append(name)
        inside -= 1
        sessions.save(taken, name.encode(), answer=())

    names = [str(number) for number in range(20)]
    threads = [threading.Thread(target=run, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
        time.sleep(0.03)  # they arrive one after another
    sessions.save(first, b"first", answer=())
    for thread in threads:
        thread.join()

    assert order == names
    assert most == 1


def test_the_same_message_twice_at_once_runs_once(sessions: Sessions) -> None:
    """Of two deliveries at the same moment one runs, the other gets its answer."""
    outcomes: list[object] = []

    def run() -> None:
        outcome = sessions.take(message("1"))
        if isinstance(outcome, Taken):
            time.sleep(0.05)
            sessions.save(outcome, b"state", answer=(Outgoing("once"),))
        outcomes.append(outcome)

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(isinstance(outcome, Taken) for outcome in outcomes) == 1
    assert all(outcome.replies == (Outgoing("once"),) for outcome in outcomes if isinstance(outcome, Repeated))


def test_a_turn_whose_lease_ran_out_cannot_save(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch, redis: redis_py.Redis
) -> None:
    """Who was too slow has lost the turn: nothing of it is stored, and the next one goes on from the old state."""
    sessions.save(take(sessions, message("0")), b"old", answer=())
    monkeypatch.setattr(module, "LEASE", 50)
    slow = take(sessions, message("1"))
    time.sleep(0.06)
    quick = take(sessions, message("2"))

    with pytest.raises(TurnFailed):
        sessions.save(slow, b"slow", answer=())
    sessions.save(quick, b"quick", answer=())

    assert take(sessions, message("3")).record == b"quick"


def test_a_waiter_that_went_away_holds_nobody_up(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two seconds after a waiter was last seen, the next one goes first."""
    first = take(sessions, message("1"))
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    with pytest.raises(TurnFailed):
        sessions.take(message("2"))
    monkeypatch.setattr(module, "PATIENCE", 10.0)
    sessions.save(first, b"1", answer=())
    started = time.monotonic()

    assert isinstance(sessions.take(message("3")), Taken)
    assert 0.5 < time.monotonic() - started < 4


def test_more_messages_a_minute_than_allowed_are_limited(redis: redis_py.Redis) -> None:
    """The first over the limit is told so, the next are not; redeliveries do not count."""
    sessions = Sessions(redis, secret=b"secret", rate=2)
    for name in ("1", "2"):
        sessions.save(take(sessions, message(name)), b"", answer=())
        assert isinstance(sessions.take(message(name)), Repeated)

    third, fourth = sessions.take(message("3")), sessions.take(message("4"))

    assert isinstance(third, Limited)
    assert third.first
    assert 0 < third.wait <= 60
    assert isinstance(fourth, Limited)
    assert not fourth.first
    assert isinstance(sessions.take(message("5", "bob")), Taken)


def test_only_the_first_reply_waiting_needs_a_delivery_job(sessions: Sessions) -> None:
    """While a mailbox waits for its courier, further replies need no further job."""
    assert sessions.save(take(sessions, message("1")), b"", parcels=[b"a", b"b"])
    assert not sessions.save(take(sessions, message("2")), b"", parcels=[b"c"])


def test_every_key_has_a_time_to_live(sessions: Sessions, redis: redis_py.Redis) -> None:
    """Nothing stays for ever, but the list of waiting mailboxes, which the courier empties."""
    sessions.save(take(sessions, message("1")), b"state", parcels=[b"parcel"])
    sessions.save(take(sessions, message("2")), b"state", answer=(Outgoing("x"),))
    sessions.give_back(take(sessions, message("3")))

    eternal = [key for key in redis.scan_iter() if redis.ttl(key) == -1]

    assert eternal == [b"mailboxes"]


def test_keys_name_nobody(sessions: Sessions, redis: redis_py.Redis) -> None:
    """A sender's id is in no key."""
    sessions.save(take(sessions, message("1", "+16505551234")), b"state", parcels=[b"parcel"])

    assert not any(b"6505551234" in key for key in redis.scan_iter())
