"""What is known of those who write."""

import pytest
from sqlalchemy import func, select

from booking.errors import InvalidInput
from booking.model import Person
from booking.tables import people
from tests.booking.office import Calendar
from tests.booking.racers import at_once


def known(calendar: Calendar) -> int:
    """How many people are kept."""
    with calendar.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(people)).scalar_one()


def test_a_person_has_an_id_before_anything_is_kept(calendar: Calendar) -> None:
    """Always the same, and looking writes nothing."""
    found = calendar.service.person("messenger", "page", "4711")

    assert found == Person(found.id) == calendar.service.person("messenger", "page", "4711")
    assert known(calendar) == 0


@pytest.mark.parametrize(
    "other", [("whatsapp", "page", "4711"), ("messenger", "page2", "4711"), ("messenger", "page4", "711")]
)
def test_another_channel_account_or_sender_is_another_person(calendar: Calendar, other: tuple[str, str, str]) -> None:
    """The three together make the person, and what belongs to which counts."""
    assert calendar.service.person("messenger", "page", "4711").id != calendar.service.person(*other).id


def test_what_is_given_is_kept_and_the_rest_left(calendar: Calendar) -> None:
    """Each thing told replaces what was known of it, and nothing else."""
    first = calendar.service.remember("web", "", "x", timezone="Europe/Berlin", name="Ana")
    second = calendar.service.remember("web", "", "x", email="Ana@Guests.example", timezone="Asia/Kathmandu")
    third = calendar.service.remember("web", "", "x")

    assert first == Person(first.id, "Europe/Berlin", None, None, "Ana")
    assert second == Person(first.id, "Asia/Kathmandu", None, "ana@guests.example", "Ana")
    assert third == second == calendar.service.person("web", "", "x")
    assert known(calendar) == 1


@pytest.mark.parametrize(
    "told",
    [{"timezone": "Mars"}, {"email": "nobody"}, {"locale": "english please"}, {"locale": ""}, {"timezone": ""}],
)
def test_what_cannot_be_is_refused(calendar: Calendar, told: dict[str, str]) -> None:
    """A sentence, and what was known stays."""
    before = calendar.service.remember("web", "", "x", timezone="Europe/Berlin", locale="pt_BR")

    with pytest.raises(InvalidInput):
        calendar.service.remember("web", "", "x", **told)  # type: ignore[arg-type]

    assert calendar.service.person("web", "", "x") == before


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "x" * 10_000, "a\nb"])
def test_a_sender_that_is_no_text(calendar: Calendar, odd: str) -> None:
    """Such a one has an id like everybody, but is not remembered."""
    assert calendar.service.person("web", "", odd).timezone is None
    with pytest.raises(InvalidInput):
        calendar.service.remember("web", "", odd, timezone="UTC")


def test_a_name_is_one_line(calendar: Calendar) -> None:
    """It goes into calendars and mails later; what is left of nothing is nothing."""
    assert calendar.service.remember("web", "", "x", name='"Ana"\r\nBcc: all@guests.example').name == (
        "Ana Bcc: all@guests.example"
    )
    assert calendar.service.remember("web", "", "y", name="\n").name is None


def test_told_twice_at_the_same_moment(calendar: Calendar) -> None:
    """Ten messages at once make one person."""
    found = at_once(10, lambda _: calendar.service.remember("web", "", "x", timezone="Europe/Berlin"))

    assert len(set(found)) == 1
    assert known(calendar) == 1
