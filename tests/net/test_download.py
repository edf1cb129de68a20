"""Http.download against a real server that cuts, lies, changes its mind and answers with pages."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import os
import re
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from credcheck.errors import Cancelled, RegistryBusy, RegistryChanged, RegistryDown, RegistryError, RegistryRefused
from credcheck.model import Sentence
from credcheck.net import Http, Patience
from tests.net.loopback import Server, Step, reply, serving

BODY = bytes(range(256)) * 5000
ETAG = 'ETag: "v1"'


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    made = Http(timeout_s=2.0, patience=Patience(first_wait_s=0.01))
    yield made
    await made.aclose()


@dataclass
class Told:
    """What was told, and after how many bytes to stop."""

    stop_at: int = 1 << 40
    said: list[tuple[int, int]] = field(default_factory=list)

    def __call__(self, done: int, total: int) -> None:
        self.said.append((done, total))
        if done >= self.stop_at:
            raise Cancelled(Sentence("mirror.cancelled"))


def cut(body: bytes, at: int, *more: str) -> bytes:
    """An answer that announces all of `body` and breaks off."""
    return reply(body, "200 OK", "application/zip", *more)[: -(len(body) - at)]


def rest(body: bytes, at: int, end: int | None = None, total: int | None = None, mark: str = ETAG) -> bytes:
    """A 206 answer from `at` on; with `end` it breaks off there."""
    span = f"Content-Range: bytes {at}-{len(body) - 1}/{total or len(body)}"
    whole = reply(body[at:], "206 Partial Content", "application/zip", mark, span)
    return whole if end is None else whole[: -(len(body) - end)]


def asked_from(server: Server) -> list[int]:
    """From which byte on each request asked."""
    found = (re.search(r"range: bytes=(\d+)-", head, re.IGNORECASE) for head in server.asked)
    return [int(match[1]) if match else 0 for match in found]


async def test_a_file_comes_whole_with_digest_date_and_progress(http: Http, tmp_path: Path) -> None:
    digest = base64.b64encode(hashlib.sha256(BODY).digest()).decode()
    more = (ETAG, "Last-Modified: Mon, 09 Nov 2026 08:00:00 GMT", f"Repr-Digest: sha-256=:{digest}:")
    told = Told()
    async with serving(reply(BODY, "200 OK", "application/zip", *more)) as server:
        got = await http.download(server.url, tmp_path / "a.zip", told)
    assert got.path.read_bytes() == BODY
    assert (got.size_bytes, got.digest) == (len(BODY), hashlib.sha256(BODY).hexdigest())
    assert got.modified is not None
    assert got.modified.isoformat() == "2026-11-09T08:00:00+00:00"
    assert told.said[0] == (0, len(BODY))
    assert told.said[-1] == (len(BODY), len(BODY))
    assert sorted(told.said) == told.said


async def test_a_day_that_no_calendar_has_is_passed_over(http: Http, tmp_path: Path) -> None:
    never = "Last-Modified: Mon, 09 Nov 99999999999999999999 08:00:00 GMT"
    async with serving(reply(BODY, "200 OK", "application/zip", never)) as server:
        got = await http.download(server.url, tmp_path / "a.zip", Told())
    assert (got.path.read_bytes(), got.modified) == (BODY, None)


async def test_what_was_cut_goes_on_where_it_stopped(http: Http, tmp_path: Path) -> None:
    steps: list[Step] = [cut(BODY, 300_000, ETAG), rest(BODY, 300_000, 900_000), rest(BODY, 900_000)]
    async with serving(*steps) as server:
        got = await http.download(server.url, tmp_path / "a.zip", Told())
    assert got.path.read_bytes() == BODY
    assert asked_from(server) == [0, 300_000, 900_000]
    assert all('if-range: "v1"' in head.lower() for head in server.asked[1:])


async def test_what_was_stopped_goes_on_in_another_run_of_the_program(http: Http, tmp_path: Path) -> None:
    async with serving(reply(BODY, "200 OK", "application/zip", ETAG), rest(BODY, 524_288)) as server:
        with pytest.raises(Cancelled):
            await http.download(server.url, tmp_path / "a.zip", Told(stop_at=500_000))
        assert not (tmp_path / "a.zip").exists()
        had = (tmp_path / "a.zip.part").stat().st_size
        server.steps[1] = rest(BODY, had)
        got = await http.download(server.url, tmp_path / "a.zip", Told())
    assert got.path.read_bytes() == BODY
    assert asked_from(server) == [0, had]
    assert had >= 500_000


async def test_a_finished_file_is_not_downloaded_again_unless_it_changed(http: Http, tmp_path: Path) -> None:
    unchanged = reply(b"", "416 Range Not Satisfiable", "text/plain", f"Content-Range: bytes */{len(BODY)}")
    other = reply(BODY[::-1], "200 OK", "application/zip", 'ETag: "v2"')
    async with serving(reply(BODY, "200 OK", "application/zip", ETAG), unchanged, other) as server:
        for content in (BODY, BODY, BODY[::-1]):
            got = await http.download(server.url, tmp_path / "a.zip", Told())
            assert got.path.read_bytes() == content
    assert asked_from(server) == [0, len(BODY), len(BODY)]


async def test_two_versions_of_a_file_are_never_spliced(http: Http, tmp_path: Path) -> None:
    new = BODY[::-1]
    whole = reply(new, "200 OK", "application/zip", 'ETag: "v2"')
    async with serving(cut(BODY, 300_000, ETAG), whole) as server:
        assert (await http.download(server.url, tmp_path / "a.zip", Told())).path.read_bytes() == new
    async with serving(cut(BODY, 300_000, ETAG), rest(BODY, 300_000, total=len(BODY) + 9), whole) as server:
        assert (await http.download(server.url, tmp_path / "b.zip", Told())).path.read_bytes() == new
    async with serving(cut(BODY, 300_000, ETAG), rest(BODY, 200_000), whole) as server:
        assert (await http.download(server.url, tmp_path / "c.zip", Told())).path.read_bytes() == new


async def test_a_server_that_passes_over_if_range_is_not_believed_to_go_on_with_the_same_file(
    http: Http, tmp_path: Path
) -> None:
    new, other = BODY[::-1], 'ETag: "v2"'
    whole = reply(new, "200 OK", "application/zip", other)
    async with serving(cut(BODY, 300_000, ETAG), rest(new, 300_000, mark=other), whole) as server:
        assert (await http.download(server.url, tmp_path / "a.zip", Told())).path.read_bytes() == new
    day, later = (f"Last-Modified: Sun, 0{n} Nov 2026 10:00:00 GMT" for n in (1, 8))
    async with serving(cut(BODY, 300_000, day), rest(new, 300_000, mark=later), whole) as server:
        assert (await http.download(server.url, tmp_path / "b.zip", Told())).path.read_bytes() == new
    shorter = reply(b"", "416 Range Not Satisfiable", "text/plain", f"Content-Range: bytes */{len(BODY) - 9}")
    marked = reply(b"", "416 Range Not Satisfiable", "text/plain", other)
    for refusal in (shorter, marked):
        async with serving(reply(BODY, "200 OK", "application/zip", ETAG), refusal, whole) as server:
            for content in (BODY, new):
                got = await http.download(f"{server.url}/c.zip", tmp_path / "c.zip", Told())
                assert got.path.read_bytes() == content


async def test_without_a_mark_of_its_version_a_cut_file_starts_anew(http: Http, tmp_path: Path) -> None:
    async with serving(cut(BODY, 300_000), reply(BODY, "200 OK", "application/zip")) as server:
        assert (await http.download(server.url, tmp_path / "a.zip", Told())).path.read_bytes() == BODY
    assert asked_from(server) == [0, 0]


async def test_a_server_that_lies_about_the_size_is_given_up_and_leaves_no_file(http: Http, tmp_path: Path) -> None:
    short = cut(BODY, 600_000, ETAG)
    nothing = rest(BODY, 600_000, 600_000)
    async with serving(short, nothing) as server:
        with pytest.raises(RegistryDown) as caught:
            await http.download(server.url, tmp_path / "a.zip", Told())
    assert caught.value.sentence.id == "net.cut"
    assert len(server.asked) == 4
    assert not (tmp_path / "a.zip").exists()


async def test_a_wrong_digest_is_refused_and_what_came_is_thrown_away(http: Http, tmp_path: Path) -> None:
    digest = base64.b64encode(hashlib.sha256(b"other").digest()).decode()
    async with serving(reply(BODY, "200 OK", "application/zip", ETAG, f"Repr-Digest: sha-256=:{digest}:")) as server:
        with pytest.raises(RegistryDown):
            await http.download(server.url, tmp_path / "a.zip", Told())
    assert not (tmp_path / "a.zip.part").exists()


@pytest.mark.parametrize(
    ("step", "error", "said"),
    [
        (reply(b"<!doctype html><p>Down</p>", "200 OK", "application/zip"), RegistryDown, "net.html"),
        (reply(b"<p>Down</p>", "200 OK", "text/html"), RegistryDown, "net.html"),
        (reply(b"", "200 OK", "application/zip"), RegistryDown, "net.cut"),
        (reply(b"no", "404 Not Found"), RegistryChanged, "net.unexpected_status"),
        (reply(b"no", "403 Forbidden"), RegistryRefused, "net.refused"),
        (reply(b"no", "500 Oops"), RegistryDown, "net.server_error"),
        (reply(b"no", "429 Slow", "text/plain", "Retry-After: 9999"), RegistryBusy, "net.busy_until"),
        (reply(BODY, "200 OK", "application/zip", "Content-Encoding: gzip"), RegistryChanged, "net.encoding"),
        (reply(BODY * 3, "200 OK", "application/zip"), RegistryChanged, "net.too_big"),
        (
            b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + BODY * 3,
            RegistryChanged,
            "net.too_big",
        ),
    ],
)
async def test_what_is_no_file_is_told_and_leaves_none(
    http: Http, tmp_path: Path, step: bytes, error: type[RegistryError], said: str
) -> None:
    async with serving(step) as server:
        with pytest.raises(error) as caught:
            await http.download(server.url, tmp_path / "a.zip", Told(), cap_bytes=2_000_000)
    assert caught.value.sentence.id == said
    assert not (tmp_path / "a.zip").exists()


async def test_a_spoilt_note_beside_a_part_only_costs_the_part(http: Http, tmp_path: Path) -> None:
    for note in (b"\xff{", b"[]", json.dumps({"url": "http://other.example/", "total": 4}).encode()):
        (tmp_path / "a.zip.part").write_bytes(b"left")
        (tmp_path / "a.zip.part.json").write_bytes(note)
        async with serving(reply(BODY, "200 OK", "application/zip", ETAG)) as server:
            assert (await http.download(server.url, tmp_path / "a.zip", Told())).path.read_bytes() == BODY
        assert asked_from(server) == [0]


async def test_a_redirect_keeps_where_to_go_on(http: Http, tmp_path: Path) -> None:
    async with serving(cut(BODY, 300_000, ETAG), rest(BODY, 300_000)) as files:
        there = reply(b"", "302 Found", "text/plain", f"Location: {files.url.replace('127.0.0.1', 'localhost')}/f")
        async with serving(there) as server:
            assert (await http.download(server.url, tmp_path / "a.zip", Told())).path.read_bytes() == BODY
    assert asked_from(files) == [0, 300_000]


async def test_offline_nothing_is_downloaded(tmp_path: Path) -> None:
    with pytest.raises(RegistryDown) as caught:
        await Http(offline=True).download("https://registry.example/a.zip", tmp_path / "a.zip", Told())
    assert caught.value.sentence.id == "net.offline"


async def test_an_address_that_is_none_is_our_fault(http: Http, tmp_path: Path) -> None:
    for url in ("ftp://registry.example/a.zip", "a.zip"):
        with pytest.raises(RegistryChanged):
            await http.download(url, tmp_path / "a.zip", Told())


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def test_a_download_that_is_stopped_at_its_last_step_has_ended_when_it_says_so(
    http: Http, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, sync = threading.Event(), threading.Event(), os.fsync

    def synced(file: int) -> None:
        begun.set()
        assert go_on.wait(30)
        sync(file)

    monkeypatch.setattr(os, "fsync", synced)
    async with serving(reply(BODY, "200 OK", "application/zip", ETAG)) as server:
        task = asyncio.create_task(http.download(server.url, tmp_path / "a.zip", Told()))
        await asyncio.to_thread(begun.wait)
        for _ in range(3):
            task.cancel()
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            assert not task.done()
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert names(tmp_path) == {"a.zip", "a.zip.part.json"}
