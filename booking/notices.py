"""Who is told what about an appointment: its invitations and cancellations, put into the outbox."""

from typing import Literal
from uuid import uuid4

from sqlalchemy import Connection

from booking import appointments, outbox
from booking.invitations import reply_address
from booking.model import Appointment, Attendee, Invitation, Provider


def write(
    connection: Connection,
    method: Literal["REQUEST", "CANCEL"],
    appointment: Appointment,
    provider: Provider,
    mail_from: str,
) -> list[int]:
    """Put one mail to each attendee and one to the host into the outbox; the ids of the rows.

    A CANCEL takes back what nobody has tried to send yet, and goes to those only who may have had a mail before
    (RFC 5546 section 3.2.5: it refers to an event that the reader knows).
    """
    if method == "CANCEL":
        outbox.supersede(connection, appointment.id, appointment.updated_at)
    told = outbox.history(connection, appointment.id)
    host_token, tokens = appointments.reply_tokens(connection, appointment.id)
    domain = mail_from.rpartition("@")[2]

    def notice(reader: Attendee, token: str, *, to_provider: bool) -> Invitation:
        return Invitation(
            method=method,
            message_id=f"<{uuid4()}@{domain}>",
            references=told.get(reader.email, ()),
            uid=appointment.uid,
            sequence=appointment.sequence,
            created_at=appointment.created_at,
            updated_at=appointment.updated_at,
            start=appointment.start,
            end=appointment.end,
            title=appointment.title or appointment.type.name,
            location=appointment.location,
            provider_name=provider.name,
            organizer=reply_address(mail_from, token),
            reader=reader,
            to_provider=to_provider,
            others=appointment.attendees if to_provider else (),
            timezone=provider.timezone if to_provider else appointment.timezone,
        )

    notices = [notice(each, tokens[each.email], to_provider=False) for each in appointment.attendees]
    notices.append(notice(Attendee(provider.email, provider.name), host_token, to_provider=True))
    if method == "CANCEL":
        notices = [each for each in notices if each.reader.email in told]
    return outbox.write(connection, appointment.id, notices, appointment.updated_at)
