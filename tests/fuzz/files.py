"""Files that others made: lists of profiles, saved pages, reports to verify, spreadsheets, archives of a cache."""

from __future__ import annotations

import contextlib
import functools
import gzip
import hashlib
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from credcheck import rows, verify, wire
from credcheck.mirror import spreadsheet
from credcheck.model import Profile
from credcheck.registries import _nppes_files
from credcheck.store import Filter, Opinion, ReportStore, _lines
from tests import factory
from tests.fuzz.target import SCRATCH, Target, encoded, on_disk, text
from tests.fuzz.texts import PAGES
from tests.mirror import test_spreadsheet as spreadsheets
from tests.platforms import test_saved_pages as saved

TABLE = (
    b'id,name,handle,bio,location,platform,url,text\r\n1,Jane Example,@jane,"MD, ""x""\nline",Boston,twitter,,\r\n'
    b'2,,,,,,https://x.com/janeexample,\r\n3,,,,,,,"Jane Example, MD\n@jane\n12 Followers"\r\n'
)
LINES = (
    b'{"id":"1","handle":"jane","name":"Jane","bio":"MD","location":"Boston","platform":"x"}\n'
    b'{"url":"https://x.com/janeexample"}\n{"text":"Jane Example, MD\\n@jane"}\n'
)
LIST = b"Jane Example, MD\n@jane\n---\nSam\n\n@sam@social.example\nhttps://x.com/janeexample\n"
ARCHIVE = saved.MHTML.encode()
QUOTED = ARCHIVE.replace(b"8bit", b"quoted-printable").replace(b"utf-8", b"windows-1252").replace(b"\n", b"\r\n")
NESTED = ARCHIVE.replace(
    b"Content-Type: text/html", b"Content-Type: multipart/alternative; boundary=c\n\n--c\nContent-Type: text/html"
)
PICTURED = f'<meta property="og:image" content="{saved.PORTRAIT}">'
TABLES = [TABLE, b"name;handle\nJane;@jane\n", b"\xff\xfe" + "name,bio\nJane,MD\n".encode("utf-16-le")]
FORMS: dict[str, list[bytes]] = {
    ".csv": [*TABLES, TABLE.replace(b",", b"\t")],
    ".jsonl": [LINES],
    ".txt": [LIST, b"@jane\n@sam@social.example\n"],
    ".html": encoded(PAGES),
    ".mhtml": [ARCHIVE, QUOTED, NESTED, saved.archive(PICTURED, saved.PORTRAIT)],
}
SAME = {".tsv": ".csv", ".ndjson": ".jsonl", ".htm": ".html", ".mht": ".mhtml"}
"""Endings that are read by the very parser of another one: what is read depends on the content alone."""


def targets() -> list[Target]:
    """One for each kind of file, by whichever ending."""
    read_by = ("credcheck.rows", "credcheck.batch", "credcheck.platforms._mhtml", "credcheck.platforms._saved")
    made = [
        Target(f"rows{ending}", partial(list, FORMS.get(ending, [LIST])), partial(read, reader), read_by)
        for ending, reader in rows.READERS.items()
        if rows.READERS.get(SAME.get(ending, "")) is not reader
    ]
    made.append(Target("report", lambda: [wire.dumps(report) for report in factory.reports()], verify.verify))
    made.append(Target("sheet", sheets, sheet, ("credcheck.mirror.spreadsheet",)))
    made.append(Target("archive", archives, archive, ("credcheck.store",)))
    return made


def read(reader: Callable[[bytes], Iterable[object]], content: bytes) -> None:
    """Every row of a file."""
    assert all(row is not None for row in reader(content))


def sheets() -> list[bytes]:
    """A spreadsheet as the register of withdrawn numbers is published, plain and in a zip, its texts apart too."""
    lines = [("NPPES Deactivated NPI Report",), ("NPI", "NPPES Deactivation Date"), ("1234567893", "11/12/2025")]
    apart = "".join(
        f'<row r="{r}"><c r="A{r}" t="s"><v>{r}</v></c><c r="B{r}"><v>45973</v></c></row>' for r in (1, 2, 3)
    )
    shared = "".join(f"<si><t>{cell}</t></si>" for line in lines for cell in line)
    return [
        spreadsheets.sheet_of(lines).encode(),
        spreadsheets.book(spreadsheets.sheet_of(lines)),
        spreadsheets.book(apart, shared),
    ]


def sheet(content: bytes) -> None:
    """Every row of a spreadsheet; a sheet that is no zip is put into one, so that its cells are reached."""
    book = (
        content if content.startswith(b"PK") else spreadsheets.book(text(content).encode("utf-8", "replace").decode())
    )
    with on_disk(book, "NPPES Deactivated NPI Report 20251117.xlsx") as file:
        assert all(_nppes_files.withdrawn(spreadsheet.rows(file, _nppes_files.is_report), file.name))


def archives() -> list[bytes]:
    """The lines of a real archive without the digest at its end, and nearly none."""
    with on_disk(b"", "cache.gz") as file, opened(file.parent) as store:
        for report in factory.reports()[:3]:
            store.save(report)
        store.judgements.judge("r-several", Opinion.AGREE)
        store.notes.add("r-several", "A note.")
        store.queue.add([("1", Profile(name="Jane Example"))])
        store.archive.write(file)
        lines = gzip.decompress(file.read_bytes()).splitlines(keepends=True)[:-1]
    # Bodies are long, and say nothing to this reader: one report is enough.
    short = [line for line in lines if len(line) < 4000]
    return [b"".join(short), b"".join(lines[:2]), b"".join(line for line in lines if b'"r-several"' in line), b""]


def archive(content: bytes) -> None:
    """A file that says it is a cache, closed by its digest so that lines are reached; what was taken is shown."""
    form = json.dumps({"form": _lines.FORM}).encode() + b"\n"
    made = content if content.startswith(b'{"form"') else form + content
    made = made if made.endswith(b"\n") else made + b"\n"
    end = json.dumps({"digest": hashlib.sha256(made).hexdigest()}).encode()
    with on_disk(gzip.compress(made + end, 1), "cache.gz") as file, opened(file.parent) as store:
        store.archive.read(file)
        store.history()
        store.log.audit()
        store.log.entries(100)
        store.queue.page()
        for row in store.queue.waiting():
            store.queue.profile(row)
        for watched in store.watches.all():
            store.history(wanted=Filter(account_key=watched.account_key))
        store.save(factory.several())


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[ReportStore]:
    """An empty cache in a folder: made once, then copied, for making one takes longer than any reading."""
    (folder / "cache.sqlite3").write_bytes(empty())
    store = ReportStore(f"sqlite:///{folder}/cache.sqlite3")
    store.open()
    try:
        yield store
    finally:
        store.close()


@functools.cache
def empty() -> bytes:
    """The file of a cache that nothing was put into."""
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        store = ReportStore(f"sqlite:///{folder}/cache.sqlite3")
        store.open()
        store.close()
        return (Path(folder) / "cache.sqlite3").read_bytes()
