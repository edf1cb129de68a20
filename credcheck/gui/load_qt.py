"""Loads Qt for Python and leaves Python's own `import` in its place."""

from __future__ import annotations

import builtins


def load_qt() -> None:
    """Import Qt; ModuleNotFoundError where it is not installed.

    Qt for Python puts an `import` of its own in place, which reads the source of every module that comes in afterwards,
    to see whether that uses its `__feature__` switches. The sources stay in `linecache`: 38 MB of memory, and a part
    of the start. A frozen program has no sources and goes without in the same way.
    """
    before = builtins.__import__
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        builtins.__import__ = before
