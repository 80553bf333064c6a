"""E-mail addresses and names as people give them, made fit for storing, comparing and sending."""

import re
from functools import lru_cache

from booking.errors import InvalidInput
from booking.translations import marked

MAX_ADDRESS = 254
"""Octets in an address that a mail server must take (RFC 5321 section 4.5.3.1.3, less the angle brackets)."""
MAX_NAME = 100
MAX_LINE = 500

_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# Lone surrogates cannot be encoded; direction overrides make a text read as something else (Unicode TR 36 section 3.2).
_UNSEEN = re.compile(r"[\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_LINK = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]*://|\bwww\.)\S+"
    r"|(?<![\w@.-])(?:[\w-]+\.)+(?:com|net|org|info|biz|io|co|me|ru|cn|xyz|top|site|online|shop|link|click|app|dev)\b(?:[/?#]\S*)?",
    re.IGNORECASE,
)
_REPEATED = re.compile(r"([!?])[!?]+")
_QUIET = 8
"""Letters that a title may have and be all capitals, such as "Q3 OKR KPI"."""
_UNQUOTABLE = re.compile(r'["^\\]')


def normalise(email: str) -> str:
    """The address in the one form in which it is stored, compared and written to: ASCII and lower case.

    An international domain becomes punycode. Whether the domain exists is not asked.

    Raises:
        InvalidInput: no ordinary mail can reach it; the message says why in a sentence fit for a chat.
    """
    email = email.strip()
    if not email:
        raise InvalidInput(marked("An e-mail address is missing."))
    if len(email) > MAX_ADDRESS:
        raise InvalidInput(marked("“{text}…” is too long for an e-mail address."), text=clean_line(email, 40))
    return _normalise(email)


@lru_cache(maxsize=4096)
def _normalise(email: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    shown = clean_line(email)
    try:
        found = validate_email(email, check_deliverability=False, strict=True)
    except EmailNotValidError:
        if email.count("@") > 1:
            raise InvalidInput(
                marked("“{text}” is not one e-mail address; please give each by itself."), text=shown
            ) from None
        raise InvalidInput(marked("“{text}” is not an e-mail address that mail can reach."), text=shown) from None
    if found.ascii_email is None:
        raise InvalidInput(
            marked("“{text}” has letters before the @ that not every mail server takes; is there another address?"),
            text=shown,
        )
    return found.ascii_email.lower()


def clean_line(text: str, limit: int = MAX_LINE) -> str:
    """The text as one line of at most `limit` characters: line breaks and other controls become one blank."""
    return _UNSEEN.sub("", _BREAKS.sub(" ", text)).strip()[:limit].rstrip()


def modest(title: str) -> str:
    """The title of somebody we do not know, without links and shouting: it goes into mails to whomever they name."""
    title = _REPEATED.sub(r"\1", clean_line(_LINK.sub("", title)))
    letters = [each for each in title if each.isalpha()]
    loud = len(letters) > _QUIET and sum(map(str.isupper, letters)) * 10 > len(letters) * 7
    return title.capitalize() if loud else title


def clean_name(name: str) -> str:
    """The name as one line of at most 100 characters, without quotes, carets and backslashes: a quote cannot stand in an
    iCalendar parameter (RFC 5545 section 3.2), and many calendars read the other two wrongly there (RFC 6868)."""
    return clean_line(_UNQUOTABLE.sub("", name), MAX_NAME)
