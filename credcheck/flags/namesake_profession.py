"""Rule: the register lists the name, with another profession only."""

from __future__ import annotations

from credcheck.flags._look import source, url
from credcheck.flags.interface import Rule
from credcheck.model import Case, ClaimKind, Flag, Match, Relation, Sentence, Severity


class NamesakeProfession(Rule):
    """Everybody whom the register lists under that name has another profession.

    The person meant may be listed under another name, or not at all; a namesake is not a contradiction. A NOTE.
    """

    id = "namesake_profession"
    severity = Severity.NOTE
    order = 46

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag for all namesakes, when each of them has another profession."""
        named = [m for m in case.ranking.matches if _named(m)]
        if not named or not all(_elsewhere(m) for m in named):
            return ()
        said = Sentence("flag.namesake_profession", source=source(named[0]), n=len(named))
        return (Flag(self.id, self.severity, said, (), url(named[0])),)


def _named(match: Match) -> bool:
    levels = {e.level for e in match.evidence if e.kind is ClaimKind.NAME}
    return "surname: exact" in levels and not any(level.endswith("conflict") for level in levels)


def _elsewhere(match: Match) -> bool:
    kinds = (ClaimKind.PROFESSION, ClaimKind.CREDENTIAL)
    return any(e.relation is Relation.REFUTES and e.kind in kinds for e in match.evidence)
