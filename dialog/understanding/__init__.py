"""From the text of one message to what was meant: intent, moment, addresses. Pure: no clock, no network, no memory."""

from dialog.understanding.model import Address, Intent, Moment, Reading
from dialog.understanding.reading import is_common, read
from dialog.understanding.zones import zone_at

__all__ = ["Address", "Intent", "Moment", "Reading", "is_common", "read", "zone_at"]
