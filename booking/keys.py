"""Keys to the API: shown once when made, kept as a digest only."""

import secrets
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, Engine

from booking.hosts import read_provider
from booking.model import Clock
from booking.storage import api_keys, writing


def new_key(engine: Engine, provider_id: str, clock: Clock) -> str:
    """A new key of a provider: unguessable (256 bits), and to be had only now.

    Raises:
        NotFound: no such provider.
    """
    with writing(engine) as connection:
        return add_key(connection, provider_id, clock())


def add_key(connection: Connection, provider_id: str, now: datetime) -> str:
    """As `new_key`, in a transaction under way."""
    read_provider(connection, provider_id)
    key = f"convoke_{secrets.token_urlsafe(32)}"
    connection.execute(api_keys.insert().values(digest=digest(key), provider_id=provider_id, created_at=now))
    return key


def digest(key: str) -> str:
    """What is kept of a key. It needs no salt: nobody can guess 256 random bits."""
    return sha256(key.encode()).hexdigest()
