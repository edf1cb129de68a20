from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests import open_files


@pytest.mark.skipif(not open_files.HERE.is_dir(), reason="only Linux lists them")
def test_what_is_left_open_is_counted_and_told_by_its_kind(tmp_path: Path) -> None:
    file, before = tmp_path / "left", open_files.counted()
    file.touch()
    with ExitStack() as left:
        for _ in range(30):
            left.enter_context(file.open())
        assert open_files.counted() == before + 30
        told, times = open_files.kinds()[0]
    assert told.endswith("left")
    assert times == 30
