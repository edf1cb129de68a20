from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credcheck import thresholds, wording
from credcheck.match import WEIGHTS_VERSION, join, rank, versions
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
    Flag,
    Headline,
    Identifier,
    Institution,
    Label,
    Level,
    ListedName,
    Outcome,
    PersonName,
    Place,
    Profile,
    RecordAxis,
    Sentence,
    Severity,
    Specialty,
    Status,
    Taxonomy,
)
from credcheck.verdict import RULES, beside_the_name, decide

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


def outcome(of: Case) -> tuple[RecordAxis, Headline]:
    verdict = decide(of, ())
    for sentence in verdict.why:
        assert wording.render(sentence) != sentence.id
        assert "{" not in wording.render(sentence)
    return verdict.record, verdict.headline


def proof(level: Level, person: str = f"npi:{NPI}", failed: bool = False) -> Binding:
    return Binding("proof", level, Sentence("x"), Sentence("x"), person, failed=failed)


def test_one_person_who_agrees_is_a_match_and_the_account_stays_unbound() -> None:
    verdict = decide(case(said(*CARDIOLOGIST), answer(record())), ())
    assert (verdict.record, verdict.headline) == (RecordAxis.MATCH, Headline.MATCH_NOT_BOUND)
    assert verdict.person == f"npi:{NPI}"
    assert verdict.account is Level.L0


def test_a_middle_name_that_differs_is_never_a_match_however_well_the_rest_agrees() -> None:
    zelda = tuple((k, PersonName("Jane", "Zelda", "Example") if k is ClaimKind.NAME else v) for k, v in CARDIOLOGIST)
    anne = replace(record(), names=(ListedName(PersonName("Jane", "Anne", "Example")),))
    assert outcome(case(said(*zelda), answer(anne)))[0] is not RecordAxis.MATCH
    assert outcome(case(said(*CARDIOLOGIST), answer(anne)))[0] is RecordAxis.MATCH


def test_a_listed_place_that_differs_does_not_undo_a_match() -> None:
    moved = replace(record(), places=(Place("", "Portland", "OR", "US"),))
    here: tuple[ClaimKind, ClaimValue] = (ClaimKind.PLACE, Place("Boston, MA", "Boston", "MA", "US"))
    assert outcome(case(said(*CARDIOLOGIST, here), answer(moved)))[0] is RecordAxis.MATCH


def test_a_place_elsewhere_takes_from_what_else_agrees_beside_the_name() -> None:
    here, there = (
        case(said(*CARDIOLOGIST, (ClaimKind.PLACE, Place(state, "", state, "US"))), answer(record())).ranking.matches[0]
        for state in ("IL", "TX")
    )
    assert beside_the_name(there) < beside_the_name(here)
    assert beside_the_name(there) == sum(e.bits for e in there.evidence if e.kind is not ClaimKind.NAME)


def test_every_version_of_the_weights_carries_its_thresholds() -> None:
    for version in versions():
        limits = thresholds.of(version)
        assert 0.5 < limits.match <= limits.alone < 1 < limits.lead
        assert 0 < limits.possible < limits.vouched < 1
    assert thresholds.of("") == thresholds.of(WEIGHTS_VERSION)


def test_a_claim_that_leaves_as_many_as_before_is_not_told() -> None:
    counts = (Count("pair", 3), Count("pair+specialty", 1), Count("pair+specialty+state", 1))
    here: tuple[ClaimKind, ClaimValue] = (ClaimKind.PLACE, Place("Boston, MA", "Boston", "MA", "US"))
    verdict = decide(case(said(*CARDIOLOGIST, here), answer(record(), counts=counts)), ())
    ids = [sentence.id for sentence in verdict.why]
    assert "verdict.fit.specialty" in ids
    assert "verdict.fit.state" not in ids


def test_equals_are_several_never_the_first() -> None:
    found = outcome(case(said(*CARDIOLOGIST), answer(record(), record(OTHER))))
    assert found == (RecordAxis.SEVERAL, Headline.SEVERAL)


def _junior(*more: tuple[ClaimKind, ClaimValue]) -> Claims:
    name = PersonName("Jane", "", "Example", "Jr")
    return said(*((k, name if k is ClaimKind.NAME else v) for k, v in CARDIOLOGIST), *more)


def test_a_claimed_generation_that_the_record_lacks_is_no_match_while_a_relative_may_be_the_one_listed() -> None:
    part = decide(case(_junior(), answer(record(), share=0.5)), ())
    assert part.record is RecordAxis.SEVERAL
    assert "match.generation.not_stated" in [s.id for s in part.why]
    namesake = answer(record(), record(OTHER, code="122300000X"))
    assert outcome(case(_junior(), namesake))[0] is RecordAxis.SEVERAL


def test_a_claimed_generation_is_silent_where_the_whole_register_lists_nobody_else_or_the_number_is_quoted() -> None:
    assert outcome(case(_junior(), answer(record())))[0] is RecordAxis.MATCH
    assert outcome(case(_junior(QUOTED), answer(record(), share=0.5)))[0] is RecordAxis.MATCH


def test_several_people_are_told_with_what_would_tell_them_apart() -> None:
    middles = [
        replace(record(npi), names=(ListedName(PersonName("Jane", middle, "Example")),))
        for npi, middle in ((NPI, "A"), (OTHER, "B"))
    ]
    verdict = decide(case(said(*CARDIOLOGIST), answer(*middles)), ())
    assert verdict.record is RecordAxis.SEVERAL
    assert "A middle initial would leave about 1 of 2." in [wording.render(s) for s in verdict.why]


def test_a_namesake_of_another_profession_is_a_remark_under_none() -> None:
    dentist = replace(record(code="122300000X"), credentials=("DDS",))
    verdict = decide(case(said(*CARDIOLOGIST), answer(dentist, share=0.07)), ())
    assert verdict.record is RecordAxis.NONE
    assert "verdict.namesakes" in [s.id for s in verdict.why]


def test_a_quoted_npi_of_somebody_else_is_a_contradiction() -> None:
    about = case(said(*CARDIOLOGIST, QUOTED), answer(record(given_name="Robert", family="Testman")))
    assert outcome(about) == (RecordAxis.CONTRADICTED, Headline.CONTRADICTED)


@pytest.mark.parametrize(("given_name", "family"), [("Jane", "Married"), ("Buddy", "Example")])
def test_one_name_that_differs_under_a_quoted_npi_is_no_contradiction(given_name: str, family: str) -> None:
    about = case(said(*CARDIOLOGIST, QUOTED), answer(record(given_name=given_name, family=family)))
    assert outcome(about)[0] is RecordAxis.SEVERAL


SPRINGFIELD: tuple[ClaimKind, ClaimValue] = (ClaimKind.PLACE, Place("IL", "", "IL", "US"))


def test_a_changed_name_under_the_own_number_is_a_match_where_field_and_place_agree() -> None:
    married = answer(record(family="Married"))
    assert outcome(case(said(*CARDIOLOGIST, QUOTED, SPRINGFIELD), married))[0] is RecordAxis.MATCH
    assert outcome(case(said(*CARDIOLOGIST, QUOTED), married))[0] is RecordAxis.SEVERAL


def test_a_changed_name_under_the_own_number_is_a_match_where_the_profile_gives_the_listed_one() -> None:
    told = Profile("Jane Example", bio="still answering to Dr. Married")
    about = case(said(*CARDIOLOGIST, QUOTED), answer(record(family="Married")), profile=told)
    assert outcome(about)[0] is RecordAxis.MATCH


@pytest.mark.parametrize(
    ("stage", "code", "outcomes"),
    [
        ("trainee", "390200000X", RecordAxis.MATCH),
        ("practising", "390200000X", RecordAxis.SEVERAL),
        ("trainee", "207Q00000X", RecordAxis.SEVERAL),
    ],
)
def test_training_on_both_sides_is_more_than_a_name(stage: str, code: str, outcomes: RecordAxis) -> None:
    about = case(said(*((k, stage if k is ClaimKind.STAGE else v) for k, v in DOCTOR)), answer(record(code=code)))
    (best,) = about.ranking.matches
    limits = thresholds.of("")
    between = replace(best, probability=(limits.match + limits.alone) / 2)
    unsure = replace(about, ranking=replace(about.ranking, matches=(between,)))
    assert outcome(unsure)[0] is outcomes


def test_a_number_of_a_namesake_in_another_field_is_a_contradiction() -> None:
    relative = record(given_name="Robert", code="2085R0202X")
    assert outcome(case(said(*CARDIOLOGIST, QUOTED), answer(relative)))[0] is RecordAxis.CONTRADICTED


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


def test_an_organisation_whose_number_is_quoted_does_not_compete_with_the_person() -> None:
    quoted = (ClaimKind.IDENTIFIER, Identifier("npi", OTHER, valid=True))
    about = case(said(*CARDIOLOGIST, quoted, SPRINGFIELD), answer(body(), record(), counts=ALONE))
    assert outcome(about)[0] is RecordAxis.MATCH
    assert [m.person.key for m in about.ranking.matches] == [f"npi:{NPI}", f"npi:{OTHER}"]
    assert about.ranking.matches[1].probability == 0


def loud(rule: str, **params: str) -> Flag:
    return Flag(rule, Severity.CAUTION, Sentence(f"flag.{rule}", **params))


def test_an_organisations_number_shown_as_ones_own_is_a_contradiction() -> None:
    quoted = (ClaimKind.IDENTIFIER, Identifier("npi", OTHER, valid=True))
    about = case(said(*CARDIOLOGIST, quoted, SPRINGFIELD), answer(body(), record(), counts=ALONE))
    flag = loud("npi_organisation", npi=OTHER, name="EXAMPLE GROUP PC")
    assert decide(about, (flag,)).record is RecordAxis.CONTRADICTED
    assert decide(about, (replace(flag, severity=Severity.NOTE),)).record is RecordAxis.MATCH


def test_a_degree_of_another_profession_than_the_record_s_is_no_match() -> None:
    about = case(said(*CARDIOLOGIST, QUOTED), answer(record()))
    assert decide(about, (loud("credential_unlisted"),)).record is RecordAxis.NONE


def test_a_claimed_name_is_never_matched_to_a_record_without_one() -> None:
    nameless = replace(record(), names=(), credentials=(), taxonomies=())
    assert outcome(case(said(*DOCTOR, QUOTED), answer(nameless)))[0] is RecordAxis.SEVERAL


def test_a_deactivated_quoted_npi_contradicts_present_practice_only() -> None:
    gone = Candidate("npi_mirror", NPI, (), identifiers=(Identifier("npi", NPI),), status=Status.DEACTIVATED)
    assert outcome(case(said(*DOCTOR, QUOTED), answer(gone)))[0] is RecordAxis.CONTRADICTED
    retired = tuple((k, "retired" if k is ClaimKind.STAGE else v) for k, v in DOCTOR)
    assert outcome(case(said(*retired, QUOTED), answer(gone)))[0] is not RecordAxis.CONTRADICTED


def test_the_right_npi_makes_a_match_but_binds_nothing() -> None:
    verdict = decide(case(said(*DOCTOR, QUOTED), answer(record(), record(OTHER))), ())
    assert (verdict.record, verdict.account) == (RecordAxis.MATCH, Level.L0)


def test_a_name_in_a_script_that_no_register_lists_is_not_checkable_and_says_why() -> None:
    passed = Answer("npi_mirror", Outcome.NOT_ASKED, Sentence("npi_mirror.other_script", name="Σταύρος"))
    about = case(said(*DOCTOR), passed)
    assert outcome(about) == (RecordAxis.NOT_CHECKABLE, Headline.NOT_CHECKABLE)
    assert decide(about, ()).why[0].id == "verdict.other_script"
    assert outcome(case(said(*DOCTOR), passed, failed("orcid")))[0] is RecordAxis.INCOMPLETE


def test_a_failed_source_is_incomplete_and_never_none() -> None:
    assert outcome(case(said(*DOCTOR), failed())) == (RecordAxis.INCOMPLETE, Headline.INCOMPLETE)


def test_a_failed_source_does_not_undo_a_match() -> None:
    assert outcome(case(said(*CARDIOLOGIST), answer(record()), failed("orcid")))[0] is RecordAxis.MATCH


def test_a_failed_twin_of_an_answering_register_does_not_matter() -> None:
    assert outcome(case(said(*DOCTOR), answer(), failed("npi_live")))[0] is RecordAxis.NONE


def test_a_failed_confirmer_does_not_make_the_record_incomplete() -> None:
    assert outcome(case(said(*DOCTOR), answer(), failed("leie")))[0] is RecordAxis.NONE


def test_nobody_asked_is_incomplete_not_none() -> None:
    silent = Answer("npi_live", Outcome.NOT_ASKED, Sentence("check.offline"))
    assert outcome(case(said(*DOCTOR), silent))[0] is RecordAxis.INCOMPLETE
    assert outcome(case(said(*DOCTOR)))[0] is RecordAxis.INCOMPLETE


def test_while_a_source_is_asked_nothing_is_final() -> None:
    assert outcome(case(said(*DOCTOR), Answer("npi_live", Outcome.ASKING)))[0] is RecordAxis.INCOMPLETE


def test_a_partial_answer_without_a_person_is_incomplete() -> None:
    part = answer(record(given_name="Robert"), partial=Sentence("check.offline"))
    assert outcome(case(said(*DOCTOR), part))[0] is RecordAxis.INCOMPLETE


@pytest.mark.parametrize("expected", ["yes", "no", "unknown"])
def test_nobody_listed_is_none_with_its_reason(expected: str) -> None:
    claims = said(
        *(pair for pair in DOCTOR if pair[0] is not ClaimKind.NPI_EXPECTED), (ClaimKind.NPI_EXPECTED, expected)
    )
    verdict = decide(case(claims, answer()), ())
    assert (verdict.record, verdict.headline) == (RecordAxis.NONE, Headline.NO_RECORD)
    ids = [s.id for s in verdict.why]
    assert ids[0] == f"verdict.none.{expected}"
    assert "verdict.not_proof" in ids


@pytest.mark.parametrize(
    ("values", "why"),
    [
        (((ClaimKind.SUBJECT, "anonymous"), (ClaimKind.HEALTH_ROLE, True)), "verdict.anonymous"),
        (
            ((ClaimKind.SUBJECT, "person"), (ClaimKind.NAME, PersonName("Jane")), (ClaimKind.HEALTH_ROLE, True)),
            "verdict.anonymous",
        ),
        (((ClaimKind.SUBJECT, "organisation"), (ClaimKind.HEALTH_ROLE, True)), "verdict.organisation"),
        (((ClaimKind.SUBJECT, "persona"),), "verdict.persona"),
        (((ClaimKind.NAME, PersonName("Jane", "", "Example")),), "verdict.no_claim"),
        (((ClaimKind.NAME, PersonName("Jane", "", "Example")), (ClaimKind.NEGATED, True)), "verdict.negated"),
        ((), "verdict.anonymous"),
    ],
)
def test_nothing_to_check_is_not_checkable(values: tuple[tuple[ClaimKind, ClaimValue], ...], why: str) -> None:
    verdict = decide(case(said(*values), answer(record())), ())
    assert (verdict.record, verdict.headline) == (RecordAxis.NOT_CHECKABLE, Headline.NOT_CHECKABLE)
    assert verdict.why[0].id == why


def test_a_nameless_account_with_a_licence_number_is_checkable() -> None:
    assert outcome(case(said((ClaimKind.SUBJECT, "anonymous"), QUOTED), answer()))[0] is RecordAxis.NONE


def test_declared_parody_comes_before_everything() -> None:
    about = case(said(*CARDIOLOGIST, (ClaimKind.CUE, "parody")), answer(record()))
    assert outcome(about) == (RecordAxis.NOT_CHECKABLE, Headline.PARODY)
    labelled = Profile("Jane Example", labels=(Label("self", "parody", self_set=True),))
    assert outcome(case(said(*CARDIOLOGIST), answer(record()), profile=labelled))[1] is Headline.PARODY


@pytest.mark.parametrize(
    ("bindings", "level", "headline"),
    [
        ((proof(Level.L3),), Level.L3, Headline.BOUND),
        ((proof(Level.L4),), Level.L4, Headline.BOUND),
        ((proof(Level.L2),), Level.L2, Headline.MATCH_NOT_BOUND),
        ((proof(Level.L4, ""),), Level.L1, Headline.MATCH_NOT_BOUND),
        ((proof(Level.L4, f"npi:{OTHER}"),), Level.L1, Headline.MATCH_NOT_BOUND),
        ((proof(Level.L4, failed=True),), Level.L0, Headline.MATCH_NOT_BOUND),
        ((proof(Level.L0), proof(Level.L3)), Level.L3, Headline.BOUND),
    ],
)
def test_only_a_proof_that_names_the_matched_person_binds(
    bindings: tuple[Binding, ...], level: Level, headline: Headline
) -> None:
    verdict = decide(case(said(*CARDIOLOGIST), answer(record()), bindings=bindings), ())
    assert (verdict.account, verdict.headline) == (level, headline)


def test_a_code_that_reached_one_of_two_namesakes_tells_them_apart_and_a_page_that_names_both_does_not() -> None:
    twins = answer(record(), record(OTHER))
    verdict = decide(case(said(*CARDIOLOGIST), twins, bindings=(proof(Level.L4),)), ())
    assert (verdict.record, verdict.headline, verdict.person) == (RecordAxis.MATCH, Headline.BOUND, f"npi:{NPI}")
    both = (proof(Level.L3), proof(Level.L3, f"npi:{OTHER}"))
    assert outcome(case(said(*CARDIOLOGIST), twins, bindings=both))[0] is RecordAxis.SEVERAL


def test_a_proof_makes_no_match_of_a_record_of_another_profession() -> None:
    dentist = replace(record(code="122300000X"), credentials=("DDS",))
    verdict = decide(case(said(*CARDIOLOGIST), answer(dentist), bindings=(proof(Level.L3),)), ())
    assert verdict.record is not RecordAxis.MATCH


def test_without_a_match_nothing_is_bound() -> None:
    verdict = decide(case(said(*DOCTOR), answer(), bindings=(proof(Level.L4),)), ())
    assert verdict.account is Level.L1


def test_every_verdict_says_how_to_have_it_corrected() -> None:
    assert decide(Case(Profile(), Claims()), ()).why[-1].id == "verdict.correct"


def test_the_part_that_a_copy_holds_is_said() -> None:
    ids = [s.id for s in decide(case(said(*DOCTOR), answer(share=0.07)), ()).why]
    assert "verdict.part_copy" in ids


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*CARDIOLOGIST, QUOTED]), max_size=8),
    st.sampled_from([answer(), answer(record()), failed()]),
)
def test_some_rule_always_applies_and_the_last_one_is_none(
    values: list[tuple[ClaimKind, ClaimValue]], given_answer: Answer
) -> None:
    verdict = decide(case(said(*values), given_answer), ())
    assert verdict.record in RecordAxis
    assert RULES[-1].__name__ == "_none"


def test_where_the_register_that_would_list_them_was_not_asked_nobody_is_missing() -> None:
    of = case(said(*DOCTOR), answer(registry="orcid"))
    assert outcome(of) == (RecordAxis.INCOMPLETE, Headline.INCOMPLETE)
    assert decide(of, ()).why[0].id == "verdict.not_there"
    assert outcome(case(said(*DOCTOR), answer(registry="orcid"), answer()))[0] is RecordAxis.NONE


def test_a_register_that_was_not_asked_is_never_said_to_list_nobody() -> None:
    others = [pair for pair in DOCTOR if pair[0] is not ClaimKind.NPI_EXPECTED]
    abroad = said(*others, (ClaimKind.NPI_EXPECTED, "no"))
    first = wording.render(decide(case(abroad, answer(registry="france_rpps")), ()).why[0])
    assert first.startswith("The French register (RPPS) lists nobody who fits")
    first = wording.render(decide(case(abroad, answer(registry="france_rpps"), answer()), ()).why[0])
    assert first.startswith("The NPI registry lists nobody who fits")
