"""The local copy of a register that lacks some people, built once and kept outside the repository."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

from credcheck.mirror import Mirrors
from credcheck.mirror.words import FORMAT
from credcheck.registries import _nppes_files
from credcheck.registries.npi_mirror import NpiMirror


def cache_folder() -> Path:
    """Where test registers are kept."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "credcheck-benchmarks"


def register_zip(told: Path | None, shared: Path, cache: Path) -> Path:
    """The zip that was told, or the one made from the shared rows by the tool that stands beside them."""
    if told is not None:
        return told
    made = cache / "register.zip"
    if not made.exists():
        cache.mkdir(parents=True, exist_ok=True)
        aside = made.with_suffix(".part")
        subprocess.run([sys.executable, shared / "tools" / "combined_to_nppes.py", aside], check=True)
        aside.rename(made)
    return made


def register_without(source: Path, gone: frozenset[str], share: float, cache: Path) -> Mirrors:
    """A copy of the register without some people; the same people are left out only once."""
    key = hashlib.sha256(
        " ".join([str(FORMAT), str(source.stat().st_size), str(share), *sorted(gone)]).encode()
    ).hexdigest()[:16]
    folder = cache / key
    if not (folder / "done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        short = folder / "short.zip"
        leave_out(source, short, gone)
        NpiMirror.load(short, Mirrors(folder / "mirrors"), lambda done, total, what: None, share)
        short.unlink()
        (folder / "done").touch()
    return Mirrors(folder / "mirrors")


def leave_out(source: Path, target: Path, npis: Iterable[str]) -> None:
    """Copy a register zip without some people."""
    gone = {npi.encode() for npi in npis}
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        member = next(n for n in old.namelist() if _nppes_files.is_main_file(n))
        with old.open(member) as lines, new.open(member, "w", force_zip64=True) as out:
            for line in lines:
                if line[1:11] not in gone:
                    out.write(line)
