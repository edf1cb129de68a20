from __future__ import annotations

import errno
import json
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from credcheck.errors import BadInput, Cancelled, MirrorError
from credcheck.mirror import Mirrors, manifest, storing
from credcheck.mirror.storing import CURRENT, MANIFEST, SUSPECT, building, current
from credcheck.model import Sentence

TABLE = {
    "name": "test", "title": "Test", "snapshot": "2026-09-14", "people": 1, "organisations": 0, "rows": 1,
    "built_at": "2026-11-22T16:00:00+00:00", "source": "", "digest": "", "share": 1.0, "practice": True,
}  # fmt: skip


def make(home: Path, number: int) -> None:
    with building(home) as fresh:
        fresh.put("numbers", np.full(1000, number, np.uint32))
        fresh.seal(TABLE)


def number_in(home: Path) -> int:
    (folder,) = current(home)
    return int(np.fromfile(folder / "numbers", np.uint32)[0])


def generations(home: Path) -> int:
    return len(list(home.glob("g-*")))


def test_a_new_copy_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    make(tmp_path / "test", 1)
    make(tmp_path / "test", 2)
    assert number_in(tmp_path / "test") == 2
    assert generations(tmp_path / "test") == 1
    assert [m.name for m in Mirrors(tmp_path).status()] == ["test"]


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_only_the_user_can_enter_a_copy_also_where_the_folder_above_is_open(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    home = tmp_path / "test"
    home.mkdir(mode=0o755)
    make(home, 1)
    assert home.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("error", [Cancelled(Sentence("x")), BadInput(Sentence("x")), KeyboardInterrupt()])
def test_a_build_that_ends_early_leaves_the_old_copy_and_no_rest(tmp_path: Path, error: BaseException) -> None:
    home = tmp_path / "test"
    make(home, 1)
    with pytest.raises(type(error)), building(home) as fresh:  # noqa: PT012
        fresh.put("numbers", np.full(1000, 2, np.uint32))
        raise error
    assert (number_in(home), generations(home), (home / SUSPECT).exists()) == (1, 1, False)


def test_a_full_disk_is_told_in_a_sentence_and_the_old_copy_stays(tmp_path: Path) -> None:
    home = tmp_path / "test"
    make(home, 1)
    with pytest.raises(MirrorError) as caught, building(home):
        raise OSError(28, "No space left on device")
    assert caught.value.sentence.id == "mirror.unwritable"
    assert (number_in(home), generations(home)) == (1, 1)


def test_what_a_crash_left_is_removed_at_the_next_start_and_the_copy_verified(tmp_path: Path) -> None:
    home = tmp_path / "test"
    make(home, 1)
    (home / "g-leftover").mkdir()
    (home / "g-leftover" / "numbers").write_bytes(b"half")
    (home / SUSPECT).touch()
    assert Mirrors(tmp_path).open("test") is not None
    assert generations(home) == 1
    (home / SUSPECT).touch()
    (folder,) = current(home)
    (folder / "numbers").write_bytes(b"\x07" * 4000)
    with pytest.raises(MirrorError):
        Mirrors(tmp_path).open("test")


def test_two_builds_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    with building(tmp_path / "test") as fresh:
        with pytest.raises(MirrorError) as caught:
            make(tmp_path / "test", 2)
        assert caught.value.sentence.id == "mirror.busy"
        assert not storing.clean_if_idle(tmp_path / "test")
        fresh.put("numbers", np.full(1000, 1, np.uint32))
        fresh.seal(TABLE)
    assert number_in(tmp_path / "test") == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"format": 99}, "mirror.newer"), ({"format": 0}, "mirror.older"), ({"format": "x"}, "mirror.damaged")],
)
def test_other_formats_are_refused_by_name(tmp_path: Path, change: dict[str, object], sentence: str) -> None:
    make(tmp_path / "test", 1)
    (folder,) = current(tmp_path / "test")
    table = json.loads((folder / MANIFEST).read_text())
    changed = table | change
    (folder / MANIFEST).write_text(json.dumps(changed | {"check": storing.check_of(changed)}))
    with pytest.raises(MirrorError) as caught:
        Mirrors(tmp_path).open("test")
    assert caught.value.sentence.id == sentence
    assert Mirrors(tmp_path).status() == ()


@pytest.mark.parametrize("text", ["", "../elsewhere", "g-missing", "\ud800"])
def test_a_spoilt_pointer_is_damage_and_never_followed_out_of_the_folder(tmp_path: Path, text: str) -> None:
    make(tmp_path / "test", 1)
    (tmp_path / "test" / CURRENT).write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(MirrorError):
        Mirrors(tmp_path).open("test")


def test_a_cut_file_is_damage_at_opening(tmp_path: Path) -> None:
    make(tmp_path / "test", 1)
    (folder,) = current(tmp_path / "test")
    (folder / "numbers").write_bytes(b"short")
    with pytest.raises(MirrorError):
        Mirrors(tmp_path).open("test")


def test_a_copy_that_is_removed_while_its_manifest_is_read_is_not_damage_but_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "test", 1)
    mirrors, read = Mirrors(tmp_path), manifest.read

    def read_removed(folder: Path, *more: Any) -> dict[str, Any]:
        Mirrors(tmp_path).remove("test")
        return read(folder, *more)

    monkeypatch.setattr(manifest, "read", read_removed)
    assert mirrors.manifest("test") is None
    make(tmp_path / "test", 2)
    assert mirrors.status() == ()
    make(tmp_path / "test", 3)
    assert mirrors.open("test") is None


def test_a_copy_that_is_replaced_while_its_manifest_is_read_is_read_as_it_is_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "test", 1)
    read, replaced = manifest.read, list[Path]()

    def read_replaced(folder: Path, *more: Any) -> dict[str, Any]:
        if not replaced:
            replaced.append(folder)
            make(tmp_path / "test", 2)
        return read(folder, *more)

    monkeypatch.setattr(manifest, "read", read_replaced)
    assert [copy.name for copy in Mirrors(tmp_path).status()] == ["test"]
    assert not replaced[0].exists()
    assert not Mirrors(tmp_path).is_older("test")


def test_removing_forgets_the_copy_and_removing_nothing_is_fine(tmp_path: Path) -> None:
    make(tmp_path / "test", 1)
    mirrors = Mirrors(tmp_path)
    mirrors.remove("test")
    mirrors.remove("never")
    assert mirrors.open("test") is None
    assert mirrors.status() == ()


def test_a_copy_that_is_replaced_while_it_is_verified_is_verified_as_it_is_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "test", 1)
    mirror, read, replaced = Mirrors(tmp_path).open("test"), manifest.read, list[Path]()
    assert mirror is not None

    def read_replaced(folder: Path, *more: Any) -> dict[str, Any]:
        found = read(folder, *more)
        if not replaced:
            replaced.append(folder)
            make(tmp_path / "test", 2)
        return found

    monkeypatch.setattr(manifest, "read", read_replaced)
    assert mirror.verify()
    Mirrors(tmp_path).remove("test")
    assert not mirror.verify()


def spoil(home: Path) -> None:
    """What a crash may leave: a file of the right length with other bytes."""
    (folder,) = current(home)
    (folder / "numbers").write_bytes(b"\x07" * 4000)
    (home / SUSPECT).touch()


def test_damage_found_after_a_crash_is_told_each_time_and_to_the_next_program(tmp_path: Path) -> None:
    make(tmp_path / "test", 1)
    spoil(tmp_path / "test")
    mirrors = Mirrors(tmp_path)
    for asked in (mirrors, mirrors, Mirrors(tmp_path)):
        with pytest.raises(MirrorError):
            asked.open("test")
    make(tmp_path / "test", 2)
    assert mirrors.open("test") is not None
    assert not (tmp_path / "test" / SUSPECT).exists()


def test_a_copy_whose_verification_was_cut_short_is_verified_by_the_next_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "test", 1)
    spoil(tmp_path / "test")

    def killed(*_: Any) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(manifest, "verify", killed)
        with pytest.raises(KeyboardInterrupt):
            Mirrors(tmp_path).open("test")
    with pytest.raises(MirrorError):
        Mirrors(tmp_path).open("test")


def test_a_build_clears_a_copy_of_suspicion_only_where_it_takes_its_place(tmp_path: Path) -> None:
    home = tmp_path / "test"
    make(home, 1)
    (home / SUSPECT).touch()
    with pytest.raises(BadInput), building(home):
        raise BadInput(Sentence("x"))
    assert (home / SUSPECT).exists()
    with building(home, lambda: current(home)[0]) as upon:
        upon.seal(TABLE)
    assert (home / SUSPECT).exists()
    make(home, 2)
    assert not (home / SUSPECT).exists()


def test_a_build_that_begins_while_a_copy_is_removed_is_told_so_and_loses_nothing_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, said = tmp_path / "test", list[str]()
    make(home, 1)
    removed = shutil.rmtree

    def build_first(path: Path, **more: Any) -> None:
        if path == home:
            with pytest.raises(MirrorError) as caught:
                make(home, 2)
            said.append(caught.value.sentence.id)
        removed(path, **more)

    monkeypatch.setattr(shutil, "rmtree", build_first)
    storing.remove(home)
    assert (said, home.exists()) == (["mirror.busy"], False)


@pytest.mark.skipif(os.name != "posix", reason="Windows removes no file that is open")
def test_a_lock_on_a_file_that_was_removed_keeps_nobody_out_and_so_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    home, lock = tmp_path / "test", fcntl.flock
    make(home, 1)

    def removed_before(*of: Any) -> None:
        monkeypatch.setattr(fcntl, "flock", lock)
        storing.remove(home)
        lock(*of)

    monkeypatch.setattr(fcntl, "flock", removed_before)
    with pytest.raises(MirrorError) as caught:
        make(home, 2)
    assert caught.value.sentence.id == "mirror.busy"
    make(home, 2)
    assert number_in(home) == 2


@pytest.mark.skipif(os.name != "posix", reason="locks are POSIX's")
def test_a_disk_that_knows_no_locks_is_named_and_not_called_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def refused(*_: Any) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refused)
    with pytest.raises(MirrorError) as caught:
        make(tmp_path / "test", 1)
    assert caught.value.sentence == Sentence(
        "mirror.unwritable", path=str(tmp_path / "test"), reason=os.strerror(errno.ENOLCK)
    )


def test_a_copy_stays_where_it_is_while_its_update_is_downloaded(tmp_path: Path) -> None:
    make(tmp_path / "test", 1)
    with Mirrors(tmp_path).updating("test"):
        with pytest.raises(MirrorError) as caught:
            Mirrors(tmp_path).remove("test")
        assert caught.value.sentence.id == "mirror.busy"
        assert number_in(tmp_path / "test") == 1
    Mirrors(tmp_path).remove("test")
    assert Mirrors(tmp_path).open("test") is None


def test_a_new_copy_takes_the_place_of_one_whose_pointer_is_spoilt(tmp_path: Path) -> None:
    home = tmp_path / "test"
    make(home, 1)
    (home / CURRENT).write_bytes(b"")
    with pytest.raises(BadInput), building(home):
        raise BadInput(Sentence("x"))
    assert generations(home) == 2  # nobody knows which was in use
    make(home, 2)
    assert (number_in(home), generations(home)) == (2, 1)


@pytest.mark.parametrize("end", [lambda home: make(home, 2), storing.remove], ids=["replaced", "removed"])
def test_what_windows_keeps_of_a_copy_that_is_open_goes_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: Any
) -> None:
    home = tmp_path / "test"
    make(home, 1)
    (opened,) = current(home)
    removed = shutil.rmtree

    def refused(path: Path, **more: Any) -> None:
        if path not in (opened, home):  # a folder in which a file is open stays, and so does the one above
            removed(path, **more)

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "rmtree", refused)
        end(home)
    assert opened.exists()
    Mirrors(tmp_path).open("test")
    assert not opened.exists()
    assert generations(home) == len(current(home))
