"""`POST /chat/messages`, through the whole application over real parts."""

from base64 import urlsafe_b64decode
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import orjson
import pytest
import structlog
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer
from structlog.testing import CapturingLogger
from werkzeug.test import TestResponse

from booking import hosts, hours
from booking.demo import TYPES
from channels.app import create_app
from channels.bootstrap import Services, build
from channels.settings import Limit, Settings

PEOPLE = "karen@dev.example, bill@acme.example"


@dataclass
class Caller:
    """Somebody who posts messages, and goes on with the conversation that the first one opened."""

    client: FlaskClient
    conversation: str | None = None
    answer: TestResponse | None = None

    def post(self, **body: Any) -> TestResponse:
        if self.conversation:
            body = {"conversation": self.conversation, **body}
        self.answer = self.client.post("/chat/messages", json=body)
        if self.answer.status_code == 200:
            self.conversation = self.answer.json["conversation"]
        return self.answer

    def say(self, text: str, **body: Any) -> str:
        """Write, and return what is answered."""
        assert self.post(text=text, **body).status_code == 200
        return self.heard

    @property
    def replies(self) -> list[dict[str, Any]]:
        assert self.answer
        return self.answer.json["replies"]

    @property
    def heard(self) -> str:
        return "\n".join(reply["text"] for reply in self.replies)

    @property
    def choices(self) -> dict[str, str]:
        """The titles that can be pressed, with their payloads."""
        return {choice["title"]: choice["payload"] for reply in self.replies for choice in reply["choices"]}

    def press(self, title: str, **body: Any) -> str:
        """Press the choice whose title begins so, and return what is answered."""
        payload = next(payload for full, payload in self.choices.items() if full.startswith(title))
        assert self.post(choice=payload, **body).status_code == 200
        return self.heard


def sentence(answer: TestResponse) -> str:
    """What a refusal says."""
    assert list(answer.json) == ["message"]
    message = answer.json["message"]
    assert isinstance(message, str)
    assert message.endswith(".")
    return message


@pytest.fixture
def client(web_services: Services) -> FlaskClient:
    return create_app(web_services).test_client()


@pytest.fixture
def caller(client: FlaskClient) -> Caller:
    return Caller(client)


@pytest.fixture
def appointments(web_services: Services) -> Callable[[], int]:
    """How many appointments there are."""

    def count() -> int:
        with web_services.engine.connect() as connection:
            return int(connection.exec_driver_sql("SELECT count(*) FROM appointments").scalar_one())

    return count


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


def propose(caller: Caller, **known: str) -> None:
    """Put a group meeting together, as far as its confirmation."""
    caller.post(**known)
    caller.press("Book a meeting")
    caller.press("60-minute group session")
    caller.press("Tue, May 12")
    caller.press("7:00 AM")
    caller.say(PEOPLE)


def test_a_meeting_is_booked(caller: Caller, appointments: Callable[[], int]) -> None:
    """Step by step, pressing choices; what is answered comes in the response."""
    propose(caller, timezone="America/New_York", locale="en-US")

    assert "7:00 AM" in caller.heard
    assert "America/New_York" in caller.heard
    assert "karen@dev.example" in caller.heard
    assert appointments() == 0
    caller.press("Book it")
    assert appointments() == 1


def test_the_first_call_may_already_say_something(caller: Caller) -> None:
    """That is what is answered then, not the opening of the page."""
    caller.say("book", timezone="Europe/Berlin")

    assert "60-minute group session" in str(caller.choices)


def test_conversations_do_not_know_each_other(client: FlaskClient) -> None:
    """Each has a token with 128 random bits, and a choice of its own state."""
    one, other = Caller(client), Caller(client)
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


def test_a_message_sent_again_is_done_once(caller: Caller, appointments: Callable[[], int]) -> None:
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
    assert appointments() == 1


def test_ids_of_different_people_are_not_the_same(client: FlaskClient) -> None:
    """Everybody may number their messages from 1."""
    one, other = Caller(client), Caller(client)
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


def test_a_conversation_stays_with_its_host(caller: Caller, client: FlaskClient, web_services: Services) -> None:
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
    unknown = Caller(client).post(provider="nobody")
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


BAD_FIELDS: list[tuple[dict[str, Any], str]] = [
    ({"text": 7}, "text"),
    ({"text": ["book"]}, "text"),
    ({"text": {"a": 1}}, "text"),
    ({"text": True}, "text"),
    ({"text": "x" * 10_001}, "10,000"),
    ({"id": 12}, "id"),
    ({"id": "x" * 101}, "id"),
    ({"id": "a\nb"}, "id"),
    ({"choice": 1.5}, "choice"),
    ({"choice": "x" * 201}, "choice"),
    ({"conversation": []}, "conversation"),
    ({"timezone": "Mars/Olympus"}, "time zone"),
    ({"timezone": "../../etc/passwd"}, "time zone"),
    ({"timezone": "Europe"}, "time zone"),
    ({"timezone": 2}, "timezone"),
    ({"locale": "en us; drop"}, "locale"),
    ({"locale": "x" * 36}, "locale"),
    ({"provider": 0}, "provider"),
    ({"provider": "a\x00b"}, "provider"),
]


@pytest.mark.parametrize(("body", "word"), BAD_FIELDS)
def test_a_field_that_cannot_be(caller: Caller, redis: Any, body: dict[str, Any], word: str) -> None:
    """The answer names the field; nothing is kept."""
    answer = caller.post(**body)

    assert answer.status_code == 400
    assert word in sentence(answer)
    assert redis.keys("*") == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"book",
        b"{",
        b"[]",
        b'"hello"',
        b"null",
        b"7",
        b"\xff\xfe",
        b'{"text": "\xff"}',
        b'{"text": "\\ud800"}',
        b"[" * 60_000,
        '{"text": "book"}'.encode("utf-16"),
        b'{"text": NaN}',
    ],
)
def test_a_body_that_is_no_message(client: FlaskClient, redis: Any, body: bytes) -> None:
    """A sentence, and nothing kept."""
    answer = client.post("/chat/messages", data=body, content_type="application/json")

    assert answer.status_code == 400
    assert sentence(answer)
    assert redis.keys("*") == []


def test_a_body_too_large(client: FlaskClient) -> None:
    """Beyond 64 KiB nothing is read; just below, the text is too long."""
    large = client.post("/chat/messages", json={"text": "x" * 65_536})
    below = client.post("/chat/messages", json={"text": "x" * 65_500})

    chunked = client.post(
        "/chat/messages",
        input_stream=BytesIO(b'{"text": "help"}' + b" " * 65_536),
        content_type="application/json",
        environ_overrides={"wsgi.input_terminated": True},
    )

    assert large.status_code == 413
    assert sentence(large)
    assert below.status_code == 400
    assert chunked.status_code == 413


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "", "multipart/form-data"])
def test_only_json_is_taken(client: FlaskClient, content_type: str) -> None:
    """What a form of another site could post is refused, so that no site can make its visitors write here."""
    answer = client.post("/chat/messages", data=b'{"text": "hi"}', content_type=content_type)

    assert answer.status_code == 415
    assert "JSON" in sentence(answer)


def test_a_json_content_type_may_name_its_charset(client: FlaskClient) -> None:
    """As some libraries write it."""
    answer = client.post("/chat/messages", data=b"{}", content_type="application/json; charset=utf-8")

    assert answer.status_code == 200


def test_other_methods(client: FlaskClient) -> None:
    """Reading is no way to write."""
    answer = client.get("/chat/messages")

    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "\0", "a\0b\x1b[2J", "預訂 明天 下午三點", "🎉" * 5_000, "\u202ebook", "   "]
)
def test_any_text_is_answered(caller: Caller, text: str) -> None:
    """Up to the limit, whatever the script and the characters."""
    answer = caller.post(text=text)

    assert answer.status_code == 200
    assert caller.heard


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_FIELDS = ("conversation", "id", "text", "choice", "timezone", "locale", "provider")


@given(body=st.fixed_dictionaries({}, optional=dict.fromkeys(_FIELDS, _VALUES)) | _VALUES)
@hypothesis_settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_no_body_is_our_failure(client: FlaskClient, body: Any) -> None:
    """Whatever stands in the fields, the answer is the caller's: replies, or a sentence."""
    answer = client.post("/chat/messages", data=orjson.dumps(body), content_type="application/json")

    assert answer.status_code in (200, 400, 401, 404)
    assert answer.json["replies"] if answer.status_code == 200 else sentence(answer)


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
