"""Asking: registries in two rounds and proofs, all at once, each turned into an Answer or Binding as it comes."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from credcheck.bindings.interface import Proof
from credcheck.errors import CredCheckError
from credcheck.model import (
    NO_LEADS,
    Answer,
    Binding,
    Case,
    ClaimKind,
    Claims,
    Leads,
    Level,
    Outcome,
    Person,
    Profile,
    Sentence,
)
from credcheck.registries.interface import Confirmer, Finder, NotAsked, Registry, Reply

logger = logging.getLogger(__name__)
KEYS = ("npi", "orcid", "licence")


@dataclass(frozen=True, slots=True)
class Plugs:
    """What a check may ask: registries and proofs, and the ids the user switched off."""

    registries: tuple[Registry, ...]
    proofs: tuple[Proof, ...] = ()
    off: tuple[str, ...] = ()


class Turn(StrEnum):
    """Whether and when a registry gets asked in a check."""

    FIRST = "first"
    """Asked at once."""
    BACKUP = "backup"
    """Asked only when its principal cannot answer."""
    LATER = "later"
    """Asked about the persons that the first ones find."""
    LAST = "last"
    """Looked at in the end: whose account it is."""
    NO = "no"
    """Not asked; `why` says why."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One registry or proof before a check: whether and when it is asked, and which hosts get the question, if any."""

    registry: str
    title: str
    turn: Turn
    hosts: tuple[str, ...]
    terms: Sentence
    why: Sentence | None = None


def plan(
    plugs: Plugs, profile: Profile, claims: Claims, leads: Leads = NO_LEADS, offline: bool = False
) -> tuple[Planned, ...]:
    """What a check would ask, in the order of the lists; asks nobody and opens no connection.

    Of the proofs only those that this profile gives something to look at outside.
    """
    questions = Questions(plugs, claims, lambda: datetime.now(UTC), offline)
    words = {registry.id: questions.first_word(registry) for registry in plugs.registries}
    asked = tuple(_planned(one, words[one.id], _turn(one, plugs, words)) for one in plugs.registries)
    wanted = ((proof, proof.hosts(profile, leads)) for proof in plugs.proofs if proof.online)
    return asked + tuple(_looked_at(proof, hosts, questions.why_not_proved(proof)) for proof, hosts in wanted if hosts)


def _turn(registry: Registry, plugs: Plugs, words: dict[str, Answer]) -> Turn:
    if words[registry.id].outcome is not Outcome.ASKING:
        return Turn.NO
    if isinstance(registry, Confirmer):
        return Turn.LATER
    principal = next((r for r in plugs.registries if r.id == registry.backup_for), None)
    return Turn.FIRST if principal is None or needs_backup(principal, words[principal.id]) else Turn.BACKUP


def _planned(registry: Registry, word: Answer, turn: Turn) -> Planned:
    return Planned(registry.id, registry.title, turn, registry.hosts(), registry.terms, word.why)


def _looked_at(proof: Proof, hosts: tuple[str, ...], why: Sentence | None) -> Planned:
    return Planned(proof.id, proof.title, Turn.NO if why else Turn.LAST, hosts, proof.sends, why)


@dataclass(slots=True)
class Questions:
    """The questions of one check; `answers` grows as registries answer.

    `before` is what an earlier check with the same claims learnt: only what failed then is asked again.
    """

    plugs: Plugs
    claims: Claims
    now: Callable[[], datetime]
    offline: bool
    before: Case | None = None
    _answers: dict[str, Answer] = field(default_factory=dict)

    async def find(self) -> AsyncGenerator[tuple[Answer, ...], None]:
        """All answers so far, first with every finder still being asked; backups are asked after their principals."""
        finders = [r for r in self.plugs.registries if isinstance(r, Finder)]
        first = [r for r in finders if not r.backup_for]
        async with contextlib.aclosing(self._round([(r, r.find) for r in first], (self.claims,))) as answers:
            async for so_far in answers:
                yield so_far
        for backup in (r for r in finders if r.backup_for):
            async with contextlib.aclosing(self._backup(backup)) as answers:
                async for so_far in answers:
                    yield so_far

    async def confirm(self, persons: tuple[Person, ...]) -> AsyncGenerator[tuple[Answer, ...], None]:
        """All answers so far, again as each confirmer answers about these persons."""
        confirmers = [r for r in self.plugs.registries if isinstance(r, Confirmer)]
        if confirmers and not persons:
            for registry in confirmers:
                self._set(Answer(registry.id, Outcome.NOT_ASKED, Sentence("check.nobody_to_confirm")))
            yield self._all()
            return
        kept = self._same_people(persons)
        asked = [(r, r.confirm) for r in confirmers]
        async with contextlib.aclosing(self._round(asked, (persons, self.claims), kept)) as answers:
            async for so_far in answers:
                yield so_far

    async def prove(
        self, profile: Profile, persons: tuple[Person, ...], leads: Leads = NO_LEADS
    ) -> tuple[Binding, ...]:
        """What every proof shows about the account; a proof that could not look says so."""
        kept = self._same_people(persons)
        found = await asyncio.gather(
            *(self._prove(proof, profile, persons, leads, kept) for proof in self.plugs.proofs)
        )
        return tuple(binding for bindings in found for binding in bindings)

    async def _backup(self, backup: Finder) -> AsyncGenerator[tuple[Answer, ...], None]:
        principal = next((r for r in self.plugs.registries if r.id == backup.backup_for), None)
        if (
            principal is not None
            and not self._known(backup)
            and not needs_backup(principal, self._answers[principal.id])
        ):
            self._set(Answer(backup.id, Outcome.NOT_ASKED, Sentence("check.not_needed", registry=principal.title)))
            yield self._all()
            return
        async with contextlib.aclosing(self._round([(backup, backup.find)], (self.claims,))) as answers:
            async for so_far in answers:
                yield so_far

    async def _round(
        self,
        asked: Sequence[tuple[Registry, Callable[..., Awaitable[Reply]]]],
        with_: tuple[Any, ...],
        keep: bool = True,
    ) -> AsyncGenerator[tuple[Answer, ...], None]:
        for registry, _ in asked:
            self._set((self._known(registry) if keep else None) or self.first_word(registry))
        if asked:
            yield self._all()
        jobs = [self._answer(r, ask(*with_)) for r, ask in asked if self._answers[r.id].outcome is Outcome.ASKING]
        async with contextlib.aclosing(as_they_come(jobs)) as arriving:
            async for answer in arriving:
                self._set(answer)
                yield self._all()

    def first_word(self, registry: Registry) -> Answer:
        """NOT_ASKED with the reason, FAILED when even that cannot be told, else ASKING."""
        try:
            why = self._why_not(registry)
        except CredCheckError as error:
            return Answer(registry.id, Outcome.FAILED, error.sentence, at=self.now(), url=registry.home)
        return Answer(registry.id, Outcome.NOT_ASKED if why else Outcome.ASKING, why)

    def _known(self, registry: Registry) -> Answer | None:
        """The whole answer of the earlier check, or None when there is none or it failed in part."""
        answers = self.before.answers if self.before else ()
        found = next((a for a in answers if a.registry == registry.id), None)
        return found if found and found.outcome in (Outcome.FOUND, Outcome.NOT_FOUND) and not found.partial else None

    def _same_people(self, persons: tuple[Person, ...]) -> bool:
        """Whether the finders name the same records as in the earlier check, so that what was said of them stands."""
        finders = {r.id for r in self.plugs.registries if isinstance(r, Finder)}
        answers = self.before.answers if self.before else ()
        then = {(c.registry, c.id) for a in answers if a.outcome is Outcome.FOUND for c in a.candidates}
        now = {(c.registry, c.id) for person in persons for c in person.candidates}
        return {key for key in then if key[0] in finders} == {key for key in now if key[0] in finders}

    def _why_not(self, registry: Registry) -> Sentence | None:
        """Why this registry does not get asked, or None when it does."""
        if registry.id in self.plugs.off:
            return Sentence("check.switched_off")
        if self.claims.name() is None and not _keys(self.claims):
            return Sentence("check.nothing_to_ask")
        if self.offline and registry.online:
            return Sentence("check.offline")
        return registry.pass_over(self.claims)

    def why_not_proved(self, proof: Proof) -> Sentence | None:
        """Why this proof is not looked for, or None when it is; one that looks nowhere outside always is."""
        if not proof.online:
            return None
        if {proof.id, proof.registry} & set(self.plugs.off):
            return Sentence("check.proof_off", title=proof.title)
        return Sentence("check.proof_offline", title=proof.title) if self.offline else None

    async def _answer(self, registry: Registry, question: Awaitable[Reply]) -> Answer:
        try:
            reply = await question
        except NotAsked as error:
            return Answer(registry.id, Outcome.NOT_ASKED, error.sentence)
        except CredCheckError as error:
            logger.info("%s could not answer: %s", registry.id, error)
            return Answer(registry.id, Outcome.FAILED, error.sentence, at=self.now(), url=registry.home)
        return answer_of(registry.id, reply, self.now())

    async def _prove(
        self, proof: Proof, profile: Profile, persons: tuple[Person, ...], leads: Leads, keep: bool
    ) -> tuple[Binding, ...]:
        before = tuple(b for b in (self.before.bindings if self.before else ()) if b.proof == proof.id)
        if keep and before and not any(binding.failed for binding in before):
            return before
        if (why := self.why_not_proved(proof)) and proof.hosts(profile, leads):
            return _unproved(proof, why)
        try:
            return await proof.prove(profile, self.claims, persons, leads)
        except CredCheckError as error:
            logger.info("%s could not look: %s", proof.id, error)
            return _unproved(proof, error.sentence)

    def _set(self, answer: Answer) -> None:
        self._answers[answer.registry] = answer

    def _all(self) -> tuple[Answer, ...]:
        return tuple(self._answers.values())


def answer_of(registry: str, reply: Reply, at: datetime) -> Answer:
    """The Answer a Reply amounts to: a partial reply without candidates has failed, it is no "not found"."""
    outcome, why = Outcome.FOUND, None
    if not reply.candidates and not reply.institutions:
        outcome, why = (Outcome.FAILED, reply.partial) if reply.partial else (Outcome.NOT_FOUND, None)
    return Answer(
        registry, outcome, why, reply.asked, at, reply.snapshot, reply.digests, reply.url, reply.candidates,
        reply.counts, reply.people, reply.share, reply.partial, reply.institutions,
    )  # fmt: skip


async def as_they_come(jobs: Iterable[Coroutine[Any, Any, Answer]]) -> AsyncGenerator[Answer, None]:
    """The results of all jobs in the order they finish; what still runs is cancelled when the reader leaves."""
    tasks = {asyncio.create_task(job) for job in jobs}
    try:
        while tasks:
            done, tasks = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                yield task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def needs_backup(principal: Registry, answer: Answer) -> bool:
    """Whether the backup has to be asked: the principal failed, or it is a local copy that is missing or an extract."""
    if answer.outcome is Outcome.FAILED:
        return True
    missed = answer.outcome is Outcome.NOT_FOUND and answer.share < 1.0
    return not principal.online and (missed or answer.outcome is Outcome.NOT_ASKED)


def _keys(claims: Claims) -> bool:
    return any(getattr(c.value, "kind", "") in KEYS for c in claims.of(ClaimKind.IDENTIFIER))


def _unproved(proof: Proof, why: Sentence) -> tuple[Binding, ...]:
    return (Binding(proof.id, Level.L0, why, Sentence("check.proof_missing"), failed=True),)
