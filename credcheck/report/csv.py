"""CSV for spreadsheets."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Collection, Iterable, Iterator

from credcheck.model import Report
from credcheck.report._rows import columns
from credcheck.report.interface import Format
from credcheck.text import visible

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet read a cell as a formula: https://owasp.org/www-community/attacks/CSV_Injection"""


class Csv(Format):
    """One row for spreadsheets; no cell can become a formula."""

    id = "csv"
    title = "CSV (spreadsheet)"
    suffix = ".csv"
    order = 50

    def render(self, report: Report) -> bytes:
        """A header and one row, with the mark by which spreadsheets know UTF-8."""
        return self.render_all([report])

    def stream(self, reports: Collection[Report]) -> Iterator[bytes]:
        """A header and a row for each report."""
        yield codecs.BOM_UTF8
        first = True
        for row in map(columns, reports):
            yield (_line(row) if first else b"") + _line(map(safe, row.values()))
            first = False
        if first:
            yield _line(())


def _line(cells: Iterable[str]) -> bytes:
    page = io.StringIO(newline="")
    csv.writer(page, quoting=csv.QUOTE_ALL).writerow(cells)
    return page.getvalue().encode("utf-8", "replace")


def safe(cell: str) -> str:
    """The cell as inert text: an apostrophe keeps what looks like a formula from being one."""
    shown = visible(cell)
    return f"'{shown}" if cell.lstrip(" ").startswith(FORMULA) or shown.startswith(FORMULA) else shown
