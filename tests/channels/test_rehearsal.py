"""Whole conversations as readable scripts: tests/conversations/**/*.txt, played by what `convoke test` runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from channels.cli import cli
from channels.rehearsal import Mismatch, ScriptError, Stage, rehearse, stage

FOLDER = Path(__file__).parent.parent / "conversations"
SCRIPTS = sorted(FOLDER.glob("**/*.txt"))


@pytest.fixture(scope="module")
def there() -> Iterator[Stage]:
    with stage() as made:
        yield made


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(FOLDER).with_suffix("")))
def test_conversation_goes_as_written(there: Stage, path: Path) -> None:
    """The bot answers, and books, as the script says."""
    played = rehearse(there, path.read_text("utf-8"))

    assert played.messages > 0
    assert played.mismatch is None


@pytest.mark.parametrize(
    ("script", "line", "expected"),
    [
        ("> help\n< no such words", 2, "no such words"),
        ("> help\n! book", 2, "book"),
        ("> help\n= No such choice", 2, "No such choice"),
        ("# nobody books\nbooked: 2026-05-18 15:00 60 karen@dev.to", 2, "2026-05-18 15:00 60 karen@dev.to"),
        ("> book friday\n< Which day\n< What kind", 2, "Which day"),
    ],
)
def test_a_wrong_expectation_is_noticed(there: Stage, script: str, line: int, expected: str) -> None:
    """The first line that does not hold is told, with what came instead."""
    mismatch = rehearse(there, script).mismatch

    assert isinstance(mismatch, Mismatch)
    assert (mismatch.line, mismatch.expected) == (line, expected)


def test_words_are_expected_in_their_order(there: Stage) -> None:
    """What stood before the words found last does not count any more."""
    assert rehearse(there, "> help\n< booked\n< undo").mismatch is None
    assert rehearse(there, "> help\n< undo\n< booked – ").mismatch is not None


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("say hello", "line 1: a line cannot begin with “say”"),
        ("now: tomorrow", "line 1"),
        ("zone: Mars/Olympus", "line 1"),
        ("host: America/New_York mon 9-99", "line 1"),
        ("\ntype: Board | long | 3", "line 2"),
    ],
)
def test_a_line_that_cannot_be_played_is_named(there: Stage, script: str, why: str) -> None:
    """A script is mended by its author, so its faults are told as such."""
    with pytest.raises(ScriptError, match=why):
        rehearse(there, script)


def test_scripts_do_not_see_each_other(there: Stage) -> None:
    """Each has a host, a calendar and people of its own."""
    said = "> book friday at 3pm with karen@dev.to\n= 60-minute meeting\n= Book it\n"
    booking = f"{said}booked: 2026-05-15 15:00 60 karen@dev.to"

    assert rehearse(there, booking).mismatch is None
    assert rehearse(there, "booked: nothing\n> my meetings\n< no meetings").mismatch is None
    assert rehearse(there, booking).mismatch is None


def test_several_people_types_and_hosts_can_be_written_down(there: Stage) -> None:
    """What an operator offers, and who writes, is theirs to say."""
    script = """
host: Europe/Berlin mon-fri 08:00-12:00
type: Board | 90 | 12
now: 2026-05-11T07:00+02:00
as: bill
zone: Europe/London
> book tomorrow at 8:30 with karen@dev.to
< Board, 90 minutes
< 8:30 AM – 10:00 AM (Europe/London, BST)
= Book it
as: ann
> my meetings
< no meetings
as: bill
> my meetings
< Board
booked: 2026-05-12 09:30 90 karen@dev.to
"""
    assert rehearse(there, script).mismatch is None


def test_the_command_shows_a_diff_and_fails(tmp_path: Path) -> None:
    """Whoever runs it sees the place, what was said, what was expected and what came."""
    (tmp_path / "good.txt").write_text("> help\n< what you can say")
    (tmp_path / "bad.txt").write_text("> book friday\n< Sorry\n")

    good = CliRunner().invoke(cli, ["test", str(tmp_path / "good.txt")])
    both = CliRunner().invoke(cli, ["test", str(tmp_path)])

    assert (good.exit_code, good.output) == (0, "1 conversations, 1 messages, none went another way.\n")
    assert both.exit_code == 1
    assert f"{tmp_path / 'bad.txt'}:2\n  > book friday\n- Sorry\n+ What kind of meeting shall it be?" in both.output
    assert "2 conversations, 2 messages, 1 went another way." in both.output
