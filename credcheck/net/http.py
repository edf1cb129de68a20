"""The one way out: `Http.get`, and `Http.download` for files too large for memory."""

from __future__ import annotations

import asyncio
import copy
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, replace
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn, TypeVar
from urllib.request import getproxies, proxy_bypass

import httpx
import stamina
import stamina.instrumentation

import credcheck
from credcheck.errors import BadInput, RegistryBusy, RegistryChanged, RegistryDown, RegistryError
from credcheck.model import Sentence
from credcheck.net import faults
from credcheck.net.answer import AnswerCache, Fetched
from credcheck.net.download import WELCOME, Downloaded, Part, Tell
from credcheck.net.guard import GuardedTransport, check_url
from credcheck.net.pace import Pace
from credcheck.net.rests import Rests
from credcheck.net.sent import RequestLog, sent, shown

logger = logging.getLogger(__name__)

T = TypeVar("T")
MAX_REDIRECTS = 5
_AGENT = f"CredCheck/{credcheck.__version__} (checks public registers of health professionals)"
# What may follow a redirect to another host.
_NO_SECRET = ("accept", "range", "if-range")
_ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})


def _log_retry(details: stamina.instrumentation.RetryDetails) -> None:
    logger.debug("asking again in %.1f s (attempt %d)", details.wait_for, details.retry_num)


# stamina's own hook warns on stderr at each retry; a retry is nothing the user must act on.
stamina.instrumentation.set_on_retry_hooks([_log_retry])
# httpx writes whole addresses, and so names and keys, at INFO.
logging.getLogger("httpx").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how long a fault that may pass is waited out."""

    attempts: int = 3
    first_wait_s: float = 0.5
    longest_wait_s: float = 20.0

    def again(self, error: Exception) -> bool | float:
        """Whether to ask again, or after how many seconds the server wants us to; refusals are final."""
        if isinstance(error, RegistryBusy) and error.retry_after_s is not None:
            return error.retry_after_s if error.retry_after_s <= self.longest_wait_s else False
        return isinstance(error, RegistryDown)


@dataclass(frozen=True, slots=True)
class _Ask:
    """One question: where, with which headers, and what of an answer is welcome."""

    url: httpx.URL
    headers: Mapping[str, str]
    accept: Collection[int]
    per_s: float
    cap_bytes: int
    guarded: bool
    content: bytes = b""

    @property
    def key(self) -> str:
        """The name of its answer in the cache: a digest, so that it tells nothing."""
        head = json.dumps([str(self.url), sorted(self.headers.items())]).encode()
        return hashlib.sha256(head + self.content).hexdigest()


class Http:
    """Asks servers politely and within bounds; lives on one event loop. Offline it opens no socket."""

    def __init__(
        self,
        *,
        offline: bool = False,
        timeout_s: float = 30.0,
        proxy: str = "",
        cache: AnswerCache | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        patience: Patience = Patience(),
        log: RequestLog | None = None,
    ) -> None:
        """`timeout_s` bounds each attempt; `log` is told of every request first; `transport` replaces the network."""
        self._offline, self._timeout_s, self._proxy, self._cache = offline, timeout_s, proxy, cache
        self._transport, self._patience, self._log, self._why = transport, patience, log, ""
        self._pace, self._rests = Pace(), Rests()
        self._open: dict[bool, httpx.AsyncClient] = {}

    def on_behalf_of(self, why: str) -> Http:
        """The same connections, pace and rests, with the id of the plug that asks for the log of requests."""
        made = copy.copy(self)
        made._why = why
        return made

    async def get(
        self,
        url: str,
        *,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        accept: Collection[int] = (200,),
        per_s: float = 5.0,
        cap_bytes: int = 8_000_000,
        keep_s: float = 0.0,
        guarded: bool = False,
        worth: Callable[[Fetched], bool] = lambda answer: True,
        content: bytes = b"",
        renew_s: float = 0.0,
    ) -> Fetched:
        """The answer of `url`, if its status is in `accept`; otherwise one of our errors.

        With `keep_s` a kept answer is taken, and a fresh one is kept when `worth` says so; for `renew_s` after that
        the server is only asked whether it changed. `guarded` is for a host that a user's text chose. `content` is a
        question in the body (SOAP): it is posted, to this address only.
        """
        ask = _Ask(_address(url, params, guarded), dict(headers or {}), accept, per_s, cap_bytes, guarded, content)
        kept = self._cache.get(ask.key) if self._cache and keep_s > 0 else None
        if kept is not None:
            return replace(kept, cached=True)
        if self._offline:
            raise RegistryDown(Sentence("net.offline"))
        old = self._cache.stale(ask.key) if self._cache and renew_s > 0 else None
        answer = await self._awake(_if_changed(ask, old) if old else ask)
        if old is not None and answer.status == 304:
            answer = replace(old, at=answer.at, cached=False)
        if self._cache and keep_s > 0 and answer.status == 200 and _is_whole(answer, ask) and worth(answer):
            self._cache.put(ask.key, answer, keep_s, renew_s)
        return answer

    async def download(self, url: str, to: Path, tell: Tell, cap_bytes: int = 8_000_000_000) -> Downloaded:
        """Bring a large file to the disk; what a cut, a stop or the end of the program leaves is taken up again.

        It is given up after `Patience.attempts` tries in a row that brought nothing. Raises OSError when the disk does.
        """
        if self._offline:
            raise RegistryDown(Sentence("net.offline"))
        part, idle = Part(url, to, tell, cap_bytes), 0
        while True:
            had = part.size
            try:
                await self._take(url, part)
                return await asyncio.to_thread(part.finish)
            except RegistryDown as error:
                idle = 0 if part.size > had else idle + 1
                again = self._patience.again(error)
                if idle >= self._patience.attempts or not again:
                    raise
                wait_s = self._patience.first_wait_s * 2**idle
                await asyncio.sleep(max(wait_s, again) if again is not True else wait_s)

    async def _take(self, url: str, part: Part) -> None:
        """One try: the client's time-out bounds each wait for the next piece, not the whole."""
        ask = _Ask(_parsed(url), part.headers(), WELCOME, 5.0, 0, False)

        async def take(response: httpx.Response, ask: _Ask) -> None:
            if response.status_code not in WELCOME:
                headers = {k.lower(): v for k, v in response.headers.items()}
                raise faults.of_status(response.status_code, headers, ask.url.host)
            await part.take(response)

        async with self._pace.turn(ask.url.host, ask.per_s):
            try:
                await self._follow(ask, take)
            except (httpx.RequestError, httpx.InvalidURL) as error:
                raise faults.of_transport(error, ask.url.host) from error

    async def aclose(self) -> None:
        """Close all connections."""
        clients = tuple(self._open.values())
        self._open.clear()
        for client in clients:
            await client.aclose()

    async def _awake(self, ask: _Ask) -> Fetched:
        """The answer after as many attempts as patience allows, unless the host is being left alone."""
        host = ask.url.host
        self._rests.check(host)
        try:
            answer = await self._retrying()(self._patience.again, self._once, ask)
        except RegistryError as error:
            self._rests.failed(host, error)
            raise
        self._rests.answered(host)
        return answer

    def _retrying(self) -> stamina.AsyncRetryingCaller:
        patience = self._patience
        return stamina.AsyncRetryingCaller(
            attempts=patience.attempts,
            timeout=self._timeout_s,
            wait_initial=patience.first_wait_s,
            wait_max=patience.longest_wait_s,
            wait_jitter=patience.first_wait_s,
        )

    async def _once(self, ask: _Ask) -> Fetched:
        host = ask.url.host
        async with self._pace.turn(host, ask.per_s):
            logger.debug("asking %s", host)
            self._client(ask)  # the first one reads the root certificates, which is not the server's time
            try:
                async with asyncio.timeout(self._timeout_s):
                    return await self._follow(ask, _read)
            except TimeoutError as error:
                raise RegistryDown(Sentence("net.timeout", host=host)) from error
            except (httpx.RequestError, httpx.InvalidURL) as error:
                raise faults.of_transport(error, host) from error

    async def _follow(self, ask: _Ask, read: Callable[[httpx.Response, _Ask], Awaitable[T]]) -> T:
        """What `read` makes of the answer; at most MAX_REDIRECTS redirects, each checked like the first address."""
        for _ in range(MAX_REDIRECTS + 1):
            method, body = ("POST", ask.content) if ask.content else ("GET", None)
            if self._log is not None:
                self._log.note(sent(ask.url, ask.headers, ask.content, self._why))
            async with self._client(ask).stream(method, ask.url, headers=dict(ask.headers), content=body) as response:
                if not response.has_redirect_location or response.status_code in ask.accept:
                    return await read(response, ask)
                if ask.content:
                    break
                ask = _redirected(ask, response.headers["location"])
        raise RegistryChanged(Sentence("net.redirects", host=ask.url.host))

    def _client(self, ask: _Ask) -> httpx.AsyncClient:
        pinned = ask.guarded and self._transport is None and not self._proxied(ask.url.host)
        if pinned not in self._open:
            self._open[pinned] = self._connect(pinned)
        return self._open[pinned]

    def _connect(self, pinned: bool) -> httpx.AsyncClient:
        transport = self._transport
        if pinned:
            transport = GuardedTransport(httpx.AsyncHTTPTransport(limits=httpx.Limits(max_keepalive_connections=0)))
        try:
            return httpx.AsyncClient(
                headers={"User-Agent": _AGENT, "Accept-Encoding": "gzip, deflate"},
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
                proxy=self._proxy or None if transport is None else None,
                timeout=self._timeout_s,
                transport=transport,
            )
        except (ImportError, ValueError) as error:
            raise BadInput(Sentence("net.bad_proxy")) from error

    def _proxied(self, host: str) -> bool:
        """Whether a proxy connects for us: then it resolves the name, and only TLS holds the host to it."""
        found = getproxies()
        return bool(self._proxy or (("https" in found or "all" in found) and not proxy_bypass(host)))


def _address(url: str, params: Mapping[str, str | int] | None, guarded: bool) -> httpx.URL:
    parsed = check_url(url) if guarded else _parsed(url)
    return parsed.copy_merge_params(dict(params)) if params else parsed


def _parsed(url: str) -> httpx.URL:
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise RegistryChanged(Sentence("net.bad_request", host=url[:200])) from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise RegistryChanged(Sentence("net.bad_request", host=url[:200]))
    return parsed


def _if_changed(ask: _Ask, old: Fetched) -> _Ask:
    """The same question, to be answered by 304 when nothing changed since the kept answer."""
    tag, since = old.headers.get("etag"), old.headers.get("last-modified")
    mark = {"If-None-Match": tag} if tag else {"If-Modified-Since": since} if since else {}
    return replace(ask, headers={**ask.headers, **mark}, accept=(*ask.accept, 304)) if mark else ask


def _redirected(ask: _Ask, location: str) -> _Ask:
    """The same question at another address; only what is no secret goes to another host."""
    try:
        target = ask.url.join(location)
    except httpx.InvalidURL as error:
        raise RegistryChanged(Sentence("net.redirects", host=ask.url.host)) from error
    target = check_url(str(target)) if ask.guarded else _parsed(str(target))
    if ask.url.scheme == "https" and target.scheme != "https":
        raise RegistryChanged(Sentence("net.redirects", host=ask.url.host))
    same = (target.host, target.port) == (ask.url.host, ask.url.port)
    headers = ask.headers if same else {k: v for k, v in ask.headers.items() if k.lower().startswith(_NO_SECRET)}
    return replace(ask, url=target, headers=headers)


async def _read(response: httpx.Response, ask: _Ask) -> Fetched:
    """The body within the cap, counted after decompression; the error its status means when it is unwelcome."""
    host = ask.url.host
    headers = MappingProxyType({k.lower(): v for k, v in response.headers.items() if k.lower() != "set-cookie"})
    if response.status_code not in ask.accept:
        raise faults.of_status(response.status_code, headers, host)
    if headers.get("content-encoding", "").strip().lower() not in _ENCODINGS:
        raise RegistryChanged(Sentence("net.encoding", host=host))
    declared = headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared[:18]) > ask.cap_bytes:
        _too_big(ask)
    parts, size = [], 0
    async for part in response.aiter_bytes():
        size += len(part)
        if size > ask.cap_bytes:
            _too_big(ask)
        parts.append(part)
    return Fetched.of(shown(ask.url), response.status_code, headers, b"".join(parts))


def _too_big(ask: _Ask) -> NoReturn:
    raise RegistryChanged(Sentence("net.too_big", host=ask.url.host, mb=round(ask.cap_bytes / 1_000_000, 1)))


def _is_whole(answer: Fetched, ask: _Ask) -> bool:
    """Whether an answer may be kept: where JSON is due, an HTML page or half an answer must not stay."""
    due = "json" in answer.headers.get("content-type", "") or any("json" in v for v in ask.headers.values())
    if not due:
        return True
    try:
        answer.json()
    except (RegistryDown, RegistryChanged):
        return False
    return True
