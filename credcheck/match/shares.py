"""How common codes, professions, credentials, states and cities are among the registered (aggregates, shipped)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from credcheck import lists


@cache
def _shares(kind: str) -> Mapping[str, float]:
    try:
        rows = lists.rows("register_shares")
    except FileNotFoundError:
        return MappingProxyType({})
    return MappingProxyType({r["value"]: float(r["per_million"]) / 1e6 for r in rows if r["kind"] == kind})


def code_shares() -> Mapping[str, float]:
    """The share of the registered that carry each taxonomy code."""
    return _shares("code")


@cache
def profession_share(profession: str) -> float:
    """The share of the registered that have a profession."""
    return _shares("profession").get(profession, 0.02)


def credential_share(code: str) -> float:
    """The share of the bearers of a credential among the registered of its profession."""
    return _shares("credential").get(code, 0.05)


def state_share(state: str) -> float:
    """The share of the registered with a practice or licence in a state."""
    return _shares("state").get(state, 0.02)


SMALLER = "*"
"""Stands for each city that has no row of its own: its share is this part of its state's."""


@cache
def city_share(city: str, state: str) -> float:
    """The share of the registered who list a city, folded, as an address."""
    shares = _shares("city")
    own = shares.get(f"{state}|{city}")
    return own if own is not None else shares.get(SMALLER, 0.01) * state_share(state)
