"""What the worker sends: calendar mails and replies, in order, again when it fails, never for ever."""

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import structlog
from sqlalchemy import text

from booking import outbox
from booking.demo import Demo, make_demo
from booking.model import Appointment, BookingRequest, Invitee
from channels import delivery, mailing
from channels.bootstrap import Services
from channels.worker import working
from dialog.errors import MailboxBusy
from dialog.mailbox import pack
from dialog.messages import Choice, Incoming, Outgoing
from tests.fixtures.networks import KITS, Network, channel_settings, graph_error
from tests.fixtures.services import MakeServices
from tests.fixtures.smtp import DROP, SmtpServer


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """One engine is enough here."""
    shutil.copyfile(sqlite_template, tmp_path / "convoke.db")
    return f"sqlite:///{tmp_path / 'convoke.db'}"


def wait_until(condition: Callable[[], object], seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


def free(services: Services, demo: Demo) -> list[datetime]:
    """The free times of the demo host from the day after tomorrow on."""
    today = datetime.now(UTC).date()
    first, last = today + timedelta(days=2), today + timedelta(days=9)
    return [each.start for each in services.booking.slots(demo.provider, demo.types[4], first, last, "UTC")]


def book(services: Services, demo: Demo, *addresses: str) -> Appointment:
    """An appointment of the demo host at the first free time of the day after tomorrow or later."""
    kind = demo.types[4]
    return services.booking.book(
        BookingRequest(
            provider_id=demo.provider.id,
            type_id=kind.id,
            start=free(services, demo)[0],
            attendees=tuple(Invitee(address) for address in addresses),
            timezone="UTC",
            idempotency_key=f"{addresses}",
        )
    )


def counts(services: Services) -> tuple[int, int, int]:
    found = outbox.counts(services.engine)
    return found["waiting"], found["sent"], found["dead"]


def readers(server: SmtpServer) -> list[str]:
    return sorted(mail.recipients[0] for mail in server.received)


@pytest.fixture
def posted(make_services: MakeServices, smtp_server: SmtpServer) -> tuple[Services, Demo]:
    """Services that mail to the SMTP server, and their host."""
    services = make_services(smtp_url=f"{smtp_server.url}?tls=none", mail_from="bookings@ours.example")
    demo = make_demo(services.booking, services.engine, "UTC")
    assert demo is not None
    return services, demo


def test_a_booking_is_mailed_to_everybody(posted: tuple[Services, Demo], smtp_server: SmtpServer) -> None:
    """Each attendee and the host have their own mail, once."""
    services, demo = posted
    with working(services):
        book(services, demo, "karen@dev.to", "bill@acme.io")
        wait_until(lambda: counts(services) == (0, 3, 0))

    assert readers(smtp_server) == ["bill@acme.io", "host@convoke.example", "karen@dev.to"]


def test_without_a_mail_server_mail_is_files(services: Services, demo: Demo, tmp_path: Path) -> None:
    """Without SMTP_URL each mail is an .eml file in the data folder."""
    with working(services):
        book(services, demo, "karen@dev.to")
        wait_until(lambda: counts(services) == (0, 2, 0))

    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in (tmp_path / "mail").glob("*.eml")]
    assert sorted(mail["To"].addresses[0].addr_spec for mail in mails) == ["host@convoke.example", "karen@dev.to"]
    assert {str(mail["From"].addresses[0].addr_spec) for mail in mails} == {"bookings@convoke.example"}


def test_the_first_retry_comes_soon(posted: tuple[Services, Demo], smtp_server: SmtpServer) -> None:
    """A mail that is not taken this time goes out soon after, and once."""
    services, demo = posted
    smtp_server.answer("DATA", "451 later", DROP)
    with working(services):
        began = time.monotonic()
        book(services, demo, "karen@dev.to")
        wait_until(lambda: counts(services) == (0, 2, 0))
        took = time.monotonic() - began

    assert took < 5
    assert readers(smtp_server) == ["host@convoke.example", "karen@dev.to"]


def test_a_refused_mail_is_dead(posted: tuple[Services, Demo], smtp_server: SmtpServer) -> None:
    """What will never be taken is not tried again, the host hears of it, and the log names nobody."""
    services, demo = posted
    smtp_server.answer("RCPT", "550 5.1.1 <karen@dev.to> unknown")
    with structlog.testing.capture_logs() as logged, working(services, threads=1):
        appointment = book(services, demo, "karen@dev.to")
        wait_until(lambda: counts(services) == (0, 2, 1))

    assert [line["event"] for line in logged if line["log_level"] == "error"] == ["mail_given_up"]
    assert "karen" not in str(logged)
    assert readers(smtp_server) == ["host@convoke.example"] * 2
    told = smtp_server.received[-1].message
    assert told["Subject"].startswith("Not delivered")
    assert "karen@dev.to" in str(told.get_body(("plain",)))
    with services.engine.connect() as connection:
        row = connection.execute(text("SELECT email, unreachable FROM attendees")).one()
        dead = connection.execute(text("SELECT error FROM outbox WHERE status = 'dead'")).scalar_one()
    assert tuple(row) == ("karen@dev.to", "The mail server answered 550 5.1.1 to the recipient.")
    assert dead == row.unreachable
    assert services.booking.history(appointment.id)[-1].action == "unreachable"


def test_the_host_hears_once_of_who_cannot_be_reached(posted: tuple[Services, Demo], smtp_server: SmtpServer) -> None:
    """Not again with every later mail."""
    services, demo = posted
    smtp_server.answer("RCPT", "550 5.1.1 unknown")
    with working(services, threads=1):
        appointment = book(services, demo, "karen@dev.to")
        wait_until(lambda: counts(services) == (0, 2, 1))
        smtp_server.answer("RCPT", "550 5.1.1 unknown")
        slots = free(services, demo)
        services.booking.reschedule(appointment.id, slots[1])
        wait_until(lambda: counts(services) == (0, 3, 2))

    assert readers(smtp_server) == ["host@convoke.example"] * 3


def test_a_mail_is_given_up_in_the_end(posted: tuple[Services, Demo], smtp_server: SmtpServer) -> None:
    """After so many attempts a mail is dead, however it failed."""
    services, demo = posted
    book(services, demo, "karen@dev.to")
    with services.engine.begin() as connection:
        connection.execute(text("UPDATE outbox SET attempts = :n"), {"n": mailing.MAIL_ATTEMPTS - 1})
    smtp_server.answer("DATA", "451 later", "451 later")
    with working(services):
        wait_until(lambda: counts(services) == (0, 0, 2))


def test_the_wait_between_attempts_doubles_up_to_an_hour() -> None:
    """From half a second, at random up to twice that, to an hour."""
    waits = [mailing.backoff(attempt) for attempt in range(1, 40)]

    assert timedelta(seconds=0.5) <= waits[0] <= timedelta(seconds=1)
    assert timedelta(seconds=4) <= waits[3] <= timedelta(seconds=8)
    assert waits[-1] == timedelta(hours=1)
    assert sum(waits[: mailing.MAIL_ATTEMPTS], timedelta()) > timedelta(hours=20)


def test_a_cancellation_follows_its_invitation(posted: tuple[Services, Demo], smtp_server: SmtpServer) -> None:
    """A reader's mails about one appointment leave in order, also when the first has to be tried again."""
    services, demo = posted
    with working(services):
        smtp_server.answer("DATA", "451 later", "451 later", "451 later")
        appointment = book(services, demo, "karen@dev.to")
        wait_until(lambda: counts(services) != (2, 0, 0) or attempts(services) >= 2)
        services.booking.cancel(appointment.id)
        wait_until(lambda: counts(services)[0] == 0)

    methods = [mail.message.get_body(("calendar",)) for mail in smtp_server.received if "karen" in mail.recipients[0]]
    assert [part.get_param("method") for part in methods if part] == ["REQUEST", "CANCEL"]


def attempts(services: Services) -> int:
    with services.engine.connect() as connection:
        return int(connection.scalar(text("SELECT sum(attempts) FROM outbox")) or 0)


def test_a_lost_job_is_made_anew(
    make_services: MakeServices, services: Services, demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While Redis cannot be reached a booking stands all the same, and its mail goes out later."""
    monkeypatch.setattr(delivery, "MAIL_LATE", timedelta(seconds=0))
    book(make_services(redis_url="unix:///nowhere.sock"), demo, "karen@dev.to")

    assert counts(services) == (2, 0, 0)
    with working(services):
        wait_until(lambda: counts(services) == (0, 2, 0))


def test_a_sweep_does_not_pile_up_jobs(services: Services, demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often it sweeps, no more than a bounded number of jobs waits."""
    monkeypatch.setattr(delivery, "MAIL_LATE", timedelta(seconds=0))
    monkeypatch.setattr(delivery, "SWEPT", 3)
    book(services, demo, "karen@dev.to")
    for _ in range(5):
        delivery.sweep(services)

    assert services.redis.llen("dramatiq:mail") == 3


KILLED = """
import sys, time
from pathlib import Path
from channels import delivery, mailing
from channels.bootstrap import build
from channels.settings import Settings
from channels.worker import working
import booking.mail
class Stuck:
    def send(self, message, sender, recipients):
        print("sending", flush=True)
        time.sleep(600)
services = build(Settings(redis_url=sys.argv[1], database_url=sys.argv[2], secret_key="x" * 20), Path(sys.argv[3]))
object.__setattr__(services, "mailer", Stuck())
with working(services, threads=1):
    time.sleep(600)
"""


def test_the_work_of_a_killed_worker_is_done_by_another(
    services: Services, demo: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker killed while it sends loses nothing: what it held goes to the next one."""
    arguments = [str(services.settings.redis_url), str(services.settings.database_url), str(tmp_path)]
    with subprocess.Popen([sys.executable, "-c", KILLED, *arguments], stdout=subprocess.PIPE, text=True) as process:
        book(services, demo, "karen@dev.to")
        said = process.stdout.readline() if process.stdout else ""
        process.kill()

    assert said == "sending\n"
    with services.engine.begin() as connection:  # as if the minute of its lease were over
        connection.execute(text("UPDATE outbox SET leased_until = 0"))
    with working(services):
        wait_until(lambda: counts(services) == (0, 2, 0))


def messages(count: int) -> list[Outgoing]:
    return [Outgoing(f"reply {number}", (Choice(f"c{number}", "Yes"),)) for number in range(count)]


def post(services: Services, sender: str, replies: list[Outgoing]) -> str:
    """Put replies into somebody's mailbox on Messenger, and ask for their delivery."""
    incoming = Incoming("messenger", "1906385232743451", sender, "m1", "hi", datetime.now(UTC))
    services.mailbox.post(sender, pack(incoming, replies))
    services.deliver(sender)
    return sender


@pytest.fixture
def messenger(make_services: MakeServices, graph: Network) -> Services:
    """Services connected to a Messenger page."""
    names = ("messenger_page_token", "messenger_app_secret", "messenger_verify_token")
    secrets = {name: getattr(channel_settings(), name) for name in names}
    return make_services(messenger_graph_url=graph.url, **secrets)


def sent(graph: Network) -> list[str]:
    return [KITS["messenger"].text(call) for call in graph.calls if call.method == "POST"]


def is_empty(services: Services) -> bool:
    return not services.redis.zcard("mailboxes")


def test_replies_go_out_in_order(messenger: Services, graph: Network) -> None:
    """A conversation's replies arrive in the order they were given, though many threads deliver."""
    with working(messenger, threads=4):
        for sender in ("a", "b", "c"):
            post(messenger, sender, messages(5))
        wait_until(lambda: is_empty(messenger))

    for sender in ("a", "b", "c"):
        calls = [call for call in graph.calls if call.method == "POST" and call.body["recipient"]["id"] == sender]
        assert [KITS["messenger"].text(call) for call in calls] == [f"reply {number}" for number in range(5)]


def test_a_reply_that_fails_for_now_stays_first(messenger: Services, graph: Network) -> None:
    """What the network does not take now is sent again before anything after it."""
    graph.script.append(graph_error(500, 2))
    graph.script.append(graph_error(500, 2))
    with working(messenger):
        post(messenger, "a", messages(3))
        wait_until(lambda: is_empty(messenger))

    assert sent(graph) == ["reply 0", "reply 0", "reply 0", "reply 1", "reply 2"]


def test_the_network_says_how_long_to_wait(messenger: Services, graph: Network) -> None:
    """A reply is tried again after the time the network asked for, not before."""
    graph.answers(503, {}, Retry_After="2")
    with working(messenger):
        began = time.monotonic()
        post(messenger, "a", messages(1))
        wait_until(lambda: is_empty(messenger))

    assert time.monotonic() - began >= 2
    assert len(sent(graph)) == 2


def test_the_network_may_ask_for_a_long_wait(messenger: Services, graph: Network) -> None:
    """The mailbox stays with the job that waits; nobody else looks after it meanwhile, and its tries go on counting."""
    graph.answers(429, {}, Retry_After="300")
    with working(messenger):
        post(messenger, "a", messages(1))
        wait_until(lambda: len(sent(graph)) == 1)
        wait_until(lambda: int(messenger.redis.pttl("courier:a")) > 300_000)

    assert messenger.mailbox.waiting(-250, 10) == []
    with pytest.raises(MailboxBusy):
        messenger.mailbox.take("a", "another job")


def test_a_piece_that_was_taken_is_not_sent_again(messenger: Services, graph: Network) -> None:
    """Of a reply too long for one message, when one of the pieces fails for now."""
    text = "\n".join(f"{number} {'x' * 90}" for number in range(60))
    graph.answers(200, {"recipient_id": "a", "message_id": "m"})
    graph.answers(500, {"error": {"code": 2}})
    with working(messenger):
        post(messenger, "a", [Outgoing(text, (Choice("c", "Yes"),)), Outgoing("reply 1")])
        wait_until(lambda: is_empty(messenger))

    first, failed, second, third, last = sent(graph)
    assert failed == second
    assert (f"{first}\n{second}\n{third}", last) == (text, "reply 1")
    calls = [call for call in graph.calls if call.method == "POST"]
    assert ["quick_replies" in call.body["message"] for call in calls] == [False, False, False, True, False]


def test_a_reply_that_is_never_taken_is_dropped(messenger: Services, graph: Network) -> None:
    """The replies after it go out, and the log says so without its text."""
    graph.script.append(graph_error(400, 551, "person unavailable"))
    with structlog.testing.capture_logs() as logged, working(messenger, threads=1):
        post(messenger, "a", messages(2))
        wait_until(lambda: is_empty(messenger))

    assert sent(graph) == ["reply 0", "reply 1"]
    assert [line["event"] for line in logged if line["log_level"] == "error"] == ["reply_refused"]
    assert "reply 0" not in str(logged)


def test_a_reply_is_dropped_in_the_end(messenger: Services, graph: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many tries a reply is dropped, and the next has tries of its own."""
    monkeypatch.setattr(delivery, "REPLY_ATTEMPTS", 2)
    for _ in range(3):
        graph.script.append(graph_error(500, 2))
    with working(messenger):
        post(messenger, "a", messages(2))
        wait_until(lambda: is_empty(messenger))

    assert sent(graph) == ["reply 0", "reply 0", "reply 1", "reply 1"]


def test_replies_of_a_channel_no_longer_set_up_are_dropped(services: Services) -> None:
    """A mailbox does not wait for ever for secrets that were taken out of the settings."""
    with working(services):
        post(services, "a", messages(2))
        wait_until(lambda: is_empty(services))


def test_a_mailbox_without_a_job_is_found(messenger: Services, graph: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replies whose job got lost are delivered by the sweep."""
    monkeypatch.setattr(delivery, "REPLY_LATE", timedelta(seconds=0))
    incoming = Incoming("messenger", "1906385232743451", "a", "m1", "hi", datetime.now(UTC))
    messenger.mailbox.post("a", pack(incoming, messages(1)))
    with working(messenger):
        wait_until(lambda: is_empty(messenger))

    assert sent(graph) == ["reply 0"]


def test_a_persons_name_is_asked_for_once(messenger: Services, graph: Network) -> None:
    """Whoever was answered is remembered by the name that the network gives, asked for once."""
    who = ("messenger", "1906385232743451", "a")
    with working(messenger):
        post(messenger, "a", messages(1))
        wait_until(lambda: messenger.booking.person(*who).name)
        post(messenger, "a", messages(1))
        wait_until(lambda: is_empty(messenger))

    assert messenger.booking.person(*who).name == "Sheena Nelson"
    assert sum(call.method == "GET" for call in graph.calls) == 1


def test_stopping_finishes_what_is_under_way(messenger: Services, graph: Network) -> None:
    """The worker's end waits for the call it is in, and that reply is not sent again."""
    graph.answers(200, {"message_id": "m"}, delay=0.7)
    with working(messenger):
        post(messenger, "a", messages(1))
        wait_until(lambda: graph.calls)
    threads = [thread.name for thread in threading.enumerate()]

    assert is_empty(messenger)
    assert sent(graph) == ["reply 0"]
    assert "sweep" not in threads
