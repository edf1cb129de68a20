"""A rule: looks at a case and remarks on what it sees. Pure; accuses nobody."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from credcheck.model import Case, Flag, Severity


class Rule(ABC):
    """One rule. The docstring of a plug is its help text."""

    id: ClassVar[str]
    severity: ClassVar[Severity]
    order: ClassVar[int] = 100

    @abstractmethod
    def check(self, case: Case) -> tuple[Flag, ...]:
        """The flags this rule raises on the case, usually none."""
