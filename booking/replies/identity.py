"""Whose answer it is: by the ATTENDEE line, never by From alone (a calendar service may send for its users)."""

from dataclasses import dataclass
from typing import Literal

from booking.inbox import Place
from booking.model import Appointment, Provider
from booking.replies.model import Answer, Answerer, Reply

_PUBLIC = frozenset({
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "ymail.com",
    "aol.com", "icloud.com", "me.com", "mac.com", "gmx.de", "gmx.net", "gmx.com", "web.de", "t-online.de",
    "freenet.de", "mail.com", "proton.me", "protonmail.com", "fastmail.com", "zoho.com", "yandex.ru", "yandex.com",
    "mail.ru", "qq.com", "163.com", "126.com", "sina.com", "orange.fr", "free.fr", "laposte.net", "libero.it",
    "uol.com.br", "terra.com.br", "bol.com.br",
})  # fmt: skip
"""Domains of which anybody may have an address: to share one proves nothing."""


class Unclear(Exception):
    """The answer cannot be put down to anybody who is asked."""

    def __init__(self, why: Literal["stranger", "contradiction"], email: str = "", status: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.email = email
        self.status = status


@dataclass(frozen=True, slots=True)
class Claim:
    """What a mail says: that `email`, who is asked, answers with this PARTSTAT."""

    email: str
    status: str
    delegated_to: str = ""


def whose(place: Place, provider: Provider, appointment: Appointment, reply: Reply, answer: Answer) -> Claim:
    """Who answers, and what.

    A guest's own address also takes the answer of an alias of theirs: an address that is not another's, of the same
    domain, or in a mail that says to come from theirs.

    Raises:
        Unclear: somebody else answers, or one person twice and differently.
    """
    invited = {each.email for each in appointment.attendees}
    if place.role == "guests":
        return _among(invited, reply, answer)
    asked = provider.email if place.role == "host" else place.email
    own = [line for line in answer.attendees if _same_mailbox(line.email, asked)]
    if own:
        return _one(asked, own)
    if not answer.attendees:
        return Claim(asked, "")
    foreign = answer.attendees[0]
    if len(answer.attendees) > 1 or foreign.email in {*invited, provider.email} or not _is_alias(foreign, asked, reply):
        raise Unclear("stranger", foreign.email or reply.sender, foreign.status)
    return _one(asked, [foreign])


def _among(invited: set[str], reply: Reply, answer: Answer) -> Claim:
    """Who of all guests answers: a COUNTER may hold the lines of all of them."""
    lines = [line for line in answer.attendees if line.email in invited]
    if len({line.email for line in lines}) > 1:
        lines = [line for line in lines if line.email in (reply.sender, reply.reply_to)]
    if not lines:
        first = answer.attendees[0] if answer.attendees else Answerer(reply.sender)
        raise Unclear("stranger", first.email or reply.sender, first.status)
    return _one(lines[0].email, lines)


def _one(email: str, lines: list[Answerer]) -> Claim:
    if len({line.status for line in lines}) > 1:
        raise Unclear("contradiction")
    return Claim(email, lines[0].status, lines[0].delegated_to)


def _is_alias(line: Answerer, asked: str, reply: Reply) -> bool:
    domain = asked.rpartition("@")[2]
    if any(_same_mailbox(each, asked) for each in (reply.sender, reply.reply_to)):
        return True
    shared = domain in (line.email.rpartition("@")[2], reply.sender.rpartition("@")[2])
    return shared and domain not in _PUBLIC


def _same_mailbox(one: str, other: str) -> bool:
    """Whether both addresses are known to reach one mailbox: subaddresses (RFC 5233), and Google's dots."""
    return _mailbox(one) == _mailbox(other)


def _mailbox(email: str) -> str:
    local, _, domain = email.lower().rpartition("@")
    local = local.partition("+")[0]
    if domain in ("gmail.com", "googlemail.com"):
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"
