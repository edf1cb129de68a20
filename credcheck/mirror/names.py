"""Names into search forms: what a surname is filed under, and what a claimed one is looked up as. Pure."""

from __future__ import annotations

from credcheck.mirror.words import Nicknames, Weights
from credcheck.text import fold

MAX_BYTES = 60
"""Longer names are cut: the compiled kernel compares within one 64-bit word."""

WHOLE, PART = 0, 1
_GENERATIONS = frozenset({"JR", "SR", "II", "III", "IV"})
_PARTICLES = frozenset(
    [
        "DE",
        "LA",
        "LAS",
        "LOS",
        "DEL",
        "DELA",
        "DI",
        "DA",
        "DOS",
        "DU",
        "LE",
        "VAN",
        "VON",
        "DER",
        "DEN",
        "EL",
        "AL",
        "BIN",
        "BEN",
        "IBN",
        "ST",
        "SAN",
        "MC",
        "MAC",
        "O",
        "ABU",
        "TER",
        "TEN",
        "Y",
    ]
)

# What `fold` does to ASCII, ten times faster: a build folds a million names.
_ASCII = {c: " " for c in range(128) if not chr(c).isalnum()} | dict.fromkeys(map(ord, "'`."))


def folded(name: str) -> str:
    """A name in search form: upper-case words, cut to what the index holds."""
    text = " ".join(name[:200].upper().translate(_ASCII).split()) if name.isascii() else fold(name[:200])
    return text if len(text) <= MAX_BYTES // 4 else _cut(text)


def _cut(text: str) -> str:
    return text.encode("utf-8", "ignore")[:MAX_BYTES].decode("utf-8", "ignore").strip()


def surname_forms(surname: str) -> tuple[tuple[str, int], ...]:
    """The forms a surname is filed under: whole, without spaces when of three words, and each half of a double one."""
    whole = _without_generation(folded(surname))
    if not whole or " " not in whole:
        return ((whole, WHOLE),) if whole else ()
    words = whole.split()
    forms = {whole: WHOLE}
    if len(words) > 2:
        forms[_cut("".join(words))] = WHOLE
    for part in halves(words):
        forms.setdefault(part, PART)
    return tuple(forms.items())


def halves(words: list[str]) -> tuple[str, ...]:
    """The parts of a double surname that stand alone: DE LA CRUZ SMITH -> CRUZ, SMITH."""
    alone = tuple(w for w in words[:6] if len(w) > 1 and w not in _PARTICLES)
    return alone if len(words) > 1 else ()


def _without_generation(name: str) -> str:
    words = name.split()
    while len(words) > 1 and words[-1] in _GENERATIONS:
        words.pop()
    return " ".join(words)


def surname_variants(surname: str, weights: Weights) -> tuple[tuple[str, float], ...]:
    """How a claimed surname is looked up, each variant with how direct it is: whole, halves swapped, each half."""
    whole = _without_generation(folded(surname))
    words = whole.split()
    found = {whole: 1.0} if whole else {}
    if len(words) > 1:
        found.setdefault(_cut("".join(words)), 1.0)
        found.setdefault(" ".join(reversed(words)), weights.other_name)
    for part in halves(words):
        found.setdefault(part, weights.query_part)
    return tuple(found.items())[:8]


def related_given(given: str, nicknames: Nicknames, formal: Nicknames) -> tuple[str, ...]:
    """The names a claimed first name may stand for or be short for, siblings (Bob, Rob) included."""
    stands_for = [name for name, _ in nicknames.get(given, ())] if given else []
    found: dict[str, None] = dict.fromkeys(stands_for)
    for name in (given, *stands_for):
        found.update(dict.fromkeys(short for short, _ in formal.get(name, ())))
    found.pop(given, None)
    return tuple(found)[:60]


def by_formal(nicknames: Nicknames) -> dict[str, tuple[tuple[str, float], ...]]:
    """Formal name -> the nicknames that stand for it."""
    found: dict[str, list[tuple[str, float]]] = {}
    for nickname, names in nicknames.items():
        for name, share in names:
            found.setdefault(name, []).append((nickname, share))
    return {name: tuple(shorts) for name, shorts in found.items()}
