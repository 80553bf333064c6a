"""Calendar mails: what an attendee or the host receives when an appointment is made or cancelled."""

import secrets
from base64 import b32encode

from booking.errors import InvalidInput

TOKEN_BYTES = 10
MAX_LOCAL_PART = 64


def new_token() -> str:
    """An unguessable word of 16 letters and digits (80 bits, base32 in lower case, as some mail programs lower it)."""
    return b32encode(secrets.token_bytes(TOKEN_BYTES)).decode("ascii").lower()


def reply_address(mail_from: str, token: str) -> str:
    """The address that answers to one invitation come back to: `mail_from` with the token as its subaddress (RFC 5233).

    Raises:
        InvalidInput: the local part would pass 64 octets (RFC 5321 section 4.5.3.1.1).
    """
    local, _, domain = mail_from.rpartition("@")
    address = f"{local}+{token}"
    if len(address) > MAX_LOCAL_PART:
        raise InvalidInput(f"“{mail_from}” is too long a sender: “+{token}” no longer fits before its @.")
    return f"{address}@{domain}"
