"""WhatsApp through Twilio: what is not common to all channels."""

import json
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.adapters.whatsapp import WhatsApp
from channels.base import Recipient, Request
from channels.errors import Permanent, Retryable, SignatureInvalid
from channels.signing import base64_hmac
from dialog.messages import Choice, Outgoing
from tests.fixtures.networks import ACCOUNT_SID, AUTH_TOKEN, WHATSAPP_FROM, Network, twilio_error, utf16

T1, T2, T3, T4 = json.loads((Path(__file__).parent.parent / "payloads/vectors/whatsapp.json").read_text())
PERSON = Recipient(WHATSAPP_FROM, "whatsapp:+16505551234")
FORM = "application/x-www-form-urlencoded"
BUTTONS = {count: f"HXbuttons{count}" for count in (1, 2, 3)}
LISTS = {count: f"HXlist{count}" for count in range(1, 11)}


def whatsapp(url: str = "http://127.0.0.1:9", **changes: Any) -> WhatsApp:
    values = {
        "account_sid": ACCOUNT_SID,
        "auth_token": AUTH_TOKEN,
        "sender": WHATSAPP_FROM,
        "url": url,
        "shared_keys": {},
        "buttons": {},
        "lists": {},
        "notice": None,
        "clock": lambda: datetime(2026, 5, 11, 13, tzinfo=UTC),
    }
    return WhatsApp(**(values | changes))


def call(url: str, body: str, signature: str, settings: str = "", kind: str = FORM) -> Request:
    headers = {"content-type": kind, "x-twilio-signature": signature}
    if settings:
        headers["x-twilio-webhooks-signature-settings"] = settings
    return Request("POST", url, headers, {}, body.encode())


def choices(*titles: str) -> tuple[Choice, ...]:
    return tuple(Choice(f"4.{number}", title) for number, title in enumerate(titles))


def messages(channel: WhatsApp, *replies: Outgoing) -> list[str | None]:
    answer = channel.answer(replies)
    assert answer is not None
    assert answer.content_type == "text/xml; charset=utf-8"
    response = ET.fromstring(answer.body.encode())
    assert response.tag == "Response"
    assert all(message.tag == "Message" for message in response)
    return [message.text for message in response]


@pytest.mark.parametrize("vector", [T1, T2], ids=["T1", "T2"])
def test_the_published_forms_are_accepted(vector: dict[str, Any]) -> None:
    body = urlencode(vector["params"], doseq=True)

    whatsapp(auth_token="12345").verify(call(vector["url"], body, vector["X-Twilio-Signature"]))


@pytest.mark.parametrize("url", [T1["url"], T1["url"].replace(".com/", ".com:443/")])
@pytest.mark.parametrize("signature", [T1["X-Twilio-Signature"], T1["signature_with_port_443"]])
def test_the_port_may_be_signed_or_not(url: str, signature: str) -> None:
    whatsapp(auth_token="12345").verify(call(url, urlencode(T1["params"]), signature))


def test_the_published_json_is_accepted_and_means_nothing() -> None:
    json_call = call(T3["url"], T3["json_body"], T3["X-Twilio-Signature"], kind="application/json")
    channel = whatsapp(auth_token="12345")

    channel.verify(json_call)

    assert channel.parse(json_call) == []


@pytest.mark.parametrize(
    ("url", "body"),
    [(T3["url"], T3["json_body"] + " "), (T3["url"].partition("&bodySHA256")[0], T3["json_body"])],
    ids=["another body", "no digest"],
)
def test_json_without_its_own_digest_is_refused(url: str, body: str) -> None:
    with pytest.raises(SignatureInvalid):
        whatsapp(auth_token="12345").verify(call(url, body, T3["X-Twilio-Signature"], kind="application/json"))


def test_a_signature_of_the_bare_url_does_not_carry_a_json_body() -> None:
    from twilio.request_validator import RequestValidator

    url = "https://bot.example.com/webhooks/whatsapp"
    signature = RequestValidator(AUTH_TOKEN).compute_signature(url, {})

    with pytest.raises(SignatureInvalid):
        whatsapp().verify(call(url, '{"a": 1}', signature, kind="application/json"))


@pytest.mark.parametrize("settings", ["", "algorithm=HMAC_SHA1", "key=,algorithm=", "key=k9"])
def test_a_text_beyond_ascii_is_accepted(settings: str) -> None:
    whatsapp().verify(call(T4["url"], T4["form_body"], T4["X-Twilio-Signature"], settings))


def test_sha256_is_accepted_when_the_call_says_so() -> None:
    whatsapp().verify(call(T4["url"], T4["form_body"], T4["hmac_sha256"], "key=k1,algorithm=HMAC_SHA256"))
    with pytest.raises(SignatureInvalid):
        whatsapp().verify(call(T4["url"], T4["form_body"], T4["hmac_sha256"]))


def test_a_shared_key_signs_instead_of_the_auth_token() -> None:
    channel = whatsapp(auth_token="another", shared_keys={"k1": AUTH_TOKEN})

    channel.verify(call(T4["url"], T4["form_body"], T4["hmac_sha256"], " key = k1 , algorithm = HMAC_SHA256 "))
    with pytest.raises(SignatureInvalid):
        channel.verify(call(T4["url"], T4["form_body"], T4["hmac_sha256"], "key=k2,algorithm=HMAC_SHA256"))


@pytest.mark.parametrize("algorithm", ["HMAC_MD5", "none", "HMAC_SHA", "é"])
def test_an_unknown_algorithm_is_refused(algorithm: str) -> None:
    with pytest.raises(SignatureInvalid):
        whatsapp().verify(call(T4["url"], T4["form_body"], T4["X-Twilio-Signature"], f"algorithm={algorithm}"))


@pytest.mark.parametrize("url", [T4["url"] + "/", T4["url"] + "?a=1", "http" + T4["url"][5:], "https://other.example"])
def test_another_url_is_refused(url: str) -> None:
    with pytest.raises(SignatureInvalid):
        whatsapp().verify(call(url, T4["form_body"], T4["X-Twilio-Signature"]))


def test_a_form_of_more_fields_than_twilio_has_is_refused_without_reading_it() -> None:
    for count, accepted in [(1000, True), (1001, False)]:
        body = urlencode({f"F{number:04}": "" for number in range(count)})
        signed = T4["url"] + "".join(f"F{number:04}" for number in range(count))
        form = call(T4["url"], body, base64_hmac(AUTH_TOKEN, signed.encode(), "sha1"))

        with nullcontext() if accepted else pytest.raises(SignatureInvalid):
            whatsapp().verify(form)


def test_a_reply_is_answered_at_once_with_its_choices_numbered() -> None:
    replies = Outgoing("Which day?", choices("Mon 18 May", "Tue 19 May")), Outgoing("Or say one.")

    assert messages(whatsapp(), *replies) == ["Which day?\n\n1. Mon 18 May\n2. Tue 19 May", "Or say one."]


def test_markup_is_escaped_and_what_xml_cannot_hold_is_left_out() -> None:
    text = "</Message><Message>a & b\x00\x08\x0b\x1f\ufffe\ud800 ü 😀\tend"

    assert messages(whatsapp(), Outgoing(text)) == ["</Message><Message>a & b ü 😀\tend"]


@given(st.text(max_size=5000))
def test_any_text_gives_good_xml_within_the_limit(text: str) -> None:
    assert all(utf16(message or "") <= 1600 for message in messages(whatsapp(), Outgoing(text)))


def test_the_acknowledgement_says_nothing() -> None:
    answer = whatsapp().acknowledgement()

    assert answer.content_type.startswith("text/xml")
    assert len(ET.fromstring(answer.body)) == 0


def test_choices_with_a_template_are_left_to_the_worker() -> None:
    channel = whatsapp(buttons=BUTTONS)

    assert channel.answer([Outgoing("Sure?", choices("Yes", "No"))]) is None
    assert channel.answer([Outgoing("Hello."), Outgoing("Sure?", choices("Yes", "No"))]) is None
    assert messages(channel, Outgoing("Hello."))
    assert messages(channel, Outgoing("Which?", choices("1", "2", "3", "4")))


def test_up_to_three_choices_are_sent_as_buttons(twilio_api: Network) -> None:
    channel = whatsapp(twilio_api.url, buttons=BUTTONS, lists=LISTS)

    channel.send(PERSON, Outgoing("Book it?", choices("Yes, book it", "A very long title for a button")))

    (sent,) = twilio_api.calls
    assert sent.body["ContentSid"] == "HXbuttons2"
    assert json.loads(sent.body["ContentVariables"]) == {
        "1": "Book it?",
        "2": "Yes, book it",
        "3": "4.0",
        "4": "A very long title…",
        "5": "4.1",
    }
    assert (sent.body["From"], sent.body["To"]) == (PERSON.account, PERSON.address)
    assert "Body" not in sent.body


def test_more_choices_are_sent_as_a_list(twilio_api: Network) -> None:
    whatsapp(twilio_api.url, buttons=BUTTONS, lists=LISTS).send(
        PERSON, Outgoing("Which?", choices("a title of 24 characters", "b", "c", "d"))
    )

    (sent,) = twilio_api.calls
    assert sent.body["ContentSid"] == "HXlist4"
    assert json.loads(sent.body["ContentVariables"])["2"] == "a title of 24 characters"


def test_a_long_text_goes_before_its_choices(twilio_api: Network) -> None:
    text = " ".join(f"word{number}" for number in range(300))
    whatsapp(twilio_api.url, buttons=BUTTONS).send(PERSON, Outgoing(text, choices("Yes", "No")))

    *before, last = twilio_api.calls
    texts = [sent.body["Body"] for sent in before] + [json.loads(last.body["ContentVariables"])["1"]]
    assert " ".join(texts) == text
    assert max(map(len, texts)) <= 1024


def test_without_a_template_for_as_many_the_choices_are_numbered(twilio_api: Network) -> None:
    whatsapp(twilio_api.url, buttons={3: "HXbuttons3"}).send(PERSON, Outgoing("Sure?", choices("Yes", "No")))

    assert twilio_api.calls[0].body["Body"] == "Sure?\n\n1. Yes\n2. No"


def test_lists_say_how_many_choices_can_be_shown() -> None:
    assert whatsapp().capabilities.max_choices == 0
    assert whatsapp(buttons=BUTTONS).capabilities.max_choices == 0
    assert whatsapp(buttons=BUTTONS, lists=LISTS).capabilities.max_choices == 10


def test_our_own_number_writes_first(twilio_api: Network) -> None:
    whatsapp(twilio_api.url).send(Recipient("", PERSON.address), Outgoing("A reminder."))

    assert twilio_api.calls[0].body["From"] == WHATSAPP_FROM


@pytest.mark.parametrize(("status", "code"), [(429, 20429), (400, 63018), (429, 0)])
def test_a_rate_limit_is_tried_again_after_a_pause(twilio_api: Network, status: int, code: int) -> None:
    twilio_api.script.append(twilio_error(status, code))

    with pytest.raises(Retryable) as caught:
        whatsapp(twilio_api.url).send(PERSON, Outgoing("hi"))
    assert caught.value.delay == 60


@pytest.mark.parametrize("status", [429, 503])
def test_twilio_says_how_long_to_wait(twilio_api: Network, status: int) -> None:
    twilio_api.answers(status, {"code": 20429, "message": "no", "status": status}, Retry_After="7")

    with pytest.raises(Retryable, match=f"Twilio answered {status}") as caught:
        whatsapp(twilio_api.url).send(PERSON, Outgoing("hi"))
    assert caught.value.delay == 7


@pytest.mark.parametrize(
    ("status", "code", "told"),
    [
        (400, 63016, "24 hours"),
        (400, 21617, "too long"),
        (400, 63015, "sandbox"),
        (400, 63024, "cannot be reached"),
        (400, 63003, "cannot be reached"),
        (400, 21610, "opted out"),
        (401, 20003, "TWILIO_AUTH_TOKEN"),
        (404, 20404, "code 20404"),
    ],
)
def test_a_refusal_says_what_it_means(twilio_api: Network, status: int, code: int, told: str) -> None:
    twilio_api.script.append(twilio_error(status, code))

    with pytest.raises(Permanent, match=told):
        whatsapp(twilio_api.url).send(PERSON, Outgoing("hi"))


def test_wrong_credentials_are_refused_by_twilio_itself(twilio_api: Network) -> None:
    with pytest.raises(Permanent, match="TWILIO_AUTH_TOKEN"):
        whatsapp(twilio_api.url, auth_token="another").send(PERSON, Outgoing("hi"))


def test_a_region_of_the_environment_does_not_bend_the_url(
    twilio_api: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWILIO_EDGE", "sydney")
    monkeypatch.setenv("TWILIO_REGION", "au1")

    whatsapp(twilio_api.url).send(PERSON, Outgoing("hi"))

    assert len(twilio_api.calls) == 1
