"""Signed Messenger text messages through the whole HTTP stack, against a bare route in the same run.

    python -m tests.benchmarks.bench_messenger [--messages 6000] [--rate 400] [--seconds 10]

The bare route is Flask under the same server: it checks the same signature and makes two round trips to the same Redis.
Convoke does everything: lock, de-duplication, understanding, the database, the log line, the mailbox. People write the
same seven messages each, up to the confirmation of a booking. Convoke is measured with no worker running, and with one that
delivers every reply to a local sink.
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
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SECRET = "benchmark-app-secret"
SCRIPT = ("book", "1", "Berlin", "2", "3", "karen@dev.to", "help")
CONNECTIONS = 16


def serve(target: str, port: int) -> None:
    """Serve the bare route or Convoke, both under the same server with the same settings."""
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        target,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=8,
        log_enabled=False,
    ).serve(target_loader=bare_app if target == "bare" else convoke_app)


def convoke_app(*_args: object) -> object:
    """Convoke as any WSGI server loads it."""
    from channels.app import from_environment

    return from_environment()


def bare_app(*_args: object) -> object:
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


class Sink(BaseHTTPRequestHandler):
    """Takes every message as Graph would."""

    protocol_version = "HTTP/1.1"
    taken = 0

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        answer = b'{"recipient_id":"1","message_id":"m"}'
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)
        Sink.taken += 1

    def log_message(self, *_args: object) -> None:
        pass


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


def drive(port: int, messages: int, prefix: str, rate: float = 0) -> tuple[float, list[float], dict[int, int]]:
    """Send the messages over all connections, as fast as they go or at `rate` a second; seconds, latencies, statuses."""
    people = messages // len(SCRIPT)
    work: list[list[bytes]] = [[] for _ in range(CONNECTIONS)]
    for person in range(people):
        for number, text in enumerate(SCRIPT):
            work[person % CONNECTIONS].append(request_for(f"{prefix}{person}", number, text))
    connections = [Connection(port) for _ in work]
    begin = time.perf_counter() + 0.05

    def run(index: int) -> None:
        pause = CONNECTIONS / rate if rate else 0
        time.sleep(max(begin - time.perf_counter(), 0))
        for place, request in enumerate(work[index]):
            due = begin + (place + index / CONNECTIONS) * pause if rate else time.perf_counter()
            time.sleep(max(due - time.perf_counter(), 0))
            connections[index].call(request, due)

    threads = [threading.Thread(target=run, args=(index,)) for index in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begin
    statuses: dict[int, int] = {}
    for connection in connections:
        connection.socket.close()
        for status, count in connection.statuses.items():
            statuses[status] = statuses.get(status, 0) + count
    return seconds, sorted(each for connection in connections for each in connection.latencies), statuses


def measure(name: str, port: int, messages: int, rate: float, seconds: float) -> tuple[float, float]:
    """Measure throughput, then latency at the given rate; print both."""
    drive(port, 600, f"warm-{name}-")
    took, latencies, statuses = drive(port, messages, f"fast-{name}-")
    throughput = len(latencies) / took
    _took, calm, more = drive(port, int(rate * seconds), f"calm-{name}-", rate)
    p50, p99 = (calm[int(len(calm) * share)] * 1000 for share in (0.5, 0.99))
    print(
        f"{name:34} {throughput:8.0f} messages/s   at {rate:.0f}/s: p50 {p50:6.2f} ms, p99 {p99:6.2f} ms   "
        f"statuses {statuses} {more}"
    )
    return throughput, p99


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


def main() -> None:
    """Run all three, and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--messages", type=int, default=6000)
    parser.add_argument("--rate", type=float, default=400)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--serve", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        serve(arguments.serve[0], int(arguments.serve[1]))
        return

    from booking.demo import make_demo
    from booking.services import BookingService
    from booking.storage import migrate, open_engine
    from channels.clock import utc_now
    from channels.embedded import attach

    with tempfile.TemporaryDirectory() as folder:
        redis = attach(Path(folder), "benchmark")
        sink = ThreadingHTTPServer(("127.0.0.1", 0), Sink)
        threading.Thread(target=sink.serve_forever, daemon=True).start()
        environment = {
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "REDIS_URL": redis.url,
            "DATABASE_URL": f"sqlite:///{folder}/convoke.db",
            "MESSENGER_PAGE_TOKEN": "token",
            "MESSENGER_APP_SECRET": SECRET,
            "MESSENGER_VERIFY_TOKEN": "verify",
            "MESSENGER_GRAPH_URL": f"http://127.0.0.1:{sink.server_address[1]}",
            "CHAT_RATE_LIMIT": "0",
            "TZ": "UTC",
        }
        engine = open_engine(environment["DATABASE_URL"])
        migrate(engine)
        calendar = BookingService(engine, clock=utc_now, mail_from="bookings@convoke.example", announce=print)
        make_demo(calendar, engine, "UTC")
        log = Path(folder, "log").open("wb")  # noqa: SIM115  the servers hold it

        def start(*command: str) -> subprocess.Popen[bytes]:
            return subprocess.Popen([sys.executable, *command], env=environment, cwd=folder, stdout=log, stderr=log)

        results = []
        for name, target, delivering in (
            ("bare route", "bare", False),
            ("Convoke, worker stopped", "convoke", False),
            ("Convoke, worker delivering", "convoke", True),
        ):
            port = free_port()
            processes = [start("-m", "tests.benchmarks.bench_messenger", "--serve", target, str(port))]
            if delivering:
                processes.append(start("-m", "channels.cli", "worker", "--data", folder))
            try:
                wait_for(port)
                results.append(measure(name, port, arguments.messages, arguments.rate, arguments.seconds))
            finally:
                for process in processes:
                    process.terminate()
                for process in processes:
                    process.wait(30)
        redis.close()
        bare, stopped, delivering = results
        for place, what in enumerate(("throughput", "p99")):
            ratios = [result[place] / bare[place] for result in (stopped, delivering)]
            print(f"{what} against the bare route: {ratios[0]:.2f} stopped, {ratios[1]:.2f} delivering")
        print(f"replies the sink took: {Sink.taken}")


if __name__ == "__main__":
    main()
