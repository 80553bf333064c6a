"""What a caller of the web routes is told when something is refused or cannot be done: `{"message": a sentence}`."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, jsonify
from redis import RedisError
from sqlalchemy.exc import SQLAlchemyError

from booking.errors import NotFound
from channels.errors import PayloadInvalid, SignatureInvalid
from channels.turn_log import log_failure
from dialog.errors import TurnFailed

_STATUSES = {PayloadInvalid: 400, SignatureInvalid: 401, NotFound: 404}
_OUTAGES = (TurnFailed, RedisError, SQLAlchemyError)


def register(web: Blueprint, log: Any) -> None:
    """Let the blueprint answer our errors so. Outages are 503, and logged without their message, which may hold a text."""

    def refused(status: int, error: Exception) -> tuple[Response, int]:
        return jsonify(message=str(error)), status

    def postponed(error: Exception) -> tuple[Response, int, dict[str, str]]:
        log_failure(log, web.name, error)
        return jsonify(message="That could not be done just now. Please send it again."), 503, {"Retry-After": "1"}

    for refusal, status in _STATUSES.items():
        web.register_error_handler(refusal, partial(refused, status))
    for outage in _OUTAGES:
        web.register_error_handler(outage, postponed)
