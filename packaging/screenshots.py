"""Renders the window with invented people, light and dark, into docs/images.

usage: sh packaging/x11env.sh .venv/bin/python packaging/screenshots.py [--all] [--scale 2] [--mirrored]

Every picture is of the real program: the real checker against the practice register, in a folder that is thrown away.
With --all the states that the guide does not show come too (work under way, failures, empty pages): for looking at.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pictures import guide, states  # noqa: E402
from pictures.stage import Play, Stage, wait  # noqa: E402
from PySide6.QtCore import Qt  # noqa: E402 — the path comes first
from PySide6.QtGui import QImage  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from credcheck import languages  # noqa: E402
from credcheck.gui import language, theme  # noqa: E402
from credcheck.gui.main_window import make_app  # noqa: E402
from tests.gui.layout_rules import cut  # noqa: E402

OFTEN = 96
"""So many colours are kept because they are frequent; the others because nothing like them is kept yet."""


def options() -> argparse.Namespace:
    """What was asked for."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--scale", default="1")
    made.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    made.add_argument("--look", choices=("light", "dark"), action="append")
    made.add_argument("--only", action="append", help="only these pictures")
    made.add_argument("--size", default="1240x860", help="of the window, before scaling")
    made.add_argument("--mirrored", action="store_true", help="from right to left")
    made.add_argument("--language", default="en")
    made.add_argument("--all", action="store_true", help="also the states that the guide does not show")
    return made.parse_args()


def main(chosen: argparse.Namespace) -> None:
    """Render everything."""
    chosen.out.mkdir(parents=True, exist_ok=True)
    os.environ["QT_SCALE_FACTOR"] = chosen.scale
    app = make_app(["credcheck"])
    languages.speak(chosen.language)
    language.speak(app)
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if chosen.mirrored else Qt.LayoutDirection.LeftToRight)
    for look in chosen.look or ("light", "dark"):
        theme.wear(app, theme.chosen(look))
        render(app, chosen, look)


def render(app: QApplication, chosen: argparse.Namespace, look: str) -> None:
    """Render every screen in one look."""
    acts = [(guide.scenes(), Play())]
    if chosen.all:
        acts += [(states.scenes(), Play()), (states.bare(), Play(practice=False, text="")), *broken()]
    for scenes, play in acts:
        with opened(app, chosen, play) as stage:
            for name, scene in scenes.items():
                if not chosen.only or name in chosen.only:
                    take(stage, scene, chosen.out / f"{name}-{look}.png")


def broken() -> list[tuple[Mapping[str, guide.Scene], Play]]:
    """A cache that cannot be read, and one of a newer release."""
    return [
        ({f"cache-{kind}": lambda stage: None}, Play(practice=False, text="", cache=kind))
        for kind in ("corrupted", "newer")
    ]


@contextmanager
def opened(app: QApplication, chosen: argparse.Namespace, play: Play) -> Iterator[Stage]:
    """The program, open in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        width, height = map(int, chosen.size.split("x"))
        stage = Stage(app, Path(folder), (width, height), play)
        try:
            yield stage
        finally:
            stage.close()


def settle(shown: QWidget) -> None:
    """Wait until everything has found its place: on a busy machine that takes its time."""
    for _ in range(40):
        if not any(cut(shown)):
            return
        wait(50)


def fewer_colours(picture: QImage) -> QImage:
    """The same picture in 256 colours, a third as large: the most frequent ones, and then one of each kind."""
    picture = picture.convertToFormat(QImage.Format.Format_RGB32)
    kinds, kept = set[int](), list[int]()
    for colour, _ in Counter(memoryview(picture.constBits()).cast("I")).most_common():
        if len(kept) < OFTEN or colour & 0xF0F0F0 not in kinds:
            kinds.add(colour & 0xF0F0F0)
            kept.append(colour)
    plain = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return picture.convertToFormat(QImage.Format.Format_Indexed8, kept[:256], plain)


def take(stage: Stage, scene: guide.Scene, file: Path) -> None:
    """Play a scene and keep its picture."""
    shown: QWidget = scene(stage) or stage.window
    wait(400)
    settle(shown)
    fewer_colours(shown.grab().toImage()).save(str(file), quality=0)
    print(file.name, flush=True)
    stage.clean()


if __name__ == "__main__":
    main(options())
