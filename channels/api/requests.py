"""What a request says: its query, form or JSON as one mapping of names to values."""

from typing import Any

import orjson
from flask import Request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

from channels.api.endpoint import Endpoint
from channels.api.fields import NOTHING

LONGEST_BODY = 64 * 1024
"""Bytes in the body of a request."""
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def read(endpoint: Endpoint, request: Request, in_path: dict[str, Any]) -> dict[str, Any]:
    """The values of a call. Those that say nothing are left out, save where something is edited: there they may clear it.

    Raises `BadRequest`, `RequestEntityTooLarge` and `UnsupportedMediaType`.
    """
    in_query = endpoint.method in ("GET", "DELETE")
    values = _said(_several(request.args.to_dict(flat=False))) if in_query else _body(request)
    if endpoint.method == "POST":
        values = {name: value for name, value in values.items() if value is not None and value != ""}
    return values | in_path


def _body(request: Request) -> dict[str, Any]:
    request.max_content_length = LONGEST_BODY + 1  # without Content-Length, what is longer is cut off there
    body = request.get_data(cache=True)
    if len(body) > LONGEST_BODY:
        raise RequestEntityTooLarge("The body is too large.")
    if request.mimetype in _FORMS:
        return _said(_several(request.form.to_dict(flat=False)))
    if not body:
        return {}
    if request.mimetype != "application/json" and not request.mimetype.endswith("+json"):
        raise UnsupportedMediaType("Send JSON or a form: Content-Type is application/json or that of a form.")
    try:
        values = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise BadRequest("The body is not JSON in UTF-8.") from None
    if not isinstance(values, dict):
        raise BadRequest("The body must be a JSON object.")
    return values


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """Those values of a query or a form that say something."""
    return {
        name: value for name, value in values.items() if value != "" and not (type(value) is str and value in NOTHING)
    }


def _several(values: dict[str, list[str]]) -> dict[str, Any]:
    """A name that comes once has its value, one that comes several times (or as `name[]`) a list."""
    found: dict[str, Any] = {}
    for name, each in values.items():
        found[name.removesuffix("[]")] = each[0] if len(each) == 1 and not name.endswith("[]") else each
    return found
