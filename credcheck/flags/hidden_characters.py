"""Rule: invisible or direction-changing characters."""

from __future__ import annotations

import unicodedata

from credcheck import text
from credcheck.flags.interface import Rule
from credcheck.model import Case, Flag, Part, Sentence, Severity, Span

_MOST = 20
_TURNS = "\u202d\u202e"
"""These turn the letters of words round; the others only say in which order words stand."""
_FRAMES = "\u202a\u202b\u202c\u2066\u2067\u2068\u2069"


class HiddenCharacters(Rule):
    """The profile holds characters that cannot be seen or that turn the reading direction.

    CAUTION where they stand within a word of the name or handle, or turn it round; elsewhere a NOTE. Emoji and scripts
    that need joiners are left alone, and so are marks that only frame right-to-left text.
    """

    id = "hidden_characters"
    severity = Severity.CAUTION
    order = 20

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag for each part that holds hidden characters."""
        flags: list[Flag] = []
        for part in (Part.NAME, Part.HANDLE, Part.BIO, Part.LOCATION):
            shown = case.profile.part(part)
            at = _hidden(shown)
            if at:
                loud = part in (Part.NAME, Part.HANDLE) and _inside_word(shown, at)
                severity = Severity.CAUTION if loud else Severity.NOTE
                spans = tuple(Span(part, i, i + 1) for i in at[:_MOST])
                flags.append(Flag(self.id, severity, Sentence(f"flag.hidden.{part.value}", n=len(at)), spans))
        return tuple(flags)


def _hidden(shown: str) -> tuple[int, ...]:
    framing = "" if not _from_the_right(shown) else _FRAMES
    return tuple(i for i in text.hidden(shown) if shown[i] not in f"\u200e\u200f\u061c{framing}" or _splits(shown, i))


def _from_the_right(shown: str) -> bool:
    """Whether letters stand there that are written from the right."""
    return any(unicodedata.bidirectional(c) in ("R", "AL") for c in shown)


def _splits(shown: str, at: int) -> bool:
    """Whether it stands between two letters, where no text needs a frame."""
    return shown[at] in _FRAMES and shown[:at][-1:].isalnum() and shown[at + 1 : at + 2].isalnum()


def _inside_word(shown: str, at: tuple[int, ...]) -> bool:
    """Whether one stands between letters or turns the direction; copying leaves them at the edges by accident."""
    return any(
        shown[i] in _TURNS or shown[i] == "\u2067" or (shown[:i][-1:].isalnum() and shown[i + 1 : i + 2].isalnum())
        for i in at
    )
