"""Asking: what is planned is what is asked, retrying asks only what failed, and the slow do not hold up the quick."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from credcheck import report as formats
from credcheck.ask import Plugs, Turn, plan
from credcheck.errors import RegistryDown, RegistryError
from credcheck.model import (
    NO_LEADS,
    Binding,
    Claims,
    Leads,
    Level,
    Outcome,
    Person,
    Profile,
    RecordAxis,
    Report,
    Sentence,
)
from credcheck.registries.interface import Reply
from tests import factory
from tests.fakes import FakeConfirmer, FakeFinder, FakeProof, checker, listed
from tests.test_check import EMPTY, JANE, SAY, outcomes
from tests.virtual_time import VirtualLoop, virtual

DOWN = RegistryDown(SAY)


class Online(FakeFinder):
    """A finder over the internet."""

    online = True


class OnlineProof(FakeProof):
    """A proof that asks these hosts, and belongs to the registry "fake"."""

    online = True
    registry = "fake"

    def __init__(self, named: tuple[str, ...]) -> None:
        super().__init__()
        self.named, self.asked = named, 0

    def hosts(self, profile: Profile, leads: Leads) -> tuple[str, ...]:
        return self.named

    async def prove(
        self, profile: Profile, claims: Claims, persons: tuple[Person, ...], leads: Leads = NO_LEADS
    ) -> tuple[Binding, ...]:
        self.asked += 1
        return ()


def backup(id: str, of: str) -> FakeFinder:
    finder = Online(id)
    finder.backup_for = of  # type: ignore[misc]
    return finder


# ---------------------------------------------------------------- the plan
def test_a_plan_says_who_is_asked_when_and_where_and_asks_nobody() -> None:
    local, confirmer = FakeFinder("local"), FakeConfirmer()
    registries = (local, backup("live", "local"), Online("orcid"), confirmer)
    planned = {p.registry: (p.turn, p.hosts) for p in plan(Plugs(registries), JANE, factory.claims())}
    assert planned == {
        "local": (Turn.FIRST, ()),
        "live": (Turn.BACKUP, ("registry.example",)),
        "orcid": (Turn.FIRST, ("registry.example",)),
        "confirmer": (Turn.LATER, ()),
    }
    assert (local.asked, confirmer.persons) == (0, ())


def test_a_backup_of_a_copy_that_is_missing_is_planned_to_be_asked_first() -> None:
    copy = FakeFinder("copy")
    copy.pass_over = lambda claims: SAY  # type: ignore[method-assign]
    planned = {p.registry: p for p in plan(Plugs((copy, backup("live", "copy"))), JANE, factory.claims())}
    assert (planned["copy"].turn, planned["copy"].why) == (Turn.NO, SAY)
    assert planned["live"].turn is Turn.FIRST


def test_offline_and_switched_off_registries_are_planned_as_not_asked_with_the_reason() -> None:
    plugs = Plugs((Online("live"), FakeFinder("off")), off=("off",))
    planned = {p.registry: (p.turn, p.why) for p in plan(plugs, JANE, factory.claims(), offline=True)}
    assert planned == {
        "live": (Turn.NO, Sentence("check.offline")),
        "off": (Turn.NO, Sentence("check.switched_off")),
    }


def test_a_copy_that_cannot_be_opened_is_planned_as_not_asked_and_does_not_break_the_plan() -> None:
    broken = FakeFinder("broken")

    def raises(claims: Claims) -> Sentence | None:
        raise DOWN

    broken.pass_over = raises  # type: ignore[method-assign]
    (one,) = plan(Plugs((broken,)), JANE, factory.claims())
    assert (one.turn, one.why) == (Turn.NO, SAY)


async def test_exactly_what_is_planned_first_or_later_is_asked() -> None:
    registries = (FakeFinder("a"), FakeFinder("b"), backup("c", "a"), FakeConfirmer("d"))
    made = checker(*registries).without(["b"])
    planned = {p.registry for p in made.plan(JANE, factory.claims()) if p.turn in (Turn.FIRST, Turn.LATER)}
    report = await made.check(JANE, factory.claims())
    assert planned == {a.registry for a in report.case.answers if a.outcome is not Outcome.NOT_ASKED} == {"a", "d"}


def test_a_proof_that_looks_outside_is_planned_with_its_hosts_where_the_profile_gives_it_anything() -> None:
    looking, idle = OnlineProof(("staff.example", "page.example")), OnlineProof(())
    (one,) = plan(Plugs((), (looking, idle, FakeProof())), JANE, factory.claims())
    assert (one.registry, one.turn, one.hosts, one.why) == ("fake_proof", Turn.LAST, looking.named, None)


@pytest.mark.parametrize("off", ["fake_proof", "fake"])
async def test_a_proof_that_is_off_or_whose_registry_is_off_is_neither_planned_nor_looked_for(off: str) -> None:
    proof, said = OnlineProof(("staff.example",)), Sentence("check.proof_off", title="Fake proof")
    (one,) = plan(Plugs((), (proof,), (off,)), JANE, factory.claims())
    assert (one.turn, one.why) == (Turn.NO, said)
    report = await checker(FakeFinder(), proofs=(proof,), off=(off,)).check(JANE, factory.claims())
    assert [(b.sentence, b.level, b.failed) for b in report.case.bindings] == [(said, Level.L0, True)]
    assert proof.asked == 0


async def test_offline_only_what_the_profile_gives_to_look_at_is_missed() -> None:
    looking, idle = OnlineProof(("staff.example",)), OnlineProof(())
    report = await checker(FakeFinder(), proofs=(looking, idle), offline=True).check(JANE, factory.claims())
    assert [b.sentence.id for b in report.case.bindings] == ["check.proof_offline"]
    assert (looking.asked, idle.asked) == (0, 1)


# ---------------------------------------------------------------- retry
async def last(reports: AsyncIterator[Report]) -> Report:
    return [report async for report in reports][-1]


async def test_retrying_asks_only_what_failed_and_keeps_the_other_answers() -> None:
    good, bad, confirmer = FakeFinder("good"), FakeFinder("bad", DOWN), FakeConfirmer()
    made = checker(good, bad, confirmer)
    first = await made.check(JANE)
    assert outcomes(first)["bad"] is Outcome.FAILED
    bad.reply, confirmer.persons = EMPTY, ()
    second = await last(made.retry(first))
    assert (good.asked, bad.asked, confirmer.persons) == (1, 2, ())
    assert outcomes(second) == {"good": Outcome.FOUND, "bad": Outcome.NOT_FOUND, "confirmer": Outcome.NOT_FOUND}
    assert second.complete
    assert second.id != first.id
    assert second.case.answers[0] == first.case.answers[0]


async def test_retrying_asks_confirmers_again_when_another_person_turned_up() -> None:
    good, bad, confirmer = FakeFinder("good"), FakeFinder("bad", DOWN), FakeConfirmer()
    made = checker(good, bad, confirmer)
    first = await made.check(JANE)
    bad.reply = Reply((listed("bad", "1987654328"),), Sentence("fake.asked"))
    await last(made.retry(first))
    assert {person.key for person in confirmer.persons} == {"npi:1234567893", "npi:1987654328"}


async def test_retrying_asks_a_failed_confirmer_and_nobody_else() -> None:
    finder, confirmer = FakeFinder(), FakeConfirmer(reply=DOWN)
    made = checker(finder, confirmer)
    first = await made.check(JANE)
    confirmer.reply = Reply((listed("confirmer"),), Sentence("fake.asked"))
    second = await last(made.retry(first))
    assert (finder.asked, outcomes(second)["confirmer"]) == (1, Outcome.FOUND)


async def test_a_partial_answer_is_asked_for_again() -> None:
    finder = FakeFinder(reply=Reply((listed(),), Sentence("fake.asked"), partial=SAY))
    made = checker(finder)
    await last(made.retry(await made.check(JANE)))
    assert finder.asked == 2


async def test_what_was_not_asked_stays_not_asked_unless_the_reason_is_gone() -> None:
    passed = FakeFinder("passed")
    passed.pass_over = lambda claims: SAY  # type: ignore[method-assign]
    made = checker(FakeFinder(), passed)
    first = await made.check(JANE)
    second = await last(made.retry(first))
    assert (passed.asked, outcomes(second)["passed"]) == (0, Outcome.NOT_ASKED)


async def test_the_answer_of_a_backup_stays_when_its_principal_is_tried_again() -> None:
    principal, second = FakeFinder("principal", DOWN), backup("second", "principal")
    made = checker(principal, second)
    first = await made.check(JANE)
    principal.reply = EMPTY
    again = await last(made.retry(first))
    assert second.asked == 1
    assert outcomes(again) == {"principal": Outcome.NOT_FOUND, "second": Outcome.FOUND}


async def test_retrying_looks_again_only_at_proofs_that_could_not_look() -> None:
    held = Binding("fake_proof", Level.L1, Sentence("fake.held"), Sentence("fake.limits"))
    proof = FakeProof((held,))
    made = checker(FakeFinder(), proofs=(proof,))
    first = await made.check(JANE)
    proof.found = DOWN
    assert (await last(made.retry(first))).case.bindings == (held,)
    failed = await made.check(JANE)
    proof.found = (held,)
    assert (await last(made.retry(failed))).case.bindings == (held,)


async def test_retrying_uses_the_claims_of_the_report_also_those_the_user_corrected() -> None:
    made = checker(FakeFinder(reply=DOWN))
    first = await made.check(JANE, factory.claims())
    assert (await last(made.retry(first))).case.claims == factory.claims()


# ---------------------------------------------------------------- slow and quick, on a clock that jumps
@virtual
async def test_a_registry_that_takes_30_s_delays_no_other_and_the_verdict_is_revised_when_it_answers() -> None:
    other = Reply((listed("slow", "1987654328"),), Sentence("fake.asked"))
    slow, quick = FakeFinder("slow", other, delay_s=30), FakeFinder("quick", delay_s=0.5)
    loop, seen = asyncio.get_running_loop(), []
    start = loop.time()
    assert isinstance(loop, VirtualLoop)
    async for report in checker(slow, quick).watch(JANE):
        seen.append((round(loop.time() - start, 1), report))
    at, early = next((at, r) for at, r in seen if outcomes(r)["quick"] is Outcome.FOUND)
    assert at == 0.5
    assert outcomes(early)["slow"] is Outcome.ASKING
    assert not early.complete
    text = formats.format_of("text").render(early).decode()
    assert "This check is still under way" in text
    assert "! slow: waiting" in text
    ended, late = seen[-1]
    assert ended == 30.0
    assert late.complete
    assert len(early.case.ranking.matches) == 1
    assert len(late.case.ranking.matches) == 2
    assert early.verdict != late.verdict


@virtual
async def test_while_a_finder_is_still_asked_nobody_found_is_incomplete_and_not_none() -> None:
    slow, quick = FakeFinder("slow", EMPTY, delay_s=30), FakeFinder("quick", EMPTY)
    reports = [report async for report in checker(slow, quick).watch(JANE)]
    open_ends = [r for r in reports if outcomes(r)["slow"] is Outcome.ASKING]
    assert {r.verdict.record for r in open_ends} == {RecordAxis.INCOMPLETE}
    assert reports[-1].verdict.record is RecordAxis.NONE


@virtual
@pytest.mark.parametrize("error", [DOWN, None])
async def test_slow_confirmers_run_side_by_side(error: RegistryError | None) -> None:
    confirmers = [FakeConfirmer(f"c{n}", error, delay_s=30) for n in range(5)]
    start = asyncio.get_running_loop().time()
    await checker(FakeFinder(), *confirmers).check(JANE)
    assert asyncio.get_running_loop().time() - start == 30.0
