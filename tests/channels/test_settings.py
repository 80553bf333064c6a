"""Settings: where they come from, which goes before which, and what is said when one is wrong."""

import threading
from pathlib import Path

import pytest

from channels.errors import Misconfigured
from channels.settings import Limit, Settings, load, parse_limit, read

HX = "HX0123456789abcdef0123456789abcdef"
WRONG_TEMPLATE = "must hold ids of Content templates: HX, then 32 hexadecimal digits."


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting in the environment, and an empty working folder."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    (tmp_path / "cwd").mkdir()
    monkeypatch.chdir(tmp_path / "cwd")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_nothing_set_is_enough(data: Path) -> None:
    """Every setting has a default, and the data folder is made for its user alone."""
    settings = load(data)

    assert (settings.host, settings.port, settings.sender) == ("127.0.0.1", 8000, "bookings@convoke.example")
    assert data.stat().st_mode & 0o777 == 0o700


def test_environment_over_data_over_working_folder(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment goes before the data folder's file, and that before the working folder's."""
    Path("convoke.toml").write_text('host = "::1"\nport = 1001\nlog_level = "debug"')
    data.mkdir()
    (data / "convoke.toml").write_text('port = 1002\nLOG_LEVEL = "error"')
    monkeypatch.setenv("LOG_LEVEL", "warning")
    settings = read(data)

    assert (settings.host, settings.port, settings.log_level) == ("::1", 1002, "warning")


def test_an_empty_variable_is_none(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable set to nothing counts as not set."""
    monkeypatch.setenv("REDIS_URL", "")

    assert read(data).redis_url is None


def test_settings_are_frozen_and_hide_secrets(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing changes a setting later, and printing them shows no secret."""
    monkeypatch.setenv("MESSENGER_APP_SECRET", "verysecretword")
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:verysecretword@host/db")
    settings = load(data)

    assert "verysecretword" not in repr(settings)
    assert str(settings.secret_key) not in repr(settings)
    with pytest.raises(ValueError, match="frozen"):
        settings.port = 1  # type: ignore[misc]


def test_every_setting_is_described() -> None:
    """Each field says what it is, for the README and `convoke doctor`."""
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "eighty", "PORT must be a whole number."),
        ("PORT", "70000", "PORT must be at most 65535."),
        ("PUBLIC_URL", "bot.example.org", 'PUBLIC_URL must be a URL like "https://example.org".'),
        ("PUBLIC_URL", "ftp://bot.example.org", 'PUBLIC_URL must be a URL like "https://example.org".'),
        ("PUBLIC_URL", "https://x.org/?a=b", 'PUBLIC_URL must be a URL without "?" and "#".'),
        ("PUBLIC_URL", "https://x.org:port", 'PUBLIC_URL must be a URL like "https://example.org".'),
        ("DATABASE_URL", "mysql://h/d", 'DATABASE_URL must be a URL like "postgresql://user:password@host/database".'),
        ("REDIS_URL", "localhost:6379", 'REDIS_URL must be a URL like "redis://host:6379/0".'),
        (
            "SMTP_URL",
            "smtp://h?x",
            "SMTP_URL cannot be used: Behind the mail server's URL only ?tls=starttls or ?tls=none can stand, and only with smtp://.",
        ),
        ("MAIL_FROM", "me", 'MAIL_FROM must be an e-mail address like "bookings@example.org".'),
        ("LOG_LEVEL", "loud", "LOG_LEVEL must be 'debug', 'info', 'warning' or 'error'."),
        ("SECRET_KEY", "short", "SECRET_KEY must have at least 16 characters."),
        (
            "CHAT_RATE_LIMIT",
            "30/hour",
            'CHAT_RATE_LIMIT must look like "30/minute" or "200/day", or be "0" for no limit.',
        ),
        ("CALENDAR_REFRESH_MINUTES", "0", "CALENDAR_REFRESH_MINUTES must be at least 1."),
        ("CALENDAR_PORTS", "https", 'CALENDAR_PORTS must look like "443,8443".'),
        (
            "CALENDAR_ALLOW_PRIVATE",
            "192.168.1.1/24",
            'CALENDAR_ALLOW_PRIVATE must look like "cloud.local,192.168.1.0/24": names, addresses and networks.',
        ),
        ("MESSENGER_GRAPH_VERSION", "latest", 'MESSENGER_GRAPH_VERSION must look like "25.0".'),
        (
            "TWILIO_BUTTONS_SIDS",
            "HX1",
            'TWILIO_BUTTONS_SIDS must look like "name=value,name=value".',
        ),
        ("TWILIO_BUTTONS_SIDS", f"2={HX},3=HX123", f"TWILIO_BUTTONS_SIDS {WRONG_TEMPLATE}"),
        ("TWILIO_LIST_SIDS", f"4={HX}0", f"TWILIO_LIST_SIDS {WRONG_TEMPLATE}"),
        ("TWILIO_LIST_SIDS", f"4={HX.lower()}", f"TWILIO_LIST_SIDS {WRONG_TEMPLATE}"),
        ("TWILIO_WHATSAPP_FROM", "whatsapp:Convoke", 'TWILIO_WHATSAPP_FROM must look like "whatsapp:+14155238886".'),
        ("TWILIO_WHATSAPP_FROM", "4155238886", 'TWILIO_WHATSAPP_FROM must look like "whatsapp:+14155238886".'),
        (
            "TWILIO_ACCOUNT_SID",
            "AC1",
            "TWILIO_ACCOUNT_SID must be the id of your Twilio account: AC, then 32 hexadecimal digits.",
        ),
        (
            "INBOUND_SMTP",
            "127.0.0.1:8000",
            "INBOUND_SMTP and PORT are the same port: give one of them another.",
        ),
    ],
)
def test_a_wrong_value_is_one_sentence(
    data: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    """A value that cannot be names its setting and how to write it, and nothing else."""
    monkeypatch.setenv(name, value)

    with pytest.raises(Misconfigured) as refused:
        read(data)
    assert str(refused.value) == sentence


def test_a_mail_server_needs_a_sender(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SMTP_URL without MAIL_FROM contradicts itself."""
    monkeypatch.setenv("SMTP_URL", "smtp://mail.example.org")

    with pytest.raises(Misconfigured, match="SMTP_URL is set but MAIL_FROM is not"):
        read(data)


def test_a_sender_too_long_for_answers(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token has to fit before the @; a REPLY_ADDRESS of its own makes room."""
    monkeypatch.setenv("MAIL_FROM", f"{'b' * 48}@meet.example")
    with pytest.raises(Misconfigured, match="set REPLY_ADDRESS too"):
        read(data)

    monkeypatch.setenv("REPLY_ADDRESS", "{token}@rsvp.meet.example")
    assert read(data).reply_address == "{token}@rsvp.meet.example"


def test_an_unknown_name_in_a_file_is_refused(data: Path) -> None:
    """A misspelt setting is not silently without effect: the nearest one is named."""
    data.mkdir()
    (data / "convoke.toml").write_text('smtp_ulr = "smtp://h"')

    with pytest.raises(Misconfigured, match="sets smtp_ulr, which is no setting: did you mean smtp_url"):
        read(data)


def test_a_broken_file_is_refused(data: Path) -> None:
    """A file that is no TOML is named."""
    Path("convoke.toml").write_text("port = = 1")

    with pytest.raises(Misconfigured, match=r"convoke\.toml cannot be read"):
        read(data)


def test_a_file_in_the_way_is_one_sentence(data: Path) -> None:
    """A data folder that cannot be one is named with how to give another."""
    data.write_text("")

    with pytest.raises(Misconfigured, match=r"cannot be used .* --data"):
        load(data)


def test_urls_lose_their_trailing_slash(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths are put behind a URL without doubling the slash."""
    monkeypatch.setenv("PUBLIC_URL", "https://bot.example.org/base/")

    assert read(data).public_url == "https://bot.example.org/base"


def test_templates_by_count(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Template ids are given by the number of choices they hold."""
    monkeypatch.setenv("TWILIO_BUTTONS_SIDS", f"2={HX}, 3=HX{'7' * 32}")
    monkeypatch.setenv("TWILIO_SHARED_KEYS", "SK1=one,SK2=t=wo")
    settings = read(data)

    assert settings.twilio_buttons_sids == {2: HX, 3: f"HX{'7' * 32}"}
    assert settings.twilio_shared_keys == {"SK1": "one", "SK2": "t=wo"}


@pytest.mark.parametrize("written", ["whatsapp:+14155238886", "+14155238886", "+1 (415) 523-8886"])
def test_a_whatsapp_number_is_taken_as_people_write_it(
    data: Path, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    """With the network's name in front or without, Twilio gets what it wants."""
    monkeypatch.setenv("TWILIO_WHATSAPP_FROM", written)

    assert read(data).twilio_whatsapp_from == "whatsapp:+14155238886"


@pytest.mark.parametrize(
    ("text", "limit"),
    [("30/minute", Limit(30, 60)), ("200/day", Limit(200, 86400)), ("0", Limit(0, 60)), ("5 / minute", Limit(5, 60))],
)
def test_limits(text: str, limit: Limit) -> None:
    """A limit is a count in a minute or a day; 0 is none. It prints as it is written."""
    assert parse_limit(text) == limit
    assert parse_limit(str(limit)) == limit


def test_one_secret_for_all_who_ask_at_once(data: Path) -> None:
    """The secret is made once, readable by its user alone, and the same ever after."""
    data.mkdir()
    found: list[str | None] = []
    threads = [threading.Thread(target=lambda: found.append(load(data).secret_key)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(found)) == 1
    assert len(str(found[0])) == 64
    assert (data / "secret.key").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in data.iterdir()) == ["secret.key"]
    assert load(data).secret_key == found[0]
