"""What was read here and there in a row of tokens."""

from datetime import datetime
from typing import NamedTuple

from dialog.understanding.amounts import Length
from dialog.understanding.clocks import Part, Time
from dialog.understanding.days import Day
from dialog.understanding.shifts import Move

PAUSES = frozenset(",;.?!，；。？！、")
"""What one part of a sentence ends with."""

Value = Day | datetime | Length | Time | Part | Move


class Item(NamedTuple):
    """Something read in the tokens [first, stop). `beside`: only small words part it from the item before; `joined`: a
    word with the tag "or" or "range" does, or nothing ("glued")."""

    value: Value
    first: int
    stop: int
    beside: bool
    joined: str = ""
    bound: int = 0
