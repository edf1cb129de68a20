"""The address guard: a host that a user's text chose must be a public one, over HTTPS, and stay as it was checked.

The name is resolved once, every address is checked, and the connection goes to a checked address while TLS still
verifies the name: a name that resolves to something else a moment later (rebinding) is never asked again.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

import httpx

from credcheck.errors import BlockedAddress
from credcheck.model import Sentence

Address = IPv4Address | IPv6Address
Resolve = Callable[[str], Awaitable[tuple[Address, ...]]]

_HOST = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\Z")
# WHATWG URL: a host whose last label is a number in any notation is an address, not a name.
_NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)\Z")
# Names that never mean a public host: RFC 6761/6762/7686/8375, ICANN's .internal, and what routers and offices use.
_LOCAL = frozenset(
    {"localhost", "local", "internal", "onion", "arpa", "invalid", "lan", "home", "corp", "intranet", "private"}
)
_NAT64 = IPv6Network("64:ff9b::/96")
# What Python 3.11 still calls global: 6to4 relays, local NAT64, documentation and segment routing (IANA registries).
_NOT_PUBLIC = tuple(ip_network(n) for n in ("192.88.99.0/24", "64:ff9b:1::/48", "3fff::/20", "5f00::/16"))
_TRIES = 4


def check_url(url: str) -> httpx.URL:
    """The parsed address; BlockedAddress unless it is plain https to a public-looking host name on the usual port."""
    if len(url) > 2048 or re.search(r"[\s\\\x00-\x1f\x7f]", url):
        raise _blocked("url", url)
    try:
        parsed = httpx.URL(url)
        host = parsed.raw_host.decode("ascii").lower()
    except (httpx.InvalidURL, UnicodeError) as error:
        raise _blocked("url", url) from error
    if parsed.scheme != "https":
        raise _blocked("scheme", url)
    if parsed.userinfo:
        raise _blocked("userinfo", host)
    if parsed.port not in (None, 443):
        raise _blocked("port", host)
    check_host(host)
    return parsed


def check_host(host: str) -> None:
    """BlockedAddress unless the ASCII host is a name with a dot that may stand on the public internet."""
    last = host.rpartition(".")[2]
    if not host or ":" in host or _NUMBER.fullmatch(last):
        raise _blocked("number", host)
    if last in _LOCAL or not _HOST.fullmatch(host):
        raise _blocked("name", host)


def is_public(address: Address) -> bool:
    """Whether an address, and any IPv4 address inside it, belongs to the public internet."""
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address.ipv4_mapped or address.is_site_local or address.sixtofour:
            return False  # 6to4 tunnels are retired, and Python versions differ on whether they are global
    if any(address in network for network in _NOT_PUBLIC if network.version == address.version):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


async def resolve(host: str) -> tuple[Address, ...]:
    """All addresses of a name, as the system's resolver gives them."""
    found = await asyncio.get_running_loop().getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(ip_address(str(entry[4][0])) for entry in found))


class GuardedTransport(httpx.AsyncBaseTransport):
    """Connects to the checked address of a name and to nothing else.

    `inner` must not keep connections alive: two names on one address would share a connection whose
    certificate was checked for the first only.
    """

    def __init__(
        self,
        inner: httpx.AsyncBaseTransport,
        resolve: Resolve = resolve,
        allowed: Callable[[Address], bool] = is_public,
    ) -> None:
        """Keep the transport that connects, the resolver, and what counts as public."""
        self._inner, self._resolve, self._allowed = inner, resolve, allowed

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Ask the first checked address that can be connected to."""
        host = request.url.raw_host.decode("ascii")
        addresses = await self.checked(host)
        failure: httpx.TransportError | None = None
        for address in addresses[:_TRIES]:
            try:
                return await self._inner.handle_async_request(_moved(request, host, address))
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = error
        raise failure or httpx.ConnectError(f"no address for {host}", request=request)

    async def checked(self, host: str) -> tuple[Address, ...]:
        """The addresses of a name; BlockedAddress when any of them is not public."""
        try:
            addresses = await self._resolve(host)
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(str(error)) from error
        if not all(self._allowed(address) for address in addresses):
            raise _blocked("private", host)
        return addresses

    async def aclose(self) -> None:
        """Close the transport that connects."""
        await self._inner.aclose()


def _moved(request: httpx.Request, host: str, address: Address) -> httpx.Request:
    """The same request to an address; Host header and TLS name stay those of the name."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=str(address)),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": host},
    )


def _blocked(why: str, host: str) -> BlockedAddress:
    return BlockedAddress(Sentence(f"net.blocked.{why}", host=host[:200]))
