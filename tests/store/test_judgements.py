from __future__ import annotations

import pytest

from credcheck.errors import BadInput
from credcheck.store import Opinion, ReportStore
from tests import factory
from tests.store.conftest import Clock


def test_nothing_is_judged_before_the_user_judges(cache: ReportStore) -> None:
    cache.save(factory.several())
    assert cache.judgements.of("r-several") is None
    assert cache.history()[0].opinion is None


def test_the_last_judgement_counts_and_undo_goes_back_step_by_step(cache: ReportStore) -> None:
    cache.save(factory.several())
    cache.judgements.judge("r-several", Opinion.UNDECIDED)
    made = cache.judgements.judge("r-several", Opinion.DISAGREE, " Another Sam Sample. ")
    assert cache.judgements.of("r-several") == made
    assert made.reason == "Another Sam Sample."
    back = cache.judgements.undo("r-several")
    assert back is not None
    assert back.opinion is Opinion.UNDECIDED
    assert cache.judgements.undo("r-several") is None
    assert cache.judgements.undo("r-several") is None


def test_a_disagreement_needs_a_reason(cache: ReportStore) -> None:
    cache.save(factory.several())
    with pytest.raises(BadInput) as caught:
        cache.judgements.judge("r-several", Opinion.DISAGREE, "  ")
    assert caught.value.sentence.id == "store.reason_missing"


def test_only_a_report_that_is_there_is_judged_noted_or_watched(cache: ReportStore) -> None:
    for attempt in (
        lambda: cache.judgements.judge("r-none", Opinion.AGREE),
        lambda: cache.notes.add("r-none", "x"),
        lambda: cache.watches.add("r-none", 7),
    ):
        with pytest.raises(BadInput):
            attempt()


def test_a_removed_note_comes_back(cache: ReportStore) -> None:
    cache.save(factory.several())
    first, second = cache.notes.add("r-several", "first"), cache.notes.add("r-several", "second \0")
    cache.notes.remove(first.id)
    assert [note.text for note in cache.notes.of("r-several")] == [second.text]
    cache.notes.restore(first.id)
    assert [note.id for note in cache.notes.of("r-several")] == [first.id, second.id]
    with pytest.raises(BadInput):
        cache.notes.add("r-several", " \n")


def test_a_watched_account_is_due_after_its_interval_and_again_after_the_next(cache: ReportStore, clock: Clock) -> None:
    cache.save(factory.several())
    watch = cache.watches.add("r-several", 7)
    assert (watch.account_key, cache.watches.due()) == ("x:samsample", ())
    clock.pass_days(7)
    assert [due.account_key for due in cache.watches.due()] == ["x:samsample"]
    cache.watches.checked("x:samsample", "r-new")
    assert cache.watches.due() == ()
    assert cache.watches.all()[0].report_id == "r-new"
    assert cache.watches.remove("x:samsample")
    assert not cache.watches.remove("x:samsample")


def test_a_clock_that_ran_ahead_puts_no_watch_off_for_years(cache: ReportStore, clock: Clock) -> None:
    cache.save(factory.several())
    cache.watches.add("r-several", 7)
    clock.pass_days(3650)
    cache.watches.checked("x:samsample", "r-new")
    assert cache.watches.due() == ()
    clock.pass_days(-3650)
    assert [due.account_key for due in cache.watches.due()] == ["x:samsample"]
    cache.watches.checked("x:samsample", "r-newer")
    assert cache.watches.due() == ()


def test_a_check_without_an_account_cannot_be_watched(cache: ReportStore) -> None:
    cache.save(factory.empty())
    with pytest.raises(BadInput) as caught:
        cache.watches.add("r-empty", 7)
    assert caught.value.sentence.id == "store.no_account"


@pytest.mark.parametrize("days", [0, -1, 100_000])
def test_an_interval_that_makes_no_sense_is_refused(cache: ReportStore, days: int) -> None:
    cache.save(factory.several())
    with pytest.raises(BadInput):
        cache.watches.add("r-several", days)
