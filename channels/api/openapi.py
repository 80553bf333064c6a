"""The OpenAPI 3.1 document, made of the same schemas that check the requests."""

import re
from functools import cache
from typing import Any

import orjson
from pydantic import TypeAdapter
from pydantic.json_schema import models_json_schema

from channels.api.answers import Problem
from channels.api.endpoint import Endpoint
from channels.api.fields import Wish
from channels.api.refusals import MEDIA_TYPE, STATUSES
from channels.api.table import ENDPOINTS

DESCRIPTION = """\
Book appointments with a host, and run a host's calendar.

The calls that book need no key. The others carry a host's key (`Authorization: Bearer …`) and act on that host alone; what
is another's does not exist for them.

A body is JSON or a form. What is `null` or empty is as good as left out, except in JSON that edits something: there an
empty text clears what was. A slash at the end of a path changes nothing.

Dates may be written `2026-05-18`, `2026/05/18`, `2026-5-3`, each also with a time and an offset from UTC
(`2026-05-18 15:00:00 -0400`, `2026-05-18T15:00:00Z`), and as JavaScript's `Date.prototype.toString()` gives them. A day is
the day as written; an instant in UTC (`Z`), unless it is midnight, is the day it falls on in `timezone`. Times are answered
as `YYYY-MM-DD HH:MM:SS +HHMM`.

Success is always status 200. Every refusal is `{"message": "a sentence"}`, some with `errors` by field. A method that a path
does not have is refused with 405. Calls are counted for each key, or for each address where there is no key; the
`RateLimit-…` headers tell how many are left.

A call that changes something may carry an `Idempotency-Key`: the same call with the same key within a day has no second
effect and gets the first answer; another call with that key is refused with 422.
"""
TAGS = {
    "Booking": "What a person does who books; no key is needed.",
    "Appointments": "The host's appointments.",
    "Attendees": "Who takes part in an appointment.",
    "Appointment types": "What can be booked with the host.",
    "Hosts": "The host and the rules of their availability.",
    "Availability": "Days with other hours, and time off.",
    "Feeds": "Calendar feeds of the host's meetings.",
    "Calendars": "Other calendars of the host, whose busy time cannot be booked.",
    "Keys": "The host's API keys.",
    "Privacy": "What is held about one address.",
}
_HEADERS = {
    "RateLimit-Limit": "How many calls may be made in one window.",
    "RateLimit-Remaining": "How many are left in this window.",
    "RateLimit-Reset": "Seconds until the next window.",
}
_ALWAYS = (400, 429, 503)
_SCHEMAS = "#/components/schemas/"
_RESPONSES = "#/components/responses/"
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "At most 255 visible characters, new for each thing to be done.",
    "schema": {"type": "string", "maxLength": 255},
}


@cache
def document(server: str) -> dict[str, Any]:
    """The document for an API that is reached at `server`."""
    wishes, definitions = _wishes()
    answers, more = TypeAdapter.json_schemas(
        [
            *((each.name, "serialization", TypeAdapter(each.answer)) for each in ENDPOINTS),
            ("problem", "serialization", TypeAdapter(Problem)),
        ],
        ref_template=_SCHEMAS + "{model}",
    )
    schemas = definitions | more.get("$defs", {})
    paths: dict[str, dict[str, Any]] = {}
    for each in ENDPOINTS:
        wish = wishes[each.wish]
        operation = _operation(each, wish, schemas, answers[(each.name, "serialization")])
        paths.setdefault(f"/{each.path}", {})[each.method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {"title": "Convoke", "version": "2", "summary": "Appointments.", "description": DESCRIPTION},
        "servers": [{"url": server}],
        "tags": [{"name": name, "description": text} for name, text in TAGS.items()],
        "paths": _plain(paths),
        "components": {
            "schemas": _plain(dict(sorted(schemas.items()))),
            "responses": {str(status): _refusal(status, text) for status, text in STATUSES.items()},
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "A host's API key."},
            },
        },
    }


def _wishes() -> tuple[dict[type[Wish], dict[str, Any]], dict[str, Any]]:
    """The schema of each request, and those that they refer to."""
    kinds = list(dict.fromkeys(each.wish for each in ENDPOINTS))
    found, definitions = models_json_schema([(each, "validation") for each in kinds], ref_template=_SCHEMAS + "{model}")
    shared: dict[str, Any] = definitions.get("$defs", {})
    wishes = {each: shared.pop(_name(found[(each, "validation")])) for each in kinds}
    text = orjson.dumps([*wishes.values(), *shared.values()]).decode()
    return wishes, {name: each for name, each in shared.items() if f'"{_SCHEMAS}{name}"' in text}


def _operation(each: Endpoint, wish: dict[str, Any], schemas: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    summary, description = each.texts
    properties = wish.get("properties", {})
    required = set(wish.get("required", ()))
    in_query = properties if each.method in ("GET", "DELETE") else {}
    parameters = [
        _parameter(name, schema, required, "path" if name in each.in_path else "query")
        for name, schema in properties.items()
        if name in each.in_path or name in in_query
    ]
    operation: dict[str, Any] = {
        "operationId": each.name,
        "summary": summary,
        "description": description or summary + ".",
        "tags": [each.tag],
        "parameters": [*parameters, _KEY] if each.changes and each.kept else parameters,
        "security": [{"key": []}] if each.private else [],
        "responses": _responses(each, answer),
    }
    if each.method not in ("GET", "DELETE"):
        body = {name: schema for name, schema in properties.items() if name not in each.in_path}
        needed = sorted(required - set(each.in_path))
        name = each.wish.__name__
        schemas[name] = {"type": "object", "description": wish.get("description", summary), "properties": body}
        if needed:
            schemas[name]["required"] = needed
        content = {"schema": {"$ref": _SCHEMAS + name}}
        operation["requestBody"] = {
            "description": schemas[name]["description"],
            "required": bool(needed),
            "content": {MEDIA_TYPE: content, "application/x-www-form-urlencoded": content},
        }
    return operation


def _parameter(name: str, schema: dict[str, Any], required: set[str], place: str) -> dict[str, Any]:
    plain = {key: value for key, value in schema.items() if key not in ("title", "description")}
    return {
        "name": name,
        "in": place,
        "required": place == "path" or name in required,
        "description": schema.get("description", ""),
        "schema": plain,
    } | ({"style": "form", "explode": False} if plain.get("type") == "array" else {})


def _responses(each: Endpoint, answer: dict[str, Any]) -> dict[str, Any]:
    statuses = {*_ALWAYS, *each.refusals}
    if each.private:
        statuses |= {401, 404}
    if each.method not in ("GET", "DELETE"):
        statuses |= {413, 415}
    if each.changes:
        statuses |= {409, 422}
    responses = {"200": _response("Done.", answer, _HEADERS)}
    return responses | {str(status): {"$ref": _RESPONSES + str(status)} for status in sorted(statuses)}


def _refusal(status: int, description: str) -> dict[str, Any]:
    headers = _HEADERS | ({"Retry-After": "Seconds to wait."} if status in (429, 503) else {})
    return _response(description, {"$ref": _SCHEMAS + "Problem"}, headers)


def _response(description: str, schema: dict[str, Any], headers: dict[str, str]) -> dict[str, Any]:
    return {
        "description": description,
        "headers": {
            name: {"description": text, "schema": {"type": "integer", "minimum": 0}} for name, text in headers.items()
        },
        "content": {MEDIA_TYPE: {"schema": schema}},
    }


def _plain(node: Any) -> Any:
    """Without the titles that pydantic makes of names, and the defaults that are nothing."""
    if isinstance(node, list):
        return [_plain(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {
        name: _plain(each)
        for name, each in node.items()
        if not (name == "title" and isinstance(each, str)) and not (name == "default" and each is None)
    }


def _name(reference: dict[str, Any]) -> str:
    return re.sub(r"^.*/", "", reference["$ref"])
