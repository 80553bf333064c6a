"""`convoke override` and `convoke time-off`: where a host's week is not as usual."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from channels.commands.common import Misused, data_option, json_option, open_calendar, provider_option
from channels.commands.show import print_facts, print_json, print_table

if TYPE_CHECKING:
    from booking.model import Override, Provider, TimeOff
    from channels.api.dates import Written

OFF = "off"


@click.group()
def override() -> None:
    """Days with other hours than usual, or none."""


@override.command("set")
@click.argument("day")
@click.argument("hours")
@provider_option
@json_option
@data_option
def set_(data: Path, provider: str | None, day: str, hours: str, *, as_json: bool) -> None:
    """Give one DAY other HOURS, or the word `off`. What is booked then stays booked.

    \b
    Examples:
      convoke override set 2026-12-24 09:00-12:00
      convoke override set 2026-12-31 "09:00-12:00,13:00-15:00"
      convoke override set 2026-12-25 off
    """
    written = _written(day)
    with open_calendar(data) as calendar:
        host = calendar.host(provider)
        found = calendar.booking.set_override(host.id, written.day, "" if hours.strip().lower() == OFF else hours)
    if as_json:
        print_json(_override_object(host, found))
        return
    print_facts(_override_facts(found))


@override.command("list")
@provider_option
@json_option
@data_option
def list_overrides(data: Path, provider: str | None, *, as_json: bool) -> None:
    """Show the days on which a host works other hours.

    \b
    Example:
      convoke override list
    """
    with open_calendar(data) as calendar:
        host = calendar.host(provider)
        found = calendar.booking.overrides(host.id)
    if as_json:
        print_json([_override_object(host, each) for each in found])
        return
    print_table([_override_facts(each) for each in found], "The usual hours hold on every day.")


@override.command()
@click.argument("day")
@provider_option
@json_option
@data_option
def clear(data: Path, provider: str | None, day: str, *, as_json: bool) -> None:
    """Let the usual hours hold again on a DAY.

    \b
    Example:
      convoke override clear 2026-12-24
    """
    written = _written(day)
    with open_calendar(data) as calendar:
        host = calendar.host(provider)
        calendar.booking.clear_override(host.id, written.day)
    if as_json:
        print_json({"provider_id": host.id, "day": written.day.isoformat()})
        return
    click.echo(f"On {written.day} the usual hours hold.")


@click.group("time-off")
def time_off() -> None:
    """When a host is away, for hours or for weeks."""


@time_off.command()
@click.argument("start")
@click.argument("end")
@click.option("--note", default="", help="What for; nobody else sees it.")
@provider_option
@json_option
@data_option
def add(data: Path, provider: str | None, start: str, end: str, note: str, *, as_json: bool) -> None:
    """Let nothing be booked from START to END. What is booked then stays booked.

    A day alone is all of that day, the last one too. Without an offset, times are the host's.

    \b
    Examples:
      convoke time-off add 2026-12-24 2027-01-02 --note "winter holidays"
      convoke time-off add "2026-11-30 14:00" "2026-11-30 16:30"
    """
    begins, ends = _written(start), _written(end)
    with open_calendar(data) as calendar:
        host = calendar.host(provider)
        zone = ZoneInfo(host.timezone)
        made = calendar.booking.add_time_off(host.id, begins.instant(zone), _end(ends, zone), note)
    if as_json:
        print_json(_time_off_object(host, made))
        return
    print_facts(_time_off_facts(host, made))


@time_off.command("list")
@provider_option
@json_option
@data_option
def list_time_off(data: Path, provider: str | None, *, as_json: bool) -> None:
    """Show when a host is away.

    \b
    Example:
      convoke time-off list
    """
    with open_calendar(data) as calendar:
        host = calendar.host(provider)
        found = calendar.booking.time_off(host.id)
    if as_json:
        print_json([_time_off_object(host, each) for each in found])
        return
    print_table([_time_off_facts(host, each) for each in found], "No time off is noted.")


@time_off.command()
@click.argument("time_off_id", metavar="ID")
@json_option
@data_option
def remove(data: Path, time_off_id: str, *, as_json: bool) -> None:
    """Let that time be booked again.

    \b
    Example:
      convoke time-off remove 0e1f7a52-93b4-4d0c-8f5a-2f6b7c8d9e10
    """
    with open_calendar(data) as calendar:
        calendar.booking.remove_time_off(time_off_id)
    if as_json:
        print_json({"id": time_off_id})
        return
    click.echo("That time can be booked again.")


def _written(text: str) -> "Written":
    from channels.api.dates import parse

    try:
        return parse(text)
    except ValueError as error:
        raise Misused(str(error)) from None


def _end(written: "Written", zone: ZoneInfo) -> datetime:
    from dataclasses import replace

    whole = written if written.clock else replace(written, day=written.day + timedelta(days=1))
    return whole.instant(zone)


def _override_object(host: "Provider", found: "Override") -> dict[str, Any]:
    return {"provider_id": host.id, "day": found.day.isoformat(), "hours": found.hours}


def _override_facts(found: "Override") -> dict[str, str]:
    return {"Day": f"{found.day:%Y-%m-%d %a}", "Hours": found.hours or OFF}


def _time_off_object(host: "Provider", found: "TimeOff") -> dict[str, Any]:
    zone = ZoneInfo(host.timezone)
    start, end = (each.astimezone(zone).isoformat() for each in (found.start, found.end))
    return {"id": found.id, "provider_id": host.id, "start": start, "end": end, "note": found.note}


def _time_off_facts(host: "Provider", found: "TimeOff") -> dict[str, str]:
    zone = ZoneInfo(host.timezone)
    start, end = (f"{each.astimezone(zone):%Y-%m-%d %H:%M}" for each in (found.start, found.end))
    return {"Id": found.id, "From": start, "Until": end, "Time zone": host.timezone, "Note": found.note}
