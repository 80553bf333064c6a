"""Webhooks over the whole: HTTP, Redis, a database, the worker, and the networks' stand-ins."""

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
import redis as redis_py
from flask import Response
from flask.testing import FlaskClient
from structlog.testing import capture_logs
from werkzeug.test import EnvironBuilder, TestResponse

from booking import hosts, hours
from booking.storage import migrate
from channels import bootstrap
from channels.app import create_app
from channels.bootstrap import Services
from channels.settings import Settings
from channels.worker import working
from dialog.messages import Capabilities, Incoming
from dialog.turn import Inline, Turn
from tests.fixtures.networks import (
    PUBLIC_URL,
    VERIFY_TOKEN,
    WHATSAPP_FROM,
    Network,
    channel_settings,
    sign_messenger,
    sign_whatsapp,
)

PAGE, PERSON = "1906385232743451", "2390915517608123"
MONDAY = datetime(2026, 5, 11, 13, 0, tzinfo=UTC)


@pytest.fixture
def settings(redis_url: str, redis: redis_py.Redis) -> Settings:
    secret = "a secret of the tests, long enough"
    return Settings().replace(**vars(channel_settings()), redis_url=redis_url, secret_key=secret)


@pytest.fixture
def make(tmp_path: Path, settings: Settings) -> Iterator[Callable[..., Services]]:
    """Builds the services with settings changed; a host in New York can be booked."""
    made: list[Services] = []

    def build(**changes: Any) -> Services:
        services = bootstrap.build(settings.replace(**changes), tmp_path, clock=lambda: MONDAY)
        made.append(services)
        migrate(services.engine)
        host = hosts.NewProvider(
            "Hana Host", "hana@host.example", "America/New_York", hours.parse("mon-fri 09:00-17:00")
        )
        provider = services.booking.add_provider(host)
        services.booking.add_type(provider.id, hosts.NewType("60-minute group session", 60, capacity=10))
        return services

    yield build
    for services in made:
        services.close()


@pytest.fixture
def services(make: Callable[..., Services]) -> Services:
    return make()


@pytest.fixture
def client(services: Services) -> FlaskClient:
    return create_app(services).test_client()


def event(text: str, mid: str, sender: str = PERSON, **more: Any) -> dict[str, Any]:
    message = {"mid": mid, "text": text, **more}
    return {"sender": {"id": sender}, "recipient": {"id": PAGE}, "timestamp": 1778504400000, "message": message}


def messenger(client: FlaskClient, *events: dict[str, Any]) -> TestResponse:
    body = json.dumps({"object": "page", "entry": [{"id": PAGE, "time": 1, "messaging": events}]}).encode()
    return post(client, "messenger", body, sign_messenger("", body))


def whatsapp(client: FlaskClient, text: str, sid: str, query: str = "", **fields: str) -> TestResponse:
    form = {"MessageSid": sid, "From": "whatsapp:+16505551234", "To": WHATSAPP_FROM, "Body": text, "NumMedia": "0"}
    body = urlencode(form | fields).encode()
    return post(client, "whatsapp", body, sign_whatsapp(f"{PUBLIC_URL}/webhooks/whatsapp{query}", body), query)


def post(client: FlaskClient, name: str, body: bytes, headers: dict[str, str], query: str = "") -> TestResponse:
    return client.post(f"/webhooks/{name}{query}", data=body, headers=headers)


def texts(response: TestResponse) -> list[str]:
    return [message.text or "" for message in ET.fromstring(response.text)]


def wait_for(graph: Network, count: int, services: Services) -> list[dict[str, Any]]:
    """What Graph got from the worker, when that are so many messages."""
    worked(services, lambda: len(messages_to(graph)) >= count)
    return messages_to(graph)


def worked(services: Services, done: Callable[[], bool]) -> None:
    """Let a worker run until it has done something, half a minute at most."""
    with working(services, threads=2):
        deadline = time.monotonic() + 30
        while not done() and time.monotonic() < deadline:
            time.sleep(0.01)


def messages_to(graph: Network) -> list[dict[str, Any]]:
    return [call.body["message"] for call in graph.calls if call.method == "POST"]


def test_a_signed_message_is_answered_by_the_worker(make: Callable[..., Services], graph: Network) -> None:
    services = make(messenger_graph_url=graph.url)

    response = messenger(create_app(services).test_client(), event("help", "m_1"))

    assert (response.status_code, response.text) == (200, "")
    assert wait_for(graph, 1, services)
    assert graph.calls[0].body["recipient"] == {"id": PERSON}


def test_a_message_that_comes_again_is_answered_once(make: Callable[..., Services], graph: Network) -> None:
    services = make(messenger_graph_url=graph.url)
    client = create_app(services).test_client()

    statuses = [messenger(client, event("help", "m_1")).status_code for _ in range(3)]

    assert statuses == [200, 200, 200]
    assert len(wait_for(graph, 1, services)) == 1


def test_a_group_is_booked_from_messenger_by_pressing_first_choices(
    make: Callable[..., Services], graph: Network
) -> None:
    services = make(messenger_graph_url=graph.url)
    client = create_app(services).test_client()

    person = services.booking.person("messenger", PAGE, PERSON).id

    messenger(client, event("book with karen@dev.to, bill@acme.io", "m_0"))
    said = wait_for(graph, 1, services)
    while not services.booking.upcoming(person) and len(said) < 12:
        choice = said[-1]["quick_replies"][0]
        messenger(client, event(choice["title"], f"m_{len(said)}", quick_reply=choice))
        said = wait_for(graph, len(said) + 1, services)

    (appointment,) = services.booking.upcoming(person)
    assert {attendee.email for attendee in appointment.attendees} == {"karen@dev.to", "bill@acme.io"}


def test_whatsapp_is_answered_in_the_response(client: FlaskClient) -> None:
    response = whatsapp(client, "help", "SM1")

    assert response.status_code == 200
    assert response.content_type == "text/xml; charset=utf-8"
    assert "book" in texts(response)[0].lower()


def test_whatsapp_gets_the_same_answer_when_it_asks_again(client: FlaskClient) -> None:
    first, again = (whatsapp(client, "days", "SM1") for _ in range(2))

    assert texts(first) == texts(again) != []


def test_the_signed_url_is_the_public_one_with_its_query_as_it_came(client: FlaskClient) -> None:
    assert whatsapp(client, "help", "SM1", "?a=1&b=%C3%A9+x&a=").status_code == 200


def test_choices_of_whatsapp_go_through_the_worker_where_there_are_templates(
    make: Callable[..., Services], twilio_api: Network
) -> None:
    lists = {count: f"HXlist{count}" for count in range(1, 11)}
    services = make(twilio_api_url=twilio_api.url, twilio_list_sids=lists)

    response = whatsapp(create_app(services).test_client(), "days", "SM1")
    worked(services, lambda: any("ContentSid" in call.body for call in twilio_api.calls))

    assert texts(response) == []
    assert any("ContentSid" in call.body for call in twilio_api.calls)


def test_no_answer_overtakes_one_that_the_worker_still_sends(
    make: Callable[..., Services], twilio_api: Network
) -> None:
    """What would fit into the response goes after it then, and after that into the response again."""
    services = make(twilio_api_url=twilio_api.url, twilio_list_sids={5: "HXlist5"})
    client = create_app(services).test_client()
    wish = "book a group session on friday at 3pm Berlin time with karen@dev.to"

    assert texts(whatsapp(client, wish, "SM1")) == []
    assert texts(whatsapp(client, "stop", "SM2")) == []
    assert texts(whatsapp(client, "stop", "SM2")) == []
    worked(services, lambda: not services.redis.zcard("mailboxes"))

    asked, stopped = twilio_api.calls
    assert "ContentSid" in asked.body
    assert "Stopped" in stopped.body["Body"]
    assert "book" in texts(whatsapp(client, "help", "SM3"))[0].lower()


def test_a_status_callback_is_acknowledged(client: FlaskClient) -> None:
    response = whatsapp(client, "", "SM1", MessageStatus="read")

    assert (response.status_code, texts(response)) == (200, [])


def test_the_handshake(client: FlaskClient) -> None:
    query = {"hub.mode": "subscribe", "hub.verify_token": VERIFY_TOKEN, "hub.challenge": "1158201444"}
    right = client.get("/webhooks/messenger", query_string=query)
    wrong = client.get("/webhooks/messenger", query_string=query | {"hub.verify_token": "x"})

    assert (right.status_code, right.text, right.mimetype) == (200, "1158201444", "text/plain")
    assert wrong.status_code == 403


def test_what_no_network_asks_is_refused_with_a_sentence(client: FlaskClient) -> None:
    for method, path, status in [
        ("GET", "/webhooks/whatsapp", 405),
        ("PUT", "/webhooks/whatsapp", 405),
        ("GET", "/webhooks/nobody", 404),
        ("POST", "/webhooks/nobody", 404),
    ]:
        response = client.open(path, method=method)

        assert response.status_code == status
        assert set(response.json) == {"message"}


def test_a_channel_that_is_not_set_up_is_not_there(make: Callable[..., Services]) -> None:
    services = make(messenger_page_token=None, messenger_app_secret=None, messenger_verify_token=None)

    assert messenger(create_app(services).test_client(), event("hi", "m_1")).status_code == 404


@pytest.mark.parametrize("name", ["messenger", "whatsapp"])
@pytest.mark.parametrize("header", [None, "sha256=00", "é", "x" * 5000])
def test_an_unsigned_call_is_401_and_its_body_is_not_logged(client: FlaskClient, name: str, header: str | None) -> None:
    headers = {} if header is None else {"X-Hub-Signature-256": header, "X-Twilio-Signature": header}
    with capture_logs() as logs:
        response = client.post(f"/webhooks/{name}", data=b"a private text", headers=headers)

    assert response.status_code == 401
    assert set(response.json) == {"message"}
    assert logs
    assert "private" not in str(logs)


@pytest.mark.parametrize("body", [b"", b"x", b"[]", b"null", b'{"object":', b"\xff", b"[" * 5000])
def test_a_signed_body_that_is_no_json_object_is_400(client: FlaskClient, body: bytes) -> None:
    response = post(client, "messenger", body, sign_messenger("", body))

    assert response.status_code == 400
    assert set(response.json) == {"message"}


@pytest.mark.parametrize("body", [b"{}", b'{"object":"page"}', b'{"object":"page","entry":{}}', b'{"object":7}'])
def test_a_signed_body_that_means_nothing_is_acknowledged(client: FlaskClient, body: bytes) -> None:
    assert post(client, "messenger", body, sign_messenger("", body)).status_code == 200


def post_chunked(client: FlaskClient, name: str, body: bytes, headers: dict[str, str]) -> Response:
    """Post a body of no told length, as WSGI servers hand a chunked one on."""
    environ = EnvironBuilder(f"/webhooks/{name}", method="POST", headers=headers).get_environ()
    environ |= {"wsgi.input": BytesIO(body), "wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    return Response.from_app(client.application, environ)


@pytest.mark.parametrize("send", [post, post_chunked])
@pytest.mark.parametrize("surplus", [1, 2, 5_000_000])
def test_a_body_over_a_mebibyte_is_413(client: FlaskClient, send: Callable[..., Response], surplus: int) -> None:
    body = b"a" * (1024 * 1024 + surplus)
    for name, headers in [("messenger", sign_messenger("", body)), ("whatsapp", {})]:
        response = send(client, name, body, headers)

        assert response.status_code == 413
        assert set(response.json) == {"message"}


@pytest.mark.parametrize("send", [post, post_chunked])
def test_a_body_of_a_mebibyte_is_read(client: FlaskClient, send: Callable[..., Response]) -> None:
    body = b'{"object":"page","entry":[]}'.ljust(1024 * 1024)

    assert send(client, "messenger", body, sign_messenger("", body)).status_code == 200


class FailingFor:
    """The conversations, except that a sender's turns fail, as they do when the database goes away in between."""

    def __init__(self, services: Services, sender: str) -> None:
        self.conversations = services.conversations
        self.sender = sender
        self.handled: list[str] = []

    def handle(self, incoming: Incoming, capabilities: Capabilities, inline: Inline) -> Turn:
        if incoming.sender == self.sender:
            raise RuntimeError(incoming.text)
        self.handled.append(incoming.text)
        return self.conversations.handle(incoming, capabilities, inline)


def test_one_message_that_fails_costs_the_others_nothing_and_comes_again(services: Services) -> None:
    failing = FailingFor(services, "2")
    client = create_app(replace(services, conversations=failing)).test_client()
    events = [event("one", "m_1", "1"), event("a private text", "m_2", "2"), event("three", "m_3", "3")]
    with capture_logs() as logs:
        response = messenger(client, *events)

    assert response.status_code == 503
    assert set(response.json) == {"message"}
    assert failing.handled == ["one", "three"]
    (failed,) = [line for line in logs if line["event"] == "turn_failed"]
    assert failed["error"] == "RuntimeError"
    assert failed["at"].startswith("test_webhooks.py:")
    assert "private" not in str(logs)

    failing.sender = ""
    with capture_logs() as logs:
        assert messenger(client, *events).status_code == 200
    assert [line["repeated"] for line in logs if line["event"] == "turn"] == [True, False, True]


@pytest.mark.parametrize("name", ["messenger", "whatsapp"])
def test_a_message_to_a_host_who_is_gone_is_done_with(services: Services, name: str) -> None:
    """However often it came nobody could answer it, and the network would end its calls: 200, and a line in the log."""
    gone = "b7d3a9b0-7f6a-4a9e-9d3e-0c8f4f4f9a11"
    settings = services.settings.replace(messenger_provider=gone, whatsapp_provider=gone)
    client = create_app(replace(services, settings=settings)).test_client()
    with capture_logs() as logs:
        sent = {"messenger": lambda: messenger(client, event("a private text", "m_1")),
                "whatsapp": lambda: whatsapp(client, "a private text", "SM1")}  # fmt: skip
        response = sent[name]()

    assert response.status_code == 200
    assert "private" not in response.text
    assert logs == [{"event": "provider_not_found", "log_level": "error", "channel": name, "provider": gone}]


def test_without_redis_nothing_is_acknowledged(make: Callable[..., Services]) -> None:
    services = make(redis_url="unix:///nowhere/redis.sock")
    client = create_app(services).test_client()
    with capture_logs() as logs:
        first, second = messenger(client, event("hi", "m_1")), whatsapp(client, "hi", "SM1")

    assert (first.status_code, second.status_code) == (503, 503)
    assert set(first.json) == {"message"}
    assert {line["error"] for line in logs} == {"ConnectionError"}


def test_a_turn_is_one_log_line_that_names_nobody(client: FlaskClient) -> None:
    with capture_logs() as logs:
        messenger(client, event("book with karen@dev.to", "m_1"))

    (line,) = logs
    assert set(line) == {
        *("event", "log_level", "channel", "person", "before", "after", "milliseconds", "repeated", "limited")
    }
    assert (line["event"], line["channel"], line["repeated"]) == ("turn", "messenger", False)
    assert line["before"]
    assert line["after"]
    assert line["milliseconds"] > 0
    assert not re.search(f"{PERSON}|{PAGE}|karen|m_1", str(line))


def test_the_setting_says_which_host_answers(make: Callable[..., Services]) -> None:
    services = make()
    second = services.booking.add_provider(
        hosts.NewProvider("Ben Second", "ben@host.example", "Europe/Berlin", hours.parse("mon-fri 09:00-17:00"))
    )
    services.booking.add_type(second.id, hosts.NewType("Berlin breakfast", 45))
    seen: list[str | None] = []

    class Watching(FailingFor):
        def handle(self, incoming: Incoming, capabilities: Capabilities, inline: Inline) -> Turn:
            seen.append(incoming.provider)
            return super().handle(incoming, capabilities, inline)

    services = replace(
        services,
        settings=services.settings.replace(whatsapp_provider=second.id),
        conversations=Watching(services, "nobody"),
    )
    client = create_app(services).test_client()

    assert whatsapp(client, "help", "SM1").status_code == 200
    assert messenger(client, event("help", "m_1")).status_code == 200
    assert seen == [second.id, None]
