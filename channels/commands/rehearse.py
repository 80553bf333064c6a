"""`convoke test`: conversations written down as scripts, checked against the bot."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from channels.commands.common import Misused

if TYPE_CHECKING:
    from channels.rehearsal import Mismatch


@click.command("test")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def test(files: tuple[Path, ...]) -> None:
    """Play conversations from FILES (or all .txt files of a folder) and say where the bot goes another way.

    Nothing outside is touched: each script has a host, a calendar and a clock of its own. Exits with 1 if any script
    does not go as it is written.

    \b
    A script, line by line:
      > book friday at 3pm with karen@dev.to      what is written
      = 60-minute meeting                         the choice that is pressed
      < Shall I book this?                        words of the answer, in this order; "!" for words not in it
      booked: 2026-05-15 15:00 60 karen@dev.to    what stands in the calendar ("nothing": nothing)
    and, where they matter: host:, type:, now:, as:, zone:, locale:, # for remarks. The README explains them.

    \b
    Example:
      convoke test conversations/*.txt
    """
    from channels.rehearsal import ScriptError, rehearse, stage

    failed = messages = 0
    scripts = [path for file in files for path in ([file] if file.is_file() else sorted(file.glob("**/*.txt")))]
    if not scripts:
        raise Misused("There is no .txt file in that folder.")
    with stage() as there:
        for path in scripts:
            try:
                played = rehearse(there, path.read_text("utf-8"))
            except ScriptError as error:
                raise Misused(f"{path}, {error}") from None
            except UnicodeDecodeError:
                raise Misused(f"{path} is no text in UTF-8.") from None
            messages += played.messages
            if played.mismatch:
                failed += 1
                click.echo(_shown(path, played.mismatch))
    click.echo(f"{len(scripts)} conversations, {messages} messages, {failed or 'none'} went another way.")
    if failed:
        sys.exit(1)


def _shown(path: Path, mismatch: "Mismatch") -> str:
    """Where and how a conversation went another way, as a diff."""
    before = f"  {mismatch.said}" if mismatch.said else ""
    expected = click.style(f"- {mismatch.expected}", fg="red")
    found = [click.style(f"+ {line}", fg="green") for line in mismatch.found.splitlines() if line]
    return "\n".join(filter(None, [f"{path}:{mismatch.line}", before, expected, *found, " "])).rstrip(" ")
