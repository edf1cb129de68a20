"""Asking: registries in two rounds and proofs, all at once, each turned into an Answer or Binding as it comes."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from credcheck.bindings.interface import Proof
from credcheck.errors import CredCheckError
from credcheck.model import Answer, Binding, ClaimKind, Claims, Level, Outcome, Person, Profile, Sentence
from credcheck.registries.interface import Confirmer, Finder, Registry, Reply

logger = logging.getLogger(__name__)
ANSWERED = (Outcome.FOUND, Outcome.NOT_FOUND)
KEYS = ("npi", "orcid", "licence")


@dataclass(frozen=True, slots=True)
class Plugs:
    """What a check may ask: registries and proofs, and the ids the user switched off."""

    registries: tuple[Registry, ...]
    proofs: tuple[Proof, ...] = ()
    off: tuple[str, ...] = ()


@dataclass(slots=True)
class Questions:
    """The questions of one check; `answers` grows as registries answer."""

    plugs: Plugs
    claims: Claims
    now: Callable[[], datetime]
    offline: bool

    def __post_init__(self) -> None:
        self._answers: dict[str, Answer] = {}

    async def find(self) -> AsyncIterator[tuple[Answer, ...]]:
        """All answers so far, first with every finder still being asked; backups are asked after their principals."""
        finders = [r for r in self.plugs.registries if isinstance(r, Finder)]
        first = [r for r in finders if not r.backup_for]
        async for answers in self._round({r.id: (r, r.find) for r in first}, (self.claims,)):
            yield answers
        for backup in (r for r in finders if r.backup_for):
            async for answers in self._backup(backup):
                yield answers

    async def confirm(self, persons: tuple[Person, ...]) -> AsyncIterator[tuple[Answer, ...]]:
        """All answers so far, again as each confirmer answers about these persons."""
        confirmers = [r for r in self.plugs.registries if isinstance(r, Confirmer)]
        if not persons:
            for registry in confirmers:
                self._set(Answer(registry.id, Outcome.NOT_ASKED, Sentence("check.nobody_to_confirm")))
            confirmers = []
        async for answers in self._round({r.id: (r, r.confirm) for r in confirmers}, (persons, self.claims)):
            yield answers

    async def prove(self, profile: Profile, persons: tuple[Person, ...]) -> tuple[Binding, ...]:
        """What every proof shows about the account; a proof that could not look says so."""
        found = await asyncio.gather(*(self._prove(proof, profile, persons) for proof in self.plugs.proofs))
        return tuple(binding for bindings in found for binding in bindings)

    async def _backup(self, backup: Finder) -> AsyncIterator[tuple[Answer, ...]]:
        principal = self._answers.get(backup.backup_for)
        if principal is not None and principal.outcome in ANSWERED:
            self._set(Answer(backup.id, Outcome.NOT_ASKED, Sentence("check.not_needed", registry=principal.registry)))
            return
        async for answers in self._round({backup.id: (backup, backup.find)}, (self.claims,)):
            yield answers

    async def _round(
        self, asked: dict[str, tuple[Registry, Callable[..., Awaitable[Reply]]]], with_: tuple[Any, ...]
    ) -> AsyncIterator[tuple[Answer, ...]]:
        jobs: dict[str, Coroutine[Any, Any, Answer]] = {}
        for id, (registry, question) in asked.items():
            why = self._pass_over(registry)
            self._set(Answer(id, Outcome.NOT_ASKED if why else Outcome.ASKING, why))
            if why is None:
                jobs[id] = self._answer(registry, question(*with_))
        if asked:
            yield self._all()
        async with contextlib.aclosing(as_they_come(tuple(jobs.values()))) as arriving:
            async for answer in arriving:
                self._set(answer)
                yield self._all()

    def _pass_over(self, registry: Registry) -> Sentence | None:
        if registry.id in self.plugs.off:
            return Sentence("check.switched_off")
        if self.claims.name() is None and not _keys(self.claims):
            return Sentence("check.nothing_to_ask")
        if self.offline and registry.online:
            return Sentence("check.offline")
        return registry.pass_over(self.claims)

    async def _answer(self, registry: Registry, question: Awaitable[Reply]) -> Answer:
        try:
            reply = await question
        except CredCheckError as error:
            logger.info("%s could not answer: %s", registry.id, error)
            return Answer(registry.id, Outcome.FAILED, error.sentence, at=self.now(), url=registry.home)
        return answer_of(registry.id, reply, self.now())

    async def _prove(self, proof: Proof, profile: Profile, persons: tuple[Person, ...]) -> tuple[Binding, ...]:
        if self.offline and proof.online:
            return _unproved(proof, Sentence("check.proof_offline", title=proof.title)) if profile.handle else ()
        try:
            return await proof.prove(profile, self.claims, persons)
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
    if not reply.candidates:
        outcome, why = (Outcome.FAILED, reply.partial) if reply.partial else (Outcome.NOT_FOUND, None)
    return Answer(
        registry, outcome, why, reply.asked, at, reply.snapshot, reply.digests, reply.url, reply.candidates,
        reply.counts, reply.people, reply.share, reply.partial,
    )  # fmt: skip


async def as_they_come(jobs: tuple[Coroutine[Any, Any, Answer], ...]) -> AsyncIterator[Answer]:
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


def _keys(claims: Claims) -> bool:
    return any(getattr(c.value, "kind", "") in KEYS for c in claims.of(ClaimKind.IDENTIFIER))


def _unproved(proof: Proof, why: Sentence) -> tuple[Binding, ...]:
    return (Binding(proof.id, Level.L0, why, Sentence("check.proof_missing"), failed=True),)
