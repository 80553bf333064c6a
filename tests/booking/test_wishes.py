"""What people do not want any more."""

from datetime import UTC, datetime

from sqlalchemy import Engine

from booking import wishes
from booking.storage import writing

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_wishes_are_kept_until_they_are_taken_back(engine: Engine) -> None:
    """Each once, each by itself, each only for the one whose it is."""
    with writing(engine) as connection:
        wishes.keep(connection, "a@guests.example", "reminders", NOW)
        wishes.keep(connection, "a@guests.example", "reminders", NOW)
        wishes.keep(connection, "a@guests.example", "invitations", NOW)
        wishes.keep(connection, "b@guests.example", "reminders", NOW)
        asked = ["a@guests.example", "b@guests.example", "c@guests.example"]

        assert wishes.of(connection, "a@guests.example") == {"invitations", "reminders"}
        assert wishes.who(connection, asked, "invitations") == {"a@guests.example"}
        assert wishes.who(connection, asked, "reminders") == {"a@guests.example", "b@guests.example"}
        assert wishes.who(connection, [], "reminders") == frozenset()
        wishes.forget(connection, "a@guests.example", "reminders")
        assert wishes.of(connection, "a@guests.example") == {"invitations"}
        assert wishes.of(connection, "b@guests.example") == {"reminders"}
