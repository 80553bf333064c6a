"""Calls of our own scripts, twice a message: each thread keeps one connection, and speaks to it directly.

redis-py's way of a call (a pool, retries, metrics, callbacks) takes as long as the call itself. It stays the way out of
everything unusual: what fails is called again in that way, with its patience and its errors. So a script has to bear that
its answer gets lost and it is called a second time.
"""

from collections.abc import Callable, Sequence
from threading import local
from typing import Any

from hiredis import pack_command
from redis import Redis, RedisError

Call = Callable[[Sequence[str], Sequence[str | bytes | int]], Any]
"""Takes the keys and the arguments of a script; what the script returns. Raises RedisError."""


class Calls:
    """Calls over the connections of `redis`, one for each thread."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._own = local()

    def script(self, text: str) -> Call:
        """How to call the script of this text."""
        script = self._redis.register_script(text)

        def call(keys: Sequence[str], arguments: Sequence[str | bytes | int]) -> Any:
            client = self._client()
            connection = client.connection
            command: tuple[Any, ...] = ("EVALSHA", script.sha, len(keys), *keys, *arguments)
            try:
                connection.send_packed_command([pack_command(command)])
                return connection.read_response()
            except RedisError:
                return script(keys, arguments, client=client)

        return call

    def _client(self) -> Any:
        try:
            return self._own.client
        except AttributeError:
            self._own.client = client = self._redis.client()  # type: ignore[no-untyped-call]
            return client
