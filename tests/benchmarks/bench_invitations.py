"""How fast calendar mails are composed and sent.

    python -m tests.benchmarks.bench_invitations

Sending goes to a real SMTP server in another process. The baseline, measured in the same run and alternating with ours, is
`smtplib` alone sending one fixed message of the same size over one connection.
"""

import multiprocessing
import smtplib
import statistics
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from multiprocessing.connection import Connection
from time import perf_counter

from booking.invitations import compose
from booking.mail import SmtpMailer, wire
from booking.model import Attendee
from tests.booking.test_invitations import INVITATION, SENDER
from tests.fixtures.smtp import SmtpServer

ROUNDS = 7
MAILS = 150
TO = INVITATION.reader.email
CROWD = replace(
    INVITATION,
    reader=Attendee("hana@host.example", "Hana Host"),
    to_provider=True,
    others=tuple(Attendee(f"guest{number}@acme.example", f"Guest Number {number}") for number in range(25)),
)


def main() -> None:
    """Print what was measured: medians over the rounds, and the range of the ratio."""
    mail = compose(INVITATION, SENDER)
    print(f"one mail: {len(wire(mail))} bytes, {len(wire(compose(CROWD, SENDER)))} to a host of 25")
    for name, invitation in (("attendee", INVITATION), ("host of 25", CROWD)):
        print(f"compose, {name:10}  {1000 * statistics.median(_seconds(partial(compose, invitation, SENDER))):6.2f} ms")
    print(f"to bytes             {1000 * statistics.median(_seconds(partial(wire, mail))):6.2f} ms")
    parent, child = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(child,))
    server.start()
    try:
        _send(parent.recv())
    finally:
        parent.send("stop")
        server.join()


def _seconds(do: Callable[[], object]) -> list[float]:
    do()
    return [_timed(do, 50) / 50 for _ in range(ROUNDS)]


def _timed(do: Callable[[], object], times: int) -> float:
    begin = perf_counter()
    for _ in range(times):
        do()
    return perf_counter() - begin


def _send(url: str) -> None:
    mailer = SmtpMailer(url)
    host, _, port = url.removeprefix("smtp://").partition(":")
    fixed = wire(compose(INVITATION, SENDER))
    with smtplib.SMTP(host, int(port)) as bare:
        bare.sendmail(SENDER, [TO], fixed)
        mailer.send(compose(INVITATION, SENDER), SENDER, [TO])
        pairs = []
        for _ in range(ROUNDS):
            baseline = _timed(lambda: bare.sendmail(SENDER, [TO], fixed), MAILS)
            ours = _timed(lambda: mailer.send(compose(INVITATION, SENDER), SENDER, [TO]), MAILS)
            pairs.append((MAILS / baseline, MAILS / ours))
    mailer.close()
    ratios = sorted(ours / baseline for baseline, ours in pairs)
    print(f"smtplib, fixed mail  {statistics.median(pair[0] for pair in pairs):6.0f} mails/s")
    print(f"compose and send     {statistics.median(pair[1] for pair in pairs):6.0f} mails/s")
    print(f"ratio                {statistics.median(ratios):6.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})")


def _serve(pipe: Connection) -> None:
    server = SmtpServer()
    server.start()
    pipe.send(server.url)
    pipe.recv()
    server.stop()


if __name__ == "__main__":
    main()
