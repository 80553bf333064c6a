"""How long before a meeting people are reminded: written, read, and when that is."""

from datetime import timedelta

import pytest

from booking import lead_times
from booking.errors import InvalidInput
from tests.booking.office import berlin


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1d,1h", (1440, 60)),
        ("1h, 1D", (1440, 60)),
        ("90m", (90,)),
        ("60m,1h,60 m", (60,)),
        ("", ()),
        (" , ", ()),
        ("30d", (43200,)),
    ],
)
def test_lead_times_are_read(text: str, minutes: tuple[int, ...]) -> None:
    """Days, hours and minutes, each once, the longest first; written and stored, they are read back."""
    assert lead_times.parse(text) == minutes
    assert lead_times.parse(lead_times.write(minutes)) == minutes
    assert lead_times.load(lead_times.dump(minutes)) == minutes


@pytest.mark.parametrize(
    "text", ["soon", "1", "-1h", "0h", "1w", "31d", "1h;2h", "1h,2h,3h,4h,5h,6h", "9999999d", "\0"]
)
def test_lead_times_that_cannot_be(text: str) -> None:
    """They are refused with how to write them."""
    with pytest.raises(InvalidInput, match=r"before the start\.$"):
        lead_times.parse(text)


def test_the_next_reminder_is_the_first_that_is_still_to_come() -> None:
    """One whose moment has come, or passed, does not count."""
    start = berlin("2026-11-25 10:00")

    assert lead_times.next_moment(start, (1440, 60), berlin("2026-11-23 09:00")) == start - timedelta(days=1)
    assert lead_times.next_moment(start, (1440, 60), start - timedelta(days=1)) == start - timedelta(hours=1)
    assert lead_times.next_moment(start, (1440, 60), start - timedelta(minutes=59)) is None
    assert lead_times.next_moment(start, (), berlin("2026-11-23 09:00")) is None
