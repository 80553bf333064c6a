"""Mail that comes back, and what becomes of it, on both engines."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from booking import inbox, outbox
from booking.errors import InvalidInput, NotFound, Refusal
from booking.invitations import compose
from booking.model import Appointment, Attendee, Invitation, Invitee
from booking.tables import outbox as outbox_table
from booking.tables import received
from tests.booking.answers import (
    PROGRAMS,
    attendee,
    event,
    mail,
    reply,
    stamp,
)
from tests.booking.answers import (
    calendar as written,
)
from tests.booking.office import Calendar, berlin

ANA, BEN = "ana@guests.example", "ben@other.example"
OURS = "mx.meet.example"


def mails(calendar: Calendar) -> list[Invitation]:
    """Everything that was put into the outbox, in order."""
    with calendar.engine.connect() as connection:
        rows = connection.scalars(
            select(outbox_table.c.payload).where(outbox_table.c.kind == "mail").order_by(outbox_table.c.id)
        )
        return [outbox.decode(row) for row in rows]


def last_to(calendar: Calendar, email: str, *, host: bool = False) -> Invitation:
    """The last mail to somebody."""
    return [each for each in mails(calendar) if each.reader.email == email and each.to_provider == host][-1]


def letters(calendar: Calendar, subject: str) -> list[Invitation]:
    """The letters of a kind."""
    return [each for each in mails(calendar) if each.subject == subject]


def statuses(calendar: Calendar, appointment: Appointment) -> dict[str, str]:
    """Who is in, with their answers."""
    return {each.email: each.status for each in calendar.service.appointment(appointment.id).attendees}


@pytest.fixture
def booked(calendar: Calendar) -> Appointment:
    """A group of two, on Thursday at ten."""
    return calendar.book("2026-11-26T10:00", ANA, BEN, type=calendar.group)  # type: ignore[arg-type]


@pytest.fixture
def invitation(calendar: Calendar, booked: Appointment) -> Invitation:
    """Ana's."""
    return last_to(calendar, ANA)


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("status", ["ACCEPTED", "TENTATIVE", "DECLINED"])
def test_answers_of_all_programs_are_kept(
    program: Callable[[Invitation, str, datetime], bytes],
    status: str,
    calendar: Calendar,
    booked: Appointment,
    invitation: Invitation,
) -> None:
    """And noted in the history; nobody else's changes."""
    calendar.clock.move(minutes=5)

    assert calendar.service.receive(program(invitation, status, calendar.clock())) == "answered"

    assert statuses(calendar, booked) == {ANA: status, BEN: "NEEDS-ACTION"}
    told = calendar.service.history(booked.id)[-1 if program.__name__ != "exchange" else -2]
    assert (told.action, told.attendee, told.detail, told.channel) == ("answered", ANA, status, "mail")


def test_the_same_mail_has_its_effect_once(calendar: Calendar, booked: Appointment, invitation: Invitation) -> None:
    """Also by another way, with other trace headers."""
    data = reply(invitation, "ACCEPTED", calendar.clock())
    assert calendar.service.receive(data) == "answered"
    calendar.service.rsvp(booked.id, ANA, "DECLINED")

    assert calendar.service.receive(data) == "again"
    assert calendar.service.receive(b"Received: from x\r\n by y\r\n" + data) == "again"
    assert statuses(calendar, booked)[ANA] == "DECLINED"


def test_two_servers_that_get_one_mail_at_the_same_moment(
    calendar: Calendar, booked: Appointment, invitation: Invitation
) -> None:
    """One of them has it."""
    data = reply(invitation, "ACCEPTED", calendar.clock(), more=("COMMENT:See you",))
    gate, outcomes = Barrier(4), []

    def receive() -> None:
        gate.wait()
        outcomes.append(calendar.service.receive(data))

    threads = [Thread(target=receive) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["again"] * 3 + ["answered"]
    assert len(letters(calendar, "words")) == 1


def test_a_comment_goes_to_the_host(calendar: Calendar, booked: Appointment, invitation: Invitation) -> None:
    """As text, with whose it is."""
    calendar.service.receive(reply(invitation, "TENTATIVE", calendar.clock(), more=("COMMENT:Maybe late\\, sorry",)))

    [letter] = letters(calendar, "words")
    assert (letter.to_provider, letter.reader.email) == (True, calendar.host.email)
    assert (letter.words, letter.concerning and letter.concerning.email) == ("Maybe late, sorry", ANA)


def test_an_older_answer_changes_nothing(calendar: Calendar, booked: Appointment, invitation: Invitation) -> None:
    """By DTSTAMP; the guest gets the present invitation once a day."""
    begun = calendar.clock()
    calendar.clock.move(hours=1)
    calendar.service.receive(reply(invitation, "DECLINED", calendar.clock()))
    before = len(mails(calendar))

    for number in range(3):
        late = reply(invitation, "ACCEPTED", begun, message_id=f"<late{number}@x>")
        assert calendar.service.receive(late) == "stale"

    assert statuses(calendar, booked)[ANA] == "DECLINED"
    again = mails(calendar)[before:]
    assert [(each.reader.email, each.method, each.sequence) for each in again] == [(ANA, "REQUEST", 0)]
    assert again[0].reader.status == "DECLINED"


def test_of_two_answers_of_one_moment_the_later_arrival_holds(
    calendar: Calendar, booked: Appointment, invitation: Invitation
) -> None:
    """Some calendars stamp both alike."""
    for status in ("ACCEPTED", "DECLINED"):
        assert (
            calendar.service.receive(reply(invitation, status, calendar.clock(), message_id=f"<{status}@x>"))
            == "answered"
        )

    assert statuses(calendar, booked)[ANA] == "DECLINED"


def test_an_answer_to_the_old_time_does_not_hold_for_the_new(
    calendar: Calendar, booked: Appointment, invitation: Invitation
) -> None:
    """With its SEQUENCE, and without one."""
    before = calendar.clock()
    calendar.clock.move(minutes=10)
    calendar.service.reschedule(booked.id, berlin("2026-11-26T14:00"))
    calendar.clock.move(minutes=10)

    assert calendar.service.receive(reply(invitation, "ACCEPTED", calendar.clock())) == "stale"
    bare = written(
        "REPLY", event(invitation, attendee(invitation, "ACCEPTED"), stamped=before).replace("SEQUENCE:0\n", "")
    )
    assert calendar.service.receive(mail(invitation, bare, message_id="<3@x>")) == "stale"
    assert statuses(calendar, booked)[ANA] == "NEEDS-ACTION"

    assert calendar.service.receive(reply(last_to(calendar, ANA), "ACCEPTED", calendar.clock())) == "answered"


def test_what_went_on_with_others_makes_no_answer_stale(
    calendar: Calendar, booked: Appointment, invitation: Invitation
) -> None:
    """Ben left, which raised the SEQUENCE; Ana was not told."""
    calendar.service.leave(booked.id, BEN)
    calendar.clock.move(minutes=1)

    assert calendar.service.receive(reply(invitation, "ACCEPTED", calendar.clock())) == "answered"


def test_a_clock_or_a_counter_ahead_of_us_puts_off_nothing(
    calendar: Calendar, booked: Appointment, invitation: Invitation
) -> None:
    """The next answer, rightly stamped, holds."""
    ahead = reply(invitation, "ACCEPTED", calendar.clock() + timedelta(days=900), sequence=7)
    calendar.service.receive(ahead)
    calendar.clock.move(minutes=1)

    assert calendar.service.receive(reply(invitation, "DECLINED", calendar.clock(), message_id="<2@x>")) == "answered"
    assert statuses(calendar, booked)[ANA] == "DECLINED"


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"to": "rsvp+aaaaaaaaaaaaaaaa@convoke.example"}, "not ours"),
        ({"to": "bookings@convoke.example"}, "not ours"),
        ({"email": "eve@elsewhere.example", "sender": "eve@elsewhere.example"}, "stranger"),
        ({"email": BEN, "sender": BEN}, "stranger"),
        ({"email": "", "sender": "eve@elsewhere.example", "text": "x"}, "answered"),
    ],
)
def test_who_is_not_asked_changes_nothing(
    change: dict[str, str], outcome: str, calendar: Calendar, booked: Appointment, invitation: Invitation
) -> None:
    """An unknown address of ours, somebody not invited, somebody else's line; From itself proves nothing either way."""
    assert calendar.service.receive(reply(invitation, "ACCEPTED", calendar.clock(), **change)) == outcome

    assert statuses(calendar, booked)[BEN] == "NEEDS-ACTION"
    assert statuses(calendar, booked)[ANA] == ("ACCEPTED" if outcome == "answered" else "NEEDS-ACTION")
    assert [each.concerning and each.concerning.email for each in letters(calendar, "stranger")] == (
        [change["email"]] if outcome == "stranger" else []
    )


@pytest.mark.parametrize(
    ("email", "sender", "outcome"),
    [
        ("ana.smith@guests.example", "ana.smith@guests.example", "answered"),
        ("ana+cal@guests.example", "robot@calendar.example", "answered"),
        ("ana@private.example", ANA, "answered"),
        ("ana@private.example", "robot@calendar.example", "stranger"),
    ],
)
def test_an_alias_answers_for_its_owner(
    email: str, sender: str, outcome: str, calendar: Calendar, booked: Appointment, invitation: Invitation
) -> None:
    """Where the domain or the sender is theirs."""
    assert (
        calendar.service.receive(reply(invitation, "ACCEPTED", calendar.clock(), email=email, sender=sender)) == outcome
    )


def test_a_domain_of_everybody_makes_no_alias(calendar: Calendar) -> None:
    """Two people at the same large provider have nothing to do with each other."""
    calendar.book("2026-11-26T10:00", "ana.b@gmail.com")
    invitation = last_to(calendar, "ana.b@gmail.com")

    other = reply(invitation, "ACCEPTED", calendar.clock(), email="eve@gmail.com", sender="eve@gmail.com")
    assert calendar.service.receive(other) == "stranger"
    dots = reply(invitation, "ACCEPTED", calendar.clock(), email="anab@googlemail.com", message_id="<2@x>")
    assert calendar.service.receive(dots) == "answered"


def test_an_answer_about_another_meeting_changes_nothing(
    calendar: Calendar, booked: Appointment, invitation: Invitation
) -> None:
    """By UID, or by RECURRENCE-ID."""
    stamped = calendar.clock()
    lines = (attendee(invitation, "ACCEPTED"), f"RECURRENCE-ID:{stamp(invitation.start + timedelta(days=7))}")
    foreign = written("REPLY", event(invitation, lines[0], stamped=stamped).replace(invitation.uid, "other@x"))
    instance = written("REPLY", event(invitation, *lines, stamped=stamped))

    assert calendar.service.receive(mail(invitation, foreign)) == "other meeting"
    assert calendar.service.receive(mail(invitation, instance, message_id="<2@x>")) == "other meeting"
    assert statuses(calendar, booked)[ANA] == "NEEDS-ACTION"


def test_of_two_answers_in_one_mail_the_newer_holds(
    calendar: Calendar, booked: Appointment, invitation: Invitation
) -> None:
    """In any order; two that contradict each other change nothing."""
    calendar.clock.move(hours=1)
    newer, older = calendar.clock(), calendar.clock() - timedelta(minutes=5)
    yes, no = attendee(invitation, "ACCEPTED"), attendee(invitation, "DECLINED")
    two = written("REPLY", event(invitation, no, stamped=newer), event(invitation, yes, stamped=older))
    torn = written("REPLY", event(invitation, yes, stamped=newer), event(invitation, no, stamped=newer))
    double = written("REPLY", event(invitation, yes, no, stamped=newer))

    assert calendar.service.receive(mail(invitation, torn, message_id="<1@x>")) == "contradiction"
    assert calendar.service.receive(mail(invitation, double, message_id="<2@x>")) == "contradiction"
    assert statuses(calendar, booked)[ANA] == "NEEDS-ACTION"
    assert calendar.service.receive(mail(invitation, two, message_id="<3@x>")) == "answered"
    assert statuses(calendar, booked)[ANA] == "DECLINED"


def test_a_delegated_answer_is_a_no_that_the_host_hears_of(
    calendar: Calendar, booked: Appointment, invitation: Invitation
) -> None:
    """Nobody is invited by it."""
    line = attendee(invitation, "DELEGATED").replace("CN=", 'DELEGATED-TO="mailto:carl@x.example";CN=')
    data = mail(invitation, written("REPLY", event(invitation, line, stamped=calendar.clock())))

    assert calendar.service.receive(data) == "answered"
    assert statuses(calendar, booked) == {ANA: "DECLINED", BEN: "NEEDS-ACTION"}
    assert "carl@x.example" in letters(calendar, "words")[0].words


def test_declining_frees_the_seat(calendar: Calendar) -> None:
    """Another can have it; who comes back then finds it taken."""
    full = calendar.book("2026-11-26T10:00", ANA, type=calendar.hour)  # type: ignore[arg-type]
    invitation = last_to(calendar, ANA)
    calendar.service.receive(reply(invitation, "DECLINED", calendar.clock()))
    calendar.service.join(full.id, Invitee(BEN))
    calendar.clock.move(minutes=1)

    assert calendar.service.receive(reply(invitation, "ACCEPTED", calendar.clock(), message_id="<2@x>")) == "full"
    with pytest.raises(Refusal):
        calendar.service.rsvp(full.id, ANA, "ACCEPTED")
    assert statuses(calendar, full) == {ANA: "DECLINED", BEN: "NEEDS-ACTION"}


def test_the_host_who_declines_is_asked(calendar: Calendar, booked: Appointment) -> None:
    """Nothing is cancelled."""
    invitation = last_to(calendar, calendar.host.email, host=True)

    assert calendar.service.receive(reply(invitation, "DECLINED", calendar.clock())) == "answered"

    assert calendar.service.appointment(booked.id).status == "confirmed"
    [letter] = letters(calendar, "confirm")
    assert (letter.reader.email, letter.to_provider, letter.words) == (calendar.host.email, True, "DECLINED")
    assert "takes place all the same" in str(compose(letter, "bookings@convoke.example"))
    assert statuses(calendar, booked) == {ANA: "NEEDS-ACTION", BEN: "NEEDS-ACTION"}


@pytest.mark.parametrize("end", ["cancel", "begin", "leave"])
def test_what_is_over_takes_no_answer(
    end: str, calendar: Calendar, booked: Appointment, invitation: Invitation
) -> None:
    """Cancelled, begun, or gone on without them."""
    if end == "cancel":
        calendar.service.cancel(booked.id)
    elif end == "leave":
        calendar.service.leave(booked.id, ANA)
    else:
        calendar.clock.move(days=4)

    outcome = calendar.service.receive(reply(invitation, "ACCEPTED", calendar.clock()))
    assert outcome == ("left" if end == "leave" else "over")


def counter(invitation: Invitation, start: datetime, stamped: datetime, *more: str, hours: float = 1) -> bytes:
    """A COUNTER."""
    lines = (f"DTSTART:{stamp(start)}", f"DTEND:{stamp(start + timedelta(hours=hours))}", *more)
    content = written("COUNTER", event(invitation, attendee(invitation, "TENTATIVE"), *lines, stamped=stamped))
    return mail(invitation, content, message_id=f"<{start:%d%H%M}@x>", part="text/calendar; method=COUNTER")


def test_another_time_is_for_the_host_to_accept(
    calendar: Calendar, booked: Appointment, invitation: Invitation
) -> None:
    """Then it is an ordinary move, of which everybody hears."""
    wish = berlin("2026-11-26T14:00")
    assert calendar.service.receive(counter(invitation, wish, calendar.clock(), "COMMENT:After lunch?")) == "proposed"

    [proposal] = calendar.service.proposals(booked.id)
    [letter] = letters(calendar, "proposal")
    assert (proposal.start, proposal.words, proposal.email) == (wish, "After lunch?", ANA)
    assert (letter.proposed_start, letter.words, letter.to_provider) == (wish, "After lunch?", True)
    assert statuses(calendar, booked)[ANA] == "TENTATIVE"
    assert calendar.service.appointment(booked.id).start == booked.start

    moved = calendar.service.accept_proposal(proposal.id)
    assert (moved.start, moved.sequence) == (wish, 1)
    assert calendar.service.accept_proposal(proposal.id).sequence == 1
    assert calendar.service.proposals(booked.id) == ()
    assert last_to(calendar, BEN).sequence == 1
    with pytest.raises(InvalidInput):
        calendar.service.decline_proposal(proposal.id)


def test_another_time_that_is_declined(calendar: Calendar, booked: Appointment, invitation: Invitation) -> None:
    """Whoever proposed it is told, with the SEQUENCE of the COUNTER."""
    calendar.service.receive(counter(invitation, berlin("2026-11-26T14:00"), calendar.clock()))
    [proposal] = calendar.service.proposals(booked.id)

    assert calendar.service.decline_proposal(proposal.id, words="No room").status == "declined"
    calendar.service.decline_proposal(proposal.id)

    told = [each for each in mails(calendar) if each.method == "DECLINECOUNTER"]
    assert [(each.reader.email, each.sequence, each.words) for each in told] == [(ANA, 0, "No room")]
    with pytest.raises(InvalidInput):
        calendar.service.accept_proposal(proposal.id)
    with pytest.raises(NotFound):
        calendar.service.accept_proposal("no such")


def test_another_time_that_is_taken_stays_open(calendar: Calendar, booked: Appointment, invitation: Invitation) -> None:
    """The refusal says why."""
    calendar.book("2026-11-26T14:00", "carl@x.example")
    calendar.service.receive(counter(invitation, berlin("2026-11-26T14:00"), calendar.clock()))
    [proposal] = calendar.service.proposals(booked.id)

    with pytest.raises(Refusal) as refused:
        calendar.service.accept_proposal(proposal.id)

    assert refused.value.reason == "taken"
    assert [each.status for each in calendar.service.proposals(booked.id)] == ["open"]


def test_a_newer_proposal_replaces_the_older(calendar: Calendar, booked: Appointment, invitation: Invitation) -> None:
    """And no more than ten a day reach the host."""
    for minute in range(0, 60, 5):
        calendar.clock.move(minutes=1)
        outcome = calendar.service.receive(counter(invitation, berlin(f"2026-11-27T14:{minute:02}"), calendar.clock()))

    assert outcome == "too many"
    assert len(calendar.service.proposals(booked.id)) == 1
    assert len(letters(calendar, "proposal")) == 10


def test_a_counter_with_the_same_time_is_an_answer(
    calendar: Calendar, booked: Appointment, invitation: Invitation
) -> None:
    """Some calendars send one; another length alone cannot be accepted."""
    assert calendar.service.receive(counter(invitation, booked.start, calendar.clock())) == "answered"
    assert statuses(calendar, booked)[ANA] == "TENTATIVE"

    calendar.clock.move(minutes=1)
    longer = counter(invitation, booked.start, calendar.clock(), hours=2).replace(b"<26", b"<longer")
    assert calendar.service.receive(longer) == "proposed"
    with pytest.raises(InvalidInput, match="length"):
        calendar.service.accept_proposal(calendar.service.proposals(booked.id)[0].id)


def test_whoever_asks_for_it_gets_the_invitation_again(
    calendar: Calendar, booked: Appointment, invitation: Invitation
) -> None:
    """REFRESH: once a day, and with the SEQUENCE that it has."""
    ask = written("REFRESH", event(invitation, attendee(invitation, "NEEDS-ACTION"), stamped=calendar.clock()))
    before = len(mails(calendar))

    for number in range(3):
        assert calendar.service.receive(mail(invitation, ask, message_id=f"<{number}@x>")) == "resent"
    assert [(each.reader.email, each.sequence, each.again) for each in mails(calendar)[before:]] == [(ANA, 0, True)]

    calendar.clock.move(days=1, minutes=1)
    calendar.service.receive(mail(invitation, ask, message_id="<next@x>"))
    assert len(mails(calendar)) == before + 2


def test_words_reach_the_host_without_secrets(calendar: Calendar, booked: Appointment, invitation: Invitation) -> None:
    """Ten a day; what is quoted stays behind."""
    secret = invitation.link.rpartition("/")[2]
    text = f"I park where?\nsee {invitation.link}\n\n> {secret}"
    for number in range(12):
        outcome = calendar.service.receive(mail(invitation, text=text, message_id=f"<{number}@x>"))

    found = letters(calendar, "words")
    assert (outcome, len(found)) == ("too many", 10)
    assert found[0].words.startswith("I park where?")
    assert secret not in found[0].words
    assert (found[0].reader.email, found[0].concerning and found[0].concerning.email) == (calendar.host.email, ANA)


def bounce(invitation: Invitation, action: str = "failed", status: str = "5.1.1", email: str = "") -> bytes:
    """A delivery status notification."""
    report = (
        f"From: MAILER-DAEMON@mx.example\nTo: {invitation.organizer}\nReturn-Path: <>\nMessage-ID: <{action}{email}@mx>\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n"
        "--x\nContent-Type: text/plain\n\nSorry\n--x\nContent-Type: message/delivery-status\n\n"
        f"Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; {email or ANA}\nAction: {action}\nStatus: {status}\n\n--x--\n"
    )
    return report.encode()


def test_mail_that_came_back_is_noted_and_told_once(
    calendar: Calendar, booked: Appointment, invitation: Invitation
) -> None:
    """Not a delay; an answer tells that mail arrives again."""
    assert calendar.service.receive(bounce(invitation, "delayed", "4.4.1")) == "ignored"
    assert calendar.service.receive(bounce(invitation)) == "unreachable"
    assert calendar.service.receive(bounce(invitation, email="x@y")) == "unchanged"

    [letter] = letters(calendar, "unreachable")
    assert (letter.to_provider, letter.concerning and letter.concerning.email, letter.words) == (True, ANA, "5.1.1")
    assert calendar.service.history(booked.id)[-1].action == "unreachable"

    calendar.service.receive(reply(invitation, "ACCEPTED", calendar.clock()))
    assert calendar.service.receive(bounce(invitation, email="z@y")) == "unreachable"


@pytest.fixture
def shared(calendar: Calendar) -> Invitation:
    """An invitation to Ana and Ben by one mail, as Ana has it."""
    calendar.service.edit_provider(calendar.host.id, dispatch="all")
    calendar.book("2026-11-26T10:00", ANA, BEN, type=calendar.group)  # type: ignore[arg-type]
    [sent] = [each for each in mails(calendar) if not each.to_provider]
    assert sent.to_all
    return replace(sent, reader=Attendee(ANA))


@pytest.fixture
def opened(calendar: Calendar, shared: Invitation) -> Appointment:
    """The meeting of that invitation."""
    [found], _ = calendar.service.appointments(calendar.host.id)
    return found


def passed(domain: str, server: str = OURS) -> tuple[str]:
    """What our server notes about a sender."""
    return (f"Authentication-Results: {server}; dmarc=pass header.from={domain}",)


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"headers": passed("guests.example")}, "answered"),
        ({}, "asked"),
        ({"headers": passed("guests.example", "mx.evil.example")}, "asked"),
        ({"headers": passed("other.example"), "sender": BEN}, "asked"),
        ({"headers": passed("eve.example"), "sender": "eve@eve.example", "email": "eve@eve.example"}, "stranger"),
        (
            {"headers": (*passed("google.com"), f"Reply-To: {ANA}"), "sender": "calendar-notification@google.com"},
            "answered",
        ),
        ({"headers": (*passed("eve.example"), f"Reply-To: {ANA}"), "sender": "eve@eve.example"}, "asked"),
    ],
)
def test_where_all_guests_share_an_address_our_server_must_vouch(
    facts: dict[str, object], outcome: str, calendar: Calendar, opened: Appointment, shared: Invitation
) -> None:
    """Else the guest is asked, by a mail to them, and nothing changes."""
    data = reply(shared, "ACCEPTED", calendar.clock(), **facts)

    assert calendar.service.receive(data, authserv_id=OURS) == outcome

    assert statuses(calendar, opened) == {
        ANA: "ACCEPTED" if outcome == "answered" else "NEEDS-ACTION",
        BEN: "NEEDS-ACTION",
    }
    asked = [(each.reader.email, each.to_provider, each.words) for each in letters(calendar, "confirm")]
    assert asked == ([(ANA, False, "ACCEPTED")] if outcome == "asked" else [])


def test_nobody_is_asked_more_than_once_a_day(calendar: Calendar, shared: Invitation) -> None:
    """However many answers in their name come."""
    for number in range(5):
        calendar.service.receive(reply(shared, "ACCEPTED", calendar.clock(), message_id=f"<{number}@x>"))

    assert len(letters(calendar, "confirm")) == 1


def test_a_bounce_of_a_mail_to_all_names_the_guest(calendar: Calendar, opened: Appointment, shared: Invitation) -> None:
    """Who is not invited is not looked for."""
    assert calendar.service.receive(bounce(shared, email=BEN.upper())) == "unreachable"
    assert calendar.service.receive(bounce(shared, email="eve@x.example")) == "ignored"

    assert [each.concerning and each.concerning.email for each in letters(calendar, "unreachable")] == [BEN]


def test_a_proposal_where_all_are_named_is_the_sender_s(
    calendar: Calendar, opened: Appointment, shared: Invitation
) -> None:
    """A COUNTER holds the whole event, with the lines of all (RFC 5546 section 3.2.7)."""
    wish = berlin("2026-11-26T14:00")
    other = attendee(shared, "ACCEPTED", BEN)
    data = counter(shared, wish, calendar.clock(), other).replace(
        b"MIME-Version", passed("guests.example")[0].encode() + b"\r\nMIME-Version"
    )

    assert calendar.service.receive(data, authserv_id=OURS) == "proposed"
    assert [each.email for each in calendar.service.proposals(opened.id)] == [ANA]
    assert statuses(calendar, opened) == {ANA: "TENTATIVE", BEN: "NEEDS-ACTION"}


def test_the_mail_is_kept_as_evidence_for_a_week(
    calendar: Calendar, booked: Appointment, invitation: Invitation
) -> None:
    """Its digest longer; an erased address takes it along."""
    data = reply(invitation, "ACCEPTED", calendar.clock())
    calendar.service.receive(data)

    with calendar.engine.connect() as connection:
        assert connection.execute(select(received.c.raw, received.c.outcome)).all() == [(data, "answered")]
    calendar.clock.move(days=8)
    assert calendar.service.forget_mail() == 1
    with calendar.engine.connect() as connection:
        assert connection.scalars(select(received.c.raw)).all() == [b""]
    calendar.clock.move(days=90)
    assert calendar.service.forget_mail() == 1
    assert calendar.service.forget_mail() == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_flood_of_mail_is_not_kept(
    calendar: Calendar, booked: Appointment, invitation: Invitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has an address of ours cannot fill the disk: beyond so many a day, and so many bytes each, they leave no more
    than a digest."""
    monkeypatch.setattr(inbox, "MAX_KEPT", 3)
    for number in range(5):
        text = "x" * 200_000
        calendar.service.receive(reply(invitation, "ACCEPTED", calendar.clock(), message_id=f"<{number}@x>", text=text))

    with calendar.engine.connect() as connection:
        kept = [len(raw) for raw in connection.scalars(select(received.c.raw).order_by(received.c.received_at))]
    assert sorted(kept) == [0, 0, *[inbox.MAX_KEPT_BYTES] * 3]


def test_an_erased_address_is_in_no_mail_kept(calendar: Calendar, booked: Appointment, invitation: Invitation) -> None:
    """Nor in a proposal, nor does a late answer bring it back."""
    calendar.service.receive(counter(invitation, berlin("2026-11-26T14:00"), calendar.clock()))
    calendar.service.erase(ANA)

    with calendar.engine.connect() as connection:
        assert connection.scalars(select(received.c.raw)).all() == [b""]
    assert calendar.service.proposals(booked.id) == ()
    assert calendar.service.receive(reply(invitation, "ACCEPTED", calendar.clock())) == "not ours"


@pytest.mark.parametrize("address", ["", "x", "@", "bookings+@convoke.example", "a" * 5000])
def test_only_our_addresses_are_expected(address: str, calendar: Calendar, invitation: Invitation) -> None:
    """In letters of any case."""
    assert calendar.service.expects(invitation.organizer.upper())
    assert not calendar.service.expects(address)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_damage_to_a_mail_harms_anybody(calendar: Calendar, booked: Appointment, invitation: Invitation) -> None:
    """Pieces lost, doubled, or replaced by hostile ones: nothing is raised, and nobody else's answer changes."""
    data = reply(invitation, "ACCEPTED", calendar.clock(), more=("COMMENT:See you",))
    plain = data.replace(b"base64", b"8bit").partition(b"method=REPLY")[0] + b"method=REPLY\r\n\r\n"
    content = written("REPLY", event(invitation, attendee(invitation, "ACCEPTED"), stamped=calendar.clock())).encode()
    host = calendar.service.appointment(booked.id).updated_at
    hostile = st.sampled_from(
        [
            b"",
            b"\x00",
            b"\xff\xfe",
            b"\r\n",
            b"\n\n",
            b":",
            b'"',
            b";",
            b"BEGIN:VEVENT\n",
            b"=?utf-8?b?AAA?=",
            BEN.encode(),
            b"-0",
        ]
    )
    cut = st.tuples(st.integers(0, len(plain + content)), st.integers(0, 40), hostile)

    @settings(max_examples=150, deadline=None)
    @given(st.lists(cut, min_size=1, max_size=6))
    def damaged(cuts: list[tuple[int, int, bytes]]) -> None:
        mail_ = plain + content
        for at, length, instead in cuts:
            mail_ = mail_[:at] + instead + mail_[at + length :]
        calendar.service.receive(mail_, [invitation.organizer])
        found = calendar.service.appointment(booked.id)
        assert {each.email: each.status for each in found.attendees}[BEN] == "NEEDS-ACTION"
        assert (found.start, found.sequence, found.updated_at, found.status) == (booked.start, 0, host, "confirmed")

    damaged()
    readers = {(each.reader.email, each.to_provider) for each in mails(calendar)}
    assert readers == {(ANA, False), (BEN, False), (calendar.host.email, True)}
