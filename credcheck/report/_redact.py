"""A copy of a report to hand on: the verdict, the person matched and the sources; nobody else, and not the profile."""

from __future__ import annotations

from dataclasses import replace

from credcheck import wire
from credcheck.model import (
    Answer,
    Binding,
    Candidate,
    Claim,
    ClaimKind,
    Claims,
    Evidence,
    Flag,
    Identifier,
    Match,
    Place,
    Profile,
    Report,
    Sentence,
)

LEFT_OUT = (ClaimKind.CUE, ClaimKind.PLACE, ClaimKind.INSTITUTION, ClaimKind.COUNTRY)
"""Claims that say more of the holder than a reader of the verdict needs."""
REACHED_BY = ("email", "url", "handle")
"""Identifiers by which the holder is reached, and by which no registered person is known."""
SENT = {"challenge.registry": "challenge.registry_copy", "challenge.institution": "challenge.institution_copy"}
"""Sentences that hold the address a code went to, and what a copy says instead."""


def redact(report: Report) -> Report:
    """The share copy of a report; it names the digest of the whole one, from which alone the verdict can be derived."""
    case, chosen = report.case, report.verdict.person
    mine = [m.person for m in case.ranking.matches if m.person.key == chosen]
    ids = {(c.registry, c.id) for person in mine for c in person.candidates}
    ranking = replace(case.ranking, matches=tuple(_match(m) for m in case.ranking.matches if m.person.key == chosen))
    bare = replace(
        case,
        profile=_profile(case.profile),
        claims=Claims(tuple(_claim(c) for c in case.claims.all if not _is_left_out(c))),
        answers=tuple(_answer(answer, ids) for answer in case.answers),
        ranking=ranking,
        bindings=tuple(map(_binding, case.bindings)),
        surroundings=type(case.surroundings)(),
    )
    others = {c.url for m in case.ranking.matches if m.person.key != chosen for c in m.person.candidates}
    flags = tuple(_flag(flag, others) for flag in report.flags)
    whole = wire.digest(wire.dumps(report))
    return replace(report, id=f"{report.id[:56]}-share", case=bare, flags=flags, notes=(), redacted_of=whole)


def _profile(profile: Profile) -> Profile:
    return Profile(
        name=profile.name, handle=profile.handle, platform=profile.platform, url=profile.url, origin=profile.origin
    )


def _is_left_out(claim: Claim) -> bool:
    reached_by = isinstance(claim.value, Identifier) and claim.value.kind in REACHED_BY
    return claim.kind in LEFT_OUT or reached_by


def _flag(flag: Flag, others: set[str]) -> Flag:
    """The flag without the profile's words, and without the way to the record of somebody else."""
    return replace(flag, spans=(), url="" if flag.url in others else flag.url)


def _binding(binding: Binding) -> Binding:
    """The proof without the address that a one-time code went to, and without a code that nobody has shown yet."""
    if binding.proof != "challenge":
        return binding
    id, params = binding.sentence.id, dict(binding.sentence.params)
    dated = ("day",) if id in (*SENT, "challenge.unanswered") else ("day", "code")
    kept = {key: params[key] for key in dated if key in params}
    return replace(binding, sentence=Sentence(SENT.get(id, id), **kept))


def _claim(claim: Claim) -> Claim:
    return replace(claim, spans=(), why=None)


def _match(match: Match) -> Match:
    person = replace(match.person, candidates=tuple(_record(c) for c in match.person.candidates))
    return replace(match, person=person, evidence=tuple(map(_evidence, match.evidence)))


def _evidence(evidence: Evidence) -> Evidence:
    """The evidence without the number of the claim, and of a claim that is left out without what the record says."""
    said = Sentence("report.left_out_evidence") if evidence.kind in LEFT_OUT else evidence.sentence
    return replace(evidence, claim=None, sentence=said)


def _answer(answer: Answer, ids: set[tuple[str, str]]) -> Answer:
    kept = tuple(_record(c) for c in answer.candidates if (answer.registry, c.id) in ids)
    return replace(answer, candidates=kept, asked=None, institutions=())


def _record(record: Candidate) -> Candidate:
    regions = dict.fromkeys((place.region, place.country) for place in record.places)
    places = tuple(Place(region=region, country=country) for region, country in regions)
    return replace(record, places=places, sex="", school="", school_year=None, institutions=(), links=())
