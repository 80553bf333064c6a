"""The part of the service about mail that comes back: answers, words, proposals of other times, bounces."""

from collections.abc import Iterable

from sqlalchemy.exc import IntegrityError

from booking import answering, appointments, events, hosts, inbox, notices, proposals
from booking.answering import Outcome, Post
from booking.attending import NOBODY
from booking.errors import InvalidInput
from booking.links import Linking
from booking.model import Actor
from booking.proposals import Proposal
from booking.replies.mail import read
from booking.replies.model import Reply
from booking.replies.proof import vouched
from booking.storage import writing
from booking.translations import marked


class Receiving(Linking):
    """What `booking.services.BookingService` can do with mail that comes back."""

    def expects(self, address: str) -> bool:
        """Whether this is an address of ours that answers come back to."""
        with self._engine.connect() as connection:
            return inbox.place(connection, [address]) is not None

    def receive(self, raw: bytes, recipients: Iterable[str] = (), *, authserv_id: str = "") -> Outcome:
        """Have a mail take effect, once, however often it comes; what became of it.

        `recipients` are those of the envelope, where they are known; `authserv_id` is the name under which our own mail
        server notes what it found out about senders (RFC 8601), "" where it does not. Whatever the bytes are, this raises
        nothing but errors of the database.
        """
        reply = read(raw)
        if reply.kind == "automatic":
            return "automatic"
        if reply.kind == "nothing":
            return "unreadable"
        try:
            return self._take(raw, reply, (*recipients, *reply.addresses), vouched(reply, authserv_id))
        except IntegrityError:  # the same mail at the same moment, by another way
            return "again"

    def proposals(self, appointment_id: str) -> tuple[Proposal, ...]:
        """Other times that were proposed for an appointment and that the host has not decided, the oldest first."""
        with self._engine.connect() as connection:
            return proposals.still_open(connection, hosts.stored_text(appointment_id))

    def decline_proposal(self, proposal_id: str, actor: Actor = NOBODY, words: str = "") -> Proposal:
        """Keep to the time, and tell whoever proposed another; declined already: nothing more.

        Raises:
            NotFound: no such proposal.
            InvalidInput: it was accepted.
        """
        now = self.clock()
        rows: list[int] = []
        with writing(self._engine) as connection:
            proposal = proposals.read(connection, proposal_id)
            provider, appointment = appointments.lock(connection, proposal.appointment_id)
            if proposals.decide(connection, proposal.id, "declined"):
                events.write(connection, appointment.id, now, actor, "proposal declined", attendee=proposal.email)
                reader = next((each for each in appointment.attendees if each.email == proposal.email), None)
                if reader and appointment.status == "confirmed":
                    rows = notices.decline_counter(
                        connection, appointment, provider, self._reach, reader, now,
                        sequence=proposal.sequence, words=words,
                        proposed_start=proposal.start, proposed_end=proposal.end,
                    )  # fmt: skip
            elif proposals.read(connection, proposal.id).status == "accepted":
                raise InvalidInput(marked("That proposal was accepted already."))
            declined = proposals.read(connection, proposal.id)
        self._tell(rows)
        return declined

    def forget_mail(self, most: int = 500) -> int:
        """Drop up to so many mails that were kept long enough as evidence; how many there were."""
        with writing(self._engine) as connection:
            return inbox.prune(connection, self.clock(), most)

    def _take(self, raw: bytes, reply: Reply, addresses: Iterable[str], sender: str) -> Outcome:
        now = self.clock()
        with writing(self._engine) as connection:
            place = inbox.place(connection, addresses)
            if place is None:
                return "not ours"
            provider, appointment = appointments.lock(connection, place.appointment_id)
            key = inbox.digest(place.token, reply.message_id, raw)
            if not inbox.is_new(connection, key, appointment.id, raw, now):
                return "again"
            post = Post(connection, self._reach, self._limits, now, provider, appointment, place, reply, sender)
            outcome = answering.handle(post)
            inbox.became(connection, key, outcome)
        self._tell(post.rows)
        return outcome
