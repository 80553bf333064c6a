"""Keys to the API: shown once when made, kept as a digest only; a host has as many as they like and can revoke each."""

import secrets
import time
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Connection, Engine, bindparam, select, update

from booking.addresses import clean_name
from booking.errors import NotFound
from booking.hosts import read_provider, stored_text
from booking.model import ApiKey, Clock
from booking.storage import writing
from booking.tables import api_keys

PREFIX = "convoke_"
SHOWN = len(PREFIX) + 6
"""How many characters of a secret tell it from the others; the rest is as hard to guess as before."""

_COLUMNS = tuple(api_keys.c[name] for name in ("id", "provider_id", "name", "prefix", "created_at", "revoked_at"))
_OF_PROVIDER = (
    select(*_COLUMNS)
    .where(api_keys.c.provider_id == bindparam("provider_id"))
    .order_by(api_keys.c.created_at, api_keys.c.id)
)
_BY_ID = select(*_COLUMNS).where(api_keys.c.id == bindparam("id"))
_BY_DIGEST = select(*_COLUMNS).where(api_keys.c.digest == bindparam("digest"), api_keys.c.revoked_at.is_(None))
_REVOKE = (
    update(api_keys)
    .where(api_keys.c.id == bindparam("key"), api_keys.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("now"))
)


def new_key(engine: Engine, provider_id: str, clock: Clock, name: str = "") -> str:
    """A new key of a provider: unguessable (256 bits), and to be had only now.

    Raises:
        NotFound: no such provider.
    """
    with writing(engine) as connection:
        return add_key(connection, provider_id, clock(), name)


def add_key(connection: Connection, provider_id: str, now: datetime, name: str = "") -> str:
    """As `new_key`, in a transaction under way."""
    provider = read_provider(connection, provider_id)
    key = f"{PREFIX}{secrets.token_urlsafe(32)}"
    values = {
        "digest": digest(key),
        "provider_id": provider.id,
        "created_at": now,
        "id": rising_id(),
        "name": clean_name(name),
        "prefix": key[:SHOWN],
    }
    connection.execute(api_keys.insert(), values)
    return key


def rising_id() -> str:
    """A UUID that rises with the moment it is made, to a quarter of a microsecond (RFC 9562, sections 5.7 and 6.2)."""
    milliseconds, nanoseconds = divmod(time.time_ns(), 1_000_000)
    fraction = nanoseconds * 4096 // 1_000_000
    return str(UUID(int=milliseconds << 80 | 7 << 76 | fraction << 64 | 2 << 62 | secrets.randbits(62)))


def read_keys(connection: Connection, provider_id: str) -> tuple[ApiKey, ...]:
    """A provider's keys, the oldest first, the revoked ones among them."""
    return tuple(ApiKey(*row) for row in connection.execute(_OF_PROVIDER, {"provider_id": stored_text(provider_id)}))


def revoke(connection: Connection, key_id: str, now: datetime) -> ApiKey:
    """Let a key open nothing any more; again: nothing more.

    Raises:
        NotFound: no such key.
    """
    connection.execute(_REVOKE, {"key": stored_text(key_id), "now": now})
    row = connection.execute(_BY_ID, {"id": stored_text(key_id)}).first()
    if row is None:
        raise NotFound("There is no such key.")
    return ApiKey(*row)


def key_of(engine: Engine, secret: str) -> ApiKey | None:
    """The key that a secret is, if it opens anything."""
    with engine.connect() as connection:
        row = connection.execute(_BY_DIGEST, {"digest": digest(secret)}).first()
    return None if row is None else ApiKey(*row)


def provider_of_key(engine: Engine, secret: str) -> str | None:
    """The id of the provider whom a secret opens, None for what opens nothing."""
    found = key_of(engine, secret)
    return None if found is None else found.provider_id


def digest(key: str) -> str:
    """What is kept of a key. It needs no salt: nobody can guess 256 random bits."""
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
