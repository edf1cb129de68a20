"""How well a person's listed names fit the claimed one, weighed against everybody returned who fits as well."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from math import log2

from credcheck.match.asked import Asked
from credcheck.match.forms import form
from credcheck.match.names import Compared, compare
from credcheck.match.rarity import Rarity, met, told_apart
from credcheck.match.weights import DISCOUNTS, REFUTING, bits_of
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


def name_fits(asked: Asked, rarity: Rarity, persons: tuple[Person, ...]) -> list[NameFit | None]:
    """Each person's best name, weighed against how many of the others agree at the same levels."""
    fits = [name_fit(asked, rarity, person) for person in persons]
    alike = Counter((fit.compared.surname, fit.compared.given) for fit in fits if fit is not None)
    same = Counter(fit.compared.given for fit in fits if fit is not None and fit.compared.surname in SAME_SURNAME)
    told = told_apart(rarity, same)
    return [fit and _among(fit, alike[fit.compared.surname, fit.compared.given], told) for fit in fits]


def _among(fit: NameFit, alike: int, rarity: Rarity) -> NameFit:
    """The name weighs no more than so many alike allow: others who write it in the same way are not listed either."""
    compared = fit.compared
    surname, given = _name_bits(compared, rarity)
    fit = replace(fit, surname_bits=surname, given_bits=given)
    if REFUTING & {compared.surname, compared.given} or not compared.surname or not compared.given:
        return fit
    most = round(log2(rarity.people / max(met(alike), 1 - DISCOUNTS[0])), 4)
    if fit.bits <= most:
        return fit
    surname = min(fit.surname_bits, most)
    return replace(fit, surname_bits=surname, given_bits=round(most - surname, 4))


def name_fit(asked: Asked, rarity: Rarity, person: Person) -> NameFit | None:
    """The listed name of the person that fits the claimed one best, or None where either has none."""
    best: NameFit | None = None
    if asked.name is None:
        return None
    for candidate in person.candidates:
        for listed in candidate.names:
            for compared in compare(asked.name, form(listed.name), listed.kind):
                fit = NameFit(compared, *_name_bits(compared, rarity), candidate, listed)
                if best is None or fit.bits > best.bits:
                    best = fit
    return best


def _name_bits(compared: Compared, rarity: Rarity) -> tuple[float, float]:
    surname = bits_of("surname", compared.surname, rarity.surname) if compared.surname else 0.0
    if not compared.given:
        return surname, 0.0
    bits = bits_of("given", compared.given, rarity.given)
    if compared.given == "nickname" and bits > 0:
        bits = max(0.0, bits + _usual(compared.share))
    return surname, bits


def _usual(share: float) -> float:
    """A rare reading of a nickname weighs less, by up to two bits."""
    return max(-2.0, min(0.0, 4.0 * (share - 0.5))) if share < 0.5 else 0.0
