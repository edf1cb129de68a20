"""Picks the face: `gui` goes to the window, everything else to the command line.

Neither face is imported before it is picked, so that the window paints before anything heavy is loaded.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import click

from credcheck import settings, wording
from credcheck.errors import BadInput, CredCheckError
from credcheck.model import Sentence


def main() -> None:
    """The `credcheck` command."""
    if sys.argv[1:2] == ["gui"]:
        window(sys.argv[2:], prog_name="credcheck gui")
    else:
        from credcheck import cli

        cli.main()


def gui_main() -> None:
    """The `credcheck-gui` command."""
    window(prog_name="credcheck-gui")


@click.command()
@click.option("--practice", is_flag=True, help="Check against the practice register of invented people, offline.")
@click.option("--data-dir", type=click.Path(path_type=Path, file_okay=False), help="Keep everything in this folder.")
@click.option("--settings", "file", type=click.Path(path_type=Path), help="Read this settings file.")
@click.argument("text", default="")
def window(practice: bool, data_dir: Path | None, file: Path | None, text: str) -> None:
    """Open the desktop window; without a display, check the example in the terminal."""
    try:
        chosen = settings.load(file)
        if data_dir is not None:
            chosen = replace(chosen, data_dir=data_dir)
        sys.exit(_open(chosen, practice, text))
    except CredCheckError as error:
        click.echo(f"credcheck: {wording.render(error.sentence)}", err=True)
        sys.exit(error.exit_code)


def _open(chosen: settings.Settings, practice: bool, text: str) -> int:
    if not has_display():
        from credcheck.cli import check as terminal

        return terminal.terminal_walk(chosen)
    try:
        from credcheck.gui import main_window
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("PySide6"):
            raise
        raise BadInput(Sentence("input.no_window")) from error
    return main_window.run(chosen, practice=practice, text=text)


def has_display() -> bool:
    """Whether a window could be shown at all."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    main()
