"""Reading what a network sent: any type may stand anywhere, and any character in a text."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import orjson

from channels.errors import PayloadInvalid


def json_object(body: bytes) -> dict[str, object]:
    """The JSON object that the body is; raises `PayloadInvalid` when it is none."""
    try:
        value = _decoded(body)
    except (ValueError, RecursionError):
        raise PayloadInvalid("The body is not JSON.") from None
    if not isinstance(value, dict):
        raise PayloadInvalid("The body is not a JSON object.")
    return value


def _decoded(body: bytes) -> object:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:  # half a surrogate pair, which people's telephones do send
        return json.loads(body)


def mapping(value: object) -> Mapping[str, object]:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def sequence(value: object) -> list[object]:
    """The value if it is an array, else an empty one."""
    return value if isinstance(value, list) else []


def text(value: object) -> str:
    """The value if it is a text, else ""; without NUL, which no database keeps, and with whole characters only."""
    if not isinstance(value, str):
        return ""
    if not value.isascii():
        value = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value.replace("\0", "")


def identifier(value: object) -> str:
    """A network's id as text: ids are texts, and numbers in some old versions of some networks; "" for anything else."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else text(value)


def number(value: object) -> int:
    """The value if it is a whole number, else 0."""
    return value if isinstance(value, int) else 0


def instant(milliseconds: object) -> datetime | None:
    """The instant (UTC) that many milliseconds after 1970; None when the value is no number or far out of range."""
    if not isinstance(milliseconds, int) or isinstance(milliseconds, bool):
        return None
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (OverflowError, OSError, ValueError):
        return None
