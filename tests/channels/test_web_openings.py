"""New web conversations are counted for each client."""

import pytest
from redis import Redis

from channels.settings import Limit
from channels.web.openings import Openings, client_of


def test_a_client_may_open_as_many_as_the_limit_says(redis: Redis) -> None:
    """The one after the last is told to wait, at most as long as the window; other clients are not."""
    openings = Openings(redis, Limit(3, 60))

    assert [openings.wait("192.0.2.1") for _ in range(3)] == [0, 0, 0]
    assert 55 <= openings.wait("192.0.2.1") <= 60
    assert openings.wait("192.0.2.2") == 0


def test_the_count_ends_with_its_window(redis: Redis) -> None:
    """Opening again and again does not keep the count alive."""
    openings = Openings(redis, Limit(1, 60))
    for _ in range(3):
        openings.wait("192.0.2.1")
    (key,) = redis.keys("opened:*")
    before = redis.pttl(key)
    openings.wait("192.0.2.1")

    assert 0 < redis.pttl(key) <= before


def test_no_limit(redis: Redis) -> None:
    """A count of 0 lets everybody open, and counts nothing."""
    openings = Openings(redis, Limit(0, 60))

    assert [openings.wait("192.0.2.1") for _ in range(200)] == [0] * 200
    assert redis.keys("*") == []


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("8.8.8.8", "", "8.8.8.8"),
        ("8.8.8.8", "9.9.9.9", "8.8.8.8"),
        ("127.0.0.1", "9.9.9.9", "9.9.9.9"),
        ("10.1.2.3", "6.6.6.6, 9.9.9.9", "9.9.9.9"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "no address", "127.0.0.1"),
        ("::1", "2a00:1450:4001:82a::200e", "2a00:1450:4001:82a::/64"),
        ("2a00:1450:4001:82a:1:2:3:4", "", "2a00:1450:4001:82a::/64"),
        ("::ffff:9.9.9.9", "", "9.9.9.9"),
        ("", "", "unknown"),
        (None, "9.9.9.9", "9.9.9.9"),
    ],
)
def test_who_a_client_is(peer: str | None, forwarded: str, client: str) -> None:
    """What a public peer says of others is not believed; a proxy in front of us is, for what it wrote itself."""
    assert client_of(peer, forwarded) == client
