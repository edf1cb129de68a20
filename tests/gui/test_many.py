from __future__ import annotations

from dataclasses import dataclass, field

from credcheck.gui import many
from credcheck.model import NO_LEADS, Claims, Leads, Profile, Report
from credcheck.store import State
from tests import factory
from tests.gui.fakes import FakeChecker, FakeParts


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
