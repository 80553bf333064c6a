"""What a call of the API is made of."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from booking.availability import Span
from booking.model import Actor
from booking.services import BookingService
from channels.api.fields import Wish


@dataclass(frozen=True, slots=True)
class Call:
    """One call under way. `provider_id` is the host whose key it carries, "" where it carries none.

    `key` is fit to be an idempotency key of the booking: unique, or made of the caller's own. `held` gives what of a host's
    time conversations are about to confirm; `seal` encrypts what only the worker is to read again.
    """

    booking: BookingService
    engine: Any
    provider_id: str
    actor: Actor
    key: str
    held: Callable[[str], Sequence[Span]]
    seal: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One call that can be made: `path` with its parameters in braces, below /api/v2/.

    The docstring of `function` describes it, `wish` what it takes, `answer` (a TypedDict, or a list of one) what it gives.
    `refusals` are the statuses with which it may answer besides those that any call may. Where its answer must not be
    `kept`, an `Idempotency-Key` has no effect.
    """

    method: str
    path: str
    function: Callable[[Call, Any], Any]
    wish: type[Wish]
    answer: Any
    tag: str
    private: bool = False
    refusals: tuple[int, ...] = ()
    kept: bool = True

    @property
    def name(self) -> str:
        """The function's name, unique among the calls."""
        return self.function.__name__

    @property
    def texts(self) -> tuple[str, str]:
        """A line that says what it does, and the rest of the description."""
        summary, _, rest = inspect.cleandoc(self.function.__doc__ or "").partition("\n\n")
        return " ".join(summary.split()).rstrip("."), rest

    @property
    def changes(self) -> bool:
        """Whether the call may change something."""
        return self.method != "GET"

    @property
    def in_path(self) -> tuple[str, ...]:
        """The fields of `wish` that stand in the path."""
        return tuple(part[1:-1] for part in self.path.split("/") if part.startswith("{"))
