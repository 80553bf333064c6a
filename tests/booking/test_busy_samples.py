"""Calendars that real programs wrote, with the busy time that two other readers found in them.

The files are not ours to keep here. CONVOKE_CORPORA names the folder that holds `ics/` with them and expectations.json.
"""

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from booking.busy.child import read_apart
from booking.busy.reading import Wish, read

FOLDER = Path(os.environ.get("CONVOKE_CORPORA", "corpora")) / "ics"
EXPECTED = FOLDER / "expectations.json"
pytestmark = pytest.mark.skipif(not EXPECTED.exists(), reason="the samples are not here: see CONVOKE_CORPORA")


def windows() -> Iterator[Any]:
    """Each file and window with what is busy in it."""
    if not EXPECTED.exists():
        return
    for name, each in json.loads(EXPECTED.read_text())["files"].items():
        for number, window in enumerate(each["windows"]):
            yield pytest.param(name, window, id=f"{name.removesuffix('.ics')}-{number}")


def seconds(text: str) -> int:
    """The instant of `2022-07-01T00:00:00Z`."""
    return int(datetime.fromisoformat(text).timestamp())


def wish(window: dict[str, Any]) -> Wish:
    """What the expectation is about."""
    return Wish((seconds(window["start"]), seconds(window["end"])), window["default_tz"])


@pytest.mark.parametrize(("name", "window"), list(windows()))
def test_a_sample_means_what_other_readers_found(name: str, window: dict[str, Any]) -> None:
    """Every interval, to the second, and no other."""
    found = read((FOLDER / name).read_bytes(), wish(window))

    assert list(found.spans) == [(seconds(begin), seconds(end)) for begin, end in window["busy"]]
    assert (found.skipped, found.warnings) == (0, ())


def test_it_is_the_same_in_a_child_process() -> None:
    """The last sample, read as the worker does."""
    name, window = list(windows())[-1].values
    found = read_apart((FOLDER / name).read_bytes(), wish(window))

    assert found == read((FOLDER / name).read_bytes(), wish(window))
    assert found.spans
