"""Flips bytes of a copy again and again and searches it: run as a program, since a crash ends it.

usage: python -m tests.mirror.flipping FOLDER COUNT SEED; prints how many were answered and how many told as damage.
"""

from __future__ import annotations

import random
import shutil
import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path

from credcheck.errors import MirrorError
from credcheck.mirror import Mirror, Mirrors, NameQuery
from credcheck.mirror.storing import current

SHORTS = {"BOB": (("ROBERT", 1.0),), "LIZ": (("ELIZABETH", 1.0),)}
QUERIES = (
    NameQuery("Example", "Jane", "A", ("MA",), ("207RC0000X",), "F", 200),
    NameQuery("Exampel", "Bob", limit=10),
    NameQuery("Sample-Exemplar", "M"),
    NameQuery("Jane", "Example"),
)
LONGEST_S = 20


def main() -> None:
    """Flip, search, put back."""
    folder, count, chance = Path(sys.argv[1]), int(sys.argv[2]), random.Random(int(sys.argv[3]))
    signal.alarm(0)
    with tempfile.TemporaryDirectory() as place:
        shutil.copytree(folder, Path(place) / "m")
        parts = current(Path(place) / "m" / "npi")
        files = [f for part in parts for f in sorted(part.iterdir()) if f.stat().st_size]
        told: Counter[str] = Counter()
        for _ in range(count):
            told[_one(Path(place) / "m", chance.choice(files), chance)] += 1
    sys.stdout.write(f"{dict(told)}\n")


def _one(folder: Path, file: Path, chance: random.Random) -> str:
    """What came of flipping a few bytes of one file; a search that never ends is killed by the alarm."""
    whole = file.read_bytes()
    spoilt = bytearray(whole)
    for _ in range(chance.choice((1, 1, 2, 50))):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    file.write_bytes(spoilt)
    signal.alarm(LONGEST_S)
    try:
        mirror = Mirrors(folder, lambda: SHORTS).open("npi")
        assert mirror is not None
        _ask(mirror)
        return "answered"
    except MirrorError:
        return "damaged"
    finally:
        signal.alarm(0)
        file.write_bytes(whole)


def _ask(mirror: Mirror) -> None:
    for query in QUERIES:
        mirror.search(query)
    mirror.by_ids([f"{npi}" for npi in range(2_999_000_000, 2_999_000_050)])
    mirror.by_licence("EX10001", "MA")
    mirror.organisations("Example Heart Institute")


if __name__ == "__main__":
    main()
