"""Invented cases for the rules of the decision, and what was made of them."""

from __future__ import annotations

from dataclasses import replace

from credcheck import wording
from credcheck.match import join, rank
from credcheck.model import (
    Answer,
    Binding,
    Candidate,
    Case,
    Claim,
    ClaimKind,
    Claims,
    ClaimValue,
    Count,
    Credential,
    CredentialClass,
    Headline,
    Identifier,
    Institution,
    Level,
    ListedName,
    Outcome,
    PersonName,
    Place,
    Profile,
    RecordAxis,
    Sentence,
    Specialty,
    Status,
    Taxonomy,
)
from credcheck.verdict import decide

NPI, OTHER = "1234567893", "1987654328"


CODE = "207RC0000X"


MD = Credential("MD", CredentialClass.LICENCE_DEGREE, "physician", "US")


def record(npi: str = NPI, given_name: str = "Jane", family: str = "Example", code: str = CODE) -> Candidate:
    return Candidate(
        "npi_mirror",
        npi,
        (ListedName(PersonName(given_name, "", family)),),
        credentials=("MD",),
        taxonomies=(Taxonomy(code, "label", npi[-4:], "IL"),),
        identifiers=(Identifier("npi", npi),),
        status=Status.ACTIVE,
    )


def answer(*records: Candidate, registry: str = "npi_mirror", **more: object) -> Answer:
    counts = (Count("family", 20), Count("given", 9_000), Count("pair", len(records)))
    outcome = Outcome.FOUND if records else Outcome.NOT_FOUND
    found = Answer(registry, outcome, candidates=records, counts=counts, people=7_000_000)
    return replace(found, **more)  # type: ignore[arg-type]


def failed(registry: str = "npi_live") -> Answer:
    return Answer(registry, Outcome.FAILED, Sentence("check.offline"))


def said(*values: tuple[ClaimKind, ClaimValue]) -> Claims:
    return Claims(tuple(Claim(kind, value) for kind, value in values))


DOCTOR: tuple[tuple[ClaimKind, ClaimValue], ...] = (
    (ClaimKind.SUBJECT, "person"),
    (ClaimKind.NAME, PersonName("Jane", "", "Example")),
    (ClaimKind.CREDENTIAL, MD),
    (ClaimKind.PROFESSION, "physician"),
    (ClaimKind.STAGE, "practising"),
    (ClaimKind.HEALTH_ROLE, True),
    (ClaimKind.NPI_EXPECTED, "yes"),
)


CARDIOLOGIST = (*DOCTOR, (ClaimKind.SPECIALTY, Specialty("Cardiovascular Disease", (CODE,))))


QUOTED: tuple[ClaimKind, ClaimValue] = (ClaimKind.IDENTIFIER, Identifier("npi", NPI, valid=True))


def case(claims: Claims, *answers: Answer, bindings: tuple[Binding, ...] = (), profile: Profile | None = None) -> Case:
    ranking = rank(claims, join(answers), answers)
    return Case(profile or Profile("Jane Example"), claims, answers, ranking, bindings)


def with_chances(of: Case, *chances: float) -> Case:
    """The same case with its persons that probable, most probable first."""
    matches = tuple(replace(m, probability=p) for m, p in zip(of.ranking.matches, chances, strict=True))
    return replace(of, ranking=replace(of.ranking, matches=matches))


def outcome(of: Case) -> tuple[RecordAxis, Headline]:
    verdict = decide(of, ())
    for sentence in verdict.why:
        assert wording.render(sentence) != sentence.id
        assert "{" not in wording.render(sentence)
    return verdict.record, verdict.headline


def proof(level: Level, person: str = f"npi:{NPI}", failed: bool = False) -> Binding:
    return Binding("proof", level, Sentence("x"), Sentence("x"), person, failed=failed)


SPRINGFIELD: tuple[ClaimKind, ClaimValue] = (ClaimKind.PLACE, Place("IL", "", "IL", "US"))


ALONE = (Count("family", 20), Count("given", 9_000), Count("pair", 1))


def body() -> Candidate:
    return Candidate(
        "npi_mirror",
        OTHER,
        (),
        institutions=(Institution("EXAMPLE GROUP PC", "EXAMPLE GROUP PC"),),
        identifiers=(Identifier("npi", OTHER),),
        status=Status.ACTIVE,
    )
