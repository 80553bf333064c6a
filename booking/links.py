"""The part of the service about the links in mails: whoever holds the word of one answers for its reader.

A word is 128 random bits and bound to one seat, or to the host of one appointment. It stays good when the appointment moves;
it dies when its reader leaves or is taken off, and some days after the end.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select

from booking import appointments, events, people, wishes
from booking.attending import NOBODY, Attending, still_on
from booking.errors import Gone, InvalidInput, NotFound
from booking.hosts import read_provider
from booking.model import Actor, Appointment, Attendee, PartStat, Provider
from booking.storage import writing
from booking.tables import appointments as appointments_table
from booking.tables import attendees
from booking.translations import marked

KEPT = timedelta(days=14)
"""How long after its end a meeting can be looked at."""
ANSWERS: tuple[PartStat, ...] = ("ACCEPTED", "TENTATIVE", "DECLINED")

_WORD = re.compile(r"[a-z2-7]{26}")
_SEAT = select(attendees.c.appointment_id, attendees.c.email).where(attendees.c.link == bindparam("word"))
_HOST = select(appointments_table.c.id).where(appointments_table.c.host_link == bindparam("word"))


@dataclass(frozen=True, slots=True)
class Linked:
    """What a link leads to. `attendee` is whose it is, None for the host's; `status` is their answer. `timezone` and
    `locale` are the reader's; `unwanted` is what they do not want from us ("invitations", "reminders")."""

    appointment: Appointment
    provider: Provider
    attendee: Attendee | None
    status: PartStat
    timezone: str
    locale: str
    unwanted: frozenset[str]

    @property
    def email(self) -> str:
        """The reader's address."""
        return self.attendee.email if self.attendee else self.provider.email

    @property
    def actor(self) -> Actor:
        """Who acts by this link."""
        return Actor(self.attendee.email if self.attendee else self.provider.id, "link")


class Linking(Attending):
    """What `booking.services.BookingService` can do for whoever holds a link."""

    def by_link(self, word: str) -> Linked:
        """What the link with this word leads to; changes nothing.

        Raises:
            Gone: its reader is not in any more, or the meeting was over long ago.
            NotFound: there is no such link.
        """
        with self._engine.connect() as connection:
            return _read(connection, word, self.clock())

    def reader_of(self, word: str) -> str:
        """The address of whose link this is, also when the meeting was over long ago or goes on without them. Raises
        NotFound."""
        with self._engine.connect() as connection:
            appointment_id, email = _find(connection, word)
            if email is not None:
                return email
            return read_provider(connection, appointments.read(connection, appointment_id).provider_id).email

    def answer_as_host(self, appointment_id: str, status: PartStat, actor: Actor = NOBODY) -> None:
        """Keep the host's own answer; the appointment stands, whatever it is.

        Raises:
            NotFound: no such appointment.
            InvalidInput: what is no answer.
            Refusal: the appointment is over or cancelled.
        """
        if status not in ANSWERS:
            raise InvalidInput(f"An answer is one of {', '.join(ANSWERS)}.")
        now = self.clock()
        with writing(self._engine) as connection:
            provider, appointment = appointments.lock(connection, appointment_id)
            still_on(appointment, now)
            if appointments.host_answers(connection, appointment.id, status):
                events.write(connection, appointment.id, now, actor, "answered", attendee=provider.email, detail=status)

    def wish(self, email: str, unwanted: wishes.Unwanted, *, unwilling: bool) -> None:
        """Keep whether somebody does not want that any more, `email` being their address as it is stored."""
        with writing(self._engine) as connection:
            if unwilling:
                wishes.keep(connection, email, unwanted, self.clock())
            else:
                wishes.forget(connection, email, unwanted)


def _read(connection: Connection, word: str, now: datetime) -> Linked:
    appointment_id, address = _find(connection, word)
    appointment = appointments.read(connection, appointment_id)
    attendee = next((each for each in appointment.attendees if each.email == address), None)
    if address is not None and attendee is None:
        raise Gone(marked("You are not invited to this meeting any more."))
    if appointment.end + KEPT < now:
        raise Gone(marked("This meeting was over long ago."))
    provider = read_provider(connection, appointment.provider_id)
    email = attendee.email if attendee else provider.email
    locale, timezone = people.guests_tastes(connection, appointment, [email]).get(email, (None, None))
    return Linked(
        appointment,
        provider,
        attendee,
        status=attendee.status if attendee else appointments.host_status(connection, appointment.id),
        timezone=(timezone or appointment.timezone) if attendee else provider.timezone,
        locale=locale or (appointment.locale if attendee else "en"),
        unwanted=wishes.of(connection, email),
    )


def _find(connection: Connection, word: str) -> tuple[str, str | None]:
    """The id of the appointment that a link is about, and the address of the seat, None for the host."""
    if _WORD.fullmatch(word):
        if seat := connection.execute(_SEAT, {"word": word}).first():
            return seat.appointment_id, seat.email
        if appointment_id := connection.scalar(_HOST, {"word": word}):
            return appointment_id, None
    raise NotFound(marked("There is no such link. Is it complete?"))
