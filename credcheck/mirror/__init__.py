"""Local copies of bulk registers: rows become memory-mapped arrays that answer a name in milliseconds.

`build` and the readers need pyarrow, a search needs numpy: both are imported when first used, so that importing this
package costs nothing before the first paint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from credcheck.mirror.folder import Mirrors
from credcheck.mirror.offers import Content, Offer, has_gap, next_missing
from credcheck.mirror.words import (
    About,
    Found,
    Hit,
    Layout,
    Manifest,
    NameColumns,
    NameQuery,
    Progress,
    Record,
    Weights,
)

if TYPE_CHECKING:
    from credcheck.mirror.mirror import Mirror


def build(
    folder: Path,
    name: str,
    layout: Layout,
    batches: Iterable[Any],
    about: Callable[[], About],
    progress: Progress | None = None,
) -> Manifest:
    """Build the copy `name` below `folder` from batches of text columns, and swap it in; all or nothing."""
    from credcheck.mirror.building import build as build_now

    return build_now(folder, name, layout, batches, about, progress)


def rebuild(folder: Path, name: str, layout: Layout, progress: Progress | None = None) -> Manifest:
    """Build a copy of an older format anew from its own records, and swap it in; all or nothing."""
    from credcheck.mirror.rebuilding import rebuild as rebuild_now

    return rebuild_now(folder, name, layout, progress)


def patch(
    folder: Path,
    name: str,
    layout: Layout,
    batches: Iterable[Any],
    about: Callable[[], About],
    progress: Progress | None = None,
) -> Manifest:
    """Put changed rows on top of the copy `name` below `folder`, and swap that in; all or nothing."""
    from credcheck.mirror.patching import patch as patch_now

    return patch_now(folder, name, layout, batches, about, progress)


def __getattr__(name: str) -> Any:
    """`Mirror`, imported when first asked for."""
    if name == "Mirror":
        from credcheck.mirror.mirror import Mirror

        return Mirror
    raise AttributeError(name)


__all__ = [
    "About",
    "Content",
    "Found",
    "Hit",
    "Layout",
    "Manifest",
    "Mirror",
    "Mirrors",
    "NameColumns",
    "NameQuery",
    "Offer",
    "Progress",
    "Record",
    "Weights",
    "build",
    "has_gap",
    "next_missing",
    "patch",
    "rebuild",
]
