"""What is read once and used by several extractors: the name in the display name, a field of practice."""

from __future__ import annotations

from dataclasses import dataclass

from credcheck.claims._meanings import Clinical
from credcheck.claims._tokens import Token
from credcheck.model import Span


@dataclass(frozen=True, slots=True)
class Found:
    """A personal name read from a display name: its words, the title before it, the nickname in quotes."""

    words: tuple[Token, ...]
    title: str = ""
    title_words: tuple[Token, ...] = ()
    nickname: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Practised:
    """A clinical field of the holder, where it is said, whether a nurse's, and whether a calling stands beside it."""

    clinical: Clinical
    span: Span
    for_nurse: bool
    sure: bool
