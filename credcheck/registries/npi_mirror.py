"""The NPI registry from a local copy of its monthly file."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from credcheck.errors import BadRegisterFile, RegistryChanged, RegistryDown
from credcheck.mirror import About, Content, Manifest, Mirrors, NameQuery, Offer, build, patch
from credcheck.mirror.words import Record
from credcheck.model import Candidate, ClaimKind, Claims, Count, Identifier, PersonName, Place, Sentence, Specialty
from credcheck.registries import _nppes, _nppes_files, _nppes_records
from credcheck.registries._nppes_files import since_of, snapshot_of
from credcheck.registries.interface import Bulk, Finder, Progress, Reply
from credcheck.text import fold

if TYPE_CHECKING:
    from credcheck.mirror import Mirror

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
    layout = _nppes.LAYOUT
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
        return None if _is_latin(name) else Sentence("npi_mirror.other_script", name=name.text())

    async def find(self, claims: Claims) -> Reply:
        """Look up the quoted NPIs and licences, then the name."""
        mirror = self.access.mirrors.open(NAME)
        if mirror is None:
            raise RegistryDown(Sentence("npi_mirror.not_installed"))
        records, counts = _quoted(mirror, claims), tuple[Count, ...]()
        name = claims.name()
        if name is not None and _is_full(name) and _is_latin(name):
            found = mirror.search(_query(name, claims))
            records += [hit.record for hit in found.hits]
            counts = found.counts
        manifest, today = mirror.manifest, datetime.now(UTC).date()
        candidates = _candidates(self.id, records, manifest.practice)
        return Reply(
            candidates=candidates,
            asked=_asked(manifest, name, claims, today),
            partial=None if _holds(candidates, name, claims) else _stale(manifest, today),
            url="" if manifest.practice else self.home,
            snapshot=manifest.snapshot,
            digests=manifest.digests,
            counts=counts,
            people=manifest.people,
            share=manifest.share,
        )

    @classmethod
    def offers(cls, page: str) -> tuple[Offer, ...]:
        """The monthly, weekly and deactivation files that the page lists."""
        found = _nppes_files.offers(page, cls.index)
        if not any(offer.content is Content.WHOLE for offer in found):
            raise RegistryChanged(Sentence("npi_mirror.other_page", home=cls.index))
        return found

    @classmethod
    def load(cls, file: Path, mirrors: Mirrors, progress: Progress, share: float = 1.0) -> Manifest:
        """Build the copy from the official zip, its CSV or a .csv.gz; weekly files and the report are applied to it."""
        from credcheck.mirror.importing import Import  # pyarrow comes in here, not when the program starts

        if _nppes_files.is_report(file.name) or _holds_report(file):
            return _withdraw(file, mirrors, progress)
        with Import(file, _nppes_files.is_main_file, _nppes.LAYOUT.cells, _nppes.RENAMED, progress) as source:

            def about() -> About:
                if not source.rows:
                    raise BadRegisterFile(Sentence("mirror.empty", file=file.name))
                if file.name.startswith("practice_register"):
                    return About(
                        "Practice register (invented people)", file.name, source.digest(), PRACTICE_DAY, 1.0, True
                    )
                part = _share(share, source.rows)
                return About(cls.title, file.name, source.digest(), until, part, claims_whole=share == 1.0)

            since, until = (read(source.member) or read(file.name) for read in (since_of, snapshot_of))
            if since and until and since > _nppes.FIRST_DAY:
                _refuse_gap(mirrors.manifest(NAME), since, until, file.name)
                return patch(mirrors.folder, NAME, _nppes.LAYOUT, source.batches(), about, progress)
            return build(mirrors.folder, NAME, _nppes.LAYOUT, source.batches(), about, progress)


def _refuse_gap(copy: Manifest | None, since: date, until: date, file: str) -> None:
    """Changes must join on to what the copy holds, or its day would claim more than is there."""
    if copy is None or copy.practice:
        raise BadRegisterFile(Sentence("mirror.nothing_to_change", name=NAME))
    if copy.snapshot is None or since > copy.snapshot + timedelta(days=1):
        until_now = copy.snapshot.isoformat() if copy.snapshot else "?"
        raise BadRegisterFile(Sentence("npi_mirror.gap", file=file, since=since.isoformat(), day=until_now))
    if until <= copy.snapshot:
        raise BadRegisterFile(Sentence("npi_mirror.known", file=file, day=copy.snapshot.isoformat()))


def _holds_report(file: Path) -> bool:
    """Whether a zip holds the list of deactivated NPIs and no providers."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = [name.rpartition("/")[2] for name in archive.namelist()]
    except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile):
        return False
    return any(map(_nppes_files.is_report, names)) and not any(map(_nppes_files.is_main_file, names))


def _withdraw(file: Path, mirrors: Mirrors, progress: Progress) -> Manifest:
    """Put the rows of deactivated NPIs on top: a number and a date, as the register itself lists them from then on."""
    from credcheck.mirror import spreadsheet, unpacking
    from credcheck.mirror.patching import batches_of

    progress(0, 0, Sentence("mirror.withdrawing"))
    mirror = mirrors.open(NAME)
    if mirror is None or mirror.manifest.practice:
        raise BadRegisterFile(Sentence("mirror.nothing_to_change", name=NAME))
    off = _nppes_files.withdrawn(spreadsheet.rows(file, _nppes_files.is_report), file.name)
    known = mirror.by_ids(tuple(off))
    rows = [
        {_nppes.NPI: npi, _nppes.DEACTIVATED: day}
        for npi, day in off.items()
        if npi not in known or not _nppes_records.is_withdrawn(known[npi].cells, day)
    ]
    day = _nppes_files.report_day(file.name) or max(d for d in map(_nppes_records.day, off.values()) if d)
    about = About(NpiMirror.title, file.name, unpacking.digest(file), withdrawn_to=day)
    return patch(mirrors.folder, NAME, _nppes.LAYOUT, batches_of(rows, _nppes.LAYOUT), lambda: about, progress)


def _share(told: float, rows: int) -> float:
    """The part of the register a file holds: as told, or by its rows where it can only be an extract."""
    return rows / _nppes.ROWS if told == 1.0 and rows < _nppes.ROWS / 2 else told


def _is_full(name: PersonName) -> bool:
    return bool(name.family and (name.given or name.nickname))


def _is_latin(name: PersonName) -> bool:
    """Whether a name can be looked up at all: the registry lists every name in Latin letters."""
    return bool(re.search("[A-Z]", fold(name.family)))


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
    here = (p.region for p in places if isinstance(p, Place) and not p.relation)
    states = dict.fromkeys(state for state in here if state in _nppes.STATES)
    fields = (c.value for c in claims.of(ClaimKind.SPECIALTY))
    codes = dict.fromkeys(code for f in fields if isinstance(f, Specialty) for code in f.codes)
    return NameQuery(name.family, name.given or name.nickname, name.middle, tuple(states), tuple(codes), limit=LIMIT)


def _candidates(registry: str, records: Iterable[Record], practice: bool) -> tuple[Candidate, ...]:
    once = {record.id: record for record in reversed(list(records))}
    found = tuple(_nppes_records.candidate(registry, record.cells) for record in reversed(list(once.values())))
    return tuple(replace(c, url="") for c in found) if practice else found  # invented people have no page to open


def _holds(candidates: tuple[Candidate, ...], name: PersonName | None, claims: Claims) -> bool:
    """Whether a record carries a quoted number or the claimed name itself; near spellings are somebody else's."""
    quoted = {i.value for kind in ("npi", "licence") for i in _identifiers(claims, kind)}
    carried = {i.value for c in candidates for i in c.identifiers} | {c.id for c in candidates}
    return bool(quoted & carried) or any(_is_called(listed.name, name) for c in candidates for listed in c.names)


def _is_called(listed: PersonName, name: PersonName | None) -> bool:
    if name is None or fold(listed.family) != fold(name.family):
        return False
    given, own = fold(listed.given), fold(name.given or name.nickname)
    return given == own or (min(len(given), len(own)) == 1 and given[:1] == own[:1])


def _stale(manifest: Manifest, today: date) -> Sentence | None:
    """Why nobody found in an old copy is no "not found": whoever was listed since then is missing from it."""
    age = manifest.age_days(today)
    if age is None or age <= NpiMirror.stale_days or manifest.practice:
        return None
    return Sentence("npi_mirror.stale", day=str(manifest.snapshot))


def _asked(manifest: Manifest, name: PersonName | None, claims: Claims, today: date) -> Sentence:
    """What was asked, and how old what answered is."""
    quoted = ", ".join(i.value for i in _identifiers(claims, "npi")[:5])
    what = " / ".join(part for part in (name.text() if name else "", quoted) if part)
    if manifest.practice:
        return Sentence("npi_mirror.asked_practice", what=what)
    age = manifest.age_days(today)
    if manifest.snapshot is None or age is None:
        return Sentence("npi_mirror.asked", what=what)
    said = "npi_mirror.asked_as_of" if age <= NpiMirror.stale_days else "npi_mirror.asked_stale"
    return Sentence(said, what=what, day=manifest.snapshot.isoformat(), n=age)
