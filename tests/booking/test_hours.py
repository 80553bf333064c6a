"""Working hours as people write them."""

import pytest
from hypothesis import given

from booking import hours
from booking.errors import InvalidInput
from booking.model import WorkingRange
from tests.booking import calendars


def test_several_rules_with_several_ranges() -> None:
    """Days, times and rules each make a list; 24:00 is the end of the day."""
    found = hours.parse("mon-tue 09:00-12:00,13:00-17:00; sat 10:00-24:00")

    assert found == (
        WorkingRange(0, 540, 720),
        WorkingRange(0, 780, 1020),
        WorkingRange(1, 540, 720),
        WorkingRange(1, 780, 1020),
        WorkingRange(5, 600, 1440),
    )


def test_a_range_over_midnight_ends_on_the_next_day() -> None:
    """Its end is counted on from the midnight before it, and Sunday's may end on Monday."""
    assert hours.parse("sun 22:00-02:00") == (WorkingRange(6, 1320, 1560),)


@pytest.mark.parametrize(
    "text",
    [
        "MON - FRI  9:00 - 17:00 ;",
        "Monday-Friday 09:00–17:00",
        "fri,mon,tue-thurs 09:00-17:00",
        "mon 09:00-17:00; tue-fri 09:00-17:00",
        "mon,mon-fri 09:00-17:00",
    ],
)
def test_ways_to_write_the_same(text: str) -> None:
    """Case, blanks, long names, dashes, order and repetition do not matter."""
    assert hours.format(hours.parse(text)) == "mon-fri 09:00-17:00"


def test_days_may_go_over_the_end_of_the_week() -> None:
    """From Saturday to Monday are three days."""
    assert hours.format(hours.parse("sat-mon 10:00-12:00")) == "mon,sat-sun 10:00-12:00"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "missing"),
        (" ; ", "missing"),
        ("always", "cannot be read"),
        ("mon", "cannot be read"),
        ("9:00-17:00", "cannot be read"),
        ("mon 9-17", "“9-17” is no range"),
        ("mon 09:00", "“09:00” is no range"),
        ("mon 09:00-17:00,", "“” is no range"),
        ("mon 25:00-26:00", "from 00:00 to 24:00"),
        ("mon 09:60-17:00", "from 00:00 to 24:00"),
        ("mon 09:00-24:01", "from 00:00 to 24:00"),
        ("mon 24:00-02:00", "from 00:00 to 24:00"),
        ("mon 09:00-09:00", "empty"),
        ("mo 09:00-17:00", "“mo” is no day"),
        ("mon-xyz 09:00-17:00", "“xyz” is no day"),
        ("mon 09:00-12:00,11:00-13:00", "“mon 09:00-12:00” and “mon 11:00-13:00” overlap"),
        ("mon-fri 09:00-17:00; wed 10:00-12:00", "“wed 09:00-17:00” and “wed 10:00-12:00” overlap"),
        ("mon 09:00-17:00; mon 09:00-17:00", "overlap"),
        ("mon 22:00-02:00; tue 01:00-05:00", "“mon 22:00-02:00” and “tue 01:00-05:00” overlap"),
        ("sun 22:00-02:00; mon 01:00-05:00", "“sun 22:00-02:00” and “mon 01:00-05:00” overlap"),
        ("mon 09:00-17:00;" * 1000, "too long"),
        ("mon " + "9" * 1500, "no range"),
        ("mon\x00 09:00-17:00", "cannot be read"),
        ("mon ٠٩:٠٠-١٧:٠٠", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(text: str, complaint: str) -> None:
    """The sentence names the part that is wrong."""
    with pytest.raises(InvalidInput, match=complaint) as refused:
        hours.parse(text)

    assert len(str(refused.value)) < 250


@pytest.mark.parametrize(
    "ranges",
    [
        [WorkingRange(7, 0, 60)],
        [WorkingRange(0, -1, 60)],
        [WorkingRange(0, 60, 60)],
        [WorkingRange(0, 600, 2041)],
        [WorkingRange(0, 1440, 1500)],
        [WorkingRange(0, 60, 1500)],
    ],
)
def test_ranges_that_no_week_has(ranges: list[WorkingRange]) -> None:
    """Ranges made elsewhere are checked the same."""
    with pytest.raises(InvalidInput, match="no range of hours"):
        hours.check(ranges)


def test_a_week_that_never_closes() -> None:
    """Whole days that follow each other touch but do not overlap, also from Sunday to Monday."""
    assert len(hours.parse("mon-sun 00:00-24:00")) == 7


@given(calendars.hours())
def test_what_is_written_reads_back(ranges: tuple[WorkingRange, ...]) -> None:
    """Writing hours and reading them again changes nothing."""
    assert hours.parse(hours.format(ranges)) == ranges


@pytest.mark.parametrize(
    ("text", "ranges", "again"),
    [
        ("", (), ""),
        ("  ", (), ""),
        ("9:00-12:00, 13:00–15:30", ((540, 720), (780, 930)), "09:00-12:00,13:00-15:30"),
        ("13:00-15:00,09:00-12:00", ((540, 720), (780, 900)), "09:00-12:00,13:00-15:00"),
        ("22:00-02:00", ((1320, 1560),), "22:00-02:00"),
        ("00:00-24:00", ((0, 1440),), "00:00-24:00"),
    ],
)
def test_the_hours_of_one_day(text: str, ranges: tuple[tuple[int, int], ...], again: str) -> None:
    """As of a week, without the weekdays; nothing is a day off."""
    assert hours.parse_day(text) == ranges
    assert hours.format_day(ranges) == again


@pytest.mark.parametrize(
    "text",
    [
        "nine to five",
        "mon 09:00-17:00",
        "09:00-09:00",
        "09:00-12:00,11:00-13:00",
        "09:00",
        "25:00-26:00",
        ",",
        "9" * 3000,
        "08:00-09:00,22:00-08:30",
    ],
)
def test_hours_of_a_day_that_cannot_be(text: str) -> None:
    """A sentence says so."""
    with pytest.raises(InvalidInput):
        hours.parse_day(text)
