"""Who is told what about an appointment: its invitations and cancellations, and letters beside them, put into the outbox."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import uuid4

from sqlalchemy import Connection

from booking import appointments, outbox, people, seats
from booking.invitations import reply_address
from booking.model import Appointment, Attendee, Invitation, Provider, Reach, Subject
from booking.outbox import Told

Method = Literal["REQUEST", "CANCEL", "DECLINECOUNTER"]


def write(
    connection: Connection,
    method: Literal["REQUEST", "CANCEL"],
    appointment: Appointment,
    provider: Provider,
    reach: Reach,
    only: Sequence[Attendee] | None = None,
) -> list[int]:
    """Put mails to all attendees and the host, or to `only` these attendees, into the outbox; the ids of the rows.

    Each has a mail of their own; but what concerns all attendees of an appointment that is dispatched to "all" is one mail
    to them. Each takes back what its readers have not been sent yet. A CANCEL goes to those alone who may have had a mail
    before (RFC 5546 section 3.2.5: it refers to an event that the reader knows).
    """
    guests = [each for each in (appointment.attendees if only is None else only) if not seats.is_erased(each.email)]
    host = [Attendee(provider.email, provider.name)] if only is None else []
    addresses = [each.email for each in (*guests, *host)]
    told: dict[str, Told] = {}
    changed = appointment.sequence > 0 or appointment.updated_at > appointment.created_at
    if changed or only is not None:  # else it is new, and nobody has been told anything
        all_ = [outbox.ALL] if only is None else []
        outbox.supersede(connection, appointment.id, [*addresses, *all_], appointment.updated_at)
        told = outbox.history(connection, appointment.id, addresses)
    if method == "CANCEL":
        guests = [each for each in guests if _last(told.get(each.email))]
        host = [each for each in host if _last(told.get(each.email))]
    desk = _Desk(connection, appointment, provider, reach, addresses)
    whole = method == "REQUEST" or only is None

    def mail(reader: Attendee, earlier: Told | None, **more: Any) -> Invitation:
        last = _last(earlier)
        if method == "REQUEST" and (last is None or last.method == "CANCEL"):
            earlier = last = None  # who was taken off is invited anew
        moved = method == "REQUEST" and last is not None and last.start != appointment.start
        return desk.mail(
            method,
            reader,
            appointment.updated_at,
            references=earlier.message_ids if earlier else (),
            previous_start=last.start if last and moved else None,
            whole=whole,
            **more,
        )

    if appointment.dispatch == "all" and only is None and len(guests) > 1:
        known = told.get(outbox.ALL) or next((told[each.email] for each in guests if each.email in told), None)
        mails = [mail(guests[0], known, to_all=True, others=tuple(guests[1:]))]
    else:
        mails = [mail(each, told.get(each.email)) for each in guests]
    mails += [mail(each, told.get(each.email), to_provider=True) for each in host]
    return outbox.write(connection, appointment.id, mails, appointment.updated_at)


def again(
    connection: Connection,
    appointment: Appointment,
    provider: Provider,
    reach: Reach,
    reader: Attendee,
    now: datetime,
    *,
    to_provider: bool = False,
) -> list[int]:
    """Put the current REQUEST to one reader into the outbox once more, with the SEQUENCE that it has and `now` as its
    DTSTAMP: who asks for it (RFC 5546 section 3.2.6), or has answered to what does not hold any more, sees what does."""
    outbox.supersede(connection, appointment.id, [reader.email], now)
    return _one(connection, "REQUEST", appointment, provider, reach, reader, now, to_provider=to_provider, again=True)


def decline_counter(
    connection: Connection,
    appointment: Appointment,
    provider: Provider,
    reach: Reach,
    reader: Attendee,
    now: datetime,
    *,
    sequence: int,
    words: str = "",
    proposed_start: datetime | None = None,
    proposed_end: datetime | None = None,
) -> list[int]:
    """Put into the outbox that the host keeps to the time, and does not take the one that the reader proposed.

    `sequence` is that of their COUNTER (RFC 5546 section 3.2.8), `words` are the host's, if there are any.
    """
    proposed = {"proposed_start": proposed_start, "proposed_end": proposed_end}
    more = {"sequence": sequence, "words": words, **proposed}
    return _one(connection, "DECLINECOUNTER", appointment, provider, reach, reader, now, **more)


def letter(
    connection: Connection,
    subject: Subject,
    appointment: Appointment,
    provider: Provider,
    reach: Reach,
    reader: Attendee,
    now: datetime,
    *,
    to_provider: bool = False,
    concerning: Attendee | None = None,
    words: str = "",
    proposed_start: datetime | None = None,
    proposed_end: datetime | None = None,
) -> list[int]:
    """Put a mail without a calendar part into the outbox; the ids of its row, none for whom nothing can be sent.

    What `concerning`, `words` and the proposed times are says `booking.model.Invitation`; for "confirm", `words` is the
    answer (PARTSTAT) that came. It takes nothing back. A reminder that has not been tried yet is taken back by the next
    calendar mail to its reader.
    """
    about: dict[str, Any] = {"subject": subject, "concerning": concerning, "words": words, "to_provider": to_provider}
    proposed = {"proposed_start": proposed_start, "proposed_end": proposed_end}
    return _one(connection, "REQUEST", appointment, provider, reach, reader, now, **about, **proposed)


def reminders(
    connection: Connection,
    appointment: Appointment,
    provider: Provider,
    reach: Reach,
    guests: Sequence[Attendee],
    host: Attendee | None,
    now: datetime,
) -> list[int]:
    """Put a reminder to each of these guests, and one to the host, into the outbox; as `letter` for each."""
    readers = [each for each in guests if not seats.is_erased(each.email)] + ([host] if host else [])
    addresses = [each.email for each in readers]
    told = outbox.history(connection, appointment.id, addresses)
    desk = _Desk(connection, appointment, provider, reach, addresses)
    mails = []
    for each in readers:
        earlier = told.get(each.email)
        references = earlier.message_ids if earlier else ()
        about: dict[str, Any] = {"subject": "reminder", "to_provider": each is host}
        mails.append(desk.mail("REQUEST", each, now, references=references, **about))
    return outbox.write(connection, appointment.id, mails, now)


def _one(
    connection: Connection,
    method: Method,
    appointment: Appointment,
    provider: Provider,
    reach: Reach,
    reader: Attendee,
    now: datetime,
    **more: Any,
) -> list[int]:
    """Put one mail to one reader into the outbox, in the thread of the earlier ones."""
    if seats.is_erased(reader.email):
        return []
    told = outbox.history(connection, appointment.id, [reader.email]).get(reader.email)
    desk = _Desk(connection, appointment, provider, reach, [reader.email])
    mail = desk.mail(method, reader, now, references=told.message_ids if told else (), **more)
    return outbox.write(connection, appointment.id, [mail], now)


def _last(told: Told | None) -> Invitation | None:
    return told.last if told else None


class _Desk:
    """Fills in what all mails about an appointment, as it is now, have in common."""

    def __init__(
        self,
        connection: Connection,
        appointment: Appointment,
        provider: Provider,
        reach: Reach,
        addresses: Sequence[str],
    ) -> None:
        self._connection = connection
        self._appointment, self._provider, self._reach = appointment, provider, reach
        self._words = appointments.words(connection, appointment.id)
        self._open = appointment.dispatch == "all"
        self._shared = appointments.guests_token(connection, appointment.id) if self._open else None
        self._tastes = people.guests_tastes(connection, appointment, addresses)
        self._domain = reach.mail_from.rpartition("@")[2]

    def mail(
        self,
        method: Method,
        reader: Attendee,
        moment: datetime,
        *,
        to_provider: bool = False,
        to_all: bool = False,
        subject: Subject = "calendar",
        **more: Any,
    ) -> Invitation:
        """One mail to one reader, as of a moment: in the language and zone that are known to be theirs, else in those of
        whoever booked; the host's in the host's zone. What goes to all has no link, which is of one reader alone."""
        appointment, provider = self._appointment, self._provider
        token, link = self._words.get("" if to_provider else reader.email, ("", ""))  # none for who booked for others
        if self._open and subject == "calendar" and not to_provider:
            token = self._shared or token  # clients cannot change the ORGANIZER of what they have
        locale, timezone = (None, None) if to_all else self._tastes.get(reader.email, (None, None))
        seen = to_provider or (self._open and method == "REQUEST" and subject == "calendar")
        facts: dict[str, Any] = {
            "method": method,
            "message_id": f"<{uuid4()}@{self._domain}>",
            "uid": appointment.uid,
            "sequence": appointment.sequence,
            "created_at": appointment.created_at,
            "updated_at": moment,
            "start": appointment.start,
            "end": appointment.end,
            "title": appointment.title or appointment.type.name,
            "location": appointment.location,
            "provider_name": provider.name,
            "booker": people.name_of(self._connection, appointment.booked_by) if to_provider else "",
            "organizer": reply_address(self._reach.replies, token) if token else self._reach.mail_from,
            "reader": reader,
            "to_provider": to_provider,
            "to_all": to_all,
            "subject": subject,
            "others": tuple(each for each in self._guests() if each.email != reader.email) if seen else (),
            "timezone": provider.timezone if to_provider else timezone or appointment.timezone,
            "locale": locale or ("en" if to_provider else appointment.locale),
            "video_url": appointment.video_url,
            "link": f"{self._reach.url}/rsvp/{link}" if link and not to_all else "",
        }
        return Invitation(**facts | more)

    def _guests(self) -> tuple[Attendee, ...]:
        return tuple(each for each in self._appointment.attendees if not seats.is_erased(each.email))
