"""Takes the page out of an MHTML archive, the form in which browsers save a page with its pictures in one file.

Read by hand: Python's parser of mail runs out of stack on parts inside parts and takes hours for a long header.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

CAP = 40_000_000
MOST_PARTS = 5000
DEEPEST = 3
LONGEST_HEAD = 16_384
_ARCHIVE = re.compile(
    rb"^(?:from|mime-version|snapshot-content-location|content-type: multipart/related)\b", re.I | re.M
)
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(r"^([A-Za-z-]{1,60}):[ \t]*(.*)$", re.M)
_PARAMETER = r";[ \t]*{}[ \t]*=[ \t]*(?:\"([^\"\n]{{1,200}})\"|([^\s;\"]{{1,200}}))"


@dataclass(frozen=True, slots=True)
class _Part:
    """One piece of an archive: its header fields by small letters, and its bytes as they stand."""

    fields: dict[str, str]
    body: bytes

    def kind(self) -> str:
        """What it says it is: text/html."""
        return self.fields.get("content-type", "text/plain").partition(";")[0].strip().lower()

    def parameter(self, name: str) -> str:
        """A parameter of its content type, "" where there is none."""
        found = re.search(_PARAMETER.format(name), self.fields.get("content-type", ""), re.IGNORECASE)
        return (found[1] or found[2]).strip() if found else ""

    def content(self) -> bytes:
        """Its bytes without the way they were written for mail."""
        way = self.fields.get("content-transfer-encoding", "").strip().lower()
        if way == "quoted-printable":
            return binascii.a2b_qp(self.body)
        if way == "base64":
            return _unbased(self.body)
        return self.body


def is_archive(content: bytes) -> bool:
    """Whether a file is such an archive, by its first lines."""
    head = content[:2048]
    return head.lstrip()[:1] != b"<" and bool(_ARCHIVE.search(head)) and b"multipart/related" in head.lower()


def page(content: bytes) -> bytes:
    """The first page in an archive as UTF-8; anything else comes back as it was."""
    if not is_archive(content):
        return content
    whole = _read(content[:CAP].lstrip())
    for part in _parts(whole):
        if part.kind() == "text/html":
            html = part.content().decode(_charset(part.parameter("charset")), "replace")
            return _with_address(html, whole, part).encode()
    return content


def picture(content: bytes, address: str) -> bytes:
    """The picture that an archive holds under this address, b"" where there is none."""
    if not address or not is_archive(content):
        return b""
    for part in _parts(_read(content[:CAP].lstrip())):
        if part.kind().startswith("image/") and part.fields.get("content-location", "") == address:
            return part.content()
    return b""


def _read(written: bytes) -> _Part:
    """Head and body; of a head that never ends only the beginning is read."""
    if written.startswith((b"\n", b"\r\n")):
        return _Part({}, written.lstrip(b"\r\n"))
    end = _HEAD_END.search(written, 0, LONGEST_HEAD)
    head, body = (written[: end.start()], written[end.end() :]) if end else (written[:LONGEST_HEAD], b"")
    text = head.decode("utf-8", "replace").replace("\r\n", "\n")
    fields = _FIELD.findall(re.sub(r"\n[ \t]+", " ", text))
    return _Part({name.lower(): value.strip() for name, value in reversed(fields)}, body)


def _parts(whole: _Part, deep: int = 0) -> Iterator[_Part]:
    """The pieces between the marks of an archive, and those inside a piece that is an archive again."""
    mark = whole.parameter("boundary") if whole.kind().startswith("multipart/") else ""
    if not mark or deep > DEEPEST:
        return
    line = re.compile(rb"^--" + re.escape(mark.encode()) + rb"(?:--)?[ \t]*\r?$\n?", re.M)
    pieces = line.split(whole.body, MOST_PARTS)[1:]
    for piece in pieces:
        part = _read(piece.removesuffix(b"\n").removesuffix(b"\r"))
        yield part
        yield from _parts(part, deep + 1)


def _unbased(body: bytes) -> bytes:
    """What base64 stands for; b"" where it stands for nothing."""
    try:
        return binascii.a2b_base64(body)
    except binascii.Error:
        return b""


def _charset(name: str) -> str:
    return name.lower() if name.lower() in ("utf-8", "iso-8859-1", "windows-1252", "us-ascii") else "utf-8"


def _with_address(html: str, whole: _Part, part: _Part) -> str:
    """The page with the address it was saved from in its head, where the page itself does not give one."""
    address = whole.fields.get("snapshot-content-location") or part.fields.get("content-location", "")
    if not re.fullmatch(r"https?://[^\s\"'<>]{4,2000}", address) or "canonical" in html[:400_000]:
        return html
    return f'<link rel="canonical" href="{address}">{html}'
