"""The web server's threads, which are made and ended by it and not by Python."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from tests.fixtures.processes import Server, environment, wait_until

IDLE_SECONDS = 5
"""The least after which granian ends a thread that has nothing to do."""
GRANIAN = (
    *("--interface", "wsgi", "--factory", "--workers", "1", "--blocking-threads", "4", "--no-log"),
    *("--blocking-threads-idle-timeout", str(IDLE_SECONDS)),
)


def test_a_thread_that_ends_takes_nothing_with_it(server: Server) -> None:
    """Under the server as the Procfile starts it: after many turns at once, and a pause, it is still there."""
    server.start()
    server.end()
    command = (sys.executable, "-m", "granian", *GRANIAN, "--port", str(server.port), "channels.app:from_environment")
    data = server.data.rename(server.data.with_name("convoke-data"))
    granian = subprocess.Popen(
        command, cwd=data.parent, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_until(lambda: answers(server))
        with ThreadPoolExecutor(8) as pool:
            assert all(pool.map(lambda _: server.chat("book group session friday at 3pm")["replies"], range(40)))
        time.sleep(IDLE_SECONDS + 2)

        assert granian.poll() is None
        assert server.chat("help")["replies"]
    finally:
        granian.terminate()
        granian.wait(30)


def answers(server: Server) -> bool:
    """Whether it serves."""
    try:
        return server.get("/healthz")[0] == 200
    except OSError:
        return False
