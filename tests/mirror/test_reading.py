from __future__ import annotations

from pathlib import Path

import pytest

from credcheck.errors import BadRegisterFile
from credcheck.mirror import reading
from credcheck.mirror.unpacking import unpack

COLUMNS = ("id", "name")


def rows_of(tmp_path: Path, text: bytes, columns: tuple[str, ...] = COLUMNS) -> list[dict[str, str]]:
    (tmp_path / "a.csv").write_bytes(text)
    source = unpack(tmp_path / "a.csv", lambda _: True)
    try:
        return [row for b in reading.batches(source, columns, {"Name": "name"}) for row in b.to_pylist()]
    finally:
        source.close()


def refusal(tmp_path: Path, text: bytes) -> str:
    with pytest.raises(BadRegisterFile) as caught:
        rows_of(tmp_path, text)
    return caught.value.sentence.id


def test_quotes_commas_and_line_breaks_inside_fields_survive(tmp_path: Path) -> None:
    found = rows_of(tmp_path, b'"id","x","name"\n"1","","Example, ""J"""\n"2","a\nb","Sample\nTwo"\n')
    assert found == [{"id": "1", "name": 'Example, "J"'}, {"id": "2", "name": "Sample\nTwo"}]


def test_a_byte_order_mark_and_an_older_column_name_are_understood(tmp_path: Path) -> None:
    assert rows_of(tmp_path, b'\xef\xbb\xbf"id","Name"\r\n"1","J"\r\n') == [{"id": "1", "name": "J"}]


def test_empty_cells_stay_empty_texts(tmp_path: Path) -> None:
    assert rows_of(tmp_path, b"id,name\n1,\n2,NULL\n") == [{"id": "1", "name": ""}, {"id": "2", "name": "NULL"}]


def test_a_file_without_rows_gives_none(tmp_path: Path) -> None:
    assert rows_of(tmp_path, b"id,name\n") == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"id,other\n1,2\n", "mirror.wrong_header"),
        (b"id;name;x\n1;2;3\n", "mirror.wrong_delimiter"),
        (b"id\tname\n1\t2\n", "mirror.wrong_delimiter"),
        (b"id|name\n1|2\n", "mirror.wrong_delimiter"),
        (b"id,name\n1,J\n2\n", "mirror.bad_row"),
        (b'"id","name"\n"1","J"\n"2","cut off he', "mirror.bad_row"),
        (b"\n\n", "mirror.not_a_register"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_sentence(tmp_path: Path, text: bytes, sentence: str) -> None:
    assert refusal(tmp_path, text) == sentence


def test_a_refusal_never_repeats_the_row_itself(tmp_path: Path) -> None:
    with pytest.raises(BadRegisterFile) as caught:
        rows_of(tmp_path, b"id,name\n1,J\nSECRET\n")
    assert "SECRET" not in str(caught.value.sentence.params)
