"""The SMTP listener: it takes mail to our reply addresses alone, and acknowledges it when it has taken effect.

It stands behind a mail server of yours, or is the MX of a domain by itself. What is to no address of ours is refused in the
conversation, so that no mail goes back to anybody. Of several workers on one machine one listens; when it ends, another
does.
"""

import asyncio
from contextlib import suppress
from threading import Event, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy.exc import SQLAlchemyError

from channels.inbound.taking import MAX_BYTES, take
from channels.inbound.urls import place

if TYPE_CHECKING:
    from channels.bootstrap import Services

MAX_RECIPIENTS = 20
MAX_SESSIONS = 50
"""Connections at the same time; one more is asked to come back."""
TIMEOUT = 60.0
"""Seconds that a client may be silent."""
RETRY_SECONDS = 2.0
"""How long until a worker looks again whether it can listen."""
STOP_SECONDS = 10.0
LATER = "451 4.3.0 Try again later"


class Listener:
    """Listens while the block runs, as soon as the address is free."""

    def __init__(self, services: "Services") -> None:
        self._services = services
        self._host, self._port = place(services.settings.inbound_smtp or "")
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._sessions: set[_Session] = set()
        self._thread = Thread(target=self._run, name="inbound-smtp", daemon=True)
        self.listening = Event()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(RuntimeError):  # it has ended by itself
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(STOP_SECONDS)

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take none but our reply addresses."""
        if len(envelope.rcpt_tos) >= MAX_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        try:
            expected = await asyncio.to_thread(self._services.booking.expects, address)
        except SQLAlchemyError as error:
            self._services.log.warning("mail_put_off", way="smtp", error=type(error).__name__)
            return LATER
        if not expected:
            return "550 5.1.1 No such address here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Have the mail take effect for each recipient; a mail that comes twice has it once."""
        content = envelope.original_content or b""
        raw = (
            f"Return-Path: <{(envelope.mail_from or '').strip('<>')}>\r\n".encode("utf-8", "replace") + content
        )  # RFC 5321 section 4.4
        try:
            for address in envelope.rcpt_tos:
                await asyncio.to_thread(take, self._services, raw, [address], "smtp")
        except SQLAlchemyError as error:
            self._services.log.warning("mail_put_off", way="smtp", error=type(error).__name__)
            return LATER
        return "250 2.0.0 OK"

    async def handle_exception(self, error: Exception) -> str:
        """What we did not foresee is not the sender's fault."""
        self._services.log.error("mail_failed", way="smtp", error=type(error).__name__)
        return LATER

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        waiting = False
        while not self._stop.is_set():
            try:
                server = await self._loop.create_server(self._session, self._host or None, self._port)
            except OSError as error:
                if not waiting:
                    self._services.log.info("inbound_smtp_waits", reason=error.strerror)
                waiting = True
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stop.wait(), RETRY_SECONDS)
                continue
            self.listening.set()
            self._services.log.info("inbound_smtp_listens", port=self._port)
            await self._stop.wait()
            server.close()
            for session in [*self._sessions]:
                session.leave()

    def _session(self) -> SMTP:
        return _Session(self, self._sessions, self._loop)


class _Session(SMTP):
    """One connection, among at most `MAX_SESSIONS`."""

    def __init__(self, listener: Listener, sessions: "set[_Session]", loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(
            listener, data_size_limit=MAX_BYTES, hostname="convoke", ident="Convoke", timeout=TIMEOUT, loop=loop,
            enable_SMTPUTF8=True,
        )  # fmt: skip
        self._sessions = sessions

    def connection_made(self, transport: Any) -> None:
        """See asyncio.Protocol."""
        if len(self._sessions) >= MAX_SESSIONS:
            transport.write(b"421 4.3.2 Too many connections\r\n")
            transport.close()
            return
        self._sessions.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """See asyncio.Protocol."""
        if self in self._sessions:
            self._sessions.discard(self)
            super().connection_lost(error)

    def leave(self) -> None:
        """Break the connection off: what is not acknowledged comes again."""
        if self.transport is not None:
            self.transport.close()
