"""What a time zone is called where people read it."""

from datetime import UTC, datetime

import pytest

from booking.letters.reading import reading
from booking.zone_names import zone_name

NAMES = {
    "Etc/GMT-2": "UTC+2",
    "Etc/GMT+10": "UTC-10",
    "Etc/GMT": "UTC",
    "UTC": "UTC",
    "Europe/Berlin": "Europe/Berlin",
}
START, END = datetime(2026, 5, 12, 15, 0, tzinfo=UTC), datetime(2026, 5, 12, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(("zone", "name"), NAMES.items())
def test_the_sign_of_an_offset_is_the_one_that_people_write(zone: str, name: str) -> None:
    assert zone_name(zone) == name


def test_letters_say_it_once() -> None:
    assert reading("en_US", "Etc/GMT-2").times(START, END) == "5:00 PM – 6:00 PM (UTC+2)"
    assert reading("en_US", "Etc/GMT-2").briefly(START).endswith("(UTC+2)")
    assert reading("en_US", "Europe/Berlin").times(START, END) == "5:00 PM – 6:00 PM (CEST, Europe/Berlin)"
