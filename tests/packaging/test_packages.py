"""What the packages are made of agrees with the program."""

from __future__ import annotations

import ast
import configparser
import importlib.util
import io
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PIL import Image

import credcheck
from credcheck import releases, signing
from credcheck.cli import program

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "packaging" / "linux"
ID = "org.credcheck.CredCheck"
WITHOUT_WORDS = ("screenshots.py", "catalogues.py", "program.py")


def loaded(path: str) -> ModuleType:
    """A script of packaging/ as a module."""
    spec = importlib.util.spec_from_file_location(Path(path).stem, ROOT / "packaging" / path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def pinned(lock: str) -> set[tuple[str, str]]:
    return set(re.findall(r"^([\w.\-]+)==(\S+)", (ROOT / lock).read_text("utf-8"), re.M))


def test_what_is_shipped_is_what_was_tested() -> None:
    shipped = pinned("packaging/locks/runtime.lock")
    assert len(shipped) > 30
    assert shipped - pinned("requirements.lock") == set()


@pytest.mark.parametrize(
    "lock", ["requirements.lock", *(f"packaging/locks/{n}.lock" for n in ("runtime", "tools", "freeze", "fuzz"))]
)
def test_every_part_is_pinned_by_its_hashes(lock: str) -> None:
    for part in re.split(r"^(?=[\w.\-]+==)", (ROOT / lock).read_text("utf-8"), flags=re.M)[1:]:
        assert "--hash=sha256:" in part, part.splitlines()[0]


def test_the_man_page_names_every_command() -> None:
    page = loaded("linux/man.py").page("2026-11-26")
    for name in (*program.commands, "gui", "check\\-clipboard"):
        assert f".SS credcheck {name}" in page
    assert page.count(".TP\n.B ") > 30
    for code in ("0", "2", "3", "4", "5", "6", "130"):
        assert f".TP\n.B {code}\n" in page


def test_the_icons_are_drawn_in_the_sizes_that_desktops_ask_for() -> None:
    icons = loaded("icons.py")
    for size in (16, 48):
        with Image.open(io.BytesIO(icons.png(size))) as drawn:
            assert (drawn.format, drawn.size) == ("PNG", (size, size))
            assert drawn.getchannel("A").getextrema() == (0, 255), "drawn on nothing"
    with Image.open(io.BytesIO(icons.ico((16, 32)))) as both:
        assert (both.format, both.info["sizes"]) == ("ICO", {(16, 16), (32, 32)})


def test_pages_that_reports_name_and_pictures_that_pages_show_are_in_the_package(tmp_path: Path) -> None:
    loaded("linux/deb.py").pages(tmp_path)
    said = "".join(path.read_text("utf-8") for path in (ROOT / "resources" / "wording" / "en").glob("*.toml"))
    named = set(re.findall(r"docs/[\w-]+\.md", said))
    assert {"docs/accounts.md", "docs/accuracy.md"} <= named
    for page in named:
        assert (tmp_path / page).is_file()
        assert f"{page} " in (ROOT / "packaging" / "frozen" / "build.sh").read_text("utf-8")
    for page in tmp_path.rglob("*.md"):
        for picture in re.findall(r"!\[[^]]*\]\(([^)]+)\)", page.read_text("utf-8")):
            assert (page.parent / picture).is_file(), f"{page.name} shows {picture}"


def test_menu_entry_store_entry_and_window_have_one_id() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read(LINUX / f"{ID}.desktop", "utf-8")
    assert entry["Desktop Entry"]["Icon"] == ID
    assert entry["Desktop Action check-clipboard"]["Exec"] == "credcheck check-clipboard"
    store = ET.parse(LINUX / f"{ID}.metainfo.xml").getroot()
    assert store.findtext("id") == ID
    assert store.findtext("launchable") == f"{ID}.desktop"
    assert f'setDesktopFileName("{ID}")' in (ROOT / "credcheck" / "gui" / "main_window.py").read_text("utf-8")


def test_windows_is_told_the_version() -> None:
    said = loaded("windows/version.py").text("1.20.3")
    assert "filevers=(1, 20, 3, 0)" in said
    ast.parse(said.replace("VSVersionInfo", "f"))


def test_a_release_is_signed_by_the_script_and_believed_by_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    private = signing.new_key()
    command = [
        sys.executable,
        str(ROOT / "packaging" / "release.py"),
        "sign",
        "9.1.0",
        "https://credcheck.example/",
        "2026-12-31",
    ]
    monkeypatch.setenv("CREDCHECK_RELEASE_KEY", private)
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    found = releases.read(raw, signing.public_key(private), date_of("2026-12-01"))
    assert found.version == "9.1.0"
    assert releases.is_newer(found.version, credcheck.__version__)


def date_of(day: str) -> Any:
    from datetime import date

    return date.fromisoformat(day)


@pytest.mark.skipif(sys.platform != "linux", reason="the folder is slimmed on Linux only")
def test_of_icus_data_sorting_stays_and_names_of_languages_go() -> None:
    dropped = loaded("frozen/slim.py").ICU_DROPPED
    assert not any(
        dropped.search(name) for name in ("coll/root.res", "coll/de.res", "coll/ucadata.icu", "root.res", "pool.res")
    )
    assert all(
        dropped.search(name) for name in ("lang/de.res", "zone/fr.res", "brkitr/line.brk", "coll/zh.res", "de.res")
    )


def test_every_script_says_how_it_is_used() -> None:
    started = {p: p.read_text("utf-8") for p in (ROOT / "packaging").rglob("*") if p.suffix in (".py", ".sh")}
    assert [
        str(p)
        for p, text in started.items()
        if (p.suffix == ".sh" or "__main__" in text) and "usage:" not in text and p.name not in WITHOUT_WORDS
    ] == []
