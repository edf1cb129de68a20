"""The words of a bio as material for names of institutions."""

from __future__ import annotations

from dataclasses import dataclass

from credcheck.claims._post_nominals import post_nominals, tight
from credcheck.claims._tokens import Text, Token
from credcheck.claims._words import words
from credcheck.model import Institution

_STOP = words("institutions.stop")


Reading = tuple[int, int, Institution | None, str]


@dataclass(frozen=True, slots=True)
class Named:
    """A name of an institution: from which token to which, what the lists know of it, and how it was found."""

    first: Token
    last: Token
    known: Institution | None
    why: str


@dataclass(frozen=True, slots=True)
class Ground:
    """The words of a bio, and which of them are callings, post-nominals or fields and so no part of a name."""

    text: Text
    closed: frozenset[int]

    def is_name_word(self, i: int) -> bool:
        """Whether word i can be part of a name."""
        word = self.text.words[i]
        if word.kind != "word" or i in self.closed or word.fold in _STOP or not word.is_capital():
            return False
        return not word.text.isdigit() and tight(word.fold) not in post_nominals()

    def joins(self, i: int) -> bool:
        """Whether word i continues the word before it within one item."""
        return i < len(self.text.words) and self.text.words[i].follows and self._same_item(i)

    def _same_item(self, i: int) -> bool:
        return i > 0 and self.text.words[i].item == self.text.words[i - 1].item
