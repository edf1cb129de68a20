"""One installed copy, opened: search by name, id, licence or organisation name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from credcheck.errors import MirrorError
from credcheck.mirror import manifest
from credcheck.mirror.words import Found, Hit, NameQuery, Nicknames, Record, Weights

if TYPE_CHECKING:
    from credcheck.mirror.opened import Opened

T = TypeVar("T")


class Mirror:
    """A local copy of a bulk register; safe to use from one thread at a time, open in as many processes as you like."""

    def __init__(
        self, folders: Sequence[Path], name: str, nicknames: Callable[[], Nicknames], weights: Weights | None = None
    ) -> None:
        """Open the base, and the changes to it if there are any; nothing is read yet but their manifests."""
        self._nicknames, self._weights = nicknames, weights or Weights()
        self._turn_to(tuple(folders), name)

    def _turn_to(self, folders: tuple[Path, ...], name: str) -> None:
        self._tables = manifest.read_all(folders, name)
        self.manifest = manifest.as_manifest(self._tables, name)
        self.folders = folders
        self.__dict__.pop("opened", None)

    @cached_property
    def opened(self) -> Opened:
        """What searches the files; numpy comes in here, at the first question."""
        from credcheck.mirror.opened import Opened

        return Opened(self.folders, self.manifest, self._tables, self._nicknames, self._weights)

    def search(self, query: NameQuery) -> Found:
        """Who could be meant, best first: near spellings, nicknames, halves, other names and swapped order included."""
        return self._ask(lambda opened: opened.search(query))

    def rows(self, query: NameQuery) -> list[int]:
        """The row numbers `search` would find, without their records; those of changes follow those of the base."""
        return self._ask(lambda opened: opened.rows(query))

    def by_id(self, id: str) -> Record | None:
        """The record with this id, or None."""
        return self.by_ids((id,)).get(id.strip())

    def by_ids(self, ids: Sequence[str]) -> dict[str, Record]:
        """The records with these ids; many cost less together than one by one."""
        return self._ask(lambda opened: opened.by_ids(ids))

    def by_licence(self, number: str, state: str) -> tuple[Record, ...]:
        """Records that list this licence number (its last run of digits, leading zeros aside) in this state."""
        return self._ask(lambda opened: opened.by_licence(number, state))

    def organisations(self, name: str, limit: int = 20) -> tuple[Hit, ...]:
        """Organisations whose name holds the most telling words of `name`, best first."""
        return self._ask(lambda opened: opened.organisations(name, limit))

    def verify(self) -> bool:
        """Read the whole copy and compare its checksums; raises MirrorError when a byte differs.

        One that is replaced meanwhile is verified as it is then; False for one that is removed.
        """
        read = manifest.steady(self._home, lambda folders: manifest.verify(folders, self.manifest.name))
        return read is not None

    @property
    def _home(self) -> Path:
        return self.folders[0].parent

    def _ask(self, question: Callable[[Opened], T]) -> T:
        """The answer. A file is mapped when first needed: where the copy was replaced before, the new one is asked."""
        try:
            return question(self.opened)
        except MirrorError:
            found = manifest.steady(self._home, lambda folders: self._ask_of(folders, question))
            if found is None:
                raise manifest.gone(self.manifest.name) from None
            return found[0]

    def _ask_of(self, folders: tuple[Path, ...], question: Callable[[Opened], T]) -> tuple[T]:
        if folders != self.folders:
            self._turn_to(folders, self.manifest.name)
        return (question(self.opened),)
