"""Parts without effects: what the window works with in tests."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import threading
import weakref
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path

from credcheck.model import NO_LEADS, Claims, Leads, Profile, Report
from credcheck.settings import Settings
from credcheck.store import ReportStore
from credcheck.vault import Vault


@dataclass
class FakeChecker:
    """Yields the reports it was given, waiting between them."""

    reports: tuple[Report, ...] = ()
    pause_s: float = 0.0
    asked: list[Profile] = field(default_factory=list)
    closed: bool = False
    claims: Claims | None = None
    leads: Leads = NO_LEADS
    retried: list[Report] = field(default_factory=list)
    keep: Callable[..., None] = lambda *_: None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def retry(self, report: Report, leads: Leads = NO_LEADS) -> AsyncIterator[Report]:
        self.leads = leads
        self.retried.append(report)
        for made in self.reports:
            yield made

    async def check(self, profile: Profile, claims: Claims | None = None, leads: Leads = NO_LEADS) -> Report:
        self.leads = leads
        self.asked.append(profile)
        made = replace(self.reports[0], id=f"r-{len(self.asked)}")
        await asyncio.sleep(self.pause_s)
        self.keep(made)
        return made

    async def watch(
        self, profile: Profile, claims: Claims | None = None, leads: Leads = NO_LEADS
    ) -> AsyncIterator[Report]:
        self.asked.append(profile)
        self.leads = leads
        self.claims = claims
        try:
            for report in self.reports:
                if report.complete:
                    self.keep(report)
                yield report
                await asyncio.sleep(self.pause_s)
        finally:
            self.closed = True


@cache
def _template() -> bytes:
    """An empty cache, made once: migrating one for every test would take most of the time."""
    with tempfile.TemporaryDirectory() as folder:
        store = ReportStore(f"sqlite:///{folder}/c.sqlite3")
        store.open()
        store.close()
        return Path(folder, "c.sqlite3").read_bytes()


@dataclass(eq=False)
class FakeParts:
    """What the window works with, without network, store or registers."""

    checker: FakeChecker = field(default_factory=FakeChecker)
    settings: Settings = field(default_factory=Settings)
    http: object = None
    vault: Vault = field(default_factory=lambda: Vault(deadline_s=2))
    closed: bool = False
    thread: str = ""

    @cached_property
    def store(self) -> ReportStore:
        """A real cache in a folder of its own."""
        file = Path(tempfile.mkdtemp()) / "c.sqlite3"
        weakref.finalize(self, shutil.rmtree, file.parent, ignore_errors=True)
        file.write_bytes(_template())
        made = ReportStore(f"sqlite:///{file}")
        made.open()
        return made

    def keep(self, *reports: Report) -> None:
        """Put finished checks into the cache."""
        for report in reports:
            self.store.save(report)

    def make(self) -> FakeParts:
        self.thread = threading.current_thread().name
        self.checker.keep = self.keep
        return self

    async def aclose(self) -> None:
        self.closed = True
        if "store" in self.__dict__:
            self.store.close()
