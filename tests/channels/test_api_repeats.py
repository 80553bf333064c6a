"""How often may be called, and what happens when the same call comes again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
import redis as redis_py

from booking.keys import new_key
from channels.api.limits import RateLimit
from channels.settings import Limit
from tests.fixtures.api import Answered, Client, Office, in_process, make_host
from tests.fixtures.services import MakeServices

ONE_ENGINE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def booking(office: Office, key: str = "k1", **values: str) -> Answered:
    client = Client(office.send, headers={"Idempotency-Key": key})
    asked = {"provider_id": office.host.id, "appointment_type_id": office.types[0].id, "email": "karen@dev.to"}
    return client.post("bookings/complete_booking.json", **(asked | {"date": "2026-05-12 10:00:00"} | values))


def count(office: Office) -> int:
    return int(office.private.get("appointments").json["data"]["appointmentsCount"])


def test_the_same_call_again_gets_the_same_answer(office: Office) -> None:
    """One appointment, one answer, marked as a repetition."""
    first, second = booking(office), booking(office)

    assert (first.status, first.text) == (200, second.text)
    assert second.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert count(office) == 1


@ONE_ENGINE
def test_another_call_with_that_key_is_refused(office: Office) -> None:
    """422, and nothing is booked."""
    booking(office)
    other = booking(office, date="2026-05-13 10:00:00")

    assert other.status == 422
    assert "Idempotency-Key" in other.json["message"]
    assert count(office) == 1


@ONE_ENGINE
def test_a_refusal_is_not_kept(office: Office) -> None:
    """What was refused may be tried again once it can be had."""
    standing = office.book()
    assert booking(office).status == 409
    office.private.delete(f"appointments/{standing['id']}")

    assert booking(office).status == 200


@ONE_ENGINE
def test_keys_are_each_callers_own(office: Office, other_office: Office) -> None:
    """Two hosts may use the same one."""
    answers = [
        Client(each.send, each.key, headers={"Idempotency-Key": "1"}).post(
            "appointments", appointment_type_id=each.types[3].id, datetime="2026-05-12 10:00:00"
        )
        for each in (office, other_office)
    ]

    assert [each.status for each in answers] == [200, 200]
    assert answers[0].json != answers[1].json


@ONE_ENGINE
def test_every_change_may_be_repeated(office: Office) -> None:
    """Time off noted twice with one key is noted once; a new API key is not kept for anybody to read again."""
    client = Client(office.send, office.key, headers={"Idempotency-Key": "once"})
    for _ in range(2):
        found = client.post("time_off", start="2026-06-01", end="2026-06-02")
    secrets = {client.post("keys").json["data"]["key"] for _ in range(2)}

    assert len(found.json["data"]["time_off"]) == 1
    assert len(secrets) == 2


@ONE_ENGINE
@pytest.mark.parametrize("key", ["x" * 256, "tab\there"])
def test_what_cannot_be_a_key(office: Office, key: str) -> None:
    """400 with a sentence."""
    assert booking(office, key).status == 400


def test_at_the_same_moment_it_is_done_once(office: Office) -> None:
    """Ten at once: one appointment; the others get the same answer or are told to come again."""
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: booking(office), range(10)))

    good = {each.text for each in answers if each.status == 200}
    assert {each.status for each in answers} <= {200, 409}
    assert len(good) == 1
    assert count(office) == 1


def test_an_answer_that_got_lost_is_found_in_the_calendar(office: Office, redis: redis_py.Redis) -> None:
    """Where Redis has forgotten, the booking itself knows the key."""
    first = booking(office)
    redis.flushall()
    second = booking(office)

    assert first.json == second.json
    assert "Idempotency-Replayed" not in second.headers
    assert count(office) == 1


@ONE_ENGINE
def test_calls_are_limited_by_key_and_address(make_services: MakeServices) -> None:
    """Beyond the limit 429 with the time to wait; a key has a count of its own, a wrong one counts for the address."""
    services = make_services(api_rate_limit=Limit(3, 60))
    host, _ = make_host(services.booking, "Hana")

    send = in_process(services)
    public = Client(send)
    private = Client(send, new_key(services.engine, host.id, services.clock))
    answers = [public.get("bookings/steps.json") for _ in range(2)] + [Client(send, "wrong").get("appointments")]
    refused = public.get("bookings/steps.json")

    assert [each.headers["RateLimit-Remaining"] for each in answers] == ["2", "1", "0"]
    assert answers[0].headers["RateLimit-Limit"] == answers[0].headers["X-RateLimit-Limit"] == "3"
    assert refused.status == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["Retry-After"] == refused.headers["RateLimit-Reset"]
    assert refused.headers["Access-Control-Allow-Origin"] == "*"
    assert "wait" in refused.json["message"]
    assert private.get("appointments").status == 200
    assert public.call("OPTIONS", "appointments").status == 200


def test_a_call_is_counted_in_one_trip(redis: redis_py.Redis) -> None:
    """The limit costs one command to Redis a call."""
    limit = RateLimit(redis, Limit(600, 60))
    limit.hit("somebody")
    before = redis.info("commandstats")
    limit.hit("somebody")
    after = redis.info("commandstats")

    calls = {name: after[name]["calls"] - before.get(name, {"calls": 0})["calls"] for name in after}
    assert calls["cmdstat_evalsha"] == 1
    assert {name for name, number in calls.items() if number} <= {
        "cmdstat_evalsha", "cmdstat_incrby", "cmdstat_expire", "cmdstat_info",
    }  # fmt: skip


@ONE_ENGINE
def test_without_redis_there_is_no_answer_but_a_sentence(make_services: MakeServices) -> None:
    """503, to be tried again."""
    services = make_services(redis_url="unix:///nowhere.sock")
    answer = Client(in_process(services)).get("bookings/steps.json")

    assert (answer.status, answer.headers["Retry-After"]) == (503, "1")
    assert answer.json["message"]


@ONE_ENGINE
def test_nobody_floods_a_mailbox(make_services: MakeServices) -> None:
    """429 and a reason, for who has sent too much and for who was sent too much; nothing is booked."""
    services = make_services(invite_limit=Limit(2, 24 * 3600), invite_recipient_limit=Limit(1, 24 * 3600))
    host, types = make_host(services.booking, "Hana")
    kind, key = types[0], new_key(services.engine, host.id, services.clock)
    send = in_process(services)
    public, private = Client(send), Client(send, key)

    def book(client: Client, hour: int, email: str) -> Answered:
        free = services.booking.slots(host, kind, date(2000, 1, 1), date(2100, 1, 1), "UTC")[hour * 2]
        asked = {"provider_id": host.id, "appointment_type_id": kind.id, "email": email, "timezone": "UTC"}
        return client.post("bookings/complete_booking.json", **asked, date=f"{free.start:%Y-%m-%d %H:%M:%S}")

    assert book(public, 0, "karen@dev.to").status == 200
    refused = book(public, 1, "karen@dev.to")
    assert (refused.status, refused.json["reason"]) == (429, "invite_limit")
    assert "karen@dev.to" in refused.json["message"]
    assert 0 < int(refused.headers["Retry-After"]) <= 24 * 3600
    assert book(public, 1, "bill@acme.io").status == 200
    assert book(public, 2, "bob@x.example").json["reason"] == "invite_limit"
    assert book(private, 2, "bob@x.example").status == 200
    assert private.get("appointments").json["data"]["appointmentsCount"] == 3
