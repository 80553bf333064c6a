"""What is posted to `/chat/messages` may be anything: the answer is replies, or a sentence that says what is wrong."""

from io import BytesIO
from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fixtures.web import Caller, sentence

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
def test_a_body_that_is_no_message(web_client: FlaskClient, redis: Any, body: bytes) -> None:
    """A sentence, and nothing kept."""
    answer = web_client.post("/chat/messages", data=body, content_type="application/json")

    assert answer.status_code == 400
    assert sentence(answer)
    assert redis.keys("*") == []


def test_a_body_too_large(web_client: FlaskClient) -> None:
    """Beyond 64 KiB nothing is read; just below, the text is too long."""
    large = web_client.post("/chat/messages", json={"text": "x" * 65_536})
    below = web_client.post("/chat/messages", json={"text": "x" * 65_500})

    chunked = web_client.post(
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
def test_only_json_is_taken(web_client: FlaskClient, content_type: str) -> None:
    """What a form of another site could post is refused, so that no site can make its visitors write here."""
    answer = web_client.post("/chat/messages", data=b'{"text": "hi"}', content_type=content_type)

    assert answer.status_code == 415
    assert "JSON" in sentence(answer)


def test_a_json_content_type_may_name_its_charset(web_client: FlaskClient) -> None:
    """As some libraries write it."""
    answer = web_client.post("/chat/messages", data=b"{}", content_type="application/json; charset=utf-8")

    assert answer.status_code == 200


def test_other_methods(web_client: FlaskClient) -> None:
    """Reading is no way to write."""
    answer = web_client.get("/chat/messages")

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
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_no_body_is_our_failure(web_client: FlaskClient, body: Any) -> None:
    """Whatever stands in the fields, the answer is the caller's: replies, or a sentence."""
    answer = web_client.post("/chat/messages", data=orjson.dumps(body), content_type="application/json")

    assert answer.status_code in (200, 400, 401, 404)
    assert answer.json["replies"] if answer.status_code == 200 else sentence(answer)
