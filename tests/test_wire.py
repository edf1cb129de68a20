from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck import resources, wire, wording
from credcheck.errors import BadInput
from credcheck.model import (
    Claim,
    ClaimKind,
    Claims,
    Credential,
    CredentialClass,
    Identifier,
    Institution,
    Match,
    PersonName,
    Place,
    Profile,
    Rejected,
    Report,
    Sentence,
    Specialty,
)
from credcheck.wire._schema import schema
from tests import factory

REPORTS = pytest.mark.parametrize("report", factory.reports(), ids=lambda report: report.id)
PUBLISHED = json.loads(resources.read("report/report.schema.json"))
SCORER = Path(__file__).resolve().parents[2] / "shared" / "tools" / "score_claims.py"


@REPORTS
def test_a_report_comes_back_as_it_was(report: Report) -> None:
    assert wire.loads(wire.dumps(report)) == report
    assert wire.loads(wire.pretty(report)) == report
    assert wire.dumps(wire.loads(wire.dumps(report))) == wire.dumps(report)


VALUES: dict[ClaimKind, Any] = {
    ClaimKind.NAME: st.builds(PersonName),
    ClaimKind.CREDENTIAL: st.builds(Credential, kind=st.sampled_from(CredentialClass)),
    ClaimKind.SPECIALTY: st.builds(Specialty),
    ClaimKind.INSTITUTION: st.builds(Institution),
    ClaimKind.PLACE: st.builds(Place),
    ClaimKind.IDENTIFIER: st.builds(Identifier),
    ClaimKind.HEALTH_ROLE: st.booleans(),
    ClaimKind.NEGATED: st.booleans(),
}
PARAMS = st.dictionaries(st.text(), st.text() | st.integers() | st.floats(allow_nan=False, allow_infinity=False))
SENTENCES = st.builds(lambda id, params: Sentence(id, **params), st.text(), PARAMS)


@st.composite
def drawn_claims(draw: st.DrawFn) -> Claim:
    kind = draw(st.sampled_from(ClaimKind))
    return replace(
        draw(st.builds(Claim, kind=st.just(kind), why=st.none() | SENTENCES)), value=draw(VALUES.get(kind, st.text()))
    )


@given(
    st.lists(drawn_claims(), max_size=3), st.builds(Profile), st.lists(st.builds(Rejected, why=SENTENCES), max_size=2)
)
def test_any_claims_and_profile_come_back_as_they_were(
    claims: list[Claim], profile: Profile, out: list[Rejected]
) -> None:
    case = replace(factory.empty().case, profile=profile, claims=Claims(tuple(claims), tuple(out)))
    report = replace(factory.empty(), case=case)
    raw = wire.dumps(report)
    assert wire.loads(raw) == report
    assert wire.dumps(wire.loads(raw)) == raw


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_no_number_drifts(bits: float) -> None:
    ranking = replace(factory.ranking(factory.match()), matches=(Match(factory.person(), (), bits, bits, 0.5, True),))
    report = factory.report(replace(factory.case(), ranking=ranking), factory.verdict())
    assert wire.loads(wire.dumps(report)) == report


def test_a_whole_number_in_place_of_a_fraction_is_written_as_a_fraction() -> None:
    report = factory.report(factory.case(ranked=factory.ranking(replace(factory.match(), bits=4))), factory.verdict())
    assert wire.dumps(wire.loads(wire.dumps(report))) == wire.dumps(report)


def test_a_lone_surrogate_survives() -> None:
    report = replace(factory.empty(), notes=("\ud800 \x00 \u2028",))
    assert wire.loads(wire.dumps(report)) == report


def test_equal_reports_give_equal_bytes_in_key_order() -> None:
    raw = wire.dumps(factory.match_not_bound())
    assert raw == wire.dumps(factory.match_not_bound())
    assert list(json.loads(raw)) == sorted(json.loads(raw))
    assert "د. ليلى".encode() in wire.dumps(factory.arabic())


# ---------------------------------------------------------------- the published form
def test_the_published_schema_is_the_one_the_model_gives() -> None:
    """After a change of the model write json.dumps(schema(), indent=2, ensure_ascii=False) + "\\n" to the file."""
    jsonschema.Draft202012Validator.check_schema(PUBLISHED)
    assert schema() == PUBLISHED


@REPORTS
def test_every_report_keeps_to_the_published_schema(report: Report) -> None:
    jsonschema.Draft202012Validator(PUBLISHED).validate(json.loads(wire.dumps(report)))


def test_claims_stand_flat_with_the_text_they_were_read_from() -> None:
    table = wire.to_table(factory.match_not_bound())
    by_kind = {row["kind"]: row for row in table["claims"]}
    assert by_kind["credential"]["value"] == "MD"
    assert by_kind["credential"]["detail"] == {"kind": "licence_degree", "profession": "physician", "country": "US"}
    assert by_kind["specialty"]["value"] == "Cardiovascular Disease"
    assert by_kind["name"]["value"]["family"] == "Example"
    assert by_kind["place"]["span"] == by_kind["place"]["spans"][0]
    assert by_kind["place"]["span"]["text"] == "Springfield, IL"
    assert by_kind["npi_expected"]["span"] is None
    assert by_kind["health_role"]["value"] is True


def test_texts_are_for_people_and_ignored_on_reading() -> None:
    table = wire.to_table(factory.match_not_bound())
    table["claims"][13]["why"]["text"] = "something else"
    table["claims"][1]["spans"][0]["text"] = "something else"
    table["claims"][1]["span"] = None
    assert wire.from_table(table) == factory.match_not_bound()


def test_a_row_of_a_batch_carries_the_callers_id() -> None:
    assert wire.from_table({**wire.to_table(factory.several()), "id": "row-7", "line": 7}) == factory.several()


@pytest.mark.real
@pytest.mark.skipif(not SCORER.exists(), reason="the scorer lies outside the project")
def test_the_scorer_reads_our_claims() -> None:
    spec = importlib.util.spec_from_file_location("score_claims", SCORER)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    row = scorer.flat({**wire.to_table(factory.match_not_bound()), "id": "1"})
    assert row["credentials"] == ["MD"]
    assert row["person_name"]["family"] == "Example"
    assert row["institutions"][0]["as_written"] == "Example University Hospital"
    assert row["specialties"] == ["Cardiovascular Disease"]
    assert row["claims_health_role"] is True
    assert row["identifiers"][0]["value"] == factory.NPI


# ---------------------------------------------------------------- what is refused
@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "wire.no_json"),
        (b"\xff\xfe\x00", "wire.no_json"),
        (b"[" * 200_000, "wire.no_json"),
        (b"[NaN]", "wire.no_json"),
        (b"[1e999]", "wire.no_json"),
        (b"1" * 5000, "wire.no_json"),
        (b"[]", "wire.no_report"),
        (b"{}", "wire.no_report"),
        (b'{"schema": 1}', "wire.no_report"),
        (b'{"schema": "other/1"}', "wire.no_report"),
        ('{"schema": "credcheck-report/²"}'.encode(), "wire.no_report"),
        (b'{"schema": "credcheck-report/3"}', "wire.newer"),
        (b'{"schema": "credcheck-report/1"}', "wire.wrong_shape"),
    ],
)
def test_what_is_no_report_is_refused_in_words(raw: bytes, why: str) -> None:
    with pytest.raises(BadInput) as caught:
        wire.loads(raw)
    assert caught.value.sentence.id == why
    assert wording.render(caught.value.sentence) != why


def test_a_huge_file_is_refused_unread() -> None:
    with pytest.raises(BadInput) as caught:
        wire.loads(b" " * (wire.SIZE_CAP + 1))
    assert caught.value.sentence.id == "wire.too_big"


WRONG: list[Callable[[dict[str, Any]], object]] = [
    lambda t: t.update(claims="abc"),
    lambda t: t.update(profile="x"),
    lambda t: t.update(unknown=1),
    lambda t: t.pop("verdict"),
    lambda t: t["profile"].update(name=3),
    lambda t: t["profile"].update(followers=True),
    lambda t: t["profile"].update(followers=1.5),
    lambda t: t["profile"].update(unknown=1),
    lambda t: t["claims"][1].update(value="Jane"),
    lambda t: t["claims"][3].pop("detail"),
    lambda t: t["claims"][3].update(value=None),
    lambda t: t["claims"][3].update(kind="colour"),
    lambda t: t["claims"][3]["spans"][0].update(start="0"),
    lambda t: t["claims"][13]["why"].update(params=[]),
    lambda t: t["claims"][13]["why"].update(params={"x": None}),
    lambda t: t["claims"][11].update(value="yes"),
    lambda t: t["answers"][0].update(at="yesterday"),
    lambda t: t["answers"][0].update(at="0001-01-01T00:00:00+23:59"),
    lambda t: t["answers"][0].update(at="9999-12-31T23:59:59-23:59"),
    lambda t: t["answers"][0].update(people=10**400),
    lambda t: t["ranking"]["matches"][0].update(bits="1"),
    lambda t: t["verdict"].update(account=9),
    lambda t: t.update(notes="a note"),
]


@pytest.mark.parametrize("spoil", WRONG)
def test_a_wrong_shape_is_refused_and_its_place_is_named(spoil: Callable[[dict[str, Any]], object]) -> None:
    table = wire.to_table(factory.match_not_bound())
    spoil(table)
    with pytest.raises(BadInput) as caught:
        wire.from_table(table)
    assert caught.value.sentence.id == "wire.wrong_shape"
    assert "$" in dict(caught.value.sentence.params)["where"]  # type: ignore[operator]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
)


@given(st.sampled_from(sorted(wire.to_table(factory.match_not_bound()))), JSON)
def test_no_json_in_any_place_raises_anything_but_bad_input(key: str, value: object) -> None:
    table = {**wire.to_table(factory.match_not_bound()), key: value}
    with suppress(BadInput):
        wire.from_table(table)


@given(st.binary())
def test_no_bytes_raise_anything_but_bad_input(raw: bytes) -> None:
    with pytest.raises(BadInput):
        wire.loads(raw)


def test_reading_brings_in_no_module() -> None:
    raw = wire.dumps(factory.hostile())
    before = set(sys.modules)
    wire.loads(raw)
    assert set(sys.modules) == before
