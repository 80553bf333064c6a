"""How many new conversations one client may open."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from redis import Redis

from channels.settings import Limit


class Openings:
    """Counts the conversations that clients open, in windows of `limit.seconds` that start with the first one."""

    def __init__(self, redis: Redis, limit: Limit) -> None:
        self._redis = redis
        self._limit = limit

    def wait(self, client: str) -> int:
        """Count one more conversation of this client; the seconds until it may be opened, 0 for now."""
        if not self._limit.count:
            return 0
        key = f"opened:{client}"
        with self._redis.pipeline(transaction=True) as pipeline:
            pipeline.set(key, 0, ex=self._limit.seconds, nx=True)
            pipeline.incr(key)
            pipeline.ttl(key)
            _, count, rest = pipeline.execute()
        return max(int(rest), 1) if count > self._limit.count else 0


def client_of(peer: str | None, forwarded: str | None) -> str:
    """Whom a request is from: an IPv4 address, or the /64 network that one client of IPv6 usually has.

    A peer without a public address is taken for our reverse proxy: then the last entry of X-Forwarded-For (`forwarded`)
    counts, which is the one that the proxy itself wrote.
    """
    address = _address(peer)
    if address is None or address.is_private:
        address = _address((forwarded or "").rpartition(",")[2].strip()) or address
    if address is None:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address)


def _address(text: str | None) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text or "")
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
