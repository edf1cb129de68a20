"""Rule: a moderator of the platform labelled the account."""

from __future__ import annotations

from credcheck.flags.interface import Rule
from credcheck.model import Case, Flag, Sentence, Severity

_LOUD = {"impersonation": Severity.ALARM, "scam": Severity.ALARM}
_CAUTION = ("spam", "misleading", "misinformation", "inauthentic", "rumor", "unsafe-link")


class PlatformLabel(Rule):
    """A moderator set a label on the account; the labeller is named.

    ALARM for impersonation and scam, CAUTION for spam, misleading posts and the like; other labels, and those that the
    account set on itself, are left alone. Having no label means little: most imitations carry none.
    """

    id = "platform_label"
    severity = Severity.ALARM
    order = 30

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag for each telling label."""
        flags: list[Flag] = []
        for label in case.profile.labels:
            severity = _severity(label.value)
            if severity and not label.self_set:
                said = Sentence("flag.platform_label", source=label.source or "The platform", label=label.value)
                flags.append(Flag(self.id, severity, said))
        return tuple(flags)


def _severity(value: str) -> Severity | None:
    """How loud a moderation label is; every label about bought or begged engagement counts."""
    if value in _CAUTION or value.startswith("engagement-"):
        return Severity.CAUTION
    return _LOUD.get(value)
