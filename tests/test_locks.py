"""Locks: one holder at a time, and whoever hangs holds nobody up for ever."""

from __future__ import annotations

from pathlib import Path

from credcheck import locks


def test_a_file_has_one_holder_and_is_free_again_when_that_one_lets_go(tmp_path: Path) -> None:
    lock = locks.taken(tmp_path / "lock")
    assert lock is not None
    assert locks.taken(tmp_path / "lock") is None
    lock.close()
    again = locks.taken(tmp_path / "lock")
    assert again is not None
    again.close()


def test_one_that_hangs_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    with locks.turn(tmp_path / "lock", 0.0), locks.turn(tmp_path / "lock", 0.0):
        assert locks.taken(tmp_path / "lock") is None


def test_an_open_file_is_held_by_one_until_it_is_closed_and_can_be_read_meanwhile(tmp_path: Path) -> None:
    with (tmp_path / "rows").open("ab") as one, (tmp_path / "rows").open("ab") as other:
        assert locks.held(one)
        assert not locks.held(other)
        one.write(b"row")
        one.flush()
        assert (tmp_path / "rows").read_bytes() == b"row"
        one.close()
        assert locks.held(other)
