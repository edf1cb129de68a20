"""Links claims of real registered people to a register that lacks three in ten of them; one table for all.

usage: python -m benchmarks.accuracy.linking --seed S [--people N] [--zip REGISTER.zip | --shared DIR]
           [--rivals plain|all|none] [--rivals-python PYTHON] [--jobs N] [--json OUT] [--docs FILE]

The register is made of the real rows beside the repository, once per seed and size, and kept in a cache outside it.
Everything printed is an aggregate. The rivals' thresholds are chosen on even claims and measured on odd ones. The prior
of being listed is that of the sample (everybody here was registered once, and 30 % of those who speak are left out),
because the sample holds nobody else. --docs writes the tables and the reliability diagram. Tuning seeds (fit.py) are
never reported.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from benchmarks.accuracy import _brute, _by_place, _drawn, _measures, _rivalry
from benchmarks.accuracy._claimants import Claimant, draw
from benchmarks.accuracy._linking import SHARE, World, in_batches
from benchmarks.accuracy._measures import Judged, Linked
from benchmarks.accuracy._people import pool
from benchmarks.accuracy._register import cache_folder, register_without, register_zip
from credcheck import thresholds
from credcheck.match import load
from credcheck.model import Answer


def main() -> None:
    """Draw, link, compare, print."""
    options = _options()
    source = register_zip(options.zip, options.shared, options.cache)
    everybody = pool(source)
    drawn = draw(everybody, options.people, random.Random(options.seed))
    mirrors = register_without(source, drawn.gone, SHARE, options.cache)
    told: list[tuple[Claimant, Answer]] = []
    linked: list[Linked] = []
    part = options.rivals_part if options.rivals != "none" else 0
    world = World(mirrors, load().everybody_listed(), _brute.crowd(everybody, drawn.gone), part)
    for claimant, (found, answer) in zip(
        drawn.claimants, in_batches(world, drawn.claimants, options.jobs), strict=True
    ):
        linked.append(replace(found, claimant=claimant))
        if answer is not None:
            told.append((claimant, answer))
    del world
    names = {"none": (), "plain": _rivalry.PLAIN, "all": _rivalry.ALL}[options.rivals]
    rivals = _rivalry.answers_of_rivals(told, everybody, drawn.gone, names, options.rivals_python) if names else {}
    table = _table(linked, told, rivals, options)
    print(_drawn.text(table))
    if options.json:
        options.json.write_text(json.dumps(table, indent=1), "utf-8")
    if options.docs:
        _drawn.write(table, options.docs)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--zip", type=Path)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--cache", type=Path, default=cache_folder())
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--people", type=int, default=24_000)
    parser.add_argument("--rivals", choices=("none", "plain", "all"), default="plain")
    parser.add_argument("--rivals-python", default=sys.executable, help="a Python that has rivals.txt installed")
    parser.add_argument("--rivals-part", type=int, default=1, help="compare on every n-th claim only: they are slow")
    parser.add_argument("--jobs", type=int, default=2, help="processes that ask the register and rank")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--docs", type=Path)
    return parser.parse_args()


def _table(
    linked: list[Linked],
    told: list[tuple[Claimant, Answer]],
    rivals: dict[str, list[Judged]],
    options: argparse.Namespace,
) -> dict[str, Any]:
    summary = _measures.summary(linked)
    chosen = {id(c) for c, _ in told}
    some = [x for x in linked if id(x.claimant) in chosen]
    return {
        "seed": options.seed,
        "people": options.people,
        "weights": load().version,
        "matchers": options.rivals,
        "part": options.rivals_part,
        "thresholds": asdict(thresholds.of(load().version)),
        **summary,
        "places": _by_place.parts(linked),
        "worst_stratum": _measures.worst_stratum(summary["strata"]),
        "side_by_side": _measures.side_by_side(some, rivals) if some else {},
    }


if __name__ == "__main__":
    main()
