"""The search in numpy and rapidfuzz: the tested twin of the compiled kernel, used where that is absent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from credcheck.mirror import deletions, hashing
from credcheck.mirror.asking import Asked
from credcheck.mirror.bits import INITIAL_BITS, MIDDLE_BIT, OTHER_BIT, OVERFLOW, PART_BIT, SEX_SHIFT
from credcheck.mirror.files import Files
from credcheck.mirror.hashing import U32
from credcheck.mirror.signature import LETTERS, LONGEST, sign, spare

CHUNK = 40_000
Scored = tuple[NDArray[np.float64], U32, U32]
"""Scores, rows and postings, best first; one entry a row."""


def near_forms(asked: Asked) -> dict[int, float]:
    """Surname forms within one edit of a variant, with their similarity."""
    files = asked.files
    offsets, forms = files.array("near.at"), files.array("near.form")
    found: dict[int, float] = {}
    for variant, _ in asked.variants:
        for key in deletions.keys(variant):
            for form in hashing.bucket(key, offsets, forms).tolist():
                if form not in found and deletions.share_key(variant, files.text("forms", form)):
                    found[form] = family_similarity(asked, files.text("forms", form))
    return {form: s for form, s in found.items() if s >= asked.weights.least}


def exact_forms(asked: Asked) -> dict[int, float]:
    """The variants themselves, as far as the vocabulary holds them."""
    numbers = {asked.files.number("forms", variant) for variant, _ in asked.variants} - {-1}
    found = {form: family_similarity(asked, asked.files.text("forms", form)) for form in numbers}
    return {form: s for form, s in found.items() if s >= asked.weights.least}


def family_similarity(asked: Asked, form: bytes) -> float:
    """How like a form is to the best variant of the claimed surname."""
    return max((weight * JaroWinkler.similarity(v, form) for v, weight in asked.variants), default=0.0)


def all_forms(asked: Asked, least: float) -> dict[int, float]:
    """Every surname form of the vocabulary at least that similar: signatures first, then the exact comparison."""
    files = asked.files
    signs: NDArray[np.uint64] = files.array("forms.sign")
    found: dict[int, float] = {}
    for variant, weight in asked.variants:
        edits = edits_allowed(asked, variant)
        for form in np.nonzero(_may_reach(signs, variant, least / weight, edits))[0].tolist():
            if form not in found:
                found[form] = family_similarity(asked, files.text("forms", form))
    return {form: s for form, s in found.items() if s >= least}


def edits_allowed(asked: Asked, variant: bytes) -> int:
    """How many letters a far form may differ in; no limit when the oracle of the benchmark asks."""
    if asked.weights.far <= 0.5:
        return LONGEST
    return 2 if len(variant) < 10 else 3


def _may_reach(signs: NDArray[np.uint64], variant: bytes, needed: float, edits: int) -> NDArray[np.bool_]:
    """Where the letters in common allow a Jaro-Winkler similarity of `needed`."""
    mine = sign(variant)
    common = np.bitwise_count(signs & np.uint64(mine & LETTERS)) + spare(variant)
    lens = np.maximum(signs >> np.uint64(58), 1).astype(np.float64)
    same_first = ((signs >> np.uint64(52)) & np.uint64(63)) == np.uint64(mine >> 52 & 63)
    matches = np.minimum(common, np.minimum(lens, len(variant)))
    jaro = (matches / lens + matches / max(len(variant), 1) + 1.0) / 3.0
    jaro += 1e-9
    bound = np.where(same_first & (jaro > 0.7), jaro + 0.4 * (1.0 - jaro), jaro)
    close = matches + edits >= np.maximum(lens, len(variant))
    found: NDArray[np.bool_] = (bound >= needed) & close
    return found


def rank(asked: Asked, forms: dict[int, float], before: Scored | None = None) -> Scored:
    """The best `limit` rows among the postings of these forms and of `before`."""
    best = before or (np.zeros(0), np.zeros(0, np.uint32), np.zeros(0, np.uint32))
    given = _Given(asked)
    for group in _groups(asked.files, sorted(forms.items(), key=lambda f: (-f[1], f[0]))):
        most = asked.factor * (asked.weights.family * group[0][1] + asked.weights.given + asked.context_possible)
        if len(best[0]) >= asked.limit and most < best[0][asked.limit - 1]:
            break
        best = _merged(best, _alive(asked.files, _score(asked, group, given)), asked.limit)
    kept = best[0] >= (best[0][0] - asked.weights.cut if len(best[0]) else 0.0)
    return best[0][kept], best[1][kept], best[2][kept]


def _alive(files: Files, scored: Scored) -> Scored:
    if files.dead is None:
        return scored
    kept = ~files.dead.has(scored[1])
    return scored[0][kept], scored[1][kept], scored[2][kept]


def _groups(files: Files, forms: Iterable[tuple[int, float]]) -> Iterable[list[tuple[int, float]]]:
    at, group, size = files.array("forms.post"), list[tuple[int, float]](), 0
    for form, similarity in forms:
        group.append((form, similarity))
        low, high = int(at[form]), int(at[form + 1])
        if not 0 <= low <= high <= len(files.array("post.row")):
            raise files.damaged()
        size += high - low
        if size > CHUNK:
            yield group
            group, size = [], 0
    if group:
        yield group


def _score(asked: Asked, group: list[tuple[int, float]], given: _Given) -> Scored:
    files, w = asked.files, asked.weights
    at = files.array("forms.post")
    spans = [(int(at[form]), int(at[form + 1])) for form, _ in group]
    posts = np.concatenate([np.arange(low, high, dtype=np.uint32) for low, high in spans])
    family = np.repeat([s for _, s in group], [high - low for low, high in spans])
    rows = _taken(files.array("post.row"), spans)
    bits = _taken(files.array("post.bits"), spans)
    kind = np.where(bits & PART_BIT, w.name_part, 1.0) * np.where(bits & OTHER_BIT, w.other_name, 1.0)
    first = given.of(_taken(files.array("post.given"), spans)) * np.where(bits & MIDDLE_BIT, w.middle_name, 1.0)
    context = _context(asked, bits, rows, spans)
    return asked.factor * (w.family * family * kind + w.given * first + context), rows, posts


def _taken(array: NDArray[Any], spans: list[tuple[int, int]]) -> NDArray[Any]:
    return np.concatenate([array[low:high] for low, high in spans])


def _context(asked: Asked, bits: NDArray[Any], rows: U32, spans: list[tuple[int, int]]) -> NDArray[np.float64]:
    w, total = asked.weights, np.zeros(len(bits))
    if asked.middle:
        initial = bits & INITIAL_BITS
        total += w.middle * np.where(initial == asked.middle, 1.0, np.where(initial == 0, 0.5, 0.0))
    if asked.sex:
        sex = (bits >> SEX_SHIFT) & 3
        total += w.sex * np.where(sex == asked.sex, 1.0, np.where(sex == 0, 0.5, 0.0))
    if asked.states:
        total += w.state * has(asked.files, "states", asked.want_states, rows, spans)
    if asked.codes:
        total += w.code * has(asked.files, "codes", asked.want_codes, rows, spans)
    return total


def has(
    files: Files, name: str, wanted: NDArray[np.uint8], rows: U32, spans: list[tuple[int, int]]
) -> NDArray[np.float64]:
    """1 where a posting's set of states or codes holds a wanted one."""
    short = _taken(files.array(f"post.{name}"), spans)
    numbers = np.minimum(short, len(wanted) - 1)
    found: NDArray[np.float64] = wanted[numbers].astype(np.float64)
    over = np.nonzero(short == OVERFLOW)[0]
    if len(over):
        over_rows = files.array(f"{name}.over_row")
        place = np.minimum(np.searchsorted(over_rows, rows[over]), len(over_rows) - 1)
        found[over] = wanted[files.array(f"{name}.over_set")[place]]
    return found


class _Given:
    """How like the listed first names are to the claimed one; each compared once a query."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._known = dict.fromkeys(asked.related, asked.weights.nickname)

    def of(self, numbers: U32) -> NDArray[np.float64]:
        """The similarity of each listed first name."""
        if not self._asked.given:
            return np.full(len(numbers), 0.5)
        distinct, inverse = np.unique(numbers, return_inverse=True)
        found: NDArray[np.float64] = self._compared(distinct.tolist())[inverse]
        return found

    def _compared(self, numbers: list[int]) -> NDArray[np.float64]:
        fresh = [n for n in numbers if n not in self._known]
        listed = [self._asked.files.text("given", n) for n in fresh]
        plain = process.cdist([self._asked.given], listed, scorer=JaroWinkler.similarity, dtype=np.float64)
        for number, name, similarity in zip(fresh, listed, plain[0].tolist(), strict=True):
            self._known[number] = self._judged(name, similarity)
        return np.array([self._known[n] for n in numbers])

    def _judged(self, listed: bytes, similarity: float) -> float:
        mine = self._asked.given
        if not listed:
            return 0.5
        if listed != mine and (len(listed) == 1 or len(mine) == 1) and listed[0] == mine[0]:
            return self._asked.weights.initial
        return similarity


def _merged(best: Scored, more: Scored, limit: int) -> Scored:
    """The best `limit` of both; each row once, ties in row order."""
    scores = np.concatenate((best[0], more[0]))
    rows, posts = np.concatenate((best[1], more[1])), np.concatenate((best[2], more[2]))
    if len(scores) > 8 * limit:
        floor = np.partition(scores, len(scores) - 4 * limit)[len(scores) - 4 * limit]
        keep = scores >= floor
        if len(np.unique(rows[keep])) >= limit:
            scores, rows, posts = scores[keep], rows[keep], posts[keep]
    order = np.lexsort((posts, rows, -scores))
    _, first = np.unique(rows[order], return_index=True)
    order = order[np.sort(first)][:limit]
    return scores[order], rows[order], posts[order]
