"""Calls of scripts: straight over a connection that is kept, and through whatever happens to that."""

import redis as redis_py

from dialog.calls import Calls

COUNT = "return redis.call('INCRBY', KEYS[1], ARGV[1])"


def test_a_script_is_called_with_keys_and_arguments(redis: redis_py.Redis) -> None:
    """The first call loads it, the next ones go straight through."""
    count = Calls(redis).script(COUNT)

    assert [count(["k"], [2]), count(["k"], ["3"]), count(["k"], [b"5"])] == [2, 5, 10]


def test_a_connection_that_was_closed_is_opened_again(redis: redis_py.Redis) -> None:
    """Redis ends idle connections, and restarts; the next call does not notice."""
    count = Calls(redis).script(COUNT)
    count(["k"], [1])
    redis.client_kill_filter(_type="normal", skipme=True)

    assert count(["k"], [1]) == 2
    assert count(["k"], [1]) == 3


def test_a_script_that_redis_forgot_is_loaded_again(redis: redis_py.Redis) -> None:
    """As after a restart."""
    count = Calls(redis).script(COUNT)
    count(["k"], [1])
    redis.script_flush()

    assert count(["k"], [1]) == 2
