"""The address guard against the tricks of people who choose the host."""

from __future__ import annotations

import contextlib
import ssl
from ipaddress import ip_address
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck.errors import BlockedAddress, RegistryDown
from credcheck.net import Http, Patience
from credcheck.net.guard import Address, GuardedTransport, Resolve, check_url, is_public
from tests.net.loopback import certificate, found, reply, serving

SWIFT = Patience(first_wait_s=0.01)
HOST = "clinic.example"

TRICKS = [
    "http://clinic.example/",
    "ftp://clinic.example/",
    "file:///etc/passwd",
    "//clinic.example/",
    "clinic.example",
    "",
    "https://",
    "https:///x",
    "https://localhost/",
    "https://LOCALHOST/",
    "https://localhost./",
    "https://a.localhost/",
    "https://printer.local/",
    "https://db.internal/",
    "https://router.lan/",
    "https://x.home.arpa/",
    "https://abcdefgh.onion/",
    "https://handle.invalid/",
    "https://intranet/",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://0/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.0.0.1/",
    "https://0177.0.0.1/",
    "https://0177.0.0.01/",
    "https://127.0.0.1./",
    "https://169.254.169.254/latest/meta-data/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[fe80::1%25eth0]/",
    "https://8.8.8.8/",
    "https://127。0。0。1/",
    "https://127．0．0．1/",
    "https://１２７.0.0.1/",
    "https://①②⑦.0.0.1/",
    "https://127%2e0%2e0%2e1/",
    "https://clinic%00.example/",
    "https://user@clinic.example/",
    "https://user:secret@clinic.example/",
    "https://clinic.example@127.0.0.1/",
    "https://clinic.example\\@127.0.0.1/",
    "https://clinic.example:22/",
    "https://clinic.example:80/",
    "https://clinic.example:0/",
    "https://clinic.example:99999/",
    "https://clinic..example/",
    "https://.example/",
    "https://-clinic.example/",
    "https://clinic_.example/",
    "https://clinic .example/",
    "https://clinic\t.example/",
    "https://clinic\n.example/",
    "https://clinic\u202e.example/",
    "https://" + "a" * 64 + ".example/",
    "https://" + "a." * 140 + "example/",
    "https://clinic.example/" + "x" * 3000,
]


@pytest.mark.parametrize("url", TRICKS)
async def test_a_trick_address_is_blocked_before_any_look_up(url: str) -> None:
    def asked(request: httpx.Request) -> httpx.Response:
        raise AssertionError("the network was asked")

    http = Http(transport=httpx.MockTransport(asked))
    with pytest.raises(BlockedAddress):
        await http.get(url, guarded=True)
    await http.aclose()


@pytest.mark.parametrize(
    ("url", "ascii_host"),
    [
        ("https://clinic.example", HOST),
        ("HTTPS://Clinic.Example:443/@jane?x=1#y", HOST),
        ("https://klinik-münchen.example/", "xn--klinik-mnchen-3ob.example"),
        ("https://a.b.c.clinic.example/", "a.b.c.clinic.example"),
    ],
)
def test_a_public_name_passes(url: str, ascii_host: str) -> None:
    assert check_url(url).raw_host.decode() == ascii_host


@given(st.text(max_size=80))
def test_no_text_raises_anything_else(text: str) -> None:
    for url in (text, "https://" + text, f"https://clinic.example/{text}"):
        with contextlib.suppress(BlockedAddress):
            assert check_url(url).scheme == "https"


PRIVATE = """0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255
192.0.0.1 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.1.1.1 240.0.0.1
255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::7f00:1 64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::1 100::1
2001::1 2001:db8::1 2002:7f00:1:: 2002:a00:1:: 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1"""


@pytest.mark.parametrize("address", PRIVATE.split())
def test_a_private_address_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "64:ff9b::808:808"])
def test_a_public_address_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["2606:4700::1111", "::ffff:127.0.0.1"]])
async def test_one_private_address_blocks_the_name(addresses: list[str]) -> None:
    inner = httpx.MockTransport(lambda request: httpx.Response(200))
    http = Http(transport=GuardedTransport(inner, _resolving(addresses)))
    with pytest.raises(BlockedAddress) as caught:
        await http.get(f"https://{HOST}/", guarded=True)
    await http.aclose()
    assert caught.value.sentence.id == "net.blocked.private"


async def test_the_checked_address_is_asked_under_the_name() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200)

    http = Http(transport=GuardedTransport(httpx.MockTransport(answer), _resolving(["2606:4700::1111"])))
    answer_ = await http.get(f"https://{HOST}/x", guarded=True)
    await http.aclose()
    assert (seen[0].url.host, seen[0].headers["host"], seen[0].extensions["sni_hostname"]) == (
        "2606:4700::1111",
        HOST,
        HOST,
    )
    assert answer_.url == f"https://{HOST}/x"


async def test_a_name_that_moves_after_the_check_is_asked_where_it_was_checked() -> None:
    seen: list[str] = []
    turns = iter([["8.8.8.8"], ["127.0.0.1"]])

    async def rebinding(host: str) -> tuple[Address, ...]:
        return tuple(ip_address(a) for a in next(turns))

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.host)
        return httpx.Response(302, headers={"Location": "/again"})

    http = Http(transport=GuardedTransport(httpx.MockTransport(answer), rebinding))
    with pytest.raises(BlockedAddress):
        await http.get(f"https://{HOST}/x", guarded=True)
    await http.aclose()
    assert seen == ["8.8.8.8"]


async def test_the_next_checked_address_is_tried_when_one_is_silent() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host != "8.8.4.4":
            raise httpx.ConnectError("no route")
        return httpx.Response(200, json=1)

    transport = GuardedTransport(httpx.MockTransport(answer), _resolving(["2606:4700::1111", "8.8.4.4"]))
    http = Http(transport=transport)
    assert (await http.get(f"https://{HOST}/", guarded=True)).json() == 1
    await http.aclose()


async def test_a_name_without_addresses_is_down() -> None:
    inner = httpx.MockTransport(lambda request: httpx.Response(200))
    http = Http(transport=GuardedTransport(inner, _resolving([])), patience=SWIFT)
    with pytest.raises(RegistryDown):
        await http.get(f"https://{HOST}/", guarded=True)
    await http.aclose()


async def test_tls_is_checked_against_the_name_not_the_address(tmp_path: Path) -> None:
    server_side, client_side = certificate(tmp_path, HOST)
    async with serving(found("inside"), tls=server_side) as server:
        http = Http(transport=_to_loopback(server.port, client_side), patience=SWIFT, timeout_s=5)
        assert (await http.get(f"https://{HOST}/x", guarded=True)).json() == "inside"
        with pytest.raises(RegistryDown) as caught:
            await http.get("https://other.example/x", guarded=True)
        await http.aclose()
    assert caught.value.sentence.id == "net.tls"
    assert f"host: {HOST}" in server.asked[0].lower()
    assert len(server.asked) == 1


async def test_a_redirect_to_another_public_host_is_followed_once_checked(tmp_path: Path) -> None:
    server_side, client_side = certificate(tmp_path, HOST, f"www.{HOST}")
    away = reply(b"", "301 Moved", "text/plain", f"Location: https://www.{HOST}/y")
    async with serving(away, found(1), tls=server_side) as server:
        http = Http(transport=_to_loopback(server.port, client_side), patience=SWIFT, timeout_s=5)
        answer = await http.get(f"https://{HOST}/x", guarded=True)
        await http.aclose()
    assert answer.url == f"https://www.{HOST}/y"
    assert len(server.asked) == 2


class _OnPort(httpx.AsyncBaseTransport):
    """Connects to the port of the test's server instead of 443."""

    def __init__(self, port: int, tls: ssl.SSLContext) -> None:
        self._port = port
        self._inner = httpx.AsyncHTTPTransport(verify=tls, limits=httpx.Limits(max_keepalive_connections=0))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.url = request.url.copy_with(port=self._port)
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self._inner.aclose()


def _to_loopback(port: int, tls: ssl.SSLContext) -> GuardedTransport:
    return GuardedTransport(_OnPort(port, tls), _resolving(["127.0.0.1"]), allowed=lambda address: True)


def _resolving(addresses: list[str]) -> Resolve:
    async def resolve(host: str) -> tuple[Address, ...]:
        return tuple(ip_address(a) for a in addresses)

    return resolve
