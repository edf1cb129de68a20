"""Letters behind a name, and how much company each needs to be believed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from credcheck import lists
from credcheck.claims._tokens import fold
from credcheck.model import Credential, CredentialClass

_DOTTED = frozenset({"USA", "PROFDR", "DOTTSSA", "DRSSA", "PROFSSA", "DRMED", "UNIVPROF", "PRIVDOZ"})


@dataclass(frozen=True, slots=True)
class PostNominal:
    """A post-nominal and how much company it needs: sure, context or word."""

    value: Credential
    trust: str


@cache
def post_nominals() -> dict[str, PostNominal]:
    """Post-nominals by tight key, aliases included."""
    found: dict[str, PostNominal] = {}
    for row in lists.rows("credentials"):
        value = Credential(row["code"], CredentialClass(row["kind"]), row["profession"], row["country"])
        for key in (row["code"], *row["aliases"].split("|")):
            found.setdefault(tight(key), PostNominal(value, row["trust"]))
    found.pop("", None)
    return found


def tight(code: str) -> str:
    """Letters and digits of a code in capitals: "Ph.D." -> PHD."""
    if code.isalnum() and code.isascii():
        return code.upper()
    return "".join(c for c in fold(code).upper() if c.isalnum())


def is_one_word(dotted: str) -> bool:
    """Whether letters with dots are one word: initials ("U.S.") or a post-nominal ("Ph.D.")."""
    parts = [p for p in dotted.split(".") if p]
    return all(len(p) == 1 for p in parts) or tight(dotted) in post_nominals() or tight(dotted) in _DOTTED
