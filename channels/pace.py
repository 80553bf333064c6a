"""How many mails the mail server is given in a minute or a day, by all workers together."""

from redis import Redis

from booking.model import Limit

# What was given lately, the newest first; the server's clock counts, so that workers need not agree on one.
_LATELY = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local window = tonumber(ARGV[2])
local oldest = redis.call('LINDEX', KEYS[1], -1)
while oldest and now - tonumber(oldest) >= window do
    redis.call('RPOP', KEYS[1])
    oldest = redis.call('LINDEX', KEYS[1], -1)
end
local free = math.max(0, tonumber(ARGV[1]) - redis.call('LLEN', KEYS[1]))
"""
_FREE = f"{_LATELY} return free"
_TAKE = f"""{_LATELY}
local count = math.min(free, tonumber(ARGV[3]))
for _ = 1, count do redis.call('LPUSH', KEYS[1], now) end
if count > 0 then redis.call('PEXPIRE', KEYS[1], window) end
return count
"""


class Pace:
    """At most `limit` mails through the server `name`, in any stretch of time as long as the limit's."""

    def __init__(self, redis: Redis, name: str, limit: Limit) -> None:
        self._redis, self._key, self._limit = redis, f"pace:{name}", limit
        self._free, self._take = redis.register_script(_FREE), redis.register_script(_TAKE)

    def take(self, wanted: int) -> int:
        """How many mails of those wanted may go now; they count as gone. Raises `RedisError`."""
        return self._ask(self._take, wanted) if self._limit.count else wanted

    def give_back(self, count: int) -> None:
        """So many that were taken have not gone."""
        if self._limit.count and count:
            self._redis.lpop(self._key, count)

    def free(self, wanted: int) -> int:
        """How many mails of those wanted might go now. Raises `RedisError`."""
        return min(wanted, self._ask(self._free)) if self._limit.count else wanted

    def _ask(self, script: object, *wanted: int) -> int:
        return int(script(keys=[self._key], args=[self._limit.count, self._limit.seconds * 1000, *wanted]))  # type: ignore[operator]
