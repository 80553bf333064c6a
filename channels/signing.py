"""Signatures of webhook calls, checked over the raw bytes as they arrived."""

from base64 import b64encode
from hmac import compare_digest, digest
from typing import Literal

from channels.errors import SignatureInvalid

Algorithm = Literal["sha1", "sha256"]


def hex_hmac(secret: str, signed: bytes, algorithm: Algorithm) -> str:
    """The HMAC of `signed` (RFC 2104) in lower case hexadecimal digits."""
    return _hmac(secret, signed, algorithm).hex()


def base64_hmac(secret: str, signed: bytes, algorithm: Algorithm) -> str:
    """The HMAC of `signed` (RFC 2104) in Base64."""
    return b64encode(_hmac(secret, signed, algorithm)).decode()


def _hmac(secret: str, signed: bytes, algorithm: Algorithm) -> bytes:
    if not secret:
        raise SignatureInvalid("There is no secret to check the signature with.")
    return digest(secret.encode(), signed, algorithm)


def same(expected: str, given: str) -> bool:
    """Whether two texts are equal, in a time that does not tell where they differ; `given` may hold anything."""
    return compare_digest(expected.encode(), given.encode("utf-8", "replace"))


def check(header: str, given: str | None, *expected: str) -> None:
    """Raise `SignatureInvalid` unless `given`, the header's value as it came, is one of `expected`."""
    if not given:
        raise SignatureInvalid(f"The header {header} is missing.")
    if not any(same(one, given) for one in expected):
        raise SignatureInvalid(f"The header {header} does not fit the request.")
