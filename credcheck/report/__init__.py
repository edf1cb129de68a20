"""How a report is written: one format a file."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from credcheck import discover
from credcheck.errors import BadInput
from credcheck.model import Sentence
from credcheck.report._redact import redact
from credcheck.report._words import headline
from credcheck.report.interface import Format
from credcheck.wording import render, templates

__all__ = ["Format", "format_for", "format_of", "formats", "headline", "holds_many", "name_of", "redact"]


@cache
def formats() -> tuple[type[Format], ...]:
    """Every format there is, the most used first."""
    return discover.plugs(sys.modules[__name__], Format)  # type: ignore[type-abstract]


def format_of(id: str) -> Format:
    """The format of that id; BadInput names the ones there are."""
    for kind in formats():
        if kind.id == id:
            return kind()
    raise BadInput(Sentence("report.unknown_format", format=id[:80], known=", ".join(f.id for f in formats())))


def format_for(id: str, file: Path | None) -> Format:
    """The format of that id; without one, what the file's name ends with, else plain text."""
    if not id and file is not None:
        id = next((kind.id for kind in formats() if file.suffix.lower() == kind.suffix), "")
    return format_of(id or "text")


def holds_many(kind: type[Format]) -> bool:
    """Whether one file of this format can hold many reports."""
    return kind.stream is not Format.stream


def name_of(kind: type[Format]) -> str:
    """What a format is called, in the language spoken; its title where no catalogue has a name for it."""
    id = f"report.format.{kind.id}"
    return render(Sentence(id)) if id in templates() else kind.title
