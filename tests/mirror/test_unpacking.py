from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck.errors import BadRegisterFile, Cancelled
from credcheck.mirror import unpacking
from credcheck.mirror.unpacking import Unpacked, unpack

TEXT = b'"a","b"\n' + b'"1","two"\n' * 5000


def wanted(name: str) -> bool:
    return name.startswith("npidata")


def all_of(source: Unpacked, size: int = 1000) -> bytes:
    try:
        found = b""
        while block := source.read(size):
            found += block
        return found
    finally:
        source.close()


def zipped(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


def refused(path: Path) -> str:
    with pytest.raises(BadRegisterFile) as caught:
        all_of(unpack(path, wanted), 1 << 16)
    return caught.value.sentence.id


def test_the_largest_wanted_member_is_read_wherever_it_lies_in_the_zip(tmp_path: Path) -> None:
    members = {"readme.pdf": b"x", "deep/er/npidata_1.csv": TEXT, "npidata_2.csv": b"small"}
    source = unpack(zipped(tmp_path / "a.zip", members), wanted)
    assert source.member == "deep/er/npidata_1.csv"
    assert all_of(source) == TEXT


def test_stored_members_gzip_files_of_several_parts_and_plain_files_are_read_too(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(TEXT)
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(TEXT) + gzip.compress(TEXT))
    stored = zipped(tmp_path / "s.zip", {"npidata.csv": TEXT}, zipfile.ZIP_STORED)
    assert all_of(unpack(tmp_path / "a.csv", wanted)) == TEXT
    assert all_of(unpack(tmp_path / "a.csv.gz", wanted)) == TEXT * 2
    assert all_of(unpack(stored, wanted)) == TEXT


@pytest.mark.parametrize("cut", [10, 100, -30, -1])
def test_a_cut_zip_is_refused(tmp_path: Path, cut: int) -> None:
    whole = zipped(tmp_path / "a.zip", {"npidata.csv": TEXT}).read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[:cut])
    assert refused(tmp_path / "cut.zip") == "mirror.bad_zip"


def test_a_cut_gzip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(TEXT)[:-20])
    assert refused(tmp_path / "a.csv.gz") in ("mirror.truncated", "mirror.corrupt")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_flipped_byte_inside_a_zip_is_never_read_as_text(tmp_path: Path, method: int) -> None:
    spoilt = bytearray(zipped(tmp_path / "a.zip", {"npidata.csv": TEXT}, method).read_bytes())
    spoilt[70] ^= 0x10
    (tmp_path / "spoilt.zip").write_bytes(spoilt)
    assert refused(tmp_path / "spoilt.zip") in ("mirror.corrupt", "mirror.bad_crc", "mirror.truncated")


def test_a_zip_bomb_is_refused_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "FREE_BYTES", 1 << 20)
    assert refused(zipped(tmp_path / "b.zip", {"npidata.csv": b"0" * 20_000_000})) == "mirror.bomb"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "mirror.not_a_register"), (b"\x00\x01\x02" * 9, "mirror.not_a_register"), (b"PK\x03\x04", "mirror.bad_zip")],
)
def test_what_is_no_register_is_refused_with_its_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "x").write_bytes(content)
    assert refused(tmp_path / "x") == sentence


def test_a_zip_without_a_register_or_with_another_packing_is_refused(tmp_path: Path) -> None:
    assert refused(zipped(tmp_path / "a.zip", {"npi_fileheader.csv": TEXT})) == "mirror.no_member"
    assert refused(zipped(tmp_path / "b.zip", {"npidata.csv": TEXT}, zipfile.ZIP_BZIP2)) == "mirror.packed_otherwise"
    assert refused(tmp_path / "missing.zip") == "mirror.unreadable"


def test_stopping_raises_cancelled_at_the_next_block(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(TEXT)
    source = unpack(tmp_path / "a.csv", wanted)
    source.read(100)
    source.stopped = True
    with pytest.raises(Cancelled):
        source.read(100)
    source.close()


@given(st.text(st.characters(exclude_characters="\x00\x1e\x1f", exclude_categories=["Cs"])), st.integers(1, 7))
def test_utf8_survives_however_the_blocks_cut_it(
    tmp_path_factory: pytest.TempPathFactory, text: str, size: int
) -> None:
    path = tmp_path_factory.mktemp("u") / "a.csv"
    path.write_bytes(b"x" + text.encode())
    assert all_of(unpack(path, wanted), size).decode() == "x" + text


@given(st.binary(max_size=200), st.integers(1, 7))
def test_any_bytes_become_valid_text(tmp_path_factory: pytest.TempPathFactory, junk: bytes, size: int) -> None:
    path = tmp_path_factory.mktemp("b") / "a.csv"
    path.write_bytes(b"x" * 5000 + junk)
    text = all_of(unpack(path, wanted), 4096 + size).decode("utf-8")
    assert "\x1f" not in text


def test_windows_letters_in_a_file_that_is_no_utf8_are_read_as_meant(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("José Muñoz".encode("cp1252"))
    assert all_of(unpack(tmp_path / "a.csv", wanted)).decode() == "José Muñoz"


def test_the_digest_is_of_the_whole_file_and_stops_when_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert unpacking.digest(tmp_path / "a").startswith("ba7816bf")
    assert unpacking.digest(tmp_path / "a", lambda: True) == ""
