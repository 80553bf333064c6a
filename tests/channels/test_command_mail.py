"""`convoke mail`: what has not gone out is shown, tried again and dropped."""

import json
import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from click.testing import CliRunner, Result

from booking import outbox
from booking.storage import open_engine
from channels.cli import cli
from tests.booking.office import Calendar

Run = Callable[..., Result]


@pytest.fixture
def run(sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Runs `convoke mail` over a calendar in which one mail waits and one was given up."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(sqlite_template, tmp_path / "convoke.db")
    engine = open_engine(f"sqlite:///{tmp_path / 'convoke.db'}")
    calendar = Calendar(engine)
    calendar.book("2026-11-24T10:00")
    assert outbox.claim(engine, 1, calendar.clock.now)
    outbox.failed(engine, 1, 1, calendar.clock.now, "The mail server answered 550 5.1.1 to the recipient.")
    engine.dispose()

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(cli, ["mail", *arguments, "--data", str(tmp_path)])

    handlers, level = logging.root.handlers, logging.root.level
    yield invoke
    structlog.reset_defaults()
    logging.captureWarnings(capture=False)
    logging.root.handlers, logging.root.level = handlers, level


def test_what_has_not_gone_is_shown(run: Run) -> None:
    """A line each, or JSON."""
    shown = run("list").stdout
    (dead,) = json.loads(run("list", "--dead", "--json").stdout)

    assert [line.split()[:2] for line in shown.splitlines()[1:]] == [
        ["1", "ana@guests.example"], ["2", "hana@host.example"],
    ]  # fmt: skip
    assert "given up" in shown
    assert (dead["id"], dead["status"], dead["attempts"], dead["about"]) == (1, "dead", 1, "REQUEST")
    assert "550 5.1.1" in dead["error"]


def test_what_was_given_up_is_tried_again_and_dropped(run: Run) -> None:
    """By its id, or all at once; then there is nothing of that kind."""
    assert json.loads(run("retry", "1", "--json").stdout) == {"retried": 1, "dropped": 0}
    assert json.loads(run("retry", "--all-dead", "--json").stdout) == {"retried": 0, "dropped": 0}
    assert run("list", "--dead").stdout == "Nothing was given up.\n"
    assert run("drop", "1").exit_code == run("drop", "2").exit_code == 0
    assert run("list").stdout == "Nothing waits.\n"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("retry",), 2, "--all-dead"),
        (("retry", "1", "--all-dead"), 2, "by its ID"),
        (("retry", "2"), 2, "not given up"),
        (("retry", "99"), 1, "no such mail"),
        (("drop", "99"), 1, "no such mail"),
        (("drop", "x"), 2, "not a valid integer"),
        (("drop", "99999999999999999999"), 2, "range"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, arguments: tuple[str, ...], status: int, said: str) -> None:
    """In a sentence, and nothing changes."""
    result = run(*arguments)

    assert (result.exit_code, said in result.output) == (status, True), result.output
    assert len(json.loads(run("list", "--json").stdout)) == 2
