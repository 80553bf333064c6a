"""Delivery status notifications (RFC 3464): mail of ours that came back."""

import re
from email.message import Message

from booking.addresses import clean_line
from booking.replies.model import Bounce

MAX_REASON = 200
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")


def read(report: Message) -> Bounce | None:
    """What a multipart/report says of the recipient that it is about; None where it reports no delivery.

    Only what failed for good (Action: failed, status 5.X.X) is final: a delay, or a mailbox that was full for long, may
    end.
    """
    status = next((part for part in report.walk() if part.get_content_type() == "message/delivery-status"), None)
    blocks = status.get_payload() if status is not None else None
    if not isinstance(blocks, list):
        return None
    found = [_of_block(block) for block in blocks if isinstance(block, Message) and block.get("Action")]
    return next((each for each in found if each.final), found[0] if found else None)


def _of_block(block: Message) -> Bounce:
    action = str(block.get("Action", "")).strip().lower()
    status = _STATUS.search(str(block.get("Status", "")))
    code = status[0] if status else ""
    said = clean_line(str(block.get("Diagnostic-Code", "")).partition(";")[2])
    recipient = str(block.get("Original-Recipient") or block.get("Final-Recipient") or "").rpartition(";")[2]
    reason = f"{code} {said.removeprefix(code).strip()}".strip()[:MAX_REASON]
    return Bounce(recipient.strip().lower(), reason, final=action == "failed" and code.startswith("5"))
