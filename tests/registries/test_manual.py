"""Registers for people: the right page, never a claim that anybody was asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from credcheck import wire
from credcheck.model import (
    Answer,
    Claim,
    ClaimKind,
    Claims,
    Credential,
    CredentialClass,
    Identifier,
    Outcome,
    PersonName,
    Place,
    Profile,
    RecordAxis,
    Sentence,
    Status,
)
from credcheck.net import Http
from credcheck.registries.interface import NotAsked, Reply
from credcheck.registries.manual import Finding, Manual, Seen, pages, recorded, registers
from credcheck.verify import verify
from credcheck.wording import render
from tests.fakes import NOW, FakeFinder, checker
from tests.registries.asking import access, claims, country, identifier


def said(profession: str = "physician", *more: Claim) -> Claims:
    return claims("Jane", "Example", Claim(ClaimKind.PROFESSION, profession), *more)


def place(region: str, of: str = "US") -> Claim:
    return Claim(ClaimKind.PLACE, Place(region, region=region, country=of))


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (said("physician", country("GB")), ["General Medical Council (GMC)"]),
        (said("nurse", country("GB")), ["Nursing and Midwifery Council (NMC)"]),
        (said("dentist", country("AU")), ["Ahpra register of practitioners"]),
        (said("physician", place("ON", "CA")), ["College of Physicians and Surgeons of Ontario (CPSO)"]),
        (said("physician", place("BC", "CA")), []),
        (said("nurse", place("FL")), ["Florida Department of Health licence search", "Nursys QuickConfirm"]),
        (said("physician"), []),
        (claims("Jane", "Example", country("GB")), []),
        (Claims((country("AU"),)), []),
    ],
)
def test_the_page_follows_country_region_and_profession(wanted: Claims, titles: list[str]) -> None:
    assert [page.title for page in pages(wanted)] == titles


def test_a_credential_stands_for_its_profession() -> None:
    mbbs = Claim(ClaimKind.CREDENTIAL, Credential("MBBS", CredentialClass.LICENCE_DEGREE, "physician"))
    assert [p.title for p in pages(claims("Jane", "Example", mbbs, country("GB")))] == ["General Medical Council (GMC)"]


async def test_it_is_never_asked_and_tells_where_to_look() -> None:
    manual = Manual(access(Http()))
    why = manual.pass_over(said("physician", country("GB")))
    assert why is not None
    assert render(why).startswith("Not asked")
    assert '"Jane Example"' in render(why)
    assert "https://www.gmc-uk.org/registrants" in render(why)
    nothing = manual.pass_over(Claims())
    assert nothing is not None
    assert nothing.id == "manual.none"
    with pytest.raises(NotAsked):
        await manual.find(said("physician", country("GB")))


def test_every_entry_is_complete() -> None:
    assert len({one.url for one in registers()}) == len(registers())
    assert all(one.url.startswith("https://") and one.title and len(one.country) == 2 for one in registers())


# ---------------------------------------------------------------- what the user saw
GMC = next(one for one in registers() if "GMC" in one.title)
NMC = next(one for one in registers() if "NMC" in one.title)
SAW = Finding(GMC, Seen.CURRENT, NOW, PersonName("Jane", "", "Example"), "7654321", status="Registered with licence")


def test_what_the_user_saw_is_a_record_marked_as_theirs_with_day_and_page() -> None:
    (answer,) = recorded((), SAW)
    (one,) = answer.candidates
    assert (answer.registry, answer.outcome, answer.at) == ("manual", Outcome.FOUND, NOW)
    assert (one.status, one.url, one.updated) == (Status.ACTIVE, GMC.url, NOW.date())
    assert Identifier("licence", "7654321", "GB") in one.identifiers
    told = render(one.remark)  # type: ignore[arg-type]
    assert told.startswith("Recorded by the user, not checked by CredCheck")
    assert "2026-11-22" in told
    assert "Registered with licence" in told


def test_having_seen_nobody_is_not_found_only_because_somebody_looked() -> None:
    (answer,) = recorded((Answer("manual", Outcome.NOT_ASKED),), replace(SAW, seen=Seen.NOBODY))
    assert (answer.outcome, answer.candidates) == (Outcome.NOT_FOUND, ())
    assert "(GMC), 2026-11-22: nobody" in render(answer.asked)  # type: ignore[arg-type]


def test_looks_into_several_registers_stay_side_by_side_and_the_last_look_at_each_counts() -> None:
    nurse = replace(SAW, register=NMC, seen=Seen.NOBODY)
    answers = recorded(recorded((), SAW), nurse)
    (answer,) = answers
    assert (len(answer.candidates), answer.outcome) == (1, Outcome.FOUND)
    assert render(answer.asked).count("2026-11-22") == 2  # type: ignore[arg-type]
    later = replace(SAW, seen=Seen.NOBODY, at=NOW + timedelta(days=3))
    (answer,) = recorded(answers, later)
    assert (answer.candidates, answer.outcome) == ((), Outcome.NOT_FOUND)
    assert "2026-11-25" in render(answer.asked)  # type: ignore[arg-type]
    assert "(GMC), 2026-11-22" not in render(answer.asked)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("seen", "status"),
    [(Seen.CURRENT, Status.ACTIVE), (Seen.LAPSED, Status.EXPIRED), (Seen.ENDED, Status.DEACTIVATED)],
)
def test_what_was_seen_gives_the_status(seen: Seen, status: Status) -> None:
    (answer,) = recorded((), replace(SAW, seen=seen))
    assert answer.candidates[0].status is status


def test_the_other_answers_stay_as_they_are() -> None:
    other = Answer("orcid", Outcome.FAILED)
    assert recorded((other,), SAW)[0] is other


async def test_a_finding_revises_the_report_and_asks_nobody_again() -> None:
    finder = FakeFinder(reply=Reply((), Sentence("fake.asked")))
    made = checker(finder)
    profile = Profile(name="Jane Example, MBBS", bio="GP in London, UK. GMC 7654321", handle="janeexample")
    wanted = said("physician", country("GB"), identifier("licence", "7654321", "GB"))
    first = await made.check(profile, wanted)
    second = made.record(first, SAW)
    assert (finder.asked, second.complete, second.id != first.id) == (1, True, True)
    assert second.case.answers[0] == first.case.answers[0]
    best = second.case.ranking.matches[0]
    assert best.person.label() == "Jane Example"
    assert {e.registry for e in best.evidence} == {"manual"}
    assert any("that the user looks into" in render(e.sentence) for e in best.evidence)
    assert first.verdict.record is RecordAxis.NONE
    assert second.verdict.record in (RecordAxis.MATCH, RecordAxis.SEVERAL)
    again = made.record(second, replace(SAW, seen=Seen.NOBODY))
    assert again.verdict.record is RecordAxis.NONE


async def test_a_report_with_a_finding_can_be_verified_on_another_machine() -> None:
    profile = Profile(name="Jane Example, MBBS", bio="GP in London, UK")
    made = checker(FakeFinder())
    report = made.record(await made.check(profile), SAW)
    assert verify(wire.dumps(report)).same
