"""`convoke serve` as a process tree: it starts, survives, ends, and leaves nothing behind."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import pytest
import redis as redis_py

from channels.worker import NICENESS
from tests.fixtures.processes import Server, convoke, environment, free_port, wait_until


def texts(answer: dict[str, Any]) -> list[str]:
    return [reply["text"] for reply in answer["replies"]]


def test_a_fresh_folder_is_all_it_needs(server: Server) -> None:
    """The first start makes a host, prints its id and key, answers a chat, and is ready."""
    server.start()

    assert re.search(r"provider  [0-9a-f-]{36}  \(Demo Host, ", server.printed)
    assert re.search(r"API key   \S{30,}", server.printed)
    assert f"http://127.0.0.1:{server.port}/" in server.printed
    assert server.get("/readyz")[0] == 200
    assert "<html" in server.get("/")[1]
    assert server.chat("help")["replies"]
    assert (server.data / "redis.sock").is_socket()


def test_the_demo_host_has_five_types(server: Server) -> None:
    """The demo host can be booked for 60, 30 and 15 minutes, alone or as a group."""
    server.start()
    server.end()

    with sqlite3.connect(server.data / "convoke.db") as database:
        types = database.execute("SELECT minutes, capacity FROM appointment_types ORDER BY number").fetchall()
    database.close()
    assert types == [(60, 1), (30, 1), (15, 1), (60, 10), (30, 25)]


def test_a_second_start_keeps_everything(server: Server) -> None:
    """Hosts, the secret key and conversations are there after a stop, and no second host is made."""
    server.start()
    conversation = server.chat("book")["conversation"]
    expected = texts(server.chat("help", conversation))
    assert server.end() == 0
    server.start()

    assert texts(server.chat("help", conversation)) == expected
    assert server.printed.count("was made") == 1


def test_kill_9_leaves_nothing_behind_and_loses_nothing(server: Server) -> None:
    """Every child goes with its killed parent; the next start, at once, has all that was said."""
    server.start()
    conversation = server.chat("book")["conversation"]
    expected = texts(server.chat("help", conversation))
    time.sleep(1.1)  # Redis writes to the disk every second, and is itself told to end
    server.process.kill()
    server.process.wait()
    server.start()

    assert texts(server.chat("help", conversation)) == expected
    server.process.kill()
    server.process.wait()
    wait_until(lambda: not server.left_behind)


@pytest.mark.parametrize("delay", [0.1, 0.25, 0.4, 0.6, 0.8, 1.0, 1.2, 1.5])
def test_sigterm_at_any_moment_of_the_start(server: Server, delay: float) -> None:
    """A start that is called off ends soon, with nothing left running, and the next one works."""
    server.start(wait=False)
    time.sleep(delay)
    began = time.monotonic()
    server.end()

    assert time.monotonic() - began < 15
    assert "Traceback" not in server.printed
    assert server.left_behind == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_ctrl_c_is_a_clean_end(server: Server, number: signal.Signals) -> None:
    """An interrupt from the terminal, or its end, goes to all of its processes, and ends it without complaint."""
    server.start()
    os.killpg(server.process.pid, number)

    assert server.process.wait(30) == 0
    assert "error" not in server.printed
    assert server.left_behind == []


def test_requests_under_way_are_finished(server: Server) -> None:
    """A request that has begun when the signal comes still gets its answer."""
    server.start()
    conversation = server.chat("help")["conversation"]
    with redis_py.Redis.from_url(f"unix://{server.data}/redis.sock") as client:
        (session,) = client.keys("session:*")
        turn = {"h": "somebody else", "u": int((time.time() + 1.5) * 1000), "q": []}
        client.set(session.replace(b"session:", b"turn:"), json.dumps(turn), px=1500)
    with ThreadPoolExecutor() as pool:
        answer = pool.submit(server.chat, "help", conversation)
        time.sleep(0.5)
        assert not answer.done()
        assert server.end() == 0
        assert answer.result()["replies"]


def test_an_idle_connection_does_not_delay_the_end(server: Server) -> None:
    """A browser that keeps its connection open is not waited for."""
    server.start()
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert connection.recv(65536).startswith(b"HTTP/1.1 200")
        began = time.monotonic()
        server.end()

    assert time.monotonic() - began < 4


def test_one_folder_has_one_server(server: Server) -> None:
    """A second server on the same folder is told who has it, and does no harm."""
    server.start()
    second = convoke(server.data.parent, "serve", "--data", str(server.data), "--port", str(free_port()))

    assert second.returncode == 1
    assert f"in use by process {server.process.pid}" in second.stderr
    assert second.stderr.count("\n") == 1
    assert server.chat("help")["replies"]


def test_a_port_in_use_is_one_sentence(server: Server, tmp_path: Path) -> None:
    """A port that something else listens on is named, with how to take another."""
    server.start()
    second = convoke(tmp_path, "serve", "--data", str(tmp_path / "other"), "--port", str(server.port))

    assert second.returncode == 1
    assert re.fullmatch(rf"convoke: Cannot listen on 127\.0\.0\.1:{server.port} .* --port\.\n", second.stderr)


def test_a_worker_that_dies_is_started_again(server: Server) -> None:
    """Mail goes out though the worker was killed."""
    server.start()
    wait_until(lambda: _worker(server))
    killed = _worker(server)
    assert killed is not None
    killed.kill()

    wait_until(lambda: (found := _worker(server)) is not None and found.pid != killed.pid)


def test_the_worker_gives_way_to_the_web(server: Server) -> None:
    """Also where Linux weighs sessions, as the worker has one of its own."""
    server.start()
    wait_until(lambda: (found := _worker(server)) is not None and found.nice() == NICENESS)
    worker = _worker(server)
    assert worker is not None
    group = Path(f"/proc/{worker.pid}/autogroup")

    if group.exists():
        wait_until(lambda: group.read_text().endswith(f" nice {NICENESS}\n"))


def _worker(server: Server) -> psutil.Process | None:
    found = [each for each in server.left_behind if "channels.worker" in each.cmdline()]
    return found[0] if found else None


def test_a_redis_that_dies_is_started_again(server: Server) -> None:
    """Conversations go on though Redis was killed."""
    server.start()
    conversation = server.chat("book")["conversation"]
    expected = texts(server.chat("help", conversation))
    time.sleep(1.1)  # appendfsync everysec
    killed = [each for each in server.left_behind if each.name() == "redis-server"]
    killed[0].kill()
    wait_until(lambda: any(each.name() == "redis-server" and each != killed[0] for each in server.left_behind))
    wait_until(lambda: server.get("/readyz")[0] == 200)

    assert texts(server.chat("help", conversation)) == expected


def test_the_terminal_works_beside_it(server: Server) -> None:
    """`convoke chat` joins the folder of a running server, and both see the same host."""
    server.start()
    chat = convoke(server.data.parent, "chat", "--data", str(server.data), "--timezone", "UTC", text="help\nbook\n")

    assert chat.returncode == 0
    assert chat.stdout.startswith("> help\n")
    assert chat.stderr == ""
    assert server.chat("help")["replies"]


def test_a_contradiction_stops_the_start(tmp_path: Path) -> None:
    """Settings that do not fit together are one sentence and exit status 2."""
    refused = convoke(tmp_path, "serve", SMTP_URL="smtp://mail.example.org")

    assert refused.returncode == 2
    assert refused.stderr == (
        "convoke: SMTP_URL is set but MAIL_FROM is not: set MAIL_FROM to the address that mail comes from.\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_half_a_channel_stops_the_start(tmp_path: Path) -> None:
    """A channel with some of its secrets is named, with those that are missing."""
    refused = convoke(tmp_path, "serve", PORT=str(free_port()), MESSENGER_PAGE_TOKEN="EAAsecret")

    assert refused.returncode == 2
    assert "MESSENGER_APP_SECRET" in refused.stderr
    assert "EAAsecret" not in refused.stderr
    assert refused.stderr.count("\n") == 1


MESSENGER = {"MESSENGER_PAGE_TOKEN": "t", "MESSENGER_APP_SECRET": "s", "MESSENGER_VERIFY_TOKEN": "v"}


@pytest.mark.parametrize("named", ["nobody", "b7d3a9b0-7f6a-4a9e-9d3e-0c8f4f4f9a11"])
def test_a_provider_who_is_not_there_stops_the_start(tmp_path: Path, named: str) -> None:
    """A channel whose host is not in the database would answer nobody: one sentence, and no host is made."""
    refused = convoke(tmp_path, "serve", PORT=str(free_port()), MESSENGER_PROVIDER=named, **MESSENGER)
    listed = convoke(tmp_path, "provider", "list")

    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.endswith(
        "convoke: MESSENGER_PROVIDER names no provider: set it to an id that `convoke provider list` shows, "
        "or unset it for the oldest.\n"
    )
    assert "Traceback" not in refused.stderr
    assert "Demo Host" not in listed.stdout


def test_a_provider_who_is_there_is_taken(server: Server) -> None:
    """The id that the first start prints can be set."""
    server.start()
    found = re.search(r"provider  ([0-9a-f-]{36})", server.printed)
    assert found
    server.end()
    server.settings = {"MESSENGER_PROVIDER": found[1], **MESSENGER}
    server.start()

    assert "(Facebook Messenger)" in server.printed


def test_replaced_parts_are_not_started(server: Server, redis_url: str, sqlite_template: Path) -> None:
    """With REDIS_URL and DATABASE_URL nothing embedded is made in the folder."""
    server.settings = {"REDIS_URL": redis_url, "DATABASE_URL": f"sqlite:///{server.data.parent / 'else.db'}"}
    server.start()

    assert server.get("/readyz")[0] == 200
    assert not (server.data / "redis.sock").exists()
    assert not (server.data / "convoke.db").exists()


def test_the_procfile_runs(tmp_path: Path, redis_url: str) -> None:
    """Every line of the Procfile works: the schema is made, the web line answers on PORT, the worker runs."""
    root = Path(__file__).parents[2]
    lines = dict(line.split(": ", 1) for line in (root / "Procfile").read_text().splitlines())
    port = free_port()
    settings = {"REDIS_URL": redis_url, "DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}", "PORT": str(port)}
    path = f"{Path(os.sys.executable).parent}:{os.environ['PATH']}"
    process_environment = environment(**settings) | {"PATH": path, "PYTHONPATH": str(root)}
    subprocess.run(lines["release"], shell=True, cwd=tmp_path, env=process_environment, check=True)
    running = [
        subprocess.Popen(f"exec {lines[name]}", shell=True, cwd=tmp_path, env=process_environment)
        for name in ("web", "worker")
    ]
    probe = Server(tmp_path / "none", port)
    try:
        wait_until(lambda: _answers(probe), 60)
        assert probe.get("/readyz")[0] == 200
        assert [process.poll() for process in running] == [None, None]
    finally:
        for process in running:
            process.terminate()

    assert [process.wait(20) for process in running] == [0, 0]


def _answers(server: Server) -> bool:
    try:
        return server.get("/healthz")[0] == 200
    except OSError:
        return False
