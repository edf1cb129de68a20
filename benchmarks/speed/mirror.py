"""The local copy against its limits and its rivals, in one run on the same look-ups.

usage: python -m benchmarks.speed.mirror --people 1000000 --seed 7 --rivals sqlite fts5 tantivy duckdb

Builds an invented register of that size as the official zip, imports it, and prints: reading and building against
inflating alone, memory and disk a person; then for every engine p50, p95, look-ups a second and recall@10 on the same
look-ups of twelve kinds. `floor` is our own kernel without the fuzzy step; `oracle` compares every surname there is.
The last column is the recall on the look-ups that the oracle was given. --keep DIR keeps the files for the next run,
--json FILE writes the numbers beside the table. Rivals that are not installed are named and left out
(pip install tantivy duckdb).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import population
from benchmarks.speed import crowd as crowds
from benchmarks.speed import queries, rivals
from credcheck.mirror import Mirror, Mirrors, NameQuery, unpacking
from credcheck.mirror.engines import Twin
from credcheck.mirror.kernel import EXACT
from credcheck.registries import _nppes_files
from credcheck.registries.npi_mirror import NpiMirror

Find = Callable[[NameQuery], list[int]]
Told = dict[str, Any]
COUNTS = "(records, counts)"
WARMED = ("floor", "this engine")
"""These run all look-ups once before they are timed: the cold cache was measured before."""


def main() -> None:
    """Parse, build, measure, print."""
    options = _options()
    told: Told = {"people": options.people, "seed": options.seed}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(options.keep or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        crowd = crowds.make(options.people, options.seed)
        _import(crowd, folder, options, told)
        cases = queries.make(crowd, options.queries, options.seed + 1)
        mirror = _opened(folder)
        _check(crowd, mirror)
        told["cold"] = _cold(folder, cases)
        told["two_processes"] = _processes(folder, cases)
        _engines(crowd, mirror, cases, folder, options, told)
    if options.json:
        Path(options.json).write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=500_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--queries", type=int, default=600)
    parser.add_argument("--oracle", type=int, default=240, help="look-ups given to the exhaustive oracle")
    parser.add_argument("--rivals", nargs="*", default=[], choices=sorted(rivals.RIVALS))
    parser.add_argument("--rival-queries", type=int, default=240)
    parser.add_argument("--keep", default="", help="a folder to keep zip and copy in, used again by the next run")
    parser.add_argument("--json", default="", help="a file for the numbers")
    return parser.parse_args()


LOAD = """
import resource, sys
from pathlib import Path
from credcheck.mirror import Mirrors
from credcheck.registries.npi_mirror import NpiMirror
NpiMirror.load(Path(sys.argv[1]), Mirrors(Path(sys.argv[2])), lambda done, total, what: None)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, sum(resource.getrusage(resource.RUSAGE_SELF)[:2]))
"""
COLD = """
import json, sys, time
from pathlib import Path
def private():
    lines = open("/proc/self/smaps_rollup").read().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty")) / 1e3
from credcheck.mirror import Mirrors, NameQuery
queries = [NameQuery(*query, limit=10) for query in json.load(sys.stdin)]
bare, clock = private(), [time.perf_counter()]
mirror = Mirrors(Path(sys.argv[1])).open("npi")
clock.append(time.perf_counter())
import numpy
clock.append(time.perf_counter())
mirror.search(queries[0])
clock.append(time.perf_counter())
after = private()
for query in queries[1:]:
    mirror.search(query)
opening, numpy_s, first = (b - a for a, b in zip(clock, clock[1:]))
print(json.dumps({"opening_ms": 1e3 * opening, "numpy_ms": 1e3 * numpy_s, "first_ms": 1e3 * first,
                  "private_mb": after - bare, "private_mb_after_all": private() - bare}))
"""
RATE = """
import json, sys, time
from pathlib import Path
from credcheck.mirror import Mirrors, NameQuery
queries = [NameQuery(f, g, "", tuple(s), tuple(c), limit=n) for f, g, s, c, n in json.load(sys.stdin)]
mirror = Mirrors(Path(sys.argv[1])).open("npi")
for query in queries:
    mirror.rows(query)
started = time.perf_counter()
for _ in range(5):
    for query in queries:
        mirror.rows(query)
print(5 * len(queries) / (time.perf_counter() - started))
"""


def _import(crowd: crowds.Crowd, folder: Path, options: argparse.Namespace, told: Told) -> None:
    """Inflating alone is timed before and after, since other work on the machine comes and goes."""
    file = folder / f"npi-{options.people}-{options.seed}.zip"
    if not file.exists():
        crowds.write_zip(crowd, file)
    if Mirrors(folder).status():
        return
    before, started = _inflate(file), time.perf_counter()
    command = [sys.executable, "-c", LOAD, str(file), str(folder)]
    peak, busy = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    took, copy, after = time.perf_counter() - started, Mirrors(folder).status()[0], _inflate(file)
    alone, alone_busy = (before[0] + after[0]) / 2, (before[1] + after[1]) / 2
    records = sum(f.stat().st_size for f in (folder / "npi").rglob("records.*"))
    print(f"people {len(crowd):,}  CSV {before[2] / 1e9:.2f} GB  zip {file.stat().st_size / 1e6:.0f} MB")
    print(f"inflating alone {before[0]:.1f} s before, {after[0]:.1f} s after (processor {alone_busy:.1f} s)")
    print(f"zip -> searchable {took:.1f} s = {took / alone:.1f}x (processor {float(busy):.1f} s = "
          f"{float(busy) / alone_busy:.1f}x); peak {int(peak) / 1e3:.0f} MB")  # fmt: skip
    each, index = copy.size_bytes / len(crowd), (copy.size_bytes - records) / len(crowd)
    print(f"disk {each:.0f} B a person, index alone {index:.0f} B", flush=True)
    told["import"] = {
        "inflating_s": alone, "inflating_processor_s": alone_busy, "import_s": took, "import_processor_s": float(busy),
        "times": took / alone, "times_processor": float(busy) / alone_busy, "peak_mb": int(peak) / 1e3,
        "disk_bytes": each, "index_bytes": index,
    }  # fmt: skip


def _inflate(file: Path) -> tuple[float, float, int]:
    """Seconds on the clock and of the processor, and the bytes unpacked."""
    started, busy = time.perf_counter(), time.process_time()
    source = unpacking.unpack(file, _nppes_files.is_main_file)
    while source.read(unpacking.CHUNK):
        pass
    source.close()
    return time.perf_counter() - started, time.process_time() - busy, source.size


def _opened(folder: Path) -> Mirror:
    mirror = Mirrors(folder).open(NpiMirror.copy)
    if mirror is None:
        raise SystemExit("the copy was not built")
    return mirror


def _cold(folder: Path, cases: list[queries.Case]) -> list[dict[str, float]]:
    """New processes with the files out of the page cache; numpy's import is the interpreter's cost, and told apart."""
    _evict(folder)
    found = []
    for start in (1, 13, 25):
        asked = [(c.query.family, c.query.given) for c in (cases[start % len(cases)], *cases[start + 20 :][:300])]
        command = [sys.executable, "-c", COLD, str(folder)]
        done = subprocess.run(command, input=json.dumps(asked), text=True, check=True, capture_output=True)
        cold: dict[str, float] = json.loads(done.stdout)
        found.append(cold)
        print(
            "opening {opening_ms:.1f} ms; importing numpy {numpy_ms:.0f} ms; first search {first_ms:.0f} ms".format(
                **cold
            )
        )
        print("    private memory added: {private_mb:.0f} MB, {private_mb_after_all:.0f} MB after all".format(**cold))
        _evict(folder)
    return found


def _check(crowd: crowds.Crowd, mirror: Mirror) -> None:
    """The copy must be of this crowd: a zip kept from other word lists would make every look-up a miss."""
    for who in range(0, len(crowd), max(1, len(crowd) // 20)):
        record = mirror.by_id(str(crowd.npi[who]))
        if record is None or record.cells[population.FAMILY] != crowd.families[crowd.family[who]]:
            raise SystemExit("the files that were kept are of another crowd: remove them")


def _evict(folder: Path) -> None:
    for file in (folder / "npi").rglob("*"):
        if file.is_file():
            handle = os.open(file, os.O_RDONLY)
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(handle)


def _engines(
    crowd: crowds.Crowd,
    mirror: Mirror,
    cases: list[queries.Case],
    folder: Path,
    options: argparse.Namespace,
    told: Told,
) -> None:
    heads = ("p50 ms", "p95 ms", "a second", "recall@10", "(n)", f"first {options.oracle}")
    print(f"\n{'engine':34}" + "".join(f"{head:>11}" for head in heads))
    table = _Table(options, [])
    opened, few = mirror.opened, cases[: options.oracle]
    segment = opened.segments[0]
    floor = table.measure("floor: exact, same kernel", lambda q: _exact(mirror, q), cases)
    ours = table.measure("this engine (row numbers)", mirror.rows, cases)
    table.measure("this engine (records, counts)", lambda q: [len(mirror.search(q).hits)], cases)
    opened.__dict__["segments"] = (replace(segment, engine=Twin(segment.files)),)
    table.measure("its numpy twin", mirror.rows, cases[:120])
    opened.__dict__["segments"] = (segment,)
    oracle = table.measure("oracle: scores everybody", lambda q: _everybody(mirror, q), few)
    scorer = rivals.Scorer(crowd)
    for name in options.rivals:
        with tempfile.TemporaryDirectory(dir=folder) as place:
            started = time.perf_counter()
            try:
                find = rivals.RIVALS[name](crowd, Path(place), scorer)
            except ModuleNotFoundError:
                print(f"{name}: not installed, left out", flush=True)
                continue
            label = f"{name} (built in {time.perf_counter() - started:.0f} s)"
            rival = table.measure(label, find, cases[: options.rival_queries])
        part = float(np.mean(ours.hit[: options.rival_queries]))
        print(
            f"    ours on the same look-ups: recall {part:.3f}, p50 {rival.p50 / ours.p50:,.0f} times faster",
            flush=True,
        )
    part = float(np.mean(ours.hit[: options.oracle]) / np.mean(oracle.hit))
    print(f"\nagainst the floor: p50 {ours.p50 / floor.p50:.1f}x, p95 {ours.p95 / floor.p95:.1f}x; "
          f"recall against the oracle's: {part:.3f}")  # fmt: skip
    kinds = {k: float(np.mean([h for c, h in zip(cases, ours.hit, strict=True) if c.kind == k])) for k in queries.KINDS}
    print("recall@10 by kind: " + "  ".join(f"{kind} {found:.2f}" for kind, found in kinds.items()))
    told |= {"engines": [row.told(options) for row in table.rows], "kinds": kinds, "recall_of_oracle": part,
             "p50_times_floor": ours.p50 / floor.p50, "p95_times_floor": ours.p95 / floor.p95}  # fmt: skip


def _exact(mirror: Mirror, query: NameQuery) -> list[int]:
    segment = mirror.opened.segments[0]
    found: list[int] = segment.engine.search(segment.asker.ask(query), EXACT)[1].tolist()
    return found


def _everybody(mirror: Mirror, query: NameQuery) -> list[int]:
    """Every surname of the vocabulary above a tenth, in both readings."""
    loose = replace(mirror.opened.weights, least=0.1, far=0.1)
    segment = mirror.opened.segments[0]
    asked = replace(segment.asker.ask(query), weights=loose)
    best = segment.engine.search(asked, 2)
    other = segment.asker.ask_swapped(query)
    if other is not None:
        best = segment.engine.search(replace(other, weights=loose), 2, best)
    found: list[int] = best[1].tolist()
    return found


@dataclass(frozen=True)
class _Measured:
    """One line of the table; `hit` says for each look-up whether the person was among the first ten."""

    label: str
    p50: float
    p95: float
    rate: float
    took: list[float]
    hit: list[bool]

    def told(self, options: argparse.Namespace) -> dict[str, float | str]:
        """The line for the file of numbers; recall on all its look-ups and on those the oracle was given."""
        numbers = {"p50_ms": self.p50, "p95_ms": self.p95, "a_second": self.rate}
        if self.label.endswith(COUNTS):
            return {"engine": self.label, **numbers}
        recalls = {"recall": float(np.mean(self.hit)), "recall_first": float(np.mean(self.hit[: options.oracle]))}
        return {"engine": self.label, **numbers, "lookups": len(self.hit), **recalls}


@dataclass(frozen=True)
class _Table:
    """The lines measured so far, printed as they come."""

    options: argparse.Namespace
    rows: list[_Measured]

    def measure(self, label: str, find: Find, cases: list[queries.Case]) -> _Measured:
        """Time every look-up once, after some that warm it."""
        for case in cases if label.startswith(WARMED) else cases[:24]:
            find(case.query)
        took, hit = [], []
        for case in cases:
            started = time.perf_counter()
            rows = find(case.query)
            took.append(time.perf_counter() - started)
            hit.append(case.truth in rows[:10])
        p50, p95 = (float(p) for p in np.percentile(took, [50, 95]) * 1e3)
        found = _Measured(label, p50, p95, len(cases) / sum(took), took, hit)
        first = np.mean(hit[: self.options.oracle])
        shown = "" if label.endswith(COUNTS) else f"{np.mean(hit):11.3f}{len(cases):11}{first:11.3f}"
        print(f"{label:34}{p50:11.3f}{p95:11.2f}{found.rate:11.0f}{shown}", flush=True)
        self.rows.append(found)
        return found


def _processes(folder: Path, cases: list[queries.Case]) -> float:
    """Look-ups a second of two processes that share the copy; measured before the rivals build theirs."""
    asked = json.dumps([(c.query.family, c.query.given, c.query.states, c.query.codes, c.query.limit) for c in cases])
    command = [sys.executable, "-c", RATE, str(folder)]
    started = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for process in started:
        assert process.stdin is not None
        process.stdin.write(asked)
        process.stdin.close()
    rates = [float(process.stdout.read()) for process in started if process.stdout is not None]
    for process in started:
        process.wait()
    print(f"two processes: {sum(rates):,.0f} look-ups a second", flush=True)
    return sum(rates)


if __name__ == "__main__":
    main()
