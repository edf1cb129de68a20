"""Reports in files: whole or not at all, share copies, signatures, and many of the queue in one file."""

from __future__ import annotations

import asyncio
import csv
import errno
import io
import multiprocessing
import os
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from credcheck import exports, report, signing, verify, wire
from credcheck.cli._ways import deliver
from credcheck.errors import BadInput, VaultError
from credcheck.model import Profile, Report, Sentence
from credcheck.store import ReportStore, State, Wanted
from credcheck.vault import Kept
from tests import factory

JSON = exports.Wish("json")


class MemoryVault:
    """A vault whose keyring takes keys, or does not."""

    def __init__(self, kept: Kept) -> None:
        self._kept, self.keys, self.making = kept, dict[str, str](), asyncio.Lock()

    async def get(self, name: str) -> str | None:
        found = self.keys.get(name)
        await asyncio.sleep(0)  # a keyring answers on a thread of its own
        return found

    async def set(self, name: str, key: str) -> Kept:
        self.keys[name] = key
        return self._kept


@pytest.fixture
def address(tmp_path: Path) -> str:
    """A cache with three profiles in its queue, two of them checked."""
    store = ReportStore(f"sqlite:///{tmp_path}/c.sqlite3")
    store.open()
    store.queue.add((str(n), Profile(name=name)) for n, name in enumerate(("Jane Example", "Sam Sample", "Ali Muster")))
    rows = store.queue.page()
    for row in rows[:2]:
        made = replace(factory.match_not_bound(), id=f"r-{row.id}")
        store.save(made)
        store.queue.done(row.id, Profile(name=row.name), made)
    store.close()
    return f"sqlite:///{tmp_path}/c.sqlite3"


async def many(address: str, format_id: str, file: Path, wanted: Wanted | None = None) -> list[Any]:
    return [step async for step in exports.write_many(address, wanted or Wanted(), format_id, file)]


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    kept = tmp_path / "report.json"
    kept.write_bytes(b"before")
    assert exports.write_one(factory.match_not_bound(), JSON, kept) == exports.Written(kept)
    assert b"Jane Example" in kept.read_bytes()
    with pytest.raises(BadInput):
        exports.write_one(factory.match_not_bound(), JSON, tmp_path / "no" / "x.json")
    assert os.listdir(tmp_path) == ["report.json"]  # noqa: PTH208


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_a_new_file_can_be_read_by_this_user_alone_and_an_old_one_keeps_its_mode(tmp_path: Path) -> None:
    fresh, old = tmp_path / "fresh.json", tmp_path / "old.json"
    old.touch(0o640)
    old.chmod(0o640)
    for file in (fresh, old):
        exports.write_one(factory.match_not_bound(), JSON, file)
    assert [oct(f.stat().st_mode & 0o777) for f in (fresh, old)] == ["0o600", "0o640"]


def test_a_signed_report_is_known_by_its_key_and_formats_without_a_seal_are_not_signed(tmp_path: Path) -> None:
    private = signing.new_key()
    public = signing.public_key(private)
    assert exports.write_one(factory.match_not_bound(), JSON, tmp_path / "r.json", private).key == public
    signed = (tmp_path / "r.json").read_bytes()
    assert wire.seal_of(wire._parsed(signed)).key == public
    assert next(verify.verify_all(signed, public))[1].key == public  # type: ignore[union-attr]
    assert exports.write_one(factory.match_not_bound(), exports.Wish("csv"), tmp_path / "r.csv", private).key == ""


def test_a_share_copy_lacks_the_text_and_names_the_whole_report(tmp_path: Path) -> None:
    exports.write_one(factory.match_not_bound(), exports.Wish("json", share=True), tmp_path / "r.json")
    copy = wire.loads((tmp_path / "r.json").read_bytes())
    assert copy.case.profile.bio == ""
    assert copy.redacted_of == wire.digest(wire.dumps(factory.match_not_bound()))


async def test_two_exports_at_once_are_signed_by_the_one_key_that_is_kept() -> None:
    vault = MemoryVault(Kept.KEYRING)
    made = await asyncio.gather(*(exports.signing_key(vault) for _ in range(2)))  # type: ignore[arg-type]
    assert set(made) == {vault.keys[exports.KEY]}


async def test_the_key_is_made_once_and_only_where_it_can_be_kept() -> None:
    vault: Any = MemoryVault(Kept.KEYRING)
    private = await exports.signing_key(vault)
    assert await exports.signing_key(vault) == private == vault.keys[exports.KEY]
    with pytest.raises(VaultError):
        await exports.signing_key(MemoryVault(Kept.SESSION))  # type: ignore[arg-type]


async def test_what_is_checked_of_the_queue_goes_into_one_file(address: str, tmp_path: Path) -> None:
    steps = await many(address, "csv", tmp_path / "q.csv")
    assert steps[-1] == exports.Written(tmp_path / "q.csv", 2)
    assert {step.what.id for step in steps[:-1]} <= {"update.starting", "exports.reading", "exports.writing"}
    assert len(list(csv.reader(io.StringIO((tmp_path / "q.csv").read_text("utf-8-sig"))))) == 3


@pytest.mark.parametrize("format_id", ["csv", "json", "html", "pdf", "xlsx"])
def test_the_reports_of_a_queue_are_never_held_together(address: str, tmp_path: Path, format_id: str) -> None:
    """A report is let go before the next but one is read: together they may be gigabytes."""
    alive, most = weakref.WeakSet[Watched](), [0]

    class Watching(exports.Stored):
        def __iter__(self) -> Iterator[Report]:
            for _ in range(20):
                for made in super().__iter__():
                    told = Watched(made)
                    alive.add(told)
                    del made
                    most[0] = max(most[0], len(alive))
                    yield told  # type: ignore[misc]
                    del told

    store = ReportStore(address)
    store.open()
    stored = Watching(store, Wanted(), lambda *_: None)
    exports.write(tmp_path / "all", report.format_of(format_id).stream(stored))
    store.close()
    assert (tmp_path / "all").stat().st_size > 0
    assert most[0] <= 4


class Watched:
    """A report that can be seen to live."""

    def __init__(self, made: Report) -> None:
        self._made = made

    def __getattr__(self, name: str) -> Any:
        return getattr(self._made, name)


async def test_a_report_that_is_erased_meanwhile_is_left_out_and_not_counted(address: str, tmp_path: Path) -> None:
    store = ReportStore(address)
    store.open()
    stored = exports.Stored(store, Wanted(), lambda *_: None)
    store.forget(next(iter(stored)).id)
    exports.write(tmp_path / "q.csv", report.format_of("csv").stream(stored))
    store.close()
    assert (stored.read, len(stored)) == (1, 2)
    assert len(list(csv.reader(io.StringIO((tmp_path / "q.csv").read_text("utf-8-sig"))))) == 2


async def test_where_nothing_is_checked_no_file_is_written(address: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as told:
        await many(address, "csv", tmp_path / "q.csv", Wanted(states=(State.WAITING,)))
    assert told.value.sentence.id == "exports.none"
    assert not (tmp_path / "q.csv").exists()


def parts(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.suffix == ".part"]


async def test_a_stopped_export_has_ended_and_leaves_the_file_as_it_was(address: str, tmp_path: Path) -> None:
    file = tmp_path / "q.pdf"
    file.write_bytes(b"before")
    steps = exports.write_many(address, Wanted(), "pdf", file)
    await anext(steps)
    await steps.aclose()
    assert multiprocessing.active_children() == []
    assert file.read_bytes() == b"before"
    assert parts(tmp_path) == []


def test_two_exports_to_one_file_never_write_into_each_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one is about to take its place, another begins: the first is whole all the same."""
    file, replacing = tmp_path / "q.csv", os.replace

    def late(aside: Path, to: Path) -> None:
        monkeypatch.setattr(os, "replace", replacing)
        exports.write(file, b"the other, whole")
        assert file.read_bytes() == b"the other, whole"
        replacing(aside, to)

    monkeypatch.setattr(os, "replace", late)
    exports.write(file, b"the first, whole")
    assert file.read_bytes() == b"the first, whole"
    assert os.listdir(tmp_path) == ["q.csv"]  # noqa: PTH208


@pytest.mark.parametrize("name", ["x" * 250 + ".csv", "a file/q.csv", "no/q.csv"])
def test_what_cannot_be_written_is_said_in_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "a file").write_bytes(b"before")
    if name.startswith("x"):
        exports.write(tmp_path / name, b"whole")
        name = "x" * 300
    with pytest.raises(BadInput) as told:
        exports.write(tmp_path / name, b"whole")
    assert told.value.sentence.id == "exports.failed"
    assert (tmp_path / "a file").read_bytes() == b"before"
    assert not list(tmp_path.glob(".*"))


def test_a_disk_that_is_full_leaves_the_file_of_a_command_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "signed.json"
    file.write_bytes(b"before")

    def full(aside: Path, to: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(BadInput) as told:
        deliver(b"whole", file)
    assert told.value.sentence.id == "input.unwritable_file"
    assert (file.read_bytes(), os.listdir(tmp_path)) == (b"before", ["signed.json"])  # noqa: PTH208


@pytest.mark.skipif(os.name != "posix", reason="links and pipes are POSIX's here")
def test_a_link_stays_a_link_and_a_pipe_a_pipe(tmp_path: Path) -> None:
    kept, link, pipe = tmp_path / "kept.json", tmp_path / "link.json", tmp_path / "pipe"
    kept.write_bytes(b"before")
    link.symlink_to(kept)
    exports.write(link, b"whole")
    assert (link.is_symlink(), kept.read_bytes()) == (True, b"whole")
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    exports.write(pipe, b"whole")
    assert (os.read(reader, 9), pipe.is_fifo()) == (b"whole", True)
    os.close(reader)
    with pytest.raises(BadInput):
        exports.write(tmp_path, b"whole")


async def test_a_process_that_is_ended_while_it_writes_leaves_nothing_beside_the_file(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "in_process", _ended_while_writing)
    with pytest.raises(BadInput):
        await many(address, "csv", tmp_path / "q.csv")
    assert not [name for name in os.listdir(tmp_path) if name.endswith((".part", ".csv"))]  # noqa: PTH208


async def _ended_while_writing(doing: Any, progress: Any) -> None:
    _, aside = doing.args[3]
    aside.write_bytes(b"half")
    raise BadInput(Sentence("exports.none"))
