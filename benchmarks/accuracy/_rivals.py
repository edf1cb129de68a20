"""Other matchers on the same candidates; a script of its own, run by a Python that has them.

usage: PYTHON _rivals.py CLAIMS.jsonl OUT.jsonl NAME ...

They are no dependency of the project: `python -m venv rivals; rivals/bin/pip install -r benchmarks/accuracy/rivals.txt`
(nomenklatura needs ICU: libicu-dev, pkg-config), then `linking --rivals-python rivals/bin/python`. CLAIMS has
one claim with its candidates a line, register.jsonl beside it everybody in the test register; OUT gets, for each claim,
the best candidate, its score and its lead over the second.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Scores = list[float]


def main() -> None:
    """Score every claim's candidates with each rival."""
    source, target, *names = sys.argv[1:]
    rows = [json.loads(line) for line in Path(source).read_text("utf-8").splitlines()]
    with Path(target).open("w", encoding="utf-8") as out:
        for name in names:
            started = time.perf_counter()
            scored = MATCHERS[name](rows)
            seconds = time.perf_counter() - started
            for row, scores in zip(rows, scored, strict=True):
                out.write(json.dumps({"rival": name, "claim": row["id"], **_best(row, scores)}) + "\n")
            print(f"{name}: {seconds:.1f} s for {len(rows):,} claims", file=sys.stderr)


def _best(row: Row, scores: Scores) -> Row:
    ranked = sorted(zip(scores, (c["id"] for c in row["candidates"]), strict=True), reverse=True)
    if not ranked:
        return {"best": "", "score": 0.0, "lead": 0.0}
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    return {"best": f"npi:{ranked[0][1]}", "score": ranked[0][0], "lead": ranked[0][0] - second}


# ---------------------------------------------------------------- rapidfuzz
def wratio(rows: list[Row]) -> list[Scores]:
    """The weighted ratio of rapidfuzz, on whole names: the best over a candidate's names."""
    from rapidfuzz import fuzz

    return [_by_text(row, lambda a, b: fuzz.WRatio(a, b) / 100) for row in rows]


def jaro_winkler(rows: list[Row]) -> list[Scores]:
    """Jaro-Winkler similarity of the whole names, the best over a candidate's names."""
    from rapidfuzz.distance import JaroWinkler

    return [_by_text(row, JaroWinkler.similarity) for row in rows]


def _by_text(row: Row, like: Callable[[str, str], float]) -> Scores:
    claimed = _whole(row["name"])
    return [max(like(claimed, _whole(name)) for name in c["names"]) for c in row["candidates"]]


def _whole(name: Row) -> str:
    return f"{name['given']} {name['family']}"


# ---------------------------------------------------------------- nomenklatura
def logic_v1(rows: list[Row]) -> list[Scores]:
    """The logic-v1 of nomenklatura: persons with their names, first and last names."""
    return list(_nomenklatura(rows, "logic-v1"))


def logic_v2(rows: list[Row]) -> list[Scores]:
    """The logic-v2 of nomenklatura, as it comes."""
    return list(_nomenklatura(rows, "logic-v2"))


def _nomenklatura(rows: list[Row], name: str) -> Iterator[Scores]:
    from nomenklatura.matching import get_algorithm

    algorithm = get_algorithm(name)
    assert algorithm is not None
    config = algorithm.default_config()
    for row in rows:
        query = _person(f"claim{row['id']}", [row["name"]])
        yield [algorithm.compare(query, _person(c["id"], c["names"]), config).score for c in row["candidates"]]


def _person(id: str, names: list[Row]) -> Any:
    from followthemoney import model

    entity = model.make_entity("Person")
    entity.id = id
    for at, name in enumerate(names):
        whole = " ".join(part for part in (name["given"], name["middle"], name["family"]) if part)
        entity.add("alias" if at else "name", whole)
        for field, part in (("firstName", "given"), ("middleName", "middle"), ("lastName", "family")):
            if name[part] and not at:
                entity.add(field, name[part])
    return entity


# ---------------------------------------------------------------- Splink
def splink(rows: list[Row]) -> list[Scores]:
    """Splink 5 on DuckDB, trained on these claims and the whole test register (see _splink.py)."""
    sys.path.insert(0, str(Path(__file__).parent))
    from _splink import score  # type: ignore[import-not-found]

    found: list[Scores] = score(rows, Path(sys.argv[1]).with_name("register.jsonl"))
    return found


MATCHERS: dict[str, Callable[[list[Row]], list[Scores]]] = {
    "rapidfuzz WRatio": wratio,
    "Jaro-Winkler": jaro_winkler,
    "nomenklatura logic-v1": logic_v1,
    "nomenklatura logic-v2": logic_v2,
    "Splink 5": splink,
}

if __name__ == "__main__":
    main()
