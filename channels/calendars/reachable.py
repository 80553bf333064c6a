"""Which servers may be asked for a calendar. Its address comes from outside: it must not lead into our own network."""

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from threading import Thread
from urllib.parse import quote, unquote, urljoin, urlsplit

from channels.errors import ChannelError

Address = IPv4Address | IPv6Address
_NAT64 = IPv6Network("64:ff9b::/96")
_NOT_PUBLIC = tuple(
    map(ip_network, ("192.88.99.0/24", "64:ff9b:1::/48", "2001::/23", "3fff::/20", "::/96", "fec0::/10"))
)
_SCHEMES = {"https": "https", "http": "http", "webcal": "https", "webcals": "https"}


class CannotFetch(ChannelError):
    """A calendar cannot be had; the message says why and how to mend it, and names no more than the host. `gone` tells
    that the server will never have it again."""

    def __init__(self, message: str, *, gone: bool = False) -> None:
        super().__init__(message)
        self.gone = gone


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: an origin, a path with its query, and the user and password that were written in the URL."""

    scheme: str
    host: str
    port: int
    path: str
    user: str = ""
    password: str = ""

    @property
    def origin(self) -> tuple[str, str, int]:
        """Whom credentials may be shown to."""
        return self.scheme, self.host, self.port

    @property
    def url(self) -> str:
        """The address without user and password."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = self.port == {"https": 443, "http": 80}[self.scheme]
        return f"{self.scheme}://{host}{'' if usual else f':{self.port}'}{self.path}"

    @property
    def whole_url(self) -> str:
        """The address with user and password."""
        if not self.user:
            return self.url
        return self.url.replace("://", f"://{quote(self.user, safe='')}:{quote(self.password, safe='')}@", 1)

    def joined(self, reference: str) -> "Place":
        """What a link found there leads to. Raises CannotFetch."""
        return place(urljoin(self.url, reference))


def place(url: str) -> Place:
    """Read the URL of a calendar; webcal is https. Raises CannotFetch."""
    try:
        parts = urlsplit(url.strip())
        scheme = _SCHEMES.get(parts.scheme.lower(), "")
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii") if scheme else ""
        port = parts.port or {"https": 443, "http": 80}.get(scheme, 0)
    except ValueError:  # a port that is no number, a name that cannot be one
        scheme = host = ""
    if not scheme or not host:
        raise CannotFetch("That is no address of a calendar: it begins with https:// or webcal:// and names a server.")
    path = quote(parts.path or "/", safe="/%:=&~+!$,;'@()*-._")
    query = quote(parts.query, safe="/%:=&~+!$,;'@()*-._?")
    user, password = (unquote(each or "") for each in (parts.username, parts.password))
    return Place(scheme, host, port, f"{path}?{query}" if query else path, user, password)


@dataclass(frozen=True, slots=True)
class Reachable:
    """Public servers at these `ports`, over https; and of our own those `hosts` and `networks`, at any port and also over
    http."""

    hosts: frozenset[str]
    networks: tuple[str, ...]
    ports: frozenset[int]

    @classmethod
    def of(cls, own: str, ports: str) -> "Reachable":
        """As the settings have it: names, addresses and networks; and numbers. Raises ValueError."""
        words = [each.strip().lower() for each in own.split(",") if each.strip()]
        networks = [each for each in words if _is_network(each)]
        found = frozenset(int(each) for each in ports.split(",") if each.strip())
        if not all(0 < each < 65536 for each in found) or not all(map(_is_name, set(words) - set(networks))):
            raise ValueError
        return cls(frozenset(words) - frozenset(networks), tuple(networks), found)

    def addresses(self, where: Place, seconds: float) -> list[str]:
        """The addresses of a host that may be connected to. Raises CannotFetch."""
        found = _resolve(where, seconds)
        if own := [str(each) for each in found if self.owns(where, str(each))]:
            return own
        if where.scheme != "https":
            raise CannotFetch(f"Calendars are read over https only: try https://{where.host}…")
        if where.port not in self.ports:
            raise CannotFetch(f"Port {where.port} is not one that calendars are read from: CALENDAR_PORTS lists those.")
        public = [str(each) for each in found if is_public(each)]
        if not public:
            raise CannotFetch(
                f"{where.host} is not on the public internet. If it is your own, name it in CALENDAR_ALLOW_PRIVATE."
            )
        return public

    def owns(self, where: Place, address: str) -> bool:
        """Whether that is a server of our own."""
        return where.host in self.hosts or any(ip_address(address) in ip_network(each) for each in self.networks)

    @property
    def public(self) -> "Reachable":
        """The same without our own."""
        return Reachable(frozenset(), (), self.ports)


def is_public(address: Address) -> bool:
    """Whether an address belongs to a server of the public internet, in whichever form it is written."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    if any(address in each for each in _NOT_PUBLIC if each.version == address.version):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _resolve(where: Place, seconds: float) -> list[Address]:
    """The addresses of a name. The resolver knows no time limit: where it takes too long it is left behind."""
    found: list[Address] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        found.extend(dict.fromkeys(ip_address(str(each[4][0]).partition("%")[0]) for each in answers))

    asking = Thread(target=ask, daemon=True)
    asking.start()
    asking.join(max(seconds, 0))
    if not found:
        raise CannotFetch(f"There is no server called {where.host} to be found: check the address.")
    return found[:4]


def _is_network(word: str) -> bool:
    try:
        ip_network(word)
    except ValueError:
        return False
    return True


def _is_name(word: str) -> bool:
    return word.isascii() and all(each.isalnum() or each in "-._" for each in word)
