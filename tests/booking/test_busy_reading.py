"""What is busy according to a calendar file, rule by rule. Times are shown in UTC; the owner lives in Berlin."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from booking.busy.lines import MAX_DEPTH, MAX_EVENTS, Unreadable
from booking.busy.reading import Busy, Wish, read

MARCH = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
TEN = "DTSTART:20260303T100000Z", "DTEND:20260303T110000Z"
CUSTOM = """BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:{summer}
TZOFFSETTO:{winter}
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:{winter}
TZOFFSETTO:{summer}
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE"""


EUROPE = (
    CUSTOM.format(summer="+0200", winter="+0100")
    .replace("BYDAY=1SU;BYMONTH=11", "BYDAY=-1SU;BYMONTH=10")
    .replace("BYDAY=2SU;BYMONTH=3", "BYDAY=-1SU;BYMONTH=3")
    .replace("DTSTART:16010101T020000\nTZOFFSETFROM:+0200", "DTSTART:16010101T030000\nTZOFFSETFROM:+0200")
)


def event(*lines: str, uid: str = "one@feed.example") -> str:
    """A VEVENT of these lines."""
    return "\n".join(("BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT"))


def calendar(*parts: str) -> bytes:
    """A file of these components and properties."""
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *parts, "END:VCALENDAR", "")).replace("\n", "\r\n").encode()


def look(data: bytes, *, zone: str = "Europe/Berlin", ours: frozenset[str] = frozenset()) -> Busy:
    """What is found in March 2026."""
    since, until = (int(each.timestamp()) for each in MARCH)
    return read(data, Wish((since, until), zone, "hana@host.example", ours))


def times(data: bytes, **values: str) -> list[str]:
    """The busy times of March 2026, like `03 10:00-11:00`; nothing may have been skipped."""
    found = look(data, **values)  # type: ignore[arg-type]
    assert found.skipped == 0
    return [shown(*each) for each in found.spans]


def shown(begin: int, end: int) -> str:
    first, last = datetime.fromtimestamp(begin, UTC), datetime.fromtimestamp(end, UTC)
    same = first.date() == last.date()
    return f"{first:%d %H:%M}-{last:%H:%M}" if same else f"{first:%d %H:%M}-{last:%d %H:%M}"


def only(*lines: str, **values: str) -> list[str]:
    """The busy times of a file with one event of these lines."""
    return times(calendar(event(*lines)), **values)


@pytest.mark.parametrize(
    ("lines", "busy"),
    [
        ((), True),
        (("STATUS:CONFIRMED",), True),
        (("STATUS:TENTATIVE",), True),
        (("STATUS:CANCELLED",), False),
        (("STATUS:CANCELLED", "X-MICROSOFT-CDO-BUSYSTATUS:BUSY"), False),
        (("TRANSP:OPAQUE",), True),
        (("TRANSP:TRANSPARENT",), False),
        (("transp:transparent",), False),
        (("X-MICROSOFT-CDO-BUSYSTATUS:FREE", "TRANSP:OPAQUE"), False),
        (("X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE",), False),
        (("X-MICROSOFT-CDO-BUSYSTATUS:BUSY", "TRANSP:TRANSPARENT"), True),
        (("X-MICROSOFT-CDO-BUSYSTATUS:OOF",), True),
        (("X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE",), True),
        (("ATTENDEE;PARTSTAT=DECLINED:mailto:hana@host.example",), False),
        (('ATTENDEE;CN="Host; Hana: x";PARTSTAT=DECLINED:MAILTO:Hana@Host.example',), False),
        (("ATTENDEE;PARTSTAT=DECLINED;EMAIL=hana@host.example:urn:uuid:1",), False),
        (("ATTENDEE;PARTSTAT=DECLINED:mailto:other@host.example",), True),
        (("ATTENDEE;PARTSTAT=ACCEPTED:mailto:hana@host.example",), True),
    ],
)
def test_what_takes_time(lines: tuple[str, ...], busy: bool) -> None:
    """Cancelled and declined entries are free; Outlook's own word goes before TRANSP; a maybe is busy."""
    assert only(*TEN, *lines) == (["03 10:00-11:00"] if busy else [])


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("DTSTART;VALUE=DATE:20260310", "DTEND;VALUE=DATE:20260312"), ["09 23:00-11 23:00"]),
        (("DTSTART;VALUE=DATE:20260310",), ["09 23:00-10 23:00"]),
        (("DTSTART;VALUE=DATE:20260310", "DTEND;VALUE=DATE:20260310"), ["09 23:00-10 23:00"]),
        (("DTSTART:20260310", "DURATION:P2D"), ["09 23:00-11 23:00"]),
        (("DTSTART;VALUE=DATE:20260329",), ["28 23:00-29 22:00"]),
        (("DTSTART:20260310T100000Z",), []),
        (("DTSTART:20260310T100000Z", "DTEND:20260310T100000Z"), []),
        (("DTSTART:20260310T100000Z", "DURATION:PT90M"), ["10 10:00-11:30"]),
        (("DTSTART:20260310T100000Z", "DURATION:P1DT1H"), ["10 10:00-11 11:00"]),
        (("DTSTART:20260310T100000Z", "DURATION:P1W"), ["10 10:00-17 10:00"]),
        (("DTSTART:20260228T120000Z", "DTEND:20260301T120000Z"), ["01 00:00-12:00"]),
        (("DTSTART:20250101T000000Z", "DTEND:20270101T000000Z"), ["01 00:00-01 00:00"]),
        (("DTSTART:20260310T240000Z", "DURATION:PT1H"), ["11 00:00-01:00"]),
        (("DTSTART:2026-03-10T10:00:00Z", "DURATION:PT1H"), ["10 10:00-11:00"]),
    ],
)
def test_how_long_it_takes(lines: tuple[str, ...], expected: list[str]) -> None:
    """A date is the owner's whole day; the end is exclusive; a time without an end takes none; all is cut to the window."""
    assert only(*lines) == expected


def test_touching_and_overlapping_times_are_one() -> None:
    """Whatever order they come in."""
    parts = [
        event("DTSTART:20260303T120000Z", "DTEND:20260303T130000Z", uid="c"),
        event(*TEN, uid="a"),
        event("DTSTART:20260303T110000Z", "DTEND:20260303T113000Z", uid="b"),
        event("DTSTART:20260303T101500Z", "DTEND:20260303T103000Z", uid="d"),
    ]
    assert times(calendar(*parts)) == ["03 10:00-11:30", "03 12:00-13:00"]


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Europe/Berlin", "03 09:00-10:00"),
        ("europe/berlin", "03 09:00-10:00"),
        ("America/New_York", "03 15:00-16:00"),
        ("UTC", "03 10:00-11:00"),
        ("Eastern Standard Time", "03 15:00-16:00"),
        ("New Zealand Standard Time", "02 21:00-22:00"),
        ("(UTC-05:00) Eastern Time (US & Canada)", "03 15:00-16:00"),
        ('"(UTC-05:00) Eastern Time (US & Canada)"', "03 15:00-16:00"),
        ('"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"', "03 09:00-10:00"),
        ('"(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien"', "03 09:00-10:00"),
        ('"(UTC) Dublin, Edinburgh, Lisbon, London"', "03 10:00-11:00"),
        ('"(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi"', "03 04:30-05:30"),
        ('"(GMT-08.00) Pacific Time (US & Canada)"', "03 18:00-19:00"),
        ('"(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi"', "03 02:00-03:00"),
        ("/freeassociation.sourceforge.net/America/New_York", "03 15:00-16:00"),
        ("/freeassociation.sourceforge.net/Tzfile/America/Argentina/Buenos_Aires", "03 13:00-14:00"),
        ("tzone://Microsoft/Utc", "03 10:00-11:00"),
    ],
)
def test_names_of_zones(zone: str, expected: str) -> None:
    """IANA's, Windows', Outlook's and those with a path before them, none of them explained in the file."""
    found = look(calendar(event(f"DTSTART;TZID={zone}:20260303T100000", f"DTEND;TZID={zone}:20260303T110000")))

    assert ([shown(*each) for each in found.spans], found.warnings) == ([expected], ())


def test_a_zone_that_nobody_knows_is_the_owners_with_a_warning() -> None:
    """The warning tells how many events it is about, and no word of theirs."""
    parts = (
        event("DTSTART;TZID=Secret Base:20260303T100000", "DTEND;TZID=Secret Base:20260303T110000", uid=n) for n in "ab"
    )
    found = look(calendar(*parts))

    assert [shown(*each) for each in found.spans] == ["03 09:00-10:00"]
    assert found.warnings == ("2 events are in a time zone that nobody knows, and taken to be in Europe/Berlin.",)


def test_floating_times() -> None:
    """They are in the calendar's own zone where it names one, else in the owner's; dates are always the owner's."""
    lines = "DTSTART:20260303T100000", "DTEND:20260303T110000"
    assert only(*lines) == ["03 09:00-10:00"]
    assert only(*lines, zone="Asia/Tokyo") == ["03 01:00-02:00"]
    assert times(calendar("X-WR-TIMEZONE:America/New_York", event(*lines))) == ["03 15:00-16:00"]
    assert times(calendar("X-WR-TIMEZONE:Nowhere/Else", event(*lines))) == ["03 09:00-10:00"]
    assert times(calendar("X-WR-TIMEZONE:America/New_York", event("DTSTART;VALUE=DATE:20260303"))) == [
        "02 23:00-03 23:00"
    ]


def in_custom_zone(time: str = "20260303T100000", hours: int = 1) -> str:
    return event(f"DTSTART;TZID=Customized Time Zone:{time}", f"DURATION:PT{hours}H")


def test_a_vtimezone_explains_its_name() -> None:
    """Also a name that means something else elsewhere; in summer as in winter; before and after its event."""
    zone = CUSTOM.format(summer="-0400", winter="-0500")
    assert times(calendar(zone, in_custom_zone())) == ["03 15:00-16:00"]
    assert times(calendar(in_custom_zone("20260310T100000"), zone)) == ["10 14:00-15:00"]
    named = calendar(zone, in_custom_zone()).replace(b"Customized Time Zone", b"Tokyo Standard Time")
    assert times(named) == ["03 15:00-16:00"]


def test_an_iana_name_means_what_it_means_whatever_the_file_says() -> None:
    """A wrong VTIMEZONE of a known zone is not believed."""
    zone = CUSTOM.format(summer="+0900", winter="+0800").replace("Customized Time Zone", "America/New_York")
    assert times(calendar(zone, event("DTSTART;TZID=America/New_York:20260303T100000", "DURATION:PT1H"))) == [
        "03 15:00-16:00"
    ]


def test_two_files_may_mean_different_things_by_one_name() -> None:
    """Nothing of one calendar is remembered for the next, nor within one file from one VCALENDAR to the other."""
    west, east = (CUSTOM.format(summer=s, winter=w) for s, w in (("-0400", "-0500"), ("+1000", "+0900")))
    assert times(calendar(west, in_custom_zone())) == ["03 15:00-16:00"]
    assert times(calendar(east, in_custom_zone())) == ["03 01:00-02:00"]
    other = in_custom_zone().replace("one@", "two@")
    assert times(calendar(west, in_custom_zone()) + calendar(east, other)) == ["03 01:00-02:00", "03 15:00-16:00"]


@pytest.mark.parametrize(
    "broken",
    ["TZOFFSETTO:-0500", "TZOFFSETFROM:-0400", "DTSTART:16010101T020000", "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11"],
)
def test_a_vtimezone_that_cannot_be_read_is_none(broken: str) -> None:
    """Then the name has to do, or the owner's zone with a warning."""
    zone = CUSTOM.format(summer="-0400", winter="-0500").replace(broken, broken.partition(":")[0] + ":nonsense")
    found = look(calendar(zone, in_custom_zone()))

    assert [shown(*each) for each in found.spans] == ["03 09:00-10:00"]
    assert len(found.warnings) == 1


def test_a_zone_that_changes_every_second_is_none() -> None:
    """It takes no time to find out."""
    zone = CUSTOM.format(summer="-0400", winter="-0500").replace("FREQ=YEARLY;BYDAY=1SU;BYMONTH=11", "FREQ=SECONDLY")
    assert len(look(calendar(zone, in_custom_zone())).warnings) == 1


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Customized Time Zone"])
@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("20260329T013000", "29 00:30-01:30"),
        ("20260329T023000", "29 01:30-02:30"),
        ("20260329T033000", "29 01:30-02:30"),
    ],
)
def test_the_hour_that_is_skipped(zone: str, start: str, expected: str) -> None:
    """It is read with the offset from before (RFC 5545 section 3.3.5), in a named zone as in one of the file's own."""
    assert times(calendar(EUROPE, event(f"DTSTART;TZID={zone}:{start}", "DURATION:PT1H"))) == [expected]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Customized Time Zone"])
def test_the_hour_that_comes_twice_is_the_first(zone: str) -> None:
    """In Berlin in October, by name and by a VTIMEZONE."""
    since = int(datetime(2026, 10, 25, tzinfo=UTC).timestamp())
    data = calendar(EUROPE, event(f"DTSTART;TZID={zone}:20261025T023000", "DURATION:PT30M"))
    found = read(data, Wish((since, since + 86400), "UTC"))

    assert [shown(*each) for each in found.spans] == ["25 00:30-01:00"]


SERIES = "DTSTART;TZID=Europe/Berlin:20260302T100000", "DTEND;TZID=Europe/Berlin:20260302T110000", "RRULE:FREQ=WEEKLY"
MONDAYS = ["02 09:00-10:00", "09 09:00-10:00", "16 09:00-10:00", "23 09:00-10:00", "30 08:00-09:00"]


def test_a_series_keeps_its_wall_clock() -> None:
    """An hour earlier in UTC from summer time on; an old one too."""
    assert only(*SERIES) == MONDAYS
    assert only(*(each.replace("20260302", "19800107") for each in SERIES)) == MONDAYS


def test_a_series_that_ends_before_it_begins_is_none() -> None:
    """As calendars leave them behind when all of a series is taken away; one that ends as it begins is one date."""
    assert only(*SERIES[:2], "RRULE:FREQ=WEEKLY;UNTIL=20260301T000000Z") == []
    assert only(*SERIES[:2], "RRULE:FREQ=WEEKLY;UNTIL=20260302T090000Z") == MONDAYS[:1]
    assert only(*SERIES[:2], "RRULE:FREQ=WEEKLY;UNTIL=20260302") == MONDAYS[:1]


def test_a_night_shift_ends_when_the_clock_says_so() -> None:
    """A DTEND is repeated as the wall clock has it, a DURATION in hours as long as it is."""
    night = "DTSTART;TZID=Europe/Berlin:20260321T220000", "RRULE:FREQ=WEEKLY;COUNT=2"
    assert only(*night, "DTEND;TZID=Europe/Berlin:20260322T060000") == ["21 21:00-22 05:00", "28 21:00-29 04:00"]
    assert only(*night, "DURATION:PT8H") == ["21 21:00-22 05:00", "28 21:00-29 05:00"]


@pytest.mark.parametrize(
    "lines",
    [
        ("EXDATE;TZID=Europe/Berlin:20260309T100000", "EXDATE;TZID=Europe/Berlin:20260323T100000"),
        ("EXDATE;TZID=Europe/Berlin:20260309T100000,20260323T100000",),
        ("EXDATE:20260309T090000Z,20260323T090000Z",),
        ("EXDATE;VALUE=DATE:20260309,20260323",),
        ("EXDATE;TZID=W. Europe Standard Time:20260309T100000,20260323T100000",),
        ("EXDATE:20260309T100000,20260323T100000", "EXDATE:"),
    ],
)
def test_what_is_taken_out(lines: tuple[str, ...]) -> None:
    """By instant, in whichever zone it is written, by day, in lists and in lines."""
    assert only(*SERIES, *lines) == [each for each in MONDAYS if each[:2] not in ("09", "23")]


def test_days_taken_out_of_a_series_of_days() -> None:
    """Also where they are written as times."""
    lines = "DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=DAILY;COUNT=3"
    assert only(*lines, "EXDATE;VALUE=DATE:20260303") == ["01 23:00-02 23:00", "03 23:00-04 23:00"]
    assert only(*lines, "EXDATE:20260303T000000Z") == ["01 23:00-02 23:00", "03 23:00-04 23:00"]


def test_times_that_are_added() -> None:
    """Alone, in another zone, as a period with an end or a length, as a day, beside a rule or without one."""
    added = "RDATE:20260305T120000Z", "RDATE;TZID=America/New_York:20260306T100000"
    periods = ("RDATE;VALUE=PERIOD:20260307T100000Z/20260307T103000Z,20260308T100000Z/PT15M",)
    assert only(*SERIES[:2], *added, *periods, "RDATE;VALUE=DATE:20260310") == [
        "02 09:00-10:00", "05 12:00-13:00", "06 15:00-16:00", "07 10:00-10:30", "08 10:00-10:15", "10 09:00-10:00",
    ]  # fmt: skip
    assert only(*SERIES, "RDATE:20260309T090000Z", "EXDATE:20260316T090000Z") == [*MONDAYS[:2], *MONDAYS[3:]]


def changed(rid: str, *lines: str) -> str:
    return event(rid, *lines)


@pytest.mark.parametrize(
    "rid",
    [
        "RECURRENCE-ID;TZID=Europe/Berlin:20260309T100000",
        "RECURRENCE-ID:20260309T090000Z",
        "RECURRENCE-ID;TZID=W. Europe Standard Time:20260309T100000",
        "RECURRENCE-ID;VALUE=DATE:20260309",
    ],
)
def test_a_moved_instance_counts_at_its_new_place_only(rid: str) -> None:
    """Its name is an instant, in whichever zone it is written; the file may have it before its series."""
    moved = changed(rid, "DTSTART:20260310T120000Z", "DTEND:20260310T123000Z")
    expected = [MONDAYS[0], "10 12:00-12:30", *MONDAYS[2:]]
    assert times(calendar(event(*SERIES), moved)) == times(calendar(moved, event(*SERIES))) == expected


def test_what_is_moved_into_or_out_of_the_time_that_is_asked_for() -> None:
    """Where it is counts, not where it was."""
    into = changed("RECURRENCE-ID:20260406T080000Z", "DTSTART:20260331T080000Z", "DURATION:PT1H")
    out = changed("RECURRENCE-ID:20260330T080000Z", "DTSTART:20260403T080000Z", "DURATION:PT1H")
    assert times(calendar(event(*SERIES), into, out)) == [*MONDAYS[:4], "31 08:00-09:00"]


@pytest.mark.parametrize(
    "line", ["STATUS:CANCELLED", "TRANSP:TRANSPARENT", "ATTENDEE;PARTSTAT=DECLINED:mailto:hana@host.example"]
)
def test_a_freed_instance_frees_itself_alone(line: str) -> None:
    """Cancelled, free or declined."""
    freed = changed("RECURRENCE-ID:20260309T090000Z", "DTSTART:20260309T090000Z", "DURATION:PT1H", line)
    assert times(calendar(event(*SERIES), freed)) == [MONDAYS[0], *MONDAYS[2:]]


def test_an_instance_without_its_series_counts_by_itself() -> None:
    """As calendars have it when somebody was invited to one date only."""
    assert only("RECURRENCE-ID:20260309T090000Z", *TEN) == ["03 10:00-11:00"]


def test_from_this_one_on() -> None:
    """RANGE=THISANDFUTURE shifts, stretches or frees all later ones, but for those changed by themselves."""
    rid = "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260316T100000"
    later = changed(rid, "DTSTART;TZID=Europe/Berlin:20260317T120000", "DTEND;TZID=Europe/Berlin:20260317T140000")
    assert times(calendar(event(*SERIES), later)) == [
        *MONDAYS[:2],
        "17 11:00-13:00",
        "24 11:00-13:00",
        "31 10:00-12:00",
    ]
    own = changed("RECURRENCE-ID:20260323T090000Z", "DTSTART:20260325T090000Z", "DURATION:PT1H")
    assert times(calendar(event(*SERIES), later, own))[3:] == ["25 09:00-10:00", "31 10:00-12:00"]
    ended = changed(rid, "DTSTART;TZID=Europe/Berlin:20260316T100000", "DURATION:PT1H", "STATUS:CANCELLED")
    assert times(calendar(event(*SERIES), ended)) == MONDAYS[:2]


@pytest.mark.parametrize(
    ("first", "second", "newest"),
    [
        (("SEQUENCE:2", "DTSTAMP:20260101T000000Z"), ("SEQUENCE:1", "DTSTAMP:20260201T000000Z"), "first"),
        (("SEQUENCE:1", "DTSTAMP:20260201T000000Z"), ("SEQUENCE:1", "DTSTAMP:20260101T000000Z"), "first"),
        (("SEQUENCE:10",), ("SEQUENCE:9",), "first"),
        (("DTSTAMP:20260101T000000Z",), ("SEQUENCE:1", "DTSTAMP:20250101T000000Z"), "second"),
        (("SEQUENCE:1", "DTSTAMP:20260101T000000Z"), ("SEQUENCE:1", "DTSTAMP:20260101T000000Z"), "second"),
    ],
)
def test_of_several_revisions_the_newest_counts(first: tuple[str, ...], second: tuple[str, ...], newest: str) -> None:
    """By SEQUENCE, then by DTSTAMP, then the one that comes later in the file."""
    moved = "DTSTART:20260304T100000Z", "DTEND:20260304T110000Z"
    expected = {"first": ["03 10:00-11:00"], "second": ["04 10:00-11:00"]}
    assert times(calendar(event(*TEN, *first), event(*moved, *second))) == expected[newest]


def test_revisions_of_an_instance() -> None:
    """Are told apart by the instant they name, not by how it is written."""
    old = changed("RECURRENCE-ID:20260309T090000Z", "DTSTART:20260311T090000Z", "DURATION:PT1H", "SEQUENCE:1")
    new = changed(
        "RECURRENCE-ID;TZID=Europe/Berlin:20260309T100000", "DTSTART:20260312T090000Z", "DURATION:PT1H", "SEQUENCE:2"
    )
    assert times(calendar(new, event(*SERIES), old)) == [MONDAYS[0], "12 09:00-10:00", *MONDAYS[2:]]


def test_our_own_meetings_do_not_count() -> None:
    """Neither as they stand nor with changed instances, cancelled or not."""
    data = calendar(event(*TEN, uid="ours@convoke.example"), event(*SERIES, uid="theirs"))
    assert [shown(*each) for each in look(data, ours=frozenset({"ours@convoke.example"})).spans] == MONDAYS


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (("DTSTART:nonsense", "DTEND:20260303T110000Z"), "an unreadable start"),
        (("SUMMARY:no start",), "no start"),
        (("DTSTART:20260303T100000Z", "DTEND:20260303T090000Z"), "an end before the start"),
        (("DTSTART:20260303T100000Z", "DURATION:-PT1H"), "a negative length"),
        (("DTSTART:20260303T100000Z", "DTEND:99991231T235959Z"), "an end in the year 9999"),
        (("DTSTART:20260303T100000Z", "DURATION:P999999999W"), "a huge length"),
        (("DTSTART:00000101T000000Z", "DURATION:PT1H"), "a year that is none"),
        (("DTSTART:20261301T000000Z", "DURATION:PT1H"), "a month that is none"),
        (("DTSTART:20260303T256100Z", "DURATION:PT1H"), "a time that is none"),
        ((*TEN, "RRULE:FREQ=SOMETIMES"), "a rule that cannot be read"),
        ((*TEN, "RRULE:FREQ=DAILY;INTERVAL=0"), "a rule that goes nowhere"),
        ((*TEN, "RRULE:FREQ=DAILY;BYMONTHDAY=" + "9" * 5000), "a number without end"),
        ((*TEN, "RRULE:FREQ=SECONDLY"), "a rule that comes every second"),
        ((*TEN, "EXDATE:nonsense"), "an unreadable exception"),
        ((*TEN, "RDATE:20260303T100000Z/-PT5M"), "a negative period"),
        (("RECURRENCE-ID:nonsense", *TEN), "an unreadable name of an instance"),
    ],
)
def test_one_bad_event_is_left_out_and_counted(lines: tuple[str, ...], why: str) -> None:
    """The others stand, and the owner is told, without a word of the event."""
    found = look(calendar(event(*lines, uid="bad"), event("DTSTART:20260305T100000Z", "DURATION:PT1H", uid="good")))

    assert ([shown(*each) for each in found.spans], found.events, found.skipped) == (["05 10:00-11:00"], 2, 1), why
    assert found.warnings == ("1 event cannot be understood and was left out.",)


@pytest.mark.parametrize("start", ["00010101T000000Z", "99991231T233000Z", "00010101", "99991231"])
def test_the_ends_of_time(start: str) -> None:
    """What lies that far off is not in the way; birthdays begin in the year 1604."""
    assert (
        look(calendar(event(f"DTSTART:{start}"), event(f"DTSTART:{start}", "RRULE:FREQ=YEARLY", uid="b"))).events == 2
    )
    assert only("DTSTART;VALUE=DATE:16040315", "RRULE:FREQ=YEARLY") == ["14 23:00-15 23:00"]
    assert only("DTSTART;VALUE=DATE:00010315", "RRULE:FREQ=DAILY;INTERVAL=7")[:1] != []


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b"\r\n", b"\n"),
        lambda data: data.replace(b"\r\n", b"\r"),
        lambda data: data.replace(b"\r\n", b"\r\r\n"),
        lambda data: data.replace(b"\r\n", b"\r\n\r\n"),
        lambda data: data.decode().encode("utf-16"),
        lambda data: data.replace(b"SUMMARY:", b"SUMMARY:K\xf6ln \xa0"),
        lambda data: data.replace(b"VERSION:2.0\r\n", b""),
        lambda data: data.replace(b"SUMMARY:", b"DESCRIPTION:" + b"A" * 1_000_000 + b"\r\nSUMMARY:"),
        lambda data: data.replace(b"DTSTART", b"DTST\r\n ART").replace(b"10000", b"1000\r\n\t0"),
        lambda data: data.replace(b"BEGIN:V", b"begin:v").replace(b"DTSTART", b"dtstart"),
        lambda data: data.replace(b"END:VEVENT\r\n", b""),
        lambda data: data + b"\r\n\r\n",
        lambda data: b"\r\n" + data,
    ],
)  # fmt: skip
def test_forms_that_occur(change: Callable[[bytes], bytes]) -> None:
    """Marks, line ends, bytes, missing and strange lines make no difference."""
    data = calendar(event("SUMMARY:Lunch", "DTSTART:20260303T100000Z", "DTEND:20260303T110000Z"))
    assert times(change(data)) == ["03 10:00-11:00"]


def test_parts_of_an_event_are_not_the_event() -> None:
    """An alarm has a DURATION, attendees and a UID of its own."""
    alarm = "BEGIN:VALARM\nUID:x\nDURATION:PT9H\nATTENDEE;PARTSTAT=DECLINED:mailto:hana@host.example\nEND:VALARM"
    assert only("DTSTART:20260303T100000Z", alarm, "DURATION:PT1H") == ["03 10:00-11:00"]


def test_other_components_are_ignored() -> None:
    """To-dos, journals and what nobody knows."""
    todo = "BEGIN:VTODO\nUID:t\nDTSTART:20260303T100000Z\nDUE:20260303T110000Z\nEND:VTODO"
    assert look(calendar(todo, todo.replace("VTODO", "X-WHATEVER"))) == Busy((), 0, 0, ())


def test_free_busy_components_count() -> None:
    """As some servers publish nothing else."""
    part = """BEGIN:VFREEBUSY
FREEBUSY:20260303T100000Z/20260303T110000Z,20260304T100000Z/PT30M
FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260305T100000Z/PT30M
FREEBUSY;FBTYPE=FREE:20260306T100000Z/PT30M
END:VFREEBUSY"""
    assert times(calendar(part)) == ["03 10:00-11:00", "04 10:00-10:30", "05 10:00-10:30"]


def test_events_without_a_uid_are_each_their_own() -> None:
    """None of them is taken for a revision of another."""
    first, second = (event(*TEN).replace("UID:one@feed.example\n", "") for _ in range(2))
    assert times(calendar(first, second.replace("20260303", "20260304"))) == ["03 10:00-11:00", "04 10:00-11:00"]


def test_a_calendar_without_events_is_all_free() -> None:
    """That is a good answer."""
    assert look(calendar()) == Busy((), 0, 0, ())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no calendar"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "no calendar"),
        (b"BEGIN:VEVENT\r\nEND:VEVENT\r\n", "no calendar"),
        (calendar(event(*TEN))[:-20], "cut off"),
        (b"BEGIN:VCALENDAR\r\n", "cut off"),
        (calendar("BEGIN:X\n" * MAX_DEPTH), "deep"),
        (calendar(event(*TEN) + "\n" + "BEGIN:VEVENT\nEND:VEVENT\n" * MAX_EVENTS), "too large"),
    ],
)
def test_what_is_refused_as_a_whole(data: bytes, words: str) -> None:
    """So that what is known stays, and is not taken for all free."""
    with pytest.raises(Unreadable, match=words):
        look(data)


def test_as_many_events_as_may_be_are_read() -> None:
    """The limit itself is within."""
    assert look(calendar(*(event(*TEN, uid=str(number)) for number in range(MAX_EVENTS)))).events == MAX_EVENTS


def test_it_does_not_matter_where_in_the_file_things_stand() -> None:
    """All parts in the opposite order mean the same."""
    parts = [
        CUSTOM.format(summer="-0400", winter="-0500"),
        in_custom_zone().replace("one@", "two@"),
        event(*SERIES),
        changed("RECURRENCE-ID:20260309T090000Z", "DTSTART:20260311T090000Z", "DURATION:PT1H"),
        changed("RECURRENCE-ID:20260316T090000Z", "DTSTART:20260316T090000Z", "DURATION:PT1H", "STATUS:CANCELLED"),
    ]
    assert times(calendar(*parts)) == times(calendar(*reversed(parts)))
    assert len(times(calendar(*parts))) == 5
