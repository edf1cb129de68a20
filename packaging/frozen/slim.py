"""Takes out of a frozen folder (Linux) what nothing in it can reach, and says how much each step saved.

usage: slim.py FOLDER          needs strip, readelf, patchelf; and icupkg (Debian: icu-devtools) for the last step

Nothing is guessed: a library goes only when no file in the folder names it, a link goes only when no symbol is bound by
it, and `LD_BIND_NOW=1` in packaging/smoke.py then resolves every symbol that is left.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

# Opened by name while the program runs, so that no file names them.
OPENED_BY_NAME = ("libpython", "libkernel", "libdbus-1", "libfontconfig", "libX11-xcb", "libxkbcommon-x11")
# Every Arrow library is linked to all others, needed or not.
OVERLINKED = ("libarrow_", "libparquet")
# Qt brings its own names and formats of every language; of ICU's data the window uses sorting (in file dialogs).
ICU_DROPPED = re.compile(
    r"^(unit|curr|zone|lang|region|translit|rbnf|brkitr)/|\.(cnv|spp|cfu)$|^unames\.icu$|"
    r"^coll/(?!ucadata|root|res_index|pool|(en|de|fr|es|it|pt|nl|sv|da|nb|no|fi|pl|cs|tr)(_|\.))|"
    r"^(?!root|res_index|pool|supplementalData|likelySubtags|langInfo|metadata)[a-z]{2,3}(_\w+)?\.res$"
)


def main() -> int:
    """Run every step and print what it saved."""
    folder = Path(sys.argv[1])
    steps: tuple[tuple[str, Callable[[Path], object]], ...] = (
        ("links that bind no symbol", unlink_unused),
        ("X libraries that Pillow brings beside Qt's", share_xcb),
        ("libraries that nothing names", drop_unreached),
        ("symbol tables and debug sections", strip_all),
        ("ICU data that Qt's widgets do not ask for", trim_icu),
        ("libraries that Debian packages bring (see deb.py: the package depends on them)", leave_to_debian),
    )
    for what, step in steps:
        before = size(folder)
        step(folder)
        print(f"  {(before - size(folder)) / 1e6:6.1f} MB  {what}")
    return 0


def size(folder: Path) -> int:
    """Bytes of all files."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def elf(folder: Path) -> list[Path]:
    """Every program and library."""
    found = [
        p for p in folder.rglob("*") if p.is_file() and not p.is_symlink() and (".so" in p.name or p.parent == folder)
    ]
    return [p for p in found if p.open("rb").read(4) == b"\x7fELF"]


def needed(path: Path) -> list[str]:
    """The libraries a file names."""
    said = subprocess.run(["readelf", "-dW", str(path)], capture_output=True, text=True, check=True).stdout
    return re.findall(r"\(NEEDED\).*\[(.+?)\]", said)


def symbols(path: Path, defined: bool) -> set[str]:
    """The dynamic symbols a file gives, or those it asks for and must get."""
    said = subprocess.run(["readelf", "--dyn-syms", "-W", str(path)], capture_output=True, text=True, check=True).stdout
    rows = (line.split() for line in said.splitlines())
    return {
        re.split("@", row[7])[0] for row in rows
        if len(row) > 7 and row[0].endswith(":") and (row[6] != "UND") is defined and (defined or row[4] == "GLOBAL")
    }  # fmt: skip


def unlink_unused(folder: Path) -> None:
    """Remove links among the Arrow libraries that bind no symbol, until none is left."""
    libraries = {p.name: p for p in elf(folder) if p.name.startswith(OVERLINKED)}
    given = {name: symbols(path, defined=True) for name, path in libraries.items()}
    for path in [p for p in elf(folder) if "pyarrow" in p.parts]:
        asked = symbols(path, defined=False)
        idle = [name for name in needed(path) if name in given and not asked & given[name]]
        for name in idle:
            subprocess.run(["patchelf", "--remove-needed", name, str(path)], check=True)


def share_xcb(folder: Path) -> None:
    """Let Pillow, which takes pictures of screens by it (we do not), use the libxcb that Qt's windows need anyway."""
    for path in (folder / "_internal" / "PIL").glob("_imaging.*.so"):
        for name in needed(path):
            if name.startswith("libxcb-"):
                subprocess.run(["patchelf", "--replace-needed", name, "libxcb.so.1", str(path)], check=True)


def drop_unreached(folder: Path) -> None:
    """Remove plain libraries that no kept file names, again and again."""
    while True:
        files = elf(folder)
        named = {name for path in files for name in needed(path)}
        idle = [p for p in files if is_plain(p) and p.name not in named and not p.name.startswith(OPENED_BY_NAME)]
        idle += [p for p in folder.rglob("lib*.so*") if p.is_symlink() and not p.exists()]
        if not idle:
            return
        for path in idle:
            path.unlink()


def is_plain(path: Path) -> bool:
    """Whether a file is a library that others name, not a module or a plugin that is opened."""
    return path.name.startswith("lib") and "plugins" not in path.parts and ".cpython-" not in path.name


def strip_all(folder: Path) -> None:
    """Strip what may be stripped: what lies in *.libs was moved about by patchelf, and strip would break it."""
    for path in elf(folder):
        # The program carries its archive behind the ELF part: strip would cut it off.
        if path.parent != folder and not any(part.endswith(".libs") for part in path.parts):
            subprocess.run(["strip", "--strip-unneeded", str(path)], check=True)


def trim_icu(folder: Path) -> None:
    """Drop from ICU's data what `ICU_DROPPED` names; without icupkg it stays as it is."""
    tools = ("icupkg", "gcc", "objcopy")
    for library in [p for p in elf(folder) if p.name.startswith("libicudata.so")]:
        if any(shutil.which(tool) is None for tool in tools):
            print("  (icu-devtools is not installed: ICU's data stays whole)")
            return
        with tempfile.TemporaryDirectory() as work:
            rebuild_icu(library, Path(work))


def leave_to_debian(folder: Path) -> None:
    """Remove copies of the system's own libraries: where apt brings them, it also brings their mended versions."""
    # An AppImage brings all but the C library and the graphics driver itself.
    if shutil.which("dpkg-query") is None or os.environ.get("KEEP_SYSTEM_LIBRARIES"):
        return
    said = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    known = {
        row[0]: row[-1]
        for line in said.splitlines()
        if (len(row := line.split()) > 3 and "x86-64" in line) or "AArch64" in line
    }
    for path in (folder / "_internal").glob("lib*.so*"):
        is_ours = path.name.startswith("libpython")  # the interpreter that was chosen, not the system's
        if path.name in known and not is_ours and not path.is_symlink() and is_of_debian(Path(known[path.name])):
            path.unlink()


def is_of_debian(path: Path) -> bool:
    """Whether a package of the system owns a file; /lib is /usr/lib, under which dpkg may not know it."""
    real = path.resolve()
    names = [str(real), str(real).removeprefix("/usr"), str(path)]
    return any(subprocess.run(["dpkg-query", "-S", n], capture_output=True, check=False).returncode == 0 for n in names)


def rebuild_icu(library: Path, work: Path) -> None:
    """The same library with less data."""
    symbol = next(s for s in symbols(library, defined=True) if re.fullmatch(r"icudt\d+_dat", s))
    package = f"{symbol.removesuffix('_dat')}l.dat"
    (work / package).write_bytes(content(library, symbol))
    listed = subprocess.run(
        ["icupkg", "-l", package], cwd=work, capture_output=True, text=True, check=True
    ).stdout.split()
    (work / "less.txt").write_text("\n".join(name for name in listed if ICU_DROPPED.search(name)), "utf-8")
    subprocess.run(["icupkg", "-r", "less.txt", package], cwd=work, check=True)
    assembler = (
        f'.section .rodata\n.globl {symbol}\n.balign 16\n.type {symbol},@object\n{symbol}:\n.incbin "{package}"\n'
    )
    assembler += f'.size {symbol}, .-{symbol}\n.section .note.GNU-stack,"",@progbits\n'
    (work / "data.s").write_text(assembler, "utf-8")
    made = ["gcc", "-shared", "-nostdlib", f"-Wl,-soname,{library.name}", "-o", "made.so", "data.s"]
    subprocess.run(made, cwd=work, check=True)
    shutil.copyfile(work / "made.so", library)


def content(library: Path, symbol: str) -> bytes:
    """The bytes that a symbol of a library names."""
    listed = subprocess.run(
        ["readelf", "--dyn-syms", "-W", str(library)], capture_output=True, text=True, check=True
    ).stdout
    row = next(
        line.split() for line in listed.splitlines() if line.split()[-1:] and line.split()[-1].split("@")[0] == symbol
    )
    address, length = int(row[1], 16), int(row[2], 0)
    data = library.read_bytes()
    offset = file_offset(library, address)
    # Some builds give the symbol no size: then everything behind it is taken, and icupkg reads what it needs.
    return data[offset : offset + length] if length else data[offset:]


def file_offset(library: Path, address: int) -> int:
    """Where in the file an address lies."""
    said = subprocess.run(["readelf", "-lW", str(library)], capture_output=True, text=True, check=True).stdout
    for line in said.splitlines():
        row = line.split()
        if row[:1] == ["LOAD"]:
            offset, start, length = (int(row[i], 16) for i in (1, 2, 4))
            if start <= address < start + length:
                return offset + address - start
    raise SystemExit(f"{library.name}: no segment holds {address:#x}")


if __name__ == "__main__":
    sys.exit(main())
