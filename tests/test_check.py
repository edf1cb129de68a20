"""The way through: what a check asks, yields and never confuses."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace

import pytest

from credcheck.errors import BadInput, RegistryBusy, RegistryChanged, RegistryDown, RegistryError, RegistryRefused
from credcheck.model import Level, Outcome, Profile, RecordAxis, Report, Sentence
from credcheck.registries.interface import Reply
from credcheck.store import Kind, ReportStore
from tests.fakes import FakeConfirmer, FakeFinder, FakeProof, checker, listed

JANE = Profile(
    name="Jane Example, MD", handle="janeexample", platform="x", bio="Cardiologist in Boston", location="Boston, MA"
)
NOBODY = Profile(name="night owl", bio="coffee and cats")
EMPTY = Reply((), Sentence("fake.asked"))
SAY = Sentence("net.down")


def outcomes(report: Report) -> dict[str, Outcome]:
    return {a.registry: a.outcome for a in report.case.answers}


async def test_a_check_ends_with_one_complete_report() -> None:
    reports = [r async for r in checker(FakeFinder()).watch(JANE)]
    assert [r.complete for r in reports][-1] is True
    assert not any(r.complete for r in reports[:-1])
    assert outcomes(reports[0]) == {"fake": Outcome.ASKING}
    assert outcomes(reports[-1]) == {"fake": Outcome.FOUND}


@pytest.mark.parametrize("kind", [RegistryDown, RegistryRefused, RegistryChanged, RegistryBusy])
async def test_could_not_ask_never_looks_like_not_found(kind: type[RegistryError]) -> None:
    report = await checker(FakeFinder(reply=kind(SAY))).check(JANE)
    assert outcomes(report) == {"fake": Outcome.FAILED}
    assert report.case.answers[0].why == SAY
    assert report.verdict.record is RecordAxis.INCOMPLETE


async def test_a_partial_answer_without_candidates_is_no_not_found() -> None:
    reply = Reply((), Sentence("fake.asked"), partial=Sentence("fake.cut"))
    report = await checker(FakeFinder(reply=reply)).check(JANE)
    assert outcomes(report) == {"fake": Outcome.FAILED}


async def test_an_empty_answer_is_not_found() -> None:
    report = await checker(FakeFinder(reply=EMPTY)).check(JANE)
    assert outcomes(report) == {"fake": Outcome.NOT_FOUND}
    assert report.verdict.record is RecordAxis.NONE


async def test_a_slow_registry_does_not_delay_a_fast_one() -> None:
    slow, fast = FakeFinder("slow", delay_s=30), FakeFinder("fast")
    async with contextlib.aclosing(checker(slow, fast).watch(JANE)) as reports:
        async for report in reports:
            if outcomes(report).get("fast") is Outcome.FOUND:
                assert outcomes(report)["slow"] is Outcome.ASKING
                assert not report.complete
                break
    assert slow.cancelled


async def test_leaving_a_check_cancels_what_still_runs() -> None:
    slow = FakeFinder(delay_s=30)
    task = asyncio.create_task(checker(slow).check(JANE))
    await slow.begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert slow.cancelled


async def test_a_profile_without_name_or_identifier_is_never_looked_up() -> None:
    finder = FakeFinder()
    report = await checker(finder).check(NOBODY)
    assert finder.asked == 0
    assert outcomes(report) == {"fake": Outcome.NOT_ASKED}
    assert report.verdict.record is RecordAxis.NOT_CHECKABLE


async def test_offline_asks_no_online_registry_and_says_so() -> None:
    online, local = FakeFinder("online"), FakeFinder("local")
    online.online = True  # type: ignore[misc]
    report = await checker(online, local, offline=True).check(JANE)
    assert online.asked == 0
    assert outcomes(report) == {"online": Outcome.NOT_ASKED, "local": Outcome.FOUND}


async def test_a_registry_that_was_switched_off_is_not_asked() -> None:
    finder = FakeFinder()
    report = await checker(finder, off=("fake",)).check(JANE)
    assert (finder.asked, outcomes(report)["fake"]) == (0, Outcome.NOT_ASKED)


@pytest.mark.parametrize(
    ("principal", "asked"), [(None, 0), (EMPTY, 0), (RegistryDown(SAY), 1)], ids=["found", "not found", "down"]
)
async def test_a_backup_is_asked_only_when_its_principal_could_not_answer(
    principal: Reply | RegistryError | None, asked: int
) -> None:
    backup = FakeFinder("backup")
    backup.backup_for = "fake"  # type: ignore[misc]
    report = await checker(FakeFinder(reply=principal), backup).check(JANE)
    assert backup.asked == asked
    assert outcomes(report)["backup"] is (Outcome.FOUND if asked else Outcome.NOT_ASKED)


async def test_confirmers_are_asked_about_the_persons_found() -> None:
    confirmer = FakeConfirmer(reply=Reply((listed("confirmer"),), Sentence("fake.asked")))
    report = await checker(FakeFinder(), confirmer).check(JANE)
    assert [p.key for p in confirmer.persons] == ["npi:1234567893"]
    assert outcomes(report) == {"fake": Outcome.FOUND, "confirmer": Outcome.FOUND}
    assert len(report.case.ranking.matches) == 1


async def test_confirmers_are_not_asked_about_nobody() -> None:
    confirmer = FakeConfirmer()
    report = await checker(FakeFinder(reply=EMPTY), confirmer).check(JANE)
    assert confirmer.persons == ()
    assert outcomes(report)["confirmer"] is Outcome.NOT_ASKED


async def test_a_proof_that_could_not_look_is_no_proof_and_says_so() -> None:
    report = await checker(FakeFinder(), proofs=(FakeProof(RegistryDown(SAY)),)).check(JANE)
    (binding,) = report.case.bindings
    assert (binding.failed, binding.level, report.verdict.account) == (True, Level.L0, Level.L0)


async def test_an_empty_pair_of_registries_is_never_a_clean_bill() -> None:
    report = await checker().check(JANE)
    assert report.verdict.record in (RecordAxis.INCOMPLETE, RecordAxis.NOT_CHECKABLE)


async def test_the_same_profile_and_answers_give_the_same_verdict() -> None:
    first, second = await checker(FakeFinder()).check(JANE), await checker(FakeFinder()).check(JANE)
    assert first == second


@pytest.mark.parametrize(("first", "asked"), [(None, 0), (RegistryDown(SAY), 0)], ids=["copy answers", "live answers"])
async def test_the_backup_of_a_backup_waits_for_its_own_principal(first: RegistryError | None, asked: int) -> None:
    copy, live, second = FakeFinder("copy", first), FakeFinder("live"), FakeFinder("second")
    live.backup_for, second.backup_for, live.online = "copy", "live", True  # type: ignore[misc]
    await checker(copy, live, second).check(JANE)
    assert (live.asked, second.asked) == (0 if first is None else 1, asked)


async def test_a_local_copy_that_is_missing_lets_the_live_register_be_asked() -> None:
    copy, live = FakeFinder("copy"), FakeFinder("live")
    live.backup_for = "copy"  # type: ignore[misc]
    copy.pass_over = lambda claims: SAY  # type: ignore[method-assign]
    await checker(copy, live).check(JANE)
    assert (copy.asked, live.asked) == (0, 1)


async def test_a_check_that_ends_without_a_report_is_in_the_log() -> None:
    with contextlib.closing(ReportStore("sqlite://")) as store:
        store.open()
        failing = replace(checker(FakeFinder()), store=store, new_id=raise_bad_input)
        with pytest.raises(BadInput):
            await failing.check(Profile(name="Jane Example", platform="x", handle="@jane"))
        [entry] = store.log.entries()
        assert entry.content is not None
        assert (entry.kind, entry.content["account"], entry.content["error"]) == (
            Kind.FAILED,
            "x:jane",
            "input.no_text",
        )


def raise_bad_input() -> str:
    raise BadInput(Sentence("input.no_text"))
