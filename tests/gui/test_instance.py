from __future__ import annotations

import os
import stat
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject

from credcheck.gui import instance
from credcheck.gui.instance import Request
from credcheck.gui.listener import Listener


@pytest.fixture
def address(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> str:
    folder = tmp_path_factory.mktemp("s", numbered=True)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return instance.address(Path("/nowhere"), practice=False)


@pytest.mark.parametrize(
    "line",
    [
        b"", b"[]", b"null", b'"show"', b"{}", b'{"wish": "delete-everything"}', b"\xff\xfe", b'{"wish": ["show"]}',
        b"[" * 100_000, b'{"wish": 1e999}',
    ],
)  # fmt: skip
def test_nonsense_on_the_wire_is_no_request(line: bytes) -> None:
    assert instance.request_of(line) is None


def test_a_request_survives_the_wire() -> None:
    made = Request("check-clipboard", "ليلى \u202e\n@x", "token")
    assert instance.request_of(instance.line_of(made)) == made
    assert instance.line_of(made).count(b"\n") == 1


def test_a_later_start_is_heard_by_the_first(address: str, qtbot: Any) -> None:
    keeper = QObject()
    heard: list[Request] = []
    sent: list[bool] = []
    listener = Listener(address, keeper)
    listener.asked.connect(heard.append)
    wish = Request("check-clipboard", token="t")
    thread = threading.Thread(target=lambda: sent.append(instance.send(address, wish)))
    thread.start()
    qtbot.waitUntil(lambda: bool(sent), timeout=5000)
    thread.join()
    assert sent == [True]
    assert heard == [wish]
    mode = os.stat(address).st_mode  # noqa: PTH116
    assert not stat.S_IMODE(mode) & 0o077
    listener.close()


def test_a_socket_left_behind_is_no_running_program_and_is_taken_over(address: str, qtbot: Any) -> None:
    import socket

    left = socket.socket(socket.AF_UNIX)
    left.bind(address)
    left.close()
    assert not instance.send(address, Request("show"))
    keeper = QObject()
    listener = Listener(address, keeper)
    assert Path(address).exists()
    listener.close()


@pytest.mark.skipif(sys.platform == "win32", reason="a named pipe has no mode")
def test_only_the_same_user_can_connect(address: str) -> None:
    keeper = QObject()
    listener = Listener(address, keeper)
    assert Path(address).stat().st_mode & 0o077 == 0
    listener.close()


def test_nobody_listening_costs_no_time(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = list[object]()
    for way in ("_send_socket", "_send_pipe"):  # each waits for an answer
        monkeypatch.setattr(instance, way, lambda *asked: tried.append(asked))
    assert not instance.send(address, Request("show"))
    assert not instance.send("", Request("show"))
    assert tried == []


def test_users_folders_and_practice_have_addresses_of_their_own(address: str) -> None:
    there = {instance.address(Path(p), practice) for p in ("/a", "/b") for practice in (True, False)}
    assert len(there) == 4
    assert all(len(a) < 104 for a in there)


def test_a_runtime_folder_that_others_can_enter_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tempfile

    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert Path(instance.address(Path("/a"), practice=False)).parent.stat().st_mode & 0o077 == 0
    (tmp_path / f"credcheck-{os.getuid()}").chmod(0o777)
    assert instance.address(Path("/a"), practice=False) == ""
