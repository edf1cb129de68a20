"""A block in which the program finds nothing compiled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from credcheck.mirror import interning, kernel


@contextmanager
def plain() -> Iterator[None]:
    """As on a machine without a compiler."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(kernel, "NAMES", ())
        for cached in (kernel.path, kernel.library, interning.library):
            cached.cache_clear()
        try:
            yield
        finally:
            patched.undo()
            for cached in (kernel.path, kernel.library, interning.library):
                cached.cache_clear()
