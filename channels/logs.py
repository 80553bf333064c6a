"""Logs: one JSON object a line on standard error, readable lines on a terminal.

Nothing that is logged should hold an address, a token or a person's text; what slips through in a library's message or
in a traceback is struck out here all the same.
"""

import logging
import re
import sys
from collections.abc import Callable, MutableMapping
from datetime import UTC, datetime
from typing import Any, TextIO

import orjson
import structlog

Event = MutableMapping[str, Any]

_HARMLESS = frozenset((bool, int, float))
_PLAIN = re.compile(r"[\w.:-]{0,25}")
_STRUCK = (
    (re.compile(r"(?<=://)[^\s/@]*@"), "[secret]@"),
    (re.compile(r"(?i)\b(bearer|basic)\s+\S+"), r"\1 [secret]"),
    (re.compile(r"(?i)((?:token|secret|password|signature|api_?key|key)=)[^\s&,;]+"), r"\1[secret]"),
    (re.compile(r"[^\s<>\"(),;:=\[\]]+@[^\s<>\"'(),;:\]]*\w"), "[address]"),
    (re.compile(r"\+\d[\d ()-]{6,}\d"), "[address]"),
    (re.compile(r"(?<![\w-])[a-z2-7]{26}(?![\w-])"), "[secret]"),  # the word of a link or a feed
    (
        re.compile(r"(?<![\w-])(?!(?:[0-9a-f]+-){4}[0-9a-f]+(?![\w-]))(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{28,}"),
        "[secret]",
    ),
)


def redact(value: object) -> object:
    """`value` with everything struck out that looks like an address, a phone number or a secret; UUIDs stay."""
    if isinstance(value, str):
        if _PLAIN.fullmatch(value):
            return value
        for pattern, instead in _STRUCK:
            value = pattern.sub(instead, value)
        return value
    if isinstance(value, dict):
        return {name: redact(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [redact(item) for item in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return redact(str(value))


def _redact_event(_logger: object, _method: str, event: Event) -> Event:
    return {name: value if type(value) in _HARMLESS else redact(value) for name, value in event.items()}


def _stamp(_logger: object, _method: str, event: Event) -> Event:
    event["timestamp"] = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    return event


def _json(event: Event, **_: object) -> bytes:
    return orjson.dumps(event)


def configure(level: str, stream: TextIO | None = None) -> None:
    """Send our own logs from `level` up, and the libraries' warnings and errors, to `stream` (standard error)."""
    out = stream or sys.stderr
    shared: list[Callable[..., Any]] = [
        structlog.processors.add_log_level,
        structlog.processors.format_exc_info,
        _redact_event,
        _stamp,
    ]
    pretty = out.isatty()
    structlog.configure(
        processors=[*shared, structlog.dev.ConsoleRenderer() if pretty else structlog.processors.JSONRenderer(_json)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.PrintLoggerFactory(out) if pretty else structlog.BytesLoggerFactory(out.buffer),
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.dev.ConsoleRenderer() if pretty else structlog.processors.JSONRenderer(_text),
            ],
        )
    )
    logging.root.handlers = [handler]
    logging.root.setLevel(logging.WARNING)  # below that, libraries tell of requests and their contents
    logging.captureWarnings(capture=True)


def _text(event: Event, **_: object) -> str:
    return orjson.dumps(event).decode()
