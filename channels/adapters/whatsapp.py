"""WhatsApp through Twilio's Programmable Messaging.

Documented at https://www.twilio.com/docs/messaging/guides/webhook-request and /docs/usage/webhooks/webhooks-security.
A reply goes into the HTTP response as TwiML, its choices as a numbered list, unless an operator has made Content
templates (/docs/content) for as many choices as it has: then the worker sends it, with buttons or a list to press.

A template for N choices has 1 + 2 N variables: {{1}} is the text, {{2}} and {{3}} are the title and the id of the first
choice, {{4}} and {{5}} those of the second, and so on.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, parse_qsl, urlsplit

from channels import payload, signing
from channels.base import Answer, Channel, Recipient, Request
from channels.errors import OutsideWindow, Permanent, Retryable, SignatureInvalid
from channels.render import fit, shortened
from dialog.messages import Capabilities, Incoming, Outgoing

if TYPE_CHECKING:
    import requests
    from twilio.rest import Client

_TEXT = Capabilities(text_length=1600, max_choices=0, title_length=24)
_BUTTONS = Capabilities(text_length=1024, max_choices=3, title_length=20)
_LIST = Capabilities(text_length=1024, max_choices=10, title_length=24)

_ALGORITHMS: Mapping[str, signing.Algorithm] = {"HMAC_SHA1": "sha1", "HMAC_SHA256": "sha256"}
_MOST_FIELDS = 1000
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_LONGEST_NOTICE = 900
_OUTSIDE_WINDOW = 63016
_LIMITED = {20429, 63018}
_MEANINGS = {
    20003: "the credentials are refused: set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN anew",
    21610: "the person has opted out",
    21617: "the text is too long",
    21656: "the variables do not fit the Content template",
    63003: "the person cannot be reached",
    63015: "the person has not joined the sandbox",
    63016: "the person wrote more than 24 hours ago",
    63024: "the person cannot be reached",
}


class WhatsApp(Channel):
    """WhatsApp senders of one Twilio account.

    `sender`, `whatsapp:+14155238886`, writes where no number was written to; `url` is Twilio's API. `shared_keys` are
    secrets of webhooks by key id; `buttons` and `lists` are Content template ids by number of choices, `notice` is that of
    the template for notices, {{1}} being the text.
    """

    name = "whatsapp"
    window = timedelta(hours=24)

    def __init__(
        self,
        *,
        account_sid: str,
        auth_token: str,
        sender: str,
        url: str,
        shared_keys: Mapping[str, str],
        buttons: Mapping[int, str],
        lists: Mapping[int, str],
        notice: str | None,
        clock: Callable[[], datetime],
    ) -> None:
        self._account_sid = account_sid
        self._auth_token = auth_token
        self._sender = sender
        self._url = url
        self._shared_keys = shared_keys
        self._templates = {count: (sid, _LIST) for count, sid in lists.items()}
        self._templates |= {count: (sid, _BUTTONS) for count, sid in buttons.items()}
        self._notice = notice
        self._clock = clock
        self.capabilities = Capabilities(_TEXT.text_length, max(lists, default=0), _TEXT.title_length)

    def verify(self, request: Request) -> None:
        """Check X-Twilio-Signature, the HMAC of the public URL and the sorted form fields.

        The key is the auth token, or the shared key that X-Twilio-Webhooks-Signature-Settings names. Twilio signs the
        URL with the port or without: either is taken.
        """
        secret, algorithm = self._key(request.headers.get("x-twilio-webhooks-signature-settings", ""))
        fields = _signed_fields(request)
        expected = [
            signing.base64_hmac(secret, (url + fields).encode("utf-8", "replace"), algorithm)
            for url in _urls(request.url)
        ]
        signing.check("X-Twilio-Signature", request.headers.get("x-twilio-signature"), *expected)

    def _key(self, settings: str) -> tuple[str, signing.Algorithm]:
        named = {
            name.strip(): value.strip() for name, _, value in (part.partition("=") for part in settings.split(","))
        }
        algorithm = _ALGORITHMS.get((named.get("algorithm") or "HMAC_SHA1").upper())
        if algorithm is None:
            raise SignatureInvalid("The signature's algorithm is unknown.")
        return self._shared_keys.get(named.get("key", ""), self._auth_token), algorithm

    def parse(self, request: Request) -> list[Incoming]:
        """The one message of a call; status callbacks and calls about anything else give none."""
        fields = {name: payload.text(value) for name, value in reversed(_fields(request.body))}
        message_id, address, account = (fields.get(name, "") for name in ("MessageSid", "From", "To"))
        if "MessageStatus" in fields or not (message_id and address and account):
            return []
        return [
            Incoming(
                channel=self.name,
                account=account,
                sender=fields.get("ExternalUserId") or address,
                message_id=message_id,
                text=fields.get("Body") or fields.get("ButtonText") or fields.get("ListTitle") or "",
                received_at=self._clock(),
                choice=fields.get("ButtonPayload") or fields.get("ListId") or None,
                reply_to=address,
                name=fields.get("ProfileName") or None,
            )
        ]

    def answer(self, replies: Sequence[Outgoing]) -> Answer | None:
        """The replies as TwiML; None when one of them is to be sent with a template."""
        if any(len(reply.choices) in self._templates for reply in replies):
            return None
        return _twiml(message.text for reply in replies for message in fit(reply, _TEXT))

    def acknowledgement(self) -> Answer:
        """TwiML that says nothing."""
        return _twiml(())

    def fitted(self, reply: Outgoing) -> list[Outgoing]:
        """With the choices under the last piece where there is a template for as many, else in its text."""
        return fit(reply, self._template_for(reply)[1])

    def _template_for(self, reply: Outgoing) -> tuple[str, Capabilities]:
        return self._templates.get(len(reply.choices), ("", _TEXT))

    def send(self, recipient: Recipient, reply: Outgoing) -> None:
        """Send a reply as one message or more, its choices through a template where there is one for as many."""
        sid, _ = self._template_for(reply)
        for message in self.fitted(reply):
            if message.choices:
                self._create(recipient, content_sid=sid, content_variables=_variables(message))
            else:
                self._create(recipient, body=message.text)

    def notify(self, recipient: Recipient, text: str) -> None:
        """Send a notice by the template for notices, where there is one. A variable holds one line."""
        if self._notice is None:
            super().notify(recipient, text)
            return
        line = shortened(" · ".join(filter(None, map(str.strip, text.splitlines()))), _LONGEST_NOTICE)
        self._create(recipient, content_sid=self._notice, content_variables=_variables(Outgoing(line)))

    def _create(self, recipient: Recipient, **content: str) -> None:
        import requests
        from twilio.base.exceptions import TwilioException

        from channels import outbound

        try:
            self._client.messages.create(to=recipient.address, from_=recipient.account or self._sender, **content)
        except requests.RequestException as error:
            raise outbound.unanswered("Twilio", error) from None
        except TwilioException as error:
            raise _failure(error) from None
        except ValueError:
            raise Permanent("Twilio's answer is not JSON; the message may have been delivered.") from None

    @cached_property
    def _client(self) -> "Client":
        from twilio.http.http_client import TwilioHttpClient
        from twilio.rest import Client

        from channels import outbound

        http = TwilioHttpClient()
        http.session, http.timeout = outbound.session(), outbound.TIMEOUT
        http.session.hooks["response"].append(_heed)
        client = Client(self._account_sid, self._auth_token, http_client=http)
        client.edge = client.region = None
        client.api.base_url = self._url
        return client


def _fields(body: bytes) -> list[tuple[str, str]]:
    """The form's fields, decoded; none when they are too many to be Twilio's."""
    try:
        return parse_qsl(
            body.decode("utf-8", "replace"), keep_blank_values=True, errors="replace", max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        return []


def _signed_fields(request: Request) -> str:
    """What of the body is signed beside the URL: a form's distinct fields, sorted; of JSON nothing but its digest."""
    if request.headers.get("content-type", "").startswith("application/json"):
        digests = parse_qs(urlsplit(request.url).query).get("bodySHA256", [""])
        signing.check("bodySHA256", digests[0], sha256(request.body).hexdigest())
        return ""
    return "".join(name + value for name, value in sorted(set(_fields(request.body))))


def _urls(url: str) -> tuple[str, str]:
    """The URL without a port and with one: its own, or the scheme's."""
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    name, _, port = host.rpartition(":")
    if not (name and port.isdigit()):
        name, port = host, "443" if scheme == "https" else "80"
    return f"{scheme}://{name}{slash}{path}", f"{scheme}://{name}:{port}{slash}{path}"


def _twiml(texts: Iterable[str]) -> Answer:
    messages = "".join(f"<Message>{escape(_NOT_XML.sub('', text), quote=False)}</Message>" for text in texts)
    body = f'<?xml version="1.0" encoding="UTF-8"?><Response>{messages}</Response>'
    return Answer(body=body, content_type="text/xml; charset=utf-8")


def _variables(message: Outgoing) -> str:
    values = [message.text, *(value for choice in message.choices for value in (choice.title, choice.id))]
    return json.dumps({str(number): value for number, value in enumerate(values, 1)}, ensure_ascii=False)


def _heed(response: "requests.Response", **_: object) -> None:
    """Wait as long as Twilio asks for, which its library does not tell."""
    from channels import outbound

    delay = outbound.retry_after(response.headers) if response.status_code in (429, 503) else None
    if delay is not None:
        response.close()
        raise Retryable(f"Twilio answered {response.status_code} and asks to wait", delay)


def _failure(error: object) -> Permanent | Retryable:
    status, code = (payload.number(getattr(error, name, None)) for name in ("status", "code"))
    sentence = f"Twilio answered {status}, code {code}"
    if code in _LIMITED or status == 429:
        return Retryable(sentence, 60.0)
    if status >= 500:
        return Retryable(sentence)
    if code == _OUTSIDE_WINDOW:
        return OutsideWindow(f"{sentence}: {_MEANINGS[code]}")
    return Permanent(f"{sentence}: {_MEANINGS.get(code, 'it will not take this message')}")
