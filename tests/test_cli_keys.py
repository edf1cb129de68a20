"""`credcheck keys` and `credcheck consent`: keys are never shown, and what left is listed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import keyring
import pytest

from credcheck import app
from credcheck.settings import Settings
from tests.net.loopback import found, serving
from tests.test_cli import run
from tests.test_vault import Failing, Open


@pytest.fixture(autouse=True)
def _own_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(Open())
    yield
    keyring.set_keyring(before)


def test_a_key_is_set_from_standard_input_listed_without_being_shown_and_removed(tmp_path: Path) -> None:
    done = run(tmp_path, "keys", "set", "openalex", input=b"s3cret\n")
    assert (done.returncode, done.stdout.decode()) == (0, "The key is kept in your system keyring.\n")
    assert keyring.get_password("credcheck", "openalex") == "s3cret"
    listed = run(tmp_path, "keys", "list")
    assert listed.returncode == 0
    assert [line.split() for line in listed.stdout.decode().splitlines() if "OpenAlex" in line] == [
        ["openalex", "keyring", "OpenAlex"]
    ]
    assert "s3cret" not in listed.stdout.decode() + listed.stderr.decode()
    assert run(tmp_path, "keys", "remove", "openalex").returncode == 0
    assert keyring.get_password("credcheck", "openalex") is None


def test_the_key_that_signs_can_be_removed_like_any_other(tmp_path: Path) -> None:
    keyring.set_password("credcheck", "signing", "5b" * 32)
    assert run(tmp_path, "keys", "remove", "signing").returncode == 0
    assert keyring.get_password("credcheck", "signing") is None
    assert run(tmp_path, "keys", "remove", "no_such").returncode == 2


def test_a_key_from_the_environment_is_listed_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDCHECK_KEY_ESANTE", "k")
    listed = run(tmp_path, "keys", "list").stdout.decode()
    assert any(line.split()[:2] == ["esante", "environment"] for line in listed.splitlines())
    assert any(line.split()[:2] == ["openalex", "-"] for line in listed.splitlines())


def test_without_a_keyring_setting_a_key_says_openly_that_it_is_not_kept(tmp_path: Path) -> None:
    keyring.set_keyring(Failing(OSError("no bus")))
    done = run(tmp_path, "keys", "set", "openalex", input=b"s3cret\n")
    assert done.returncode == 4
    assert "CREDCHECK_KEY_OPENALEX" in done.stderr.decode()
    assert "s3cret" not in done.stderr.decode()


def test_a_locked_keyring_is_named_and_is_no_missing_key(tmp_path: Path) -> None:
    keyring.set_keyring(Failing(OSError("locked")))
    listed = run(tmp_path, "keys", "list")
    assert listed.returncode == 4
    assert "locked" in listed.stdout.decode()


@pytest.mark.parametrize(("name", "key"), [("opnalex", b"k\n"), ("openalex", b"\n")])
def test_a_wrong_name_or_an_empty_key_is_refused(tmp_path: Path, name: str, key: bytes) -> None:
    done = run(tmp_path, "keys", "set", name, input=key)
    assert done.returncode == 2
    assert "credcheck: " in done.stderr.decode()


async def test_whatever_leaves_is_in_the_consent_log_with_the_registry_that_asked(tmp_path: Path) -> None:
    parts = app.open_parts(replace(Settings(), data_dir=tmp_path / "data"))
    async with serving(found({})) as server:
        for plug in parts.checker.plugs.registries:
            await plug.access.http.get(server.url, params={"name": plug.id})
    await parts.aclose()
    ids = [plug.id for plug in parts.checker.plugs.registries]
    asked = {(line.split()[-1]) for line in _consent(tmp_path).splitlines() if line.startswith("20")}
    assert asked == set(ids)


def _consent(tmp_path: Path, *args: str) -> str:
    # The commands run a loop of their own, which a test's loop does not allow: so each in its own thread.
    import concurrent.futures

    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        return pool.submit(run, tmp_path, "consent", *args).result().stdout.decode()


async def test_the_consent_log_can_be_cleared(tmp_path: Path) -> None:
    parts = app.open_parts(replace(Settings(), data_dir=tmp_path / "data"))
    async with serving(found({})) as server:
        await parts.http.get(server.url, params={"name": "Example"})
    await parts.aclose()
    assert "name=Example" in _consent(tmp_path)
    assert _consent(tmp_path, "--since", "2099-01-01") == ""
    assert _consent(tmp_path, "--clear") == "One note was deleted.\n"
    assert _consent(tmp_path) == ""
