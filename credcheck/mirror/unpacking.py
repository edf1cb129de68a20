"""The bytes of a register file, straight from zip, gzip or plain, never unpacked to disk; every byte is checked."""

from __future__ import annotations

import codecs
import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

from isal import isal_zlib

from credcheck.errors import BadRegisterFile, Cancelled, CredCheckError
from credcheck.model import Sentence

CHUNK = 1 << 20
_BROKEN = (cast("type[Exception]", isal_zlib.error), zlib.error)
MAX_RATIO = 400
"""A register packs 12 to 70 times smaller; far more is a zip bomb."""
FREE_BYTES = 64 << 20
MAX_BYTES = 200 << 30
_SEPARATORS = bytes.maketrans(b"\x00\x1e\x1f", b"   ")


class Unpacked(io.RawIOBase):
    """A readable stream of the unpacked bytes; `done` of `total` packed bytes were read so far."""

    def __init__(self, path: Path, member: str, file: BinaryIO, total: int, kind: str, crc: int | None = None) -> None:
        """`file` stands at the first packed byte; kind is deflate, gzip or plain."""
        self.path, self.member, self.done, self.total, self.size = path, member, 0, total, 0
        self.failure: CredCheckError | None = None
        self.stopped = False
        self._cut = b""
        self._file, self._kind, self._crc, self._sum, self._ended = file, kind, crc, 0, False
        self._inflate = isal_zlib.decompressobj(-15 if kind == "deflate" else 31)

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """About `size` unpacked bytes; b"" at the end, after the checksum agreed."""
        try:
            if self.stopped:
                raise Cancelled(Sentence("mirror.cancelled"))
            return self._clean(self._next(CHUNK if size < 0 else size))
        except CredCheckError as error:
            self.failure = error
            raise
        except _BROKEN as error:
            self.failure = self._broken("mirror.corrupt", reason=str(error))
            raise self.failure from error
        except OSError as error:
            self.failure = self._broken("mirror.unreadable", reason=error.strerror or str(error))
            raise self.failure from error

    def _clean(self, block: bytes) -> bytes:
        """The bytes as valid UTF-8 without our own separators; a character cut by the block's end waits."""
        ended, block = not block, self._cut + block
        self._cut = b""
        if block.isascii() and b"\x1e" not in block and b"\x1f" not in block and b"\0" not in block:
            return block
        if not ended:
            keep = _whole_characters(block)
            block, self._cut = block[:keep], block[keep:]
            if not block:
                return self._clean(self._next(CHUNK))
        return block.translate(_SEPARATORS).decode("utf-8", "credcheck.cp1252").encode("utf-8")

    def _next(self, size: int) -> bytes:
        if self._kind == "plain":
            block = self._packed(size)
            self.size += len(block)
            self._add_up(block)
            if not block:
                self._compare()
            return block
        block = b""
        while not block and not self._ended:
            block = self._inflated(size)
        return block

    def _inflated(self, size: int) -> bytes:
        packed = self._inflate.unconsumed_tail or self._packed(CHUNK)
        block: bytes = self._inflate.decompress(packed, size)
        self.size += len(block)
        self._check_ratio()
        self._add_up(block)
        if self._inflate.eof:
            self._finish()
        elif not packed and not block:
            raise self._broken("mirror.truncated")
        return block

    def _add_up(self, block: bytes) -> None:
        if self._crc is not None:
            self._sum = isal_zlib.crc32(block, self._sum)

    def _compare(self) -> None:
        if self._crc is not None and self._sum != self._crc:
            raise self._broken("mirror.bad_crc")

    def _finish(self) -> None:
        self._compare()
        rest = self._inflate.unused_data
        if self._kind == "gzip" and (rest or self.done < self.total):
            self._inflate = isal_zlib.decompressobj(31)
            self._file.seek(-len(rest), io.SEEK_CUR)
            self.done -= len(rest)
            return
        self._ended = True

    def _packed(self, size: int) -> bytes:
        block = self._file.read(min(size, max(self.total - self.done, 0)))
        self.done += len(block)
        return block

    def _check_ratio(self) -> None:
        if self.size > MAX_BYTES or (self.size > FREE_BYTES and self.size > MAX_RATIO * max(self.done, 1)):
            raise self._broken("mirror.bomb")

    def _broken(self, sentence: str, **params: str) -> BadRegisterFile:
        return BadRegisterFile(Sentence(sentence, file=self.path.name, **params))

    def close(self) -> None:
        """Close the file below."""
        self._file.close()
        super().close()


def _whole_characters(block: bytes) -> int:
    """How many bytes end with a whole character: at most three trail from one that the next block completes."""
    for back in range(1, min(4, len(block)) + 1):
        byte = block[-back]
        if byte < 0x80:
            break
        if byte >= 0xC0:
            need = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return len(block) - back if need > back else len(block)
    return len(block)


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 are read as Windows-1252, which such files were written in."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("credcheck.cp1252", _as_cp1252)


def unpack(path: Path, wanted: Callable[[str], bool]) -> Unpacked:
    """The bytes of a register file; in a zip, of the largest member that is `wanted` by its name without folders."""
    try:
        file = path.open("rb")
        try:
            return _unpack(path, file, wanted)
        except BaseException:
            file.close()
            raise
    except OSError as error:
        raise BadRegisterFile(
            Sentence("mirror.unreadable", file=path.name, reason=error.strerror or str(error))
        ) from error


def _unpack(path: Path, file: BinaryIO, wanted: Callable[[str], bool]) -> Unpacked:
    magic, total = file.read(4), path.stat().st_size
    file.seek(0)
    if magic[:2] == b"\x1f\x8b":
        return Unpacked(path, path.name.removesuffix(".gz"), file, total, "gzip")
    if magic[:2] == b"PK" or path.suffix.lower() == ".zip":
        return _member(path, file, wanted)
    if total == 0 or b"\0" in file.read(4096):
        raise BadRegisterFile(Sentence("mirror.not_a_register", file=path.name))
    file.seek(0)
    return Unpacked(path, path.name, file, total, "plain")


def _member(path: Path, file: BinaryIO, wanted: Callable[[str], bool]) -> Unpacked:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if wanted(m.filename.replace("\\", "/").rpartition("/")[2])]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise BadRegisterFile(Sentence("mirror.bad_zip", file=path.name, reason=str(error))) from error
    if not members:
        raise BadRegisterFile(Sentence("mirror.no_member", file=path.name))
    best = max(members, key=lambda m: m.file_size)
    kind = {zipfile.ZIP_DEFLATED: "deflate", zipfile.ZIP_STORED: "plain"}.get(best.compress_type)
    if kind is None or best.flag_bits & 1:
        raise BadRegisterFile(Sentence("mirror.packed_otherwise", file=path.name))
    file.seek(best.header_offset)
    head = file.read(30)
    if len(head) < 30 or head[:4] != b"PK\x03\x04":
        raise BadRegisterFile(Sentence("mirror.bad_zip", file=path.name, reason="no local header"))
    name_len, extra_len = struct.unpack("<HH", head[26:30])
    file.seek(name_len + extra_len, io.SEEK_CUR)
    return Unpacked(path, best.filename, file, best.compress_size, kind, best.CRC)


def digest(path: Path, stopped: Callable[[], bool] = lambda: False) -> str:
    """The SHA-256 of a file as hex; "" when stopped on the way."""
    total = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(4 * CHUNK):
            if stopped():
                return ""
            total.update(block)
    return total.hexdigest()
