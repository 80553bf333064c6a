"""A meeting that several people booked for their guests: each deals with their own part of it, and sees nothing else."""

import pytest

from booking.hosts import NewType
from tests.fixtures.talking import World, Writer

GUESTS = {"ana": "karen@dev.to", "bob": "bill@acme.io"}


@pytest.fixture
def writers(world: World) -> dict[str, Writer]:
    """Ana and Bob, who each booked the same yoga class for a guest."""
    world.booking.add_type(world.provider.id, NewType("Yoga class", 45, capacity=9, shared=True))
    found = {name: world.writer(name) for name in GUESTS}
    for name, writer in found.items():
        writer.say(f"book a yoga class tomorrow at 3pm with {GUESTS[name]}")
        while "Book it" not in writer.choices:
            writer.press(next(title for title in writer.choices if title.startswith("Yoga class")))
        assert other(name) not in writer.say("yes")
    return found


def other(name: str) -> str:
    """The other one's guest."""
    return next(guest for whose, guest in GUESTS.items() if whose != name)


def guests(world: World) -> list[str]:
    """Who is in what stands."""
    found, _ = world.booking.appointments(world.provider.id, status="confirmed")
    return sorted(each.email for one in found for each in one.attendees)


@pytest.mark.parametrize("said", ["booked", "who is coming", "cancel", "reschedule", "move it to friday 3pm"])
@pytest.mark.parametrize("name", GUESTS)
def test_nobody_sees_whom_others_brought(writers: dict[str, Writer], name: str, said: str) -> None:
    """Not in lists, questions or summaries; neither who booked first nor who joined."""
    heard = writers[name].say(said)

    assert other(name) not in heard
    assert "Yoga" in heard or "Friday" in heard or "day" in heard


@pytest.mark.parametrize("name", GUESTS)
def test_cancelling_takes_ones_own_guests_off(world: World, writers: dict[str, Writer], name: str) -> None:
    """The others stay; who cancels last cancels the whole."""
    writers[name].say("cancel")
    assert "Cancelled" in writers[name].say("yes")
    assert guests(world) == [other(name)]
    last = next(writer for whose, writer in writers.items() if whose != name)
    last.say("cancel")
    last.say("yes")

    assert world.booking.appointments(world.provider.id, status="confirmed") == ((), 0)


def test_what_others_come_to_is_not_moved(world: World, writers: dict[str, Writer]) -> None:
    """It says so, and stays where it is; one's own guests can change."""
    before, _ = world.booking.appointments(world.provider.id)
    bob = writers["bob"]
    bob.say("move it to friday 3pm")
    assert "Others come to that meeting too" in bob.say("yes")
    after, _ = world.booking.appointments(world.provider.id)
    assert [one.start for one in after] == [one.start for one in before]
    bob.say("stop")
    bob.say("also zoe@x.example")
    bob.say("yes")

    assert guests(world) == ["bill@acme.io", "karen@dev.to", "zoe@x.example"]


def test_what_others_come_to_keeps_its_title(world: World, writers: dict[str, Writer]) -> None:
    """It says so."""
    before, _ = world.booking.appointments(world.provider.id)
    bob = writers["bob"]
    assert "keeps its title" in bob.say("rename it to Mine")
    bob.say("yes")
    after, _ = world.booking.appointments(world.provider.id)

    assert [one.title for one in after] == [one.title for one in before]
