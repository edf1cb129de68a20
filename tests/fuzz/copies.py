"""Distribution files of registers: built plain and zipped, put on top of a copy, and the page that lists such files."""

from __future__ import annotations

import csv
import functools
import gzip
import io
import zipfile
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from credcheck import app, resources
from credcheck.mirror import Mirrors
from credcheck.registries import _nppes_records, medicare_opt_out, medicare_revoked
from credcheck.registries.interface import Bulk
from credcheck.registries.npi_mirror import NpiMirror
from tests.fuzz.files import sheets
from tests.fuzz.target import Target, on_disk, text
from tests.registries import test_leie as leie
from tests.registries import test_medicare_lists as medicare

MONTH, WEEK = "npidata_pfile_20050523-20261108.csv", "npidata_pfile_20261109-20261115.csv"
LINK = '<a href="./NPPES_Data_Dissemination_November_2026_V2.zip">x</a>'
LINKS = (
    "<a href=\"x_111026_111626_Weekly_V2.zip\"><A HREF='/NPPES_Data_Dissemination_110926_111526_Weekly_V2.zip'>"
    '<a href="//other.example/NPPES_Deactivated_NPI_Report_110926_V2.zip">'
    "<a href=NPPES_Deactivated_NPI_Report_110926.zip>"
)
WRAPPED = {"npi_mirror": MONTH, "leie": "UPDATED.csv"}


def targets() -> list[Target]:
    """For every registry that is kept as a copy: its file, the same in a zip, and its page."""
    made = [Target(f"copy.{p.id}", partial(register, p), partial(built, p, ".csv"), words(p)) for p in bulk()]
    made += [Target(f"zip.{p.id}", partial(zipped, p), partial(packed, p), words(p)) for p in bulk()]
    made += [Target(f"index.{p.id}", partial(index, p), partial(listed, p), words(p)) for p in bulk() if p.index]
    return [*made, Target("changes.npi_mirror", changes, changed, words(NpiMirror))]


def words(plug: type[Any]) -> tuple[str, ...]:
    """The modules that know the words of such a file."""
    return (plug.__module__, "credcheck.registries._nppes_files", "credcheck.registries._cms_catalogue")


def bulk() -> list[type[Any]]:
    """Every registry that is kept as a copy."""
    return [plug for plug in app.registries() if issubclass(plug, Bulk)]


def register(plug: type[Any]) -> list[bytes]:
    """A small file of that register, of invented people: in its own layout, and as nobody else writes it."""
    whole = table(plug)
    lines = whole.splitlines(keepends=True)
    return [
        whole,
        b"".join(lines[:1]),
        b"\xef\xbb\xbf" + whole.replace(b'"', b""),
        whole.replace(b"\r\n", b"\n"),
        whole.upper(),
        gzip.compress(whole, mtime=0),
        whole.replace(b"EXAMPLE", "ÉXAMPLE".encode("cp1252")),
    ]


def table(plug: type[Any]) -> bytes:
    """A few rows in the layout of the register."""
    if plug.id == "npi_mirror":
        return b"".join(practice()[:4])
    if plug.id == "leie":
        people = [
            leie.row("EXAMPLE", "JANE", "1234567893"),
            leie.row("SAMPLE", "JOHN", BUSNAME="X", REINDATE="20200101"),
        ]
        return "\r\n".join([leie.HEADER, *people, ""]).encode()
    return written(medicare.OUT if plug.id == "medicare_opt_out" else medicare.REVOKED, [medicare.entry(plug)] * 2)


def written(columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """A table as bytes."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(columns), restval="", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@functools.cache
def practice() -> list[bytes]:
    """The lines of the register of invented people, in the layout of the NPI register."""
    return gzip.decompress((resources.folder() / app.PRACTICE).read_bytes()).splitlines(keepends=True)


def zipped(plug: type[Any]) -> list[bytes]:
    """The same in a zip: alone, beside others, stored, and cut."""
    whole = table(plug)
    name = WRAPPED.get(plug.id, "list.csv")
    one, several = packing({name: whole}), packing({"in/readme.txt": b"x", f"in/{name}": whole, "a.csv": b"NPI\n"})
    return [whole, one, several, packing({name: whole}, zipfile.ZIP_STORED), one[:-40]]


def packing(members: Mapping[str, bytes], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", way) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, way)
    return buffer.getvalue()


def packed(plug: type[Any], content: bytes) -> None:
    """Build from a zip; what is none is put into one, so that more than its head is reached."""
    made = content if content.startswith(b"PK") else packing({WRAPPED.get(plug.id, "list.csv"): content})
    built(plug, ".zip", made)


def built(plug: type[Any], ending: str, content: bytes) -> None:
    """Build a copy in a folder that is thrown away."""
    with on_disk(content, f"file{ending}") as file:
        plug.load(file, Mirrors(file.parent / "mirrors"), lambda done, total, what: None)


def index(plug: type[Any]) -> list[bytes]:
    """The page that lists the register's files."""
    if plug.id == "npi_mirror":
        return [LINK.encode(), f"<html>{LINK}{LINKS}</html>".encode()]
    title = {"medicare_opt_out": medicare_opt_out.DATASET, "medicare_revoked": medicare_revoked.DATASET}.get(
        plug.id, ""
    )
    file = medicare.file("2026-09-30")
    return [medicare.catalogue(file, file, title=title).encode(), b'{"dataset":[]}', b"<html></html>"]


def listed(plug: type[Any], content: bytes) -> None:
    """What a page offers; every offer leads to an address."""
    assert all(offer.url for offer in plug.offers(text(content)))


def changes() -> list[bytes]:
    """What is put on top of a copy: a week's rows, plain or packed, and the list of withdrawn numbers."""
    week = b"".join(practice()[:1] + practice()[3:6])
    return [
        week,
        packing({WEEK: week}),
        *sheets()[1:],
        packing({"in/NPPES Deactivated NPI Report 20261109.xlsx": sheets()[1]}),
    ]


def changed(content: bytes) -> None:
    """Bring a copy up to date, and find somebody in it."""
    made = content if content.startswith(b"PK") else packing({WEEK: content})
    with on_disk(made, "changes.zip") as file:
        mirrors = Mirrors(put(file.parent / "mirrors", copied()))
        NpiMirror.load(file, mirrors, lambda done, total, what: None)
        found = mirrors.open(NpiMirror.copy)
        assert found is not None
        known = found.by_id("2999000013")
        assert known is None or _nppes_records.candidate("x", known.cells).registry == "x"


@functools.cache
def copied() -> dict[str, bytes]:
    """The files of a small copy as a monthly file makes it: making one takes longer than any reading."""
    with on_disk(packing({MONTH: b"".join(practice()[:5])}), "month.zip") as file:
        home = file.parent / "mirrors"
        NpiMirror.load(file, Mirrors(home), lambda done, total, what: None)
        return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def put(folder: Path, files: Mapping[str, bytes]) -> Path:
    """The files below a folder."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder
