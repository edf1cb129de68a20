"""A proof: shows whose account it is, and says how much that is worth."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from credcheck.model import NO_LEADS, Binding, Claims, Leads, Level, Person, Profile, Sentence
from credcheck.net import Http


class Proof(ABC):
    """One kind of proof. The docstring of a plug is its help text: what it proves and what it does not."""

    id: ClassVar[str]
    title: ClassVar[str]
    level: ClassVar[Level]
    """The highest level this proof can reach."""
    online: ClassVar[bool] = True
    sends: ClassVar[Sentence]
    """Of an online proof: whom it asks outside, for what, and who learns of it."""
    registry: ClassVar[str] = ""
    """The registry that is asked; where that is switched off, so is the proof."""
    order: ClassVar[int] = 100

    def __init__(self, http: Http) -> None:
        """Keep the network."""
        self.http = http

    def hosts(self, profile: Profile, leads: Leads) -> tuple[str, ...]:
        """The hosts that an online proof asks about this profile; () where it asks nobody, offline or not."""
        return ()

    @abstractmethod
    async def prove(
        self, profile: Profile, claims: Claims, persons: tuple[Person, ...], leads: Leads = NO_LEADS
    ) -> tuple[Binding, ...]:
        """What this proof shows; () when it has nothing to look at; raises RegistryError when it could not look."""
