"""How often one client may come with a word that opens nothing."""

from contextlib import suppress

from redis import Redis, RedisError

WINDOW = 60
MOST = 30
"""Wrong words that one client may try in a window of so many seconds."""


class Misses:
    """Counts the wrong words of clients. Without Redis nobody is kept waiting: a word cannot be guessed anyway."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    def wait(self, client: str) -> int:
        """The seconds until this client may try a word again, 0 for now."""
        with suppress(RedisError), self._redis.pipeline(transaction=False) as pipeline:
            pipeline.get(_key(client))
            pipeline.ttl(_key(client))
            count, rest = pipeline.execute()
            return max(int(rest), 1) if int(count or 0) >= MOST else 0
        return 0

    def count(self, client: str) -> None:
        """Note that this client's word opened nothing."""
        with suppress(RedisError), self._redis.pipeline(transaction=True) as pipeline:
            pipeline.set(_key(client), 0, ex=WINDOW, nx=True)
            pipeline.incr(_key(client))
            pipeline.execute()


def _key(client: str) -> str:
    return f"missed:{client}"
