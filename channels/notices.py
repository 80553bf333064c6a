"""Notices on their way into chats: out of the outbox into a conversation's mailbox, and out of that to the network.

Where a network takes nothing from us any more (its window for messages that nobody asked for is over), a notice goes by
mail, if an address is known.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from booking import outbox, telling
from booking.outbox import Taken
from channels import registry
from channels.base import Channel, Recipient
from channels.errors import OutsideWindow
from dialog import locales, notices
from dialog.conversation import load
from dialog.mailbox import Parcel

if TYPE_CHECKING:
    from channels.bootstrap import Services

ATTEMPTS = 36
"""Claims of one notice before it is given up."""
NEWS_LIFE = timedelta(days=1)
"""How long after the end of a meeting there is any point in telling what became of it."""


def post(services: Services, taken: Taken) -> None:
    """Put a notice taken from the outbox into its reader's mailbox, if it is still of use."""
    now, row_id = services.clock(), taken.id
    notice = telling.decode(taken.payload)
    contact = services.booking.contact(notice.person)
    appointment = services.booking.appointment(notice.appointment_id)
    if contact is None or taken.attempts > ATTEMPTS or not telling.holds(notice, appointment, now):
        services.log.info("notice_dropped", notice=row_id, topic=notice.topic)
        services.queue.mail(outbox.drop(services.engine, row_id, now, "of no use any more"))
        return
    person = contact.person
    reply = notices.render(notice, person.timezone or notice.timezone, locales.chosen(person.locale, notice.locale))
    until = notice.start if notice.topic == "reminder" else notice.end + NEWS_LIFE
    parcel = Parcel(
        contact.channel,
        contact.account,
        person.address or contact.sender,
        reply,
        notice=row_id,
        until=int(until.timestamp()),
    )
    key = services.sessions.key(contact.channel, contact.account, contact.sender)
    queued = services.mailbox.leave(key, parcel, pulled=contact.channel in registry.PULLING)
    services.log.info("notice_posted", notice=row_id, topic=notice.topic, channel=contact.channel)
    services.queue.mail(outbox.sent(services.engine, row_id, now))
    if queued:
        services.queue.replies(key)


def send(services: Services, key: str, channel: Channel, parcel: Parcel) -> None:
    """Send one notice in the way that the network allows now, else by mail. Raises `Retryable` and `Permanent`."""
    if services.clock().timestamp() >= parcel.until:
        _drop(services, parcel, "too late")
        return
    try:
        _send(channel, Recipient(parcel.account, parcel.address), parcel, within=_in_window(services, key, channel))
    except OutsideWindow as error:
        send_by_mail(services, parcel, str(error))


def send_by_mail(services: Services, parcel: Parcel, why: str) -> None:
    """Have a notice that cannot be sent for this reason go by mail, or drop it."""
    if services.booking.tell_by_mail(parcel.notice, parcel.reply.text):
        services.log.info("notice_mailed", notice=parcel.notice, channel=parcel.channel)
    else:
        _drop(services, parcel, why)


def _drop(services: Services, parcel: Parcel, why: str) -> None:
    services.log.warning("notice_dropped", notice=parcel.notice, channel=parcel.channel, reason=why)
    services.queue.mail(outbox.drop(services.engine, parcel.notice, services.clock(), why))


def _send(channel: Channel, recipient: Recipient, parcel: Parcel, *, within: bool) -> None:
    if within:
        try:
            channel.send(recipient, parcel.reply)
        except OutsideWindow:  # the network counts otherwise
            pass
        else:
            return
    channel.notify(recipient, parcel.reply.text)


def _in_window(services: Services, key: str, channel: Channel) -> bool:
    """Whether the person wrote lately enough for the network to take anything."""
    if channel.window is None:
        return True
    wrote = load(services.sessions.record(key)).touched
    return services.clock().timestamp() - wrote < channel.window.total_seconds()
