"""What the clipboard held: a text, nothing, something secret, or no answer. Plain values, no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

CAP_CHARACTERS = 20_000
"""More than any profile has; the rest of a clip is not read."""
CAP_LIST = 4_000_000
"""A list of profiles may be this long; a longer one belongs into a file."""

KDE_HINT = "x-kde-passwordManagerHint"
SECRET_MARKS = (
    "org.nspasteboard.concealedtype",
    "excludeclipboardcontentfrommonitorprocessing",
    "clipboard viewer ignore",
)
"""How password managers of macOS and Windows mark what they copy; KDE's has a value of its own."""


class State(StrEnum):
    """What came of reading the clipboard."""

    TEXT = "text"
    EMPTY = "empty"
    SECRET = "secret"  # noqa: S105 — a state, no password
    NO_ANSWER = "no_answer"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Clip:
    """What was read; `length` is how long the whole text was as far as it was seen."""

    state: State
    text: str = ""
    length: int = 0


def judge(formats: Iterable[str], hint: bytes, text: str, cap: int = CAP_CHARACTERS) -> Clip:
    """A clip from what the clipboard offers, the value of KDE's hint, and its text, of which `cap` characters count."""
    if is_secret(formats, hint):
        return Clip(State.SECRET)
    if not text.strip():
        return Clip(State.EMPTY)
    return Clip(State.TEXT, text[:cap], len(text))


def is_secret(formats: Iterable[str], hint: bytes) -> bool:
    """Whether a password manager marked the clip as not to be looked at."""
    if hint.strip(b"\0 \n").lower() == b"secret":
        return True
    return any(mark in name.lower() for name in formats for mark in SECRET_MARKS)
