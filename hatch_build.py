"""Build hook: compiles the catalogues of other languages, and the search kernel where a C compiler is there.

Without the kernel `credcheck.mirror.twin` answers the same, only slower, so a missing compiler is never an error.
`python hatch_build.py` compiles both in place, for a checkout.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SOURCES = tuple(HERE / "credcheck" / "mirror" / name for name in ("kernel.c", "gather.c", "scan.c", "sort.c"))
SUFFIX = {"darwin": ".dylib", "win32": ".dll"}.get(sys.platform, ".so")
CATALOGUES = HERE / "resources" / "locale"
TARGET = SOURCES[0].with_name(f"libkernel{SUFFIX}")
# Without contraction of a*b+c the kernel gives the twin's numbers to the last bit.
FLAGS = ["-O3", "-std=gnu11", "-fPIC", "-shared", "-fvisibility=hidden", "-ffp-contract=off"]

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a program, without the build backend
    BuildHookInterface = object  # type: ignore[assignment, misc]


class KernelHook(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the compiled kernel into the wheel, which is then one for this platform and any Python 3."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile both, and mark the wheel as platform-specific if that worked."""
        compile_catalogues()
        if not compile_kernel() or version == "editable":
            return
        build_data["artifacts"].append(f"/{TARGET.relative_to(HERE).as_posix()}")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{sysconfig.get_platform().replace('-', '_').replace('.', '_')}"


def compile_kernel() -> bool:
    """Whether the kernel stands beside its source now."""
    compiler = os.environ.get("CC") or shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if os.environ.get("CREDCHECK_NO_KERNEL") or compiler is None:
        return False
    popcnt = ["-mpopcnt"] if platform.machine() in ("x86_64", "AMD64") else []
    fresh = TARGET.with_name(f"fresh-{os.getpid()}{SUFFIX}")
    command = [*compiler.split(), *FLAGS, *popcnt, "-o", str(fresh), *map(str, SOURCES), "-lm"]
    if subprocess.run(command, check=False).returncode != 0:
        return False
    fresh.replace(TARGET)  # a program that has the old one loaded keeps it
    return True


def compile_catalogues() -> tuple[Path, ...]:
    """Write a .mo beside every .po that is newer; which were written."""
    from babel.messages import mofile, pofile

    written = []
    for source in sorted(CATALOGUES.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns:
            continue
        fresh = target.with_name(f"fresh-{os.getpid()}.mo")
        with source.open("rb") as read, fresh.open("wb") as write:
            mofile.write_mo(write, pofile.read_po(read, locale=source.parent.parent.name))
        fresh.replace(target)
        written.append(target)
    return tuple(written)


if __name__ == "__main__":
    print("kernel compiled" if compile_kernel() else "no C compiler: the slower search will be used")  # noqa: T201
    print(f"catalogues compiled: {len(compile_catalogues())}")  # noqa: T201
