"""Faults of copies on this machine, for every registry that keeps one: damaged, cut, newer, gone: never a miss."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from credcheck import app, resources
from credcheck.mirror import Mirrors, Offer
from credcheck.model import Outcome, Profile, RecordAxis
from credcheck.net import Http
from credcheck.registries.interface import Access, Bulk, Confirmer, Registry
from credcheck.registries.leie import Leie
from credcheck.registries.npi_mirror import NpiMirror
from credcheck.vault import Vault
from credcheck.wording import render
from tests.fakes import FakeFinder, checker
from tests.registries import test_leie, test_medicare_lists
from tests.registries.asking import NPI, claims, country

PLUGS = [plug for plug in app.registries() if issubclass(plug, Bulk)]
WANTED = claims("Jane", "Example", country("US"))


def filled(plug: type[Registry], folder: Path) -> Mirrors:
    """A whole copy of what this registry keeps, of invented people."""
    mirrors, quiet = Mirrors(folder / "mirrors"), lambda *told: None
    if plug is NpiMirror:
        NpiMirror.load(resources.folder() / app.PRACTICE, mirrors, quiet)
    elif plug is Leie:
        file = test_leie.file_of(folder, test_leie.row("EXAMPLE", "JANE", NPI))
        Leie.apply(Offer("", file.name, day=test_leie.TODAY), file, mirrors, quiet)
    else:
        test_medicare_lists.copied(plug, folder, test_medicare_lists.entry(plug))  # type: ignore[arg-type]
    return Mirrors(folder / "mirrors")


def generation(mirrors: Mirrors, plug: type[Bulk]) -> Path:
    home = mirrors.folder / plug.copy
    return home / (home / "CURRENT").read_text("utf-8").strip()


def no_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_bytes(b"{")


def cut(folder: Path) -> None:
    records = folder / "records.bin"
    records.write_bytes(records.read_bytes()[:-7])


def newer(folder: Path) -> None:
    table = json.loads((folder / "manifest.json").read_bytes())
    (folder / "manifest.json").write_text(json.dumps(table | {"format": 99}), "utf-8")


def gone(folder: Path) -> None:
    (folder / "records.bin").unlink()


@pytest.mark.parametrize("fault", [no_manifest, cut, newer, gone], ids=lambda fault: fault.__name__)
@pytest.mark.parametrize("plug", PLUGS, ids=lambda plug: plug.copy)
async def test_a_copy_that_cannot_be_used_is_never_a_miss(
    plug: type[Registry], fault: Callable[[Path], None], tmp_path: Path
) -> None:
    fault(generation(filled(plug, tmp_path), plug))  # type: ignore[arg-type]
    registry = plug(Access(Http(offline=True), Mirrors(tmp_path / "mirrors"), Vault()))
    asked = (FakeFinder(), registry) if isinstance(registry, Confirmer) else (registry,)
    report = await checker(*asked).check(Profile(name="Jane Example, MD", bio="Cardiologist in Boston, MA"), WANTED)
    (answer,) = [a for a in report.case.answers if a.registry == plug.id]
    assert answer.outcome is Outcome.FAILED
    assert answer.why is not None
    assert "{" not in render(answer.why)
    assert report.verdict.record is not RecordAxis.NONE


@pytest.mark.parametrize("plug", PLUGS, ids=lambda plug: plug.copy)
async def test_a_copy_that_is_removed_while_a_check_runs_is_never_a_miss(plug: type[Registry], tmp_path: Path) -> None:
    access = Access(Http(offline=True), filled(plug, tmp_path), Vault())
    registry = plug(access)
    passed = registry.pass_over

    def remove_after(wanted: object) -> object:
        said = passed(WANTED)
        access.mirrors.remove(plug.copy)  # type: ignore[attr-defined]
        return said

    registry.pass_over = remove_after  # type: ignore[method-assign,assignment]
    asked = (FakeFinder(), registry) if isinstance(registry, Confirmer) else (registry,)
    report = await checker(*asked).check(Profile(name="Jane Example, MD"), WANTED)
    (answer,) = [a for a in report.case.answers if a.registry == plug.id]
    assert answer.outcome is Outcome.FAILED
