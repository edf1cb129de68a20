"""Rule: the display name looks like a registered person's without being written like it."""

from __future__ import annotations

from credcheck.flags._look import bound
from credcheck.flags.interface import Rule
from credcheck.lookalike import handle_key, ornamental, plain
from credcheck.model import Case, Flag, Part, Profile, Sentence, Severity, Span
from credcheck.text import tight


class LookalikeName(Rule):
    """The display name, written with letters that imitate others, looks the same as a name in the register.

    The whole local copy of the register is searched. A name that differs by one plain letter is a NOTE, since many real
    people's names do; a CAUTION only where the profile repeats the specialty or institution of that record too. A NOTE
    also where one ornamental alphabet is used throughout and the handle spells the name in plain letters: then nothing
    is hidden. An account that is bound to its person is left alone.
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
            severity = Severity.NOTE if _adorned(case.profile) else Severity.CAUTION
            return (Flag(self.id, severity, Sentence("flag.lookalike_name.same", n=len(same)), spans),)
        copied = sorted({word for look in looks for word in look.copied})
        if copied:
            word = "both" if len(copied) > 1 else copied[0]
            return (Flag(self.id, Severity.CAUTION, Sentence(f"flag.lookalike_name.{word}"), spans),)
        return (Flag(self.id, Severity.NOTE, Sentence("flag.lookalike_name.near", n=len(looks)), spans),)


def _adorned(profile: Profile) -> bool:
    """Whether the name is written in one ornamental alphabet, and the handle spells one of its words plainly."""
    handle = profile.handle.lower()
    words = [tight(word).lower() for word in plain(profile.name).split()]
    spelt = any(len(word) > 3 and word in handle for word in words) or _prefix(words, handle)
    return ornamental(profile.name) and handle.isascii() and spelt


def _prefix(words: list[str], handle: str) -> bool:
    """Whether the handle holds the beginnings of two words of the name, as handles that are too long do."""
    key = handle_key(handle)
    return sum(len(word) > 3 and handle_key(word)[:4] in key for word in words) > 1
