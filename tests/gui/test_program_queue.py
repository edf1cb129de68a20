"""The queue from outside: filter, sort, check again, open in full, export what is shown."""

from __future__ import annotations

import csv
import io
import time
from pathlib import Path

import pytest

from tests.gui.outside import Program
from tests.gui.people import BOB, JANE, NORA
from tests.gui.waiting import wait_for

pytestmark = [pytest.mark.window, pytest.mark.timeout(180)]
JANE_S, NORA_S, BOB_S = "Who: Jane Example, MD", "Who: Nora Fictional, RN", "Who: Bob Testwell, MD"


@pytest.fixture(scope="module")
def checked(opened: Program) -> Program:
    """Three profiles, pasted and checked."""
    opened.copy(f"{JANE}\n---\n{NORA}\n---\n{BOB}")
    opened.keys("ctrl+2")
    opened.press("Paste a list")
    opened.wait("3 profiles were added.")
    opened.press("Check them")
    opened.wait("Everything in the queue is checked.", 60)
    return opened


def stand(checked: Program, *rows: str) -> None:
    """Wait until just these rows stand there, in this order."""
    wait_for(lambda: checked.order(JANE_S, NORA_S, BOB_S) == list(rows), 10, 0.1, f"never stood as {rows}")


def test_rows_are_sorted_filtered_and_sought(checked: Program) -> None:
    stand(checked, JANE_S, NORA_S, BOB_S)
    checked.click("Who")
    stand(checked, BOB_S, JANE_S, NORA_S)
    time.sleep(0.6)  # not a double click
    checked.click("Who")
    stand(checked, NORA_S, JANE_S, BOB_S)
    checked.click("#")
    stand(checked, JANE_S, NORA_S, BOB_S)
    checked.focus("Search the queue")
    checked.type("nora")
    stand(checked, NORA_S)
    checked.keys("ctrl+a", "BackSpace")
    checked.choose("Any verdict", "Declared parody")
    checked.wait("No profile in the queue fits these filters.")
    checked.choose("Declared parody", "Any verdict")
    stand(checked, JANE_S, NORA_S, BOB_S)
    checked.focus("The queue")
    checked.keys("ctrl+Home", "1")
    checked.choose("Judged or not", "Not judged yet")
    stand(checked, NORA_S, BOB_S)
    checked.choose("Not judged yet", "Judged or not")
    stand(checked, JANE_S, NORA_S, BOB_S)


def test_a_row_is_checked_again_opened_in_full_and_found_as_it_was_left(checked: Program) -> None:
    checked.focus("The queue")
    checked.keys("ctrl+Home")
    checked.wait("You agree")
    checked.keys("r")
    checked.wait("Not judged yet")  # of the new report
    checked.wait("3 of 3 checked")
    checked.focus("The queue")
    checked.keys("Down")
    checked.wait("NORA FICTIONAL")  # beside the list
    checked.keys("Return")
    checked.wait("Registers asked")
    assert checked.says("Nora Fictional, RN")
    checked.keys("ctrl+2")
    checked.wait("3 of 3 checked")


def test_what_is_shown_is_exported_into_one_file(checked: Program, tmp_path: Path) -> None:
    checked.focus("Search the queue")
    checked.type("example")
    stand(checked, JANE_S)
    checked.press("Export…")
    checked.wait("Export the reports that are shown")
    checked.enter(str(tmp_path / "shown.csv"))
    checked.wait(f"1 report was saved as {tmp_path / 'shown.csv'}.")
    checked.focus("Search the queue")
    checked.keys("ctrl+a", "BackSpace")
    stand(checked, JANE_S, NORA_S, BOB_S)
    checked.press("Export…")
    checked.wait("Export the reports that are shown")
    checked.enter(str(tmp_path / "all.html"))
    checked.wait("3 reports were saved as")
    rows = list(csv.reader(io.StringIO((tmp_path / "shown.csv").read_text("utf-8-sig"))))
    assert len(rows) == 2
    assert b"Nora Fictional" in (tmp_path / "all.html").read_bytes()
    assert checked.unnamed() == []
