"""What chats are told unasked: its words, and how it waits where nothing can be sent."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from booking.model import ChatNotice, News
from dialog import notices
from dialog.mailbox import Mailbox, Parcel
from dialog.messages import Outgoing
from tests.fixtures.talking import BUTTONS, World, Writer

NOTICE = ChatNotice(
    topic="answers", person="p", appointment_id="a", title="Q3 budget", kind="Group",
    start=datetime(2026, 5, 12, 19, tzinfo=UTC), end=datetime(2026, 5, 12, 20, tzinfo=UTC), timezone="UTC", locale="en",
    coming=2, invited=3,
)  # fmt: skip


def said(**changes: object) -> str:
    return notices.render(replace(NOTICE, **changes), "America/New_York", "en_US").text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("news", "text"),
    [
        ([("Karen", "ACCEPTED")], "Karen accepted: 2 of 3 are coming."),
        (
            [("Karen", "ACCEPTED"), ("Ann", "DECLINED"), ("Bill", "ACCEPTED")],
            "Karen and Bill accepted, Ann declined: 2 of 3 are coming.",
        ),
        ([("karen@dev.to", "ACCEPTED")], "karen accepted: 2 of 3 are coming."),
        (
            [("karen@dev.to", "ACCEPTED"), ("karen@acme.io", "TENTATIVE")],
            "karen@dev.to accepted, karen@acme.io may come: 2 of 3 are coming.",
        ),
        (
            [("A", "left"), ("B", "removed"), ("C", "joined"), ("D", "removed")],
            "C joined, A left, B and D were taken off: 2 of 3 are coming.",
        ),
        (
            [("Bill", "unreachable"), ("Karen", "proposed")],
            "Karen proposed another time, mail to Bill came back: 2 of 3 are coming.",
        ),
    ],
)
def test_answers_are_one_line(news: list[tuple[str, News]], text: str) -> None:
    """Who did what, by name or the beginning of their address, and the tally; then which meeting."""
    assert said(news=tuple(news)) == f"{text} (“Q3 budget”, Tue May 12 3:00 PM)"


def test_the_tally_counts_one_and_none() -> None:
    """One is coming; nobody is left to count."""
    assert said(news=(("Karen", "ACCEPTED"),), coming=1).startswith("Karen accepted: 1 of 3 is coming.")
    assert said(news=(("Karen", "left"),), coming=0, invited=0).startswith("Karen left. (")


def test_reminders_say_when_and_where() -> None:
    """In the reader's zone, with the place, the link, the tally, and how to have no more of them."""
    assert said(topic="reminder", location="Room 1", video_url="https://meet.example/x").splitlines() == [
        "Reminder: “Q3 budget”, Tuesday, May 12, 2026, 3:00 PM – 4:00 PM (America/New_York, EDT).",
        "Place: Room 1",
        "Link: https://meet.example/x",
        "2 of 3 are coming.",
        "Say “no reminders” if you want none.",
    ]
    assert "21:00 – 22:00 (Europe/Berlin" in notices.render(NOTICE_IN_GERMANY, "Europe/Berlin", "de_DE").text


NOTICE_IN_GERMANY = replace(NOTICE, topic="reminder")


def test_what_others_changed_is_told() -> None:
    """Moved: to when; called off: which it was."""
    assert said(topic="moved") == (
        "“Q3 budget” was moved to Tuesday, May 12, 2026, 3:00 PM – 4:00 PM (America/New_York, EDT)."
    )
    assert said(topic="cancelled", title="") == (
        "Group, Tuesday, May 12, 2026, 3:00 PM – 4:00 PM (America/New_York, EDT), was cancelled."
    )


def leave(world: World, writer: Writer, text: str, number: int, *, seconds: int = 3600) -> None:
    """Let a notice wait for this person, of use for so long."""
    until = int((world.now + timedelta(seconds=seconds)).timestamp())
    parcel = Parcel("test", "page", writer.name, Outgoing(text), number, until)
    assert not Mailbox(world.redis).leave(world.key(writer), parcel, pulled=True)


@pytest.fixture
def puller(world: World) -> Writer:
    """Somebody on a channel where nothing can be sent."""
    writer = world.writer()
    writer.capabilities = replace(BUTTONS, pulls=True)
    return writer


def test_what_waits_comes_before_the_next_answer(world: World, puller: Writer) -> None:
    """In order, once, each however often it was left; with the id that tells a page whether it showed it."""
    for text, number in (("first", 1), ("second", 2), ("second", 2)):
        leave(world, puller, text, number)
    puller.say("thanks")
    assert [(each.text, each.id) for each in puller.replies] == [
        ("first", "1"),
        ("second", "2"),
        ("You are welcome!", ""),
    ]

    assert puller.say("thanks") == "You are welcome!"


def test_a_repeated_message_has_the_notices_again(world: World, puller: Writer) -> None:
    """Its answer may have got lost on the way, and with it what was given along."""
    leave(world, puller, "first", 1)
    puller.say("thanks", message_id="m")
    before = puller.replies
    puller.say("thanks", message_id="m")

    assert puller.replies == before
    assert puller.replies[0] == Outgoing("first", (), "1")


def test_a_notice_that_is_of_no_use_any_more_is_not_given(world: World, puller: Writer) -> None:
    """A reminder of a meeting that has begun since."""
    leave(world, puller, "late", 1, seconds=60)
    leave(world, puller, "news", 2)
    world.now += timedelta(minutes=2)

    assert puller.say("thanks") == "news\nYou are welcome!"


def test_notices_are_fetched_until_they_were_seen(world: World, puller: Writer) -> None:
    """Without a message; what was not seen comes again, what was does not, not even with the next answer."""
    mailbox, key = Mailbox(world.redis), world.key(puller)
    leave(world, puller, "first", 1)
    leave(world, puller, "second", 2)
    now = world.now.timestamp()

    assert [each.id for each in mailbox.fetch(key, (), now)] == ["1", "2"]
    assert [each.id for each in mailbox.fetch(key, ("1",), now)] == ["2"]
    assert puller.say("thanks") == "second\nYou are welcome!"
    assert mailbox.fetch(key, ("2",), now) == ()


def test_what_is_sent_waits_for_a_worker_alone(world: World) -> None:
    """On a channel to which it can be sent, the mailbox is delivered, and answers give nothing along."""
    writer = world.writer()
    mailbox, key = Mailbox(world.redis), world.key(writer)
    parcel = Parcel("test", "page", "ana", Outgoing("news"), 7, 2**40)

    assert mailbox.leave(key, parcel, pulled=False)
    assert not mailbox.leave(key, parcel, pulled=False)
    assert writer.say("thanks") == "You are welcome!"
    head = mailbox.take(key, "worker")
    assert head == replace(parcel, reply=Outgoing("news", (), "7"))
    assert mailbox.next(key, "worker", head) is None
    assert mailbox.take(key, "worker") is None


def test_who_books_can_be_written_to(world: World) -> None:
    """Their address, language and zone are known from then on."""
    writer = world.writer()
    writer.say("book tomorrow at 3pm with karen@dev.to")
    person = world.booking.person("test", "page", "ana")
    assert world.booking.contact(person.id) is None
    writer.press("60-minute meeting")
    writer.say("yes")

    contact = world.booking.contact(person.id)
    assert contact is not None
    assert (contact.channel, contact.account, contact.sender) == ("test", "page", "ana")
    assert (contact.person.address, contact.person.locale) == ("ana", "en_US")
