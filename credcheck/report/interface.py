"""A format: how a report is written."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from credcheck.errors import BadInput
from credcheck.model import Report, Sentence


class Format(ABC):
    """One way to write a report. The Save dialog and `--format` are built from these."""

    id: ClassVar[str]
    title: ClassVar[str]
    suffix: ClassVar[str]
    order: ClassVar[int] = 100

    @abstractmethod
    def render(self, report: Report) -> bytes:
        """The report as bytes; deterministic, loads nothing, runs nothing."""

    def render_all(self, reports: Sequence[Report]) -> bytes:
        """Many reports in one file; BadInput from a format that can hold only one."""
        raise BadInput(Sentence("report.single_only", format=self.title, n=len(reports)))
