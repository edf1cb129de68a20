"""A format: how a report is written."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator
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

    def stream(self, reports: Collection[Report]) -> Iterator[bytes]:
        """Many reports as one file, piece by piece; BadInput from a format that can hold only one.

        The reports are gone through as often as need be, and never held: all of a queue would fill the memory.
        """
        raise BadInput(Sentence("report.single_only", format=self.title, n=len(reports)))

    def render_all(self, reports: Collection[Report]) -> bytes:
        """Many reports as the bytes of one file."""
        return b"".join(self.stream(reports))
