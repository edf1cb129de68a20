"""What looks worth a remark: every rule here looks at the case; a flag says what was seen."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from credcheck import discover, lists
from credcheck.flags.interface import Rule
from credcheck.model import Case, Flag, Sentence, Severity

RULES_VERSION = "2026-11-26.2"
_LOUDEST_FIRST = (Severity.ALARM, Severity.CAUTION, Severity.NOTE)


@cache
def rules() -> tuple[type[Rule], ...]:
    """Every rule found in this folder, in the order in which they are asked."""
    return discover.plugs(sys.modules[__name__], Rule)  # type: ignore[type-abstract]


def raise_flags(case: Case) -> tuple[Flag, ...]:
    """The flags of all rules, the loudest first; flags of the same loudness stay in the order of their rules."""
    flags = [flag for rule in rules() for flag in rule().check(case)]
    return tuple(sorted(flags, key=lambda flag: _LOUDEST_FIRST.index(flag.severity)))


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a rule spoke up among so many real people who claim a health role, by loudness."""

    people: int
    note: int
    caution: int
    alarm: int

    def share(self) -> str:
        """The share of these people in per cent, "" for none of them."""
        told = self.note + self.caution + self.alarm
        return f"{100 * told / self.people:.1f}" if told and self.people else ""


@cache
def rates() -> Mapping[str, Rate]:
    """The measured rate of every rule, and of `any` remark (benchmarks/accuracy/flags)."""
    rows = lists.rows("flag_rates")
    numbers = ((r["rule"], (int(r[k]) for k in ("people", "note", "caution", "alarm"))) for r in rows)
    return MappingProxyType({rule: Rate(*found) for rule, found in numbers})


def base_rate(rule: str) -> Sentence | None:
    """What a remark of this rule means among ordinary people, or None for a rule that was never measured."""
    rate = rates().get(rule)
    if rate is None or not rate.people:
        return None
    share = rate.share()
    return (
        Sentence("flag.rate.some", people=rate.people, share=share)
        if share
        else Sentence("flag.rate.none", people=rate.people)
    )


def base_rate_of_caution() -> Sentence | None:
    """How many ordinary people have any remark that asks for caution."""
    rate = rates().get("any")
    if rate is None or not rate.people:
        return None
    return Sentence("flag.rate.any", people=rate.people, n=rate.caution + rate.alarm)
