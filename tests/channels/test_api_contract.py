"""The seven calls of the Spurwing contract, as its Python client (forms) and its NodeJS client (JSON) make them."""

import re
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from booking.keys import new_key
from booking.tables import appointments
from channels.app import create_app
from channels.clock import utc_now
from tests.fixtures.api import Client, Office, make_host, over_socket
from tests.fixtures.processes import Server
from tests.fixtures.services import MakeServices

TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4}")
WAYS = pytest.mark.parametrize("form", [True, False], ids=["python", "nodejs"])


def follow_the_note(public: Client, private: Client, provider_id: str, today: datetime) -> None:
    """What the clients' own tests do, one after the other."""
    first, last = f"{today:%Y/%m/%d}", f"{today + timedelta(days=1):%Y/%m/%d}"

    types = public.get("appointment_types.json", provider_id=provider_id, page_size=None, offset=None).json
    assert len(types) >= 4
    assert types[0]["length"] == 60
    assert isinstance(types[0]["available_contact_types"], list)
    assert types[3]["capacity"] > 1
    type_id = types[0]["id"]
    assert uuid.UUID(type_id)

    steps = public.get("bookings/steps.json", provider_id=provider_id).json["steps"]
    assert [each["id"] for each in steps] == ["select_appt_type", "select_date_time", "your_information"]
    assert all(each["title"] for each in steps)

    asked = {"provider_id": provider_id, "appointment_type_id": type_id, "timezone": None, "organization_level": None}
    days = public.get("bookings/days_available.json", date_from_month=None, **asked).json["days_available"]
    assert days
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", each) for each in days)

    slots = public.get("bookings/slots_available.json", start_date=first, end_date=last, **asked).json[
        "slots_available"
    ]
    assert len(slots) >= 10
    assert all(TIME.fullmatch(each["date"]) and each["provider_id"] == provider_id for each in slots)
    assert [each["date"] for each in slots] == sorted(each["date"] for each in slots)

    booked = public.post(
        "bookings/complete_booking.json", provider_id=provider_id, appointment_type_id=type_id, date=slots[5]["date"],
        timezone=None, first_name="Ilya", last_name="Nevo", email="ilya2@nevolin.be", phone_number=None, appointment_id=None,
        appointment_location_id=None, video_chat_url=None, contact_type="My Contact Type",
    )  # fmt: skip
    assert booked.status == 200, booked.text
    appointment = booked.json["appointment"]
    assert (appointment["length"], appointment["contact_type"]) == (60, "My Contact Type")
    assert appointment["appointment_type"] == {"id": type_id, "name": types[0]["name"], "length": 60}
    assert appointment["start"] == slots[5]["date"]
    assert TIME.fullmatch(appointment["end"])
    assert isinstance(appointment["location"], str)

    group = private.post(
        "appointments", provider_id=provider_id, appointment_type_id=types[3]["id"], datetime=slots[8]["date"]
    )
    assert (group.status, group.json["errors"]) == (200, [])
    group_id = group.json["data"]["appointment"]["id"]
    for name in ("john", "bill"):
        joined = public.post(
            "bookings/complete_booking.json", provider_id=provider_id, appointment_type_id=types[3]["id"], date=None,
            first_name=name, last_name="G", email=f"{name}@nevolin.be", appointment_id=group_id,
        )  # fmt: skip
        assert joined.status == 200, joined.text
        assert joined.json["appointment"]["id"] == group_id

    listed = private.get("appointments", page_size=1000, offset=0, appointment_category=None, load_attendees="true")
    data: dict[str, Any] = listed.json["data"]
    assert data["appointmentsCount"] == 2
    assert {each["id"] for each in data["appointments"]} == {appointment["id"], group_id}
    both = next(each for each in data["appointments"] if each["id"] == group_id)["attendees"]
    assert [each["email"] for each in both] == ["john@nevolin.be", "bill@nevolin.be"]
    assert private.get("appointments", page_size=1, offset=1).json["data"]["appointmentsCount"] == 2

    for each in (appointment["id"], group_id):
        deleted = private.delete(f"appointments/{each}")
        assert (deleted.status, deleted.json["errors"]) == (200, [])
        assert deleted.json["data"]["appointment"]["id"] == each


@WAYS
def test_the_whole_contract(office: Office, form: bool) -> None:
    """The clients' own tests pass, on both databases."""
    public, private = Client(office.send, form=form), Client(office.send, office.key, form=form)

    follow_the_note(public, private, office.host.id, datetime(2026, 5, 11, tzinfo=UTC))


def test_the_whole_contract_over_a_socket(server: Server, make_services: MakeServices, database_url: str) -> None:
    """So they do against `convoke serve`, with the true time."""
    services = make_services()
    host, _ = make_host(services.booking, "Hana", "UTC", "mon-sun 00:00-24:00")
    key = new_key(services.engine, host.id, utc_now)
    server.settings["DATABASE_URL"] = database_url
    server.start()
    send = over_socket(server.port)

    for form in (True, False):
        other, _ = make_host(services.booking, f"Host{form}", "UTC", "mon-sun 00:00-24:00")
        key = new_key(services.engine, other.id, utc_now)
        follow_the_note(Client(send, form=form), Client(send, key, form=form), other.id, datetime.now(UTC))


@pytest.mark.parametrize(
    "written",
    [
        "2026-05-18", "2026/05/18", "2026-5-18", "2026-5-18 16:00:00", "2026-05-18 15:00:00 -0400",
        "2026-05-18T15:00:00Z", "2026-05-18T15:00:00.000Z", "2026-05-18T00:00:00.000Z", "2026-05-18T15:00:00+02:00",
        "2026-05-18T15:00:00-04:00", "Mon May 18 2026 15:00:00 GMT-0400 (Eastern Daylight Time)",
        "Mon May 18 2026 15:00:00 GMT+0200 (Mitteleuropäische Sommerzeit)", "2026-05-18 15:00:00  0200",
        "2026-05-18T15:00:00 02:00", "Mon May 18 2026 15:00:00 GMT 0200 (CEST)",
    ],
)  # fmt: skip
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_way_to_write_a_day(office: Office, written: str) -> None:
    """However the 18th of May is written, its slots are found, and its month."""
    asked = {"provider_id": office.host.id, "appointment_type_id": office.types[0].id, "timezone": "Europe/Berlin"}
    slots = office.public.get("bookings/slots_available.json", start_date=written, end_date=written, **asked)
    days = office.public.get("bookings/days_available.json", date_from_month=written, **asked)

    assert slots.json["slots_available"][0]["date"] == "2026-05-18 09:00:00 +0200"
    assert {each["date"][:10] for each in slots.json["slots_available"]} == {"2026-05-18"}
    assert days.json["days_available"][0] == "2026-05-11"
    assert days.json["days_available"][-1] == "2026-05-29"


@pytest.mark.parametrize(
    ("written", "timezone"),
    [
        ("2026-05-18 15:00:00", "Europe/Berlin"),
        ("2026-05-18 15:00:00", None),
        ("2026-5-18 9:00:00", "America/New_York"),
        ("2026-05-18 15:00", "Europe/Berlin"),
        ("2026-05-18 09:00:00 -0400", "Asia/Tokyo"),
        ("2026-05-18 15:00:00 +0200", None),
        ("2026-05-18 15:00:00  0200", None),
        ("2026-05-18T13:00:00Z", "America/New_York"),
        ("2026-05-18T13:00:00.000Z", None),
        ("2026-05-18T15:00:00.123+02:00", None),
        ("Mon May 18 2026 09:00:00 GMT-0400 (Eastern Daylight Time)", None),
        ("Mon May 18 2026 15:00:00 GMT 0200 (Central European Summer Time)", "UTC"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@WAYS
def test_every_way_to_write_an_instant(office: Office, written: str, timezone: str | None, form: bool) -> None:
    """However it is written, it is the same instant that is booked and opened."""
    values = {"provider_id": office.host.id, "appointment_type_id": office.types[0].id, "timezone": timezone}
    public, private = Client(office.send, form=form), Client(office.send, office.key, form=form)

    booked = public.post("bookings/complete_booking.json", date=written, email="karen@dev.to", **values).json[
        "appointment"
    ]
    private.delete(f"appointments/{booked['id']}")
    opened = private.post("appointments", datetime=written, **values).json["data"]["appointment"]

    for found in (booked, opened):
        start = datetime.strptime(found["start"], "%Y-%m-%d %H:%M:%S %z")
        assert start.astimezone(UTC) == datetime(2026, 5, 18, 13, tzinfo=UTC)


def test_a_slot_answered_can_be_booked_as_it_stands(office: Office) -> None:
    """In whatever zone the slots were asked for, the text books that very slot."""
    asked = {"provider_id": office.host.id, "appointment_type_id": office.types[0].id, "timezone": "America/St_Johns"}
    slot = office.public.get(
        "bookings/slots_available.json", start_date="2026-05-13", end_date="2026-05-13", **asked
    ).json
    date = slot["slots_available"][0]["date"]
    booked = office.book(date, timezone="America/St_Johns")

    assert date == "2026-05-13 04:30:00 -0230"
    assert booked["start"] == date
    assert booked["end"] == "2026-05-13 05:30:00 -0230"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("path", ["appointment_types.json", "bookings/steps.json", "appointments"])
def test_a_slash_at_the_end_changes_nothing(office: Office, path: str) -> None:
    """No redirect, the same answer."""
    plain, slashed = office.private.get(path), office.private.get(f"{path}/")

    assert (plain.status, plain.text) == (200, slashed.text)
    assert slashed.status == 200


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_java_opens_and_deletes_with_slashes(office: Office) -> None:
    """POST appointments/ and DELETE appointments/{id}/ do as without."""
    opened = office.private.post(
        "appointments/", appointment_type_id=office.types[3].id, datetime="2026-05-12 14:00:00"
    )
    id_ = opened.json["data"]["appointment"]["id"]

    assert isinstance(id_, str)
    assert office.private.delete(f"appointments/{id_}/").json["data"]["appointment"]["id"] == id_


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_midnight_of_a_day_alone(office: Office) -> None:
    """A group may be opened by its host at any free time: a date without a time is midnight, outside hours or not."""
    opened = office.private.post("appointments", appointment_type_id=office.types[3].id, datetime="2026/05/12")

    assert opened.status == 200
    assert opened.json["data"]["appointment"]["start"] == "2026-05-12 00:00:00 +0200"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_browsers_on_other_origins(office: Office) -> None:
    """A preflight for JSON is let through, and every answer may be read, refusals too."""
    asked = office.public.call(
        "OPTIONS", "bookings/complete_booking.json", Origin="https://shop.example", Access_Control_Request_Method="POST",
        Access_Control_Request_Headers="content-type",
    )  # fmt: skip
    refused = office.public.call("POST", "bookings/complete_booking.json", b"{}", "application/json")
    missing = office.public.get("nothing")

    assert asked.status in (200, 204)
    assert "POST" in asked.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in asked.headers["Access-Control-Allow-Headers"]
    assert [each.headers["Access-Control-Allow-Origin"] for each in (asked, refused, missing)] == ["*"] * 3
    assert (refused.status, missing.status) == (400, 404)


def test_a_taken_time_is_refused_with_others(office: Office) -> None:
    """4xx, a sentence in `message`, and the nearest that can be had, in the person's zone."""
    office.book("2026-05-12 10:00:00")
    values = {"provider_id": office.host.id, "appointment_type_id": office.types[0].id, "email": "bill@acme.io"}
    refused = office.public.post(
        "bookings/complete_booking.json", date="2026-05-12 09:30:00", timezone="Europe/Berlin", **values
    )

    assert refused.status == 409
    assert refused.json["message"] == "That time is taken."
    assert "2026-05-12 11:00:00 +0200" in refused.json["alternatives"]


def test_invitations_are_in_the_language_of_whoever_books(office: Office) -> None:
    """Whatever is said for one; without, or with none that we speak, in English."""
    for hour, locale in enumerate(("pt-BR", "", "../../etc\r\nBcc: x"), 10):
        assert office.public.post(
            "bookings/complete_booking.json", provider_id=office.host.id, appointment_type_id=office.types[0].id,
            date=f"2026-05-12 {hour}:00:00", email="bill@acme.io", locale=locale,
        ).status == 200  # fmt: skip
    with office.services.engine.connect() as connection:
        found = connection.scalars(select(appointments.c.locale).order_by(appointments.c.starts_at)).all()

    assert found == ["pt-BR", "en", "../../etc Bcc: x"]


def test_pages_have_a_stable_order(office: Office) -> None:
    """By start, whole, without repetition."""
    booked = [office.book(f"2026-05-{day} 10:00:00")["id"] for day in (15, 12, 14, 13)]
    pages = [office.private.get("appointments", page_size=3, offset=offset).json["data"] for offset in (0, 3)]

    assert [each["id"] for page in pages for each in page["appointments"]] == [booked[i] for i in (1, 3, 2, 0)]
    assert [page["appointmentsCount"] for page in pages] == [4, 4]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_types_by_page(office: Office) -> None:
    """In the order they were made, `page_size` at a time; an absurd size is as good as all."""
    pages = [
        office.public.get("appointment_types.json", provider_id=office.host.id, page_size=size, offset=offset).json
        for size, offset in ((3, 0), (3, 3), (10**9, 0), (1, 99))
    ]

    assert [len(page) for page in pages] == [3, 1, 4, 0]
    assert [each["name"] for each in pages[2]] == ["One hour", "Half an hour", "A quarter", "Group"]


def test_public_answers_show_nobodys_address(office: Office) -> None:
    """Who joins a group does not learn who is in it."""
    group = office.open_group()
    office.book(email="ana@guests.example", appointment_id=group, appointment_type_id=None, date=None)
    joined = office.public.post(
        "bookings/complete_booking.json", provider_id=office.host.id, email="bo@guests.example", appointment_id=group
    )

    assert joined.status == 200
    assert "@guests.example" not in joined.text
    assert joined.json["appointment"]["seats_left"] == 1


def test_what_somebody_is_about_to_confirm_is_not_offered(office: Office) -> None:
    """A time that a conversation has asked to confirm is kept from others for a while; it comes back when let go."""
    chat = create_app(office.services).test_client()

    def starts() -> list[str]:
        found = office.public.get(
            "bookings/slots_available.json", provider_id=office.host.id, appointment_type_id=office.types[0].id,
            start_date="2026-05-12", end_date="2026-05-12",
        )  # fmt: skip
        return [each["date"][11:16] for each in found.json["slots_available"]]

    def say(text: str, conversation: str | None = None) -> str:
        body = {"text": text, "conversation": conversation, "timezone": "Europe/Berlin"}
        return str(chat.post("/chat/messages", json=body).json["conversation"])  # type: ignore[index]

    assert "10:00" in starts()
    conversation = say("book One hour on May 12 at 10am with karen@dev.to")
    assert "10:00" not in starts()
    say("stop", conversation)
    assert "10:00" in starts()
