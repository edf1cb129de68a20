"""Whole flows from outside, in one program: check, correct, judge, prove, export, queue, history.

Each test brings its own account and leaves no panel open; none needs what another did.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
import subprocess
import time
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from credcheck.store import ReportStore
from tests.gui.outside import COMMAND, Program
from tests.gui.people import BOB, FITS, JANE, LISTED, NORA, PAGE, SAM
from tests.gui.waiting import wait_for

pytestmark = [pytest.mark.window, pytest.mark.timeout(240)]


def save(opened: Program, file: Path) -> bytes:
    """Export the shown report into a file."""
    opened.keys("ctrl+e")
    opened.wait("Export the report")
    opened.enter(str(file))
    opened.wait(f"The report was saved as {file}")
    return file.read_bytes()


# ---------------------------------------------------------------- one account
def test_every_format_is_exported_and_read_by_another_program(opened: Program, tmp_path: Path) -> None:
    opened.check(JANE, FITS)
    report = json.loads(save(opened, tmp_path / "a.json"))
    assert "Jane Example" in json.dumps(report)
    assert b"Content-Security-Policy" in save(opened, tmp_path / "a.html")
    assert "not proof of fraud" in save(opened, tmp_path / "a.md").decode()
    assert "Jane Example" in save(opened, tmp_path / "a.txt").decode()
    rows = list(csv.reader(io.StringIO(save(opened, tmp_path / "a.csv").decode("utf-8-sig"))))
    assert len(rows) > 1
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(save(opened, tmp_path / "a.xlsx"))).namelist()
    assert save(opened, tmp_path / "a.pdf").startswith(b"%PDF")
    assert {oct(f.stat().st_mode & 0o777) for f in tmp_path.iterdir()} == {"0o600"}
    if shutil.which("pdftotext"):
        read = subprocess.run(["pdftotext", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True).stdout
        assert "Jane Example" in read
        assert "not proof of fraud" in read


def test_a_copy_to_hand_on_lacks_the_text_and_other_people(opened: Program, tmp_path: Path) -> None:
    opened.check(JANE, FITS)
    opened.keys("alt+f")
    opened.wait("Export a copy to hand on…")
    opened.keys("h")
    opened.wait("Export a copy without the profile's text")
    opened.enter(str(tmp_path / "share.json"))
    opened.wait("The report was saved as")
    shared = json.loads((tmp_path / "share.json").read_bytes())
    assert shared["redacted_of"]
    assert "Cardiologist at" not in json.dumps(shared)
    said = subprocess.run(
        [*COMMAND, "verify", str(tmp_path / "share.json")], capture_output=True, text=True, check=False
    )
    assert shared["redacted_of"][:16] in said.stdout.replace(" ", "")


def test_a_claim_is_corrected_by_keyboard_and_put_back(opened: Program) -> None:
    opened.check(BOB, LISTED)
    opened.focus("What it claims")
    opened.keys("ctrl+Home", "Down", "F2", "ctrl+a")
    opened.enter("Robert Testwell")
    opened.wait("Robert Testwell (corrected by you)")
    opened.wait("Checked again with the claims as you corrected them.")
    opened.press("Undo")
    opened.gone("Robert Testwell (corrected by you)")


def test_claims_are_added_and_taken_out(opened: Program) -> None:
    opened.check(BOB, LISTED)
    opened.press("Add")
    opened.focus("What the profile says")
    opened.enter("Bobby Testwell")
    opened.wait("Bobby Testwell (corrected by you)")
    opened.press("Undo")
    opened.gone("Bobby Testwell (corrected by you)")
    opened.focus("What it claims")
    opened.keys("ctrl+Home")
    opened.press("Take out")
    opened.wait("Checked again with the claims as you corrected them.")
    opened.press("Undo")
    opened.gone("Checked again with the claims")


def test_a_bare_handle_is_asked_about_and_a_bare_address_is_never_fetched(opened: Program) -> None:
    opened.keys("ctrl+n")
    opened.focus("Profile to check")
    opened.enter("@janeexample_md")
    opened.wait("could be an account on several platforms. Where is it?")
    opened.press("X")
    opened.wait("Open it there, copy the whole profile")
    assert not opened.says("Registers asked")


def test_namesakes_stand_beside_each_other_with_what_tells_them_apart(opened: Program) -> None:
    opened.check("John Sample, MD\n@johnsample\nPhysician", "Several registered people fit")
    people = [n["name"] for n in opened.tree() if n["name"].startswith("JOHN ") and ", Fits, " in n["name"]]
    assert len(people) > 2
    assert opened.says("The register lists")
    opened.press(people[0])  # the first stands open
    opened.gone("The register lists")
    opened.press(people[1])
    opened.wait("The register lists")


def test_what_stands_out_is_shown_in_the_profile(opened: Program) -> None:
    opened.check("Bob Testwell, MD\n@bobtestwell\nPhysician, NPI 2999000014\nDenver, CO", LISTED)
    opened.wait("2999000014")
    opened.press("Show it in the profile")
    assert opened.chosen("The profile with its claims marked") == "2999000014"


def test_own_judgement_and_notes_are_kept_and_taken_back(opened: Program) -> None:
    opened.check(NORA, LISTED)
    opened.press("Agree")
    opened.wait("You agree")
    opened.press("Undo")
    opened.wait("Not judged yet")
    opened.press("Disagree…")
    opened.wait("Why do you disagree?")
    opened.keys("3")
    opened.wait("You disagree: The record is out of date")
    opened.press("Undo")
    opened.wait("Not judged yet")
    opened.press("Disagree…")
    opened.focus("Another reason, then Enter")
    opened.enter("met him in person")
    opened.wait("You disagree: met him in person")
    opened.press("Notes")
    opened.focus("A note for yourself, then Enter")
    opened.enter("asked the practice")
    opened.wait("1 note")
    opened.press("Remove this note")
    opened.wait("The note was removed.")
    opened.press("Put it back")
    opened.wait("asked the practice")
    assert opened.unnamed() == []


def test_a_page_and_a_code_are_given_and_each_says_what_it_proves(opened: Program) -> None:
    opened.check(JANE, FITS)
    opened.press("Give a page")
    opened.wait("L3 · Bound by an institution")
    opened.enter("https://janeexample.example/me")
    opened.wait("is not at the web domain of an institution that CredCheck knows")
    opened.focus("Address of the page")
    opened.keys("ctrl+a")
    opened.enter("mayoclinic.org/staff/jane")
    opened.wait("What came of the page stands under")
    opened.wait("nothing says on which platform the account is")
    opened.press("Make a one-time code")
    opened.wait("L4 · Bound by a code")
    opened.focus("Send it to")
    opened.enter("1 Example Way, Boston")
    opened.wait("Send the code credcheck-")
    code = opened.read("One-time code")
    opened.press("Copy the code")
    opened.wait("The code is on the clipboard.")
    assert opened.unnamed() == []
    opened.check(f"{JANE}\n{code}", "Bound to a registered professional")
    opened.wait("L4 · Bound by a code")


def test_the_saved_page_of_a_profile_is_opened_from_a_file(opened: Program, tmp_path: Path) -> None:
    page = tmp_path / "saved.html"
    page.write_text(PAGE, "utf-8")
    opened.keys("ctrl+2")
    opened.press("Open files…")
    opened.wait("Choose lists or saved pages")
    opened.enter(str(page))
    opened.wait("1 profile was added.")
    opened.press("Undo")
    opened.wait("Nothing in the queue")


# ---------------------------------------------------------------- many
def test_a_queue_is_judged_by_keys_alone(opened: Program) -> None:
    opened.copy(f"{JANE}\n---\n{SAM}\n---\n{NORA}")
    opened.keys("ctrl+2")
    opened.press("Paste a list")
    opened.wait("3 profiles were added.")
    opened.press("Check them")
    opened.wait("Everything in the queue is checked.", 60)
    opened.focus("The queue")
    opened.wait("Not judged yet")
    opened.keys("1")
    opened.wait("Sam Sample")
    opened.keys("k")
    opened.wait("You agree")
    opened.keys("u")
    opened.wait("Not judged yet")
    opened.keys("3")
    opened.keys("k")
    opened.wait("You are undecided")
    opened.keys("j")
    opened.wait("Not judged yet")
    opened.keys("2", "1")
    opened.focus("The queue")
    opened.keys("k")
    opened.wait("You disagree: Another person of that name is meant")
    opened.keys("n")
    opened.enter("seen twice")
    opened.wait("1 note")
    assert opened.unnamed() == []
    opened.press("Take out what is done")
    opened.wait("3 checked profiles were taken out")


# ---------------------------------------------------------------- what was checked before
def test_the_history_compares_checks_again_watches_and_erases(opened: Program) -> None:
    me = "https://x.com/lizplaceholder\nLiz Placeholder, MD\n@lizplaceholder\n{}\nHouston, TX"
    opened.check(me.format("Pediatrician"), LISTED)
    opened.check(me.format("Dermatologist"), LISTED)
    opened.keys("ctrl+3")
    opened.press("Show everything") if opened.says("Show everything") else None
    opened.focus("Search the history")
    opened.keys("ctrl+a")
    opened.type("lizplaceholder")
    opened.wait("2 checks")
    opened.press("What changed")
    opened.wait("What changed between")
    assert opened.says("Dermatolog")
    opened.press("Back to the list")
    opened.press("Check again")
    opened.wait("Checked again:")
    opened.wait("3 checks")
    watch(opened, "Watched: checked again every 30 days", "Down", "Down")
    opened.press("Only watched")
    opened.wait("3 checks")
    watch(opened, "Not watched any more.", "Up")
    opened.wait("No past check fits")
    opened.press("Only watched")
    opened.wait("3 checks")
    opened.press("Erase")
    opened.wait("will be erased in 10 seconds")
    opened.press("Undo")
    opened.wait("Nothing was erased.")
    opened.press("Erase")
    opened.wait("Erased: 3 checks.", 30)
    opened.keys("ctrl+a", "BackSpace")


def test_accounts_of_one_person_are_found_together_and_a_judgement_filters(opened: Program) -> None:
    for handle in ("annademuestra", "drmuestra"):
        opened.check(f"https://x.com/{handle}\nAna de la Muestra, MD\n@{handle}\nPhysician", LISTED)
    opened.press("Agree")
    opened.wait("You agree")
    opened.keys("ctrl+f")
    opened.focus("Search the history")
    opened.keys("ctrl+a")
    opened.type("drmuestra")
    opened.wait("1 check")
    opened.focus("Past checks")
    opened.press("Same person")
    opened.wait("Only accounts that fit the same person")
    opened.keys("ctrl+f", "ctrl+a", "BackSpace")
    opened.wait("2 checks")
    opened.choose("Any judgement", "You agree")
    opened.wait("1 check")
    opened.choose("You agree", "Any judgement")
    opened.wait("2 checks")
    opened.choose("Any verdict", "Declared parody")
    opened.wait("No past check fits")
    opened.press("Show everything")
    opened.gone("Only accounts that fit")


def test_a_watched_account_that_is_due_is_offered_and_checked(opened: Program) -> None:
    opened.check("https://x.com/peterfictional\nPeter Fictional, NP\n@peterfictional\nHouston, TX", LISTED)
    opened.keys("ctrl+3")
    opened.focus("Search the history")
    opened.keys("ctrl+a")
    opened.type("peterfictional")
    opened.wait("1 check")
    watch(opened, "Watched: checked again every 7 days", "Down")
    with closing(sqlite3.connect(opened.home / "data/practice/credcheck.sqlite3", timeout=20)) as cache:
        cache.execute("UPDATE watches SET due = '2020-01-01T00:00:00.000000+00:00'")
        cache.commit()
    opened.keys("ctrl+5")
    opened.replace("Seconds to wait for an answer", "31")  # the parts are made anew, and look what is due
    opened.wait("Changed. It holds from the next check on.")
    opened.keys("ctrl+3")
    opened.wait("1 watched account is due to be checked again.")
    assert opened.says("2 checks") is False
    opened.click("Check again")
    opened.wait("1 watched account was checked again.")
    opened.wait("2 checks")
    opened.focus("Search the history")
    opened.keys("ctrl+a", "BackSpace")


def watch(opened: Program, said: str, *keys: str) -> None:
    """Choose from the menu of the watch list by keyboard."""
    opened.focus("Watch")
    opened.keys("space")
    time.sleep(0.5)
    opened.keys(*keys, "Return")
    opened.wait(said)


def test_everything_is_saved_into_a_file_that_another_cache_takes_in(opened: Program, tmp_path: Path) -> None:
    opened.check(JANE, FITS)
    opened.keys("ctrl+5")
    opened.press("Save everything…")
    opened.wait("File name:")
    opened.enter(str(tmp_path / "all.credcheck"))
    opened.wait("saved to all.credcheck.")
    other = ReportStore(f"sqlite:///{tmp_path}/other.sqlite3")
    other.open()
    assert other.archive.read(tmp_path / "all.credcheck") == other.count() > 0
    other.close()


# ---------------------------------------------------------------- every page
def test_every_page_names_all_that_takes_the_keyboard(opened: Program) -> None:
    pages = (
        ("ctrl+1", "Profile to check"), ("ctrl+3", "Search the history"), ("ctrl+4", "Whom CredCheck can ask"),
        ("ctrl+5", "Registers that may be asked"), ("F1", "Everything can be done without a mouse"),
        ("ctrl+6", "What it does not do"),
    )  # fmt: skip
    for keys, words in pages:
        opened.keys(keys)
        opened.wait(words)
        assert opened.unnamed() == []


def test_a_watched_clipboard_only_offers(opened: Program) -> None:
    opened.keys("ctrl+n", "ctrl+5")
    opened.wait("Registers that may be asked")
    watching = "Watch the clipboard, and offer to check what looks like a profile"
    opened.press(watching)
    wait_for(lambda: opened.is_checked(watching), 10)
    opened.copy(JANE)
    opened.keys("ctrl+1")
    opened.wait("The clipboard holds a profile: Jane Example, MD.", 20)
    assert not opened.says("Is somebody listed?")
    opened.keys("ctrl+5")
    opened.press(watching)
    wait_for(lambda: not opened.is_checked(watching), 10)
