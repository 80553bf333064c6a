"""`convoke understand`: JSON lines in, JSON lines out."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from channels.cli import cli


def ask(*lines: dict[str, Any] | str) -> list[dict[str, Any]]:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    result = CliRunner().invoke(cli, ["understand"], input=text)
    assert result.exit_code == 0
    return [json.loads(line) for line in result.output.splitlines()]


NOW = {"now": "2026-05-11T09:00:00-04:00", "timezone": "America/New_York", "locale": "en_US"}


def test_an_instant_a_day_a_part_of_a_day_and_nothing() -> None:
    """An instant has its offset, a day is a date, a part of a day its beginning and its end."""
    instant, day, part, nothing = ask(
        NOW | {"text": "book May 18 at 3pm EDT with Karen <karen@dev.to>, bill@acme.io"},
        NOW | {"text": "friday"},
        NOW | {"text": "friday afternoon"},
        NOW | {"text": "thank you"},
    )

    assert (instant["start"], instant["has_time"]) == ("2026-05-18T15:00:00-04:00", True)
    assert (instant["emails"], instant["names"]) == (["karen@dev.to", "bill@acme.io"], {"karen@dev.to": "Karen"})
    assert instant["intent"] == "book"
    assert (day["start"], day["has_time"]) == ("2026-05-15", False)
    assert (part["start"], part["has_time"], part["end"]) == (
        "2026-05-15T12:00:00-04:00",
        True,
        "2026-05-15T17:00:00-04:00",
    )
    assert (nothing["start"], nothing["intent"]) == (None, "thanks")
    assert all(isinstance(answer["us"], int) for answer in (instant, day, part, nothing))


def test_several_days_and_days_that_disagree() -> None:
    """What the conversation offers, or asks about, is told."""
    either, unclear = ask(NOW | {"text": "tue or thu after 3"}, NOW | {"text": "friday may 14"})

    assert either["days"] == ["2026-05-12", "2026-05-14"]
    assert (either["start"], either.get("disagreeing")) == ("2026-05-12T15:00:00-04:00", None)
    assert (unclear["days"], unclear["disagreeing"]) == (["2026-05-14", "2026-05-15"], True)


def test_alternatives_days_not_wanted_and_questions() -> None:
    """They are told as well."""
    either, unwanted, question = ask(
        NOW | {"text": "tuesday at 2pm or thursday at 3pm"},
        NOW | {"text": "next week, but not monday or may 20"},
        NOW | {"text": "how long is the webinar?"},
    )

    assert either["alternatives"] == ["2026-05-12T14:00:00-04:00", "2026-05-14T15:00:00-04:00"]
    assert unwanted["not"] == [0, "2026-05-20"]
    assert (question["intent"], question["about"]) == ("about", "length")


def test_what_cannot_be_and_what_comes_after() -> None:
    """They are told in the words of the text."""
    neither, vain, both = ask(
        NOW | {"text": "feb 30 or monday at 25:00"},
        NOW | {"text": "every monday at my office"},
        NOW | {"text": "cancel it and book another on friday"},
    )

    assert neither["nonexistent"] == ["feb 30", "25:00"]
    assert (vain["repeating"], vain["venue"]) == ("every monday", "at my office")
    assert both["then"] == "and book another on friday"


def test_what_counts_from_a_time_chosen_before_counts_from_now() -> None:
    """There is nothing else that it could count from."""
    assert ask(NOW | {"text": "two hours later"})[0]["start"] == "2026-05-11T11:00:00-04:00"


def test_a_moment_without_an_offset_is_in_the_zone_given() -> None:
    """Only the text has to be there."""
    answer, alone = ask(
        {"text": "tomorrow at 3pm", "now": "2026-05-11T23:30", "timezone": "Asia/Tokyo"}, {"text": "hi"}
    )

    assert answer["start"] == "2026-05-12T15:00:00+09:00"
    assert alone["intent"] == "greeting"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "no JSON"),
        ("[]", "an object"),
        ('{"text": 3}', '"text"'),
        ('{"text": "x", "tz": "UTC"}', '"tz" is not among'),
        ('{"text": "x", "timezone": "Mars"}', "no time zone"),
        ('{"text": "x", "timezone": 3}', "no time zone"),
        ('{"text": "x", "now": "soon"}', "no moment"),
        ('{"text": "x", "locale": 3}', '"locale"'),
    ],
)
def test_a_line_that_cannot_be_read_is_told_and_the_next_one_is_answered(line: str, why: str) -> None:
    """Nobody's file of a million lines ends at its third."""
    refused, answered = ask(line, NOW | {"text": "friday"})

    assert why in refused["error"]
    assert answered["start"] == "2026-05-15"


def test_the_meeting_that_is_spoken_of_and_who_does_not_come_are_told() -> None:
    """The day of a meeting is a day, where no other is said."""
    moved, cancelled, absent = ask(
        NOW | {"text": "move the friday one to 2pm"},
        NOW | {"text": "cancel the meeting on may 18"},
        NOW | {"text": "tom can't make it"},
    )

    assert (moved["of"], moved["start"][11:16]) == ("2026-05-15", "14:00")
    assert (cancelled["of"], cancelled["start"]) == ("2026-05-18", "2026-05-18")
    assert absent["removed"] == ["tom"]


def test_each_line_is_answered_before_the_next_is_asked(tmp_path: Path) -> None:
    """A program can talk to it; and it makes no folder."""
    command = [sys.executable, "-m", "channels.cli", "understand"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path, env=None, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        for _ in range(2):
            process.stdin.write(json.dumps(NOW | {"text": "friday"}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["start"] == "2026-05-15"
        process.stdin.close()
        assert process.wait(10) == 0

    assert list(tmp_path.iterdir()) == []
