"""Whatever somebody writes: no exception, bounded time, and nothing that later code could stumble over."""

from datetime import UTC, datetime
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialog.understanding import Intent, Reading, read
from dialog.understanding.languages import LANGUAGES
from dialog.understanding.lexicon import for_locale, written_language

NOW = datetime(2026, 5, 13, 14, 0, tzinfo=UTC)
ZONES = st.sampled_from(["America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati", "UTC"])
WRITTEN = [language for language in LANGUAGES if written_language(language) == language]
MOMENTS = st.integers(946_684_800, 4_102_444_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
PIECES = st.sampled_from(
    [
        *sorted({word for language in WRITTEN for word in for_locale(language).known}),
        *(f" {number}" for number in (0, 1, 3, 12, 24, 31, 60, 99, 1530, 2027, 9999)),
        *"-–/.,:+@#()<>\"'\n\u200b１٣",
        *(
            "3pm",
            "15:30",
            "5/18",
            "18.5.",
            "2026-05-18",
            "31/12/9999",
            "1/1/0001",
            "kim@x.org",
            "https://x.org/",
            "UTC+2",
            "EDT",
        ),
    ]
)
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(PIECES, max_size=30).map(" ".join), st.lists(PIECES, max_size=30).map("".join)
)


def check(text: str, reading: Reading) -> None:
    assert isinstance(reading.intent, Intent)
    assert reading.number is None or -1 <= reading.number <= 99
    assert reading.minutes is None or 0 < reading.minutes <= 24 * 60
    assert reading.title is None or 0 < len(reading.title) <= 200
    for address in reading.emails:
        assert address.email.count("@") == 1
    moment = reading.moment
    if moment is None:
        return
    for instant in (moment.start, moment.end, moment.other):
        if instant is not None:
            assert instant.astimezone(UTC).utcoffset() is not None
            assert 1900 <= instant.year <= 3000
    assert moment.end is None or moment.end >= moment.start
    assert moment.has_day or moment.has_time
    assert 0 <= moment.span[0] < moment.span[1] <= len(text)


@settings(max_examples=1500, deadline=None)
@given(TEXTS, ZONES, MOMENTS, st.sampled_from(WRITTEN))
def test_any_text_is_read(text: str, zone: str, now: datetime, locale: str) -> None:
    """Moments are aware and within the calendar, spans within the text."""
    check(text, read(text, now, zone, locale))


LONG = {
    "words": "book a meeting ",
    "days": "monday ",
    "numbers": "3 ",
    "ranges": "3-4 ",
    "lengths": "9h30 ",
    "about": "about ",
    "commas": "1,",
    "dots": "1.",
    "digits": "9",
    "at signs": "@",
    "chain": "a@",
    "half": "a.",
    "names": "Kim Lee ",
    "addresses": "Kim <kim@x.org>, ",
    "links": "mailto:kim@x.org ",
    "urls": "https://x.org/ ",
    "brackets": "[(",
    "quotes": 'about "',
    "zone cues": "i'm in ",
    "misspelt": "tomorrrow ",
    "emoji": "👍🏽",
    "invisible": "\u200b",
    "Han": "明天",
    "ordinals": "第",
    "spoken hours": "差五分三点",
    "compounds": "dienstagnachmittag ",
    "no compounds": "dienstagdienstagdienstagx ",
    "joined numbers": "ein und zwanzig ",
    "apostrophes": "l'l'l'",
    "days counted": "friday in 2 weeks ",
}


@pytest.mark.parametrize("locale", WRITTEN)
@pytest.mark.parametrize("piece", LONG.values(), ids=LONG.keys())
def test_a_long_text_takes_time_linear_in_its_length(piece: str, locale: str) -> None:
    """10,000 characters in a few hundredths of a second; ten times as many in not much more than ten times that."""
    assert seconds(piece * (10_000 // len(piece)), locale) < 0.2
    assert seconds(piece * (100_000 // len(piece)), locale) < 1.5


def seconds(text: str, locale: str) -> float:
    """How long a text takes to be read; the best of three, for the machine may do other things meanwhile."""
    took = []
    for _ in range(3):
        before = process_time()
        check(text, read(text, NOW, "UTC", locale))
        took.append(process_time() - before)
    return min(took)


@pytest.mark.parametrize(("locale", "text"), [("en", "book about {}x"), ("zh", "主题：{}x"), ("zh", "关于x{}y")])
def test_a_title_full_of_spaces_takes_no_longer(locale: str, text: str) -> None:
    """Of a piece that long only the beginning can be a title."""
    text = text.format(" " * 50_000)

    assert seconds(text, locale) < 0.5


def test_lone_surrogates_and_controls_are_read() -> None:
    """A text may hold what is no character at all."""
    check("\ud800 tomorrow\x00 at\x1b 3pm\x7f", read("\ud800 tomorrow\x00 at\x1b 3pm\x7f", NOW))
