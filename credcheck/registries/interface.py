"""A registry: an official public source that could know the person.

A *finder* is asked with the claims (by name or identifier); a *confirmer* with the persons found so far. Both return a
Reply or raise a RegistryError: an adapter never says "not found" when it could not ask. NotAsked says that there was
nothing to ask after all. `Checker` turns a Reply into an
Answer: FOUND with candidates, NOT_FOUND without, FAILED when a reply is partial and empty.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

from credcheck.errors import CredCheckError
from credcheck.mirror import Layout, Manifest, Mirrors, Offer
from credcheck.model import Candidate, Claims, Count, Institution, Person, Sentence
from credcheck.net import Http
from credcheck.vault import Vault


@dataclass(frozen=True, slots=True)
class Access:
    """All that a plug may reach the outside by; `app` makes it."""

    http: Http
    mirrors: Mirrors
    vault: Vault


@dataclass(frozen=True, slots=True)
class Reply:
    """What a registry answered: its candidates, what was asked, and of which snapshot and bytes.

    `partial` says why records may be missing (a page cap, one of several look-ups failed); see Answer for the rest.
    """

    candidates: tuple[Candidate, ...]
    asked: Sentence
    url: str = ""
    snapshot: date | None = None
    digests: tuple[str, ...] = ()
    counts: tuple[Count, ...] = ()
    people: int = 0
    share: float = 1.0
    partial: Sentence | None = None
    institutions: tuple[Institution, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One of several registers behind a registry: a state's board, a register to look into yourself."""

    place: str
    title: str
    url: str
    note: Sentence


class NotAsked(CredCheckError):
    """The registry found, when its turn came, that it had nothing to ask: no key, or nobody with the number needed."""


class Registry(ABC):
    """What every registry declares. The docstring of a plug is its help text."""

    id: ClassVar[str]
    title: ClassVar[str]
    home: ClassVar[str]
    covers: ClassVar[Sentence]
    """Who is listed there and how completely: what a miss means."""
    terms: ClassVar[Sentence]
    """Licence and limits of use."""
    online: ClassVar[bool] = True
    """Whether asking leaves the machine; such registries are not asked with --offline."""
    asks: ClassVar[tuple[str, ...]] = ()
    """The hosts that are asked, where they are others than that of `home`."""
    backup_for: ClassVar[str] = ""
    """The id of a registry that answers the same question; this one is asked only when that one could not."""
    key: ClassVar[str] = ""
    """The name in `vault` of the user's own key for this source; "" when it takes none."""
    order: ClassVar[int] = 100

    def __init__(self, access: Access) -> None:
        """Keep the access to network, local copies and keys."""
        self.access = access

    @classmethod
    def hosts(cls) -> tuple[str, ...]:
        """Whom this registry sends its questions to."""
        return cls.asks or (urlsplit(cls.home).hostname or "",) if cls.online else ()

    @classmethod
    def sources(cls) -> tuple[Source, ...]:
        """The registers behind this one, where there are several."""
        return ()

    def pass_over(self, claims: Claims) -> Sentence | None:
        """Why this registry is not worth asking with these claims, or None when it is."""
        return None


class Finder(Registry):
    """A registry asked with the claims."""

    @abstractmethod
    async def find(self, claims: Claims) -> Reply:
        """The records that may be the holder; raises RegistryError when it could not ask."""


class Confirmer(Registry):
    """A registry asked with persons found by the finders."""

    @abstractmethod
    async def confirm(self, persons: tuple[Person, ...], claims: Claims) -> Reply:
        """The records of these persons; raises RegistryError when it could not ask."""


Progress = Callable[[int, int, Sentence], None]
"""Told (done, total, what is being done) now and then; total 0 = unknown. Raises Cancelled to stop."""


class Bulk(ABC):
    """A registry whose distribution file can be kept as a local copy; mixed into a Finder or Confirmer.

    With an `index` or a `file` it can be downloaded too: `update` asks `offers` what there is, downloads what the copy
    lacks, checks it, and hands it to `apply` (docs/plugs.md).
    """

    copy: ClassVar[str]
    """The name of the local copy in `Mirrors`."""
    index: ClassVar[str] = ""
    """The page that lists the register's files; "" when there is none."""
    file: ClassVar[str] = ""
    """The address of the one file of a register without such a page; with neither it cannot be downloaded."""
    layout: ClassVar[Layout | None] = None
    """What the copy is built by; with it a copy of an older format is built anew from its own records."""
    costs: ClassVar[tuple[int, int]] = (0, 0)
    """About how many bytes a first download and the copy on the disk take."""
    stale_days: ClassVar[int] = 45
    """From which age on a copy is too old to rely on without a remark."""

    @classmethod
    @abstractmethod
    def load(cls, file: Path, mirrors: Mirrors, progress: Progress, share: float = 1.0) -> Manifest:
        """Build the local copy from `file`, atomically; raises BadRegisterFile, MirrorError or Cancelled.

        `share` is the part of the whole register that the file holds (1.0 for the official file).
        """

    @classmethod
    def offers(cls, page: str) -> tuple[Offer, ...]:
        """The files that the text of the index page lists; RegistryChanged when it is not the page we know.

        A register of one file leaves this as it is and names that `file` instead of an index.
        """
        return (Offer(cls.file, urlsplit(cls.file).path.rpartition("/")[2]),)

    @classmethod
    def apply(cls, offer: Offer, file: Path, mirrors: Mirrors, progress: Progress) -> Manifest:
        """Bring the copy up to date with a downloaded file: a whole one is loaded."""
        return cls.load(file, mirrors, progress)
