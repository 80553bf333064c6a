"""What mails say: letters beside invitations, in six languages, for eyes and for mail programs."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest

from booking.invitations import compose
from booking.letters import write
from booking.model import Attendee, Invitation, Subject
from tests.booking.test_invitations import (
    INVITATION,
    NASTY,
    SENDER,
    calendar_bytes,
    event,
    page,
    parts,
    read,
    text,
    unfolded,
)

LINK = "https://meet.example/rsvp/abcdefghijklmnopqrstuvwxyz"
LANGUAGES = ("en", "zh", "es", "fr", "de", "pt")
ANA = Attendee("ana@guests.example", "Ana", "ACCEPTED")
BILL = Attendee("bill@acme.example", "Bill", "TENTATIVE", "+49 30 1234")
GUEST = replace(INVITATION, link=LINK)
HOST = replace(GUEST, to_provider=True, others=(ANA, BILL), reader=Attendee("hana@host.example", "Hana Host"))
LATER = {"proposed_start": INVITATION.start + timedelta(days=1), "proposed_end": INVITATION.end + timedelta(days=1)}
LETTERS: dict[str, Invitation] = {
    "reminder": replace(GUEST, subject="reminder", updated_at=INVITATION.start - timedelta(days=1)),
    "words": replace(HOST, subject="words", concerning=ANA, words="Hello Hana,\n\nI shall be late.\n"),
    "proposal": replace(HOST, subject="proposal", concerning=BILL, words="Later?", **LATER),  # type: ignore[arg-type]
    "unreachable": replace(HOST, subject="unreachable", concerning=BILL, words="550 5.1.1 no such user"),
    "stranger": replace(HOST, subject="stranger", concerning=Attendee("crash@party.example")),
    "confirm": replace(GUEST, subject="confirm", words="DECLINED"),
    "news": replace(GUEST, subject="news", link="", organizer=SENDER, words="Karen accepted: 2 of 3"),
}
DECLINED = replace(GUEST, method="DECLINECOUNTER", sequence=3, words="I am away then.", **LATER)  # type: ignore[arg-type]
CALENDAR: dict[str, Invitation] = {
    "invited": GUEST,
    "booked": HOST,
    "moved": replace(GUEST, references=("<0@x.example>",), previous_start=INVITATION.start - timedelta(days=1)),
    "changed": replace(GUEST, references=("<0@x.example>",)),
    "again": replace(GUEST, references=("<0@x.example>",), again=True),
    "cancelled": replace(GUEST, method="CANCEL", references=("<0@x.example>",)),
    "removed": replace(GUEST, method="CANCEL", references=("<0@x.example>",), whole=False),
    "declined": DECLINED,
}


def test_every_subject_is_here() -> None:
    """So that what follows is about all of them."""
    assert set(LETTERS) | {"calendar"} == set(get_args(Subject))


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_has_no_calendar_part(name: str) -> None:
    """Text and HTML alone: a second REQUEST would show as a second invitation, and reset the answer."""
    message = read(compose(replace(LETTERS[name], references=("<0@x.example>",)), SENDER))

    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert message["In-Reply-To"] == "<0@x.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert not message.defects


@pytest.mark.parametrize("name", [*LETTERS, *CALENDAR])
def test_text_and_page_say_the_same(name: str) -> None:
    """Each word of the text stands in the page, too; addresses of links may be hidden behind words there."""
    message = compose((LETTERS | CALENDAR)[name], SENDER)
    shown = page(message)

    assert "Kick-off" in shown.text
    assert "Wednesday, March 10, 2027" in shown.text
    lines = [line.removeprefix("> ") for line in text(message).splitlines()]
    for line in filter(None, lines[1:]):
        label, _, value = line.partition(": ")
        if value.startswith("https://"):
            assert value in shown.addresses
            assert label in shown.text
        else:
            assert set(re.findall(r"[\w@.]+", line)) <= set(re.findall(r"[\w@.]+", shown.text))


@pytest.mark.parametrize("language", LANGUAGES[1:])
@pytest.mark.parametrize("name", [*LETTERS, *CALENDAR])
def test_each_language_has_words_of_its_own(name: str, language: str) -> None:
    """No sentence is left in English; what people wrote stays as it is."""
    invitation = (LETTERS | CALENDAR)[name]
    english, other = (write(replace(invitation, locale=locale)) for locale in ("en", language))

    def sentences(written: str) -> set[str]:
        names = ("Ana", "Bill", "Hana Host", "Kick-off")
        lines = (line for line in written.splitlines() if "https://" not in line and not line.startswith(">"))
        return {line for line in lines if not any(name in line and len(line) < 40 for name in names)} - {""}

    assert other.subject != english.subject
    assert f'<html lang="{language}">' in other.html
    assert not sentences(english.text) & sentences(other.text)
    assert "{" not in other.text + other.subject


def test_an_invitation_has_links_to_answer() -> None:
    """Yes, maybe and no lead to the guest's own page, which asks once more; so does the way out."""
    message = compose(GUEST, SENDER)

    for choice, label in (("yes", "Yes"), ("maybe", "Maybe"), ("no", "No")):
        assert f"{label}: {LINK}?answer={choice}\n" in text(message).replace("\r\n", "\n")
        assert f"{LINK}?answer={choice}" in page(message).addresses
    assert f"{LINK}/invite.ics" in page(message).addresses
    assert f"Leave this meeting, or receive no more invitations: {LINK}\n" in text(message).replace("\r\n", "\n")


@pytest.mark.parametrize("name", CALENDAR)
def test_a_link_is_in_no_calendar(name: str) -> None:
    """Calendar data travels with each forward and lands in shared calendars."""
    data = calendar_bytes(compose(CALENDAR[name], SENDER))

    assert b"rsvp" not in data.replace(b"\r\n ", b"")
    assert LINK.rpartition("/")[2].encode() not in data.replace(b"\r\n ", b"")


def test_links_to_calendars_on_the_web_name_nobody_else() -> None:
    """Not even the host's: what is put there may be shared."""
    links = [address for address in page(compose(HOST, SENDER)).addresses if "meet.example" not in address]

    assert len(links) == 5  # the place, and four services
    assert not [address for address in links if "guests.example" in address or "acme.example" in address]


@pytest.mark.parametrize("name", ["cancelled", "removed"])
def test_what_is_cancelled_is_not_answered(name: str) -> None:
    """No buttons, no way into a calendar."""
    assert page(compose(CALENDAR[name], SENDER)).addresses == [INVITATION.location]


def test_a_reminder_can_be_unsubscribed_with_one_click() -> None:
    """RFC 8058; only reminders can, and only where there is a page for it."""
    message = read(compose(LETTERS["reminder"], SENDER))

    assert message["List-Unsubscribe"] == f"<{LINK}/unsubscribe>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"{LINK}/unsubscribe" in page(message).addresses
    assert "List-Unsubscribe" not in compose(GUEST, SENDER)
    assert "List-Unsubscribe" not in compose(replace(LETTERS["reminder"], link=""), SENDER)


@pytest.mark.parametrize(
    ("locale", "minutes", "expected"),
    [
        ("en", 1440, "Your meeting with Hana Host begins in 1 day."),
        ("en", 60, "Your meeting with Hana Host begins in 1 hour."),
        ("de_AT", 15, "Ihr Termin mit Hana Host beginnt in 15 Minuten."),
        ("fr", 60, "Votre réunion avec Hana Host commence dans 1 heure."),
        ("es", 1440, "Su reunión con Hana Host comienza dentro de 1 día."),
        ("pt_BR", 120, "Sua reunião com Hana Host começa em 2 horas."),
        ("zh_Hans_CN", 1440, "您与 Hana Host 的会议将在1天后开始。"),
    ],
)
def test_a_reminder_says_how_soon(locale: str, minutes: int, expected: str) -> None:
    """As the reader's language puts it."""
    reminder = replace(LETTERS["reminder"], locale=locale, updated_at=INVITATION.start - timedelta(minutes=minutes))

    assert expected in write(reminder).text


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (("ACCEPTED", "TENTATIVE"), "1 of 2 has accepted."),
        (("ACCEPTED", "ACCEPTED"), "2 of 2 have accepted."),
        (("DECLINED", "NEEDS-ACTION"), "0 of 2 have accepted."),
    ],
)
def test_a_host_is_reminded_of_who_comes(answers: tuple[str, ...], expected: str) -> None:
    """With the tally."""
    others = tuple(replace(each, status=answer) for each, answer in zip((ANA, BILL), answers, strict=True))  # type: ignore[arg-type]

    assert expected in write(replace(HOST, subject="reminder", others=others)).text


def test_a_guests_own_words_go_to_the_host() -> None:
    """Quoted; an answer goes to that guest's address and nobody else's, and the mail says so."""
    message = read(compose(LETTERS["words"], SENDER))

    assert message["Reply-To"] == "ana@guests.example"
    assert [address.addr_spec for address in message["To"].addresses] == ["hana@host.example"]
    assert "\n> Hello Hana,\n> \n> I shall be late.\n" in text(message).replace("\r\n", "\n")
    assert "goes to ana@guests.example, and to nobody else" in text(message)


@pytest.mark.parametrize("name", [*LETTERS, *CALENDAR])
def test_answers_come_back_to_us_otherwise(name: str) -> None:
    """To the address of this (meeting, reader)."""
    message = compose((LETTERS | CALENDAR)[name], SENDER)

    assert name == "words" or message["Reply-To"] == (LETTERS | CALENDAR)[name].organizer


def test_an_answer_by_mail_is_confirmed_by_link() -> None:
    """It says which answer came; the link leads to a page that has it chosen."""
    message = compose(LETTERS["confirm"], SENDER)

    assert "your answer to this meeting: No, I do not come." in text(message)
    assert f"Confirm: {LINK}?answer=no" in text(message)


def test_another_time_is_shown_beside_the_old_one() -> None:
    """And nothing has changed until the host decides."""
    message = compose(LETTERS["proposal"], SENDER)

    assert "Bill <bill@acme.example> proposes another time" in text(message)
    assert "Proposed: Thursday, March 11, 2027, 3:00 PM – 3:45 PM (CET, Europe/Berlin)" in text(message)
    assert "Date: Wednesday, March 10, 2027" in text(message)
    assert f"Accept or decline: {LINK}" in text(message)


def test_a_proposal_that_is_not_taken_up() -> None:
    """DECLINECOUNTER (RFC 5546 section 3.2.8): the meeting as it stands, with the SEQUENCE of the COUNTER."""
    message = compose(DECLINED, SENDER)
    found = event(message)

    assert parts(message)["text/calendar"]["Content-Type"].params["method"] == "DECLINECOUNTER"
    assert "METHOD:DECLINECOUNTER" in unfolded(message)
    assert (found["SEQUENCE"], found["STATUS"], found.start) == (3, "CONFIRMED", INVITATION.start)
    assert str(found["ATTENDEE"]) == "mailto:ana@guests.example"
    assert not [line for line in unfolded(message) if "RSVP" in line or "VALARM" in line]
    assert "> I am away then." in text(message)


@pytest.mark.parametrize("nasty", NASTY)
@pytest.mark.parametrize("name", LETTERS)
def test_nothing_written_back_becomes_a_header(name: str, nasty: str) -> None:
    """Nor markup; neither by words nor by names."""
    letter = replace(
        LETTERS[name], words=nasty, title=nasty, concerning=Attendee("x@party.example", nasty), provider_name=nasty
    )
    if name == "stranger":
        letter = replace(letter, concerning=Attendee(f"{nasty}@party.example", nasty))
    message = compose(letter, SENDER)
    raw, received = message.as_bytes(), read(message)

    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert len(received.keys()) == len({key.lower() for key in received})
    assert "Bcc" not in received
    assert not received.defects
    assert "script" not in page(message).tags


def test_words_without_end_are_cut() -> None:
    """A hundred lines are enough."""
    letter = replace(LETTERS["words"], words="line\n" * 5000)

    assert text(compose(letter, SENDER)).count("> line") == 100
