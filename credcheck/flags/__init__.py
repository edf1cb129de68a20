"""What looks worth a remark: every rule here looks at the case; a flag says what was seen."""

from __future__ import annotations

import sys
from functools import cache

from credcheck import discover
from credcheck.flags.interface import Rule
from credcheck.model import Case, Flag, Severity

RULES_VERSION = "2026-11-27.7"
_LOUDEST_FIRST = (Severity.ALARM, Severity.CAUTION, Severity.NOTE)


@cache
def rules() -> tuple[type[Rule], ...]:
    """Every rule found in this folder, in the order in which they are asked."""
    return discover.plugs(sys.modules[__name__], Rule)  # type: ignore[type-abstract]


def raise_flags(case: Case) -> tuple[Flag, ...]:
    """The flags of all rules, the loudest first; flags of the same loudness stay in the order of their rules."""
    flags = [flag for rule in rules() for flag in rule().check(case)]
    return tuple(sorted(flags, key=lambda flag: _LOUDEST_FIRST.index(flag.severity)))
