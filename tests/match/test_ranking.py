from __future__ import annotations

from dataclasses import replace
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credcheck.match import WEIGHTS_VERSION, join, rank
from credcheck.model import (
    Answer,
    Candidate,
    Claim,
    ClaimKind,
    Claims,
    ClaimValue,
    Count,
    Credential,
    CredentialClass,
    Identifier,
    ListedName,
    NameKind,
    Outcome,
    PersonName,
    Place,
    Ranking,
    Specialty,
    Status,
    Taxonomy,
)

NPIS = ("1234567893", "1987654328", "1000000004", "1000000012")
CARDIOLOGY, DERMATOLOGY = "207RC0000X", "207N00000X"
MD = Credential("MD", CredentialClass.LICENCE_DEGREE, "physician", "US")


def record(
    npi: str = NPIS[0], given_name: str = "Jane", middle: str = "", family: str = "Example",
    code: str = CARDIOLOGY, state: str = "IL", city: str = "Springfield", suffix: str = "",
) -> Candidate:  # fmt: skip
    return Candidate(
        "npi_mirror",
        npi,
        (ListedName(PersonName(given_name, middle, family, suffix)),),
        credentials=("M.D.",),
        taxonomies=(Taxonomy(code, "label", npi[-5:], state, primary=True),),
        places=(Place("", city, state, "US"),),
        identifiers=(Identifier("npi", npi),),
        status=Status.ACTIVE,
    )


def answer(*records: Candidate, share: float = 1.0, pair: int | None = None) -> Answer:
    counts = (Count("family", 40), Count("given", 20_000), Count("pair", len(records) if pair is None else pair))
    outcome = Outcome.FOUND if records else Outcome.NOT_FOUND
    return Answer("npi_mirror", outcome, candidates=records, counts=counts, people=7_000_000, share=share)


def said(*values: tuple[ClaimKind, ClaimValue]) -> Claims:
    return Claims(tuple(Claim(kind, value) for kind, value in values))


NAME = (ClaimKind.NAME, PersonName("Jane", "", "Example"))
PHYSICIAN = (ClaimKind.PROFESSION, "physician")
IN_US = (ClaimKind.NPI_EXPECTED, "yes")
AGREEING: tuple[tuple[ClaimKind, ClaimValue], ...] = (
    (ClaimKind.SPECIALTY, Specialty("Cardiovascular Disease", (CARDIOLOGY,))),
    (ClaimKind.PLACE, Place("Springfield, IL", "Springfield", "IL", "US")),
    (ClaimKind.PLACE, Place("Illinois", "", "IL", "US")),
    (ClaimKind.CREDENTIAL, MD),
    (ClaimKind.IDENTIFIER, Identifier("npi", NPIS[0], valid=True)),
    (ClaimKind.IDENTIFIER, Identifier("licence", f"MD-{NPIS[0][-5:]}", "IL")),
)
AGAINST: tuple[tuple[ClaimKind, ClaimValue], ...] = (
    (ClaimKind.SPECIALTY, Specialty("Dermatology", (DERMATOLOGY,))),
    (ClaimKind.PLACE, Place("Texas", "", "TX", "US")),
    (ClaimKind.IDENTIFIER, Identifier("npi", "1999999984", valid=True)),
)
SILENT: tuple[tuple[ClaimKind, ClaimValue], ...] = (
    (ClaimKind.CUE, "views_own"),
    (ClaimKind.TITLE, "Dr"),
    (ClaimKind.FIELD, "epidemiology"),
    (ClaimKind.PLACE, Place("Texas", "", "TX", "US", "origin")),
    (ClaimKind.HEALTH_ROLE, True),
    (ClaimKind.IDENTIFIER, Identifier("url", "https://example.org")),
)


def ranked(claims: Claims, *records: Candidate, share: float = 1.0, pair: int | None = None) -> Ranking:
    answers = (answer(*records, share=share, pair=pair),)
    return rank(claims, join(answers), answers)


def chance(ranking: Ranking, npi: str = NPIS[0]) -> float:
    return next(m.probability for m in ranking.matches if m.person.key == f"npi:{npi}")


def test_a_rare_name_with_agreeing_profession_and_specialty_is_nearly_certain() -> None:
    ranking = ranked(said(NAME, PHYSICIAN, IN_US, AGREEING[0], AGREEING[2]), record())
    assert chance(ranking) > 0.99
    assert ranking.weights_version == WEIGHTS_VERSION
    assert ranking.matches[0].fits


def test_equal_namesakes_share_the_probability() -> None:
    ranking = ranked(said(NAME, PHYSICIAN, IN_US), *(record(npi) for npi in NPIS))
    chances = [m.probability for m in ranking.matches]
    assert max(chances) < 0.26
    assert isclose(max(chances), min(chances))


def test_people_who_fit_and_were_not_returned_compete_too() -> None:
    few = ranked(said(NAME, PHYSICIAN, IN_US), *(record(npi) for npi in NPIS))
    many = ranked(said(NAME, PHYSICIAN, IN_US), *(record(npi) for npi in NPIS), pair=400)
    assert chance(many) < 0.02 < chance(few)
    assert many.nobody > 0.9


def test_a_copy_of_a_small_part_leaves_more_to_nobody() -> None:
    whole = ranked(said(NAME, PHYSICIAN, IN_US), record())
    part = ranked(said(NAME, PHYSICIAN, IN_US), record(), share=0.07)
    assert part.nobody > whole.nobody


@pytest.mark.parametrize(
    "elsewhere", [(ClaimKind.COUNTRY, "GB"), (ClaimKind.STAGE, "student"), (ClaimKind.PROFESSION, "researcher")]
)
def test_somebody_not_expected_does_not_get_a_namesake_as_certain(elsewhere: tuple[ClaimKind, ClaimValue]) -> None:
    ranking = ranked(said(NAME, elsewhere, (ClaimKind.NPI_EXPECTED, "no")), record())
    assert chance(ranking) < 0.9


def test_another_country_is_evidence_against() -> None:
    ranking = ranked(said(NAME, PHYSICIAN, (ClaimKind.COUNTRY, "GB")), record())
    assert "country: conflict" in {e.level for e in ranking.matches[0].evidence}
    assert not ranking.matches[0].fits


def test_junior_is_never_senior() -> None:
    claims = said((ClaimKind.NAME, PersonName("Jane", "", "Example", "Jr")), PHYSICIAN, IN_US)
    assert chance(ranked(claims, record(suffix="Sr"))) < 0.05


def test_a_quoted_npi_finds_a_record_without_a_name() -> None:
    bare = Candidate("npi_mirror", NPIS[0], (), identifiers=(Identifier("npi", NPIS[0]),), status=Status.DEACTIVATED)
    ranking = ranked(said(NAME, AGREEING[4]), bare)
    assert {e.level for e in ranking.matches[0].evidence} == {"npi: quoted"}


def test_the_exact_name_is_put_before_a_near_one() -> None:
    near = record(NPIS[1], family="Exampla")
    ranking = ranked(said(NAME, PHYSICIAN), near, record())
    assert ranking.matches[0].person.key == f"npi:{NPIS[0]}"


def test_a_former_name_agrees() -> None:
    names = (
        ListedName(PersonName("Jane", "", "Sample")),
        ListedName(PersonName("Jane", "", "Example"), NameKind.FORMER),
    )
    ranking = ranked(said(NAME, PHYSICIAN, IN_US), replace(record(), names=names))
    assert "surname: other name" in {e.level for e in ranking.matches[0].evidence}
    assert chance(ranking) > 0.5


def test_without_persons_it_is_nobody() -> None:
    assert ranked(said(NAME)) == Ranking((), 1.0, ranked(said(NAME)).fit, WEIGHTS_VERSION)


def test_without_a_mirror_the_rarity_is_estimated() -> None:
    live = Answer("npi_live", Outcome.FOUND, candidates=(replace(record(), registry="npi_live"),))
    ranking = rank(said(NAME, PHYSICIAN, IN_US, AGREEING[0]), join((live,)), (live,))
    assert not ranking.fit.steps[0].exact
    assert chance(ranking) > 0.5


def test_how_many_fit_is_counted_in_the_register_that_lists_most_people() -> None:
    small = replace(answer(record(), pair=2), registry="wa_licences", people=90_000)
    for answers in ((small, answer(record(), pair=14)), (answer(record(), pair=14), small)):
        assert rank(said(NAME), join(answers), answers).fit.steps[0].people == 14


def test_a_credential_that_only_repeats_a_profession_that_refutes_weighs_nothing() -> None:
    dentist = replace(record(code="122300000X"), credentials=("DDS",))
    (match,) = ranked(said(NAME, PHYSICIAN, (ClaimKind.CREDENTIAL, MD)), dentist).matches
    bits = {e.level: e.bits for e in match.evidence}
    assert bits["profession: other"] < 0
    assert bits["credential: other"] == 0


def test_of_two_states_that_agree_the_rarer_one_counts() -> None:
    moved = replace(record(state="CA"), places=(Place("", "", "WY", "US"),))
    both = [(ClaimKind.PLACE, Place(state, "", state, "US")) for state in ("CA", "WY")]
    for places in (both, both[::-1]):
        (match,) = ranked(said(NAME, PHYSICIAN, *places), moved).matches
        (place,) = [e for e in match.evidence if e.kind is ClaimKind.PLACE]
        assert (place.level, dict(place.sentence.params)["claimed"]) == ("place: state", "WY")


def test_fit_steps_follow_the_claims_that_are_made() -> None:
    counts = (
        Count("pair", 37), Count("pair+specialty", 2), Count("pair+state", 5), Count("pair+specialty+state", 1),
    )  # fmt: skip
    found = replace(answer(record()), counts=counts)
    ranking = rank(said(NAME, AGREEING[0], AGREEING[2]), join((found,)), (found,))
    assert [(c.what, c.people) for c in ranking.fit.steps] == [
        ("pair", 37),
        ("pair+specialty", 2),
        ("pair+specialty+state", 1),
    ]


def test_each_piece_of_evidence_names_its_source_and_its_claim() -> None:
    ranking = ranked(said(NAME, PHYSICIAN, AGREEING[0]), record())
    for evidence in ranking.matches[0].evidence:
        assert dict(evidence.sentence.params)["source"] == "The NPI registry"
        assert evidence.registry == "npi_mirror"
    assert [e.claim for e in ranking.matches[0].evidence] == [0, 0, 1, 2]


# ---------------------------------------------------------------- properties
records = st.builds(
    record,
    npi=st.sampled_from(NPIS),
    given_name=st.sampled_from(["Jane", "Janet", "J", "Robert", "Mary Jane"]),
    middle=st.sampled_from(["", "Q", "Jane", "Ann"]),
    family=st.sampled_from(["Example", "Exampla", "Example-Sample", "Sample"]),
    code=st.sampled_from([CARDIOLOGY, DERMATOLOGY, "207R00000X", "363LF0000X", "390200000X"]),
    state=st.sampled_from(["IL", "TX", "CA"]),
)
pools = st.lists(records, min_size=1, max_size=4, unique_by=lambda r: r.id).filter(
    lambda p: any(r.id == NPIS[0] for r in p)
)
statements = st.lists(st.sampled_from([*AGREEING, *AGAINST, *SILENT, PHYSICIAN, IN_US]), max_size=6)
EVEN = settings(max_examples=150, deadline=None)


@EVEN
@given(pools, statements, st.floats(0.01, 1.0))
def test_posteriors_and_nobody_sum_to_one(
    pool: list[Candidate], more: list[tuple[ClaimKind, ClaimValue]], share: float
) -> None:
    ranking = ranked(said(NAME, *more), *pool, share=share)
    assert isclose(sum(m.probability for m in ranking.matches) + ranking.nobody, 1.0, abs_tol=1e-9)
    assert all(0.0 <= m.probability <= 1.0 for m in ranking.matches)


@EVEN
@given(statements, st.sampled_from(AGREEING))
def test_agreeing_evidence_never_lowers(
    more: list[tuple[ClaimKind, ClaimValue]], extra: tuple[ClaimKind, ClaimValue]
) -> None:
    before, after = (
        ranked(said(NAME, PHYSICIAN, IN_US, *more), record()),
        ranked(said(NAME, PHYSICIAN, IN_US, *more, extra), record()),
    )
    assert chance(after) >= chance(before) - 1e-12


@EVEN
@given(statements, st.sampled_from(AGAINST))
def test_contradicting_evidence_never_raises(
    more: list[tuple[ClaimKind, ClaimValue]], extra: tuple[ClaimKind, ClaimValue]
) -> None:
    quoted = any(isinstance(v, Identifier) and v.kind == "npi" for _, v in more)
    if quoted and isinstance(extra[1], Identifier):
        return
    before, after = (
        ranked(said(NAME, PHYSICIAN, IN_US, *more), record()),
        ranked(said(NAME, PHYSICIAN, IN_US, *more, extra), record()),
    )
    assert chance(after) <= chance(before) + 1e-12


@EVEN
@given(pools, statements, st.sampled_from(SILENT))
def test_silence_changes_nothing(
    pool: list[Candidate], more: list[tuple[ClaimKind, ClaimValue]], extra: tuple[ClaimKind, ClaimValue]
) -> None:
    before, after = ranked(said(NAME, *more), *pool), ranked(said(NAME, *more, extra), *pool)
    assert [m.probability for m in before.matches] == [m.probability for m in after.matches]


@EVEN
@given(pools, statements, st.randoms())
def test_the_order_of_candidates_and_claims_does_not_matter(
    pool: list[Candidate], more: list[tuple[ClaimKind, ClaimValue]], random: object
) -> None:
    before = ranked(said(NAME, *more), *pool)
    after = ranked(said(*reversed([NAME, *more])), *reversed(pool))
    assert {m.person.key: round(m.probability, 12) for m in before.matches} == {
        m.person.key: round(m.probability, 12) for m in after.matches
    }
    assert [m.person.key for m in before.matches] == [m.person.key for m in after.matches]


@EVEN
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=30))
def test_no_text_breaks_the_ranking(family: str, given_name: str, code: str) -> None:
    claims = said(
        (ClaimKind.NAME, PersonName(given_name, code, family)), (ClaimKind.SPECIALTY, Specialty(family, (code,)))
    )
    assert isclose(ranked(claims, record()).nobody + chance(ranked(claims, record())), 1.0, abs_tol=1e-9)
