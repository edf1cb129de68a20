"""XLSX for spreadsheets."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO, Any

import xlsxwriter

from credcheck.errors import BadInput
from credcheck.model import Report, Sentence
from credcheck.report import _rows
from credcheck.report.interface import Format
from credcheck.text import visible

MOST_ROWS, LONGEST_CELL = 1_048_575, 32_767
"""What a sheet and a cell hold: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3"""
PIECE = 1 << 20
SHEETS: tuple[tuple[str, Callable[[Report], list[dict[str, str]]]], ...] = (
    ("Checks", lambda report: [_rows.columns(report)]),
    ("Answers", _rows.answers),
    ("Claims", _rows.claims),
    ("Evidence", _rows.evidence),
)
INERT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}


class Xlsx(Format):
    """A workbook with a sheet each for checks, answers, claims and evidence; every cell is text, none a formula."""

    id = "xlsx"
    title = "Excel workbook"
    suffix = ".xlsx"
    order = 60

    def render(self, report: Report) -> bytes:
        """One report."""
        return self.render_all([report])

    def stream(self, reports: Collection[Report]) -> Iterator[bytes]:
        """Many reports, one row each on the first sheet."""
        with TemporaryFile() as page:
            _write(page, reports)
            page.seek(0)
            while piece := page.read(PIECE):
                yield piece


def _write(page: IO[bytes], reports: Iterable[Report]) -> None:
    """Write the workbook; each row is gone from memory once it is written."""
    newest = datetime(2000, 1, 1)
    with xlsxwriter.Workbook(page, INERT) as book:
        sheets = [(_Sheet(book, name), rows) for name, rows in SHEETS]
        for report in reports:
            newest = max(newest, report.at.replace(tzinfo=None))
            for sheet, rows in sheets:
                sheet.add(rows(report))
        for sheet, _ in sheets:
            sheet.end()
        # The time of the newest report, so that the same reports give the same bytes.
        book.set_properties({"title": "CredCheck", "created": newest})


class _Sheet:
    """One sheet, filled from the top; how wide its columns are follows from the longest cell of each."""

    def __init__(self, book: xlsxwriter.Workbook, name: str) -> None:
        self._name, self._sheet = name, book.add_worksheet(name)
        self._head = book.add_format({"bold": True, "bottom": 1})
        self._text = book.add_format({"num_format": "@", "valign": "top"})
        self._rows, self._widths = 0, dict[str, int]()

    def add(self, rows: Iterable[dict[str, str]]) -> None:
        for row in rows:
            if not self._rows:
                self._widths = dict.fromkeys(row, 0)
                self._put(tuple(row), self._head)
            if self._rows > MOST_ROWS:
                raise BadInput(Sentence("report.sheet_full", sheet=self._name, most=MOST_ROWS))
            self._put(map(plain, row.values()), self._text)
            self._widths = {column: max(width, len(row[column])) for column, width in self._widths.items()}

    def end(self) -> None:
        for place, (column, longest) in enumerate(self._widths.items()):
            self._sheet.set_column(place, place, min(60, max(10, longest, len(column)) + 2))
        self._sheet.freeze_panes(1, 0)

    def _put(self, cells: Iterable[str], style: Any) -> None:
        for place, cell in enumerate(cells):
            self._sheet.write_string(self._rows, place, cell, style)
        self._rows += 1


def plain(cell: str) -> str:
    """A text that a cell can hold: safe to show, and XML knows each character."""
    shown = visible(cell).encode("utf-8", "replace").decode()
    return "".join(c if c >= " " or c == "\n" else "\ufffd" for c in shown if c not in "\ufffe\uffff")[:LONGEST_CELL]
