"""Messenger: what is not common to all channels."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from channels.adapters.messenger import Messenger
from channels.base import Answer, Recipient, Request
from channels.errors import Permanent, Retryable, SignatureInvalid
from dialog.messages import Choice, Outgoing
from tests.fixtures.networks import APP_SECRET, PAGE_TOKEN, VERIFY_TOKEN, Network, graph_error, judge_graph, running

M1, M2, M3 = json.loads((Path(__file__).parent.parent / "payloads/vectors/messenger.json").read_text())
PERSON = Recipient("1906385232743451", "2390915517608123")


def messenger(url: str = "http://127.0.0.1:9", **changes: Any) -> Messenger:
    values = {
        "page_token": PAGE_TOKEN,
        "app_secret": APP_SECRET,
        "verify_token": VERIFY_TOKEN,
        "url": url,
        "version": "25.0",
        "clock": lambda: datetime(2026, 5, 11, 13, tzinfo=UTC),
    }
    return Messenger(**(values | changes))


@pytest.fixture
def channel(graph: Network) -> Messenger:
    return messenger(graph.url)


def post(body: str, **headers: str) -> Request:
    return Request("POST", "", {name.replace("_", "-"): value for name, value in headers.items()}, {}, body.encode())


def ask(**query: str) -> Answer | None:
    query = {f"hub.{name}": value for name, value in query.items()}
    return messenger().handshake(Request("GET", "", {}, query, b""))


@pytest.mark.parametrize("vector", [M1, M2], ids=["M1", "M2"])
def test_the_vectors_are_accepted(vector: dict[str, str]) -> None:
    messenger(app_secret=vector["app_secret"]).verify(
        post(vector["body"], x_hub_signature_256=vector["X-Hub-Signature-256"])
    )


def test_the_signature_of_the_body_encoded_anew_is_refused() -> None:
    with pytest.raises(SignatureInvalid):
        messenger(app_secret=M2["app_secret"]).verify(post(M2["body"], x_hub_signature_256=M2["must_fail"]))


def test_the_old_sha1_signature_counts_for_nothing() -> None:
    with pytest.raises(SignatureInvalid):
        messenger().verify(post(M2["body"], x_hub_signature=M2["X-Hub-Signature"]))
    with pytest.raises(SignatureInvalid):
        messenger().verify(post(M2["body"], x_hub_signature_256=M2["X-Hub-Signature"]))


def test_neither_the_page_token_nor_the_verify_token_is_the_key() -> None:
    for secret in (PAGE_TOKEN, VERIFY_TOKEN, ""):
        with pytest.raises(SignatureInvalid):
            messenger(app_secret=secret).verify(post(M1["body"], x_hub_signature_256=M1["X-Hub-Signature-256"]))


def test_the_handshake_gives_the_challenge_back_as_it_is() -> None:
    answer = ask(mode="subscribe", verify_token=VERIFY_TOKEN, challenge="1158201444<b>")

    assert answer == Answer(200, "1158201444<b>", "text/plain; charset=utf-8")


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"mode": "subscribe", "challenge": "1"},
        {"mode": "subscribe", "verify_token": "another", "challenge": "1"},
        {"mode": "subscribe", "verify_token": "é", "challenge": "1"},
        {"mode": "subscribe", "verify_token": VERIFY_TOKEN + " ", "challenge": "1"},
        {"mode": "unsubscribe", "verify_token": VERIFY_TOKEN, "challenge": "1"},
        {"verify_token": VERIFY_TOKEN, "challenge": "1"},
        {"mode": "subscribe", "verify_token": VERIFY_TOKEN},
    ],
)
def test_any_other_handshake_is_forbidden(query: dict[str, str]) -> None:
    answer = ask(**query)

    assert answer is not None
    assert answer.status == 403
    assert "1" not in answer.body


def test_a_posted_message_is_no_handshake() -> None:
    assert messenger().handshake(post("{}")) is None


def test_an_event_without_any_time_came_now() -> None:
    body = (
        '{"object":"page","entry":[{"id":"1","messaging":[{"sender":{"id":"2"},"message":{"mid":"m","text":"hi"}}]}]}'
    )
    (incoming,) = messenger().parse(post(body))

    assert incoming.received_at == datetime(2026, 5, 11, 13, tzinfo=UTC)


def test_choices_are_sent_as_quick_replies(channel: Messenger, graph: Network) -> None:
    channel.send(PERSON, Outgoing("Which day?", (Choice("1.0", "Mon 18 May"), Choice("1.1", "Tue 19 May"))))

    (call,) = graph.calls
    assert call.path == "/v25.0/me/messages"
    assert call.body == {
        "messaging_type": "RESPONSE",
        "recipient": {"id": "2390915517608123"},
        "message": {
            "text": "Which day?",
            "quick_replies": [
                {"content_type": "text", "title": "Mon 18 May", "payload": "1.0"},
                {"content_type": "text", "title": "Tue 19 May", "payload": "1.1"},
            ],
        },
    }


def test_a_text_without_choices_is_sent_without_quick_replies(channel: Messenger, graph: Network) -> None:
    channel.send(PERSON, Outgoing("Booked."))

    assert graph.calls[0].body["message"] == {"text": "Booked."}


def test_every_call_carries_the_proof_of_the_app_secret(graph: Network) -> None:
    messenger(graph.url, app_secret=M3["app_secret"], page_token=M3["access_token"]).send(PERSON, Outgoing("hi"))

    assert graph.calls[0].query["appsecret_proof"] == M3["appsecret_proof"]


def test_the_version_of_graph_is_a_setting(graph: Network) -> None:
    graph.answers(200, {"message_id": "m"})
    messenger(graph.url + "/", version="26.0").send(PERSON, Outgoing("hi"))

    assert graph.calls[0].path == "/v26.0/me/messages"


@pytest.mark.parametrize("code", [1, 2, 1200])
def test_a_passing_fault_is_tried_again_with_the_usual_back_off(channel: Messenger, graph: Network, code: int) -> None:
    graph.script.append(graph_error(400, code))

    with pytest.raises(Retryable) as caught:
        channel.send(PERSON, Outgoing("hi"))
    assert caught.value.delay is None


@pytest.mark.parametrize("code", [4, 17, 32, 613])
def test_a_rate_limit_is_tried_again_after_a_pause(channel: Messenger, graph: Network, code: int) -> None:
    graph.script.append(graph_error(400, code))

    with pytest.raises(Retryable) as caught:
        channel.send(PERSON, Outgoing("hi"))
    assert caught.value.delay == 60


@pytest.mark.parametrize(
    ("asked", "delay"), [("7", 7), ("999999", 3600), ("soon", 60), ("²", 60), ("-1", 60), ("", 60)]
)
def test_the_pause_is_what_graph_asks_for_up_to_an_hour(
    channel: Messenger, graph: Network, asked: str, delay: float
) -> None:
    graph.answers(429, {}, Retry_After=asked.encode().decode("latin-1"))

    with pytest.raises(Retryable) as caught:
        channel.send(PERSON, Outgoing("hi"))
    assert caught.value.delay == delay


@pytest.mark.parametrize(
    ("code", "subcode", "told"),
    [
        (10, 2018278, "24 hours"),
        (10, 1893063, "restricted"),
        (100, 1893061, "100/1893061"),
        (100, 2018001, "100/2018001"),
        (190, 0, "MESSENGER_PAGE_TOKEN"),
        (200, 1545041, "may not write"),
        (551, 0, "cannot be written to"),
    ],
)
def test_a_refusal_says_what_it_means(channel: Messenger, graph: Network, code: int, subcode: int, told: str) -> None:
    graph.script.append(graph_error(400, code, subcode=subcode))

    with pytest.raises(Permanent, match=told) as caught:
        channel.send(PERSON, Outgoing("hi"))
    assert "AbC" in str(caught.value)


def test_an_error_with_status_200_is_an_error(channel: Messenger, graph: Network) -> None:
    graph.script.append(graph_error(200, 190))

    with pytest.raises(Permanent):
        channel.send(PERSON, Outgoing("hi"))


@pytest.fixture
def elsewhere() -> Iterator[Network]:
    with running(judge_graph) as network:
        yield network


def test_a_redirection_is_not_followed_with_the_token(channel: Messenger, graph: Network, elsewhere: Network) -> None:
    graph.answers(307, {}, Location=elsewhere.url)

    with pytest.raises(Permanent):
        channel.send(PERSON, Outgoing("hi"))
    assert elsewhere.calls == []


def test_the_name_of_a_person(channel: Messenger, graph: Network) -> None:
    assert channel.profile(PERSON) == "Sheena Nelson"
    assert graph.calls[0].path == "/v25.0/2390915517608123"
    assert graph.calls[0].query["fields"] == "first_name,last_name,name"


def test_the_name_may_have_to_be_put_together(channel: Messenger, graph: Network) -> None:
    graph.answers(200, {"first_name": "Sheena", "last_name": "Nelson"})

    assert channel.profile(PERSON) == "Sheena Nelson"


def test_a_person_whose_profile_does_not_come_has_no_name() -> None:
    assert messenger().profile(PERSON) is None
