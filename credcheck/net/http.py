"""The one way out: `Http.get`, and `Http.download` for files too large for memory."""

from __future__ import annotations

import asyncio
import copy
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, replace
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from typing import TypeVar
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
from credcheck.net.guard import GuardedTransport
from credcheck.net.pace import Pace
from credcheck.net.question import Question, address, if_changed, parsed, redirected
from credcheck.net.reading import is_whole, read_answer
from credcheck.net.rests import Rests
from credcheck.net.sent import RequestLog, sent

logger = logging.getLogger(__name__)
T = TypeVar("T")
MAX_REDIRECTS = 5
_AGENT = f"CredCheck/{credcheck.__version__} (checks public registers of health professionals)"


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
        in_a_row: int = 1,
    ) -> Fetched:
        """The answer of `url`, if its status is in `accept`; otherwise one of our errors.

        With `keep_s` a kept answer is taken, and a fresh one is kept when `worth` says so; for `renew_s` after that
        the server is only asked whether it changed. `guarded` is for a host that a user's text chose. `content` is a
        question in the body (SOAP): it is posted, to this address only. After a rest `in_a_row` questions need not
        wait for `per_s`.
        """
        question = Question(
            address(url, params, guarded), dict(headers or {}), accept, per_s, cap_bytes, guarded, content, in_a_row
        )
        kept = self._cache.get(question.key) if self._cache and keep_s > 0 else None
        if kept is not None:
            return replace(kept, cached=True)
        if self._offline:
            raise RegistryDown(Sentence("net.offline"))
        old = self._cache.stale(question.key) if self._cache and renew_s > 0 else None
        answer = await self._awake(if_changed(question, old) if old else question)
        if old is not None and answer.status == 304:
            answer = replace(old, at=answer.at, cached=False)
        if self._cache and keep_s > 0 and answer.status == 200 and is_whole(answer, question) and worth(answer):
            self._cache.put(question.key, answer, keep_s, renew_s)
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
                return await part.finished()
            except RegistryDown as error:
                idle = 0 if part.size > had else idle + 1
                again = self._patience.again(error)
                if idle >= self._patience.attempts or not again:
                    raise
                wait_s = self._patience.first_wait_s * 2**idle
                await asyncio.sleep(max(wait_s, again) if again is not True else wait_s)

    async def _take(self, url: str, part: Part) -> None:
        """One try: the client's time-out bounds each wait for the next piece, not the whole."""
        question = Question(parsed(url), part.headers(), WELCOME, 5.0, 0, False)

        async def take(response: httpx.Response, question: Question) -> None:
            if response.status_code not in WELCOME:
                headers = {k.lower(): v for k, v in response.headers.items()}
                raise faults.of_status(response.status_code, headers, question.url.host)
            await part.take(response)

        async with self._pace.turn(question.url.host, question.per_s):
            try:
                await self._follow(question, take)
            except (httpx.RequestError, httpx.InvalidURL) as error:
                raise faults.of_transport(error, question.url.host) from error

    async def aclose(self) -> None:
        """Close all connections."""
        clients = tuple(self._open.values())
        self._open.clear()
        for client in clients:
            await client.aclose()

    async def _awake(self, question: Question) -> Fetched:
        """The answer after as many attempts as patience allows, unless the host is being left alone."""
        host = question.url.host
        self._rests.check(host)
        try:
            answer = await self._retrying()(self._patience.again, self._once, question)
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

    async def _once(self, question: Question) -> Fetched:
        host = question.url.host
        async with self._pace.turn(host, question.per_s, question.in_a_row):
            logger.debug("asking %s", host)
            self._client(question)  # the first one reads the root certificates, which is not the server's time
            try:
                async with asyncio.timeout(self._timeout_s):
                    return await self._follow(question, read_answer)
            except TimeoutError as error:
                raise RegistryDown(Sentence("net.timeout", host=host)) from error
            except (httpx.RequestError, httpx.InvalidURL) as error:
                raise faults.of_transport(error, host) from error

    async def _follow(self, question: Question, read: Callable[[httpx.Response, Question], Awaitable[T]]) -> T:
        """What `read` makes of the answer; at most MAX_REDIRECTS redirects, each checked like the first address."""
        for _ in range(MAX_REDIRECTS + 1):
            method, body = ("POST", question.content) if question.content else ("GET", None)
            if self._log is not None:
                self._log.note(sent(question.url, question.headers, question.content, self._why))
            async with self._client(question).stream(
                method, question.url, headers=dict(question.headers), content=body
            ) as response:
                if not response.has_redirect_location or response.status_code in question.accept:
                    return await read(response, question)
                if question.content:
                    break
                question = redirected(question, response.headers["location"])
        raise RegistryChanged(Sentence("net.redirects", host=question.url.host))

    def _client(self, question: Question) -> httpx.AsyncClient:
        pinned = question.guarded and self._transport is None and not self._proxied(question.url.host)
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
