"""What a phrase of the word lists may mean, and where in a text one was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from credcheck.claims._tokens import Text, Token
from credcheck.model import Institution, Place


@dataclass(frozen=True, slots=True)
class Role:
    """A word for a calling: its profession, stage, and whether it is enough alone."""

    profession: str
    stage: str
    strength: str


@dataclass(frozen=True, slots=True)
class Clinical:
    """A clinical field: label, codes, the label for a nurse, and the profession of its practitioner words."""

    label: str
    codes: tuple[str, ...]
    nurse: str
    profession: str


@dataclass(frozen=True, slots=True)
class Field:
    """A research field, and whether its people are biomedical scientists."""

    name: str
    health: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the lists: what it is and how heavy among places of one name."""

    kind: str
    place: Place
    weight: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase may mean: `sort` is role, field, fieldman, spec, specman, abbr, inst, spot or demonym."""

    sort: str
    value: Role | Clinical | Field | Institution | Spot


class Hit(NamedTuple):
    """A phrase found: the words from `first` to `last` (positions among the words of its text) and its meanings."""

    text: Text
    first: int
    last: int
    phrase: str
    entries: tuple[Entry, ...]

    def tokens(self) -> tuple[Token, ...]:
        """The words that make it up."""
        return self.text.words[self.first : self.last + 1]

    def get(self, *sorts: str) -> Entry | None:
        """Its first meaning of one of these sorts."""
        for entry in self.entries:  # asked thousands of times; a generator takes twice as long
            if entry.sort in sorts:
                return entry
        return None
