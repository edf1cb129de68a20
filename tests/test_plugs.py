"""Plugs: found, documented, tested; and a new one needs one new file and no other line."""

from __future__ import annotations

import importlib
import subprocess
import sys
import textwrap
from pathlib import Path
from types import ModuleType

import pytest

from credcheck import bindings, claims, discover, flags, platforms, registries, report, wording
from credcheck.bindings.interface import Proof
from credcheck.claims.interface import Extractor
from credcheck.flags.interface import Rule
from credcheck.platforms.interface import Platform
from credcheck.registries.interface import Registry
from credcheck.report.interface import Format

ROOT = Path(__file__).resolve().parent.parent
FOLDERS: list[tuple[ModuleType, type[object]]] = [
    (registries, Registry),
    (platforms, Platform),
    (claims, Extractor),
    (bindings, Proof),
    (flags, Rule),
    (report, Format),
]
PLUGS = [(folder, plug) for folder, interface in FOLDERS for plug in discover.plugs(folder, interface)]


@pytest.mark.parametrize(("folder", "interface"), FOLDERS, ids=lambda value: getattr(value, "__name__", ""))
def test_every_file_in_a_plug_folder_holds_a_plug(folder: ModuleType, interface: type[object]) -> None:
    homes = {plug.__module__ for plug in discover.plugs(folder, interface)}
    assert {module.__name__ for module in discover.modules(folder)} == homes


@pytest.mark.parametrize(("folder", "plug"), PLUGS, ids=lambda value: getattr(value, "__name__", ""))
def test_every_plug_says_what_it_does(folder: ModuleType, plug: type[object]) -> None:
    assert (plug.__doc__ or "").strip()


@pytest.mark.parametrize(("folder", "plug"), PLUGS, ids=lambda value: getattr(value, "__name__", ""))
def test_every_plug_has_a_test(folder: ModuleType, plug: type[object]) -> None:
    room, file = plug.__module__.removeprefix("credcheck.").split(".")
    tests = ROOT / "tests" / room
    names = (plug.__name__, f"{room}.{file}", f'"{getattr(plug, "id", plug.__name__)}"')
    text = "".join(path.read_text("utf-8") for path in tests.glob("test_*.py"))
    assert (tests / f"test_{file}.py").exists() or any(name in text for name in names)


ONLINE = [plug for plug in discover.plugs(bindings, Proof) if plug.online]  # type: ignore[type-abstract]


@pytest.mark.parametrize("proof", ONLINE, ids=lambda proof: proof.id)
def test_a_proof_that_looks_outside_says_what_it_asks_and_whom(proof: type[Proof]) -> None:
    assert wording.render(proof.sends) != proof.sends.id
    assert "hosts" in vars(proof)
    assert proof.registry in ("", *(plug.id for plug in discover.plugs(registries, Registry)))


def test_plug_ids_are_unique() -> None:
    for folder, interface in FOLDERS:
        ids = [getattr(plug, "id", plug.__name__) for plug in discover.plugs(folder, interface)]
        assert len(ids) == len(set(ids))


NEW = {
    "registries/zz_new.py": """
        '''A throw-away registry.'''
        from credcheck.model import Candidate, Claims, ListedName, PersonName, Sentence
        from credcheck.registries.interface import Finder, Reply

        class ZzRegistry(Finder):
            '''A registry that knows one invented person.'''

            id = "zz_registry"
            title = "Zz registry"
            home = "https://registry.example"
            covers = Sentence("zz.covers")
            terms = Sentence("zz.terms")
            online = False

            async def find(self, claims: Claims) -> Reply:
                name = ListedName(PersonName(given="JANE", family="EXAMPLE"))
                return Reply((Candidate(self.id, "zz1", (name,)),), Sentence("zz.asked"))
        """,
    "platforms/zz_new.py": """
        '''A throw-away platform.'''
        from credcheck.model import Profile, Reading, ReadingKind
        from credcheck.platforms.interface import Platform

        class ZzPlatform(Platform):
            '''Profiles on zz.example.'''

            id = "zz_platform"
            title = "Zz"

            def read(self, text: str) -> Reading | None:
                if not text.startswith("https://zz.example/"):
                    return None
                return Reading(ReadingKind.PROFILE, Profile(platform=self.id, handle=text[19:]))
        """,
    "flags/zz_new.py": """
        '''A throw-away rule.'''
        from credcheck.flags.interface import Rule
        from credcheck.model import Case, Flag, Sentence, Severity

        class ZzRule(Rule):
            '''Remarks on everything.'''

            id = "zz_rule"
            severity = Severity.NOTE

            def check(self, case: Case) -> tuple[Flag, ...]:
                return (Flag(self.id, self.severity, Sentence("zz.flag")),)
        """,
    "report/zz_new.py": """
        '''A throw-away format.'''
        from credcheck.model import Report
        from credcheck.report.interface import Format

        class ZzFormat(Format):
            '''Writes one word and what the rule and the registry said.'''

            id = "zz_format"
            title = "Zz"
            suffix = ".zz"

            def render(self, report: Report) -> bytes:
                asked = [a.registry + "=" + a.outcome for a in report.case.answers]
                return ("ZZ " + " ".join(asked + [f.rule for f in report.flags])).encode()
        """,
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program with one throw-away plug of each kind: four new files, no other line touched."""
    for folder in ("credcheck", "resources"):
        subprocess.run(["cp", "-r", str(ROOT / folder), str(tmp_path / folder)], check=True)
    for name, text in NEW.items():
        (tmp_path / "credcheck" / name).write_text(textwrap.dedent(text).lstrip(), "utf-8")
    return tmp_path


def run(copy: Path, *args: str) -> str:
    command = [sys.executable, "-m", "credcheck", "--data-dir", str(copy / "data"), *args]
    return subprocess.run(command, cwd=copy, check=True, capture_output=True, text=True).stdout


def test_a_new_registry_platform_flag_and_format_each_need_one_new_file(copy: Path) -> None:
    listed = run(copy, "plugs")
    assert all(word in listed for word in ("zz_registry", "zz_platform", "zz_rule", "zz_format"))
    said = run(copy, "--practice", "check", "--name", "Jane Example", "--format", "zz_format")
    assert said.startswith("ZZ ")
    assert "zz_registry=found" in said
    assert "zz_rule" in said


def test_the_window_offers_a_new_format_and_lists_a_new_registry(copy: Path) -> None:
    code = textwrap.dedent(
        """
        from credcheck import app, report
        assert "zz_format" in [f.id for f in report.formats()]
        assert "zz_registry" in [r.id for r in app.registries()]
        """
    )
    subprocess.run([sys.executable, "-c", code], cwd=copy, check=True)


def test_discovery_passes_over_interfaces_and_shared_modules() -> None:
    assert importlib.import_module("credcheck.flags.interface") not in discover.modules(flags)
