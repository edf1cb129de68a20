"""JSON for programs."""

from __future__ import annotations

from credcheck import wire
from credcheck.model import Report
from credcheck.report.interface import Format


class Json(Format):
    """Everything in the report, for programs and for `credcheck verify`; the published JSON Schema describes it."""

    id = "json"
    title = "JSON"
    suffix = ".json"
    order = 20

    def render(self, report: Report) -> bytes:
        """The report as indented JSON."""
        return wire.pretty(report)
