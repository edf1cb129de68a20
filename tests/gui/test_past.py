from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from credcheck.gui import past
from tests import factory
from tests.gui.fakes import FakeChecker, FakeParts


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
