"""Logs are one JSON object a line, and hold nobody's address and no secret."""

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest
import structlog

from channels import logs


@pytest.fixture
def lines() -> Iterator[Callable[[], list[dict[str, object]]]]:
    """Logging into memory: called, gives what was logged."""
    buffer = io.BytesIO()
    stream = io.TextIOWrapper(buffer, "utf-8", write_through=True)
    handlers, level = logging.root.handlers, logging.root.level
    logs.configure("info", stream)
    yield lambda: [json.loads(line) for line in buffer.getvalue().splitlines()]
    structlog.reset_defaults()
    logging.captureWarnings(capture=False)
    logging.root.handlers, logging.root.level = handlers, level


def test_a_line_is_an_object(lines: Callable[[], list[dict[str, object]]]) -> None:
    """What is logged arrives with its level and an instant in UTC; below the level nothing does."""
    structlog.get_logger().info("turn", channel="web", milliseconds=1.5, person="a" * 22)
    structlog.get_logger().debug("unheard")

    (line,) = lines()
    assert str(line.pop("timestamp")).endswith("Z")
    assert line == {"event": "turn", "level": "info", "channel": "web", "milliseconds": 1.5, "person": "a" * 22}


@pytest.mark.parametrize(
    "text",
    [
        "karen@dev.to",
        "mail to <Karen.O'Neil+x@dev.to> failed",
        "postgresql://me:hunter2@db/convoke",
        "Authorization: Bearer abc",
        "GET /v25.0/me?access_token=abc&x=1",
        "EAABsbCS1iHgBAKZCZAZAzZBZBZD0123456789",
        "0123456789abcdef0123456789abcdef",
        "whatsapp:+16505551234",
        "GET /rsvp/k7qz4mxw2ak7qz4mxw2ak7qz4m",
        "abcdefghijklmnopqrstuvwxyz",
    ],
)
def test_addresses_and_secrets_are_struck_out(lines: Callable[[], list[dict[str, object]]], text: str) -> None:
    """Whatever looks like an address or a secret is gone, also deep inside and in a traceback."""
    try:
        int(f"no number: {text}")
    except ValueError:
        structlog.get_logger().exception("failed", texts=[text], deep={"text": text})
    logging.getLogger("some.library").error("said %s", text)

    written = json.dumps(lines())
    for secret in ("karen", "Karen", "hunter2", "abc&", "abc", "EAABs", "cdef", "5551234", "k7qz", "xyz"):
        assert secret not in written


@pytest.mark.parametrize("text", ["4f2c9f66-6f0c-4d4e-9c55-0e7f8f0f9e1b", "convoke.db", "2026-11-22T19:00:00Z", "12.5"])
def test_what_is_needed_stays(text: str) -> None:
    """Ids, names and instants are left as they are."""
    assert logs.redact(text) == text


def test_libraries_are_heard_from_warnings_up(lines: Callable[[], list[dict[str, object]]]) -> None:
    """A library's chatter stays out, its warnings come in the same form as ours."""
    logging.getLogger("some.library").info("request with a body")
    logging.getLogger("some.library").warning("careful")

    (line,) = lines()
    assert (line["event"], line["level"]) == ("careful", "warning")
