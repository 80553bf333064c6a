"""`convoke chat`: the bot in a terminal, or reading a pipe."""

import fcntl
import getpass
import json
import os
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from itertools import count
from secrets import token_urlsafe

import click
from sqlalchemy import func, select

from booking.demo import make_demo
from booking.errors import NotFound
from booking.storage import migrate
from booking.tables import outbox
from channels import machine
from channels.bootstrap import Services
from channels.commands.understand import explain
from channels.errors import CannotStart
from channels.worker import working
from dialog.errors import TurnFailed
from dialog.messages import Capabilities, Choice, Incoming
from dialog.turn import Turn

CAPABILITIES = Capabilities(text_length=4000, max_choices=12, title_length=80, pulls=True)
TRIES = 4
MAIL_SECONDS = 30.0
"""How long the end of the input waits for mail to go out."""


def chat(
    services: Services, *, timezone: str | None, locale: str | None, provider: str | None, explaining: bool = False
) -> None:
    """Answer the lines of standard input until it ends; then wait until the mail about what was booked is out.

    Whoever is logged in here is the same person each time; the conversation begins anew. Raises `CannotStart` when
    `provider` names nobody, or the bot cannot answer. `explaining` shows after each turn what was read from it.
    """
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    timezone = timezone or machine.timezone()
    _prepare(services, timezone or "UTC", provider)
    before = _newest_mail(services)
    with _person(services) as sender, working(services, threads=2):
        talk = Talk(services, sender, timezone, locale, provider, explaining=explaining)
        for line in _lines():
            talk.say(line)
        _wait_for_mail(services, before)
        talk.show_notices()


class Talk:
    """One person's conversation in this run."""

    def __init__(
        self,
        services: Services,
        sender: str,
        timezone: str | None,
        locale: str | None,
        provider: str | None,
        *,
        explaining: bool = False,
    ) -> None:
        self._services = services
        self._explaining = explaining
        self._sender = sender
        self._known = {"timezone": timezone, "locale": locale, "provider": provider}
        self._ids = (f"{token_urlsafe(12)}-{number}" for number in count())
        self._choices: tuple[Choice, ...] = ()
        services.sessions.forget("terminal", "", sender)

    def say(self, text: str) -> None:
        """Send one message, where a number stands for a choice, and print what is answered."""
        pressed = self._pressed(text)
        incoming = Incoming(
            channel="terminal",
            account="",
            sender=self._sender,
            message_id=next(self._ids),
            text="" if pressed else text,
            received_at=self._services.clock(),
            choice=pressed.id if pressed else None,
            **self._known,
        )
        turn = self._answer(incoming)
        replies = turn.replies
        self._choices = tuple(choice for reply in replies for choice in reply.choices)
        numbers = count(1)
        for reply in replies:
            click.echo(reply.text)
            for choice in reply.choices:
                click.echo(f"  {next(numbers)}. {choice.title}")
        if self._explaining:
            click.secho(f"  [{_explained(turn, incoming)}]", dim=True)
        click.echo()

    def show_notices(self) -> None:
        """Print what waits to be told, and was not given with an answer."""
        key = self._services.sessions.key("terminal", "", self._sender)
        now = self._services.clock().timestamp()
        waiting = self._services.mailbox.fetch(key, (), now)
        for notice in waiting:
            click.echo(f"{notice.text}\n")
        self._services.mailbox.fetch(key, [notice.id for notice in waiting], now)

    def _pressed(self, text: str) -> Choice | None:
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
        return self._choices[number - 1] if 0 < number <= len(self._choices) else None

    def _answer(self, incoming: Incoming) -> Turn:
        for left in reversed(range(TRIES)):
            try:
                return self._services.conversations.handle(incoming, CAPABILITIES, lambda _replies: True)
            except TurnFailed as error:
                if not left:
                    raise CannotStart(f"The bot cannot answer now ({error}): see `convoke doctor`.") from error
                time.sleep(0.5)
        raise AssertionError("not reached")


def _explained(turn: Turn, incoming: Incoming) -> str:
    """What was read from a message, and where it led."""
    found = (
        explain(turn.reading, incoming.received_at) if turn.reading else {"choice": incoming.choice or incoming.text}
    )
    read = ", ".join(f"{name} {json.dumps(value, ensure_ascii=False)}" for name, value in found.items() if value)
    return f"read: {read}; {turn.before} -> {turn.after}; {turn.milliseconds:.1f} ms"


def _prepare(services: Services, timezone: str, provider: str | None) -> None:
    migrate(services.engine)
    demo = make_demo(services.booking, services.engine, timezone)
    if demo:
        click.echo(
            f"A host to try things with was made: provider {demo.provider.id}, API key {demo.api_key} (shown only now).\n",
            err=True,
        )
    try:
        services.booking.provider(provider)
    except NotFound as error:
        raise CannotStart(str(error)) from None


@contextmanager
def _person(services: Services) -> Iterator[str]:
    """Who writes: the user of this machine; while one chat of theirs is open, another one is somebody else's."""
    for number in count(1):
        with (services.data / f"chat-{number}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield f"{_user()}@{platform.node()}/{number}"
            return


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        return str(os.getuid())


def _lines() -> Iterator[str]:
    """What is written, line by line, without empty ones. What comes through a pipe is shown, so that it can be read."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        for piped in sys.stdin:
            if text := piped.strip():
                click.echo(f"> {text}")
                yield text
        return
    with suppress(ImportError):
        import readline  # noqa: F401 - lines can be edited, and earlier ones called back
    click.echo("Say what to book, like: book Friday at 3pm with karen@dev.to. Ctrl-D ends.\n")
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            if text := input("> ").strip():
                yield text
    click.echo()


def _newest_mail(services: Services) -> int:
    with services.engine.connect() as connection:
        return connection.scalar(select(func.max(outbox.c.id))) or 0


def _wait_for_mail(services: Services, before: int) -> None:
    """Wait until every mail newer than `before` is out, or has been given up."""
    waiting = select(func.count()).where(outbox.c.id > before, outbox.c.status == "waiting")
    deadline = time.monotonic() + MAIL_SECONDS
    while True:
        with services.engine.connect() as connection:
            left = connection.scalar(waiting)
        if not left:
            return
        if time.monotonic() > deadline:
            raise CannotStart(
                f"{left} {'mail is' if left == 1 else 'mails are'} still to be sent; `convoke serve` or `convoke worker` "
                "goes on with that, `convoke doctor` says what may be wrong."
            )
        time.sleep(0.05)
