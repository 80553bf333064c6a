"""The mails of a meeting from its booking to its end, word for word, and read back by three readers of iCalendar.

The golden file holds what is in the calendar part and the headers that matter; what is made at random has a name in it. When
a change is meant, write what the failing test shows.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from booking import appointments, notices, outbox
from booking.invitations import compose
from booking.model import Dispatch, Invitation, Invitee, Reach
from booking.storage import writing
from tests.booking.office import Calendar, berlin
from tests.booking.readers import read_by_all
from tests.booking.test_invitations import SENDER, calendar_bytes, read, unfolded

GOLDEN = Path(__file__).with_name("golden")
REACH = Reach(SENDER, "bookings+{token}@convoke.example", "https://meet.example")
LONG = f"{'x' * 64}@guests.example"
NAMES = (
    Invitee("Ana+tag@Guests.Example", "Zoë Łukasz 李小龍"),
    Invitee("o'neil@müller.example", 'O"Neil; Jr., "the: great"^n\r\nBcc: x@y.example'),
    Invitee(LONG, "محمد"),
)


def sent(calendar: Calendar) -> Iterator[Invitation]:
    """Send what waits."""
    while rows := outbox.due(calendar.engine, calendar.clock.now, timedelta(0), 10):
        for row in rows:
            if claimed := outbox.claim(calendar.engine, row, calendar.clock.now):
                outbox.sent(calendar.engine, row, calendar.clock.now)
                yield claimed.invitation


def life(calendar: Calendar, dispatch: Dispatch) -> Iterator[tuple[str, list[Invitation]]]:
    """What happens, and the mails of it, those to the same people in the same order."""
    service = calendar.service
    service.edit_provider(calendar.host.id, name='Hana "H." Host', dispatch=dispatch)
    service.edit_type(calendar.group.id, capacity=4)

    def mails(what: str) -> tuple[str, list[Invitation]]:
        calendar.clock.move(minutes=1)
        return what, sorted(sent(calendar), key=lambda mail: mail.recipients)

    wish = calendar.request("2026-11-24T10:00", type=calendar.group, title="Kick-off, “Q3”; ünï: 100%")
    made = service.book(replace(wish, attendees=NAMES))
    yield mails("booked")
    ana = made.attendees[0].email
    service.rsvp(made.id, ana, "ACCEPTED")
    service.join(made.id, Invitee("late@guests.example"))
    yield mails("somebody is added")
    service.reschedule(made.id, berlin("2026-11-25T11:00"))
    yield mails("moved")
    with writing(calendar.engine) as connection:
        provider, present = appointments.lock(connection, made.id)
        late = present.attendees[-1]
        times = (present.start + timedelta(hours=1), present.end + timedelta(hours=1))
        notices.decline_counter(
            connection, present, provider, REACH, late, calendar.clock.now,
            sequence=present.sequence, proposed_start=times[0], proposed_end=times[1],
        )  # fmt: skip
    yield mails("a proposal is declined")
    service.leave(made.id, "late@guests.example")
    yield mails("somebody leaves")
    service.join(made.id, Invitee("late@guests.example"))
    yield mails("and comes back")
    service.cancel(made.id)
    yield mails("cancelled")


def shown(story: list[tuple[str, list[Invitation]]]) -> str:
    """The mails as the golden file has them."""
    blocks = []
    for what, mails in story:
        blocks.append(f"=== {what}")
        for mail in mails:
            message = read(compose(mail, SENDER))
            headers = [f"{name}: {message[name]}" for name in ("From", "Reply-To", "To", "Subject", "In-Reply-To")]
            lines = [line for line in unfolded(compose(mail, SENDER)) if not line.startswith("DESCRIPTION")]
            blocks += ["---", *headers, *filter(None, lines)]
    text = "\n".join(blocks) + "\n"
    for pattern, name in ((r"(?<=\+)[a-z2-7]{16}(?=@)", "TOKEN"), (r"[0-9a-f]{8}-[0-9a-f-]{27}", "UUID")):
        for number, word in enumerate(dict.fromkeys(re.findall(pattern, text)), 1):
            text = text.replace(word, f"{name}{number}")
    return text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("dispatch", ["each", "all"])
def test_the_mails_of_a_life(calendar: Calendar, dispatch: Dispatch) -> None:
    """As they should be, and every reader understands the same of each."""
    story = list(life(calendar, dispatch))

    assert shown(story) == (GOLDEN / f"dispatch_{dispatch}.txt").read_text("utf-8")
    for mail in (mail for _, mails in story for mail in mails):
        facts = read_by_all(calendar_bytes(compose(mail, SENDER)))
        assert (facts.method, facts.uid, facts.sequence) == (mail.method, mail.uid, mail.sequence)
        assert (facts.start, facts.end, facts.stamp) == (mail.start, mail.end, mail.updated_at)
        assert facts.organizer[0] == f"mailto:{mail.organizer}"
        assert {line[0] for line in facts.attendees} == {f"mailto:{each.email}" for each in (mail.reader, *mail.others)}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_guest_never_learns_of_the_others(calendar: Calendar) -> None:
    """Each by a mail of their own: no address, name, token or link of another guest or the host stands anywhere in it."""
    mails = [mail for _, found in life(calendar, "each") for mail in found]
    host = next(mail for mail in mails if mail.to_provider)
    known: dict[str, set[str]] = {}
    for mail in mails:
        own = {mail.reader.email, mail.organizer.partition("@")[0], mail.link.rpartition("/")[2], mail.reader.name}
        known.setdefault(mail.reader.email, set()).update(own - {"", host.reader.name})

    for mail in (mail for mail in mails if not mail.to_provider):
        message = read(compose(mail, SENDER))
        seen = "\n".join([str(message.items()), *(str(part.get_content()) for part in message.walk() if is_text(part))])
        seen += calendar_bytes(compose(mail, SENDER)).decode().replace("\r\n ", "")
        others = set.union(*(words for email, words in known.items() if email != mail.reader.email))
        assert not [word for word in others if word in seen]


def is_text(part: EmailMessage) -> bool:
    return part.get_content_maintype() == "text"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_sequence_and_stamp_of_a_life(calendar: Calendar) -> None:
    """SEQUENCE rises with a move, a removal and the cancellation, never otherwise; DTSTAMP never falls, and no two
    contents have both the same (RFC 5546 section 2.1.4, RFC 5545 section 3.8.7)."""
    story = list(life(calendar, "each"))

    assert [(what, {mail.sequence for mail in mails}) for what, mails in story] == [
        ("booked", {0}),
        ("somebody is added", {0}),
        ("moved", {1}),
        ("a proposal is declined", {1}),
        ("somebody leaves", {2}),
        ("and comes back", {3}),
        ("cancelled", {4}),
    ]
    stamps = [mail.updated_at for _, mails in story for mail in mails]
    assert stamps == sorted(stamps)
    assert len({mail.uid for _, mails in story for mail in mails}) == 1
