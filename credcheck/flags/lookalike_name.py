"""Rule: the display name looks like a registered person's without being written like it."""

from __future__ import annotations

from credcheck.flags._look import bound
from credcheck.flags.interface import Rule
from credcheck.model import Case, Flag, Part, Sentence, Severity, Span


class LookalikeName(Rule):
    """The display name, written with letters that imitate others, looks the same as a name in the register.

    The whole local copy of the register is searched. A name that differs by one plain letter is a NOTE, since many real
    people's names do; a CAUTION only where the profile repeats the specialty or institution of that record too. An
    account that is bound to its person is left alone.
    """

    id = "lookalike_name"
    severity = Severity.CAUTION
    order = 15

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag for the name, as loud as the nearest look-alike."""
        looks = case.surroundings.lookalikes
        if not looks or bound(case):
            return ()
        spans = (Span(Part.NAME, 0, len(case.profile.name)),) if case.profile.name else ()
        same = [look for look in looks if look.how == "same"]
        if same:
            return (Flag(self.id, Severity.CAUTION, Sentence("flag.lookalike_name.same", n=len(same)), spans),)
        copied = sorted({word for look in looks for word in look.copied})
        if copied:
            word = "both" if len(copied) > 1 else copied[0]
            return (Flag(self.id, Severity.CAUTION, Sentence(f"flag.lookalike_name.{word}"), spans),)
        return (Flag(self.id, Severity.NOTE, Sentence("flag.lookalike_name.near", n=len(looks)), spans),)
