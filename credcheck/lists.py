"""What `resources/lists/` holds: word lists with their source, loaded when first asked.

Each list is a tab-separated file whose first lines start with "#" and name source and licence; then a header row.
Cells that hold several values separate them by "|".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from credcheck import resources
from credcheck.model import Credential, CredentialClass


@dataclass(frozen=True, slots=True)
class TaxonomyEntry:
    """One NUCC code with our own label, its classification code (its parent) and the profession it stands for."""

    code: str
    label: str
    parent: str
    profession: str


@dataclass(frozen=True, slots=True)
class SpecialtyEntry:
    """A clinical field: our label, phrases that name it, practitioner words ("cardiologist"), its NUCC codes."""

    label: str
    phrases: tuple[str, ...]
    people: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InstitutionEntry:
    """An institution: ROR id, name, other names, acronyms and handles, web domains, kind and place."""

    ror: str
    name: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    kind: str
    city: str
    region: str
    country: str


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """How a register is named, whether a miss there counts, and the country whose people it lists, "" for any."""

    family: str
    title: str
    finds: bool = True
    country: str = "US"


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one list, e.g. rows("credentials")."""
    return tuple(each(name))


def each(name: str) -> Iterator[dict[str, str]]:
    """The rows of one list one after the other, for a long list that is read once: none is kept, which saves 24 MB."""
    head, *body = _body(name)
    columns, seen = head.split("\t"), dict[str, str]()
    for line in body:  # equal cells, such as countries, are one string
        yield dict(zip(columns, [seen.setdefault(cell, cell) for cell in line.split("\t")], strict=True))


def lines(name: str) -> list[str]:
    """The lines of one list as they are written, without its header, for a list too long to be cut up at once."""
    return _body(name)[1:]


def _body(name: str) -> list[str]:
    text = resources.read(f"lists/{name}.tsv")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def credentials() -> Mapping[str, Credential]:
    """Post-nominals by their tight form and every alias's ("PAC" -> PA-C)."""
    found: dict[str, Credential] = {}
    for row in rows("credentials"):
        value = Credential(row["code"], CredentialClass(row["kind"]), row["profession"], row["country"])
        for key in (row["code"], *_split(row["aliases"])):
            found.setdefault(_tight(key), value)
    return MappingProxyType(found)


@cache
def taxonomy() -> Mapping[str, TaxonomyEntry]:
    """NUCC codes with our own labels."""
    return MappingProxyType(
        {r["code"]: TaxonomyEntry(r["code"], r["label"], r["parent"], r["profession"]) for r in rows("taxonomy")}
    )


@cache
def specialties() -> tuple[SpecialtyEntry, ...]:
    """Clinical fields with the words people use for them."""
    return tuple(
        SpecialtyEntry(r["label"], _split(r["phrases"]), _split(r["people"]), _split(r["codes"]))
        for r in rows("specialties")
    )


@cache
def nicknames() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """Folded nickname -> the formal names it stands for, with the share of its bearers that carry each (0 to 1)."""
    found: dict[str, list[tuple[str, float]]] = {}
    for row in each("nicknames"):
        found.setdefault(row["nickname"], []).append((row["name"], float(row["share"])))
    return MappingProxyType({k: tuple(v) for k, v in found.items()})


@cache
def institutions() -> tuple[InstitutionEntry, ...]:
    """Hospitals, universities and health bodies (ROR, CC0)."""
    return tuple(
        InstitutionEntry(
            r["ror"],
            r["name"],
            _split(r["aliases"]),
            _split(r["domains"]),
            r["kind"],
            r["city"],
            r["region"],
            r["country"],
        )
        for r in each("institutions")
    )


@cache
def institution_domains() -> Mapping[str, InstitutionEntry]:
    """Institutions by web domain, without "www."."""
    return MappingProxyType({d: e for e in institutions() for d in e.domains})


@cache
def registers() -> Mapping[str, RegisterEntry]:
    """Register by the first part of its adapters' ids: npi_mirror and npi_live both ask "npi"."""
    found = (RegisterEntry(r["family"], r["title"], r["round"] == "find", r["country"]) for r in rows("registers"))
    return MappingProxyType({entry.family: entry for entry in found})


@cache
def register_of(registry: str) -> RegisterEntry:
    """The register behind an adapter's id; one that the list lacks finds people of the US, and is named by its id."""
    family = registry.partition("_")[0]
    return registers().get(family) or RegisterEntry(family, f"The register {registry}")


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _tight(code: str) -> str:
    return "".join(c for c in code.upper() if c.isalnum())
