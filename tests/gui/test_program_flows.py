"""Whole flows from outside: queue and judgement, erasure with undo, watching the clipboard, a PDF."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.gui.outside import Program
from tests.gui.waiting import wait_for

pytestmark = [pytest.mark.window, pytest.mark.timeout(240)]
JANE = "Jane Example, MD\n@janeexample_md\nCardiologist at Example Heart Institute\nBoston, MA"
LIST = f"{JANE}\n---\nSam Sample, RN\n@samsample\nER nurse\nBoston, MA"


def test_a_list_is_queued_checked_judged_and_found_again(program: Program) -> None:
    program.copy(LIST)
    program.keys("ctrl+2")
    program.wait("Nothing in the queue")
    program.press("Paste a list")
    program.wait("2 profiles were added.")
    program.press("Check them")
    program.wait("Everything in the queue is checked.", 60)
    program.keys("ctrl+2")
    program.wait("Not judged yet")
    program.keys("1")
    program.wait("Your judgement: You agree")
    program.keys("ctrl+3")
    program.wait("Who: Jane Example, MD")
    assert program.says("Your judgement: You agree")
    program.press("Erase")
    program.wait("will be erased in 10 seconds")
    program.press("Undo")
    program.wait("Nothing was erased.")
    assert program.unnamed() == []


def test_every_page_names_all_that_takes_the_keyboard(program: Program) -> None:
    for number, words in enumerate(("Profile to check", "Nothing in the queue", "No checks yet"), 1):
        program.keys(f"ctrl+{number}")
        program.wait(words)
        assert program.unnamed() == []
    program.keys("ctrl+4")
    program.wait("Practice register: invented people")
    program.press("Check the bytes: NPI registry (copy on this machine)")
    program.wait("Every byte of")
    assert program.unnamed() == []
    program.keys("ctrl+5")
    program.wait("Registers that may be asked")
    assert program.unnamed() == []


def test_a_watched_clipboard_only_offers(program: Program) -> None:
    program.keys("ctrl+5")
    program.wait("Registers that may be asked")
    watching = "Watch the clipboard, and offer to check what looks like a profile"
    program.press(watching)
    wait_for(lambda: program.is_checked(watching), 10)
    program.copy(JANE)
    program.keys("ctrl+1")
    program.wait("The clipboard holds a profile: Jane Example, MD.", 20)
    assert not program.says("Is somebody listed?")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext (Debian: poppler-utils)")
def test_a_report_is_exported_as_a_pdf_that_another_program_reads(program: Program, tmp_path: Path) -> None:
    program.press("Check")
    program.wait("Registry match, account not bound", 60)
    out = tmp_path / "report.pdf"
    program.keys("ctrl+e")
    program.wait("Export the report")
    program.type(str(out))
    program.keys("Return")
    wait_for(lambda: out.exists() and out.stat().st_size > 0, 30)
    text = subprocess.run(["pdftotext", str(out), "-"], capture_output=True, text=True, check=True).stdout
    assert "Jane Example" in text
    assert "not proof of fraud" in text
