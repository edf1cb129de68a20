"""One check, from a profile to a report: the picture of the house in code.

Profile -> claims -> finders -> confirmers -> persons, matches -> bindings -> surroundings -> flags -> verdict -> Report
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Collection
from contextlib import aclosing, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime

import credcheck
from credcheck import claims as reading
from credcheck import flags as rules
from credcheck import match
from credcheck.ask import Planned, Plugs, Questions, plan
from credcheck.bindings import challenged
from credcheck.model import NO_LEADS, Answer, Binding, Case, Claims, Leads, Profile, Report, Surroundings, Versions
from credcheck.registries.manual import Finding, recorded
from credcheck.registries.ror import settled
from credcheck.store import ReportStore
from credcheck.surroundings import Around, local
from credcheck.verdict import decide


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks profiles against the plugs it was given; keeps finished reports in `store`, if there is one."""

    plugs: Plugs
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    store: ReportStore | None = None
    offline: bool = False

    async def check(self, profile: Profile, claims: Claims | None = None, leads: Leads = NO_LEADS) -> Report:
        """The finished report; `claims` replaces what would be read from the profile, `leads` point to proofs."""
        return self._finish([draft async for draft in self._drafts(profile, claims, leads)][-1])

    async def watch(
        self, profile: Profile, claims: Claims | None = None, leads: Leads = NO_LEADS
    ) -> AsyncGenerator[Report, None]:
        """The report so far, again whenever an answer arrives; the last one is complete and kept."""
        async with aclosing(self._reports(self._drafts(profile, claims, leads))) as reports:
            async for report in reports:
                yield report

    async def retry(self, report: Report, leads: Leads = NO_LEADS) -> AsyncGenerator[Report, None]:
        """A new report on the same claims, as `watch` gives it; only what failed in the old one is asked again."""
        case = report.case
        async with aclosing(self._reports(self._drafts(case.profile, case.claims, leads, case))) as reports:
            async for made in reports:
                yield made

    def record(self, report: Report, finding: Finding) -> Report:
        """A new report with what the user saw in a register that only a person can ask; nobody else is asked again."""
        case = report.case
        answers = recorded(case.answers, finding)
        draft = _Draft(self.new_id(), case.profile, case.claims, answers, case.bindings, case.surroundings, True)
        return self._finish(draft)

    def plan(self, profile: Profile, claims: Claims, leads: Leads = NO_LEADS) -> tuple[Planned, ...]:
        """Whom a check would ask; nobody is asked for that."""
        return plan(self.plugs, profile, claims, leads, self.offline)

    def without(self, registries: Collection[str]) -> Checker:
        """The same checker with these registries switched off beside those that are off already."""
        off = (*self.plugs.off, *registries)
        return replace(self, plugs=replace(self.plugs, off=tuple(dict.fromkeys(off))))

    async def _reports(self, drafts: AsyncGenerator[_Draft, None]) -> AsyncGenerator[Report, None]:
        async with aclosing(drafts):
            async for draft in drafts:
                yield self._finish(draft) if draft.complete else self._report(draft)

    async def _drafts(
        self, profile: Profile, claims: Claims | None, leads: Leads, before: Case | None = None
    ) -> AsyncGenerator[_Draft, None]:
        with self.store.failures_logged(profile) if self.store is not None else nullcontext():
            claims = reading.extract(profile) if claims is None else claims
            draft = _Draft(self.new_id(), profile, claims)
            questions = Questions(self.plugs, claims, self.now, self.offline, before)
            async with aclosing(questions.find()) as found:
                async for answers in found:
                    known = tuple(one for answer in answers for one in answer.institutions)
                    draft = replace(draft, answers=answers, claims=settled(claims, known))
                    yield draft
            async with aclosing(questions.confirm(match.join(draft.answers))) as confirmed:
                async for answers in confirmed:
                    draft = replace(draft, answers=answers)
                    yield draft
            bindings = await questions.prove(profile, match.join(draft.answers), self._leads(profile, leads))
            draft = replace(draft, bindings=bindings)
            yield replace(draft, surroundings=await self._around(draft), complete=True)

    async def _around(self, draft: _Draft) -> Surroundings:
        """What lies around the account, as far as this machine knows."""
        around = Around(local(self.plugs.registries, self.plugs.off), self.store)
        person = self._report(draft).verdict.person
        return await around.look(draft.profile, draft.claims, draft.answers, person)

    def _leads(self, profile: Profile, leads: Leads) -> Leads:
        """The user's leads with the codes that were made for this account."""
        account = challenged(profile)
        kept = self.store.challenges(account) if self.store is not None and account else ()
        return replace(leads, challenges=(*leads.challenges, *kept))

    def _finish(self, draft: _Draft) -> Report:
        report = self._report(draft)
        return report if self.store is None else self.store.save(report)

    def _report(self, draft: _Draft) -> Report:
        at = self.now()
        persons = match.join(draft.answers)
        ranking = match.rank(draft.claims, persons, draft.answers)
        case = Case(draft.profile, draft.claims, draft.answers, ranking, draft.bindings, draft.surroundings, at.date())
        flags = rules.raise_flags(case)
        versions = Versions(credcheck.__version__, rules.RULES_VERSION, match.WEIGHTS_VERSION)
        return Report(draft.id, case, flags, decide(case, flags), at, versions, draft.complete)


@dataclass(frozen=True, slots=True)
class _Draft:
    id: str
    profile: Profile
    claims: Claims
    answers: tuple[Answer, ...] = ()
    bindings: tuple[Binding, ...] = ()
    surroundings: Surroundings = field(default_factory=Surroundings)
    complete: bool = False
