"""What the repository says of itself is true."""

import re
from pathlib import Path

import pytest
from pydantic_core import PydanticUndefined

from channels.cli import cli
from channels.registry import CHANNELS
from channels.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def settings_table() -> str:
    """The table of settings as the README has to have it."""
    rows = ["| setting | default | what it is |", "| --- | --- | --- |"]
    for name, field in Settings.model_fields.items():
        default = "" if field.default in (None, PydanticUndefined, {}) else f"`{field.default}`"
        rows.append(f"| `{name.upper()}` | {default} | {field.description} |")
    return "\n".join(rows)


def test_every_setting_is_in_the_readme() -> None:
    """The table is what the settings say of themselves; on failure, the right one is printed."""
    found = re.search(r"<!-- settings -->\n(.*?)\n\n", README, re.DOTALL)

    assert found, "the README has no table of settings"
    assert found[1] == settings_table(), settings_table()


def test_every_command_is_in_the_readme() -> None:
    """A command that nobody can read about does not exist."""
    assert [name for name in cli.commands if f"convoke {name}" not in README] == []


def test_every_channel_is_in_the_readme() -> None:
    """A channel's settings come with the steps to get them."""
    for entry in CHANNELS:
        assert f"/webhooks/{entry.name}" in README
        assert [name for name in (*entry.secrets, *entry.needs) if name.upper() not in README] == []


@pytest.mark.parametrize("path", sorted(p for d in ("booking", "dialog", "channels") for p in (ROOT / d).rglob("*.py")))
def test_every_module_says_what_it_is_for_and_stays_short(path: Path) -> None:
    """A docstring in front, and no file past 400 lines."""
    source = path.read_text("utf-8")

    assert source.startswith('"""')
    assert source.count("\n") <= 400


def test_the_top_level_holds_what_it_should() -> None:
    """A newcomer finds four folders and a few files."""
    shown = {path.name for path in ROOT.iterdir() if not path.name.startswith((".", "convoke-data"))}

    assert {name for name in shown if not name.endswith(".egg-info")} - {"build", "dist"} == {
        "booking", "channels", "dialog", "tests", "pyproject.toml", "Procfile", "README.md", "LICENSE",
    }  # fmt: skip
