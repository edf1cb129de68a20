"""What CredCheck is and is not, how old its data are, versions and licences."""

from __future__ import annotations

import asyncio
import platform
from importlib import metadata
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

import credcheck
from credcheck.gui import icons, mirrored
from credcheck.gui.parts import Card, Text, column, empty, heading, muted
from credcheck.gui.scroll import readable
from credcheck.gui.words import say
from credcheck.gui.worker import Worker

if TYPE_CHECKING:
    from credcheck.app import Parts
    from credcheck.copies import Listed

PARTS = (
    "PySide6-Essentials", "httpx", "SQLAlchemy", "alembic", "keyring", "cryptography", "cattrs", "numpy", "pyarrow",
    "isal", "rapidfuzz", "jinja2", "typst", "XlsxWriter", "platformdirs", "aiolimiter", "stamina", "click", "tqdm",
    "jeepney", "python-xlib",
)  # fmt: skip


class AboutPage(QWidget):
    """One page to read."""

    def __init__(self, worker: Worker) -> None:
        """Build the page; the worker is asked how old the data are, and what the program is made of."""
        super().__init__()
        self._worker, self._data, self._made_of = worker, QVBoxLayout(), muted("")
        page = QWidget()
        inside = column(page, 24, 12)
        inside.addWidget(self._head())
        inside.addWidget(_texts("gui.about.limits_title", say("gui.about.limits"), say("gui.about.correct")))
        data = Card()
        data.column.addWidget(heading(say("about.data")))
        data.column.addLayout(self._data)
        inside.addWidget(data)
        licences = _texts("gui.about.licence_title", say("gui.about.licence"))
        licences.column.addWidget(muted(say("about.parts")))
        licences.column.addWidget(self._made_of)
        inside.addWidget(licences)
        inside.addStretch(1)
        self._area = readable(page, say("gui.about.title"))
        column(self, 0, 0).addWidget(self._area)

    def take_focus(self) -> None:
        """Let the keys scroll."""
        self._area.setFocus()

    def refresh(self) -> None:
        """Look again how old the data are."""
        self._worker.start(mirrored.listed, self._show, lambda _: None, lambda: None, self)
        if not self._made_of.text():
            self._worker.start(made_of, self._made_of.say, lambda _: None, lambda: None, self)

    def _show(self, listed: tuple[Listed, ...]) -> None:
        from credcheck import flags, match

        empty(self._data)
        for copy in listed:
            self._data.addWidget(Text(dated(copy)))
        versions = say("about.rules", rules=flags.RULES_VERSION, weights=match.WEIGHTS_VERSION)
        self._data.addWidget(muted(versions, 1.0))

    def _head(self) -> Card:
        card = Card()
        line = QGridLayout()
        line.setHorizontalSpacing(16)
        picture = QLabel()
        picture.setPixmap(icons.pixmap("credcheck", "", 64, self.devicePixelRatio()))
        line.addWidget(picture, 0, 0, 3, 1, Qt.AlignmentFlag.AlignTop)
        line.addWidget(heading(say("gui.title"), 1.45), 0, 1)
        line.addWidget(muted(say("gui.about.version", version=credcheck.__version__)), 1, 1)
        line.addWidget(Text(say("gui.about.what")), 2, 1)
        line.setColumnStretch(1, 1)
        card.column.addLayout(line)
        return card


def _texts(title: str, *texts: str) -> Card:
    card = Card()
    card.column.addWidget(heading(say(title)))
    for text in texts:
        card.column.addWidget(Text(text))
    return card


def dated(copy: Listed) -> str:
    """How old one register's copy is."""
    if copy.copy is None:
        return say("about.no_copy", title=copy.title)
    snapshot = copy.copy.snapshot
    return say(
        "about.copy", title=copy.title, date=f"{snapshot:%Y-%m-%d}" if snapshot else say("gui.registers.unknown_date")
    )


async def made_of(_: Parts) -> str:
    """`versions`, which opens a file for each part."""
    return await asyncio.to_thread(versions)


def versions() -> str:
    """What made this window, with licences, for a report of a fault."""
    made = [
        f"CredCheck {credcheck.__version__}",
        f"PySide6 {PySide6.__version__}",
        f"Python {platform.python_version()}",
    ]
    return " · ".join([*made, *(line for name in PARTS if (line := _licensed(name)))])


def _licensed(name: str) -> str:
    try:
        found = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    table = found.json
    licence = str(table.get("license_expression") or table.get("license") or "").partition("\n")[0]
    return f"{name} {found['Version']} ({licence[:40]})" if licence else f"{name} {found['Version']}"
