"""How commands answer: for a person in columns that line up, for a program in JSON."""

import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from unicodedata import combining, east_asian_width

import click

Facts = Mapping[str, str]
"""What is known of one thing, by label; what is empty is not shown."""

GAP = 2
LONGEST = 60
"""Columns that a cell of a table takes at most."""


def print_json(value: object) -> None:
    """One line of JSON."""
    click.echo(json.dumps(value, ensure_ascii=False))


def print_facts(facts: Facts) -> None:
    """One thing: a line for each fact."""
    labels = max(len(label) for label in facts) + GAP
    for label, text in facts.items():
        if text:
            click.echo(f"{label:{labels}}{text}")


def print_table(rows: Sequence[Facts], otherwise: str) -> None:
    """Several things: a line each under the labels, or `otherwise` where there is none.

    On a terminal that is too narrow for that, one below the other.
    """
    if not rows:
        click.echo(otherwise)
        return
    labels = [label for label in rows[0] if any(row[label] for row in rows)]
    lines = [[label.upper() for label in labels], *([_shortened(row[label]) for label in labels] for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    if sys.stdout.isatty() and sum(widths) + GAP * (len(widths) - 1) > shutil.get_terminal_size().columns:
        for row in rows:
            print_facts(row)
            click.echo()
        return
    for line in lines:
        cells = (text + " " * (width - _width(text) + GAP) for text, width in zip(line, widths, strict=True))
        click.echo("".join(cells).rstrip())


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _width(text: str) -> int:
    """Columns of a terminal (Unicode Standard Annex 11): wide letters take two, marks above a letter none."""
    return sum(0 if combining(each) else 2 if east_asian_width(each) in "WF" else 1 for each in text)
