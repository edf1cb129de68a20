from __future__ import annotations

import pytest

from credcheck.gui.clip import CAP_CHARACTERS, KDE_HINT, Clip, State, judge


@pytest.mark.parametrize(
    ("formats", "hint", "text", "state"),
    [
        (("text/plain",), b"", "Jane Example, MD", State.TEXT),
        (("text/plain",), b"", " \n\t", State.EMPTY),
        ((), b"", "", State.EMPTY),
        ((KDE_HINT, "text/plain"), b"secret", "hunter2", State.SECRET),
        ((KDE_HINT, "text/plain"), b"SECRET\0", "hunter2", State.SECRET),
        ((KDE_HINT, "text/plain"), b"public", "Jane Example, MD", State.TEXT),
        (("org.nspasteboard.ConcealedType",), b"", "hunter2", State.SECRET),
        (
            ('application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"',),
            b"",
            "hunter2",
            State.SECRET,
        ),
        (("Clipboard Viewer Ignore",), b"", "hunter2", State.SECRET),
    ],
)
def test_what_a_password_manager_marked_is_never_handed_on(
    formats: tuple[str, ...], hint: bytes, text: str, state: State
) -> None:
    clip = judge(formats, hint, text)
    assert clip.state is state
    assert clip.text == (text if state is State.TEXT else "")


def test_a_huge_clip_is_cut_and_says_how_long_it_was() -> None:
    assert judge((), b"", "x" * 50_000) == Clip(State.TEXT, "x" * CAP_CHARACTERS, 50_000)
