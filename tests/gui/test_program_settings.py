"""What needs a start of its own from outside: another language, another register, and keys in a real keyring."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from credcheck import resources
from tests.gui.outside import COMMAND, Program
from tests.gui.people import JANE, LISTED, SAM
from tests.gui.waiting import wait_for

pytestmark = [pytest.mark.window, pytest.mark.timeout(180)]
NPPES = "NPI registry (copy on this machine)"
SERVICE = "gnome-keyring-daemon"


def test_another_language_is_chosen_by_keyboard_and_spoken_from_the_next_start_on(
    program: Program, screen: dict[str, str], tmp_path: Path
) -> None:
    program.keys("ctrl+5")
    program.wait("Registers that may be asked")
    program.press("Language")
    program.wait("Deutsch")
    program.keys("d", "Return")
    program.wait("The new language is spoken from the next start on.")
    program.window("windowsize", "1010", "640")
    wait_for(lambda: program.size() == (1010, 640), 10)
    program.keys("ctrl+q")
    assert program.running.wait(20) == 0
    again = Program(screen, tmp_path)
    try:
        again.wait("Zu prüfendes Profil")
        wait_for(lambda: again.size() == (1010, 640), 10)
        again.press("Prüfen")
        again.wait("Wem gehört das Konto?")
        assert again.unnamed() == []
    finally:
        again.end()


def test_look_key_and_what_is_kept_are_chosen_and_hold_at_once(program: Program, tmp_path: Path) -> None:
    program.check(JANE, LISTED)
    with closing(sqlite3.connect(tmp_path / "data/practice/credcheck.sqlite3", timeout=20)) as cache:
        cache.execute("UPDATE reports SET at = '2020-01-01T00:00:00.000000+00:00'")
        cache.commit()
    program.keys("ctrl+5")
    program.choose("As the system", "Dark")
    wait_for(lambda: sum(program.pixel()) < 200, 10, 0.2, "never dark")
    program.choose("Dark", "Light")
    wait_for(lambda: sum(program.pixel()) > 600, 10, 0.2, "never light")
    program.press("ORCID")
    program.wait("Changed. It holds from the next check on.")
    program.replace("Days to keep what a register answered", "5")
    wait_for(lambda: "answer_days = 5" in settings_file(tmp_path), 10)
    assert 'registries_off = ["orcid"]' in settings_file(tmp_path)
    program.focus("Key that checks the clipboard from anywhere")
    program.enter("ctrl+alt+k")
    program.wait("Ctrl+Alt+K checks the clipboard from anywhere.")
    program.copy(SAM)
    program.window("windowminimize")
    program.keys("ctrl+alt+k")
    program.wait("Full view")
    program.focus("The clipboard, as it is checked")
    program.keys("ctrl+a")
    program.type("Nora Fictional, RN")
    program.press("Check this text")
    program.wait("The NPI registry lists NORA FICTIONAL")
    program.keys("Escape")
    program.gone("Full view")
    assert program.start("gui").wait(20) == 0  # a second start brings the first one's window forward
    program.wait("Erase checks older than")
    program.keys("ctrl+shift+q")
    program.wait("Full view")
    program.keys("Escape")
    program.press("Erase them")
    program.wait("Every check older than 365 days will be erased in 10 seconds.")
    program.press("Undo")
    program.wait("Nothing was erased.")
    program.press("Erase them")
    program.wait("Every check older than 365 days will be erased")
    program.keys("ctrl+q")  # done at the end of the program, since nobody took it back
    assert program.running.wait(20) == 0
    assert years(tmp_path) == {f"{datetime.now(UTC):%Y}"}


def settings_file(home: Path) -> str:
    """What the settings file says."""
    return next(home.rglob("settings.toml")).read_text("utf-8")


def years(home: Path) -> set[str]:
    """In which years the checks were made that the cache holds."""
    with closing(sqlite3.connect(home / "data/practice/credcheck.sqlite3")) as cache:
        return {str(at)[:4] for (at,) in cache.execute("SELECT at FROM reports")}


def test_a_damaged_cache_is_said_and_set_aside(screen: dict[str, str], tmp_path: Path) -> None:
    cache = tmp_path / "data/practice/credcheck.sqlite3"
    cache.parent.mkdir(parents=True)
    cache.write_bytes(b"damaged" * 1000)
    program = Program(screen, tmp_path)
    try:
        program.wait("is damaged. Nothing was deleted")
        program.press("Set it aside and begin a new one")
        program.gone("is damaged")
        program.check(JANE, LISTED)
    finally:
        program.end()
    (kept,) = cache.parent.glob("*.kept")
    assert kept.read_bytes() == b"damaged" * 1000


def test_a_cache_that_is_taken_away_while_open_is_noticed_and_begun_anew(program: Program, tmp_path: Path) -> None:
    program.check(JANE, LISTED)
    for file in (tmp_path / "data/practice").glob("credcheck.sqlite3*"):
        file.unlink()
    program.copy(SAM)
    program.keys("ctrl+shift+v")
    program.wait("was moved, removed or replaced while CredCheck had it open")
    program.wait("This check is not saved, so it cannot be judged")
    program.press("Open it again")
    program.gone("was moved, removed or replaced")
    program.check(SAM, LISTED)
    program.keys("ctrl+3")
    program.wait("1 check")


def test_settings_that_cannot_be_read_do_not_keep_the_window_from_opening(
    screen: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "credcheck" / "settings.toml"
    file.parent.mkdir()
    file.write_bytes(b"offline = tru")
    program = Program(screen, tmp_path, practice=False)
    try:
        program.wait("Until then nothing is asked online")
        program.wait("Working offline")
        program.press("Begin with the usual choices")
        program.gone("Working offline")
    finally:
        program.end()
    (kept,) = file.parent.glob("*.kept")
    assert kept.read_bytes() == b"offline = tru"


def test_a_register_is_verified_removed_and_imported_from_a_file(program: Program, tmp_path: Path) -> None:
    program.keys("ctrl+4")
    program.press(f"Check the bytes: {NPPES}")
    program.wait("Every byte of")
    program.press(f"Remove: {NPPES}")
    program.wait("will be removed in 10 seconds")
    program.press("Undo")
    program.wait("was not removed")
    program.press(f"Remove: {NPPES}")
    program.wait("The copy was removed.", 30)
    file = tmp_path / "register.csv"
    file.write_bytes(gzip.decompress((resources.folder() / "practice/practice_register.csv.gz").read_bytes()))
    program.press(f"Import a file…: {NPPES}")
    program.wait("Choose a register file")
    program.enter(str(file))
    program.wait("is installed: 395 people", 60)
    program.check(JANE, LISTED)
    assert program.says("Looked up in the copy of the NPI registry on this machine: Jane Example")


@pytest.fixture
def keyring(screen: dict[str, str], tmp_path: Path) -> Iterator[dict[str, str]]:
    """A real Secret Service, unlocked before anybody asks: a locked one would ask for its password without an end."""
    if shutil.which(SERVICE) is None:
        pytest.skip("needs gnome-keyring-daemon (Debian: gnome-keyring)")
    env = screen | {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    (tmp_path / "keyrings").mkdir()
    command = [SERVICE, "--foreground", "--unlock", "--components=secrets"]
    running = subprocess.Popen(
        command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write(b"test-pass")
    running.stdin.close()
    running.stdout.readline()
    running.stdout.close()
    yield screen | {"PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring"}
    running.send_signal(signal.SIGTERM)
    running.wait(10)


def test_a_key_is_kept_in_a_real_keyring_and_taken_out_again(keyring: dict[str, str], tmp_path: Path) -> None:
    program = Program(keyring, tmp_path)
    try:
        program.wait("Profile to check")
        program.keys("ctrl+5")
        program.wait("Key for OpenAlex")
        program.focus("Key for OpenAlex")
        program.enter("k3y-of-an-invented-user")
        program.wait("In the keyring")
        assert not program.says("k3y-of-an-invented-user")
        program.press("Remove it: Key for OpenAlex")
        program.wait("was removed")
        program.gone("In the keyring")
        signs(program, tmp_path)
    finally:
        program.end()
    kept = [os.fsencode(f) for f in tmp_path.rglob("*") if f.is_file() and b"k3y-of" in f.read_bytes()]
    assert kept == []


def signs(program: Program, folder: Path) -> None:
    """Reports are signed with a key that the keyring keeps, and `verify` knows whose it is."""
    program.press("Sign reports that are exported as JSON")
    program.wait("Your public key, to be given to readers")
    said = next(n["name"] for n in program.tree() if n["name"].startswith("Your public key"))
    key = said.rpartition(": ")[2].replace(" ", "")
    program.check(JANE, LISTED)
    program.keys("ctrl+e")
    program.wait("Export the report")
    program.enter(str(folder / "signed.json"))
    program.wait("It is signed with your key.")
    for wanted, code in ((key, 0), ("0" * 64, 1)):
        command = [*COMMAND, "verify", "--key", wanted, str(folder / "signed.json")]
        assert subprocess.run(command, env=program.env, stdout=subprocess.DEVNULL, check=False).returncode == code
