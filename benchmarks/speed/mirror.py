"""The local copy against its limits and its rivals, in one run on the same look-ups.

usage: python -m benchmarks.speed.mirror --people 1000000 --seed 7 --rivals sqlite fts5 tantivy duckdb

Builds an invented register of that size as the official zip, imports it, and prints: reading and building against
inflating alone, memory and disk a person; then for every engine p50, p95, look-ups a second and recall@10 on the same
look-ups of twelve kinds. `floor` is our own kernel without the fuzzy step; `oracle` compares every surname there is.
The last column is the recall on the look-ups that the oracle was given. --keep DIR keeps the files for the next run.
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
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks import population
from benchmarks.speed import crowd as crowds
from benchmarks.speed import queries, rivals
from credcheck.mirror import Mirror, Mirrors, NameQuery, unpacking
from credcheck.mirror.engines import Twin
from credcheck.mirror.kernel import EXACT
from credcheck.registries import _nppes
from credcheck.registries.npi_mirror import NpiMirror

Find = Callable[[NameQuery], list[int]]
WARMED = ("floor", "this engine")
"""These run all look-ups once before they are timed: the cold cache was measured before."""


def main() -> None:
    """Parse, build, measure, print."""
    options = _options()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(options.keep or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        crowd = crowds.make(options.people, options.seed)
        _import(crowd, folder, options)
        cases = queries.make(crowd, options.queries, options.seed + 1)
        mirror = _opened(folder)
        _check(crowd, mirror)
        if options.worker:
            print(_rate(mirror, cases))
            return
        _cold(folder, cases)
        _engines(crowd, mirror, cases, folder, options)
        _processes(options, folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=500_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--queries", type=int, default=600)
    parser.add_argument("--oracle", type=int, default=240, help="look-ups given to the exhaustive oracle")
    parser.add_argument("--rivals", nargs="*", default=[], choices=sorted(rivals.RIVALS))
    parser.add_argument("--rival-queries", type=int, default=240)
    parser.add_argument("--keep", default="", help="a folder to keep zip and copy in, used again by the next run")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
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
bare = private()
started = time.perf_counter()
mirror = Mirrors(Path(sys.argv[1])).open("npi")
opened = time.perf_counter()
mirror.search(queries[0])
first = time.perf_counter()
after = private()
for query in queries[1:]:
    mirror.search(query)
print(f"opening {1e3 * (opened - started):.0f} ms (numpy comes in here); first search {1e3 * (first - opened):.0f} ms; "
      f"private memory added: {after - bare:.0f} MB after it, {private() - bare:.0f} MB after {len(queries)} others")
"""


def _import(crowd: crowds.Crowd, folder: Path, options: argparse.Namespace) -> None:
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


def _inflate(file: Path) -> tuple[float, float, int]:
    """Seconds on the clock and of the processor, and the bytes unpacked."""
    started, busy = time.perf_counter(), time.process_time()
    source = unpacking.unpack(file, _nppes.is_main_file)
    while source.read(unpacking.CHUNK):
        pass
    source.close()
    return time.perf_counter() - started, time.process_time() - busy, source.size


def _opened(folder: Path) -> Mirror:
    mirror = Mirrors(folder).open(NpiMirror.copy)
    if mirror is None:
        raise SystemExit("the copy was not built")
    return mirror


def _cold(folder: Path, cases: list[queries.Case]) -> None:
    """New processes with the files out of the page cache."""
    _evict(folder)
    for start in (1, 13, 25):
        asked = [(c.query.family, c.query.given) for c in (cases[start], *cases[start + 20 :][:300])]
        command = [sys.executable, "-c", COLD, str(folder)]
        subprocess.run(command, input=json.dumps(asked), text=True, check=True)
        _evict(folder)


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
    crowd: crowds.Crowd, mirror: Mirror, cases: list[queries.Case], folder: Path, options: argparse.Namespace
) -> None:
    heads = ("p50 ms", "p95 ms", "a second", "recall@10", "(n)", f"first {options.oracle}")
    print(f"\n{'engine':34}" + "".join(f"{head:>11}" for head in heads))
    segment = mirror._segments[0]
    _measure("floor: exact, same kernel", lambda q: _exact(mirror, q), cases, options)
    ours = _measure("this engine (row numbers)", mirror.rows, cases, options)
    _measure("this engine (records, counts)", lambda q: [len(mirror.search(q).hits)], cases, options, recall=False)
    mirror.__dict__["_segments"] = (replace(segment, engine=Twin(segment.files)),)
    _measure("its numpy twin", mirror.rows, cases[:120], options)
    mirror.__dict__["_segments"] = (segment,)
    _measure("oracle: scores everybody", lambda q: _everybody(mirror, q), cases[: options.oracle], options)
    scorer = rivals.Scorer(crowd)
    for name in options.rivals:
        with tempfile.TemporaryDirectory(dir=folder) as place:
            started = time.perf_counter()
            find = rivals.RIVALS[name](crowd, Path(place), scorer)
            label = f"{name} (built in {time.perf_counter() - started:.0f} s)"
            _measure(label, find, cases[: options.rival_queries], options)
    told = (f"{k} {np.mean([h for c, h in zip(cases, ours, strict=True) if c.kind == k]):.2f}" for k in queries.KINDS)
    print("\nrecall@10 by kind: " + "  ".join(told))


def _exact(mirror: Mirror, query: NameQuery) -> list[int]:
    segment = mirror._segments[0]
    found: list[int] = segment.engine.search(segment.asker.ask(query), EXACT)[1].tolist()
    return found


def _everybody(mirror: Mirror, query: NameQuery) -> list[int]:
    """Every surname of the vocabulary above a tenth, in both readings."""
    loose = replace(mirror._weights, least=0.1, far=0.1)
    segment = mirror._segments[0]
    asked = replace(segment.asker.ask(query), weights=loose)
    best = segment.engine.search(asked, 2)
    other = segment.asker.ask_swapped(query)
    if other is not None:
        best = segment.engine.search(replace(other, weights=loose), 2, best)
    found: list[int] = best[1].tolist()
    return found


def _measure(
    label: str, find: Find, cases: list[queries.Case], options: argparse.Namespace, recall: bool = True
) -> list[bool]:
    for case in cases if label.startswith(WARMED) else cases[:24]:
        find(case.query)
    took, hit = [], []
    for case in cases:
        started = time.perf_counter()
        rows = find(case.query)
        took.append(time.perf_counter() - started)
        hit.append(case.truth in rows[:10])
    p50, p95 = np.percentile(took, [50, 95]) * 1e3
    shown = f"{np.mean(hit):11.3f}{len(cases):11}{np.mean(hit[: options.oracle]):11.3f}" if recall else ""
    print(f"{label:34}{p50:11.3f}{p95:11.2f}{len(cases) / sum(took):11.0f}{shown}", flush=True)
    return hit


def _rate(mirror: Mirror, cases: list[queries.Case]) -> float:
    for case in cases[:100]:
        mirror.rows(case.query)
    started = time.perf_counter()
    for _ in range(5):
        for case in cases:
            mirror.rows(case.query)
    return 5 * len(cases) / (time.perf_counter() - started)


def _processes(options: argparse.Namespace, folder: Path) -> None:
    if not options.keep:
        return
    arguments = ["--people", str(options.people), "--seed", str(options.seed), "--keep", str(folder), "--worker"]
    command = [sys.executable, "-m", "benchmarks.speed.mirror", *arguments]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    rates = [float(p.communicate()[0]) for p in started]
    print(f"two processes: {sum(rates):,.0f} look-ups a second")


if __name__ == "__main__":
    main()
