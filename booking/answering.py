"""What becomes of a mail that came back to one of our addresses (RFC 5546 sections 3.2.3, 3.2.6, 3.2.7; RFC 6047 section 3).

The address is the proof of having had our mail; what stands in the mail proves nothing. So whatever it says changes no more
than the answer of the one whose address it is. Where all guests share an address, our own mail server must vouch for the
sender; else the guest is asked by mail. What fits nobody is shown to the host, and changes nothing.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection

from booking import appointments, events, notices, proposals, seats, tallies
from booking.addresses import normalise
from booking.attending import seat_is_lost
from booking.errors import InvalidInput
from booking.inbox import Place
from booking.model import Actor, Appointment, Attendee, InviteLimits, PartStat, Provider, Reach, Subject
from booking.replies.identity import Claim, Unclear, whose
from booking.replies.model import Answer, Reply

Outcome = Literal[
    "answered", "unchanged", "proposed", "resent", "stale", "full", "over", "left", "other meeting", "no answer", "stranger",
    "asked", "contradiction", "words", "unreachable", "ignored", "too many", "again", "not ours", "automatic", "unreadable",
]  # fmt: skip
"""What became of a mail. "again": it had come before; "asked": the guest is asked whether they sent it; "resent" and
"stale": the present invitation goes to them once more, or did so today."""

DAY = timedelta(days=1)
MAX_LETTERS = 10
"""Letters a day that one sender can cause, to one host, about one appointment."""
STATUSES: dict[str, PartStat] = {
    "ACCEPTED": "ACCEPTED",
    "TENTATIVE": "TENTATIVE",
    "DECLINED": "DECLINED",
    "DELEGATED": "DECLINED",  # nobody is invited by a guest
}


@dataclass(frozen=True, slots=True)
class Post:
    """A mail in the transaction that deals with it. `vouched` is the address that it surely comes from, or "". `rows`
    are those of the outbox that it causes."""

    connection: Connection
    reach: Reach
    limits: InviteLimits
    now: datetime
    provider: Provider
    appointment: Appointment
    place: Place
    reply: Reply
    vouched: str
    rows: list[int] = field(default_factory=list)

    @property
    def is_on(self) -> bool:
        """Whether it still makes a difference who comes."""
        return self.appointment.status == "confirmed" and self.appointment.start > self.now

    def attendee(self, email: str) -> Attendee | None:
        """Who of those that are in has this address."""
        return next((each for each in self.appointment.attendees if each.email == email), None)


def handle(post: Post) -> Outcome:
    """Have the mail take effect."""
    if post.place.role == "guest" and post.attendee(post.place.email) is None:
        return "left"
    if post.reply.kind == "bounce":
        return _bounce(post)
    if post.reply.kind == "words":
        return _words(post)
    answers = sorted(post.reply.answers, key=lambda each: (each.sequence or 0, each.stamped_at or post.now))
    outcomes = [_answer(post, each) for each in answers]
    return outcomes[-1] if outcomes else "ignored"


def _answer(post: Post, answer: Answer) -> Outcome:
    appointment = post.appointment
    if answer.uid != appointment.uid or answer.instance not in (None, appointment.start):
        return "other meeting"
    if not post.is_on:
        return "over"
    try:
        claim = whose(post.place, post.provider, appointment, post.reply, answer)
    except Unclear as unclear:
        return _unclear(post, unclear, answer)
    guest = None if post.place.role == "host" else post.attendee(claim.email)
    if post.place.role == "guests" and guest and post.vouched != guest.email:
        return _ask(post, guest, claim.status)
    if answer.method == "REFRESH":
        return _resend(post, guest, "resent")
    if _contradicted(post, answer):
        return "contradiction"
    if _is_stale(post, guest, answer):
        return _resend(post, guest, "stale")
    if answer.method == "COUNTER" and _is_other_time(appointment, answer):
        return _counter(post, guest, answer, claim.status)
    return _plain(post, guest, answer, claim)


def _plain(post: Post, guest: Attendee | None, answer: Answer, claim: Claim) -> Outcome:
    """Keep an answer, and pass on to the host what was written beside it."""
    status = STATUSES.get(claim.status)
    if answer.method == "COUNTER" and answer.start is None and status != "DECLINED":
        status = "TENTATIVE"  # another time, which we cannot read
    outcome: Outcome = "no answer" if status is None else _keep(post, guest, status, answer)
    if guest and (said := _comment(answer, claim.delegated_to)):
        _to_host(post, "words", "wrote", guest.email, guest, words=said)
    return outcome


def _keep(post: Post, guest: Attendee | None, status: PartStat, answer: Answer) -> Outcome:
    """Keep the status of a guest, or of the host; say what changed."""
    appointment, connection = post.appointment, post.connection
    if guest is None:
        changed = appointments.host_answers(connection, appointment.id, status)
        if changed:
            _note(post, "answered", post.provider.email, status, Actor(post.provider.id, "mail"))
        if changed and status == "DECLINED":
            host = Attendee(post.provider.email, post.provider.name, status)
            _to_host(post, "confirm", "asked", post.provider.email, host, words=status)
        return "answered" if changed else "unchanged"
    present = post.attendee(guest.email) or guest
    if seat_is_lost(appointment, present, status):
        return _resend(post, guest, "full")
    moment, sequence = _version(post, answer)
    seats.answer(connection, appointment.id, guest.email, status, moment, sequence)
    if present.status == status:
        return "unchanged"
    _note(post, "answered", guest.email, status, Actor(guest.email, "mail"))
    return "answered"


def _version(post: Post, answer: Answer) -> tuple[datetime, int | None]:
    """DTSTAMP and SEQUENCE of an answer. Neither reaches ahead of us: a clock that is wrong, or a program that counts on by
    itself, would put off the right answers that follow."""
    sequence = None if answer.sequence is None else min(answer.sequence, post.appointment.sequence)
    return min(answer.stamped_at or post.now, post.now), sequence


def _is_stale(post: Post, guest: Attendee | None, answer: Answer) -> bool:
    """Whether it answers what does not hold any more, or less than was answered since (RFC 5546 section 2.1.5). What went
    on with other guests does not matter."""
    moment, sequence = _version(post, answer)
    if guest is None or sequence is None:
        moved = events.latest(post.connection, post.appointment.id, "rescheduled")
        if moved and moment < moved[0]:
            return True
    if guest is None:
        return False
    known = seats.answered(post.connection, post.appointment.id, guest.email)
    if sequence is None:
        return known.at is not None and moment < known.at
    if sequence < known.told:
        return True
    return known.at is not None and (sequence, moment) < (known.sequence or 0, known.at)


def _contradicted(post: Post, answer: Answer) -> bool:
    """Whether another answer in the same mail says something else at the same moment."""
    same = [
        each
        for each in post.reply.answers
        if (each.uid, each.instance, each.sequence, each.stamped_at, each.method)
        == (answer.uid, answer.instance, answer.sequence, answer.stamped_at, answer.method)
    ]
    mine = {(line.email, line.status) for line in answer.attendees}
    emails = {email for email, _ in mine}
    return any(
        (line.email, line.status) not in mine for each in same for line in each.attendees if line.email in emails
    )


def _counter(post: Post, guest: Attendee | None, answer: Answer, said: str) -> Outcome:
    """Keep another time that is proposed, for the host to decide. Who proposes one comes at most perhaps."""
    appointment = post.appointment
    concerning = guest or Attendee(post.provider.email, post.provider.name)
    if guest:
        _keep(post, guest, "DECLINED" if said == "DECLINED" else "TENTATIVE", answer)
    start = answer.start or appointment.start
    end = answer.end or start + (appointment.end - appointment.start)
    if not timedelta() < end - start <= timedelta(days=2):
        return "no answer"
    comment = _comment(answer)
    if not _to_host(
        post,
        "proposal",
        "proposed",
        concerning.email,
        concerning,
        words=comment,
        proposed_start=start,
        proposed_end=end,
    ):
        return "too many"
    sequence = appointment.sequence if answer.sequence is None else answer.sequence
    proposals.write(post.connection, appointment.id, concerning.email, sequence, start, end, comment, post.now)
    return "proposed"


def _is_other_time(appointment: Appointment, answer: Answer) -> bool:
    start, end = answer.start, answer.end
    return (start is not None and start != appointment.start) or (end is not None and end != appointment.end)


def _resend(post: Post, guest: Attendee | None, outcome: Outcome) -> Outcome:
    """Send the present invitation to whoever asks for it or has an old one, at most once a day."""
    reader = guest or Attendee(post.provider.email, post.provider.name)
    if _lately(post, "resent", reader.email, 1) or not _may_write(post, reader.email):
        return outcome
    _note(post, "resent", reader.email)
    present = post.attendee(reader.email) or reader
    about = (post.connection, post.appointment, post.provider, post.reach, present, post.now)
    post.rows.extend(notices.again(*about, to_provider=guest is None))
    return outcome


def _ask(post: Post, guest: Attendee, status: str) -> Outcome:
    """Ask a guest, at most once a day, whether they have answered so; anybody who had the invitation may have."""
    if not _lately(post, "asked", guest.email, 1) and _may_write(post, guest.email):
        _note(post, "asked", guest.email)
        about = (post.appointment, post.provider, post.reach, guest, post.now)
        words = STATUSES.get(status, "TENTATIVE")
        post.rows.extend(notices.letter(post.connection, "confirm", *about, words=words))
    return "asked"


def _unclear(post: Post, unclear: Unclear, answer: Answer) -> Outcome:
    """Show the host who answered without being invited, or for somebody else."""
    if unclear.why == "stranger":
        if stranger := _correspondent(unclear.email, STATUSES.get(unclear.status, "NEEDS-ACTION")):
            _to_host(post, "stranger", "stranger", "", stranger, words=_comment(answer))
        return "stranger"
    return "contradiction"


def _words(post: Post) -> Outcome:
    """Pass on to the host what somebody wrote."""
    if post.place.role == "host":
        return "ignored"
    writer = post.attendee(post.place.email) or _correspondent(post.reply.sender)
    if writer is None:
        return "ignored"
    known = post.attendee(writer.email)
    subject: Subject = "words" if known else "stranger"
    words = _without_secrets(post, post.reply.words)
    passed = _to_host(post, subject, "wrote", writer.email if known else "", known or writer, words=words)
    return "words" if passed else "too many"


def _bounce(post: Post) -> Outcome:
    """Note that mail to a guest came back for good, and tell the host."""
    bounce = post.reply.bounce
    guest = post.attendee(post.place.email if post.place.role == "guest" else bounce.recipient if bounce else "")
    if bounce is None or not bounce.final or guest is None:
        return "ignored"
    post.rows.extend(
        came_back(post.connection, post.appointment, post.provider, post.reach, guest, bounce.reason, post.now)
    )
    return "unreachable" if post.rows else "unchanged"


def came_back(
    connection: Connection,
    appointment: Appointment,
    provider: Provider,
    reach: Reach,
    guest: Attendee,
    reason: str,
    now: datetime,
) -> list[int]:
    """Note that mail to a guest came back for good, and tell the host once; the ids of the outbox's rows."""
    if not seats.unreachable(connection, appointment.id, guest.email, reason):
        return []
    events.write(connection, appointment.id, now, Actor("", "mail"), "unreachable", attendee=guest.email)
    host = Attendee(provider.email, provider.name)
    about = (appointment, provider, reach, host, now)
    return notices.letter(connection, "unreachable", *about, to_provider=True, concerning=guest, words=reason)


def _to_host(
    post: Post,
    subject: Subject,
    action: str,
    cause: str,
    concerning: Attendee,
    *,
    words: str = "",
    proposed_start: datetime | None = None,
    proposed_end: datetime | None = None,
) -> bool:
    """Write to the host, and note that `cause` did `action`; False where they did so too often today."""
    if _lately(post, action, cause, MAX_LETTERS):
        return False
    _note(post, action, cause)
    host = Attendee(post.provider.email, post.provider.name)
    post.rows.extend(
        notices.letter(
            post.connection, subject, post.appointment, post.provider, post.reach, host, post.now,
            to_provider=True, concerning=concerning, words=words,
            proposed_start=proposed_start, proposed_end=proposed_end,
        )
    )  # fmt: skip
    return True


def _lately(post: Post, action: str, cause: str, times: int) -> bool:
    """Whether that was done so many times within a day."""
    found = events.latest(post.connection, post.appointment.id, action, attendee=cause, count=times)
    return len(found) == times and found[-1] > post.now - DAY


def _may_write(post: Post, email: str) -> bool:
    return tallies.letter(post.connection, post.now, post.limits, email)


def _note(post: Post, action: str, attendee: str, detail: str = "", actor: Actor | None = None) -> None:
    events.write(
        post.connection,
        post.appointment.id,
        post.now,
        actor or Actor(attendee, "mail"),
        action,
        attendee=attendee,
        detail=detail,
    )


def _comment(answer: Answer, delegated_to: str = "") -> str:
    return "\n".join(filter(None, (answer.comment, delegated_to and f"→ {delegated_to}")))


def _correspondent(email: str, status: PartStat = "NEEDS-ACTION") -> Attendee | None:
    """Somebody who is not invited, where the address is one."""
    try:
        return replace(Attendee(normalise(email)), status=status)
    except InvalidInput:
        return None


def _without_secrets(post: Post, text: str) -> str:
    """The text without the words that open a page or an address of somebody's."""
    for token, link in appointments.words(post.connection, post.appointment.id).values():
        text = text.replace(token, "…").replace(link, "…")
    return text
