"""What the rules of the decision look at in the registries' answers."""

from __future__ import annotations

from credcheck import lists
from credcheck.model import Answer, Case, ClaimKind, Expected, Outcome

ANSWERED = (Outcome.FOUND, Outcome.NOT_FOUND)


def is_finder(answer: Answer) -> bool:
    """Whether the registry is one that finds people by their claims, rather than confirms those found."""
    return lists.register_of(answer.registry).finds


def has_any(case: Case) -> bool:
    """Whether any finder answered."""
    return bool(_families(case))


def asked_first(case: Case) -> str:
    """The register that a sentence about all names: the NPI registry if it answered, else the first that did."""
    answered = _families(case)
    return "npi" if "npi" in answered or not answered else answered[0]


def is_expected_elsewhere(case: Case) -> bool:
    """Whether the NPI registry, where somebody with these claims would be listed, is not among those that answered."""
    known = set(lists.registers()) - {"npi", "practice"}
    expected = case.claims.word(ClaimKind.NPI_EXPECTED) == Expected.YES.value
    return expected and known.issuperset(_families(case))


def _families(case: Case) -> list[str]:
    """The registers whose finders answered, in the order of the answers."""
    return [lists.register_of(a.registry).family for a in case.answers if a.outcome in ANSWERED and is_finder(a)]


def is_stood_in(case: Case, failed: Answer) -> bool:
    """Whether a failed answer does not matter: it only confirms, or the same register answered another way."""
    register = lists.register_of(failed.registry)
    same = [a for a in case.answers if lists.register_of(a.registry).family == register.family]
    return not register.finds or any(a.outcome in ANSWERED for a in same)


def unreadable(case: Case) -> str | None:
    """The reason where no register could be asked because the name stands in a script that none of them lists."""
    finders = [a for a in case.answers if is_finder(a)]
    passed = bool(finders) and all(a.outcome is Outcome.NOT_ASKED for a in finders)
    script = any(a.why is not None and a.why.id.endswith(".other_script") for a in finders)
    return "verdict.other_script" if passed and script else None


def title(registry: str) -> str:
    """What people call the register that a registry asks."""
    return lists.register_of(registry).title
