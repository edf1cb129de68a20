"""How often the claimed full name is met, once everybody who was returned is told apart by how they are listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import fsum

from credcheck.match.met import met, met_as
from credcheck.match.rarity import RELATED, Rarity, as_often, claimed_given
from credcheck.match.weights import Weights

OWN = 0.3
"""What a name's only bearer counts for when others who carry its parts are counted."""


def told_apart(rare: Rarity, alike: Mapping[str, int], weights: Weights) -> Rarity:
    """The rarity with the pair count told apart: bearers of the claimed form itself, and of related forms.

    `alike` is how many of the returned people agree in surname, by level of the given name. People who carry the name
    and were not returned are taken to carry the form itself.
    """
    if rare.pair is None:
        return rare
    missing = max(0, rare.pair - sum(alike.get(level, 0) for level in RELATED))
    if weights.met:
        return _met_again(rare, alike, missing, weights)
    others = fsum(as_often(level, weights) * met(alike.get(level, 0), weights) for level in RELATED[1:])
    others += met(alike.get("exact", 0), weights) + missing * rare.form
    given = claimed_given(rare.surname, rare.apart, others, rare.people, True, weights)
    return replace(rare, given=given)


def _met_again(rare: Rarity, alike: Mapping[str, int], missing: int, weights: Weights) -> Rarity:
    """Others who carry the name: met as its bearers say, or, where nobody does, as both names apart make likely."""
    carried = {level: (alike[level], _apart(rare, level, alike)) for level in RELATED if level in alike}
    others = missing * rare.form
    for level, (people, apart) in carried.items():
        others += _often(level, weights) * met_as(people, apart, rare.people, weights)
    bearers = max(1.0, rare.surname * rare.people)
    unseen = min(1.0, float((10.0 / bearers) ** weights.numbers["backoff fall"])) * bearers
    if "exact" not in carried:
        others += unseen * rare.own * rare.together
    if not any(level in carried for level in RELATED[1:]):
        others += unseen * rare.related * rare.together * as_often(rare.kin, weights)
    return replace(rare, given=min(1.0, max(1e-9, others / bearers)), carried=carried)


def _apart(rare: Rarity, level: str, alike: Mapping[str, int]) -> float:
    """How many others both names, taken apart, make likely; a name's own bearers are hardly evidence of others."""
    share = rare.own if level == "exact" else rare.related
    carry = sum(alike.get(one, 0) for one in RELATED)
    of_surname = max(0, rare.bearers - carry) + OWN
    return rare.together * of_surname * (max(0.0, share * rare.people - alike[level]) + OWN) / rare.people


def _often(level: str, weights: Weights) -> float:
    return 1.0 if level == "exact" else as_often(level, weights)
