"""What can go wrong on the way to a server, as our own errors with a sentence that names the host."""

from __future__ import annotations

import math
import socket
import ssl
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from credcheck.errors import RegistryBusy, RegistryChanged, RegistryDown, RegistryError, RegistryRefused
from credcheck.model import Sentence

# Servers name the end of a quota in one of these, as Unix seconds or as an ISO time (Bluesky, X, Mastodon).
_RESETS = ("ratelimit-reset", "x-ratelimit-reset", "x-rate-limit-reset")
_TRANSIENT = frozenset({408, 425})


def of_status(status: int, headers: Mapping[str, str], host: str) -> RegistryError:
    """The error that an unwelcome HTTP status means."""
    wait_s = asked_wait_s(headers, datetime.now(UTC))
    if status in (401, 403):
        return RegistryRefused(Sentence("net.refused", host=host, status=str(status)))
    if status == 429 or (status == 503 and wait_s is not None):
        return RegistryBusy(_busy(host, wait_s), wait_s)
    if status >= 500 or status in _TRANSIENT:
        return RegistryDown(Sentence("net.server_error", host=host, status=str(status)))
    return RegistryChanged(Sentence("net.unexpected_status", host=host, status=str(status)))


def of_transport(error: httpx.RequestError | httpx.InvalidURL, host: str) -> RegistryError:
    """The error that a failed connection or transfer, or a redirect to what is no address, means."""
    if isinstance(error, httpx.InvalidURL):  # httpx raises it for a Location that is none, beside its own tree
        return RegistryChanged(Sentence("net.redirects", host=host))
    if isinstance(error, httpx.TimeoutException):
        return RegistryDown(Sentence("net.timeout", host=host))
    if isinstance(error, httpx.ProxyError):
        return RegistryDown(Sentence("net.proxy", host=host))
    if isinstance(error, httpx.ConnectError):
        return RegistryDown(Sentence(_connect_fault(error), host=host))
    if isinstance(error, (httpx.UnsupportedProtocol, httpx.LocalProtocolError)):
        return RegistryChanged(Sentence("net.bad_request", host=host))
    return RegistryDown(Sentence("net.cut", host=host))


def asked_wait_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """How many seconds the server asks us to wait (Retry-After or the end of a quota), or None.

    A moment is one of the server's clock, which it tells (Date); that of this machine may be hours away from it.
    """
    now = told_time(headers.get("date", "")) or now
    wait_s = _seconds_or_date(headers.get("retry-after", "").strip(), now)
    if wait_s is None:
        wait_s = next((w for n in _RESETS if (w := _reset(headers.get(n, "").strip(), now)) is not None), None)
    return None if wait_s is None else max(0.0, wait_s)


def told_time(date: str) -> datetime | None:
    """The moment that a header tells, None where it tells none."""
    try:
        found = parsedate_to_datetime(date)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _busy(host: str, wait_s: float | None) -> Sentence:
    if wait_s is None:
        return Sentence("net.busy", host=host)
    return Sentence("net.busy_until", host=host, n=math.ceil(wait_s))


def _connect_fault(error: BaseException) -> str:
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return "net.tls"
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return "net.no_name"
    return "net.unreachable"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(10):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__


def _seconds_or_date(value: str, now: datetime) -> float | None:
    seconds = _number(value)
    if seconds is not None or not value:
        return seconds
    try:
        return _until(parsedate_to_datetime(value), now)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _reset(value: str, now: datetime) -> float | None:
    seconds = _number(value)
    if seconds is not None:
        return seconds - now.timestamp() if seconds > 1e9 else seconds
    try:
        return _until(datetime.fromisoformat(value), now)
    except (ValueError, OverflowError):
        return None


def _until(when: datetime, now: datetime) -> float:
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() - now.timestamp()


def _number(value: str) -> float | None:
    digits = value.partition(".")[0]
    return float(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 12 else None
