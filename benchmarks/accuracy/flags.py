"""How often each rule speaks up over real profiles: what a flag means among ordinary people.

usage: python -m benchmarks.accuracy.flags --profiles FILE... [--labels FILE...] [--register DIR | --zip FILE]
           [--share S] [--json OUT] [--write]

A profile whose label says that its holder claims a health role counts among the claimants; the others are counted
apart, in one column for those that the reader itself takes for claimants. Without --register no register is asked, and
rules that look at records stay silent. --write puts the claimants' rates into resources/lists/flag_rates.tsv and
flag_counts.tsv. Names and bios are never printed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from benchmarks.accuracy.profiles import answer_from
from credcheck import claims, flags, match
from credcheck.mirror import Mirrors
from credcheck.model import Answer, Case, ClaimKind, Claims, Outcome, Profile, Sentence, Severity
from credcheck.net import Http
from credcheck.registries.interface import Access
from credcheck.registries.npi_mirror import NpiMirror
from credcheck.surroundings import Around
from credcheck.vault import Vault

LIST = Path(__file__).resolve().parents[2] / "resources" / "lists" / "flag_rates.tsv"
COUNTS = LIST.with_name("flag_counts.tsv")
TODAY = date(2026, 11, 26)
LOUD = (Severity.CAUTION, Severity.ALARM)
ANY = "any"
PARTS = ("name", "handle", "bio", "location", "platform")


@dataclass(frozen=True)
class Seen:
    """What the rules said of one profile: the loudest flag of each rule."""

    group: str
    loudness: dict[str, Severity]

    def loud(self) -> bool:
        """Whether anything asks for caution."""
        return any(severity in LOUD for severity in self.loudness.values())


def main() -> None:
    """Run the benchmark and print its table."""
    options = _options()
    labels = {row["id"]: row for file in options.labels for row in _lines(file)}
    rows = [row for file in options.profiles for row in _lines(file)]
    with tempfile.TemporaryDirectory() as folder:
        seen = asyncio.run(_all(rows, labels, _registry(options, Path(folder))))
    table = _table(seen)
    print(_shown(table, seen))
    if options.json:
        options.json.write_text(json.dumps(table, indent=1), "utf-8")
    if options.write:
        _write(table)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profiles", type=Path, nargs="+", required=True)
    parser.add_argument("--labels", type=Path, nargs="*", default=[])
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--register", type=Path, help="folder of local copies")
    source.add_argument("--zip", type=Path, help="a register in the official layout, built into a temporary folder")
    parser.add_argument("--share", type=float, default=0.07, help="part of the whole register that --zip holds")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--write", action="store_true", help="store the rates beside the rules")
    return parser.parse_args()


def _registry(options: argparse.Namespace, folder: Path) -> NpiMirror | None:
    if not options.register and not options.zip:
        return None
    home = options.register or folder
    mirrors = Mirrors(home / "mirrors" if (home / "mirrors").is_dir() else home)
    if options.zip:
        NpiMirror.load(options.zip, mirrors, lambda *told: None, options.share)
    return NpiMirror(Access(Http(offline=True), mirrors, Vault()))


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


async def _all(rows: list[dict[str, Any]], labels: dict[str, Any], registry: NpiMirror | None) -> list[Seen]:
    return [await _one(row, labels.get(row.get("id", "")), registry) for row in rows]


async def _one(row: dict[str, Any], label: dict[str, Any] | None, registry: NpiMirror | None) -> Seen:
    name, handle, bio, location, platform = (row.get(k) or "" for k in PARTS)
    profile = Profile(name, handle, bio, location, platform)
    read = claims.extract(profile)
    case = await _case(profile, read, registry)
    loudness: dict[str, Severity] = {}
    for flag in reversed(flags.raise_flags(case)):  # the loudest come first, so the last one kept is the loudest
        loudness[flag.rule] = flag.severity
    return Seen(_group(label, read), loudness)


async def _case(profile: Profile, read: Claims, registry: NpiMirror | None) -> Case:
    if registry is None:
        answers: tuple[Answer, ...] = (Answer("npi_mirror", Outcome.FAILED, Sentence("check.offline")),)
        return Case(profile, read, answers, today=TODAY)
    answers = (replace(await answer_from(read, registry), at=datetime.now(UTC)),)
    ranking = match.rank(read, match.join(answers), answers)
    around = await Around((registry,)).look(profile, read, answers)
    return Case(profile, read, answers, ranking, (), around, TODAY)


def _group(label: dict[str, Any] | None, read: Claims) -> str:
    if label is not None:
        return "claimants" if label["claims_health_role"] else "others"
    return "read as claimants" if read.is_true(ClaimKind.HEALTH_ROLE) else "others"


# ---------------------------------------------------------------- table
def _table(seen: list[Seen]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for group in ("claimants", "read as claimants", "others"):
        members = [one for one in seen if one.group == group]
        counts = {rule: Counter(_of(members, rule)) for rule in (*(r.id for r in flags.rules()), ANY)}
        table[group] = {
            "people": len(members),
            "rules": {r: {s.value: c[s] for s in Severity} for r, c in counts.items()},
        }
        table[group]["flags a profile"] = dict(sorted(Counter(len(one.loudness) for one in members).items()))
    return table


def _of(members: list[Seen], rule: str) -> Iterable[Severity]:
    if rule != ANY:
        return (one.loudness[rule] for one in members if rule in one.loudness)
    return (min(one.loudness.values(), key=[*reversed(Severity)].index) for one in members if one.loudness)


def _shown(table: dict[str, Any], seen: list[Seen]) -> str:
    groups = [g for g in table if table[g]["people"]]
    head = f"{'rule':24}" + "".join(f"{g + ' (' + str(table[g]['people']) + ')':>34}" for g in groups)
    lines = [head, f"{'':24}" + "".join(f"{'note':>12}{'caution':>12}{'alarm':>10}" for _ in groups)]
    for rule in (*(r.id for r in flags.rules()), ANY):
        cells = [table[g]["rules"][rule] for g in groups]
        if any(sum(cell.values()) for cell in cells):
            line = "".join(f"{c['note']:>12}{c['caution']:>12}{c['alarm']:>10}" for c in cells)
            lines.append(f"{rule:24}{line}")
    for group in groups:
        members = [one for one in seen if one.group == group]
        loud = sum(one.loud() for one in members)
        lines.append(f"CAUTION or ALARM among {group}: {loud} of {len(members)} = {100 * loud / len(members):.2f} %")
    return "\n".join(lines)


def _write(table: dict[str, Any]) -> None:
    """The claimants' rates, labelled ones and those read as such together, as a list beside the rules."""
    groups = [table[g] for g in ("claimants", "read as claimants")]
    people = sum(g["people"] for g in groups)
    head = "# How often each rule speaks up among real people who claim a health role; `any` is their loudest remark."
    how = (
        f"# Measured by benchmarks/accuracy/flags ({TODAY}) over public profiles: counts only, nothing of them is kept."
    )
    lines = [head, how, "rule\tpeople\tnote\tcaution\talarm"]
    for rule in (*(r.id for r in flags.rules()), ANY):
        counts = [sum(g["rules"][rule][s.value] for g in groups) for s in Severity]
        lines.append("\t".join([rule, str(people), *map(str, counts)]))
    LIST.write_text("\n".join(lines) + "\n", "utf-8")
    head = "# How many real people who claim a health role have so many different remarks, of any loudness."
    numbers: Counter[int] = Counter()
    for group in groups:
        numbers.update(group["flags a profile"])
    rows = [f"{n}\t{numbers[n]}" for n in range(max(numbers) + 1)]
    COUNTS.write_text("\n".join([head, how, "remarks\tpeople", *rows]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
