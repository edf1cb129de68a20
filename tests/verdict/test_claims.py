from __future__ import annotations

from dataclasses import replace

import pytest

from credcheck.model import (
    Claim,
    ClaimKind,
    Claims,
    ClaimValue,
    Credential,
    CredentialClass,
    Headline,
    Identifier,
    Part,
    PersonName,
    Profile,
    RecordAxis,
    Span,
)
from credcheck.verdict import decide
from tests.verdict.cases import (
    ALONE,
    CARDIOLOGIST,
    NPI,
    QUOTED,
    SPRINGFIELD,
    answer,
    body,
    case,
    outcome,
    record,
    said,
    with_chances,
)


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


@pytest.mark.parametrize(("subject", "why"), [("organisation", "verdict.organisation"), ("persona", "verdict.persona")])
def test_an_organisation_or_a_character_that_quotes_a_number_is_nobody_to_look_up(subject: str, why: str) -> None:
    for listed in (record(), replace(body(), id=NPI, identifiers=(Identifier("npi", NPI),))):
        verdict = decide(case(said((ClaimKind.SUBJECT, subject), QUOTED), answer(listed)), ())
        assert (verdict.record, verdict.why[0].id) == (RecordAxis.NOT_CHECKABLE, why)


@pytest.mark.parametrize(("cue", "why"), [("memorial", "verdict.memorial"), ("shared", "verdict.shared")])
def test_a_name_that_nobody_or_two_people_go_by_is_not_checkable(cue: str, why: str) -> None:
    verdict = decide(case(said(*CARDIOLOGIST, QUOTED, (ClaimKind.CUE, cue)), answer(record())), ())
    assert (verdict.record, verdict.why[0].id) == (RecordAxis.NOT_CHECKABLE, why)


@pytest.mark.parametrize(("role", "found"), [(False, RecordAxis.NOT_CHECKABLE), (True, RecordAxis.CONTRADICTED)])
def test_a_link_to_somebody_s_entry_is_no_quoted_number_of_who_claims_no_role(role: bool, found: RecordAxis) -> None:
    linked = Claim(ClaimKind.IDENTIFIER, Identifier("npi", NPI, valid=True), (Span(Part.LINKS, 0, 10),))
    name = (ClaimKind.NAME, PersonName("Jane", "", "Example"))
    claims = Claims((*said(name, (ClaimKind.HEALTH_ROLE, role)).all, linked))
    listed = answer(record(given_name="Robert", family="Testman"))
    assert outcome(case(claims, listed))[0] is found


def test_a_number_without_a_name_is_never_a_match() -> None:
    nameless = case(said((ClaimKind.SUBJECT, "anonymous"), (ClaimKind.HEALTH_ROLE, True), QUOTED), answer(record()))
    verdict = decide(nameless, ())
    assert (verdict.record, verdict.why[0].id) == (RecordAxis.SEVERAL, "verdict.number_only")
    clinic = replace(body(), id=NPI, identifiers=(Identifier("npi", NPI),))
    about = case(said((ClaimKind.SUBJECT, "anonymous"), QUOTED), answer(clinic))
    assert outcome(about)[0] is RecordAxis.NONE
    assert [m.probability for m in about.ranking.matches] == [0.0]  # an organisation is nobody who speaks


@pytest.mark.parametrize(
    ("changes", "record_axis", "why"),
    [
        ({ClaimKind.NPI_EXPECTED: "no"}, RecordAxis.SEVERAL, "verdict.perhaps_unexpected"),
        ({ClaimKind.NPI_EXPECTED: "unknown"}, RecordAxis.MATCH, "verdict.match"),
        ({ClaimKind.NPI_EXPECTED: "unknown", ClaimKind.CUE: "non_english"}, RecordAxis.SEVERAL, None),
        ({ClaimKind.NPI_EXPECTED: "yes", ClaimKind.CUE: "non_english"}, RecordAxis.MATCH, "verdict.match"),
    ],
)
def test_who_is_not_expected_in_a_register_is_no_match_there_by_name_alone(
    changes: dict[ClaimKind, str], record_axis: RecordAxis, why: str | None
) -> None:
    kept = [(k, v) for k, v in (*CARDIOLOGIST, SPRINGFIELD) if k not in changes]
    verdict = decide(case(said(*kept, *changes.items()), answer(record(), counts=ALONE)), ())
    assert (verdict.record, verdict.why[0].id) == (record_axis, why or "verdict.perhaps_unexpected")
    quoted = decide(case(said(*kept, *changes.items(), QUOTED), answer(record(), counts=ALONE)), ())
    assert quoted.record is RecordAxis.MATCH


def test_a_student_is_matched_with_a_record_of_training_only() -> None:
    claims = [(k, v) for k, v in (*CARDIOLOGIST, SPRINGFIELD) if k not in (ClaimKind.STAGE, ClaimKind.SPECIALTY)]
    claims = [(k, "no" if k is ClaimKind.NPI_EXPECTED else v) for k, v in claims]
    student = said(*claims, (ClaimKind.STAGE, "student"))
    assert outcome(case(student, answer(record(), counts=ALONE)))[0] is RecordAxis.SEVERAL
    about = case(student, answer(record(code="390200000X"), counts=ALONE))
    assert outcome(with_chances(about, 0.9999))[0] is RecordAxis.MATCH


def test_a_degree_that_is_given_abroad_only_makes_no_match_where_no_country_is_said() -> None:
    abroad = Credential("MBBS", CredentialClass.LICENCE_DEGREE, "physician")
    for expected, found in (("unknown", RecordAxis.SEVERAL), ("yes", RecordAxis.MATCH)):
        kept = [(k, v) for k, v in CARDIOLOGIST if k not in (ClaimKind.CREDENTIAL, ClaimKind.NPI_EXPECTED)]
        claims = said(*kept, SPRINGFIELD, (ClaimKind.CREDENTIAL, abroad), (ClaimKind.NPI_EXPECTED, expected))
        assert outcome(with_chances(case(claims, answer(record())), 0.9999))[0] is found


def test_a_bio_in_two_scripts_is_not_foreign() -> None:
    kept = [(k, "unknown" if k is ClaimKind.NPI_EXPECTED else v) for k, v in (*CARDIOLOGIST, SPRINGFIELD)]
    both = Profile("Jane Example", bio="طبيبة قلب Cardiologist")
    claims = said(*kept, (ClaimKind.CUE, "non_english"))
    assert outcome(case(claims, answer(record(), counts=ALONE), profile=both))[0] is RecordAxis.MATCH


def test_a_nameless_account_with_a_licence_number_is_checkable() -> None:
    assert outcome(case(said((ClaimKind.SUBJECT, "anonymous"), QUOTED), answer()))[0] is RecordAxis.NONE
