"""`POST /chat/messages`, through the whole application over real parts."""

from base64 import urlsafe_b64decode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson
import pytest
import structlog
from flask.testing import FlaskClient
from itsdangerous import URLSafeSerializer
from sqlalchemy import text
from structlog.testing import CapturingLogger

from booking import hosts, hours
from booking.demo import TYPES
from channels.app import create_app
from channels.bootstrap import Services, build
from channels.settings import Limit, Settings
from tests.fixtures.web import Caller, sentence

PEOPLE = "karen@dev.example, bill@acme.example"


def test_the_first_call_opens_a_conversation(caller: Caller) -> None:
    """Who says nothing yet is welcomed, and shown what to do first."""
    answer = caller.post()

    assert answer.status_code == 200
    assert set(answer.json) == {"conversation", "replies"}
    assert "Hana Host" in caller.heard
    assert all(set(reply) == {"text", "choices"} for reply in caller.replies)
    assert "Book a meeting" in caller.choices
    assert all(len(payload.encode()) <= 50 for payload in caller.choices.values())
    assert answer.headers["Cache-Control"] == "no-store"


def propose(caller: Caller, clock: str = "7:00 AM", **known: str) -> None:
    """Put a group meeting together, as far as its confirmation."""
    caller.post(**known)
    caller.press("Book a meeting")
    caller.press("60-minute group session")
    caller.press("Tue, May 12")
    caller.press(clock)
    caller.say(PEOPLE)


def test_a_meeting_is_booked(caller: Caller, booked: Callable[[], int]) -> None:
    """Step by step, pressing choices; what is answered comes in the response."""
    propose(caller, timezone="America/New_York", locale="en-US")

    assert "7:00 AM" in caller.heard
    assert "America/New_York" in caller.heard
    assert "karen@dev.example" in caller.heard
    assert booked() == 0
    caller.press("Book it")
    assert booked() == 1


def test_the_first_call_may_already_say_something(caller: Caller) -> None:
    """That is what is answered then, not the opening of the page."""
    caller.say("book", timezone="Europe/Berlin")

    assert "60-minute group session" in str(caller.choices)


def test_conversations_do_not_know_each_other(web_client: FlaskClient) -> None:
    """Each has a token with 128 random bits, and a choice of its own state."""
    one, other = Caller(web_client), Caller(web_client)
    one.post()
    one.press("Book a meeting")
    other.post()

    assert one.conversation != other.conversation
    for caller in (one, other):
        caller.say("help")
    assert "15-minute call" in str(one.replies)
    assert "15-minute call" not in str(other.replies)
    senders = {orjson.loads(decoded(token.rpartition(".")[0]))[0] for token in (one.conversation, other.conversation)}
    assert len(senders) == 2
    assert all(len(decoded(sender)) == 16 for sender in senders)


def decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_the_zone_of_the_opening_call_is_kept(caller: Caller) -> None:
    """Later calls need not say it again, and may say another."""
    caller.post(timezone="Asia/Tokyo")

    assert "Tokyo" in caller.say("slots tomorrow for a 15-minute call")
    assert "London" in caller.say("slots tomorrow for a 15-minute call", timezone="Europe/London")


def test_a_message_sent_again_is_done_once(caller: Caller, booked: Callable[[], int]) -> None:
    """The same id gets the same answer; another id is another message."""
    propose(caller, timezone="America/New_York")
    book_it = caller.choices["Book it"]
    caller.post(choice=book_it, id="one")
    first = caller.replies
    caller.post(choice=book_it, id="one")
    again = caller.replies
    caller.post(choice=book_it, id="two")

    assert again == first
    assert caller.replies != first
    assert booked() == 1


def test_a_first_message_sent_again_opens_no_second_conversation(web_client: FlaskClient) -> None:
    """Where nobody else can have come upon its id."""
    id_ = str(uuid4())
    one, again, other = Caller(web_client), Caller(web_client), Caller(web_client)
    for caller, named in ((one, id_), (again, id_), (other, str(uuid4()))):
        caller.post(text="book a 15-minute call tomorrow at 3pm", id=named, timezone="Europe/Berlin")

    assert (again.conversation, again.replies) == (one.conversation, one.replies)
    assert other.conversation != one.conversation
    assert again.say("days") == one.say("days") != ""


def test_ids_of_different_people_are_not_the_same(web_client: FlaskClient) -> None:
    """Everybody may number their messages from 1."""
    one, other = Caller(web_client), Caller(web_client)
    one.post(id="1")
    other.post(id="1")

    assert other.replies == one.replies
    assert one.replies
    assert other.say("days", id="2") == one.say("days", id="2") != ""


@pytest.mark.parametrize(
    "forge",
    [
        lambda token: "nonsense",
        lambda token: "a.b",
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: "A" + token[1:],
        lambda token: token + "é",
        lambda token: token.rpartition(".")[0],
        lambda token: URLSafeSerializer("another secret").dumps(["someone", None, None, None]),
        lambda token: URLSafeSerializer("a secret of the tests, long enough").dumps(["someone", None, None, None]),
    ],
)
def test_a_token_that_is_not_ours_is_refused(caller: Caller, forge: Callable[[str], str]) -> None:
    """A made-up or changed token opens nothing."""
    caller.post()
    answer = caller.post(text="booked", conversation=forge(caller.conversation or ""))

    assert answer.status_code == 401
    assert "new one" in sentence(answer)


def test_a_conversation_stays_with_its_host(caller: Caller, web_client: FlaskClient, web_services: Services) -> None:
    """The opening call may choose the host; no later one may choose another, an unknown one is not found."""
    second = web_services.booking.add_provider(
        hosts.NewProvider("Sam Second", "sam@host.example", "Europe/Berlin", hours.parse("mon-fri 09:00-17:00"))
    )
    web_services.booking.add_type(second.id, TYPES[0])
    first = web_services.booking.provider(None)

    caller.post(provider=second.id)
    assert "Sam Second" in caller.heard
    assert "Sam Second" in caller.say("hi")
    assert caller.post(text="hi", provider=second.id).status_code == 200
    refused = caller.post(text="hi", provider=first.id)
    assert refused.status_code == 400
    assert "provider" in sentence(refused)
    unknown = Caller(web_client).post(provider="nobody")
    assert unknown.status_code == 404
    assert sentence(unknown)


def test_with_no_host_nobody_can_be_booked(
    web_settings: Settings, sqlite_template: Path, tmp_path: Path, redis: Any
) -> None:
    """The call says so, and the page still opens."""
    (tmp_path / "convoke.db").write_bytes(sqlite_template.read_bytes())
    services = build(web_settings, tmp_path)
    client = create_app(services).test_client()

    assert sentence(client.post("/chat/messages", json={})) != ""
    assert "<h1>Convoke</h1>" in client.get("/").text
    services.close()


def test_invitations_count_for_the_address_too(caller: Caller, web_services: Services) -> None:
    """A new conversation is no new person: what one address causes is counted over all of them."""
    for clock in ("7:00 AM", "8:00 AM"):
        caller.conversation = None
        propose(caller, clock, timezone="America/New_York", locale="en-US")
        caller.press("Book it")

    with web_services.engine.connect() as connection:
        counts = connection.scalars(
            text("SELECT count FROM tallies WHERE subject LIKE 'person:%' ORDER BY count")
        ).all()
    assert counts == [2, 2, 4]


def test_new_conversations_are_limited(web_services: Services, redis: Any) -> None:
    """An address that opened too many waits; the conversations it has go on."""
    limited = replace(web_services, settings=web_services.settings.replace(chat_open_limit=Limit(2, 60)))
    client = create_app(limited).test_client()
    caller = Caller(client)
    caller.post()
    Caller(client).post()
    refused = Caller(client).post()

    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert sentence(refused)
    assert caller.post(text="help").status_code == 200


@pytest.fixture
def slow_settings(web_settings: Settings) -> Settings:
    return web_settings.replace(chat_rate_limit=Limit(3, 60))


def test_a_person_who_writes_too_fast_waits(slow_settings: Settings, sqlite_template: Path, tmp_path: Path) -> None:
    """The message over the limit is not done; sent again with the same id later, it is."""
    (tmp_path / "convoke.db").write_bytes(sqlite_template.read_bytes())
    services = build(slow_settings, tmp_path)
    services.booking.add_provider(
        hosts.NewProvider("Hana Host", "hana@host.example", "Europe/Berlin", hours.parse("mon-fri 09:00-17:00"))
    )
    caller = Caller(create_app(services).test_client())
    for _ in range(3):
        assert caller.post(text="help").status_code == 200
    refused = caller.post(text="help", id="fourth")

    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["Retry-After"] in sentence(refused)
    services.redis.delete(*services.redis.keys("rate:*"))
    assert caller.post(text="help", id="fourth").status_code == 200
    services.close()


def test_without_redis_the_caller_is_asked_to_come_again(web_services: Services, web_settings: Settings) -> None:
    """An outage is a 503 that may be tried again, with nothing of it told."""
    for limit in (Limit(0, 60), Limit(9, 60)):
        without = web_settings.replace(redis_url="redis://127.0.0.1:1/0", chat_open_limit=limit)
        broken = build(without, web_services.data)
        answer = create_app(broken).test_client().post("/chat/messages", json={"text": "book"})
        broken.close()

        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "1"
        assert "redis" not in sentence(answer).lower()


def test_without_a_database_the_caller_is_asked_to_come_again(
    web_services: Services, web_settings: Settings, tmp_path: Path
) -> None:
    """An outage is a 503; once it is over, the same message is done."""
    working = Caller(create_app(web_services).test_client())
    working.post()
    broken = build(web_settings.replace(database_url=f"sqlite:///{tmp_path}/no/such.db"), tmp_path)
    failing = Caller(create_app(broken).test_client(), working.conversation)

    assert failing.post(text="book", id="one").status_code == 503
    assert Caller(failing.client).post(provider="somebody").status_code == 503
    assert "convoke" in failing.client.get("/").text.lower()
    working.say("book", id="one")
    assert "15-minute call" in str(working.replies)
    broken.close()


def test_nothing_that_was_written_is_logged(web_services: Services) -> None:
    """One line a turn, without texts, addresses and tokens."""
    logger = CapturingLogger()
    heard = replace(web_services, log=structlog.wrap_logger(logger, processors=[]))
    caller = Caller(create_app(heard).test_client())
    caller.say(f"book with {PEOPLE}", timezone="Europe/Berlin")
    caller.post(text="again", conversation="forged")
    (call,) = logger.calls

    assert call.kwargs["event"] == "turn"
    assert call.kwargs["channel"] == "web"
    assert call.kwargs["milliseconds"] > 0
    assert "karen" not in str(call)
    assert (caller.conversation or "")[:20] not in str(call)


def test_the_page_is_in_the_readers_language(web_client: FlaskClient) -> None:
    """Its frame, and what its script says by itself; English for want of theirs."""
    german = web_client.get("/", headers={"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}).text
    klingon = web_client.get("/", headers={"Accept-Language": "tlh"}).text

    assert '<html lang="de">' in german
    assert "Nachricht schreiben…" in german
    assert "Nicht gesendet." in german
    assert '<html lang="en">' in klingon
    assert "Write a message…" in klingon
