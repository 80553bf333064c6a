"""Whatever is sent: never a 500, always 4xx and a sentence in `message`, and nothing changed."""

import json
from typing import Any

import pytest

from tests.fixtures.api import PREFIX, Answered, Office

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

HOSTILE: tuple[Any, ...] = (
    "", " ", "\0", "a\0b", "‮", "x" * 5000, "'; DROP TABLE appointments; --", "<script>alert(1)</script>", "%s%n{0}",
    "../../etc/passwd", "9" * 400, "-1", "1e309", "NaN", "٣", "null", "undefined", "true", "[]", "{}",
    0, -1, 10**18, 10**400, 1.5, True, False, [], [[]], {}, {"a": {"b": []}}, ["x"] * 200,
    "0000-00-00", "9999-12-31", "9999-12-31 23:59:59 -1400", "0001-01-01", "2026-02-30", "2026-13-01", "2026-05-18 25:00:00",
    "2026-05-18 15:00:00 +9999", "Mon May 38 2026 15:00:00 GMT-0400", "2026-03-29 02:30:00",
)  # fmt: skip


def calls(office: Office) -> list[tuple[str, str, dict[str, Any]]]:
    """Every call that takes a body, with values that are good."""
    group = office.open_group()
    host, kind = office.host.id, office.types[0].id
    return [
        (
            "POST",
            "bookings/complete_booking.json",
            {
                "provider_id": host, "appointment_type_id": kind, "date": "2026-05-12 10:00:00", "timezone": "Europe/Berlin",
                "first_name": "A", "last_name": "B", "email": "karen@dev.to", "phone_number": "1", "contact_type": "x",
                "appointment_location_id": "", "video_chat_url": "https://meet.example/x", "title": "t",
            },
        ),
        ("POST", "bookings/complete_booking.json", {"provider_id": host, "appointment_id": group, "email": "bo@dev.to"}),
        (
            "POST",
            "appointments",
            {"provider_id": host, "appointment_type_id": kind, "datetime": "2026-05-13 10:00", "attendees": ["a@b.example"]},
        ),
        ("POST", f"appointments/{group}/reschedule", {"datetime": "2026-05-14 10:00:00", "timezone": "UTC"}),
        ("POST", f"appointments/{group}/attendees", {"email": "cy@dev.to", "name": "Cy", "attendees": []}),
        ("PUT", f"appointments/{group}/attendees/cy@dev.to/rsvp", {"status": "ACCEPTED"}),
        (
            "PATCH",
            f"providers/{host}",
            {
                "name": "H", "email": "h@host.example", "timezone": "UTC", "hours": "mon 09:00-17:00", "step": 30,
                "notice": 1, "horizon": 60, "horizon_days": "calendar", "daily_limit": 0, "weekly_limit": 0,
            },
        ),
        (
            "POST",
            "appointment_types",
            {
                "name": "T", "length": 30, "capacity": 1, "buffer_before": 0, "buffer_after": 0, "location": "",
                "available_contact_types": [], "video_chat_url": "", "shared": False, "reminders": [60],
            },
        ),
        ("PATCH", f"appointment_types/{kind}", {"name": "T", "length": 60, "capacity": 2, "shared": True}),
        ("PUT", "overrides/2026-05-18", {"hours": "10:00-12:00"}),
        ("POST", "time_off", {"start": "2026-06-01", "end": "2026-06-02", "timezone": "UTC", "note": ""}),
        ("POST", "keys", {"name": "k"}),
    ]  # fmt: skip


def check(answer: Answered, *what: object) -> None:
    assert answer.status == 200 or 400 <= answer.status < 500, (what, answer)
    if answer.status != 200:
        assert answer.json["message"].strip(), what
        assert "Traceback" not in answer.text


def test_hostile_values_in_every_field_of_every_body(office: Office) -> None:
    """One field at a time, as JSON."""
    for method, path, good in calls(office):
        for name in good:
            for value in HOSTILE:
                body = json.dumps(good | {name: value}).encode()
                check(office.private.call(method, path, body, "application/json"), method, path, name, value)


def test_hostile_values_in_every_query(office: Office) -> None:
    """One parameter at a time."""
    asked = {"provider_id": office.host.id, "appointment_type_id": office.types[0].id}
    queries: dict[str, tuple[str, ...]] = {
        "appointment_types.json": ("provider_id", "page_size", "offset", "clients_can_book"),
        "bookings/steps.json": ("provider_id",),
        "bookings/days_available.json": (
            "provider_id", "appointment_type_id", "date_from_month", "timezone", "organization_level", "org_level"
        ),
        "bookings/slots_available.json": (
            "provider_id", "provider_ids", "appointment_type_id", "start_date", "end_date", "date_from_month", "timezone"
        ),
        "appointments": (
            "page_size", "offset", "provider_id", "start_date", "end_date", "load_attendees", "status", "timezone"
        ),
        "people/a@b.example": ("email",),
    }  # fmt: skip
    for path, names in queries.items():
        for name in names:
            for value in HOSTILE:
                check(office.private.get(path, **(asked | {name: value})), path, name, value)


def test_hostile_paths(office: Office) -> None:
    """Whatever stands where an id, a day or an address should."""
    texts = (
        "%00",
        "%ff%fe",
        "a" * 3000,
        "..",
        "%2e%2e",
        "9999-12-31",
        "0000-00-00",
        "x@",
        "@",
        "%20",
        "%E2%80%AE",
        "'--",
        "%2F",
    )
    for pattern in (
        "appointments/{}", "appointments/{}/attendees", "appointments/{}/history", "providers/{}", "appointment_types/{}",
        "people/{}", "overrides/{}", "time_off/{}", "keys/{}", "{}",
    ):  # fmt: skip
        for text in texts:
            for method in ("GET", "DELETE", "PUT", "PATCH", "POST", "TRACE", "PROPFIND"):
                check(
                    office.private.call(method, pattern.format(text), b"{}", "application/json"), method, pattern, text
                )


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"", "", 400),
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'"x"', "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b'{"email": "\\ud800"}', "application/json", 400),
        (b"[" * 50_000, "application/json", 400),
        (b"{}", "text/plain", 415),
        (b"<x/>", "application/xml", 415),
        (b"{}" + b" " * 70_000, "application/json", 413),
        (b"a=" + b"x" * 70_000, "application/x-www-form-urlencoded", 413),
        (b"%ff=%00&email=%ed%a0%80", "application/x-www-form-urlencoded", 400),
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x", 400),
        (b"x", "multipart/form-data", 400),
        (b"&" * 5000, "application/x-www-form-urlencoded", 400),
        (b"&".join(b"a%d=1" % n for n in range(5000)), "application/x-www-form-urlencoded", 400),
        (b'{"email": NaN}', "application/json", 400),
    ],
)
def test_bodies_that_are_none(office: Office, body: bytes, content_type: str, status: int) -> None:
    """400, 413 or 415, with a sentence."""
    answer = office.private.call("POST", "bookings/complete_booking.json", body, content_type)

    assert (answer.status, bool(answer.json["message"])) == (status, True)


def test_a_refusal_names_the_fields(office: Office) -> None:
    """One shape: `message`, and `errors` by field; nothing of the value is repeated."""
    answer = office.public.get("bookings/slots_available.json", provider_id=office.host.id, start_date="soonish")

    assert answer.status == 400
    assert {each["field"] for each in answer.json["errors"]} == {"appointment_type_id", "start_date"}
    assert answer.json["message"] == answer.json["errors"][0]["message"]
    assert "soonish" not in answer.text


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ({"start_date": "2026-05-19", "end_date": "2026-05-18"}, "before"),
        ({"start_date": "2026-05-18", "end_date": "2028-05-18"}, "366"),
        ({"timezone": "Mars/Olympus"}, "zone"),
        ({"start_date": "2026-02-30"}, "no such day"),
        ({"start_date": "1969-12-31"}, "year"),
        ({"provider_id": "null"}, "missing"),
    ],
)
def test_contradictions_are_told(office: Office, query: dict[str, str], word: str) -> None:
    """The sentence says what is wrong."""
    asked = {"provider_id": office.host.id, "appointment_type_id": office.types[0].id}
    answer = office.public.get("bookings/slots_available.json", **(asked | query))

    assert answer.status == 400
    assert word in answer.json["message"]


def test_methods_that_a_path_has_not(office: Office) -> None:
    """405 with those it has."""
    answer = office.private.call("PUT", "appointments", b"{}", "application/json")

    assert answer.status == 405
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))
    assert answer.json["message"]


def test_nothing_is_redirected(office: Office) -> None:
    """A slash too many is not found, rather than found elsewhere."""
    for path in ("//appointments", "appointments//x", "appointments/x//"):
        assert office.send("GET", PREFIX + path, {}, b"").status in (400, 401, 404)


def test_a_time_that_the_clocks_skip(office: Office) -> None:
    """It is refused with a sentence rather than booked at another."""
    answer = office.public.post(
        "bookings/complete_booking.json", provider_id=office.host.id, appointment_type_id=office.types[0].id,
        email="karen@dev.to", date="2027-03-28 02:30:00", timezone="Europe/Berlin",
    )  # fmt: skip

    assert (answer.status, "skip" in answer.json["message"]) == (400, True)


def test_line_breaks_in_names_are_taken_out(office: Office) -> None:
    """They do not reach anybody's mail header; they are not refused either."""
    office.book(first_name="Karen\r\nBcc: x@y.example", last_name="D\0oe")
    (found,) = office.private.get("appointments").json["data"]["appointments"]

    assert found["attendees"][0]["name"] == "Karen Bcc: x@y.example D oe"
