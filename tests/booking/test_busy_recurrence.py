"""Recurrence rules: the standard's own examples, and whatever else python-dateutil makes of them."""
# ruff: noqa: DTZ001, DTZ007 - these are wall clocks

from calendar import timegm
from datetime import datetime, timedelta
from typing import Any

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from booking.busy.recurrence import Rule, expand, parse
from booking.busy.values import Unclear

DAY = 86400
FAR = timegm((2100, 1, 1, 0, 0, 0))


def seconds(moment: datetime) -> int:
    """Seconds since 1970 of the wall clock."""
    return timegm(moment.timetuple())


def shown(instants: list[int]) -> str:
    return " ".join(f"{datetime(1970, 1, 1) + timedelta(seconds=each):%Y%m%d}" for each in instants)


def first(text: str, start: datetime, count: int) -> list[int]:
    """The first instances of a rule."""
    found = []
    for each in expand(parse(text), seconds(start), 0, FAR):
        found.append(each)
        if len(found) == count:
            break
    return found


@pytest.mark.parametrize(
    ("rule", "start", "expected"),
    [
        ("FREQ=DAILY;COUNT=3", "19970902", "19970902 19970903 19970904"),
        ("FREQ=DAILY;INTERVAL=10;COUNT=3", "19970902", "19970902 19970912 19970922"),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,TH", "19970902", "19970902 19970904 19970916 19970918"),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "19970805", "19970805 19970810 19970819 19970824"),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "19970805", "19970805 19970817 19970819 19970831"),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=1FR", "19970905", "19970905 19971003 19971107"),
        ("FREQ=MONTHLY;INTERVAL=2;COUNT=4;BYDAY=1SU,-1SU", "19970907", "19970907 19970928 19971102 19971130"),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=-2MO", "19970922", "19970922 19971020 19971117"),
        ("FREQ=MONTHLY;BYMONTHDAY=-3", "19970928", "19970928 19971029 19971128"),
        ("FREQ=MONTHLY;COUNT=4;BYMONTHDAY=1,-1", "19970930", "19970930 19971001 19971031 19971101"),
        ("FREQ=MONTHLY;INTERVAL=18;COUNT=4;BYMONTHDAY=10,11", "19970910", "19970910 19970911 19990310 19990311"),
        ("FREQ=YEARLY;COUNT=4;BYMONTH=6,7", "19970610", "19970610 19970710 19980610 19980710"),
        ("FREQ=YEARLY;INTERVAL=3;COUNT=4;BYYEARDAY=1,100,200", "19970101", "19970101 19970410 19970719 20000101"),
        ("FREQ=YEARLY;BYDAY=20MO", "19970519", "19970519 19980518 19990517"),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "19970512", "19970512 19980511 19990517"),
        ("FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO", "19971229", "19971229 19990104 20000103"),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "19970313", "19970313 19970320 19970327"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "19980213", "19980213 19980313 19981113"),
        ("FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", "19970913", "19970913 19971011 19971108"),
        (
            "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
            "19961105", "19961105 20001107 20041102",
        ),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "19970904", "19970904 19971007 19971106"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "19970929", "19970929 19971030 19971127"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "20070115", "20070115 20070130 20070215 20070315 20070330"),
        ("FREQ=YEARLY", "20240229", "20240229 20280229 20320229"),
        ("FREQ=MONTHLY", "20260131", "20260131 20260331 20260531"),
        ("FREQ=DAILY;BYMONTH=1;BYDAY=SU", "19980104", "19980104 19980111 19980118"),
        ("freq=weekly;byday=mo;", "19970901", "19970901 19970908 19970915"),
    ],
)  # fmt: skip
def test_examples(rule: str, start: str, expected: str) -> None:
    """Most stand in RFC 5545 section 3.8.5.3."""
    found = first(rule, datetime.strptime(start, "%Y%m%d") + timedelta(hours=9), len(expected.split()))

    assert shown(found) == expected
    assert all(each % DAY == 9 * 3600 for each in found)


def test_examples_within_a_day() -> None:
    """By hours and minutes."""
    start = datetime(1997, 9, 2, 9)
    clock = [
        f"{each % DAY // 3600}:{each % 3600 // 60:02}" for each in first("FREQ=MINUTELY;INTERVAL=90;COUNT=4", start, 9)
    ]
    assert clock == ["9:00", "10:30", "12:00", "13:30"]
    every = first("FREQ=DAILY;BYHOUR=9,10;BYMINUTE=0,20,40", start, 5)
    assert every == first("FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10", start, 5)
    assert [f"{each % DAY // 60}" for each in every] == ["540", "560", "580", "600", "620"]


def test_the_start_is_the_first_of_them_even_where_the_rule_does_not_say_so() -> None:
    """And it is one of those that COUNT counts (RFC 5545 section 3.3.10)."""
    assert shown(first("FREQ=WEEKLY;BYDAY=MO;COUNT=3", datetime(2026, 3, 3), 9)) == "20260303 20260309 20260316"


YEAR = seconds(datetime(2026, 1, 1)), seconds(datetime(2027, 1, 1))
WEEKDAYS = st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), unique=True, min_size=1, max_size=3)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """A rule as calendars have them, and stranger; each comes true."""
    frequency = draw(st.sampled_from(["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY"]))
    parts = [f"FREQ={frequency}"]

    def maybe(name: str, values: st.SearchStrategy[Any]) -> None:
        if draw(st.booleans()):
            found = draw(values)
            parts.append(f"{name}={','.join(map(str, found)) if isinstance(found, list) else found}")

    def some(low: int, high: int) -> st.SearchStrategy[list[int]]:
        return st.lists(st.integers(low, high).filter(bool), unique=True, min_size=1, max_size=3)

    maybe("INTERVAL", st.integers(1, 5))
    maybe("COUNT", st.integers(1, 50))
    maybe("WKST", st.sampled_from(["MO", "SU", "TH"]))
    if frequency in ("YEARLY", "MONTHLY"):
        numbered = st.lists(st.sampled_from(["1MO", "-1FR", "2TU", "-2SU", "WE"]), unique=True, min_size=1, max_size=3)
        selector = draw(st.sampled_from(["", "BYMONTHDAY", "BYDAY", "BYYEARDAY" if frequency == "YEARLY" else ""]))
        if selector:
            maybe(
                selector,
                {"BYMONTHDAY": some(-28, 28), "BYDAY": numbered | WEEKDAYS, "BYYEARDAY": some(-360, 360)}[selector],
            )
        if selector != "BYYEARDAY" and frequency == "YEARLY":
            maybe("BYMONTH", some(1, 12))
    else:
        maybe("BYDAY", WEEKDAYS)
    if frequency != "HOURLY":
        maybe("BYHOUR", some(1, 23))
        maybe("BYSETPOS", st.sampled_from([1, -1]))
    return ";".join(parts)


@given(rules(), st.datetimes(datetime(2020, 1, 1), datetime(2027, 1, 1)), st.integers(-100, 900), st.integers(1, 200))
@settings(max_examples=200, deadline=None)
def test_it_is_what_dateutil_finds(text: str, start: datetime, ahead: int, days: int) -> None:
    """For a start that fits the rule, seen through windows near and far."""
    fitting = rrule.rrulestr(text, dtstart=start.replace(day=min(start.day, 28))).after(start, inc=True)
    if fitting is None:  # a COUNT that was over by then
        return
    known = rrule.rrulestr(text, dtstart=fitting)
    low = fitting + timedelta(days=ahead)
    high = low + timedelta(days=days)

    found = list(expand(parse(text), seconds(fitting), seconds(low), seconds(high)))

    assert found == [seconds(each) for each in known.between(low, high, inc=True)]


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY;COUNT=1000000000",
        "FREQ=DAILY;COUNT=999999999999;BYDAY=MO",
        "FREQ=MINUTELY;BYHOUR=3;BYMINUTE=17;BYSECOND=59;INTERVAL=7",
        "FREQ=YEARLY;INTERVAL=1000000000",
        "FREQ=DAILY;INTERVAL=999999999;BYDAY=MO",
        "FREQ=MONTHLY;INTERVAL=1000000000;BYDAY=1MO",
    ],
)
def test_rules_that_never_come_true_end(text: str) -> None:
    """However they try."""
    assert len(list(expand(parse(text), seconds(datetime(1980, 1, 1)), *YEAR))) <= 60 * 24 * 366


@pytest.mark.parametrize("text", ["FREQ=SECONDLY;BYSETPOS=2", "FREQ=MINUTELY;COUNT=99999999;BYSECOND=0,1"])
def test_rules_that_take_too_many_steps_are_given_up(text: str) -> None:
    """Before they cost seconds."""
    with pytest.raises(Unclear):
        list(expand(parse(text), seconds(datetime(1980, 1, 1)), *YEAR))


@pytest.mark.parametrize(
    "text",
    [
        "", "COUNT=3", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=x", "FREQ=DAILY;UNTIL=soon", "FREQ=DAILY;BYDAY=XX",
        "FREQ=DAILY;BYHOUR=24", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=WEEKLY;WKST=X",
        "RSCALE=HEBREW;FREQ=YEARLY", "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;INTERVAL=²",
    ],
)  # fmt: skip
def test_what_is_no_rule(text: str) -> None:
    """It is not guessed at."""
    with pytest.raises(Unclear):
        parse(text)


def test_a_rule_keeps_what_it_says() -> None:
    """A part that is empty says nothing."""
    assert parse("FREQ=DAILY;BYHOUR=9,9,8;BYMONTH=") == Rule("DAILY", 1, None, None, 0, (), {"BYHOUR": (8, 9)})
