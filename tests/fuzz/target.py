"""What a target of the fuzzer is, and what all of them need."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from credcheck.errors import CredCheckError
from credcheck.registries.interface import NotAsked

DATA = Path(__file__).resolve().parents[1]
# Where a file must be: in memory where the system has such a place.
SCRATCH = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112
REFUSALS = (CredCheckError, NotAsked)


@dataclass(frozen=True)
class Target:
    """One parser: its name, what it is given at first, the parser itself, and the modules whose words it looks for."""

    name: str
    seeds: Callable[[], Iterable[bytes]]
    parse: Callable[[bytes], object]
    modules: tuple[str, ...] = ()

    def run(self, content: bytes) -> None:
        """Parse; a refusal in our own words is as good as an answer."""
        with contextlib.suppress(*REFUSALS):
            self.parse(content)


@contextlib.contextmanager
def on_disk(content: bytes, name: str) -> Iterator[Path]:
    """The bytes as a file."""
    folder = Path(tempfile.mkdtemp(dir=SCRATCH, prefix="credcheck-fuzz-"))
    try:
        (folder / name).write_bytes(content)
        yield folder / name
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def text(content: bytes) -> str:
    """As a program reads text that is none; lone surrogates come from clipboards."""
    return (
        content.decode("utf-8", "surrogatepass" if content[:1] == b"\x00" else "replace")
        if valid(content)
        else content.decode("utf-8", "replace")
    )


def valid(content: bytes) -> bool:
    """Whether lone surrogates can be read from it."""
    try:
        content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def encoded(written: Iterable[str]) -> list[bytes]:
    """Texts as bytes."""
    return [one.encode("utf-8", "surrogatepass") for one in written]
