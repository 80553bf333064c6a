"""What commands share: their options, the settings, the calendar they open, and the host they are about."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from booking.model import Provider
    from booking.services import BookingService
    from channels.settings import Settings

DATA = Path("convoke-data")
Command = Callable[..., None]


class Refused(click.ClickException):
    """What was asked cannot be done; the message is a sentence."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it to standard error."""
        click.echo(f"convoke: {self.message}", file=file or sys.stderr)


class Misused(Refused):
    """Other words would have helped."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Calendar:
    """The calendar in a folder's database."""

    booking: "BookingService"
    engine: "Engine"

    def host(self, provider_id: str | None, how: str = "--provider ID") -> "Provider":
        """The host of that id; without one, the only host. Raises Refused, Misused (it says `how` to name one), NotFound."""
        if provider_id is not None:
            return self.booking.provider(provider_id)
        hosts = self.booking.providers()
        if not hosts:
            raise Refused("There is no host yet: make one with `convoke provider add`.")
        if len(hosts) > 1:
            raise Misused(f"There are {len(hosts)} hosts: say which with {how}; `convoke provider list` shows them.")
        return hosts[0]


def data_option(command: Command) -> Command:
    """The folder that a command works on."""
    return click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        default=DATA,
        show_default=True,
        metavar="DIR",
        help="The folder that holds the database, Redis's file, mail and the secret key.",
    )(command)


def provider_option(command: Command) -> Command:
    """The host that a command is about."""
    return click.option("--provider", metavar="ID", help="The host.  [default: the only one]")(command)


def json_option(command: Command) -> Command:
    """Whether a program reads the answer."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")(command)


def load_settings(data: Path, *, quiet: bool = False) -> "Settings":
    """The settings; with `quiet`, only what is wrong is logged, unless LOG_LEVEL says otherwise."""
    from channels import logs, settings

    loaded = settings.load(data)
    logs.configure("warning" if quiet and loaded.log_level == "info" else loaded.log_level)
    return loaded


@contextmanager
def open_calendar(data: Path) -> Iterator[Calendar]:
    """The calendar of a folder, its database brought up to date; what booking objects to is raised as Refused or Misused."""
    from booking.errors import BookingError, InvalidInput, NotFound
    from booking.services import BookingService
    from booking.storage import migrate, open_engine
    from channels.clock import utc_now
    from channels.settings import database_url

    settings = load_settings(data, quiet=True)
    engine = open_engine(database_url(settings, data))
    try:
        migrate(engine)
        yield Calendar(
            BookingService(
                engine,
                clock=utc_now,
                mail_from=settings.sender,
                announce=lambda _rows: None,
                replies=settings.reply_address or "",
                url=settings.base_url,
            ),
            engine,
        )
    except InvalidInput as error:
        raise Misused(str(error)) from None
    except NotFound as error:
        raise Refused(f"{error}{_where(str(error))}") from None
    except BookingError as error:
        raise Refused(str(error)) from None
    finally:
        engine.dispose()


def _where(problem: str) -> str:
    """Which command shows what there is."""
    group = click.get_current_context().parent
    if "host" in problem:
        return " `convoke provider list` shows them all."
    listed = group and isinstance(group.command, click.Group) and "list" in group.command.commands
    return f" `convoke {group.info_name} list` shows them all." if group and listed and "`" not in problem else ""


def given(values: dict[str, Any]) -> dict[str, Any]:
    """The options that were given. Raises Misused when none was."""
    found = {name: value for name, value in values.items() if value is not None}
    if not found:
        raise Misused("Nothing is to be changed: say what, like --name; `--help` shows the options.")
    return found
