"""What needs a start of its own from outside: another language, another register, and keys in a real keyring."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from credcheck import resources
from tests.gui.outside import Program
from tests.gui.people import JANE, LISTED

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
    program.keys("ctrl+q")
    assert program.running.wait(20) == 0
    again = Program(screen, tmp_path)
    try:
        again.wait("Zu prüfendes Profil")
        again.press("Prüfen")
        again.wait("Wem gehört das Konto?")
        assert again.unnamed() == []
    finally:
        again.end()


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
    finally:
        program.end()
    kept = [os.fsencode(f) for f in tmp_path.rglob("*") if f.is_file() and b"k3y-of" in f.read_bytes()]
    assert kept == []
