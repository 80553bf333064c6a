"""Calls of our own scripts, twice a message: over connections that are kept for them, spoken to directly.

redis-py's way of a call (a pool, retries, metrics, callbacks) takes as long as the call itself. It stays the way out of
everything unusual: what fails is called again in that way, with its patience and its errors. So a script has to bear that
its answer gets lost and it is called a second time.
"""

from collections.abc import Callable, Sequence
from typing import Any

from hiredis import pack_command
from redis import Redis, RedisError

Call = Callable[[Sequence[str], Sequence[str | bytes | int]], Any]
"""Takes the keys and the arguments of a script; what the script returns. Raises RedisError."""


class Calls:
    """Calls over connections of `redis`: as many as calls were ever under way at the same time. None belongs to a thread,
    for a thread of the web server must have nothing to tidy up when it ends (see `booking.autocommit`)."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._free: list[Any] = []

    def script(self, text: str) -> Call:
        """How to call the script of this text."""
        script = self._redis.register_script(text)

        def call(keys: Sequence[str], arguments: Sequence[str | bytes | int]) -> Any:
            try:
                client = self._free.pop()
            except IndexError:
                client = self._redis.client()  # type: ignore[no-untyped-call]
            connection = client.connection
            command: tuple[Any, ...] = ("EVALSHA", script.sha, len(keys), *keys, *arguments)
            try:
                connection.send_packed_command([pack_command(command)])
                answer = connection.read_response()
            except RedisError:
                answer = script(keys, arguments, client=client)
            self._free.append(client)
            return answer

        return call
