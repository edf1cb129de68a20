"""One answer of a server, whole and with its digest, and where answers may be kept."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

from credcheck.errors import RegistryChanged, RegistryDown
from credcheck.model import Sentence

# Only plain text encodings: Python's codec names include programs such as "unicode_escape" and "idna".
_CHARSET = re.compile(
    r"utf-?8|utf-?16|us-ascii|iso-8859-\d{1,2}|latin-?1|windows-125\d|shift_jis|euc-(?:jp|kr)|gb18030|gbk|big5|koi8-[ru]"
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one address answered: status, headers (names in lower case), decoded bytes, when, and their SHA-256."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    at: datetime
    digest: str
    cached: bool = False

    @classmethod
    def of(cls, url: str, status: int, headers: Mapping[str, str], body: bytes) -> Fetched:
        """An answer that came just now."""
        return cls(url, status, headers, body, datetime.now(UTC), hashlib.sha256(body).hexdigest())

    @property
    def host(self) -> str:
        """Who answered."""
        return urlsplit(self.url).hostname or self.url

    def text(self) -> str:
        """The body as text in its declared encoding, else UTF-8; characters that do not decode become U+FFFD."""
        match = re.search(r"charset=[\"']?([\w-]{1,20})", self.headers.get("content-type", ""), re.IGNORECASE)
        charset = match.group(1).lower() if match else "utf-8"
        text = self.body.decode(charset if _CHARSET.fullmatch(charset) else "utf-8", "replace")
        return text.removeprefix("\ufeff")

    def is_html(self) -> bool:
        """Whether the body is an HTML page, whatever its header says."""
        return is_html(self.body)

    def json(self) -> Any:
        """The parsed body; RegistryDown when it is an HTML page or cut, RegistryChanged when it is not JSON."""
        if self.is_html() or (self.body[:1] == b"<" and "html" in self.headers.get("content-type", "")):
            raise RegistryDown(Sentence("net.html", host=self.host))
        text = self.text().strip()
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            if _is_cut(text, error):
                raise RegistryDown(Sentence("net.cut", host=self.host)) from error
            raise RegistryChanged(Sentence("net.not_json", host=self.host)) from error


def is_html(body: bytes) -> bool:
    """Whether bytes begin like an HTML page."""
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<!--"))


class AnswerCache(Protocol):
    """Where raw answers are kept for a while (the verification cache implements it)."""

    def get(self, key: str) -> Fetched | None:
        """The kept answer that has not expired, or None."""

    def stale(self, key: str) -> Fetched | None:
        """The kept answer, expired or not, while it may still be renewed."""

    def put(self, key: str, answer: Fetched, keep_s: float, renew_s: float = 0.0) -> None:
        """Keep an answer for so many seconds, and as one that may be renewed for so many more."""


def _is_cut(text: str, error: Exception) -> bool:
    """Whether JSON stops in the middle: the parser ran out of text, or inside a string or number at the very end."""
    if not text:
        return True
    if text[0] not in "{[" or not isinstance(error, json.JSONDecodeError):
        return False
    return text[-1] != {"{": "}", "[": "]"}[text[0]] or error.pos >= len(text) or error.msg.startswith("Unterminated")
