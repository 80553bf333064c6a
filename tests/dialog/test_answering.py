"""Answers in chat: by whoever shows the link of their invitation; who is coming; and wishes about reminders."""

import pytest
from sqlalchemy import text

from booking import wishes
from booking.model import Actor, Appointment
from tests.fixtures.talking import World, Writer


@pytest.fixture
def ana(world: World) -> Writer:
    return world.writer()


@pytest.fixture
def made(world: World, ana: Writer) -> Appointment:
    """What Ana booked for Karen and Bill."""
    ana.say("book tomorrow at 3pm with Karen <karen@dev.to>, bill@acme.io about the Q3 budget")
    ana.press("60-minute group session")
    ana.say("yes")
    return world.booking.upcoming(world.booking.person("test", "page", "ana").id)[0]


def link(world: World, email: str) -> str:
    """The link in somebody's invitation."""
    with world.engine.connect() as connection:
        word = connection.scalar(text("SELECT link FROM attendees WHERE email = :email"), {"email": email})
    return f"http://localhost:8000/rsvp/{word}"


def status(world: World, made: Appointment, email: str) -> str:
    return next(each.status for each in world.booking.appointment(made.id).attendees if each.email == email)


@pytest.fixture
def karen(world: World) -> Writer:
    return world.writer("karen")


def test_the_link_of_an_invitation_opens_it(world: World, made: Appointment, karen: Writer) -> None:
    """Whoever sends it can answer by a press; whoever booked hears of it."""
    heard = karen.say(f"is this right? {link(world, 'karen@dev.to')}?answer=yes")
    assert heard == (
        "You are invited: “the Q3 budget”, Tuesday, May 12, 2026, 3:00 PM – 4:00 PM (America/New_York, EDT). "
        "Will you come?"
    )
    assert karen.choices == ["Accept", "Decline", "Maybe"]
    assert karen.press("Accept").startswith("You accepted: “the Q3 budget”, Tuesday")

    assert status(world, made, "karen@dev.to") == "ACCEPTED"
    assert world.booking.history(made.id)[-1].channel == "test"
    world.now = world.now.replace(minute=5)
    assert world.booking.tell_news() == 1


def test_what_one_is_invited_to_is_among_ones_meetings(world: World, made: Appointment, karen: Writer) -> None:
    """Without the others who are invited; nobody's before they have shown that the address is theirs."""
    assert "no meetings" in karen.say("my meetings")
    karen.say(link(world, "karen@dev.to"))
    heard = karen.say("my meetings")

    assert "You are invited to:" in heard
    assert "“the Q3 budget”, Tuesday, May 12, 2026" in heard
    assert "bill" not in heard


def test_who_has_shown_a_link_answers_in_a_word(world: World, made: Appointment, karen: Writer) -> None:
    """Also later, and about another meeting; before that they are told how."""
    assert karen.say("accept") == "Send me the link from your invitation, and you can answer here."
    assert status(world, made, "karen@dev.to") == "NEEDS-ACTION"
    karen.say(link(world, "karen@dev.to"))
    for said, answer in (("!accept", "ACCEPTED"), ("Decline.", "DECLINED"), ("maybe", "TENTATIVE")):
        karen.say(said)
        assert status(world, made, "karen@dev.to") == answer
    world.booking.cancel(made.id)
    assert karen.say("accept") == "You are not invited to anything ahead."


def test_of_several_meetings_one_is_picked(world: World, made: Appointment, karen: Writer, ana: Writer) -> None:
    """They are shown with their times."""
    ana.say("book friday at 10am with karen@dev.to")
    ana.press("15-minute call")
    ana.say("yes")
    karen.say(link(world, "karen@dev.to"))
    assert karen.say("decline").startswith("You declined: “the Q3 budget”")
    assert "Which meeting do you mean?" in karen.say("decline")
    karen.press("Fri May 15 10:00 AM")

    assert [each.attendees[0].status for each in world.booking.invited("karen@dev.to")] == ["DECLINED"] * 2


@pytest.mark.parametrize(
    ("asked_in", "said", "answer"),
    [("en", "yes", "ACCEPTED"), ("en", "no", "DECLINED"), ("fr", "oui", "ACCEPTED"), ("de", "nein", "DECLINED")],
)
def test_will_you_come_is_answered_by_yes_or_no(
    world: World, made: Appointment, karen: Writer, asked_in: str, said: str, answer: str
) -> None:
    """In each language; a second no is about nothing any more."""
    karen.say({"en": "hello", "fr": "bonjour", "de": "guten Tag"}[asked_in])
    karen.say(link(world, "karen@dev.to"))
    karen.say(said)
    assert status(world, made, "karen@dev.to") == answer
    events = len(world.booking.history(made.id))
    karen.say("no")
    assert len(world.booking.history(made.id)) == events


def test_mail_to_whoever_showed_their_link_is_in_their_language(world: World, made: Appointment, karen: Writer) -> None:
    """Whatever the language of those who invite them is; and nothing is guessed of who has not written in any."""
    karen.say(link(world, "karen@dev.to"))
    assert world.booking.person("test", "page", "karen").locale is None
    karen.say("bonjour")
    karen.say(link(world, "karen@dev.to"))
    assert world.booking.person("test", "page", "karen").locale == "fr_FR"


@pytest.mark.parametrize("word", ["a" * 26, "A" * 26])
def test_a_link_that_leads_nowhere_says_so(world: World, made: Appointment, karen: Writer, word: str) -> None:
    """And gives nobody an address."""
    assert karen.say(f"https://bot.example/rsvp/{word}") == "There is no such link. Is it complete?"
    assert world.booking.person("test", "page", "karen").email is None


def test_the_hosts_link_is_for_the_browser(world: World, made: Appointment, karen: Writer) -> None:
    """A chat takes no answer for the host."""
    with world.engine.connect() as connection:
        word = connection.scalar(text("SELECT host_link FROM appointments"))

    assert karen.say(f"/rsvp/{word}") == "That is the host's own link: please open it in a browser."


def test_these_words_mean_what_they_did_while_booking(world: World, made: Appointment, karen: Writer) -> None:
    """They answer an invitation only where nothing else is pending."""
    karen.say(link(world, "karen@dev.to"))
    karen.say("book friday at 10am with zoe@x.example")
    karen.press("60-minute meeting")
    karen.say("decline")

    assert status(world, made, "karen@dev.to") == "NEEDS-ACTION"


def test_who_is_coming_is_told(world: World, made: Appointment, ana: Writer) -> None:
    """By answer, with the tally; in the list of meetings the tally alone, once there is an answer."""
    assert "coming" not in ana.say("booked")
    world.booking.rsvp(made.id, "karen@dev.to", "ACCEPTED")

    assert ana.say("who is coming?").splitlines() == [
        "“the Q3 budget”, Tue May 12 3:00 PM: 1 of 2 is coming.",
        "Accepted: Karen <karen@dev.to>",
        "No answer yet: bill@acme.io",
    ]
    assert ana.say("booked").endswith("with Karen <karen@dev.to>, bill@acme.io. 1 of 2 is coming.")
    assert "no meetings ahead" in world.writer("bob").say("who is coming")


def test_reminders_are_switched_off_and_on(world: World, made: Appointment, ana: Writer) -> None:
    """In this chat; at any time, without losing the question at hand."""
    person = world.booking.person("test", "page", "ana").id

    def unwanted() -> frozenset[str]:
        with world.engine.connect() as connection:
            return wishes.of(connection, person)

    assert ana.say("No reminders!").startswith("All right: no more reminders here.")
    assert unwanted() == {"reminders"}
    ana.say("book friday with zoe@x.example")
    ana.press("60-minute meeting")
    heard = ana.say("reminders on")
    assert heard.startswith("You will be reminded here.")
    assert len(ana.replies) > 1
    assert unwanted() == frozenset()


def test_what_others_did_reaches_the_chat_of_whoever_booked(world: World, made: Appointment) -> None:
    """An answer by somebody else in chat is news, their own is not."""
    me = world.booking.person("test", "page", "ana")
    world.booking.rsvp(made.id, "karen@dev.to", "ACCEPTED", Actor(me.id, "test"))
    world.now = world.now.replace(minute=10)

    assert world.booking.tell_news() == 0
