"""What can go wrong in a conversation's turn.

DialogError
├── TurnFailed    the turn could not be completed; nothing was lost, the same message may come again
└── MailboxBusy   another worker is delivering this conversation's replies
"""


class DialogError(Exception):
    """Base of the errors of this package."""


class TurnFailed(DialogError):
    """The turn was not completed and had no effect that a second run would double."""


class MailboxBusy(DialogError):
    """Somebody else delivers this mailbox now."""
