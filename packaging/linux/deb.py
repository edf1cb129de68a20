"""Makes the Debian package out of the frozen folder; prints its path.

usage: python packaging/linux/deb.py FROZEN PARTS ICONS MAN OUT     (see packaging/package.sh)

The folder goes to /usr/lib/credcheck, nothing goes to /opt, and no script runs at installation: icons, menu and manual
are taken up by the system's own triggers. Libraries of the system are dependencies (dpkg-shlibdeps), not copies.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
APP = "org.credcheck.CredCheck"
MAINTAINER = os.environ.get("CREDCHECK_MAINTAINER", "The CredCheck authors <packages@credcheck.org>")
# Opened by name while the program runs, so that dpkg-shlibdeps cannot see them; a screen without a font shows boxes.
ALSO = ("fontconfig-config", "fonts-dejavu-core | fonts-noto-core", "libdbus-1-3", "libfontconfig1")
HELPFUL = ("default-dbus-session-bus | dbus-session-bus", "gnome-keyring | kwalletmanager | keepassxc")
CONTROL = """\
Package: credcheck
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Section: misc
Priority: optional
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: {recommends}
Description: check a claimed health profession against public registers
 Paste the profile of an account that speaks as a health professional, and see
 which of its claims public registers support, with the evidence and its source.
 .
 The verdict has two axes: whether such a person is listed, and whether anything
 binds the account to that person. A register that could not be asked is never
 taken for one that lists nobody. Names can be looked up in a copy of the NPI
 registry on this machine, so that nobody learns whom you check.
"""


def main() -> int:
    """Lay the files out, write the control files, build."""
    frozen, parts, icons, man, out = (Path(word) for word in sys.argv[1:6])
    version, when = release()
    with tempfile.TemporaryDirectory() as work:
        root = Path(work) / "root"
        lay_out(root, frozen, icons)
        documents(root, parts, man, version, when)
        control(root, version)
        tidy(root)
        target = out / f"credcheck_{version}_{architecture()}.deb"
        out.mkdir(parents=True, exist_ok=True)
        made = [
            "dpkg-deb",
            "--root-owner-group",
            "-Zxz",
            f"-z{os.environ.get('DEB_LEVEL', '6')}",
            "--threads-max=2",
            "--build",
            str(root),
            str(target),
        ]
        subprocess.run(
            made,
            check=True,
            stdout=subprocess.DEVNULL,
            env=os.environ | {"SOURCE_DATE_EPOCH": str(int(when.timestamp()))},
        )
    print(target)
    return 0


def release() -> tuple[str, datetime]:
    """The version, and the time of the last commit: two builds of one commit carry the same dates."""
    version = re.search(r'__version__ = "(.+?)"', (ROOT / "credcheck" / "__init__.py").read_text("utf-8"))
    assert version is not None
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if seconds is None:
        said = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        seconds = said.stdout
    return version[1], datetime.fromtimestamp(int(seconds), UTC)


def architecture() -> str:
    """As Debian names it."""
    return subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True).stdout.strip()


def lay_out(root: Path, frozen: Path, icons: Path) -> None:
    """Program, launcher, menu entry and icons."""
    shutil.copytree(
        frozen, root / "usr/lib/credcheck", symlinks=True, ignore=shutil.ignore_patterns("licences", "docs")
    )
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/credcheck").symlink_to("../lib/credcheck/credcheck")
    copy(HERE / f"{APP}.desktop", root / f"usr/share/applications/{APP}.desktop")
    hicolor = root / "usr/share/icons/hicolor"
    for picture in icons.glob("[0-9]*.png"):
        copy(picture, hicolor / f"{picture.stem}x{picture.stem}/apps/{APP}.png")
    copy(ROOT / "resources/icons/credcheck.svg", hicolor / f"scalable/apps/{APP}.svg")
    copy(HERE / f"{APP}-symbolic.svg", hicolor / f"symbolic/apps/{APP}-symbolic.svg")


def documents(root: Path, parts: Path, man: Path, version: str, when: datetime) -> None:
    """Man page, copyright, change log, licences, parts list, store entry."""
    doc = root / "usr/share/doc/credcheck"
    put(root / "usr/share/man/man1/credcheck.1.gz", packed(man.read_bytes()))
    put(doc / "copyright", (HERE / "copyright").read_bytes())
    entry = f"credcheck ({version}) unstable; urgency=medium\n\n  * See CHANGELOG.md.gz for what changed.\n\n"
    put(doc / "changelog.gz", packed(f"{entry} -- {MAINTAINER}  {format_datetime(when)}\n".encode()))
    put(doc / "CHANGELOG.md.gz", packed((ROOT / "CHANGELOG.md").read_bytes()))
    put(doc / "LICENSES.txt.gz", packed((parts / "LICENSES.txt").read_bytes()))
    put(doc / "sbom.json.gz", packed((parts / "sbom.json").read_bytes()))
    pages(doc)
    put(root / "usr/share/lintian/overrides/credcheck", (HERE / "lintian-overrides").read_bytes())
    store = (HERE / f"{APP}.metainfo.xml").read_text("utf-8")
    store = store.replace("@VERSION@", version).replace("@DATE@", f"{when:%Y-%m-%d}")
    put(root / f"usr/share/metainfo/{APP}.metainfo.xml", store.encode())


def pages(doc: Path) -> None:
    """README, docs/*.md and their pictures, lying as in the source: reports name pages there, which link to others."""
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        copy(page, doc / page.relative_to(ROOT))
        for picture in re.findall(r"!\[[^]]*\]\(([\w./-]+)\)", page.read_text("utf-8")):
            copy(page.parent / picture, doc / (page.parent / picture).relative_to(ROOT))


def control(root: Path, version: str) -> None:
    """The control file and the checksums."""
    files = sorted(p for p in root.rglob("*") if p.is_file() and not p.is_symlink())
    sums = "".join(
        f"{hashlib.md5(p.read_bytes()).hexdigest()}  {p.relative_to(root)}\n" for p in files
    )  # the format's own choice
    said = CONTROL.format(
        version=version, architecture=architecture(), maintainer=MAINTAINER, depends=depends(root),
        kilobytes=sum(p.stat().st_size + 1023 for p in files) // 1024, recommends=", ".join(HELPFUL),
    )  # fmt: skip
    put(root / "DEBIAN/control", said.encode())
    put(root / "DEBIAN/md5sums", sums.encode())


def depends(root: Path) -> str:
    """The packages whose libraries the files name, with the versions they need."""
    folder = root / "usr/lib/credcheck"
    (root / "DEBIAN").mkdir()  # by it dpkg-shlibdeps knows where $ORIGIN in a run path begins
    files = [p for p in folder.rglob("*") if p.is_file() and p.open("rb").read(4) == b"\x7fELF"]
    own = sorted({f"-l{p.parent}" for p in files})
    with tempfile.TemporaryDirectory() as work:
        put(Path(work) / "debian/control", b"Source: credcheck\n\nPackage: credcheck\nArchitecture: any\n")
        command = ["dpkg-shlibdeps", "-O", "--warnings=0", "--ignore-missing-info", *own, *[f"-e{p}" for p in files]]
        said = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
    if said.returncode:
        raise SystemExit(said.stderr)
    found = said.stdout.partition("shlibs:Depends=")[2].strip().split(", ")
    names = {entry.split()[0] for entry in found}
    return ", ".join(sorted([*found, *(a for a in ALSO if a not in names)]))


def tidy(root: Path) -> None:
    """Modes as Debian wants them: programs and folders 755, everything else 644."""
    for path in root.rglob("*"):
        if not path.is_symlink():
            runs = path.is_dir() or path == root / "usr/lib/credcheck/credcheck"
            path.chmod(0o755 if runs else 0o644)
    root.chmod(0o755)


def packed(content: bytes) -> bytes:
    """Compressed without a date, so that the same content gives the same bytes."""
    return gzip.compress(content, 9, mtime=0)


def copy(source: Path, target: Path) -> None:
    put(target, source.read_bytes())


def put(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())
