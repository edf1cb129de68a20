"""python -m benchmarks.reports.mutations [HOW_MANY]: bytes changed in reports and the log, and how many go unseen."""

from __future__ import annotations

import random
import sys

from credcheck import wire
from credcheck.errors import BadInput
from credcheck.model import Sentence
from credcheck.store import ReportStore
from tests import factory
from tests.store.conftest import Clock
from tests.store.test_log import faults, filled, mutate, put_back
from tests.test_verify import KEY, PUBLIC, consistent, is_intact, mutations, resealed


def main(how_many: int) -> int:
    """Print a table; the number of changes that went unseen."""
    raw = wire.pretty(consistent(factory.match_not_bound()))
    signed = wire.signed(raw, KEY)
    unseen = {
        "report": sum(is_intact(m) for m in mutations(raw, how_many)),
        "signed report, digest made to fit": sum(
            (forged := resealed(m)) != signed and is_intact(forged, PUBLIC) for m in mutations(signed, how_many)
        ),
        "row of the log": _log(how_many),
    }
    for what, number in unseen.items():
        print(f"{what:<36} {how_many:>7} changed {number:>4} unseen")
    return sum(unseen.values())


def _log(how_many: int) -> int:
    cache, dice, unseen = ReportStore("sqlite://", Clock()), random.Random(11), 0
    cache.open()
    filled(cache, 4)
    cache.log.failed(factory.profile(), BadInput(Sentence("input.no_text")))
    for _ in range(how_many):
        _, _, row = mutate(cache, dice)
        unseen += not faults(cache)
        put_back(cache, row)
    cache.close()
    return unseen


if __name__ == "__main__":
    sys.exit(1 if main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000) else 0)
