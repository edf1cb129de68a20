"""What a list of linked claims measures: precision, recall, intervals, calibration, gaps between groups. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from benchmarks.accuracy._claimants import ABSENT_KINDS, KINDS, LEVELS, PRESENT_KINDS, Claimant
from benchmarks.accuracy._intervals import wilson
from credcheck.model import RecordAxis

BINS = 10
EDGES = (0, 0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1)


@dataclass(frozen=True, slots=True)
class Judged:
    """What one matcher makes of a claim: its first person, the score, and the lead over the second."""

    best: str
    score: float
    lead: float


@dataclass(frozen=True, slots=True)
class Linked:
    """What came of one claim; `equals` is how many others fit all that is claimed as well as the holder.

    `carriers` is how many listed people carry the claimed name; `able`: only the thresholds can keep it from MATCH;
    `more` is what the first person's evidence beside the name weighs.
    """

    claimant: Claimant
    record: str
    ours: Judged
    truth: float
    returned: bool
    counts_right: tuple[bool, ...]
    seconds: float
    equals: int = 0
    carriers: int = 1
    able: bool = True
    more: float = 0.0

    @property
    def wanted(self) -> str:
        """The key of the person who speaks."""
        return f"npi:{self.claimant.somebody.npi}"

    @property
    def right(self) -> bool:
        """Whether our first person is the one who speaks."""
        return self.ours.best == self.wanted and self.claimant.present

    @property
    def matched(self) -> bool:
        """Whether the verdict is MATCH."""
        return self.record == RecordAxis.MATCH.value


Some = Sequence[Linked]
Question = Callable[[Linked], bool]


def share(linked: Some, true: Question) -> dict[str, Any]:
    """How many of some claims, with the interval."""
    hits = sum(true(x) for x in linked)
    low, middle, high = wilson(hits, len(linked))
    told = hits / len(linked) if linked else None
    return {
        "share": told,
        "low": round(low, 4),
        "middle": round(middle, 4),
        "high": round(high, 4),
        "of": len(linked),
        "hits": hits,
    }


def weighed(linked: Some, true: Question) -> float:
    """The share when every claim counts as often as people write like that."""
    whole = sum(x.claimant.natural for x in linked)
    return sum(x.claimant.natural for x in linked if true(x)) / whole if whole else float("nan")


def at(linked: Some, level: str = "", kind: str = "") -> list[Linked]:
    """The claims of a level, a kind, or both."""
    return [x for x in linked if level in ("", x.claimant.level) and kind in ("", x.claimant.kind)]


def summary(everything: Some) -> dict[str, Any]:
    """All measures of our own matcher."""
    linked = [x for x in everything if not x.claimant.group]
    present = [x for x in linked if x.claimant.present]
    absent = [x for x in linked if not x.claimant.present]
    matched = [x for x in linked if x.matched]
    return {
        "claims": len(linked),
        "claims_by_origin": len(everything) - len(linked),
        "absent": len(absent),
        "holder_among_candidates": share(present, lambda x: x.returned),
        "precision": share(matched, _right),
        "precision_natural": weighed(matched, _right),
        "precision_present": share([x for x in present if x.matched], _right),
        "recall": {level: share(at(present, level), _found) for level in LEVELS},
        "recall_natural": {level: weighed(at(present, level), _found) for level in LEVELS},
        "first": {level: share(at(present, level), _right) for level in LEVELS},
        "unlike": {level: share(at(present, level), _unlike) for level in LEVELS},
        "absent_match": share(absent, _matched),
        "absent_match_natural": weighed(absent, _matched),
        "contradicted": share(everything, lambda x: x.record == RecordAxis.CONTRADICTED.value),
        "calibration": calibration(linked, lambda x: 1.0),
        "calibration_natural": calibration(linked, lambda x: x.claimant.natural),
        "stated": stated(linked, lambda x: x.claimant.natural),
        "strata": strata(linked),
        "counts": _counts(linked),
        "frontier": [frontier(linked, least) for least in FRONTIER],
        "origins": by_origin(everything),
        "ms_per_claim": round(1000 * sum(x.seconds for x in everything) / max(1, len(everything)), 3),
    }


def _right(linked: Linked) -> bool:
    return linked.right


def _matched(linked: Linked) -> bool:
    return linked.matched


def _unlike(linked: Linked) -> bool:
    """Whether nobody else in the world fits as well: whoever is named otherwise is a guess."""
    return not linked.equals


def _found(linked: Linked) -> bool:
    return linked.matched and linked.right


def strata(linked: Some) -> list[dict[str, Any]]:
    """Every kind, over all levels (level "") and at each: claims, matches, precision, recall, false matches."""
    rows: list[dict[str, Any]] = []
    for kind in KINDS:
        for level in ("", *LEVELS):
            some = at(linked, level, kind)
            told = [x for x in some if x.matched]
            row: dict[str, Any] = {"kind": kind, "level": level, "claims": len(some), "matches": len(told)}
            if kind in PRESENT_KINDS:
                row |= {"precision": share(told, _right), "recall": share(some, _found), "first": share(some, _right)}
                row["unlike"] = share(some, _unlike)
            else:
                row |= {"called_match": share(some, _matched)}
            rows.append(row)
    return rows


def worst_stratum(rows: list[dict[str, Any]], least: int = 100) -> dict[str, Any]:
    """The kind of people present whose precision is lowest, by the middle of its interval, with enough matches."""
    told = [r for r in rows if r["kind"] not in ABSENT_KINDS and not r["level"] and r["matches"] >= least]
    return min(told, key=lambda r: r["precision"]["middle"], default={})


def calibration(linked: Some, weight: Callable[[Linked], float]) -> dict[str, Any]:
    """Stated against observed probability of the first person: error, Brier skill, and the ten bins."""
    whole = sum(weight(x) for x in linked)
    bins, error = [], 0.0
    for place in range(BINS):
        low, high = place / BINS, (place + 1) / BINS + (place == BINS - 1)
        inside = [x for x in linked if low <= x.ours.score < high and weight(x)]
        mass = sum(weight(x) for x in inside)
        if mass:
            stated = sum(weight(x) * x.ours.score for x in inside) / mass
            observed = sum(weight(x) for x in inside if x.right) / mass
            error += mass / whole * abs(stated - observed)
            bins.append({"stated": round(stated, 4), "observed": round(observed, 4), "claims": len(inside)})
    base = sum(weight(x) for x in linked if x.right) / whole
    brier = sum(weight(x) * (x.ours.score - x.right) ** 2 for x in linked) / whole
    skill = 1 - brier / (base * (1 - base)) if 0 < base < 1 else float("nan")
    return {"error": round(error, 4), "brier_skill": round(skill, 4), "bins": bins}


def stated(linked: Some, weight: Callable[[Linked], float]) -> list[dict[str, Any]]:
    """How often the first person was right where a probability within these edges was stated, finest near certainty."""
    rows = []
    for low, high in pairwise(EDGES):
        inside = [x for x in linked if low <= x.ours.score < high + (high == 1) and weight(x)]
        mass = sum(weight(x) for x in inside)
        right = sum(weight(x) for x in inside if x.right) / mass if mass else 0.0
        rows.append({"low": low, "high": high, "claims": len(inside), "right": round(right, 4)})
    return rows


def _counts(linked: Some) -> dict[str, int]:
    checked = [right for x in linked for right in x.counts_right]
    return {"checked": len(checked), "wrong": checked.count(False)}


def by_origin(everything: Some) -> dict[str, Any]:
    """Recall of MATCH at level D for each group of name origins, and the gap among groups of more than 1,000 claims."""
    groups: dict[str, list[Linked]] = {}
    for x in everything:
        if x.claimant.group:
            groups.setdefault(x.claimant.group, []).append(x)
    rows: dict[str, dict[str, Any]] = {
        g: {
            "recall": share(some, _found),
            "precision": share([x for x in some if x.matched], _right),
            "unlike": share(some, _unlike),
            "recall_alike": _at_equal_rarity(some, [x for every in groups.values() for x in every]),
        }
        for g, some in sorted(groups.items())
    }
    large = [row for row in rows.values() if row["recall"]["of"] > 1000]
    gaps = {what: _gap([row[what]["share"] for row in large]) for what in ("recall", "unlike")}
    gaps["recall_alike"] = _gap([row["recall_alike"] for row in large])
    return {"groups": rows, "large": len(large), "gap": gaps["recall"], "gaps": gaps}


FRONTIER = (0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998)


def frontier(linked: Some, least: float) -> dict[str, Any]:
    """What one threshold for all would give: recall by level, precision, and how many of the absent it names."""
    taken = [x for x in linked if x.able and x.ours.score >= least]
    kept = {id(x) for x in taken}
    present, absent = [x for x in linked if x.claimant.present], [x for x in linked if not x.claimant.present]
    return {
        "least": least,
        "recall": {level: share(at(present, level), lambda x: id(x) in kept and x.right) for level in LEVELS},
        "precision": share(taken, _right),
        "absent": {level: share(at(absent, level), lambda x: id(x) in kept) for level in ("", *LEVELS)},
    }


CARRIERS = (0, 1, 2, 3, 5, 10, 20)


def _at_equal_rarity(some: Some, everybody: Some) -> float:
    """The recall a group would have if its names were shared by as many people as everybody's: standardised."""
    found = 0.0
    for least in CARRIERS:
        all_of, own = _shared_by(everybody, least), _shared_by(some, least)
        told = own or all_of  # a group without such names is taken to fare like everybody there
        found += len(all_of) * sum(map(_found, told)) / max(1, len(told))
    return round(found / max(1, len(everybody)), 4)


def _shared_by(some: Some, least: int) -> list[Linked]:
    return [x for x in some if max(n for n in CARRIERS if n <= x.carriers) == least]


def _gap(shares: Sequence[float]) -> float | None:
    return round(max(shares) - min(shares), 4) if shares else None


# ---------------------------------------------------------------- matchers side by side
Judge = Callable[[Linked], Judged]


def sweep(linked: Some, judge: Judge, weight: Callable[[Linked], float], asked: float = 0.99) -> dict[str, Any]:
    """A matcher at its own best threshold: chosen on even claims, measured on odd ones.

    The threshold is the lowest at which the precision asked for is reached; where none does, the one of best precision.
    """
    chosen, lead = choose(linked[::2], judge, weight, asked)
    rest = linked[1::2]
    taken = [x for x in rest if _takes(judge(x), chosen, lead)]
    mass = sum(weight(x) for x in taken)
    hits = sum(weight(x) for x in taken if _is_truth(x, judge(x)))
    recalls = {}
    for level in ("", *LEVELS):
        some = [x for x in at(rest, level) if x.claimant.present]
        found = sum(weight(x) for x in some if _takes(judge(x), chosen, lead) and _is_truth(x, judge(x)))
        recalls[level or "all"] = round(found / max(1e-12, sum(weight(x) for x in some)), 4)
    able = [x for x in rest if x.claimant.present and x.claimant.level != LEVELS[0]]
    recalls[TOLD] = round(_part(able, lambda x: _takes(judge(x), chosen, lead) and _is_truth(x, judge(x)), weight), 4)
    absent = [x for x in rest if not x.claimant.present]
    wrong = sum(weight(x) for x in absent if _takes(judge(x), chosen, lead)) / max(
        1e-12, sum(weight(x) for x in absent)
    )
    return {
        "threshold": round(chosen, 5),
        "lead": lead,
        "precision": round(hits / mass, 4) if mass else None,
        "recall": recalls,
        "absent_match": round(wrong, 4),
    }


TOLD = "B to D"
"""The claims that give more than a name: a name alone is never a MATCH by rule, however rare."""


def _takes(judged: Judged, threshold: float, lead: float) -> bool:
    return bool(judged.best) and judged.score >= threshold and judged.lead > lead


def _is_truth(linked: Linked, judged: Judged) -> bool:
    return judged.best == linked.wanted and linked.claimant.present


LEADS = (1e-9, 0.02, 0.05, 0.1, 0.2)


def choose(linked: Some, judge: Judge, weight: Callable[[Linked], float], asked: float) -> tuple[float, float]:
    """The threshold and lead with most hits at the precision asked for, else those of the best precision."""
    options = [_choose(linked, judge, weight, asked, lead) for lead in LEADS]
    reached = [o for o in options if o[0]]
    best = max(reached, key=lambda o: o[3]) if reached else max(options, key=lambda o: (o[2], o[3]))
    return best[1], best[4]


def _choose(
    linked: Some, judge: Judge, weight: Callable[[Linked], float], asked: float, lead: float
) -> tuple[bool, float, float, float, float]:
    told = [(j, x) for x in linked if (j := judge(x)).best and j.lead > lead]
    told.sort(key=lambda pair: -pair[0].score)
    hits = mass = 0.0
    best = (False, 2.0, 0.0, 0.0, lead)
    for count, (judged, x) in enumerate(told, 1):
        mass += weight(x)
        hits += weight(x) * _is_truth(x, judged)
        last = count == len(told) or told[count][0].score < judged.score
        if not last or count < 50 or not mass:
            continue
        precision = hits / mass
        if precision >= asked:
            best = (True, judged.score, precision, hits, lead)
        elif not best[0] and precision > best[2]:
            best = (False, judged.score, precision, hits, lead)
    return best


def side_by_side(linked: Some, rivals: dict[str, list[Judged]]) -> dict[str, Any]:
    """Every matcher on the same claims and candidates, all strata alike and as people write; misses against ours."""
    found: dict[str, Any] = {"claims": len(linked)}
    for title, weight in (("even", _one), ("natural", _natural)):
        found[title] = {"CredCheck (its verdict)": _verdicts(linked, weight)}
        found[title]["CredCheck (swept)"] = sweep(linked, lambda x: x.ours, weight)
        for name, answers in rivals.items():
            by_claim = {id(x): judged for x, judged in zip(linked, answers, strict=True)}
            row = sweep(linked, lambda x, by=by_claim: by[id(x)], weight)  # type: ignore[misc]
            found[title][name] = row | {"ours": sweep(linked, lambda x: x.ours, weight, row["precision"] or 1.0)}
    return found


def _one(linked: Linked) -> float:
    return 1.0


def _natural(linked: Linked) -> float:
    return linked.claimant.natural


def _verdicts(linked: Some, weight: Callable[[Linked], float]) -> dict[str, Any]:
    """What the verdict MATCH reaches on the claims that the sweeps are measured on."""
    rest = linked[1::2]
    matched = [x for x in rest if x.matched]
    absent = [x for x in rest if not x.claimant.present]
    recalls = {}
    for level in ("", *LEVELS):
        some = [x for x in at(rest, level) if x.claimant.present]
        recalls[level or "all"] = round(_part(some, _found, weight), 4)
    able = [x for x in rest if x.claimant.present and x.claimant.level != LEVELS[0]]
    recalls[TOLD] = round(_part(able, _found, weight), 4)
    return {
        "threshold": None,
        "precision": round(_part(matched, _right, weight), 4),
        "recall": recalls,
        "absent_match": round(_part(absent, _matched, weight), 4),
    }


def _part(linked: Some, true: Question, weight: Callable[[Linked], float]) -> float:
    return sum(weight(x) for x in linked if true(x)) / max(1e-12, sum(weight(x) for x in linked))
