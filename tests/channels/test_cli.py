"""The command line: quick, explained, and one sentence when something is wrong."""

import io
import os
import platform
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from booking.demo import make_demo
from channels import terminal
from channels.bootstrap import Services
from channels.errors import CannotStart
from dialog.mailbox import Parcel
from dialog.messages import Outgoing
from tests.fixtures.processes import CONVOKE, convoke, environment, free_port, wait_until
from tests.fixtures.services import MakeServices
from tests.fixtures.smtp import SmtpServer

HEAVY = ("flask", "sqlalchemy", "redis", "dramatiq", "granian", "alembic", "pydantic", "icalendar", "twilio", "babel")


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """One engine is enough here."""
    shutil.copyfile(sqlite_template, tmp_path / "convoke.db")
    return f"sqlite:///{tmp_path / 'convoke.db'}"


def test_help_is_quick(tmp_path: Path) -> None:
    """Asking for help loads none of the large libraries."""
    code = (
        "import sys, channels.cli\n"
        "try: channels.cli.cli(['--help'])\n"
        f"except SystemExit: print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert result.stdout.endswith("[]\n")


@pytest.mark.parametrize("command", ["serve", "chat", "worker", "migrate", "doctor"])
def test_every_command_is_explained(tmp_path: Path, command: str) -> None:
    """Each command's help has an example and the --data option."""
    result = convoke(tmp_path, command, "--help")

    assert result.returncode == 0
    assert "Example" in result.stdout
    assert f"convoke {command}" in result.stdout.partition("Example")[2]
    assert "--data DIR" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["sevre"], 2),
        (["serve", "--port", "99999"], 2),
        (["chat", "--timezone", "Berlin/Europe"], 2),
        (["chat", "--provider", "nobody"], 1),
        (["migrate", "--data", "/dev/null/x"], 2),
    ],
)
def test_mistakes_are_told_without_a_traceback(tmp_path: Path, arguments: list[str], status: int) -> None:
    """A wrong command, option or folder is a sentence, and changes nothing."""
    result = convoke(tmp_path, *arguments, text="help\n")

    assert result.returncode == status
    assert "Traceback" not in result.stderr
    assert result.stderr.strip()[-1] in ".?"


def test_a_database_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    """What the database's driver says is cut down to a line that holds no password."""
    url = "postgresql://me:hunter2@127.0.0.1:9/convoke"
    result = convoke(tmp_path, "migrate", DATABASE_URL=url)

    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert "DATABASE_URL" in result.stderr
    assert "hunter2" not in result.stderr


def test_a_redis_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    """What Redis's client says is cut down to a line."""
    result = convoke(tmp_path, "chat", "--timezone", "UTC", text="help\n", REDIS_URL="redis://127.0.0.1:9")

    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "REDIS_URL" in result.stderr.splitlines()[-1]


@pytest.mark.parametrize("command", ["serve", "worker"])
@pytest.mark.parametrize(
    "setting",
    [{"REDIS_URL": "redis://me:hunter2@127.0.0.1:9"}, {"DATABASE_URL": "postgresql://me:hunter2@127.0.0.1:9/x"}],
)
def test_what_cannot_be_reached_stops_the_start(tmp_path: Path, command: str, setting: dict[str, str]) -> None:
    """Neither the server nor a worker starts where it could do nothing: one sentence names the setting."""
    result = convoke(tmp_path, command, PORT=str(free_port()), **setting)

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("convoke: ")
    assert result.stderr.count("\n") == 1
    assert f"check {next(iter(setting))}" in result.stderr
    assert "hunter2" not in result.stderr


def test_migrate_makes_a_schema_and_no_redis(tmp_path: Path) -> None:
    """A command that needs only the database starts nothing else, and may be repeated."""
    for _ in range(2):
        result = convoke(tmp_path, "migrate", "--data", "d")
        assert (result.returncode, result.stdout) == (0, "The database is up to date.\n")

    assert (tmp_path / "d" / "convoke.db").exists()
    assert not (tmp_path / "d" / "redis.sock").exists()
    assert not (tmp_path / "d" / "appendonly.aof").exists()


def test_migrate_goes_back_to_an_older_state_and_forth_again(tmp_path: Path) -> None:
    """What is no state of the schema is refused in a sentence."""
    assert convoke(tmp_path, "migrate").returncode == 0
    back = convoke(tmp_path, "migrate", "--to", "0001")
    nowhere = convoke(tmp_path, "migrate", "--to", "9999")

    assert (back.returncode, back.stdout) == (0, "The database is at 0001.\n")
    assert nowhere.returncode == 2
    assert "There is no revision 9999" in nowhere.stderr
    assert "Traceback" not in nowhere.stderr
    assert convoke(tmp_path, "migrate").stdout == "The database is up to date.\n"


BOOKING = "book\n2\n2\n1\nkaren@dev.to\nyes\n"
"""Choose a type, a day and a slot, give an address, confirm."""


def book_in(folder: Path, *options: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    """Book through the terminal the way a person does."""
    return convoke(folder, "chat", "--timezone", "UTC", *options, text=BOOKING + "booked", **settings)


def test_a_piped_chat_books_and_mails(tmp_path: Path) -> None:
    """A whole booking comes through a pipe; at its end the mail is there, and the transcript can be read."""
    result = book_in(tmp_path)

    assert result.returncode == 0, result.stderr
    assert re.findall(r"^> .*$", result.stdout, re.MULTILINE)[0] == "> book"
    mails = [path.read_bytes() for path in (tmp_path / "convoke-data" / "mail").glob("*.eml")]
    readers = [message_from_bytes(mail, policy=policy.default)["To"].addresses[0].addr_spec for mail in mails]
    assert sorted(readers) == ["host@convoke.example", "karen@dev.to"]


def test_the_same_person_the_next_time(tmp_path: Path) -> None:
    """A later chat begins anew, with somebody who is known: their meetings are listed."""
    assert book_in(tmp_path).returncode == 0
    result = convoke(tmp_path, "chat", "--timezone", "UTC", text="booked\n")

    assert "30-minute meeting" in result.stdout


def test_what_waits_is_shown_at_the_end(
    services: Services, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """News that came after the last answer is printed before the chat ends; only once."""
    make_demo(services.booking, services.engine, "UTC")
    sender = f"{terminal._user()}@{platform.node()}/1"
    key = services.sessions.key("terminal", "", sender)
    for _ in range(2):
        services.mailbox.leave(key, Parcel("terminal", "", sender, Outgoing("News!"), 7, 2**40), pulled=True)
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    for _ in range(2):
        terminal.chat(services, timezone="UTC", locale=None, provider=None)

    assert capsys.readouterr().out == "News!\n\n"


def test_two_chats_at_once_do_not_mix(tmp_path: Path) -> None:
    """Chats open at the same time are two people's: each is asked its own questions."""
    convoke(tmp_path, "migrate")
    command = [*CONVOKE, "chat", "--timezone", "UTC"]
    chats = [
        subprocess.Popen(command, cwd=tmp_path, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]  # fmt: skip
    for chat in chats:
        assert chat.stdin is not None
        chat.stdin.write("booked\n")
        chat.stdin.flush()
        assert chat.stdout is not None
        assert chat.stdout.readline() == "> booked\n"
        assert "no meetings" in chat.stdout.readline()
    ended = [chat.communicate(BOOKING, timeout=60)[0] for chat in chats]

    assert [chat.returncode for chat in chats] == [0, 0]
    assert [len(re.findall("^> yes$", each, re.MULTILINE)) for each in ended] == [1, 1]


def test_mail_that_does_not_go_out_is_told(
    make_services: MakeServices, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A chat whose mail cannot be sent says so at its end, and what goes on with it."""
    nowhere = f"smtp://127.0.0.1:{free_port()}?tls=none"
    services = make_services(smtp_url=nowhere, mail_from="bookings@ours.example")
    monkeypatch.setattr(terminal, "MAIL_SECONDS", 0.5)
    monkeypatch.setattr(sys, "stdin", io.StringIO(BOOKING))

    with pytest.raises(CannotStart, match="2 mails are still to be sent"):
        terminal.chat(services, timezone="UTC", locale=None, provider=None)
    assert "> yes" in capsys.readouterr().out


def test_at_a_terminal(tmp_path: Path) -> None:
    """At a terminal there is a prompt, choices have numbers, and Ctrl-D ends it."""
    parent, child = pty.openpty()
    process = subprocess.Popen(
        [*CONVOKE, "chat", "--timezone", "UTC"], cwd=tmp_path, env=environment(), stdin=child, stdout=child,
        stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    os.close(child)
    try:
        seen = read_until(parent, "> ")
        os.write(parent, b"book\n")
        seen += read_until(parent, "\n> ")
        os.write(parent, b"\x04")
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.communicate()
        os.close(parent)

    assert "Ctrl-D ends" in seen
    assert re.search(r"^  1\. ", seen, re.MULTILINE)
    assert "\x1b[3" not in seen


def read_until(terminal: int, end: str, seconds: float = 20) -> str:
    """What a terminal shows, up to `end`."""
    seen = ""
    deadline = time.monotonic() + seconds
    while not seen.replace("\r", "").endswith(end):
        assert time.monotonic() < deadline, seen
        if select.select([terminal], [], [], 0.1)[0]:
            seen += os.read(terminal, 65536).decode()
    return seen.replace("\r", "")


def test_the_worker_sends_what_waits(tmp_path: Path, smtp_server: SmtpServer) -> None:
    """Mail that a chat could not send goes out when a worker runs on the same folder; SIGTERM ends it cleanly."""
    folder = tmp_path / "convoke-data"
    url = f"{smtp_server.url}?tls=none"
    smtp_server.answer("MAIL", *["451 later"] * 50)
    chat = subprocess.Popen(
        [*CONVOKE, "chat", "--timezone", "UTC"], cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, env=environment(SMTP_URL=url, MAIL_FROM="bookings@ours.example"), text=True,
    )  # fmt: skip
    assert chat.stdin is not None
    chat.stdin.write(BOOKING)
    chat.stdin.close()
    wait_until(lambda: len(smtp_server._replies["MAIL"]) <= 45, 60)
    time.sleep(0.3)
    chat.kill()
    chat.wait()
    smtp_server._replies.clear()
    worker = subprocess.Popen(
        [*CONVOKE, "worker", "--data", str(folder)],
        cwd=tmp_path,
        env=environment(SMTP_URL=url, MAIL_FROM="bookings@ours.example"),
    )
    try:
        wait_until(lambda: len(smtp_server.received) == 2, 150)  # a mail that the chat had claimed waits a minute
    finally:
        worker.terminate()

    assert worker.wait(20) == 0
