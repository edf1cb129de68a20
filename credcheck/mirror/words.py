"""The words of the mirror: what a local copy is, what is asked of it, what it answers. It knows rows and names only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from credcheck.model import Count, Sentence

FORMAT = 3
"""The version of the files on disk (docs/mirror-format.md)."""

Progress = Callable[[int, int, Sentence], None]
"""Told (done, total, what is being done) now and then; raises Cancelled to stop."""

Nicknames = Mapping[str, tuple[tuple[str, float], ...]]
"""Folded nickname -> the formal names it stands for, with the share of its bearers that carry each."""


@dataclass(frozen=True, slots=True)
class NameColumns:
    """The columns of one name a row holds; the first of a layout is the legal name."""

    family: str
    given: str
    middle: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns of a register's rows are kept, and which part each plays in the search.

    `known_states` are the at most 63 regions worth telling apart; anything else counts as elsewhere.
    """

    id: str
    names: tuple[NameColumns, ...]
    cells: tuple[str, ...]
    organisations: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    known_states: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    licences: tuple[tuple[str, str], ...] = ()
    sex: str = ""
    rare_from: int = 0
    """From which of `cells` on a row seldom has any: such cells are joined for the few rows that do."""
    may_shrink: float = 0.05
    """A file that claims to be the whole register is refused when it has this much fewer rows than the copy in use."""


@dataclass(frozen=True, slots=True)
class About:
    """What a copy was made from: shown to people, and kept in its manifest."""

    title: str
    source: str = ""
    digest: str = ""
    snapshot: date | None = None
    share: float = 1.0
    practice: bool = False
    withdrawn_to: date | None = None
    """The day of a list of withdrawn ids, where that is what was read."""
    claims_whole: bool = False
    """Whether the file is given as the whole register, so that a much smaller one than before must be cut."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an installed copy is: its size, age and origin."""

    name: str
    title: str
    format: int
    snapshot: date | None
    people: int
    organisations: int
    rows: int
    built_at: datetime
    source: str
    digest: str
    share: float
    practice: bool
    size_bytes: int
    base_snapshot: date | None = None
    """The day of the whole file below the changes; `snapshot` is the day the changes lead up to."""
    withdrawn_to: date | None = None
    """The day of the list of withdrawn ids that was applied last."""
    digests: tuple[str, ...] = ()
    """The SHA-256 of every file the copy was made from."""

    def age_days(self, today: date) -> int | None:
        """How many days old what the copy says is; None where its day is unknown."""
        return max((today - self.snapshot).days, 0) if self.snapshot else None


@dataclass(frozen=True, slots=True)
class NameQuery:
    """A name as claimed, with what else is known; states and codes raise those who have one of them, exclude nobody."""

    family: str
    given: str = ""
    middle: str = ""
    states: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    sex: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the register: its id and its non-empty cells by column name."""

    id: str
    cells: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found by name, its score (0 to 1) and why: exact, spelling, part, other_name, middle_name, swapped, …"""

    record: Record
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search by name found, best first, and how many people carry the name; `people` is how many are listed."""

    hits: tuple[Hit, ...] = ()
    counts: tuple[Count, ...] = ()
    people: int = 0


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part of a name look-up counts, and how much worse a less direct form is; the parts sum to 1."""

    family: float = 0.50
    given: float = 0.30
    middle: float = 0.05
    state: float = 0.07
    code: float = 0.06
    sex: float = 0.02
    nickname: float = 0.95
    initial: float = 0.80
    other_name: float = 0.99
    name_part: float = 0.96
    middle_name: float = 0.85
    """How much of a first name's agreement counts where the register lists it as the middle name."""
    query_part: float = 0.95
    swapped: float = 0.97
    weak: float = 0.07
    """A best score this far below the best possible one calls for a wider search."""
    least: float = 0.65
    """Surnames within one edit but less similar than this are passed over."""
    far: float = 0.72
    """So are surnames beyond one edit that are less similar than this."""
    cut: float = 0.20
    """Records this far below the best one are left out."""
