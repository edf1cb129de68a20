"""Parts without effects: what the window works with in tests."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from credcheck.model import Claims, Profile, Report
from credcheck.settings import Settings
from credcheck.store import Line


@dataclass
class FakeChecker:
    """Yields the reports it was given, waiting between them."""

    reports: tuple[Report, ...] = ()
    pause_s: float = 0.0
    asked: list[Profile] = field(default_factory=list)
    closed: bool = False
    claims: Claims | None = None
    retried: list[Report] = field(default_factory=list)

    async def retry(self, report: Report) -> AsyncIterator[Report]:
        self.retried.append(report)
        for made in self.reports:
            yield made

    async def watch(self, profile: Profile, claims: Claims | None = None) -> AsyncIterator[Report]:
        self.asked.append(profile)
        self.claims = claims
        try:
            for report in self.reports:
                yield report
                await asyncio.sleep(self.pause_s)
        finally:
            self.closed = True


@dataclass
class MemoryStore:
    """Past reports in a list."""

    reports: list[Report] = field(default_factory=list)

    def history(self, search: str = "", limit: int = 200) -> tuple[Line, ...]:
        return tuple(line_of(r) for r in self.reports if search.lower() in r.case.profile.name.lower())[:limit]

    def get(self, id: str) -> Report | None:
        return next((r for r in self.reports if r.id == id), None)


def line_of(r: Report) -> Line:
    p, v = r.case.profile, r.verdict
    return Line(r.id, r.at, p.platform, p.handle, p.name, v.headline, v.record, v.account, r.complete)


@dataclass
class NoMirrors:
    """No copy is installed."""

    def status(self) -> tuple[()]:
        return ()


@dataclass
class FakeParts:
    """What the window works with, without network, store or registers."""

    checker: FakeChecker = field(default_factory=FakeChecker)
    store: MemoryStore = field(default_factory=MemoryStore)
    mirrors: NoMirrors = field(default_factory=NoMirrors)
    settings: Settings = field(default_factory=Settings)
    http: object = None
    closed: bool = False
    thread: str = ""

    def make(self) -> FakeParts:
        self.thread = threading.current_thread().name
        return self

    async def aclose(self) -> None:
        self.closed = True
