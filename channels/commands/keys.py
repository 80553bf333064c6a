"""`convoke key`: the keys that open a host's API."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from channels.commands.common import Refused, data_option, json_option, open_calendar, provider_option
from channels.commands.show import print_facts, print_json, print_table

if TYPE_CHECKING:
    from booking.model import ApiKey


@click.group("key")
def key() -> None:
    """The keys that open a host's API."""


@key.command()
@provider_option
@click.option("--name", default="", help="What it is for, to tell it from the others.")
@json_option
@data_option
def add(data: Path, provider: str | None, name: str, *, as_json: bool) -> None:
    """Make one more key of a host, shown only now.

    \b
    Examples:
      convoke key add --name "booking widget"
      convoke key add --provider 1b4e28ba-2fa1-4d2e-883f-0016d3cca427 --json
    """
    from booking import keys

    with open_calendar(data) as calendar:
        host = calendar.host(provider)
        secret = keys.new_key(calendar.engine, host.id, calendar.booking.clock, name)
        made = keys.key_of(calendar.engine, secret)
    if made is None:
        raise Refused("The key was revoked as soon as it was made.")
    if as_json:
        print_json(_object(made) | {"api_key": secret})
        return
    print_facts(_facts(made) | {"API key": f"{secret}  (shown only now)"})


@key.command("list")
@provider_option
@json_option
@data_option
def list_(data: Path, provider: str | None, *, as_json: bool) -> None:
    """Show a host's keys: what they begin with, never the whole.

    \b
    Examples:
      convoke key list
      convoke key list --json
    """
    with open_calendar(data) as calendar:
        found = calendar.booking.keys(calendar.host(provider).id)
    if as_json:
        print_json([_object(each) for each in found])
        return
    print_table([_facts(each) for each in found], "There is no key yet: make one with `convoke key add`.")


@key.command()
@click.argument("key_id", metavar="ID")
@json_option
@data_option
def revoke(data: Path, key_id: str, *, as_json: bool) -> None:
    """Let a key open nothing any more, from now on and for good.

    \b
    Example:
      convoke key revoke 5c1d7f64-8a0b-4f39-a3c4-6b1de2d4a7f0
    """
    with open_calendar(data) as calendar:
        revoked = calendar.booking.revoke_key(key_id)
    if as_json:
        print_json(_object(revoked))
        return
    print_facts(_facts(revoked))


def _object(found: "ApiKey") -> dict[str, Any]:
    return {
        "id": found.id,
        "provider_id": found.provider_id,
        "name": found.name,
        "prefix": found.prefix,
        "created_at": found.created_at.isoformat(),
        "revoked_at": found.revoked_at.isoformat() if found.revoked_at else None,
    }


def _facts(found: "ApiKey") -> dict[str, str]:
    return {
        "Id": found.id,
        "Name": found.name,
        "Begins with": found.prefix,
        "Made": f"{found.created_at:%Y-%m-%d %H:%M} UTC",
        "Revoked": f"{found.revoked_at:%Y-%m-%d %H:%M} UTC" if found.revoked_at else "",
    }
