"""`convoke provider`: the hosts, whose time is booked."""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from channels.commands.common import DATA, data_option, given, json_option, open_calendar
from channels.commands.show import print_facts, print_json, print_table

if TYPE_CHECKING:
    from booking.model import Provider

HOURS = "mon-fri 09:00-17:00"


@click.group("provider")
def provider() -> None:
    """The hosts: whose time is booked, and when they work."""


def _rules(command: Callable[..., None]) -> Callable[..., None]:
    """The options that `add` and `edit` have in common."""
    for option in reversed(
        (
            click.option(
                "--timezone", metavar="ZONE", help="Where the hours hold, like Europe/Berlin.  [new: this machine's]"
            ),
            click.option(
                "--hours",
                metavar="HOURS",
                help='Working hours, like "mon-fri 09:00-12:00,13:00-17:00; sat 10:00-24:00".  [new: mon-fri 09:00-17:00]',
            ),
            click.option("--step", type=int, metavar="MINUTES", help="From one possible start to the next.  [new: 30]"),
            click.option("--notice", type=int, metavar="MINUTES", help="How long before, at least.  [new: 60]"),
            click.option("--horizon", type=int, metavar="DAYS", help="How far ahead, at most.  [new: 60]"),
            click.option(
                "--horizon-days",
                type=click.Choice(["calendar", "business"]),
                help="What --horizon counts: all days, or Mondays to Fridays.  [new: calendar]",
            ),
            click.option(
                "--daily-limit", type=int, metavar="N", help="Most appointments a day; 0: no limit.  [new: 0]"
            ),
            click.option(
                "--weekly-limit", type=int, metavar="N", help="Most appointments an ISO week; 0: no limit.  [new: 0]"
            ),
            click.option(
                "--dispatch",
                type=click.Choice(["each", "all"]),
                help="A mail to each attendee, who sees no other; or one to all, who see each other.  [new: each]",
            ),
        )
    ):
        command = option(command)
    return command


@provider.command()
@click.option("--name", required=True, help="What the host is called.")
@click.option("--email", required=True, metavar="ADDRESS", help="Where the host's own invitations go.")
@_rules
@json_option
@data_option
def add(data: Path, *, as_json: bool, **values: Any) -> None:
    """Make a host, with an API key that is shown only now.

    What can be booked with the host, `convoke type add` makes.

    \b
    Examples:
      convoke provider add --name "Ada King" --email ada@example.org --timezone Europe/London
      convoke provider add --name Ada --email ada@example.org --hours "mon-thu 09:00-12:00,13:00-17:00; fri 09:00-12:00"
      convoke provider add --name Ada --email ada@example.org --notice 1440 --horizon 10 --horizon-days business --json
    """
    from booking import keys
    from booking.hosts import NewProvider
    from channels import machine

    values["hours"] = values["hours"] or HOURS
    values["timezone"] = values["timezone"] or machine.timezone() or "UTC"
    with open_calendar(data) as calendar:
        made = calendar.booking.add_provider(NewProvider(**_fields(given(values))))
        secret = keys.new_key(calendar.engine, made.id, calendar.booking.clock)
        oldest = calendar.booking.provider(None)
    if as_json:
        print_json(_object(made) | {"provider_id": made.id, "api_key": secret})
        return
    print_facts(_facts(made) | {"API key": f"{secret}  (shown only now)"})
    _tell_what_next(made, oldest, data)


@provider.command("list")
@json_option
@data_option
def list_(data: Path, *, as_json: bool) -> None:
    """Show all hosts, the oldest first.

    \b
    Examples:
      convoke provider list
      convoke provider list --json
    """
    with open_calendar(data) as calendar:
        found = calendar.booking.providers()
    if as_json:
        print_json([_object(each) for each in found])
        return
    print_table([_facts(each) for each in found], "There is no host yet: make one with `convoke provider add`.")


@provider.command()
@click.argument("provider_id", metavar="[ID]", required=False)
@click.option("--name", help="What the host is called.")
@click.option("--email", metavar="ADDRESS", help="Where the host's own invitations go.")
@_rules
@json_option
@data_option
def edit(data: Path, provider_id: str | None, *, as_json: bool, **values: Any) -> None:
    """Change a host; the rest stays as it is.

    Without an ID it is the only host. What is booked stays booked.

    \b
    Examples:
      convoke provider edit --hours "mon-fri 10:00-16:00" --notice 120
      convoke provider edit 1b4e28ba-2fa1-4d2e-883f-0016d3cca427 --timezone Europe/Paris --daily-limit 5
    """
    changes = given(values)
    with open_calendar(data) as calendar:
        host = calendar.host(provider_id, "its ID")
        edited = calendar.booking.edit_provider(host.id, **_fields(changes))
    if as_json:
        print_json(_object(edited))
        return
    print_facts(_facts(edited))


def _tell_what_next(made: "Provider", oldest: "Provider", data: Path) -> None:
    options = "" if data == DATA else f" --data {shlex.quote(str(data))}"
    if made.id != oldest.id:
        options = f" --provider {made.id}{options}"
        click.echo(
            f"\nPeople who chat book {oldest.name}, the oldest host, unless another is named: in settings like\n"
            f"MESSENGER_PROVIDER, or with `convoke chat --provider {made.id}`."
        )
    click.echo(f'\nNext, say what can be booked:\n  convoke type add --name "30-minute meeting" --minutes 30{options}')


def _fields(values: dict[str, Any]) -> dict[str, Any]:
    """The options as the fields of `NewProvider`. Raises InvalidInput."""
    from booking.hours import parse

    limits = {name: values[name] or None for name in ("daily_limit", "weekly_limit") if name in values}
    hours = {"hours": parse(values["hours"])} if "hours" in values else {}
    return values | limits | hours


def _object(host: "Provider") -> dict[str, Any]:
    from dataclasses import asdict

    from booking import hours

    return asdict(host) | {"hours": hours.format(host.hours)}


def _facts(host: "Provider") -> dict[str, str]:
    from booking import hours

    limits = ((host.daily_limit, "a day"), (host.weekly_limit, "a week"))
    return {
        "Id": host.id,
        "Name": host.name,
        "E-mail": host.email,
        "Time zone": host.timezone,
        "Hours": hours.format(host.hours),
        "Step": f"{host.step} min",
        "Notice": f"{host.notice} min",
        "Horizon": f"{host.horizon} {host.horizon_days} days",
        "Limits": ", ".join(f"{limit} {period}" for limit, period in limits if limit),
        "Invites": "each by a mail of their own" if host.dispatch == "each" else "all by one mail",
    }
