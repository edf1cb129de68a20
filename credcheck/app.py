"""The one place that puts parts together."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from credcheck import bindings as proofs_folder
from credcheck import platforms, resources
from credcheck import registries as registries_folder
from credcheck.ask import Plugs
from credcheck.bindings.interface import Proof
from credcheck.check import Checker
from credcheck.discover import plugs
from credcheck.errors import BadInput, MirrorError, StoreError
from credcheck.mirror import Manifest, Mirrors
from credcheck.model import Profile, Sentence
from credcheck.net import Http
from credcheck.registries.interface import Access, Bulk, Progress, Registry
from credcheck.settings import Settings, load
from credcheck.store import Keep, ReportStore
from credcheck.vault import Vault

PRACTICE = "practice/practice_register.csv.gz"
PATIENCE_S, LOOK_S = 10.0, 0.05


@dataclass(frozen=True, slots=True)
class Parts:
    """The running parts of the program; made, used and closed on one asyncio loop."""

    settings: Settings
    http: Http
    vault: Vault
    mirrors: Mirrors
    store: ReportStore
    checker: Checker

    async def fetch(self, profile: Profile) -> Profile:
        """The profile as its platform shows it; that it could not be fetched is in the log of checks."""
        with self.store.failures_logged(profile):
            return await platforms.fetch(profile, self.http, self.vault)

    async def aclose(self) -> None:
        """Close network and store."""
        await self.http.aclose()
        self.store.close()


def open_parts(settings: Settings, keep: bool = True, vault: Vault | None = None) -> Parts:
    """All parts, wired; `keep` says whether finished reports go into the verification cache."""
    private_folder(settings.data_dir)
    store = ReportStore(settings.database_url, keep=Keep(settings.answer_days, settings.miss_days))
    store.open()
    if settings.keep_days:  # 0: checks are kept until the user erases them
        store.expire(settings.keep_days)
    http = Http(
        offline=settings.offline,
        timeout_s=settings.timeout_s,
        proxy=settings.proxy,
        cache=store.answers,
        log=store.requests,
    )
    access = Access(http, Mirrors(settings.mirrors_dir), vault or Vault())
    checker = open_checker(settings, access, store if keep else None)
    return Parts(settings, http, access.vault, access.mirrors, store, checker)


def open_checker(settings: Settings, access: Access, store: ReportStore | None) -> Checker:
    """A Checker with every registry and proof there is."""
    asked = Plugs(
        tuple(cls(replace(access, http=access.http.on_behalf_of(cls.id))) for cls in registries()),
        tuple(cls(access.http.on_behalf_of(cls.id)) for cls in proofs()),
        settings.registries_off,
    )
    return Checker(asked, lambda: datetime.now(UTC), lambda: uuid.uuid4().hex, store, settings.offline)


def registries() -> tuple[type[Registry], ...]:
    """Every registry plug, in the order they are listed."""
    return plugs(registries_folder, Registry)


def proofs() -> tuple[type[Proof], ...]:
    """Every proof plug, in the order in which they are looked for."""
    return plugs(proofs_folder, Proof)  # type: ignore[type-abstract]


def known_source(id_: str) -> str:
    """The id again of what can be switched off: a registry, or a proof that looks outside; BadInput for any other."""
    known = [plug.id for plug in registries()] + [plug.id for plug in proofs() if plug.online]
    if id_ not in known:
        raise BadInput(Sentence("input.unknown_registry", name=id_[:60], known=", ".join(known)))
    return id_


def key_names() -> dict[str, tuple[str, ...]]:
    """The name of every key that a plug takes, with the titles of those that take it."""
    titles = [(plug.key, plug.title) for plug in registries()]
    titles += [(getattr(plug, "key", ""), plug.title) for plug in platforms.platforms()]
    return {name: tuple(t for key, t in titles if key == name) for name, _ in titles if name}


def import_register(
    settings: Settings, file: Path, progress: Progress, share: float = 1.0, copy: str = "npi"
) -> Manifest:
    """Build the local copy `copy` from a register's distribution file; the old copy stays whole until then."""
    for plug in registries():
        if issubclass(plug, Bulk) and plug.copy == copy:
            private_folder(settings.data_dir)
            return plug.load(file, Mirrors(settings.mirrors_dir), progress, share)
    raise BadInput(Sentence("input.no_register", file=file.name))


def practice_settings(folder: Path | None = None, usual: Settings | None = None) -> Settings:
    """Settings for a first walk: offline, in a folder of their own, with the practice register of invented people."""
    usual = usual or load()
    settings = replace(usual, data_dir=folder or usual.data_dir / "practice", offline=True, database="")
    if not _has_practice_copy(settings):
        try:
            import_register(settings, resources.folder() / PRACTICE, lambda done, total, what: None)
        except MirrorError as error:  # busy: another start is making it at this moment
            if error.sentence.id != "mirror.busy" or not _waited_for(lambda: _has_practice_copy(settings)):
                raise
    return settings


def _waited_for(is_there: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE_S
    while not is_there() and time.monotonic() < end:
        time.sleep(LOOK_S)
    return is_there()


def _has_practice_copy(settings: Settings) -> bool:
    """Whether there is one that this program can read; one of an older program is simply made anew."""
    try:
        return Mirrors(settings.mirrors_dir).manifest("npi") is not None
    except MirrorError:
        return False


def example_profile() -> str:
    """The invented profile that `make run` puts into the field."""
    return resources.read("practice/example_profile.txt")


def private_folder(path: Path) -> None:
    """Make a folder that only this user can read; raises StoreError when it cannot be made."""
    with _said(path):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)


@contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(Sentence("input.unwritable_file", path=str(path), reason=error.strerror or "")) from error
