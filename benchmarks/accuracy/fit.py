"""Fits the matcher's table of weights to data, by one command, and writes it with a source for every row.

usage: python -m benchmarks.accuracy.fit [--zip REGISTER.zip] [--shared DIR] --write VERSION
           [--seeds 101,102] [--people N] [--jobs N] [--shares all|cities] [--together]

Five steps. (1) Real pairs: what two registers, or two names of one record, say of the same people gives m. (2) The
register: how often other people stand at a near level gives u, by the length of the claimed word; namesakes give how
often state, specialty and profession agree by chance; held-out parts give how often names are met again. (3) Claims of
the tuning seeds, whose truth is known: the most probable correction of every level (benchmarks/accuracy/_offsets.py).
(4) On the same claims, the thresholds of the verdict (benchmarks/accuracy/_limits.py). (5) What no data speak of is
kept as judged (benchmarks/accuracy/judged.tsv), with its reason.
Never measure on a tuning seed. --shares also writes resources/lists/register_shares.tsv (aggregates only): all of it,
or only the rows of cities, so that reports made with older tables are derived with the shares they were made with.
--together first writes resources/lists/names_together.tsv, by which names are held to go together.
"""

from __future__ import annotations

import argparse
import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks.accuracy import _limits, _met, _namesakes, _offsets, _pairs, _rates, _table, _together
from benchmarks.accuracy._claimants import draw
from benchmarks.accuracy._jobs import made_of_each
from benchmarks.accuracy._linking import SHARE, answers_to
from benchmarks.accuracy._people import Pool, Somebody, key, pool
from benchmarks.accuracy._register import cache_folder, register_without, register_zip
from credcheck import lists, match, resources, thresholds
from credcheck.match import weights
from credcheck.match.forms import form
from credcheck.match.names import given_level, surname_level
from credcheck.match.professions import profession_of
from credcheck.match.rarity import unheard
from credcheck.match.shares import state_share
from credcheck.mirror import Mirror, NameQuery
from credcheck.model import PersonName
from credcheck.registries import _nppes
from credcheck.text import tight

LEAST = 20
ROUNDS = 2
NATURAL = 0.5
"""The corrections are fitted on claims of which half count as people write, half all strata alike: right for neither
alone, and not far off for both."""
Pair = tuple[str, str]


def main() -> None:
    """Count, fit, write."""
    options = _options()
    cache = options.cache
    source = register_zip(options.zip, options.shared, cache)
    everybody = pool(source)
    chance = random.Random(options.seed)
    if options.shares:
        print("shares written:", write_shares(everybody, options.shares == "cities"))
    if options.together:
        print(
            "names that go together written:",
            _together.write([(tight(p.name.family), tight(p.name.given)) for p in everybody.people]),
        )
    table = _table.judged()
    measured = _pairs.measured(options.shared) + _namesakes.measured(everybody, random.Random(options.seed))
    measured += _discounts(everybody, chance)
    measured += _chances(everybody, _whole(source, cache), chance, options.sample)
    rates, about = _met.measured(everybody, random.Random(options.seed))
    table = table.with_measured(measured + about).with_met(rates + _met.apart())
    print("\n".join(f"{v.field}: {v.name} {v.letters or ''} m={v.m} u={v.u} x{v.times} ({v.source})" for v in measured))
    seeds = [int(seed) for seed in options.seeds.split(",")]
    jobs = options.jobs
    taken = made_of_each(seeds, partial(_examples_of, source, everybody, options.people, cache), jobs, 1)
    drawn = [one for some in taken for one in some]
    for turn in range(ROUNDS):
        fitted = _corrections(drawn, weights.parse(options.write, table.text(options.write)), jobs)
        print(f"round {turn + 1}: mean log-likelihood {fitted.before:.4f} -> {fitted.after:.4f}")
        table = table.corrected(fitted, f"seeds {options.seeds}")
    limits = _thresholds(drawn, table, options, jobs)
    print("\n".join(f"threshold {v.name}: {v.m} ({v.source})" for v in limits))
    table.with_thresholds(limits).write(options.write)
    print("written:", resources.folder() / "weights" / f"{options.write}.tsv")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--zip", type=Path)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--cache", type=Path, default=cache_folder())
    parser.add_argument("--write", required=True)
    parser.add_argument("--seeds", default="101,102")
    parser.add_argument("--people", type=int, default=8000)
    parser.add_argument("--jobs", type=int, default=2, help="processes that ask the register and rank")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--sample", type=int, default=3000)
    parser.add_argument("--shares", choices=("all", "cities"))
    parser.add_argument("--together", action="store_true")
    return parser.parse_args()


def _whole(source: Path, cache: Path) -> Mirror:
    mirror = register_without(source, frozenset(), 0.07, cache).open("npi")
    assert mirror is not None
    return mirror


# ---------------------------------------------------------------- corrections from claims
Claimed = tuple[_offsets.Claimed, float]


def _examples_of(source: Path, everybody: Pool, people: int, cache: Path, seed: int) -> list[Claimed]:
    """The claims of a seed, what the register answers, and how much each counts."""
    drawn = draw(everybody, people, random.Random(seed))
    mirrors = register_without(source, drawn.gone, SHARE, cache)
    claimants = [c for c in drawn.claimants if not c.group]
    whole = sum(c.natural for c in claimants)
    answers = asyncio.run(answers_to(claimants, mirrors))
    even = [NATURAL * c.natural / whole * len(claimants) + 1 - NATURAL for c in claimants]
    return [(_offsets.Claimed(c.claims, a, c.truth), w) for c, a, w in zip(claimants, answers, even, strict=True)]


def _corrections(drawn: list[Claimed], table: weights.Weights, jobs: int) -> _offsets.Fitted:
    sure = table.everybody_listed()
    return _offsets.fit(list(made_of_each(drawn, lambda pair: _example(*pair, sure), jobs)))


def _example(claimed: _offsets.Claimed, weight: float, table: weights.Weights) -> _offsets.Example:
    persons = match.join((claimed.answer,))
    ranking = match.rank(claimed.claims, persons, (claimed.answer,), table)
    keys = [m.person.key for m in ranking.matches]
    truth = keys.index(claimed.truth) if claimed.truth in keys else -1
    rates = _rates.labels(claimed.claims, persons, claimed.answer, table)
    return _offsets.example(ranking, truth, weight, unheard(claimed.answer), rates)


def _thresholds(
    drawn: list[Claimed], rows: _table.Table, options: argparse.Namespace, jobs: int
) -> list[_table.Measured]:
    """Where MATCH begins under the corrected weights: precise on all strata alike, useful as people write as well."""
    text = rows.text(options.write)
    sure, limits = weights.parse(options.write, text).everybody_listed(), thresholds.parse(text)

    def nearly(pair: Claimed) -> _limits.Nearly:
        claimed, weight = pair
        ranking = match.rank(claimed.claims, match.join((claimed.answer,)), (claimed.answer,), sure)
        return _limits.nearly(claimed.claims, claimed.answer, ranking, claimed.truth, limits, weight)

    return _limits.chosen(list(made_of_each(drawn, nearly, jobs)), limits, f"seeds {options.seeds}")


# ---------------------------------------------------------------- rare pairs
def _discounts(everybody: Pool, chance: random.Random) -> list[_table.Measured]:
    """As how many others a full name that one, two or three listed people carry is met among the held-out 30 %."""
    seen, held = Counter[Pair](), Counter[Pair]()
    for somebody in everybody.people:
        (held if chance.random() < 0.3 else seen)[key(somebody.name)] += 1
    people, left = sum(seen.values()), sum(held.values())
    found = []
    for times in (1, 2, 3):
        some = [p for p, n in seen.items() if n == times]
        met = sum(held[p] for p in some) / left * people / max(1, len(some))
        source = f"{len(some):,} names that {times} of {people:,} people carry, met among {left:,} others"
        found.append(_table.Measured("number", "", f"discount {times}", round(times - met, 3), None, source))
    return found


# ---------------------------------------------------------------- u of near levels
@dataclass
class _Seen:
    """How many other people stand at each level, and how many could."""

    levels: Counter[tuple[str, int]] = field(default_factory=Counter)
    could: Counter[int] = field(default_factory=Counter)


LENGTHS = (0, 6, 8)
"""From how many letters on a chance is counted apart: short words have many neighbours, long ones few."""
# Surnames two edits or a sound apart are not counted here: a search that finds the name itself does not look that far.
_NEAR = {
    "surname": ("spelling variant", "one edit"),
    "given": ("spelling variant", "one edit", "two edits", "phonetic", "shared formal name"),
}


def _chances(everybody: Pool, mirror: Mirror, chance: random.Random, size: int) -> list[_table.Measured]:
    """How often others stand at near levels: by surname among people of the given name, and the other way round."""
    surname, given = _Seen(), _Seen()
    names = [p.name for p in everybody.people if len(p.name.given) > 1 and len(p.name.family) > 1]
    for name in chance.sample(names, min(size, len(names))):
        _look(name, mirror, surname, given)
    found: list[_table.Measured] = []
    for what, seen in (("surname", surname), ("given", given)):
        for level in _NEAR[what]:
            for letters in LENGTHS if level != "shared formal name" else LENGTHS[:1]:
                n, could = seen.levels[level, letters], seen.could[letters]
                u = max(n, 0.5) / max(1, could)
                source = f"{n} of {could:,} others in the register"
                found.append(_table.Measured("level", what, level, None, float(f"{u:.3g}"), source, letters))
    return found


def _length(word: str) -> int:
    return max(least for least in LENGTHS if len(word) >= least)


def _look(name: PersonName, mirror: Mirror, surname: _Seen, given: _Seen) -> None:
    claimed = form(name)
    found = mirror.search(NameQuery(name.family, name.given, limit=200))
    by = {c.what: c.people for c in found.counts}
    last_class, first_class = _length(claimed.family), _length(claimed.given)
    few = by.get("family", 0) <= 120
    surname.could[last_class] += by.get("given", 0)
    given.could[first_class] += max(0, by.get("family", 0) - 1) if few else 0
    for hit in found.hits:
        cells = hit.record.cells
        listed = form(PersonName(*(cells.get(c, "") for c in (_nppes.GIVEN, _nppes.MIDDLE, _nppes.FAMILY))))
        if (listed.given, listed.family) == (claimed.given, claimed.family):
            continue
        last, first = surname_level(claimed, listed), given_level(claimed, listed)[0]
        if first in ("exact", "nickname", "formal of nickname"):
            surname.levels[last, last_class] += 1
        if last == "exact" and few:
            given.levels[first, first_class] += 1


# ---------------------------------------------------------------- shares
def write_shares(everybody: Pool, cities_only: bool = False) -> int:
    """Write the aggregates that occur often enough to be about nobody in particular; how many rows there are."""
    path = resources.folder() / "lists" / "register_shares.tsv"
    rows = _kept_lines(path) if cities_only else _share_lines(everybody)
    lines = [*SHARES_HEAD, *rows, *_city_lines(everybody)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return len(lines) - len(SHARES_HEAD)


def _kept_lines(path: Path) -> list[str]:
    """What stands there of anything but cities."""
    rows = path.read_text("utf-8").splitlines()[len(SHARES_HEAD) :]
    return [row for row in rows if not row.startswith("city\t")]


SHARES_HEAD = (
    "# How common taxonomy codes, states and credentials are, per million registered people (credentials: per",
    "# million of the people of their profession who state one; cities: of the people who list one, and * what any",
    "# other city is of its state, per million). Aggregates of a public extract of the US NPI register (public",
    "# domain), about 7 % of its people, with more Medicare clinicians than the whole; written by",
    "# benchmarks/accuracy/fit.py.",
    "kind\tvalue\tper_million",
)


def _share_lines(everybody: Pool) -> list[str]:
    counts = {kind: Counter[str]() for kind in ("code", "state", "profession")}
    credential, stated = Counter[str](), Counter[str]()
    for somebody in everybody.people:
        _count(somebody, counts, credential, stated)
    lines: list[str] = []
    people = len(everybody.people)
    for kind, found in counts.items():
        lines += [f"{kind}\t{v}\t{1e6 * n / people:.0f}" for v, n in sorted(found.items()) if n >= LEAST]
    profession = {c.code: c.profession for c in lists.credentials().values()}
    for code, n in sorted(credential.items()):
        if n >= LEAST:
            lines.append(f"credential\t{code}\t{min(1e6, 1e6 * n / stated[profession[code]]):.0f}")
    return lines


CITY_FROM = 0.001
"""Cities of a smaller share have no row of their own."""


def _city_lines(everybody: Pool) -> list[str]:
    """Large cities, and what any other is of its state: as the people of such cities meet it, so the mean by people."""
    found = Counter(city for towns in everybody.towns.values() for city in towns)
    whole = sum(bool(somebody.cities) for somebody in everybody.people)
    large = {city: n for city, n in found.items() if n >= max(LEAST, CITY_FROM * whole)}
    rest = [(n, n / whole / state_share(state)) for (city, state), n in found.items() if (city, state) not in large]
    part = sum(n * own for n, own in rest) / max(1, sum(n for n, _ in rest))
    rows = sorted((state, city, n) for (city, state), n in large.items())
    return [f"city\t*\t{1e6 * part:.0f}", *(f"city\t{s}|{c}\t{1e6 * n / whole:.0f}" for s, c, n in rows)]


def _count(somebody: Somebody, counts: dict[str, Counter[str]], credential: Counter[str], stated: Counter[str]) -> None:
    own = {p for c in somebody.codes if (p := profession_of(c))}
    counts["code"].update(somebody.codes)
    counts["state"].update(somebody.states)
    counts["profession"].update(own)
    for value in set(somebody.credentials):
        if value.profession in own:
            credential[value.code] += 1
            stated[value.profession] += 1


if __name__ == "__main__":
    main()
