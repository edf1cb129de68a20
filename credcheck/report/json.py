"""JSON for programs."""

from __future__ import annotations

from collections.abc import Collection, Iterator

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

    def stream(self, reports: Collection[Report]) -> Iterator[bytes]:
        """One report a line, as a batch writes them."""
        return (wire.line(wire.to_table(report)) for report in reports)
