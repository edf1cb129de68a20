"""A language nobody speaks: shows which texts do not come from the catalogue, and which places are too narrow."""

from __future__ import annotations

import gettext
import re

ACCENTS = str.maketrans("AEIOUYaeiouycnsz", "ÅÉÎÖÛÝåéîöûýçñšž")
FIELD = re.compile(r"(\{[^{}]*\})")


class Pseudo(gettext.NullTranslations):
    """English in brackets, accented and longer by a third, as German would be; parameters stay."""

    def gettext(self, message: str) -> str:
        """The text in disguise."""
        parts = FIELD.split(message)
        shown = "".join(part if FIELD.fullmatch(part) else part.translate(ACCENTS) for part in parts)
        letters = sum(len(part) for part in parts if not FIELD.fullmatch(part))
        return f"⟦{shown}{'·' * (letters // 3)}⟧"

    def pgettext(self, context: str, message: str) -> str:
        """The text in disguise, the same in every context."""
        return self.gettext(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        """The text for one or for many, in disguise."""
        return self.gettext(msgid1 if n == 1 else msgid2)
