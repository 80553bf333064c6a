"""One request for a calendar, within bounds: every hop's server is checked first, and the very address that was checked is
connected to; bytes are counted after they are unpacked; time is counted in all. No proxy, no cookie."""

import socket
import ssl
import time
import zlib
from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse
from threading import Timer

from channels.calendars.reachable import CannotFetch, Place, Reachable

MAX_BYTES = 10 * 1024 * 1024
MAX_REDIRECTS = 5
SECONDS = 15.0
"""For all hops together, from the first question to the last byte."""
_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked; `user` and `password` are shown to the first server only."""

    method: str = "GET"
    headers: Mapping[str, str] | None = None
    body: bytes | None = None
    user: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, at the `place` that redirects led to; header names in small letters."""

    place: Place
    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(where: Place, request: Request, reachable: Reachable, seconds: float = SECONDS) -> Answer:
    """Ask, and follow redirects. Raises CannotFetch."""
    deadline = time.monotonic() + seconds
    origin = where.origin
    for _ in range(MAX_REDIRECTS + 1):
        addresses = reachable.addresses(where, deadline - time.monotonic())
        answer = _once(where, request, addresses, deadline, trusted=where.origin == origin)
        target = answer.headers.get("location", "")
        if answer.status not in _REDIRECTS or not target:
            return answer
        where = where.joined(target)
        if not reachable.owns(answer.place, addresses[0]):
            reachable = reachable.public  # nobody outside sends us to a server of our own
    raise CannotFetch(f"{origin[1]} redirects too often: copy the address of the calendar anew.")


def _once(where: Place, request: Request, addresses: list[str], deadline: float, *, trusted: bool) -> Answer:
    headers = {"Accept-Encoding": "gzip", "User-Agent": "Convoke", "Connection": "close", **(request.headers or {})}
    if trusted and request.user:
        credentials = b64encode(f"{request.user}:{request.password}".encode()).decode()
        headers["Authorization"] = f"Basic {credentials}"
    connection = _connect(where, addresses, deadline)
    # The socket's own time-out starts anew with each byte; this one does not.
    watchdog = Timer(max(deadline - time.monotonic(), 0), _hang_up, [connection.sock])
    watchdog.daemon = True
    watchdog.start()
    try:
        connection.request(request.method, where.path, body=request.body, headers=headers)
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        body = _body(response, found.get("content-encoding", ""), where.host)
        if time.monotonic() >= deadline:  # what we have hung up on looks as if it had ended
            raise TimeoutError
        return Answer(where, response.status, found, body)
    except (OSError, HTTPException, ValueError, zlib.error) as error:
        if time.monotonic() >= deadline:
            raise CannotFetch(f"{where.host} takes too long to answer.") from None
        raise CannotFetch(f"{where.host} does not answer as it should ({type(error).__name__}).") from None
    finally:
        watchdog.cancel()
        connection.close()


class _Connected(HTTPConnection):
    """A connection that stands already."""

    def __init__(self, where: Place, connected: socket.socket) -> None:
        super().__init__(where.host, where.port)
        self.auto_open = 0
        self.default_port = 443 if where.scheme == "https" else 80
        self.sock = connected


def _connect(where: Place, addresses: list[str], deadline: float) -> _Connected:
    """A connection to the first of the addresses that takes one. Raises CannotFetch."""
    for address in addresses:
        left = deadline - time.monotonic()
        if left <= 0:
            break
        connected = None
        try:
            connected = socket.create_connection((address, where.port), timeout=left)
            if where.scheme == "https":
                connected = _context().wrap_socket(connected, server_hostname=where.host)
        except ssl.SSLError as error:
            _close(connected)
            reason = "its certificate is not valid" if isinstance(error, ssl.SSLCertVerificationError) else "TLS failed"
            raise CannotFetch(f"There is no safe connection to {where.host}: {reason}.") from None
        except OSError:
            _close(connected)
            continue
        return _Connected(where, connected)
    raise CannotFetch(f"{where.host} cannot be reached.")


def _close(connected: socket.socket | None) -> None:
    if connected is not None:
        connected.close()


@cache
def _context() -> ssl.SSLContext:
    """Trusts what this machine trusts, and where it knows no authority, what browsers do."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _hang_up(connected: socket.socket) -> None:
    with suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)


def _body(response: HTTPResponse, encoding: str, host: str) -> bytes:
    """The body unpacked. Raises CannotFetch, where it is too large or packed twice, and ValueError."""
    packing = encoding.strip().lower()
    if packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise CannotFetch(f"{host} sends the calendar packed in a way that is not known.")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32) if packing not in ("", "identity") else None
    data = bytearray()
    while chunk := response.read(64 * 1024):
        data += unpack.decompress(chunk, MAX_BYTES + 1 - len(data)) if unpack else chunk
        if len(data) > MAX_BYTES:
            raise CannotFetch(f"The calendar is too large: {MAX_BYTES // 2**20} MB is the most that is read.")
    if response.length or (unpack and data and not unpack.eof):
        raise ValueError("cut off")
    return bytes(data)
