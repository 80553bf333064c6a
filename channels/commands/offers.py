"""`convoke type`: the appointment types, what can be booked with a host."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from channels.commands.common import data_option, given, json_option, open_calendar, provider_option
from channels.commands.show import print_facts, print_json, print_table

if TYPE_CHECKING:
    from booking.model import AppointmentType


@click.group("type")
def type_() -> None:
    """The appointment types: what can be booked with a host."""


def _properties(command: Callable[..., None]) -> Callable[..., None]:
    """The options that `add` and `edit` have in common."""
    for option in reversed(
        (
            click.option(
                "--capacity", type=int, metavar="N", help="The most attendees, the host not counted.  [new: 1]"
            ),
            click.option("--buffer-before", type=int, metavar="MINUTES", help="Kept free before.  [new: 0]"),
            click.option("--buffer-after", type=int, metavar="MINUTES", help="Kept free after.  [new: 0]"),
            click.option("--contact-types", metavar="LIST", help='Ways of meeting to choose from, like "phone,video".'),
            click.option("--location", metavar="TEXT", help="The place."),
            click.option("--video-url", metavar="URL", help="The link of its meetings."),
            click.option(
                "--shared/--no-shared",
                default=None,
                help="Whether people who book the same start share one appointment.  [new: --no-shared]",
            ),
            click.option(
                "--reminders",
                metavar="TIMES",
                help='How long before the start people are reminded; "" for not at all.  [new: 1d,1h]',
            ),
        )
    ):
        command = option(command)
    return command


@type_.command()
@provider_option
@click.option("--name", required=True, help="What it is called.")
@click.option("--minutes", required=True, type=int, help="How long it takes.")
@_properties
@json_option
@data_option
def add(data: Path, provider: str | None, *, as_json: bool, **values: Any) -> None:
    """Make something that can be booked with a host.

    \b
    Examples:
      convoke type add --name "30-minute meeting" --minutes 30
      convoke type add --name "First visit" --minutes 60 --buffer-after 15 --location "12 Main Street"
      convoke type add --name "Yoga class" --minutes 90 --capacity 12 --shared --contact-types "studio,video"
    """
    from booking.hosts import NewType

    with open_calendar(data) as calendar:
        host = calendar.host(provider)
        made = calendar.booking.add_type(host.id, NewType(**_fields(given(values))))
    _answer(made, as_json=as_json)


@type_.command("list")
@provider_option
@json_option
@data_option
def list_(data: Path, provider: str | None, *, as_json: bool) -> None:
    """Show what can be booked with a host, in the order it was made.

    \b
    Examples:
      convoke type list
      convoke type list --provider 1b4e28ba-2fa1-4d2e-883f-0016d3cca427 --json
    """
    with open_calendar(data) as calendar:
        host = calendar.host(provider)
        found = calendar.booking.types(host.id)
    if as_json:
        print_json([_object(each) for each in found])
        return
    print_table([_facts(each) for each in found], "Nothing can be booked yet: make a type with `convoke type add`.")


@type_.command()
@click.argument("type_id", metavar="ID")
@click.option("--name", help="What it is called.")
@click.option("--minutes", type=int, help="How long it takes.")
@_properties
@json_option
@data_option
def edit(data: Path, type_id: str, *, as_json: bool, **values: Any) -> None:
    """Change a type; the rest stays as it is.

    What is booked keeps its length; it is reminded of as the type says now.

    \b
    Examples:
      convoke type edit 9f0c2b1e-6d3a-4c58-9b57-0d6c8f3e1a22 --minutes 45 --reminders "2d,90m"
      convoke type edit 9f0c2b1e-6d3a-4c58-9b57-0d6c8f3e1a22 --location "" --video-url https://meet.example.org/ada
    """
    changes = given(values)
    with open_calendar(data) as calendar:
        edited = calendar.booking.edit_type(type_id, **_fields(changes))
    _answer(edited, as_json=as_json)


def _fields(values: dict[str, Any]) -> dict[str, Any]:
    """The options as the fields of `NewType`. Raises InvalidInput."""
    from booking import lead_times

    readers = {"contact_types": lambda text: tuple(text.split(",")), "reminders": lead_times.parse}
    return values | {name: read(values[name]) for name, read in readers.items() if name in values}


def _answer(found: "AppointmentType", *, as_json: bool) -> None:
    if as_json:
        print_json(_object(found))
        return
    print_facts(_facts(found))


def _object(found: "AppointmentType") -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(found)


def _facts(found: "AppointmentType") -> dict[str, str]:
    from booking import lead_times

    buffers = ((found.buffer_before, "before"), (found.buffer_after, "after"))
    return {
        "Id": found.id,
        "Name": found.name,
        "Length": f"{found.minutes} min",
        "Attendees": f"{found.capacity}{', shared' if found.shared else ''}",
        "Kept free": ", ".join(f"{minutes} min {when}" for minutes, when in buffers if minutes),
        "Contact types": ", ".join(found.contact_types),
        "Place": found.location,
        "Video link": found.video_url,
        "Reminders": lead_times.write(found.reminders),
    }
