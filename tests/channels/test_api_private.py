"""The calls of the REST API that carry a host's key."""

import json
import re
from typing import Any

import pytest

from booking.busy import keeping
from booking.keys import new_key
from channels.calendars import sealing
from tests.fixtures.api import Client, Office

ONE_ENGINE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def attendees(office: Office, appointment: str) -> dict[str, str]:
    found = office.private.get(f"appointments/{appointment}/attendees").json["data"]["attendees"]
    return {each["email"]: each["status"] for each in found}


def mails(office: Office) -> list[tuple[str, str]]:
    """(method, reader) of what is in the outbox."""
    with office.services.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT payload, reader FROM outbox ORDER BY id").all()
    return [(json.loads(payload)["method"], reader) for payload, reader in rows]


def test_moving_an_appointment(office: Office) -> None:
    """It is at the other time, its old time is free, and everybody is asked again."""
    booked = office.book("2026-05-12 10:00:00")
    path = f"appointments/{booked['id']}/reschedule"
    moved = office.private.post(path, datetime="2026-05-12 10:30:00")
    again = office.private.post(path, datetime="2026-05-12 18:00:00")

    assert moved.json["data"]["appointment"]["start"] == "2026-05-12 10:30:00 +0200"
    assert (again.status, again.json["reason"]) == (409, "outside_hours")
    assert again.json["alternatives"]
    assert office.private.get(f"appointments/{booked['id']}").json == moved.json
    office.book("2026-05-12 09:30:00")


def test_editing_an_appointment(office: Office) -> None:
    """What is given changes, the rest stays, and everybody is told; what is no link is refused."""
    booked = office.book("2026-05-12 10:00:00")
    path = f"appointments/{booked['id']}"
    edited = office.private.patch(path, title="Budget", location="Room 5")
    refused = office.private.patch(path, video_chat_url="javascript:alert(1)")

    found = edited.json["data"]["appointment"]
    assert (found["title"], found["location"], found["start"][:19]) == ("Budget", "Room 5", "2026-05-12 10:00:00")
    assert refused.status == 400
    assert office.private.get(path).json == edited.json
    assert [method for method, _reader in mails(office)] == ["REQUEST"] * 4


def test_seats_of_a_group(office: Office) -> None:
    """People are added, answer, and are taken off one by one; the others stay, and nobody is added beyond the seats."""
    group = office.open_group()
    path = f"appointments/{group}/attendees"
    office.private.post(path, attendees=[{"email": "Ana@Guests.example", "name": "Ana"}, "bo@guests.example"])
    again = office.private.post(path, email="ana@guests.example")
    full = office.private.post(path, attendees="cy@guests.example, di@guests.example")
    office.private.put(f"{path}/ana@guests.example/rsvp", status="ACCEPTED")

    assert (full.status, full.json["reason"]) == (409, "full")
    assert len(again.json["data"]["attendees"]) == 2
    assert attendees(office, group) == {"ana@guests.example": "ACCEPTED", "bo@guests.example": "NEEDS-ACTION"}

    removed = office.private.delete(f"{path}/bo@guests.example")
    assert [each["name"] for each in removed.json["data"]["attendees"]] == ["Ana"]
    assert office.private.get(f"appointments/{group}").json["data"]["appointment"]["status"] == "confirmed"
    assert ("CANCEL", "ana@guests.example") not in mails(office)
    assert office.private.delete(f"{path}/never@guests.example").status == 404


def test_several_people_at_once(office: Office) -> None:
    """The host may book for a group in one call."""
    answer = office.private.post(
        "appointments", appointment_type_id=office.types[3].id, datetime="2026-05-12 14:00", title="Q3 budget",
        attendees=["ana@guests.example", "bo@guests.example"],
    )  # fmt: skip

    found = answer.json["data"]["appointment"]
    assert (found["title"], found["location"], found["seats_left"]) == ("Q3 budget", "Room 1", 1)
    assert len(attendees(office, found["id"])) == 2


def test_history_says_who_through_what(office: Office) -> None:
    """Each change, with the beginning of the key that made it."""
    booked = office.book()
    office.private.delete(f"appointments/{booked['id']}")
    office.private.delete(f"appointments/{booked['id']}")
    history = office.private.get(f"appointments/{booked['id']}/history").json["data"]["history"]

    assert [(each["action"], each["channel"], each["actor"]) for each in history] == [
        ("booked", "api", ""),
        ("cancelled", "api", office.key[:14]),
    ]
    assert office.key not in str(history)


def test_cancelled_ones_stay_listed(office: Office) -> None:
    """They are history; the list can be asked for either, and for days."""
    first, second = office.book("2026-05-12 10:00:00"), office.book("2026-05-13 10:00:00")
    office.private.delete(f"appointments/{first['id']}")

    def listed(**query: Any) -> list[str]:
        return [each["id"] for each in office.private.get("appointments", **query).json["data"]["appointments"]]

    assert listed() == [first["id"], second["id"]]
    assert listed(status="confirmed") == [second["id"]]
    assert listed(status="cancelled") == [first["id"]]
    assert listed(start_date="2026-05-13", end_date="2026-05-13") == [second["id"]]
    assert listed(end_date="2026-05-12") == [first["id"]]


def test_a_key_opens_its_own_host_only(office: Office, other_office: Office) -> None:
    """What is another's is not there: 404, whatever is tried; nothing of it changes."""
    booked, key = office.book(), new_key(office.services.engine, office.host.id, office.services.clock)
    off = office.private.post("time_off", start="2026-06-01", end="2026-06-02").json["data"]["time_off"][0]
    key_id = office.private.get("keys").json["data"]["keys"][1]["id"]
    feed_id = office.private.post("feeds").json["data"]["id"]
    calendar_id = office.private.post("calendars", url="https://feeds.example/x").json["data"]["calendars"][0]["id"]
    theirs, path = other_office.private, f"appointments/{booked['id']}"
    tried = [
        theirs.get(path),
        theirs.delete(path),
        theirs.patch(path, title="Mine"),
        theirs.post(f"{path}/reschedule", datetime="2026-05-13 10:00"),
        theirs.get(f"{path}/history"),
        theirs.get(f"{path}/attendees"),
        theirs.post(f"{path}/attendees", email="x@guests.example"),
        theirs.delete(f"{path}/attendees/karen@dev.to"),
        theirs.put(f"{path}/attendees/karen@dev.to/rsvp", status="DECLINED"),
        theirs.get("appointments", provider_id=office.host.id),
        theirs.post(
            "appointments",
            provider_id=office.host.id,
            appointment_type_id=office.types[3].id,
            datetime="2026-05-14 10:00",
        ),
        theirs.post("appointments", appointment_type_id=office.types[3].id, datetime="2026-05-14 10:00"),
        theirs.get(f"providers/{office.host.id}"),
        theirs.patch(f"providers/{office.host.id}", name="Mine"),
        theirs.get(f"appointment_types/{office.types[0].id}"),
        theirs.patch(f"appointment_types/{office.types[0].id}", name="Mine"),
        theirs.delete(f"time_off/{off['id']}"),
        theirs.delete(f"keys/{key_id}"),
        theirs.delete(f"feeds/{feed_id}"),
        theirs.post(f"calendars/{calendar_id}/refresh"),
        theirs.delete(f"calendars/{calendar_id}"),
    ]

    assert [each.status for each in tried] == [404] * len(tried)
    assert all(each.json["message"] for each in tried)
    assert theirs.get("appointments").json["data"]["appointmentsCount"] == 0
    assert office.private.get(path).json["data"]["appointment"]["status"] == "confirmed"
    assert Client(office.send, key).get("providers").status == 200
    assert len(office.private.get("time_off").json["data"]["time_off"]) == 1


@ONE_ENGINE
@pytest.mark.parametrize("key", ["", "nonsense", "convoke_" + "x" * 43, "\xff\xfe", "a b c"])
def test_no_key_no_answer(office: Office, key: str) -> None:
    """401 with a sentence, and the way to authenticate."""
    answer = Client(office.send, key).get("appointments")

    assert answer.status == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert "API key" in answer.json["message"]


def test_keys_come_and_go(office: Office) -> None:
    """A new key works at once, shows only its beginning, and opens nothing once it is revoked."""
    secret = office.private.post("keys", name="Dashboard").json["data"]["key"]
    listed = office.private.get("keys")
    made = next(each for each in listed.json["data"]["keys"] if each["name"] == "Dashboard")

    assert Client(office.send, secret).get("providers").status == 200
    assert secret not in listed.text
    assert secret.startswith(made["prefix"])
    assert made["revoked_at"] is None

    revoked = office.private.delete(f"keys/{made['id']}").json["data"]["keys"]
    assert next(each for each in revoked if each["id"] == made["id"])["revoked_at"]
    assert Client(office.send, secret).get("providers").status == 401


def test_feeds(office: Office) -> None:
    """The address is told once; revoked, or another host's, a feed does not exist."""
    made = office.private.post("feeds", shows="busy").json["data"]
    assert re.fullmatch(r"http://.*/feeds/[a-z2-7]{26}\.ics", made["url"])
    office.private.post("feeds")
    listed = office.private.get("feeds")
    assert [each["shows"] for each in listed.json["data"]["feeds"]] == ["busy", "details"]
    assert made["url"][-30:-4] not in listed.text
    assert office.private.post("feeds", shows="all").status == 400
    assert office.public.get("feeds").status == 401

    revoked = office.private.delete(f"feeds/{made['id']}").json["data"]["feeds"]
    assert [each["revoked_at"] is None for each in revoked] == [False, True]
    assert office.private.delete("feeds/nothing").status == 404


def test_other_calendars(office: Office) -> None:
    """The address is kept sealed and never shown; nothing is asked of it until a worker does."""
    url = "webcal://ada:word@Feeds.Example/secret.ics"
    (made,) = office.private.post("calendars", url=url).json["data"]["calendars"]
    listed = office.private.post("calendars", url="https://cloud.example/dav/", kind="caldav")
    assert (made["host"], made["kind"], made["read_at"], made["problem"]) == ("feeds.example", "ics", None, "")
    assert sorted(each["kind"] for each in listed.json["data"]["calendars"]) == ["caldav", "ics"]
    with office.services.engine.connect() as connection:
        kept = str(connection.exec_driver_sql("SELECT * FROM calendars").all())
    assert [secret for secret in ("secret.ics", "word") if secret in kept + listed.text] == []

    claimed = keeping.claim(office.services.engine, made["id"], office.services.clock())
    assert claimed is not None
    whole = sealing.unseal(claimed.url, office.services.settings.secret_key or "")
    assert whole == "https://ada:word@feeds.example/secret.ics"
    for wrong in ("ftp://feeds.example/x", "feeds.example", "https://", " "):
        assert office.private.post("calendars", url=wrong).status == 400
    assert office.private.post("calendars", url=url, kind="outlook").status == 400
    assert office.public.get("calendars").status == 401


def test_other_calendars_are_looked_into_and_taken_off(office: Office) -> None:
    """When the host says so; and there are only so many."""
    now = office.services.clock()
    (made,) = office.private.post("calendars", url="https://feeds.example/1").json["data"]["calendars"]
    claimed = keeping.claim_due(office.services.engine, now)
    assert claimed is not None
    keeping.failed(office.services.engine, claimed, "It is gone.", now, None)
    assert office.private.get("calendars").json["data"]["calendars"][0]["problem"] == "It is gone."
    assert office.private.post(f"calendars/{made['id']}/refresh").status == 200
    assert keeping.claim_due(office.services.engine, now) is not None

    for number in range(1, keeping.MAX_CALENDARS):
        assert office.private.post("calendars", url=f"https://feeds.example/{number}").status == 200
    assert office.private.post("calendars", url="https://feeds.example/more").status == 400
    assert len(office.private.delete(f"calendars/{made['id']}").json["data"]["calendars"]) == keeping.MAX_CALENDARS - 1
    assert office.private.delete("calendars/nothing").status == 404


def test_the_host_and_their_hours(office: Office) -> None:
    """What is given changes, the rest stays, and the slots follow."""
    before = office.private.get("providers").json["data"]["providers"][0]
    changed = office.private.patch(
        f"providers/{office.host.id}", hours="tue 13:00-15:00", daily_limit=1, horizon_days="business"
    )

    assert changed.json["data"]["provider"] == before | {
        "hours": "tue 13:00-15:00", "daily_limit": 1, "horizon_days": "business",
    }  # fmt: skip
    slots = office.public.get(
        "bookings/slots_available.json", provider_id=office.host.id, appointment_type_id=office.types[0].id,
        start_date="2026-05-11", end_date="2026-05-15",
    )  # fmt: skip
    assert [each["date"][:16] for each in slots.json["slots_available"]] == [
        "2026-05-12 13:00", "2026-05-12 13:30", "2026-05-12 14:00",
    ]  # fmt: skip
    lifted = office.private.patch(f"providers/{office.host.id}", daily_limit=0)
    assert lifted.json["data"]["provider"]["daily_limit"] is None
    assert office.private.patch(f"providers/{office.host.id}", hours="noon").status == 400


def test_types_are_made_and_changed(office: Office) -> None:
    """A new type is listed last and can be booked; a change leaves the rest."""
    made = office.private.post(
        "appointment_types",
        name="Workshop",
        length=90,
        capacity=8,
        available_contact_types=["In Person"],
        shared=True,
        reminders=[60, 2880],
    ).json["data"]["appointment_type"]
    changed = office.private.patch(f"appointment_types/{made['id']}", length=120, location="Hall")

    assert office.private.get("appointment_types").json["data"]["appointment_types"][-1]["id"] == made["id"]
    assert changed.json["data"]["appointment_type"] == made | {"length": 120, "location": "Hall"}
    assert made["reminders"] == [2880, 60]
    assert office.private.patch(f"appointment_types/{made['id']}", reminders=[0]).status == 400
    assert office.private.get(f"appointment_types/{made['id']}").json == changed.json
    assert (
        office.private.patch(f"appointment_types/{made['id']}", location="").json["data"]["appointment_type"][
            "location"
        ]
        == ""
    )
    assert office.book(appointment_type_id=made["id"])["length"] == 120


def test_days_with_other_hours_and_days_off(office: Office) -> None:
    """The slots of such a day are those of its own hours; once cleared, the week's."""

    def starts(day: str) -> list[str]:
        found = office.public.get(
            "bookings/slots_available.json", provider_id=office.host.id, appointment_type_id=office.types[0].id,
            start_date=day, end_date=day,
        )  # fmt: skip
        return [each["date"][11:16] for each in found.json["slots_available"]]

    office.private.put("overrides/2026-05-16", hours="10:00-12:00")
    office.private.put("overrides/2026-05-18")
    listed = office.private.get("overrides").json["data"]["overrides"]
    assert listed == [{"day": "2026-05-16", "hours": "10:00-12:00"}, {"day": "2026-05-18", "hours": ""}]
    assert starts("2026-05-16") == ["10:00", "10:30", "11:00"]
    assert starts("2026-05-18") == []
    office.private.delete("overrides/2026-05-18")
    assert starts("2026-05-18")[0] == "09:00"

    off = office.private.post("time_off", start="2026-05-18 09:00:00", end="2026-05-18 15:00:00", note="Dentist")
    assert off.json["data"]["time_off"][0]["start"] == "2026-05-18 09:00:00 +0200"
    assert starts("2026-05-18") == ["15:00", "15:30", "16:00"]
    office.private.delete(f"time_off/{off.json['data']['time_off'][0]['id']}")
    assert starts("2026-05-18")[0] == "09:00"
    assert office.private.delete(f"time_off/{off.json['data']['time_off'][0]['id']}").status == 404


def test_what_is_held_about_somebody(office: Office) -> None:
    """It is shown, and after its erasure there is none; the appointment stands."""
    booked = office.book(first_name="Karen", phone_number="+49 30 1234")
    held = office.private.get("people/karen@dev.to")
    assert "+49 30 1234" in held.text
    assert [each["id"] for each in held.json["data"]["held"]["appointments"]] == [booked["id"]]

    assert office.private.delete("people/karen@dev.to").json["data"]["erased"]["seats"] == 1
    held = office.private.get("people/karen@dev.to").json["data"]["held"]
    assert not any(held.values())
    assert "Karen" not in office.private.get(f"appointments/{booked['id']}").text
    assert office.private.get(f"appointments/{booked['id']}").json["data"]["appointment"]["status"] == "confirmed"


def test_another_hosts_people_are_not_shown_or_erased(office: Office, other_office: Office) -> None:
    """A key tells and erases nothing of another host's."""
    booked = office.book()
    held = other_office.private.get("people/karen@dev.to")
    erased = other_office.private.delete("people/karen@dev.to")

    assert booked["id"] not in held.text
    assert (erased.status, "operator" in erased.json["message"]) == (409, True)
    assert attendees(office, booked["id"]) == {"karen@dev.to": "NEEDS-ACTION"}
