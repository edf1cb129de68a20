"""Draws the program's icon from resources/icons/credcheck.svg in every size a system asks for.

usage: python packaging/icons.py FOLDER     FOLDER gets SIZE.png and credcheck.ico; on macOS also credcheck.icns
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

SOURCE = Path(__file__).resolve().parents[1] / "resources" / "icons" / "credcheck.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
WINDOWS = (16, 24, 32, 48, 64, 256)
MACOS = {16: "16x16", 32: "16x16@2x", 64: "32x32@2x", 128: "128x128", 256: "128x128@2x", 512: "256x256@2x"}


def png(size: int) -> bytes:
    """The icon as PNG."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(kept.data())


def ico(sizes: tuple[int, ...]) -> bytes:
    """A Windows icon: a table, then the pictures."""
    pictures = [png(size) for size in sizes]
    at = 6 + 16 * len(sizes)
    table = struct.pack("<HHH", 0, 1, len(sizes))
    for size, picture in zip(sizes, pictures, strict=True):
        table += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), at)
        at += len(picture)
    return table + b"".join(pictures)


def main() -> None:
    """Write everything."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        (folder / f"{size}.png").write_bytes(png(size))
    (folder / "credcheck.ico").write_bytes(ico(WINDOWS))
    if sys.platform == "darwin":
        drawn = folder / "credcheck.iconset"
        drawn.mkdir(exist_ok=True)
        for size, name in MACOS.items():
            (drawn / f"icon_{name}.png").write_bytes(png(size))
        subprocess.run(["iconutil", "-c", "icns", str(drawn), "-o", str(folder / "credcheck.icns")], check=True)


if __name__ == "__main__":
    main()
