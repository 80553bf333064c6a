"""E-mail addresses and names as people give them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.addresses import clean_line, clean_name, normalise
from booking.errors import InvalidInput


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("karen@dev.to", "karen@dev.to"),
        ("  Karen.Smith@DEV.TO\n", "karen.smith@dev.to"),
        ("bill+meetings@acme.io", "bill+meetings@acme.io"),
        ("ana@guests.example", "ana@guests.example"),
        ("o'neil@acme.io", "o'neil@acme.io"),
        ("anna@müller.de", "anna@xn--mller-kva.de"),
        ("anna@MÜLLER.de", "anna@xn--mller-kva.de"),
        ("x" * 64 + "@acme.io", "x" * 64 + "@acme.io"),
    ],
)
def test_an_address_has_one_form(given: str, stored: str) -> None:
    """Case, blanks around it and the script of its domain make no difference."""
    assert normalise(given) == stored
    assert normalise(stored) == stored


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("karen@localhost", "“karen@localhost” is not an e-mail address that mail can reach."),
        ("karen", "“karen” is not an e-mail address that mail can reach."),
        ("karen@dev.to, bill@acme.io", "please give each by itself"),
        ("karen@dev.to;bill@acme.io", "please give each by itself"),
        ("josé@acme.io", "letters before the @"),
        ("x" * 65 + "@acme.io", "not an e-mail address"),
        ("x@" + "y" * 300 + ".io", "too long"),
        ("karen@dev.to\r\nBcc: x", "“karen@dev.to Bcc: x” is not"),
        ("ka\x00ren@dev.to", "not an e-mail address"),
        ("Karen <karen@dev.to>", "not an e-mail address"),
        ("mailto:karen@dev.to", "not an e-mail address"),
        ("karen@[127.0.0.1]", "not an e-mail address"),
        ('"karen x"@dev.to', "not an e-mail address"),
        ("\ud800@dev.to", "not an e-mail address"),
        ("   ", "missing"),
    ],
)
def test_what_no_mail_reaches_is_refused_in_a_sentence(given: str, words: str) -> None:
    """The sentence names the address on one line and can be shown in a chat."""
    with pytest.raises(InvalidInput) as refused:
        normalise(given)

    assert words in str(refused.value)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 500
    str(refused.value).encode()


@given(st.text(max_size=300))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    """Nothing else comes out than a bare ASCII address or InvalidInput."""
    try:
        address = normalise(text)
    except InvalidInput:
        return

    assert address.isascii()
    assert address.isprintable()
    assert address == address.lower()
    assert address.count("@") == 1


@given(st.text())
def test_a_name_is_one_line_without_quotes(name: str) -> None:
    """No control, line break, quote, caret or lone surrogate is left; cleaning again changes nothing."""
    clean = clean_name(name)

    assert not set(clean) & set('"^\\\r\n\t\v\f\x00\x1b\x7f\x85\u2028\u2029\u202e')
    assert len(clean) <= 100
    assert clean_name(clean) == clean
    clean.encode()


def test_names_of_all_scripts_stay() -> None:
    """Only what is unfit goes: joined emoji, Arabic and accents are as they were typed."""
    assert clean_name('  Zoë\r\nO\'Brien,  "Zo"; ^2 ') == "Zoë O'Brien, Zo; 2"
    assert clean_name("محمد 李小龍 👩‍🚀") == "محمد 李小龍 👩‍🚀"


def test_a_line_is_cut() -> None:
    """At the limit, without a blank at its end."""
    assert clean_line("one two", 4) == "one"
    assert len(clean_line("x" * 1000)) == 500
