"""Loads Qt for Python and leaves Python's own `import` in its place."""

from __future__ import annotations

import builtins

DEBIAN = (
    "libglib2.0-0 libegl1 libgl1 libdbus-1-3 libfontconfig1 libxkbcommon0 libbrotli1 libgssapi-krb5-2 "
    "fonts-dejavu-core libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxkbcommon-x11-0 libxcb-xkb1 libxcb-shape0 "
    "libxcb-xfixes0 libxcb-randr0 libxcb-image0 libxcb-render-util0"
)
"""What a bare Debian lacks for a window: the same as `packaging/system.sh run` installs (a test compares them)."""


def load_qt() -> None:
    """Import Qt; ModuleNotFoundError where it is not installed, ImportError where a library of the system is missing.

    Qt for Python puts an `import` of its own in place, which reads the source of every module that comes in afterwards,
    to see whether that uses its `__feature__` switches. The sources stay in `linecache`: 38 MB of memory, and a part
    of the start. A frozen program has no sources and goes without in the same way.
    """
    before = builtins.__import__
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        builtins.__import__ = before
