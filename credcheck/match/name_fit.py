"""How well a person's listed names fit the claimed one, weighed against everybody returned who fits as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import log2

from credcheck.match.asked import Asked
from credcheck.match.forms import form
from credcheck.match.names import Compared, compare
from credcheck.match.rarity import Rarity, met, told_apart
from credcheck.match.weights import REFUTING, Weights, on_grid
from credcheck.model import Candidate, ListedName, Person

SAME_SURNAME = ("exact", "other name", "hyphen half")


@dataclass(frozen=True, slots=True)
class NameFit:
    """How a person's best-fitting listed name compares with the claimed one."""

    compared: Compared
    surname_bits: float
    given_bits: float
    candidate: Candidate
    listed: ListedName

    @property
    def bits(self) -> float:
        """The weight of surname and given name together."""
        return self.surname_bits + self.given_bits


def name_fits(asked: Asked, rarity: Rarity, persons: tuple[Person, ...], weights: Weights) -> list[NameFit | None]:
    """Each person's best name, weighed against how many of the others agree at the same levels."""
    prices = _Prices(asked, rarity, weights)
    fits = [name_fit(asked, person, prices) for person in persons]
    alike = Counter((fit.compared.surname, fit.compared.given) for fit in fits if fit is not None)
    same = Counter(fit.compared.given for fit in fits if fit is not None and fit.compared.surname in SAME_SURNAME)
    told = _Prices(asked, told_apart(rarity, same, weights), weights, alike)
    return [fit and NameFit(fit.compared, *told.among(fit.compared), fit.candidate, fit.listed) for fit in fits]


def name_fit(asked: Asked, person: Person, prices: _Prices) -> NameFit | None:
    """The listed name of the person that fits the claimed one best, or None where either has none."""
    best: NameFit | None = None
    if asked.name is None:
        return None
    for candidate in person.candidates:
        for listed in candidate.names:
            for compared in compare(asked.name, form(listed.name), listed.kind):
                surname, given = prices.of(compared)
                if best is None or surname + given > best.bits:
                    best = NameFit(compared, surname, given, candidate, listed)
    return best


class _Prices:
    """The weights of surname and given name by their levels; each worked out once for all persons."""

    def __init__(
        self, asked: Asked, rarity: Rarity, weights: Weights, alike: Mapping[tuple[str, str], int] | None = None
    ) -> None:
        """`alike` is how many persons agree at each pair of levels."""
        name = asked.name
        self._lengths = (len(name.family), len(name.given)) if name else (0, 0)
        self._rarity, self._weights, self._alike = rarity, weights, alike or {}
        self._known: dict[tuple[str, str, float], tuple[float, float]] = {}
        self._most: dict[tuple[str, str, float], tuple[float, float]] = {}

    def of(self, compared: Compared) -> tuple[float, float]:
        """The weights of surname and given name."""
        key = (compared.surname, compared.given, compared.share)
        if key not in self._known:
            self._known[key] = self._price(compared)
        return self._known[key]

    def among(self, compared: Compared) -> tuple[float, float]:
        """No more than so many alike allow: others who write the name in the same way are not listed either."""
        key = (compared.surname, compared.given, compared.share)
        if key not in self._most:
            self._most[key] = self._held(compared)
        return self._most[key]

    def _held(self, compared: Compared) -> tuple[float, float]:
        surname, given = self.of(compared)
        if REFUTING & {compared.surname, compared.given} or not compared.surname or not compared.given:
            return surname, given
        alike = self._alike.get((compared.surname, compared.given), 1)
        least = max(met(alike, self._weights), met(1, self._weights))
        most = on_grid(log2(self._rarity.people / least))
        if surname + given <= most:
            return surname, given
        surname = min(surname, most)
        return surname, most - surname

    def _price(self, compared: Compared) -> tuple[float, float]:
        family, first = self._lengths
        weights, rarity = self._weights, self._rarity
        heard = ("surname" not in rarity.unheard, "given" not in rarity.unheard)
        surname = (
            weights.bits("surname", compared.surname, rarity.surname, family, heard[0]) if compared.surname else 0.0
        )
        if not compared.given:
            return surname, 0.0
        bits = weights.bits("given", compared.given, rarity.given, first, heard[1])
        if compared.given == "nickname" and bits > 0:
            bits = on_grid(max(0.0, bits + _usual(compared.share)))
        return surname, bits


def _usual(share: float) -> float:
    """A rare reading of a nickname weighs less, by up to two bits."""
    return max(-2.0, min(0.0, 4.0 * (share - 0.5))) if share < 0.5 else 0.0
