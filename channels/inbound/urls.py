"""Where mail comes in, as the settings write it."""

from dataclasses import dataclass, field
from hashlib import sha256
from ipaddress import ip_address
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where a mailbox is, and how to get at it."""

    host: str
    port: int
    tls: Literal["implicit", "starttls", "none"]
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"

    @property
    def key(self) -> str:
        """A word for it that tells nothing."""
        return sha256(f"{self.user}@{self.host}:{self.port}/{self.folder}".encode()).hexdigest()[:16]


def parse_url(url: str) -> Mailbox:
    """The mailbox behind `imaps://user:password@host[:port][/FOLDER]` or `imap://…[?tls=starttls|none]`.

    `imaps` means port 993 and TLS from the start; `imap` port 143 and STARTTLS, but none on this machine itself unless it
    is asked for. User, password and folder are percent-decoded; without a folder it is INBOX.

    Raises:
        ValueError: it is neither; the message does not repeat it.
    """
    wrong = ValueError('must look like "imaps://user:password@host/INBOX", with @ in the user written as %40')
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise wrong from None
    query = parse_qsl(parts.query, keep_blank_values=True)
    if parts.fragment or not parts.hostname or not parts.username or not parts.password:
        raise wrong
    tls: Literal["implicit", "starttls", "none"]
    match parts.scheme, query:
        case "imaps", []:
            tls = "implicit"
        case "imap", []:
            tls = "none" if _is_this_machine(parts.hostname) else "starttls"
        case "imap", [("tls", "starttls")]:
            tls = "starttls"
        case "imap", [("tls", "none")]:
            tls = "none"
        case _:
            raise wrong
    return Mailbox(
        parts.hostname,
        port or (993 if parts.scheme == "imaps" else 143),
        tls,
        unquote(parts.username),
        unquote(parts.password),
        unquote(parts.path.strip("/")) or "INBOX",
    )


def place(value: str) -> tuple[str, int]:
    """Host and port of "127.0.0.1:2525", ":2525" (everywhere) or "[::1]:2525". Raises ValueError."""
    host, colon, port = value.strip().rpartition(":")
    bare = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    if (
        not colon
        or not port.isascii()
        or not port.isdigit()
        or not 0 < int(port) < 65536
        or (":" in bare and bare == host)
    ):
        raise ValueError('must look like "127.0.0.1:2525"')
    return bare, int(port)


def listening_place(value: str) -> str:
    """The value, where `place` can read it. Raises ValueError."""
    place(value)
    return value.strip()


def mailbox_url(value: str) -> str:
    """The value, where `parse_url` can read it. Raises ValueError."""
    parse_url(value)
    return value.strip()


def reply_pattern(value: str) -> str:
    """The pattern of reply addresses, where each of them is an address. Raises ValueError."""
    from booking.addresses import normalise
    from booking.errors import InvalidInput
    from booking.invitations import new_token, reply_address

    pattern = value.strip().lower()
    wrong = ValueError('must look like "{token}@rsvp.example.org", with at most 64 letters before the @')
    if pattern.count("{token}") != 1 or "{token}" not in pattern.rpartition("@")[0]:
        raise wrong
    try:
        normalise(reply_address(pattern, new_token()))
    except InvalidInput:
        raise wrong from None
    return pattern


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
