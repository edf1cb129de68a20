"""Picks the face: `gui` goes to the window, everything else to the command line.

Neither face is imported before it is picked, so that the window paints before anything heavy is loaded.
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from credcheck import settings
from credcheck.errors import BadInput, CredCheckError
from credcheck.sentence import Sentence

VALUED = ("--settings", "--data-dir")
"""Options with a word behind them."""


def main() -> None:
    """The `credcheck` command."""
    _work_if_asked()
    face, words = _face(sys.argv[1:])
    if face == "gui":
        sys.exit(window(words, "credcheck gui"))
    if face == "check-clipboard":
        sys.exit(window(words, "credcheck check-clipboard", quick=True))
    from credcheck import cli

    cli.main()


def _face(words: list[str]) -> tuple[str, list[str]]:
    """The command and the words around it: the options of every command may stand before it, the window's too."""
    at = 0
    while words[at : at + 1] and words[at].startswith("-"):
        at += 2 if words[at] in VALUED else 1
    return "".join(words[at : at + 1]), words[:at] + words[at + 1 :]


def gui_main() -> None:
    """The `credcheck-gui` command."""
    _work_if_asked()
    sys.exit(window(sys.argv[1:], "credcheck-gui"))


def _work_if_asked() -> None:
    """A frozen program starts itself anew for work in a process of its own (aside.py): then this does that work."""
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()


def window(words: list[str], program: str, quick: bool = False) -> int:
    """Open the desktop window, or the quick check; where one runs already, it is asked instead."""
    asked, language = _options(program, quick).parse_args(words), ""
    try:
        chosen, fault = _chosen(asked.settings)
        language = chosen.language
        if asked.data_dir is not None:
            chosen = replace(chosen, data_dir=asked.data_dir)
        start = Asked(chosen, asked.settings, asked.practice, "" if quick else asked.text, quick, fault)
        return _open(start)
    except CredCheckError as error:
        return _say(error, language)


def _chosen(file: Path | None) -> tuple[settings.Settings, Sentence | None]:
    """The user's choices, or what is wrong with their file, which the window says: a menu shows no terminal.

    Until the file is mended nothing is asked online, since it may have said so.
    """
    try:
        return settings.load(file), None
    except BadInput as error:
        if file is not None or not has_display():
            raise
        return settings.Settings(offline=True), error.sentence


def _say(error: CredCheckError, language: str) -> int:
    # Imported here: a window that opens paints before it needs a word.
    from credcheck import languages, wording

    languages.speak(language)
    sys.stderr.write(f"credcheck: {wording.render(error.sentence)}\n")
    return error.exit_code


def _options(program: str, quick: bool) -> argparse.ArgumentParser:
    """Plain argparse, not click: it costs a sixth of the time to the first paint."""
    what = "Check what the clipboard holds, in a small window." if quick else "Open the desktop window."
    options = argparse.ArgumentParser(program, description=what)
    options.add_argument("--practice", action="store_true", help="Check against invented people, offline.")
    options.add_argument("--data-dir", type=Path, help="Keep everything in this folder.")
    options.add_argument("--settings", type=Path, help="Read this settings file.")
    if not quick:
        options.add_argument("text", nargs="?", default="", help="The profile to put into the field.")
    return options


class Asked(NamedTuple):
    """What the words of the command line ask for."""

    settings: settings.Settings
    file: Path | None
    practice: bool
    text: str
    quick: bool
    fault: Sentence | None = None


def _open(asked: Asked) -> int:
    if asked.quick and not has_display():
        raise BadInput(Sentence("input.no_screen"))
    if not has_display():
        from credcheck import cli, languages

        languages.speak(asked.settings.language)
        return cli.walk(asked.settings)
    from credcheck.gui import instance
    from credcheck.gui.load_qt import DEBIAN, load_qt

    address = instance.address(asked.settings.data_dir, asked.practice)
    wish = "check-clipboard" if asked.quick else "show"
    request = instance.Request(wish, asked.text, os.environ.get("XDG_ACTIVATION_TOKEN", ""))
    if instance.send(address, request):
        return 0
    try:
        load_qt()
        from credcheck.gui import main_window
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("PySide6"):
            raise
        raise BadInput(Sentence("input.no_window")) from error
    except ImportError as error:
        if ".so" not in str(error):
            raise
        raise BadInput(Sentence("input.no_library", reason=str(error), packages=DEBIAN)) from error
    return main_window.run(main_window.Start(*asked, address=address))


def has_display() -> bool:
    """Whether a window could be shown at all."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    main()
