"""Where `resources/` lies: beside the package in the source tree, inside it in a wheel or a frozen build."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def folder() -> Path:
    """The resources folder, wherever the program was installed."""
    here = Path(__file__).resolve().parent
    inside, beside = here / "resources", here.parent / "resources"
    return inside if inside.is_dir() else beside


def read(relative: str) -> str:
    """The text of one resource, e.g. "wording/en/verdict.toml"."""
    return (folder() / relative).read_text("utf-8")
