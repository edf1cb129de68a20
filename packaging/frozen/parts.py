"""Adds to the list of Python parts (SBOM, CycloneDX) what freezing brings along: Python, bootloader, other libraries.

usage: parts.py PARTS FOLDER     PARTS/sbom.json is read and written; run with the interpreter that is shipped
"""

from __future__ import annotations

import json
import platform
import re
import ssl
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).resolve().parents[1] / "locks" / "freeze.lock"
Component = dict[str, Any]


def main() -> int:
    """Write the list with the added parts, sorted, so that the same folder gives the same list."""
    parts, folder = Path(sys.argv[1]), Path(sys.argv[2])
    file = parts / "sbom.json"
    table = json.loads(file.read_text("utf-8"))
    known = {
        c["name"]: c for c in table["components"] if c.get("type") == "library" and "bundled" not in c.get("group", "")
    }
    for added in (python(), bootloader(), *copies(folder)):
        known[added["name"]] = added
    table["components"] = sorted(known.values(), key=lambda component: str(component["name"]))
    file.write_text(json.dumps(table, indent=2, sort_keys=True), "utf-8")
    print(f"  parts: {len(known)} in sbom.json")
    return 0


def python() -> Component:
    """The interpreter."""
    made = component("cpython", platform.python_version(), "PSF-2.0")
    made["description"] = f"with {ssl.OPENSSL_VERSION}"
    return made


def bootloader() -> Component:
    """What starts the frozen program."""
    version = re.search(r"^pyinstaller==(\S+)", LOCK.read_text("utf-8"), re.M)
    assert version is not None
    return component("pyinstaller-bootloader", version[1], "GPL-2.0-or-later WITH Bootloader-exception")


def copies(folder: Path) -> list[Component]:
    """Libraries that were copied from the system, by the package that owns them."""
    made = []
    for path in sorted((folder / "_internal").glob("lib*.so*")):
        said = subprocess.run(
            ["dpkg-query", "-S", f"*/{path.name}"], capture_output=True, text=True, check=False
        ).stdout
        if said and not path.is_symlink():
            name = said.split(":")[0]
            version = subprocess.run(
                ["dpkg-query", "-W", "-f", "${Version}", name], capture_output=True, text=True, check=False
            ).stdout
            made.append(component(name, version, ""))
    return made


def component(name: str, version: str, licence: str) -> Component:
    """One part in CycloneDX's words."""
    made: Component = {"type": "library", "name": name, "version": version, "bom-ref": f"{name}=={version}"}
    return made | (
        {"licenses": [{"expression": licence}]}
        if " " in licence
        else {"licenses": [{"license": {"id": licence}}]}
        if licence
        else {}
    )


if __name__ == "__main__":
    sys.exit(main())
