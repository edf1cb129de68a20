"""The first sheet of an .xlsx file as rows of text, read as a stream; nothing is computed, followed or expanded."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import IO, NoReturn
from xml.parsers import expat

from credcheck.errors import BadRegisterFile
from credcheck.model import Sentence

CHUNK = 1 << 18
MAX_BYTES = 500 << 20
"""So much one part of the file may unpack to; the longest report known unpacks to 50 MB."""
MAX_COLUMNS = 16
_COLUMN = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")


def rows(path: Path, wanted: Callable[[str], bool]) -> Iterator[tuple[str, ...]]:
    """The rows of the file, or of the `wanted` spreadsheet in a zip; empty rows are left out."""
    try:
        with zipfile.ZipFile(path) as outer:
            inside = [name for name in outer.namelist() if wanted(name.replace("\\", "/").rpartition("/")[2])]
            if not inside:
                yield from _sheet(outer)
                return
            content = io.BytesIO(b"".join(_pieces(outer, inside[0])))
        with zipfile.ZipFile(content) as book:
            yield from _sheet(book)
    except expat.ExpatError as error:
        raise _refused(path, "mirror.not_a_table", expat.ErrorString(error.code)) from error
    except OSError as error:
        raise _refused(path, "mirror.unreadable", error.strerror or str(error)) from error
    except (zipfile.BadZipFile, zlib.error, LookupError, ValueError, EOFError, RuntimeError) as error:
        raise _refused(path, "mirror.bad_zip", str(error)[:120]) from error


def _refused(path: Path, said: str, reason: str) -> BadRegisterFile:
    return BadRegisterFile(Sentence(said, file=path.name, reason=reason))


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The bytes of one part; its end was reached and its checksum agreed when the last piece came."""
    size = 0
    with archive.open(name) as part:
        while piece := _read(part):
            size += len(piece)
            if size > MAX_BYTES:
                raise ValueError("it unpacks to far more than a register holds")
            yield piece


def _read(part: IO[bytes]) -> bytes:
    return part.read(CHUNK)


def _sheet(book: zipfile.ZipFile) -> Iterator[tuple[str, ...]]:
    sheets = sorted(name for name in book.namelist() if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name))
    if not sheets:
        raise ValueError("no sheet")
    first = min(sheets, key=lambda name: (len(name), name))
    shared = _shared(book) if "xl/sharedStrings.xml" in book.namelist() else []
    reader = _Cells(shared)
    for piece in _pieces(book, first):
        reader.parser.Parse(piece, False)
        yield from reader.taken()
    reader.parser.Parse(b"", True)
    yield from reader.taken()


def _shared(book: zipfile.ZipFile) -> list[str]:
    reader = _Strings()
    for piece in _pieces(book, "xl/sharedStrings.xml"):
        reader.parser.Parse(piece, False)
    reader.parser.Parse(b"", True)
    return reader.found


def _parser() -> expat.XMLParserType:
    """A parser that refuses declarations: a spreadsheet has none, and they are what entity bombs are made of."""
    made = expat.ParserCreate()
    made.buffer_text = True
    made.StartDoctypeDeclHandler = _no_declarations
    return made


def _no_declarations(name: str, system: str | None, public: str | None, internal: int) -> NoReturn:
    raise ValueError("it declares entities")


class _Strings:
    """The texts that cells share; readings for ruby (rPh) are no part of a text."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.parser = _parser()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.CharacterDataHandler = self._text
        self._parts: list[str] = []
        self._inside, self._ruby = False, False

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        self._inside = local == "t" and not self._ruby
        self._ruby = self._ruby or local == "rPh"

    def _text(self, text: str) -> None:
        if self._inside:
            self._parts.append(text)

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        self._inside = False
        if local == "rPh":
            self._ruby = False
        if local == "si":
            self.found.append("".join(self._parts))
            self._parts = []


class _Cells:
    """The cells of a sheet, row by row."""

    def __init__(self, shared: list[str]) -> None:
        self.parser = _parser()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.CharacterDataHandler = self._text
        self._shared, self._rows = shared, list[tuple[str, ...]]()
        self._row: dict[int, str] = {}
        self._column, self._kind, self._inside = 0, "", False
        self._parts: list[str] = []

    def taken(self) -> list[tuple[str, ...]]:
        """The rows that became whole since the last time."""
        rows, self._rows = self._rows, []
        return rows

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            self._row, self._column = {}, -1
        elif local == "c":
            self._column = _number(attributes.get("r", ""), self._column + 1)
            self._kind, self._parts = attributes.get("t", "n"), []
        self._inside = local in ("v", "t")

    def _text(self, text: str) -> None:
        if self._inside:
            self._parts.append(text)

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        self._inside = False
        if local == "c" and self._column < MAX_COLUMNS:
            self._row[self._column] = self._value("".join(self._parts))
        elif local == "row" and any(self._row.values()):
            self._rows.append(tuple(self._row.get(at, "") for at in range(max(self._row) + 1)))

    def _value(self, raw: str) -> str:
        if self._kind == "s":
            return self._shared[int(raw)] if raw else ""
        return _plain(raw) if self._kind == "n" else raw


def _number(reference: str, otherwise: int) -> int:
    """The number of a column from a reference such as B7."""
    found = _COLUMN.fullmatch(reference)
    if not found:
        return otherwise
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _plain(raw: str) -> str:
    """A number without exponent and without a fraction of nothing: 1.2E3 -> 1200."""
    try:
        number = Decimal(raw)
    except InvalidOperation:
        return raw
    if not number.is_finite() or abs(number.adjusted()) > 15:
        return raw
    return str(int(number)) if number == int(number) else raw
