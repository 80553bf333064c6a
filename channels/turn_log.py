"""The one log line that closes a turn, and the one that says a turn failed. Neither holds text, addresses or tokens."""

from pathlib import PurePath
from traceback import extract_tb
from typing import Any

from dialog.turn import Turn


def log_turn(log: Any, channel: str, turn: Turn) -> None:
    """Channel, who (a digest), from which state to which, how long (milliseconds)."""
    log.info(
        "turn",
        channel=channel,
        person=turn.key,
        before=turn.before,
        after=turn.after,
        milliseconds=turn.milliseconds,
        repeated=turn.repeated,
        limited=turn.limited,
    )


def log_failure(log: Any, channel: str, error: Exception) -> None:
    """What failed and where; never its message, which may hold a person's text."""
    root = error.__cause__ or error
    place = extract_tb(root.__traceback__)[-1:]
    at = f"{PurePath(place[0].filename).name}:{place[0].lineno}" if place else ""
    log.error("turn_failed", channel=channel, error=type(root).__name__, at=at)
