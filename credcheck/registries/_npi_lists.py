"""Public lists of people with their NPI, kept as local copies: an entry is somebody's only by NPI *and* surname."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from credcheck.errors import BadRegisterFile, RegistryDown
from credcheck.mirror import About, Layout, Manifest, Mirrors, NameQuery, Progress, Record, build
from credcheck.model import Candidate, Claims, Person, PersonName, Sentence
from credcheck.registries._asking import nearest, us_practice
from credcheck.registries.interface import NotAsked, Reply
from credcheck.text import fold, is_npi, tight

if TYPE_CHECKING:
    from credcheck.mirror import Mirror

MOST = 40
"""So many of the nearest persons are looked up; a list on this machine costs little."""
NEARBY = 60


@dataclass(frozen=True, slots=True)
class NpiList:
    """One list: its copy, its columns, about how many rows the whole has, and from which age on it is old."""

    copy: str
    title: str
    layout: Layout
    rows: int
    stale_days: int
    widths: tuple[int, int] = (0, 0)
    """Where the list cuts off surnames and given names; 0: nowhere."""

    def name(self, record: Record) -> PersonName:
        """The name of an entry, in the list's own spelling."""
        columns = self.layout.names[0]
        cells = (record.cells.get(c, "").strip() for c in (columns.given, columns.middle, columns.family))
        return PersonName(*cells)


def load(
    of: NpiList, file: Path, mirrors: Mirrors, progress: Progress, share: float = 1.0, day: date | None = None
) -> Manifest:
    """Build the copy from the list's CSV; all or nothing."""
    from credcheck.mirror.importing import Import  # pyarrow comes in here, not when the program starts

    # The capitals of a header change now and then.
    spelt = {form(c): c for c in of.layout.cells for form in (str.lower, str.upper)}
    with Import(file, lambda name: name.lower().endswith(".csv"), of.layout.cells, spelt, progress) as source:

        def about() -> About:
            if not source.rows:
                raise BadRegisterFile(Sentence("mirror.empty", file=file.name))
            part = source.rows / of.rows if share == 1.0 and source.rows < of.rows / 2 else share
            return About(of.title, file.name, source.digest(), day, part, claims_whole=share == 1.0)

        return build(mirrors.folder, of.copy, of.layout, _trimmed(source.batches()), about, progress)


def _trimmed(batches: Iterable[Any]) -> Iterator[Any]:
    """The batches without spaces around the values: such lists were once of fixed width."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for batch in batches:
        columns = [pc.utf8_trim_whitespace(_text(column)) for column in batch.columns]
        yield pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _text(column: Any) -> Any:
    """The column as valid UTF-8; the few bytes of another encoding become question marks."""
    import pyarrow as pa

    try:
        column.validate(full=True)
    except pa.ArrowInvalid:
        return pa.array([bytes(v.as_buffer()).decode("utf-8", "replace") for v in column], pa.string())
    return column


def passed_over(of: NpiList, mirrors: Mirrors, claims: Claims) -> Sentence | None:
    """Why not to look into a list: there is no copy, or the profile does not speak of practice in the United States."""
    if mirrors.open(of.copy) is None:
        return Sentence("npi_lists.not_installed", title=of.title, copy=of.copy)
    return None if us_practice(claims) else Sentence("npi_lists.not_us", title=of.title)


def opened(of: NpiList, mirrors: Mirrors) -> Mirror:
    """The copy of a list; RegistryDown when it went away since the check began."""
    mirror = mirrors.open(of.copy)
    if mirror is None:
        raise RegistryDown(Sentence("npi_lists.gone", title=of.title))
    return mirror


def with_npi(persons: Iterable[Person], claims: Claims, none: Sentence) -> tuple[Person, ...]:
    """The nearest persons that have an NPI; NotAsked when nobody has."""
    known = nearest([p for p in persons if is_npi(p.identifier("npi"))], claims, MOST)
    if not known:
        raise NotAsked(none)
    return known


def entries(of: NpiList, mirror: Mirror, person: Person) -> tuple[Record, ...]:
    """The entries with the person's NPI and one of their surnames; an entry with another surname is somebody else's."""
    npi = person.identifier("npi")
    first = mirror.by_id(npi) if is_npi(npi) else None
    if first is None:
        return ()
    # One NPI may stand in several rows, of which `by_id` knows one: the others carry the same name.
    rows = [first, *(r for r in named_like(mirror, of.name(first)) if r.id == npi)]
    once = {tuple(sorted(r.cells.items())): r for r in rows}
    return tuple(r for r in once.values() if is_surname(of, of.name(r), person))


def named_like(mirror: Mirror, name: PersonName) -> tuple[Record, ...]:
    """Entries of about this name."""
    found = mirror.search(NameQuery(name.family, name.given, name.middle, limit=NEARBY))
    return tuple(hit.record for hit in found.hits)


def is_surname(of: NpiList, listed: PersonName, person: Person) -> bool:
    """Whether an entry carries one of the person's surnames, whole or as one part of a double one."""
    return any(_same_surname(of, listed.family, n.name.family) for n in person.names())


def _same_surname(of: NpiList, listed: str, ours: str) -> bool:
    if same(listed, ours, of.widths[0]):
        return True
    words, other = set(fold(listed).split()), set(fold(ours).split())
    shorter, longer = sorted((words, other), key=len)
    return bool(shorter) and shorter < longer and all(len(word) >= 3 for word in shorter)


def same(listed: str, ours: str, width: int) -> bool:
    """Whether two names are the same letters, where the list may have cut its own off."""
    a, b = tight(listed), tight(ours)
    return bool(a) and (a == b or bool(width and len(listed) >= width and b.startswith(a)))


def reply(of: NpiList, mirror: Mirror, candidates: Iterable[Candidate], asked: Sentence, url: str) -> Reply:
    """What a list said; when it is old or only a part and nobody was found, that is no "not found"."""
    manifest, found = mirror.manifest, {c.id: c for c in candidates}
    age = manifest.age_days(datetime.now(UTC).date())
    partial = None
    if age is not None and age > of.stale_days:
        partial = Sentence("npi_lists.stale", title=of.title, day=str(manifest.snapshot), copy=of.copy)
    elif manifest.share < 0.995:
        percent = max(1, round(100 * manifest.share))
        partial = Sentence("npi_lists.part", title=of.title, percent=percent, copy=of.copy)
    return Reply(
        tuple(found.values()), asked, url, manifest.snapshot, (manifest.digest,) if manifest.digest else (),
        people=manifest.people, share=manifest.share, partial=partial,
    )  # fmt: skip
