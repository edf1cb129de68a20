"""Building a copy aside and swapping it in: at every moment the old copy or the new one is whole.

A register's folder holds one sub-folder a generation and a file CURRENT that names the one in use, followed by the one
that holds later changes to it, if any. A new generation is written aside, synced, and named by replacing CURRENT, which
is atomic. Whatever CURRENT does not name is a leftover.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import uuid
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from credcheck import locks
from credcheck.errors import MirrorError
from credcheck.mirror.beside import Beside
from credcheck.mirror.words import FORMAT
from credcheck.model import Sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

logger = logging.getLogger(__name__)

CURRENT = "CURRENT"
MANIFEST = "manifest.json"
MOST_FILES = 200
LOCK = ".lock"
SUSPECT = "SUSPECT"
"""Stands while a build runs; found at a start, it means a crash: the copy in use is verified before it is trusted."""


class Sums:
    """A file being written with its length and checksum."""

    def __init__(self, path: Path) -> None:
        """Create the file."""
        from isal import isal_zlib  # comes in when something is written: its checksum costs a tenth

        self.file: BinaryIO = path.open("wb")
        self.size, self.crc = 0, 0
        self._crc32 = isal_zlib.crc32

    def write(self, block: bytes | memoryview) -> None:
        """Append, counting."""
        self.file.write(block)
        self.size += len(block)
        self.crc = self._crc32(block, self.crc)

    def close(self) -> None:
        """Make it durable."""
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()


class Generation:
    """The folder of a copy being built; files that are complete become durable on the thread `beside`."""

    def __init__(self, folder: Path, beside: Beside) -> None:
        """Use an empty folder."""
        self.folder, self._beside = folder, beside
        self.files: dict[str, Sums] = {}
        self._dtypes: dict[str, str] = {}

    def stream(self, name: str) -> Sums:
        """A file to append to."""
        self.files[name] = Sums(self.folder / name)
        return self.files[name]

    def put(self, name: str, array: NDArray[Any]) -> None:
        """Write one array, little-endian, without a header."""
        sums = self.stream(name)
        self._dtypes[name] = array.dtype.newbyteorder("<").str
        sums.write(array.data.cast("B") if array.size else b"")
        self.complete(sums)

    def complete(self, sums: Sums) -> None:
        """Nothing more comes: make it durable."""
        self._beside.call(sums.close)

    def close(self) -> None:
        """Close what an interrupted build left open."""
        for sums in self.files.values():
            with suppress(OSError):
                sums.file.close()

    def seal(self, table: Mapping[str, Any]) -> None:
        """Write the manifest with every file's size and checksum."""
        files = {
            name: {"size": s.size, "crc32": s.crc, "dtype": self._dtypes.get(name, "")}
            for name, s in self.files.items()
        }
        sums = self.stream(MANIFEST)  # what a full disk interrupts is closed with the others
        whole = {**table, "format": FORMAT, "files": files}
        sums.write(json.dumps({**whole, "check": check_of(whole)}, indent=1).encode())
        sums.close()

    def sync(self) -> None:
        """Make the folder durable; its files are."""
        _sync_folder(self.folder)


def check_of(table: Mapping[str, Any]) -> int:
    """The checksum of a manifest: of its keys and values but itself, so that how it is laid out does not matter."""
    return zlib.crc32(json.dumps({k: v for k, v in table.items() if k != "check"}, sort_keys=True).encode())


def private(folder: Path) -> None:
    """Make a folder that only this user can enter, also where the one above is open to all."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix" and folder.stat().st_mode & 0o077:
        folder.chmod(0o700)


@contextmanager
def building(home: Path, upon: Callable[[], Path | None] = lambda: None) -> Iterator[Generation]:
    """A generation to fill; when the block ends without an error it takes the old one's place, else it vanishes.

    `upon` is asked, once nobody else can build, for a generation that stays below the new one.
    """
    with _said(home), alone(home / LOCK, home.name):
        clean(home)
        base, stays_suspect = upon(), (home / SUSPECT).exists()
        (home / SUSPECT).touch()
        beside = Beside("register disk", MOST_FILES)
        fresh = Generation(home / f"g-{uuid.uuid4().hex[:12]}", beside)
        fresh.folder.mkdir()
        try:
            with beside:
                yield fresh
            fresh.sync()
            _name_current(home, *(path.name for path in (base, fresh.folder) if path))
            stays_suspect &= base is not None
        finally:
            fresh.close()
            clean(home)
            if not stays_suspect:
                (home / SUSPECT).unlink(missing_ok=True)


def _name_current(home: Path, *generations: str) -> None:
    aside = Sums(home / f"{CURRENT}.new")
    aside.write(" ".join(generations).encode())
    aside.close()
    (home / f"{CURRENT}.new").replace(home / CURRENT)
    _sync_folder(home)


def current(home: Path) -> tuple[Path, ...]:
    """The folders of the copy in use: its base, and the changes to it if there are any; () when none is installed."""
    try:
        names = (home / CURRENT).read_text("utf-8").split()
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise MirrorError(Sentence("mirror.damaged", name=home.name)) from error
    if not 1 <= len(names) <= 2 or not all(n.startswith("g-") and not {"/", "\\"} & set(n) for n in names):
        raise MirrorError(Sentence("mirror.damaged", name=home.name))
    return tuple(home / name for name in names)


def clean(home: Path) -> None:
    """Remove what crashes left: generations that CURRENT does not name. Call with the lock held.

    Where CURRENT cannot be read nothing is removed, and a new copy can still take the place of what it named.
    """
    try:
        keep = current(home)
    except MirrorError:
        return
    for path in home.glob("g-*"):
        if path not in keep:
            logger.info("removing a leftover copy in %s", home.name)
            shutil.rmtree(path, ignore_errors=True)


def clean_if_idle(home: Path) -> bool:
    """Remove leftovers unless somebody builds at present; whether a crash had left some: then verify, and `trust`.

    Windows keeps what another window still has open; that is left over too, though nothing crashed.
    """
    has_crashed = (home / SUSPECT).exists()
    try:
        if not has_crashed and all(path in current(home) for path in home.glob("g-*")):
            return False
        with alone(home / LOCK, home.name):
            clean(home)
    except (MirrorError, OSError):
        return False
    return has_crashed


def trust(home: Path) -> None:
    """The copy in use was verified after a crash. Where somebody builds at present, the sign stays for that build."""
    with suppress(MirrorError, OSError), alone(home / LOCK, home.name):
        (home / SUSPECT).unlink(missing_ok=True)


def remove(home: Path) -> None:
    """Forget a copy: first CURRENT goes, then the rest, the lock at last: nobody builds where something still goes."""
    if not home.exists():
        return
    with _said(home), alone(home / LOCK, home.name):
        (home / CURRENT).unlink(missing_ok=True)
        clean(home)
        shutil.rmtree(home, ignore_errors=True)
    if os.name == "nt":  # it keeps a file that is open, so the lock goes now, unless somebody has opened it since
        with suppress(OSError):
            (home / LOCK).unlink(missing_ok=True)
            home.rmdir()


@contextmanager
def alone(file: Path, name: str) -> Iterator[None]:
    """Hold a lock that no other program or thread holds meanwhile; MirrorError says "busy" where one does."""
    with _said(file.parent):
        private(file.parent)
        lock = locks.taken(file)
    try:
        if lock is None:
            raise MirrorError(Sentence("mirror.busy", name=name))
        yield
    finally:
        if lock is not None:
            lock.close()


@contextmanager
def _said(home: Path) -> Iterator[None]:
    """Say in a sentence what the disk refuses."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise MirrorError(Sentence("mirror.unwritable", path=str(home), reason=reason)) from error


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
