"""Every answer that is not a success: a status, and `{"message": a sentence}` with what else helps."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from flask import Blueprint, Response
from pydantic import ValidationError
from redis import RedisError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from booking.errors import BookingError, InvalidInput, NotFound, Refusal, TooManyAttendees, TooManyInvitations
from channels.api.answers import FieldProblem, Problem
from channels.api.dates import show

MEDIA_TYPE = "application/json"
MOST_ERRORS = 20
STATUSES = {
    400: "Something in the request is missing, cannot be read or contradicts itself.",
    401: "The key is missing, or opens nothing.",
    404: "There is no such thing, or it is another host's.",
    409: "It cannot be done as things stand: the time is taken, the group is full, or the same request is under way.",
    413: "The request is too large.",
    415: "The body is neither JSON nor a form.",
    422: "The Idempotency-Key was used for another request.",
    429: "Too many calls, or too many invitations (`invite_limit`); `Retry-After` says when to come back.",
    503: "It cannot be done just now; `Retry-After` says when to try again.",
}


def refusal(error: BookingError, zone: ZoneInfo) -> Response:
    """What the booking refused, with times in `zone`."""
    problem: Problem = {"message": str(error)}
    match error:
        case NotFound():
            return answer(404, problem)
        case InvalidInput():
            return answer(400, problem)
        case Refusal():
            problem["reason"] = error.reason
            problem["alternatives"] = [show(each.start, zone) for each in error.alternatives]
            return answer(409, problem)
        case TooManyAttendees():
            problem["reason"] = "full"
            return answer(409, problem)
        case TooManyInvitations():
            problem["reason"] = "invite_limit"
            response = answer(429, problem)
            response.headers["Retry-After"] = str(error.retry_after)
            return response
    return answer(409, problem)


def invalid(error: ValidationError) -> Response:
    """Which fields are wrong, each with a sentence."""
    fields: list[FieldProblem] = []
    for each in error.errors(include_url=False, include_context=False, include_input=False)[:MOST_ERRORS]:
        name = ".".join(str(part) for part in each["loc"][:4])
        fields.append({"field": name, "message": _sentence(name, each["type"], each["msg"])})
    return answer(400, {"message": fields[0]["message"], "errors": fields})


def answer(status: int, problem: Problem) -> Response:
    """The refusal as a response."""
    return Response(orjson.dumps(problem), status, mimetype=MEDIA_TYPE)


def register(api: Blueprint, log: Any) -> None:
    """Let the blueprint answer so. Outages are logged without their message, which may hold an address."""

    def refused(error: HTTPException) -> Response:
        response = answer(error.code or 500, {"message": str(error.description)})
        response.headers.extend(each for each in error.get_headers() if each[0] in ("Allow", "Retry-After"))
        return response

    def out(error: Exception) -> Response:
        log.error("api_failed", error=type(error).__name__)
        response = answer(503, {"message": "That could not be done just now. Please try again."})
        response.headers["Retry-After"] = "1"
        return response

    handlers: dict[type[Exception], Callable[[Any], Response]] = {
        HTTPException: refused,
        ValidationError: invalid,
        RedisError: out,
        SQLAlchemyError: out,
    }
    for kind, handler in handlers.items():
        api.register_error_handler(kind, handler)


def _sentence(name: str, kind: str, message: str) -> str:
    if kind == "missing":
        return f"{name} is missing."
    if kind == "value_error":
        text = message.removeprefix("Value error, ")
        return f"{name}: {text}" if name else text
    text = message.rstrip(".")
    return f"{name}: {text[:1].lower()}{text[1:]}." if name else f"{text}."
