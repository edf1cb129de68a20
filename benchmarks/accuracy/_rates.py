"""By what row of the table of weights each person's name was held to be met, so that claims can correct that row."""

from __future__ import annotations

from math import log

from benchmarks.accuracy._offsets import rate_label
from credcheck.match.asked import asked
from credcheck.match.forms import form
from credcheck.match.name_fit import NameFit, name_fits_and_prices
from credcheck.match.prices import Prices
from credcheck.match.rarity import rarity
from credcheck.match.weights import REFUTING, Weights
from credcheck.model import Answer, Claims, Person


def labels(claims: Claims, persons: tuple[Person, ...], answer: Answer, weights: Weights) -> dict[str, str]:
    """The label of the nearest row, by the person's key; nobody whose name disagrees has one."""
    ask = asked(claims)
    if ask.name is None:
        return {}
    rare = rarity(ask.name, (answer,), weights)
    fits, prices = name_fits_and_prices(ask, rare, persons, weights)
    found = ((p.key, _label(fit, prices, weights)) for p, fit in zip(persons, fits, strict=True) if fit is not None)
    return {key: label for key, label in found if label}


def _label(fit: NameFit, prices: Prices, weights: Weights) -> str:
    people, likely = prices.carried(fit.compared, form(fit.listed.name))
    if REFUTING & {fit.compared.surname, fit.compared.given} or not likely:
        return ""
    rows = weights.met.get(people) if people else weights.apart
    if not rows:
        return ""
    near = min((at for at, _ in rows), key=lambda at: abs(log(at / likely)))
    return rate_label("met" if people else "apart", str(people) if people else "", f"{near:.4g}")
