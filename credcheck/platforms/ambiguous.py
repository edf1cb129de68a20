"""A handle that does not say where it lives."""

from __future__ import annotations

from typing import ClassVar

from credcheck.model import Profile, Reading, ReadingKind, Sentence
from credcheck.platforms._address import any_address, tidy
from credcheck.platforms._homes import HANDLE, homes
from credcheck.platforms._looks import has_role
from credcheck.platforms.interface import Platform


class Ambiguous(Platform):
    """A bare @name or name: many platforms could have it, so the user is asked."""

    id: ClassVar[str] = "ambiguous"
    title: ClassVar[str] = "A handle without a platform"
    order: ClassVar[int] = 900
    paste_only: ClassVar[Sentence | None] = Sentence("platform.paste.ambiguous")

    def read(self, text: str) -> Reading | None:
        """A handle, with the platforms whose rules it fits."""
        plain = tidy(text)
        name = plain.removeprefix("@")
        if not HANDLE.fullmatch(plain) or not any(c.isalnum() for c in name) or _is_site(plain):
            return None
        if not plain.startswith("@") and has_role(plain.replace("-", " ")):
            return None
        profile = Profile(platform=self.id, handle=name)
        return Reading(ReadingKind.AMBIGUOUS, profile, Sentence("platform.remark.ambiguous", handle=name), homes(name))


def _is_site(plain: str) -> bool:
    found = any_address(plain)
    return found is not None and found.host.startswith("www.")
