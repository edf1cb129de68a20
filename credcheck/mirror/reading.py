"""CSV bytes into batches of text columns: any encoding survives, a wrong header or a cut row is refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.csv as pacsv

from credcheck.errors import BadRegisterFile
from credcheck.mirror import interning, scanning
from credcheck.mirror.unpacking import Unpacked
from credcheck.model import Sentence

BLOCK = 6 << 20
MAX_HEADER = 256 << 10


class _Rejoined(io.RawIOBase):
    """A stream with the bytes read for the header put back in front."""

    def __init__(self, head: bytes, source: Unpacked) -> None:
        self._head, self._source, self.tail = head, source, b""

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The put-back bytes first."""
        if self._head:
            head, self._head = self._head, b""
            return self._seen(head)
        blocks, missing = list[bytes](), size
        while missing > 0 and (block := self._source.read(missing)):
            blocks.append(block)
            missing -= len(block)
        return self._seen(b"".join(blocks))

    def _seen(self, block: bytes) -> bytes:
        self.tail = (self.tail + block[-16:])[-16:]
        return block


def batches(source: Unpacked, columns: tuple[str, ...], renamed: Mapping[str, str]) -> Iterator[Any]:
    """Record batches of the wanted columns as text; `renamed` maps older column names to today's."""
    line, rest = _first_line(source)
    header = _header(line, source, columns, renamed)
    compiled = interning.library()
    if compiled is not None:
        yield from scanning.batches(compiled, source, rest, header, columns)
        return
    rest = rest or source.read(1 << 16)
    if not rest:
        return
    stream = _Rejoined(rest, source)
    try:
        yield from _reader(stream, header, columns)
    except pa.ArrowException as error:
        raise _refusal(source, error) from error
    if source.failure:
        raise source.failure
    if line.startswith((b'"', b'\xef\xbb\xbf"')) and _is_cut(stream.tail):
        raise BadRegisterFile(Sentence("mirror.bad_row", file=source.path.name, reason="unfinished last row"))


def _is_cut(tail: bytes) -> bool:
    """Whether a file that quotes all values ends inside one: the reader takes that for a whole last value."""
    end = tail.rstrip(b"\r\n ")
    return not end.endswith(b'"') or end.endswith(b',"')


def _reader(stream: io.RawIOBase, header: list[str], columns: tuple[str, ...]) -> Any:
    return pacsv.open_csv(
        pa.PythonFile(stream, mode="r"),
        read_options=pacsv.ReadOptions(block_size=BLOCK, column_names=header),
        parse_options=pacsv.ParseOptions(newlines_in_values=True),
        convert_options=pacsv.ConvertOptions(
            include_columns=list(columns),
            column_types=dict.fromkeys(columns, pa.string()),
            check_utf8=False,
            strings_can_be_null=False,
            quoted_strings_can_be_null=False,
        ),
    )


def _first_line(source: Unpacked) -> tuple[bytes, bytes]:
    """The header line and what was read beyond it."""
    head = b""
    while b"\n" not in head and len(head) < MAX_HEADER:
        block = source.read(1 << 16)
        if not block:
            break
        head += block
    line, _, rest = head.partition(b"\n")
    return line, rest


def _header(line: bytes, source: Unpacked, columns: tuple[str, ...], renamed: Mapping[str, str]) -> list[str]:
    if not line.strip() or len(line) >= MAX_HEADER:
        raise BadRegisterFile(Sentence("mirror.not_a_register", file=source.path.name))
    text = line.decode("utf-8-sig", "replace").strip("\r")
    try:
        names = [renamed.get(n.strip(), n.strip()) for n in next(csv.reader([text]), [])]
    except csv.Error as error:  # a lone carriage return in the first line, or a column of 128 kB
        raise BadRegisterFile(Sentence("mirror.not_a_table", file=source.path.name, reason=str(error)[:60])) from error
    missing = [c for c in columns if c not in names]
    if not missing:
        return _unique(names)
    for mark, name in ((";", "semicolon"), ("\t", "tab"), ("|", "bar")):
        if len(text.split(mark)) > len(columns) // 2 and len(names) <= 2:
            raise BadRegisterFile(Sentence("mirror.wrong_delimiter", file=source.path.name, found=name))
    raise BadRegisterFile(
        Sentence("mirror.wrong_header", file=source.path.name, column=missing[0], n=len(missing), of=len(columns))
    )


def _unique(names: list[str]) -> list[str]:
    seen: set[str] = set()
    found = []
    for at, name in enumerate(names):
        found.append(f"{name} #{at}" if name in seen or not name else name)
        seen.add(name)
    return found


def _refusal(source: Unpacked, error: Exception) -> Exception:
    if source.failure:
        return source.failure
    text = str(error)
    if "columns, got" in text or "straddl" in text or "quot" in text.lower():
        return BadRegisterFile(Sentence("mirror.bad_row", file=source.path.name, reason=_short(text)))
    return BadRegisterFile(Sentence("mirror.not_a_table", file=source.path.name, reason=_short(text)))


def _short(text: str) -> str:
    """The arrow message without the row itself, which may be long and is somebody's record."""
    return text.split(":", 1)[0 if "got" not in text else 1].split(": ")[0].strip()[:120]
