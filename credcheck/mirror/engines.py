"""The two engines of the search behind one face: the compiled kernel, or its twin in numpy."""

from __future__ import annotations

from typing import Protocol

from credcheck.mirror import counting, twin
from credcheck.mirror.asking import Asked
from credcheck.mirror.files import Files
from credcheck.mirror.kernel import ALL, NEAR, Kernel, library
from credcheck.mirror.twin import Scored
from credcheck.model import Count


class Engine(Protocol):
    """What a search engine does for one copy."""

    def search(self, asked: Asked, tier: int, before: Scored | None = None) -> Scored:
        """The best rows among the surname forms of a tier (EXACT, NEAR, ALL) and of `before`."""

    def counts(self, asked: Asked) -> tuple[Count, ...]:
        """How many people carry the name."""

    def given_number(self, name: bytes) -> int:
        """The number of a first name, or -1."""


class Twin:
    """The search in numpy and rapidfuzz."""

    def __init__(self, files: Files) -> None:
        """Nothing is read yet."""
        self._files = files

    def search(self, asked: Asked, tier: int, before: Scored | None = None) -> Scored:
        """See Engine."""
        if tier == ALL:
            forms = twin.all_forms(asked, asked.weights.far)
        else:
            forms = twin.near_forms(asked) if tier == NEAR else twin.exact_forms(asked)
        return twin.rank(asked, forms, before)

    def counts(self, asked: Asked) -> tuple[Count, ...]:
        """See Engine."""
        return counting.counts(asked)

    def given_number(self, name: bytes) -> int:
        """See Engine."""
        return self._files.number("given", name)


def engine_for(files: Files) -> Engine:
    """The compiled kernel where there is one."""
    compiled = library()
    return Kernel(files, compiled) if compiled is not None else Twin(files)
