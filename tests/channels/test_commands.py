"""The commands about hosts, types, keys, days off and people: each over a real database."""

import json
import logging
import os
import pty
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
import pytest
import structlog
from click.testing import CliRunner, Result

from booking import keys
from booking.hosts import NewProvider
from booking.model import BookingRequest, Invitee
from booking.services import BookingService
from booking.storage import open_engine
from channels.cli import cli
from channels.commands import hosts, show
from tests.fixtures.processes import CONVOKE, Server, convoke, environment

HOST = ("provider", "add", "--name", "Ada King", "--email", "Ada@Example.org", "--timezone", "Europe/Berlin")
TYPE = ("type", "add", "--name", "Yoga", "--minutes", "90")
Run = Callable[..., Result]
Ask = Callable[..., Any]


@pytest.fixture
def folder(sqlite_template: Path, tmp_path: Path) -> Path:
    """A data folder whose database is up to date."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    shutil.copyfile(sqlite_template, data / "convoke.db")
    return data


@pytest.fixture
def run(folder: Path) -> Iterator[Run]:
    """Runs a command in this process, on `folder`; what it does to logging is undone at the end."""
    handlers, level = logging.root.handlers, logging.root.level
    yield lambda *arguments: CliRunner().invoke(cli, [*arguments, "--data", str(folder)])
    structlog.reset_defaults()
    logging.captureWarnings(capture=False)
    logging.root.handlers, logging.root.level = handlers, level


@pytest.fixture
def ask(run: Run) -> Ask:
    """Runs a command that has to succeed, with --json; gives what it printed."""

    def asked(*arguments: str) -> Any:
        result = run(*arguments, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    return asked


def leaves(group: click.Group, *names: str) -> Iterator[tuple[str, ...]]:
    """The commands of a group, those of its groups among them, by their words."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, *names, name)
        else:
            yield (*names, name)


@pytest.mark.parametrize("words", list(leaves(cli)), ids=" ".join)
def test_every_command_teaches_by_example(words: tuple[str, ...]) -> None:
    """Its help has an example of itself, and the folder as an option where it needs one."""
    told = CliRunner().invoke(cli, [*words, "--help"]).stdout

    assert f"convoke {' '.join(words)}" in told.partition("Example")[2]
    assert ("--data DIR" in told) is (words[0] not in ("understand", "test"))


def test_a_new_host_gets_a_key_that_opens_their_api(ask: Ask, folder: Path) -> None:
    """What was given is kept, the rest has its usual values, and the key is the host's."""
    made = ask(*HOST, "--hours", "mon-fri 09:00-12:00,13:00-17:00")
    key = made.pop("api_key")

    assert made["id"] == made.pop("provider_id")
    assert ask("provider", "list") == [made]
    usual = {each.name: each.default for each in fields(NewProvider) if each.name in made and each.name not in GIVEN}
    assert made == usual | GIVEN | {"id": made["id"]}
    engine = open_engine(f"sqlite:///{folder / 'convoke.db'}")
    assert keys.provider_of_key(engine, key) == made["id"]
    engine.dispose()


GIVEN = {
    "name": "Ada King", "email": "ada@example.org", "timezone": "Europe/Berlin",
    "hours": "mon-fri 09:00-12:00,13:00-17:00",
}  # fmt: skip


def test_the_help_tells_the_usual_values() -> None:
    """What stands in the help as a new host's is what a new host gets."""
    told = {each.name: each.help for each in hosts.provider.commands["add"].params if isinstance(each, click.Option)}
    usual = {each.name: each.default for each in fields(NewProvider)}

    for name in ("step", "notice", "horizon", "horizon_days"):
        assert str(told[name]).endswith(f"[new: {usual[name]}]")


def test_a_host_without_hours_works_from_nine_to_five(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name and an address are enough: the zone is this machine's."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    made = ask("provider", "add", "--name", "Ada", "--email", "ada@example.org")

    assert (made["hours"], made["timezone"]) == ("mon-fri 09:00-17:00", "Asia/Tokyo")


def test_what_to_do_next_is_told(run: Run) -> None:
    """After the first host: the command that makes a type. After the second: whom people who chat then book."""
    first, second = run(*HOST).stdout, run(*HOST[:3], "Bob", "--email", "bob@example.org").stdout

    assert "convoke type add --name" in first
    assert "(shown only now)" in first
    assert "--provider" not in first
    assert re.search(r"type add .* --provider [0-9a-f-]{36} --data", second)
    assert "Ada King, the oldest host" in second


def test_a_host_is_changed_where_it_was_asked(ask: Ask) -> None:
    """What is not named stays; a limit of 0 is none."""
    made = ask(*HOST)
    limited = ask("provider", "edit", "--daily-limit", "5", "--horizon-days", "business", "--notice", "0")
    free = ask("provider", "edit", made["id"], "--daily-limit", "0", "--hours", "sun 22:00-02:00")

    assert (limited["daily_limit"], limited["horizon_days"], limited["notice"]) == (5, "business", 0)
    assert free == limited | {"daily_limit": None, "hours": "sun 22:00-02:00"}


def test_types_of_the_only_host(ask: Ask) -> None:
    """They are made, listed in the order they were made, and changed where it was asked."""
    host = ask(*HOST)
    first = ask(*TYPE, "--capacity", "12", "--shared", "--contact-types", "studio, video", "--buffer-after", "15")
    second = ask("type", "add", "--name", "Call", "--minutes", "15", "--video-url", "https://meet.example.org/ada")

    assert first == {
        "id": first["id"], "provider_id": host["id"], "name": "Yoga", "minutes": 90, "capacity": 12, "shared": True,
        "buffer_before": 0, "buffer_after": 15, "contact_types": ["studio", "video"], "location": "", "video_url": "",
        "reminders": [1440, 60],
    }  # fmt: skip
    assert ask("type", "list") == [first, second]
    edited = ask("type", "edit", first["id"], "--no-shared", "--contact-types", "", "--location", "Room 1")
    assert edited == first | {"shared": False, "contact_types": [], "location": "Room 1"}
    edited = ask("type", "edit", first["id"], "--reminders", "90m, 2d,2D")
    assert edited["reminders"] == [2880, 90]
    assert ask("type", "edit", first["id"], "--reminders", "")["reminders"] == []


def test_several_hosts_have_to_be_told_apart(run: Run, ask: Ask) -> None:
    """Without --provider nobody is picked by chance; with it, the one that was named."""
    ada, bob = ask(*HOST), ask(*HOST[:3], "Bob", "--email", "bob@example.org")
    refused = run(*TYPE)

    assert refused.exit_code == 2
    assert refused.stderr == (
        "convoke: There are 2 hosts: say which with --provider ID; `convoke provider list` shows them.\n"
    )
    assert "say which with its ID" in run("provider", "edit", "--step", "15").stderr
    made = ask(*TYPE, "--provider", bob["id"])
    assert ask("type", "list", "--provider", bob["id"]) == [made]
    assert ask("type", "list", "--provider", ada["id"]) == []


def test_keys_come_and_go(ask: Ask, folder: Path) -> None:
    """A key is shown once; the list tells what it begins with; revoked, it opens nothing."""
    host = ask(*HOST)
    made = ask("key", "add", "--name", "widget")
    secret = made.pop("api_key")

    assert made in ask("key", "list")
    assert (made["provider_id"], made["name"], made["revoked_at"]) == (host["id"], "widget", None)
    assert secret.startswith(made["prefix"])
    engine = open_engine(f"sqlite:///{folder / 'convoke.db'}")
    assert keys.provider_of_key(engine, secret) == host["id"]
    assert ask("key", "revoke", made["id"])["revoked_at"]
    assert keys.provider_of_key(engine, secret) is None
    assert keys.provider_of_key(engine, host["api_key"]) == host["id"]
    engine.dispose()


def test_feeds_come_and_go(ask: Ask, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address is shown once, for browsers and for calendar programs; the list tells what a feed shows."""
    monkeypatch.setenv("PUBLIC_URL", "https://bot.example.org")
    host = ask(*HOST)
    made = ask("feed", "add")
    url, webcal = made.pop("url"), made.pop("webcal")
    busy = ask("feed", "add", "--busy-only", "--provider", host["id"])

    assert re.fullmatch(r"https://bot\.example\.org/feeds/[a-z2-7]{26}\.ics", url)
    assert webcal == url.replace("https://", "webcal://")
    assert (made["provider_id"], made["shows"], busy["shows"]) == (host["id"], "details", "busy")
    listed = run("feed", "list").stdout
    assert "busy time only" in listed
    assert url[-30:-4] not in listed
    assert [each["revoked_at"] for each in ask("feed", "list")] == [None, None]
    assert ask("feed", "revoke", made["id"])["revoked_at"]
    assert [bool(each["revoked_at"]) for each in ask("feed", "list")] == [True, False]
    assert (
        run("feed", "revoke", "nothing").stderr
        == "convoke: There is no such feed. `convoke feed list` shows them all.\n"
    )


def test_other_hours_on_single_days(ask: Ask, run: Run) -> None:
    """A day gets hours of its own or none, and its usual ones back."""
    ask(*HOST)
    half = ask("override", "set", "2026-12-24", "09:00-12:00")
    free = ask("override", "set", "2026-12-25", "off")

    assert (half["day"], half["hours"], free["hours"]) == ("2026-12-24", "09:00-12:00", "")
    assert ask("override", "list") == [half, free]
    assert "2026-12-25 Fri  off" in run("override", "list").stdout
    ask("override", "clear", "2026-12-24")
    assert ask("override", "list") == [free]


def test_time_off_takes_whole_days(ask: Ask, run: Run) -> None:
    """The last day is part of it; times are the host's unless they say otherwise."""
    ask(*HOST)
    weeks = ask("time-off", "add", "2026-12-24", "2027-01-02", "--note", "winter")
    hours = ask("time-off", "add", "2026-11-30 14:00", "2026-11-30T15:30:00+00:00")

    assert (weeks["start"], weeks["end"]) == ("2026-12-24T00:00:00+01:00", "2027-01-03T00:00:00+01:00")
    assert (hours["start"], hours["end"]) == ("2026-11-30T14:00:00+01:00", "2026-11-30T16:30:00+01:00")
    assert ask("time-off", "list") == [hours, weeks]
    assert run("time-off", "remove", weeks["id"]).exit_code == 0
    assert ask("time-off", "list") == [hours]


def book(folder: Path, email: str) -> str:
    """Have an address invited to a meeting; the meeting's id."""
    engine = open_engine(f"sqlite:///{folder / 'convoke.db'}")
    service = BookingService(
        engine, clock=lambda: datetime.now(UTC), mail_from="b@ours.example", announce=lambda _: None
    )
    host = service.provider(None)
    day = datetime.now(UTC).date() + timedelta(days=1)
    slot = service.slots(host, service.types(host.id)[0], day, day + timedelta(days=4), "UTC")[0]
    request = BookingRequest(host.id, service.types(host.id)[0].id, slot.start, (Invitee(email),), "UTC", email)
    made = service.book(request)
    engine.dispose()
    return made.id


def test_what_is_held_about_somebody_is_shown_and_forgotten(ask: Ask, run: Run, folder: Path) -> None:
    """An export holds their meeting; erased, nothing is left of them, and the history says that the operator did it."""
    ask(*HOST)
    ask(*TYPE)
    meeting = book(folder, "karen@dev.to")
    held = ask("export", "Karen@dev.to")

    assert [each["id"] for each in held["appointments"]] == [meeting]
    assert json.loads(run("export", "karen@dev.to").stdout) == held
    assert ask("erase", "karen@dev.to", "--yes")["erased"]["appointments"] == 1
    left = ask("export", "karen@dev.to")
    assert not any(rows for kind, rows in left.items() if kind != "email")
    engine = open_engine(f"sqlite:///{folder / 'convoke.db'}")
    with engine.connect() as connection:
        last = connection.exec_driver_sql("SELECT actor, channel, action FROM events ORDER BY id DESC").first()
    engine.dispose()
    assert last == ("operator", "cli", "erased")


def test_written_mails_are_not_forgotten_quietly(ask: Ask, run: Run, folder: Path) -> None:
    """Where mails lie in the folder, whoever erases somebody hears of them."""
    ask(*HOST)
    quiet = run("erase", "karen@dev.to", "--yes").stdout
    (folder / "mail").mkdir()
    (folder / "mail" / "one.eml").touch()

    assert quiet == "Nothing was held about that address.\n"
    assert str(folder / "mail") in run("erase", "karen@dev.to", "--yes").stdout


@pytest.mark.parametrize(("answer", "status", "left"), [("y", 0, 0), ("n", 1, 1)])
def test_erasing_asks_first(ask: Ask, folder: Path, answer: str, status: int, left: int) -> None:
    """At a terminal it is done after a yes, and only then."""
    ask(*HOST)
    ask(*TYPE)
    book(folder, "karen@dev.to")
    parent, child = pty.openpty()
    os.write(parent, f"{answer}\n".encode())
    result = subprocess.run(
        [*CONVOKE, "erase", "karen@dev.to", "--data", str(folder)], env=environment(), stdin=child, text=True,
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    os.close(parent)
    os.close(child)

    assert result.returncode == status
    assert "Forget karen@dev.to for good? 1 appointment stands without their name." in result.stderr
    assert len(ask("export", "karen@dev.to")["appointments"]) == left


MISTAKES = [
    (("provider", "add", "--name", "Bob", "--email", "nowhere"), 2, "not an e-mail address"),
    ((*HOST, "--hours", "mon-fri 9-17"), 2, "no range of hours"),
    ((*HOST[:-1], "Berlin"), 2, "no time zone"),
    ((*HOST, "--step", "0"), 2, "step between starts"),
    ((*HOST, "--weekly-limit", "-1"), 2, "limit a week"),
    (("provider", "edit"), 2, "Nothing is to be changed"),
    (("provider", "edit", "nobody", "--step", "15"), 1, "no such host. `convoke provider list`"),
    ((*TYPE, "--capacity", "99999999999999999999"), 2, "capacity"),
    ((*TYPE, "--video-url", "meet"), 2, "video link"),
    ((*TYPE, "--provider", "nobody"), 1, "no such host. `convoke provider list`"),
    (("type", "edit", "nothing", "--minutes", "5"), 1, "no such appointment type. `convoke type list`"),
    (("key", "revoke", "nothing"), 1, "no such key. `convoke key list`"),
    (("override", "set", "tomorrow", "off"), 2, "not a date"),
    (("override", "set", "2026-12-24", "9-12"), 2, "no range of hours"),
    (("time-off", "add", "2026-12-24", "2026-12-23"), 2, "ends after it begins"),
    (("time-off", "add", "0001-01-01", "9999-12-31"), 2, "year must be between"),
    (("time-off", "remove", "nothing"), 1, "no such time off"),
    (("export", "karen"), 2, "not an e-mail address"),
    (("erase", "ada@example.org", "--yes"), 2, "address of a host"),
    (("erase", "karen@dev.to"), 2, "confirm with --yes"),
]


def test_mistakes_are_one_sentence_and_change_nothing(run: Run, ask: Ask, folder: Path) -> None:
    """What cannot be is refused in words, with a status of its own, and nothing is kept of it."""
    ask(*HOST)
    ask(*TYPE)
    before = [ask(kind, "list") for kind in ("provider", "type", "key", "override", "time-off")]

    for arguments, status, words in MISTAKES:
        result = run(*arguments)
        assert result.exit_code == status, (arguments, result.output)
        assert words in result.stderr, arguments
        assert result.stderr.count("\n") == 1
        assert result.stdout == ""
    assert [ask(kind, "list") for kind in ("provider", "type", "key", "override", "time-off")] == before


def test_nothing_yet_is_told(run: Run, ask: Ask) -> None:
    """An empty list says what to do; what needs a host says how to make one."""
    assert "convoke provider add" in run("provider", "list").stdout
    assert ask("provider", "list") == []
    assert run(*TYPE).stderr == "convoke: There is no host yet: make one with `convoke provider add`.\n"
    assert run(*TYPE).exit_code == 1
    ask(*HOST)
    assert "convoke type add" in run("type", "list").stdout


def test_columns_line_up(run: Run, ask: Ask) -> None:
    """Also with letters as wide as two; a column that nobody fills is left out, a long text cut."""
    ask(*HOST)
    for name in ("瑜伽课", "Cafe\u0301 talk", "x" * 150):
        ask("type", "add", "--name", name, "--minutes", "30")
    lines = run("type", "list").stdout.splitlines()

    assert lines[0].split() == ["ID", "NAME", "LENGTH", "ATTENDEES", "REMINDERS"]
    assert lines[0].index("LENGTH") == 36 + 2 + 60 + 2
    assert "瑜伽课" + " " * (60 - 6 + 2) + "30 min" in lines[1]
    assert "Cafe\u0301 talk" + " " * (60 - 9 + 2) + "30 min" in lines[2]
    assert "x" * 59 + "…  30 min" in lines[3]


def test_a_narrow_terminal_gets_one_below_the_other(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table that would wrap is not printed as one; a pipe always gets the table."""
    rows = [{"Id": "1", "Name": "Ada", "Note": ""}, {"Id": "2", "Name": "Bob", "Note": "away"}]
    monkeypatch.setenv("COLUMNS", "10")
    show.print_table(rows, "")
    piped = capsys.readouterr().out
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    show.print_table(rows, "")

    assert piped == "ID  NAME  NOTE\n1   Ada\n2   Bob   away\n"
    assert capsys.readouterr().out == "Id    1\nName  Ada\n\nId    2\nName  Bob\nNote  away\n\n"


def test_a_fresh_folder_needs_nothing_first(tmp_path: Path) -> None:
    """The first command makes the database and starts no Redis."""
    result = convoke(tmp_path, *HOST, "--json", "--data", "new")

    assert result.returncode == 0, result.stderr
    assert set(json.loads(result.stdout)) >= {"id", "provider_id", "api_key"}
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["convoke.db", "secret.key"]


def test_a_server_that_runs_sees_the_change(server: Server) -> None:
    """What is made beside a running server can be booked there."""
    server.start()
    made = convoke(server.data.parent, *TYPE, "--json", "--data", str(server.data))

    assert made.returncode == 0, made.stderr
    assert "Yoga" in json.dumps(server.chat("book")["replies"])


def test_on_postgresql(postgresql_template: str, postgresql_server: Callable[[str], str], run: Run, ask: Ask,
                       monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:  # fmt: skip
    """DATABASE_URL says which database; the folder's own is left alone."""
    monkeypatch.setenv("DATABASE_URL", postgresql_server(postgresql_template))
    host = ask(*HOST)
    made = ask(*TYPE, "--shared")
    ask("time-off", "add", "2026-12-24", "2027-01-02")
    ask("override", "set", "2026-12-24", "off")
    edited = ask("type", "edit", made["id"], "--no-shared")

    assert ask("type", "list", "--provider", host["id"]) == [edited]
    assert len(ask("key", "list")) == 1
    assert len(ask("time-off", "list")) == len(ask("override", "list")) == 1
    assert ask("erase", "karen@dev.to", "--yes")["erased"]["appointments"] == 0
    monkeypatch.delenv("DATABASE_URL")
    assert ask("provider", "list") == []
