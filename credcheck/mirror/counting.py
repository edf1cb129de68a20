"""How many registered people carry a claimed name: exact, from the postings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from credcheck.mirror import twin
from credcheck.mirror.asking import Asked
from credcheck.mirror.bits import MIDDLE_BIT
from credcheck.mirror.files import Files
from credcheck.mirror.hashing import U32
from credcheck.model import Count


def counts(asked: Asked) -> tuple[Count, ...]:
    """People with this surname, this first name, both, and both within the wanted specialties and states.

    A first name also counts where a related form is listed (Bob: Robert), an initial wherever a name starts with it.
    """
    files = asked.files
    variant = asked.variants[0][0] if asked.variants else b""
    form = files.number("forms", variant) if variant else -1
    found = [Count("family", files.people("forms", form, form + 1) if form >= 0 else 0)]
    if not asked.given:
        return tuple(found)
    spans = _given_spans(files, asked)
    found.append(Count("given", sum(files.people("given", low, high) for low, high in spans)))
    pair = _pair_spans(files, form, spans)
    rows = _rows(files, pair)
    alive = _are_first(files, pair)
    if files.dead:
        alive &= ~files.dead.has(rows)
    found.append(Count("pair", len(np.unique(rows[alive]))))
    return (*found, *_narrowed(asked, pair, rows, alive))


def is_exact(asked: Sequence[Asked]) -> bool:
    """Whether no person can be counted under two of the first names: none but the claimed one is carried."""
    if len(asked[0].given) < 2:
        return True
    carried: set[bytes] = set()
    for one in asked:
        names = ((one.files.number("given", one.given), one.given), *zip(one.related, one.related_names, strict=True))
        carried |= {name for n, name in names if n >= 0 and one.files.people("given", n, n + 1) > 0}
    return len(carried) < 2


def _narrowed(asked: Asked, pair: list[tuple[int, int]], rows: U32, alive: NDArray[np.bool_]) -> list[Count]:
    found: list[Count] = []
    by_code = by_state = keep = alive
    if asked.codes:
        by_code = twin.has(asked.files, "codes", asked.want_codes, rows, pair) > 0 if pair else keep
        by_code = by_code & alive
        found.append(Count("pair+specialty", len(np.unique(rows[by_code]))))
    if asked.states:
        by_state = twin.has(asked.files, "states", asked.want_states, rows, pair) > 0 if pair else keep
        by_state = by_state & alive
        found.append(Count("pair+state", len(np.unique(rows[by_state]))))
    if asked.codes and asked.states:
        found.append(Count("pair+specialty+state", len(np.unique(rows[by_code & by_state]))))
    return found


def _given_spans(files: Files, asked: Asked) -> list[tuple[int, int]]:
    """Ranges of first-name numbers that count as the claimed one."""
    if len(asked.given) == 1:
        low = _lower(files, asked.given)
        return [(low, _lower(files, bytes([asked.given[0] + 1])))]
    exact = files.number("given", asked.given)
    numbers = sorted({*asked.related, *((exact,) if exact >= 0 else ())})
    return [(n, n + 1) for n in numbers]


def _lower(files: Files, text: bytes) -> int:
    low, high = 0, len(files.array("given.at")) - 1
    while low < high:
        middle = (low + high) // 2
        if files.text("given", middle) < text:
            low = middle + 1
        else:
            high = middle
    return low


def _pair_spans(files: Files, form: int, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges of postings: of one surname form, those with one of the first names (they are sorted by it)."""
    if form < 0:
        return []
    at = files.array("forms.post")
    low, high = int(at[form]), int(at[form + 1])
    given = files.array("post.given")[low:high]
    edges = np.searchsorted(given, np.array(spans, np.uint32).reshape(-1, 2)) + low
    return [(int(a), int(b)) for a, b in edges if a < b]


def _are_first(files: Files, spans: list[tuple[int, int]]) -> NDArray[np.bool_]:
    """Which postings are of a first name: middle names are found by, and not counted."""
    bits = files.array("post.bits")
    found = [(bits[a:b] & MIDDLE_BIT) == 0 for a, b in spans]
    return np.concatenate(found) if found else np.zeros(0, bool)


def _rows(files: Files, spans: list[tuple[int, int]]) -> U32:
    rows = files.array("post.row")
    return np.concatenate([rows[a:b] for a, b in spans]) if spans else np.zeros(0, np.uint32)
