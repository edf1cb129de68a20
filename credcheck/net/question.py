"""One question to a server: its address, and how it changes on its way."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import httpx

from credcheck.errors import RegistryChanged
from credcheck.model import Sentence
from credcheck.net.answer import Fetched
from credcheck.net.guard import check_url

# What may follow a redirect to another host.
_NO_SECRET = ("accept", "range", "if-range")


@dataclass(frozen=True, slots=True)
class Question:
    """One question: where, with which headers, and what of an answer is welcome."""

    url: httpx.URL
    headers: Mapping[str, str]
    accept: Collection[int]
    per_s: float
    cap_bytes: int
    guarded: bool
    content: bytes = b""
    in_a_row: int = 1

    @property
    def key(self) -> str:
        """The name of its answer in the cache: a digest, so that it tells nothing."""
        head = json.dumps([str(self.url), sorted(self.headers.items())]).encode()
        return hashlib.sha256(head + self.content).hexdigest()


def address(url: str, params: Mapping[str, str | int] | None, guarded: bool) -> httpx.URL:
    """An address with its parameters; a guarded one was chosen by a user's text and must lead to a public host."""
    found = check_url(url) if guarded else parsed(url)
    return found.copy_merge_params(dict(params)) if params else found


def parsed(url: str) -> httpx.URL:
    """An address of the web; anything else is our own bug."""
    try:
        found = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise RegistryChanged(Sentence("net.bad_request", host=url[:200])) from error
    if found.scheme not in ("http", "https") or not found.host:
        raise RegistryChanged(Sentence("net.bad_request", host=url[:200]))
    return found


def if_changed(question: Question, old: Fetched) -> Question:
    """The same question, to be answered by 304 when nothing changed since the kept answer."""
    tag, since = old.headers.get("etag"), old.headers.get("last-modified")
    mark = {"If-None-Match": tag} if tag else {"If-Modified-Since": since} if since else {}
    return replace(question, headers={**question.headers, **mark}, accept=(*question.accept, 304)) if mark else question


def redirected(question: Question, location: str) -> Question:
    """The same question at another address; only what is no secret goes to another host."""
    try:
        target = question.url.join(location)
    except (httpx.InvalidURL, ValueError) as error:  # of two parsers: brackets that hold no address are the second's
        raise RegistryChanged(Sentence("net.redirects", host=question.url.host)) from error
    target = check_url(str(target)) if question.guarded else parsed(str(target))
    if question.url.scheme == "https" and target.scheme != "https":
        raise RegistryChanged(Sentence("net.redirects", host=question.url.host))
    same = (target.host, target.port) == (question.url.host, question.url.port)
    headers = {k: v for k, v in question.headers.items() if same or k.lower().startswith(_NO_SECRET)}
    return replace(question, url=target, headers=headers)
