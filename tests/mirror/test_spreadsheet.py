from __future__ import annotations

import io
import random
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from credcheck.errors import BadRegisterFile
from credcheck.mirror import spreadsheet

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def book(sheet: str, shared: str = "", name: str = "xl/worksheets/sheet1.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, f"{HEAD}<worksheet {SPACE}><sheetData>{sheet}</sheetData></worksheet>")
        if shared:
            archive.writestr("xl/sharedStrings.xml", f"{HEAD}<sst {SPACE}>{shared}</sst>")
    return out.getvalue()


def sheet_of(rows: list[tuple[str, ...]]) -> str:
    """Rows with the texts inside the cells."""
    cells = (
        (f'<c r="{"ABCDEF"[c]}{r}" t="inlineStr"><is><t>{text}</t></is></c>' for c, text in enumerate(row))
        for r, row in enumerate(rows, 1)
    )
    return "".join(f'<row r="{r}">{"".join(row)}</row>' for r, row in enumerate(cells, 1))


def read(path: Path, content: bytes) -> list[tuple[str, ...]]:
    path.write_bytes(content)
    return list(spreadsheet.rows(path, lambda name: name.endswith(".xlsx")))


def test_texts_numbers_and_gaps_come_as_they_stand(tmp_path: Path) -> None:
    shared = "<si><t>Title</t></si><si><r><t>two </t></r><r><t>runs</t></r><rPh><t>no</t></rPh></si>"
    sheet = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"/>'
        '<row r="3"><c r="A3"><v>1.234567893E9</v></c><c r="C3" t="str"><v>x</v></c><c r="D3"><v>2.5</v></c></row>'
        '<row r="4"><c t="s"><v>1</v></c><c t="inlineStr"><is><t>in</t></is></c><c t="n"><v></v></c></row>'
    )
    found = read(tmp_path / "a.xlsx", book(sheet, shared))
    assert found == [("Title",), ("1234567893", "", "x", "2.5"), ("two runs", "in", "")]


@pytest.mark.parametrize("number", ["1E999999999", "-9.9E999999", "1E-999999999", "NaN"])
def test_a_number_beyond_all_numbers_stays_as_it_is_written(tmp_path: Path, number: str) -> None:
    assert read(tmp_path / "a.xlsx", book(f'<row><c r="A1"><v>{number}</v></c></row>')) == [(number,)]


def test_a_spreadsheet_inside_a_zip_is_found(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "x")
        archive.writestr("in/report.xlsx", book(sheet_of([("a", "b")])))
    assert read(tmp_path / "a.zip", out.getvalue()) == [("a", "b")]


def test_far_columns_cost_nothing(tmp_path: Path) -> None:
    sheet = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>'
    sheet += '<row r="1048576"><c r="B1048576"><v>3</v></c></row>'
    assert read(tmp_path / "a.xlsx", book(sheet)) == [("1",), ("", "3")]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'


def encoded(name: str) -> bytes:
    """A spreadsheet whose head names an encoding."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", f'<?xml version="1.0" encoding="{name}"?><worksheet/>')
    return out.getvalue()


def declaring() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", BOMB)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 no zip",
        book(sheet_of([("a",)]))[:-30],
        book("", name="xl/other.xml"),
        book("<row><c></row>"),
        book('<row><c t="s"><v>7</v></c></row>', "<si><t>x</t></si>"),
        book('<row><c t="s"><v>seven</v></c></row>', "<si><t>x</t></si>"),
        declaring(),
        encoded("UTF-Q"),
    ],
    ids=["empty", "no zip", "cut", "no sheet", "bad xml", "no such text", "no number", "entities", "encoding"],
)
def test_what_is_no_spreadsheet_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(BadRegisterFile) as caught:
        read(tmp_path / "a.xlsx", content)
    assert caught.value.sentence.id in {"mirror.bad_zip", "mirror.not_a_table"}


def test_a_bomb_is_refused_before_it_fills_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MAX_BYTES", 1 << 20)
    with pytest.raises(BadRegisterFile):
        read(tmp_path / "a.xlsx", book(" " * (2 << 20)))


def test_flipped_bytes_are_refused_or_read_and_never_crash(tmp_path: Path) -> None:
    content, chance = book(sheet_of([("1000000004", "01/02/2020")] * 20)), random.Random(3)
    for _ in range(300):
        spoilt = bytearray(content)
        for _ in range(chance.randint(1, 4)):
            spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
        with suppress(BadRegisterFile):
            read(tmp_path / "a.xlsx", bytes(spoilt))
