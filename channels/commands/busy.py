"""`convoke busy`: other calendars of a host, whose busy time cannot be booked."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from channels.commands.common import (
    Calendar,
    Misused,
    Refused,
    data_option,
    json_option,
    load_settings,
    open_calendar,
    provider_option,
)
from channels.commands.show import print_facts, print_json, print_table

if TYPE_CHECKING:
    from booking.busy.keeping import Found, OtherCalendar
    from channels.calendars.reachable import Place
    from channels.calendars.refreshing import Looking

DAYS = 60
"""How far ahead the busy times are counted that a person is told of."""


@click.group()
def busy() -> None:
    """Other calendars of a host: when they are busy there, nothing is booked here."""


@busy.command()
@click.argument("url")
@click.option("--caldav", is_flag=True, help="The address is a CalDAV server's, not an ICS file's.")
@click.option("--user", metavar="NAME", help="Who signs in there; the password is asked for, or read from a pipe.")
@provider_option
@json_option
@data_option
def add(data: Path, provider: str | None, user: str | None, url: str, *, caldav: bool, as_json: bool) -> None:
    """Look into the calendar at URL now, and from then on again and again.

    Calendar programs call the address "secret address in iCal format" (Google), "ICS link" (Outlook) or "public calendar"
    (iCloud). It is kept encrypted, and of it only the server's name is ever shown.

    \b
    Examples:
      convoke busy add https://calendar.google.com/calendar/ical/…/basic.ics
      convoke busy add webcal://p01-caldav.icloud.com/published/2/… --provider 1b4e28ba-2fa1-4d2e-883f-0016d3cca427
      convoke busy add https://cloud.example.org/remote.php/dav/ --caldav --user ada
    """
    from booking.busy import keeping
    from channels.calendars.reachable import place

    password = _password() if user else ""
    with open_calendar(data) as calendar, _looking(calendar, data) as looking:
        host = calendar.host(provider)
        where = place(url)
        if user:
            where = replace(where, user=user, password=password)
        if caldav:
            where = _only(looking.calendars(where.whole_url))
        kind: keeping.Kind = "caldav" if caldav else "ics"
        found = looking.look(host.id, kind, where)
        if found is None:
            raise Refused(f"{where.host} says that nothing has changed, but nothing is known of it yet.")
        now = calendar.booking.clock()
        made = keeping.add(
            calendar.engine, host.id, kind, where.host, looking.sealed(where), found, now, looking.next_at(now)
        )
        times = _times(found, now)
    if as_json:
        print_json(_object(made) | {"busy_times": times})
        return
    print_facts(_facts(made))
    click.echo(f"Found {_number(made.events, 'event')}, {_number(times, 'busy time')} in the next {DAYS} days.")


@busy.command("list")
@provider_option
@json_option
@data_option
def list_(data: Path, provider: str | None, *, as_json: bool) -> None:
    """Show the other calendars of a host, when they were last read, and what is wrong with them.

    \b
    Examples:
      convoke busy list
      convoke busy list --json
    """
    from booking.busy import keeping

    with open_calendar(data) as calendar, calendar.engine.connect() as connection:
        found = keeping.read_all(connection, calendar.host(provider).id)
    if as_json:
        print_json([_object(each) for each in found])
        return
    print_table([_facts(each) for each in found], "There is no other calendar yet: add one with `convoke busy add`.")
    for each in found:
        if each.problem or each.warning:
            click.echo(f"\n{each.id} ({each.host}): {_state(each)}")


@busy.command()
@click.argument("calendar_id", metavar="[ID]", required=False)
@provider_option
@json_option
@data_option
def refresh(data: Path, provider: str | None, calendar_id: str | None, *, as_json: bool) -> None:
    """Look into one calendar now, or into all of a host. Exits with 1 when one of them cannot be read.

    \b
    Examples:
      convoke busy refresh
      convoke busy refresh 0e1f7a52-93b4-4d0c-8f5a-2f6b7c8d9e10
    """
    from booking.busy import keeping

    with open_calendar(data) as calendar, _looking(calendar, data) as looking:
        with calendar.engine.connect() as connection:
            host = None if calendar_id else calendar.host(provider).id
            wanted = [calendar_id] if calendar_id else [each.id for each in keeping.read_all(connection, host)]
        for each in wanted:
            if claimed := keeping.claim(calendar.engine, each, calendar.booking.clock()):
                looking.refresh(claimed, anew=True)
            else:
                click.echo(f"{each} is being read by a worker just now.", err=True)
        with calendar.engine.connect() as connection:
            found = [each for each in keeping.read_all(connection) if each.id in wanted]
    if as_json:
        print_json([_object(each) for each in found])
    else:
        for shown in found:
            click.echo(f"{shown.id} ({shown.host}): {_state(shown) or _number(shown.events, 'event')}")
    if any(each.problem for each in found):
        sys.exit(1)


@busy.command()
@click.argument("calendar_id", metavar="ID")
@json_option
@data_option
def remove(data: Path, calendar_id: str, *, as_json: bool) -> None:
    """Forget a calendar, its address and its busy times.

    \b
    Example:
      convoke busy remove 0e1f7a52-93b4-4d0c-8f5a-2f6b7c8d9e10
    """
    from booking.busy import keeping

    with open_calendar(data) as calendar:
        gone = keeping.remove(calendar.engine, calendar_id)
    if as_json:
        print_json({"id": gone.id})
        return
    click.echo(f"The calendar on {gone.host} is not looked into any more.")


@contextmanager
def _looking(calendar: Calendar, data: Path) -> "Iterator[Looking]":
    """What looks into calendars; why it cannot is raised as Refused."""
    from booking.busy.lines import Unreadable
    from channels.calendars.reachable import CannotFetch
    from channels.calendars.refreshing import Looking

    try:
        yield Looking(load_settings(data, quiet=True), calendar.engine, calendar.booking.clock)
    except (CannotFetch, Unreadable) as error:
        raise Refused(str(error)) from None


def _password() -> str:
    """What somebody types unseen; the first line of what is piped in, where nobody types."""
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, err=True))
    return sys.stdin.readline().rstrip("\r\n")


def _only(places: "list[Place]") -> "Place":
    if not places:
        raise Refused("There is no calendar at that address, nor one that belongs to whom it is.")
    if len(places) > 1:
        addresses = "\n".join(f"  {each.url}" for each in places)
        raise Misused(f"There are {len(places)} calendars; add each that counts by its own address:\n{addresses}")
    return places[0]


def _times(found: "Found", now: datetime) -> int:
    first, last = now.timestamp(), (now + timedelta(days=DAYS)).timestamp()
    return sum(begin < last and end > first for begin, end in found.busy.spans)


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _state(found: "OtherCalendar") -> str:
    """What is wrong with it, "" when nothing is."""
    if not found.problem:
        return found.warning
    known = f"{found.read_at:%Y-%m-%d %H:%M} UTC" if found.read_at else ""
    return f"{found.problem} What was read on {known} still counts." if known else found.problem


def _object(found: "OtherCalendar") -> dict[str, Any]:
    moments = {name: getattr(found, name) for name in ("created_at", "fetched_at", "read_at", "next_at")}
    plain = ("id", "provider_id", "kind", "host", "events", "failures", "problem", "warning")
    return {name: getattr(found, name) for name in plain} | {
        name: each.isoformat() if each else None for name, each in moments.items()
    }


def _facts(found: "OtherCalendar") -> dict[str, str]:
    state = (
        ("read" if found.read_at else "waiting")
        if not found.problem
        else f"failed {_number(found.failures, 'time')}"
        if found.next_at
        else "gone"
    )
    return {
        "Id": found.id,
        "Server": found.host,
        "Kind": {"ics": "ICS", "caldav": "CalDAV"}[found.kind],
        "Events": str(found.events),
        "Last read": f"{found.read_at:%Y-%m-%d %H:%M} UTC" if found.read_at else "",
        "State": state,
        "Note": found.warning,
    }
