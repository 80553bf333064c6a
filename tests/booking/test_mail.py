"""Mails leaving, over a real SMTP server or into a real folder."""

import re
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from booking import mail
from booking.errors import InvalidInput, MailDelayed, MailRefused, RecipientRefused
from booking.invitations import compose
from booking.mail import FolderMailer, Server, SmtpMailer, parse_url, wire
from booking.model import Invitation
from tests.booking.test_invitations import INVITATION, SENDER
from tests.fixtures.smtp import DROP, SmtpServer

TO = INVITATION.reader.email


def invite(number: int = 1) -> EmailMessage:
    return compose(replace(INVITATION, message_id=f"<{number}@convoke.example>"), SENDER)


@contextmanager
def serving(**options: str) -> Iterator[SmtpServer]:
    server = SmtpServer(**options)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def mailer(smtp_server: SmtpServer) -> Iterator[SmtpMailer]:
    """A mailer connected to the plain server."""
    mailer = SmtpMailer(smtp_server.url)
    yield mailer
    mailer.close()


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", Server("mail.example", 587, "offered")),
        ("smtp://mail.example:25/", Server("mail.example", 25, "offered")),
        ("smtps://mail.example", Server("mail.example", 465, "implicit")),
        ("smtp://[::1]:2525?tls=none", Server("::1", 2525, "none")),
        ("smtp://me:secret@mail.example?tls=starttls", Server("mail.example", 587, "starttls", "me", "secret")),
        (
            "smtps://me%40x.example:p%40%3A%2F%20%C3%A9@mail.example:4650",
            Server("mail.example", 4650, "implicit", "me@x.example", "p@:/ é"),
        ),
    ],
)
def test_urls(url: str, server: Server) -> None:
    """Port and encryption follow from the scheme; user and password are percent-decoded."""
    assert parse_url(url) == server


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://me:geheim@",
        "smtp://me:geheim@mail.example:port",
        "smtp://me:geheim@mail.example:99999",
        "smtp://me:gehe/im@mail.example",
        "smtp://me:gehe#im@mail.example",
        "smtp://me:geheim@mail.example/path",
        "smtp://me:geheim@mail.example?tls=maybe",
        "smtp://me:geheim@mail.example?ssl=1",
        "smtp://me:geheim@mail.example?tls=none&tls=starttls",
        "smtps://me:geheim@mail.example?tls=none",
        "smtp://[::1:25",
    ],
)
def test_other_urls_are_refused(url: str) -> None:
    """In a sentence that does not repeat the password."""
    with pytest.raises(InvalidInput) as refused:
        SmtpMailer(url)

    assert "gehe" not in str(refused.value)
    assert "smtp://" in str(refused.value)


def test_a_password_is_not_shown() -> None:
    """Not even where a server is printed."""
    assert "secret" not in repr(parse_url("smtp://me:secret@mail.example"))


def test_a_mail_arrives_as_it_was_composed(smtp_server: SmtpServer, mailer: SmtpMailer) -> None:
    """Byte for byte, in an envelope to the one reader, from the address that it would come back to."""
    assert mailer.send(invite(), INVITATION.organizer, [TO]) == {}

    (received,) = smtp_server.received
    assert received.sender == INVITATION.organizer
    assert received.recipients == (TO,)
    assert received.data == invite().as_bytes()
    assert received.message["Subject"] == "Invitation: Kick-off, Wed 10 Mar 2027 15:00 (CET)"


def test_any_message_goes_with_crlf_and_its_dots(smtp_server: SmtpServer, mailer: SmtpMailer) -> None:
    """Lines of dots alone, and messages with other line ends, arrive whole (RFC 5321 section 4.5.2)."""
    message = EmailMessage()
    message["From"] = SENDER
    message.set_content("one\n.\n..\nFrom here\nlast\n")

    mailer.send(message, SENDER, [TO])

    assert smtp_server.received[0].data.endswith(b"\r\n\r\none\r\n.\r\n..\r\nFrom here\r\nlast\r\n")
    assert b"\n" not in smtp_server.received[0].data.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "invitation", [INVITATION, replace(INVITATION, title="Überblick", references=("<1@a.example>", "<2@a.example>"))]
)
def test_a_mail_is_written_as_the_library_writes_it(invitation: Invitation) -> None:
    """To the byte, only faster."""
    message = compose(invitation, SENDER)

    assert wire(message) == message.as_bytes(policy=message.policy.clone(linesep="\r\n"))


def test_a_connection_is_used_again(smtp_server: SmtpServer, mailer: SmtpMailer) -> None:
    """One thread sends all its mails through one."""
    for number in range(5):
        mailer.send(invite(number), SENDER, [TO])

    assert len(smtp_server.received) == 5
    assert smtp_server.connections == 1


def test_a_stale_connection_is_opened_anew(smtp_server: SmtpServer, mailer: SmtpMailer) -> None:
    """A server may end idle connections; the next mail does not notice."""
    mailer.send(invite(1), SENDER, [TO])
    smtp_server.disconnect()
    mailer.send(invite(2), SENDER, [TO])

    assert len(smtp_server.received) == 2
    assert smtp_server.connections == 2


def test_threads_have_connections_of_their_own(smtp_server: SmtpServer) -> None:
    """Mails sent at the same time do not mix."""
    mailer = SmtpMailer(smtp_server.url)
    start = threading.Barrier(4)

    def send(thread: int) -> None:
        start.wait()
        for number in range(5):
            mailer.send(invite(10 * thread + number), SENDER, [TO])
        mailer.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(send, range(4)))

    sent = {invite(10 * thread + number).as_bytes() for thread in range(4) for number in range(5)}
    assert {received.data for received in smtp_server.received} == sent
    assert smtp_server.connections == 4


@pytest.mark.parametrize(
    ("command", "reply"),
    [
        ("RCPT", "550 5.1.1 ana@guests.example unknown"),
        ("RCPT", "553 no such mailbox ana@guests.example"),
        ("DATA", "554 5.6.0 ana@guests.example may not have this"),
        ("DATA", "552 5.2.2 mailbox of ana@guests.example full"),
    ],
)
def test_a_lasting_refusal(smtp_server: SmtpServer, mailer: SmtpMailer, command: str, reply: str) -> None:
    """5xx about the reader or the mail is MailRefused; the error has the codes and no address; the next mail goes out."""
    smtp_server.answer(command, reply)

    with pytest.raises(MailRefused) as refused:
        mailer.send(invite(), SENDER, [TO])

    assert str(refused.value).startswith(f"The mail server answered {reply[:3]} ")
    assert "@" not in str(refused.value)
    mailer.send(invite(), SENDER, [TO])
    assert len(smtp_server.received) == 1
    assert smtp_server.connections == 1


def test_some_recipients(smtp_server: SmtpServer, mailer: SmtpMailer) -> None:
    """One message to several: it goes to whom the server takes it for, and who is refused, for good or not, is told."""
    smtp_server.answer("RCPT", "550 5.1.1 unknown", "450 4.2.1 greylisted")

    refused = mailer.send(invite(), SENDER, ["gone@guests.example", "later@guests.example", TO])

    assert {recipient: type(error) for recipient, error in refused.items()} == {
        "gone@guests.example": RecipientRefused,
        "later@guests.example": MailDelayed,
    }
    assert [received.recipients for received in smtp_server.received] == [(TO,)]


@pytest.mark.parametrize(
    ("replies", "error"),
    [
        (("550 5.1.1 unknown", "550 5.1.1 unknown"), MailRefused),
        (("550 5.1.1 unknown", "450 4.2.1 greylisted"), MailDelayed),
        (("550 5.1.1 unknown", "421 4.3.2 too many"), MailDelayed),
        (("421 4.3.2 too many",), MailDelayed),
        (("550 5.1.1 unknown", DROP), MailDelayed),
    ],
)
def test_no_recipient(
    smtp_server: SmtpServer, mailer: SmtpMailer, replies: tuple[str, ...], error: type[MailDelayed | MailRefused]
) -> None:
    """Taken for nobody: refused when it is so for good for all, else to be sent again, which works."""
    smtp_server.answer("RCPT", *replies)
    readers = ["bill@guests.example", TO]

    with pytest.raises(error):
        mailer.send(invite(), SENDER, readers)

    assert smtp_server.received == []
    assert mailer.send(invite(), SENDER, readers) == {}
    assert [received.recipients for received in smtp_server.received] == [tuple(readers)]


@pytest.mark.parametrize(
    ("command", "reply"),
    [
        ("MAIL", "451 4.3.0 try later, bookings@convoke.example"),
        ("MAIL", "421 4.3.2 too many mails"),
        ("MAIL", "530 5.7.0 sign in first"),
        ("MAIL", "550 5.1.8 bookings@convoke.example is not one of ours"),
        ("RCPT", "450 4.2.1 ana@guests.example greylisted"),
        ("RCPT", "421 4.4.5 busy"),
        ("RCPT", "554 5.7.1 ana@guests.example: relay access denied"),
        ("RCPT", "530 sign in first"),
        ("DATA", "451 4.7.0 ana@guests.example: scanning"),
        ("DATA", "550 5.7.26 unauthenticated mail"),
        ("MAIL", DROP),
        ("RCPT", DROP),
        ("DATA", DROP),
    ],
)
def test_a_passing_fault(smtp_server: SmtpServer, mailer: SmtpMailer, command: str, reply: str) -> None:
    """4xx, a broken connection, and what an operator must mend are MailDelayed; sent again, the mail arrives."""
    smtp_server.answer(command, reply)

    with pytest.raises(MailDelayed) as delayed:
        mailer.send(invite(), SENDER, [TO])

    assert "@" not in str(delayed.value)
    assert smtp_server.received == []
    mailer.send(invite(), SENDER, [TO])
    assert [received.data for received in smtp_server.received] == [invite().as_bytes()]


def test_no_server() -> None:
    """Where nobody listens: MailDelayed, and `check` says the same."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    mailer = SmtpMailer(f"smtp://127.0.0.1:{port}")

    with pytest.raises(
        MailDelayed, match=rf"^The mail server 127\.0\.0\.1:{port} cannot be reached \(Connection refused\)\.$"
    ):
        mailer.send(invite(), SENDER, [TO])
    with pytest.raises(MailDelayed, match="cannot be reached"):
        mailer.check()


def test_a_server_that_says_nothing() -> None:
    """After the time-out: MailDelayed."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mailer = SmtpMailer(f"smtp://127.0.0.1:{silent.getsockname()[1]}", timeout=0.2)

        with pytest.raises(MailDelayed, match="did not answer in time"):
            mailer.send(invite(), SENDER, [TO])


def test_a_server_that_turns_us_away() -> None:
    """At its greeting: MailDelayed with the code."""
    with socket.create_server(("127.0.0.1", 0)) as busy, ThreadPoolExecutor(1) as threads:

        def greet() -> None:
            connection, _ = busy.accept()
            with connection:
                connection.sendall(b"421 4.3.2 too busy\r\n")

        threads.submit(greet)
        with pytest.raises(MailDelayed, match=r"answered 421\.$"):
            SmtpMailer(f"smtp://127.0.0.1:{busy.getsockname()[1]}").check()


@pytest.mark.usefixtures("trusted_certificate")
@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_encrypted_and_signed_in(tls: str) -> None:
    """Over STARTTLS, taken where offered, and over TLS from the start, with a password of difficult characters."""
    with serving(tls=tls, user="me@x.example", password="p@:/ word") as server:
        mailer = SmtpMailer(server.url.replace("://", "://me%40x.example:p%40%3A%2F%20word@"))

        mailer.check()
        mailer.send(invite(), SENDER, [TO])
        mailer.close()

        assert server.received[0].data == invite().as_bytes()


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_a_certificate_that_is_not_trusted(tls: str) -> None:
    """Nothing is sent: MailDelayed, which says so."""
    with serving(tls=tls) as server:
        mailer = SmtpMailer(server.url)

        with pytest.raises(MailDelayed, match="certificate that is not trusted"):
            mailer.check()


def test_encryption_that_is_not_offered(smtp_server: SmtpServer) -> None:
    """Insisting on STARTTLS, or speaking TLS to a plain server, is a sentence."""
    with pytest.raises(MailDelayed, match="does not offer STARTTLS"):
        SmtpMailer(f"{smtp_server.url}?tls=starttls").check()
    with pytest.raises(MailDelayed, match="did not agree on an encrypted connection"):
        SmtpMailer(f"smtps://{smtp_server.address}").check()


def test_a_wrong_password() -> None:
    """Never loses a mail: MailDelayed, which names no password."""
    with serving(user="me", password="right") as server:
        mailer = SmtpMailer(server.url.replace("://", "://me:geheim@"))

        with pytest.raises(MailDelayed) as delayed:
            mailer.send(invite(), SENDER, [TO])

        assert str(delayed.value) == f"The mail server {server.address} did not take the user name and password (535)."


def test_a_server_without_sign_in(smtp_server: SmtpServer) -> None:
    """A password where none is wanted is the operator's mistake."""
    with pytest.raises(MailDelayed, match="no way to sign in"):
        SmtpMailer(smtp_server.url.replace("://", "://me:geheim@")).check()


def test_a_password_does_not_travel_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    """To another machine that offers no encryption it goes only with ?tls=none."""
    monkeypatch.setattr(mail, "_is_this_machine", lambda _host: False)
    with serving(user="me", password="right") as server:
        url = server.url.replace("://", "://me:right@")

        with pytest.raises(MailDelayed, match="offers no encryption, so the password was not sent"):
            SmtpMailer(url).check()
        SmtpMailer(f"{url}?tls=none").check()


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("10.0.0.1", False),
        ("mail.example", False),
    ],
)
def test_this_machine(host: str, here: bool) -> None:
    """Only loopback addresses and localhost."""
    assert mail._is_this_machine(host) is here


def test_check_leaves_no_mail(smtp_server: SmtpServer, mailer: SmtpMailer) -> None:
    """A working server is only asked."""
    mailer.check()

    assert smtp_server.connections == 1
    assert smtp_server.received == []


def test_a_folder_holds_each_mail_as_a_file(tmp_path: Path) -> None:
    """In a folder that it makes, with the bytes that would go over SMTP, one for all recipients; a retry replaces its own
    file."""
    folder = tmp_path / "data" / "mail"
    mailer = FolderMailer(folder)

    assert mailer.send(invite(1), SENDER, [TO]) == {}
    mailer.send(invite(2), SENDER, [TO, "bill@guests.example"])
    mailer.send(invite(1), SENDER, [TO])

    files = sorted(folder.iterdir())
    assert {file.read_bytes() for file in files} == {invite(1).as_bytes(), invite(2).as_bytes()}
    assert len(files) == 2
    assert all(re.fullmatch(r"20270301T093000Z-[0-9a-f]{16}\.eml", file.name) for file in files)


def test_files_sort_by_time(tmp_path: Path) -> None:
    """By the date of the mail, not of writing."""
    mailer = FolderMailer(tmp_path)
    later = compose(
        replace(INVITATION, updated_at=INVITATION.updated_at.replace(year=2028), message_id="<0@x.example>"), SENDER
    )

    mailer.send(later, SENDER, [TO])
    mailer.send(invite(), SENDER, [TO])

    assert [file.name[:4] for file in sorted(tmp_path.iterdir())] == ["2027", "2028"]


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """MailDelayed, and nothing is left behind."""
    blocked = tmp_path / "mail"
    blocked.write_text("a file, not a folder")

    with pytest.raises(MailDelayed, match="could not be written"):
        FolderMailer(blocked).send(invite(), SENDER, [TO])

    assert [file.name for file in tmp_path.iterdir()] == ["mail"]


def test_a_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up while writing leaves no half mail."""

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(MailDelayed, match="No space left on device"):
        FolderMailer(tmp_path).send(invite(), SENDER, [TO])

    assert list(tmp_path.iterdir()) == []
