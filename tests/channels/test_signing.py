"""Signatures, against published and computed vectors."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.errors import SignatureInvalid
from channels.signing import base64_hmac, check, hex_hmac, same


def test_hmac_sha256_of_rfc_4231() -> None:
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"

    assert hex_hmac("Jefe", b"what do ya want for nothing?", "sha256") == expected


def test_hmac_sha1_of_rfc_2202() -> None:
    expected = "7/zfauXrL6LSdBbV8YTfnCWafHk="

    assert base64_hmac("Jefe", b"what do ya want for nothing?", "sha1") == expected


@given(st.text(min_size=1), st.binary())
def test_a_secret_may_hold_any_character(secret: str, body: bytes) -> None:
    assert hex_hmac(secret, body, "sha256") == hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def test_what_anybody_could_sign_is_refused() -> None:
    with pytest.raises(SignatureInvalid):
        hex_hmac("", b"signed with nothing", "sha256")


@pytest.mark.parametrize(
    "header", [None, "", "sha256=", "sha256", "SHA256=AB", "sha1=ab", "é", "ab\udcff", "\0", "a" * 9999]
)
def test_anything_but_the_signature_is_refused(header: str | None) -> None:
    with pytest.raises(SignatureInvalid, match="X-Signature"):
        check("X-Signature", header, "sha256=ab")


def test_one_of_several_signatures_is_enough() -> None:
    check("X-Signature", "b", "a", "b")


@given(st.text(st.characters(), max_size=20), st.text(max_size=20))
def test_same_is_equality(given_text: str, expected: str) -> None:
    assert same(expected, given_text) == (expected == given_text)
    assert same(expected, expected)
