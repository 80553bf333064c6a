"""What every channel promises, whatever its network."""

import json
import logging
import traceback
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels import outbound, registry
from channels.base import Channel, Request
from channels.errors import ChannelError, PayloadInvalid, Permanent, Retryable, SignatureInvalid
from channels.render import width
from dialog.messages import Capabilities, Choice, Incoming, Outgoing
from tests.fixtures.networks import KITS, PUBLIC_URL, SECRETS, Kit, Network, Reply, channel_settings

NAMES = [entry.name for entry in registry.CHANNELS]
PAYLOADS = Path(__file__).parent.parent / "payloads"
PRIVATE = "Meet me at noon"
NOW = datetime(2026, 12, 23, 5, tzinfo=UTC)


def build(**changes: Any) -> dict[str, Channel]:
    return registry.build(channel_settings(**changes), clock=lambda: NOW)


def recorded(name: str) -> list[Any]:
    return [
        pytest.param(json.loads(path.read_text()), id=path.stem) for path in sorted((PAYLOADS / name).glob("*.json"))
    ]


RECORDED = [pytest.param(name, *case.values, id=f"{name}-{case.id}") for name in NAMES for case in recorded(name)]


def request(name: str, body: bytes, **headers: str) -> Request:
    """A call as the network makes it; `headers` replace those it signs with, "" takes one away."""
    url = f"{PUBLIC_URL}/webhooks/{name}"
    signed = KITS[name].sign(url, body) | {header.replace("_", "-"): value for header, value in headers.items()}
    return Request("POST", url, {header: value for header, value in signed.items() if value}, {}, body)


def plain(incoming: Incoming) -> dict[str, Any]:
    facts = asdict(incoming) | {"received_at": incoming.received_at.isoformat()}
    assert facts.pop("origin") is None  # networks have accounts
    return facts


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def kit(name: str) -> Kit:
    return KITS[name]


@pytest.fixture
def network(kit: Kit) -> Iterator[Network]:
    with kit.network() as running:
        yield running


@pytest.fixture
def channel(name: str, kit: Kit, network: Network) -> Channel:
    return build(**{kit.setting: network.url})[name]


def test_every_channel_has_recorded_payloads_some_of_which_are_ignored(name: str) -> None:
    cases = [case.values[0] for case in recorded(name)]

    assert any(case["incoming"] for case in cases)
    assert any(not case["incoming"] for case in cases)
    assert all(case["about"] for case in cases)


@pytest.mark.parametrize(("name", "case"), RECORDED)
def test_a_recorded_payload_is_accepted_and_gives_its_golden_messages(name: str, case: dict[str, Any]) -> None:
    channel = build()[name]
    call = request(name, case["body"].encode())

    channel.verify(call)

    assert [plain(incoming) for incoming in channel.parse(call)] == case["incoming"]


@pytest.mark.parametrize(("name", "case"), RECORDED)
def test_a_delivery_that_comes_again_has_the_same_message_ids(name: str, case: dict[str, Any]) -> None:
    call = request(name, case["body"].encode())

    first, again = (build()[name].parse(call) for _ in range(2))

    assert [incoming.message_id for incoming in first] == [incoming.message_id for incoming in again]
    assert all(incoming.message_id for incoming in first)


@pytest.mark.parametrize("name", NAMES)
def test_one_changed_byte_is_refused_wherever_it_stands(name: str) -> None:
    body = recorded(name)[-1].values[0]["body"].encode()
    channel = build()[name]
    signed = request(name, body)
    for place in range(len(body)):
        changed = body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]

        with pytest.raises(SignatureInvalid):
            channel.verify(Request("POST", signed.url, signed.headers, {}, changed))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("given", ["", "é", "sha256=é", "=", "sha256=", "sha1=00", "garbage", "\x00", "a" * 100_000])
def test_a_missing_or_malformed_signature_is_refused(name: str, given: str) -> None:
    body = recorded(name)[-1].values[0]["body"].encode()

    with pytest.raises(SignatureInvalid):
        build()[name].verify(request(name, body, **{KITS[name].signature: given}))


@pytest.mark.parametrize("name", NAMES)
@given(body=st.binary(max_size=200), header=st.text(max_size=80), kind=st.sampled_from(["", "application/json", "é"]))
def test_no_forged_call_raises_anything_but_that_it_is_forged(name: str, body: bytes, header: str, kind: str) -> None:
    headers = {KITS[name].signature: header, "content-type": kind}

    with pytest.raises(SignatureInvalid):
        build()[name].verify(Request("POST", f"{PUBLIC_URL}/webhooks/{name}", headers, {}, body))


def test_a_text_longer_than_the_limit_arrives_whole_in_pieces(channel: Channel, kit: Kit, network: Network) -> None:
    text = " ".join(f"word{number}" for number in range(1500))

    channel.send(kit.recipient, Outgoing(text))

    assert len(network.calls) > 1
    assert " ".join(kit.text(call) for call in network.calls) == text
    assert all(width(kit.text(call)) <= channel.capabilities.text_length for call in network.calls)


def test_choices_that_fit_can_be_pressed_and_others_are_numbered(channel: Channel, kit: Kit, network: Network) -> None:
    limits = channel.capabilities
    titles = [f"A title that is far too long for any button, number {number}" for number in range(40)]
    choices = tuple(Choice(f"5.{number}", title) for number, title in enumerate(titles))

    for count in (1, limits.max_choices, limits.max_choices + 1, 40):
        channel.send(kit.recipient, Outgoing("Which?", choices[:count]))

    for count, call in zip((1, limits.max_choices, limits.max_choices + 1), network.calls, strict=False):
        if count > limits.max_choices:
            assert f"{count}. {titles[count - 1]}" in kit.text(call)
        else:
            assert len(kit.titles(call)) == len(set(kit.titles(call))) == count


@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=5000).filter(str.strip),
    titles=st.lists(st.text(min_size=1, max_size=60).filter(str.strip), max_size=20, unique=True),
)
@settings(max_examples=40, deadline=None)
def test_a_reply_is_never_refused_for_its_size(text: str, titles: list[str]) -> None:
    choices = tuple(Choice(f"5.{number}", title) for number, title in enumerate(titles))
    for name, (network, channel) in NETWORKS.items():
        channel.send(KITS[name].recipient, Outgoing(text, choices))

        assert network.calls


NETWORKS: dict[str, tuple[Network, Channel]] = {}


@pytest.fixture(autouse=True, scope="module")
def _networks() -> Iterator[None]:
    """One network each for all the examples of the test above."""
    running = {name: kit.network() for name, kit in KITS.items()}
    for name, context in running.items():
        network = context.__enter__()
        NETWORKS[name] = network, build(**{KITS[name].setting: network.url})[name]
    yield
    for context in running.values():
        context.__exit__(None, None, None)


def failure_of(channel: Channel, kit: Kit) -> ChannelError:
    with pytest.raises((Retryable, Permanent)) as caught:
        channel.send(kit.recipient, Outgoing(PRIVATE))
    return caught.value


def test_a_network_that_limits_us_is_tried_again_later(channel: Channel, kit: Kit, network: Network) -> None:
    network.script.append(kit.limited)

    failure = failure_of(channel, kit)

    assert isinstance(failure, Retryable)
    assert failure.delay
    assert failure.delay >= 1


@pytest.mark.parametrize("status", [429, 500, 502, 503])
@pytest.mark.parametrize(
    "body", [b"<html>", b"", b"[]", b"null", b'{"error": 5}', b'{"error": {"code": []}}', b'{"code": {}}']
)
def test_a_failing_network_is_tried_again(
    channel: Channel, kit: Kit, network: Network, status: int, body: bytes
) -> None:
    network.script.append(Reply(status, body))

    assert isinstance(failure_of(channel, kit), Retryable)
    assert len(network.calls) == 1


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404])
@pytest.mark.parametrize("body", [b"<html>", b"{}", b'{"error": {"code": "190"}, "code": "x"}'])
def test_a_refusal_is_for_good(channel: Channel, kit: Kit, network: Network, status: int, body: bytes) -> None:
    network.script.append(Reply(status, body))

    assert isinstance(failure_of(channel, kit), Permanent)
    assert len(network.calls) == 1


def test_an_answer_that_cannot_be_read_is_not_asked_for_again(channel: Channel, kit: Kit, network: Network) -> None:
    network.script.append(Reply(200, b"<html>"))

    assert isinstance(failure_of(channel, kit), Permanent)


def test_after_a_read_timeout_nothing_is_sent_twice(
    channel: Channel, kit: Kit, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbound, "TIMEOUT", (1.0, 0.1))
    network.answers(200, {}, delay=0.4)

    assert isinstance(failure_of(channel, kit), Permanent)
    assert len(network.calls) == 1


def test_after_a_lost_connection_nothing_is_sent_twice(channel: Channel, kit: Kit, network: Network) -> None:
    network.answers(0)

    assert isinstance(failure_of(channel, kit), Permanent)
    assert len(network.calls) == 1


def test_a_network_that_cannot_be_reached_is_tried_again(name: str, kit: Kit) -> None:
    channel = build(**{kit.setting: "http://127.0.0.1:9"})[name]

    assert isinstance(failure_of(channel, kit), Retryable)


def test_a_connection_is_tried_three_times(name: str, kit: Kit, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "urllib3.connectionpool")
    failure_of(build(**{kit.setting: "http://127.0.0.1:9"})[name], kit)

    assert caplog.text.count("Starting new HTTP connection") == 3


def test_the_connection_is_kept_between_calls(channel: Channel, kit: Kit, network: Network) -> None:
    for _ in range(3):
        channel.send(kit.recipient, Outgoing("hi"))

    assert network.connections == 1


@pytest.mark.parametrize("outcome", ["sent", "refused", "failing", "silent", "unreachable"])
def test_no_secret_address_or_text_reaches_a_log_or_an_error(
    name: str,
    kit: Kit,
    network: Network,
    outcome: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(outbound, "TIMEOUT", (1.0, 0.1))
    url = "http://127.0.0.1:9" if outcome == "unreachable" else network.url
    channel = build(**{kit.setting: url})[name]
    if outcome == "refused":
        network.answers(400, {"code": 21211, "message": f"{kit.recipient.address} is nobody", "status": 400})
    if outcome == "failing":
        network.answers(500, b"")
    if outcome == "silent":
        network.answers(200, {}, delay=0.3)
    error = None
    try:
        channel.send(kit.recipient, Outgoing(PRIVATE))
    except ChannelError as raised:
        error = raised
    told = "".join(traceback.format_exception(error)) + caplog.text

    assert (error is None) == (outcome == "sent")
    assert not [secret for secret in (*SECRETS, kit.recipient.address, PRIVATE) if secret in told]


def test_a_person_without_a_readable_profile_has_no_name(channel: Channel, kit: Kit, network: Network) -> None:
    for status, body in [(400, {"error": {"code": 100, "error_subcode": 2018247}}), (200, b"x"), (200, {"name": 5})]:
        network.answers(status, body)

        assert channel.profile(kit.recipient) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=8), children, max_size=3),
    max_leaves=8,
)


@st.composite
def mutated(draw: st.DrawFn, value: Any) -> Any:
    """The value with anything put in place of one of its parts, or taken out."""
    if isinstance(value, (dict, list)) and value and draw(st.integers(0, 9)) > 1:
        copy = dict(value) if isinstance(value, dict) else list(value)
        key = draw(st.sampled_from(list(copy) if isinstance(copy, dict) else range(len(copy))))
        if draw(st.integers(0, 9)) == 0:
            del copy[key]
        else:
            copy[key] = draw(mutated(copy[key]))
        return copy
    return draw(JSON)


@st.composite
def bodies(draw: st.DrawFn, name: str) -> bytes:
    """A recorded body in which parts have other types, bytes are changed or its end is missing."""
    body = draw(st.sampled_from([case.values[0]["body"] for case in recorded(name)])).encode()
    if body.startswith(b"{") and draw(st.booleans()):
        value = json.loads(body)
        for _ in range(draw(st.integers(1, 4))):
            value = draw(mutated(value))
        return json.dumps(value).encode()
    if draw(st.booleans()):
        return (
            body + b"&" + urlencode(draw(st.dictionaries(st.text(max_size=12), st.text(max_size=12)))).encode("utf-8")
        )
    place = draw(st.integers(0, len(body)))
    return body[:place] + draw(st.binary(max_size=6)) + body[draw(st.integers(place, len(body))) :]


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(max_examples=600, deadline=None)
def test_parsing_raises_nothing_but_that_the_payload_is_invalid(name: str, data: st.DataObject) -> None:
    body = data.draw(bodies(name))
    call = Request("POST", f"{PUBLIC_URL}/webhooks/{name}", {}, {}, body)
    try:
        found = build()[name].parse(call)
    except PayloadInvalid:
        return
    for incoming in found:
        assert incoming.channel == name
        assert incoming.account
        assert incoming.sender
        assert incoming.message_id
        assert incoming.received_at.tzinfo is not None
        json.dumps(plain(incoming), ensure_ascii=False).encode()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b'{"a":' * 100_000, b"9" * 10_000, b"\xff\xfe", b"&" * 5000, b"NaN", b'"']
)
def test_a_monstrous_body_is_invalid_or_empty(name: str, body: bytes) -> None:
    try:
        found = build()[name].parse(Request("POST", f"{PUBLIC_URL}/webhooks/{name}", {}, {}, body))
    except PayloadInvalid:
        found = []

    assert found == []


def test_capabilities_are_sensible(channel: Channel) -> None:
    assert isinstance(channel.capabilities, Capabilities)
    assert channel.capabilities.text_length >= 500
    assert channel.capabilities.title_length >= 20
