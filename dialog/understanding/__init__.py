"""From the text of one message to what was meant: intent, moment, addresses. Pure: no clock, no network, no memory."""

import re
from datetime import datetime

from dialog.understanding.model import Address, Intent, Moment, Reading

__all__ = ["Address", "Intent", "Moment", "Reading", "read"]

_ADDRESS = re.compile(r"[\w.+'-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}", re.IGNORECASE)
_COMMANDS = {
    "opentimes": Intent.SLOTS,
    "start over": Intent.START_OVER,
    "ok": Intent.YES,
    "hi": Intent.GREETING,
    **{intent.value: intent for intent in Intent if intent is not Intent.NONE},
}


def read(text: str, now: datetime, timezone: str = "UTC", locale: str = "en") -> Reading:  # noqa: ARG001
    """Reads `text`, written at `now` (aware) by somebody in `timezone` (IANA) who writes like `locale` ("en_US").

    Never raises, whatever the text; takes time linear in its length, of which only the beginning is read.
    """
    words = text.strip().lower().lstrip("!./")
    found = dict.fromkeys(match.group().lower() for match in _ADDRESS.finditer(words))
    head = words.split(" ", 1)[0]
    return Reading(
        intent=_COMMANDS.get(words, _COMMANDS.get(head, Intent.NONE)),
        emails=tuple(Address(email) for email in found),
        number=int(words) if words.isascii() and words.isdigit() and len(words) < 4 else None,
    )
