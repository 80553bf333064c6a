"""Who is told what about an appointment: its invitations and cancellations, put into the outbox."""

from collections.abc import Sequence
from typing import Literal
from uuid import uuid4

from sqlalchemy import Connection

from booking import appointments, outbox, seats
from booking.invitations import reply_address
from booking.model import Appointment, Attendee, Invitation, Provider, Reach


def write(
    connection: Connection,
    method: Literal["REQUEST", "CANCEL"],
    appointment: Appointment,
    provider: Provider,
    reach: Reach,
    only: Sequence[Attendee] | None = None,
) -> list[int]:
    """Put one mail to each attendee and one to the host, or one to each of `only`, into the outbox; the ids of the rows.

    Each takes back what its reader has not been sent yet. A CANCEL goes to those alone who may have had a mail before
    (RFC 5546 section 3.2.5: it refers to an event that the reader knows).
    """
    readers = [each for each in (appointment.attendees if only is None else only) if not seats.is_erased(each.email)]
    host = Attendee(provider.email, provider.name)
    to_host = only is None
    addresses = [each.email for each in (*readers, *([host] if to_host else []))]
    told = {}
    if appointment.sequence or not to_host:  # else it is new, and nobody has been told anything
        outbox.supersede(connection, appointment.id, addresses, appointment.updated_at)
        told = outbox.history(connection, appointment.id, addresses)
    tokens = appointments.reply_tokens(connection, appointment.id)
    domain = reach.mail_from.rpartition("@")[2]

    def notice(reader: Attendee, token: str, *, to_provider: bool) -> Invitation:
        earlier = told.get(reader.email)
        if earlier and method == "REQUEST" and earlier.last.method == "CANCEL":
            earlier = None  # who was taken off is invited anew
        moved = method == "REQUEST" and earlier is not None and earlier.last.start != appointment.start
        return Invitation(
            method=method,
            message_id=f"<{uuid4()}@{domain}>",
            references=earlier.message_ids if earlier else (),
            uid=appointment.uid,
            sequence=appointment.sequence,
            created_at=appointment.created_at,
            updated_at=appointment.updated_at,
            start=appointment.start,
            end=appointment.end,
            title=appointment.title or appointment.type.name,
            location=appointment.location,
            provider_name=provider.name,
            organizer=reply_address(reach.replies, token),
            reader=reader,
            to_provider=to_provider,
            others=tuple(each for each in appointment.attendees if not seats.is_erased(each.email))
            if to_provider
            else (),
            timezone=provider.timezone if to_provider else appointment.timezone,
            video_url=appointment.video_url,
            previous_start=earlier.last.start if earlier and moved else None,
            whole=method == "REQUEST" or only is None,
        )

    notices = [notice(each, tokens[each.email], to_provider=False) for each in readers]
    if to_host:
        notices.append(notice(host, tokens[""], to_provider=True))
    if method == "CANCEL":
        notices = [each for each in notices if each.reader.email in told]
    return outbox.write(connection, appointment.id, notices, appointment.updated_at)
