"""Answers that come in over SMTP and out of a mailbox, through real servers."""

import io
import logging
import smtplib
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
import structlog
from sqlalchemy import select, update

from booking.demo import make_demo
from booking.model import Appointment, BookingRequest, Invitation, Invitee
from booking.outbox import decode
from booking.storage import migrate
from booking.tables import outbox, received
from channels import doctor, logs
from channels.bootstrap import Services
from channels.delivery import sweep
from channels.inbound import imap
from channels.inbound.imap import Poller, Unreachable
from channels.inbound.smtp import Listener
from channels.inbound.taking import receiving
from channels.inbound.urls import parse_url, place
from channels.settings import Settings
from tests.booking.answers import attendee, calendar, event, mail, reply
from tests.fixtures.imap import ImapServer, encrypted
from tests.fixtures.processes import free_port, wait_until
from tests.fixtures.services import MakeServices

ANA, BEN = "ana@guests.example", "ben@other.example"
SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def book(services: Services) -> tuple[Appointment, dict[str, Invitation]]:
    """A meeting of two guests, and the invitations to them."""
    made = make_demo(services.booking, services.engine, "UTC")
    provider = made.provider if made else services.booking.provider(None)
    type_ = next(each for each in services.booking.types(provider.id) if each.capacity > 1)
    today = services.clock().date()
    slots = services.booking.slots(provider, type_, today, today + timedelta(days=20), "UTC")
    guests = (Invitee(ANA), Invitee(BEN))
    booked = services.booking.book(BookingRequest(provider.id, type_.id, slots[-1].start, guests, "UTC", "one"))
    with services.engine.connect() as connection:
        found = [decode(row) for row in connection.scalars(select(outbox.c.payload).where(outbox.c.kind == "mail"))]
    return booked, {each.reader.email: each for each in found}


def statuses(services: Services, booked: Appointment) -> dict[str, str]:
    """Who is in, with their answers."""
    return {each.email: each.status for each in services.booking.appointment(booked.id).attendees}


def answer(services: Services, invitation: Invitation, status: str = "ACCEPTED", message_id: str = "<1@x>") -> bytes:
    """An answer of now."""
    return reply(invitation, status, services.clock(), message_id=message_id)


@pytest.fixture
def logged() -> Iterator[Callable[[], str]]:
    """What services made after this log, until now."""
    buffer = io.BytesIO()
    handlers, level = logging.root.handlers, logging.root.level
    logs.configure("info", io.TextIOWrapper(buffer, "utf-8", write_through=True))
    yield lambda: buffer.getvalue().decode()
    structlog.reset_defaults()
    logging.captureWarnings(capture=False)
    logging.root.handlers, logging.root.level = handlers, level


@pytest.fixture
def listening(make_services: MakeServices) -> Iterator[Services]:
    """Services that take mail in over SMTP."""
    services = make_services(inbound_smtp=f"127.0.0.1:{free_port()}")
    with Listener(services) as listener:
        assert listener.listening.wait(10)
        yield services


def connect(services: Services) -> smtplib.SMTP:
    """A client of the listener."""
    return smtplib.SMTP(*place(services.settings.inbound_smtp or ""), timeout=10)


def test_an_answer_takes_effect_before_it_is_acknowledged(listening: Services) -> None:
    """Sent twice it has one."""
    booked, invitations = book(listening)
    data = answer(listening, invitations[ANA])

    with connect(listening) as client:
        for _ in range(2):
            assert client.sendmail("calendar@guests.example", [invitations[ANA].organizer], data) == {}
            assert statuses(listening, booked) == {ANA: "ACCEPTED", BEN: "NEEDS-ACTION"}
    assert [each.action for each in listening.booking.history(booked.id)].count("answered") == 1


def test_what_is_to_no_address_of_ours_is_refused_at_once(listening: Services) -> None:
    """The address in the envelope counts; those that are ours are taken all the same."""
    booked, invitations = book(listening)
    stranger = "bookings+aaaaaaaaaaaaaaaa@convoke.example"

    with connect(listening) as client:
        refused = client.sendmail(
            "x@y.example", [stranger, invitations[BEN].organizer], answer(listening, invitations[BEN])
        )
        with pytest.raises(smtplib.SMTPRecipientsRefused) as error:
            client.sendmail("x@y.example", ["postmaster@convoke.example"], b"hello")

    assert refused[stranger][0] == 550
    assert error.value.recipients["postmaster@convoke.example"][0] == 550
    assert statuses(listening, booked) == {ANA: "NEEDS-ACTION", BEN: "ACCEPTED"}


def test_a_mail_too_large_is_refused(listening: Services) -> None:
    """By its announced size, and by its real one."""
    _, invitations = book(listening)
    large = answer(listening, invitations[ANA]) + b"x" * 1_100_000

    with connect(listening) as client, pytest.raises(smtplib.SMTPResponseException) as refused:
        client.sendmail("x@y.example", [invitations[ANA].organizer], large)
    assert refused.value.smtp_code == 552
    with connect(listening) as client:
        client.ehlo()
        client.mail("x@y.example")
        client.rcpt(invitations[ANA].organizer)
        assert client.data(large)[0] in (500, 552)


@SQLITE
def test_while_the_database_is_away_mail_is_put_off(listening: Services) -> None:
    """The sender keeps it, and it has its effect later."""
    booked, invitations = book(listening)
    path = Path(str(listening.engine.url.database))
    away = path.with_suffix(".away")

    with connect(listening) as client:
        client.ehlo()
        client.mail("x@y.example")
        assert client.rcpt(invitations[ANA].organizer)[0] == 250
        listening.engine.dispose()
        path.rename(away)
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        path.mkdir()
        assert client.data(answer(listening, invitations[ANA]))[0] == 451
        client.rset()
        client.mail("x@y.example")
        assert client.rcpt(invitations[ANA].organizer)[0] == 451
        client.rset()
        path.rmdir()
        away.rename(path)
        client.sendmail("x@y.example", [invitations[ANA].organizer], answer(listening, invitations[ANA]))
    assert statuses(listening, booked)[ANA] == "ACCEPTED"


@SQLITE
def test_a_bounce_with_an_empty_sender_is_known_as_one(listening: Services) -> None:
    """An absence notice without any other mark is dropped; words of a person are passed on."""
    booked, invitations = book(listening)
    words = mail(invitations[ANA], text="I am away", message_id="<away@x>")

    with connect(listening) as client:
        client.sendmail("", [invitations[ANA].organizer], words)
        assert "wrote" not in [each.action for each in listening.booking.history(booked.id)]
        client.sendmail(ANA, [invitations[ANA].organizer], words)
    assert "wrote" in [each.action for each in listening.booking.history(booked.id)]


@SQLITE
def test_garbage_in_the_conversation_harms_nobody(listening: Services) -> None:
    """Nor do more connections than are taken."""
    _, invitations = book(listening)
    where = place(listening.settings.inbound_smtp or "")
    for garbage in (b"\x00" * 5000 + b"\r\n", b"MAIL FROM:<" + b"a" * 4000 + b">\r\n", b"EHLO \xff\r\nRCPT TO:<@>\r\n"):
        with socket.create_connection(where, timeout=5) as raw:
            raw.sendall(garbage)
            raw.recv(100)
    with ExitStack() as stack:
        greetings = []
        for _ in range(55):
            connection = stack.enter_context(socket.create_connection(where, timeout=5))
            greetings.append(connection.recv(3))
        assert greetings.count(b"220") <= 50
        assert greetings[-1] == b"421"

    def taken() -> bool:
        try:
            with connect(listening) as client:
                return not client.sendmail(ANA, [invitations[ANA].organizer], answer(listening, invitations[ANA]))
        except smtplib.SMTPException:
            return False

    wait_until(taken)


@SQLITE
def test_of_two_workers_one_listens_until_it_ends(make_services: MakeServices) -> None:
    """Then the other does."""
    services = make_services(inbound_smtp=f"127.0.0.1:{free_port()}")
    with Listener(services) as second:
        assert second.listening.wait(10)
        with Listener(services) as first:
            assert not first.listening.wait(0.5)
            second.__exit__(None, None, None)
            assert first.listening.wait(10)


@pytest.fixture
def polling(make_services: MakeServices, imap_server: ImapServer) -> Services:
    """Services that look into a mailbox."""
    return make_services(imap_url=imap_server.url, imap_poll_seconds=1)


def test_answers_in_a_mailbox_take_effect(polling: Services, imap_server: ImapServer) -> None:
    """They are marked as read; what is not ours stays as it is, and is looked at once."""
    booked, invitations = book(polling)
    private = b"From: x@y.example\r\nTo: rsvp@meet.example\r\nSubject: Lunch?\r\n\r\nLunch?\r\n"
    imap_server.put(private, answer(polling, invitations[ANA]), private)
    poller = Poller(polling)

    assert poller.poll() == 1
    assert statuses(polling, booked) == {ANA: "ACCEPTED", BEN: "NEEDS-ACTION"}
    assert imap_server.flags() == [False, True, False]

    imap_server.put(answer(polling, invitations[BEN], "DECLINED"))
    assert poller.poll() == 1
    assert poller.poll() == 0
    assert statuses(polling, booked)[BEN] == "DECLINED"


@SQLITE
def test_mail_that_somebody_has_opened_before_us_counts_too(polling: Services, imap_server: ImapServer) -> None:
    """Once we have begun to look; and when Redis forgets how far we came, nothing happens twice."""
    booked, invitations = book(polling)
    poller = Poller(polling)
    imap_server.put(answer(polling, invitations[ANA]))
    poller.poll()
    imap_server.put(answer(polling, invitations[BEN]))
    imap_server.mark_read()

    assert poller.poll() == 1
    assert statuses(polling, booked)[BEN] == "ACCEPTED"
    polling.redis.flushall()
    imap_server.put(answer(polling, invitations[BEN]))
    poller.poll()
    assert [each.action for each in polling.booking.history(booked.id)].count("answered") == 2


@SQLITE
def test_a_bad_mail_does_not_block_the_others(polling: Services, imap_server: ImapServer) -> None:
    """Too large, nested, garbage, cut off."""
    booked, invitations = book(polling)
    good = answer(polling, invitations[ANA])
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(60))
    imap_server.put(b"x: y\r\n\r\n" + b"a" * 1_200_000, nested, b"\xff\xfe\x01 :\r\n" * 100, good[:200], good)

    assert Poller(polling).poll() == 1
    assert statuses(polling, booked)[ANA] == "ACCEPTED"


@SQLITE
def test_two_workers_do_not_read_at_the_same_time(polling: Services, imap_server: ImapServer) -> None:
    """The second leaves it to the first."""
    _, invitations = book(polling)
    imap_server.put(answer(polling, invitations[ANA]))
    mailbox = parse_url(imap_server.url)

    with polling.redis.lock(f"imap:{mailbox.key}:lock", timeout=60):
        assert Poller(polling).poll() == 0
    assert Poller(polling).poll() == 1


@SQLITE
def test_a_server_that_was_away_is_read_when_it_is_back(
    logged: Callable[[], str], polling: Services, imap_server: ImapServer
) -> None:
    """The worker goes on asking; the log says once that it cannot."""
    booked, invitations = book(polling)
    imap_server.stop()
    with pytest.raises(Unreachable):
        Poller(polling).poll()

    with receiving(polling):
        wait_until(lambda: "imap_unreachable" in logged())
        imap_server.start()
        imap_server.put(answer(polling, invitations[ANA]))
        wait_until(lambda: statuses(polling, booked)[ANA] == "ACCEPTED")

    written = logged()
    assert written.count("imap_unreachable") == 1
    assert ANA not in written
    assert "a word" not in written


@SQLITE
def test_the_worker_drops_mail_that_was_kept_long_enough(listening: Services) -> None:
    """Within an hour, by itself."""
    _, invitations = book(listening)
    listening.booking.receive(answer(listening, invitations[ANA]))
    with listening.engine.begin() as connection:
        connection.execute(update(received).values(received_at=listening.clock() - timedelta(days=8)))

    sweep(listening)

    with listening.engine.connect() as connection:
        assert connection.scalars(select(received.c.raw)).all() == [b""]


@SQLITE
def test_the_log_says_what_became_of_a_mail_and_nothing_else(logged: Callable[[], str], listening: Services) -> None:
    """No address, no token, no text."""
    _, invitations = book(listening)
    content = calendar(
        "REPLY",
        event(invitations[ANA], attendee(invitations[ANA], "ACCEPTED"), "COMMENT:Sesame", stamped=listening.clock()),
    )
    with connect(listening) as client:
        client.sendmail(ANA, [invitations[ANA].organizer], mail(invitations[ANA], content, text="Sesame"))

    written = logged()
    assert '"outcome":"answered"' in written.replace(" ", "")
    token = invitations[ANA].organizer.partition("+")[2].partition("@")[0]
    assert [each for each in (ANA, "guests.example", token, "Sesame") if each in written] == []


@SQLITE
def test_the_doctor_looks_at_both_ways(
    make_services: MakeServices, imap_server: ImapServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And says what is wrong with them."""
    services = make_services(inbound_smtp=f"127.0.0.1:{free_port()}", imap_url=imap_server.url)
    migrate(services.engine)
    monkeypatch.setenv("INBOUND_SMTP", services.settings.inbound_smtp or "")
    monkeypatch.setenv("IMAP_URL", imap_server.url)

    def found() -> dict[str, doctor.Finding]:
        return {each.what: each for each in doctor.examine(tmp_path)}

    before = found()
    assert before["answers over SMTP"].well
    assert "no worker listens yet" in before["answers over SMTP"].detail
    assert before["answers over IMAP"].well
    with Listener(services) as listener:
        assert listener.listening.wait(10)
        assert "a worker listens" in found()["answers over SMTP"].detail
    with socket.create_server(place(services.settings.inbound_smtp or "")) as other:
        other.settimeout(5)
        monkeypatch.setenv("IMAP_URL", imap_server.url.replace("word", "wrong"))
        after = found()
    assert not after["answers over SMTP"].well
    assert not after["answers over IMAP"].well
    assert "wrong" not in after["answers over IMAP"].detail
    monkeypatch.setenv("IMAP_URL", imap_server.url.replace("INBOX", "Nowhere"))
    assert "Nowhere" in found()["answers over IMAP"].detail


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("inbound_smtp", "2525"),
        ("inbound_smtp", "host:"),
        ("inbound_smtp", "host:0"),
        ("inbound_smtp", "::1:25"),
        ("imap_url", "imaps://host/INBOX"),
        ("imap_url", "http://a:b@host"),
        ("imap_url", "imaps://a:b@host?tls=none"),
        ("imap_url", "imap://a:b@host:port"),
        ("reply_address", "rsvp@example.org"),
        ("reply_address", "{token}"),
        ("reply_address", "rsvp@{token}.example.org"),
        ("reply_address", "a" * 50 + "{token}@example.org"),
    ],
)
def test_what_cannot_be_used_stops_the_start(name: str, value: str) -> None:
    """With a sentence that does not repeat what may be a secret."""
    with pytest.raises(ValueError, match="must look like") as refused:
        Settings(**{name: value})  # type: ignore[arg-type]
    assert "a:b@" not in str(refused.value)


@SQLITE
@pytest.mark.usefixtures("trusted_certificate")
def test_a_mailbox_behind_encryption(make_services: MakeServices, imap_server: ImapServer) -> None:
    """By TLS from the first byte, and by STARTTLS."""
    with encrypted(imap_server) as port:
        urls = [
            imap_server.url.replace("imap:", "imaps:").replace(str(imap_server.port), str(port)),
            f"{imap_server.url}?tls=starttls",
        ]
        for number, url in enumerate(urls):
            services = make_services(imap_url=url)
            _, invitations = book(services)
            imap_server.put(answer(services, invitations[ANA], message_id=f"<{number}@x>"))
            assert Poller(services).poll() == 1


def test_a_certificate_that_is_not_trusted_is_refused(imap_server: ImapServer) -> None:
    """The password is not sent; the sentence says why."""
    with encrypted(imap_server) as port:
        url = imap_server.url.replace("imap:", "imaps:").replace(str(imap_server.port), str(port))
        for wrong in (url, f"{imap_server.url}?tls=starttls"):
            with pytest.raises(Unreachable, match="certificate is not trusted"):
                imap.check(wrong)


def test_a_mailbox_is_read_over_an_encrypted_connection() -> None:
    """Unless it is on this machine, or somebody insists."""
    assert parse_url("imaps://a:b@host").tls == "implicit"
    assert parse_url("imap://a:b@host").tls == "starttls"
    assert parse_url("imap://a:b@host?tls=none").tls == "none"
    assert parse_url("imap://a:b@127.0.0.1").tls == "none"
    assert parse_url("imap://a:b@127.0.0.1?tls=starttls").tls == "starttls"
    mailbox = parse_url("imaps://rsvp%40x.org:p%2Fw@host:1993/Answers/Calendar%20mail")
    assert (mailbox.port, mailbox.user, mailbox.password) == (1993, "rsvp@x.org", "p/w")
    assert mailbox.folder == "Answers/Calendar mail"
    assert "p/w" not in repr(mailbox)


def test_reply_addresses_can_have_a_domain_of_their_own(make_services: MakeServices) -> None:
    """A pattern is used in small letters, as some programs write addresses so."""
    services = make_services(reply_address="{token}@RSVP.meet.example", mail_from="bookings@meet.example")
    _, invitations = book(services)

    assert invitations[ANA].organizer.endswith("@rsvp.meet.example")
    assert services.booking.expects(invitations[ANA].organizer)
