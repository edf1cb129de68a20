"""A proof: shows whose account it is, and says how much that is worth."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from credcheck.model import NO_LEADS, Binding, Claims, Leads, Level, Person, Profile
from credcheck.net import Http


class Proof(ABC):
    """One kind of proof. The docstring of a plug is its help text: what it proves and what it does not."""

    id: ClassVar[str]
    title: ClassVar[str]
    level: ClassVar[Level]
    """The highest level this proof can reach."""
    online: ClassVar[bool] = True
    order: ClassVar[int] = 100

    def __init__(self, http: Http) -> None:
        """Keep the network."""
        self.http = http

    def looks_at(self, profile: Profile, leads: Leads) -> bool:
        """Whether this profile gives an online proof anything to look at; offline, only such a proof is missed."""
        return bool(profile.handle)

    @abstractmethod
    async def prove(
        self, profile: Profile, claims: Claims, persons: tuple[Person, ...], leads: Leads = NO_LEADS
    ) -> tuple[Binding, ...]:
        """What this proof shows; () when it has nothing to look at; raises RegistryError when it could not look."""
