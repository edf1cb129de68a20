"""What a page tells once and in short: the answer is on its first page, and nobody and no source is left out."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

import hatch_build
from credcheck import languages, verify
from credcheck.model import (
    Answer,
    ClaimKind,
    Count,
    Evidence,
    Level,
    Match,
    Outcome,
    Relation,
    Report,
    Sentence,
    Status,
)
from credcheck.report import _folds, _words, format_of, redact
from tests import factory
from tests.report.test_formats import read_pdf

PAGES = pytest.mark.parametrize("id", ["html", "pdf", "text", "markdown"])


def words_of(id: str, report: Report) -> str:
    """A report as its readers see it, with plain spaces only."""
    made = format_of(id).render(report)
    page = read_pdf(made) if id == "pdf" else re.sub(r"<style>.*?</style>|<[^>]*>", "", made.decode(), flags=re.DOTALL)
    page = html.unescape(page) if id == "html" else page
    return " ".join(re.sub(r"\\|[\u2066-\u2069\u200b]", "", page).split())


def namesakes(n: int, fitting: int = 0) -> Report:
    """So many people of one name, the first few of whom fit."""
    made = factory.match_not_bound()
    behind = Sentence("match.behind.place", first="Jane Example")
    people = tuple(_match(at, fits=at < fitting, behind=behind if at else None) for at in range(n))
    return replace(made, case=replace(made.case, ranking=factory.ranking(*people)))


def _match(at: int, fits: bool, behind: Sentence | None) -> Match:
    person = factory.person(str(1_000_000_000 + at), "Jane", "Example", f"Town{at:02}")
    return replace(factory.match(person, 0.001, fits), behind=behind)


@pytest.mark.parametrize(
    ("n", "fitting", "full"), [(0, 0, 0), (1, 1, 1), (1, 0, 1), (40, 0, 1), (40, 3, 3), (40, 30, 5)]
)
def test_those_who_fit_are_shown_in_full_and_the_others_in_short(n: int, fitting: int, full: int) -> None:
    ranking = namesakes(n, fitting).case.ranking
    assert len(_folds.in_full(ranking)) == full
    assert (*_folds.in_full(ranking), *_folds.in_short(ranking)) == ranking.matches


def test_whoever_bears_the_quoted_number_is_shown_in_full() -> None:
    ranking = namesakes(40).case.ranking
    quoted = Evidence(ClaimKind.IDENTIFIER, Relation.SUPPORTS, "npi:quoted", 19.9, Sentence("match.npi.quoted"))
    last = replace(ranking.matches[-1], evidence=(quoted,))
    ranking = replace(ranking, matches=(*ranking.matches[:-1], last))
    assert _folds.in_full(ranking) == (ranking.matches[0], last)
    assert last not in _folds.in_short(ranking)


@PAGES
def test_every_person_is_named_with_number_place_and_chance(id: str) -> None:
    report = namesakes(40)
    page = words_of(id, report)
    for match in report.case.ranking.matches:
        assert match.person.key in page
        assert _words.field(match).split(" · ")[-1] in page
    assert page.count("mostly for the place.") == 39
    assert "All evidence on each of them is in the JSON report." in page


@PAGES
def test_a_standing_that_is_not_in_order_is_said_of_those_in_short_too(id: str) -> None:
    report = namesakes(4)
    ranking = report.case.ranking
    record = factory.candidate("1000000003", status=Status.DEACTIVATED)
    last = replace(ranking.matches[-1], person=replace(ranking.matches[-1].person, candidates=(record,)))
    case = replace(report.case, ranking=replace(ranking, matches=(*ranking.matches[:-1], last)))
    page = words_of(id, replace(report, case=case))
    assert "deactivated" in page
    assert record.remark is not None
    assert _words.said(record.remark) in page


def test_sources_that_were_not_asked_for_one_reason_stand_together() -> None:
    report = factory.match_not_bound()
    other = Answer("leie", Outcome.NOT_ASKED, Sentence("check.switched_off"))
    answers = (factory.not_asked("orcid"), *report.case.answers, other, factory.not_asked("ror"))
    found = _folds.not_asked(replace(report, case=replace(report.case, answers=answers)))
    assert [[a.registry for a in group] for _, group in found] == [["orcid", "orcid", "ror"], ["leie"]]


@PAGES
@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_source_is_named_whatever_came_of_it(id: str, outcome: Outcome) -> None:
    report = factory.match_not_bound()
    answer = Answer("openalex", outcome, Sentence("check.switched_off"), at=factory.AT)
    page = words_of(id, replace(report, case=replace(report.case, answers=(answer,))))
    assert "OpenAlex (openalex)" in page
    assert ("Not asked, and why" in page) is (outcome is Outcome.NOT_ASKED)


@PAGES
def test_what_could_not_be_reached_is_said_once_with_its_reason(id: str) -> None:
    why = Sentence("net.no_name", host="pub.orcid.example")
    answer = Answer("orcid", Outcome.FAILED, why, at=factory.AT)
    report = factory.incomplete()
    told = (Sentence("verdict.failed"), Sentence("verdict.unreached", source="ORCID"), why)
    report = replace(report, case=replace(report.case, answers=(answer,)), verdict=replace(report.verdict, why=told))
    page = words_of(id, report)
    assert page.count("pub.orcid.example") == 1
    assert page.count(_words.said(told[0])) == 1


@PAGES
def test_how_to_have_it_corrected_is_said_once(id: str) -> None:
    told = tuple(map(Sentence, ("verdict.not_proof", "verdict.scope", "verdict.correct")))
    report = factory.empty()
    page = words_of(id, replace(report, verdict=replace(report.verdict, why=told)))
    assert _words.said(told[0]) in page
    assert _words.said(told[1]) not in page
    assert "Are you the person named here?" in page


@PAGES
def test_the_person_matched_stands_in_the_verdict(id: str) -> None:
    page = words_of(id, factory.match_not_bound())
    assert "Jane Q Example · npi:1234567893 · Cardiovascular Disease Physician · Springfield, IL" in page
    assert page.index("npi:1234567893") < page.index("What stands out") < page.index("Registered people who may")


@PAGES
def test_a_proof_that_could_not_look_is_named(id: str) -> None:
    failed = replace(factory.binding(failed=True), sentence=Sentence("net.no_name", host="example.org"))
    report = factory.empty()
    page = words_of(id, replace(report, case=replace(report.case, bindings=(failed, factory.binding(Level.L3)))))
    assert "Institution's domain as handle: The name example.org could not be looked up" in page
    assert page.index("L3") < page.index("Could not be checked")


@PAGES
def test_what_was_not_taken_for_a_claim_is_said_once(id: str) -> None:
    report = factory.match_not_bound()
    thrice = replace(report.case.claims, rejected=report.case.claims.rejected * 3)
    page = words_of(id, replace(report, case=replace(report.case, claims=thrice)))
    assert page.count("“Mother of two” (") == (id in ("html", "pdf"))


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (lambda a: a, "2026-11-09"),
        (lambda a: replace(a, snapshot=None), "copy without a date"),
        (lambda a: replace(a, snapshot=None, people=0), "live"),
        (lambda a: replace(a, outcome=Outcome.FAILED), ""),
        (lambda a: replace(a, outcome=Outcome.ASKING), ""),
    ],
)
def test_a_copy_without_a_date_is_never_called_live(change: Callable[[Answer], Answer], text: str) -> None:
    assert _words.as_of(change(factory.answer())) == text


@PAGES
def test_what_would_tell_namesakes_apart_is_said(id: str) -> None:
    report = factory.several()
    helps = (Sentence("match.help.middle", left=1, n=2),)
    ranking = replace(report.case.ranking, would_help=helps)
    page = words_of(id, replace(report, case=replace(report.case, ranking=ranking)))
    assert "A middle initial would leave about 1 of 2." in page
    assert ("14same name" if id == "html" else "same name: 14") in page


def test_a_fold_takes_nothing_from_what_verify_reads() -> None:
    report = verify.derive(namesakes(40))
    assert len(verify.verify(format_of("json").render(report)).report.case.ranking.matches) == len(
        report.case.ranking.matches
    )


@PAGES
def test_nobody_asked_never_looks_like_no_record(id: str) -> None:
    assert "Nobody was looked up, because no register was asked." in words_of(id, factory.empty())
    assert "Nobody was looked up" not in words_of(id, factory.hostile())


@PAGES
def test_a_source_is_said_to_be_out_of_reach_only_where_one_was(id: str) -> None:
    failed = factory.incomplete()
    short = (factory.answer(Outcome.NOT_FOUND), factory.not_asked())
    lacking = replace(failed, case=replace(failed.case, answers=short))
    said, told = "a source could not be reached", words_of(id, lacking).lower()
    assert said in words_of(id, failed).lower()
    assert said not in told
    assert "incomplete: not every source could answer" in told


@PAGES
def test_a_share_copy_says_that_people_and_text_are_left_out(id: str) -> None:
    copy = redact(factory.several())
    page = words_of(id, copy)
    assert "Who came into question is left out of this copy." in page
    assert "records found (" not in page
    assert id in ("text", "markdown") or "The profile's text is left out of this copy." in page


def test_a_share_copy_says_nothing_of_the_place_and_the_house_of_the_record() -> None:
    copy = redact(factory.match_not_bound())
    told = {e.kind: _words.said(e.sentence) for m in copy.case.ranking.matches for e in m.evidence}
    assert told[ClaimKind.PLACE] == told[ClaimKind.INSTITUTION] == _words.said(Sentence("report.left_out_evidence"))
    assert "surname" in told[ClaimKind.NAME]


def test_a_count_of_nobody_is_not_a_reason_beside_somebody_who_is_near() -> None:
    report = factory.several()
    counts = tuple(Sentence("verdict.fit.exact", n=n) for n in (0, 2))
    assert _folds.reasons(replace(report, verdict=replace(report.verdict, why=counts))) == counts[1:]


@pytest.mark.parametrize(("id", "name"), [("html", "<bdi>Das NPI-Register</bdi>"), ("text", "Das NPI-Register")])
def test_a_register_is_named_in_the_language_of_the_report(id: str, name: str) -> None:
    hatch_build.compile_catalogues()
    with languages.speaking("de"):
        page = format_of(id).render(factory.contradicted()).decode()
    assert f"{name} führt die genannte NPI" in " ".join(page.split())


def test_a_cue_is_told_in_words() -> None:
    assert _words.value(factory.claim(ClaimKind.CUE, "views_own")) == "Says that views are the holder's own."
    assert _words.value(factory.claim(ClaimKind.NPI_EXPECTED, "yes")) == "yes"


@pytest.mark.parametrize("id", ["html", "pdf"])
def test_a_share_copy_does_not_promise_what_only_the_whole_report_gives(id: str) -> None:
    whole = factory.match_not_bound()
    assert "can be derived again, offline" in words_of(id, whole)
    assert "can be derived again, offline" not in words_of(id, redact(whole))
    assert "credcheck verify FILE" in words_of(id, redact(whole))


@PAGES
def test_a_count_of_nobody_is_not_shown_beside_somebody_who_fits(id: str) -> None:
    report = factory.several()
    fit = replace(report.case.ranking.fit, steps=(Count("pair", 0), Count("pair+state", 0)))
    page = words_of(id, replace(report, case=replace(report.case, ranking=replace(report.case.ranking, fit=fit))))
    assert "How many registered people fit" not in page


@PAGES
def test_a_claim_that_leaves_nobody_of_those_who_carry_the_name_is_told(id: str) -> None:
    report = factory.several()
    fit = replace(report.case.ranking.fit, steps=(Count("pair", 3), Count("pair+specialty", 0)))
    why = (Sentence("verdict.fit.exact", n=3), Sentence("verdict.fit.specialty", n=0))
    verdict = replace(report.verdict, why=why)
    case = replace(report.case, ranking=replace(report.case.ranking, fit=fit))
    page = words_of(id, replace(report, case=case, verdict=verdict))
    assert "The specialty leaves nobody of this very name." in page
    assert "same name, same specialty" in page
