"""A calendar with a stopped clock, to book in."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from booking import hours
from booking.hosts import NewProvider, NewType
from booking.model import Appointment, AppointmentType, BookingRequest, Invitee, Provider
from booking.services import BookingService


class StoppedClock:
    """Says the same instant until it is moved: Monday 23 November 2026, 8:00 UTC at first."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **units: float) -> None:
        """Go on by so many `hours`, `seconds`, …"""
        self.now += timedelta(**units)


class Calendar:
    """A service, its clock, what it announced, and a host in Berlin, open 9 to 17 from Monday to Friday."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.clock = StoppedClock()
        self.announced: list[int] = []
        self.service = BookingService(
            engine, clock=self.clock, mail_from="bookings@convoke.example", announce=self.announce
        )
        self.host = self.new_host()
        self.hour = self.service.add_type(self.host.id, NewType("One hour", 60))
        self.group = self.service.add_type(self.host.id, NewType("Group", 60, capacity=3, location="Room 1"))

    def announce(self, rows: Sequence[int]) -> None:
        self.announced.extend(rows)

    def new_host(self, name: str = "Hana Host", email: str = "hana@host.example") -> Provider:
        """One more host like the first."""
        return self.service.add_provider(NewProvider(name, email, "Europe/Berlin", hours.parse("mon-fri 09:00-17:00")))

    def request(
        self,
        start: str,
        *emails: str,
        key: str | None = None,
        type: AppointmentType | None = None,  # noqa: A002
        **values: str,
    ) -> BookingRequest:
        """Ask for a local time in Berlin."""
        emails = emails or ("ana@guests.example",)
        wanted = type or self.hour
        moment = berlin(start)
        invitees = tuple(Invitee(email) for email in emails)
        key = key or f"{start} {emails}"
        return BookingRequest(wanted.provider_id, wanted.id, moment, invitees, "Europe/Berlin", key, **values)

    def book(self, start: str, *emails: str, **values: str) -> Appointment:
        """Book an hour, or what `type` says."""
        return self.service.book(self.request(start, *emails, **values))  # type: ignore[arg-type]


def berlin(text: str) -> datetime:
    """The instant of a local time in Berlin, in winter."""
    return datetime.fromisoformat(f"{text}+01:00").astimezone(UTC)
