"""Real profiles against a local register: outcomes, the labelled people found, mistakes.

usage: python -m benchmarks.accuracy.profiles --profiles FILE --labels FILE (--register DIR | --zip FILE)
           [--share S] [--gold-claims] [--json OUT]

--register is a folder of local copies; --zip is built into a temporary folder first. --gold-claims takes the claims
from the labels instead of reading the profiles: what the matcher does alone. Names and bios are never printed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from benchmarks.accuracy._claim_measures import compare
from benchmarks.accuracy.claims import row_of
from benchmarks.accuracy.claims import table as table_of
from credcheck import flags, lists, match
from credcheck.errors import CredCheckError
from credcheck.mirror import Mirrors
from credcheck.model import (
    Answer,
    Case,
    Claim,
    ClaimKind,
    Claims,
    ClaimValue,
    Credential,
    CredentialClass,
    Identifier,
    Institution,
    Outcome,
    PersonName,
    Place,
    Profile,
    RecordAxis,
    Sentence,
    Specialty,
    Verdict,
)
from credcheck.net import Http
from credcheck.registries.interface import Access, Reply
from credcheck.registries.npi_mirror import NpiMirror
from credcheck.vault import Vault
from credcheck.verdict import decide

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Row:
    """What came of one profile."""

    id: str
    expected: str
    record: str
    headline: str
    rank: int
    probability: float
    flags: tuple[str, ...]
    right: bool


def main() -> None:
    """Run the benchmark and print its table."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        mirrors = _mirrors(options, Path(folder))
        profiles = _lines(options.profiles)
        labels = {row["id"]: row for row in _lines(options.labels)}
        started = time.perf_counter()
        rows = asyncio.run(_check_all(profiles, labels, mirrors, options.gold_claims))
        seconds = time.perf_counter() - started
    table = {**_table(rows, seconds), "claims": _claims(profiles, labels)}
    print(_shown({k: v for k, v in table.items() if k != "claims"}))
    print("\nclaims read (precision, recall, F1 or share right)")
    print(_shown({k: "  -  " if v is None else f"{v:.3f}" for k, v in table["claims"].items()}))
    if options.json:
        detail = {**table, "rows": [asdict(row) for row in rows]}
        options.json.write_text(json.dumps(detail, indent=1), "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profiles", type=Path, required=True)
    parser.add_argument("--labels", type=Path, required=True)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--register", type=Path)
    source.add_argument("--zip", type=Path)
    parser.add_argument("--share", type=float, default=0.07, help="part of the whole register that --zip holds")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--gold-claims", action="store_true")
    return parser.parse_args()


def _mirrors(options: argparse.Namespace, folder: Path) -> Mirrors:
    if options.register:
        inside = options.register / "mirrors"
        return Mirrors(inside if inside.is_dir() else options.register)
    mirrors = Mirrors(folder)
    NpiMirror.load(options.zip, mirrors, lambda done, total, what: None, options.share)
    return mirrors


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


async def _check_all(profiles: list[dict[str, Any]], labels: dict[str, Any], mirrors: Mirrors, gold: bool) -> list[Row]:
    registry = NpiMirror(Access(Http(offline=True), mirrors, Vault()))
    rows: list[Row] = []
    for raw in profiles:
        label, profile = labels.get(raw["id"], {}), _profile(raw)
        read = gold_claims(label) if gold else _extract(profile)
        rows.append(_row(raw, label, *await check(profile, read, registry)))
    return rows


def _claims(profiles: list[dict[str, Any]], labels: dict[str, Any]) -> dict[str, float | None]:
    """Every measure of claim reading by kind, over the labelled profiles."""
    labelled = [raw for raw in profiles if raw["id"] in labels]
    told = {raw["id"]: row_of(raw["id"], _profile(raw), _extract(_profile(raw)).all) for raw in labelled}
    sheets = {raw["id"]: compare(labels[raw["id"]], told[raw["id"]], raw) for raw in labelled}
    measured = table_of(sheets, {"all": lambda _: True})
    return {measure: value["all"] for measure, value in sorted(measured.items())}


def _extract(profile: Profile) -> Claims:
    from credcheck import claims

    return claims.extract(profile)


async def check(profile: Profile, read: Claims, registry: NpiMirror) -> tuple[Case, Verdict, tuple[str, ...]]:
    """One profile's claims through the local copy, match, flags and verdict."""
    answers = (await answer_from(read, registry),)
    ranking = match.rank(read, match.join(answers), answers)
    case = Case(profile, read, answers, ranking, today=TODAY)
    raised = flags.raise_flags(case)
    return case, decide(case, raised), tuple(f"{f.rule}:{f.severity.value}" for f in raised)


async def answer_from(read: Claims, registry: NpiMirror) -> Answer:
    """What the local copy says to these claims."""
    if read.name() is None:
        return Answer(registry.id, Outcome.NOT_ASKED, Sentence("check.nothing_to_ask"))
    why = registry.pass_over(read)
    if why is not None:
        return Answer(registry.id, Outcome.NOT_ASKED, why)
    try:
        reply: Reply = await registry.find(read)
    except CredCheckError as error:
        return Answer(registry.id, Outcome.FAILED, error.sentence)
    outcome = Outcome.FOUND if reply.candidates else Outcome.NOT_FOUND
    return Answer(
        registry.id, outcome, None, reply.asked, datetime.now(UTC), reply.snapshot, reply.digests, reply.url,
        reply.candidates, reply.counts, reply.people, reply.share, reply.partial,
    )  # fmt: skip


def _profile(raw: dict[str, Any]) -> Profile:
    return Profile(
        name=raw.get("name") or "",
        handle=raw.get("handle") or "",
        bio=raw.get("bio") or "",
        location=raw.get("location") or "",
        platform=raw.get("platform") or "",
    )


def gold_claims(label: dict[str, Any]) -> Claims:
    """The claims as the labels have them."""
    found: list[tuple[ClaimKind, ClaimValue]] = [(ClaimKind.SUBJECT, label["subject"])]
    name = label.get("person_name")
    if name:
        parts = (name.get(k) or "" for k in ("given", "middle", "family", "suffix", "nickname"))
        found.append((ClaimKind.NAME, PersonName(*parts)))
    found += [(ClaimKind.CREDENTIAL, _credential(code)) for code in label["credentials"]]
    found += [(ClaimKind.PROFESSION, p) for p in label["professions"]]
    found += [(ClaimKind.STAGE, label["stage"])] if label["stage"] else []
    found += [(ClaimKind.SPECIALTY, _specialty(s)) for s in label["specialties"]]
    for place in label["institutions"]:
        found.append((ClaimKind.INSTITUTION, Institution(place["as_written"], place["name"], place["relation"])))
    for place in label["places"]:
        parts = (place.get(k) or "" for k in ("as_written", "city", "region", "country"))
        found.append((ClaimKind.PLACE, Place(*parts)))
    found += [(ClaimKind.COUNTRY, label["country"])] if label["country"] else []
    found += [(ClaimKind.IDENTIFIER, Identifier(i["kind"], i["value"])) for i in label["identifiers"]]
    found += [(ClaimKind.HEALTH_ROLE, label["claims_health_role"]), (ClaimKind.NEGATED, label["negated"])]
    found += [(ClaimKind.NPI_EXPECTED, label["npi_expected"]), *((ClaimKind.CUE, c) for c in label["cues"])]
    return Claims(tuple(Claim(kind, value) for kind, value in found))


def _credential(code: str) -> Credential:
    key = "".join(c for c in code.upper() if c.isalnum())
    return lists.credentials().get(key, Credential(code, CredentialClass.CERTIFICATION))


def _specialty(label: str) -> Specialty:
    entry = next((e for e in lists.specialties() if e.label == label), None)
    return Specialty(label, entry.codes if entry else ())


def _row(raw: dict[str, Any], label: dict[str, Any], case: Case, verdict: Verdict, raised: tuple[str, ...]) -> Row:
    registry = label.get("registry", {})
    wanted = {f"npi:{npi}" for npi in registry.get("npis", ())}
    keys = [m.person.key for m in case.ranking.matches]
    rank = next((at for at, key in enumerate(keys, 1) if key in wanted), 0)
    probability = next((m.probability for m in case.ranking.matches if m.person.key in wanted), 0.0)
    expected = str(registry.get("verdict", ""))
    found = verdict.record is RecordAxis.MATCH and verdict.person in wanted
    first = verdict.record is RecordAxis.SEVERAL and rank == 1
    right = {
        "match": found or first,
        "ambiguous": verdict.record is RecordAxis.SEVERAL and rank > 0,
    }.get(expected, verdict.record is not RecordAxis.MATCH)
    return Row(raw["id"], expected, verdict.record.value, verdict.headline.value, rank, probability, raised, right)


def _table(rows: list[Row], seconds: float) -> dict[str, Any]:
    by_label: dict[str, dict[str, int]] = {}
    for row in rows:
        by_label.setdefault(row.expected, {})
        by_label[row.expected][row.record] = by_label[row.expected].get(row.record, 0) + 1
    people = [row for row in rows if row.expected == "match"]
    loud = [r for r in rows if any(not f.endswith(":note") for f in r.flags)]
    return {
        "profiles": len(rows),
        "profiles_per_s": round(len(rows) / max(seconds, 1e-9), 1),
        "outcomes": dict(Counter(row.headline for row in rows)),
        "record_by_label": by_label,
        "labelled_people": len(people),
        "found_as_match": sum(r.record == "match" and r.right for r in people),
        "found_first_of_several": sum(r.record == "several" and r.rank == 1 for r in people),
        "rank_of_labelled": dict(Counter(str(r.rank or "not returned") for r in people)),
        "labelled_missed": [r.id for r in people if not r.right],
        "ambiguous_as_several": sum(r.right for r in rows if r.expected == "ambiguous"),
        "ambiguous": sum(r.expected == "ambiguous" for r in rows),
        "none_called_match": sum(r.record == "match" for r in rows if r.expected == "none"),
        "not_applicable_called_match": sum(r.record == "match" for r in rows if r.expected == "not_applicable"),
        "contradicted": sum(r.record == "contradicted" for r in rows),
        "flags": dict(Counter(f for r in rows for f in r.flags)),
        "profiles_with_caution_or_alarm": len(loud),
    }


def _shown(table: dict[str, Any]) -> str:
    return "\n".join(f"{key:<34} {value}" for key, value in table.items())


if __name__ == "__main__":
    main()
