"""How each registry is named in a sentence, and what its register is to a miss and to a country."""

from __future__ import annotations

from credcheck import lists


def title(registry: str) -> str:
    """The registry's name for the start of a sentence; by its id when the list of registers lacks it."""
    return lists.register_of(registry).title


def finds(registry: str) -> bool:
    """Whether a miss in this register counts; the others only say more of persons found elsewhere."""
    return lists.register_of(registry).finds


def home_of(registry: str) -> str:
    """The country whose people a register lists: US unless the list of registers says otherwise, "" for any."""
    return lists.register_of(registry).country


def family(registry: str) -> str:
    """The register behind an adapter's id: npi for npi_live and npi_mirror."""
    return lists.register_of(registry).family
