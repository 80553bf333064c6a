"""The web chat: the page at `/`, and `POST /chat/messages` that answers it and any other caller.

`POST /chat/notices` gives what there is to tell without having been asked.
"""

import secrets
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, jsonify, render_template, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import RequestEntityTooLarge, TooManyRequests, UnsupportedMediaType

from booking.errors import NotFound
from booking.translations import languages, translations
from channels.errors import PayloadInvalid
from channels.turn_log import log_turn
from channels.web import refusals
from channels.web.messages import ChatMessage, Fetch, read_fetch, read_message
from channels.web.openings import Openings, client_of
from channels.web.page_words import words
from channels.web.tokens import Tokens, WebConversation
from dialog.messages import Capabilities, Incoming, Outgoing

if TYPE_CHECKING:
    from channels.bootstrap import Services

CHANNEL = "web"
CAPABILITIES = Capabilities(text_length=4000, max_choices=12, title_length=80, pulls=True)
LONGEST_BODY = 64 * 1024
"""Bytes in the body of a request."""
LEAST_RANDOM_ID = 20
"""Characters that make an id unguessable, like a UUID: people who number their messages are not mixed up."""
GREETING = "hi"
"""What somebody says who opens the page and has not said anything yet."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def blueprint(services: "Services") -> Blueprint:
    """The routes of the web chat. Every refusal is JSON, `{"message": a sentence}`."""
    web = Blueprint(
        "web", __name__, template_folder="templates", static_folder="static", static_url_path="/chat/static"
    )
    chat = WebChat(services)

    @web.get("/")
    def page() -> Response:
        wanted = request.accept_languages.best_match(sorted(languages()), default="en")
        response = Response(
            render_template(
                "chat.html", host=chat.host_name(), lang=wanted, words=words(wanted), _=translations(wanted).gettext
            )
        )
        response.headers["Content-Security-Policy"] = _POLICY
        response.headers["Vary"] = "Accept-Language"
        return response

    @web.post("/chat/messages")
    def post_message() -> Response:
        message = read_message(_posted())
        return jsonify(chat.answer(message, client_of(request.remote_addr, request.headers.get("X-Forwarded-For"))))

    @web.post("/chat/notices")
    def fetch_notices() -> Response:
        return jsonify(chat.notices(read_fetch(_posted())))

    @web.after_request
    def keep_out_of_caches(response: Response) -> Response:
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    refusals.register(web, services.log)
    return web


def _posted() -> bytes:
    """The body of the request at hand."""
    if request.mimetype != "application/json":
        raise UnsupportedMediaType("Send JSON, with Content-Type: application/json.")
    request.max_content_length = LONGEST_BODY + 1  # without Content-Length, what is longer is cut off there
    body = request.get_data(cache=False)
    if len(body) > LONGEST_BODY:
        raise RequestEntityTooLarge
    return body


class WebChat:
    """Answers messages of the web chat."""

    def __init__(self, services: "Services") -> None:
        self._services = services
        self._tokens = Tokens(services.settings.secret_key or "")
        self._openings = Openings(services.redis, services.settings.chat_open_limit)

    def host_name(self) -> str:
        """Whom one books here: the name of the host who answers when a caller names none."""
        try:
            return self._services.booking.provider(None).name
        except (NotFound, SQLAlchemyError):
            return "Convoke"

    def answer(self, message: ChatMessage, client: str) -> dict[str, Any]:
        """The replies, and the token of the conversation: `client` opens a new one where the message names none.

        Raises `SignatureInvalid`, `PayloadInvalid`, `NotFound`, `TooManyRequests`, and `TurnFailed`, `RedisError` or
        `SQLAlchemyError` when it could not be done now; then the same message may come again.
        """
        if message.conversation:
            conversation = self._tokens.read(message.conversation)
            if message.provider not in (None, conversation.provider):
                raise PayloadInvalid('"provider" cannot be changed within a conversation.')
        else:
            conversation = self._open(message, client)
        turn = self._services.conversations.handle(
            self._incoming(message, conversation, client), CAPABILITIES, inline=lambda _replies: True
        )
        log_turn(self._services.log, CHANNEL, turn)
        if turn.limited:
            raise TooManyRequests(f"Too many messages at once. Please wait {turn.wait} seconds.", retry_after=turn.wait)
        return {
            "conversation": message.conversation or self._tokens.write(conversation),
            "replies": [_reply(reply) for reply in turn.replies],
        }

    def notices(self, fetch: Fetch) -> dict[str, Any]:
        """What waits in a conversation to be told without having been asked for; what was seen is not told again.

        Raises `SignatureInvalid`, and `RedisError` when it could not be done now.
        """
        conversation = self._tokens.read(fetch.conversation)
        key = self._services.sessions.key(CHANNEL, "", conversation.sender)
        waiting = self._services.mailbox.fetch(key, fetch.seen, self._services.clock().timestamp())
        return {"replies": [_reply(reply) for reply in waiting]}

    def _open(self, message: ChatMessage, client: str) -> WebConversation:
        wait = self._openings.wait(client)
        if wait:
            raise TooManyRequests("Too many conversations were started from here.", retry_after=wait)
        if message.provider:
            self._services.booking.provider(message.provider)
        known = message.id if message.id and len(message.id) >= LEAST_RANDOM_ID else secrets.token_urlsafe(16)
        sender = self._tokens.sender(known)
        return WebConversation(sender, message.provider, message.timezone, message.locale)

    def _incoming(self, message: ChatMessage, conversation: WebConversation, client: str) -> Incoming:
        return Incoming(
            channel=CHANNEL,
            account="",
            sender=conversation.sender,
            message_id=message.id or secrets.token_urlsafe(16),
            text=message.text or ("" if message.choice else GREETING),
            choice=message.choice,
            received_at=self._services.clock(),
            locale=message.locale or conversation.locale,
            timezone=message.timezone or conversation.timezone,
            provider=conversation.provider,
            origin=client,
        )


def _reply(reply: Outgoing) -> dict[str, Any]:
    choices = [{"title": choice.title, "payload": choice.id} for choice in reply.choices]
    return {"text": reply.text, "choices": choices} | ({"id": reply.id} if reply.id else {})
