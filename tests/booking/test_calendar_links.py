"""Links into calendars on the web."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest

from booking.calendar_links import calendar_links

START = datetime(2027, 3, 10, 15, 0, tzinfo=ZoneInfo("Europe/Berlin"))
END = START + timedelta(minutes=45)
SERVICES = ["Google", "Outlook.com", "Microsoft 365", "Yahoo"]


def query(link: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query, strict_parsing=True).items()}


def test_the_links_hold_the_instants_in_utc() -> None:
    """Whatever zone the times were given in."""
    links = calendar_links("Kick-off", START, END, "Room 4", "Agenda\nPlan")

    assert list(links) == SERVICES
    assert query(links["Google"]) == {
        "action": "TEMPLATE",
        "text": "Kick-off",
        "dates": "20270310T140000Z/20270310T144500Z",
        "location": "Room 4",
        "details": "Agenda\nPlan",
    }
    assert query(links["Yahoo"])["st"] == "20270310T140000Z"
    assert query(links["Yahoo"])["et"] == "20270310T144500Z"
    for name in ("Outlook.com", "Microsoft 365"):
        assert query(links[name])["startdt"] == "2027-03-10T14:00:00Z"
        assert query(links[name])["enddt"] == "2027-03-10T14:45:00Z"
    assert links == calendar_links("Kick-off", START.astimezone(UTC), END.astimezone(UTC), "Room 4", "Agenda\nPlan")


@pytest.mark.parametrize("service", SERVICES)
def test_what_people_typed_changes_nothing_else(service: str) -> None:
    """Neither the address nor another part of the query; a blank is no plus, which Outlook would show."""
    plain = calendar_links("Kick off", START, END, "", "")[service]
    hostile = calendar_links("a&text=b#c\r\nd", START, END, "x?in_loc=y&rru=z", "<img src=x>\n& more")[service]

    assert hostile.partition("?")[0] == plain.partition("?")[0]
    assert query(hostile).keys() - {"location", "in_loc", "details", "desc", "body"} == query(plain).keys()
    assert "a&text=b#c d" in query(hostile).values()
    assert "Kick%20off" in plain
    assert hostile.isascii()
    assert not set(hostile) & set(" \r\n<>\"'#")


def test_outlook_gets_its_details_as_html() -> None:
    """And nothing in them becomes markup."""
    body = query(calendar_links("x", START, END, "", "<b>one</b>\ntwo")["Outlook.com"])["body"]

    assert body == "&lt;b&gt;one&lt;/b&gt;<br>two"


def test_long_details_are_cut() -> None:
    """The link stays one that a mail program opens."""
    details = query(calendar_links("x", START, END, "", "word " * 1000)["Google"])["details"]

    assert len(details) <= 700
    assert details.endswith("word…")
