"""Turns as a whole: what is redelivered, what crashes, what is hostile."""

import threading
from collections.abc import Callable
from datetime import timedelta

import orjson
import pytest
import redis as redis_py

from booking.errors import NotFound
from booking.model import InviteLimits, Limit
from dialog import handlers
from dialog.errors import TurnFailed
from dialog.messages import Capabilities
from dialog.sessions import Sessions
from tests.fixtures.talking import World, Writer, standing


def at_confirmation(world: World, name: str = "ana") -> Writer:
    writer = world.writer(name)
    writer.say("book tomorrow at 3pm with karen@dev.to")
    writer.press("60-minute meeting")
    assert "Shall I book this?" in writer.heard
    return writer


def test_a_redelivered_confirmation_gets_the_same_answer_and_books_once(world: World) -> None:
    """The network delivers again: same words, one appointment."""
    writer = at_confirmation(world)
    first = writer.say("yes", message_id="confirm")
    announced = len(world.announced)

    again = writer.say("yes", message_id="confirm")

    assert again == first
    assert writer.turn is not None
    assert writer.turn.repeated
    assert len(standing(world)) == 1
    assert len(world.announced) == announced


def test_a_crash_between_booking_and_saving_does_not_book_twice(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message comes again, and its second run finds the appointment that the first one made."""
    writer = at_confirmation(world)
    with monkeypatch.context() as patch:
        patch.setattr(Sessions, "save", _fail)
        with pytest.raises(TurnFailed):
            writer.say("yes", message_id="confirm")
    assert len(standing(world)) == 1
    mails = len(world.announced)

    assert "Booked!" in writer.say("yes", message_id="confirm")

    assert len(standing(world)) == 1
    assert len(world.announced) == mails


def _fail(*_args: object, **_kwargs: object) -> bool:
    raise redis_py.ConnectionError("gone")


def test_a_message_that_always_fails_is_answered_in_the_end(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake of ours does not make a network deliver for ever, and the conversation goes on."""
    writer = world.writer()

    def explode(*_args: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(handlers, "handle_text", explode)
        patch.setattr("dialog.turn.handle_text", explode)
        for _ in range(2):
            with pytest.raises(TurnFailed):
                writer.say("book", message_id="poison")
        assert "something went wrong" in writer.say("book", message_id="poison")

    assert "What kind of meeting" in writer.say("book")


def test_a_time_shown_for_confirmation_is_held(world: World, redis: redis_py.Redis) -> None:
    """Others are not offered it until its holder stops, changes, books, or five minutes are over."""
    ana, bob = at_confirmation(world, "ana"), world.writer("bob")
    bob.say("book tomorrow with bill@acme.io")
    bob.press("30-minute meeting")
    offered = list(bob.choices)
    bob.press("More times")
    offered += bob.choices
    assert "2:30 PM" in offered
    assert not {"3:00 PM", "3:30 PM"} & set(offered)
    assert "is taken" in bob.say("3pm")
    assert 0 < redis.ttl(f"holds:{world.provider.id}") <= 300

    ana.say("change time")

    assert "Shall I book this?" in bob.say("3pm")
    assert "3:00 PM" not in ana.choices or "is taken" in ana.say("3pm")
    bob.say("stop")
    assert redis.zcard(f"holds:{world.provider.id}") == 0


def test_two_people_confirm_the_same_slot_and_one_gets_it(world: World, redis: redis_py.Redis) -> None:
    """A hold that ran out decides nothing: the other is told, and offered other times with everything else kept."""
    ana = at_confirmation(world, "ana")
    redis.delete(f"holds:{world.provider.id}")
    bob = at_confirmation(world, "bob")
    threads = [threading.Thread(target=writer.say, args=("yes",)) for writer in (ana, bob)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    heard = sorted((ana.heard, bob.heard), key=lambda text: "Booked!" in text)
    assert "is taken" in heard[0]
    assert "Booked!" in heard[1]
    assert len(standing(world)) == 1
    loser = ana if "is taken" in ana.heard else bob
    loser.press("Tue May 12 2:00 PM")
    assert "Shall I book this?" in loser.heard
    assert "karen@dev.to" in loser.heard


def test_a_double_press_of_book_it_books_once(world: World) -> None:
    """Two presses are two messages; the second finds nothing left to confirm."""
    writer = at_confirmation(world)
    choice = next(choice for choice in writer.replies[-1].choices if choice.title == "Book it")
    writer.send(writer.incoming("Book it", choice=choice.id))
    writer.send(writer.incoming("Book it", choice=choice.id))

    assert len(standing(world)) == 1
    assert "booked already" in writer.heard


def test_an_old_choice_is_read_by_its_title(world: World) -> None:
    """A button of an earlier message still means what it says."""
    writer = world.writer()
    writer.say("book")
    writer.press("15-minute call")
    old = next(choice for choice in writer.replies[-1].choices if choice.title == "Wed, May 13")
    writer.say("tomorrow")
    writer.send(writer.incoming("Wed, May 13", choice=old.id))

    assert "Wednesday, May 13, 2026" in writer.heard


@pytest.mark.parametrize("choice", ["", "zz", "1.", "1.99", "1.-1", "1.٣", "x" * 500, "9.0", "GET_STARTED", "\0"])
def test_a_choice_that_was_never_offered_is_no_error(world: World, choice: str) -> None:
    """Whatever a client sends as a choice gets an answer."""
    writer = world.writer()
    writer.say("book")

    assert writer.send(writer.incoming("", choice=choice))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        "\0\x07\x1b[31m",
        "a" * 100_000,
        "क्या " * 5000,
        "‮‭🙂" * 3000,
        "'; DROP TABLE appointments; --",
        "<script>alert(1)</script>",
        "{text} %s %(x)s {0.__class__}",
        "9" * 5000,
        "karen@dev.to\r\nBcc: victim@x.example",
        ", ".join(f"person{number}@x.example" for number in range(1000)),
        "book " * 3000,
        "31 february at 25:61",
        "\ud800",
    ],
    ids=lambda text: repr(text[:20]),
)
def test_hostile_text_gets_a_short_answer_in_every_state(world: World, text: str) -> None:
    """No text makes a turn fail, book, or lose what was known."""
    writer = world.writer()
    for opening in ([], ["book"], ["book tomorrow at 3pm"], ["book tomorrow at 3pm with karen@dev.to"]):
        for line in ["start over", "stop", *opening]:
            writer.say(line)
        if len(opening) == 1 and "tomorrow" in opening[0]:
            writer.press(
                "60-minute group session" if "60-minute group session" in writer.choices else "60-minute meeting"
            )
        heard = writer.say(text)
        assert heard
        assert all(len(reply.text) < 4000 for reply in writer.replies)
    assert standing(world) == []


def test_a_thousand_addresses_are_too_many_and_the_draft_stays(world: World) -> None:
    """The largest meeting is named; the time chosen before is kept."""
    writer = world.writer()
    writer.say("book tomorrow at 3pm")
    writer.press("60-minute group session")
    heard = writer.say(", ".join(f"person{number}@x.example" for number in range(1000)))

    assert "takes 25" in heard
    assert "Who shall be invited?" in heard
    assert "3:00 PM" in writer.say("karen@dev.to")


def test_who_has_invited_too_many_keeps_their_draft(world: World) -> None:
    """The reason is said, nothing is booked, and a day later the same confirmation books."""
    limited = World(world.engine, world.redis, limits=InviteLimits(person=Limit(1, 24 * 3600)))
    writer = at_confirmation(limited)
    writer.say("yes")
    writer.say("book tomorrow at 4pm with karen@dev.to")
    writer.press("60-minute meeting")

    assert "more invitations than one person may send" in writer.say("yes")
    assert "Shall I book this?" in writer.heard
    assert len(standing(world)) == 1
    limited.now += timedelta(hours=13)
    assert "Booked!" in writer.say("yes")


def test_after_a_long_pause_the_draft_is_still_there(world: World, later: Callable[..., None]) -> None:
    """Half a day later the bot says that it kept the draft, and goes on."""
    writer = at_confirmation(world)
    later(hours=13)
    heard = writer.say("hello")

    assert "Welcome back" in heard
    assert "Shall I book this?" in heard


def test_a_draft_whose_time_has_passed_is_refused_when_confirmed(world: World, later: Callable[..., None]) -> None:
    """Nothing is booked in the past, and other times are offered."""
    writer = at_confirmation(world)
    later(days=3)
    writer.say("yes")

    assert "has passed" in writer.heard
    assert standing(world) == []


def test_an_unknown_provider_is_named_as_such(world: World) -> None:
    """A caller that names a host who is not there is told so, and can try again."""
    writer = world.writer()
    incoming = writer.incoming("hi")
    wrong = type(incoming)(**{**{name: getattr(incoming, name) for name in incoming.__slots__}, "provider": "nobody"})

    with pytest.raises(NotFound):
        world.conversations.handle(wrong, writer.capabilities, lambda _replies: True)


@pytest.mark.parametrize("limit", [3, 10, 13])
def test_never_more_choices_than_the_network_can_show(world: World, limit: int) -> None:
    """Every question keeps to the limit, and paging reaches the last day."""
    writer = world.writer()
    writer.capabilities = Capabilities(text_length=2000, max_choices=limit, title_length=20)
    writer.say("book")
    writer.say("1")
    seen: list[str] = []
    for _ in range(60):
        assert len(writer.choices) <= limit
        seen += [title for title in writer.choices if title not in (*seen, "More days", "Earlier")]
        if "More days" not in writer.choices:
            break
        writer.press("More days")

    assert seen[0] == "Mon, May 11"
    assert seen[-1] == "Fri, Jul 10"
    assert len(seen) == len(set(seen)) == 45


def test_the_stored_record_holds_no_zone_and_stays_small(world: World, redis: redis_py.Redis) -> None:
    """What is known of a person is in the database; a session in the middle of a booking is under 600 bytes."""
    writer = world.writer(zone=None)
    writer.say("book")
    writer.press("60-minute group session")
    writer.say("Berlin")
    writer.say("tomorrow")
    assert writer.turn is not None
    record = redis.get(f"session:{writer.turn.key}")

    assert record is not None
    assert b"Berlin" not in record
    assert len(record) < 600
    assert orjson.loads(record)["v"] == 1
