"""Addresses of calendars are secrets, and some hold a password: in the database they stand encrypted.

Fernet (AES and an HMAC) rather than AES-GCM by hand: it has no nonce to get wrong, and notices another key or a change.
"""

from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING

from channels.calendars.reachable import CannotFetch

if TYPE_CHECKING:
    from cryptography.fernet import Fernet


def seal(url: str, secret: str) -> str:
    """The address encrypted with a key made of SECRET_KEY."""
    return _key(secret).encrypt(url.encode()).decode("ascii")


def unseal(sealed: str, secret: str) -> str:
    """The address again. Raises CannotFetch when it was sealed with another SECRET_KEY."""
    from cryptography.fernet import InvalidToken

    try:
        return _key(secret).decrypt(sealed).decode()
    except InvalidToken:
        raise CannotFetch(
            "Its address was kept with another SECRET_KEY: set that one again, or remove the calendar and add it anew."
        ) from None


def _key(secret: str) -> "Fernet":
    from cryptography.fernet import Fernet
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derived = HKDF(SHA256(), 32, salt=None, info=b"convoke: addresses of calendars").derive(secret.encode())
    return Fernet(urlsafe_b64encode(derived))
