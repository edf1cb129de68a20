"""How well a person's listed names fit the claimed one, weighed against everybody returned who fits as well."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from credcheck.match.asked import Asked
from credcheck.match.forms import Form, form
from credcheck.match.names import Compared, compare
from credcheck.match.prices import SAME_SURNAME, Prices, is_counted
from credcheck.match.rarity import Rarity
from credcheck.match.told_apart import told_apart
from credcheck.match.weights import Weights
from credcheck.model import Candidate, ListedName, Person


class NameFit(NamedTuple):
    """How a person's best-fitting listed name compares with the claimed one."""

    compared: Compared
    surname_bits: float
    given_bits: float
    candidate: Candidate
    listed: ListedName
    form: Form

    @property
    def bits(self) -> float:
        """The weight of surname and given name together."""
        return self.surname_bits + self.given_bits


def name_fits(asked: Asked, rarity: Rarity, persons: tuple[Person, ...], weights: Weights) -> list[NameFit | None]:
    """Each person's best name, weighed against how many of the others agree at the same levels."""
    return name_fits_and_prices(asked, rarity, persons, weights)[0]


def name_fits_and_prices(
    asked: Asked, rarity: Rarity, persons: tuple[Person, ...], weights: Weights
) -> tuple[list[NameFit | None], Prices]:
    """The same, and the prices by which they were weighed."""
    prices = Prices(asked, rarity, weights)
    fits = [name_fit(asked, person, prices) for person in persons]
    alike = None if weights.met else Counter(fit.compared[:2] for fit in fits if fit is not None)
    same = Counter(fit.compared.given for fit in fits if fit is not None and _counted(asked, fit, weights))
    told = Prices(asked, told_apart(rarity, same, weights), weights, alike)
    return [fit and _among(fit, told) for fit in fits], told


def _among(fit: NameFit, told: Prices) -> NameFit:
    """The fit as it weighs among everybody who was returned."""
    return NameFit(fit.compared, *told.among(fit.compared, fit.form), fit.candidate, fit.listed, fit.form)


def _counted(asked: Asked, fit: NameFit, weights: Weights) -> bool:
    """Whether the listed surname is one that a register counts as the claimed one (older tables: every half too)."""
    if asked.name is None or not weights.met:
        return fit.compared.surname in SAME_SURNAME
    return is_counted(asked.name, fit.compared.surname)


def name_fit(asked: Asked, person: Person, prices: Prices) -> NameFit | None:
    """The listed name of the person that fits the claimed one best, or None where either has none."""
    best: NameFit | None = None
    if asked.name is None:
        return None
    for candidate in person.candidates:
        for listed in candidate.names:
            own = form(listed.name)
            for compared in compare(asked.name, own, listed.kind):
                surname, given = prices.of(compared, own)
                if best is None or surname + given > best.bits:
                    best = NameFit(compared, surname, given, candidate, listed, own)
    return best
