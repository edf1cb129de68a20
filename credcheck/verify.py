"""A report file -> what it claims derived again from what it holds, and whether it was changed. Offline and pure.

Two questions, answered apart: does the verdict *follow* (from the profile to the claims, from claims and answers to
ranking, flags and verdict), and are the bytes *intact*: against accidents by the digest in the file, against deliberate
rewriting only by a signature.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import credcheck
from credcheck import claims, flags, match, signing, verdict, wire
from credcheck.errors import BadInput
from credcheck.model import Claims, Report, Sentence, Versions

NEAR = 1e-9
"""How far two computers may differ in a logarithm."""
SHOWN = 50
PARTS = ("ranking", "flags", "verdict")


@dataclass(frozen=True, slots=True)
class Result:
    """Whether the verdict follows and the file is intact; what differs; and in words what could be checked."""

    follows: bool
    intact: bool
    differences: tuple[Sentence, ...]
    remarks: tuple[Sentence, ...]
    report: Report
    digest: str
    key: str = ""

    @property
    def same(self) -> bool:
        """Whether nothing at all speaks against the file."""
        return self.follows and self.intact


def verify(raw: bytes, expected_key: str = "") -> Result:
    """Derive a report again and check its seal; with `expected_key` only that signer's seal holds."""
    report = wire.loads(raw)
    table = json.loads(raw.decode("utf-8-sig"))
    damage, checked, key = _seal(raw, table, expected_key.replace(" ", "").lower())
    differences, followed = _share_copy(report) if report.redacted_of else _followed(report, table)
    found = (*damage, *(Sentence("verify.differs", where=place) for place in differences))
    return Result(not differences, not damage, found[:SHOWN], (*followed, *checked), report, wire.digest(raw), key)


def verify_all(raw: bytes, expected_key: str = "") -> Iterator[tuple[int, Result | BadInput]]:
    """Every report in a file, with the line it stands in: one report, or a batch with one a line."""
    lines = raw.split(b"\n")
    if not _is_batch(lines):
        yield 1, verify(raw, expected_key)
        return
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield number, verify(line, expected_key)
            except BadInput as error:
                yield number, error


def derive(report: Report) -> Report:
    """The report with ranking, flags and verdict made anew, by the weights it was made with if they are here."""
    case = report.case
    made = report.versions.weights
    weights = match.load(made if made in match.versions() else match.WEIGHTS_VERSION)
    ranking = match.rank(case.claims, match.join(case.answers), case.answers, weights)
    case = replace(case, ranking=ranking)
    raised = flags.raise_flags(case)
    return replace(report, case=case, flags=raised, verdict=verdict.decide(case, raised))


# ---------------------------------------------------------------- does it follow?
def _followed(report: Report, table: dict[str, Any]) -> tuple[list[str], list[Sentence]]:
    told, found = wire.to_table(report), wire.to_table(derive(report))
    places = [place for part in PARTS for place in _different(told[part], found[part], part)]
    unread, remarks = _claims(report)
    places += [*unread, *(place for place in _written(table, told, report.versions) if place not in places)]
    if not places:
        exact = all(wire.line({part: told[part]}) == wire.line({part: found[part]}) for part in PARTS)
        remarks = [Sentence("verify.exact" if exact else "verify.near"), *remarks]
    return places, [*remarks, *_notes(report.versions)]


def _share_copy(report: Report) -> tuple[list[str], list[Sentence]]:
    return [], [Sentence("verify.share_copy", digest=report.redacted_of), *_notes(report.versions)]


def _claims(report: Report) -> tuple[list[str], list[Sentence]]:
    """Claims that the profile does not give; and how many the user put in or took out, which nobody can derive."""
    told, read = report.case.claims, claims.extract(report.case.profile)
    given = {(c.kind, c.value, c.spans) for c in read.all}
    unread = [n for n, c in enumerate(told.all) if not c.by_user and (c.kind, c.value, c.spans) not in given]
    if unread and report.versions.program != credcheck.__version__:
        return [], [Sentence("verify.other_reader")]
    entered, removed = sum(c.by_user for c in told.all), _removed(told, read)
    remarks = [Sentence("verify.corrected", n=entered + removed)] if entered + removed else []
    return [f"claims[{n}]" for n in unread], remarks


def _removed(told: Claims, read: Claims) -> int:
    kept = {(c.kind, c.spans) for c in told.all}
    return sum((c.kind, c.spans) not in kept for c in read.all)


def _notes(made: Versions) -> Iterator[Sentence]:
    if made.weights not in match.versions():
        yield Sentence("verify.other_weights", made=made.weights, here=match.WEIGHTS_VERSION)
    elif made.weights != match.WEIGHTS_VERSION:
        yield Sentence("verify.old_weights", made=made.weights)
    if made.rules != flags.RULES_VERSION:
        yield Sentence("verify.other_rules", made=made.rules, here=flags.RULES_VERSION)
    elif made.program != credcheck.__version__:
        yield Sentence("verify.other_program", made=made.program, here=credcheck.__version__)


def _written(raw: dict[str, Any], told: dict[str, Any], made: Versions) -> Iterator[str]:
    """Where a text for people says something else than its id or span; another program may word sentences otherwise."""
    for part in sorted((told.keys() & raw.keys()) - {"seal", "schema"}):
        for place in _different(raw[part], told[part], part):
            if made.program == credcheck.__version__ or ".span" in place:
                yield place


# ---------------------------------------------------------------- is it intact?
def _seal(raw: bytes, table: dict[str, Any], expected: str) -> tuple[list[Sentence], list[Sentence], str]:
    seal = wire.seal_of(table)
    damage = [] if wire.is_as_written(raw) else [Sentence("verify.not_as_written")]
    if not seal.digest:
        return [*damage, *_unsigned(expected)], [Sentence("verify.unsealed")], ""
    if seal.digest != wire.digest(raw):
        return [*damage, Sentence("verify.changed")], [], ""
    if not (seal.key or seal.signature):
        return [*damage, *_unsigned(expected)], [Sentence("verify.unchanged"), Sentence("verify.unsigned")], ""
    if not signing.holds(seal.key, seal.signature, seal.digest):
        return [*damage, Sentence("verify.forged")], [], ""
    if expected and seal.key != expected:
        return [*damage, Sentence("verify.other_signer", key=signing.fingerprint(seal.key))], [], seal.key
    signed = Sentence("verify.signed", key=signing.fingerprint(seal.key))
    known = Sentence("verify.known_signer" if expected else "verify.unknown_signer")
    return damage, [Sentence("verify.unchanged"), signed, known], seal.key


def _unsigned(expected: str) -> list[Sentence]:
    return [Sentence("verify.signature_missing")] if expected else []


# ---------------------------------------------------------------- the same?
def _different(told: Any, found: Any, where: str) -> Iterator[str]:
    """The places where two plain values differ."""
    if isinstance(told, dict) and isinstance(found, dict):
        for key in sorted(told.keys() | found.keys()):
            yield from _different(told.get(key), found.get(key), f"{where}.{key}")
    elif isinstance(told, list) and isinstance(found, list) and len(told) == len(found):
        for place, (one, other) in enumerate(zip(told, found, strict=True)):
            yield from _different(one, other, f"{where}[{place}]")
    elif not _equal(told, found):
        yield where


def _equal(told: Any, found: Any) -> bool:
    if isinstance(told, float) and isinstance(found, float):
        return math.isclose(told, found, rel_tol=NEAR, abs_tol=NEAR)
    return bool(told == found)


def _is_batch(lines: list[bytes]) -> bool:
    """Whether more than one line holds a whole table."""
    return sum(line.startswith(b"{") and line.rstrip().endswith(b"}") for line in lines) > 1
