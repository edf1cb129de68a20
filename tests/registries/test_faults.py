"""Twelve faults against every registry that asks the network: none of them ever looks like "not found"."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import inspect
import json
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from credcheck import discover, registries
from credcheck.ask import answer_of
from credcheck.errors import CredCheckError, RegistryBusy, RegistryChanged, RegistryDown, RegistryError, RegistryRefused
from credcheck.model import Claims, Identifier, Outcome, Sentence
from credcheck.net import Fetched, Http
from credcheck.registries.interface import NotAsked, Registry, Reply
from credcheck.wording import render, templates
from tests.net.loopback import Step, certificate, reply, serving
from tests.registries.asking import (
    DATA,
    NPI,
    ONCE,
    ORCID,
    Api,
    access,
    ask,
    claims,
    country,
    doctorate,
    employer,
    identifier,
    person,
    recorded,
)

PLUGS = [plug for plug in discover.plugs(registries, Registry) if plug.online]
KEYS = ("OPENALEX", "ESANTE", "NCBI")
WANTED = [
    claims("Jane", "Example", identifier("npi", NPI), identifier("orcid", ORCID), country("US"), employer("Example")),
    claims("Jane", "Example", country("FR")),
    claims("Jane", "Example", country("NL")),
    claims("Jane", "Example", employer("Example Institute of Health")),
    claims("Jane", "Example", doctorate()),
    claims("Jane", "Example", identifier("url", "https://x.com/janeexample")),
]
STATES = ("WA", "CO", "CT", "DE", "IL", "TX", "NY", "MD")
JANE = person(
    Identifier("npi", NPI), Identifier("orcid", ORCID), *(Identifier("licence", "12345", state) for state in STATES)
)
CASES = [(plug, True) for plug in PLUGS] + [
    (plug, False) for plug in PLUGS if ".vault" in inspect.getsource(inspect.getmodule(plug) or plug)
]
"""Every registry with keys for those that take one; those again without."""
each_plug = pytest.mark.parametrize(
    ("plug", "keys"), CASES, indirect=["keys"], ids=[f"{plug.id}{'' if keys else '-keyless'}" for plug, keys in CASES]
)


class ToLoopback(httpx.AsyncBaseTransport):
    """Takes every request, whatever host it names, to one local server."""

    def __init__(self, port: int) -> None:
        self.port, self.inner = port, httpx.AsyncHTTPTransport(verify=False)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self.port)
        sent = httpx.Request(request.method, url, headers=request.headers, stream=request.stream)
        return await self.inner.handle_async_request(sent)

    async def aclose(self) -> None:
        await self.inner.aclose()


@pytest.fixture(scope="module")
def self_signed(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    """A server's side of TLS that nobody vouches for."""
    return certificate(tmp_path_factory.mktemp("tls"), "127.0.0.1")[0]


@pytest.fixture
def keys(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the user has given keys for the sources that take one."""
    for name in KEYS if request.param else ():
        monkeypatch.setenv(f"CREDCHECK_KEY_{name}", "invented-key")
    return bool(request.param)


def wanted_by(plug: type[Registry]) -> Claims:
    """Claims with which this registry is worth asking."""
    one = plug(access(Http()))
    found = [wanted for wanted in WANTED if one.pass_over(wanted) is None]
    assert found, f"no claims here make {plug.id} worth asking: add some"
    return found[0]


async def asking(
    plug: type[Registry], transport: httpx.AsyncBaseTransport, timeout_s: float = 5.0
) -> Reply | CredCheckError:
    """The reply, or the error in its place."""
    http = Http(timeout_s=timeout_s, transport=transport, patience=ONCE)
    try:
        return await ask(plug, http, wanted_by(plug), JANE)
    except (RegistryError, NotAsked) as error:
        return error
    finally:
        await http.aclose()


async def fails(plug: type[Registry], transport: httpx.AsyncBaseTransport, timeout_s: float = 5.0) -> RegistryError:
    """The error that a registry raises; its sentence can be read."""
    made = await asking(plug, transport, timeout_s)
    if isinstance(made, NotAsked):
        readable(made.sentence)
        pytest.skip("this registry is not asked without a key")
    assert isinstance(made, RegistryError), "a fault looks like an answer"
    readable(made.sentence)
    return made


def readable(sentence: Sentence) -> None:
    """The sentence has a template and all that the template needs."""
    assert sentence.id in templates()
    assert "{" not in render(sentence)


HTML = b"<!doctype html><html><body>Checking your browser</body></html>"
WHOLE = reply(json.dumps({"results": [{"name": "x" * 400}]}).encode())
SILENT = "silent"
SERVED: dict[str, tuple[bytes, type[RegistryError]]] = {
    "403 wall with HTML": (reply(HTML, "403 Forbidden", "text/html"), RegistryRefused),
    "429 without Retry-After": (reply(b"", "429 Too Many Requests"), RegistryBusy),
    "429 with Retry-After": (reply(b"", "429 Too Many Requests", "text/plain", "Retry-After: 900"), RegistryBusy),
    "500": (reply(b"oops", "500 Internal Server Error", "text/plain"), RegistryDown),
    "503": (reply(HTML, "503 Service Unavailable", "text/html"), RegistryDown),
    "cut mid-body": (WHOLE[:-200], RegistryDown),
    "cut at once": (b"", RegistryDown),
    "HTML where an answer is due": (reply(HTML, "200 OK", "text/html"), RegistryDown),
    "HTML that says it is JSON": (reply(HTML), RegistryDown),
    "an empty body": (reply(b""), RegistryDown),
}
CUT = [reply(b'{"results": [{"name": "Jane Exa'), reply(b'[{"name": "Jane Exa'), reply(b'[1, ["1234567893"], nu')]
DRIFT: list[Any] = [{"unexpected": True}, 17, "text", None, [17], [[1]], [{"unexpected": 1}], {"results": "none"}]


@each_plug
@pytest.mark.parametrize("fault", SERVED)
async def test_a_fault_is_never_a_miss(plug: type[Registry], fault: str, keys: bool) -> None:
    raw, kind = SERVED[fault]
    async with serving(raw) as server:
        error = await fails(plug, ToLoopback(server.port))
    assert isinstance(error, kind)


@each_plug
@pytest.mark.parametrize("raw", CUT, ids=["object", "list", "row"])
async def test_a_cut_answer_is_never_a_miss(plug: type[Registry], raw: bytes, keys: bool) -> None:
    async with serving(raw) as server:
        await fails(plug, ToLoopback(server.port))


@each_plug
@pytest.mark.parametrize("body", DRIFT, ids=json.dumps)
async def test_another_shape_is_never_a_miss(plug: type[Registry], body: Any, keys: bool) -> None:
    async with serving(reply(json.dumps(body).encode())) as server:
        error = await fails(plug, ToLoopback(server.port))
    assert isinstance(error, (RegistryChanged, RegistryDown))


@each_plug
async def test_an_answer_nobody_understands_is_not_kept(plug: type[Registry], keys: bool) -> None:
    kept: list[Fetched] = []

    class Cache:
        def get(self, key: str) -> Fetched | None:
            return None

        def stale(self, key: str) -> Fetched | None:
            return None

        def put(self, key: str, answer: Fetched, keep_s: float, renew_s: float = 0.0) -> None:
            kept.append(answer)

    for raw in (HTML, b"", b'{"results": [{"name": "Ja', *(json.dumps(body).encode() for body in DRIFT)):
        answer = httpx.Response(200, content=raw)
        http = Http(transport=httpx.MockTransport(lambda _, made=answer: made), patience=ONCE, cache=Cache())
        with contextlib.suppress(RegistryError, NotAsked):
            await ask(plug, http, wanted_by(plug), JANE)
        await http.aclose()
    assert kept == []


@each_plug
async def test_silence_is_never_a_miss(plug: type[Registry], keys: bool) -> None:
    async def silent(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(5)

    step: Step = silent
    async with serving(step) as server:
        error = await fails(plug, ToLoopback(server.port), timeout_s=0.1)
    assert error.sentence.id == "net.timeout"


class ToNowhere(httpx.AsyncBaseTransport):
    """Takes every request to an address where something real is in the way."""

    def __init__(self, scheme: str, host: str, port: int) -> None:
        self.scheme, self.host, self.port, self.inner = scheme, host, port, httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url.copy_with(scheme=self.scheme, host=self.host, port=self.port)
        sent = httpx.Request(request.method, url, headers=request.headers, stream=request.stream)
        return await self.inner.handle_async_request(sent)

    async def aclose(self) -> None:
        await self.inner.aclose()


@each_plug
async def test_a_name_that_does_not_resolve_is_never_a_miss(plug: type[Registry], keys: bool) -> None:
    error = await fails(plug, ToNowhere("https", "registry.invalid", 443))
    assert error.sentence.id == "net.no_name"


@each_plug
async def test_a_certificate_that_does_not_hold_is_never_a_miss(
    plug: type[Registry], keys: bool, self_signed: ssl.SSLContext
) -> None:
    async with serving(reply(b"[]"), tls=self_signed) as server:
        error = await fails(plug, ToNowhere("https", "127.0.0.1", server.port))
    assert error.sentence.id == "net.tls"


@each_plug
async def test_a_port_that_refuses_is_never_a_miss(plug: type[Registry], keys: bool) -> None:
    async with serving(b"") as server:
        port = server.port
    error = await fails(plug, ToNowhere("https", "127.0.0.1", port))
    assert error.sentence.id == "net.unreachable"


@each_plug
async def test_a_registry_asks_only_the_hosts_it_declares(plug: type[Registry], keys: bool) -> None:
    asked: set[str] = set()
    for file in sorted(DATA.glob(f"{plug.id}_*")):

        def answer(request: httpx.Request, body: bytes = file.read_bytes()) -> httpx.Response:
            asked.add(request.url.host)
            return httpx.Response(200, content=body)

        await asking(plug, httpx.MockTransport(answer))
    assert asked <= set(plug.hosts())
    assert asked or (plug.id in ("openalex",) and not keys)


@each_plug
async def test_offline_is_never_a_miss(plug: type[Registry], keys: bool) -> None:
    http = Http(offline=True)
    with pytest.raises((RegistryDown, NotAsked)):
        await ask(plug, http, wanted_by(plug), JANE)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where every value of a JSON text stands, one of each list."""
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    if isinstance(value, list):
        for at, inner in enumerate(value[:2]):
            yield from leaves(inner, (*path, at))


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """A copy with another value in one place."""
    if not path:
        return new
    made = copy.deepcopy(value)
    inner = made
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = new
    return made


ODD = [None, 17, True, "odd", [], [None], {"odd": [1]}, "9" * 400]


@each_plug
@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd)[:12])
async def test_no_change_of_type_lets_anything_but_a_registry_error_out(
    plug: type[Registry], odd: Any, keys: bool
) -> None:
    files = sorted(DATA.glob(f"{plug.id}_*.json"))
    if not files:
        pytest.skip("no JSON answers are recorded")
    for file in files:
        body = json.loads(file.read_text("utf-8"))
        for path in leaves(body):
            changed = json.dumps(put(body, path, odd)).encode()
            made = await asking(plug, httpx.MockTransport(lambda _, body=changed: httpx.Response(200, content=body)))
            if isinstance(made, CredCheckError):
                readable(made.sentence)


# Answers that stop at the source's own cap, and a list that is years old; other sources have neither.
CAPPED: dict[str, Any] = {
    "npi_live": {"results": [recorded("npi_live_page.json")["results"][0]] * 200},
    "npi_second": [9000, *recorded("npi_second_rows.json")[1:]],
    "orcid": recorded("orcid_search.json") | {"num-found": 9000},
    "state_boards": [{"credentialnumber": str(n), "lastname": "Example"} for n in range(200)],
    "wikidata": {"results": {"bindings": recorded("wikidata_rows.json")["results"]["bindings"] * 100}},
    "france_rpps": recorded("france_rpps_table.json") | {"meta": {"total": 9000}},
}
DATED = frozenset({"state_boards"})


@each_plug
async def test_a_page_cap_is_told_and_is_never_a_miss(plug: type[Registry], keys: bool) -> None:
    if plug.id not in CAPPED or (plug.id == "france_rpps" and keys):
        pytest.skip("one answer holds all that this source has")
    body = json.dumps(CAPPED[plug.id]).encode()
    made = await asking(plug, httpx.MockTransport(lambda request: httpx.Response(200, content=body)))
    assert isinstance(made, (RegistryError, Reply))
    sentence = made.sentence if isinstance(made, RegistryError) else made.partial
    assert sentence is not None
    readable(sentence)


@each_plug
async def test_a_stale_snapshot_is_told_and_is_never_a_miss(plug: type[Registry], keys: bool) -> None:
    if plug.id not in DATED:
        pytest.skip("this source tells no date of its list")
    old = {"Last-Modified": "Mon, 02 Jan 2023 10:00:00 GMT"}
    api = Api(httpx.Response(200, json=[], headers=old))
    made = await api.ask(plug, wanted_by(plug), person(Identifier("licence", "12345", "WA")))
    assert made.partial is not None
    assert answer_of(plug.id, made, datetime.now(UTC)).outcome is Outcome.FAILED
    readable(made.partial)


@each_plug
async def test_asking_can_be_cancelled_while_a_source_is_silent(plug: type[Registry], keys: bool) -> None:
    async def silent(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(5)

    async with serving(silent) as server:
        task = asyncio.create_task(asking(plug, ToLoopback(server.port), timeout_s=5))
        await asyncio.wait([task], timeout=0.1)
        if not task.done():
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        assert [t for t in asyncio.all_tasks() if t is not asyncio.current_task() and t not in server.tasks] == []
