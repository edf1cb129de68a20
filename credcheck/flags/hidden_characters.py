"""Rule: invisible or direction-changing characters."""

from __future__ import annotations

from credcheck import text
from credcheck.flags.interface import Rule
from credcheck.model import Case, Flag, Part, Sentence, Severity, Span

_MOST = 20
_BIDI = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"


class HiddenCharacters(Rule):
    """The name holds characters that cannot be seen or that turn the reading direction; in other parts this is a NOTE.

    Emoji and scripts that need joiners are left alone, and so are marks that only frame right-to-left text.
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
    return tuple(i for i in text.hidden(shown) if shown[i] not in "\u200e\u200f\u061c")


def _inside_word(shown: str, at: tuple[int, ...]) -> bool:
    """Whether one stands between letters or turns the direction; copying leaves them at the edges by accident."""
    return any(shown[i] in _BIDI or (shown[:i][-1:].isalnum() and shown[i + 1 : i + 2].isalnum()) for i in at)
