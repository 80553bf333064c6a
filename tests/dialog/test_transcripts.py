"""Whole conversations as readable scripts: tests/conversations/*.txt.

`zone:` the writer's zone ("unknown": the network does not tell it); `>` what is written; `=` the choice that is pressed;
`<` words that the answer holds, in this order; `!` words that it does not hold; `booked:` start (local to the host),
minutes and addresses of each appointment that stands, and no others ("nothing" for none). `#` is a remark.
"""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy

from booking.tables import appointments
from tests.fixtures.talking import World, Writer

SCRIPTS = sorted((Path(__file__).parent.parent / "conversations").glob("*.txt"))


def standing(world: World) -> list[str]:
    """The confirmed appointments, a line each."""
    with world.engine.connect() as connection:
        rows = connection.execute(
            sqlalchemy.select(appointments.c.id).where(appointments.c.status == "confirmed").order_by("starts_at")
        ).all()
    found = [world.booking.appointment(row[0]) for row in rows]
    zone = ZoneInfo(world.provider.timezone)
    return [
        f"{one.start.astimezone(zone):%Y-%m-%d %H:%M} {one.type.minutes} {' '.join(sorted(a.email for a in one.attendees))}"
        for one in found
    ]


def play(world: World, script: str) -> None:
    """Run a script. Fails where an answer or a booking is not as it says."""
    writer: Writer = world.writer()
    heard, place = "", 0
    for number, line in enumerate(script.splitlines(), 1):
        mark, _, rest = line.partition(" ")
        match mark:
            case "" | "#":
                continue
            case "zone:":
                writer = world.writer(zone=None if rest == "unknown" else rest)
            case "now:":
                world.now = datetime.fromisoformat(rest).astimezone(ZoneInfo("UTC"))
            case ">":
                heard, place = writer.say(rest), 0
            case "=":
                heard, place = writer.press(rest), 0
            case "<":
                shown = f"{heard}\n{' | '.join(writer.choices)}"
                found = shown.find(rest, place)
                assert found >= 0, f"line {number}: “{rest}” is not in:\n{shown}"
                place = found + len(rest)
            case "!":
                assert rest not in heard, f"line {number}: “{rest}” is in:\n{heard}"
            case "booked:":
                wanted = [] if rest == "nothing" else [one.strip() for one in rest.split(";")]
                assert standing(world) == wanted, f"line {number}"
            case _:
                pytest.fail(f"line {number}: no such mark: {mark}")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_conversation_goes_as_written(world: World, path: Path) -> None:
    """The bot answers, and books, as the script says."""
    play(world, path.read_text(encoding="utf-8"))


def test_a_script_with_a_wrong_expectation_fails(world: World) -> None:
    """The runner does notice."""
    with pytest.raises(AssertionError, match="line 2"):
        play(world, "> help\n< no such words")
    with pytest.raises(AssertionError, match="line 1"):
        play(world, "booked: 2026-05-18 15:00 60 karen@dev.to")
