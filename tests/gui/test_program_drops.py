"""Dragged by the mouse out of another program and dropped on the window: saved pages, lists, texts."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.gui.outside import Program
from tests.gui.people import FITS, JANE, PAGE, SAM
from tests.gui.waiting import ROOT, wait_for

pytestmark = [pytest.mark.window, pytest.mark.timeout(180)]
SOURCE = Path(__file__).with_name("drag_source.py")
STEPS = 4


class Hand:
    """Takes something in one program and lets go of it in another."""

    def __init__(self, program: Program) -> None:
        self._program = program
        env = program.env | {"PYTHONPATH": str(ROOT)}
        pipe = subprocess.PIPE
        self._running = subprocess.Popen([sys.executable, str(SOURCE)], env=env, stdin=pipe, stdout=pipe, text=True)

    def drop(self, wanted: Mapping[str, object], on: str) -> str:
        """Drag from the other window to the middle of what is called so; how the other program was told it ended."""
        x, y = self._say(wanted)
        to_x, to_y = self._program.where(on)
        self._program.mouse("mousemove", x, y, "mousedown", 1)
        for step in range(STEPS + 1):
            self._program.mouse("mousemove", x + (to_x - x) * step // STEPS - 9, y + (to_y - y) * step // STEPS)
            time.sleep(0.06)
        self._program.mouse("mousemove", to_x, to_y, "sleep", 0.15, "mouseup", 1)
        return str(self._answer())

    def _say(self, wanted: Mapping[str, object]) -> list[int]:
        assert self._running.stdin is not None
        self._running.stdin.write(json.dumps(wanted) + "\n")
        self._running.stdin.flush()
        return list(self._answer())

    def _answer(self) -> list[int]:
        assert self._running.stdout is not None
        return json.loads(self._running.stdout.readline())  # type: ignore[no-any-return]

    def end(self) -> None:
        self._running.communicate(timeout=10)


@pytest.fixture(scope="module")
def hand(opened: Program) -> Iterator[Hand]:
    made = Hand(opened)
    yield made
    made.end()


def test_a_saved_page_dropped_on_the_field_or_beside_it_is_checked(opened: Program, hand: Hand, tmp_path: Path) -> None:
    page = tmp_path / "saved.html"
    page.write_text(PAGE, "utf-8")
    for place in ("Profile to check", "Who is speaking?"):
        opened.keys("ctrl+n")
        assert hand.drop({"files": [str(page)]}, place) == "CopyAction"
        opened.wait(FITS)
        assert opened.says("@janeexample_md")


def test_text_dropped_on_the_field_stands_in_it_and_is_not_checked_unasked(opened: Program, hand: Hand) -> None:
    opened.keys("ctrl+n")
    assert hand.drop({"text": SAM}, "Profile to check") == "CopyAction"
    wait_for(lambda: opened.read("Profile to check") == SAM, 10)
    assert not opened.says("Registers asked")


def test_a_file_of_many_profiles_dropped_on_check_is_sent_to_the_queue(
    opened: Program, hand: Hand, tmp_path: Path
) -> None:
    rows = tmp_path / "many.csv"
    rows.write_text("id,name,bio\n1,Jane Example,Cardiologist\n2,Sam Sample,RN\n", "utf-8")
    opened.keys("ctrl+n")
    hand.drop({"files": [str(rows)]}, "Profile to check")
    opened.wait("many.csv does not hold one profile")
    assert not opened.says("Registers asked")


def test_lists_and_text_dropped_on_the_queue_are_added_and_can_be_taken_back(
    opened: Program, hand: Hand, tmp_path: Path
) -> None:
    rows, lines, page = tmp_path / "many.csv", tmp_path / "many.jsonl", tmp_path / "saved.html"
    rows.write_text("id,name,bio\n1,Jane Example,Cardiologist\n2,Sam Sample,RN\n", "utf-8")
    lines.write_text(
        "".join(json.dumps({"id": n, "name": "Bob Testwell", "bio": "MD"}) + "\n" for n in range(3)), "utf-8"
    )
    page.write_text(PAGE, "utf-8")
    opened.keys("ctrl+2")
    for wanted, said in (
        ({"files": [str(rows)]}, "2 profiles were added."),
        ({"files": [str(lines), str(page)]}, "4 profiles were added."),
        ({"text": f"{JANE}\n---\n{SAM}"}, "2 profiles were added."),
    ):
        assert hand.drop(wanted, "Nothing in the queue") == "CopyAction"
        opened.wait(said)
        opened.press("Undo")
        opened.wait("Nothing in the queue")
