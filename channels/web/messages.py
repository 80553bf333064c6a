"""What the chat page and other callers post, read from bytes into checked facts."""

import re
from dataclasses import dataclass
from functools import cache
from zoneinfo import available_timezones

import orjson

from channels.errors import PayloadInvalid

TEXT_LENGTH = 10_000
"""The most characters of one text."""

_FIELDS = {  # field: the most characters
    "conversation": 1_000,
    "id": 100,
    "text": TEXT_LENGTH,
    "choice": 200,
    "timezone": 100,
    "locale": 35,
    "provider": 64,
}
_LOCALE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One call of `POST /chat/messages`; None for what was left out.

    `timezone` is an IANA name, `locale` like "en_US"; neither is more than what the caller says of itself.
    """

    conversation: str | None
    id: str | None
    text: str | None
    choice: str | None
    timezone: str | None
    locale: str | None
    provider: str | None


@dataclass(frozen=True, slots=True)
class Fetch:
    """One call of `POST /chat/notices`: the token of a conversation, and the ids of the notices that have been seen."""

    conversation: str
    seen: frozenset[str]


def read_message(body: bytes) -> ChatMessage:
    """The message in a request's body. Raises `PayloadInvalid` with a sentence for the caller."""
    content = _object(body)
    values = {field: _string(field, content.get(field), most) for field, most in _FIELDS.items()}
    zone, locale = values["timezone"], values["locale"]
    if zone is not None and zone not in _zones():
        raise PayloadInvalid('"timezone" must be the IANA name of a time zone, like "Europe/Berlin".')
    if locale is not None:
        if not _LOCALE.fullmatch(locale):
            raise PayloadInvalid('"locale" must be a language tag, like "en-US".')
        values["locale"] = locale.replace("-", "_")
    return ChatMessage(**values)


def read_fetch(body: bytes) -> Fetch:
    """What a request's body asks for. Raises `PayloadInvalid` with a sentence for the caller."""
    content = _object(body)
    conversation, seen = (
        _string("conversation", content.get("conversation"), _FIELDS["conversation"]),
        content.get("seen"),
    )
    if conversation is None:
        raise PayloadInvalid('"conversation" is missing.')
    if not isinstance(seen, list | None) or not all(isinstance(id_, str) for id_ in seen or ()):
        raise PayloadInvalid('"seen" must be a list of texts.')
    return Fetch(conversation, frozenset(seen or ()))


def _object(body: bytes) -> dict[str, object]:
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise PayloadInvalid("The body is not JSON in UTF-8.") from error
    if not isinstance(content, dict):
        raise PayloadInvalid("The body must be a JSON object.")
    return content


def _string(field: str, value: object, most: int) -> str | None:
    """An empty text is nothing said, like a field left out; NUL, which no database keeps, is not taken along."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise PayloadInvalid(f'"{field}" must be a text.')
    if len(value) > most:
        raise PayloadInvalid(f'"{field}" is too long: it has {len(value):,} characters, and may have {most:,}.')
    if field != "text" and not value.isprintable():
        raise PayloadInvalid(f'"{field}" has characters that cannot be in it.')
    return value.replace("\0", "") or None


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
