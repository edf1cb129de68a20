"""The compiled side of a build against its twins: the same numbers, keys, records, columns and files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credcheck.errors import BadRegisterFile
from credcheck.mirror import Mirrors, hashing, interning, reading
from credcheck.mirror.gathering import Sets
from credcheck.mirror.interning import CompiledNumbers, PlainNumbers
from credcheck.mirror.opened import licence_key
from credcheck.mirror.unpacking import unpack
from credcheck.model import Sentence
from credcheck.registries.npi_mirror import NpiMirror
from tests.mirror.uncompiled import plain
from tests.registries import test_npi_mirror as npi

pytestmark = pytest.mark.skipif(interning.library() is None, reason="nothing was compiled on this machine")
TEXTS = st.lists(st.text(max_size=12), max_size=40)


def column(texts: list[str]) -> Any:
    return pa.array(texts, pa.string())


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=5))
def test_strings_get_the_same_numbers(batches: list[list[str]]) -> None:
    fast, slow = CompiledNumbers(interning.library()), PlainNumbers()
    for texts in batches:
        assert fast.of(column(texts)).tolist() == slow.of(column(texts)).tolist()
        assert len(fast) == len(slow)
    assert fast.texts().to_pylist() == slow.texts().to_pylist()
    assert fast.texts(1).to_pylist() == slow.texts(1).to_pylist()


def test_many_strings_keep_their_numbers_while_the_table_grows() -> None:
    table = CompiledNumbers(interning.library())
    texts = [f"{n:x}" * (n % 7) for n in range(200_000)]
    first = table.of(column(texts))
    assert table.of(column(texts)).tolist() == first.tolist()
    assert table.texts().to_pylist() == [t.encode() for t in dict.fromkeys(["", *texts])]


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.sampled_from([0, 0, 1, 2, 300, 65_000])] * 4), max_size=30))
def test_sets_get_the_same_numbers(rows: list[tuple[int, ...]]) -> None:
    words = [np.array(c, np.uint16) for c in zip(*rows, strict=True)] if rows else []
    fast = Sets()
    fast.add(words, len(rows))
    with plain():
        slow = Sets()
        slow.add(words, len(rows))
        told = slow.by_frequency()
    found = fast.by_frequency()
    assert (found[0].tolist(), found[1]) == (told[0].tolist(), told[1])


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=4)), min_size=1, max_size=20))
def test_licences_get_the_keys_they_are_looked_up_by(pairs: list[tuple[str, str]]) -> None:
    numbers, states = column([n for n, _ in pairs]), column([s for _, s in pairs])
    found = [a.tolist() for a in interning.licences(numbers, states, 7)]
    with plain():
        assert found == [a.tolist() for a in interning.licences(numbers, states, 7)]


def test_the_key_of_a_licence_is_the_one_a_search_makes() -> None:
    for number, state in (("MD00123", "ma "), ("A-B", "TX"), ("0", "CA"), ("12-034 X", ""), ("x\n7", "NY")):
        hashes, _ = interning.licences(column([number]), column([state]), 0)
        assert hashes.tolist() == [hashing.one(licence_key(number, state).encode()) >> 32]


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.sampled_from(["", "", "A", "b c", "É"])] * 5), max_size=40))
def test_records_are_the_same_bytes(rows: list[tuple[str, ...]]) -> None:
    columns = [column(list(c)) for c in zip(*rows, strict=True)] if rows else [column([])] * 5
    at, text = interning.records(columns, 3)
    with plain():
        starts, bytes_of = interning.records(columns, 3)
    assert at.tolist() == (starts - starts[0]).tolist()
    assert text.tobytes() == bytes_of[int(starts[0]) : int(starts[-1])].tobytes()


CELL = st.sampled_from(["", '""', '"x"', '"a,b"', '"say ""hi"""', "plain", 'mid"quote', '"line\nbreak"', '"é"', '"x"y'])
ROWS = st.lists(st.tuples(CELL, CELL, CELL), max_size=12)


def read(path: Path, text: bytes) -> object:
    path.write_bytes(text)
    source = unpack(path, lambda _: True)
    try:
        return [row for b in reading.batches(source, ("a", "c"), {}) for row in b.to_pylist()]
    except BadRegisterFile as error:
        return error.sentence.id
    finally:
        source.close()


@settings(deadline=None, max_examples=200)
@given(ROWS, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_the_scanner_reads_what_the_other_reader_reads(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], end: str, ended: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / "scanned.csv"
    lines = end.join(",".join(row) for row in rows) + (end if ended else "")
    text = f"a,b,c\n{lines}".encode()
    fast = read(path, text)
    with plain():
        assert read(path, text) == fast


def test_a_file_cut_inside_quotes_is_refused(tmp_path: Path) -> None:
    for text in (b'a,b,c\n1,2,"', b'a,b,c\n1,2,"x', b'a,b,c\n1,2,"x""', b'a,b,c\n1,"2'):
        assert read(tmp_path / "a.csv", text) == "mirror.bad_row"


@pytest.mark.parametrize("size", [1, 3, 7, 50])
def test_rows_cut_by_the_end_of_a_block_come_whole(tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(str(n), '"a ""b"""', '"x\r\ny"') for n in range(60)]
    text = b"a,b,c\r\n" + b"".join(",".join(row).encode() + b"\r\n" for row in rows)
    monkeypatch.setattr("credcheck.mirror.scanning.BLOCK", size)
    monkeypatch.setattr("credcheck.mirror.scanning.CHUNK", size)
    assert read(tmp_path / "a.csv", text) == [{"a": str(n), "c": "x\r\ny"} for n in range(60)]


def test_a_row_without_an_end_is_refused_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("credcheck.mirror.scanning.LONGEST_ROW", 10_000)
    assert read(tmp_path / "a.csv", b'a,b,c\n"' + b"x" * (12 << 20)) == "mirror.bad_row"


def test_a_copy_is_the_same_to_the_last_byte_without_a_compiler(tmp_path: Path) -> None:
    def silent(done: int, total: int, what: Sentence) -> None:
        """Nobody listens."""

    def files(folder: Path) -> dict[str, bytes]:
        NpiMirror.load(npi.PRACTICE, Mirrors(folder), silent)
        (built,) = (folder / "npi").glob("g-*")
        return {f.name: f.read_bytes() for f in built.iterdir() if f.name != "manifest.json"}

    fast = files(tmp_path / "fast")
    with plain():
        slow = files(tmp_path / "slow")
    assert fast.keys() == slow.keys()
    assert [name for name in fast if fast[name] != slow[name]] == []
