"""A name query made ready for the search: variants, related first names, wanted states and codes as set numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from credcheck.mirror import names
from credcheck.mirror.bits import SHORTEST_MIDDLE
from credcheck.mirror.files import Files
from credcheck.mirror.words import NameQuery, Nicknames, Weights

MAX_LIMIT = 200
UNKNOWN = 0xFFFF
"""The number of a code that no row has: it counts as asked for, and nobody agrees with it."""


@dataclass(frozen=True)
class Asked:
    """One reading of a query against one copy: as written, or with first name and surname swapped."""

    files: Files
    variants: tuple[tuple[bytes, float], ...]
    given: bytes
    related: tuple[int, ...]
    related_names: tuple[bytes, ...]
    middle: int
    sex: int
    states: tuple[int, ...]
    codes: tuple[int, ...]
    limit: int
    factor: float
    weights: Weights

    @cached_property
    def want_states(self) -> NDArray[np.uint8]:
        """For every set of states: 1 when it holds a wanted one."""
        return _wanted(self.files, "states", self.states)

    @cached_property
    def want_codes(self) -> NDArray[np.uint8]:
        """For every set of codes: 1 when it holds a wanted one."""
        return _wanted(self.files, "codes", self.codes)

    @cached_property
    def best_possible(self) -> float:
        """The score of somebody in whom everything agrees."""
        w = self.weights
        parts = (w.given if self.given else w.given * 0.5, w.middle if self.middle else 0.0, w.sex if self.sex else 0.0)
        context = (w.state if self.states else 0.0, w.code if self.codes else 0.0)
        return (w.family + sum(parts) + sum(context)) * self.factor

    @cached_property
    def context_possible(self) -> float:
        """The most that middle name, sex, state and code can add."""
        w = self.weights
        middle, sex = (w.middle if self.middle else 0.0), (w.sex if self.sex else 0.0)
        return middle + sex + (w.state if self.states else 0.0) + (w.code if self.codes else 0.0)


def _wanted(files: Files, name: str, words: tuple[int, ...]) -> NDArray[np.uint8]:
    wanted = np.zeros(int(files.table["sets"][name]), np.uint8)
    at, numbers = files.array(f"{name}.at"), files.array(f"{name}.set")
    for word in words:
        if word + 1 < len(at):
            wanted[numbers[int(at[word]) : int(at[word + 1])]] = 1
    return wanted


class Asker:
    """Prepares queries for one copy."""

    def __init__(self, files: Files, nicknames: Nicknames, weights: Weights, number_of: Callable[[bytes], int]) -> None:
        """`nicknames` relates first names, `number_of` knows their numbers."""
        self._number_of = number_of
        self._files, self._nicknames, self._weights = files, nicknames, weights
        self._formal = names.by_formal(nicknames)
        self._state_numbers = {word: at + 1 for at, word in enumerate(files.table["states"])}
        self._code_numbers = {word: at + 1 for at, word in enumerate(files.table["codes"])}

    def ask(self, query: NameQuery) -> Asked:
        """The query as written."""
        return self._asked(query, query.family, query.given, 1.0)

    def ask_swapped(self, query: NameQuery) -> Asked | None:
        """The query with first name and surname swapped; None when one is missing."""
        if not query.given.strip() or not query.family.strip():
            return None
        return self._asked(query, query.given, query.family, self._weights.swapped)

    def ask_by_middle(self, query: NameQuery) -> Asked | None:
        """J. Robert Smith as Robert Smith; None where there is no initial with a middle name behind it."""
        if len(names.folded(query.given)) != 1 or len(names.folded(query.middle)) < SHORTEST_MIDDLE:
            return None
        return self._asked(replace(query, middle=""), query.family, query.middle, 1.0)

    def _asked(self, query: NameQuery, family: str, given: str, factor: float) -> Asked:
        first = names.folded(given)
        middle = names.folded(query.middle)[:1]
        related, related_names = self._related(first)
        return Asked(
            files=self._files,
            variants=tuple((v.encode(), weight) for v, weight in names.surname_variants(family, self._weights)),
            given=first.encode(),
            related=related,
            related_names=related_names,
            middle=ord(middle) - 64 if "A" <= middle <= "Z" else 0,
            sex={"M": 1, "F": 2, "X": 3}.get(query.sex.strip().upper()[:1], 0),
            states=_numbers(query.states, self._state_numbers),
            codes=_numbers(query.codes, self._code_numbers) or ((UNKNOWN,) if "".join(query.codes).strip() else ()),
            limit=max(1, min(query.limit, MAX_LIMIT)),
            factor=factor,
            weights=self._weights,
        )

    def _related(self, given: str) -> tuple[tuple[int, ...], tuple[bytes, ...]]:
        related = [name.encode() for name in names.related_given(given, self._nicknames, self._formal)]
        listed = [(n, name) for name in related if (n := self._number_of(name)) >= 0]
        return tuple(n for n, _ in listed), tuple(name for _, name in listed)


def _numbers(words: tuple[str, ...], known: dict[str, int]) -> tuple[int, ...]:
    return tuple(known[w] for w in (word.strip().upper() for word in words[:200]) if w in known)
