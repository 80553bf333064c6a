"""`convoke doctor`: is every part that is set up in order, and if not, how to mend it."""

import os
import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from redis import RedisError
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from booking import backlog, outbox
from booking.busy import keeping
from booking.errors import MailError
from booking.hosts import read_providers
from booking.mail import SmtpMailer
from booking.storage import current_revision, newest_revision, open_engine
from channels import embedded, registry, settings
from channels.bootstrap import connect
from channels.clock import utc_now
from channels.errors import CannotStart, Misconfigured
from channels.inbound.urls import place
from channels.logs import redact
from channels.settings import Settings, database_url

LONG_WAIT = timedelta(minutes=15)
"""More than a mail waits when all is well."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about one part; where it is not `well`, `detail` says how to mend it."""

    what: str
    well: bool
    detail: str

    def __str__(self) -> str:
        return f"{'✓' if self.well else '✗'} {self.what}: {self.detail}"


def examine(data: Path) -> Iterator[Finding]:
    """Look at every part that the settings of the data folder `data` name; changes nothing."""
    try:
        found = settings.read(data)
    except Misconfigured as error:
        yield Finding("settings", well=False, detail=str(error))
        return
    yield Finding("settings", well=True, detail="every one can be used")
    yield _folder(data)
    yield _secret(found, data)
    yield _redis(found, data)
    yield from _database(found, data)
    yield _mail(found, data)
    yield from _answers(found)
    yield _public_url(found)
    yield from _channels(found, data)


def _folder(data: Path) -> Finding:
    existing = next(each for each in (data.absolute(), *data.absolute().parents) if each.exists())
    if not (existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)):
        return Finding("data folder", well=False, detail=f"{existing} cannot be written to: give another with --data.")
    if existing != data.absolute():
        return Finding("data folder", well=True, detail=f"{data} will be made")
    if data.stat().st_mode & 0o077:
        detail = f"others can look into {data}, where secrets are kept: chmod 700 {data}"
        return Finding("data folder", well=False, detail=detail)
    return Finding("data folder", well=True, detail=str(data))


def _secret(found: Settings, data: Path) -> Finding:
    if found.secret_key:
        return Finding("secret key", well=True, detail="SECRET_KEY")
    file = data / settings.KEY_FILE
    detail = f"kept in {file}" if file.exists() else f"will be made in {file}"
    if found.redis_url and found.database_url:
        detail += "; with more than one machine give all the same SECRET_KEY"
    return Finding("secret key", well=True, detail=detail)


def _redis(found: Settings, data: Path) -> Finding:
    owner = None if found.redis_url else embedded.owner_of(data)
    if not found.redis_url and not owner:
        try:
            return Finding("Redis", well=True, detail=f"not running; {embedded.find_server()} will be started")
        except CannotStart as error:
            return Finding("Redis", well=False, detail=str(error))
    client = connect(found.redis_url or (owner.url if owner else ""))
    try:
        version = client.info("server")["redis_version"]
    except RedisError as error:
        return Finding("Redis", well=False, detail=f"does not answer ({_line(error)}): check REDIS_URL.")
    finally:
        client.close()
    where = f"embedded, kept by process {owner.pid} ({owner.command})" if owner else "REDIS_URL"
    return Finding("Redis", well=True, detail=f"version {version}, {where}")


def _database(found: Settings, data: Path) -> Iterator[Finding]:
    url = database_url(found, data)
    if _will_be_made(found, data):
        yield Finding("database", well=True, detail=f"{data / 'convoke.db'} will be made")
        return
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            revision = current_revision(connection)
        if revision != newest_revision():
            detail = (
                f"its schema is {revision or 'empty'}, this version needs {newest_revision()}: run `convoke migrate`."
            )
            yield Finding("database", well=False, detail=detail)
            return
        yield Finding("database", well=True, detail=f"{engine.dialect.name}, schema {revision}")
        yield _outbox(engine)
        with engine.connect() as connection:
            yield from _calendars(keeping.read_all(connection))
    except SQLAlchemyError as error:
        yield Finding("database", well=False, detail=f"does not answer ({_line(error)}): check DATABASE_URL.")
    finally:
        engine.dispose()


def _outbox(engine: Engine) -> Finding:
    counts = outbox.counts(engine)
    well, said = not counts["dead"], [f"{counts['sent']} sent", f"{counts['waiting']} waiting"]
    if oldest := backlog.entries(engine, ("waiting",), 1):
        waited = utc_now() - oldest[0].written_at
        said.append(f"the oldest for {_long(waited)}")
        if waited > LONG_WAIT:
            well = False
            said.append(f"{oldest[0].error or 'not tried yet: does a worker run?'} `convoke mail list` shows them.")
    if counts["dead"]:
        why = "; ".join(f"{times} × {reason or 'no reason known'}" for reason, times in backlog.reasons(engine))
        said.append(f"{counts['dead']} given up: {why}")
        said.append("`convoke mail list --dead` shows them, `convoke mail retry` tries again.")
    return Finding("outbox", well=well, detail=", ".join(said))


def _long(waited: timedelta) -> str:
    seconds = int(waited.total_seconds())
    for length, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= length:
            return f"{seconds // length} {unit}"
    return f"{max(seconds, 0)} s"


def _calendars(known: Sequence[keeping.OtherCalendar]) -> Iterator[Finding]:
    """Those that cannot be read, a line each; else how many there are."""
    broken = [each for each in known if each.problem]
    if known and not broken:
        yield Finding("other calendars", well=True, detail=f"{len(known)}, all could be read")
    for each in broken:
        since = f", last read {each.read_at:%Y-%m-%d %H:%M} UTC" if each.read_at else ""
        detail = f"{each.problem} (`convoke busy` {each.id}{since})"
        yield Finding(f"calendar on {each.host}", well=False, detail=detail)


def _mail(found: Settings, data: Path) -> Finding:
    if not found.smtp_url:
        return Finding("mail", well=True, detail=f"written to {data / 'mail'}; set SMTP_URL to have it sent")
    try:
        SmtpMailer(found.smtp_url).check()
    except (MailError, ValueError) as error:
        return Finding("mail", well=False, detail=f"{error} Check SMTP_URL.")
    return Finding("mail", well=True, detail=f"the server takes it, from {found.sender}")


def _answers(found: Settings) -> Iterator[Finding]:
    """The ways by which answers come back by mail."""
    if not found.inbound_smtp and not found.imap_url:
        detail = "not taken in; set INBOUND_SMTP or IMAP_URL: see the README on answers by mail"
        yield Finding("answers by mail", well=True, detail=detail)
    if found.inbound_smtp:
        yield _inbound_smtp(found.inbound_smtp)
    if found.imap_url:
        from channels.inbound import imap

        try:
            imap.check(found.imap_url)
            yield Finding("answers over IMAP", well=True, detail="the mailbox can be read")
        except imap.Unreachable as error:
            yield Finding("answers over IMAP", well=False, detail=f"{error} Check IMAP_URL.")


def _inbound_smtp(where: str) -> Finding:
    host, port = place(where)
    try:
        with socket.create_connection((host or "127.0.0.1", port), timeout=5) as connection:
            greeting = connection.recv(200)
    except OSError:
        return _can_listen(where)
    if b"Convoke" in greeting:
        return Finding("answers over SMTP", well=True, detail=f"a worker listens on {where}")
    return Finding("answers over SMTP", well=False, detail=f"something else listens on {where}: change INBOUND_SMTP.")


def _can_listen(where: str) -> Finding:
    host, port = place(where)
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            pass
    except OSError as error:
        detail = f"{where} cannot be listened on ({error.strerror}): change INBOUND_SMTP."
        return Finding("answers over SMTP", well=False, detail=detail)
    return Finding("answers over SMTP", well=True, detail=f"no worker listens yet; one will on {where}")


def _public_url(found: Settings) -> Finding:
    if not found.public_url:
        return Finding("PUBLIC_URL", well=True, detail="not set; chat networks need it")
    if urlsplit(found.public_url).scheme != "https":
        detail = f"{found.public_url} is not https, and no chat network calls anything else: see the README on HTTPS."
        return Finding("PUBLIC_URL", well=False, detail=detail)
    return Finding("PUBLIC_URL", well=True, detail=found.public_url)


def _channels(found: Settings, data: Path) -> Iterator[Finding]:
    try:
        built = registry.build(found)
    except Misconfigured as error:
        yield Finding("channels", well=False, detail=str(error))
        return
    for entry in registry.CHANNELS:
        if entry.name in built:
            yield _channel(entry, found, data)
        else:
            yield Finding(entry.title, well=True, detail=f"not set up ({', '.join(entry.secrets).upper()})")


def _channel(entry: registry.Entry, found: Settings, data: Path) -> Finding:
    providers = _providers(found, data)
    try:
        if providers is not None:
            registry.check_providers(found, [entry.name], providers)
    except Misconfigured as error:
        return Finding(entry.title, well=False, detail=str(error))
    return Finding(entry.title, well=True, detail=f"its webhook is {found.public_url or ''}/webhooks/{entry.name}")


def _providers(found: Settings, data: Path) -> list[str] | None:
    """The ids of all providers; None when the database cannot say."""
    if _will_be_made(found, data):
        return []
    engine = open_engine(database_url(found, data))
    try:
        with engine.connect() as connection:
            return [each.id for each in read_providers(connection)]
    except SQLAlchemyError:
        return None
    finally:
        engine.dispose()


def _will_be_made(found: Settings, data: Path) -> bool:
    """Whether the database is one that the first start makes."""
    return not found.database_url and not (data / "convoke.db").exists()


def _line(error: Exception) -> str:
    """The first line of what a library says, without secrets."""
    return str(redact(str(getattr(error, "orig", None) or error).partition("\n")[0].rstrip(".")))
