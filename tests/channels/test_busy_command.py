"""`convoke busy`: other calendars added, listed, looked into and taken off; and what the doctor says of them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from channels.cli import cli
from channels.doctor import examine
from tests.channels.test_commands import HOST, Ask, Run, ask, folder, run
from tests.fixtures.calendars import FeedServer, Radicale, ics

__all__ = ["ask", "folder", "run"]  # fixtures

DAILY = "UID:a\r\nDTSTART:20200101T090000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY"


@pytest.fixture(autouse=True)
def own_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' servers may be asked."""
    monkeypatch.setenv("CALENDAR_ALLOW_PRIVATE", "127.0.0.1")


@pytest.fixture(autouse=True)
def host(ask: Ask) -> str:
    """The only host."""
    return str(ask(*HOST)["id"])


def test_what_was_found_is_told_at_once(run: Run, ask: Ask, feeds: FeedServer, host: str) -> None:
    """How many events, and how many busy times in the next weeks; of the address only the server."""
    feeds.pages["/secret.ics"] = (200, {}, ics(DAILY, "UID:b\r\nDTSTART;TZID=Nowhere:20200101T000000\r\nDURATION:PT1H"))
    told = run("busy", "add", feeds.url("/secret.ics"))

    assert told.exit_code == 0
    assert "Found 2 events, 60 busy times in the next 60 days." in told.stdout
    assert "1 event is in a time zone that nobody knows" in told.stdout
    (shown,) = ask("busy", "list")
    assert (shown["host"], shown["kind"], shown["events"], shown["provider_id"]) == ("127.0.0.1", "ics", 2, host)
    assert "secret" not in told.stdout + run("busy", "list").stdout + str(shown)


@pytest.mark.parametrize(
    ("path", "words"),
    [("/nothing", "404"), ("/page", "no calendar"), ("/locked", "check user and password")],
)
def test_what_cannot_be_read_is_not_added(run: Run, ask: Ask, feeds: FeedServer, path: str, words: str) -> None:
    """The reason is a sentence that says how to mend it."""
    feeds.pages |= {"/page": (200, {}, b"<html>"), "/locked": (401, {}, b"")}
    told = run("busy", "add", feeds.url(path))

    assert told.exit_code == 1
    assert words in told.stderr
    assert told.stderr.count("\n") == 1
    assert ask("busy", "list") == []


def test_an_address_that_is_none(run: Run) -> None:
    """Is refused before anything is asked."""
    for url, words in (("feeds.example", "no address"), ("https://10.0.0.1/x", "CALENDAR_ALLOW_PRIVATE")):
        told = run("busy", "add", url)
        assert (told.exit_code, words in told.stderr) == (1, True)


def test_a_calendar_is_looked_into_when_asked(run: Run, ask: Ask, feeds: FeedServer, folder: Path) -> None:
    """All, or one; the status tells whether all went well, and the doctor says so too."""
    feeds.pages["/feed.ics"] = (200, {"ETag": '"1"'}, ics(DAILY))
    added = ask("busy", "add", feeds.url())
    (well,) = [each for each in examine(folder) if each.what == "other calendars"]
    assert (well.well, well.detail) == (True, "1, all could be read")
    feeds.pages["/feed.ics"] = (200, {}, ics())
    assert ask("busy", "refresh", added["id"])[0]["events"] == 0
    assert "if-none-match" not in feeds.asked[-1].headers

    feeds.pages["/feed.ics"] = (200, {}, b"<html>")
    told = run("busy", "refresh")
    assert told.exit_code == 1
    assert "no calendar" in told.stdout
    assert "still counts" in told.stdout
    assert "no calendar" in run("busy", "list").stdout
    (ill,) = [each for each in examine(folder) if each.what == "calendar on 127.0.0.1"]
    assert not ill.well
    assert added["id"] in ill.detail


def test_a_calendar_is_taken_off(run: Run, ask: Ask, feeds: FeedServer) -> None:
    """Once."""
    feeds.pages["/feed.ics"] = (200, {}, ics(DAILY))
    added = ask("busy", "add", feeds.url())

    assert ask("busy", "remove", added["id"]) == {"id": added["id"]}
    assert ask("busy", "list") == []
    for words in (("remove", added["id"]), ("refresh", added["id"])):
        told = run("busy", *words)
        assert (told.exit_code, "no such calendar" in told.stderr) == (1, True)


def test_a_caldav_calendar_is_found_from_where_somebody_signs_in(folder: Path, radicale: Radicale) -> None:
    """The password is read from a pipe without a word; where there are several calendars, their addresses are told."""
    path = radicale.calendar("command")
    radicale.put(path, "daily", DAILY)
    server = f"http://127.0.0.1:{radicale.port}"

    def add(url: str) -> Result:
        arguments = ["busy", "add", url, "--caldav", "--user", "ada", "--json", "--data", str(folder)]
        return CliRunner().invoke(cli, arguments, input="word\n")

    found = json.loads(add(f"{server}{path}").stdout)
    assert (found["kind"], found["busy_times"]) == ("caldav", 60)
    radicale.calendar("another")
    told = add(server)
    assert told.exit_code == 2
    assert f"{server}{path}" in told.stderr
    assert "word" not in told.stderr
