"""`convoke doctor` finds what is wrong and says how to mend it."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from booking.storage import open_engine
from booking.tables import outbox
from channels.doctor import Finding, examine
from channels.embedded import attach
from tests.booking.office import Calendar, StoppedClock
from tests.fixtures.processes import convoke, free_port
from tests.fixtures.smtp import SmtpServer


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder without settings."""
    (tmp_path / "cwd").mkdir()
    monkeypatch.chdir(tmp_path / "cwd")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A private folder with an up-to-date database."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    return folder


ILL = [
    Finding(
        "PUBLIC_URL",
        well=False,
        detail="http://bot.example.org is not https, and no chat network calls anything else: see the README on HTTPS.",
    )
]


def found(data: Path) -> dict[str, Finding]:
    return {finding.what: finding for finding in examine(data)}


def test_nothing_set_up_is_well(tmp_path: Path) -> None:
    """On an empty machine every part is in order, and looking makes nothing."""
    findings = found(tmp_path / "none")

    assert [str(finding) for finding in findings.values() if not finding.well] == []
    assert "will be made" in findings["database"].detail
    assert "not set up (MESSENGER_PAGE_TOKEN" in findings["Facebook Messenger"].detail
    assert not (tmp_path / "none").exists()


def test_the_command_prints_lines_and_a_status(tmp_path: Path) -> None:
    """Each part is a line with a mark; the exit status tells whether all are well."""
    well = convoke(tmp_path, "doctor")
    ill = convoke(tmp_path, "doctor", PUBLIC_URL="http://bot.example.org")

    assert well.returncode == 0
    assert {line[0] for line in well.stdout.splitlines()} == {"✓"}
    assert ill.returncode == 1
    assert [line for line in ill.stdout.splitlines() if line[0] == "✗"] == [str(each) for each in ILL]


def test_a_wrong_setting(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting that cannot be used is the one finding."""
    monkeypatch.setenv("PORT", "x")

    assert [str(each) for each in examine(data)] == ["✗ settings: PORT must be a whole number."]


def test_a_folder_that_others_can_read(data: Path) -> None:
    """The folder holds secrets: others must not look into it."""
    data.chmod(0o755)

    assert not found(data)["data folder"].well
    assert f"chmod 700 {data}" in found(data)["data folder"].detail


def test_a_running_redis(data: Path) -> None:
    """The embedded Redis is named with the process that keeps it."""
    server = attach(data, "the owner")
    finding = found(data)["Redis"]
    server.close()

    assert finding.well
    assert "(the owner)" in finding.detail


def test_a_redis_that_does_not_answer(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A REDIS_URL where nobody is, is wrong, and no password is shown."""
    monkeypatch.setenv("REDIS_URL", "redis://:hunter2@127.0.0.1:9")
    finding = found(data)["Redis"]

    assert not finding.well
    assert "check REDIS_URL" in finding.detail
    assert "hunter2" not in finding.detail


def test_a_database_behind_this_version(data: Path, sqlite_template: Path) -> None:
    """An old schema is mended by `convoke migrate`; an up-to-date one is well, with its outbox."""
    shutil.copy(sqlite_template, data / "convoke.db")
    assert found(data)["database"].well
    assert found(data)["outbox"].detail == "0 sent, 0 waiting"
    engine = open_engine(f"sqlite:///{data / 'convoke.db'}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    engine.dispose()

    assert not found(data)["database"].well
    assert "convoke migrate" in found(data)["database"].detail


def mailed(data: Path, template: Path, count: int, **changes: object) -> None:
    """A database with so many mails of one appointment, changed like that."""
    shutil.copy(template, data / "convoke.db")
    engine = open_engine(f"sqlite:///{data / 'convoke.db'}")
    calendar = Calendar(engine)
    calendar.book("2026-11-24T10:00", *(f"guest{number}@acme.io" for number in range(count - 1)), type=calendar.group)
    with engine.begin() as connection:
        if changes:
            connection.execute(outbox.update().values(**changes))
    engine.dispose()


def test_mail_given_up_is_told(data: Path, sqlite_template: Path) -> None:
    """Mail that was given up is something to look at: how many, why, and what can be done."""
    mailed(data, sqlite_template, 3, status="dead", error="The mail server answered 550 5.1.1 to the recipient.")

    finding = found(data)["outbox"]
    assert not finding.well
    assert "3 given up: 3 × The mail server answered 550 5.1.1 to the recipient." in finding.detail
    assert "convoke mail retry" in finding.detail
    assert "acme.io" not in finding.detail


def test_mail_that_waits_too_long_is_told(data: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For as long as a retry may take all is well; then it says for how long, and why."""
    mailed(data, sqlite_template, 2)
    booked = StoppedClock().now
    monkeypatch.setattr("channels.doctor.utc_now", lambda: booked + timedelta(minutes=14))
    assert found(data)["outbox"] == Finding("outbox", well=True, detail="0 sent, 2 waiting, the oldest for 14 min")

    monkeypatch.setattr("channels.doctor.utc_now", lambda: booked + timedelta(hours=3))
    assert not found(data)["outbox"].well
    assert "2 waiting, the oldest for 3 h, not tried yet: does a worker run?" in found(data)["outbox"].detail


def test_a_mail_server(data: Path, monkeypatch: pytest.MonkeyPatch, smtp_server: SmtpServer) -> None:
    """The mail server is spoken to, and when it is not there that is told."""
    monkeypatch.setenv("MAIL_FROM", "bookings@ours.example")
    monkeypatch.setenv("SMTP_URL", f"{smtp_server.url}?tls=none")
    assert found(data)["mail"].well
    monkeypatch.setenv("SMTP_URL", f"smtp://127.0.0.1:{free_port()}?tls=none")

    assert not found(data)["mail"].well
    assert "cannot be reached" in found(data)["mail"].detail


def test_half_a_channel(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A channel with some of its secrets is wrong, and says which are missing."""
    monkeypatch.setenv("TWILIO_ACCOUNT_SID", "AC" + "1" * 32)

    assert not found(data)["channels"].well
    assert "TWILIO_AUTH_TOKEN" in found(data)["channels"].detail


def test_a_provider_who_is_not_there(data: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A channel whose host is in no database, or not in this one, is wrong; one whose host is there is well."""
    for name in ("MESSENGER_PAGE_TOKEN", "MESSENGER_APP_SECRET", "MESSENGER_VERIFY_TOKEN"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("MESSENGER_PROVIDER", "nobody")
    sentence = "MESSENGER_PROVIDER names no provider"
    assert found(data)["Facebook Messenger"].detail.startswith(sentence)
    assert list(data.iterdir()) == []
    shutil.copy(sqlite_template, data / "convoke.db")
    assert found(data)["Facebook Messenger"].detail.startswith(sentence)

    made = convoke(data.parent, "provider", "add", "--name", "Hana", "--email", "h@host.example", "--json",
                   "--data", str(data))  # fmt: skip
    monkeypatch.setenv("MESSENGER_PROVIDER", json.loads(made.stdout)["id"])
    assert found(data)["Facebook Messenger"].well
