"""The folder of all installed copies, one sub-folder a register."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from credcheck import lists
from credcheck.errors import MirrorError
from credcheck.mirror import manifest, storing
from credcheck.mirror.words import Manifest, Nicknames
from credcheck.model import Sentence

if TYPE_CHECKING:
    from credcheck.mirror.mirror import Mirror


DOWNLOADS = ".downloads"


class Mirrors:
    """What copies are installed; opens and removes them."""

    def __init__(self, folder: Path, nicknames: Callable[[], Nicknames] = lists.nicknames) -> None:
        """`folder` need not exist yet; `nicknames` is asked for at the first search by name."""
        self.folder, self._nicknames = folder, nicknames
        self._looked_after: set[str] = set()
        self._damaged: dict[str, tuple[Path, ...]] = {}
        self._opened: dict[str, Mirror] = {}

    def open(self, name: str) -> Mirror | None:
        """The copy of that name, None when none is installed; MirrorError when it is damaged or of another format."""
        home = self.folder / name
        self._look_after(home)
        return manifest.steady(home, lambda folders: self._mirror(folders, name))

    def _mirror(self, folders: tuple[Path, ...], name: str) -> Mirror:
        """The open copy, opened again when another generation has taken its place."""
        if self._damaged.get(name) == folders:
            raise MirrorError(Sentence("mirror.damaged", name=name))
        known = self._opened.get(name)
        if known is None or known.folders != folders:
            known = self._opened[name] = _opened(folders, name, self._nicknames)
        return known

    def manifest(self, name: str) -> Manifest | None:
        """What the copy of that name is, None when none is installed; MirrorError when it cannot be used."""
        return manifest.find(self.folder / name, name)

    def is_older(self, name: str) -> bool:
        """Whether the copy of that name is of an older format and can be built anew from its own records."""
        return manifest.is_older(self.folder / name, name)

    def status(self) -> tuple[Manifest, ...]:
        """The manifests of all sound copies, by name; a damaged one is left out, `open` says why."""
        found = []
        for home in sorted(self.folder.iterdir()) if self.folder.is_dir() else ():
            if home.name.startswith("."):
                continue
            try:
                found.append(manifest.find(home, home.name))
            except MirrorError:
                continue
        return tuple(copy for copy in found if copy is not None)

    def remove(self, name: str) -> None:
        """Delete a copy; nothing happens when there is none."""
        self._opened.pop(name, None)
        home, downloads = self.folder / name, self.downloads(name)
        if home.exists() or downloads.exists():
            with self.updating(name):
                storing.remove(home)
                shutil.rmtree(downloads, ignore_errors=True)

    @contextmanager
    def updating(self, name: str) -> Iterator[None]:
        """Nobody else downloads for that copy meanwhile, or removes it; MirrorError where somebody does already."""
        downloads = self.downloads(name)
        with storing.alone(downloads.with_name(f"{name}{storing.LOCK}"), name):
            yield

    def downloads(self, name: str) -> Path:
        """Where files for that copy wait while they are downloaded and applied."""
        return self.folder / DOWNLOADS / name

    def _look_after(self, home: Path) -> None:
        """After a crash: clean up once, and verify the copy in use before it is trusted again."""
        if home.name in self._looked_after:
            return
        self._looked_after.add(home.name)
        if storing.clean_if_idle(home):
            manifest.steady(home, lambda folders: self._verify(folders, home.name))
            storing.trust(home)

    def _verify(self, folders: tuple[Path, ...], name: str) -> int:
        """What is damaged stays so for this program; the sign of the crash stays for the next."""
        try:
            return manifest.verify(folders, name)
        except MirrorError:
            self._damaged[name] = folders
            raise


def _opened(folders: tuple[Path, ...], name: str, nicknames: Callable[[], Nicknames]) -> Mirror:
    """What reads manifests comes in here, not when the program starts."""
    from credcheck.mirror.mirror import Mirror

    return Mirror(folders, name, nicknames)
