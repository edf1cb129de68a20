"""Batch: in order, bounded, and a bad row never stops the rest."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from credcheck.batch import check_all, read_rows
from tests.fakes import FakeFinder, checker


def row(**fields: object) -> bytes:
    return json.dumps(fields).encode()


def test_a_bad_row_keeps_its_place_and_says_what_is_wrong() -> None:
    rows = list(read_rows([row(id="a", name="Jane Example"), b"{", b"[1]", row(id="d", name=3), b"", b"\xff\xfe"]))
    assert [r.id for r in rows] == ["a", "line 2", "line 3", "d", "line 6"]
    assert [r.profile is not None for r in rows] == [True, False, False, False, False]


def test_twitter_is_read_as_x_and_null_as_nothing() -> None:
    (found,) = read_rows([row(id=1, platform="twitter", handle=None, name="Jane")])
    assert found.profile is not None
    assert (found.profile.platform, found.profile.handle, found.id) == ("x", "", "1")


def test_a_row_without_an_id_is_called_by_its_line() -> None:
    rows = read_rows([row(name="Jane"), row(id=None, name="Jane"), row(id=0, name="Jane"), row(id="", name="Jane")])
    assert [r.id for r in rows] == ["1", "2", "0", ""]


async def test_reports_come_in_input_order_however_slow_the_first_is() -> None:
    lines = [row(id=str(i), name=f"Jane Example{'' if i else ' MD'}") for i in range(9)]
    found = [o async for o in check_all(checker(FakeFinder(delay_s=0.01)), read_rows(lines), at_once=3)]
    assert [o.row.id for o in found] == [str(i) for i in range(9)]
    assert all(o.report is not None for o in found)


async def test_a_bad_row_does_not_stop_the_rest() -> None:
    lines = [row(id="a", name="Jane Example"), b"nonsense", row(id="c", name="Jane Example")]
    found = [o async for o in check_all(checker(FakeFinder()), read_rows(lines))]
    assert [o.report is not None for o in found] == [True, False, True]
    assert found[1].error is not None


@given(st.binary(max_size=300))
def test_no_line_of_bytes_raises(line: bytes) -> None:
    assert all(r.profile is None or isinstance(r.profile.name, str) for r in read_rows([line]))
