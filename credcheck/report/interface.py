"""A format: how a report is written."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from credcheck.model import Report


class Format(ABC):
    """One way to write a report. The Save dialog and `--format` are built from these."""

    id: ClassVar[str]
    title: ClassVar[str]
    suffix: ClassVar[str]
    order: ClassVar[int] = 100

    @abstractmethod
    def render(self, report: Report) -> bytes:
        """The report as bytes; deterministic, loads nothing, runs nothing."""
