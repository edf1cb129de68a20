"""Http against a real server on the loopback with every fault it can have."""

from __future__ import annotations

import asyncio
import gzip
import logging
import time
import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import httpx
import pytest

from credcheck.errors import (
    BadInput,
    BlockedAddress,
    RegistryBusy,
    RegistryChanged,
    RegistryDown,
    RegistryError,
    RegistryRefused,
    StoreError,
)
from credcheck.model import Sentence
from credcheck.net import Fetched, Http, Patience, Sent
from credcheck.wording import render
from tests.net.loopback import found, reply, serving

SWIFT = Patience(first_wait_s=0.01)


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    made = Http(timeout_s=2.0, patience=SWIFT)
    yield made
    await made.aclose()


@dataclass
class Kept:
    """A cache that forgets nothing."""

    answers: dict[str, Fetched] = field(default_factory=dict)
    old: dict[str, Fetched] = field(default_factory=dict)

    def get(self, key: str) -> Fetched | None:
        return self.answers.get(key)

    def stale(self, key: str) -> Fetched | None:
        return self.old.get(key)

    def put(self, key: str, answer: Fetched, keep_s: float, renew_s: float = 0.0) -> None:
        self.answers[key] = answer


def sentence(error: RegistryError) -> str:
    return error.sentence.id


async def test_an_answer_comes_whole_with_digest_and_time(http: Http) -> None:
    async with serving(found({"a": "é"})) as server:
        answer = await http.get(server.url + "/x", params={"q": "a b"})
    assert (answer.status, answer.json(), answer.cached, len(answer.digest)) == (200, {"a": "é"}, False, 64)
    assert answer.at.tzinfo is not None
    assert server.asked[0].startswith("GET /x?q=a+b ")
    assert "user-agent: credcheck/" in server.asked[0].lower()


FINAL = [
    (reply(b"", "401 Unauthorized"), RegistryRefused, "net.refused"),
    (reply(b"<html>wall", "403 Forbidden", "text/html"), RegistryRefused, "net.refused"),
    (reply(b"", "404 Not Found"), RegistryChanged, "net.unexpected_status"),
    (reply(b"", "302 Found"), RegistryChanged, "net.unexpected_status"),
    (reply(b"", "429 Too Many", "text/plain", "Retry-After: 3600"), RegistryBusy, "net.busy_until"),
    (reply(b"x", "200 OK", "text/plain", "Content-Encoding: br"), RegistryChanged, "net.encoding"),
    (reply(b"", "302 Found", "text/plain", "Location: ftp://127.0.0.1/"), RegistryChanged, "net.bad_request"),
]


@pytest.mark.parametrize(("raw", "kind", "id"), FINAL)
async def test_a_final_fault_is_not_asked_again(http: Http, raw: bytes, kind: type[RegistryError], id: str) -> None:
    async with serving(raw) as server:
        with pytest.raises(kind) as caught:
            await http.get(server.url)
    assert (type(caught.value), sentence(caught.value), len(server.asked)) == (kind, id, 1)
    assert "127.0.0.1" in render(caught.value.sentence)


PASSING = [
    (reply(b"", "500 Oops"), RegistryDown, "net.server_error"),
    (reply(b"", "503 Maintenance"), RegistryDown, "net.server_error"),
    (reply(b"Rate limit exceeded", "429 Too Many", "text/plain"), RegistryBusy, "net.busy"),
    (reply(b"", "429 Too Many", "text/plain", "Retry-After: 0"), RegistryBusy, "net.busy_until"),
    (reply(b"", "503 Busy", "text/plain", "Retry-After: 0"), RegistryBusy, "net.busy_until"),
    (b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"result', RegistryDown, "net.cut"),
    (b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":', RegistryDown, "net.cut"),
    (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd", RegistryDown, "net.cut"),
    (b"garbage\r\n\r\n", RegistryDown, "net.cut"),
    (b"", RegistryDown, "net.cut"),
]


@pytest.mark.parametrize(("raw", "kind", "id"), PASSING)
async def test_a_passing_fault_is_asked_three_times_then_named(
    http: Http, raw: bytes, kind: type[RegistryError], id: str
) -> None:
    async with serving(raw) as server:
        with pytest.raises(kind) as caught:
            await http.get(server.url)
    assert (type(caught.value), sentence(caught.value), len(server.asked)) == (kind, id, 3)
    assert "127.0.0.1" in render(caught.value.sentence)


@pytest.mark.parametrize("raw", [raw for raw, _, _ in PASSING])
async def test_a_fault_that_passes_leaves_no_trace(http: Http, raw: bytes) -> None:
    async with serving(raw, found([1])) as server:
        assert (await http.get(server.url)).json() == [1]
    assert len(server.asked) == 2


async def test_the_wait_a_server_asks_for_is_kept(http: Http) -> None:
    async with serving(reply(b"", "429 Too Many", "text/plain", "Retry-After: 1"), found(1)) as server:
        start = time.monotonic()
        assert (await http.get(server.url)).json() == 1
    assert time.monotonic() - start >= 1.0


async def test_busy_says_how_long() -> None:
    soon = str(int(time.time()) + 100)
    async with serving(reply(b"", "429 Too Many", "text/plain", f"RateLimit-Reset: {soon}")) as server:
        http = Http(patience=SWIFT)
        with pytest.raises(RegistryBusy) as caught:
            await http.get(server.url)
        await http.aclose()
    assert caught.value.retry_after_s is not None
    assert 90 < caught.value.retry_after_s <= 100


async def test_silence_ends_at_the_deadline() -> None:
    async def silent(writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()  # for ever

    await _times_out(silent)


async def test_a_slow_drip_ends_at_the_deadline() -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)

    await _times_out(drip)


async def _times_out(step: object) -> None:
    async with serving(step) as server:  # type: ignore[arg-type]
        http = Http(timeout_s=0.3, patience=SWIFT)
        with pytest.raises(RegistryDown) as caught:
            await http.get(server.url)
        await http.aclose()
    assert sentence(caught.value) == "net.timeout"


async def test_a_huge_body_is_not_read() -> None:
    async def endless(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(10_000):
            writer.write(b"x" * 10_000)
            await writer.drain()

    async with serving(endless) as server:
        await _too_big(server.url)
    async with serving(b"HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n") as server:
        await _too_big(server.url)


async def test_a_small_body_that_unpacks_to_a_huge_one_is_not_read() -> None:
    for name, packed in (("gzip", gzip.compress(b"0" * 50_000_000)), ("deflate", zlib.compress(b"0" * 50_000_000))):
        async with serving(reply(packed, "200 OK", "text/plain", f"Content-Encoding: {name}")) as server:
            await _too_big(server.url)


async def _too_big(url: str) -> None:
    http = Http(timeout_s=5, patience=SWIFT)
    with pytest.raises(RegistryChanged) as caught:
        await http.get(url, cap_bytes=1_000_000)
    await http.aclose()
    assert sentence(caught.value) == "net.too_big"
    assert "the 1 MB that CredCheck reads" in render(caught.value.sentence)


async def test_packed_answers_are_unpacked(http: Http) -> None:
    packed = gzip.compress(b'{"a": 1}')
    async with serving(reply(packed, "200 OK", "application/json", "Content-Encoding: gzip")) as server:
        assert (await http.get(server.url)).json() == {"a": 1}


async def test_nobody_listening_is_said(http: Http) -> None:
    async with serving(b"") as server:
        url = server.url
    with pytest.raises(RegistryDown) as caught:
        await http.get(url)
    assert sentence(caught.value) == "net.unreachable"


async def test_a_plain_server_where_tls_is_due_is_said(http: Http) -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(reply(b"", "400 Bad Request"))
        writer.close()

    async with await asyncio.start_server(plain, "127.0.0.1", 0) as server:
        with pytest.raises(RegistryDown) as caught:
            await http.get(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/")
    assert sentence(caught.value) == "net.tls"


async def test_redirects_are_followed_to_a_bound(http: Http) -> None:
    async with serving(reply(b"", "302 Found", "text/plain", "Location: /y"), found(1)) as server:
        answer = await http.get(server.url + "/x")
        assert (answer.json(), answer.url) == (1, server.url + "/y")
    async with serving(reply(b"", "302 Found", "text/plain", "Location: /x")) as server:
        with pytest.raises(RegistryChanged) as caught:
            await http.get(server.url + "/x")
        assert (sentence(caught.value), len(server.asked)) == ("net.redirects", 6)


@pytest.mark.parametrize("to", ["https:clinic", "ht:tps://clinic.example/"])
async def test_a_redirect_to_what_is_no_address_is_told(http: Http, to: str) -> None:
    async with serving(reply(b"", "302 Found", "text/plain", f"Location: {to}")) as server:
        with pytest.raises(RegistryChanged) as caught:
            await http.get(server.url)
    assert sentence(caught.value) == "net.redirects"


async def test_a_welcome_redirect_status_is_returned(http: Http) -> None:
    async with serving(reply(b"", "302 Found", "text/plain", "Location: /y")) as server:
        assert (await http.get(server.url, accept=(302,))).status == 302


async def test_no_redirect_leads_from_a_sealed_to_an_open_connection() -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(302, headers={"Location": "http://register.example/open"})

    http = Http(transport=httpx.MockTransport(answer), patience=SWIFT)
    with pytest.raises(RegistryChanged) as caught:
        await http.get("https://register.example/sealed")
    await http.aclose()
    assert (sentence(caught.value), asked) == ("net.redirects", ["https://register.example/sealed"])


async def test_keys_do_not_follow_a_redirect_to_another_host(http: Http) -> None:
    async with serving(found(1)) as other:
        away = reply(b"", "302 Found", "text/plain", f"Location: {other.url}/")
        async with serving(away) as server:
            await http.get(server.url, headers={"ESANTE-API-KEY": "s3cret", "Accept": "application/json"})
    assert "s3cret" in server.asked[0]
    assert "s3cret" not in other.asked[0]
    assert "accept: application/json" in other.asked[0].lower()


async def test_no_cookie_is_kept(http: Http) -> None:
    async with serving(found(1, "Set-Cookie: id=1; Path=/")) as server:
        answer = await http.get(server.url)
        await http.get(server.url)
    assert "set-cookie" not in answer.headers
    assert all("cookie" not in asked.lower() for asked in server.asked)


async def test_a_key_in_the_address_stays_out_of_the_answer_and_the_log(
    http: Http, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        async with serving(found(1)) as server:
            answer = await http.get(server.url + "/x", params={"api_key": "s3cret", "last_name": "Example"})
    assert "s3cret" in server.asked[0]
    assert answer.url == server.url + "/x?last_name=Example"
    assert "Example" not in caplog.text
    assert "s3cret" not in caplog.text


async def test_offline_opens_no_socket() -> None:
    async with serving(found(1)) as server:
        with pytest.raises(RegistryDown) as caught:
            await Http(offline=True).get(server.url)
    assert (sentence(caught.value), server.asked) == ("net.offline", [])


async def test_a_kept_answer_is_not_asked_again_even_offline() -> None:
    kept = Kept()
    async with serving(found({"a": 1})) as server:
        http = Http(cache=kept, patience=SWIFT)
        first = await http.get(server.url, params={"api_key": "s3cret"}, keep_s=60)
        second = await http.get(server.url, params={"api_key": "s3cret"}, keep_s=60)
        third = await Http(cache=kept, offline=True).get(server.url, params={"api_key": "s3cret"}, keep_s=60)
        await http.aclose()
    assert (first.cached, second.cached, third.cached, len(server.asked)) == (False, True, True, 1)
    assert third.json() == {"a": 1}
    assert "s3cret" not in str(kept.answers)


@pytest.mark.parametrize("body", [b"<html>Maintenance</html>", b'{"results": [', b""])
async def test_a_spoiled_answer_is_not_kept(body: bytes) -> None:
    kept = Kept()
    async with serving(reply(body, "200 OK", "text/html")) as server:
        http = Http(cache=kept, patience=SWIFT)
        await http.get(server.url, headers={"Accept": "application/json"}, keep_s=60)
        await http.aclose()
    assert kept.answers == {}


async def test_what_is_not_worth_keeping_is_not_kept() -> None:
    kept = Kept()
    async with serving(found([]), found([1])) as server:
        http = Http(cache=kept, patience=SWIFT)
        for _ in range(3):
            await http.get(server.url, keep_s=60, worth=lambda answer: bool(answer.json()))
        await http.aclose()
    assert len(server.asked) == 2


async def test_the_pace_of_a_host_is_kept(http: Http) -> None:
    async with serving(found(1)) as server:
        start = time.monotonic()
        await asyncio.gather(*(http.get(server.url, per_s=10) for _ in range(15)))
    assert time.monotonic() - start >= 0.4


async def test_one_host_is_asked_at_most_four_at_once(http: Http) -> None:
    all_seats = asyncio.Event()

    async def slow(writer: asyncio.StreamWriter) -> None:
        if server.most_open >= 4:
            all_seats.set()
        await all_seats.wait()
        writer.write(found(1))
        await writer.drain()

    async with serving(slow) as server:
        await asyncio.gather(*(http.get(server.url, per_s=100) for _ in range(10)))
    assert server.most_open == 4


@pytest.mark.parametrize("after_s", [0.0, 0.001, 0.01, 0.05, 0.15])
async def test_a_cancelled_question_leaves_the_client_usable(http: Http, after_s: float) -> None:
    async def slow(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\n")
        await asyncio.sleep(0.1)
        writer.write(b"[1]")
        await writer.drain()

    async with serving(slow) as server:
        tasks = [asyncio.create_task(http.get(server.url, per_s=100)) for _ in range(8)]
        await asyncio.sleep(after_s)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert (await http.get(server.url, per_s=100)).json() == [1]


@pytest.mark.parametrize("url", ["", "nonsense", "ftp://a.example/", "http://", "http://[::1", "https://a b/\x00"])
async def test_an_address_that_is_none_is_our_bug(http: Http, url: str) -> None:
    with pytest.raises(RegistryChanged):
        await http.get(url)


@pytest.mark.parametrize("proxy", ["nonsense", "gopher://proxy.example"])
async def test_a_proxy_that_is_none_is_named(proxy: str) -> None:
    with pytest.raises(BadInput) as caught:
        await Http(proxy=proxy).get("https://a.example/")
    assert caught.value.sentence.id == "net.bad_proxy"


async def test_a_proxy_from_the_settings_is_used() -> None:
    async with serving(found("through the proxy")) as server:
        http = Http(proxy=server.url, patience=SWIFT)
        answer = await http.get("http://registry.example/x")
        await http.aclose()
    assert answer.json() == "through the proxy"
    assert server.asked[0].startswith("GET http://registry.example/x ")


async def test_a_proxy_from_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(found("through the proxy")) as server:
        monkeypatch.setenv("http_proxy", server.url)
        http = Http(patience=SWIFT)
        answer = await http.get("http://registry.example/x")
        await http.aclose()
    assert answer.json() == "through the proxy"


async def test_a_guarded_redirect_into_the_house_is_blocked() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"Location": "https://127.0.0.1/admin"})

    http = Http(transport=httpx.MockTransport(answer))
    with pytest.raises(BlockedAddress):
        await http.get("https://clinic.example/", guarded=True)
    await http.aclose()


@dataclass
class Log:
    """Remembers what was about to leave."""

    sent: list[Sent] = field(default_factory=list)

    def note(self, sent: Sent) -> None:
        self.sent.append(sent)


async def test_every_request_is_noted_before_it_leaves_with_whom_and_why_and_without_keys() -> None:
    log = Log()
    async with serving(reply(b"", "500 Oops"), found(1)) as server:
        http = Http(log=log, patience=SWIFT)
        asking = http.on_behalf_of("orcid")
        await asking.get(server.url + "/x", params={"name": "Example", "api_key": "s3cret"})
        await http.get(server.url, content=b"<name>Example</name>", headers={"X-Own-Key": "s3cret"})
        await http.aclose()
    assert [(s.host, s.why, s.keyed) for s in log.sent] == [("127.0.0.1", "orcid", True)] * 2 + [
        ("127.0.0.1", "", True)
    ]
    assert log.sent[0].what == f"GET {server.url}/x?name=Example"
    assert log.sent[2].what.endswith("<name>Example</name>")
    assert "s3cret" not in str(log.sent)
    assert len(server.asked) == 3


async def test_a_redirect_is_a_request_of_its_own() -> None:
    log = Log()
    async with (
        serving(found(1)) as end,
        serving(reply(b"", "302 Found", "text/plain", f"Location: {end.url}")) as start,
    ):
        http = Http(log=log)
        await http.get(start.url)
        await http.aclose()
    assert [s.what for s in log.sent] == [f"GET {start.url}", f"GET {end.url}"]


async def test_what_cannot_be_noted_is_not_sent() -> None:
    class Full(Log):
        def note(self, sent: Sent) -> None:
            raise StoreError(Sentence("store.full", where="x"))

    async with serving(found(1)) as server:
        http = Http(log=Full(), patience=SWIFT)
        with pytest.raises(StoreError):
            await http.get(server.url)
        await http.aclose()
    assert server.asked == []


async def test_a_kept_answer_and_an_offline_question_leave_no_note() -> None:
    log, kept = Log(), Kept()
    async with serving(found(1)) as server:
        http = Http(log=log, cache=kept)
        for _ in range(2):
            await http.get(server.url, keep_s=60)
        with pytest.raises(RegistryDown):
            await Http(log=log, offline=True).get(server.url)
        await http.aclose()
    assert len(log.sent) == 1


@pytest.mark.parametrize(
    ("header", "question"),
    [
        ('ETag: "v1"', 'If-None-Match: "v1"'),
        ("Last-Modified: Mon, 02 Nov 2026 10:00:00 GMT", "If-Modified-Since: Mon, 02 Nov 2026 10:00:00 GMT"),
    ],
)
async def test_an_expired_answer_is_asked_for_only_if_it_changed(header: str, question: str) -> None:
    kept = Kept()
    async with serving(found({"a": 1}, header), reply(b"", "304 Not Modified"), found({"a": 2}, header)) as server:
        http = Http(cache=kept, patience=SWIFT)
        first = await http.get(server.url, keep_s=60, renew_s=600)
        kept.old, kept.answers = kept.answers, {}
        second = await http.get(server.url, keep_s=60, renew_s=600)
        assert list(kept.answers) == list(kept.old)
        kept.answers = {}
        third = await http.get(server.url, keep_s=60, renew_s=600)
        await http.aclose()
    assert question.lower() in server.asked[1].lower()
    assert (second.body, second.status, second.digest) == (first.body, 200, first.digest)
    assert second.at > first.at
    assert third.json() == {"a": 2}


async def test_an_unasked_304_is_no_answer(http: Http) -> None:
    async with serving(reply(b"", "304 Not Modified")) as server:
        with pytest.raises(RegistryChanged):
            await http.get(server.url)
