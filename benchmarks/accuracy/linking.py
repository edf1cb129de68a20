"""Links claims of real registered people to a register that lacks three in ten of them; one table for all.

usage: python -m benchmarks.accuracy.linking --zip REGISTER.zip [--seed S] [--people N] [--json OUT]

Everything printed is an aggregate. The rivals' thresholds are chosen on even claims and measured on odd ones.
The prior of being listed is that of the sample (everybody here was registered once, and
30 % are left out), because the sample holds nobody else.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from benchmarks.accuracy import _claimants as drawing
from benchmarks.accuracy.profiles import answer_from
from credcheck import flags, match
from credcheck.match import weights
from credcheck.mirror import Mirrors
from credcheck.model import Answer, Case, Claims, PersonName, Profile, RecordAxis
from credcheck.net import Http
from credcheck.registries.interface import Access
from credcheck.registries.npi_mirror import NpiMirror
from credcheck.text import fold
from credcheck.vault import Vault
from credcheck.verdict import THRESHOLDS, decide

SHARE = 0.7
RIVALS: dict[str, Callable[[str, str], float]] = {
    "rapidfuzz WRatio": lambda a, b: fuzz.WRatio(a, b) / 100,
    "Jaro-Winkler": JaroWinkler.similarity,
}


@dataclass(frozen=True)
class Linked:
    """What came of one claim, for us and for each rival."""

    claimant: drawing.Claimant
    record: str
    person: str
    best: str
    probability: float
    lead: float
    truth: float
    returned: bool
    people: int
    seconds: float
    rivals: dict[str, tuple[str, float, float]]

    @property
    def right(self) -> bool:
        """Whether the first person is the one who speaks."""
        return self.best == f"npi:{self.claimant.somebody.npi}"

    @property
    def matched(self) -> bool:
        """Whether the verdict is MATCH."""
        return self.record == RecordAxis.MATCH.value


def main() -> None:
    """Draw, link, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--zip", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    everybody = drawing.pool(options.zip)
    claimants = drawing.draw(everybody, options.people, chance)
    gone = {c.somebody.npi for c in claimants if not c.present}
    with tempfile.TemporaryDirectory() as folder:
        short = Path(folder) / "short.zip"
        drawing.leave_out(options.zip, short, gone)
        mirrors = Mirrors(Path(folder) / "mirrors")
        NpiMirror.load(short, mirrors, lambda done, total, what: None, SHARE)
        short.unlink()
        linked = asyncio.run(_link_all(claimants, mirrors))
    table = _table(linked, everybody, gone)
    print(_shown(table))
    if options.json:
        options.json.write_text(json.dumps(table, indent=1), "utf-8")


async def _link_all(claimants: list[drawing.Claimant], mirrors: Mirrors) -> list[Linked]:
    registry = NpiMirror(Access(Http(offline=True), mirrors, Vault()))
    whole = weights.Listed(0.999, "everybody in this benchmark was registered once")
    weights.LISTED = dict.fromkeys([*weights.LISTED], whole)
    return [_link(c, await answer_from(c.claims, registry)) for c in claimants]


def _link(claimant: drawing.Claimant, answer: Answer) -> Linked:
    started = time.perf_counter()
    ranking = match.rank(claimant.claims, match.join((answer,)), (answer,))
    case = Case(Profile(), claimant.claims, (answer,), ranking)
    verdict = decide(case, flags.raise_flags(case))
    seconds = time.perf_counter() - started
    best, *others = ranking.matches or (None,)
    truth = f"npi:{claimant.somebody.npi}"
    of_truth = next((m.probability for m in ranking.matches if m.person.key == truth), 0.0)
    pair = next((c.people for c in answer.counts if c.what == "pair"), -1)
    return Linked(
        claimant,
        verdict.record.value,
        verdict.person,
        best.person.key if best else "",
        best.probability if best else 0.0,
        best.probability - (others[0].probability if others and others[0] else 0.0) if best else 0.0,
        of_truth,
        any(m.person.key == truth for m in ranking.matches),
        pair,
        seconds,
        {name: _rival(claimant.claims, answer, score) for name, score in RIVALS.items()},
    )


def _rival(claims: Claims, answer: Answer, score: Callable[[str, str], float]) -> tuple[str, float, float]:
    """The rival's first candidate by name, its score, and its lead over the second."""
    name = claims.name()
    if name is None or not answer.candidates:
        return "", 0.0, 0.0
    claimed = fold(name.text())
    scores = sorted(
        ((max(score(claimed, _text(n.name)) for n in c.names), c.id) for c in answer.candidates if c.names),
        reverse=True,
    )
    second = scores[1][0] if len(scores) > 1 else 0.0
    return f"npi:{scores[0][1]}", scores[0][0], scores[0][0] - second


def _text(name: PersonName) -> str:
    return fold(f"{name.given} {name.family}")


# ---------------------------------------------------------------- the table
def _table(linked: list[Linked], everybody: drawing.Pool, gone: set[str]) -> dict[str, Any]:
    present = [x for x in linked if x.claimant.present]
    absent = [x for x in linked if not x.claimant.present]
    matched = [x for x in linked if x.matched]
    told = [x for x in matched if x.claimant.present]
    alone = [x for x in absent if not x.claimant.crowd]
    return {
        "claims": len(linked),
        "absent": len(absent),
        "returned_in_50": _share(present, lambda x: x.returned),
        "precision_match_strata_even": _share(matched, lambda x: x.right),
        "precision_match_natural": _weighed(matched, lambda x: x.right),
        "precision_match_present": _share([x for x in matched if x.claimant.present], lambda x: x.right),
        "recall_by_level": {v: _share(_at(present, level=v), lambda x: x.matched and x.right) for v in drawing.LEVELS},
        "recall_by_level_natural": {
            v: _weighed(_at(present, level=v), lambda x: x.matched and x.right) for v in drawing.LEVELS
        },
        "recall_top1_or_several_first": {v: _share(_at(present, level=v), lambda x: x.right) for v in drawing.LEVELS},
        "precision_by_kind": {
            k: [_share(_at(told, kind=k), lambda x: x.right), len(_at(told, kind=k))]
            for k in drawing.NATURAL
        },
        "recall_by_kind_at_D": {
            k: _share(_at(present, kind=k, level=drawing.LEVELS[3]), lambda x: x.matched and x.right)
            for k in drawing.NATURAL
        },
        "crowded_recall_at_D": _share(
            [x for x in _at(present, level=drawing.LEVELS[3]) if x.claimant.crowd >= drawing.CROWDED - 1],
            lambda x: x.matched and x.right,
        ),
        "namesake_of_another_specialty": _errors([x for x in present if x.claimant.rival]),
        "absent_called_match": _share(absent, lambda x: x.matched),
        "absent_called_match_natural": _weighed(absent, lambda x: x.matched),
        "absent_called_match_by_kind": {k: _share(_at(absent, kind=k), lambda x: x.matched) for k in drawing.NATURAL},
        "absent_called_match_by_level": {v: _share(_at(absent, level=v), lambda x: x.matched) for v in drawing.LEVELS},
        "absent_with_namesakes_called_match": _share([x for x in absent if x.claimant.crowd], lambda x: x.matched),
        "absent_without_namesakes_called_match": _share(alone, lambda x: x.matched),
        "called_contradicted": _share(linked, lambda x: x.record == RecordAxis.CONTRADICTED.value),
        "calibration_error_natural": _calibration(linked),
        "reliability": _reliability(linked),
        "brier_skill_natural": _brier_skill(linked),
        "pair_count_exact": _counts(linked, everybody, gone),
        "recall_by_origin": _by_origin(present),
        "thresholds": {"match": THRESHOLDS.match, "lead": THRESHOLDS.lead},
        "our_best_at_precision_.99": _sweep(linked, _ours),
        "rivals_at_precision_.99": {
            name: _sweep(linked, lambda x, name=name: x.rivals[name]) for name in RIVALS  # type: ignore[misc]
        },
        "ms_per_match": round(1000 * sum(x.seconds for x in linked) / len(linked), 2),
    }  # fmt: skip


def _at(linked: Iterable[Linked], level: str = "", kind: str = "") -> list[Linked]:
    return [x for x in linked if level in ("", x.claimant.level) and kind in ("", x.claimant.kind)]


def _share(linked: list[Linked], true: Callable[[Linked], bool]) -> float:
    return round(sum(true(x) for x in linked) / len(linked), 4) if linked else float("nan")


def _weighed(linked: list[Linked], true: Callable[[Linked], bool]) -> float:
    whole = sum(x.claimant.natural for x in linked)
    return round(sum(x.claimant.natural for x in linked if true(x)) / whole, 4) if whole else float("nan")


def _errors(linked: list[Linked]) -> dict[str, float]:
    matched = [x for x in linked if x.matched]
    return {
        "claims": len(linked),
        "precision": _share(matched, lambda x: x.right),
        "recall": _share(linked, lambda x: x.matched and x.right),
    }


def _reliability(linked: list[Linked]) -> list[tuple[float, float, int]]:
    """Stated and observed probability of the first person, in ten bins."""
    bins: list[tuple[float, float, int]] = []
    for at in range(10):
        inside = [x for x in linked if at / 10 <= x.probability < (at + 1) / 10 + (at == 9) and x.claimant.natural]
        whole = sum(x.claimant.natural for x in inside)
        if whole:
            stated = sum(x.claimant.natural * x.probability for x in inside) / whole
            bins.append((round(stated, 3), _weighed(inside, lambda x: x.right), len(inside)))
    return bins


def _calibration(linked: list[Linked]) -> float:
    whole, error = sum(x.claimant.natural for x in linked), 0.0
    for at in range(10):
        inside = [x for x in linked if at / 10 <= x.probability < (at + 1) / 10 + (at == 9)]
        error += abs(sum(x.claimant.natural * (x.probability - x.right) for x in inside))
    return round(error / whole, 4)


def _brier_skill(linked: list[Linked]) -> float:
    whole = sum(x.claimant.natural for x in linked)
    base = sum(x.claimant.natural * x.right for x in linked) / whole
    ours = sum(x.claimant.natural * (x.probability - x.right) ** 2 for x in linked) / whole
    return round(1 - ours / (base * (1 - base)), 4)


def _counts(linked: list[Linked], everybody: drawing.Pool, gone: set[str]) -> dict[str, int]:
    """The pair count against counting one by one, where no short form widens it."""
    checked = wrong = 0
    for x in linked:
        name = x.claimant.claims.name()
        if name is not None and x.claimant.kind == "as registered":
            checked += 1
            wrong += x.people < drawing.brute_force(everybody, gone, name)
    return {"checked": checked, "below_brute_force": wrong}


def _by_origin(present: list[Linked]) -> dict[str, tuple[float, int]]:
    groups: dict[str, list[Linked]] = {}
    for x in present:
        if x.claimant.level == drawing.LEVELS[3] and x.claimant.natural:
            groups.setdefault(drawing.origin(x.claimant.somebody.name.family), []).append(x)
    return {g: (_weighed(v, lambda x: x.matched and x.right), len(v)) for g, v in sorted(groups.items())}


def _ours(linked: Linked) -> tuple[str, float, float]:
    return linked.best, linked.probability, linked.lead


Judge = Callable[[Linked], tuple[str, float, float]]


def _sweep(linked: list[Linked], judge: Judge) -> dict[str, Any]:
    """The threshold of most recall at precision .99, chosen on even and measured on odd claims, natural weights."""
    chosen = _choose(linked[::2], judge)
    rest = linked[1::2]
    taken = [x for x in rest if judge(x)[1] >= chosen and judge(x)[2] > 1e-9]
    present = [x for x in rest if x.claimant.present]
    return {
        "threshold": round(chosen, 4),
        "precision": _weighed(taken, lambda x: _is_truth(x, judge)),
        "recall_by_level": {
            v: _weighed(
                _at(present, level=v), lambda x: judge(x)[1] >= chosen and judge(x)[2] > 1e-9 and _is_truth(x, judge)
            )
            for v in drawing.LEVELS
        },
    }


def _is_truth(linked: Linked, judge: Judge) -> bool:
    return judge(linked)[0] == f"npi:{linked.claimant.somebody.npi}"


def _choose(linked: list[Linked], judge: Judge) -> float:
    ranked = sorted((x for x in linked if judge(x)[2] > 1e-9), key=lambda x: -judge(x)[1])
    right = whole = 0.0
    best = 1.01
    for count, x in enumerate(ranked, 1):
        whole += x.claimant.natural
        right += x.claimant.natural * _is_truth(x, judge)
        last = count == len(ranked) or judge(ranked[count])[1] < judge(x)[1]
        if last and whole > 0 and right / whole >= 0.99 and count >= 20:
            best = judge(x)[1]
    return best


def _shown(table: dict[str, Any]) -> str:
    return "\n".join(f"{key:<38} {value}" for key, value in table.items())


if __name__ == "__main__":
    main()
