"""Reminders and news in the chat where a meeting was booked: pushed, fetched, by template or by mail."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import dramatiq
import pytest
import redis as redis_py
import structlog
from flask.testing import FlaskClient
from sqlalchemy import select, text

from booking import hosts, hours, outbox
from booking.model import Actor, Appointment
from booking.tables import appointments
from booking.tables import outbox as outbox_table
from channels import delivery
from channels.app import create_app
from channels.bootstrap import Services, build
from channels.mailing import Held, send_rows
from channels.settings import Settings
from dialog.messages import Incoming, Outgoing
from tests.fixtures.networks import KITS, Network, channel_settings, graph_error, twilio_error
from tests.fixtures.web import Caller

MONDAY = datetime(2026, 5, 11, 7, 0, tzinfo=UTC)
TEMPLATE = "HX0123456789abcdef0123456789abcdef"
LINK = Actor("", "link")


class Office:
    """All parts over a clock that the test moves, both networks, and a worker that works when it is told to."""

    def __init__(self, settings: Settings, data: Path) -> None:
        self.now = MONDAY
        self.services: Services = build(settings, data, clock=lambda: self.now)
        booking = self.services.booking
        host = booking.add_provider(
            hosts.NewProvider("Hana Host", "hana@host.example", "Europe/Berlin", hours.parse("mon-sun 00:00-24:00"))
        )
        booking.add_type(host.id, hosts.NewType("Team", 60, capacity=9))
        self.count = 0

    def say(self, channel: str, sender: str, text: str, **more: Any) -> tuple[Outgoing, ...]:
        """Write on a channel; what is answered has been delivered then."""
        self.count += 1
        values = {"timezone": "Europe/Berlin", "reply_to": None} | more
        incoming = Incoming(channel, "1906385232743451", sender, f"m{self.count}", text, self.now, **values)
        turn = self.services.conversations.handle(
            incoming, self.services.channels[channel].capabilities, lambda _replies: False
        )
        self.work()
        return turn.replies

    def book(self, channel: str, sender: str, when: str = "thursday 10am", **more: Any) -> Appointment:
        """Book by chat for Karen and Bill."""
        self.now += timedelta(seconds=1)
        self.say(channel, sender, f"book {when} with Karen <karen@dev.to>, bill@acme.io", **more)
        self.say(channel, sender, "yes", **more)
        with self.services.engine.connect() as connection:
            found = connection.scalar(select(appointments.c.id).order_by(appointments.c.created_at.desc()))
        return self.services.booking.appointment(str(found))

    def work(self) -> None:
        """Do all that there is to do now."""
        delivery.sweep(self.services)
        for _ in range(5):
            rows = outbox.due(self.services.engine, self.now, timedelta(0), 100)
            send_rows(self.services, Held(self.services, threading.Event()), rows)
            for key in self.services.mailbox.waiting(-1, 100):
                job = dramatiq.Message[None](
                    queue_name="replies", actor_name="replies", args=(key,), kwargs={}, options={}
                )
                delivery.deliver_replies(self.services, key, job)

    def later(self, **by: float) -> None:
        """Let the clock go on, and do what there is to do."""
        self.now += timedelta(**by)
        self.work()

    def rows(self) -> list[tuple[str, str]]:
        """How the rows for chats ended: status and reason."""
        with self.services.engine.connect() as connection:
            wanted = select(outbox_table.c.status, outbox_table.c.error).where(outbox_table.c.kind == "chat")
            return [(row[0], row[1]) for row in connection.execute(wanted.order_by(outbox_table.c.id))]

    def mails(self, subject: str) -> list[str]:
        """Who had letters about that."""
        with self.services.engine.connect() as connection:
            payloads = connection.scalars(select(outbox_table.c.payload).where(outbox_table.c.kind == "mail")).all()
        return sorted(mail.reader.email for mail in map(outbox.decode, payloads) if mail.subject == subject)


MakeOffice = Callable[..., Office]


@pytest.fixture
def make_office(
    redis: redis_py.Redis, redis_url: str, database_url: str, tmp_path: Path, graph: Network, twilio_api: Network
) -> Iterator[MakeOffice]:
    """Called with settings, an office."""
    made: list[Office] = []
    connected = vars(channel_settings(messenger_graph_url=graph.url, twilio_api_url=twilio_api.url))

    def make(**changes: Any) -> Office:
        values = {"redis_url": redis_url, "database_url": database_url, "secret_key": "of the tests, long enough"}
        made.append(Office(Settings(**(values | connected | changes)), tmp_path))
        return made[-1]

    yield make
    for office in made:
        office.services.close()


@pytest.fixture
def office(make_office: MakeOffice) -> Office:
    return make_office()


def texts(graph: Network) -> list[str]:
    return [KITS["messenger"].text(call) for call in graph.calls if call.method == "POST"]


def test_answers_come_into_the_chat_in_one_line(office: Office, graph: Network) -> None:
    """Whoever booked hears of them within a minute, gathered, with the tally; once."""
    made = office.book("messenger", "psid")
    office.services.booking.rsvp(made.id, "karen@dev.to", "ACCEPTED", LINK)
    office.later(seconds=30)
    office.services.booking.rsvp(made.id, "bill@acme.io", "DECLINED", LINK)
    before = len(texts(graph))
    office.later(seconds=29)
    assert len(texts(graph)) == before
    office.later(seconds=1)
    office.later(minutes=5)

    assert texts(graph)[before:] == ["Karen accepted, bill declined: 1 of 2 is coming. (Team, Thu May 14 10:00 AM)"]
    assert office.rows() == [("sent", "")]


def test_reminders_come_by_mail_and_into_the_chat(office: Office, graph: Network) -> None:
    """Everybody by mail; in the chat while the network takes it, in the zone of whoever booked."""
    made = office.book("messenger", "psid", timezone="America/New_York", when="thursday 4am")
    office.now = made.start - timedelta(hours=20)
    office.say("messenger", "psid", "thanks")
    office.now = made.start - timedelta(hours=1)
    office.work()

    assert texts(graph)[-1].splitlines()[0] == (
        "Reminder: Team, Thursday, May 14, 2026, 4:00 AM – 5:00 AM (America/New_York, EDT)."
    )
    everybody = ["bill@acme.io", "hana@host.example", "karen@dev.to"]
    assert office.mails("reminder") == sorted(everybody * 2)  # the one of the day before was late


def test_outside_the_window_a_template_is_sent(make_office: MakeOffice, twilio_api: Network) -> None:
    """On WhatsApp, where one is set; its variable is the text in one line, the address the one they wrote from."""
    office = make_office(twilio_notice_sid=TEMPLATE)
    made = office.book("whatsapp", "whatsapp:US.1", reply_to="whatsapp:+16505551234")
    office.services.booking.rsvp(made.id, "karen@dev.to", "ACCEPTED", LINK)
    office.later(seconds=60)
    assert "ContentSid" not in twilio_api.calls[-1].body
    office.now = made.start - timedelta(hours=1)
    office.work()

    sent = twilio_api.calls[-1].body
    assert (sent["ContentSid"], sent["To"]) == (TEMPLATE, "whatsapp:+16505551234")
    assert "Thursday, May 14, 2026" in sent["ContentVariables"]
    assert "\\n" not in sent["ContentVariables"]
    assert "1 of 2 is coming." in sent["ContentVariables"]


@pytest.mark.parametrize(("channel", "sender"), [("messenger", "psid"), ("whatsapp", "whatsapp:+16505551234")])
def test_outside_the_window_without_a_template_it_goes_by_mail(
    office: Office, graph: Network, twilio_api: Network, channel: str, sender: str
) -> None:
    """To the address known as theirs; the network is not even called."""
    made = office.book(channel, sender)
    office.services.booking.remember(channel, "1906385232743451", sender, email="ana@own.example")
    before = len(graph.calls), len(twilio_api.calls)
    office.now = made.start - timedelta(hours=1)
    office.work()

    assert (len(graph.calls), len(twilio_api.calls)) == before
    assert office.mails("reminder") == ["ana@own.example", "bill@acme.io", "hana@host.example", "karen@dev.to"]


def test_without_an_address_it_is_dropped_and_logged(office: Office) -> None:
    """The log says why, and names nobody."""
    made = office.book("messenger", "psid")
    office.now = made.start - timedelta(hours=1)
    with structlog.testing.capture_logs() as logged:
        office.work()

    assert [row[0] for row in office.rows()] == ["superseded"]
    (line,) = [line for line in logged if line["event"] == "notice_dropped"]
    assert line["log_level"] == "warning"
    assert "psid" not in str(logged)


@pytest.mark.parametrize("refusal", ["messenger", "whatsapp"])
def test_a_network_that_says_the_window_is_over_is_believed(
    office: Office, graph: Network, twilio_api: Network, refusal: str
) -> None:
    """Whatever our own clock says, the notice goes by mail then, and is not tried again."""
    sender = "psid" if refusal == "messenger" else "whatsapp:+16505551234"
    made = office.book(refusal, sender)
    office.services.booking.remember(refusal, "1906385232743451", sender, email="ana@own.example")
    office.services.booking.cancel(made.id, Actor("cvk_1", "api"))
    network = graph if refusal == "messenger" else twilio_api
    before = len(network.calls)
    network.script.append(graph_error(400, 10, "outside", 2018278) if network is graph else twilio_error(400, 63016))
    office.later(seconds=60)
    office.later(minutes=10)

    assert len([call for call in network.calls[before:] if call.method == "POST"]) == 1
    assert office.mails("news") == ["ana@own.example"]


def test_a_network_that_fails_for_now_is_tried_again_with_the_same_notice(office: Office, graph: Network) -> None:
    """Once, however often the row's job runs."""
    made = office.book("messenger", "psid")
    office.services.booking.cancel(made.id, Actor("cvk_1", "api"))
    before = len(texts(graph))
    graph.script.append(graph_error(500, 2))
    with pytest.raises(dramatiq.Retry):
        office.later(seconds=60)
    with office.services.engine.begin() as connection:  # as if it had been lost before it was noted
        connection.execute(text("UPDATE outbox SET status = 'waiting', leased_until = NULL WHERE kind = 'chat'"))
    for key in office.services.mailbox.waiting(-1, 10):
        office.services.redis.delete(f"courier:{key}")
    office.work()

    told = texts(graph)[before:]
    assert len(told) == 2  # the failed call and the one that was taken
    assert set(told) == {"Team, Thursday, May 14, 2026, 10:00 AM – 11:00 AM (Europe/Berlin, CEST), was cancelled."}


def test_a_reminder_of_what_was_moved_meanwhile_is_dropped(office: Office, graph: Network) -> None:
    """Whoever was slow to send it finds that it holds no more."""
    made = office.book("messenger", "psid", when="today at 7pm")
    office.now = made.start - timedelta(hours=1)
    office.services.booking.remind()
    office.services.booking.reschedule(made.id, made.start + timedelta(days=1), Actor("x", "api"))
    before = len(texts(graph))
    office.work()

    assert texts(graph)[before:] == []
    assert office.rows() == [("superseded", "of no use any more")]


def test_a_reminder_by_mail_that_comes_too_late_is_dropped(office: Office) -> None:
    """The mail server was away until the meeting had begun, or it was moved meanwhile, after the first try."""
    made = office.book("messenger", "psid", when="today at 7pm")
    moved = office.book("messenger", "psid", when="today at 9pm")
    office.now = made.start - timedelta(hours=1)
    office.services.booking.remind()
    office.now = moved.start - timedelta(hours=1)
    office.services.booking.remind()
    with office.services.engine.begin() as connection:
        connection.execute(text("UPDATE outbox SET attempts = 1 WHERE status = 'waiting'"))
    office.services.booking.reschedule(moved.id, moved.start + timedelta(days=1), Actor("x", "api"))
    office.work()

    with office.services.engine.connect() as connection:
        rows = connection.execute(
            select(outbox_table.c.payload, outbox_table.c.status).where(outbox_table.c.kind == "mail")
        )
        ended = [status for payload, status in rows if outbox.decode(payload).subject == "reminder"]
    assert ended == ["superseded"] * 6


@pytest.fixture
def web(office: Office) -> FlaskClient:
    return create_app(office.services).test_client()


def booked_on_the_web(office: Office, web: FlaskClient) -> tuple[Caller, Appointment]:
    caller = Caller(web)
    caller.say("book thursday 10am with karen@dev.to, bill@acme.io", timezone="Europe/Berlin")
    caller.press("Book it")
    with office.services.engine.connect() as connection:
        found = connection.scalar(select(appointments.c.id))
    return caller, office.services.booking.appointment(str(found))


def test_on_the_web_notices_come_with_the_next_answer(office: Office, web: FlaskClient) -> None:
    """Before it, with an id by which a page knows what it has shown."""
    caller, made = booked_on_the_web(office, web)
    office.services.booking.rsvp(made.id, "karen@dev.to", "ACCEPTED", LINK)
    office.later(seconds=60)
    caller.say("thanks")

    assert [bool(reply.get("id")) for reply in caller.replies] == [True, *[False] * (len(caller.replies) - 1)]
    assert caller.replies[0]["text"].startswith("karen accepted: 1 of 2 is coming.")
    caller.say("thanks")
    assert not any("id" in reply for reply in caller.replies)


def test_the_page_fetches_notices_without_a_message(office: Office, web: FlaskClient) -> None:
    """Until it says that it has seen them."""
    caller, made = booked_on_the_web(office, web)
    office.services.booking.rsvp(made.id, "karen@dev.to", "ACCEPTED", LINK)
    office.later(seconds=60)

    def fetch(*seen: str) -> list[dict[str, Any]]:
        answer = web.post("/chat/notices", json={"conversation": caller.conversation, "seen": list(seen)})
        assert answer.status_code == 200
        return list(answer.json["replies"])

    (notice,) = fetch()
    assert (notice["choices"], fetch()) == ([], [notice])
    assert (fetch(notice["id"]), fetch()) == ([], [])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"conversation": "x"}, 401),
        ({"conversation": "x", "seen": "y"}, 400),
        ({"conversation": "x", "seen": [1]}, 400),
        ([], 400),
    ],
)
def test_fetching_with_bad_input(web: FlaskClient, body: object, status: int) -> None:
    """It is refused with a sentence."""
    answer = web.post("/chat/notices", json=body)

    assert answer.status_code == status
    assert answer.json["message"].endswith(".")
