"""XLSX for spreadsheets."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter

from credcheck.model import Report
from credcheck.report import _rows
from credcheck.report.interface import Format
from credcheck.text import visible

MOST_ROWS, LONGEST_CELL = 1_048_575, 32_767
"""What a sheet and a cell hold: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3"""
INERT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


class Xlsx(Format):
    """A workbook with a sheet each for checks, answers, claims and evidence; every cell is text, none a formula."""

    id = "xlsx"
    title = "Excel workbook"
    suffix = ".xlsx"
    order = 60

    def render(self, report: Report) -> bytes:
        """One report."""
        return self.render_all([report])

    def render_all(self, reports: Sequence[Report]) -> bytes:
        """Many reports, one row each on the first sheet."""
        page = io.BytesIO()
        with xlsxwriter.Workbook(page, INERT) as book:
            book.set_properties({"title": "CredCheck", "created": _made_at(reports)})
            _fill(book, "Checks", [_rows.columns(report) for report in reports])
            for name, rows in (("Answers", _rows.answers), ("Claims", _rows.claims), ("Evidence", _rows.evidence)):
                _fill(book, name, [row for report in reports for row in rows(report)])
        return page.getvalue()


def _fill(book: xlsxwriter.Workbook, name: str, rows: list[dict[str, str]]) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1})
    text = book.add_format({"num_format": "@", "valign": "top"})
    for place, column in enumerate(rows[0] if rows else ()):
        sheet.write_string(0, place, column, head)
        longest = max(len(row[column]) for row in rows)
        sheet.set_column(place, place, min(60, max(10, longest, len(column)) + 2))
    for number, row in enumerate(rows[:MOST_ROWS], 1):
        for place, cell in enumerate(row.values()):
            sheet.write_string(number, place, plain(cell), text)
    sheet.freeze_panes(1, 0)


def plain(cell: str) -> str:
    """A text that a cell can hold: safe to show, and XML knows each character."""
    shown = visible(cell).encode("utf-8", "replace").decode()
    return "".join(c if c >= " " or c == "\n" else "\ufffd" for c in shown if c not in "\ufffe\uffff")[:LONGEST_CELL]


def _made_at(reports: Sequence[Report]) -> datetime:
    """The time of the newest report, so that the same reports give the same bytes."""
    newest = max((report.at for report in reports), default=datetime(2000, 1, 1))
    return newest.replace(tzinfo=None)
