"""The signed token that names a web conversation: who holds it may go on with the conversation, nobody can make one up."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass

from itsdangerous import BadData, URLSafeSerializer

from channels.errors import SignatureInvalid


@dataclass(frozen=True, slots=True)
class WebConversation:
    """What a token stands for. `sender` is 128 bits that nobody can guess; `provider` is the public id of the host, None:
    the oldest.

    `timezone` (IANA) and `locale` are those that the conversation was opened with.
    """

    sender: str
    provider: str | None = None
    timezone: str | None = None
    locale: str | None = None


class Tokens:
    """Writes and reads conversation tokens (HMAC-SHA256). A token does not expire: what it opens does."""

    def __init__(self, secret_key: str) -> None:
        self._secret = secret_key.encode()
        self._serializer = URLSafeSerializer(
            secret_key,
            salt="convoke.web.conversation",
            signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
        )

    def sender(self, message_id: str) -> str:
        """Who begins a conversation by a message of this (unguessable) id: the same whenever it comes."""
        digest = hmac.digest(
            self._secret, b"convoke.web.sender" + message_id.encode("utf-8", "surrogatepass"), "sha256"
        )
        return urlsafe_b64encode(digest[:16]).decode().rstrip("=")

    def write(self, conversation: WebConversation) -> str:
        """The token of this conversation: always the same."""
        named = [conversation.sender, conversation.provider, conversation.timezone, conversation.locale]
        return str(self._serializer.dumps(named))

    def read(self, token: str) -> WebConversation:
        """The conversation of a token that we wrote. Raises `SignatureInvalid` for any other text."""
        try:
            conversation = WebConversation(*self._serializer.loads(token))
        except BadData:
            conversation = None
        if conversation is None or self.write(conversation) != token:  # base64 has several spellings of the same bytes
            raise SignatureInvalid("This conversation is not known here. Please start a new one.")
        return conversation
