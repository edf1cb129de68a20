from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from credcheck.errors import StoreError
from credcheck.gui import past
from credcheck.model import NO_LEADS, Claims, Leads, Profile, Report
from credcheck.store import Kind, account_key
from tests import factory
from tests.gui.fakes import FakeChecker, FakeParts


@dataclass
class Erasing(FakeChecker):
    """The account is erased by another window in the middle of its check."""

    erase: Callable[[], object] = list

    async def check(self, profile: Profile, claims: Claims | None = None, leads: Leads = NO_LEADS) -> Report:
        self.erase()
        return await super().check(profile, claims, leads)


async def test_an_account_that_is_erased_while_it_is_checked_again_stays_erased() -> None:
    before = factory.match_not_bound()
    parts = FakeParts()
    parts.checker = Erasing((before,), erase=lambda: parts.store.erase.account(account_key(before.case.profile)))
    parts.make()
    for again in (past.check_due, past.check_again(before.id)):
        parts.keep(before)
        parts.store.watches.add(before.id, 7)
        parts.store.watches._desk.now = lambda: datetime.now(UTC) + timedelta(days=8)
        with pytest.raises(StoreError) if again is not past.check_due else nullcontext():
            assert await again(parts) == 0  # type: ignore[arg-type]
        assert (parts.store.count(), parts.store.watches.all()) == (0, ())
        contents = [entry.content for entry in parts.store.log.entries() if entry.kind is not Kind.ERASED]
        assert set(map(str, contents)) == {"None"}


async def test_an_account_checked_again_is_due_anew_however_many_checks_count_as_newer() -> None:
    before = factory.match_not_bound()
    parts = FakeParts(FakeChecker((before,))).make()
    parts.keep(before)
    parts.store.watches.add(before.id, 7)
    later = (replace(factory.several(), id=f"later-{n}", at=before.at + timedelta(days=1)) for n in range(20))
    parts.keep(*later)
    made = await past.check_again(before.id)(parts)  # type: ignore[arg-type]
    assert [watch.report_id for watch in parts.store.watches.all()] == [made.id]
    assert made.id != before.id
