"""Facebook Messenger: the Messenger Platform's webhooks, and its Send API through pymessenger.

Documented at https://developers.facebook.com/documentation/business-messaging/messenger-platform. Answers go out by
calls of the worker, never in the HTTP response.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from channels import payload, signing
from channels.base import Answer, Channel, Recipient, Request
from channels.errors import ChannelError
from dialog.messages import Capabilities, Choice, Incoming, Outgoing

if TYPE_CHECKING:
    from channels.graph import GraphBot


class Messenger(Channel):
    """Pages of one Meta app. `url` is the Graph API without version, `version` like "25.0"."""

    name = "messenger"
    window = timedelta(hours=24)
    capabilities = Capabilities(text_length=2000, max_choices=13, title_length=20)

    def __init__(
        self,
        *,
        page_token: str,
        app_secret: str,
        verify_token: str,
        url: str,
        version: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._page_token = page_token
        self._app_secret = app_secret
        self._verify_token = verify_token
        self._url = url
        self._version = version
        self._clock = clock

    def verify(self, request: Request) -> None:
        """Check X-Hub-Signature-256, the HMAC of the body keyed with the app secret."""
        expected = "sha256=" + signing.hex_hmac(self._app_secret, request.body, "sha256")
        signing.check("X-Hub-Signature-256", request.headers.get("x-hub-signature-256"), expected)

    def handshake(self, request: Request) -> Answer | None:
        """Answer the subscription of a webhook with its challenge if it knows our verify token, else with 403."""
        if request.method != "GET":
            return None
        query = request.query
        known = signing.same(self._verify_token, query.get("hub.verify_token", ""))
        if known and query.get("hub.mode") == "subscribe" and "hub.challenge" in query:
            return Answer(body=query["hub.challenge"])
        return Answer(403, "This is not the verify token.")

    def parse(self, request: Request) -> list[Incoming]:
        """Texts, quick replies, postbacks and attachments of all entries, in order; all other events give nothing."""
        body = payload.json_object(request.body)
        if body.get("object") != "page":
            return []
        found = []
        for entry in map(payload.mapping, payload.sequence(body.get("entry"))):
            for event in map(payload.mapping, payload.sequence(entry.get("messaging"))):
                incoming = self._incoming(entry, event)
                if incoming is not None:
                    found.append(incoming)
        return found

    def _incoming(self, entry: Mapping[str, object], event: Mapping[str, object]) -> Incoming | None:
        content = _content(event)
        sender = payload.identifier(payload.mapping(event.get("sender")).get("id"))
        page = payload.identifier(payload.mapping(event.get("recipient")).get("id"))
        account = page or payload.identifier(entry.get("id"))
        if content is None or not sender or not account or sender == account:
            return None
        kind, text, choice = content
        facts = "\0".join([account, sender, payload.identifier(event.get("timestamp")), kind, choice or text])
        return Incoming(
            channel=self.name,
            account=account,
            sender=sender,
            message_id=payload.text(payload.mapping(event[kind]).get("mid")) or sha256(facts.encode()).hexdigest(),
            text=text,
            received_at=payload.instant(event.get("timestamp")) or payload.instant(entry.get("time")) or self._clock(),
            choice=choice,
        )

    def send(self, recipient: Recipient, reply: Outgoing) -> None:
        """Send a reply as one message or more, its choices as quick replies."""
        for message in self.fitted(reply):
            self._bot.send_message(recipient.address, _message(message))

    def profile(self, recipient: Recipient) -> str | None:
        """The person's name; None where the page may not read it, or Graph does not answer."""
        try:
            return self._bot.name(recipient.address) or None
        except ChannelError:
            return None

    @cached_property
    def _bot(self) -> "GraphBot":
        from channels.graph import GraphBot

        return GraphBot(self._page_token, self._app_secret, self._url, self._version)


def _content(event: Mapping[str, object]) -> tuple[str, str, str | None] | None:
    """The key under which a person's message stands, its text and its choice; None for every other event."""
    message = payload.mapping(event.get("message"))
    if message and not message.get("is_echo") and not message.get("is_deleted"):
        text = payload.text(message.get("text"))
        choice = payload.text(payload.mapping(message.get("quick_reply")).get("payload"))
        if text or choice or message.get("attachments"):
            return "message", text, choice or None
    postback = payload.mapping(event.get("postback"))
    title, choice = payload.text(postback.get("title")), payload.text(postback.get("payload"))
    if title or choice:
        return "postback", title, choice or None
    return None


def _message(reply: Outgoing) -> dict[str, Any]:
    if not reply.choices:
        return {"text": reply.text}
    return {"text": reply.text, "quick_replies": [_quick_reply(choice) for choice in reply.choices]}


def _quick_reply(choice: Choice) -> dict[str, str]:
    return {"content_type": "text", "title": choice.title, "payload": choice.id}
