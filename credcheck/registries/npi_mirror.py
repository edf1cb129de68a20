"""The NPI registry from a local copy of its monthly file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from credcheck.errors import BadRegisterFile, RegistryChanged, RegistryDown
from credcheck.mirror import About, Content, Manifest, Mirror, Mirrors, NameQuery, Offer, build
from credcheck.mirror.words import Record
from credcheck.model import Candidate, ClaimKind, Claims, Count, Identifier, PersonName, Place, Sentence, Specialty
from credcheck.registries import _nppes
from credcheck.registries.interface import Bulk, Finder, Progress, Reply

NAME = "npi"
LIMIT = 50
PRACTICE_DAY = date(2026, 9, 14)


class NpiMirror(Finder, Bulk):
    """Looks a person up in a copy of the United States NPI registry on this machine: nobody learns whom you check."""

    id = "npi_mirror"
    title = "NPI registry (copy on this machine)"
    home = "https://download.cms.gov/nppes/NPI_Files.html"
    covers = Sentence("npi_mirror.covers")
    terms = Sentence("npi_mirror.terms")
    online = False
    order = 10
    copy = NAME
    index = home
    costs = (1_200_000_000, 1_500_000_000)

    def pass_over(self, claims: Claims) -> Sentence | None:
        """Without a copy, a full name or an NPI there is nothing to ask."""
        if self.access.mirrors.open(NAME) is None:
            return Sentence("npi_mirror.not_installed")
        if _identifiers(claims, "npi"):
            return None
        name = claims.name()
        if name is None:
            return Sentence("npi_mirror.no_name")
        if not _is_full(name):
            return Sentence("npi_mirror.one_name", name=name.text())
        return None if _nppes.is_latin(name) else Sentence("npi_mirror.other_script", name=name.text())

    async def find(self, claims: Claims) -> Reply:
        """Look up the quoted NPIs and licences, then the name."""
        mirror = self.access.mirrors.open(NAME)
        if mirror is None:
            raise RegistryDown(Sentence("npi_mirror.not_installed"))
        records, counts = _quoted(mirror, claims), tuple[Count, ...]()
        name = claims.name()
        if name is not None and _is_full(name) and _nppes.is_latin(name):
            found = mirror.search(_query(name, claims))
            records += [hit.record for hit in found.hits]
            counts = found.counts
        manifest = mirror.manifest
        return Reply(
            candidates=_candidates(self.id, records, manifest.practice),
            asked=_asked(manifest, name, claims),
            url="" if manifest.practice else self.home,
            snapshot=manifest.snapshot,
            digests=(manifest.digest,) if manifest.digest else (),
            counts=counts,
            people=manifest.people,
            share=manifest.share,
        )

    @classmethod
    def offers(cls, page: str) -> tuple[Offer, ...]:
        """The monthly, weekly and deactivation files that the page lists."""
        found = _nppes.offers(page, cls.index)
        if not any(offer.content is Content.WHOLE for offer in found):
            raise RegistryChanged(Sentence("npi_mirror.other_page", home=cls.index))
        return found

    @classmethod
    def load(cls, file: Path, mirrors: Mirrors, progress: Progress, share: float = 1.0) -> Manifest:
        """Build the copy from the official zip, its CSV or a .csv.gz; all or nothing."""
        from credcheck.mirror.importing import Import  # pyarrow comes in here, not when the program starts

        with Import(file, _nppes.is_main_file, _nppes.LAYOUT.cells, _nppes.RENAMED, progress) as source:

            def about() -> About:
                if not source.rows:
                    raise BadRegisterFile(Sentence("mirror.empty", file=file.name))
                if file.name.startswith("practice_register"):
                    return About(
                        "Practice register (invented people)", file.name, source.digest(), PRACTICE_DAY, 1.0, True
                    )
                day = _nppes.snapshot_of(source.member) or _nppes.snapshot_of(file.name)
                part = _share(share, source.rows)
                return About(cls.title, file.name, source.digest(), day, part, claims_whole=share == 1.0)

            return build(mirrors.folder, NAME, _nppes.LAYOUT, source.batches(), about, progress)


def _share(told: float, rows: int) -> float:
    """The part of the register a file holds: as told, or by its rows where it can only be an extract."""
    return rows / _nppes.ROWS if told == 1.0 and rows < _nppes.ROWS / 2 else told


def _is_full(name: PersonName) -> bool:
    return bool(name.family and (name.given or name.nickname))


def _identifiers(claims: Claims, kind: str) -> list[Identifier]:
    values = (c.value for c in claims.of(ClaimKind.IDENTIFIER))
    return [v for v in values if isinstance(v, Identifier) and v.kind == kind and v.valid is not False]


def _quoted(mirror: Mirror, claims: Claims) -> list[Record]:
    """The records of identifiers that the profile quotes."""
    by_npi = (mirror.by_id(i.value) for i in _identifiers(claims, "npi")[:5])
    found = [record for record in by_npi if record]
    for licence in _identifiers(claims, "licence")[:5]:
        if licence.region:
            found += mirror.by_licence(licence.value, licence.region)[:LIMIT]
    return found


def _query(name: PersonName, claims: Claims) -> NameQuery:
    places = (c.value for c in claims.of(ClaimKind.PLACE))
    states = dict.fromkeys(p.region for p in places if isinstance(p, Place) and p.region in _nppes.STATES)
    fields = (c.value for c in claims.of(ClaimKind.SPECIALTY))
    codes = dict.fromkeys(code for f in fields if isinstance(f, Specialty) for code in f.codes)
    return NameQuery(name.family, name.given or name.nickname, name.middle, tuple(states), tuple(codes), limit=LIMIT)


def _candidates(registry: str, records: Iterable[Record], practice: bool) -> tuple[Candidate, ...]:
    once = {record.id: record for record in reversed(list(records))}
    found = tuple(_nppes.candidate(registry, record.cells) for record in reversed(list(once.values())))
    return tuple(replace(c, url="") for c in found) if practice else found  # invented people have no page to open


def _asked(manifest: Manifest, name: PersonName | None, claims: Claims) -> Sentence:
    quoted = ", ".join(i.value for i in _identifiers(claims, "npi")[:5])
    what = " / ".join(part for part in (name.text() if name else "", quoted) if part)
    return Sentence("npi_mirror.asked_practice" if manifest.practice else "npi_mirror.asked", what=what)
