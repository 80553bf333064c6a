"""`convoke export` and `convoke erase`: what is held about one address, shown and forgotten."""

import json
import sys
from pathlib import Path

import click

from channels.commands.common import Misused, Refused, data_option, json_option, open_calendar
from channels.commands.show import print_json


@click.command()
@click.argument("email")
@json_option
@data_option
def export(data: Path, email: str, *, as_json: bool) -> None:
    """Print everything held about an e-mail address.

    It is JSON; with --json, on a single line.

    \b
    Examples:
      convoke export karen@dev.to
      convoke export karen@dev.to > karen.json
    """
    with open_calendar(data) as calendar:
        held = calendar.booking.export(email)
    if as_json:
        print_json(held)
        return
    click.echo(json.dumps(held, ensure_ascii=False, indent=2))


@click.command()
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@json_option
@data_option
def erase(data: Path, email: str, *, yes: bool, as_json: bool) -> None:
    """Forget an e-mail address for good.

    It asks first. Appointments stand, the seat without a name; nothing more is sent to them. It cannot be undone.

    \b
    Examples:
      convoke erase karen@dev.to
      convoke erase karen@dev.to --yes
    """
    from booking.model import Actor

    with open_calendar(data) as calendar:
        held = calendar.booking.export(email)
        if not yes:
            _ask(held["email"], len(held["appointments"]))
        counts = calendar.booking.erase(email, Actor("operator", "cli"))
    if as_json:
        print_json({"email": held["email"], "erased": counts})
        return
    changed = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
    click.echo(f"Forgotten: {changed}." if changed else "Nothing was held about that address.")
    if any((data / "mail").glob("*.eml")):
        click.echo(f"Mails written to {data / 'mail'} were not looked at: delete there what was theirs.")


def _ask(email: str, appointments: int) -> None:
    if not sys.stdin.isatty():
        raise Misused("Nothing was erased: there is nobody to ask here, so confirm with --yes.")
    seats = f"{appointments} {'appointment stands' if appointments == 1 else 'appointments stand'} without their name"
    if not click.confirm(f"Forget {email} for good? {seats}.", err=True):
        raise Refused("Nothing was erased.")
