"""From characters of the original text to positions in the text as it is shown, and where highlights lie."""

from __future__ import annotations

from dataclasses import dataclass

from credcheck.gui.theme import Topic
from credcheck.gui.words import TOPICS
from credcheck.model import Claim, Part, Profile
from credcheck.text import hidden, visible

SHOWN_CHARACTERS = 8_000
"""How much of one part is shown: a bio of a megabyte must not stop the window."""
LONGEST_WORD = 32


@dataclass(frozen=True, slots=True)
class ShownText:
    """A part as it is shown, and for every original character where it begins there, in UTF-16 units as Qt counts."""

    text: str
    offsets: tuple[int, ...]

    def at(self, character: int) -> int:
        """Where an original character begins; beyond the end means the end."""
        return self.offsets[max(0, min(character, len(self.offsets) - 1))]


@dataclass(frozen=True, slots=True)
class Mark:
    """A highlight: positions [start, end) in the shown part, what it is about, and which claim it is."""

    start: int
    end: int
    topic: Topic
    claim: int


def shown(text: str) -> ShownText:
    """The text safe to show, hidden characters as visible marks, with the place of every character."""
    text = (
        text[:SHOWN_CHARACTERS]
        .replace("\r\n", " \n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n")
    )
    marked = set(hidden(text))
    offsets, at = [0], 0
    for place, char in enumerate(text):
        at += len(f"[U+{ord(char):04X}]") if place in marked else 1 + (ord(char) > 0xFFFF)
        offsets.append(at)
    return ShownText(visible(text), tuple(offsets))


def marks(profile: Profile, part: Part, claims: tuple[Claim, ...], text: ShownText) -> tuple[Mark, ...]:
    """The highlights of one part, in order; of two that overlap the longer wins."""
    found = [
        Mark(text.at(span.start), text.at(span.end), TOPICS[claim.kind], number)
        for number, claim in enumerate(claims)
        for span in claim.spans
        if claim.kind in TOPICS and span.part is part and 0 <= span.start < span.end
    ]
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda m: (m.start - m.end, m.start)):
        if mark.start < mark.end and all(mark.end <= k.start or mark.start >= k.end for k in kept):
            kept.append(mark)
    return tuple(sorted(kept, key=lambda m: m.start))


def breakable(text: str) -> str:
    """The text with places to break inside very long words, so that a line of it never widens the window."""
    return " ".join(_broken(word) for word in text.split(" "))


def _broken(word: str) -> str:
    if len(word) <= LONGEST_WORD:
        return word
    return "\u200b".join(word[i : i + LONGEST_WORD] for i in range(0, len(word), LONGEST_WORD))
