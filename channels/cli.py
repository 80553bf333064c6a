"""The command line. Each command imports what it needs when it runs, so that `convoke --help` is there at once."""

import signal
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from channels.commands import busy, days, feeds, hosts, keys, mail, offers, privacy, rehearse, understand
from channels.commands.common import Misused, data_option, load_settings
from channels.errors import CannotStart, Misconfigured

if TYPE_CHECKING:
    from channels.bootstrap import Services


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Settings come from the environment and from convoke.toml; the README lists them, `convoke doctor` checks them.",
)
@click.version_option(package_name="convoke")
def cli() -> None:
    """Convoke books group meetings from chat: one appointment, an invitation for everybody.

    \b
    Start here:
      convoke serve               the bot with everything it needs, at http://127.0.0.1:8000/
      convoke chat                the same bot in this terminal
      convoke doctor              what is set up, what is not, and how to mend it
    """


@cli.command()
@click.option("--host", metavar="ADDRESS", help="The address to listen on.  [default: HOST, or 127.0.0.1]")
@click.option("--port", type=click.IntRange(1, 65535), help="The port to listen on.  [default: PORT, or 8000]")
@data_option
def serve(host: str | None, port: int | None, data: Path) -> None:
    """Run everything: web server, worker, and Redis and a database unless they are set.

    On an empty database it makes a host to try things with, and shows that host's API key once.

    \b
    Examples:
      convoke serve
      convoke serve --host 0.0.0.0 --port 80 --data /var/lib/convoke
      DATABASE_URL=postgresql://me:word@db/convoke REDIS_URL=redis://cache convoke serve
    """
    _end_at_sigterm()  # until the web server is there, which finishes its requests
    from channels.serve import serve as run

    settings = load_settings(data)
    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    run(settings.replace(**given), data, click.echo)


@cli.command()
@data_option
@click.option("--timezone", metavar="ZONE", help="Your time zone, like Europe/Berlin.  [default: this machine's]")
@click.option("--locale", metavar="LOCALE", help="Your language, like en or de_AT.")
@click.option("--provider", metavar="ID", help="The host to book.  [default: the oldest]")
@click.option("--explain", is_flag=True, help="Show after each turn what was read from it.")
def chat(data: Path, timezone: str | None, locale: str | None, provider: str | None, explain: bool) -> None:  # noqa: FBT001
    """Chat with the bot here. Every line is a message; the end of the input waits until all mail is out.

    \b
    Examples:
      convoke chat --timezone America/New_York
      echo "book Friday at 3pm with karen@dev.to" | convoke chat
    """
    from channels.settings import Limit
    from channels.terminal import chat as run
    from dialog.zones import is_zone

    if timezone and not is_zone(timezone):
        raise click.BadParameter(f'"{timezone}" is no time zone; give one like Europe/Berlin.', param_hint="--timezone")
    with _services(data, quiet=True, chat_rate_limit=Limit(0, 60)) as services:
        run(services, timezone=timezone, locale=locale, provider=provider, explaining=explain)


@cli.command()
@data_option
def worker(data: Path) -> None:
    """Send what waits to be sent: calendar mails, replies to chat networks. `convoke serve` runs one by itself.

    \b
    Example, for a web server of your own and any number of workers:
      DATABASE_URL=... REDIS_URL=... convoke worker
    """
    _end_at_sigterm()  # until the worker is there, which finishes its jobs
    from channels.worker import run

    with _services(data) as services:
        services.reach()
        if services.embedded is None:
            services.agree()
        run(services)


@cli.command()
@data_option
@click.option(
    "--to", "revision", default="head", metavar="REVISION", help="Another state: 0001, …, or base for nothing."
)
def migrate(data: Path, revision: str) -> None:
    """Bring the database up to date. `convoke serve` and `convoke chat` do it by themselves.

    \b
    Examples, before the new version of a web server of your own starts, and back to where an older version works:
      DATABASE_URL=postgresql://me:word@db/convoke convoke migrate
      DATABASE_URL=postgresql://me:word@db/convoke convoke migrate --to 0001
    Going back drops what the older state has no place for: make a backup first.
    """
    from booking.errors import InvalidInput
    from booking.storage import migrate as run
    from booking.storage import open_engine
    from channels.settings import database_url

    engine = open_engine(database_url(load_settings(data), data))
    try:
        run(engine, revision)
    except InvalidInput as error:
        raise Misused(str(error)) from None
    finally:
        engine.dispose()
    click.echo("The database is up to date." if revision == "head" else f"The database is at {revision}.")


@cli.command()
@data_option
def doctor(data: Path) -> None:
    """Check every part that is set up: one line each, and how to mend what is wrong. Exits with 1 if anything is.

    \b
    Example:
      convoke doctor --data /var/lib/convoke
    """
    from channels.doctor import examine

    well = True
    for finding in examine(data):
        click.echo(str(finding))
        well = well and finding.well
    if not well:
        sys.exit(1)


for command in (
    mail.mail, hosts.provider, offers.type_, keys.key, feeds.feed, days.override, days.time_off, busy.busy,
    privacy.export, privacy.erase, understand.understand, rehearse.test,
):  # fmt: skip
    cli.add_command(command)


def main() -> NoReturn:
    """Run the command line; what goes wrong is told in one sentence."""
    try:
        cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except Misconfigured as error:
        _fail(str(error), 2)
    except CannotStart as error:
        _fail(str(error), 1)
    except Exception as error:
        sentence = _outside(error)
        if sentence is None:
            raise
        _fail(sentence, 1)
    sys.exit(0)


def _end_at_sigterm() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))


def _fail(sentence: str, status: int) -> NoReturn:
    click.echo(f"convoke: {sentence}", err=True)
    sys.exit(status)


def _outside(error: Exception) -> str | None:
    """What to say when a database or Redis let us down; None when it was something else."""
    kinds = {each.__module__.partition(".")[0] for each in type(error).__mro__}
    if "sqlalchemy" in kinds:
        return f"The database does not answer as it should ({_first_line(error)}): check DATABASE_URL and `convoke migrate`."
    if "redis" in kinds:
        return f"Redis does not answer as it should ({_first_line(error)}): check REDIS_URL."
    return None


def _first_line(error: Exception) -> str:
    from channels.logs import redact

    return str(redact(str(getattr(error, "orig", None) or error).partition("\n")[0].rstrip(".")))


@contextmanager
def _services(data: Path, *, quiet: bool = False, **changes: object) -> "Iterator[Services]":
    from channels.bootstrap import build
    from channels.embedded import kept

    settings = load_settings(data, quiet=quiet).replace(**changes)
    with closing(build(settings, data)) as services, kept(services.embedded):
        yield services


if __name__ == "__main__":
    main()
