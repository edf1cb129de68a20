"""Writes the version information of the Windows programs, which PyInstaller puts into them.

usage: python packaging/windows/version.py > build/version.txt
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

INIT = Path(__file__).resolve().parents[2] / "credcheck" / "__init__.py"
FORM = """\
VSVersionInfo(
  ffi=FixedFileInfo(
    filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004, fileType=1, subtype=0, date=(0, 0)
  ),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("CompanyName", "The CredCheck authors"),
      StringStruct("FileDescription", "CredCheck"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("InternalName", "credcheck"),
      StringStruct("LegalCopyright", "Apache License 2.0"),
      StringStruct("OriginalFilename", "credcheck.exe"),
      StringStruct("ProductName", "CredCheck"),
      StringStruct("ProductVersion", "{version}"),
    ])]),
    VarFileInfo([VarStruct("Translation", [0x409, 1200])]),
  ],
)
"""


def text(version: str) -> str:
    """The version information of one version; Windows wants four numbers."""
    numbers = tuple(([int(part) for part in re.findall(r"\d+", version)] + [0, 0, 0, 0])[:4])
    return FORM.format(numbers=numbers, version=version)


if __name__ == "__main__":
    found = re.search(r'__version__ = "(.+?)"', INIT.read_text("utf-8"))
    assert found is not None
    sys.stdout.write(text(found[1]))
