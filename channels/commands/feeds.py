"""`convoke feed`: the addresses under which a host's meetings can be subscribed to."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from channels.commands.common import data_option, json_option, open_calendar, provider_option
from channels.commands.show import print_facts, print_json, print_table

if TYPE_CHECKING:
    from booking.feeds import Feed


@click.group("feed")
def feed() -> None:
    """Calendar feeds: a host's meetings, to subscribe to in a calendar program."""


@feed.command()
@provider_option
@click.option("--busy-only", is_flag=True, help="Show when the host is busy, and nothing else.")
@json_option
@data_option
def add(data: Path, provider: str | None, *, busy_only: bool, as_json: bool) -> None:
    """Make one more feed of a host, and show its address, only now. Who knows the address sees the feed.

    \b
    Examples:
      convoke feed add
      convoke feed add --busy-only
      convoke feed add --provider 1b4e28ba-2fa1-4d2e-883f-0016d3cca427 --json
    """
    with open_calendar(data) as calendar:
        host = calendar.host(provider)
        made, url = calendar.booking.add_feed(host.id, "busy" if busy_only else "details")
    subscription = f"webcal://{url.partition('://')[2]}"
    if as_json:
        print_json(_object(made) | {"url": url, "webcal": subscription})
        return
    print_facts(_facts(made) | {"Address": f"{url}  (shown only now)", "To subscribe": subscription})


@feed.command("list")
@provider_option
@json_option
@data_option
def list_(data: Path, provider: str | None, *, as_json: bool) -> None:
    """Show a host's feeds, never their addresses.

    \b
    Examples:
      convoke feed list
      convoke feed list --json
    """
    with open_calendar(data) as calendar:
        found = calendar.booking.feeds(calendar.host(provider).id)
    if as_json:
        print_json([_object(each) for each in found])
        return
    print_table([_facts(each) for each in found], "There is no feed yet: make one with `convoke feed add`.")


@feed.command()
@click.argument("feed_id", metavar="ID")
@json_option
@data_option
def revoke(data: Path, feed_id: str, *, as_json: bool) -> None:
    """Let the address of a feed lead nowhere any more, from now on and for good.

    \b
    Example:
      convoke feed revoke 5c1d7f64-8a0b-4f39-a3c4-6b1de2d4a7f0
    """
    with open_calendar(data) as calendar:
        revoked = calendar.booking.revoke_feed(feed_id)
    if as_json:
        print_json(_object(revoked))
        return
    print_facts(_facts(revoked))


def _object(found: "Feed") -> dict[str, Any]:
    return {
        "id": found.id,
        "provider_id": found.provider_id,
        "shows": found.shows,
        "created_at": found.created_at.isoformat(),
        "revoked_at": found.revoked_at.isoformat() if found.revoked_at else None,
    }


def _facts(found: "Feed") -> dict[str, str]:
    return {
        "Id": found.id,
        "Shows": "details" if found.shows == "details" else "busy time only",
        "Made": f"{found.created_at:%Y-%m-%d %H:%M} UTC",
        "Revoked": f"{found.revoked_at:%Y-%m-%d %H:%M} UTC" if found.revoked_at else "",
    }
