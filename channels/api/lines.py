"""The facts of the calendar as they are answered."""

from datetime import tzinfo

from booking import hours
from booking.model import Appointment, AppointmentType, Attendee, Provider
from channels.api.answers import (
    AppointmentAnswer,
    AppointmentLine,
    AttendeeLine,
    AttendeesAnswer,
    FullType,
    ProviderLine,
    TypeLine,
)
from channels.api.dates import show


def type_line(type_: AppointmentType) -> TypeLine:
    """An appointment type as anybody may see it."""
    return {
        "id": type_.id,
        "name": type_.name,
        "length": type_.minutes,
        "available_contact_types": list(type_.contact_types),
        "capacity": type_.capacity,
        "is_group": type_.capacity > 1,
        "location": type_.location,
        "provider_id": type_.provider_id,
    }


def full_type(type_: AppointmentType) -> FullType:
    """An appointment type as its host sees it."""
    return {
        **type_line(type_),
        "buffer_before": type_.buffer_before,
        "buffer_after": type_.buffer_after,
        "video_chat_url": type_.video_url,
        "shared": type_.shared,
        "reminders": list(type_.reminders),
    }


def attendee_line(attendee: Attendee) -> AttendeeLine:
    """Somebody who takes part, as the host sees them."""
    return {
        "email": attendee.email,
        "name": attendee.name,
        "status": attendee.status,
        "phone_number": attendee.phone,
    }


def appointment_line(found: Appointment, zone: tzinfo) -> AppointmentLine:
    """An appointment as anybody who took part in it may see it: nobody's address is in it."""
    type_ = found.type
    return {
        "id": found.id,
        "provider_id": found.provider_id,
        "status": found.status,
        "start": show(found.start, zone),
        "end": show(found.end, zone),
        "length": int((found.end - found.start).total_seconds()) // 60,
        "timezone": found.timezone,
        "appointment_type": {"id": type_.id, "name": type_.name, "length": type_.minutes},
        "contact_type": found.contact_type,
        "location": found.location,
        "video_chat_url": found.video_url,
        "title": found.title,
        "capacity": type_.capacity,
        "seats_left": max(type_.capacity - len(found.attendees), 0),
        "created_at": show(found.created_at, zone),
        "updated_at": show(found.updated_at, zone),
    }


def full_appointment(found: Appointment, zone: tzinfo) -> AppointmentLine:
    """An appointment as its host sees it."""
    return {**appointment_line(found, zone), "attendees": [attendee_line(each) for each in found.attendees]}


def appointment_answer(found: Appointment, zone: tzinfo) -> AppointmentAnswer:
    """An appointment in the envelope of private calls."""
    return {"data": {"appointment": full_appointment(found, zone)}, "errors": []}


def attendees_answer(found: Appointment) -> AttendeesAnswer:
    """Who takes part."""
    return {"data": {"attendees": [attendee_line(each) for each in found.attendees]}, "errors": []}


def provider_line(provider: Provider) -> ProviderLine:
    """A host as they see themselves."""
    return {
        "id": provider.id,
        "name": provider.name,
        "email": provider.email,
        "timezone": provider.timezone,
        "hours": hours.format(provider.hours),
        "step": provider.step,
        "notice": provider.notice,
        "horizon": provider.horizon,
        "horizon_days": provider.horizon_days,
        "daily_limit": provider.daily_limit,
        "weekly_limit": provider.weekly_limit,
        "dispatch": provider.dispatch,
    }
