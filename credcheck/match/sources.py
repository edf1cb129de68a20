"""How each registry is named in a sentence."""

from __future__ import annotations

from functools import cache

from credcheck import lists


@cache
def title(registry: str) -> str:
    """The registry's name for the start of a sentence; the id itself when it is not known here."""
    titles = {row["family"]: row["title"] for row in lists.rows("registers")}
    return titles.get(family(registry), f"The register {registry}")


@cache
def finds(registry: str) -> bool:
    """Whether a miss in this register counts; the others only say more of persons found elsewhere."""
    rounds = {row["family"]: row["round"] for row in lists.rows("registers")}
    return rounds.get(family(registry), "find") == "find"


@cache
def home_of(registry: str) -> str:
    """The country whose people a register lists: US unless the list of registers says otherwise, "" for any."""
    homes = {row["family"]: row["country"] for row in lists.rows("registers")}
    return homes.get(family(registry), "US")


@cache
def family(registry: str) -> str:
    """The register behind an adapter's id: npi for npi_api and npi_mirror, the state for wa_licences, ..."""
    return registry.split("_", 1)[0]
