"""Updates of a local copy end to end: a real server on the loopback, a real register file, a real build."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
import zipfile
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from credcheck import copies, resources
from credcheck import update as updating
from credcheck.errors import BadInput, BadRegisterFile, Cancelled, MirrorError, RegistryChanged, RegistryDown
from credcheck.mirror import Manifest, Mirrors, NameQuery, Progress, storing
from credcheck.model import Sentence
from credcheck.net import Http, Patience
from credcheck.registries.npi_mirror import NpiMirror
from credcheck.settings import Settings
from credcheck.update import Meter, Step, Updated, steps, update
from tests.net.loopback import Server, reply, serving
from tests.registries import test_npi_mirror as npi

ETAG = 'ETag: "v1"'
MONTHLY = "NPPES_Data_Dissemination_November_2026_V2.zip"


def silent(done: int, total: int, what: Sentence) -> None:
    """Nobody listens."""


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    made = Http(timeout_s=5.0, patience=Patience(first_wait_s=0.01))
    yield made
    await made.aclose()


@pytest.fixture(scope="module")
def monthly(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The practice register, packed as the monthly file is published."""
    path = tmp_path_factory.mktemp("zip") / "m.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        text = gzip.decompress((resources.folder() / "practice/practice_register.csv.gz").read_bytes())
        archive.writestr("npidata_pfile_20050523-20261108.csv", text)
    return path.read_bytes()


def page(*names: str) -> bytes:
    links = "".join(f"<li><a href='./{name}'>{name}</a></li>" for name in names)
    return reply(f"<html><body>{links}</body></html>".encode(), "200 OK", "text/html")


def register_at(url: str) -> type[NpiMirror]:
    return type("Here", (NpiMirror,), {"index": f"{url}/nppes/NPI_Files.html", "__doc__": "x"})


def paths(server: Server) -> list[str]:
    return [head.split(" ")[1].rpartition("/")[2] for head in server.asked]


async def test_a_first_update_downloads_the_newest_month_and_makes_it_searchable(
    http: Http, tmp_path: Path, monthly: bytes
) -> None:
    mirrors, said = Mirrors(tmp_path, dict), list[str]()
    listing = page(
        "NPPES_Data_Dissemination_October_2026_V2.zip", MONTHLY, "NPPES_Data_Dissemination_November_2026.zip"
    )
    async with serving(listing, reply(monthly, "200 OK", "application/zip", ETAG)) as server:
        here = register_at(server.url)
        done = await update(http, mirrors, here, lambda done, total, what: said.append(what.id))
    assert done.applied == (MONTHLY,)
    assert done.copy is not None
    assert (done.copy.snapshot, done.copy.source) == (date(2026, 11, 8), MONTHLY)
    assert paths(server) == ["NPI_Files.html", MONTHLY]
    assert said[0] == "update.looking"
    assert "update.downloading" in said
    assert "mirror.indexing" in said
    found = mirrors.open("npi")
    assert found is not None
    assert found.search(NameQuery("Exampel", "Jane")).hits[0].record.cells["Provider First Name"] == "JANE"
    assert not mirrors.downloads("npi").exists()


async def test_a_copy_of_an_older_format_is_built_anew_before_anything_is_asked_of_the_network(
    http: Http, tmp_path: Path
) -> None:
    mirrors = Mirrors(tmp_path, dict)
    NpiMirror.load(npi.PRACTICE, mirrors, silent)
    manifest = next((tmp_path / "npi").glob("g-*/manifest.json"))
    table = json.loads(manifest.read_bytes()) | {"format": 2}
    manifest.write_text(json.dumps(table | {"check": storing.check_of(table)}))
    assert mirrors.is_older("npi")
    with pytest.raises(RegistryDown):
        await update(http, mirrors, register_at("http://127.0.0.1:9"), silent)
    mirror = mirrors.open("npi")
    assert mirror is not None
    assert mirror.search(NameQuery("Exampel", "Jane")).hits[0].record.cells["Provider First Name"] == "JANE"


async def test_an_update_applies_every_week_that_is_missing_and_the_deactivated_numbers(
    http: Http, tmp_path: Path, monthly: bytes
) -> None:
    first, second = (f"NPPES_Data_Dissemination_{days}_Weekly_V2.zip" for days in ("110926_111526", "111626_112226"))
    gone = "NPPES_Deactivated_NPI_Report_112326_V2.zip"
    files = [
        npi.weekly(tmp_path / "a", [npi.person(npi.JANE, "FIRSTNAME", "JANE")], "npidata_pfile_20261109-20261115.csv"),
        npi.weekly(tmp_path / "b", [npi.person(npi.JANE, "SECONDNAME", "JANE")], "npidata_pfile_20261116-20261122.csv"),
        npi.report(tmp_path / "c", {npi.SECOND: "11/20/2026"}),
    ]
    bodies = [monthly, *(file.read_bytes() for file in files)]
    answers = [reply(body, "200 OK", "application/zip", ETAG) for body in bodies]
    listing, mirrors = page(second, gone, MONTHLY, first), Mirrors(tmp_path / "m", dict)
    async with serving(listing, *answers, listing) as server:
        done = await update(http, mirrors, register_at(server.url), silent)
        assert done.applied == (MONTHLY, first, second, gone)
        again = await update(http, mirrors, register_at(server.url), silent)
    assert again.applied == ()
    assert paths(server)[1:5] == [MONTHLY, first, second, gone]
    assert done.copy is not None
    assert (done.copy.snapshot, done.copy.withdrawn_to) == (date(2026, 11, 22), date(2026, 11, 23))
    mirror = mirrors.open("npi")
    assert mirror is not None
    assert mirror.search(NameQuery("Secondname", "Jane")).hits[0].record.id == npi.JANE
    withdrawn = mirror.by_id(npi.SECOND)
    assert withdrawn is not None
    assert "Provider First Name" not in withdrawn.cells


async def test_a_missing_week_is_told_and_the_copy_stays(http: Http, tmp_path: Path, monthly: bytes) -> None:
    late = "NPPES_Data_Dissemination_112326_112926_Weekly_V2.zip"
    async with serving(page(late, MONTHLY), reply(monthly, "200 OK", "application/zip", ETAG)) as server:
        done = await update(http, Mirrors(tmp_path, dict), register_at(server.url), silent)
    assert done.applied == (MONTHLY,)
    assert done.remark == Sentence("update.gap")


async def test_a_stopped_update_goes_on_where_it_was(http: Http, tmp_path: Path, monthly: bytes) -> None:
    mirrors = Mirrors(tmp_path, dict)
    whole = reply(monthly, "200 OK", "application/zip", ETAG)
    unchanged = reply(b"", "416 Range Not Satisfiable", "text/plain")

    def stop(done: int, total: int, what: Sentence) -> None:
        if what.id == "mirror.indexing":
            raise Cancelled(Sentence("mirror.cancelled"))

    async def at_once(work: Callable[[Progress], Manifest], progress: Progress) -> Manifest:
        return work(progress)  # a thread may be done before the loop has heard that it is to stop

    async with serving(page(MONTHLY), whole, page(MONTHLY), unchanged) as server:
        here = register_at(server.url)
        with pytest.raises(Cancelled):
            await update(http, mirrors, here, stop, at_once)
        assert mirrors.open("npi") is None
        assert (await update(http, mirrors, here, silent)).applied == (MONTHLY,)
    assert f"range: bytes={len(monthly)}-" in server.asked[-1].lower()


async def test_a_cancelled_task_leaves_the_part_and_the_old_copy(http: Http, tmp_path: Path, monthly: bytes) -> None:
    mirrors = Mirrors(tmp_path, dict)

    async def hang(writer: asyncio.StreamWriter) -> None:
        writer.write(reply(monthly, "200 OK", "application/zip", ETAG)[:-9000])
        await writer.drain()
        await asyncio.sleep(30)

    async with serving(page(MONTHLY), hang) as server:
        iterator = steps(lambda tell: update(http, mirrors, register_at(server.url), tell))
        async for step in iterator:
            if isinstance(step, Step) and step.done:
                break
        await iterator.aclose()
    part = mirrors.downloads("npi") / f"{MONTHLY}.part"
    assert 0 < part.stat().st_size < len(monthly)


async def test_a_second_update_at_the_same_time_is_told_of_the_first_and_touches_nothing(
    http: Http, tmp_path: Path, monthly: bytes
) -> None:
    async def hang(writer: asyncio.StreamWriter) -> None:
        writer.write(reply(monthly, "200 OK", "application/zip", ETAG)[:-9000])
        await writer.drain()
        await asyncio.sleep(30)

    async with serving(page(MONTHLY), hang) as server:
        here = register_at(server.url)
        iterator = steps(lambda tell: update(http, Mirrors(tmp_path, dict), here, tell))
        async for step in iterator:
            if isinstance(step, Step) and step.done:
                break
        with pytest.raises(MirrorError) as caught:
            await update(http, Mirrors(tmp_path, dict), here, silent)
        await iterator.aclose()
        assert len(server.asked) == 2
    assert caught.value.sentence.id == "mirror.busy"


async def test_a_download_that_was_applied_as_the_program_ended_is_thrown_away_at_the_next_update(
    http: Http, tmp_path: Path, monthly: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirrors = Mirrors(tmp_path, dict)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    async def taken_down(here: type[NpiMirror]) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(updating, "rmtree", killed)
            with pytest.raises(KeyboardInterrupt):
                await update(http, mirrors, here, silent)

    whole = reply(monthly, "200 OK", "application/zip", ETAG)
    async with serving(page(MONTHLY), whole, page(MONTHLY)) as server:
        await taken_down(register_at(server.url))
        assert (mirrors.downloads("npi") / MONTHLY).exists()
        assert (await update(http, mirrors, register_at(server.url), silent)).applied == ()
    assert not mirrors.downloads("npi").exists()


async def test_a_week_never_goes_on_top_of_a_newer_file_that_was_imported_while_it_came(
    http: Http, tmp_path: Path, monthly: bytes
) -> None:
    mirrors, week = Mirrors(tmp_path / "m", dict), "NPPES_Data_Dissemination_110926_111526_Weekly_V2.zip"
    old = npi.weekly(tmp_path / "a", [npi.person(npi.JANE, "OLDER", "JANE")], "npidata_pfile_20261109-20261115.csv")
    newer = tmp_path / "newer.zip"
    with zipfile.ZipFile(io.BytesIO(monthly)) as source, zipfile.ZipFile(newer, "w") as target:
        target.writestr("npidata_pfile_20050523-20261213.csv", source.read(source.namelist()[0]))

    def import_meanwhile(done: int, total: int, what: Sentence) -> None:
        if dict(what.params).get("file") == week and done == total:
            NpiMirror.load(newer, Mirrors(tmp_path / "m", dict), silent)

    answers = [reply(body, "200 OK", "application/zip", ETAG) for body in (monthly, old.read_bytes())]
    async with serving(page(MONTHLY, week), *answers) as server:
        done = await update(http, mirrors, register_at(server.url), import_meanwhile)
    assert done.copy is not None
    assert done.copy.snapshot == date(2026, 12, 13)
    jane = Mirrors(tmp_path / "m", dict).open("npi").by_id(npi.JANE)  # type: ignore[union-attr]
    assert jane is not None
    assert jane.cells["Provider Last Name (Legal Name)"] != "OLDER"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda body: body[:1000] + bytes(50) + body[1050:], "mirror.bad_crc"),
        (lambda body: body[: len(body) // 2], "mirror.bad_zip"),
        (lambda body: b"PK" + b"x" * 20, "mirror.not_a_register"),
    ],
    ids=["spoilt", "cut and called whole", "tiny"],
)
async def test_a_file_that_is_no_register_is_refused_and_thrown_away(
    http: Http, tmp_path: Path, monthly: bytes, spoil: object, said: str
) -> None:
    assert callable(spoil)
    body = spoil(monthly)
    mirrors = Mirrors(tmp_path, dict)
    async with serving(page(MONTHLY), reply(body, "200 OK", "application/zip", ETAG)) as server:
        with pytest.raises(BadRegisterFile) as caught:
            await update(http, mirrors, register_at(server.url), silent)
    assert caught.value.sentence.id == said
    assert mirrors.open("npi") is None
    assert not mirrors.downloads("npi").exists()


async def test_a_page_that_lists_nothing_we_know_is_told_and_nothing_is_downloaded(http: Http, tmp_path: Path) -> None:
    async with serving(page("Other.zip")) as server:
        with pytest.raises(RegistryChanged) as caught:
            await update(http, Mirrors(tmp_path, dict), register_at(server.url), silent)
    assert caught.value.sentence.id == "npi_mirror.other_page"
    assert len(server.asked) == 1


async def test_a_server_in_maintenance_leaves_the_old_copy(http: Http, tmp_path: Path, monthly: bytes) -> None:
    mirrors = Mirrors(tmp_path, dict)
    NpiMirror.load(resources.folder() / "practice/practice_register.csv.gz", mirrors, silent)
    down = reply(b"<html>Down for maintenance</html>", "200 OK", "text/html")
    async with serving(page(MONTHLY), down) as server:
        with pytest.raises(RegistryDown):
            await update(http, mirrors, register_at(server.url), silent)
    assert mirrors.open("npi") is not None


async def test_no_room_is_told_before_the_download(
    http: Http, tmp_path: Path, monthly: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("credcheck.update.disk_usage", lambda folder: type("Usage", (), {"free": 1000}))
    async with serving(page(MONTHLY), reply(monthly, "200 OK", "application/zip", ETAG)) as server:
        with pytest.raises(MirrorError) as caught:
            await update(http, Mirrors(tmp_path, dict), register_at(server.url), silent)
    assert caught.value.sentence.id == "update.no_room"


async def test_the_copies_page_lists_updates_and_removes(http: Http, tmp_path: Path) -> None:
    settings = replace(Settings(), data_dir=tmp_path)
    before = {c.name: c for c in copies.listed(settings, date(2026, 11, 26))}["npi"]
    assert (before.copy, before.fault, before.can_download) == (None, None, True)
    assert before.download_bytes > 0
    source = resources.folder() / "practice/practice_register.csv.gz"
    got = [step async for step in copies.import_file(settings, "npi", source)]
    assert isinstance(got[0], Step)
    after = {c.name: c for c in copies.listed(settings, date(2026, 11, 26))}["npi"]
    assert after.copy == got[-1]
    assert (after.age_days, after.is_stale) == (73, True)
    assert copies.verify_copy(settings, "npi")
    copies.remove_copy(settings, "npi")
    assert not copies.verify_copy(settings, "npi")
    with pytest.raises(BadInput):
        copies.update_copy(settings, http, "nowhere")


async def test_a_copy_that_cannot_be_used_is_listed_with_the_reason(tmp_path: Path) -> None:
    settings = replace(Settings(), data_dir=tmp_path)
    (tmp_path / "mirrors" / "npi").mkdir(parents=True)
    (tmp_path / "mirrors" / "npi" / "CURRENT").write_text("nonsense")
    listed = {c.name: c for c in copies.listed(settings, datetime.now(UTC).date())}["npi"]
    assert listed.copy is None
    assert listed.fault is not None


def test_the_time_left_follows_the_rate_of_the_present_step() -> None:
    now = [0.0]
    meter = Meter(lambda: now[0])
    what, other = Sentence("update.downloading", file="a"), Sentence("mirror.reading", rows="1")
    assert meter.step(100, 1100, what).left_s is None
    now[0] = 10.0
    assert meter.step(600, 1100, what).left_s == 10
    assert meter.step(0, 50, other).left_s is None
    now[0] = 15.0
    assert meter.step(10, 50, other).left_s == 20
    assert meter.step(10, 0, other).left_s is None


def test_an_update_says_what_it_came_to() -> None:
    assert Updated(None).applied == ()
