"""Dates as clients write them, read and shown."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.api.dates import month_of, parse, show

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")


@given(st.text(alphabet="0123456789-/:TZ +.,MonayGT()\0\ud800٣", max_size=140) | st.text(max_size=140))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Never anything but a date or a ValueError, and the date can be used in any zone."""
    try:
        found = parse(text)
    except ValueError:
        return
    assert found.day_in(NEW_YORK)


@given(st.integers(2 * 86400, 32_000_000_000), st.integers(-12 * 4, 14 * 4))
def test_what_is_shown_is_read_back(seconds: int, quarters: int) -> None:
    """Whatever the offset; also where the plus was lost."""
    zone = timezone(timedelta(minutes=15 * quarters))
    instant = datetime.fromtimestamp(seconds, UTC)
    text = show(instant, zone)

    assert text == instant.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S %z")
    assert parse(text).instant(BERLIN) == instant
    assert parse(text.replace("+", " ")).instant(BERLIN) == instant


@pytest.mark.parametrize(
    ("text", "in_berlin", "in_new_york"),
    [
        ("2026-05-18T02:00:00Z", 18, 17),  # an instant is on the day that the person has then
        ("2026-05-18T22:30:00.000Z", 19, 18),
        ("2026-05-18T00:00:00.000Z", 18, 18),  # what JavaScript makes of a date without a time
        ("2026-05-18 01:00:00 -0400", 18, 18),  # a clock that somebody looks at
        ("Mon May 18 2026 00:00:00 GMT+0200 (CEST)", 18, 18),
        ("2026-05-18", 18, 18),
    ],
)
def test_which_day_is_meant(text: str, in_berlin: int, in_new_york: int) -> None:
    """The day as written, but for instants in UTC."""
    found = parse(text)

    assert (found.day_in(BERLIN), found.day_in(NEW_YORK)) == (date(2026, 5, in_berlin), date(2026, 5, in_new_york))


def test_months() -> None:
    """From the first to the last, up to the end of time."""
    assert month_of(date(2028, 2, 10)) == (date(2028, 2, 1), date(2028, 2, 29))
    assert month_of(date(9999, 12, 31)) == (date(9999, 12, 1), date(9999, 12, 31))
