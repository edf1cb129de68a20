"""CSV for spreadsheets."""

from __future__ import annotations

import csv
import io

from credcheck.model import Report
from credcheck.report import _words
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
        row = columns(report)
        page = io.StringIO(newline="")
        csv.writer(page, quoting=csv.QUOTE_ALL).writerows([list(row), [safe(cell) for cell in row.values()]])
        return page.getvalue().encode("utf-8-sig", "replace")


def safe(cell: str) -> str:
    """The cell as inert text: an apostrophe keeps what looks like a formula from being one."""
    shown = visible(cell)
    return f"'{shown}" if cell.lstrip(" ").startswith(FORMULA) or shown.startswith(FORMULA) else shown


def columns(report: Report) -> dict[str, str]:
    """The row by column name."""
    profile, verdict, case = report.case.profile, report.verdict, report.case
    person = next((m for m in case.ranking.matches if m.person.key == verdict.person), None)
    return {
        "report_id": report.id,
        "checked_at": _words.when(report.at),
        "platform": profile.platform,
        "handle": profile.handle,
        "name": profile.name,
        "outcome": _words.word(f"headline.{verdict.headline.value}"),
        "record": verdict.record.value,
        "account": f"L{verdict.account.value}",
        "complete": "yes" if report.complete else "no",
        "person": person.person.label() if person else "",
        "person_key": verdict.person,
        "probability": f"{person.probability:.4f}" if person else "",
        "why": " ".join(_words.said(sentence) for sentence in verdict.why),
        "flags": "; ".join(f"{f.severity.value}: {_words.said(f.sentence)}" for f in report.flags),
        "not_reached": "; ".join(_words.registry(a.registry) for a in _words.unanswered(report)),
        "rules": report.versions.rules,
        "weights": report.versions.weights,
    }
