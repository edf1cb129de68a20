from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from credcheck.gui import many, past
from credcheck.model import NO_LEADS, Claims, Leads, Profile, Report
from credcheck.store import Kind, State, account_key
from tests import factory
from tests.fakes import FakeFinder, checker
from tests.gui.fakes import FakeChecker, FakeParts
from tests.test_check import raise_bad_input


@dataclass
class Interrupted(FakeChecker):
    """Something else happens in the middle of the first check."""

    parts: FakeParts = field(default_factory=FakeParts)

    async def check(self, profile: Profile, claims: Claims | None = None, leads: Leads = NO_LEADS) -> Report:
        if not self.asked:
            queue = self.parts.store.queue
            queue.take_out(1, queue.last_id())
            queue.add([("1", Profile(name="Sam Sample"))])
        return await super().check(profile, claims, leads)


async def test_a_list_taken_out_while_it_is_checked_leaves_no_verdict_at_the_next_list() -> None:
    parts = FakeParts()
    parts.checker = checker = Interrupted((factory.several(),), parts=parts)
    parts.store.queue.add([("1", Profile(name="Jane Example"))])
    checking = many.check_waiting(parts)  # type: ignore[arg-type]
    await anext(checking)
    (row,) = parts.store.queue.page()
    assert (row.name, row.state, row.report_id) == ("Sam Sample", State.WAITING, "")
    assert [_ async for _ in checking] == [row.id]
    assert [profile.name for profile in checker.asked] == ["Jane Example", "Sam Sample"]


async def test_a_check_that_fails_is_in_the_log_once_whether_of_the_queue_or_the_watch_list() -> None:
    before = factory.match_not_bound()
    parts = FakeParts(FakeChecker((before,))).make()
    parts.keep(before)
    parts.store.watches.add(before.id, 7)
    parts.store.watches._desk.now = lambda: datetime.now(UTC) + timedelta(days=8)
    failing = replace(checker(FakeFinder()), store=parts.store, new_id=raise_bad_input)
    parts.checker = failing  # type: ignore[assignment]
    parts.store.queue.add([("1", Profile(name="Sam Sample", platform="x", handle="@sam"))])
    assert [_ async for _ in many.check_waiting(parts)]  # type: ignore[arg-type]
    assert await past.check_due(parts) == 0  # type: ignore[arg-type]
    failed = [e.content["account"] for e in parts.store.log.entries() if e.kind is Kind.FAILED and e.content]
    assert sorted(failed) == sorted(["x:sam", account_key(before.case.profile)])
