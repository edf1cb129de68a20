"""What of a server's answer is taken: the body within its bounds, or the error that its status means."""

from __future__ import annotations

from types import MappingProxyType
from typing import NoReturn

import httpx

from credcheck.errors import RegistryChanged, RegistryDown
from credcheck.model import Sentence
from credcheck.net import faults
from credcheck.net.answer import Fetched
from credcheck.net.question import Question
from credcheck.net.sent import shown

_ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})


async def read_answer(response: httpx.Response, question: Question) -> Fetched:
    """The body within the cap, counted after decompression; the error its status means when it is unwelcome."""
    host = question.url.host
    headers = MappingProxyType({k.lower(): v for k, v in response.headers.items() if k.lower() != "set-cookie"})
    if response.status_code not in question.accept:
        raise faults.of_status(response.status_code, headers, host)
    if headers.get("content-encoding", "").strip().lower() not in _ENCODINGS:
        raise RegistryChanged(Sentence("net.encoding", host=host))
    declared = headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared[:18]) > question.cap_bytes:
        _too_big(question)
    parts, size = [], 0
    async for part in response.aiter_bytes():
        size += len(part)
        if size > question.cap_bytes:
            _too_big(question)
        parts.append(part)
    return Fetched.of(shown(question.url), response.status_code, headers, b"".join(parts))


def _too_big(question: Question) -> NoReturn:
    raise RegistryChanged(Sentence("net.too_big", host=question.url.host, mb=round(question.cap_bytes / 1_000_000, 1)))


def is_whole(answer: Fetched, question: Question) -> bool:
    """Whether an answer may be kept: where JSON is due, an HTML page or half an answer must not stay."""
    due = "json" in answer.headers.get("content-type", "") or any("json" in v for v in question.headers.values())
    if not due:
        return True
    try:
        answer.json()
    except (RegistryDown, RegistryChanged):
        return False
    return True
