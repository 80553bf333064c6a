"""What a time zone is called where people read it."""

import re

_FIXED = re.compile(r"Etc/GMT([+-])(\d\d?)")
_UTC = frozenset(("UTC", "GMT", "Zulu", "Etc/UTC", "Etc/UCT", "Etc/GMT", "Etc/Greenwich", "Etc/Zulu", "Etc/Universal"))


def zone_name(zone: str) -> str:
    """The IANA name; but "UTC+2" for "Etc/GMT-2", whose sign is turned, as POSIX has it, and for what is UTC, "UTC"."""
    if zone in _UTC:
        return "UTC"
    match = _FIXED.fullmatch(zone)
    if not match:
        return zone
    hours = int(match[2])
    return f"UTC{'-' if match[1] == '+' else '+'}{hours}" if hours else "UTC"


def is_offset(zone: str) -> bool:
    """Whether a zone is called by its distance from UTC alone, which no abbreviation says better."""
    return zone_name(zone) != zone or zone == "UTC"
