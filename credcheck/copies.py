"""The local copies of registers as a face shows them: what is installed, update, import, verify, remove.

Long work comes as an async iterator of steps (how far, of how much, how long still) that ends with its outcome; closing
the iterator stops the work, and the copy that was there before stays whole. Building runs in a process of its own.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from credcheck import app
from credcheck.aside import in_process
from credcheck.errors import BadInput, MirrorError
from credcheck.mirror import Manifest, Mirrors
from credcheck.model import Sentence
from credcheck.net import Http
from credcheck.registries.interface import Bulk, Progress, Registry
from credcheck.settings import Settings
from credcheck.update import Step, Updated, is_downloadable, steps, update


@dataclass(frozen=True, slots=True)
class Listed:
    """One register that can be kept on this machine, and its copy if there is one.

    `fault` says why a copy that lies there cannot be used. A first download takes `download_bytes`, the copy about
    `disk_bytes`; `is_stale` when the copy is too old to rely on without a remark.
    """

    name: str
    title: str
    home: str
    copy: Manifest | None
    fault: Sentence | None
    age_days: int | None
    is_stale: bool
    can_download: bool
    download_bytes: int
    disk_bytes: int


def listed(settings: Settings, today: date) -> tuple[Listed, ...]:
    """Every register that can be kept here, installed or not; reads the manifests only."""
    mirrors = Mirrors(settings.mirrors_dir)
    return tuple(_listed(plug, mirrors, today) for plug in bulk_registers().values())


def bulk_registers() -> dict[str, type[Bulk]]:
    """The registers that can be kept on this machine, by the name of their copy."""
    return {plug.copy: plug for plug in app.registries() if issubclass(plug, Bulk)}


def update_copy(settings: Settings, http: Http, name: str) -> AsyncGenerator[Step | Updated, None]:
    """Download what the copy lacks and apply it."""
    register, mirrors = _downloadable(name), Mirrors(settings.mirrors_dir)
    app.private_folder(settings.data_dir)
    ours = http.on_behalf_of(f"update of {name}")
    return steps(lambda progress: update(ours, mirrors, register, progress, in_process))


def import_file(settings: Settings, name: str, file: Path, share: float = 1.0) -> AsyncGenerator[Step | Manifest, None]:
    """Build the copy from a file the user has."""
    work = partial(_import, settings, name, file, share)
    return steps(lambda progress: in_process(work, progress))


def _import(settings: Settings, name: str, file: Path, share: float, progress: Progress) -> Manifest:
    return app.import_register(settings, file, progress, share, name)


def verify_copy(settings: Settings, name: str) -> bool:
    """Read a whole copy and compare its checksums: False when none is installed, MirrorError when a byte differs."""
    mirror = Mirrors(settings.mirrors_dir).open(name)
    return mirror is not None and mirror.verify()


def remove_copy(settings: Settings, name: str) -> None:
    """Delete a copy and what was downloaded for it."""
    Mirrors(settings.mirrors_dir).remove(name)


def _downloadable(name: str) -> type[Bulk]:
    known = {copy: plug for copy, plug in bulk_registers().items() if is_downloadable(plug)}
    if name not in known:
        raise BadInput(Sentence("update.not_downloadable", name=name, known=", ".join(known)))
    return known[name]


def _listed(plug: type[Bulk], mirrors: Mirrors, today: date) -> Listed:
    copy, fault = _state(mirrors, plug.copy)
    age = copy.age_days(today) if copy else None
    title, home = (plug.title, plug.home) if issubclass(plug, Registry) else (plug.copy, "")
    return Listed(
        plug.copy, title, home, copy, fault, age, age is not None and age > plug.stale_days,
        is_downloadable(plug), *plug.costs,
    )  # fmt: skip


def _state(mirrors: Mirrors, name: str) -> tuple[Manifest | None, Sentence | None]:
    try:
        return mirrors.manifest(name), None
    except MirrorError as error:
        return None, error.sentence
