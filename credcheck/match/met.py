"""As how many others a listed name is met, by how many carry it and how many its parts, taken apart, make likely.

A full name that one listed person carries is carried by others too where surname and given name are common (John
Miller), and hardly ever where one of them is rare. The rates are counted: a register is cut in two, and names of one
part are looked for in the other. Source: the rows `met` of the table of weights (benchmarks/accuracy/_met.py).
"""

from __future__ import annotations

from itertools import pairwise
from math import exp, log

from credcheck.match.weights import Weights

COUNTED = 3
"""Names that more people carry are met as their count less the discount of so many."""


def met(people: int, weights: Weights) -> float:
    """As how many others a name that so many listed people carry is met, whatever its parts."""
    return max(0.0, people - weights.numbers[f"discount {min(max(people, 1), COUNTED)}"])


def met_as(people: int, expected: float, registered: int, weights: Weights) -> float:
    """The same of a name whose parts, taken apart, make `expected` others likely among the registered."""
    rates = weights.met.get(people)
    if not rates:
        return met(people, weights)
    usual = between(rates, expected)
    linked = max(0.0, usual - expected) * (_grown(registered, weights) - 1.0)
    return min(usual + linked, max(usual, float(people)))


def _grown(registered: int, weights: Weights) -> float:
    """Families and peoples whose names go together make more of the repeated names the more people are listed."""
    return float(max(1.0, registered / weights.numbers["met people"]) ** weights.numbers["met growth"])


def between(rates: tuple[tuple[float, float], ...], expected: float) -> float:
    """The rate, or the factor, at `expected`: straight between logarithms; beyond the ends what holds there."""
    if expected <= rates[0][0]:
        return rates[0][1]
    for (low, first), (high, second) in pairwise(rates):
        if expected <= high:
            part = log(expected / low) / log(high / low)
            return exp(log(first) + part * log(second / first))
    return rates[-1][1]
