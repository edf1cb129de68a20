"""Takes the page out of an MHTML archive, the form in which browsers save a page with its pictures in one file."""

from __future__ import annotations

import email
import email.policy
import re

CAP = 40_000_000
_ARCHIVE = re.compile(
    rb"^(?:from|mime-version|snapshot-content-location|content-type: multipart/related)\b", re.I | re.M
)


def is_archive(content: bytes) -> bool:
    """Whether a file is such an archive, by its first lines."""
    head = content[:2048]
    return head.lstrip()[:1] != b"<" and bool(_ARCHIVE.search(head)) and b"multipart/related" in head.lower()


def page(content: bytes) -> bytes:
    """The first page in an archive as UTF-8; anything else comes back as it was."""
    if not is_archive(content):
        return content
    message = email.message_from_bytes(content[:CAP], policy=email.policy.default)
    for part in message.walk():
        body = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(body, bytes):
            return _with_address(body.decode(_charset(part.get_content_charset()), "replace"), message, part).encode()
    return content


def picture(content: bytes, address: str) -> bytes:
    """The picture that an archive holds under this address, b"" where there is none."""
    if not address or not is_archive(content):
        return b""
    message = email.message_from_bytes(content[:CAP], policy=email.policy.default)
    for part in message.walk():
        if part.get_content_maintype() == "image" and str(part.get("Content-Location") or "").strip() == address:
            body = part.get_payload(decode=True)
            return body if isinstance(body, bytes) else b""
    return b""


def _charset(name: str | None) -> str:
    return name if name in ("utf-8", "iso-8859-1", "windows-1252", "us-ascii") else "utf-8"


def _with_address(html: str, message: email.message.Message, part: email.message.Message) -> str:
    """The page with the address it was saved from in its head, where the page itself does not give one."""
    address = str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or "")
    if not re.fullmatch(r"https?://[^\s\"'<>]{4,2000}", address) or "canonical" in html[:400_000]:
        return html
    return f'<link rel="canonical" href="{address}">{html}'
