"""A report file -> what it claims derived again from what it holds, and whether it was changed. Offline and pure.

Two questions, answered apart: does the verdict *follow* (from the profile to the claims, from claims and answers to
ranking, flags and verdict), and are the bytes *intact*: against accidents by the digest in the file, against deliberate
rewriting only by a signature.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import credcheck
from credcheck import claims, flags, match, signing, verdict, wire
from credcheck.errors import BadInput
from credcheck.model import Claims, Report, Sentence, Versions

NEAR = 1e-9
"""How far two computers may differ in a logarithm."""
SHOWN = 5
"""How many places of one sort are named."""
PARTS = ("ranking", "flags", "verdict")


NOT_BY_THE_KEY = {"verify.other_signer", "verify.signature_missing"}


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
    wanted = signing.typed(expected_key) if expected_key else ""
    report = wire.loads(raw)
    table = json.loads(raw.decode("utf-8-sig"))
    damage, checked, key = _seal(raw, table, wanted)
    differences, followed = _share_copy(report) if report.redacted_of else _followed(report, table)
    found = (*damage, *_told(differences))
    return Result(not differences, not damage, found, (*followed, *checked), report, wire.digest(raw), key)


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
                yield number, BadInput(Sentence("verify.failed_row")) if _is_failure(line) else error


def end(result: Result) -> Sentence:
    """What it comes to, in one sentence."""
    word = "share_copy" if result.report.redacted_of else "follows" if result.follows else "differs"
    damaged = {"follows": "changed", "differs": "differs_changed", "share_copy": "share_copy_changed"}
    if result.intact and _may_come_of_other_rules(result):
        return Sentence("verify.end.other_rules", program=result.report.versions.program)
    if result.follows and {sentence.id for sentence in result.differences} & NOT_BY_THE_KEY:
        return Sentence("verify.end.other_key")
    return Sentence(f"verify.end.{word if result.intact else damaged[word]}")


def _may_come_of_other_rules(result: Result) -> bool:
    """Whether all that differs may, since it was made with rules or weights that this program does not hold."""
    made, found = result.report.versions, {sentence.id for sentence in result.differences}
    others = made.weights not in match.versions() or made.rules != flags.RULES_VERSION
    derived = {f"verify.differs.{part}" for part in PARTS}
    return others and bool(found & derived) and found <= {*derived, "verify.differs.texts"}


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
def _told(places: list[str]) -> Iterator[Sentence]:
    """One sentence for each sort of difference, with the first of its places."""
    for sort in (*PARTS, "claims", "texts"):
        mine = [place for place in places if _sort(place) == sort]
        if mine:
            more = [f"… {len(mine) - SHOWN}"] if len(mine) > SHOWN else []
            yield Sentence(f"verify.differs.{sort}", where=", ".join(mine[:SHOWN] + more))


def _sort(place: str) -> str:
    """Of which sort a difference is: a text for people, or a part of the report."""
    head = re.split(r"[.[]", place)[0]
    text = re.search(r"\.text$|\.span\b|\.spans\b", place) or head not in (*PARTS, "claims")
    return "texts" if text else head


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
    # What a probability means was measured anew with every table of weights; only the present one's is kept.
    measured = set() if made.weights == match.WEIGHTS_VERSION else {wire.BASE_RATES}
    for part in sorted((told.keys() & raw.keys()) - {"seal", "schema"} - measured):
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
        other = Sentence("verify.other_signer", key=signing.fingerprint(seal.key))
        return [*damage, other], [Sentence("verify.unchanged")], seal.key
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


def _is_failure(line: bytes) -> bool:
    """Whether a row of a batch tells of a check that failed."""
    try:
        table = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(table, dict) and isinstance(table.get("error"), dict) and "verdict" not in table


def _is_batch(lines: list[bytes]) -> bool:
    """Whether more than one line holds a whole table."""
    return sum(line.startswith(b"{") and line.rstrip().endswith(b"}") for line in lines) > 1
