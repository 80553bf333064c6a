"""Calendars are fetched from the public internet alone, within bounds of size and time."""

import gzip
import socket
import time
import zlib
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from typing import Any

import pytest

from channels.calendars import http
from channels.calendars.feed import Validators, fetch
from channels.calendars.reachable import CannotFetch, Place, Reachable, is_public, place
from tests.fixtures.calendars import EVENT, Asked, FeedServer, ics

HERE = Reachable.of("127.0.0.1,localhost", "443")
NOWHERE = Reachable.of("", "443,8443")
FILE = ics(EVENT)


def get(feeds: FeedServer, path: str = "/feed.ics", reachable: Reachable = HERE) -> bytes | None:
    return fetch(place(feeds.url(path)), reachable).data


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "192.88.99.1",
        "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::1", "2002:c0a8:101::1", "2001::1",
        "::127.0.0.1", "fec0::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_of_the_public_internet(address: str) -> None:
    """In whichever form they come."""
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "142.250.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_addresses_that_are(address: str) -> None:
    """Also where one stands for another."""
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "no address"), ("feeds.example/x", "no address"), ("ftp://feeds.example/x", "no address"),
        ("file:///etc/passwd", "no address"), ("https://", "no address"), ("https://feeds.example:x/", "no address"),
        ("https://[::1/x", "no address"), ("https://feeds..example/", "no address"), ("javascript:1", "no address"),
        ("http://1.1.1.1/x", "https only"), ("https://1.1.1.1:22/x", "Port 22"), ("https://127.0.0.1/x", "public"),
        ("https://localhost/x", "public"), ("webcal://[::1]/x", "public"), ("https://2130706433/x", "public"),
        ("https://0x7f.1/x", "public"), ("https://[::ffff:169.254.169.254]/latest/", "public"),
        ("https://no-such-host.invalid/x", "no server"),
    ],
)  # fmt: skip
def test_addresses_that_are_refused(url: str, words: str) -> None:
    """Each with a reason, before anything is connected to; no reason repeats the path."""
    with pytest.raises(CannotFetch, match=words) as refused:
        fetch(place(url), NOWHERE)
    assert "/x" not in str(refused.value)


def test_urls_are_read_as_they_are_meant() -> None:
    """webcal is https; what is not ASCII is encoded; user and password are taken out."""
    assert place(" webcal://Feeds.Example./a b?c=ü#d ") == Place("https", "feeds.example", 443, "/a%20b?c=%C3%BC")
    assert place("https://müller.example:8443").url == "https://xn--mller-kva.example:8443/"
    found = place("https://ada%40x:w%2Ford@feeds.example/%7Ea")
    assert (found.user, found.password, found.url) == ("ada@x", "w/ord", "https://feeds.example/%7Ea")
    assert place(found.whole_url) == found
    assert place("http://[::1]:8080/x").url == "http://[::1]:8080/x"


@pytest.mark.parametrize(
    ("own", "ports"), [("a b", ""), ("192.168.0.1/8", ""), ("x!", ""), ("", "x"), ("", "0"), ("", "70000")]
)
def test_settings_that_cannot_be_read(own: str, ports: str) -> None:
    """They stop the start."""
    with pytest.raises(ValueError, match=r".*"):
        Reachable.of(own, ports)


def resolving(monkeypatch: pytest.MonkeyPatch, **names: list[str]) -> None:
    """Have the resolver know these names, with `_` for a dot, and no other."""

    real = socket.getaddrinfo

    def answer(host: str, port: int, *rest: Any, **options: Any) -> list[Any]:
        if host[0].isdigit():
            return real(host, port, *rest, **options)
        known = names.get(host.replace(".", "_"))
        if known is None:
            raise socket.gaierror
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in known]

    monkeypatch.setattr(socket, "getaddrinfo", answer)


def test_only_the_addresses_that_were_checked_are_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a name with several, the public ones."""
    resolving(monkeypatch, feeds_example=["10.0.0.1", "1.1.1.1"], inside_example=["10.0.0.1"])

    assert NOWHERE.addresses(place("https://feeds.example/"), 5) == ["1.1.1.1"]
    with pytest.raises(CannotFetch, match="CALENDAR_ALLOW_PRIVATE"):
        NOWHERE.addresses(place("https://inside.example/"), 5)


def test_servers_of_our_own_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """By name or by network; over http and at any port, and they alone."""
    resolving(monkeypatch, inside_example=["10.0.0.1"], other_example=["10.9.0.1"])

    for own in ("inside.example", "10.0.0.0/24", "fd00::/8, 10.0.0.1"):
        assert Reachable.of(own, "443").addresses(place("http://Inside.Example:5232/"), 5) == ["10.0.0.1"]
        with pytest.raises(CannotFetch):
            Reachable.of(own, "443").addresses(place("https://other.example/"), 5)


def test_a_resolver_that_does_not_answer_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within the time that there is."""

    def answer(*_: Any, **__: Any) -> list[Any]:
        time.sleep(3)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    begun = time.monotonic()
    with pytest.raises(CannotFetch, match="no server"):
        NOWHERE.addresses(place("https://feeds.example/"), 0.1)
    assert time.monotonic() - begun < 2.5


def test_a_file_is_asked_for_by_its_name(feeds: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name was resolved once, and stands in the request."""
    feeds.pages["/feed.ics?x=1"] = (200, {"ETag": '"1"', "Last-Modified": "Mon, 23 Nov 2026 08:00:00 GMT"}, FILE)
    resolving(monkeypatch, feeds_example=["127.0.0.1"])
    found = fetch(place(feeds.url("/feed.ics?x=1", "feeds.example")), Reachable.of("feeds.example", "443"))

    assert (found.data, found.validators) == (FILE, Validators('"1"', "Mon, 23 Nov 2026 08:00:00 GMT"))
    (asked,) = feeds.asked
    assert asked.headers["host"] == f"feeds.example:{feeds.port}"
    assert not {"cookie", "authorization", "if-none-match"} & set(asked.headers)


def test_proxies_of_the_environment_are_not_asked(feeds: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """They would resolve the name anew."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    feeds.pages["/feed.ics"] = (200, {}, FILE)
    assert get(feeds) == FILE


def test_over_tls_the_name_is_checked(safe_feeds: FeedServer) -> None:
    """A certificate for another name, or of nobody who is trusted, is refused."""
    safe_feeds.pages["/feed.ics"] = (200, {}, FILE)
    assert fetch(place(safe_feeds.url(host="localhost")), HERE).data == FILE
    with pytest.raises(CannotFetch, match="certificate is not valid"):
        fetch(place(safe_feeds.url(host="127.0.0.2")), Reachable.of("127.0.0.2", "443"))


def test_a_certificate_of_nobody_is_refused(safe_feeds: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is by browsers."""
    monkeypatch.delenv("SSL_CERT_FILE")
    http._context.cache_clear()
    with pytest.raises(CannotFetch, match="certificate is not valid"):
        fetch(place(safe_feeds.url(host="localhost")), HERE)
    assert safe_feeds.asked == []


def test_redirects_are_followed(feeds: FeedServer) -> None:
    """Five of them, relative ones too."""
    for number in range(5):
        feeds.pages[f"/{number}"] = (302 if number % 2 else 308, {"Location": f"{number + 1}"}, b"")
    feeds.pages["/5"] = (200, {}, FILE)
    assert get(feeds, "/0") == FILE

    feeds.pages["/5"] = (301, {"Location": "/6"}, b"")
    feeds.pages["/6"] = (200, {}, FILE)
    with pytest.raises(CannotFetch, match="redirects too often"):
        get(feeds, "/0")


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2:{port}/feed.ics",
        "https://[::1]:{port}/",
        "http://1.1.1.1/",
        "file:///etc/passwd",
        "//0x7f.2:{port}/",
    ],
)
def test_a_redirect_leads_nowhere_that_may_not_be_asked(feeds: FeedServer, target: str) -> None:
    """Each hop is checked as the first."""
    feeds.pages["/feed.ics"] = (302, {"Location": target.format(port=feeds.port)}, b"")
    with pytest.raises(CannotFetch):
        get(feeds, reachable=Reachable.of("127.0.0.1", "443"))
    assert len(feeds.asked) == 1


def test_nobody_outside_sends_us_to_a_server_of_our_own(
    safe_feeds: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A public server that redirects there is refused."""
    safe_feeds.pages["/feed.ics"] = (302, {"Location": safe_feeds.url("/own.ics", "127.0.0.1")}, b"")
    real = socket.create_connection
    monkeypatch.setattr(
        socket, "create_connection", lambda _, **options: real(("127.0.0.1", safe_feeds.port), **options)
    )
    reachable = Reachable.of("127.0.0.1", f"{safe_feeds.port}")

    resolving(monkeypatch, localhost=["1.1.1.1"])
    with pytest.raises(CannotFetch, match="not on the public internet"):
        fetch(place(safe_feeds.url(host="localhost")), reachable)
    assert [each.path for each in safe_feeds.asked] == ["/feed.ics"]


def test_credentials_are_shown_to_the_first_server_only(feeds: FeedServer) -> None:
    """A redirect within it keeps them, one to another does not."""
    feeds.pages["/a"] = (302, {"Location": "/b"}, b"")
    feeds.pages["/b"] = (302, {"Location": feeds.url("/c", "localhost")}, b"")
    feeds.pages["/c"] = (200, {}, FILE)
    fetch(place(feeds.url("/a").replace("://", "://ada:word@")), HERE)

    assert [each.headers.get("authorization") for each in feeds.asked] == ["Basic YWRhOndvcmQ="] * 2 + [None]


def test_what_has_not_changed_is_not_sent_again(feeds: FeedServer) -> None:
    """Both conditions are sent; an answer that was not asked for is not believed."""
    feeds.pages["/feed.ics"] = (304, {}, b"")
    seen = Validators('"1"', "Mon, 23 Nov 2026 08:00:00 GMT")
    assert fetch(place(feeds.url()), HERE, seen).data is None
    asked = feeds.asked[0].headers
    assert (asked["if-none-match"], asked["if-modified-since"]) == (seen.etag, seen.last_modified)
    with pytest.raises(CannotFetch, match="304"):
        get(feeds)


@pytest.mark.parametrize(
    ("status", "words", "gone"),
    [(401, "let us in", False), (403, "let us in", False), (404, "no calendar", False), (410, "gone for good", True),
     (429, "429", False), (500, "500", False), (206, "206", False), (204, "204", False)],
)  # fmt: skip
def test_answers_without_a_calendar(feeds: FeedServer, status: int, words: str, gone: bool) -> None:
    """Each means something; only one is for good."""
    feeds.pages["/feed.ics"] = (status, {}, b"")
    with pytest.raises(CannotFetch, match=words) as refused:
        get(feeds)
    assert refused.value.gone is gone
    assert "feed.ics" not in str(refused.value)


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("x-gzip", gzip.compress), ("identity", bytes)],
)
def test_packed_files_are_unpacked(feeds: FeedServer, encoding: str, pack: Any) -> None:
    """In the usual ways."""
    feeds.pages["/feed.ics"] = (200, {"Content-Encoding": encoding}, pack(FILE))
    assert get(feeds) == FILE


def test_what_is_packed_twice_or_oddly_is_refused(feeds: FeedServer) -> None:
    """Nobody does so for a good reason."""
    for encoding in ("gzip, gzip", "br"):
        feeds.pages["/feed.ics"] = (200, {"Content-Encoding": encoding}, gzip.compress(gzip.compress(FILE)))
        with pytest.raises(CannotFetch, match="packed"):
            get(feeds)
    feeds.pages["/feed.ics"] = (200, {"Content-Encoding": "gzip"}, b"no gzip")
    with pytest.raises(CannotFetch, match="as it should"):
        get(feeds)


def test_what_is_too_large_is_refused_whether_packed_or_not(feeds: FeedServer) -> None:
    """A little that becomes much is not unpacked to its end; as much as may be is read."""
    feeds.pages["/bomb"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"a" * 200 * 1024 * 1024))
    feeds.pages["/plain"] = (200, {}, b"a" * (http.MAX_BYTES + 1))
    feeds.pages["/most"] = (200, {}, b"a" * http.MAX_BYTES)
    for path in ("/bomb", "/plain"):
        with pytest.raises(CannotFetch, match="too large"):
            get(feeds, path)
    assert len(get(feeds, "/most") or b"") == http.MAX_BYTES


def test_what_is_cut_off_on_the_way_is_refused(feeds: FeedServer) -> None:
    """Fewer bytes than were promised, plain, packed or in chunks."""

    def short(_asked: Asked, handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nBEGIN:VCALENDAR")
        handler.close_connection = True

    def chunk(_asked: Asked, handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\nBEGIN:VCALENDAR")
        handler.close_connection = True

    feeds.pages |= {"/short": short, "/chunk": chunk}
    feeds.pages["/packed"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(FILE)[:-10])
    for path in ("/short", "/chunk", "/packed"):
        with pytest.raises(CannotFetch, match="as it should"):
            get(feeds, path)


def trickle(first: bytes, rest: bytes) -> Any:
    """A page that comes a byte at a time, for ever."""

    def answer(_asked: Asked, handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(first)
        while True:
            handler.wfile.write(rest)
            time.sleep(0.05)

    return answer


@pytest.mark.parametrize(
    "page",
    [
        trickle(b"", b"H"),
        trickle(b"HTTP/1.1 200 OK\r\nX-Long: ", b"a"),
        trickle(b"HTTP/1.1 200 OK\r\n\r\n", b"a"),
        trickle(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
        lambda _asked, _handler: time.sleep(3),
    ],
    ids=["status", "header", "body", "chunks", "silence"],
)
def test_time_is_counted_in_all(feeds: FeedServer, page: Any) -> None:
    """A server that sends a little again and again does not hold us up."""
    feeds.pages["/feed.ics"] = page
    begun = time.monotonic()
    with pytest.raises(CannotFetch, match="too long"):
        http.ask(place(feeds.url()), http.Request(), HERE, seconds=0.6)
    assert time.monotonic() - begun < 2


def test_a_server_that_is_not_there(feeds: FeedServer) -> None:
    """Or that speaks something else."""
    feeds.pages["/feed.ics"] = lambda _asked, handler: handler.wfile.write(b"220 smtp.example ESMTP\r\n")
    with pytest.raises(CannotFetch, match="as it should"):
        get(feeds)
    with pytest.raises(CannotFetch, match="cannot be reached"):
        fetch(place("http://127.0.0.1:9/x"), HERE)
    with pytest.raises(CannotFetch, match="safe connection"):
        fetch(place(feeds.url().replace("http", "https")), HERE)
