"""Ways for a mail to leave: an SMTP server, or a folder where each mail is a file."""

import os
import re
import select
import smtplib
import ssl
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC
from email.message import EmailMessage
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from time import monotonic
from typing import Literal, Protocol, cast
from urllib.parse import parse_qsl, unquote, urlsplit

from booking.errors import InvalidInput, MailDelayed, MailError, MailRefused, RecipientRefused

FRESH = 5.0
"""Seconds for which a connection that was used is taken for good without asking."""
TIMEOUT = 10.0
"""Seconds that a mail server may take for one answer."""

Tls = Literal["implicit", "starttls", "offered", "none"]
"""Encryption: from the first byte, by STARTTLS (RFC 3207), by STARTTLS where it is offered, or never."""

# An operator can mend these; they are not the reader's fault: sign-in missing, too weak or wrong (RFC 4954 section 6).
_SIGN_IN = {530, 534, 535, 538}
_BOUNDARY = re.compile(r'boundary="([^"]+)"', re.IGNORECASE)
_BREAK = re.compile(r"\r?\n")
_ENHANCED = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}(?!\S)")


class Mailer(Protocol):
    """Takes mails out of our hands."""

    def send(self, message: EmailMessage, sender: str, recipients: Sequence[str]) -> dict[str, MailError]:
        """Hands over `message` for these addresses, in an envelope from `sender`, to which it comes back if it must.

        Once it returns, the mail is theirs to keep, for all but the recipients it returns: for those with MailDelayed it
        was not taken this time (send the same to them again later), for those with RecipientRefused it will never be.

        Raises:
            MailDelayed: it was taken for nobody, this time.
            RecipientRefused: it will never be taken for any of them.
            MailRefused: it will never be taken, whoever it is for.
            The texts of both hold neither addresses nor secrets.
        """


@dataclass(frozen=True, slots=True)
class Server:
    """Where a mail server is and how to speak to it."""

    host: str
    port: int
    tls: Tls
    user: str = ""
    password: str = field(default="", repr=False)


def parse_url(url: str) -> Server:
    """The server behind `smtp://[user:password@]host[:port][?tls=starttls|none]` or `smtps://[user:password@]host[:port]`.

    User and password are percent-decoded. `smtp` means port 587 and STARTTLS where the server offers it; `?tls=starttls`
    insists on it, `?tls=none` never asks. `smtps` means port 465 and TLS from the start.

    Raises:
        InvalidInput: it is none of these; the message does not repeat it.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
        query = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        raise InvalidInput(
            "The mail server's URL cannot be read; it looks like smtp://user:password@host:587, "
            "with /, ?, #, @ and : in user and password written as %2F, %3F, %23, %40 and %3A."
        ) from None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path not in ("", "/") or parts.fragment:
        raise InvalidInput(
            "The mail server's URL must be smtp://host:port or smtps://host:port, with user:password@ if needed."
        )
    tls: Tls
    match parts.scheme, query:
        case "smtps", []:
            tls = "implicit"
        case "smtp", []:
            tls = "offered"
        case "smtp", [("tls", "starttls")]:
            tls = "starttls"
        case "smtp", [("tls", "none")]:
            tls = "none"
        case _:
            raise InvalidInput(
                "Behind the mail server's URL only ?tls=starttls or ?tls=none can stand, and only with smtp://."
            )
    port = port or (465 if tls == "implicit" else 587)
    return Server(parts.hostname, port, tls, unquote(parts.username or ""), unquote(parts.password or ""))


class SmtpMailer:
    """Sends through one SMTP server. Each thread keeps a connection open, and opens it anew when it went stale."""

    def __init__(self, url: str, *, timeout: float = TIMEOUT) -> None:
        """Takes the URL as `parse_url` reads it, and connects nowhere yet; `timeout` is seconds for one answer."""
        self._server = parse_url(url)
        self._timeout = timeout
        self._local = threading.local()

    def send(self, message: EmailMessage, sender: str, recipients: Sequence[str]) -> dict[str, MailError]:
        """See Mailer; all recipients in one transaction.

        MailRefused is what the server says for good about a reader or the mail. Temporary refusals, faults of the
        connection, and what it holds against us (sign-in, sender, policy) are MailDelayed: an operator can mend those.
        """
        connection = self._connection()
        try:
            return _refusals(connection.sendmail(sender, recipients, wire(message)))
        except smtplib.SMTPRecipientsRefused as error:
            # When the server hangs up, those whom it had not come to yet are not among them.
            found = _refusals(error.recipients).values()
            delayed = (each for each in found if isinstance(each, MailDelayed))
            final = next(delayed, None) or next(iter(found))
            raise final from None
        except smtplib.SMTPDataError as error:
            raise _refusal("the mail", error.smtp_code, error.smtp_error) from None
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise MailDelayed(self._sentence(error)) from None

    def check(self) -> None:
        """Connects, signs in and leaves again.

        Raises:
            MailDelayed: what is wrong, in a sentence for the operator.
        """
        self.close()
        self._connection()
        self.close()

    def close(self) -> None:
        """Ends the calling thread's connection, if it has one."""
        connection: smtplib.SMTP | None = self._local.__dict__.pop("connection", None)
        if connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                connection.quit()
            connection.close()

    def _connection(self) -> smtplib.SMTP:
        known: smtplib.SMTP | None = getattr(self._local, "connection", None)
        if known is not None:
            with suppress(smtplib.SMTPException, OSError):
                if self._is_fresh(known) or known.noop()[0] == 250:
                    self._local.used = monotonic()
                    return known
            self.close()
        try:
            self._local.connection = opened = self._open()
            self._local.used = monotonic()
        except (smtplib.SMTPException, OSError) as error:
            raise MailDelayed(self._sentence(error)) from None
        return opened

    def _is_fresh(self, connection: smtplib.SMTP) -> bool:
        """Whether it was used just now and the server has said nothing since: neither farewell nor end."""
        if connection.sock is None or monotonic() - self._local.used > FRESH:
            return False
        return not select.select([connection.sock], [], [], 0)[0]

    def _open(self) -> smtplib.SMTP:
        server = self._server
        connection: smtplib.SMTP
        if server.tls == "implicit":
            context = ssl.create_default_context()
            connection = smtplib.SMTP_SSL(server.host, server.port, timeout=self._timeout, context=context)
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=self._timeout)
        try:
            self._sign_in(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _sign_in(self, connection: smtplib.SMTP) -> None:
        server = self._server
        connection.ehlo_or_helo_if_needed()
        private = server.tls in ("implicit", "none") or _is_this_machine(server.host)
        if server.tls == "starttls" or (server.tls == "offered" and connection.has_extn("starttls")):
            connection.starttls(context=ssl.create_default_context())
            private = True
        if not server.user:
            return
        if not private:
            raise MailDelayed(
                f"The mail server {server.host}:{server.port} offers no encryption, so the password was not sent; "
                "?tls=none behind its URL would send it all the same."
            )
        connection.login(server.user, server.password)

    def _sentence(self, error: OSError) -> str:
        return f"The mail server {self._server.host}:{self._server.port} {_fault(error)}."


class FolderMailer:
    """Puts each mail as an .eml file into a folder, as it would go over SMTP. The names sort by the mails' dates."""

    def __init__(self, folder: Path) -> None:
        """The folder is made with the first mail."""
        self._folder = folder

    def send(self, message: EmailMessage, sender: str, recipients: Sequence[str]) -> dict[str, MailError]:  # noqa: ARG002
        """See Mailer. A file is there whole or not at all; the same mail sent again replaces its file."""
        moment = message["Date"].datetime.astimezone(UTC)
        digest = sha256(f"{message['Message-ID']} {' '.join(recipients)}".encode()).hexdigest()[:16]
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _write(self._folder / f"{moment:%Y%m%dT%H%M%SZ}-{digest}.eml", wire(message))
        except OSError as error:
            raise MailDelayed(f"The mail could not be written to its folder: {error.strerror}.") from None
        return {}


def wire(message: EmailMessage) -> bytes:
    """The message as it is transmitted, every line ended by CRLF.

    Its headers and bodies are taken as they are, folded, encoded and in ASCII already; the library's own writing, which
    parses each header anew, takes longer than all the rest of a mail.
    """
    return _BREAK.sub("\r\n", "".join(_pieces(message))).encode("ascii")


def _pieces(entity: EmailMessage) -> Iterator[str]:
    head = "".join(f"{name}: {value}\n" for name, value in entity.raw_items())
    yield f"{head}\n"
    content = entity.get_payload()
    if isinstance(content, str):
        yield content
        return
    found = _BOUNDARY.search(head)
    boundary = found[1] if found else ""
    for part in cast("list[EmailMessage]", content):
        yield f"--{boundary}\n"
        yield from _pieces(part)
        yield "\n"
    yield f"--{boundary}--\n"


def _write(path: Path, data: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _refusals(answers: Mapping[str, tuple[int, bytes]]) -> dict[str, MailError]:
    return {
        recipient: _refusal("the recipient", *answer, kind=RecipientRefused) for recipient, answer in answers.items()
    }


def _refusal(what: str, code: int, reply: bytes | str, *, kind: type[MailRefused] = MailRefused) -> MailError:
    """The error for a server's refusal. X.7.X is security and policy (RFC 3463 section 3.8), ours to mend."""
    enhanced = _ENHANCED.match(reply if isinstance(reply, bytes) else reply.encode())
    detail = f" {enhanced[0].decode()}" if enhanced else ""
    for_good = code >= 500 and code not in _SIGN_IN and not detail.startswith(" 5.7.")
    return (kind if for_good else MailDelayed)(f"The mail server answered {code}{detail} to {what}.")


def _fault(error: OSError) -> str:
    """What a server did, without repeating its words, which may hold addresses."""
    match error:
        case smtplib.SMTPAuthenticationError():
            return f"did not take the user name and password ({error.smtp_code})"
        case smtplib.SMTPSenderRefused():
            return f"does not take mail from our sender ({error.smtp_code})"
        case smtplib.SMTPResponseException():
            return f"answered {error.smtp_code}"
        case smtplib.SMTPNotSupportedError():
            return "does not offer STARTTLS, or no way to sign in that we know"
        case smtplib.SMTPServerDisconnected():
            return "closed the connection or did not answer in time"
        case ssl.SSLCertVerificationError():
            return f"shows a certificate that is not trusted here ({error.verify_message})"
        case ssl.SSLError():
            return "did not agree on an encrypted connection"
        case _:
            return f"cannot be reached ({error.strerror or 'no answer in time'})"
