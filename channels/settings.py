"""Settings, read once: the environment over DATA/convoke.toml over ./convoke.toml.

A setting that is wrong, unknown or contradicts another stops the start with one sentence (`Misconfigured`).
"""

import os
import re
import secrets
import tempfile
import tomllib
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from booking.model import Limit as Limit
from channels.errors import Misconfigured
from channels.inbound.urls import listening_place, mailbox_url, reply_pattern

LONGEST_SENDER = 64 - 17
"""Octets before the @ that leave room for a "+" and a token (RFC 5321 section 4.5.3.1.1)."""
DEFAULT_SENDER = "bookings@convoke.example"
TOML = "convoke.toml"
KEY_FILE = "secret.key"
MIN_SECRET = 16


def parse_limit(value: object) -> Limit:
    """Read `COUNT/minute`, `COUNT/day` or `0`; raises ValueError with how to write it."""
    if isinstance(value, Limit):
        return value
    match = re.fullmatch(r"(\d{1,9})\s*/\s*(minute|day)|0", str(value).strip())
    if not match:
        raise ValueError('must look like "30/minute" or "200/day", or be "0" for no limit')
    return Limit(int(match[1] or 0), 24 * 3600 if match[2] == "day" else 60)


def _parse_pairs(value: object) -> dict[str, str]:
    if isinstance(value, dict):
        return {str(name): str(text) for name, text in value.items()}
    pairs = [pair.partition("=") for pair in str(value).split(",") if pair.strip()]
    if not all(name.strip() and text.strip() for name, _, text in pairs):
        raise ValueError('must look like "name=value,name=value"')
    return {name.strip(): text.strip() for name, _, text in pairs}


def _parse_templates(value: object) -> dict[int, str]:
    pairs = _parse_pairs(value)
    if not all(re.fullmatch(r"[1-9]|10", name) for name in pairs):
        raise ValueError('must look like "2=HX...,3=HX...": the number of choices, then the template\'s id')
    if not all(re.fullmatch(r"HX[0-9a-fA-F]{32}", text) for text in pairs.values()):
        raise ValueError("must hold ids of Content templates: HX, then 32 hexadecimal digits")
    return {int(name): text for name, text in pairs.items()}


def _account(value: str) -> str:
    if not re.fullmatch(r"AC[0-9a-fA-F]{32}", value.strip()):
        raise ValueError("must be the id of your Twilio account: AC, then 32 hexadecimal digits")
    return value.strip()


def _template(value: str) -> str:
    if not re.fullmatch(r"HX[0-9a-fA-F]{32}", value.strip()):
        raise ValueError("must be the id of a Content template: HX, then 32 hexadecimal digits")
    return value.strip()


def _url(*schemes: str, example: str, host: bool = True) -> AfterValidator:
    """A URL of one of these schemes, with a host where `host` asks for one; the trailing slash is dropped."""

    def check(value: str) -> str:
        try:
            parts = urlsplit(value.strip())
            fits = parts.scheme in schemes and bool(parts.hostname or not host) and bool(parts.netloc or parts.path)
            fits = fits and parts.port != 0
        except ValueError:  # a port that is no number, a bracket that is not closed
            fits = False
        if not fits:
            raise ValueError(f'must be a URL like "{example}"')
        return value.strip().rstrip("/")

    return AfterValidator(check)


def _mail_address(value: str) -> str:
    from booking.addresses import normalise
    from booking.errors import InvalidInput

    try:
        return normalise(value)
    except InvalidInput as error:
        raise ValueError('must be an e-mail address like "bookings@example.org"') from error


def _mail_server(value: str) -> str:
    from booking.errors import InvalidInput
    from booking.mail import parse_url

    try:
        parse_url(value)
    except InvalidInput as error:
        raise ValueError(f"cannot be used: {str(error).rstrip('.')}") from error
    return value


def _bare_url(value: str) -> str:
    if urlsplit(value).query or urlsplit(value).fragment:
        raise ValueError('must be a URL without "?" and "#"')
    return value


def _own_servers(value: str) -> str:
    from channels.calendars.reachable import Reachable

    try:
        Reachable.of(value, "")
    except ValueError:
        raise ValueError('must look like "cloud.local,192.168.1.0/24": names, addresses and networks') from None
    return value


def _ports(value: str) -> str:
    from channels.calendars.reachable import Reachable

    try:
        Reachable.of("", value)
    except ValueError:
        raise ValueError('must look like "443,8443"') from None
    return value


def _version(value: str) -> str:
    if not re.fullmatch(r"v?\d+\.\d+", value.strip()):
        raise ValueError('must look like "25.0"')
    return value.strip().removeprefix("v")


def _whatsapp_number(value: str) -> str:
    number = re.sub(r"[ ().-]", "", value).removeprefix("whatsapp:")
    if not re.fullmatch(r"\+[1-9]\d{6,14}", number, re.ASCII):
        raise ValueError('must look like "whatsapp:+14155238886"')
    return f"whatsapp:{number}"


WebUrl = Annotated[str, _url("http", "https", example="https://example.org"), AfterValidator(_bare_url)]


class Settings(BaseSettings):
    """Everything that can be set. A name in the environment is the field's in capitals; in convoke.toml either will do."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", env_ignore_empty=True, hide_input_in_errors=True)

    host: str = Field("127.0.0.1", min_length=1, description="The address `convoke serve` listens on.")
    port: int = Field(8000, ge=1, le=65535, description="The port `convoke serve` listens on.")
    public_url: WebUrl | None = Field(
        None, description="Where the world reaches this server, such as `https://bot.example.org`."
    )
    secret_key: str | None = Field(
        None,
        min_length=MIN_SECRET,
        repr=False,
        description="Signs tokens and keys digests; made and kept in the data folder when absent.",
    )
    database_url: (
        Annotated[
            str,
            _url("sqlite", "postgres", "postgresql", example="postgresql://user:password@host/database", host=False),
        ]
        | None
    ) = Field(None, repr=False, description="The database; without it, SQLite in the data folder.")
    redis_url: Annotated[str, _url("redis", "rediss", "unix", example="redis://host:6379/0", host=False)] | None = (
        Field(None, repr=False, description="Redis; without it, an embedded one in the data folder.")
    )
    smtp_url: Annotated[str, AfterValidator(_mail_server)] | None = Field(
        None, repr=False, description="The mail server; without it, mail is written to `mail/` in the data folder."
    )
    smtp_rate_limit: Annotated[Limit, NoDecode, BeforeValidator(parse_limit)] = Field(
        Limit(0, 60), description="Mails given to the mail server by all workers together; the others wait."
    )
    mail_from: Annotated[str, AfterValidator(_mail_address)] | None = Field(
        None, description=f"The sender of all mail. Needed with `SMTP_URL`; without, `{DEFAULT_SENDER}`."
    )
    reply_address: Annotated[str, AfterValidator(reply_pattern)] | None = Field(
        None,
        description="The addresses that answers come back to, with `{token}` in them, like `{token}@rsvp.example.org`;"
        " without it, `MAIL_FROM` with `+{token}` before the @.",
    )
    inbound_smtp: Annotated[str, AfterValidator(listening_place)] | None = Field(
        None, description="Where the worker takes answers in over SMTP, like `127.0.0.1:2525`."
    )
    imap_url: Annotated[str, AfterValidator(mailbox_url)] | None = Field(
        None, repr=False, description="The mailbox that answers come back to, `imaps://user:password@host/INBOX`."
    )
    imap_poll_seconds: int = Field(30, ge=1, le=3600, description="How often that mailbox is looked into.")
    authserv_id: str | None = Field(
        None,
        description="The name under which your own mail server writes `Authentication-Results`; those of others are not"
        " believed.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="How much is logged.")
    chat_rate_limit: Annotated[Limit, NoDecode, BeforeValidator(parse_limit)] = Field(
        Limit(30, 60), description="Messages one person may send; `COUNT/minute`, `COUNT/day` or `0` for no limit."
    )
    chat_open_limit: Annotated[Limit, NoDecode, BeforeValidator(parse_limit)] = Field(
        Limit(120, 60), description="New web conversations one address may open."
    )
    api_rate_limit: Annotated[Limit, NoDecode, BeforeValidator(parse_limit)] = Field(
        Limit(600, 60), description="Calls of the REST API that one key, or one address without a key, may make."
    )
    invite_limit: Annotated[Limit, NoDecode, BeforeValidator(parse_limit)] = Field(
        Limit(200, 24 * 3600), description="Invitations that one person, API key, or address of the web may cause."
    )
    invite_conversation_limit: Annotated[Limit, NoDecode, BeforeValidator(parse_limit)] = Field(
        Limit(100, 24 * 3600), description="Invitations one of these may cause with one host."
    )
    invite_recipient_limit: Annotated[Limit, NoDecode, BeforeValidator(parse_limit)] = Field(
        Limit(20, 24 * 3600), description="Invitations to one address; hosts always get theirs."
    )
    calendar_refresh_minutes: int = Field(
        15, ge=1, le=24 * 60, description="How often other calendars of hosts are asked whether they have changed."
    )
    calendar_ports: Annotated[str, AfterValidator(_ports)] = Field(
        "443,8443", description="Ports of public servers that other calendars may be read from."
    )
    calendar_allow_private: Annotated[str, AfterValidator(_own_servers)] | None = Field(
        None,
        description="Your own servers that calendars may be read from although they are not on the public internet, also"
        " over http: names, addresses and networks, like `cloud.local,192.168.1.0/24`.",
    )

    messenger_page_token: str | None = Field(None, repr=False, description="The page's access token.")
    messenger_app_secret: str | None = Field(None, repr=False, description="The app's secret; checks signatures.")
    messenger_verify_token: str | None = Field(
        None, repr=False, description="The word agreed with Meta for the webhook's handshake."
    )
    messenger_graph_url: WebUrl = Field("https://graph.facebook.com", description="Where the Graph API is.")
    messenger_graph_version: Annotated[str, AfterValidator(_version)] = Field(
        "25.0", description="The Graph API's version."
    )
    messenger_provider: str | None = Field(
        None, description="The id of the provider who answers on Messenger; without it, the oldest."
    )

    twilio_account_sid: Annotated[str, AfterValidator(_account)] | None = Field(
        None, description="Twilio's account id, `AC...`."
    )
    twilio_auth_token: str | None = Field(None, repr=False, description="Twilio's auth token; also checks signatures.")
    twilio_whatsapp_from: Annotated[str, AfterValidator(_whatsapp_number)] | None = Field(
        None, description="The WhatsApp number, `whatsapp:+14155238886`."
    )
    twilio_api_url: WebUrl = Field("https://api.twilio.com", description="Where Twilio's API is.")
    twilio_buttons_sids: Annotated[dict[int, str], NoDecode, BeforeValidator(_parse_templates)] = Field(
        {}, description="Quick-reply Content templates by their number of buttons: `1=HX...,2=HX...,3=HX...`."
    )
    twilio_list_sids: Annotated[dict[int, str], NoDecode, BeforeValidator(_parse_templates)] = Field(
        {}, description="List-picker Content templates by their number of items: `4=HX...,5=HX...`."
    )
    twilio_notice_sid: Annotated[str, AfterValidator(_template)] | None = Field(
        None,
        description="The Content template, `HX...`, for reminders and news to people who wrote more than 24 hours ago;"
        " its only variable is the text.",
    )
    twilio_shared_keys: Annotated[dict[str, str], NoDecode, BeforeValidator(_parse_pairs)] = Field(
        {},
        repr=False,
        description="Shared keys that may sign webhooks instead of the auth token: `id=secret,id=secret`.",
    )
    whatsapp_provider: str | None = Field(
        None, description="The id of the provider who answers on WhatsApp; without it, the oldest."
    )

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if self.smtp_url and not self.mail_from:
            raise ValueError("SMTP_URL is set but MAIL_FROM is not: set MAIL_FROM to the address that mail comes from.")
        if self.mail_from and not self.reply_address and len(self.mail_from.partition("@")[0]) > LONGEST_SENDER:
            raise ValueError(
                f"MAIL_FROM has more than {LONGEST_SENDER} letters before the @, too many to add +{{token}} for answers:"
                " set REPLY_ADDRESS too."
            )
        if self.inbound_smtp and self.inbound_smtp.endswith(f":{self.port}"):
            raise ValueError("INBOUND_SMTP and PORT are the same port: give one of them another.")
        return self

    @property
    def base_url(self) -> str:
        """Where our pages begin: PUBLIC_URL, else this machine."""
        host = "localhost" if self.host in ("0.0.0.0", "::", "127.0.0.1") else self.host  # noqa: S104 - compared
        return self.public_url or f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    @property
    def smtp_server(self) -> str:
        """The host and port of the mail server, "" where there is none."""
        return urlsplit(self.smtp_url).netloc.rpartition("@")[2] if self.smtp_url else ""

    @property
    def sender(self) -> str:
        """The address that mail comes from."""
        return self.mail_from or DEFAULT_SENDER

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment goes before what the files gave."""
        return env_settings, init_settings

    def replace(self, **changes: object) -> Self:
        """A copy with these (already valid) values changed."""
        return self.model_copy(update=changes)


def load(data: Path) -> Settings:
    """The settings of the data folder `data`, with a secret key made there if none is set.

    Makes the folder (mode 0700) when it is not there. Raises `Misconfigured`.
    """
    settings = read(data)
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        return settings if settings.secret_key else settings.replace(secret_key=_kept_secret(data / KEY_FILE))
    except OSError as error:
        raise Misconfigured(
            f"The data folder {data} cannot be used ({error.strerror}): give another with --data."
        ) from error


def read(data: Path) -> Settings:
    """The settings as they are written; makes and changes nothing. Raises `Misconfigured`."""
    values = _from_file(Path(TOML)) | _from_file(data / TOML)
    try:
        return Settings(**values)
    except ValidationError as error:
        raise Misconfigured(_sentence(error)) from None


def _from_file(path: Path) -> dict[str, Any]:
    try:
        written = tomllib.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as error:
        raise Misconfigured(f"{path} cannot be read: {error}") from None
    values = {name.lower(): value for name, value in written.items()}
    for name in values:
        if name not in Settings.model_fields:
            near = get_close_matches(name, Settings.model_fields, n=1)
            hint = f"did you mean {near[0]}?" if near else "take it out."
            raise Misconfigured(f"{path} sets {name}, which is no setting: {hint}")
    return values


def _sentence(error: ValidationError) -> str:
    """The first thing that is wrong, without the value: it may be a secret."""
    first = error.errors(include_input=False)[0]
    own = first.get("ctx", {}).get("error")
    if not first["loc"]:
        return str(own)
    reason = {
        "int_parsing": "must be a whole number",
        "string_type": "must be a text",
        "string_too_short": f"must have at least {first.get('ctx', {}).get('min_length')} characters",
        "less_than_equal": f"must be at most {first.get('ctx', {}).get('le')}",
        "greater_than_equal": f"must be at least {first.get('ctx', {}).get('ge')}",
        "literal_error": f"must be {first.get('ctx', {}).get('expected')}",
    }.get(first["type"], first["msg"])
    return f"{str(first['loc'][0]).upper()} {own or reason}."


def _kept_secret(path: Path) -> str:
    """The secret in this file, made if it is not there; the same for all who ask at once."""
    if not path.exists():
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # mode 0600
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32))
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        Path(draft).unlink()
    return path.read_text().strip()


def database_url(settings: Settings, data: Path) -> str:
    """The URL of the database: the one that is set, else SQLite in the data folder."""
    return settings.database_url or f"sqlite:///{data.absolute() / 'convoke.db'}"
