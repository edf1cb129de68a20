"""Every parser of hostile input, as a function of bytes: it returns, or refuses in our own words, and nothing else.

Who writes such input, and what else stops it, is in docs/security.md. Lists grow by themselves: a new registry, proof,
platform or kind of local copy is a new target.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import gzip
import hashlib
import io
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from credcheck import app, bindings, claims, discover, platforms, resources, rows, verify, wire
from credcheck.bindings.interface import Proof
from credcheck.errors import CredCheckError
from credcheck.gui import instance
from credcheck.mirror import Mirrors, spreadsheet
from credcheck.model import Level, Part, Profile
from credcheck.net import Http, Patience, guard
from credcheck.platforms.interface import Platform
from credcheck.registries import _nppes
from credcheck.registries.interface import Bulk, NotAsked, Registry
from credcheck.store import Filter, Opinion, ReportStore, _lines
from tests import factory
from tests.mirror import test_spreadsheet as spreadsheets
from tests.registries.test_faults import JANE, WANTED
from tests.virtual_time import VirtualLoop

DATA = Path(__file__).resolve().parents[1]
KINDS = ("application/json", "text/html", "text/csv", "application/xml", "text/plain")
INDEX = b'<a href="./NPPES_Data_Dissemination_November_2026_V2.zip"><a href="x_111026_111626_Weekly_V2.zip">'
PAGE = (
    b'<html><title>Jane Example, MD</title><link rel="me" href="https://social.example/@jane"><h1>Jane Example</h1>'
    b'<a href="https://x.com/janeexample" rel="me">me</a><p>did=did:plc:aaaa https://clinic.example/jane</p></html>'
)
RECORD = (DATA / "registries" / "data" / "orcid_record.json").read_bytes()
# Where a file must be: in memory where the system has such a place.
SCRATCH = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112
REFUSALS = (CredCheckError, NotAsked)


@dataclass(frozen=True)
class Target:
    """One parser: its name, what it is given at first, and the parser itself."""

    name: str
    seeds: Callable[[], Iterable[bytes]]
    parse: Callable[[bytes], object]

    def run(self, content: bytes) -> None:
        """Parse; a refusal in our own words is as good as an answer."""
        with contextlib.suppress(*REFUSALS):
            self.parse(content)


def targets() -> dict[str, Target]:
    """All of them by name."""
    made = [*texts(), *files(), *answers(), *copies()]
    return {target.name: target for target in made}


# ---------------------------------------------------------------- what people paste, copy and open
def texts() -> list[Target]:
    """Profile texts, addresses, lists, saved pages, and what comes over the local socket."""
    pasted = [factory.BIO, factory.HOSTILE_BIO, *(report.case.profile.text for report in factory.reports())]
    addresses = [
        "https://x.com/janeexample",
        "@jane@social.example",
        "https://bsky.app/profile/did:plc:aaaa",
        "http://[::1]/",
        "１２７.0.0.1",
    ]
    page = '<title>Jane (@jane)</title><meta property="og:description" content="MD &amp;"><link rel=canonical href=x>'
    return [
        Target("profile", lambda: encoded(pasted), profile),
        Target("address", lambda: encoded(addresses), address),
        Target(
            "page",
            lambda: encoded([page, f"<!doctype html><body>{factory.BIO}</body>"]),
            lambda b: platforms.read_page(text(b)),
        ),
        Target("socket", lambda: [instance.line_of(instance.Request("show", "x")), b"{}", b"[]"], instance.request_of),
    ]


def profile(content: bytes) -> None:
    """What a text says; every span lies inside the part that it quotes."""
    found = platforms.read(text(content)).profile
    for claim in claims.extract(found).all:
        for span in claim.spans:
            assert 0 <= span.start <= span.end <= len(found.part(Part(span.part)))


def address(content: bytes) -> None:
    """An address that passes the guard names a public-looking host."""
    written = text(content)
    with contextlib.suppress(CredCheckError):
        platforms.read(written)
    host = guard.check_url(written).host
    assert "." in host
    assert not host.rpartition(".")[2].isdigit()


# ---------------------------------------------------------------- files that others made
def files() -> list[Target]:
    """Tables and lists of profiles, reports to verify, archives of a cache."""
    lists = [
        b"name,handle,bio\nJane Example,@jane,MD\n",
        b'{"id":"1","handle":"jane","bio":"MD"}\n',
        b"Jane\n---\nSam\n",
    ]
    made = [Target(f"rows{ending}", lambda: lists, partial(read, reader)) for ending, reader in rows.READERS.items()]
    made.append(Target("report", lambda: [wire.dumps(report) for report in factory.reports()], verify.verify))
    made.append(Target("sheet", sheets, sheet))
    made.append(Target("archive", archives, archive))
    return made


def read(reader: Callable[[bytes], Iterable[object]], content: bytes) -> None:
    """Every row of a file."""
    assert all(row is not None for row in reader(content))


def sheets() -> list[bytes]:
    """A spreadsheet as the register of withdrawn numbers is published, plain and in a zip."""
    lines = [("NPPES Deactivated NPI Report",), ("NPI", "NPPES Deactivation Date"), ("1234567893", "11/12/2025")]
    book = spreadsheets.book(spreadsheets.sheet_of(lines))
    return [spreadsheets.sheet_of(lines).encode(), book]


def sheet(content: bytes) -> None:
    """Every row of a spreadsheet; a sheet that is no zip is put into one, so that its cells are reached."""
    book = (
        content if content.startswith(b"PK") else spreadsheets.book(text(content).encode("utf-8", "replace").decode())
    )
    with on_disk(book, "NPPES Deactivated NPI Report 20251117.xlsx") as file:
        assert all(_nppes.withdrawn(spreadsheet.rows(file, _nppes.is_report), file.name))


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


# ---------------------------------------------------------------- what servers answer
def answers() -> list[Target]:
    """The answers of every registry, every proof's host, and every platform that is fetched."""
    online = [plug for plug in app.registries() if plug.online]
    made = [Target(f"registry.{p.id}", partial(recorded, "registries", p), partial(asked, p)) for p in online]
    made += [Target(f"proof.{p.id}", partial(recorded, "bindings", p), partial(proved, p)) for p in proofs()]
    made += [Target(f"fetch.{p.id}", partial(recorded, "platforms", p), partial(fetched, p)) for p in fetchable()]
    return made


def proofs() -> tuple[type[Proof], ...]:
    """Every proof that asks somebody."""
    return tuple(plug for plug in discover.plugs(bindings, Proof) if plug.online)  # type: ignore[type-abstract]


def fetchable() -> tuple[type[Platform], ...]:
    """Every platform whose profiles are fetched."""
    return tuple(plug for plug in discover.plugs(platforms, Platform) if plug.paste_only is None)  # type: ignore[type-abstract]


def recorded(room: str, plug: type[Any]) -> list[bytes]:
    """Answers of invented people that lie beside the tests of a plug or its room, and the smallest of each kind."""
    name = plug.__module__.rpartition(".")[2]
    found = [path.read_bytes() for path in sorted((DATA / room / "data").glob(f"{name}*"))]
    if room != "registries":  # their answers are those of platforms and pages, whatever the plug's name
        found = [path.read_bytes() for path in sorted((DATA / "platforms" / "data").glob("*.json"))] + [PAGE, RECORD]
    return [
        bytes([at % len(KINDS)]) + body
        for at in range(2)
        for body in [*found, b"{}", b"[]", b"", b"<a/>", b"a,b\n1,2\n"]
    ]


def asked(plug: type[Registry], content: bytes) -> None:
    """Ask a registry whose every answer is this; a reply holds only what can be written down."""
    from tests.registries.asking import access, ask

    async def go() -> None:
        http = served(content)
        one = plug(access(http))
        try:
            for wanted in [wanted for wanted in WANTED if one.pass_over(wanted) is None][:2]:
                with contextlib.suppress(*REFUSALS):
                    reply = await ask(plug, http, wanted, JANE)
                    assert all(candidate.registry for candidate in reply.candidates)
        finally:
            await http.aclose()

    at_once(go)


def proved(plug: type[Proof], content: bytes) -> None:
    """Look for a proof where every answer is this; junk never binds an account."""

    async def go() -> None:
        http = served(content)
        try:
            for of in (Profile(handle="jane.clinic.example", platform="bluesky"), factory.profile()):
                with contextlib.suppress(*REFUSALS):
                    found = await plug(http).prove(of, factory.claims(), (factory.person(),))
                    assert all(binding.level in tuple(Level) for binding in found)
        finally:
            await http.aclose()

    at_once(go)


def fetched(plug: type[Platform], content: bytes) -> None:
    """Fetch a profile from a server that answers this."""

    async def go() -> None:
        http = served(content)
        try:
            for handle in ("jane.social.example", "jane@social.example"):
                of = Profile(handle=handle, platform=plug.id, url="https://social.example/@jane")
                with contextlib.suppress(*REFUSALS):
                    await plug().fetch(of, http)
        finally:
            await http.aclose()

    at_once(go)


def served(content: bytes) -> Http:
    """The network, where everybody answers the same; the first byte says what it calls itself."""
    kind, body = KINDS[content[0] % len(KINDS)] if content else KINDS[0], content[1:]
    answer = lambda request: httpx.Response(200, content=body, headers={"content-type": kind})  # noqa: E731
    return Http(transport=httpx.MockTransport(answer), patience=Patience(attempts=1))


def at_once(go: Callable[[], Any]) -> None:
    """Run on a clock that jumps: pauses between questions take no time."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        runner.run(go())


# ---------------------------------------------------------------- distribution files of registers
def copies() -> list[Target]:
    """Building every kind of local copy from a file, plain and zipped, and reading the page that lists such files."""
    made = [Target(f"copy.{p.id}", partial(register, p), partial(built, p, ".csv")) for p in bulk()]
    made += [Target(f"zip.{p.id}", partial(zipped, p), partial(built, p, ".zip")) for p in bulk()]
    made += [Target(f"index.{p.id}", lambda: [INDEX], partial(listed, p)) for p in bulk() if p.index]
    return made


def bulk() -> list[type[Any]]:
    """Every registry that is kept as a copy."""
    return [plug for plug in app.registries() if issubclass(plug, Bulk)]


def register(plug: type[Any]) -> list[bytes]:
    """A small file of that register: the practice register, or what its tests hold."""
    found = [
        path.read_bytes()
        for path in sorted((DATA / "registries" / "data").glob(f"{plug.__module__.rpartition('.')[2]}*"))
    ]
    practice = gzip.decompress((resources.folder() / app.PRACTICE).read_bytes())
    return [*found, b"".join(practice.splitlines(keepends=True)[:3]), b"\x1f\x8b" + practice[:50]]


def zipped(plug: type[Any]) -> list[bytes]:
    """The same in a zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("npidata_pfile_20050523-20261108.csv", register(plug)[-2])
    return [buffer.getvalue(), buffer.getvalue()[:200]]


def listed(plug: type[Any], content: bytes) -> None:
    """What a page offers; every offer leads to an address."""
    assert all(offer.url for offer in plug.offers(text(content)))


def built(plug: type[Any], ending: str, content: bytes) -> None:
    """Build a copy in a folder that is thrown away."""
    with on_disk(content, f"file{ending}") as file:
        plug.load(file, Mirrors(file.parent / "mirrors"), lambda done, total, what: None)


# ---------------------------------------------------------------- shared
@contextlib.contextmanager
def on_disk(content: bytes, name: str) -> Any:
    """The bytes as a file."""
    folder = Path(tempfile.mkdtemp(dir=SCRATCH, prefix="credcheck-fuzz-"))
    try:
        (folder / name).write_bytes(content)
        yield folder / name
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def text(content: bytes) -> str:
    """As a program reads text that is none; lone surrogates come from clipboards."""
    return (
        content.decode("utf-8", "surrogatepass" if content[:1] == b"\x00" else "replace")
        if valid(content)
        else content.decode("utf-8", "replace")
    )


def valid(content: bytes) -> bool:
    """Whether lone surrogates can be read from it."""
    try:
        content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def encoded(written: Iterable[str]) -> list[bytes]:
    """Texts as bytes."""
    return [one.encode("utf-8", "surrogatepass") for one in written]
