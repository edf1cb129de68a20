"""The vault against keyrings of every temper, and against a real Secret Service."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import InitError, NoKeyringError, PasswordDeleteError

from credcheck.errors import BadInput, VaultError
from credcheck.vault import Kept, Vault
from credcheck.wording import render

ROOT = Path(__file__).resolve().parent.parent


class Open(KeyringBackend):
    """A keyring that works."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.held: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.held.pop(username, None) is None:
            raise PasswordDeleteError("not found")


class Failing(Open):
    """A keyring that fails in its own way, or never comes back."""

    def __init__(self, error: Exception | None = None) -> None:
        super().__init__()
        self.error, self.released, self.asked = error, threading.Event(), 0

    def get_password(self, service: str, username: str) -> str | None:
        self.asked += 1
        if self.error is None:
            self.released.wait(20)
            return None
        raise self.error

    def set_password(self, service: str, username: str, password: str) -> None:
        self.get_password(service, username)

    def delete_password(self, service: str, username: str) -> None:
        self.get_password(service, username)


@pytest.fixture(autouse=True)
def _own_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def use(backend: KeyringBackend) -> None:
    keyring.set_keyring(backend)


async def test_a_key_is_kept_found_and_forgotten() -> None:
    use(Open())
    vault = Vault()
    assert await vault.get("openalex") is None
    assert await vault.set("openalex", " schlüssel-鍵 \n") is Kept.KEYRING
    assert await Vault().get("openalex") == "schlüssel-鍵"
    await vault.forget("openalex")
    await vault.forget("openalex")
    assert await Vault().get("openalex") is None


async def test_the_environment_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    use(Failing())
    monkeypatch.setenv("CREDCHECK_KEY_OPENALEX", "from-env")
    assert await Vault().get("openalex") == "from-env"


async def test_without_a_keyring_the_key_lives_for_the_session_and_that_is_said() -> None:
    use(Failing(NoKeyringError()))
    vault = Vault()
    assert await vault.get("openalex") is None
    kept = await vault.set("openalex", "k")
    assert kept is Kept.SESSION
    assert "forgets it when it closes" in render(kept.sentence)
    assert await vault.get("openalex") == "k"
    assert await Vault().get("openalex") is None
    await vault.forget("openalex")
    assert await vault.get("openalex") is None


@pytest.mark.parametrize("error", [InitError("Prompt dismissed"), OSError("bus gone"), RuntimeError("backend bug")])
async def test_a_locked_or_broken_keyring_is_no_missing_key(error: Exception) -> None:
    use(Failing(error))
    vault = Vault()
    with pytest.raises(VaultError) as caught:
        await vault.get("openalex")
    assert "CREDCHECK_KEY_OPENALEX" in render(caught.value.sentence)
    with pytest.raises(VaultError):
        await vault.forget("openalex")
    assert await vault.set("openalex", "k") is Kept.SESSION
    assert await vault.get("openalex") == "k"


async def test_a_stuck_keyring_blocks_nobody() -> None:
    stuck = Failing()
    use(stuck)
    vault = Vault(deadline_s=0.1)
    with pytest.raises(VaultError):
        await vault.get("openalex")
    with pytest.raises(VaultError):
        await vault.get("openalex")
    assert await vault.set("openalex", "k") is Kept.SESSION
    assert stuck.asked == 1  # the others wait for nothing, whatever the deadline
    stuck.released.set()


async def test_the_loop_goes_on_while_a_prompt_stands_open() -> None:
    stuck = Failing()
    use(stuck)
    asked = asyncio.create_task(Vault(deadline_s=5).get("openalex"))
    for _ in range(5):
        await asyncio.sleep(0.01)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    stuck.released.set()


def test_a_stuck_keyring_does_not_keep_the_program_from_ending() -> None:
    script = """
import asyncio, keyring, time
from credcheck.vault import Vault
keyring.get_password = lambda *a: time.sleep(60)
async def main():
    try:
        await Vault(deadline_s=0.1).get("openalex")
    except Exception as error:
        print(type(error).__name__)
asyncio.run(main())
"""
    start = time.monotonic()
    assert _run([sys.executable, "-c", script]) == "VaultError"
    assert time.monotonic() - start < 30


@pytest.mark.parametrize("name", ["", "Upper", "a b", "../x", "ü", "x" * 60])
async def test_a_name_that_is_none_is_refused(name: str) -> None:
    use(Open())
    for question in (Vault().get(name), Vault().set(name, "k"), Vault().forget(name)):
        with pytest.raises(BadInput):
            await question


async def test_an_empty_key_is_refused() -> None:
    use(Open())
    with pytest.raises(BadInput):
        await Vault().set("openalex", " \n")


ROUND = """
import asyncio, keyring
from credcheck.vault import Vault
async def main():
    first = await Vault(20).get("openalex")
    kept = await Vault(20).set("openalex", "schl\\u00fcssel")
    found = await Vault(20).get("openalex")
    await Vault(20).forget("openalex")
    last, backend = await Vault(20).get("openalex"), type(keyring.get_keyring()).__module__
    print(first, kept.value, found == "schl\\u00fcssel", last, backend)
asyncio.run(main())
"""
NO_SERVICE = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""


@pytest.mark.skipif(
    not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
    reason="no gnome-keyring or dbus here: apt-get install gnome-keyring dbus",
)
def test_a_real_secret_service_keeps_the_key(tmp_path: Path) -> None:
    unlock = 'eval "$(printf test-pass | gnome-keyring-daemon --unlock --components=secrets)"; "$@"'
    command = ["dbus-run-session", "--", "bash", "-c", unlock, "_", sys.executable, "-c", ROUND]
    said = _run(command, _desktop(tmp_path))
    assert said == "None keyring True None keyring.backends.SecretService"


@pytest.mark.skipif(not shutil.which("dbus-run-session"), reason="no dbus here: apt-get install dbus")
def test_a_bus_without_a_secret_service_means_session_memory(tmp_path: Path) -> None:
    config = tmp_path / "bus.conf"
    config.write_text(NO_SERVICE)
    command = ["dbus-run-session", f"--config-file={config}", "--", sys.executable, "-c", ROUND]
    assert _run(command, _desktop(tmp_path)) == "None session False None keyring.backends.fail"


def _desktop(folder: Path) -> dict[str, str]:
    """The environment of a desktop of its own, without a display: nothing can prompt, nothing stays."""
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    (folder / "share" / "keyrings").mkdir(parents=True)
    gone = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "PYTHON_KEYRING_BACKEND", "GNOME_KEYRING_CONTROL")
    kept = {k: v for k, v in os.environ.items() if k not in gone and not k.startswith("CREDCHECK_KEY_")}
    return {**kept, "HOME": str(folder), "XDG_RUNTIME_DIR": str(runtime), "XDG_DATA_HOME": str(folder / "share")}


def _run(command: list[str], env: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=env, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip().splitlines()[-1]


LOCKED = """
import asyncio
from credcheck.errors import VaultError
from credcheck.vault import Vault
async def main():
    vault = Vault(5)
    try:
        print("found", await vault.get("openalex"))
    except VaultError as error:
        print(error.sentence.id, (await Vault(5).set("openalex", "k")).value)
asyncio.run(main())
"""
COMMANDS = """
set -e
credcheck="$1 -m credcheck --data-dir $2"
echo s3cret | $credcheck keys set openalex
$credcheck keys list | grep openalex
$credcheck keys remove openalex
$credcheck keys list | grep openalex
"""
needs_service = pytest.mark.skipif(
    not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
    reason="no gnome-keyring or dbus here: apt-get install gnome-keyring dbus",
)


@needs_service
def test_a_real_keyring_that_is_locked_is_named_and_the_key_is_kept_for_the_session(tmp_path: Path) -> None:
    desktop = _desktop(tmp_path)
    unlock = 'eval "$(printf test-pass | gnome-keyring-daemon --unlock --components=secrets)"; "$@"'
    _run(["dbus-run-session", "--", "bash", "-c", unlock, "_", sys.executable, "-c", ROUND], desktop)
    start = 'eval "$(gnome-keyring-daemon --start --components=secrets)"; "$@"'
    said = _run(["dbus-run-session", "--", "bash", "-c", start, "_", sys.executable, "-c", LOCKED], desktop)
    assert said in ("vault.locked session", "vault.no_answer session")


@needs_service
def test_the_command_keeps_a_key_in_a_real_secret_service_and_removes_it(tmp_path: Path) -> None:
    unlock = 'eval "$(printf test-pass | gnome-keyring-daemon --unlock --components=secrets)"; "$@"'
    inner = ["bash", "-c", COMMANDS, "_", sys.executable, str(tmp_path / "data")]
    done = subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", unlock, "_", *inner],
        capture_output=True, text=True, timeout=90, env=_desktop(tmp_path), cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [line.split() for line in done.stdout.splitlines() if line.startswith("openalex")]
    assert lines == [["openalex", "keyring", "OpenAlex"], ["openalex", "-", "OpenAlex"]]
    assert "s3cret" not in done.stdout + done.stderr
