"""`convoke mail`: what waits in the outbox, what was given up, and trying again."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from channels.commands.common import Misused, data_option, json_option, open_calendar
from channels.commands.show import print_facts, print_json, print_table

if TYPE_CHECKING:
    from booking.backlog import Entry

ID = click.IntRange(1, 2**62)


@click.group("mail")
def mail() -> None:
    """Mails and notices that have not gone out."""


@mail.command("list")
@click.option("--dead", is_flag=True, help="Only what was given up.")
@click.option("--most", type=click.IntRange(1, 10_000), default=100, show_default=True, help="How many at most.")
@json_option
@data_option
def list_(data: Path, most: int, *, dead: bool, as_json: bool) -> None:
    """Show what waits to be sent and what was given up, the oldest first.

    \b
    Examples:
      convoke mail list
      convoke mail list --dead --json
    """
    from booking import backlog

    with open_calendar(data) as calendar:
        found = backlog.entries(calendar.engine, ("dead",) if dead else ("waiting", "dead"), most)
    if as_json:
        print_json([_object(each) for each in found])
        return
    print_table([_facts(each) for each in found], "Nothing was given up." if dead else "Nothing waits.")


@mail.command()
@click.argument("mail_id", metavar="[ID]", type=ID, required=False)
@click.option("--all-dead", is_flag=True, help="Everything that was given up.")
@json_option
@data_option
def retry(data: Path, mail_id: int | None, *, all_dead: bool, as_json: bool) -> None:
    """Try again to send what was given up. An invitation after which another went out is dropped instead.

    \b
    Examples:
      convoke mail retry 4711
      convoke mail retry --all-dead
    """
    from booking import backlog

    if (mail_id is None) != all_dead:
        raise Misused("Say which mail by its ID, or --all-dead; `convoke mail list --dead` shows them.")
    with open_calendar(data) as calendar:
        now = calendar.booking.clock()
        if mail_id is None:
            retried, dropped = backlog.retry_all(calendar.engine, now)
        else:
            retried = int(backlog.retry(calendar.engine, mail_id, now))
            dropped = 1 - retried
    if as_json:
        print_json({"retried": retried, "dropped": dropped})
        return
    print_facts({"Tried again by the worker": str(retried), "Dropped, a later one went out": str(dropped)})


@mail.command()
@click.argument("mail_id", metavar="ID", type=ID)
@json_option
@data_option
def drop(data: Path, mail_id: int, *, as_json: bool) -> None:
    """Let what waits, or was given up, never be sent.

    \b
    Example:
      convoke mail drop 4711
    """
    from booking import backlog

    with open_calendar(data) as calendar:
        backlog.drop(calendar.engine, mail_id, calendar.booking.clock())
    if as_json:
        print_json({"dropped": 1})
        return
    print_facts({"Dropped": str(mail_id)})


def _object(entry: "Entry") -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(entry).items()}


def _facts(entry: "Entry") -> dict[str, str]:
    return {
        "Id": str(entry.id),
        "To": entry.to or "all attendees",
        "About": f"{entry.about}, {entry.start:%Y-%m-%d %H:%M} UTC",
        "State": "given up" if entry.status == "dead" else "waiting",
        "Since": f"{entry.written_at:%Y-%m-%d %H:%M} UTC",
        "Attempts": str(entry.attempts),
        "Why": entry.error,
    }
