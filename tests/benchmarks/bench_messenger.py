"""Signed Messenger text messages through the whole HTTP stack, against a bare route in the same run.

    python -m tests.benchmarks.bench_messenger [--script booking|hello] [--messages 3000] [--rate 400]
        [--seconds 5] [--rounds 3]

The bare route is Flask under the same server: it checks the same signature and makes two round trips to the same Redis.
Convoke does everything: lock, de-duplication, understanding, the database, the log line, the mailbox. People write seven
messages each: a booking up to its confirmation, and in a second part seven times "hello". All want the same day and nobody
confirms, so that soon its times are held for others and the next people are told so. Convoke is measured with no worker
running, and with one that delivers every reply to a local sink. Both servers stay up and take turns, round by round, so
that what else the machine does meets both; what is printed are medians.
"""

import argparse
import hashlib
import hmac
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from multiprocessing import Process, Value
from pathlib import Path
from statistics import median
from typing import Any

import psutil

SECRET = "benchmark-app-secret"
SCRIPTS = {"booking": ("book", "1", "Berlin", "2", "3", "karen@dev.to", "help"), "hello": ("hello",) * 7}
CONNECTIONS = 16


def serve(target: str, port: int) -> None:
    """Serve the bare route or Convoke, both under the same server with the settings of `convoke serve`."""
    from granian import Granian
    from granian.constants import Interfaces

    from channels.serve import WEB_THREADS, WEB_WORKERS

    Granian(
        target,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=WEB_WORKERS,
        blocking_threads=WEB_THREADS,
        log_enabled=False,
    ).serve(target_loader=bare_app if target == "bare" else convoke_app)


def convoke_app(*_args: object) -> Any:
    """Convoke as any WSGI server loads it."""
    from channels.app import from_environment

    return from_environment()


def bare_app(*_args: object) -> Any:
    """A Flask application with the bare route."""
    import redis
    from flask import Flask, request

    client = redis.Redis.from_url(os.environ["REDIS_URL"])
    app = Flask("bare")

    @app.post("/webhooks/messenger")
    def receive() -> str:
        body = request.get_data(cache=False)
        signature = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(signature, request.headers.get("X-Hub-Signature-256", "")):
            return ""
        client.get("bare:session")
        client.set("bare:session", body)
        return ""

    return app


def sink(listener: socket.socket, taken: Any) -> None:
    """Take every message as Graph would, in a process of its own, for as little as can be."""
    answer = b'{"recipient_id":"1","message_id":"m"}'
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (
        len(answer),
        answer,
    )

    def talk(connection: socket.socket) -> None:
        received = b""
        while more := connection.recv(65536):
            received += more
            head, end, body = received.partition(b"\r\n\r\n")
            length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
            if not end or len(body) < int(length or 0):
                continue
            received = b""
            connection.sendall(answer)
            with taken.get_lock():
                taken.value += head.startswith(b"POST")

    while True:
        threading.Thread(target=talk, args=(listener.accept()[0],), daemon=True).start()


def request_for(person: str, number: int, text: str) -> bytes:
    """A signed webhook call, as bytes on the wire."""
    event = {
        "sender": {"id": person},
        "recipient": {"id": "PAGE"},
        "timestamp": 1798000000000,
        "message": {"mid": f"m_{person}_{number}", "text": text},
    }
    body = json.dumps({"object": "page", "entry": [{"id": "PAGE", "time": 1, "messaging": [event]}]}).encode()
    signature = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    return (
        b"POST /webhooks/messenger HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        b"X-Hub-Signature-256: sha256=%s\r\nContent-Length: %d\r\n\r\n" % (signature.encode(), len(body))
    ) + body


class Connection:
    """One keep-alive connection that counts answers by status."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.statuses: dict[int, int] = {}
        self.latencies: list[float] = []

    def call(self, request: bytes, due: float) -> None:
        self.socket.sendall(request)
        received = self.socket.recv(65536)
        while b"\r\n\r\n" not in received:
            received += self.socket.recv(65536)
        head, _, rest = received.partition(b"\r\n\r\n")
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"content-length:"):
                missing = int(line.split(b":")[1]) - len(rest)
                while missing > 0:
                    missing -= len(self.socket.recv(missing))
        self.latencies.append(time.perf_counter() - due)
        status = int(head[9:12])
        self.statuses[status] = self.statuses.get(status, 0) + 1


class Side:
    """One of the two servers, and what was measured of it."""

    def __init__(self, name: str, port: int, process: psutil.Process) -> None:
        self.name = name
        self.port = port
        self.process = process
        self.statuses: dict[int, int] = {}
        self.clear()

    def clear(self) -> None:
        """Forget what was measured."""
        self.throughputs: list[float] = []
        self.latencies: list[list[float]] = []
        self.cpu: list[float] = []

    def fast(self, work: list[list[bytes]]) -> None:
        """Measure throughput, and the server's CPU time for a message."""
        before = cpu_seconds(self.process)
        seconds, latencies = self.drive(work)
        self.cpu.append((cpu_seconds(self.process) - before) / len(latencies))
        self.throughputs.append(len(latencies) / seconds)

    def calm(self, work: list[list[bytes]], rate: float) -> None:
        """Measure latency at `rate` messages a second."""
        self.latencies.append(self.drive(work, rate)[1])

    def drive(self, work: list[list[bytes]], rate: float = 0) -> tuple[float, list[float]]:
        """Send requests, a list a connection, as fast as they go or at `rate` a second; seconds, latencies in order."""
        connections = [Connection(self.port) for _ in work]
        begin = time.perf_counter() + 0.05

        def run(index: int) -> None:
            pause = len(work) / rate if rate else 0
            time.sleep(max(begin - time.perf_counter(), 0))
            for place, request in enumerate(work[index]):
                due = begin + (place + index / len(work)) * pause if rate else time.perf_counter()
                time.sleep(max(due - time.perf_counter(), 0))
                connections[index].call(request, due)

        threads = [threading.Thread(target=run, args=(index,)) for index in range(len(work))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - begin
        for connection in connections:
            connection.socket.close()
            for status, count in connection.statuses.items():
                self.statuses[status] = self.statuses.get(status, 0) + count
        return seconds, sorted(each for connection in connections for each in connection.latencies)

    def percentile(self, share: float) -> float:
        """Of the latencies at the given rate, in milliseconds; the median of the rounds."""
        return median(each[int(len(each) * share)] for each in self.latencies) * 1000


def cpu_seconds(process: psutil.Process) -> float:
    """The CPU time that a process and its children have taken."""
    times = [each.cpu_times() for each in (process, *process.children(recursive=True))]
    return float(sum(each.user + each.system for each in times))


def requests_of(script: tuple[str, ...], messages: int, prefix: str) -> list[list[bytes]]:
    """Calls of people who write the script each, a list a connection."""
    work: list[list[bytes]] = [[] for _ in range(CONNECTIONS)]
    for person in range(messages // len(script)):
        for number, text in enumerate(script):
            work[person % CONNECTIONS].append(request_for(f"{prefix}-{person}", number, text))
    return work


def compare(name: str, script: tuple[str, ...], bare: Side, convoke: Side, redis: Any, arguments: Any) -> None:
    """Measure both in turns, and print what came out."""
    sides = (bare, convoke)
    for side in sides:
        side.clear()
        side.drive(requests_of(script, 600, f"{name}-warm-{side.name}"))
    for number in range(arguments.rounds):
        for side in sides:
            side.fast(requests_of(script, arguments.messages, f"{name}-fast-{side.name}-{number}"))
    drain(redis)
    for number in range(arguments.rounds):
        for side in sides:
            work = requests_of(script, int(arguments.rate * arguments.seconds), f"{name}-calm-{side.name}-{number}")
            side.calm(work, arguments.rate)
    drain(redis)
    for side in sides:
        print(
            f"{name:28} {side.name:8} {median(side.throughputs):6.0f} messages/s, CPU {median(side.cpu) * 1e6:5.0f} µs each;"
            f"  at {arguments.rate:.0f}/s: p50 {side.percentile(0.5):5.2f} ms, p99 {side.percentile(0.99):5.2f} ms"
        )
    share = median(ours / theirs for ours, theirs in zip(convoke.throughputs, bare.throughputs, strict=True))
    times = convoke.percentile(0.99) / bare.percentile(0.99)
    print(f"{name:28} throughput {share:.2f} of the bare route's, p99 {times:.1f} times", flush=True)


def drain(redis: Any) -> None:
    """Wait while a worker delivers what has piled up."""
    waiting, before = redis.zcard("mailboxes"), -1
    while waiting not in (0, before):
        time.sleep(1)
        waiting, before = redis.zcard("mailboxes"), waiting


def wait_for(port: int) -> None:
    """Until something listens there."""
    for _ in range(400):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            time.sleep(0.5)
            return
    raise SystemExit(f"nothing listens on port {port}")


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(environment: Mapping[str, str], folder: str, *command: str) -> Iterator[psutil.Process]:
    """A Python process, while the block runs."""
    with Path(folder, "log").open("ab") as log:
        process = subprocess.Popen([sys.executable, *command], env=environment, cwd=folder, stdout=log, stderr=log)
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def served(environment: Mapping[str, str], folder: str, name: str) -> Iterator[Side]:
    """The bare route or Convoke, while the block runs."""
    port = free_port()
    with running(environment, folder, "-m", __spec__.name, "--serve", name, str(port)) as process:
        wait_for(port)
        yield Side(name, port, process)


def main() -> None:
    """Measure everything, and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--script", choices=SCRIPTS, help="only this one")
    parser.add_argument("--messages", type=int, default=3000)
    parser.add_argument("--rate", type=float, default=400)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--serve", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        serve(arguments.serve[0], int(arguments.serve[1]))
        return

    from redis import Redis

    from booking.demo import make_demo
    from booking.services import BookingService
    from booking.storage import migrate, open_engine
    from channels.clock import utc_now
    from channels.embedded import attach

    scripts = {arguments.script: SCRIPTS[arguments.script]} if arguments.script else SCRIPTS
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        embedded = stack.enter_context(closing(attach(Path(folder), "benchmark")))
        redis = Redis.from_url(embedded.url)
        listener, taken = socket.create_server(("127.0.0.1", 0), backlog=100), Value("Q", 0)
        graph = Process(target=sink, args=(listener, taken), daemon=True)
        graph.start()
        stack.callback(graph.terminate)
        environment = {
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "REDIS_URL": embedded.url,
            "DATABASE_URL": f"sqlite:///{folder}/convoke.db",
            "MESSENGER_PAGE_TOKEN": "token",
            "MESSENGER_APP_SECRET": SECRET,
            "MESSENGER_VERIFY_TOKEN": "verify",
            "MESSENGER_GRAPH_URL": f"http://127.0.0.1:{listener.getsockname()[1]}",
            "CHAT_RATE_LIMIT": "0",
            "TZ": "UTC",
        }
        engine = open_engine(environment["DATABASE_URL"])
        migrate(engine)
        calendar = BookingService(engine, clock=utc_now, mail_from="bookings@convoke.example", announce=print)
        make_demo(calendar, engine, "UTC")
        bare, convoke = (stack.enter_context(served(environment, folder, name)) for name in ("bare", "convoke"))
        for name, script in scripts.items():
            redis.flushall()
            compare(f"{name}, worker stopped", script, bare, convoke, redis, arguments)
        redis.flushall()
        worker = stack.enter_context(running(environment, folder, "-m", "channels.cli", "worker", "--data", folder))
        convoke.drive(requests_of(SCRIPTS["hello"], 7, "first"))
        while not taken.value:
            time.sleep(0.1)
        for name, script in scripts.items():
            before, replies = cpu_seconds(worker), taken.value
            compare(f"{name}, worker delivering", script, bare, convoke, redis, arguments)
            replies = taken.value - replies
            print(
                f"{'':28} the sink took {replies} replies, CPU {(cpu_seconds(worker) - before) / replies * 1e6:.0f} µs each"
            )
        print(f"answers of Convoke: {convoke.statuses}")


if __name__ == "__main__":
    main()
