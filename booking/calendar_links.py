"""Links that put a meeting into somebody's calendar on the web. None of the services documents them; all have had them for
years."""

from datetime import UTC, datetime
from html import escape
from urllib.parse import quote

from booking.addresses import clean_line

MAX_DETAILS = 700
"""Characters of the details that go along: longer links break in some mail programs."""

_OUTLOOK = {  # the addresses of the older "deeplink" form end in a blank page for many
    "Outlook.com": "https://outlook.live.com/calendar/0/action/compose",
    "Microsoft 365": "https://outlook.office.com/calendar/action/compose",
}


def calendar_links(title: str, start: datetime, end: datetime, place: str, details: str) -> dict[str, str]:
    """The https links that open a new entry with these facts, by the name of the service: "Google", "Outlook.com",
    "Microsoft 365", "Yahoo".

    `start` and `end` are aware instants. Lines of `details` end in a line feed; the services show them to whoever the entry
    is shared with, so they must not hold what only the reader may have.
    """
    title, place = clean_line(title), clean_line(place)
    details = details if len(details) <= MAX_DETAILS else f"{details[: MAX_DETAILS - 1].rstrip()}…"
    basic = [each.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ") for each in (start, end)]
    extended = [each.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for each in (start, end)]
    outlook = {
        "rru": "addevent",
        "subject": title,
        "startdt": extended[0],
        "enddt": extended[1],
        "location": place,
        "body": escape(details).replace("\n", "<br>"),  # Outlook reads it as HTML
    }
    return {
        "Google": _link(
            "https://calendar.google.com/calendar/render",
            {"action": "TEMPLATE", "text": title, "dates": "/".join(basic), "location": place, "details": details},
        ),
        **{name: _link(address, outlook) for name, address in _OUTLOOK.items()},
        "Yahoo": _link(
            "https://calendar.yahoo.com/",
            {"v": "60", "title": title, "st": basic[0], "et": basic[1], "in_loc": place, "desc": details},
        ),
    }


def _link(address: str, query: dict[str, str]) -> str:
    """A blank as %20: Outlook shows a plus as it stands."""
    pairs = (f"{name}={quote(value, safe='', errors='ignore')}" for name, value in query.items() if value)
    return f"{address}?{'&'.join(pairs)}"
