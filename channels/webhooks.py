"""Webhooks: what the chat networks call.

A call is answered with 200 only when every message in it has been dealt with for good; else with 503, and the network
delivers it again: what was done is not done twice. A message to a provider who is not there is done with, too: however
often it came, nobody could answer. Nothing of a call's body is logged or told to the outside.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, request
from werkzeug.exceptions import MethodNotAllowed, NotFound, RequestEntityTooLarge

from booking.errors import NotFound as UnknownProvider
from channels import registry
from channels.base import Answer, Channel, Request
from channels.errors import PayloadInvalid, SignatureInvalid
from channels.turn_log import log_failure, log_turn
from dialog.messages import Incoming, Outgoing

if TYPE_CHECKING:
    from channels.bootstrap import Services

LONGEST_BODY = 1024 * 1024
"""Bytes in the body of a call."""


def blueprint(services: "Services") -> Blueprint:
    """`/webhooks/<channel>` for every channel: GET for the network's question whether we are it, POST for messages."""
    webhooks = Blueprint("webhooks", __name__)
    settings = services.settings
    base = settings.public_url or ""
    providers = {name: registry.provider_of(settings, name) for name in services.channels}

    @webhooks.get("/webhooks/<name>")
    def ask(name: str) -> Response:
        answer = _channel(services, name).handshake(_call(base))
        if answer is None:
            raise MethodNotAllowed(["POST"])
        return _response(answer)

    @webhooks.post("/webhooks/<name>")
    def receive(name: str) -> Response:
        channel = _channel(services, name)
        call = _call(base)
        channel.verify(call)
        answer = channel.handshake(call)
        if answer:
            return _response(answer)
        messages = channel.parse(call)
        if providers[name]:
            messages = [replace(message, provider=providers[name]) for message in messages]
        return _handle(services, channel, messages)

    def refuse(error: SignatureInvalid | PayloadInvalid) -> Response:
        services.log.warning("webhook_refused", path=request.path, reason=str(error))
        return _told(401 if isinstance(error, SignatureInvalid) else 400, str(error))

    webhooks.register_error_handler(SignatureInvalid, refuse)
    webhooks.register_error_handler(PayloadInvalid, refuse)
    return webhooks


def _channel(services: "Services", name: str) -> Channel:
    channel = services.channels.get(name)
    if channel is None:
        raise NotFound("There is no such channel here.")
    return channel


def _call(base: str) -> Request:
    """The request at hand; `base` is the public URL of this server, "" where none is set."""
    environ = request.environ
    query = environ.get("QUERY_STRING", "")
    return Request(
        method=environ["REQUEST_METHOD"],
        url=f"{base}{environ['PATH_INFO']}?{query}" if query else base + environ["PATH_INFO"],
        headers=_Headers(environ),
        query=request.args.to_dict() if query else {},
        body=_body(),
    )


def _body() -> bytes:
    request.max_content_length = LONGEST_BODY + 1  # werkzeug cuts a chunked body off there without a word
    body = request.get_data(cache=False)
    if len(body) > LONGEST_BODY:
        raise RequestEntityTooLarge
    return body


class _Headers(Mapping[str, str]):
    """The headers of a WSGI call (PEP 3333), looked up only when asked for: an environ is large."""

    __slots__ = ("_environ",)

    def __init__(self, environ: Mapping[str, Any]) -> None:
        self._environ = environ

    def __getitem__(self, name: str) -> str:
        key = name.upper().replace("-", "_")
        return str(self._environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"])

    def __iter__(self) -> Iterator[str]:
        names = (key.removeprefix("HTTP_") for key in self._environ if key.startswith(("HTTP_", "CONTENT_TYPE")))
        return (name.replace("_", "-").lower() for name in names)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _handle(services: "Services", channel: Channel, messages: Sequence[Incoming]) -> Response:
    replies: list[Outgoing] = []
    failed = False
    for message in messages:
        try:
            replies += _turn(services, channel, message)
        except UnknownProvider:
            services.log.error("provider_not_found", channel=channel.name, provider=message.provider)  # noqa: TRY400
        except Exception as error:  # noqa: BLE001  one message's failure must not cost the others
            failed = True
            log_failure(services.log, channel.name, error)
    if failed:
        return _told(503, "Not all messages could be dealt with: deliver them again.")
    return _response((channel.answer(replies) if replies else None) or channel.acknowledgement())


def _turn(services: "Services", channel: Channel, message: Incoming) -> Sequence[Outgoing]:
    def inline(replies: Sequence[Outgoing]) -> bool:
        return channel.answer(replies) is not None

    turn = services.conversations.handle(message, channel.capabilities, inline)
    if turn.queued:
        services.deliver(turn.key)
    log_turn(services.log, channel.name, turn)
    return turn.replies


def _response(answer: Answer) -> Response:
    return Response(answer.body, answer.status, content_type=answer.content_type)


def _told(status: int, message: str) -> Response:
    return Response(json.dumps({"message": message}), status, content_type="application/json")
