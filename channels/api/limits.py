"""How often one key or address may call."""

import time
from dataclasses import dataclass

from limits import RateLimitItemPerDay, RateLimitItemPerMinute
from limits.storage import RedisStorage
from redis import Redis

from channels.settings import Limit


@dataclass(frozen=True, slots=True)
class Standing:
    """How a caller stands: `remaining` of `limit` calls in this window of `window` seconds, new ones in `reset`."""

    limit: int
    window: int
    remaining: int
    reset: int
    allowed: bool

    def headers(self) -> dict[str, str]:
        """The usual headers, with and without `X-`; a refusal also says when to come back (RFC 9110, section 10.2.3)."""
        found = {
            "RateLimit-Policy": f"{self.limit};w={self.window}",
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset),
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": str(self.reset),
        }
        return found if self.allowed else found | {"Retry-After": str(self.reset)}


class RateLimit:
    """Counts the calls of each client in the fixed windows of the clock, in one round trip to Redis a call."""

    def __init__(self, redis: Redis, limit: Limit) -> None:
        self._limit = limit
        per = RateLimitItemPerMinute if limit.seconds == 60 else RateLimitItemPerDay
        self._item = per(max(limit.count, 1), namespace="api")
        self._storage = RedisStorage("redis://", connection_pool=redis.connection_pool)

    def hit(self, client: str) -> Standing | None:
        """Count one more call; None where there is no limit. Raises `RedisError`."""
        if not self._limit.count:
            return None
        now, window = int(time.time()), self._limit.seconds
        count = self._storage.incr(self._item.key_for(client, str(now // window)), window)
        remaining = max(self._limit.count - count, 0)
        return Standing(self._limit.count, window, remaining, window - now % window, count <= self._limit.count)
