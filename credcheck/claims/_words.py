"""Small word sets and patterns of the extractors, kept as lists so that they can be read and mended without code."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby

from credcheck import lists

_BOUNDARY = r"\b"
# A character with its backslash, a set of characters, or one character.
_PIECES = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)


@cache
def words(name: str) -> frozenset[str]:
    """A set of folded words, e.g. words("scope.relative")."""
    return frozenset(_cells()[name].split())


@cache
def codes(prefix: str) -> dict[str, str]:
    """Word -> code for all sets of one prefix: codes("country") maps "nhs" to "GB"."""
    found: dict[str, str] = {}
    for name, cell in _cells().items():
        if name.startswith(f"{prefix}."):
            found |= {word: name.removeprefix(f"{prefix}.") for word in cell.split()}
    return found


@cache
def pattern(name: str) -> re.Pattern[str]:
    """All patterns of one name as one, for texts in small letters."""
    rows = [r["pattern"] for r in lists.rows("patterns") if r["name"] == name]
    return re.compile("|".join(_runs([part for row in rows for part in _alternatives(row)])))


def _runs(parts: list[str]) -> list[str]:
    r"""Alternatives that begin with \b or ^ and stand together share it: the search is several times as fast."""
    runs = ((bound, list(run)) for bound, run in groupby(parts, _bound))
    return [
        f"{bound}(?:{'|'.join(p.removeprefix(bound) for p in run)})" if bound else "|".join(run) for bound, run in runs
    ]


def _bound(part: str) -> str:
    return next((bound for bound in (_BOUNDARY, "^") if part.startswith(bound)), "")


def _alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern, those within brackets left together."""
    depth, found = 0, [""]
    for piece in _PIECES.findall(pattern):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and not depth:
            found.append("")
        else:
            found[-1] += piece
    return found


@cache
def pattern_names(prefix: str) -> tuple[str, ...]:
    """The names of all patterns with a prefix, in the order of the list."""
    return tuple(dict.fromkeys(r["name"] for r in lists.rows("patterns") if r["name"].startswith(prefix)))


@cache
def set_names(prefix: str) -> tuple[str, ...]:
    """The names of all word sets with a prefix."""
    return tuple(name for name in _cells() if name.startswith(prefix))


@cache
def _cells() -> dict[str, str]:
    return {row["name"]: row["words"] for row in lists.rows("words")}
