"""Whether our own mail server vouches for the sender of a mail (RFC 8601, RFC 7489)."""

import re

from booking.replies.model import Reply

RELAYS = frozenset({"calendar-notification@google.com"})
"""Who sends the answers of people who answered to them, and names each in Reply-To."""
_COMMENT = re.compile(r"\([^()]*\)")
_DMARC = re.compile(r"\bdmarc\s*=\s*pass\b(.*)", re.IGNORECASE | re.DOTALL)
_FROM = re.compile(r"\bheader\.from\s*=\s*\"?([\w.@-]+)", re.IGNORECASE)


def vouched(reply: Reply, authserv_id: str) -> str:
    """The address that a mail is sure to come from: by a DMARC pass which the server named `authserv_id` noted; else "".

    What other servers note is not believed: anybody can write such a header.
    """
    if not authserv_id or not reply.sender:
        return ""
    domain = reply.sender.rpartition("@")[2]
    if any(_passes(each, authserv_id.lower(), domain) for each in reply.results):
        return reply.reply_to if reply.sender in RELAYS else reply.sender
    return ""


def _passes(result: str, authserv_id: str, domain: str) -> bool:
    server, *methods = _COMMENT.sub(" ", result[:5000]).split(";")
    if server.lower().split()[:1] != [authserv_id]:
        return False
    for method in methods:
        passed = _DMARC.match(method.strip())
        stated = _FROM.search(passed[1]) if passed else None
        if stated and stated[1].lower().rpartition("@")[2] == domain:
            return True
    return False
