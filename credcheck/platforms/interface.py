"""A platform: where a profile lives, how its addresses look, and, where it allows it, how it is fetched."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from credcheck.errors import BadInput
from credcheck.model import Profile, Reading, Sentence
from credcheck.net import Http

PASTE_ONLY = Sentence("platform.paste_only")


class Platform(ABC):
    """Recognises the texts that name a profile on one platform. The docstring of a plug is its help text."""

    id: ClassVar[str]
    title: ClassVar[str]
    order: ClassVar[int] = 100
    """Lower is asked first; the first platform that recognises the text wins."""
    paste_only: ClassVar[Sentence | None] = PASTE_ONLY
    """Why profiles cannot be fetched, or None where `fetch` works without a key."""
    key: ClassVar[str] = ""
    """The name of the user's own key by which profiles can be fetched; without it they are pasted."""

    @abstractmethod
    def read(self, text: str) -> Reading | None:
        """What this text (an address or handle, stripped, at most a few hundred characters) is here, or None."""

    async def fetch(self, profile: Profile, http: Http, key: str = "") -> Profile:
        """The public profile that `profile` points to; raises RegistryError, NotPublic, BlockedAddress or BadInput."""
        raise BadInput(self.paste_only or PASTE_ONLY)
