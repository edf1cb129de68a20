"""The clipboard and the global key on a real X server, with a real owner that can hang. No Qt here."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator

import pytest

from credcheck.gui import x11
from credcheck.gui.clip import CAP_LIST, KDE_HINT, State, judge
from credcheck.gui.hotkey_x11 import X11Key
from credcheck.gui.keys import Came, Keys, Status
from tests.gui.waiting import wait_for, wait_for_clip

pytestmark = [pytest.mark.window, pytest.mark.timeout(60)]
CTRL_ALT_K = Keys(frozenset({"ctrl", "alt"}), "K")


@pytest.fixture
def display(screen: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    for name in ("DISPLAY", "XAUTHORITY"):
        if name in screen:
            monkeypatch.setenv(name, screen[name])
    return screen


class Owner:
    """xclip holding the clipboard in a process that can be stopped."""

    def __init__(self, env: dict[str, str], text: bytes, target: str = "UTF8_STRING") -> None:
        command = ["xclip", "-quiet", "-selection", "clipboard", "-target", target]
        self.running = subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert self.running.stdin is not None
        self.running.stdin.write(text)
        self.running.stdin.close()
        wait_for_clip(env, text, target)

    def end(self) -> None:
        self.running.send_signal(signal.SIGCONT)
        self.running.kill()
        self.running.wait(5)


@pytest.fixture
def owners(display: dict[str, str]) -> Iterator[list[Owner]]:
    made: list[Owner] = []
    yield made
    for owner in made:
        owner.end()


def test_a_clip_of_another_program_is_read_whole(display: dict[str, str], owners: list[Owner]) -> None:
    owners.append(Owner(display, "Jane Example, MD 漢字 🩺\nليلى".encode()))
    formats, hint, text = x11.read_clipboard()
    assert text == "Jane Example, MD 漢字 🩺\nليلى"
    assert "UTF8_STRING" in formats
    assert hint == b""


def test_a_hung_owner_is_given_up_after_a_second(display: dict[str, str], owners: list[Owner]) -> None:
    owners.append(Owner(display, b"hung"))
    owners[0].running.send_signal(signal.SIGSTOP)
    before = time.monotonic()
    with pytest.raises(x11.NoAnswer):
        x11.read_clipboard(deadline_s=0.5)
    assert time.monotonic() - before < 1.5


def test_a_clip_of_three_megabytes_comes_in_pieces_and_is_cut(display: dict[str, str], owners: list[Owner]) -> None:
    owners.append(Owner(display, b"Jane " * 600_000))
    _, _, text = x11.read_clipboard(deadline_s=5)
    assert text.startswith("Jane Jane ")
    assert len(text) < 3_000_000
    clip = judge(*x11.read_clipboard(cap=CAP_LIST), CAP_LIST)
    assert clip.length == len(clip.text) == 3_000_000


def test_a_marked_password_is_seen_as_one(display: dict[str, str], owners: list[Owner]) -> None:
    owners.append(Owner(display, b"secret", KDE_HINT))
    assert judge(*x11.read_clipboard()).state is State.SECRET


def test_the_key_is_heard_without_a_window_and_a_taken_one_is_said_to_be(display: dict[str, str]) -> None:
    heard: list[str] = []
    told: list[Status] = []
    first = X11Key(CTRL_ALT_K, lambda: heard.append("k"), told.append)
    try:
        wait_for(lambda: told, 5)
        assert told == [Status(Came.WORKS, "Ctrl+Alt+K")]
        subprocess.run(["xdotool", "key", "ctrl+alt+k"], env=display, check=True)
        wait_for(lambda: heard == ["k"], 5)
        second = X11Key(CTRL_ALT_K, lambda: heard.append("second"), told.append)
        wait_for(lambda: len(told) == 2, 5)
        second.stop()
        assert told[1] == Status(Came.TAKEN, "Ctrl+Alt+K")
    finally:
        first.stop()
    subprocess.run(["xdotool", "key", "ctrl+alt+k"], env=display, check=True)
    time.sleep(0.3)
    assert heard == ["k"]


def test_no_display_is_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", "no-display")
    told: list[Status] = []
    held = X11Key(CTRL_ALT_K, lambda: None, told.append)
    wait_for(lambda: told, 5)
    held.stop()
    assert told == [Status(Came.NONE)]
