"""A large file to the disk: in pieces, taken up again where it was cut, of the announced size, never an HTML page."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import httpx

from credcheck.errors import Cancelled, RegistryChanged, RegistryDown
from credcheck.model import Sentence
from credcheck.net import faults
from credcheck.net.answer import is_html

Tell = Callable[[int, int], None]
"""Told (bytes there, bytes in all or 0) before the first byte and now and then; raises Cancelled to stop."""

WELCOME = (200, 206, 416)
_RANGE = re.compile(r"bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18})")
_WHOLE = re.compile(r"bytes \*/([0-9]{1,18})")
_DIGEST = re.compile(r"sha-256=:?([A-Za-z0-9+/]{43}=):?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A whole file on the disk, its SHA-256, and when the server says it was last changed."""

    path: Path
    size_bytes: int
    digest: str
    modified: datetime | None = None


class Part:
    """A file while it is being downloaded; a `.part` and a note beside it outlive the program.

    The note holds which version of the file the part belongs to, so that two versions are never spliced. It stays
    beside the finished file too: asked for again, that is not downloaded twice unless it changed.
    """

    def __init__(self, url: str, to: Path, tell: Tell, cap_bytes: int) -> None:
        """Take up what an earlier try left of the same address."""
        self._to, self._tell, self._cap = to, tell, cap_bytes
        self._host = httpx.URL(url).host
        self._part, self._note = to.with_name(f"{to.name}.part"), to.with_name(f"{to.name}.part.json")
        note = _noted(self._note, url)
        self._url, self.version, self.total = url, str(note.get("version", "")), note.get("total", 0)
        self._digest, self._modified = str(note.get("digest", "")), str(note.get("modified", ""))
        if self.version and self._to.is_file() and not self._part.exists():
            self._to.replace(self._part)
        self._stopped = False
        self.size = self._part.stat().st_size if self.version and self._part.is_file() else 0

    def headers(self) -> Mapping[str, str]:
        """What to ask for: the rest, if the file is still the same, or all of it."""
        plain = {"Accept-Encoding": "identity"}
        return (
            {**plain, "Range": f"bytes={self.size}-", "If-Range": self.version} if self.size and self.version else plain
        )

    async def take(self, response: httpx.Response) -> None:
        """Write one answer to the disk; raises RegistryDown where asking again may help."""
        headers = {k.lower(): v for k, v in response.headers.items()}
        if response.status_code == 416:
            told = _WHOLE.fullmatch(headers.get("content-range", "").strip())
            self._check_same(headers, told is None or int(told[1]) == (self.total or self.size))
            self._check_end()
            return
        self._start(response.status_code, headers)
        with self._part.open("ab" if self.size else "wb") as file:
            self._tell(self.size, self.total)
            async for block in response.aiter_raw():
                self._write(file, block, headers)
        self._check_end()

    def _start(self, status: int, headers: Mapping[str, str]) -> None:
        if headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
            raise RegistryChanged(Sentence("net.encoding", host=self._host))
        if status == 206:
            found = _RANGE.fullmatch(headers.get("content-range", "").strip())
            self._check_same(headers, bool(found and (int(found[1]), int(found[2])) == (self.size, self.total)))
            return
        self._forget()
        length = headers.get("content-length", "")
        self.total = int(length[:18]) if length.isascii() and length.isdigit() else 0
        self._modified, etag = headers.get("last-modified", ""), headers.get("etag", "")
        self.version = etag if etag.startswith('"') else self._modified
        self._digest = headers.get("repr-digest", "") or headers.get("digest", "")
        if self.total > self._cap:
            self._too_big()
        note = {"url": self._url, "version": self.version, "total": self.total}
        self._note.write_text(json.dumps({**note, "modified": self._modified, "digest": self._digest}), "utf-8")

    def _check_same(self, headers: Mapping[str, str], fits: bool) -> None:
        """The part goes on with this, which `fits` by its length: some servers pass over `If-Range`."""
        mark = headers.get("etag" if self.version.startswith('"') else "last-modified", "")
        is_other = mark not in ("", self.version) and not mark.startswith("W/")
        if is_other or not fits:
            self._forget()
            raise RegistryDown(Sentence("net.cut", host=self._host))

    def _write(self, file: BinaryIO, block: bytes, headers: Mapping[str, str]) -> None:
        if not self.size and ("html" in headers.get("content-type", "") or is_html(block)):
            raise RegistryDown(Sentence("net.html", host=self._host))
        file.write(block)
        self.size += len(block)
        if self.size > self._cap:
            self._too_big()
        self._tell(self.size, self.total)

    def _check_end(self) -> None:
        if not self.size or (self.total and self.size != self.total):
            if self.size > self.total:
                self._forget()
            raise RegistryDown(Sentence("net.cut", host=self._host))

    async def finished(self) -> Downloaded:
        """`finish` on a thread that has ended when this has, however it ends: nobody may take up the part before."""
        doing = asyncio.create_task(asyncio.to_thread(self.finish))
        try:
            return await asyncio.shield(doing)
        except asyncio.CancelledError:
            self._stopped = True
            while not doing.done():
                with suppress(asyncio.CancelledError):
                    await asyncio.wait((doing,))
            doing.exception()  # looked at: nobody else asks
            raise

    def finish(self) -> Downloaded:
        """Compare the digest where the server gave one, make the file durable and give it its name."""
        total = hashlib.sha256()
        with self._part.open("rb") as file:
            while block := file.read(1 << 22):
                total.update(block)
                if self._stopped:
                    raise Cancelled(Sentence("mirror.cancelled"))
            os.fsync(file.fileno())
        announced = _DIGEST.search(self._digest)
        if announced and base64.b64decode(announced[1]) != total.digest():
            self._forget()
            raise RegistryDown(Sentence("net.cut", host=self._host))
        self._part.replace(self._to)
        return Downloaded(self._to, self.size, total.hexdigest(), faults.told_time(self._modified))

    def _forget(self) -> None:
        self._part.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)
        self.size, self.total, self.version = 0, 0, ""

    def _too_big(self) -> None:
        self._forget()
        raise RegistryChanged(Sentence("net.too_big", host=self._host, mb=round(self._cap / 1_000_000, 1)))


def _noted(note: Path, url: str) -> dict[str, Any]:
    """The note of an earlier try, {} when there is none for this address."""
    with suppress(OSError, ValueError):
        found = json.loads(note.read_text("utf-8"))
        if isinstance(found, dict) and found.get("url") == url and isinstance(found.get("total"), int):
            return found
    return {}
